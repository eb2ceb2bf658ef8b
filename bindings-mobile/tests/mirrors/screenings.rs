//! Screenings, errors and values.

use std::collections::HashMap;

use doorstep::Plain;
use doorstep_mobile::{
    AbsentFact, Answer, Catalogue, Criterion, Decision, Diagnostic, DoorstepError, Fact, FactValue, Nearest,
    NextQuestion, NextStep, Screening, TargetGroup, Words, evaluate,
};
use serde_json::{Map, Value, json};

use crate::told::*;

fn value_json(value: FactValue) -> Value {
    match value {
        FactValue::Nothing => Value::Null,
        FactValue::Boolean { value } => json!(value),
        FactValue::Number { value }
        | FactValue::Text { value }
        | FactValue::Date { value }
        | FactValue::Duration { value } => json!(value),
        FactValue::Items { items } => items.into_iter().map(value_json).collect(),
        FactValue::Record { entries } => facts_json(entries),
    }
}

pub(crate) fn facts_json(facts: Vec<Fact>) -> Value {
    let facts = facts.into_iter().map(|Fact { name, value }| (name, value_json(value)));
    Value::Object(facts.collect::<Map<_, _>>())
}

pub(crate) fn screening_json(screening: &Screening) -> Value {
    let decisions = screening.decisions().into_iter();
    let decisions: Map<String, Value> =
        decisions.map(|decision| (decision.programme.clone(), decision_json(decision))).collect();
    json!({
        "as_at": screening.as_at(),
        "catalogue": screening.catalogue(),
        "library": screening.library(),
        "decisions": decisions,
    })
}

fn decision_json(decision: Decision) -> Value {
    let Decision {
        programme,
        version,
        name,
        language,
        status,
        summary,
        availability,
        opens_on,
        next_step,
        criteria,
        reasons,
        missing,
        exact,
        absent,
        changes_on,
        nearest,
        advice,
        target_groups,
        as_at,
        catalogue,
        library,
    } = decision;
    let step = {
        let NextStep { text, language, programme, route, contact } = next_step;
        json!({"text": text, "language": language, "programme": programme, "route": route, "contact": contact})
    };
    let absent: Map<String, Value> =
        absent.into_iter().map(|AbsentFact { fact, why }| (fact, json!(why.id()))).collect();
    let advice: Vec<Value> =
        advice.into_iter().map(|Words { text, language }| json!({"text": text, "language": language})).collect();
    json!({
        "programme": programme,
        "version": version,
        "name": name,
        "language": language,
        "status": status.id(),
        "summary": summary,
        "availability": availability.id(),
        "opens_on": opens_on,
        "next_step": step,
        "criteria": criteria.into_iter().map(criterion_json).collect::<Value>(),
        "reasons": reasons,
        "missing": missing,
        "exact": exact,
        "absent": absent,
        "changes_on": changes_on,
        "nearest": nearest.into_iter().map(nearest_json).collect::<Value>(),
        "advice": advice,
        "target_groups": target_groups.into_iter().map(group_json).collect::<Value>(),
        "as_at": as_at,
        "catalogue": catalogue,
        "library": library,
    })
}

pub(crate) fn criterion_json(criterion: Criterion) -> Value {
    let Criterion { id, text, language, status, because, missing, assured, decided_by } = criterion;
    json!({
        "id": id,
        "text": text,
        "language": language,
        "status": status.id(),
        "because": facts_json(because),
        "missing": missing,
        "assured": assured,
        "decided_by": decided_by,
    })
}

fn nearest_json(nearest: Nearest) -> Value {
    let Nearest { criterion, fact, to, text, language } = nearest;
    json!({"criterion": criterion, "fact": fact, "to": value_json(to), "text": text, "language": language})
}

pub(crate) fn question_json(question: NextQuestion) -> Value {
    let NextQuestion { fact, text, language, r#type, values, programmes } = question;
    let values: Map<String, Value> = values.into_iter().map(|Answer { code, text }| (code, json!(text))).collect();
    let kind = r#type.map_or_else(|| "household".to_owned(), |of| of.id());
    json!({"fact": fact, "text": text, "language": language, "type": kind, "values": values, "programmes": programmes})
}

fn group_json(group: TargetGroup) -> Value {
    let TargetGroup { id, text, language, status } = group;
    json!({"id": id, "text": text, "language": language, "status": status.id()})
}

fn agree(facts: HashMap<String, FactValue>, json: &str, as_at: &str, language: Option<&str>) -> Value {
    let catalogue = catalogue();
    let language = language.map(str::to_owned);
    let typed = catalogue.screen(facts, as_at.to_owned(), None, language.clone()).unwrap();
    let core = catalogue.screen_json(json.to_owned(), as_at.to_owned(), None, language).unwrap();
    let core: Value = serde_json::from_str(&core).unwrap();
    // As text: the order of keys counts too.
    assert_eq!(screening_json(&typed).to_string(), core.to_string());
    core
}

#[test]
fn a_screening_says_what_the_cores_json_says() {
    let told = facts([
        ("date_of_birth", FactValue::Date { value: "1965-02-03".to_owned() }),
        ("barriers", record([("value", items([text("debt"), text("health")])), ("complete", bool(true))])),
        ("savings", number("1250.50")),
        ("tenure", text("social")),
        ("household", items([record([("age", number("40"))])])),
        ("notes", text("x")),
    ]);
    let json = r#"{"date_of_birth": "1965-02-03", "barriers": {"value": ["debt", "health"], "complete": true},
        "savings": 1250.50, "tenure": "social", "household": [{"age": 40}], "notes": "x"}"#;
    let core = agree(told, json, "2022-06-01", Some("cy"));
    assert_eq!(core["decisions"]["example"]["status"], "eligible");
    assert_eq!(core["decisions"]["example"]["availability"], "opens_on");
    assert_eq!(core["decisions"]["example"]["name"], "Enghraifft");
    assert_eq!(core["decisions"]["example"]["target_groups"][0]["status"], "met");
    assert_eq!(core["decisions"]["example"]["advice"][0]["text"], "Ask for a better-off check");
    assert_eq!(core["decisions"]["always"]["version"], Value::Null);
}

#[test]
fn what_is_not_known_stays_so() {
    let told = facts([("barriers", items([text("debt")])), ("tenure", record([("absent", text("declined"))]))]);
    let core = agree(told, r#"{"barriers": ["debt"], "tenure": {"absent": "declined"}}"#, "2022-06-01", None);
    assert_eq!(core["decisions"]["example"]["status"], "undetermined");
    // One barrier is told and one may yet be: the count is known to a range.
    assert_eq!(
        core["decisions"]["example"]["criteria"][1]["because"]["barrier_count"],
        json!({"low": "1", "high": "2"})
    );
}

#[test]
fn every_problem_of_the_facts_is_named_and_none_is_shown() {
    let told = facts([
        ("tenur", text("secret")),
        ("savings", number("1secret")),
        ("date_of_birth", FactValue::Date { value: "2023-02-29".to_owned() }),
        ("tenure", text("secret")),
        ("notes", FactValue::Nothing),
    ]);
    let error = catalogue().screen(told, "2022-06-01".to_owned(), None, None).unwrap_err();
    let shown = format!("{error} {error:?}");
    let DoorstepError::Fact { message, problems } = error else { panic!("{error}") };
    let found: Vec<(&str, &str)> = problems.iter().map(|found| (found.code.as_str(), found.fact.as_str())).collect();
    assert_eq!(
        found,
        [("D504", "date_of_birth"), ("D502", "notes"), ("D505", "savings"), ("D501", "tenur"), ("D503", "tenure")]
    );
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(message, lines.join("\n"));
    assert!(!shown.contains("secret") && !shown.contains("2023"), "{shown}");
}

#[test]
fn a_day_that_is_none_is_a_problem_of_as_at() {
    let found = |error: DoorstepError| match error {
        DoorstepError::Fact { problems, .. } => (problems[0].code.clone(), problems[0].fact.clone()),
        error => panic!("{error}"),
    };
    let expected = ("D509".to_owned(), "as_at".to_owned());
    for day in ["", "1/6/2022", "2023-02-29", "2022-06-01T00:00:00Z"] {
        assert_eq!(found(catalogue().screen(HashMap::new(), day.to_owned(), None, None).unwrap_err()), expected);
        assert_eq!(found(catalogue().screen_json("{}".to_owned(), day.to_owned(), None, None).unwrap_err()), expected);
        assert_eq!(found(evaluate("1".to_owned(), HashMap::new(), Some(day.to_owned())).unwrap_err()), expected);
    }
}

#[test]
fn facts_that_are_not_json_are_not_shown() {
    for facts in [r#"{"notes": secret}"#, r#"{"notes": "secret"#, "secret", r#"{"notes": 1, "notes": "secret"}"#, ""] {
        let error = catalogue().screen_json(facts.to_owned(), "2022-06-01".to_owned(), None, None).unwrap_err();
        assert!(matches!(error, DoorstepError::Fact { .. }));
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn diagnostics_read_like_the_cores() {
    let documents = HashMap::from([("bad.json".to_owned(), "{\"programme\": \"x y\", \"nme\": \"X\"}".to_owned())]);
    let core = doorstep::Catalogue::parse(documents.clone()).unwrap_err();
    let DoorstepError::Document { message, diagnostics } = Catalogue::parse(documents).unwrap_err() else { panic!() };
    let lines: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(message, core.to_string());
    assert_eq!(message, lines.join("\n"));
    for (mirror, core) in diagnostics.into_iter().zip(&core.diagnostics) {
        let Diagnostic { code, severity, message, help, file, line, column, end_line, end_column } = mirror;
        let mirror = json!({
            "code": code, "severity": severity.id(), "message": message, "help": help, "file": file,
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
        });
        assert_eq!(mirror.to_string(), json!(core).to_string());
    }
}

#[test]
fn a_condition_gives_a_value_or_nothing() {
    let value = |condition: &str| evaluate(condition.to_owned(), facts([("x", number("0.1"))]), None).unwrap();
    assert_eq!(value("x + 0.2"), Some(number("0.3")));
    assert_eq!(value("x > 0"), Some(bool(true)));
    assert_eq!(value("x / 0"), None);
    assert_eq!(value("[x, null]"), Some(items([number("0.1"), FactValue::Nothing])));
    assert_eq!(value(r#"duration("P13W")"#), Some(FactValue::Duration { value: "P91D".to_owned() }));
    assert_eq!(value(r#"date("2022-04-01")"#), Some(FactValue::Date { value: "2022-04-01".to_owned() }));
    let error = evaluate("x = \"secret\"".to_owned(), facts([("x", number("1"))]), None).unwrap_err();
    assert!(matches!(error, DoorstepError::Condition { .. }));
}

#[test]
fn a_value_never_prints_itself() {
    let told = record([("value", items([text("secret"), number("42")]))]);
    assert_eq!(format!("{told} {told:?}"), "Record(…) Record(…)");
    let told = facts([("notes", text("secret"))]);
    let screening = catalogue().screen(told, "2022-06-01".to_owned(), None, None).unwrap();
    let shown = format!("{:?}", screening.decisions());
    assert!(shown.contains("Text(…)") && !shown.contains("secret"), "{shown}");
    assert!(!format!("{screening:?}").contains("secret"));
}

#[test]
fn programmes_and_questions_are_in_order() {
    let catalogue = catalogue();
    let programmes = catalogue.programmes(Some("cy".to_owned()));
    let shown: Vec<(&str, &str, &str)> =
        programmes.iter().map(|found| (found.id.as_str(), found.name.as_str(), found.language.as_str())).collect();
    assert_eq!(shown, [("always", "Always", "en"), ("example", "Enghraifft", "cy")]);
    let questions = catalogue.questions(None);
    let core: Vec<String> = doorstep_order().into_iter().collect();
    assert_eq!(questions.iter().map(|question| question.fact.clone()).collect::<Vec<_>>(), core);
    assert_eq!(questions[4].fact, "barrier_count");
    assert!(questions[4].derived && questions[3].open);
    assert_eq!(questions[6].asked_of, ["key_worker"]);
}

fn doorstep_order() -> Vec<String> {
    let Plain::Map(document) = Plain::from_json(VOCABULARY).unwrap() else { panic!() };
    let Some((_, Plain::Map(facts))) = document.into_iter().find(|(key, _)| key == "facts") else { panic!() };
    facts.into_iter().map(|(name, _)| name).collect()
}
