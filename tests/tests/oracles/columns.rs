//! Tables: every row is decided as the person alone is, whatever the columns' types.

use std::cell::Cell;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder, StringDictionaryBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Decimal256Type, Int8Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, Decimal256Array, Float64Array, Int64Array,
    LargeStringArray, ListViewArray, RecordBatch, StringArray, StringViewArray, TimestampMillisecondArray,
};
use doorstep::{Plain, Status, TableOptions};
use doorstep_tests::oracle::{Choices, Fact, Recipe, each, generate};
use serde_json::{Map, Value as Json};

type Wide = <Decimal256Type as ArrowPrimitiveType>::Native;

/// What can be told in a table: plain values. A list that is not complete, and what was refused, are left out.
pub(super) fn told(mut facts: Map<String, Json>) -> Map<String, Json> {
    facts.retain(|name, given| {
        if let Json::Object(parts) = given {
            let complete = parts.get("complete").is_none_or(|complete| complete == &Json::Bool(name == "s"));
            match parts.get("value").cloned() {
                Some(value) if complete && !parts.contains_key("not") => *given = value,
                _ => return false,
            }
        }
        name != "household"
    });
    // A list of `s` leaves open what is not in it.
    facts
}

/// A column of what was told of a fact, of one of the types that can hold it.
fn column(fact: Fact, told: &[Map<String, Json>], choices: &mut Choices) -> ArrayRef {
    let values: Vec<Option<&Json>> = told.iter().map(|facts| facts.get(fact.name())).collect();
    let texts = || values.iter().map(|value| value.and_then(Json::as_str));
    match fact.kind() {
        "boolean" => Arc::new(values.iter().map(|value| value.and_then(Json::as_bool)).collect::<BooleanArray>()),
        "number" | "money" => {
            let numbers = values.iter().map(|value| value.and_then(Json::as_f64));
            let units = numbers.clone().map(|number| number.map(|number| (number * 1e6).round() as i128));
            match choices.below(3) {
                0 => Arc::new(numbers.collect::<Float64Array>()),
                1 => Arc::new(units.collect::<Decimal128Array>().with_precision_and_scale(38, 6).unwrap()),
                _ => {
                    let units = units.map(|units| units.map(Wide::from_i128)).collect::<Decimal256Array>();
                    Arc::new(units.with_precision_and_scale(76, 6).unwrap())
                }
            }
        }
        "date" => {
            let epoch = doorstep::parse_date("1970-01-01").unwrap();
            let days = texts().map(|text| Some(doorstep::days_between(epoch, doorstep::parse_date(text?).unwrap())));
            match choices.below(2) {
                0 => Arc::new(days.map(|day| day.map(|day| day as i32)).collect::<Date32Array>()),
                _ => {
                    // A little before midnight.
                    let at = days.map(|day| day.map(|day| (day + 1) * 86_400_000 - 1));
                    Arc::new(at.collect::<TimestampMillisecondArray>())
                }
            }
        }
        "codes" => {
            let codes = values.iter().map(|value| value.map(|list| list.as_array().unwrap()));
            if choices.chance(50) {
                let mut lists = ListBuilder::new(StringDictionaryBuilder::<Int8Type>::new());
                for codes in codes {
                    codes.into_iter().flatten().for_each(|code| lists.values().append_value(code.as_str().unwrap()));
                    lists.append(codes.is_some());
                }
                Arc::new(lists.finish())
            } else {
                let mut lists = ListBuilder::new(StringBuilder::new());
                for codes in codes {
                    codes.into_iter().flatten().for_each(|code| lists.values().append_value(code.as_str().unwrap()));
                    lists.append(codes.is_some());
                }
                let lists = lists.finish();
                if choices.chance(50) { Arc::new(ListViewArray::from(lists)) } else { Arc::new(lists) }
            }
        }
        _ => match choices.below(4) {
            0 => Arc::new(texts().collect::<StringArray>()),
            1 => Arc::new(texts().collect::<LargeStringArray>()),
            2 => Arc::new(texts().collect::<StringViewArray>()),
            _ => {
                let mut keys = StringDictionaryBuilder::<Int32Type>::new();
                texts().for_each(|text| keys.append_option(text));
                Arc::new(keys.finish())
            }
        },
    }
}

/// People as a table.
pub(super) fn table(people: &[Map<String, Json>], choices: &mut Choices) -> RecordBatch {
    let ids: ArrayRef = Arc::new((0..people.len() as i64).collect::<Int64Array>());
    let facts = Fact::ALL.into_iter().filter(|fact| !fact.kind().is_empty());
    // A column without a value is left out at times.
    let kept = facts.filter(|fact| people.iter().any(|facts| facts.contains_key(fact.name())) || choices.chance(50));
    let kept: Vec<Fact> = kept.collect();
    let columns: Vec<(&str, ArrayRef)> =
        kept.iter().map(|fact| (fact.name(), column(*fact, people, choices))).collect();
    RecordBatch::try_from_iter([("person_id", ids)].into_iter().chain(columns)).unwrap()
}

#[test]
fn every_row_is_decided_as_the_person_alone_is() {
    let (rows, decided, odd) = (Cell::new(0_u32), Cell::new(0_u32), Cell::new(0_u32));
    each(1_500, |choices| {
        let day = generate::judged_on(choices);
        let catalogue = generate::catalogue(&Recipe::default(), choices);
        let loaded = catalogue.load();
        let people: Vec<Map<String, Json>> = (0..1 + choices.below(8))
            .map(|_| match generate::person(&catalogue, day, choices).json() {
                Json::Object(facts) => told(facts),
                _ => Map::new(),
            })
            .collect();
        let table = table(&people, choices);
        let options = TableOptions { reasons: true, threads: Some(1 + choices.below(2)) };
        let (screened, problems) =
            loaded.screen_table(&table, day.date(), options).map_err(|error| format!("{error}"))?;
        for (row, facts) in people.iter().enumerate() {
            let json = Json::Object(facts.clone()).to_string();
            let is_listed = problems.iter().any(|problem| problem.first.contains(&(row as u64)));
            let Ok(screening) = loaded.screen(&Plain::from_json(&json).unwrap(), day.date()) else {
                odd.set(odd.get() + 1);
                if !is_listed {
                    return Err(format!("row {row} is odd and not listed: {json}"));
                }
                continue;
            };
            if is_listed {
                // A day of birth after the day judged.
                continue;
            }
            for decision in screening.decisions() {
                let id = decision.programme();
                let found = screened[id].as_boolean();
                let found = found.is_valid(row).then(|| found.value(row));
                let wanted = match decision.status() {
                    Status::Eligible => Some(true),
                    Status::NotEligible => Some(false),
                    Status::Undetermined => None,
                };
                rows.set(rows.get() + 1);
                decided.set(decided.get() + u32::from(wanted.is_some()));
                let documents = || serde_json::to_string_pretty(&catalogue.documents()).unwrap();
                if found != wanted {
                    return Err(format!("{id} is {wanted:?}, and {found:?} in row {row}: {json}\n{}", documents()));
                }
                for (name, status) in [("failed", "not_met"), ("unknown", "unknown")] {
                    let lists = screened[format!("{id}.{name}").as_str()].as_list::<i32>().value(row);
                    let lists = lists.as_dictionary::<arrow_array::types::UInt16Type>();
                    let texts = lists.values().as_string::<i32>();
                    let found: Vec<&str> = lists.keys().iter().map(|key| texts.value(key.unwrap().into())).collect();
                    let criteria = decision.criteria();
                    let wanted = criteria.iter().filter(|criterion| criterion.status.as_str() == status);
                    let wanted: Vec<&str> = wanted.map(|criterion| criterion.id.as_str()).collect();
                    if found != wanted {
                        return Err(format!(
                            "{id}.{name} is {wanted:?}, and {found:?} in row {row}: {json}\n{}",
                            documents()
                        ));
                    }
                }
            }
        }
        Ok(())
    });
    println!("tables: {rows:?} decisions, {decided:?} decided, {odd:?} people whose facts disagree");
}
