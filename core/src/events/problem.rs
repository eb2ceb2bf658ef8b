//! What is wrong with events.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use crate::diagnostic::Code;

/// Events that cannot be read: every problem, by event. It never shows what was told.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct EventError {
    /// What is wrong, in the order the events were given.
    pub problems: Vec<EventProblem>,
}

/// What is wrong with one event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct EventProblem {
    /// The event's id; empty if it has none that can be read, and then the message says which event it is.
    pub event: String,
    /// The stable code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl EventProblem {
    pub(crate) fn new(event: &str, code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { event: event.to_owned(), code, message: message.into(), help: help.into() }
    }
}

impl fmt::Display for EventProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}[{}]: {}", self.code.severity().as_str(), self.code, self.message)?;
        if !self.help.is_empty() {
            write!(formatter, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}
