//! What is wrong with a condition, before it is known which document it stands in.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::tree::{Source, Span};

/// A problem at a place of a condition's own text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Problem {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), help: help.into() }
    }
}

/// A condition that cannot be read or does not fit its names: every problem, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ConditionError {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

impl ConditionError {
    /// The problems of a condition that stands alone.
    pub(crate) fn new(text: &str, problems: Vec<Problem>) -> Self {
        let source = Source::new("", text);
        let mut diagnostics = Diagnostics::default();
        for problem in problems {
            diagnostics.report(problem.code, &source, problem.span, problem.message, problem.help);
        }
        Self { diagnostics: diagnostics.into_sorted() }
    }
}
