//! Documents as JSON, for where YAML is not read; and plain values out of JSON.

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostics;
use crate::problems::DocumentError;
use crate::tree::{self, Kind, Node, Source};
use crate::value::{Number, Plain};

/// A document as JSON: the same keys and values in the same order, whatever it is written in.
///
/// ```
/// let json = doorstep::to_json("example.yaml", "programme: example\nin_force: {from: 2022-04-01}")?;
/// assert_eq!(json, r#"{"programme":"example","in_force":{"from":"2022-04-01"}}"#);
/// # Ok::<(), doorstep::DocumentError>(())
/// ```
///
/// # Errors
/// [`DocumentError`] if the text cannot be read as a tree: whether it makes a document is not asked.
pub fn to_json(name: &str, text: &str) -> Result<String, DocumentError> {
    let mut diagnostics = Diagnostics::default();
    match tree::read(&Source::new(name, text), &mut diagnostics) {
        Some(node) if !diagnostics.has_errors() => Ok(json(&node).to_string()),
        _ => Err(DocumentError { diagnostics: diagnostics.into_sorted() }),
    }
}

fn json(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Boolean(value) => Value::Bool(*value),
        Kind::Number(text) => number(text),
        Kind::Text(text) => Value::String(text.clone()),
        Kind::List(items) => Value::Array(items.iter().map(json).collect()),
        Kind::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect::<Map<_, _>>())
        }
    }
}

/// A number as JSON; one that JSON or a decimal cannot hold exactly stays text, and is refused where it is read.
fn number(text: &str) -> Value {
    let exact = text.parse::<Number>().ok();
    let short = exact.and_then(|number| serde_json::from_str::<Value>(&number.to_string()).ok());
    match (exact, short) {
        // Through a float and back unchanged, or whole: nothing is lost.
        (Some(number), Some(Value::Number(json))) if json.to_string().parse() == Ok(number) => Value::Number(json),
        _ => Value::String(text.to_owned()),
    }
}

impl Plain {
    /// Reads JSON, keeping numbers as they are written. A key that stands twice is an error.
    ///
    /// # Errors
    /// [`DocumentError`] with the place of what is not JSON.
    pub fn from_json(json: &str) -> Result<Self, DocumentError> {
        let mut diagnostics = Diagnostics::default();
        let node = tree::read_json(&Source::new("", json), &mut diagnostics);
        match node {
            Some(node) if !diagnostics.has_errors() => Ok(Self::from(&node)),
            _ => Err(DocumentError { diagnostics: diagnostics.into_sorted() }),
        }
    }
}
