//! Reading the fields of a service, with a path for every problem.

use super::ledger::{Ledger, Path, has_value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::decode::{Decode, Decoder};
use crate::tree::{Kind, Node, Source, Span};

/// Reads fields, and notes which have been.
pub(super) struct Reader<'a> {
    source: &'a Source,
    found: Vec<Diagnostic>,
    pub(super) ledger: Ledger,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, found: Vec::new(), ledger: Ledger::default() }
    }

    /// Reports a problem of what stands at a path.
    pub(super) fn report(&mut self, code: Code, span: Span, path: &Path, message: &str, help: &str) {
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(code, self.source, span, message, help);
        self.at(path, diagnostics);
    }

    fn at(&mut self, path: &Path, diagnostics: Diagnostics) {
        self.found.extend(diagnostics.into_sorted().into_iter().map(|mut problem| {
            if !path.as_str().is_empty() {
                problem.message = format!("`{path}`: {}", problem.message);
            }
            problem
        }));
    }

    /// The value of a field and its path; none if it is absent or says nothing.
    pub(super) fn field<'n>(&self, node: &'n Node, path: &Path, key: &str) -> Option<(Path, &'n Node)> {
        let Kind::Map(entries) = &node.kind else { return None };
        let entry = entries.iter().find(|entry| entry.key == key && has_value(&entry.value))?;
        Some((path.key(key), &entry.value))
    }

    /// A field that may be absent.
    pub(super) fn take<T: Decode>(&mut self, node: &Node, path: &Path, key: &str) -> Option<T> {
        let (path, value) = self.field(node, path, key)?;
        self.ledger.used(&path);
        let mut diagnostics = Diagnostics::default();
        let mut decoder =
            Decoder { source: self.source, diagnostics: &mut diagnostics, broken: Vec::new(), declared: Vec::new() };
        let read = T::decode(value, &mut decoder);
        self.at(&path, diagnostics);
        read
    }

    /// A field that must be there.
    pub(super) fn need<T: Decode>(&mut self, node: &Node, path: &Path, key: &str) -> Option<T> {
        if self.field(node, path, key).is_none() {
            let start = Span { start: node.span.start, end: node.span.start };
            let help = format!("HSDS requires `{key}` of every service: add it");
            self.report(Code::MissingKey, start, &path.key(key), "this is missing, or says nothing", &help);
            return None;
        }
        self.take(node, path, key)
    }

    /// The mappings of a field that is a list of them.
    pub(super) fn items<'n>(&mut self, node: &'n Node, path: &Path, key: &str) -> Vec<(Path, &'n Node)> {
        let Some((path, value)) = self.field(node, path, key) else { return Vec::new() };
        let Kind::List(items) = &value.kind else {
            let message = format!("a list belongs here, and this is {}", value.noun());
            self.report(Code::WrongType, value.span, &path, &message, "write it in brackets, `[{…}, {…}]`");
            return Vec::new();
        };
        let mut found = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate().filter(|(_, item)| has_value(item)) {
            let path = path.item(at);
            if matches!(item.kind, Kind::Map(_)) {
                found.push((path, item));
            } else {
                let message = format!("a mapping belongs here, and this is {}", item.noun());
                self.report(Code::WrongType, item.span, &path, &message, "write `{\"id\": …}`");
            }
        }
        found
    }

    /// A part of the service that is a mapping.
    pub(super) fn part<'n>(&mut self, node: &'n Node, path: &Path, key: &str) -> Option<(Path, &'n Node)> {
        let (path, value) = self.field(node, path, key)?;
        if matches!(value.kind, Kind::Map(_)) {
            return Some((path, value));
        }
        let message = format!("a mapping belongs here, and this is {}", value.noun());
        self.report(Code::WrongType, value.span, &path, &message, "write `{\"id\": …, \"name\": …}`");
        None
    }

    /// What was read, or every problem.
    pub(super) fn finish(self) -> Result<Ledger, Vec<Diagnostic>> {
        if self.found.is_empty() { Ok(self.ledger) } else { Err(self.found) }
    }
}
