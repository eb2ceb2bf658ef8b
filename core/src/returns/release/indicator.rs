//! What a release says of its indicators, so that whoever reads it knows which of its numbers add up.

use serde::{Deserialize, Serialize};

use super::super::cell::Measure;
use crate::document::Unit;

/// How parts come to their total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adding {
    /// The total is their sum.
    Exactly,
    /// One unit may be in several parts: the total is at least the greatest of them, and at most their sum.
    Overlapping,
    /// Nothing follows from the one for the other.
    Not,
}

/// Which sums of an indicator's numbers hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AddsUp {
    /// The groups of a breakdown, to the total.
    pub groups: Adding,
    /// The programmes, to all of them together.
    pub programmes: Adding,
    /// The periods, to the whole time and to longer periods.
    pub periods: Adding,
}

/// What a release says of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IndicatorKind {
    /// Its id.
    pub id: String,
    /// What its cells are.
    pub measure: Measure,
    /// The word for the unit that it counts.
    pub unit: String,
    /// Which of its numbers add up.
    pub adds_up: AddsUp,
    /// What its numerator, count or sum is of. Indicators that say the same, in this return or in another, count the same.
    pub counts: String,
    /// What its denominator counts.
    pub of: String,
    /// Whether a period that has ended counts the same later on, but for corrections. A rate whose achievements may still
    /// come does not.
    pub settles: bool,
    /// The facts whose groups part its units.
    pub by: Vec<String>,
    /// Of a ratio: the indicators that it is made of.
    pub made_of: Option<(String, String)>,
}

impl IndicatorKind {
    /// What follows from a unit and a measure: people are in several programmes, enrolments and records in one; different
    /// values of something, households and places may be in several groups and periods too.
    #[must_use]
    pub(crate) fn new(id: &str, measure: Measure, unit: &Unit, by: Vec<String>) -> Self {
        use Adding::{Exactly, Not, Overlapping};
        let adds_up = match (measure, unit) {
            (Measure::Ratio, _) => AddsUp { groups: Not, programmes: Not, periods: Not },
            (_, Unit::Enrolment | Unit::Record) | (Measure::Sum, _) => {
                AddsUp { groups: Exactly, programmes: Exactly, periods: Exactly }
            }
            (_, Unit::Person) => AddsUp { groups: Exactly, programmes: Overlapping, periods: Exactly },
            _ => AddsUp { groups: Overlapping, programmes: Overlapping, periods: Overlapping },
        };
        Self {
            id: id.to_owned(),
            measure,
            unit: unit.as_str().to_owned(),
            adds_up,
            counts: id.to_owned(),
            of: format!("{id} of"),
            settles: measure == Measure::Count,
            by,
            made_of: None,
        }
    }
}
