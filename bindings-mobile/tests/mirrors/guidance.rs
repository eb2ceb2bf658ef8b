//! What comes beside decisions: events, questions, reviews, examples and descriptions.

use std::collections::HashMap;

use doorstep::Plain;
use doorstep_mobile::{DoorstepError, Event, EventProblem, ExampleResult, TestReport, Unnoticed, Untried};
use serde_json::{Value, json};

use crate::screenings::{criterion_json, question_json, screening_json};
use crate::told::*;

fn report_json(report: TestReport) -> Value {
    let TestReport { passed, examples, unnoticed, untried, text: _ } = report;
    let example = |example: ExampleResult| {
        let ExampleResult { programme, version, index, name, expect, status, passed, problem, file, line, column } =
            example;
        json!({
            "programme": programme, "version": version, "index": index, "name": name, "expect": expect.id(),
            "status": status.map(|status| status.id()), "passed": passed, "problem": problem, "file": file,
            "line": line, "column": column,
        })
    };
    let change = |unnoticed: Unnoticed| {
        let Unnoticed { programme, version, criterion, clause, change, file, line, column } = unnoticed;
        json!({
            "programme": programme, "version": version, "criterion": criterion, "clause": clause, "change": change,
            "file": file, "line": line, "column": column,
        })
    };
    let left = |untried: Untried| {
        let Untried { programme, version, criterion, changes } = untried;
        json!({"programme": programme, "version": version, "criterion": criterion, "changes": changes})
    };
    json!({
        "passed": passed,
        "examples": examples.into_iter().map(example).collect::<Value>(),
        "unnoticed": unnoticed.into_iter().map(change).collect::<Value>(),
        "untried": untried.into_iter().map(left).collect::<Value>(),
    })
}

#[test]
fn events_say_the_same_typed_and_as_json() {
    let json = r#"[{"id": "g", "person": "a", "kind": "grant", "on": "2022-05-01", "end": "2022-05-02",
        "programme": "guiding", "data": {"amount": 200, "reason": "secret"},
        "evidence": {"type": "letter", "on": "2022-05-03", "by": "w"},
        "recorded_at": "2022-05-04T09:30:00+01:00", "recorded_by": "w"}]"#;
    let (catalogue, day) = (guiding(), "2022-06-01".to_owned());
    let told = || facts([("registered", bool(false)), ("lives_in", text("here"))]);
    let typed = catalogue.screen(told(), day.clone(), Some(vec![grant("g", "200")]), None).unwrap();
    let text = r#"{"lives_in": "here", "registered": false}"#.to_owned();
    let core = catalogue.screen_json(text, day.clone(), Some(json.to_owned()), None).unwrap();
    assert_eq!(screening_json(&typed).to_string(), core);
    let decision = typed.decision("guiding").unwrap();
    assert_eq!(decision.criteria[2].status.id(), "met");
    assert!(decision.criteria[2].assured);
    assert_eq!(decision.nearest.len(), 1);
    assert_eq!(typed.statuses()[0].status.id(), decision.status.id());
    assert_eq!(typed.in_words("nowhere"), None);
    // None given is not none.
    let unknown = catalogue.screen(told(), day.clone(), None, None).unwrap();
    assert_eq!(unknown.decision("guiding").unwrap().criteria[2].status.id(), "unknown");
    assert!(unknown.event_problems().is_empty());

    let waiting = Event { voids: Some("x".to_owned()), kind: None, on: None, ..grant("w", "1") };
    let waiting = Event { data: HashMap::new(), end: None, programme: None, evidence: None, ..waiting };
    let problems = catalogue.screen(told(), day.clone(), Some(vec![waiting]), None).unwrap().event_problems();
    assert_eq!(problems.iter().map(|found| found.code.as_str()).collect::<Vec<_>>(), ["D654"]);

    let bad = Event { kind: Some("grnt".to_owned()), on: Some("secret".to_owned()), ..grant("g", "secret") };
    let error = catalogue.screen(told(), day, Some(vec![bad]), None).unwrap_err();
    let shown = format!("{error} {error:?}");
    let DoorstepError::Event { message, problems } = error else { panic!("{error}") };
    assert!(
        !shown.contains("secret")
            && message == problems.iter().map(EventProblem::to_string).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn questions_reviews_and_examples_say_what_the_cores_json_says() {
    let (catalogue, core) = (guiding(), core_guiding());
    let day = doorstep::parse_date("2022-06-01").unwrap();
    let nothing = Plain::from_json("{}").unwrap();
    let screening = catalogue.screen(HashMap::new(), "2022-06-01".to_owned(), None, Some("cy".to_owned())).unwrap();
    let question = core.screen(&nothing, day).unwrap().in_language("cy").next_question();
    assert_eq!(screening.next_question().map(question_json).unwrap().to_string(), json!(question).to_string());
    assert_eq!(screening.ask("person"), screening.next_question());
    assert_eq!(screening.ask("gp"), None);

    let review = catalogue.review("guiding", HashMap::new(), "2022-06-01").unwrap().unwrap();
    let review: Value = review.into_iter().map(criterion_json).collect();
    assert_eq!(review.to_string(), json!(core.review("guiding", &nothing, day).unwrap()).to_string());
    assert_eq!(catalogue.review("guiding", HashMap::new(), "2022-03-31").unwrap(), None);

    let report = catalogue.test();
    assert_eq!(report.text, core.test().to_string());
    assert!(!report.unnoticed.is_empty() && !report.passed);
    assert_eq!(report_json(report).to_string(), json!(core.test()).to_string());

    let described = core.describe("guiding", "cy", Some(day)).unwrap();
    let (as_at, language) = (Some("2022-06-01".to_owned()), Some("cy".to_owned()));
    let text = catalogue.describe("guiding", as_at.clone(), language.clone()).unwrap().unwrap();
    assert_eq!(text, described.to_string());
    let json = catalogue.describe_json("guiding", as_at, language).unwrap().unwrap();
    assert_eq!(json, json!(described).to_string());
    assert!(catalogue.describe("guiding", Some("soon".to_owned()), None).is_err());
}
