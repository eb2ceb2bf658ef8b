//! Trying one denominator.

use super::printed::shown;
use super::range::{Printed, Range};
use super::share::{Fraction, Meeting, numerators};
use super::verdict::{Fit, TriedDenominator};
use crate::document::{Figure, FigurePart, FigureUnit};
use crate::value::Number;

/// How many digits more than were printed a value may be shown to, so that it does not look as if it fitted.
const MORE_PLACES: u32 = 8;

/// The figure that a denominator is tried for.
pub(super) struct Asked<'a> {
    pub(super) figure: &'a Figure,
    pub(super) printed: Printed,
    pub(super) language: &'a str,
}

/// What a denominator gives.
struct Given {
    fit: Fit,
    low: Option<Number>,
    high: Option<Number>,
    because: String,
}

impl Given {
    fn nothing(fit: Fit, because: String) -> Self {
        Self { fit, low: None, high: None, because }
    }
}

/// What a denominator gives for a figure, and whether that is what was printed.
pub(super) fn tried(asked: &Asked<'_>, part: &FigurePart) -> TriedDenominator {
    let words = part.text.in_language(asked.language);
    let given = match Printed::part(part, FigureUnit::Count) {
        None => Given::nothing(Fit::NotStated, "how many there were is not published".to_owned()),
        Some(whole) => given(asked, &whole)
            .unwrap_or_else(|| Given::nothing(Fit::MayFit, "this is too large to work out".to_owned())),
    };
    TriedDenominator {
        text: words.text,
        language: words.language,
        denominator: part.value,
        gives: given.low.filter(|low| given.high == Some(*low)),
        low: given.low,
        high: given.high,
        fit: given.fit,
        because: given.because,
    }
}

/// `None` if something cannot be held.
fn given(asked: &Asked<'_>, whole: &Printed) -> Option<Given> {
    let (figure, printed) = (asked.figure, asked.printed);
    let numerator = match figure.unit {
        FigureUnit::Count => Some(printed),
        _ => figure.numerator.as_ref().and_then(|part| Printed::part(part, FigureUnit::Count)),
    };
    let (range, all) = (printed.range()?, whole.range()?);
    let Some(numerator) = numerator else { return Some(without_numerator(figure, printed, &range, whole, &all)) };
    let some = numerator.range()?;
    if figure.unit != FigureUnit::Ratio && some.is_above(&all) {
        let because = format!("{} is more than {}, so it is no part of it", numerator.shown(), whole.shown());
        return Some(Given::nothing(Fit::Impossible, because));
    }
    let fraction = Fraction::new(&some, &all, figure.unit);
    let over = if figure.unit == FigureUnit::Ratio { "over" } else { "of" };
    let parts = format!("{} {over} {}", numerator.shown(), whole.shown());
    if figure.unit == FigureUnit::Count {
        let (low, high) = fraction.ends(1);
        let because = format!("{parts} is {}", between(low, high, FigureUnit::Percent, 1));
        return Some(Given { fit: Fit::MayFit, low, high, because });
    }
    let (fit, tells) = match fraction.against(&range)? {
        Meeting::Within => (Fit::Fits, ", which prints as"),
        Meeting::Partly => (Fit::MayFit, ", which may be"),
        Meeting::Apart => (Fit::DoesNotFit, ", not"),
    };
    let (low, high, places) = ends(&fraction, &range, printed.step.places(), fit);
    let because = format!("{parts} is {}{tells} {}", between(low, high, figure.unit, places), printed.shown());
    Some(Given { fit, low, high, because })
}

/// The ends of a fraction to one digit more than was printed; to more if a single value would look as if it fitted, or as
/// if it did not.
fn ends(fraction: &Fraction, printed: &Range, places: u32, fit: Fit) -> (Option<Number>, Option<Number>, u32) {
    let least = places.saturating_add(1);
    let shown = (least..=places.saturating_add(MORE_PLACES)).map(|places| (fraction.ends(places), places));
    let looks_right = |((low, high), _): &((Option<Number>, Option<Number>), u32)| match (low, high) {
        (Some(low), Some(high)) if low == high => Range::point(*low).meets(printed) == (fit == Fit::Fits),
        _ => true,
    };
    let ((low, high), places) = shown.clone().find(looks_right).unwrap_or((fraction.ends(least), least));
    (low, high, places)
}

/// A percentage of which the numerator is not told: whole numbers that print so, if the whole is one.
fn without_numerator(figure: &Figure, printed: Printed, range: &Range, whole: &Printed, all: &Range) -> Given {
    let is_counted = figure.unit == FigureUnit::Percent && whole.unit == FigureUnit::Count;
    let Some((one, (least, greatest))) =
        all.single().filter(|_| is_counted).and_then(|one| Some((one, numerators(one, range)?)))
    else {
        let because = format!("how many of {} that is, is not told", whole.shown());
        return Given::nothing(Fit::MayFit, because);
    };
    let count = |number: i64| shown(Number::from(number), FigureUnit::Count, 0);
    let (parts, fit) = match greatest.checked_sub(least) {
        Some(0) => (count(least), Fit::Fits),
        Some(1) => (format!("{} or {}", count(least), count(greatest)), Fit::MayFit),
        Some(2..) => (format!("{} to {}", count(least), count(greatest)), Fit::MayFit),
        _ => ("no whole number".to_owned(), Fit::DoesNotFit),
    };
    let because = format!("{parts} of {} prints as {}", whole.shown(), printed.shown());
    if fit == Fit::DoesNotFit {
        return Given::nothing(fit, because);
    }
    let value = |count: i64| {
        let point = Range::point(Number::from(count));
        Fraction::new(&point, &Range::point(one), figure.unit).ends(printed.step.places().saturating_add(1)).0
    };
    Given { fit, low: value(least), high: value(greatest), because }
}

/// One value, or from one to another.
fn between(low: Option<Number>, high: Option<Number>, unit: FigureUnit, places: u32) -> String {
    let text = |number: Number| shown(number, unit, places);
    match (low, high) {
        (Some(low), Some(high)) if low == high => text(low),
        (Some(low), Some(high)) => format!("{} to {}", text(low), text(high)),
        (Some(low), None) => format!("{} or more", text(low)),
        (None, Some(high)) => format!("{} or less", text(high)),
        (None, None) => "anything".to_owned(),
    }
}
