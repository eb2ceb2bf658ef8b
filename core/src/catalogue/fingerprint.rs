//! What a catalogue says, in one line of hexadecimal.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::lexicon::Lexicon;
use super::rules::Rules;
use crate::document::Programme;

/// What counts: the united vocabulary, and every version of every programme by id and first day.
#[derive(Serialize)]
struct Canonical<'a> {
    vocabulary: &'a Lexicon,
    programmes: Vec<&'a Programme>,
}

/// The SHA-256 of the canonical JSON (RFC 8785) of the documents with their defaults filled in.
pub(super) fn fingerprint(lexicon: &Lexicon, rules: &Rules) -> String {
    let programmes = rules.programmes.values().flatten().map(|version| &version.document).collect();
    let canonical = Canonical { vocabulary: lexicon, programmes };
    // Serialising the model cannot fail: its keys are text and it holds no floats.
    let mut model = serde_json::to_value(&canonical).unwrap_or_default();
    without_nulls(&mut model);
    let json = serde_json_canonicalizer::to_vec(&model).unwrap_or_default();
    Sha256::digest(json).iter().fold(String::with_capacity(64), |mut hexadecimal, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
        hexadecimal
    })
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
