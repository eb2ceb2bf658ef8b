//! Events of several people in several programmes, many of them not as they should be, as case files and as tables.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use doorstep_tests::oracle::Choices;
use serde_json::{Value, json};

use super::documents::PROGRAMMES;
use super::generate;
use super::history::{Calendar, Day, History, What};

/// The id of the first person.
pub const FIRST: i64 = 7;

/// Events of some people.
pub fn events(choices: &mut Choices, calendar: Calendar) -> Vec<Value> {
    let mut all = Vec::new();
    let people = 1 + choices.below(5) as i64;
    for person in 0..people {
        for enrolment in 0..1 + choices.weighted(&[65, 30, 5]) {
            let mut history = generate::history(choices);
            history.calendar = calendar;
            if choices.chance(75) {
                simple(&mut history, choices);
            }
            let programme = choices.pick(&PROGRAMMES);
            for event in history.events() {
                let event = of_person(event, person, &format!("{person}-{enrolment}"), programme, choices);
                all.extend(event);
            }
        }
        if person > 0 && choices.chance(7) {
            let other = FIRST + choices.below(8) as i64;
            all.push(json!({"id": format!("{person}-same"), "person": person + FIRST, "kind": "same_person",
                "on": "2022-01-01", "data": {"person": other}}));
        }
    }
    all
}

/// Leaves out most of what columns alone cannot judge.
fn simple(history: &mut History, choices: &mut Choices) {
    let mut seen = Vec::new();
    history.happenings.retain(|happening| {
        let again = seen.contains(&happening.kind);
        seen.push(happening.kind);
        let is_score = matches!(happening.what, What::Score(_));
        is_score || matches!(happening.what, What::Stage) && (!again || choices.chance(40)) || choices.chance(8)
    });
    for record in &mut history.records {
        record.confirmed_until = record.confirmed_until.filter(|_| choices.chance(10));
        record.end = record.end.filter(|end| *end >= record.on || choices.chance(10));
    }
}

/// An event as one of a person's in a programme, and what goes wrong with it.
fn of_person(mut event: Value, person: i64, before: &str, programme: &str, choices: &mut Choices) -> Vec<Value> {
    let mut all = Vec::new();
    event["person"] = json!(person + FIRST);
    event["id"] = json!(format!("{before}-{}", event["id"].as_str().unwrap()));
    if event["programme"] == "p" {
        event["programme"] = json!(programme);
    }
    if let Some(confirms) = event["data"]["confirms"].as_str().map(str::to_owned) {
        event["data"]["confirms"] = json!(format!("{before}-{confirms}"));
    }
    if event["data"].is_null() {
        event.as_object_mut().unwrap().remove("data");
    }
    if event["kind"] == "ended" && choices.chance(40) {
        event["data"] = json!({"because": choices.pick(&["deceased", "moved_on"])});
    }
    if event["kind"] == "employment" && choices.chance(20) {
        event["data"]["employer"] = json!(choices.pick(&["a", "b"]));
    }
    let id = event["id"].as_str().unwrap().to_owned();
    match choices.below(170) {
        0 => all.push(event.clone()),
        1 => {
            let mut other = event.clone();
            other["recorded_by"] = json!("another");
            all.push(other);
        }
        2 => all.push(json!({"id": format!("{id}-void"), "person": person + FIRST, "voids": id})),
        3 => {
            let mut amended = event.clone();
            amended["id"] = json!(format!("{id}-amended"));
            amended["amends"] = json!(id);
            all.push(amended);
        }
        4 => event["programme"] = json!("none"),
        5 => event["kind"] = json!("emploiment"),
        6 | 7 if !event["data"]["hours_per_week"].is_null() => event["data"]["hours_per_week"] = json!(-16),
        6 | 7 if !event["data"]["hours"].is_null() => event["data"]["hours"] = json!(-1),
        8 => event["evidence"] = json!(choices.pick(&["payslip", "payslap"])),
        9 => event["recorded_at"] = json!(choices.pick(&["2021-01-01", "2030-01-01"])),
        10 if event["kind"] == "tenancy" => event["data"] = json!({"hours_per_week": 16}),
        11 => event["override"] = json!({"reason": "The funder agreed", "by": "lead"}),
        12 => {
            // The same id told of somebody else.
            let mut other = event.clone();
            other["person"] = json!(person + FIRST + 1);
            all.push(other);
        }
        13 => event["subject"] = json!("somebody"),
        15 => _ = event.as_object_mut().unwrap().remove("programme"),
        14 => event["on"] = json!("2031-01-01"),
        _ => {}
    }
    all.push(event);
    all
}

/// The rows of a table in some other order, in several batches, some of them twice; ids of people as texts or as numbers.
pub fn shuffled(batches: Vec<RecordBatch>, choices: &mut Choices) -> Vec<RecordBatch> {
    let are_numbers = choices.chance(60);
    let mut pieces: Vec<RecordBatch> = Vec::new();
    for batch in &batches {
        let batch = if are_numbers { with_numbers(batch) } else { batch.clone() };
        let mut from = 0;
        while from < batch.num_rows() {
            let rows = (1 + choices.below(8)).min(batch.num_rows() - from);
            let piece = batch.slice(from, rows);
            if choices.chance(5) {
                pieces.push(piece.clone());
            }
            let at = if choices.chance(50) { choices.below(pieces.len() + 1) } else { pieces.len() };
            pieces.insert(at, piece);
            from += rows;
        }
        if batch.num_rows() == 0 || choices.chance(10) {
            pieces.push(batch.slice(0, 0));
        }
    }
    pieces
}

/// The same with whole numbers as ids of people.
fn with_numbers(batch: &RecordBatch) -> RecordBatch {
    let schema = batch.schema();
    let (place, _) = schema.column_with_name("person_id").unwrap();
    let ids = batch.column(place).as_any().downcast_ref::<StringArray>().unwrap();
    let ids: Int64Array = ids.iter().map(|id| id.map(|id| id.parse::<i64>().unwrap())).collect();
    let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
    columns[place] = Arc::new(ids);
    let fields = schema.fields().iter().enumerate().map(|(at, field)| {
        if at == place { Field::new(field.name(), DataType::Int64, true) } else { field.as_ref().clone() }
    });
    RecordBatch::try_new(Arc::new(Schema::new(fields.collect::<Vec<_>>())), columns).unwrap()
}

/// Some day on which something may have happened, or a little later.
pub fn some_day(calendar: Calendar, choices: &mut Choices) -> doorstep::Date {
    calendar.date(choices.pick(&[0, 60, 60]) + choices.below(120) as Day)
}
