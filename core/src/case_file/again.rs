//! What a reading met again: told the same as something before it, so that the set holds it once.

use super::RejectedLine;
use crate::events::Event;
use crate::sort;

/// What was told again, and for which time. As these are a set too, merging what was read twice counts nothing twice.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Again {
    text: String,
    time: usize,
    /// Whose it is, where that is plain.
    person: Option<String>,
}

impl Again {
    pub(super) fn event(event: &Event) -> Self {
        Self { text: event.canonical(), time: 0, person: Some(event.person.clone()) }
    }

    pub(super) fn line(line: &RejectedLine) -> Self {
        Self { text: line.text.clone(), time: 0, person: line.person.clone() }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whose it is, where that is plain.
    pub(super) fn person(&self) -> Option<&str> {
        self.person.as_deref()
    }
}

/// What one reading met again, numbered.
pub(super) fn numbered(mut again: Vec<Again>) -> Vec<Again> {
    sort::by(&mut again, Ord::cmp);
    for same in again.chunk_by_mut(|one, other| one.text == other.text) {
        same.iter_mut().zip(1..).for_each(|(one, time)| one.time = time);
    }
    again
}

/// Each once, in order.
pub(super) fn distinct(mut again: Vec<Again>) -> Vec<Again> {
    sort::by(&mut again, Ord::cmp);
    again.dedup();
    again
}
