//! One number over another, against what was printed.
//!
//! Nothing is divided to decide: products of what has at most 12 digits are exact.

use std::cmp::Ordering;

use super::range::{End, Range};
use crate::document::FigureUnit;
use crate::value::Number;

/// How a fraction stands to what was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// Whatever the parts stand for, it prints so.
    Within,
    /// It depends on what the parts stand for.
    Partly,
    /// Whatever they stand for, it does not.
    Apart,
}

/// An end of the values that a fraction can have: one number over another, which is above 0.
#[derive(Clone, Copy, Debug)]
struct Quotient {
    over: Number,
    under: Number,
    included: bool,
}

/// The values that a fraction can have; without a lower end from 0, without an upper one without bound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction {
    low: Option<Quotient>,
    high: Option<Quotient>,
    /// By what it is multiplied as printed: a percentage by 100.
    times: Number,
}

impl Fraction {
    /// What a numerator over a denominator can be. As a percentage it is a part of a whole and never above 100.
    pub(super) fn new(numerator: &Range, denominator: &Range, unit: FigureUnit) -> Self {
        let is_share = unit != FigureUnit::Ratio;
        let times = Number::from(if is_share { 100_u32 } else { 1 });
        let quotient = |over: Option<End>, under: Option<End>| {
            let (over, under) = (over?, under.filter(|under| under.at > Number::ZERO)?);
            Some(Quotient { over: over.at, under: under.at, included: over.included && under.included })
        };
        let mut high = quotient(numerator.high, denominator.low);
        if is_share && high.is_none_or(|high| high.over > high.under) {
            let one = Number::from(1_u32);
            high = Some(Quotient { over: one, under: one, included: true });
        }
        Self { low: quotient(numerator.low, denominator.high), high, times }
    }

    /// How it stands to what was printed; `None` if it cannot be worked out.
    pub(super) fn against(&self, printed: &Range) -> Option<Meeting> {
        let order =
            |end: Quotient, at: Number| Some(end.over.checked_mul(self.times)?.cmp(&at.checked_mul(end.under)?));
        // Whether the fraction's upper end lies before the printed range, and likewise below.
        let is_apart = |end: Option<Quotient>, bound: Option<End>, before: Ordering| match (end, bound) {
            (Some(end), Some(bound)) => {
                let order = order(end, bound.at)?;
                Some(order == before || (order == Ordering::Equal && !(end.included && bound.included)))
            }
            // Without a lower end it comes near to 0.
            (None, Some(bound)) if before == Ordering::Greater => Some(bound.at <= Number::ZERO),
            _ => Some(false),
        };
        if is_apart(self.high, printed.low, Ordering::Less)? || is_apart(self.low, printed.high, Ordering::Greater)? {
            return Some(Meeting::Apart);
        }
        let is_within = |end: Option<Quotient>, bound: Option<End>, inside: Ordering| match (end, bound) {
            (_, None) => Some(true),
            (Some(end), Some(bound)) => {
                let order = order(end, bound.at)?;
                Some(order == inside || (order == Ordering::Equal && (bound.included || !end.included)))
            }
            (None, Some(bound)) => Some(inside == Ordering::Greater && bound.at <= Number::ZERO),
        };
        let within =
            is_within(self.low, printed.low, Ordering::Greater)? && is_within(self.high, printed.high, Ordering::Less)?;
        Some(if within { Meeting::Within } else { Meeting::Partly })
    }

    /// Its least and greatest value as printed, rounded half up to so many places, where there are such.
    pub(super) fn ends(&self, places: u32) -> (Option<Number>, Option<Number>) {
        let value = |end: Option<Quotient>| {
            let end = end?;
            Some(end.over.checked_mul(self.times)?.checked_div(end.under)?.to_places(places))
        };
        (value(self.low), value(self.high))
    }
}

/// The least and the greatest whole number that as a percentage of a whole print so; `None` if no such can be told.
pub(super) fn numerators(whole: Number, printed: &Range) -> Option<(i64, i64)> {
    let hundred = Number::from(100_u32);
    let all = whole.to_i64()?;
    // The least n with n × 100 not below the lower end × the whole.
    let low = match printed.low {
        None => 0,
        Some(end) => first_from(end.at.checked_mul(whole)?, hundred, end.included)?,
    };
    let high = match printed.high {
        None => all,
        Some(end) => last_up_to(end.at.checked_mul(whole)?, hundred, end.included)?,
    };
    Some((low.max(0), high.min(all)))
}

/// The least and the greatest whole number of which a count as a percentage prints so; `None` if there is no such, or no
/// greatest.
pub(super) fn denominators(part: Number, printed: &Range) -> Option<(i64, i64)> {
    let over = part.checked_mul(Number::from(100_u32))?;
    let (low, high) = (printed.low?, printed.high?);
    if low.at <= Number::ZERO {
        return None;
    }
    // d with low × d ≤ n × 100 and n × 100 < high × d.
    let least = first_from(over, high.at, high.included)?.max(last_up_to(part, Number::from(1_u32), true)?);
    let greatest = last_up_to(over, low.at, low.included)?;
    (least <= greatest).then_some((least, greatest))
}

/// The least whole number that times `by` is not below `product`, or above it where that end is not included.
fn first_from(product: Number, by: Number, included: bool) -> Option<i64> {
    let near = product.checked_div(by)?.floor()?;
    (near.saturating_sub(1)..=near.saturating_add(2)).find(|whole| {
        Number::from(*whole).checked_mul(by).is_some_and(|made| made > product || (included && made == product))
    })
}

/// The greatest whole number that times `by` is not above `product`, or below it where that end is not included.
fn last_up_to(product: Number, by: Number, included: bool) -> Option<i64> {
    let near = product.checked_div(by)?.floor()?;
    (near.saturating_sub(2)..=near.saturating_add(1)).rev().find(|whole| {
        Number::from(*whole).checked_mul(by).is_some_and(|made| made < product || (included && made == product))
    })
}
