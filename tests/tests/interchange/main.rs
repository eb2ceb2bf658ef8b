//! Services of Open Referral directories in and out.

mod documents;
mod programmes;
mod round_trips;
mod schema;

use std::fs;

use doorstep::{Area, Catalogue, Date, Decision, Exported, Imported, Plain};
use doorstep_tests::repository;
use serde_json::{Map, Value, json};

/// A file that stands beside these tests.
fn file(name: &str) -> String {
    fs::read_to_string(repository().join("tests/tests/interchange").join(name)).unwrap()
}

fn day(text: &str) -> Date {
    doorstep::parse_date(text).unwrap()
}

fn area(when: &str, name: &str, uri: Option<&str>) -> Area {
    serde_json::from_value(json!({"when": when, "name": name, "uri": uri})).unwrap()
}

fn plain(facts: &Map<String, Value>) -> Plain {
    Plain::from_json(&Value::Object(facts.clone()).to_string()).unwrap()
}

/// The answer to an imported service's words, as the criteria decide that have no fields of their own: what somebody
/// says who knows the rules. None if there is no such question, or they leave it open.
fn judged(decision: &Decision, exported: &Exported, imported: &Imported) -> Option<(String, Value)> {
    let criteria = imported.programme["eligibility"].as_array()?;
    let asked = criteria.iter().find(|criterion| criterion["id"] == "eligibility_description")?;
    let listed = paths(&exported.not_covered);
    let in_words = decision.criteria().into_iter().enumerate();
    let in_words = in_words.filter(|(at, _)| listed.contains(&format!("eligibility[{at}]").as_str()));
    let decided: Vec<&str> = in_words.map(|(_, criterion)| criterion.status.as_str()).collect();
    let answer = match decided.as_slice() {
        decided if decided.contains(&"not_met") => false,
        decided if decided.contains(&"unknown") => return None,
        _ => true,
    };
    Some((asked["when"].as_str()?.to_owned(), json!(answer)))
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
