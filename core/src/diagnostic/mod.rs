//! What is wrong with a document or a condition, where, and what to do about it.

mod code;

use std::fmt;

use serde::Serialize;

pub use code::Code;

use crate::sort;
use crate::tree::{Source, Span};

/// Whether a [`Diagnostic`] stops a catalogue from loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The catalogue does not load.
    Error,
    /// The catalogue loads; the author will want to know.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One problem of a document or condition: a stable code, what is wrong, what to do, and where.
///
/// Lines and columns are 1-based and count Unicode code points; the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The stable code; `codes.toml` is the register.
    pub code: Code,
    /// Whether it stops the catalogue from loading.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The document's name as it was given; empty for a condition given alone.
    pub file: String,
    /// The line it starts on.
    pub line: u32,
    /// The column it starts at.
    pub column: u32,
    /// The line it ends on.
    pub end_line: u32,
    /// The column just after its end.
    pub end_column: u32,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(formatter, "{}:", self.file)?;
        }
        write!(
            formatter,
            "{}:{}: {}[{}]: {}",
            self.line,
            self.column,
            self.severity.as_str(),
            self.code,
            self.message
        )?;
        if !self.help.is_empty() {
            write!(formatter, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// Collects diagnostics while documents are read. Internal: spans become positions on the way in.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a problem found at a span of a document.
    pub(crate) fn report(
        &mut self,
        code: Code,
        source: &Source,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (start, end) = (source.position(span.start), source.position(span.end));
        self.found.push(Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            help: help.into(),
            file: source.name().to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        });
    }

    /// Whether any of them is an error at a span of a document, or within it.
    pub(crate) fn has_error_in(&self, source: &Source, span: Span) -> bool {
        let (start, end) = (source.position(span.start), source.position(span.end));
        self.found.iter().any(|found| {
            found.severity == Severity::Error
                && found.file == source.name()
                && (start.line, start.column) <= (found.line, found.column)
                && (found.end_line, found.end_column) <= (end.line, end.column)
        })
    }

    /// Whether any of them is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error)
    }

    /// All of them and others, by file and place.
    pub(crate) fn sorted_with(mut self, others: &[Diagnostic]) -> Vec<Diagnostic> {
        self.found.extend_from_slice(others);
        self.into_sorted()
    }

    /// All of them, by file and place; a problem found by two paths is said once.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        sort::by(&mut self.found, |a, b| {
            (&a.file, a.line, a.column, a.code, &a.message).cmp(&(&b.file, b.line, b.column, b.code, &b.message))
        });
        self.found.dedup();
        self.found
    }
}

/// How many names a misspelt one is compared with, so that a document full of mistakes is still read at once.
const NAMES_COMPARED: usize = 2_000;

/// The closest of some names to a misspelt one, if one is close enough to be meant.
///
/// ```
/// assert_eq!(doorstep::nearest("date_of_brith", ["age", "date_of_birth"]), Some("date_of_birth"));
/// assert_eq!(doorstep::nearest("shoe_size", ["age", "date_of_birth"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    // A name of one letter is near to too many.
    let allowed = if length < 2 { 0 } else { (length / 3).max(1) };
    let lower = name.to_lowercase();
    let mut known = known.into_iter().take(NAMES_COMPARED).collect::<Vec<_>>();
    if let Some(other_case) = known.iter().position(|candidate| candidate.to_lowercase() == lower) {
        return Some(known.swap_remove(other_case));
    }
    known
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Help for a misspelt name: the nearest, and what there is.
pub(crate) fn help_for_name<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone, what: &str) -> String {
    if let Some(near) = nearest(name, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let all: Vec<&str> = known.into_iter().collect();
    match all.len() {
        0 => format!("there are no {what} here"),
        1..=24 => format!("the {what} are {}", quoted(all)),
        _ => format!("look for it among the {} {what}", all.len()),
    }
}

/// Names as text: `` `a`, `b` and `c` ``.
pub(crate) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) }
}
