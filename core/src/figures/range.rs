//! What a printed number leaves open, as a range with ends.

use std::cmp::Ordering;

use crate::document::{Comparator, FigureUnit};
use crate::value::Number;

/// An end of a range; without one it goes on.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) at: Number,
    /// Whether the end is in the range.
    pub(super) included: bool,
}

/// The values that a printed number can stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) low: Option<End>,
    pub(super) high: Option<End>,
}

/// A number as it was printed: its ends, its words and one unit of its last printed digit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    pub(super) value: Number,
    pub(super) to: Option<Number>,
    pub(super) unit: FigureUnit,
    pub(super) comparator: Comparator,
    pub(super) step: Number,
}

impl Printed {
    /// The values that print so. What is counted out digit by digit is meant; anything else was rounded half up. `None`
    /// if the ends cannot be held.
    pub(super) fn range(&self) -> Option<Range> {
        let half = self.half()?;
        let greatest = self.to.unwrap_or(self.value);
        let from = |at| Some(End { at, included: true });
        let below = || Some(End { at: greatest.checked_add(half)?, included: half == Number::ZERO });
        Some(match self.comparator {
            Comparator::Exact | Comparator::Around => {
                Range { low: from(self.value.checked_sub(half)?), high: Some(below()?) }
            }
            Comparator::AtLeast => Range { low: from(self.value.checked_sub(half)?), high: None },
            Comparator::Over => Range { low: Some(End { at: self.value, included: false }), high: None },
            Comparator::UpTo => Range { low: from(Number::ZERO.min(self.value)), high: Some(below()?) },
        })
    }

    /// Half of what the printed digits leave open.
    fn half(&self) -> Option<Number> {
        let one = Number::from(1_u32);
        let step = match self.comparator {
            Comparator::Around => last_digit(self.value).max(self.step),
            _ if matches!(self.unit, FigureUnit::Count | FigureUnit::Years) && self.step <= one => Number::ZERO,
            _ => self.step,
        };
        step.checked_div(Number::from(2_u32))
    }
}

impl Range {
    pub(super) fn point(at: Number) -> Self {
        let end = Some(End { at, included: true });
        Self { low: end, high: end }
    }

    /// The one value, if there is only one.
    pub(super) fn single(&self) -> Option<Number> {
        let (low, high) = (self.low?, self.high?);
        (low.at == high.at).then_some(low.at)
    }

    /// Whether the two have a value in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        !ends_before(self.high, other.low) && !ends_before(other.high, self.low)
    }

    /// The sums of a value of each; `None` if an end cannot be held.
    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self { low: sum(self.low, other.low)?, high: sum(self.high, other.high)? })
    }

    /// Whether its every value is greater than every value of the other.
    pub(super) fn is_above(&self, other: &Self) -> bool {
        ends_before(other.high, self.low)
    }
}

/// Whether a range with this upper end ends before one with that lower end begins.
fn ends_before(high: Option<End>, low: Option<End>) -> bool {
    let (Some(high), Some(low)) = (high, low) else { return false };
    match high.at.cmp(&low.at) {
        Ordering::Less => true,
        Ordering::Equal => !(high.included && low.included),
        Ordering::Greater => false,
    }
}

/// The sum of two ends, open where one of them is; `None` if it cannot be held.
fn sum(a: Option<End>, b: Option<End>) -> Option<Option<End>> {
    let (Some(a), Some(b)) = (a, b) else { return Some(None) };
    Some(Some(End { at: a.at.checked_add(b.at)?, included: a.included && b.included }))
}

/// One unit of the last digit that is not 0: 100 for 6,600.
fn last_digit(value: Number) -> Number {
    let text = value.to_string();
    let zeros = text.len().saturating_sub(text.trim_end_matches('0').len());
    if text.contains('.') || value == Number::ZERO {
        return value.last_place();
    }
    (0..zeros).try_fold(Number::from(1_u32), |unit, _| unit.checked_mul(Number::from(10_u32))).unwrap_or(value)
}
