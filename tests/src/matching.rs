//! Whether what came out holds what was expected.

use serde_json::Value;

/// Where something differs, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The path to it: `decisions.motiv8.status`.
    pub path: String,
    /// What was expected.
    pub expected: Value,
    /// What came out.
    pub actual: Value,
}

/// Every difference: objects by the keys expected, lists item by item and of one length, anything else equal.
#[must_use]
pub fn matches(expected: &Value, actual: &Value) -> Vec<Mismatch> {
    let mut found = Vec::new();
    compare(expected, actual, &mut Vec::new(), &mut found);
    found
}

fn compare(expected: &Value, actual: &Value, path: &mut Vec<String>, found: &mut Vec<Mismatch>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (key, expected) in expected {
                path.push(key.clone());
                compare(expected, actual.get(key).unwrap_or(&Value::String("(absent)".into())), path, found);
                path.pop();
            }
        }
        (Value::Array(wanted), Value::Array(items)) if wanted.len() == items.len() => {
            for (at, (expected, actual)) in wanted.iter().zip(items).enumerate() {
                path.push(at.to_string());
                compare(expected, actual, path, found);
                path.pop();
            }
        }
        (expected, actual) if expected == actual => {}
        (expected, actual) => {
            found.push(Mismatch { path: path.join("."), expected: expected.clone(), actual: actual.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_match_in_part_and_lists_in_full() {
        assert!(matches(&json!({"a": 1}), &json!({"a": 1, "b": 2})).is_empty());
        assert_eq!(matches(&json!({"a": [1]}), &json!({"a": [1, 2]})).len(), 1);
        assert_eq!(matches(&json!({"c": null}), &json!({"a": 1})).len(), 1);
        assert_eq!(
            matches(&json!([{"a": 1}]), &json!([{"a": 2}])).first().map(|one| one.path.clone()),
            Some("0.a".into())
        );
    }
}
