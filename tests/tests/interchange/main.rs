//! Services of Open Referral directories in and out.

mod documents;
mod round_trips;
mod schema;

use std::fs;

use doorstep::{Catalogue, Plain};
use doorstep_tests::{repository, run};
use serde_json::Value;

/// A file of `tests/interchange`.
fn file(name: &str) -> String {
    fs::read_to_string(repository().join("tests/interchange").join(name)).unwrap()
}

/// The status of a catalogue's one programme for somebody.
fn status(catalogue: &Catalogue, facts: &Plain, as_at: &str) -> &'static str {
    let screening = catalogue.screen(facts, doorstep::parse_date(as_at).unwrap()).unwrap();
    let mut decisions = screening.decisions();
    let status = decisions.next().unwrap().status().as_str();
    assert!(decisions.next().is_none());
    status
}

/// The paths that are listed.
fn paths(not_covered: &[doorstep::NotCovered]) -> Vec<&str> {
    not_covered.iter().map(|entry| entry.path.as_str()).collect()
}

#[test]
fn every_case_holds() {
    let vector: doorstep_tests::Vector = serde_json::from_str(&file("cases.json")).unwrap();
    let mut failures = Vec::new();
    for case in &vector.cases {
        match run(&vector, case) {
            Ok(differences) if differences.is_empty() => {}
            Ok(differences) => failures.push(format!("{}:\n  {}", case.name, differences.join("\n  "))),
            Err(error) => failures.push(format!("{}: {error}", case.name)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every value of a JSON value that says something, with its path.
fn leaves(value: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                leaves(value, &path, found);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{path}[{at}]"), found);
            }
        }
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        other => found.push((path.to_owned(), other.clone())),
    }
}
