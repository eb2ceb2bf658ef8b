//! Case files: one state from any order, on any device, whatever comes in.

mod data;
mod erasing;
mod laws;
mod lines;
mod naive;
mod proposing;
mod random;
mod tables;

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

/// The hundreds of events that every language merges: what counts of them is what another hand finds.
#[test]
fn another_hand_settles_the_hundreds_of_the_vectors() {
    let path = doorstep_tests::repository().join("tests/vectors/case_files/hundreds.json");
    let vector: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let documents = vector["documents"].as_object().unwrap().iter();
    let catalogue = Catalogue::parse(documents.map(|(name, document)| (name.clone(), document.to_string()))).unwrap();
    for case in vector["cases"].as_array().unwrap() {
        let files = case["case_files"].as_array().unwrap().iter().flat_map(|file| file.as_array().unwrap());
        let lines: Vec<String> = files.map(serde_json::Value::to_string).collect();
        assert!(lines.len() > 300, "{}", lines.len());
        naive::agrees(&catalogue, &lines).unwrap();
    }
}

/// The invented people beside the programmes: nothing speaks against any of their events, and each could be proposed.
#[test]
fn case_files_beside_the_programmes_go_through_their_plans() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../programmes");
    let catalogue = Catalogue::load(folder).unwrap();
    let mut files = 0;
    for entry in std::fs::read_dir(format!("{folder}/case_files")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        files += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        let file = CaseFile::from_jsonl(&catalogue, &text);
        assert!(file.problems().is_empty(), "{}: {:?}", path.display(), file.problems());
        let empty = CaseFile::new(&catalogue, &plain("[]")).unwrap();
        let proposed = text.lines().try_fold(empty, |all, line| all.propose(&plain(line), None));
        assert_eq!(proposed.unwrap().to_jsonl(), file.to_jsonl(), "{}", path.display());
    }
    assert!(files > 10, "{files}");
}
