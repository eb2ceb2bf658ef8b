//! Tables of events: read as lines are, and written so that they are the same events again.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Date64Array, Decimal128Array, Decimal256Array,
    DictionaryArray, Float32Array, Float64Array, Int64Array, LargeStringArray, ListArray, NullArray, RecordBatch,
    StringArray, StringViewArray, StructArray, TimestampMicrosecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt8Array,
};
use arrow_schema::{DataType, Field, Schema};
use doorstep::{CaseFile, CaseFileTable, Catalogue, TableError};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::laws::outcome;
use super::random::{event, written};
use super::{catalogue, file};

fn table<'a>(columns: impl IntoIterator<Item = (&'a str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap()
}

fn texts<const N: usize>(texts: [Option<&str>; N]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

/// One row of an ordinary event, with other columns beside or instead.
fn one(more: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let mut columns = BTreeMap::from([
        ("event_id", texts([Some("a")])),
        ("person_id", texts([Some("mo")])),
        ("kind", texts([Some("grant")])),
        ("start", texts([Some("2022-06-01")])),
    ]);
    columns.extend(more);
    table(columns)
}

fn refused(batch: &RecordBatch) -> TableError {
    catalogue().read_events(batch).unwrap_err()
}

fn codes(error: &TableError) -> Vec<(&str, &str)> {
    error.problems.iter().map(|problem| (problem.code.as_str(), problem.column.as_str())).collect()
}

/// The one event of a table as JSON.
fn told(read: &CaseFileTable) -> Value {
    assert_eq!((read.used, read.rejected), (1, 0), "{:?}", read.file.problems());
    serde_json::from_str(&read.file.events()[0].to_json()).unwrap()
}

fn read(batch: &RecordBatch) -> CaseFileTable {
    let read = catalogue().read_events(batch).unwrap();
    assert_eq!(read.used + read.rejected, batch.num_rows() as u64);
    read
}

/// Batches read one after another, against the catalogue of the file that wrote them.
fn again(file: &CaseFile) -> CaseFileTable {
    let table = file.to_table();
    let mut reader = file.catalogue().case_file_reader(table[0].schema_ref()).unwrap();
    for batch in &table {
        reader.read(batch).unwrap();
    }
    assert_eq!(reader.rows(), file.events().len() as u64);
    reader.finish()
}

#[test]
fn columns_tell_what_keys_do() {
    let days: ArrayRef = Arc::new(Date32Array::from(vec![19_144, 19_145]));
    let read = read(&table([
        ("event_id", Arc::new(Int64Array::from(vec![1, 2])) as ArrayRef),
        ("person_id", Arc::new(UInt8Array::from(vec![7, 7])) as ArrayRef),
        ("kind", texts([Some("employment"), Some("grant")])),
        ("programme", texts([Some("p"), None])),
        ("start", Arc::clone(&days)),
        ("end", texts([Some("2022-07-01"), None])),
        ("hours_per_week", Arc::new(Float64Array::from(vec![Some(37.5), None])) as ArrayRef),
        (
            "amount",
            Arc::new(Decimal128Array::from(vec![None, Some(1250)]).with_precision_and_scale(9, 2).unwrap()) as ArrayRef,
        ),
        ("evidence", texts([Some("payslip"), Some("payslip")])),
        ("evidence.on", Arc::clone(&days)),
        ("evidence.by", texts([None, Some("w1")])),
        ("recorded_on", days),
        ("recorded_by", Arc::new(Float64Array::from(vec![Some(12.0), None])) as ArrayRef),
        ("override", texts([None, Some("late")])),
        ("override.by", texts([None, Some("w2")])),
        ("amends", Arc::new(NullArray::new(2)) as ArrayRef),
        ("hoours_per_week", Arc::new(NullArray::new(2)) as ArrayRef),
    ]));
    let lines: Vec<Value> = read.file.events().iter().map(|e| serde_json::from_str(&e.to_json()).unwrap()).collect();
    assert_eq!(
        lines,
        [
            json!({"id": "1", "person": "7", "kind": "employment", "on": "2022-06-01", "end": "2022-07-01", "programme": "p",
                "data": {"hours_per_week": 37.5}, "evidence": {"type": "payslip", "on": "2022-06-01"},
                "recorded_at": "2022-06-01", "recorded_by": "12"}),
            json!({"id": "2", "person": "7", "kind": "grant", "on": "2022-06-02", "data": {"amount": 12.5},
                "evidence": {"type": "payslip", "on": "2022-06-02", "by": "w1"}, "recorded_at": "2022-06-02",
                "override": {"reason": "late", "by": "w2"}}),
        ]
    );
    let [ignored] = read.problems.as_slice() else { panic!("{:?}", read.problems) };
    assert_eq!((ignored.code.as_str(), ignored.column.as_str()), ("D751", "hoours_per_week"));
    assert_eq!(ignored.help, "did you mean `hours_per_week`?");
}

#[test]
fn values_of_every_type_are_what_they_say() {
    let keys = |values: ArrayRef| -> ArrayRef {
        Arc::new(DictionaryArray::<Int8Type>::try_new(arrow_array::Int8Array::from(vec![Some(1)]), values).unwrap())
    };
    let list = || ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(3), None, Some(5)])]);
    let inner = StructArray::from(vec![(
        Arc::new(Field::new("age", DataType::Int64, true)),
        Arc::new(Int64Array::from(vec![3])) as ArrayRef,
    )]);
    let cases: Vec<(ArrayRef, Value)> = vec![
        (Arc::new(LargeStringArray::from(vec!["x"])), json!("x")),
        (Arc::new(StringViewArray::from(vec!["x"])), json!("x")),
        (keys(Arc::new(StringArray::from(vec!["y", "x"]))), json!("x")),
        (keys(Arc::new(Int64Array::from(vec![4, 9]))), json!(9)),
        (Arc::new(BooleanArray::from(vec![false])), json!(false)),
        (Arc::new(Float32Array::from(vec![0.1])), json!(0.1)),
        (Arc::new(Int64Array::from(vec![i64::MIN])), json!(i64::MIN)),
        (
            Arc::new(Decimal256Array::from_iter_values([(-25).into()]).with_precision_and_scale(50, 1).unwrap()),
            json!(-2.5),
        ),
        (Arc::new(Date32Array::from(vec![-1])), json!("1969-12-31")),
        (Arc::new(Date64Array::from(vec![86_400_000])), json!("1970-01-02")),
        (Arc::new(TimestampNanosecondArray::from(vec![-1])), json!("1969-12-31")),
        (Arc::new(TimestampMicrosecondArray::from(vec![0]).with_timezone("UTC")), json!("1970-01-01")),
        (Arc::new(TimestampSecondArray::from(vec![0]).with_timezone("-01:00")), json!("1969-12-31")),
        (Arc::new(list()), json!([3, null, 5])),
        (Arc::new(inner), json!({"age": 3})),
    ];
    for (array, expected) in cases {
        let read = read(&one(vec![("data.x", Arc::clone(&array)), ("kind", texts([Some("contact")]))]));
        assert_eq!(told(&read)["data"]["x"], expected, "{:?}", array.data_type());
    }
    for (array, expected) in [
        (Arc::new(TimestampSecondArray::from(vec![60])) as ArrayRef, "1970-01-01T00:01:00Z"),
        (
            Arc::new(TimestampNanosecondArray::from(vec![1_500_000_000]).with_timezone("UTC")),
            "1970-01-01T00:00:01.500Z",
        ),
        (Arc::new(TimestampMicrosecondArray::from(vec![0]).with_timezone("+01:00")), "1970-01-01T01:00:00+01:00"),
        (Arc::new(Date32Array::from(vec![0])), "1970-01-01"),
        (texts([Some("2022-06-01T10:00:00+01:00")]), "2022-06-01T10:00:00+01:00"),
    ] {
        assert_eq!(told(&read(&one(vec![("recorded_at", array)])))["recorded_at"], expected);
    }
}

#[test]
fn facts_are_told_in_columns_with_how_they_are_known() {
    let told_of = |more: Vec<(&'static str, ArrayRef)>| {
        let mut columns = vec![("kind", texts([Some("told")]))];
        columns.extend(more);
        let read = read(&one(columns));
        assert!(read.file.problems().is_empty(), "{:?}", read.file.problems());
        told(&read)["data"].clone()
    };
    let birth = || ("date_of_birth", Arc::new(Date32Array::from(vec![7_000])) as ArrayRef);
    assert_eq!(told_of(vec![birth()]), json!({"date_of_birth": "1989-03-02"}));
    assert_eq!(
        told_of(vec![
            birth(),
            ("date_of_birth.evidence", texts([Some("payslip")])),
            ("date_of_birth.on", texts([Some("2022-06-01")]))
        ]),
        json!({"date_of_birth": {"evidence": "payslip", "on": "2022-06-01", "value": "1989-03-02"}})
    );
    assert_eq!(
        told_of(vec![birth(), ("tenure.absent", texts([Some("declined")])), ("tenure", texts([None]))]),
        json!({"date_of_birth": "1989-03-02", "tenure": {"absent": "declined"}})
    );
    let read = read(&one(vec![("kind", texts([Some("told")])), ("tenure", texts([Some("boat")]))]));
    assert_eq!(read.file.problems()[0].code.as_str(), "D658");
}

#[test]
fn names_that_say_something_else_are_told_of_the_data() {
    let join = |name| read(&one(vec![("kind", texts([Some("same_person")])), (name, texts([Some("jo")]))]));
    assert_eq!(told(&join("data.person"))["data"], json!({"person": "jo"}));
    let note = read(&one(vec![
        ("kind", texts([Some("contact")])),
        ("data.note", texts([Some("x")])),
        ("note", texts([Some("y")])),
    ]));
    assert_eq!(told(&note)["data"], json!({"note": "x"}));
    assert_eq!(note.problems[0].help, "call it `data.note` if events tell it in their data");
    let whole =
        read(&one(vec![("amount", texts([None])), ("data", texts([Some(r#"{"amount": 2.50, "purpose": "x"}"#)]))]));
    assert_eq!(told(&whole)["data"], json!({"amount": 2.5, "purpose": "x"}));
}

#[test]
fn what_cannot_be_used_is_refused_by_column_and_type() {
    let binary = || Arc::new(BinaryArray::from(vec![b"x".as_slice()])) as ArrayRef;
    let number = || Arc::new(Float64Array::from(vec![1.0])) as ArrayRef;
    let empty = RecordBatch::new_empty(Arc::new(Schema::empty()));
    let error = refused(&empty);
    assert_eq!(codes(&error), [("D701", "event_id"), ("D701", "person_id")]);
    assert!(error.problems[0].message.contains("an event's id"), "{error}");
    let zone = TimestampSecondArray::from(vec![0]).with_timezone("Europe/London");
    for (name, array, wanted) in [
        ("event_id", number(), "the column `event_id` holds Float64, and tells ids, which are whole numbers or texts"),
        ("person_id", binary(), "the column `person_id` holds Binary, and tells ids, which are whole numbers or texts"),
        ("kind", number(), "the column `kind` holds Float64, and tells words"),
        ("start", number(), "the column `start` holds Float64, and tells days"),
        ("end", Arc::new(zone.clone()), "the column `end` holds Timestamp(s, \"Europe/London\"), and tells days"),
        ("recorded_at", number(), "the column `recorded_at` holds Float64, and tells when something was recorded"),
        ("evidence", number(), "the column `evidence` holds Float64, and tells words, or a mapping of its parts"),
        ("amount", binary(), "the column `amount` holds Binary, and tells what is a plain value"),
        (
            "amends",
            Arc::new(BooleanArray::from(vec![true])),
            "the column `amends` holds Boolean, and tells ids, which are whole numbers or texts",
        ),
    ] {
        let error = refused(&one(vec![(name, array)]));
        assert_eq!(codes(&error), [("D703", name)]);
        assert_eq!(error.problems[0].message, wanted);
        assert!(!error.problems[0].help.is_empty());
    }
    assert_eq!(codes(&refused(&one(vec![("id", texts([Some("b")]))]))), [("D702", "id")]);
    assert_eq!(codes(&refused(&one(vec![("data.amount", number()), ("amount", number())]))), [("D702", "data.amount")]);
    let twice = Schema::new(vec![Field::new("kind", DataType::Utf8, true); 2]);
    let twice = RecordBatch::try_new(Arc::new(twice), vec![texts([Some("x")]), texts([Some("y")])]).unwrap();
    assert_eq!(codes(&refused(&twice)), [("D702", "kind"), ("D701", "event_id"), ("D701", "person_id")]);
    let mut reader = catalogue().case_file_reader(one(vec![]).schema_ref()).unwrap();
    assert!(reader.read(&empty).is_err() && reader.read(&one(vec![])).is_ok());
}

#[test]
fn rows_that_hold_no_event_are_kept_aside_and_count() {
    let nothing = read(&one(vec![]).slice(0, 0));
    assert_eq!((nothing.used, nothing.rejected, nothing.file.events().len()), (0, 0, 0));
    let read_one = read;
    let read = read(&table([
        ("event_id", texts([Some("a"), None, Some("c"), Some("d"), Some("e"), None, Some("a")])),
        ("person_id", texts([Some("mo"), Some("mo"), None, Some("mo"), Some("mo"), None, Some("mo")])),
        ("kind", texts([Some("employment"); 7])),
        (
            "start",
            texts([
                Some("2022-06-09"),
                Some("2022-06-01"),
                Some("2022-06-01"),
                None,
                Some("2022-06-31"),
                None,
                Some("2022-06-09"),
            ]),
        ),
        ("end", texts([Some("2022-06-01"), None, None, None, None, None, Some("2022-06-01")])),
    ]));
    // An event that ends before it begins is one, and counts for nothing; given twice it is one event.
    assert_eq!((read.used, read.rejected, read.file.events().len()), (2, 5, 1));
    assert!(
        read.file.problems().iter().any(|problem| (problem.code.as_str(), problem.event.as_str()) == ("D656", "a"))
    );
    let mut lines: Vec<(usize, &str)> =
        read.file.rejected().iter().map(|line| (line.line(), line.problem().code.as_str())).collect();
    lines.sort_unstable();
    assert_eq!(lines, [(2, "D601"), (3, "D601"), (4, "D601"), (5, "D605"), (6, "D601")]);
    let written = CaseFile::from_jsonl(read.file.catalogue(), read.file.to_jsonl());
    assert_eq!(outcome(&written), outcome(&read.file));
    let twice = read_one(&one(vec![("amount", texts([Some("2")])), ("data", texts([Some(r#"{"amount": 3}"#)]))]));
    assert_eq!((twice.used, twice.rejected), (0, 1));
    assert!(twice.file.problems()[0].message.contains("twice"), "{:?}", twice.file.problems());
    for data in ["[1]", "nonsense", "3"] {
        let wrong = read_one(&one(vec![("data", texts([Some(data)]))]));
        assert_eq!(wrong.file.problems()[0].code.as_str(), "D604", "{data}");
    }
}

#[test]
fn a_table_of_many_batches_has_one_schema() {
    let lines: Vec<String> = (0..20_000)
        .map(|at| {
            format!(
                r#"{{"id": {at}, "person": {}, "kind": "grant", "on": "2022-06-01", "data": {{"amount": {at}.5}}}}"#,
                at % 50
            )
        })
        .collect();
    let file = CaseFile::from_jsonl(&catalogue(), lines.join("\n"));
    let table = file.to_table();
    assert_eq!(table.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [16_384, 3_616]);
    assert_eq!(table[0].schema(), table[1].schema());
    assert_eq!(again(&file).file.to_jsonl(), file.to_jsonl());
    let empty = super::file(&[]).to_table();
    assert_eq!((empty.len(), empty[0].num_rows(), empty[0].num_columns()), (1, 0, 17));
}

#[test]
fn what_no_column_can_hold_is_in_data() {
    let file = file(&[
        r#"{"id": "a", "person": "mo", "kind": "told", "on": "2022-06-01", "data": {"date_of_birth": {"value": "1990-01-01"},
            "tenure": {"value": "social", "evidence": "payslip"}, "household": [{"tenure": "other"}, {}]}}"#,
        r#"{"id": "b", "person": "mo", "kind": "grant", "on": "2022-06-01", "data": {"amount": 0.12345678901, "purpose": 3}}"#,
        r#"{"id": "c", "person": "mo", "kind": "contact", "on": "2022-06-01", "data": {"tenure.on": "x", "note": {"a": null, "b": [1]}}}"#,
        r#"{"id": "d", "person": "mo", "kind": "contact", "on": "2022-06-01", "data": {"note": "", "kind": "x", "amount": 1e2}}"#,
    ].map(|line| line.replace('\n', " ")).each_ref().map(String::as_str));
    assert_eq!(file.events().len(), 4);
    let table = file.to_table();
    let names: Vec<String> = table[0].schema().fields().iter().skip(17).map(|field| field.name().clone()).collect();
    assert_eq!(names, ["amount", "tenure", "tenure.evidence", "data.kind", "data.note", "data"]);
    let again = again(&file);
    assert!(again.problems.is_empty());
    assert_eq!(again.file.to_jsonl(), file.to_jsonl());
}

/// A vocabulary of names that say something else too, of any type.
fn vocabulary() -> impl Strategy<Value = Value> {
    let name = || {
        prop::sample::select(vec![
            "hours", "start", "kind", "text", "worker", "amount", "evidence", "on", "person", "by", "note",
        ])
    };
    let of = || prop::sample::select(vec!["boolean", "number", "money", "date", "text", "code", "codes"]);
    let declared = |of: &str| match of {
        "code" | "codes" => json!({"type": of, "values": {"x": "X", "y": "Y"}}),
        of => json!({"type": of}),
    };
    let attributes = || prop::collection::btree_map(name(), of(), 0..5);
    (attributes(), attributes(), prop::collection::btree_map(name(), of().prop_map(declared), 0..5)).prop_map(
        |(one, other, facts)| {
            json!({"vocabulary": "v", "facts": facts, "records": {"one": {"attributes": one}, "other": {"attributes": other}},
                "scales": {"wellbeing": {"items": 3}}, "evidence": {"payslip": "document"}})
        },
    )
}

/// What data may tell, right or not.
fn data() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Into::into),
        (-9_i64..9).prop_map(Into::into),
        prop::sample::select(vec!["0.10", "1e3", "12.3456789012345", "99999999999999999999999999", "0.12345678901"])
            .prop_map(|number| serde_json::from_str(number).unwrap()),
        prop::sample::select(vec!["x", "y", "", "2022-06-01", "2022-06-31", "P7D", "payslip", "declined", "a\n\"b\""])
            .prop_map(Into::into),
    ];
    let told = |inner: BoxedStrategy<Value>| {
        let part = prop::sample::select(vec!["value", "evidence", "on", "absent", "not", "complete", "other"]);
        prop::collection::btree_map(part, inner, 0..4).prop_map(|entries| json!(entries))
    };
    let leaf = leaf.boxed();
    prop_oneof![
        6 => leaf.clone(),
        2 => prop::collection::vec(leaf.clone(), 0..4).prop_map(Into::into),
        2 => told(leaf.clone()),
        1 => prop::collection::vec(told(leaf), 0..3).prop_map(Into::into),
    ]
}

prop_compose! {
    fn any_event()(
        id in 0..9_i64,
        kind in prop::sample::select(vec!["one", "other", "told", "contact", "assigned", "same_person", "wellbeing", "decided", "odd"]),
        day in 1..31,
        data in prop::collection::btree_map(
            prop::sample::select(vec!["hours", "start", "kind", "text", "worker", "amount", "evidence", "on", "person", "by",
                "note", "note.on", "hours.absent", "data", "score", "items", "decision", "criteria", "given", "é"]),
            data(), 0..5),
        evidence in prop::option::of(prop::sample::select(vec![json!("payslip"), json!({"type": "odd", "by": "w1"}),
            json!({"type": "payslip", "on": "2022-06-01"})])),
        overridden in prop::option::weighted(0.2, Just(json!({"reason": "r", "authority": "a"}))),
    ) -> Value {
        let mut event = Map::new();
        event.insert("id".into(), json!(id));
        event.insert("person".into(), json!("mo"));
        event.insert("kind".into(), json!(kind));
        event.insert("on".into(), json!(format!("2022-06-{day:02}")));
        event.insert("data".into(), json!(data));
        event.extend(evidence.map(|evidence| ("evidence".to_owned(), evidence)));
        event.extend(overridden.map(|overridden| ("override".to_owned(), overridden)));
        Value::Object(event)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    /// Whatever the vocabulary calls things, and whatever is told.
    #[test]
    fn events_written_as_a_table_are_the_same_again(
        vocabulary in vocabulary(),
        events in prop::collection::vec(any_event(), 0..12),
    ) {
        let catalogue = Catalogue::parse([("v.json", vocabulary.to_string())]).unwrap();
        let lines: Vec<String> = events.iter().map(Value::to_string).collect();
        let file = CaseFile::from_jsonl(&catalogue, lines.join("\n"));
        prop_assert!(file.rejected().is_empty(), "{:?}", file.problems());
        let again = again(&file);
        prop_assert!(again.problems.is_empty() && again.rejected == 0);
        prop_assert_eq!(outcome(&again.file), outcome(&file));
    }

    /// Sets that are wrong in every way that events are.
    #[test]
    fn sets_written_as_a_table_are_the_same_again(events in prop::collection::vec((event(12), 0..8_usize), 0..40)) {
        let lines: Vec<String> = events.iter().map(|(event, way)| written(event, *way)).collect();
        let file = CaseFile::from_jsonl(&catalogue(), lines.join("\n"));
        prop_assert_eq!(outcome(&again(&file).file), outcome(&file));
    }

    /// Row by row what a line says, where it cannot be read too; the place in the table is that in the file.
    #[test]
    fn a_row_is_read_as_a_line_is(rows in prop::collection::vec(row(), 0..12)) {
        let columns = ["id", "person", "kind", "start", "end", "programme", "recorded_at", "amends"];
        let names = ["event_id", "person_id", "kind", "start", "end", "programme", "recorded_at", "amends"];
        let mut arrays: Vec<(&str, ArrayRef)> = names.into_iter().enumerate().map(|(at, name)| {
            let texts: StringArray = rows.iter().map(|(texts, _)| texts[at]).collect();
            (name, Arc::new(texts) as ArrayRef)
        }).collect();
        arrays.push(("amount", Arc::new(rows.iter().map(|(_, amount)| *amount).collect::<Float64Array>())));
        let lines: Vec<String> = rows.iter().map(|(texts, amount)| {
            // In the order in which a row is written.
            let data = amount.map(|amount| json!({"amount": amount}));
            let texts = columns.iter().zip(texts).map(|(key, text)| (*key, text.map(Value::from)));
            let (before, after): (Vec<_>, Vec<_>) = texts.partition(|(key, _)| !["recorded_at", "amends"].contains(key));
            let parts = before.into_iter().chain([("data", data)]).chain(after);
            let line: Map<String, Value> = parts.filter_map(|(key, part)| Some((key.to_owned(), part?))).collect();
            Value::Object(line).to_string()
        }).collect();
        let (read, file) = (read(&table(arrays)), CaseFile::from_jsonl(&catalogue(), lines.join("\n")));
        prop_assert_eq!(outcome(&read.file), outcome(&file));
        let places = |file: &CaseFile| file.rejected().iter().map(doorstep::RejectedLine::line).collect::<Vec<_>>();
        prop_assert_eq!(places(&read.file), places(&file));
    }
}

type Row = ([Option<&'static str>; 8], Option<f64>);

fn row() -> impl Strategy<Value = Row> {
    let text = |right: f64, texts: &[&'static str]| prop::option::weighted(right, prop::sample::select(texts.to_vec()));
    let texts = [
        text(0.9, &["a", "b", "c", "d", ""]),
        text(0.9, &["mo", "jo", ""]),
        text(0.9, &["grant", "started", "ended", "odd", ""]),
        text(0.9, &["2022-06-01", "2022-06-09", "2022-06-31", "June"]),
        text(0.3, &["2022-06-05", "x"]),
        text(0.6, &["p", "q", "r"]),
        text(0.4, &["2022-06-02", "2022-06-02T10:00:00Z", "noon"]),
        text(0.2, &["a", "zz"]),
    ];
    (texts, prop::option::weighted(0.3, prop::sample::select(vec![2.5, 0.1, -7.25])))
}
