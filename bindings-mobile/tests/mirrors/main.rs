//! The mirrors say all that the core says: written out again as JSON, they are the core's own JSON.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::collections::HashMap;
use std::sync::Arc;

use doorstep::Plain;
use doorstep_mobile::{
    AbsentFact, ActionState, Answer, Area, Assignment, CaseFile, CaseloadItem, Catalogue, Criterion, Decision,
    Diagnostic, DoorstepError, Event, EventProblem, Evidence, ExampleResult, ExportOptions, ExportedService, Fact,
    FactValue, FreeText, Goal, ImportOptions, ImportedService, JourneyState, Late, Nearest, NextQuestion, NextStep,
    NotCovered, Override, Progress, RejectedLine, Review, Scored, Scores, Screening, StageReached, TargetGroup,
    TestReport, Tombstone, Unnoticed, Untried, Words, WorkerDecision, evaluate, import_service, import_services,
};
use serde_json::{Map, Value, json};

const VOCABULARY: &str = r#"{"vocabulary": "v", "facts": {
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

const PROGRAMME: &str = r#"{
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

const OTHER: &str = r#"{
    "programme": "always", "name": "Always", "in_force": {},
    "eligibility": [{"id": "notes", "text": "Told", "when": "notes = \"x\" or in_recovery"}]
}"#;

fn catalogue() -> Catalogue {
    let documents = [("v.json", VOCABULARY), ("example.json", PROGRAMME), ("always.json", OTHER)];
    Catalogue::parse(HashMap::from(documents.map(|(name, text)| (name.to_owned(), text.to_owned())))).unwrap()
}

fn text(value: &str) -> FactValue {
    FactValue::Text { value: value.to_owned() }
}

fn number(value: &str) -> FactValue {
    FactValue::Number { value: value.to_owned() }
}

fn items(items: impl IntoIterator<Item = FactValue>) -> FactValue {
    FactValue::Items { items: items.into_iter().collect() }
}

fn record<const N: usize>(entries: [(&str, FactValue); N]) -> FactValue {
    let entries = entries.map(|(name, value)| Fact { name: name.to_owned(), value });
    FactValue::Record { entries: entries.into() }
}

fn facts<const N: usize>(facts: [(&str, FactValue); N]) -> HashMap<String, FactValue> {
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

// From mirrors to JSON. Each is taken apart without `..`, so that a field cannot be forgotten.

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

fn facts_json(facts: Vec<Fact>) -> Value {
    let facts = facts.into_iter().map(|Fact { name, value }| (name, value_json(value)));
    Value::Object(facts.collect::<Map<_, _>>())
}

fn screening_json(screening: &Screening) -> Value {
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

fn criterion_json(criterion: Criterion) -> Value {
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

fn question_json(question: NextQuestion) -> Value {
    let NextQuestion { fact, text, language, r#type, values, programmes } = question;
    let values: Map<String, Value> = values.into_iter().map(|Answer { code, text }| (code, json!(text))).collect();
    let kind = r#type.map_or_else(|| "household".to_owned(), |of| of.id());
    json!({"fact": fact, "text": text, "language": language, "type": kind, "values": values, "programmes": programmes})
}

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

fn bool(value: bool) -> FactValue {
    FactValue::Boolean { value }
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

const GUIDED: &str = r#"{"vocabulary": "guided", "facts": {
        "lives_in": {"type": "code", "values": {"here": "Here", "there": {"en": "There", "cy": "Yno"}},
            "question": {"en": "Where do you live?", "cy": "Ble rydych chi'n byw?"}},
        "registered": {"type": "boolean", "question": "Are you on the register?",
            "advise": {"to": true, "text": "Ask to join the register"}}},
    "records": {"grant": {"attributes": {"amount": "money", "reason": "text"}}},
    "evidence": {"letter": "document"}}"#;

const GUIDING: &str = r#"{"programme": "guiding", "name": "Guiding", "in_force": {"from": "2022-04-01"},
    "eligibility": [
        {"id": "here", "text": "You live here", "when": "lives_in = \"here\""},
        {"id": "registered", "text": "You are on the register", "when": "registered"},
        {"id": "grants", "text": "Grants of less than £300", "when": "sum(grant.amount) < 300", "evidence": "document"}],
    "continuing": [{"id": "still", "text": "You still live here", "when": "lives_in = \"here\""}],
    "examples": [
        {"facts": {"registered": false}, "as_at": "2022-06-01", "expect": "not_eligible"},
        {"facts": {"registered": true}, "as_at": "2022-06-01", "expect": "eligible", "name": "wrong"}]}"#;

fn guiding() -> Catalogue {
    let documents = [("v.json", GUIDED), ("p.json", GUIDING)];
    Catalogue::parse(HashMap::from(documents.map(|(name, text)| (name.to_owned(), text.to_owned())))).unwrap()
}

fn core_guiding() -> doorstep::Catalogue {
    doorstep::Catalogue::parse([("v.json", GUIDED), ("p.json", GUIDING)]).unwrap()
}

fn grant(id: &str, amount: &str) -> Event {
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

fn listed_json(listed: Vec<NotCovered>) -> Value {
    listed.into_iter().map(|NotCovered { path, why }| json!({"path": path, "why": why})).collect()
}

fn imported_json(imported: ImportedService) -> Value {
    let ImportedService { id: _, programme, vocabulary, documents: _, areas, not_covered } = imported;
    let document = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let area = |Area { when, name, uri }| json!({"when": when, "name": name, "uri": uri});
    json!({
        "programme": document(&programme),
        "vocabulary": document(&vocabulary),
        "areas": areas.into_iter().map(area).collect::<Value>(),
        "not_covered": listed_json(not_covered),
    })
}

#[test]
fn services_say_what_the_cores_json_says() {
    let service = r#"{"id": "s", "name": "S", "status": "active", "minimum_age": 0.5, "fees": "None",
        "service_areas": [{"name": "Hackney", "uri": "http://a.example"}, {"name": "Leeds"}],
        "eligibility_description": "For carers"}"#;
    let leeds = Area { when: "in_leeds".to_owned(), name: "Leeds".to_owned(), uri: None };
    let words = Some(FreeText::Noted);
    let options =
        ImportOptions { areas: vec![leeds.clone()], declared: vec!["age".to_owned()], eligibility_description: words };
    let mut given = doorstep::ImportOptions::default();
    given.areas = vec![leeds.clone().into()];
    given.declared = vec!["age".to_owned()];
    given.eligibility_description = doorstep::FreeText::Noted;
    let core = doorstep::import_service(service, &given).unwrap();
    let imported = import_service(service, Some(options.clone())).unwrap();
    assert_eq!(imported.id, "s");
    assert_eq!(imported.documents, HashMap::from_iter(core.documents()));
    assert_eq!(imported_json(imported).to_string(), json!(core).to_string());
    let asked = doorstep::import_service(service, &doorstep::ImportOptions::default()).unwrap();
    assert_eq!(imported_json(import_service(service, None).unwrap()).to_string(), json!(asked).to_string());

    let page = format!(r#"{{"page_number": 1, "contents": [{service}, 7]}}"#);
    let core = doorstep::import_services(&page, &given).unwrap();
    let several = import_services(&page, Some(options)).unwrap();
    assert_eq!(several.documents, HashMap::from_iter(core.documents()));
    let rejected = several.rejected.into_iter().map(|found| (found.path, found.diagnostics[0].to_string()));
    let expected = core.rejected.iter().map(|found| (found.path.clone(), found.diagnostics[0].to_string()));
    assert!(rejected.eq(expected) && core.rejected.len() == 1);
    assert_eq!(listed_json(several.not_covered).to_string(), json!(core.not_covered).to_string());
    let services: Value = several.services.into_iter().map(imported_json).collect();
    assert_eq!(services.to_string(), json!(core.services).to_string());

    let here = Area { when: "tenure = \"social\"".to_owned(), name: "Here".to_owned(), uri: None };
    let mut given = doorstep::ExportOptions::default();
    given.areas = vec![here.clone().into()];
    given.area_facts = vec!["tenure".to_owned()];
    let options = ExportOptions { areas: vec![here], area_facts: vec!["tenure".to_owned()] };
    let ExportedService { programme, version, as_at, service, not_covered } =
        catalogue().export_service("example", "2022-06-01", Some(options)).unwrap();
    let service: Value = serde_json::from_str(&service).unwrap();
    let exported = json!({
        "programme": programme, "version": version, "as_at": as_at, "service": service,
        "not_covered": listed_json(not_covered),
    });
    let documents = [("v.json", VOCABULARY), ("example.json", PROGRAMME), ("always.json", OTHER)];
    let core = doorstep::Catalogue::parse(documents).unwrap();
    let day = doorstep::parse_date("2022-06-01").unwrap();
    let core = core.export_service("example", day, &given).unwrap();
    assert_eq!(exported.to_string(), json!(core).to_string());
    assert!(matches!(import_service("[]", None), Err(DoorstepError::Document { .. })));
    assert!(matches!(catalogue().export_service("example", "soon", None), Err(DoorstepError::Fact { .. })));
}

fn event_problem_json(of: EventProblem) -> Value {
    let EventProblem { event, severity: _, code, message, help } = of;
    json!({"event": event, "code": code, "message": message, "help": help})
}

fn journey_json(of: JourneyState) -> Value {
    let JourneyState {
        programme,
        version,
        as_at,
        known_at,
        stage,
        since,
        stages,
        started_on,
        ended_on,
        ended_because,
        paused_since,
        decisions,
        workers,
        actions,
        progress,
        next_actions,
        review,
        last_contact,
        quiet_since,
        goals,
        scores,
        late,
        problems,
        catalogue,
        library,
    } = of;
    json!({
        "programme": programme,
        "version": version,
        "as_at": as_at,
        "known_at": known_at,
        "stage": stage.map(|word| word.id()),
        "since": since,
        "stages": stages.into_iter().map(stage_json).collect::<Value>(),
        "started_on": started_on,
        "ended_on": ended_on,
        "ended_because": ended_because,
        "paused_since": paused_since,
        "decisions": decisions.into_iter().map(worker_decision_json).collect::<Value>(),
        "workers": workers.into_iter().map(assignment_json).collect::<Value>(),
        "actions": actions.into_iter().map(action_json).collect::<Value>(),
        "progress": progress_json(progress),
        "next_actions": next_actions,
        "review": review.map(review_json),
        "last_contact": last_contact,
        "quiet_since": quiet_since,
        "goals": goals.into_iter().map(goal_json).collect::<Value>(),
        "scores": scores.into_iter().map(scores_json).collect::<Value>(),
        "late": late.into_iter().map(late_json).collect::<Value>(),
        "problems": problems.into_iter().map(event_problem_json).collect::<Value>(),
        "catalogue": catalogue,
        "library": library,
    })
}

fn item_json(of: CaseloadItem) -> Value {
    let CaseloadItem { person, programme, stage, workers, reason, about, text, on, days } = of;
    json!({
        "person": person,
        "programme": programme,
        "stage": stage.map(|word| word.id()),
        "workers": workers,
        "reason": reason.id(),
        "about": about,
        "text": text,
        "on": on,
        "days": days,
    })
}

fn stage_json(of: StageReached) -> Value {
    let StageReached { stage, on, event } = of;
    json!({
        "stage": stage.id(),
        "on": on,
        "event": event,
    })
}

fn worker_decision_json(of: WorkerDecision) -> Value {
    let WorkerDecision { decision, on, criteria, reason, authority, by, event } = of;
    json!({
        "decision": decision,
        "on": on,
        "criteria": criteria,
        "reason": reason,
        "authority": authority,
        "by": by,
        "event": event,
    })
}

fn assignment_json(of: Assignment) -> Value {
    let Assignment { worker, role, since, event } = of;
    json!({
        "worker": worker,
        "role": role,
        "since": since,
        "event": event,
    })
}

fn action_json(of: ActionState) -> Value {
    let ActionState {
        id,
        text,
        owner,
        status,
        since,
        event,
        reason,
        after,
        waits_for,
        ready_on,
        due_on,
        overdue_days,
        out_of_order,
        never_ready,
        added,
        so_far,
        needed,
        unclear,
    } = of;
    json!({
        "id": id,
        "text": text,
        "owner": owner,
        "status": status.id(),
        "since": since,
        "event": event,
        "reason": reason,
        "after": after,
        "waits_for": waits_for,
        "ready_on": ready_on,
        "due_on": due_on,
        "overdue_days": overdue_days,
        "out_of_order": out_of_order,
        "never_ready": never_ready,
        "added": added,
        "so_far": so_far,
        "needed": needed,
        "unclear": unclear,
    })
}

fn progress_json(of: Progress) -> Value {
    let Progress { actions, done, dropped, open, overdue } = of;
    json!({
        "actions": actions,
        "done": done,
        "dropped": dropped,
        "open": open,
        "overdue": overdue,
    })
}

fn review_json(of: Review) -> Value {
    let Review { every, last, due_on, overdue_days } = of;
    json!({
        "every": every,
        "last": last,
        "due_on": due_on,
        "overdue_days": overdue_days,
    })
}

fn goal_json(of: Goal) -> Value {
    let Goal { id, text, lifecycle_status, achievement_status, set_on, reached_on, event } = of;
    json!({
        "id": id,
        "text": text,
        "lifecycle_status": lifecycle_status,
        "achievement_status": achievement_status,
        "set_on": set_on,
        "reached_on": reached_on,
        "event": event,
    })
}

fn scores_json(of: Scores) -> Value {
    let Scores { scale, first, latest, change } = of;
    json!({
        "scale": scale,
        "first": scored_json(first),
        "latest": scored_json(latest),
        "change": change,
    })
}

fn scored_json(of: Scored) -> Value {
    let Scored { on, raw, metric, event } = of;
    json!({
        "on": on,
        "raw": raw,
        "metric": metric,
        "event": event,
    })
}

fn late_json(of: Late) -> Value {
    let Late { event, kind, on, recorded_on, days } = of;
    json!({
        "event": event,
        "kind": kind,
        "on": on,
        "recorded_on": recorded_on,
        "days": days,
    })
}

/// The shared vectors of case files, with their documents.
fn case_files() -> Vec<(HashMap<String, String>, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/case_files");
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        let documents = vector["documents"].as_object().unwrap().iter();
        let documents = documents.map(|(name, document)| (name.clone(), document.to_string()));
        (documents.collect(), vector["cases"].clone())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

#[test]
fn case_files_and_states_say_what_the_cores_json_says() {
    let mut states = 0;
    for (documents, cases) in case_files() {
        let core_catalogue = doorstep::Catalogue::parse(documents.clone()).unwrap();
        let catalogue = Catalogue::parse(documents).unwrap();
        for case in cases.as_array().unwrap() {
            let lines = case["case_files"].as_array().unwrap().iter().flat_map(|lines| lines.as_array().unwrap());
            let lines: Vec<String> =
                lines.map(|line| line.as_str().map_or_else(|| line.to_string(), str::to_owned)).collect();
            let core = doorstep::CaseFile::from_jsonl(&core_catalogue, lines.join("\n"));
            let file = CaseFile::from_jsonl(&catalogue, lines.join("\n"));
            assert_eq!(file.to_jsonl(), core.to_jsonl());
            let problems = file.problems().into_iter().map(event_problem_json).collect::<Value>();
            assert_eq!(problems.to_string(), json!(core.problems()).to_string());
            let rejected = file.rejected().into_iter().map(|of| {
                let RejectedLine { line, text, problem } = of;
                json!({"line": line, "text": text, "problem": event_problem_json(problem)})
            });
            assert_eq!(rejected.collect::<Value>(), json!(core.rejected()));
            let tombstones =
                file.tombstones().into_iter().map(|Tombstone { erased, on }| json!({"erased": erased, "on": on}));
            assert_eq!(tombstones.collect::<Value>(), json!(core.tombstones()));
            if core.rejected().is_empty() && core.tombstones().is_empty() {
                assert_eq!(CaseFile::new(&catalogue, file.events()).unwrap().to_jsonl(), core.to_jsonl());
            }
            if let Some(asked) = case.get("caseload") {
                let text = |key: &str| asked[key].as_str().map(str::to_owned);
                let (as_at, worker, known_at) = (text("as_at").unwrap(), text("worker"), text("known_at"));
                let files = vec![Arc::new(file.clone())];
                let json = catalogue.caseload_json(files.clone(), &as_at, worker.clone(), known_at.clone()).unwrap();
                let day = |day: &str| doorstep::parse_date(day).unwrap();
                let known = known_at.as_deref().map(day);
                let items = core_catalogue.caseload([&core], day(&as_at), worker.as_deref(), known);
                assert_eq!(json, json!(items).to_string());
                let items = catalogue.caseload(files, &as_at, worker, known_at).unwrap();
                assert_eq!(items.into_iter().map(item_json).collect::<Value>().to_string(), json);
            }
            let (Some(programme), Some(as_at)) = (case["programme"].as_str(), case["as_at"].as_str()) else { continue };
            let known_at = case["known_at"].as_str().map(str::to_owned);
            let json = file.state_json(programme, as_at, known_at.clone()).unwrap();
            let state = file.state(programme, as_at, known_at.clone()).unwrap();
            assert_eq!(state.map(|state| journey_json(state).to_string()), json);
            let day = |day: &str| doorstep::parse_date(day).unwrap();
            let state = core.state(programme, day(as_at), known_at.as_deref().map(day));
            assert_eq!(json, state.map(|state| json!(state).to_string()));
            states += 1;
        }
    }
    assert!(states > 40, "only {states} states");
}

#[test]
fn what_is_proposed_is_kept_or_refused_and_never_shown() {
    let catalogue = Catalogue::parse(case_files().swap_remove(0).0).unwrap();
    let event = |id: &str, kind: &str, data: &[(&str, FactValue)]| Event {
        kind: Some(kind.to_owned()),
        on: Some("2022-05-02".to_owned()),
        end: None,
        programme: Some("p".to_owned()),
        data: data.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        evidence: None,
        ..grant(id, "1")
    };
    let file = CaseFile::new(&catalogue, vec![event("g", "agreed", &[]), event("s", "started", &[])]).unwrap();
    let early = event("x", "action_done", &[("action", text("cv"))]);
    let refused = file.propose(early.clone(), None).unwrap_err();
    assert!(matches!(&refused, DoorstepError::Event { problems, .. } if problems[0].code == "D659"));
    let overriding = Override { reason: "secret".to_owned(), by: Some("w1".to_owned()), authority: None };
    let kept = file.propose(early, Some(overriding.clone())).unwrap();
    assert_eq!(kept.events().pop().unwrap().overridden, Some(overriding.clone()));
    let same = file.propose_json(
        r#"{"id": "x", "person": "a", "kind": "action_done", "on": "2022-05-02",
        "programme": "p", "data": {"action": "cv"}, "recorded_at": "2022-05-04T09:30:00+01:00", "recorded_by": "w"}"#,
        Some(overriding),
    );
    assert_eq!(same.unwrap().to_jsonl(), kept.to_jsonl());
    assert!(file.propose_json("{", None).is_err());

    let dropped = event("d", "action_dropped", &[("action", text("cv")), ("reason", text("secret"))]);
    let state = kept.propose(event("h", "goal_set", &[("goal", text("job")), ("text", text("secret"))]), None).unwrap();
    let state = state.propose(dropped, None).unwrap().state("p", "2022-06-01", None).unwrap().unwrap();
    assert!(state.goals[0].text.as_deref() == Some("secret"), "it is there");
    let torn = CaseFile::from_jsonl(&catalogue, "{\"secret".to_owned());
    for printed in
        [format!("{state:?}{state}{:?}{:?}", state.goals, state.actions), format!("{:?}{torn:?}", torn.rejected())]
    {
        assert!(!printed.contains("secret"), "{printed}");
    }
    assert!(matches!(file.erase("a", "soon"), Err(DoorstepError::Fact { problems, .. }) if problems[0].fact == "on"));
    let unknown = file.state("p", "2022-06-01", Some("soon".to_owned()));
    assert!(matches!(unknown, Err(DoorstepError::Fact { problems, .. }) if problems[0].fact == "known_at"));
    assert_eq!(file.state("none", "2022-06-01", None).unwrap(), None);
    let erased = file.erase("a", "2022-07-01").unwrap();
    assert_eq!((erased.merge(&file).events().len(), erased.to_append(&erased).len()), (0, 0));
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
