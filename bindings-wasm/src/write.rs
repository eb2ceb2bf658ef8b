//! Results as values of JavaScript, their members in its habit.
//!
//! They go by way of JSON, in which the core says everything already: decimals and dates as text.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

/// Members whose own members are named by the caller or by an author (facts, say): nothing in them is renamed.
const NAMED_BY_OTHERS: [&str; 3] = ["because", "facts", "becomes"];

/// Members that are named by ids: those stay, what they hold is renamed.
const BY_ID: [&str; 1] = ["decisions"];

/// A result of the core, its members in camelCase: `opens_on` is `opensOn`. Names of facts and ids stay.
pub(crate) fn value(result: &impl Serialize) -> Result<JsValue, JsValue> {
    json(&renamed(tree(result)?))
}

/// Results by their ids.
pub(crate) fn by_id(results: &BTreeMap<&str, impl Serialize>) -> Result<JsValue, JsValue> {
    let results = results.iter().map(|(id, result)| Ok(((*id).to_owned(), renamed(tree(result)?))));
    named(results.collect::<Result<_, JsValue>>()?)
}

/// Values by names that stay as they are.
pub(crate) fn named(values: Map<String, Value>) -> Result<JsValue, JsValue> {
    json(&Value::Object(values))
}

/// A value whose members, if it has any, are all named by the caller.
pub(crate) fn as_named(value: &impl Serialize) -> Result<JsValue, JsValue> {
    json(&tree(value)?)
}

fn tree(result: &impl Serialize) -> Result<Value, JsValue> {
    serde_json::to_value(result).map_err(|error| js_sys::Error::new(&error.to_string()).into())
}

fn json(value: &Value) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&value.to_string())
}

fn renamed(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(renamed).collect(),
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| {
                let value = match value {
                    Value::Object(named) if BY_ID.contains(&name.as_str()) => {
                        Value::Object(named.into_iter().map(|(id, value)| (id, renamed(value))).collect())
                    }
                    value if NAMED_BY_OTHERS.contains(&name.as_str()) => value,
                    value => renamed(value),
                };
                (camel(&name), value)
            });
            Value::Object(members.collect())
        }
        value => value,
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}
