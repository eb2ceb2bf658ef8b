//! Results as values of JavaScript, their members in its habit.
//!
//! They go by way of JSON, in which the core says everything already: decimals and dates as text.

use serde::Serialize;
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::*;

use crate::told::Told;

#[wasm_bindgen(module = "/js/screening.js")]
extern "C" {
    #[wasm_bindgen(js_name = screening)]
    fn js_screening(catalogue: crate::Catalogue, told: &js_sys::Array, known: &JsValue, problems: &JsValue) -> JsValue;
    fn readable(data: &JsValue, text: &str) -> JsValue;
}

/// Members whose own members are named by the caller or by an author (facts, codes) or by a format (documents): nothing
/// in them is renamed.
const NAMED_BY_OTHERS: [&str; 10] =
    ["because", "facts", "becomes", "absent", "values", "to", "programme", "vocabulary", "service", "documents"];

/// An example's events, which are as a document has them.
const EVENTS: &str = "events";

/// A result of the core, its members in camelCase: `opens_on` is `opensOn`. Names of facts and ids stay.
pub(crate) fn value(result: &impl Serialize) -> Result<JsValue, JsValue> {
    parsed(&renamed(tree(result)?))
}

/// Results by their ids, which stay as they are.
pub(crate) fn by_id<Id: Into<String>>(
    results: impl IntoIterator<Item = (Id, impl Serialize)>,
) -> Result<JsValue, JsValue> {
    let results = results.into_iter().map(|(id, result)| Ok((id.into(), renamed(tree(&result)?))));
    named(results.collect::<Result<_, JsValue>>()?)
}

/// A result that can be read as text too.
pub(crate) fn report<T: Serialize + ToString>(result: &T) -> Result<JsValue, JsValue> {
    Ok(readable(&value(result)?, &result.to_string()))
}

/// A screening: what is known at once, and what is told of it when it is read.
pub(crate) fn screening(
    core: &doorstep::Screening,
    catalogue: crate::Catalogue,
    told: &Told,
) -> Result<JsValue, JsValue> {
    let as_at = core.as_at().to_string();
    let fingerprint = catalogue.fingerprint();
    let decisions = core.decisions().map(|decision| {
        let (name, availability) = (decision.name(), decision.availability());
        let known = json!({
            "programme": decision.programme(),
            "version": decision.version().map(|day| day.to_string()),
            "name": name.text,
            "language": name.language,
            "status": decision.status().as_str(),
            "summary": decision.summary(),
            "availability": availability.as_str(),
            "opensOn": availability.opens_on().map(|day| day.to_string()),
            "asAt": as_at,
            "catalogue": fingerprint,
            "library": doorstep::VERSION,
        });
        (decision.programme().to_owned(), known)
    });
    let decisions: Map<String, Value> = decisions.collect();
    let known = parsed(&json!({
        "asAt": as_at, "catalogue": fingerprint, "library": doorstep::VERSION, "decisions": decisions,
    }))?;
    let problems = value(&core.events().map(doorstep::Events::problems).unwrap_or_default())?;
    Ok(js_screening(catalogue, &told.to_array(), &known, &problems))
}

/// Values by names that stay as they are.
pub(crate) fn named(values: Map<String, Value>) -> Result<JsValue, JsValue> {
    parsed(&Value::Object(values))
}

/// A value whose members, if it has any, are all named by the caller.
pub(crate) fn as_named(value: &impl Serialize) -> Result<JsValue, JsValue> {
    parsed(&tree(value)?)
}

fn tree(result: &impl Serialize) -> Result<Value, JsValue> {
    serde_json::to_value(result).map_err(|error| js_sys::Error::new(&error.to_string()).into())
}

/// What is JSON already.
#[cfg(feature = "case-files")]
pub(crate) fn json(text: &str) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(text)
}

fn parsed(value: &Value) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&value.to_string())
}

fn renamed(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(renamed).collect(),
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| {
                let is_named = value.is_object() && NAMED_BY_OTHERS.contains(&name.as_str()) || name == EVENTS;
                (camel(&name), if is_named { value } else { renamed(value) })
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
