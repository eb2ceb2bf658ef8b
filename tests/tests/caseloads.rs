//! Whose list a problem is on, and what a pause keeps off it.

use doorstep::{CaseFile, CaseloadReason, Catalogue, parse_date};
use serde_json::{Value, json};

fn catalogue() -> Catalogue {
    let programme = |id: &str| {
        let document = json!({"programme": id, "name": id, "in_force": {}, "eligibility": [], "source": "made up",
            "plan": {"review_every": "P2W", "actions": [{"id": "cv", "text": "Write a CV", "due": "P7D"}]}});
        (format!("{id}.json"), document.to_string())
    };
    Catalogue::parse(["p", "q", "r"].map(programme)).unwrap()
}

fn event(id: &str, kind: &str, on: &str, programme: Option<&str>, data: Value) -> Value {
    json!({"id": id, "person": "mo", "kind": kind, "on": on, "programme": programme, "data": data})
}

/// On `p` with one worker, on `q` with another, never on `r`; a goal that says nothing in each, and in none.
fn two_programmes() -> CaseFile {
    let on = |id: &str, worker: &str| {
        [
            event(&format!("{id} begun"), "started", "2022-05-01", Some(id), Value::Null),
            event(&format!("{id} worker"), "assigned", "2022-05-01", Some(id), json!({"worker": worker})),
        ]
    };
    let goals = [Some("p"), Some("q"), Some("r"), None].map(|programme| {
        event(&format!("goal {}", programme.unwrap_or("alone")), "goal_set", "2022-05-01", programme, Value::Null)
    });
    let lines = [&on("p", "one")[..], &on("q", "two"), &goals].concat();
    CaseFile::from_jsonl(&catalogue(), lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n"))
}

/// The programme under which each problem is told, and the event that it is about.
fn told(file: &CaseFile, worker: Option<&str>) -> Vec<(String, String)> {
    let list = file.catalogue().caseload([file], parse_date("2022-05-02").unwrap(), worker, None);
    let problems = list.into_iter().filter(|item| item.reason == CaseloadReason::Problem);
    problems.map(|item| (item.programme.unwrap(), item.about.unwrap())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(programme, event)| ((*programme).to_owned(), (*event).to_owned())).collect()
}

#[test]
fn a_problem_is_told_with_the_programme_it_is_about() {
    let file = two_programmes();
    assert_eq!(file.problems().len(), 4);
    // What is of no programme, or of one that the person is not on, is told once, with the first.
    let all = [("p", "goal alone"), ("p", "goal p"), ("p", "goal r"), ("q", "goal q")];
    assert_eq!(told(&file, None), pairs(&all));
    assert_eq!(told(&file, Some("one")), pairs(&all[..3]));
    // A worker of one programme is not told what is wrong with the other.
    assert_eq!(told(&file, Some("two")), pairs(&[("q", "goal alone"), ("q", "goal q"), ("q", "goal r")]));
    assert_eq!(told(&file, Some("three")), pairs(&[]));
    // As the states tell it, which know of no other programme.
    let state = file.state("q", parse_date("2022-05-02").unwrap(), None).unwrap();
    let events: Vec<&str> = state.problems.iter().map(|problem| problem.event.as_str()).collect();
    assert_eq!(events, ["goal alone", "goal q"]);
}

#[test]
fn in_a_pause_nothing_is_to_be_seen_to_and_nothing_becomes_later() {
    let lines = [
        event("begun", "started", "2022-05-01", Some("p"), Value::Null),
        event("paused", "paused", "2022-05-20", Some("p"), Value::Null),
    ];
    let file = CaseFile::from_jsonl(&catalogue(), lines.map(|line| line.to_string()).join("\n"));
    let list = |day: &str| file.catalogue().caseload([&file], parse_date(day).unwrap(), None, None).len();
    assert_eq!((list("2022-05-19"), list("2022-05-20"), list("2022-08-01")), (2, 0, 0));
    // Twelve and five days overdue when the pause began, and ever since.
    for day in ["2022-05-20", "2022-05-21", "2022-08-01"] {
        let state = file.state("p", parse_date(day).unwrap(), None).unwrap();
        assert_eq!((state.actions[0].overdue_days, state.review.unwrap().overdue_days), (12, 5), "{day}");
    }
}
