//! What became of everything that came in.

use pyo3::prelude::*;

use crate::shown::shown;

shown! {
    /// What became of everything that came in: `used`, `later`, `rejected` and `repeated` events add up to
    /// `events`.
    ///
    /// >>> accounts = report.accounts
    /// >>> accounts
    /// Accounts(events=5, used=5, later=0, rejected=0, repeated=0, people=3)
    /// >>> accounts.without_events
    /// 0
    class Accounts(doorstep::Accounts) as "events", "used", "later", "rejected", "repeated", "people" {
        /// How many events were given.
        events: u64,
        /// How many were used, or stand corrected by another.
        used: u64,
        /// How many are dated after the day judged, or were not known yet.
        later: u64,
        /// How many cannot be used.
        rejected: u64,
        /// How many told the same as an earlier one of the same table, text or list.
        repeated: u64,
        /// How many people there are, by events or by what is told beside them.
        people: u64,
        /// How many people have no events.
        without_events: u64,
        /// How many people were erased.
        erased: u64,
    }
}
