//! What the vectors say of outcomes is what is said of their events as a table.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray};
use doorstep::{CaseFile, Catalogue, OutcomeOptions, OutcomeTableOptions, Plain, parse_date};
use doorstep_tests::{Case, Documents, read_all, repository};
use serde_json::{Map, Value};

use super::tables::{by_table, one_by_one};

/// The facts as a table of one person; `None` where columns cannot carry them.
fn people(person: &str, facts: &Map<String, Value>) -> Option<Vec<RecordBatch>> {
    let mut columns = vec![("person_id", Arc::new(StringArray::from(vec![person])) as ArrayRef)];
    for (name, value) in facts {
        let column: ArrayRef = match value {
            Value::String(text) => Arc::new(StringArray::from(vec![text.as_str()])),
            Value::Bool(truth) => Arc::new(BooleanArray::from(vec![*truth])),
            Value::Number(number) => Arc::new(Float64Array::from(vec![number.as_f64()?])),
            _ => return None,
        };
        columns.push((name, column));
    }
    Some(vec![RecordBatch::try_from_iter(columns).unwrap()])
}

/// The merged file of a case.
fn file(catalogue: &Catalogue, case: &Case) -> CaseFile {
    let files = case.case_files.as_ref().unwrap().iter().map(|lines| {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        CaseFile::from_jsonl(catalogue, lines.join("\n"))
    });
    files.reduce(|one, other| one.merge(&other)).unwrap()
}

#[test]
fn every_vector_of_outcomes_says_the_same_of_a_table() {
    let (mut compared, mut with_facts, mut failures) = (0, 0, Vec::new());
    for (path, vector) in read_all(&repository().join("tests/vectors/outcomes")).unwrap() {
        let Some(Documents::Given(documents)) = &vector.documents else { panic!("{}", path.display()) };
        let documents = documents.iter().map(|(name, document)| (name.clone(), document.to_string()));
        let catalogue = Catalogue::parse(documents.collect::<Vec<_>>()).unwrap();
        for case in vector.cases.iter().filter(|case| case.expected.fact_errors.is_none()) {
            let file = file(&catalogue, case);
            let whose: Vec<&str> = file.events().iter().map(|event| event.person.as_str()).collect();
            let given = case.facts.as_ref().and_then(Value::as_object).filter(|facts| !facts.is_empty());
            let batches = match given.map(|facts| people(whose.first().unwrap(), facts)) {
                None => Vec::new(),
                Some(Some(batches)) => batches,
                Some(None) => continue,
            };
            let facts = Plain::from_json(&Value::from(given.cloned().unwrap_or_default()).to_string()).unwrap();
            let day = |day: &Option<String>| day.as_deref().map(|day| parse_date(day).unwrap());
            let as_at = day(&case.as_at).unwrap();
            let options = OutcomeOptions::default().known_at(day(&case.known_at)).facts_on(day(&case.facts_on));
            let (expected, _) = one_by_one(&catalogue, &|_| facts.clone(), &file, as_at, options);
            let asked = OutcomeTableOptions::default().outcomes(options);
            let said = by_table(&catalogue.outcome_table(&file.to_table(), &batches, as_at, asked).unwrap());
            if said != expected {
                failures.push(format!(
                    "{}: {}:\n  table: {said:?}\n  one by one: {expected:?}",
                    path.display(),
                    case.name
                ));
            }
            compared += usize::from(!expected.is_empty());
            with_facts += usize::from(given.is_some());
        }
    }
    assert!(compared > 300 && with_facts > 5, "{compared} compared, {with_facts} with facts");
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
}
