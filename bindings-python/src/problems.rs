//! Diagnostics, problems and the exceptions that carry them.

use doorstep::{ConditionError, DocumentError, FactError};
use pyo3::prelude::*;

use crate::convert::{self, Fields};

/// The exceptions are written in Python, where they can say what they carry: a class made here could not before 3.12.
mod raised {
    pyo3::import_exception!(doorstep._errors, ConditionError);
    pyo3::import_exception!(doorstep._errors, DocumentError);
    pyo3::import_exception!(doorstep._errors, FactError);
}

/// One problem of a document or a condition: a stable code, what is wrong, what to do about it, and where.
///
/// Lines and columns count from 1, in Unicode code points; the end is exclusive. As text it is what a compiler would
/// print.
///
/// >>> try:
/// ...     ds.evaluate("age >= ", {"age": 30})
/// ... except ds.ConditionError as error:
/// ...     [problem] = error.diagnostics
/// >>> problem.code, problem.severity, problem.line, problem.column
/// ('D204', 'error', 1, 7)
#[pyclass(module = "doorstep", frozen, eq, hash, str = "{0}")]
#[derive(PartialEq)]
pub(crate) struct Diagnostic(doorstep::Diagnostic);

impl std::hash::Hash for Diagnostic {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, &self.0.file, self.0.line, self.0.column).hash(state);
    }
}

#[pymethods]
impl Diagnostic {
    /// The stable code: `D101`.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code.as_str()
    }

    /// `error`, which stops a catalogue from loading, or `warning`.
    #[getter]
    fn severity(&self) -> &'static str {
        self.0.severity.as_str()
    }

    /// What is wrong.
    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it.
    #[getter]
    fn help(&self) -> &str {
        &self.0.help
    }

    /// The document's name as it was given; empty for a condition given alone.
    #[getter]
    fn file(&self) -> &str {
        &self.0.file
    }

    /// The line it starts on.
    #[getter]
    fn line(&self) -> u32 {
        self.0.line
    }

    /// The column it starts at.
    #[getter]
    fn column(&self) -> u32 {
        self.0.column
    }

    /// The line it ends on.
    #[getter]
    fn end_line(&self) -> u32 {
        self.0.end_line
    }

    /// The column just after its end.
    #[getter]
    fn end_column(&self) -> u32 {
        self.0.end_column
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(&self) -> String {
        let doorstep::Diagnostic { code, file, line, column, .. } = &self.0;
        format!("Diagnostic({code}, {file:?}, line {line}, column {column})")
    }
}

/// What is wrong with one fact. It names the fact, and never says what was told.
///
/// >>> try:
/// ...     catalogue.screen({"agee": 30}, "2022-06-01")
/// ... except ds.FactError as error:
/// ...     [problem] = error.problems
/// >>> problem.code, problem.fact, problem.help
/// ('D501', 'agee', 'did you mean `age`?')
#[pyclass(module = "doorstep", frozen, eq, hash, str = "{0}")]
#[derive(PartialEq)]
pub(crate) struct FactProblem(doorstep::FactProblem);

impl std::hash::Hash for FactProblem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, &self.0.fact, &self.0.message).hash(state);
    }
}

#[pymethods]
impl FactProblem {
    /// The stable code: `D501`.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code.as_str()
    }

    /// The fact's name.
    #[getter]
    fn fact(&self) -> &str {
        &self.0.fact
    }

    /// What is wrong.
    #[getter]
    fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it.
    #[getter]
    fn help(&self) -> &str {
        &self.0.help
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(&self) -> String {
        let doorstep::FactProblem { code, fact, .. } = &self.0;
        format!("FactProblem({code}, {fact:?})")
    }
}

pub(crate) fn diagnostics(found: &[doorstep::Diagnostic]) -> Vec<Diagnostic> {
    found.iter().cloned().map(Diagnostic).collect()
}

pub(crate) fn document_error(error: &DocumentError) -> PyErr {
    raised::DocumentError::new_err((error.to_string(), diagnostics(&error.diagnostics)))
}

pub(crate) fn condition_error(error: &ConditionError) -> PyErr {
    raised::ConditionError::new_err((error.to_string(), diagnostics(&error.diagnostics)))
}

pub(crate) fn fact_error(error: FactError) -> PyErr {
    let message = error.to_string();
    let problems: Vec<FactProblem> = error.problems.into_iter().map(FactProblem).collect();
    raised::FactError::new_err((message, problems))
}

/// The error for a day to judge that is none.
pub(crate) fn bad_as_at(what: &str) -> PyErr {
    fact_error(FactError::bad_as_at(what))
}
