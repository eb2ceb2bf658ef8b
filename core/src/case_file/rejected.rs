//! Lines that are no events, kept as they came.

use std::fmt;

use serde::Serialize;

use super::line;
use crate::events::EventProblem;
use crate::sort;

/// A line of a case file that cannot be read, as it came, and why. Writing the file again writes it again.
#[derive(Clone, Serialize)]
pub struct RejectedLine {
    pub(super) line: usize,
    pub(super) text: String,
    #[serde(skip)]
    pub(super) person: Option<String>,
    pub(super) problem: EventProblem,
}

/// What was told is not shown: a log must not tell a person's circumstances.
impl fmt::Debug for RejectedLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RejectedLine")
            .field("line", &self.line)
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

impl RejectedLine {
    /// Its place, from 1, in the text that it was read from; the first one, if it came several times. It is no part of
    /// the set: a merge keeps it for whoever looks at the file.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The line as it came.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why it cannot be read.
    #[must_use]
    pub fn problem(&self) -> &EventProblem {
        &self.problem
    }

    /// Whose it is, where that is plain: the line is whole, and as it was written.
    pub(crate) fn person(&self) -> Option<&str> {
        self.person.as_deref()
    }
}

/// A name for a line that can be shown, since it says nothing of what the line holds.
pub(super) fn name(text: &str) -> String {
    line::checksum(text.as_bytes())
}

/// Each text once, in order; `again` sees what had the text of an earlier one.
pub(super) fn distinct(mut rejected: Vec<RejectedLine>, again: &mut dyn FnMut(&RejectedLine)) -> Vec<RejectedLine> {
    sort::by(&mut rejected, |a, b| (&a.text, a.line).cmp(&(&b.text, b.line)));
    rejected.dedup_by(|b, a| {
        let is_same = a.text == b.text;
        if is_same {
            again(b);
        }
        is_same
    });
    rejected
}
