//! What the tests are told: documents, values and events.

use std::collections::HashMap;

use doorstep_mobile::{Catalogue, Event, Evidence, Fact, FactValue};
use serde_json::Value;

pub(crate) const VOCABULARY: &str = r#"{"vocabulary": "v", "facts": {
    "date_of_birth": {"type": "date", "question": "When were you born?"},
    "age": {"type": "number", "derive": "years between(date_of_birth, as_at)", "protected": "age"},
    "tenure": {"type": "code", "values": {"social": "Council or housing association", "other": "Other"}},
    "barriers": {"type": "codes", "open": true, "values": {
        "health": {"text": "Health", "sensitivity": "special_category"}, "debt": "Debt"}},
    "barrier_count": {"type": "number", "derive": "count(barriers)"},
    "savings": {"type": "money"},
    "in_recovery": {"type": "boolean", "asked_of": ["key_worker"], "sensitivity": "special_category"},
    "notes": {"type": "text"}
}}"#;

pub(crate) const PROGRAMME: &str = r#"{
    "programme": "example", "name": {"en": "Example Works", "cy": "Enghraifft"}, "provider": "Example Homes",
    "in_force": {"from": "2022-04-01"},
    "referrals": {"open": [{"from": "2022-09-01"}], "routes": ["self"], "contact": "Ring us"},
    "source": "a test",
    "eligibility": [
        {"id": "age", "text": "You are 25 or over", "when": "age >= 25", "basis": "a test"},
        {"id": "barriers", "text": "More than one barrier", "when": "barrier_count > 1"},
        {"id": "means", "text": "Few savings", "when": "savings < 16000 and tenure = \"social\""},
        {"id": "home", "text": "No children at home", "when": "not(some m in household satisfies m.age < 18)"}
    ],
    "target_groups": [{"id": "over_50", "text": "Aged over 50", "when": "age > 50"}],
    "advice": [{"when": "tenure = \"social\"", "text": "Ask for a better-off check"}]
}"#;

pub(crate) const OTHER: &str = r#"{
    "programme": "always", "name": "Always", "in_force": {},
    "eligibility": [{"id": "notes", "text": "Told", "when": "notes = \"x\" or in_recovery"}]
}"#;

pub(crate) fn catalogue() -> Catalogue {
    let documents = [("v.json", VOCABULARY), ("example.json", PROGRAMME), ("always.json", OTHER)];
    Catalogue::parse(HashMap::from(documents.map(|(name, text)| (name.to_owned(), text.to_owned())))).unwrap()
}

pub(crate) fn text(value: &str) -> FactValue {
    FactValue::Text { value: value.to_owned() }
}

pub(crate) fn number(value: &str) -> FactValue {
    FactValue::Number { value: value.to_owned() }
}

pub(crate) fn items(items: impl IntoIterator<Item = FactValue>) -> FactValue {
    FactValue::Items { items: items.into_iter().collect() }
}

pub(crate) fn record<const N: usize>(entries: [(&str, FactValue); N]) -> FactValue {
    let entries = entries.map(|(name, value)| Fact { name: name.to_owned(), value });
    FactValue::Record { entries: entries.into() }
}

pub(crate) fn facts<const N: usize>(facts: [(&str, FactValue); N]) -> HashMap<String, FactValue> {
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

pub(crate) fn bool(value: bool) -> FactValue {
    FactValue::Boolean { value }
}

pub(crate) const GUIDED: &str = r#"{"vocabulary": "guided", "facts": {
        "lives_in": {"type": "code", "values": {"here": "Here", "there": {"en": "There", "cy": "Yno"}},
            "question": {"en": "Where do you live?", "cy": "Ble rydych chi'n byw?"}},
        "registered": {"type": "boolean", "question": "Are you on the register?",
            "advise": {"to": true, "text": "Ask to join the register"}}},
    "records": {"grant": {"attributes": {"amount": "money", "reason": "text"}}},
    "evidence": {"letter": "document"}}"#;

pub(crate) const GUIDING: &str = r#"{"programme": "guiding", "name": "Guiding", "in_force": {"from": "2022-04-01"},
    "eligibility": [
        {"id": "here", "text": "You live here", "when": "lives_in = \"here\""},
        {"id": "registered", "text": "You are on the register", "when": "registered"},
        {"id": "grants", "text": "Grants of less than £300", "when": "sum(grant.amount) < 300", "evidence": "document"}],
    "continuing": [{"id": "still", "text": "You still live here", "when": "lives_in = \"here\""}],
    "examples": [
        {"facts": {"registered": false}, "as_at": "2022-06-01", "expect": "not_eligible"},
        {"facts": {"registered": true}, "as_at": "2022-06-01", "expect": "eligible", "name": "wrong"}]}"#;

pub(crate) fn guiding() -> Catalogue {
    let documents = [("v.json", GUIDED), ("p.json", GUIDING)];
    Catalogue::parse(HashMap::from(documents.map(|(name, text)| (name.to_owned(), text.to_owned())))).unwrap()
}

pub(crate) fn core_guiding() -> doorstep::Catalogue {
    doorstep::Catalogue::parse([("v.json", GUIDED), ("p.json", GUIDING)]).unwrap()
}

pub(crate) fn grant(id: &str, amount: &str) -> Event {
    Event {
        id: id.to_owned(),
        person: "a".to_owned(),
        kind: Some("grant".to_owned()),
        on: Some("2022-05-01".to_owned()),
        end: Some("2022-05-02".to_owned()),
        programme: Some("guiding".to_owned()),
        data: facts([("amount", number(amount)), ("reason", text("secret"))]),
        evidence: Some(Evidence {
            r#type: "letter".to_owned(),
            on: Some("2022-05-03".to_owned()),
            by: Some("w".to_owned()),
        }),
        recorded_at: Some("2022-05-04T09:30:00+01:00".to_owned()),
        recorded_by: Some("w".to_owned()),
        subject: None,
        amends: None,
        voids: None,
        overridden: None,
    }
}

/// The shared vectors of a folder: of each file the documents and the cases.
pub(crate) fn vectors(folder: &str) -> Vec<(HashMap<String, String>, Value)> {
    let folder = format!("{}/../tests/vectors/{folder}", env!("CARGO_MANIFEST_DIR"));
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        let documents = vector["documents"].as_object().unwrap().iter();
        let documents = documents.map(|(name, document)| (name.clone(), document.to_string()));
        (documents.collect(), vector["cases"].clone())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

/// The lines of all files of a case.
pub(crate) fn lines(case: &Value) -> String {
    let lines = case["case_files"].as_array().unwrap().iter().flat_map(|lines| lines.as_array().unwrap());
    let lines: Vec<String> = lines.map(|line| line.as_str().map_or_else(|| line.to_string(), str::to_owned)).collect();
    lines.join("\n")
}

pub(crate) fn day(day: &str) -> doorstep::Date {
    doorstep::parse_date(day).unwrap()
}
