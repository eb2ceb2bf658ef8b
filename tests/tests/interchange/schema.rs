//! The services that are exported, and the tests' own, are valid by HSDS' own JSON Schema, where it can be read.
//!
//! The schema is not part of this project: `HSDS_SCHEMA=…/schema/compiled/service.json cargo test --test interchange`
//! reads it from a copy of <https://github.com/openreferral/specification>.

use std::{env, fs};

use doorstep::{Catalogue, ExportOptions};
use doorstep_tests::repository;
use serde_json::Value;

use super::file;

/// What HSDS requires of the parts that an export may have.
const REQUIRED: [(&str, &[&str]); 6] = [
    ("", &["id", "name", "status"]),
    ("phones", &["id", "number"]),
    ("service_areas", &["id"]),
    ("organization", &["id", "name", "description"]),
    ("funding", &["id"]),
    ("required_documents", &["id"]),
];

/// Every programme of the project as a service, on several days.
fn exported() -> Vec<Value> {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let mut options = ExportOptions::default();
    options.area_facts = vec!["local_authority".to_owned()];
    let days = ["2015-01-01", "2022-03-31", "2022-04-01", "2030-01-01"];
    let days = days.map(|day| doorstep::parse_date(day).unwrap());
    let programmes = catalogue.programmes().into_keys().flat_map(|id| days.map(|day| (id, day)));
    programmes.map(|(id, day)| catalogue.export_service(id, day, &options).unwrap().service).collect()
}

#[test]
fn exports_have_what_hsds_requires() {
    for service in exported() {
        for (part, required) in REQUIRED {
            let parts = match service.get(part) {
                _ if part.is_empty() => vec![&service],
                Some(Value::Array(items)) => items.iter().collect(),
                Some(other) => vec![other],
                None => Vec::new(),
            };
            for part in parts {
                assert!(required.iter().all(|key| part.get(key).is_some_and(Value::is_string)), "{part}");
            }
        }
        let status = service["status"].as_str().unwrap();
        assert!(["active", "inactive", "defunct", "temporarily closed"].contains(&status));
    }
}

#[test]
fn services_are_valid_by_the_published_schema() {
    let Ok(path) = env::var("HSDS_SCHEMA") else {
        eprintln!("skipped: set HSDS_SCHEMA to the path of HSDS' schema/compiled/service.json");
        return;
    };
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let services = exported().into_iter().chain([serde_json::from_str(&file("first_steps.json")).unwrap()]);
    for service in services {
        let mut problems = Vec::new();
        validate(&service, &schema, "$", &mut problems);
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
    let mut problems = Vec::new();
    let wrong = serde_json::json!({"id": 1, "status": "open", "phones": [{"id": "a"}]});
    validate(&wrong, &schema, "$", &mut problems);
    // No name, an id that is no text, another status; the UK profile has no phones of a service.
    assert!(problems.len() >= 3, "{}", problems.join("\n"));
}

/// JSON Schema as far as HSDS uses it: `type`, `properties`, `required`, `items` and `enum`; `format` is an annotation.
fn validate(value: &Value, schema: &Value, path: &str, problems: &mut Vec<String>) {
    let is_of = |kind: &str| match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{path}: the schema has the type {other}, which this check does not know"),
    };
    if let Some(kind) = schema.get("type").and_then(Value::as_str)
        && !is_of(kind)
    {
        problems.push(format!("{path} is not of type {kind}"));
        return;
    }
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array)
        && !allowed.contains(value)
    {
        problems.push(format!("{path} is not one of those allowed"));
    }
    for key in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        if value.get(key).is_none() {
            problems.push(format!("{path} has no {key}"));
        }
    }
    for (key, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = value.get(key) {
            validate(value, schema, &format!("{path}.{key}"), problems);
        }
    }
    if let Some(items) = schema.get("items") {
        for (at, item) in value.as_array().into_iter().flatten().enumerate() {
            validate(item, items, &format!("{path}[{at}]"), problems);
        }
    }
}
