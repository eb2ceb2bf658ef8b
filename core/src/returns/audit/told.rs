//! What one published cell tells whoever reads it.

use serde::{Deserialize, Serialize};

use super::super::cell::{Cell, CellState, Measure};
use super::super::release::{IndicatorKind, ReleaseRule, hundredths};
use super::lines::{Range, UNBOUNDED};

/// A number of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReleasedPart {
    /// How many were counted, or achieved.
    Numerator,
    /// Of how many.
    Denominator,
    /// How many are not due yet.
    Pending,
    /// What was added up.
    Value,
}

impl ReleasedPart {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Pending => "pending",
            Self::Value => "value",
        }
    }
}

/// What is known of a number of a cell by that cell alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) part: ReleasedPart,
    pub(crate) range: Range,
    pub(crate) is_hidden: bool,
}

/// How a reader takes an indicator's cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) kind: &'a IndicatorKind,
    pub(crate) rule: ReleaseRule,
    /// Whether anybody may not be due: else every cell that is shown says that nobody is.
    pub(crate) has_pending: bool,
}

/// Whether a cell that is shown leaves open how many are not due.
pub(crate) fn tells_of_pending(cell: &Cell) -> bool {
    cell.state != CellState::Suppressed && cell.pending != Some(0)
}

impl Reading<'_> {
    /// What each number of a cell may be.
    pub(crate) fn told(&self, cell: &Cell) -> Vec<Told> {
        use ReleasedPart::{Denominator, Numerator, Pending, Value};
        let mut told = Vec::with_capacity(3);
        if cell.state == CellState::NotCollected {
            return told;
        }
        let any = Range { low: 0, high: UNBOUNDED };
        let is_suppressed = cell.state == CellState::Suppressed;
        let is_nobody = matches!(cell.state, CellState::Undefined | CellState::NotYetDue);
        let nobody = Range { low: 0, high: 0 };
        let mut tell = |part, range, is_hidden| told.push(Told { part, range, is_hidden });
        match self.kind.measure {
            Measure::Count if is_suppressed => tell(Numerator, self.rule.hidden(), true),
            Measure::Count => {
                if let Some(count) = cell.numerator {
                    tell(Numerator, self.counted(cell.state, count), false);
                }
            }
            Measure::Rate if is_suppressed => {
                tell(Numerator, any, true);
                tell(Denominator, self.rule.hidden(), true);
            }
            Measure::Rate if is_nobody => {
                tell(Numerator, nobody, false);
                tell(Denominator, nobody, false);
            }
            // The parts of a rate that is not known itself do not add up, and are not shown.
            Measure::Rate => {
                if let Some(of) = cell.denominator {
                    let numerator = cell.numerator.map(|count| self.rule.shown(count));
                    tell(Numerator, numerator.unwrap_or(self.rule.hidden()), numerator.is_none());
                    tell(Denominator, self.rule.shown(of), false);
                }
            }
            Measure::Average if is_suppressed => tell(Denominator, self.rule.hidden(), true),
            Measure::Average if is_nobody => tell(Denominator, nobody, false),
            Measure::Average => {
                if let Some(of) = cell.denominator {
                    tell(Denominator, self.rule.shown(of), false);
                }
            }
            Measure::Sum if is_suppressed => tell(Value, Range::ANY, true),
            Measure::Sum => {
                if let Some(sum) = cell.low.and_then(hundredths) {
                    // What was just above a power of ten is rounded by its own step.
                    let reach = self.rule.sum_step(sum.saturating_mul(10));
                    let step = self.rule.sum_step(sum.saturating_abs().saturating_add(reach));
                    let half = step.saturating_add(1).checked_div(2).unwrap_or(0);
                    let is_exact = cell.state == CellState::Exact;
                    // The ends of a sum that is not known are rounded outwards.
                    let (below, above) = if is_exact { (half, half) } else { (0, half.saturating_mul(2)) };
                    let range = Range { low: sum.saturating_sub(below), high: sum.saturating_add(above) };
                    tell(Value, if sum == 0 && is_exact { nobody } else { range }, false);
                }
            }
            Measure::Ratio => {}
        }
        if self.has_pending
            && self.kind.measure == Measure::Rate
            && (is_suppressed || cell.denominator.is_some() || is_nobody)
        {
            match cell.pending {
                Some(pending) if !is_suppressed => tell(Pending, self.rule.shown(pending), false),
                _ if is_suppressed => tell(Pending, any, true),
                _ => tell(Pending, self.rule.hidden(), true),
            }
        }
        told
    }

    fn counted(&self, state: CellState, count: i64) -> Range {
        if state == CellState::Exact {
            return self.rule.shown(count);
        }
        let step = self.rule.wide_step();
        Range { low: count, high: count.saturating_add(step).saturating_sub(1) }
    }

    /// The band of a share, in whole points, where a cell shows one of its parts.
    pub(crate) fn band(&self, cell: &Cell) -> Option<(i64, i64)> {
        let is_shown = matches!(cell.state, CellState::Exact | CellState::Bounded) && cell.denominator.is_some();
        if self.kind.measure != Measure::Rate || !is_shown {
            return None;
        }
        Some((hundredths(cell.low?)?, hundredths(cell.high?)?))
    }
}
