//! A table of outcomes accounts for every row, every person and every id.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array, RecordBatch, StringArray,
    types::Int32Type,
};
use doorstep::{Catalogue, Code, OutcomeTable, OutcomeTableOptions, TableError, parse_date};

use super::tables::by_table;

fn catalogue() -> Catalogue {
    Catalogue::parse([
        (
            "v.json",
            r#"{"vocabulary": "v", "facts": {"status": {"type": "text"}, "date_of_birth": {"type": "date"},
                          "weekly_hours": {"type": "number"}, "pay": {"type": "money"}},
                "records": {"employment": {"spell": true, "attributes": {"hours_per_week": "number"}},
                            "support": {"attributes": {"hours": "number"}}}}"#,
        ),
        (
            "p.json",
            r#"{"programme": "p", "name": "P", "in_force": {}, "outcomes": [
                {"id": "into_work", "record": "employment", "where": "hours_per_week >= 7"},
                {"id": "out_before", "record": "employment", "from": "status = \"out\""},
                {"id": "few_hours", "record": "employment", "from": "weekly_hours < 16"},
                {"id": "supported", "record": "support", "sum": "hours", "at_least": 3}]}"#,
        ),
    ])
    .unwrap()
}

/// Person, kind, start, hours a week, hours; days are counted from a day of 2022.
type Row = (i64, &'static str, i32, Option<i64>, Option<i64>);

const ROWS: [Row; 4] = [
    (1, "started", 0, None, None),
    (1, "employment", 10, Some(16), None),
    (2, "started", 0, None, None),
    (2, "support", 5, None, Some(4)),
];

fn events_of(rows: &[Row], person: ArrayRef) -> RecordBatch {
    let events: ArrayRef = Arc::new(Int64Array::from_iter_values(0..rows.len() as i64));
    RecordBatch::try_from_iter_with_nullable([
        ("event_id", events, true),
        ("person_id", person, true),
        ("programme", Arc::new(StringArray::from(vec!["p"; rows.len()])) as ArrayRef, true),
        ("kind", Arc::new(rows.iter().map(|row| Some(row.1)).collect::<StringArray>()), true),
        ("start", Arc::new(rows.iter().map(|row| Some(19_000 + row.2)).collect::<Date32Array>()), true),
        ("hours_per_week", Arc::new(rows.iter().map(|row| row.3).collect::<Int64Array>()), true),
        ("hours", Arc::new(rows.iter().map(|row| row.4).collect::<Int64Array>()), true),
    ])
    .unwrap()
}

fn events(rows: &[Row]) -> RecordBatch {
    events_of(rows, Arc::new(rows.iter().map(|row| Some(row.0)).collect::<Int64Array>()))
}

fn people(ids: ArrayRef, statuses: &[Option<&str>]) -> RecordBatch {
    let statuses: ArrayRef = Arc::new(statuses.iter().copied().collect::<StringArray>());
    RecordBatch::try_from_iter_with_nullable([("person_id", ids, true), ("status", statuses, true)]).unwrap()
}

fn judged(events: RecordBatch, people: &[RecordBatch]) -> Result<OutcomeTable, TableError> {
    judged_by(&catalogue(), events, people)
}

fn judged_by(catalogue: &Catalogue, events: RecordBatch, people: &[RecordBatch]) -> Result<OutcomeTable, TableError> {
    catalogue.outcome_table(&[events], people, parse_date("2022-12-31").unwrap(), OutcomeTableOptions::default())
}

fn state(judged: &OutcomeTable, person: &str, outcome: &str) -> String {
    by_table(judged)[&(person.to_owned(), "p".to_owned(), outcome.to_owned())].0.clone()
}

#[test]
fn amounts_below_zero_are_listed_with_person_and_row() {
    let rows = [&ROWS[..], &[(1, "employment", 20, Some(-8), None), (2, "support", 6, None, Some(-1))]].concat();
    let judged = judged(events(&rows), &[]).unwrap();
    let listed: Vec<_> = judged.problems.iter().map(|problem| (problem.code, &*problem.person, problem.row)).collect();
    assert_eq!(listed, [(Code::EventBelowZero, "1", Some(4)), (Code::EventBelowZero, "2", Some(5))]);
    assert_eq!(state(&judged, "1", "into_work"), "achieved");
    assert_eq!(state(&judged, "2", "supported"), "achieved");
}

#[test]
fn an_amount_that_is_worked_out_below_zero_is_listed_wherever_it_lies() {
    let v = r#"{"vocabulary": "v", "records": {"employment": {"spell": true, "attributes": {"hours_per_week": "number"}},
                "support": {"attributes": {"hours": "number"}}}}"#;
    let p = r#"{"programme": "p", "name": "P", "in_force": {}, "outcomes": [
        {"id": "beyond", "record": "support", "sum": "hours - 5", "at_least": 3, "where": "hours > 1", "within": "P7D"}]}"#;
    let catalogue = Catalogue::parse([("v.json", v), ("p.json", p)]).unwrap();
    // Before the start, on the last day, after it; too few for `where`; nothing below 0; about somebody who started nothing.
    let support = |person, day, hours| (person, "support", day, None, Some(hours));
    let started = |person| (person, "started", 5, None, None);
    let told = [support(1, 4, 4), support(2, 12, 8), support(2, 13, 4), support(3, 6, 1), support(4, 6, 5)];
    let rows = [&[started(1), started(2), started(3), started(4)][..], &told, &[support(5, 6, 4)]].concat();
    let judged = judged_by(&catalogue, events(&rows), &[]).unwrap();
    let listed: Vec<_> = judged.problems.iter().map(|problem| (problem.code, &*problem.person, problem.row)).collect();
    let below = |person, row| (Code::EventBelowZero, person, Some(row));
    assert_eq!(listed, [below("1", 4), below("2", 6), below("3", 7)]);
    assert_eq!(
        ["1", "2", "3", "4"].map(|person| state(&judged, person, "beyond")),
        ["not_achieved", "achieved", "not_achieved", "not_achieved"]
    );
    // Who has nothing below 0 is judged by columns alone.
    let whole: Vec<&str> = judged.whole.events().iter().map(|event| event.person.as_str()).collect();
    assert!(!whole.contains(&"4"), "{whole:?}");
}

#[test]
fn facts_below_zero_are_listed_with_person_and_rows_and_count_as_not_told() {
    let hours = |told: Vec<i64>| {
        let ids = Arc::new(Int64Array::from(vec![2, 1])) as ArrayRef;
        let pay = Arc::new(Int64Array::from(vec![-1, -1])) as ArrayRef;
        let told = Arc::new(Int64Array::from(told)) as ArrayRef;
        RecordBatch::try_from_iter([("person_id", ids), ("weekly_hours", told), ("pay", pay)]).unwrap()
    };
    let below = judged(events(&ROWS), &[hours(vec![0, -8])]).unwrap();
    assert_eq!(state(&below, "1", "few_hours"), "unknown");
    let listed: Vec<_> = below.facts.iter().map(|found| (found.code, &*found.person, &*found.fact)).collect();
    // What no outcome asks about is not looked at.
    assert_eq!(listed, [(Code::FactBelowZero, "1", "weekly_hours")]);
    assert_eq!((below.facts[0].rows.as_slice(), below.problems.len()), (&[1][..], 0));
    let none = judged(events(&ROWS), &[hours(vec![8, 0])]).unwrap();
    assert_eq!((state(&none, "1", "few_hours").as_str(), none.facts.len()), ("achieved", 0));
}

#[test]
fn records_before_birth_are_listed_and_achieve_nothing() {
    let births = RecordBatch::try_from_iter([
        ("person_id", Arc::new(Int64Array::from(vec![1, 2])) as ArrayRef),
        ("date_of_birth", Arc::new(Date32Array::from(vec![19_011, 9_000]))),
    ]);
    let judged = judged(events(&ROWS), &[births.unwrap()]).unwrap();
    let listed: Vec<_> = judged.problems.iter().map(|problem| (problem.code, &*problem.event, problem.row)).collect();
    // The start itself lies before the birth told.
    assert_eq!(listed, [(Code::EventBeforeBirth, "0", Some(0)), (Code::EventBeforeBirth, "1", Some(1))]);
    assert_eq!(state(&judged, "1", "into_work"), "not_achieved");
}

#[test]
fn people_with_records_who_started_nothing_are_counted_and_listed() {
    // The hours of the second can count for no outcome, and the third is read whole.
    let more: [Row; 4] = [
        (3, "employment", 10, Some(16), None),
        (4, "support", 10, None, Some(1)),
        (5, "support", 10, None, Some(-1)),
        (5, "emploiment", 10, None, None),
    ];
    let judged = judged(events(&[&ROWS[..], &more].concat()), &[]).unwrap();
    assert_eq!(judged.unstarted, 3);
    let [listed] = judged.columns.as_slice() else { panic!("{:?}", judged.columns) };
    assert_eq!((listed.code, listed.rows, &*listed.first), (Code::PersonNotStarted, 4, &[4, 5, 6, 7][..]));
    assert_eq!(judged.table.num_rows(), 2);
}

/// Ids as columns of every type that can hold them.
fn forms(ids: &[Option<i64>]) -> Vec<ArrayRef> {
    let texts: Vec<Option<String>> = ids.iter().map(|id| id.map(|id| id.to_string())).collect();
    vec![
        Arc::new(Int64Array::from(ids.to_vec())),
        Arc::new(ids.iter().map(|id| id.map(|id| id as f64)).collect::<Float64Array>()),
        Arc::new(StringArray::from(texts.clone())),
        Arc::new(texts.iter().map(Option::as_deref).collect::<DictionaryArray<Int32Type>>()),
    ]
}

#[test]
fn ids_join_by_their_text_whatever_the_columns_hold() {
    let ids: Vec<Option<i64>> = ROWS.iter().map(|row| Some(row.0)).collect();
    for of_events in forms(&ids) {
        for of_people in forms(&[Some(1), Some(9), None]) {
            let kinds = (of_events.data_type().clone(), of_people.data_type().clone());
            let table = people(of_people, &[Some("out"), Some("in"), Some("in")]);
            let judged = judged(events_of(&ROWS, Arc::clone(&of_events)), &[table]).unwrap();
            assert_eq!(state(&judged, "1", "out_before"), "achieved", "{kinds:?}");
            assert_eq!(state(&judged, "2", "out_before"), "unknown", "{kinds:?}");
            assert_eq!((judged.without_events, judged.untold), (1, 1), "{kinds:?}");
            let listed: Vec<_> = judged.columns.iter().map(|problem| (problem.code, &*problem.first)).collect();
            assert_eq!(listed, [(Code::TableNullId, &[2][..]), (Code::PersonNotTold, &[2, 3])], "{kinds:?}");
        }
    }
    // What is written in another way is another id.
    let table = people(Arc::new(StringArray::from(vec!["01", "+2"])), &[Some("out"), Some("out")]);
    let judged = judged(events(&ROWS), &[table]).unwrap();
    assert_eq!((judged.without_events, judged.untold), (2, 2));
}

#[test]
fn ids_that_are_none_are_refused() {
    let halves = || Arc::new(Float64Array::from(vec![1.0, 1.5])) as ArrayRef;
    for ids in [halves(), Arc::new(BooleanArray::from(vec![true, false]))] {
        let error = judged(events(&ROWS), &[people(ids, &[None, None])]).unwrap_err();
        assert_eq!(error.problems[0].code, Code::TableColumnType);
        assert!(error.problems[0].help.contains("whole numbers or texts"), "{error}");
    }
    let error = judged(events_of(&ROWS[..2], halves()), &[]).unwrap_err();
    assert_eq!((error.problems[0].rows, &*error.problems[0].first), (1, &[1][..]));
}

#[test]
fn rows_of_one_person_that_differ_tell_nothing_whatever_their_order() {
    let ids = || Arc::new(Int64Array::from(vec![1, 1])) as ArrayRef;
    for statuses in [[Some("out"), Some("in")], [Some("in"), Some("out")]] {
        let judged = judged(events(&ROWS), &[people(ids(), &statuses)]).unwrap();
        assert_eq!(state(&judged, "1", "out_before"), "unknown");
        let listed: Vec<_> = judged.facts.iter().map(|found| (found.code, &*found.person, &*found.fact)).collect();
        assert_eq!(listed, [(Code::PersonToldTwice, "1", "status")]);
        assert_eq!(judged.facts[0].rows, [0, 1]);
    }
    // Equal rows are one, and what only one tells is told.
    for statuses in [[Some("out"), Some("out")], [None, Some("out")], [Some("out"), None]] {
        let judged = judged(events(&ROWS), &[people(ids(), &statuses)]).unwrap();
        assert_eq!(state(&judged, "1", "out_before"), "achieved");
        assert!(judged.facts.is_empty());
        let repeated: Vec<_> = judged.columns.iter().map(|problem| (problem.code, problem.rows)).collect();
        assert_eq!(repeated, [(Code::TableRepeatedId, 1), (Code::PersonNotTold, 2)]);
    }
}
