//! From counts to cells.

use super::cell::{Cell, CellKey, CellState};
use super::interval::wilson;
use super::layout::{IndicatorSlots, Layout};
use super::tally::{Count, Part, Tally};
use crate::catalogue::{IndicatorForm, ReturnRule};
use crate::document::{Indicator, Over, TargetPer, Unit};
use crate::value::Number;

/// A value between two others; the most is `None` where nothing bounds it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Between {
    low: f64,
    high: Option<f64>,
}

/// What a cell says, before it has its key.
#[derive(Clone, Debug, Default)]
struct Says {
    between: Option<Between>,
    numerator: Option<i64>,
    denominator: Option<i64>,
    pending: i64,
    units: u64,
    is_not_due: bool,
    interval: Option<(f64, f64)>,
}

/// Where a cell's counts stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) indicator: usize,
    pub(crate) scope: usize,
    /// How many periods back; `None` is the whole time.
    pub(crate) back: Option<usize>,
    /// The breakdown and the group, by their places.
    pub(crate) by: Option<(usize, usize)>,
    pub(super) slot: usize,
}

/// All cells of a return, in their order, with the places of their counts.
pub(crate) fn cells(rule: &ReturnRule, layout: &Layout, tally: &Tally) -> Vec<(Slot, Cell)> {
    let first = tally.first.map_or(layout.last, |first| first.min(layout.last));
    let mut cells = Vec::new();
    for indicator in 0..rule.indicators.len() {
        let Some(slots) = layout.indicator(indicator) else { continue };
        let is_share =
            matches!(rule.indicators.get(indicator), Some(own) if matches!(own.form, IndicatorForm::Share { .. }));
        let scopes = if is_share { layout.total().unwrap_or(0)..layout.scopes } else { 0..layout.scopes };
        let first = if is_share { layout.last } else { first };
        for scope in scopes {
            let total = slots.totals.saturating_add(scope);
            for period in first..=layout.last {
                let back = Some(layout.back(period));
                cells.push(Slot { indicator, scope, back, by: None, slot: total });
                groups(slots, indicator, scope, back, Over::Period, &mut cells);
            }
            if slots.has_all {
                cells.push(Slot { indicator, scope, back: None, by: None, slot: total });
            }
            groups(slots, indicator, scope, None, Over::All, &mut cells);
        }
    }
    let making = Making { rule, layout, tally };
    cells.into_iter().filter_map(|slot| Some((slot, making.cell(&slot)?))).collect()
}

fn groups(
    slots: &IndicatorSlots,
    indicator: usize,
    scope: usize,
    back: Option<usize>,
    over: Over,
    cells: &mut Vec<Slot>,
) {
    for by in slots.by.iter().filter(|by| by.over == over) {
        for group in 0..by.groups {
            let slot = by.slot(scope, group);
            cells.push(Slot { indicator, scope, back, by: Some((by.breakdown, group)), slot });
        }
    }
}

struct Making<'a> {
    rule: &'a ReturnRule,
    layout: &'a Layout,
    tally: &'a Tally,
}

impl Making<'_> {
    fn cell(&self, at: &Slot) -> Option<Cell> {
        let indicator = self.rule.document.indicators.get(at.indicator)?;
        let back = i32::try_from(at.back.unwrap_or_default()).unwrap_or(i32::MAX);
        let period = at.back.map(|_| self.layout.periods.period(self.layout.last.saturating_sub(back)));
        let by = at.by.and_then(|(breakdown, group)| Some((self.rule.breakdowns.get(breakdown)?, group)));
        let key = CellKey {
            indicator: indicator.id.as_str().to_owned(),
            programme: self.rule.programmes.get(at.scope).map(|programme| programme.id.clone()),
            period: period.as_ref().map(|period| period.label.clone()),
            by: by.map(|(by, _)| by.name.clone()),
            group: by.and_then(|(by, group)| by.groups.get(group).cloned()),
        };
        let is_collected = match (&indicator.collected_from, &period) {
            (Some(from), Some(period)) => period.end.is_none_or(|end| *from <= end),
            _ => true,
        };
        let says = if is_collected { self.says(at, indicator) } else { Says::default() };
        let state = match says.between {
            _ if !is_collected => CellState::NotCollected,
            None if says.is_not_due => CellState::NotYetDue,
            None => CellState::Undefined,
            Some(between) if between.high == Some(between.low) => CellState::Exact,
            Some(_) => CellState::Bounded,
        };
        let (low, high) = (says.between.map(|between| between.low), says.between.and_then(|between| between.high));
        let per = if at.back.is_some() { TargetPer::Period } else { TargetPer::All };
        let is_total = at.by.is_none() && at.scope.saturating_add(1) == self.layout.scopes;
        let target = indicator.target.as_ref().filter(|target| is_total && target.per == per);
        Some(Cell {
            key,
            period_start: period.as_ref().map(|period| period.start),
            period_end: period.as_ref().and_then(|period| period.end),
            state,
            value: if state == CellState::Exact { low } else { None },
            low,
            high,
            numerator: says.numerator,
            denominator: says.denominator,
            pending: Some(says.pending),
            target: target.map(|target| target.value),
            interval_low: says.interval.map(|(low, _)| low),
            interval_high: says.interval.map(|(_, high)| high),
            units: says.units,
        })
    }

    fn says(&self, at: &Slot, indicator: &Indicator) -> Says {
        let Some(form) = self.rule.indicators.get(at.indicator).map(|own| &own.form) else { return Says::default() };
        let nothing = Count::default();
        let count = self.tally.get(at.slot, at.back).unwrap_or(&nothing);
        match form {
            IndicatorForm::Ratio { of, to } => self.ratio(at, *of, *to),
            IndicatorForm::Rate { .. } => rate(count, indicator),
            IndicatorForm::Share { .. } => weighted(count, indicator),
            IndicatorForm::Sum(_) => sum(count),
            IndicatorForm::Average { is_median, .. } => average(count, *is_median),
            _ => counted(count, &indicator.unit),
        }
    }

    /// One indicator's value for each of another's.
    #[expect(clippy::float_arithmetic, reason = "rounded once more, of two values that are shown themselves")]
    fn ratio(&self, at: &Slot, of: usize, to: usize) -> Says {
        let part = |place: usize| {
            let slots = self.layout.indicator(place)?;
            let slot = match at.by {
                None => slots.totals.saturating_add(at.scope),
                Some((breakdown, group)) => slots.by.iter().find(|by| by.breakdown == breakdown)?.slot(at.scope, group),
            };
            let says = self.says(&Slot { indicator: place, slot, ..*at }, self.rule.document.indicators.get(place)?);
            Some((says.between?, says.units))
        };
        let Some(((of, units), (to, others))) = part(of).zip(part(to)) else { return Says::default() };
        let (low, high) = match to.high {
            Some(most) if most <= 0.0 => return Says::default(),
            // It may be divided by nothing, or by next to nothing.
            Some(most) if to.low <= 0.0 => (of.low / most, None),
            None if to.low <= 0.0 => (0.0, None),
            Some(most) => (of.low / most, of.high.map(|of| of / to.low)),
            None => (0.0, of.high.map(|of| of / to.low)),
        };
        Says { between: Some(Between { low, high }), units: units.min(others), ..Says::default() }
    }
}

#[expect(clippy::cast_precision_loss, reason = "rounded once, as documented")]
fn whole(count: i64) -> f64 {
    count as f64
}

fn counted(count: &Count, unit: &Unit) -> Says {
    let (mut low, mut high) = (count.of(Part::Yes), count.of(Part::Yes).saturating_add(count.of(Part::Maybe)));
    let is_keyed = matches!(unit, Unit::Distinct(_) | Unit::Opportunity | Unit::Household | Unit::Place);
    if let Some(more) = count.more.as_ref().filter(|_| is_keyed) {
        // A value that is not told may be another one, or one of those.
        let known = i64::try_from(more.keys.len()).unwrap_or(i64::MAX);
        let others = i64::try_from(more.may.difference(&more.keys).count()).unwrap_or(i64::MAX);
        let is_told = known > 0 || more.untold == 0 || count.of(Part::Yes) == 0;
        low = if is_told { known } else { 1 };
        high = known.saturating_add(others).saturating_add(i64::from(more.untold));
    }
    let between = Between { low: whole(low), high: Some(whole(high)) };
    Says { between: Some(between), numerator: Some(low), units: high.unsigned_abs(), ..Says::default() }
}

/// A share of a whole.
#[expect(clippy::float_arithmetic, reason = "rounded once, as documented")]
fn share_of(part: i64, of: i64) -> f64 {
    whole(part) / whole(of)
}

/// A share: least where all that may have achieved did not, most where they did.
fn rate(count: &Count, indicator: &Indicator) -> Says {
    let (yes, no, maybe) = (count.of(Part::Yes), count.of(Part::No), count.of(Part::Maybe));
    let (may_yes, may_no, may_maybe) = (count.of(Part::MayYes), count.of(Part::MayNo), count.of(Part::MayMaybe));
    let sum = |parts: &[i64]| parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
    let of = sum(&[yes, no, maybe]);
    let pending = count.of(Part::Pending);
    // Who may be among them and achieved raises the share, and who did not lowers it.
    let mut least = (yes, sum(&[of, may_no, may_maybe]));
    let mut most = (sum(&[yes, maybe, may_yes, may_maybe]), sum(&[of, may_yes, may_maybe]));
    if least.1 == 0 {
        least = (may_yes, may_yes);
    }
    if most.1 == 0 {
        most = (0, may_no);
    }
    let units = sum(&[of, may_yes, may_no, may_maybe]).unsigned_abs();
    if units == 0 {
        let is_not_due = pending > 0;
        let (numerator, denominator) = (Some(0).filter(|_| !is_not_due), Some(0).filter(|_| !is_not_due));
        return Says { numerator, denominator, pending, is_not_due, ..Says::default() };
    }
    let is_sure = may_yes == 0 && may_no == 0 && may_maybe == 0 && maybe == 0;
    let share = |(part, of): (i64, i64)| share_of(part, of);
    let interval = indicator.interval.filter(|_| is_sure).map(|level| wilson(yes, of, level.to_f64()));
    let between = Between { low: share(least), high: Some(share(most)) };
    let (numerator, denominator) = (Some(least.0), Some(least.1));
    Says { between: Some(between), numerator, denominator, pending, units, is_not_due: false, interval }
}

/// A share of a table of people, each row standing for as many as its weight says.
fn weighted(count: &Count, indicator: &Indicator) -> Says {
    let nothing = super::tally::More::default();
    let more = count.more.as_deref().unwrap_or(&nothing);
    let weight = |part: Part| more.weights.get(part as usize).copied().unwrap_or(Number::ZERO);
    let sum =
        |parts: &[Part]| parts.iter().fold(Number::ZERO, |sum, part| sum.checked_add(weight(*part)).unwrap_or(sum));
    use Part::{MayMaybe, MayNo, MayYes, Maybe, No, Yes};
    let (mut least, mut most) = (
        (sum(&[Yes]), sum(&[Yes, No, Maybe, MayNo, MayMaybe])),
        (sum(&[Yes, Maybe, MayYes, MayMaybe]), sum(&[Yes, No, Maybe, MayYes, MayMaybe])),
    );
    if least.1 == Number::ZERO {
        least = (sum(&[MayYes]), sum(&[MayYes]));
    }
    if most.1 == Number::ZERO {
        most = (Number::ZERO, sum(&[MayNo]));
    }
    let rows = |part: Part| count.of(part);
    let units =
        [Yes, No, Maybe, MayYes, MayNo, MayMaybe].into_iter().fold(0, |sum: i64, part| sum.saturating_add(rows(part)));
    let share = |(part, of): (Number, Number)| part.checked_div(of).map(Number::to_f64);
    let (Some(mut low), Some(mut high)) = (share(least), share(most)) else {
        return Says { numerator: Some(0), denominator: Some(0), ..Says::default() };
    };
    // Somebody whose weight is not told may stand for any number.
    if more.untold > 0 {
        (low, high) = (0.0, 1.0);
    }
    let is_even = indicator.weight.is_none();
    let interval = indicator.interval.filter(|_| is_even && low.total_cmp(&high).is_eq());
    let whole_rows = [Yes, No].into_iter().fold(0, |sum: i64, part| sum.saturating_add(rows(part)));
    Says {
        between: Some(Between { low, high: Some(high) }),
        numerator: least.0.floor(),
        denominator: least.1.floor(),
        units: units.unsigned_abs(),
        interval: interval.map(|level| wilson(rows(Yes), whole_rows, level.to_f64())),
        ..Says::default()
    }
}

fn sum(count: &Count) -> Says {
    let nothing = super::tally::More::default();
    let more = count.more.as_deref().unwrap_or(&nothing);
    let is_below = more.perhaps < Number::ZERO;
    let most = more.sum.checked_add(more.perhaps).unwrap_or(more.sum);
    let (least, most) = if is_below { (most, more.sum) } else { (more.sum, most) };
    let high = Some(most.to_f64()).filter(|_| more.untold == 0);
    let units = count.of(Part::Yes).saturating_add(count.of(Part::Maybe)).unsigned_abs();
    Says { between: Some(Between { low: least.to_f64(), high }), units, ..Says::default() }
}

/// A mean or a median: least with those of what may count that lower it, most with those that raise it.
fn average(count: &Count, is_median: bool) -> Says {
    let nothing = super::tally::More::default();
    let more = count.more.as_deref().unwrap_or(&nothing);
    let of = |values: &Values| if is_median { median(values) } else { mean(values) };
    let least = with(&more.values, more.may_values.iter(), of, |value, so_far| value < so_far);
    let most = with(&more.values, more.may_values.iter().rev(), of, |value, so_far| value > so_far);
    let between = least.zip(most).map(|(low, high)| Between { low: low.to_f64(), high: Some(high.to_f64()) });
    let (times, may) = (how_many(&more.values), how_many(&more.may_values));
    let units = times.saturating_add(may).unsigned_abs();
    Says { between, denominator: Some(times), units, ..Says::default() }
}

/// Values, and how often each came.
type Values = std::collections::BTreeMap<Number, u32>;

fn how_many(values: &Values) -> i64 {
    values.values().fold(0_i64, |sum, times| sum.saturating_add(i64::from(*times)))
}

/// What values come to with those of others, in their order, that move it.
fn with<'v>(
    values: &Values,
    others: impl Iterator<Item = (&'v Number, &'v u32)>,
    of: impl Fn(&Values) -> Option<Number>,
    moves: impl Fn(Number, Number) -> bool,
) -> Option<Number> {
    let mut so_far = of(values);
    let mut all: Option<Values> = None;
    for (value, times) in others {
        if so_far.is_some_and(|so_far| !moves(*value, so_far)) {
            break;
        }
        let all = all.get_or_insert_with(|| values.clone());
        let own = all.entry(*value).or_default();
        *own = own.saturating_add(*times);
        so_far = of(all);
    }
    so_far
}

fn median(values: &Values) -> Option<Number> {
    let times = how_many(values);
    let at = |wanted: i64| {
        let mut before = 0_i64;
        let found = values.iter().find(|(_, times)| {
            before = before.saturating_add(i64::from(**times));
            wanted < before
        });
        found.map(|(value, _)| *value)
    };
    let middle = times.checked_div(2)?;
    let upper = at(middle)?;
    if times.checked_rem(2) == Some(1) {
        return Some(upper);
    }
    at(middle.checked_sub(1)?)?.checked_add(upper)?.checked_div(Number::from(2_i64))
}

fn mean(values: &Values) -> Option<Number> {
    let sum = values.iter().try_fold(Number::ZERO, |sum, (value, times)| {
        sum.checked_add(value.checked_mul(Number::from(i64::from(*times)))?)
    });
    sum?.checked_div(Number::from(how_many(values)))
}
