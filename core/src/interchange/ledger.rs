//! What of a JSON value has been used, and what is left.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::NotCovered;
use crate::tree::{Kind, Node};

/// A place in a JSON value: `service_areas[0].name`. The whole value is the empty path.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(String);

impl Path {
    /// The place of a key in the mapping that stands here.
    pub(super) fn key(&self, key: &str) -> Self {
        let is_word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        Self(match (is_word, self.0.is_empty()) {
            (true, true) => key.to_owned(),
            (true, false) => format!("{}.{key}", self.0),
            (false, _) => format!("{}[{key:?}]", self.0),
        })
    }

    /// The place of an item in the list that stands here.
    pub(super) fn item(&self, at: usize) -> Self {
        Self(format!("{}[{at}]", self.0))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The parts of one JSON value that have been used, so that all others can be told.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    used: BTreeSet<String>,
    reasons: BTreeMap<String, String>,
    /// The places of both, in order.
    known: BTreeSet<String>,
}

impl Ledger {
    /// Notes that the value at a place is represented, whole.
    pub(super) fn used(&mut self, path: &Path) {
        self.used.insert(path.to_string());
        self.known.insert(path.to_string());
    }

    /// Notes that the value at a place is not represented, or not exactly.
    pub(super) fn not_covered(&mut self, path: &Path, why: impl Into<String>) {
        self.reasons.insert(path.to_string(), why.into());
        self.known.insert(path.to_string());
    }

    /// What carries a value and is not represented, in the order it is written; `why` says the reason by the path.
    pub(super) fn rest(&self, node: &Node, path: &Path, why: &impl Fn(&Path) -> String) -> Vec<NotCovered> {
        let mut found = Vec::new();
        self.walk(node, path, why, &mut found);
        found
    }

    /// Whether anything below a place has been noted.
    fn knows_within(&self, path: &Path) -> bool {
        let begins =
            |prefix: String| self.known.range(prefix.clone()..).next().is_some_and(|at| at.starts_with(&prefix));
        path.as_str().is_empty() || begins(format!("{path}.")) || begins(format!("{path}["))
    }

    fn walk(&self, node: &Node, path: &Path, why: &impl Fn(&Path) -> String, found: &mut Vec<NotCovered>) {
        let entry = |why: String| NotCovered { path: path.to_string(), why };
        if let Some(reason) = self.reasons.get(path.as_str()) {
            found.push(entry(reason.clone()));
            return;
        }
        if self.used.contains(path.as_str()) || !has_value(node) {
            return;
        }
        if !self.knows_within(path) {
            found.push(entry(why(path)));
            return;
        }
        match &node.kind {
            Kind::Map(entries) => {
                for part in entries {
                    self.walk(&part.value, &path.key(&part.key), why, found);
                }
            }
            Kind::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.walk(item, &path.item(at), why, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether anything is said: not `null`, no empty text, and no list or mapping of nothing else.
pub(super) fn has_value(node: &Node) -> bool {
    match &node.kind {
        Kind::Null => false,
        Kind::Text(text) => !text.trim().is_empty(),
        Kind::List(items) => items.iter().any(has_value),
        Kind::Map(entries) => entries.iter().any(|entry| has_value(&entry.value)),
        Kind::Boolean(_) | Kind::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::tree::{Source, read_json};

    fn left(json: &str, used: &[&str]) -> Vec<String> {
        let node = read_json(&Source::new("", json), &mut Diagnostics::default()).unwrap();
        let mut ledger = Ledger::default();
        for path in used {
            ledger.used(&Path((*path).to_owned()));
        }
        ledger.rest(&node, &Path::default(), &|_| String::new()).into_iter().map(|entry| entry.path).collect()
    }

    #[test]
    fn what_is_left_is_told_at_the_highest_place_of_which_nothing_was_used() {
        let json = r#"{"a": {"b": 1, "c": {"d": 2, "e": 3}}, "f": [{"g": 1, "h": 2}, {"g": 3}], "x y": 1, "ab": 1}"#;
        assert_eq!(left(json, &["a.b", "f[0].g", "f[1].g"]), ["a.c", "f[0].h", r#"["x y"]"#, "ab"]);
    }

    #[test]
    fn what_says_nothing_is_not_told() {
        let json = r#"{"used": 1, "a": null, "b": "", "c": [], "d": {"e": [null, " "]}, "f": false, "g": 0}"#;
        assert_eq!(left(json, &["used"]), ["f", "g"]);
    }
}
