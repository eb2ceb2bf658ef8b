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

impl CellKey {
    /// The key of an indicator's total, over all programmes and the whole time.
    ///
    /// ```
    /// use doorstep::CellKey;
    /// let tenants = CellKey::new("sign_ups").programme("boost").period("2021/22").group("tenure", Some("social"));
    /// assert_eq!((tenants.by.as_deref(), tenants.group.as_deref()), (Some("tenure"), Some("social")));
    /// ```
    #[must_use]
    pub fn new(indicator: impl Into<String>) -> Self {
        Self { indicator: indicator.into(), programme: None, period: None, by: None, group: None }
    }

    /// The same cell of one programme.
    #[must_use]
    pub fn programme(self, programme: impl Into<String>) -> Self {
        Self { programme: Some(programme.into()), ..self }
    }

    /// The same of one period.
    #[must_use]
    pub fn period(self, period: impl Into<String>) -> Self {
        Self { period: Some(period.into()), ..self }
    }

    /// The same of one group of a breakdown; `None` is of whom it is not told.
    #[must_use]
    pub fn group(self, by: impl Into<String>, group: Option<&str>) -> Self {
        Self { by: Some(by.into()), group: group.map(str::to_owned), ..self }
    }
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
