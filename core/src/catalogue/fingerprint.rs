//! What a catalogue says, in one line of hexadecimal.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use indexmap::IndexMap;

use super::lexicon::{Fast, Lexicon};
use super::returns::ReturnRule;
use super::rules::Rules;
use crate::document::{Figures, Parameter, Programme, Return};
use crate::sort;

/// What counts: the united vocabulary, and every version of every programme by id and first day, and parameters, returns
/// and published figures by id.
#[derive(Serialize)]
struct Canonical<'a> {
    vocabulary: &'a Lexicon,
    programmes: Vec<&'a Programme>,
    // A catalogue without any has the fingerprint it had before there were any.
    #[serde(skip_serializing_if = "<[Parameter]>::is_empty")]
    parameters: &'a [Parameter],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    returns: Vec<&'a Return>,
    #[serde(skip_serializing_if = "<[Figures]>::is_empty")]
    figures: &'a [Figures],
}

/// The SHA-256 of the canonical JSON (RFC 8785) of the documents with their defaults filled in.
pub(super) fn fingerprint(
    lexicon: &Lexicon,
    rules: &Rules,
    parameters: &[Parameter],
    returns: &IndexMap<String, ReturnRule, Fast>,
    figures: &[Figures],
) -> String {
    let programmes = rules.programmes.values().flatten().map(|version| &version.document).collect();
    let returns = returns.values().map(|rule| &rule.document).collect();
    let json = canonical(&Canonical { vocabulary: lexicon, programmes, parameters, returns, figures });
    Sha256::digest(json).iter().fold(String::with_capacity(64), |mut hexadecimal, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
        hexadecimal
    })
}

/// Canonical JSON (RFC 8785) of a part of the model, without what is absent.
pub(crate) fn canonical(model: &impl Serialize) -> String {
    // Serialising the model cannot fail: its keys are text and it holds no floats.
    let mut model = serde_json::to_value(model).unwrap_or_default();
    without_nulls(&mut model);
    let mut json = String::new();
    write_canonical(&model, &mut json);
    json
}

/// Leaves out what is absent, so that a key that a later format adds changes no fingerprint of documents without it.
fn without_nulls(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(without_nulls);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

/// Writes canonical JSON (RFC 8785) of a model that has no floats: members by their names' UTF-16, no spaces.
///
/// Written here because the crate for it brings a JSON parser and float printing, 33 KB of what a browser downloads; a
/// property holds the two equal.
fn write_canonical(value: &serde_json::Value, json: &mut String) {
    match value {
        serde_json::Value::Null => json.push_str("null"),
        serde_json::Value::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
        serde_json::Value::Number(number) => {
            // Whole numbers only: decimals are text in the model.
            let _ = write!(json, "{number}");
        }
        serde_json::Value::String(text) => write_text(text, json),
        serde_json::Value::Array(items) => {
            json.push('[');
            for (at, item) in items.iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write_canonical(item, json);
            }
            json.push(']');
        }
        serde_json::Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            sort::by(&mut members, |(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            json.push('{');
            for (at, (name, value)) in members.into_iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write_text(name, json);
                json.push(':');
                write_canonical(value, json);
            }
            json.push('}');
        }
    }
}

/// A string of JSON, with only what must be escaped escaped, and that as short as can be.
pub(crate) fn write_text(text: &str, json: &mut String) {
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\u{8}' => json.push_str("\\b"),
            '\t' => json.push_str("\\t"),
            '\n' => json.push_str("\\n"),
            '\u{c}' => json.push_str("\\f"),
            '\r' => json.push_str("\\r"),
            '\0'..='\u{1f}' => {
                let _ = write!(json, "\\u{:04x}", u32::from(letter));
            }
            _ => json.push(letter),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    /// Names and texts with what JSON escapes, and with characters that UTF-16 orders otherwise than UTF-8.
    const LETTERS: &str = "[a-z\\x00-\\x1f\\x7f\"\\\\/é€\u{e000}\u{ffff}\u{10000}\u{1f600}]{0,6}";

    fn model() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u32>().prop_map(Value::from),
            LETTERS.prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((LETTERS, inner), 0..6).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn canonical_json_is_that_of_another_hand(model in model()) {
            let mut json = String::new();
            super::write_canonical(&model, &mut json);
            prop_assert_eq!(json, serde_json_canonicalizer::to_string(&model).unwrap());
        }
    }
}
