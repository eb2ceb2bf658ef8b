//! Diagnostics, problems and the exceptions that carry them.

use doorstep::{ConditionError, DocumentError, EventError, FactError, ReturnTableError, TableError};
use pyo3::prelude::*;

use crate::shown::shown;

/// The exceptions are written in Python, where they can say what they carry: a class made here could not before 3.12.
mod raised {
    pyo3::import_exception!(doorstep._errors, ConditionError);
    pyo3::import_exception!(doorstep._errors, DocumentError);
    pyo3::import_exception!(doorstep._errors, EventError);
    pyo3::import_exception!(doorstep._errors, FactError);
    pyo3::import_exception!(doorstep._errors, ReturnError);
    pyo3::import_exception!(doorstep._errors, TableError);
}

shown! {
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
    compared class Diagnostic(doorstep::Diagnostic) as "code", "file", "line", "column" {
        /// The stable code: `D101`.
        code: &'static str,
        /// `error`, which stops a catalogue from loading, or `warning`.
        severity: &'static str,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
        /// The document's name as it was given; empty for a condition given alone.
        file: String,
        /// The line it starts on.
        line: u32,
        /// The column it starts at.
        column: u32,
        /// The line it ends on.
        end_line: u32,
        /// The column just after its end.
        end_column: u32,
    }
}

impl std::hash::Hash for Diagnostic {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, &self.0.file, self.0.line, self.0.column).hash(state);
    }
}

shown! {
    /// What is wrong with one fact. It names the fact, and never says what was told.
    ///
    /// >>> try:
    /// ...     catalogue.screen({"agee": 30}, "2022-06-01")
    /// ... except ds.FactError as error:
    /// ...     [problem] = error.problems
    /// >>> problem.code, problem.fact, problem.help
    /// ('D501', 'agee', 'did you mean `age`?')
    compared class FactProblem(doorstep::FactProblem) as "code", "fact" {
        /// The stable code: `D501`.
        code: &'static str,
        /// The fact's name.
        fact: String,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    }
}

impl std::hash::Hash for FactProblem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, &self.0.fact, &self.0.message).hash(state);
    }
}

shown! {
    /// What is wrong with one event. It never says what was told.
    ///
    /// >>> try:
    /// ...     catalogue.screen({}, "2022-06-01", [{"id": 1, "person": 7, "kind": "course"}])
    /// ... except ds.EventError as error:
    /// ...     [problem] = error.problems
    /// >>> problem.event, problem.code
    /// ('1', 'D601')
    compared class EventProblem(doorstep::EventProblem) as "code", "event" {
        /// The event's id; empty if it has none that can be read, and then the message says which event it is.
        event: String,
        /// The stable code: `D601`.
        code: &'static str,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    }
}

impl std::hash::Hash for EventProblem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, &self.0.event, &self.0.message).hash(state);
    }
}

shown! {
    /// What is wrong with one row of a table of events. It never says what was told.
    ///
    /// >>> import pyarrow as pa
    /// >>> events = pa.table({"event_id": [1], "person_id": [7], "kind": ["cours"], "start": ["2022-05-01"]})
    /// >>> [problem] = catalogue.outcome_table(events, as_at="2022-06-01").problems
    /// >>> problem.row, problem.person, problem.code, problem.help
    /// (0, '7', 'D651', 'did you mean `course`?')
    compared class RowProblem(doorstep::RowProblem) as "code", "row", "person", "event" {
        /// The row, by number from 0: of several that tell the event the first. `None` if it is about all of a person's.
        row: Option<u64>,
        /// Whom it is about; empty if that cannot be read.
        person: String,
        /// The event's id; empty if it has none that can be read.
        event: String,
        /// The stable code: `D666`.
        code: &'static str,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    }
}

impl std::hash::Hash for RowProblem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, self.0.row, &self.0.event).hash(state);
    }
}

shown! {
    /// What could not be used of what rows of a table tell of one person. It names the fact, and never says what was told.
    ///
    /// >>> import pyarrow as pa
    /// >>> events = pa.table({"event_id": [1], "person_id": [7], "kind": ["course"], "start": ["2022-05-01"]})
    /// >>> people = pa.table({"person_id": [7, 7], "age": [30, 31]})
    /// >>> [problem] = catalogue.outcome_table(events, people, as_at="2022-06-01").fact_problems
    /// >>> problem.person, problem.rows, problem.fact, problem.code
    /// ('7', [0, 1], 'age', 'D670')
    compared class PersonProblem(doorstep::PersonProblem) as "code", "person", "fact" {
        /// The person's id.
        person: String,
        /// The first hundred rows that tell of them, by number from 0.
        rows: Vec<u64>,
        /// The fact's name.
        fact: String,
        /// The stable code, such as `D670`.
        code: &'static str,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
    }
}

impl std::hash::Hash for PersonProblem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, &self.0.person, &self.0.fact).hash(state);
    }
}

/// Of what `check` gives, whichever it gives: a list of its own or the catalogue's.
pub(crate) fn diagnostics(found: &(impl AsRef<[doorstep::Diagnostic]> + ?Sized)) -> Vec<Diagnostic> {
    found.as_ref().iter().cloned().map(Diagnostic).collect()
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

pub(crate) fn table_error(error: &TableError) -> PyErr {
    let problems: Vec<TableProblem> = error.problems.iter().cloned().map(TableProblem).collect();
    raised::TableError::new_err((error.to_string(), problems))
}

/// Why a return cannot be computed, opened or put together.
pub(crate) fn return_error(message: String) -> PyErr {
    raised::ReturnError::new_err(message)
}

pub(crate) fn return_table_error(error: &ReturnTableError) -> PyErr {
    match error {
        ReturnTableError::Table(error) => table_error(error),
        other => return_error(other.to_string()),
    }
}

pub(crate) fn event_error(error: EventError) -> PyErr {
    let message = error.to_string();
    let problems: Vec<EventProblem> = error.problems.into_iter().map(EventProblem).collect();
    raised::EventError::new_err((message, problems))
}

shown! {
    /// What is wrong with a column of a table, or odd about some of its rows. It names columns and rows, never values.
    ///
    /// >>> import pyarrow as pa
    /// >>> people = pa.table({"person_id": [1, 2], "tenure": ["social", "sociable"]})
    /// >>> [problem] = catalogue.screen_table(people, "2022-06-01").problems
    /// >>> problem.column, problem.rows, problem.first
    /// ('tenure', 1, [1])
    compared class TableProblem(doorstep::TableProblem) as "code", "column", "rows" {
        /// The stable code: `D703`.
        code: &'static str,
        /// The column.
        column: String,
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: String,
        /// How many rows it is about; 0 if it is about the column as a whole.
        rows: u64,
        /// The first hundred of them, by number from 0.
        first: Vec<u64>,
    }
}

impl std::hash::Hash for TableProblem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.0.code, &self.0.column, self.0.rows).hash(state);
    }
}
