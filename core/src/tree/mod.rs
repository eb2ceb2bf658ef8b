//! Documents as trees whose every value knows where it stands.

mod json;
mod source;
#[cfg(feature = "yaml")]
mod yaml;

pub(crate) use source::{Source, Span};

use crate::diagnostic::{Code, Diagnostics};

/// The largest document, in bytes.
pub const DOCUMENT_LIMIT: usize = 1024 * 1024;
/// The deepest nesting of lists and mappings.
pub const NESTING_LIMIT: usize = 64;
/// The longest list or mapping.
pub const LIST_LIMIT: usize = 10_000;
#[cfg(feature = "yaml")]
/// The most values a document may hold once its aliases are followed.
const NODE_LIMIT: usize = 100_000;

/// A value of a document, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

/// What a [`Node`] holds. Numbers are kept as they are written.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Boolean(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) value: Node,
}

impl Node {
    /// The value of a mapping's key.
    pub(crate) fn at(&self, key: &str) -> Option<&Self> {
        let Kind::Map(entries) = &self.kind else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// What this is, in an author's words.
    pub(crate) fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Boolean(_) => "true or false",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a mapping",
        }
    }
}

/// Reads a document's text: JSON if its name ends in `.json` or it begins with `{`, else YAML.
///
/// `None` if it cannot be read; the reason is reported.
pub(crate) fn read(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    if source.text().len() > DOCUMENT_LIMIT {
        let message = "the document is larger than 1 MiB";
        let help = "split it: a catalogue may hold up to 1,000 documents";
        diagnostics.report(Code::TooLarge, source, Span::START, message, help);
        return None;
    }
    let name = source.name();
    let is_json = name.ends_with(".json")
        || (!name.ends_with(".yaml") && !name.ends_with(".yml") && source.text().trim_start().starts_with('{'));
    if is_json { json::read(source, diagnostics) } else { read_yaml(source, diagnostics) }
}

/// Reads JSON that is no document: facts, say.
pub(crate) fn read_json(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    json::read(source, diagnostics)
}

#[cfg(feature = "yaml")]
fn read_yaml(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    yaml::read(source, diagnostics)
}

#[cfg(not(feature = "yaml"))]
fn read_yaml(source: &Source, diagnostics: &mut Diagnostics) -> Option<Node> {
    let message = "this build of Doorstep reads JSON only";
    let help = "give the document as JSON; `python -m doorstep json FOLDER` converts a folder of YAML";
    diagnostics.report(Code::YamlNotRead, source, Span::START, message, help);
    None
}

/// The mapping's entries, with a second value for one key reported and left out.
fn without_duplicates(entries: Vec<Entry>, source: &Source, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let mut seen = std::collections::HashMap::with_capacity(entries.len());
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        match seen.get(&entry.key) {
            Some(&first) => {
                let line = source.position(first).line;
                let message = format!("the key `{}` stands here twice", entry.key);
                let help = format!("the first is on line {line}; keep one of the two");
                diagnostics.report(Code::DuplicateKey, source, entry.key_span, message, help);
            }
            None => {
                seen.insert(entry.key.clone(), entry.key_span.start);
                kept.push(entry);
            }
        }
    }
    kept
}

/// Reports a list or mapping that is too long; `true` if it is.
fn too_long(length: usize, span: Span, source: &Source, diagnostics: &mut Diagnostics) -> bool {
    if length <= LIST_LIMIT {
        return false;
    }
    let message = format!("there are {length} entries here");
    let help = "a list or mapping may have 10,000 at most";
    diagnostics.report(Code::TooLong, source, span, message, help);
    true
}

/// Reports nesting beyond the limit.
fn too_deep(span: Span, source: &Source, diagnostics: &mut Diagnostics) {
    let message = "lists and mappings are nested more than 64 deep here";
    diagnostics.report(Code::TooDeep, source, span, message, "flatten the document");
}
