//! Cells: one value of a return each, with what it knows.

use serde::{Deserialize, Serialize};

use crate::value::{Date, Number};

/// What a cell knows of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// Its value is known.
    Exact,
    /// It lies between two values, as something that decides it is not told.
    Bounded,
    /// It is a share of nobody.
    Undefined,
    /// Nobody is due yet.
    NotYetDue,
    /// It is not published.
    Suppressed,
    /// It was not collected then.
    NotCollected,
}

impl CellState {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Bounded => "bounded",
            Self::Undefined => "undefined",
            Self::NotYetDue => "not_yet_due",
            Self::Suppressed => "suppressed",
            Self::NotCollected => "not_collected",
        }
    }
}

/// Which cell: what it counts, of whom, and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CellKey {
    /// The indicator's id.
    pub indicator: String,
    /// The programme's id; `None` is all of the return's programmes together, each unit once.
    pub programme: Option<String>,
    /// The period's label; `None` is the whole time.
    pub period: Option<String>,
    /// The fact or group that it is broken down by; `None` is the total.
    pub by: Option<String>,
    /// The group; `None` beside a `by` is of whom it is not told.
    pub group: Option<String>,
}

/// One value of a return.
///
/// `value`, `low` and `high` are rounded to binary floats once, from exact values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cell {
    /// Which cell it is.
    #[serde(flatten)]
    pub key: CellKey,
    /// The period's first day.
    pub period_start: Option<Date>,
    /// The period's last day.
    pub period_end: Option<Date>,
    /// What it knows.
    pub state: CellState,
    /// Its value, where that is known. A rate is a fraction of 1.
    pub value: Option<f64>,
    /// The least that it can be.
    pub low: Option<f64>,
    /// The most that it can be; `None` where nothing bounds it.
    pub high: Option<f64>,
    /// How many units were counted, or achieved; of a bounded cell those of `low`.
    pub numerator: Option<i64>,
    /// Of how many, where it is a share, a mean or a median.
    pub denominator: Option<i64>,
    /// How many units are not due yet; `None` where that is not published.
    pub pending: Option<i64>,
    /// The target for it, where there is one.
    #[serde(default, deserialize_with = "super::release::number")]
    pub target: Option<Number>,
    /// The lower end of the interval that its indicator asks for (Wilson's).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_low: Option<f64>,
    /// The upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval_high: Option<f64>,
    /// How many units the value rests on, known or possible: what disclosure rules look at.
    #[serde(skip)]
    pub(crate) units: u64,
}

/// What an indicator's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many units.
    Count,
    /// The share of units that achieved, a fraction of 1.
    Rate,
    /// What was added up.
    Sum,
    /// The mean or the median of what was measured.
    Average,
    /// One indicator for each of another; never a share.
    Ratio,
}
