//! What can go wrong, as data.

use std::fmt;

use doorstep::DocumentError;

use crate::words::Severity;

/// What can go wrong. `message` is for reading; the rest says the same as data. None of it shows what was told about a
/// person.
#[derive(Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
#[uniffi::export(Debug, Display)]
pub enum DoorstepError {
    /// Documents that do not make a catalogue.
    #[error("{message}")]
    Document {
        /// Every problem, in words.
        message: String,
        /// Every problem, by file and place. Warnings are among them.
        diagnostics: Vec<Diagnostic>,
    },
    /// Facts that cannot be used, or a day that is none.
    #[error("{message}")]
    Fact {
        /// Every problem, in words.
        message: String,
        /// Every problem, by fact.
        problems: Vec<FactProblem>,
    },
    /// Events that cannot be read.
    #[error("{message}")]
    Event {
        /// Every problem, in words.
        message: String,
        /// Every problem, by event.
        problems: Vec<EventProblem>,
    },
    /// A condition that cannot be read, or does not fit its facts.
    #[error("{message}")]
    Condition {
        /// Every problem, in words.
        message: String,
        /// Every problem, by its place in the condition.
        diagnostics: Vec<Diagnostic>,
    },
    /// A return that cannot be computed, a cell that a report does not have, or states that do not merge.
    #[error("{message}")]
    Return {
        /// What is wrong.
        message: String,
    },
}

/// The same as the text, so that Swift's `localizedDescription` is it too.
impl fmt::Debug for DoorstepError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// One problem of a document or condition. Lines and columns are 1-based and count Unicode code points.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Display)]
pub struct Diagnostic {
    /// The stable code: `D101`.
    pub code: String,
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

/// What is wrong with one fact. It names the fact, never what was told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Display)]
pub struct FactProblem {
    /// The stable code: `D501`.
    pub code: String,
    /// The fact's name.
    pub fact: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// What is wrong with one event, or what counts for nothing. It names the event, never what was told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Display)]
pub struct EventProblem {
    /// The event's id; empty if it has none that can be read.
    pub event: String,
    /// Whether the events could not be read for it.
    pub severity: Severity,
    /// The stable code: `D601`.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for EventProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}[{}]: {}", self.severity.id(), self.code, self.message)?;
        help(formatter, &self.help)
    }
}

impl From<doorstep::EventProblem> for EventProblem {
    fn from(core: doorstep::EventProblem) -> Self {
        let doorstep::EventProblem { event, code, message, help } = core;
        Self { event, severity: code.severity().into(), code: code.to_string(), message, help }
    }
}

impl From<doorstep::EventError> for DoorstepError {
    fn from(core: doorstep::EventError) -> Self {
        let message = core.to_string();
        let doorstep::EventError { problems } = core;
        Self::Event { message, problems: problems.into_iter().map(EventProblem::from).collect() }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(formatter, "{}:", self.file)?;
        }
        let Self { line, column, code, message, .. } = self;
        write!(formatter, "{line}:{column}: {}[{code}]: {message}", self.severity.id())?;
        help(formatter, &self.help)
    }
}

impl fmt::Display for FactProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "error[{}]: {}", self.code, self.message)?;
        help(formatter, &self.help)
    }
}

fn help(formatter: &mut fmt::Formatter<'_>, help: &str) -> fmt::Result {
    if help.is_empty() { Ok(()) } else { write!(formatter, "\n  help: {help}") }
}

impl From<&doorstep::Diagnostic> for Diagnostic {
    fn from(core: &doorstep::Diagnostic) -> Self {
        let doorstep::Diagnostic { code, severity, message, help, file, line, column, end_line, end_column } =
            core.clone();
        let (code, severity) = (code.to_string(), severity.into());
        Self { code, severity, message, help, file, line, column, end_line, end_column }
    }
}

impl From<doorstep::FactProblem> for FactProblem {
    fn from(core: doorstep::FactProblem) -> Self {
        let doorstep::FactProblem { code, fact, message, help } = core;
        Self { code: code.to_string(), fact, message, help }
    }
}

impl From<DocumentError> for DoorstepError {
    fn from(core: DocumentError) -> Self {
        let message = core.to_string();
        let DocumentError { diagnostics } = core;
        Self::Document { message, diagnostics: diagnostics.iter().map(Diagnostic::from).collect() }
    }
}

impl From<doorstep::FactError> for DoorstepError {
    fn from(core: doorstep::FactError) -> Self {
        let message = core.to_string();
        let doorstep::FactError { problems } = core;
        Self::Fact { message, problems: problems.into_iter().map(FactProblem::from).collect() }
    }
}

impl From<doorstep::ConditionError> for DoorstepError {
    fn from(core: doorstep::ConditionError) -> Self {
        let message = core.to_string();
        let doorstep::ConditionError { diagnostics } = core;
        Self::Condition { message, diagnostics: diagnostics.iter().map(Diagnostic::from).collect() }
    }
}

impl From<doorstep::ReturnError> for DoorstepError {
    fn from(core: doorstep::ReturnError) -> Self {
        Self::Return { message: core.to_string() }
    }
}

impl From<doorstep::ReleaseError> for DoorstepError {
    fn from(core: doorstep::ReleaseError) -> Self {
        Self::Return { message: core.to_string() }
    }
}

impl From<doorstep::PartialError> for DoorstepError {
    fn from(core: doorstep::PartialError) -> Self {
        Self::Return { message: core.to_string() }
    }
}

/// Values of a condition that cannot be used: problems of the condition, for they stand with it.
pub(crate) fn bad_values(problems: Vec<doorstep::FactProblem>) -> DoorstepError {
    let diagnostic = |found: doorstep::FactProblem| doorstep::Diagnostic {
        code: found.code,
        severity: found.code.severity(),
        message: found.message,
        help: found.help,
        file: String::new(),
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
    };
    doorstep::ConditionError { diagnostics: problems.into_iter().map(diagnostic).collect() }.into()
}

/// Events that are not JSON. The place is said; the text is not.
pub(crate) fn bad_event_json(error: DocumentError) -> DoorstepError {
    let problem = |found: doorstep::Diagnostic| doorstep::EventProblem {
        event: String::new(),
        code: found.code,
        message: format!("line {}, column {}: {}", found.line, found.column, found.message),
        help: found.help,
    };
    doorstep::EventError { problems: error.diagnostics.into_iter().map(problem).collect() }.into()
}

/// Facts that are not JSON. The place is said; the text is not.
pub(crate) fn bad_json(error: DocumentError) -> DoorstepError {
    let problem = |found: doorstep::Diagnostic| doorstep::FactProblem {
        code: found.code,
        fact: String::new(),
        message: format!("line {}, column {}: {}", found.line, found.column, found.message),
        help: found.help,
    };
    doorstep::FactError { problems: error.diagnostics.into_iter().map(problem).collect() }.into()
}
