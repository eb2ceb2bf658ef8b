//! A cell as it is published.

use super::super::cell::{Cell, CellState, Measure};
use super::decimal::{MILLION, hundredths, millionths, of_hundredths, to_digits};
use super::indicator::IndicatorKind;
use super::rule::{ReleaseRule, ceiling_to, floor_to, half_up};

/// How a value goes to a multiple of a step.
type Step = fn(i64, i64) -> i64;

/// What of a cell is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hide {
    pub(super) cell: bool,
    pub(super) numerator: bool,
    pub(super) pending: bool,
}

/// What of a cell is hidden whatever else is shown.
pub(super) fn small(kind: &IndicatorKind, rule: ReleaseRule, cell: &Cell) -> Hide {
    let nobody = Some(0);
    let is_small = |count: Option<i64>| count.is_some_and(|count| rule.is_small(count));
    let is_few = cell.units > 0 && cell.units < u64::from(rule.minimum);
    let mut hide = Hide { pending: cell.pending != nobody && is_small(cell.pending), ..Hide::default() };
    hide.cell = match (cell.state, kind.measure) {
        (CellState::Suppressed, _) => true,
        (CellState::NotCollected | CellState::NotYetDue, _) => false,
        (CellState::Undefined, _) => !rule.zeros_shown,
        (_, Measure::Count) => {
            let most = cell.high.and_then(hundredths).and_then(|high| high.checked_div(100));
            is_few || is_small(cell.numerator) || is_small(most)
        }
        (_, Measure::Rate) => {
            let rest = cell.denominator.unwrap_or(0).saturating_sub(cell.numerator.unwrap_or(0));
            // Those who did not achieve are counted too.
            hide.numerator = is_small(cell.numerator) || (rest != 0 && rule.is_small(rest));
            is_few || is_small(cell.denominator)
        }
        (_, Measure::Average) => is_few || is_small(cell.denominator),
        (_, Measure::Sum) => is_few || (cell.units == 0 && !rule.zeros_shown),
        (_, Measure::Ratio) => is_few,
    };
    hide
}

/// A cell as it is published.
pub(super) fn published(kind: &IndicatorKind, rule: ReleaseRule, cell: &Cell, hide: Hide) -> Cell {
    let mut shown = Cell { interval_low: None, interval_high: None, units: 0, ..cell.clone() };
    if hide.cell {
        shown.state = CellState::Suppressed;
        (shown.value, shown.low, shown.high) = (None, None, None);
        (shown.numerator, shown.denominator, shown.pending) = (None, None, None);
        return shown;
    }
    shown.pending = cell.pending.filter(|_| !hide.pending).map(|pending| rule.rounded(pending));
    let is_exact = cell.state == CellState::Exact;
    if !is_exact && cell.state != CellState::Bounded {
        return shown;
    }
    match kind.measure {
        Measure::Count => {
            let count = cell.numerator.unwrap_or(0);
            let step = rule.wide_step();
            let low = if is_exact { rule.rounded(count) } else { floor_to(count, step) };
            let most = cell.high.and_then(hundredths).and_then(|high| high.checked_div(100));
            let high = if is_exact { Some(low) } else { most.map(|most| ceiling_to(most, step)) };
            let whole = |count: i64| of_hundredths(count.saturating_mul(100));
            shown.numerator = Some(low);
            (shown.low, shown.high) = (Some(whole(low)), high.map(whole));
            shown.value = shown.low.filter(|_| is_exact);
        }
        Measure::Rate => rate(rule, cell, hide, &mut shown),
        Measure::Average | Measure::Ratio => {
            // Few units make few shares: more digits would tell them apart.
            let digits = if kind.measure == Measure::Average { 3 } else { 2 };
            let rounded = |value: Option<f64>| value.map(|value| to_digits(value, digits));
            (shown.value, shown.low, shown.high) = (rounded(cell.value), rounded(cell.low), rounded(cell.high));
            shown.numerator = None;
            let of = cell.denominator.filter(|_| kind.measure == Measure::Average);
            shown.denominator = of.map(|of| rule.rounded(of));
        }
        Measure::Sum => {
            let in_steps =
                |value: f64, to: Step| hundredths(value).map(|sum| of_hundredths(to(sum, rule.sum_step(sum))));
            let (down, up): (Step, Step) = if is_exact { (half_up, half_up) } else { (floor_to, ceiling_to) };
            shown.low = cell.low.and_then(|low| in_steps(low, down));
            shown.high = cell.high.and_then(|high| in_steps(high, up));
            shown.value = shown.low.filter(|_| is_exact);
            (shown.numerator, shown.denominator) = (None, None);
        }
    }
    shown
}

fn rate(rule: ReleaseRule, cell: &Cell, hide: Hide, shown: &mut Cell) {
    let point = |points: i64| Some(of_hundredths(points));
    let (numerator, denominator) = (cell.numerator.unwrap_or(0), cell.denominator.unwrap_or(0));
    shown.value = None;
    if cell.state == CellState::Bounded {
        // Its parts are those of the least, which do not add up.
        (shown.numerator, shown.denominator, shown.pending) = (None, None, shown.pending);
        let bands = Bands::of(rule, denominator);
        // Outwards, as what it lies between is rounded itself.
        let low = cell.low.and_then(millionths).map_or(0, |low| bands.around(low.saturating_sub(1), MILLION).0);
        let high = cell.high.and_then(millionths).map_or(100, |high| bands.around(high.saturating_add(1), MILLION).1);
        (shown.low, shown.high) = (point(low), point(high));
        return;
    }
    let of = rule.rounded(denominator);
    shown.denominator = Some(of);
    shown.numerator = Some(rule.rounded(numerator)).filter(|_| !hide.numerator);
    if numerator == 0 && !hide.numerator {
        (shown.value, shown.low, shown.high) = (point(0), point(0), point(0));
        return;
    }
    let (low, high) = Bands::of(rule, rule.shown(of).low).around(numerator, denominator);
    shown.state = CellState::Bounded;
    (shown.low, shown.high) = (point(low), point(high));
}

/// The bands of shares, in whole points. They depend on nothing but what is shown of the denominator, so that they tell
/// nothing else.
#[derive(Clone, Copy, Debug)]
struct Bands {
    /// From 0 to here is one band, and from as far below 100 up another: as wide as what is
    /// below the minimum is of the denominator.
    edge: i64,
    /// The others' width: at least two units'.
    width: i64,
}

impl Bands {
    /// The bands of a denominator that is at least this.
    fn of(rule: ReleaseRule, at_least: i64) -> Self {
        let share = |units: i64| {
            let units = units.saturating_mul(100);
            let points = units.saturating_add(at_least.saturating_sub(1)).checked_div(at_least).unwrap_or(100);
            points.clamp(1, 100)
        };
        // Every numerator below the minimum lies in the first.
        Self { edge: share(rule.minimum().saturating_sub(1)).min(50), width: share(2) }
    }

    /// The band that holds a share.
    fn around(self, numerator: i64, denominator: i64) -> (i64, i64) {
        let hundred = numerator.saturating_mul(100);
        let at = |points: i64| points.saturating_mul(denominator);
        let top = 100_i64.saturating_sub(self.edge);
        if hundred <= at(self.edge) {
            return (0, self.edge);
        }
        if hundred >= at(top) {
            return (top, 100);
        }
        let points = hundred.checked_div(denominator).unwrap_or(0);
        let low = floor_to(points.saturating_sub(self.edge), self.width).saturating_add(self.edge);
        (low, low.saturating_add(self.width).min(top))
    }
}
