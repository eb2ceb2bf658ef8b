//! What a return asks of a person: their enrolments, the days these reached, and the records that are counted.

use crate::value::{Date, Number};

/// A person as a return sees them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Life {
    /// Their enrolments in the return's programmes, in the order in which they began.
    pub(crate) stays: Vec<Stay>,
    /// Their records that are counted, in the order of events; a record for each programme that it counts for.
    pub(crate) hits: Vec<Hit>,
    /// What they are by the facts of the day judged, for each share of a table of people.
    pub(crate) shares: Vec<Share>,
}

/// An enrolment.
#[derive(Clone, Debug)]
pub(crate) struct Stay {
    /// The programme, by its place in the return.
    pub(crate) programme: usize,
    /// Its first day: that of its start, else of the first stage it reached.
    pub(crate) began: Date,
    /// Whether it has started.
    pub(crate) has_started: bool,
    /// The days that are asked for.
    pub(crate) answers: Vec<Answer>,
    /// Of days that are asked for, by their places, the first and the last that they may be, where that is not certain. A
    /// day that perhaps was and is not here may be any of the enrolment's.
    pub(crate) between: Vec<(usize, Date, Date)>,
    /// For each breakdown the group, by its place; past the last one where it is not told.
    pub(crate) groups: Vec<u16>,
    /// For each indicator whether it leaves the enrolment out.
    pub(crate) excluded: Vec<Option<bool>>,
    /// For each indicator whether it leaves the enrolment out if it did not achieve.
    pub(crate) excepted: Vec<Option<bool>>,
    /// For each indicator whether the funding that it asks for pays for the enrolment.
    pub(crate) funded: Vec<bool>,
    /// What is measured.
    pub(crate) measures: Vec<Option<Number>>,
    /// For each indicator that counts different values of a fact, that value.
    pub(crate) keys: Vec<Option<String>>,
}

impl Stay {
    /// An enrolment in nothing, for records that come without one.
    pub(crate) fn nowhere() -> Self {
        Self {
            programme: 0,
            began: Date::default(),
            has_started: false,
            answers: Vec::new(),
            between: Vec::new(),
            groups: Vec::new(),
            excluded: Vec::new(),
            excepted: Vec::new(),
            funded: Vec::new(),
            measures: Vec::new(),
            keys: Vec::new(),
        }
    }
}

/// What is known of a day that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) day: Reached,
    /// Whether the outcome leaves the person out.
    pub(crate) left_out: Option<bool>,
}

/// Whether and when something was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// On a day.
    On(Date),
    /// It was not.
    Never,
    /// Perhaps, on a day that is not known.
    Perhaps,
}

impl Answer {
    pub(crate) const NEVER: Self = Self { day: Reached::Never, left_out: Some(false) };

    pub(crate) fn on(day: Date) -> Self {
        Self { day: Reached::On(day), left_out: Some(false) }
    }
}

/// A record that is counted, or may be.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// What asks for it.
    pub(crate) query: usize,
    /// The programme, by its place in the return.
    pub(crate) programme: usize,
    /// The enrolment that it belongs to, by its place; records may come without one.
    pub(crate) stay: Option<usize>,
    /// The record, by its place among the person's events.
    pub(crate) event: usize,
    pub(crate) on: Date,
    /// Whether it counts, or may.
    pub(crate) is_sure: bool,
    /// What it comes to, where something is added up or measured.
    pub(crate) amount: Option<Number>,
    /// What tells it apart, where each different value counts once.
    pub(crate) key: Option<String>,
    /// The funding that is named, of claims.
    pub(crate) funding: Option<String>,
}

/// Somebody in a table of people.
#[derive(Clone, Debug)]
pub(crate) struct Share {
    /// Whether they belong to the base.
    pub(crate) base: Option<bool>,
    /// Whether they are counted.
    pub(crate) counted: Option<bool>,
    /// How many people they stand for; `None` where that is asked and not told.
    pub(crate) weight: Option<Number>,
    pub(crate) groups: Vec<u16>,
}
