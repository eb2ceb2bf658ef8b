//! Case files: one state from any order, on any device, whatever comes in.

mod data;
mod erasing;
mod laws;
mod lines;
mod naive;
mod proposing;
mod random;

use doorstep::{CaseFile, Catalogue, Plain};

/// Two programmes, one with a plan and a journey that requires a stage.
fn catalogue() -> Catalogue {
    Catalogue::parse([
        (
            "v.json",
            r#"{"vocabulary": "v",
                "facts": {
                    "date_of_birth": {"type": "date"},
                    "tenure": {"type": "code", "values": {"social": "Social", "other": "Other"}}},
                "records": {
                    "grant": {"attributes": {"amount": "money", "purpose": "text"}},
                    "employment": {"spell": true, "attributes": {"hours_per_week": "number"}}},
                "evidence": {"payslip": "document"},
                "scales": {"wellbeing": {"items": 3, "item_range": [1, 5]}}}"#,
        ),
        (
            "p.json",
            r#"{"programme": "p", "name": "P", "in_force": {},
                "eligibility": [{"id": "tenure", "text": "You rent", "when": "tenure = \"social\""}],
                "journey": ["referred", {"stage": "agreed", "required": true}, "started", "ended"],
                "plan": {"actions": [
                    {"id": "agreement", "text": "Sign"},
                    {"id": "cv", "text": "Write a CV", "after": ["agreement"]}]}}"#,
        ),
        ("q.json", r#"{"programme": "q", "name": "Q", "in_force": {}, "eligibility": []}"#),
    ])
    .unwrap()
}

/// A case file of events written as JSON, one after the other.
fn file(events: &[&str]) -> CaseFile {
    CaseFile::from_jsonl(&catalogue(), events.join("\n").replace('\t', " "))
}

fn plain(json: &str) -> Plain {
    Plain::from_json(json).unwrap()
}

/// The code and the event of each problem.
fn problems(file: &CaseFile) -> Vec<(&str, &str)> {
    file.problems().iter().map(|problem| (problem.code.as_str(), problem.event.as_str())).collect()
}

/// The ids of the events that count.
fn counting(file: &CaseFile) -> Vec<String> {
    file.standing(None).events().events().iter().map(|event| event.id.clone()).collect()
}
