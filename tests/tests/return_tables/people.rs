//! What tables tell of people beside their events, and the same person by person.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::types::UInt8Type;
use arrow_array::{ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int64Array, RecordBatch, StringArray};
use doorstep::{Date, parse_date};
use doorstep_tests::oracle::Choices;
use serde_json::{Map, Value, json};

use super::caseload::FIRST;
use super::history::{Calendar, Day};

/// A row of the table of people.
#[derive(Clone)]
struct Row {
    person: i64,
    birth: Option<Date>,
    status: Option<&'static str>,
    on: Option<Date>,
    moved: Option<bool>,
    absent: Option<&'static str>,
}

/// Which columns there are, and of which types.
#[derive(Clone, Copy)]
struct Columns {
    are_texts: bool,
    births: bool,
    statuses: bool,
    is_dictionary: bool,
    days: bool,
    moved: bool,
    absences: bool,
}

/// What tables tell of people.
pub struct People {
    pub batches: Vec<RecordBatch>,
    /// A mapping of each person, with what their rows tell alike.
    pub told: Value,
    /// Who is told of in several ways, and as what.
    pub differing: BTreeSet<(String, String)>,
}

impl People {
    pub fn new(choices: &mut Choices, calendar: Calendar) -> Self {
        let (are_dated, are_absent) = (choices.chance(15), choices.chance(8));
        let has_births = choices.chance(50);
        let columns = |choices: &mut Choices, are_texts: bool| Columns {
            are_texts,
            births: has_births,
            statuses: choices.chance(92),
            is_dictionary: choices.chance(50),
            days: are_dated,
            moved: choices.chance(92),
            absences: are_absent,
        };
        let (mut rows, unknown) = (Vec::new(), choices.chance(25));
        for person in (FIRST..FIRST + 7).rev() {
            if choices.chance(20) {
                continue;
            }
            let row = row(person, calendar, unknown, choices);
            if choices.chance(6) {
                // Told twice: alike, or not.
                let again =
                    if choices.chance(40) { row.clone() } else { self::row(person, calendar, unknown, choices) };
                rows.push(again);
            }
            rows.push(row);
        }
        let cut = choices.below(rows.len() + 1);
        let (one, other) = rows.split_at(cut);
        let are_texts = choices.chance(40);
        let first = columns(choices, are_texts);
        // A later batch may have other columns.
        let second = if choices.chance(20) { columns(choices, are_texts) } else { first };
        let batches = [(one, first), (other, second)];
        let mut all: BTreeMap<String, Vec<Map<String, Value>>> = BTreeMap::new();
        for (rows, columns) in &batches {
            rows.iter().for_each(|row| all.entry(row.person.to_string()).or_default().push(columns.facts(row)));
        }
        let (mut told, mut differing) = (Vec::new(), BTreeSet::new());
        for (person, rows) in all {
            let mut together = Map::new();
            let names: BTreeSet<&String> = rows.iter().flat_map(Map::keys).collect();
            for name in names {
                let mut values = rows.iter().filter_map(|row| row.get(name));
                let first = values.next().unwrap();
                if values.all(|value| value == first) {
                    together.insert(name.clone(), first.clone());
                } else {
                    differing.insert((person.clone(), name.clone()));
                }
            }
            together.insert("person_id".to_owned(), json!(person));
            told.push(Value::Object(together));
        }
        let mut batches: Vec<RecordBatch> = batches.iter().map(|(rows, columns)| columns.batch(rows)).collect();
        batches.retain(|batch| batch.num_rows() > 0 || choices.chance(50));
        Self { batches, told: Value::Array(told), differing }
    }
}

fn row(person: i64, calendar: Calendar, unknown: bool, choices: &mut Choices) -> Row {
    let some_day = |choices: &mut Choices| calendar.date(choices.below(160) as Day);
    let status = if unknown && choices.chance(20) { "lost" } else { choices.pick(&["out", "in", "moved", ""]) };
    let birth = match choices.below(12) {
        // Some are born after their first events.
        0 => Some(calendar.date(choices.below(60) as Day)),
        1 => None,
        2 => parse_date("1997-06-01"),
        _ => parse_date("1990-05-01"),
    };
    Row {
        person,
        birth,
        status: Some(status).filter(|told| !told.is_empty()),
        on: choices.chance(60).then(|| some_day(choices)),
        moved: choices.pick(&[Some(false), Some(false), Some(true), None]),
        absent: choices.chance(30).then(|| choices.pick(&["not_known", "declined"])),
    }
}

impl Columns {
    /// What a row tells by these columns.
    fn facts(&self, row: &Row) -> Map<String, Value> {
        let mut facts = Map::new();
        let birth = row.birth.filter(|_| self.births).map(|birth| json!(birth.to_string()));
        facts.extend(birth.map(|birth| ("date_of_birth".to_owned(), birth)));
        let status = row.status.filter(|_| self.statuses);
        let on = row.on.filter(|_| self.days);
        let status = match (status, on) {
            (Some(status), None) => Some(json!(status)),
            (Some(status), Some(on)) => Some(json!({"value": status, "on": on.to_string()})),
            (None, Some(on)) => Some(json!({"on": on.to_string()})),
            (None, None) => None,
        };
        facts.extend(status.map(|status| ("status".to_owned(), status)));
        let moved = match (row.moved.filter(|_| self.moved), row.absent.filter(|_| self.absences)) {
            (Some(moved), None) => Some(json!(moved)),
            (Some(moved), Some(absent)) => Some(json!({"value": moved, "absent": absent})),
            (None, Some(absent)) => Some(json!({"absent": absent})),
            (None, None) => None,
        };
        facts.extend(moved.map(|moved| ("moved_away".to_owned(), moved)));
        facts
    }

    fn batch(&self, rows: &[Row]) -> RecordBatch {
        let days = |of: fn(&Row) -> Option<Date>| -> ArrayRef {
            let epoch = parse_date("1970-01-01").unwrap();
            let since = |day: Date| i32::try_from(doorstep::days_between(epoch, day)).unwrap();
            Arc::new(rows.iter().map(|row| of(row).map(since)).collect::<Date32Array>())
        };
        let ids: ArrayRef = if self.are_texts {
            Arc::new(rows.iter().map(|row| Some(row.person.to_string())).collect::<StringArray>())
        } else {
            Arc::new(rows.iter().map(|row| Some(row.person)).collect::<Int64Array>())
        };
        let statuses = rows.iter().map(|row| row.status);
        let statuses: ArrayRef = if self.is_dictionary {
            Arc::new(statuses.collect::<DictionaryArray<UInt8Type>>())
        } else {
            Arc::new(statuses.collect::<StringArray>())
        };
        let moved: ArrayRef = Arc::new(rows.iter().map(|row| row.moved).collect::<BooleanArray>());
        let absences: ArrayRef = Arc::new(rows.iter().map(|row| row.absent).collect::<StringArray>());
        let columns = [
            (true, "person_id", ids),
            (self.births, "date_of_birth", days(|row| row.birth)),
            (self.statuses, "status", statuses),
            (self.days, "status.on", days(|row| row.on)),
            (self.moved, "moved_away", moved),
            (self.absences, "moved_away.absent", absences),
        ];
        let columns = columns.into_iter().filter(|(is_there, ..)| *is_there);
        RecordBatch::try_from_iter_with_nullable(columns.map(|(_, name, column)| (name, column, true))).unwrap()
    }
}
