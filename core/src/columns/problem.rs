//! What is wrong with a table, and what is odd about it.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use super::found::{Rows, Trouble};
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
    pub(crate) fn of_column(code: Code, column: &str, message: String, help: impl Into<String>) -> Self {
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

/// What is odd in some rows of a column.
pub(super) fn of_rows(column: &str, trouble: Trouble, rows: &Rows) -> TableProblem {
    let count = rows.count;
    let (code, what, help) = match trouble {
        Trouble::NoId => (Code::TableNullId, "no id", "give every row an id"),
        Trouble::RepeatedId => (Code::TableRepeatedId, "an id that an earlier row has", "give each person one row"),
        Trouble::Code => {
            (Code::FactUnknownCode, "a code that the fact does not have", "give the codes the vocabulary declares")
        }
        Trouble::Number => (Code::FactBadNumber, "no finite number of up to 28 digits", "leave what is not known null"),
        Trouble::Day => {
            (Code::FactNoSuchDay, "a day that is not in the years 1600 to 2399", "leave what is not known null")
        }
        Trouble::Unborn => {
            (Code::TableUnborn, "a date of birth after the day judged", "correct the date, or judge a later day")
        }
        Trouble::Disagrees => {
            (Code::FactDisagrees, "what differs from what follows from its sources", "correct one of them")
        }
    };
    let used = if matches!(trouble, Trouble::NoId | Trouble::RepeatedId) { "" } else { "; it counts as not told" };
    let rows_word = if count == 1 { "1 row has".to_owned() } else { format!("{count} rows have") };
    TableProblem {
        code,
        column: column.to_owned(),
        message: format!("in `{column}` {rows_word} {what}{used}"),
        help: help.to_owned(),
        rows: count,
        first: rows.first.clone(),
    }
}
