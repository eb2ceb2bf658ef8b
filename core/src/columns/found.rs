//! What is odd in a table's rows: counted, and the first of them listed.

use std::collections::BTreeMap;

/// How many rows of one kind are listed; all are counted.
pub(super) const LISTED: usize = 100;

/// What is odd about a row in one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// There is no id.
    NoId,
    /// The id has been there before.
    RepeatedId,
    /// A code that the fact does not have.
    Code,
    /// No finite number, or one that cannot be held.
    Number,
    /// No day in the years that are read.
    Day,
    /// A day of birth after the day judged.
    Unborn,
    /// A derived fact that differs from what follows from its sources.
    Disagrees,
}

/// Rows with something odd.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) count: u64,
    /// The first of them, by number from 0.
    pub(super) first: Vec<u64>,
}

/// All that was odd so far, by column and kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) rows: BTreeMap<(usize, Trouble), Rows>,
}

impl Found {
    pub(super) fn add(&mut self, column: usize, trouble: Trouble, row: u64) {
        let rows = self.rows.entry((column, trouble)).or_default();
        rows.count = rows.count.saturating_add(1);
        if rows.first.len() < LISTED {
            rows.first.push(row);
        }
    }

    /// Adds what was found in later rows.
    pub(super) fn extend(&mut self, later: Self) {
        for (key, more) in later.rows {
            let rows = self.rows.entry(key).or_default();
            rows.count = rows.count.saturating_add(more.count);
            let room = LISTED.saturating_sub(rows.first.len());
            rows.first.extend(more.first.into_iter().take(room));
        }
    }
}
