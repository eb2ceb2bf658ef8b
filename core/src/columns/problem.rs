//! What is wrong with a table, and what is odd about it.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use crate::diagnostic::Code;
use crate::problems::lines;

/// A table that cannot be used: everything that is wrong with its columns.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", lines(.problems))]
pub struct TableError {
    /// What is wrong, column by column.
    pub problems: Vec<TableProblem>,
}

/// What is wrong with a column, or odd about some of its rows. It names columns and rows, never a person's values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableProblem {
    /// The stable code.
    pub code: Code,
    /// The column.
    pub column: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// How many rows it is about; 0 if it is about the column as a whole.
    pub rows: u64,
    /// The first hundred of them, by number from 0.
    pub first: Vec<u64>,
}

impl TableProblem {
    pub(super) fn of_column(code: Code, column: &str, message: String, help: impl Into<String>) -> Self {
        Self { code, column: column.to_owned(), message, help: help.into(), rows: 0, first: Vec::new() }
    }
}

impl fmt::Display for TableProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}[{}]: {}", self.code.severity().as_str(), self.code, self.message)?;
        if !self.help.is_empty() {
            write!(formatter, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}
