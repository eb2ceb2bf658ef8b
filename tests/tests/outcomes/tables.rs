//! What is said of a table of events is what is said of each person's.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, UInt8Type};
use arrow_array::{Array, ArrayRef, Date32Array, DictionaryArray, Int64Array, RecordBatch, StringArray};
use doorstep::{
    CaseFile, Catalogue, Code, Date, EventProblem, OutcomeOptions, OutcomeTable, OutcomeTableOptions, Plain, parse_date,
};
use doorstep_tests::oracle::{Choices, each};
use serde_json::{Value, json};

use super::agrees::Random;
use super::definition::{Form, Run, Together};
use super::generate;
use super::history::{Calendar, History, What};

/// A person, a programme and an outcome: its state, its day, the day it is due.
pub type Said = BTreeMap<(String, String, String), (String, Option<i32>, Option<i32>)>;

/// A problem: its event, its code, its message, what to do.
pub type Found = (String, Code, String, String);

/// What a table says.
pub fn by_table(judged: &OutcomeTable) -> Said {
    let table = &judged.table;
    let mut said = Said::new();
    let person = |row: usize| match table["person_id"].as_primitive_opt::<Int64Type>() {
        Some(ids) => ids.value(row).to_string(),
        None => table["person_id"].as_string::<i32>().value(row).to_owned(),
    };
    let programmes = table["programme"].as_any_dictionary();
    let programme =
        |row: usize| programmes.values().as_string::<i32>().value(programmes.normalized_keys()[row]).to_owned();
    let day = |name: &str, row: usize| {
        let days = table[name].as_primitive::<Date32Type>();
        days.is_valid(row).then(|| days.value(row))
    };
    let schema = table.schema();
    let names = schema.fields().iter().map(|field| field.name().as_str());
    for name in names.filter(|name| table.column_by_name(&format!("{name}.due_on")).is_some()) {
        let states = table[name].as_dictionary::<UInt8Type>();
        let words = states.values().as_string::<i32>();
        for row in (0..table.num_rows()).filter(|row| states.is_valid(*row)) {
            let state = words.value(usize::from(states.keys().value(row))).to_owned();
            let days = (day(&format!("{name}.on"), row), day(&format!("{name}.due_on"), row));
            said.insert((person(row), programme(row), name.to_owned()), (state, days.0, days.1));
        }
    }
    said
}

/// What is said of each person; `told` is what is told of somebody beside their events, by their ids.
pub fn one_by_one(
    catalogue: &Catalogue,
    told: &dyn Fn(&BTreeSet<&String>) -> Plain,
    file: &CaseFile,
    as_at: Date,
    options: OutcomeOptions,
) -> (Said, BTreeSet<(String, Found)>) {
    let epoch = parse_date("1970-01-01").unwrap();
    let days = |day: Option<Date>| day.map(|day| i32::try_from(doorstep::days_between(epoch, day)).unwrap());
    let (mut said, mut problems) = (Said::new(), BTreeSet::new());
    for own in file.by_person().into_iter().filter(|own| !own.events().is_empty()) {
        let person = own.events().iter().map(|event| event.person.clone()).min().unwrap();
        // Of somebody with several ids it is said of the event's own.
        let whose = |problem: &EventProblem| {
            let event = own.events().iter().find(|event| event.id == problem.event);
            (event.map_or_else(|| person.clone(), |event| event.person.clone()), found(problem))
        };
        problems.extend(own.problems().iter().map(whose));
        let told = told(&own.events().iter().map(|event| &event.person).collect());
        for programme in catalogue.programmes().keys() {
            let judged = catalogue.outcomes(programme, &told, &own, as_at, options);
            // What cannot be used counts as not told.
            let judged = judged.or_else(|error| {
                let Plain::Map(told) = &told else { return Err(error) };
                let usable = told.iter().filter(|(name, _)| error.problems.iter().all(|problem| problem.fact != *name));
                catalogue.outcomes(programme, &Plain::Map(usable.cloned().collect()), &own, as_at, options)
            });
            let judged = judged.unwrap().unwrap();
            if judged.started_on.is_none() {
                continue;
            }
            let set_aside = judged.outcomes.iter().flat_map(|outcome| outcome.set_aside.iter().map(whose));
            problems.extend(set_aside);
            problems.extend(judged.problems.iter().map(whose));
            for outcome in &judged.outcomes {
                let key = (person.clone(), (*programme).to_owned(), outcome.id.clone());
                said.insert(key, (outcome.state.as_str().to_owned(), days(outcome.on), days(outcome.due_on)));
            }
        }
    }
    (said, problems)
}

/// What a table lists of people's events.
fn listed(judged: &OutcomeTable) -> BTreeSet<(String, Found)> {
    let found = judged.problems.iter().filter(|problem| !problem.event.is_empty());
    found
        .map(|problem| {
            (
                problem.person.clone(),
                (problem.event.clone(), problem.code, problem.message.clone(), problem.help.clone()),
            )
        })
        .collect()
}

fn found(EventProblem { event, code, message, help }: &EventProblem) -> Found {
    (event.clone(), *code, message.clone(), help.clone())
}

/// A history and definitions; often such as columns alone can judge.
fn random(choices: &mut Choices) -> Random {
    let mut random = Random::new(choices);
    if !choices.chance(70) {
        return random;
    }
    let mut outcomes = random.outcomes;
    outcomes.retain(|outcome| {
        let is_plain = match &outcome.form {
            Form::Count(_) | Form::Sum(_) => true,
            Form::Run(Run::PartsOf { from, .. }) => from.is_none(),
            Form::Run(_) => true,
            _ => false,
        };
        is_plain && outcome.together == Together::Each && !outcome.during && outcome.counts.is_of_records_alone()
    });
    for outcome in &mut outcomes {
        (outcome.known_by, outcome.from, outcome.exclude) = (None, choices.chance(20), choices.chance(20));
        outcome.continues |= choices.chance(50);
    }
    simple(&mut random.history, choices);
    Random::of(random.history, outcomes)
}

/// Leaves out most of what columns alone cannot judge.
fn simple(history: &mut History, choices: &mut Choices) {
    let mut seen = Vec::new();
    history.happenings.retain(|happening| {
        let again = seen.contains(&happening.kind);
        seen.push(happening.kind);
        matches!(happening.what, What::Stage) && !again || choices.chance(10)
    });
    for record in &mut history.records {
        record.confirmed_until = record.confirmed_until.filter(|_| choices.chance(10));
        record.end = record.end.filter(|end| *end >= record.on || choices.chance(10));
    }
}

/// Events of several people, some of which amend, void or join others, come twice or are wrong.
fn events(choices: &mut Choices, first: &Random) -> Vec<Value> {
    let mut all = Vec::new();
    for person in 0..1 + choices.below(5) {
        let own = if person == 0 {
            first.history.events()
        } else {
            let mut history = generate::history(choices);
            if choices.chance(70) {
                simple(&mut history, choices);
            }
            history.events()
        };
        for mut event in own {
            event["person"] = json!(person + 7);
            event["id"] = json!(format!("{person}-{}", event["id"].as_str().unwrap()));
            if let Some(confirms) = event["data"]["confirms"].as_str().map(str::to_owned) {
                event["data"]["confirms"] = json!(format!("{person}-{confirms}"));
            }
            match choices.below(150) {
                0 => all.push(event.clone()),
                1 => {
                    let mut other = event.clone();
                    other["recorded_by"] = json!("another");
                    all.push(other);
                }
                2 => {
                    let id = event["id"].as_str().unwrap();
                    all.push(json!({"id": format!("{id}-void"), "person": person + 7, "voids": id}));
                }
                3 => {
                    let mut amended = event.clone();
                    let id = event["id"].as_str().unwrap();
                    amended["id"] = json!(format!("{id}-amended"));
                    amended["amends"] = json!(id);
                    all.push(amended);
                }
                4 => event["programme"] = json!("none"),
                5 => event["kind"] = json!("emploiment"),
                6 | 7 if !event["data"]["hours_per_week"].is_null() => event["data"]["hours_per_week"] = json!(-16),
                6 | 7 if !event["data"]["hours"].is_null() => event["data"]["hours"] = json!(-1),
                8 => event["evidence"] = json!(choices.pick(&["payslip", "payslap"])),
                9 => event["recorded_at"] = json!("2021-01-01"),
                10 if event["kind"] == "tenancy" => event["data"] = json!({"hours_per_week": 16}),
                _ => {}
            }
            all.push(event);
        }
        if person > 0 && choices.chance(10) {
            let id = format!("{person}-same");
            all.push(json!({"id": id, "person": person + 7, "kind": "same_person", "on": "2022-01-01", "data": {"person": 7}}));
        }
    }
    all
}

/// What is told of some people beside their events, as a table and person by person.
fn people(choices: &mut Choices, calendar: Calendar) -> (Vec<RecordBatch>, BTreeMap<String, Value>) {
    let (mut ids, mut statuses, mut days, mut births) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let since_1970 = |day: Date| i32::try_from(doorstep::days_between(parse_date("1970-01-01").unwrap(), day)).unwrap();
    let (mut facts, are_dated) = (BTreeMap::new(), choices.chance(30));
    for person in (7..12_i64).rev() {
        if choices.chance(20) {
            continue;
        }
        // One is no code there is.
        let told = choices.pick(&["out", "in", "moved", "lost", ""]);
        let status = Some(told).filter(|told| !told.is_empty());
        let day = calendar.date(choices.below(160) as i64);
        let day = Some(day).filter(|_| are_dated && choices.chance(70));
        ids.push(person);
        statuses.push(status);
        days.push(day.map(since_1970));
        // Some are born after their first events.
        let birth = match choices.below(10) {
            0 => Some(calendar.date(choices.below(60) as i64)),
            1 => None,
            _ => parse_date("1990-05-01"),
        };
        births.push(birth.map(since_1970));
        let mut fact = match (status, day) {
            (Some(status), None) => json!({"status": status}),
            (Some(status), Some(day)) => json!({"status": {"value": status, "on": day.to_string()}}),
            (None, Some(day)) => json!({"status": {"on": day.to_string()}}),
            (None, None) => json!({}),
        };
        if let Some(birth) = birth {
            fact["date_of_birth"] = json!(birth.to_string());
        }
        facts.insert(person.to_string(), fact);
    }
    let statuses: ArrayRef = if choices.chance(50) {
        Arc::new(StringArray::from(statuses))
    } else {
        Arc::new(statuses.into_iter().collect::<DictionaryArray<UInt8Type>>())
    };
    let columns: [(&str, ArrayRef, bool); 4] = [
        ("person_id", Arc::new(Int64Array::from(ids)), false),
        ("date_of_birth", Arc::new(Date32Array::from(births)), true),
        ("status", statuses, true),
        ("status.on", Arc::new(Date32Array::from(days)), true),
    ];
    let columns = columns.into_iter().take(if are_dated { 4 } else { 3 });
    let table = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let cut = choices.below(table.num_rows() + 1);
    (vec![table.slice(0, cut), table.slice(cut, table.num_rows() - cut)], facts)
}

#[test]
fn a_table_says_what_is_said_of_each_person() {
    let (judged_by, problems) = (Cell::new([0_usize; 2]), Cell::new(0));
    each(300, |choices| {
        let random = random(choices);
        let events = events(choices, &random);
        let file = random.file(&events);
        let batches: Vec<RecordBatch> = file.to_table();
        let (people, facts) = people(choices, random.history.calendar);
        // Of somebody with several ids what is told of the first of whom anything is told is told.
        let told = |ids: &BTreeSet<&String>| {
            let told = ids.iter().filter_map(|id| facts.get(*id)).find(|told| **told != json!({}));
            let told = told.map(ToString::to_string);
            Plain::from_json(told.as_deref().unwrap_or("{}")).unwrap()
        };
        let some_day = |choices: &mut Choices| random.history.calendar.date(choices.below(160) as i64);
        for _ in 0..3 {
            let as_at = some_day(choices);
            let known_at = if choices.chance(30) { Some(some_day(choices)) } else { None };
            let facts_on = if choices.chance(20) { Some(some_day(choices)) } else { None };
            let options = OutcomeOptions::default().known_at(known_at).facts_on(facts_on);
            let (expected, odd) = one_by_one(&random.catalogue, &told, &file, as_at, options);
            let threads = Some(1 + choices.below(2));
            let asked = OutcomeTableOptions::default().outcomes(options).threads(threads);
            let judged =
                random.catalogue.outcome_table(&batches, &people, as_at, asked).map_err(|error| error.to_string())?;
            let said = by_table(&judged);
            let whole: Vec<&str> = judged.whole.events().iter().map(|event| event.person.as_str()).collect();
            let [mut columns, mut read] = judged_by.get();
            for (person, ..) in said.keys() {
                if whole.contains(&person.as_str()) { read += 1 } else { columns += 1 }
            }
            judged_by.set([columns, read]);
            let listed = listed(&judged);
            // What no outcome asks for is not looked into, and changes none.
            let is_asked = |problem: &&(String, Found)| {
                let event = events.iter().find(|event| event["id"] == json!(problem.1.0));
                let kind = event.and_then(|event| event["kind"].as_str()).unwrap_or_default();
                let mut records = random.outcomes.iter().filter(|outcome| outcome.is_of_records());
                let on = event.and_then(|event| event["on"].as_str()).and_then(parse_date);
                match kind {
                    // What begins or ends later is not looked into either.
                    "started" | "ended" => known_at.is_none() && on.is_some_and(|on| on <= as_at),
                    _ => kind.is_empty() || records.any(|outcome| outcome.record == kind),
                }
            };
            let asked: BTreeSet<_> = odd.iter().filter(is_asked).cloned().collect();
            problems.set(problems.get() + asked.len());
            if !listed.is_superset(&asked) || !listed.is_subset(&odd) {
                let lines: Vec<String> = events.iter().map(ToString::to_string).collect();
                return Err(format!(
                    "as at {as_at}, known at {known_at:?}: {facts:?}\n  listed alone: {:#?}\n  one by one alone: {:#?}\n{}\n{}",
                    listed.difference(&odd).collect::<Vec<_>>(),
                    asked.difference(&listed).collect::<Vec<_>>(),
                    random.show(),
                    lines.join("\n"),
                ));
            }
            if said != expected {
                let of = |one: &Said, other: &Said| -> Vec<String> {
                    one.iter()
                        .filter(|(key, said)| other.get(*key) != Some(*said))
                        .map(|part| format!("{part:?}"))
                        .collect()
                };
                let lines: Vec<String> = events.iter().map(ToString::to_string).collect();
                return Err(format!(
                    "as at {as_at}, known at {known_at:?}, facts of {facts_on:?}: {facts:?}\n  table: {:#?}\n  one by one: {:#?}\n{}\n{}",
                    of(&said, &expected),
                    of(&expected, &said),
                    random.show(),
                    lines.join("\n"),
                ));
            }
        }
        Ok(())
    });
    // Both ways were gone often enough.
    let [columns, read] = judged_by.get();
    assert!(problems.get() > 200, "{} problems", problems.get());
    println!("{columns} outcomes by columns alone, {read} read whole");
    assert!(columns > 200 && read > 200, "{columns} by columns alone, {read} read whole");
}
