//! The rule by which a release is protected, and what it lets a reader know of a number.

use serde::{Deserialize, Serialize};

use super::super::audit::{Range, UNBOUNDED};
use crate::document::{Disclosure, Zeros};

/// The rule by which a release is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ReleaseRule {
    /// Smaller counts are suppressed.
    pub minimum: u32,
    /// Counts are rounded to multiples of this, half up.
    pub round_to: u32,
    /// Whether counts of nobody are shown.
    pub zeros_shown: bool,
}

impl ReleaseRule {
    /// The rule that a return's document gives.
    #[must_use]
    pub fn of(disclosure: &Disclosure) -> Self {
        Self {
            minimum: disclosure.minimum,
            round_to: disclosure.round_to.max(1),
            zeros_shown: disclosure.zeros == Zeros::Show,
        }
    }

    pub(crate) fn minimum(self) -> i64 {
        self.minimum.into()
    }

    fn step(self) -> i64 {
        i64::from(self.round_to).max(1)
    }

    /// Whether a count is suppressed whatever else is shown.
    pub(crate) fn is_small(self, count: i64) -> bool {
        if count == 0 { !self.zeros_shown } else { count.saturating_abs() < self.minimum() }
    }

    /// A count as it is shown.
    pub(crate) fn rounded(self, count: i64) -> i64 {
        half_up(count, self.step())
    }

    /// What a count that is shown may be.
    pub(crate) fn shown(self, rounded: i64) -> Range {
        let step = self.step();
        let low = rounded.saturating_sub(step.checked_div(2).unwrap_or(0)).max(0);
        let high = low_of_next(rounded, step);
        let minimum = self.minimum();
        match rounded {
            // Below the minimum only 0 is shown.
            0 if high < minimum || high == 0 => Range { low: 0, high: 0 },
            0 if self.zeros_shown => Range { low: 0, high },
            0 => Range { low: minimum.clamp(1, high.max(1)), high },
            _ => Range { low: low.max(minimum), high },
        }
    }

    /// What a count that is hidden may be.
    pub(crate) fn hidden(self) -> Range {
        Range { low: i64::from(self.zeros_shown), high: UNBOUNDED }
    }

    /// What the steps are in which the ends of a bounded count are shown.
    pub(crate) fn wide_step(self) -> i64 {
        self.step().max(self.minimum()).max(1)
    }

    /// The step in which a sum is shown, both in hundredths: three digits, and at least `round_to`.
    pub(crate) fn sum_step(self, hundredths: i64) -> i64 {
        let least = self.step().saturating_mul(100);
        let mut step = 1_i64;
        while hundredths.saturating_abs().checked_div(step).unwrap_or(0) >= 1000 {
            step = step.saturating_mul(10);
        }
        // A multiple of what counts are rounded to.
        let times = step.saturating_add(least.saturating_sub(1)).checked_div(least).unwrap_or(1).max(1);
        least.saturating_mul(times)
    }
}

/// The nearest multiple, the upper one of two.
pub(crate) fn half_up(value: i64, step: i64) -> i64 {
    let half = step.checked_div(2).unwrap_or(0);
    floor_to(value.saturating_add(half), step)
}

/// The greatest multiple that is not above it.
pub(crate) fn floor_to(value: i64, step: i64) -> i64 {
    value.checked_div_euclid(step).unwrap_or(value).saturating_mul(step)
}

/// The least multiple that is not below it.
pub(crate) fn ceiling_to(value: i64, step: i64) -> i64 {
    floor_to(value.saturating_add(step.saturating_sub(1)), step)
}

/// The greatest number that rounds to this.
fn low_of_next(rounded: i64, step: i64) -> i64 {
    let half = step.checked_div(2).unwrap_or(0);
    rounded.saturating_add(step).saturating_sub(half).saturating_sub(1)
}
