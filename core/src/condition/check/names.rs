//! What a name stands for where it is written.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Checker, ITEM, SUGGESTIONS_LIMIT, WRONG};
use crate::condition::expression::Expression;
use crate::condition::types::Type;
use crate::diagnostic::{Code, help_for_name};
use crate::tree::Span;

impl Checker<'_> {
    /// What a name stands for: the innermost first.
    pub(super) fn name(&mut self, name: &str, span: Span) -> (Expression, Type) {
        if let Some(at) = self.locals.iter().rposition(|(local, _)| local == name) {
            let found = self.locals.get(at).map_or(Type::Any, |(_, found)| found.clone());
            return (Expression::Local(at), found);
        }
        if let Some(part) = self.part_of_item(name, span) {
            return part;
        }
        if name == "as_at" {
            return (Expression::AsAt, Type::Date);
        }
        let names = self.scope.names;
        let fact = names.facts.get_full(name);
        if let Some(own) = self.scope.own.and_then(|own| own.get(name)) {
            if let Some(other) = names.meaning(name) {
                let message = format!("`{name}` is both an attribute of this record and {other}");
                self.report(Code::NameClash, span, message, "rename one of the two in the vocabulary");
            }
            return (Expression::Own(name.to_owned()), own.clone());
        }
        if let Some((index, _, found)) = fact {
            return (Expression::Fact(index), found.clone());
        }
        if let Some(listed) = names.lists.get(name) {
            if !self.scope.place.allows_records() {
                let message = format!("`{name}` is a list of records, and facts are derived from facts");
                self.report(Code::NotAllowedHere, span, message, "ask about the records in a criterion");
            }
            return (Expression::Records(name.to_owned()), Type::list(Type::Record(Arc::clone(listed))));
        }
        if !names.broken.contains(name) && !names.facts_incomplete {
            let own = self.scope.own.into_iter().flat_map(|own| own.keys());
            let locals = self.locals.iter().map(|(local, _)| local);
            let known: Vec<&str> = names
                .facts
                .keys()
                .chain(names.records.keys())
                .chain(own)
                .chain(locals)
                .map(String::as_str)
                .chain(["as_at"])
                .collect();
            // A document full of mistakes is still read at once.
            let spent = names.suggestions.fetch_add(1, Ordering::Relaxed) >= SUGGESTIONS_LIMIT;
            let is_code =
                |found: &Type| matches!(found, Type::Code(set) | Type::Codes(set) if set.codes.contains(name));
            let help = if let lower @ ("true" | "false" | "null") = name.to_lowercase().as_str() {
                format!("write `{lower}`")
            } else if names.facts.values().any(is_code) {
                format!("it is a code: write it in quotes, \"{name}\"")
            } else if spent {
                "declare it in a vocabulary".to_owned()
            } else {
                help_for_name(name, known.iter().copied(), "names")
            };
            self.report(Code::UnknownName, span, format!("nothing is called `{name}` here"), help);
        }
        WRONG
    }

    /// Inside a filter, and nowhere else, the item's own attributes can be named alone.
    fn part_of_item(&mut self, name: &str, span: Span) -> Option<(Expression, Type)> {
        let mut items = self.locals.iter().enumerate().rev().filter(|(_, (local, _))| local == ITEM);
        let (at, fields, part) = items.find_map(|(at, (_, item))| match item {
            Type::Record(fields) => fields.get(name).map(|part| (at, fields, part.clone())),
            _ => None,
        })?;
        let names = self.scope.names;
        // The members of a household have the same facts; a record has parts of its own.
        let is_record = names.lists.values().any(|listed| Arc::ptr_eq(listed, fields));
        if let Some(other) = names.meaning(name).filter(|_| is_record) {
            let message = format!("`{name}` is both a part of these records and {other}");
            let help = format!("write `{ITEM}.{name}` for the record's, or rename one of the two in the vocabulary");
            self.report(Code::NameClash, span, message, help);
        }
        Some((Expression::Path(Box::new(Expression::Local(at)), name.to_owned()), part))
    }
}
