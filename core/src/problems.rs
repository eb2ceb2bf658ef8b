//! The errors that callers meet: documents that do not load, facts that cannot be used.

use serde::Serialize;
use thiserror::Error;

use crate::diagnostic::{Code, Diagnostic};

/// Documents that do not make a catalogue: every problem of every document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", lines(.diagnostics))]
pub struct DocumentError {
    /// What is wrong, by file and place. Warnings are among them.
    pub diagnostics: Vec<Diagnostic>,
}

/// Facts that cannot be used: every problem, by fact. It names facts, never what was told.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", lines(.problems))]
pub struct FactError {
    /// What is wrong, in the order the facts were given.
    pub problems: Vec<FactProblem>,
}

impl FactError {
    /// The day judged is given as something that is no day; `what` says what, never its content: "text".
    ///
    /// For bindings, whose languages have other things than dates.
    #[must_use]
    pub fn bad_as_at(what: &str) -> Self {
        Self::no_day("as_at", format!("`as_at` is the day judged, and is given {what}"))
    }

    /// Another argument that is a day is given as something that is none.
    #[must_use]
    pub fn bad_day(argument: &str, what: &str) -> Self {
        Self::no_day(argument, format!("`{argument}` is a day, and is given {what}"))
    }

    fn no_day(argument: &str, message: String) -> Self {
        let help = "give a date, or the day as YYYY-MM-DD".to_owned();
        Self { problems: vec![FactProblem { code: Code::BadAsAt, fact: argument.to_owned(), message, help }] }
    }
}

/// What is wrong with one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactProblem {
    /// The stable code.
    pub code: Code,
    /// The fact's name.
    pub fact: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl std::fmt::Display for FactProblem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "error[{}]: {}", self.code, self.message)?;
        if !self.help.is_empty() {
            write!(formatter, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

pub(crate) fn lines(problems: &[impl std::fmt::Display]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
