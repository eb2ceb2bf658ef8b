//! Why a return cannot be computed.

use thiserror::Error;

use crate::diagnostic::nearest;

/// Why a return cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReturnError {
    /// The catalogue has no return of that id.
    #[error("the catalogue has no return `{id}`{}", .nearest.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    UnknownReturn {
        /// The id.
        id: String,
        /// The nearest id that there is.
        nearest: Option<String>,
    },
    /// What was given as people is no list of them.
    #[error("the {place} of the people given {problem}")]
    People {
        /// Which of them: "1st row".
        place: String,
        /// What is wrong, never what was told.
        problem: String,
    },
    /// The report has no such cell.
    #[error("the report has no such cell: {problem}")]
    NoSuchCell {
        /// What is wrong with the key.
        problem: String,
    },
    /// The report has no indicator of that id.
    #[error("the return has no indicator `{id}`{}", .nearest.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    UnknownIndicator {
        /// The id.
        id: String,
        /// The nearest id that there is.
        nearest: Option<String>,
    },
    /// The numbers cannot be opened here.
    #[error(
        "this report was put together from partial states, which name nobody: open the number where its people are"
    )]
    NotHere,
    /// The two reports are not of one return.
    #[error("a report of `{this}` cannot be compared with one of `{other}`")]
    OtherReturn {
        /// The return of this report.
        this: String,
        /// The return of the other.
        other: String,
    },
}

impl ReturnError {
    pub(crate) fn unknown_return<'k>(id: &str, known: impl Iterator<Item = &'k str>) -> Self {
        Self::UnknownReturn { id: id.to_owned(), nearest: nearest(id, known).map(str::to_owned) }
    }

    pub(crate) fn unknown_indicator<'k>(id: &str, known: impl Iterator<Item = &'k str>) -> Self {
        Self::UnknownIndicator { id: id.to_owned(), nearest: nearest(id, known).map(str::to_owned) }
    }
}
