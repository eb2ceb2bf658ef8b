//! Cases of the OMG's DMN compatibility kit, where a copy lies beside the repository. They are not part of the project.

use std::io::Write as _;

use doorstep::{Number, Plain, Value, evaluate, parse_date};
use doorstep_tests::repository;
use serde_json::Value as Json;

/// How many must agree, in percent.
const AGREEING: usize = 97;

#[test]
fn outside_feel_cases_agree() {
    let path = repository().join("../shared/feel/cases.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        // Past the test runner's capture, so that a run says what it skips.
        let _ = writeln!(std::io::stderr(), "skipped: the FEEL cases of the DMN kit are not here ({})", path.display());
        return;
    };
    let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
    let differing: Vec<String> = cases.iter().filter_map(difference).collect();
    println!("{} of {} FEEL cases agree", cases.len() - differing.len(), cases.len());
    println!("{}", differing.join("\n"));
    assert!(differing.len() * 100 <= cases.len() * (100 - AGREEING), "{}", differing.join("\n"));
}

/// How a case differs from what it expects, if it does.
fn difference(case: &Json) -> Option<String> {
    let expression = case["expression"].as_str().unwrap();
    let expected = case["expected"].get("value").unwrap_or(&case["expected"]);
    let outcome = evaluate(expression, &plain(&case["context"]), None);
    let agrees = match &outcome {
        // A case whose result is null for an error may be refused with a diagnostic.
        Err(_) => expected.is_null(),
        Ok(value) => same(value, expected),
    };
    (!agrees).then(|| format!("{}: {expression}: expected {expected}, got {outcome:?}", case["id"]))
}

fn same(value: &Value, expected: &Json) -> bool {
    match (value, expected) {
        (Value::Unknown(_), Json::Null) => true,
        (Value::Number(number), Json::Number(expected)) => {
            let difference = expected.to_string().parse::<Number>().ok().and_then(|other| number.checked_sub(other));
            let near: Number = "0.00000001".parse().unwrap();
            difference.is_some_and(|difference| difference < near && difference.negated() < near)
        }
        (Value::List(items), Json::Array(expected)) => {
            items.len() == expected.len() && items.iter().zip(expected).all(|(item, expected)| same(item, expected))
        }
        (value, expected) => serde_json::to_value(value).is_ok_and(|value| value == *expected),
    }
}

fn plain(json: &Json) -> Plain {
    match json {
        Json::Null => Plain::Null,
        Json::Bool(value) => Plain::Boolean(*value),
        Json::Number(number) => Plain::Number(number.to_string()),
        Json::String(text) => parse_date(text).map_or_else(|| Plain::Text(text.clone()), Plain::Date),
        Json::Array(items) => Plain::List(items.iter().map(plain).collect()),
        Json::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
    }
}
