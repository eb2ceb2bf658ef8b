//! Judging one figure by everything that was published with it.

use super::printed::shown;
use super::range::{Printed, Range};
use super::tried::{Asked, tried};
use super::verdict::{Consistency, FigureVerdict, Fit, TriedDenominator};
use crate::document::{Figure, FigurePart, FigureUnit, Figures};
use crate::sort;
use crate::value::Number;

/// One thing that was found: what it makes of the figure, and why.
struct Finding(Consistency, String);

/// The verdict on a figure: the worst of all that was found.
pub(super) fn verdict(document: &Figures, figure: &Figure, language: &str) -> FigureVerdict {
    let printed = Printed::of(figure);
    let (tried, mut found) = of_what(figure, printed, language);
    if let Some(range) = printed.range() {
        found.extend(sums(figure, printed, &range));
        found.extend(parts(figure, printed, &range, language));
        found.extend(elsewhere(figure, &range, language));
    }
    found.extend(readings(figure, language));
    sort::by_key(&mut found, |finding| match finding.0 {
        Consistency::Inconsistent => 0,
        Consistency::UnderSpecified => 1,
        Consistency::Consistent => 2,
    });
    if found.is_empty() {
        found.push(Finding(Consistency::Consistent, "nothing is given that it could be checked against".to_owned()));
    }
    let words = figure.text.in_language(language);
    FigureVerdict {
        figure: format!("{}.{}", document.figures, figure.id),
        text: words.text,
        language: words.language,
        printed: printed.shown(),
        verdict: found.first().map_or(Consistency::Consistent, |worst| worst.0),
        because: found.into_iter().map(|finding| finding.1).collect(),
        tried,
    }
}

/// The denominators that were tried, and what they come to.
fn of_what(figure: &Figure, printed: Printed, language: &str) -> (Vec<TriedDenominator>, Vec<Finding>) {
    let asked = Asked { figure, printed, language };
    let stated = figure.denominator.as_ref().filter(|part| part.value.is_some());
    let all: Vec<TriedDenominator> =
        figure.denominator.iter().chain(&figure.candidates).map(|part| tried(&asked, part)).collect();
    let mut found = Vec::new();
    match (stated, all.split_first()) {
        (Some(_), Some((first, others))) => {
            let makes = match first.fit {
                Fit::Fits => Consistency::Consistent,
                // A count is within what it is a part of; there is no more to be said of it.
                Fit::MayFit if figure.unit == FigureUnit::Count => Consistency::Consistent,
                Fit::MayFit | Fit::NotStated => Consistency::UnderSpecified,
                Fit::DoesNotFit | Fit::Impossible => Consistency::Inconsistent,
            };
            found.push(Finding(makes, first.to_string()));
            if makes == Consistency::Inconsistent {
                let others = others.iter().filter(|other| other.fit == Fit::Fits);
                found.extend(others.map(|other| Finding(makes, format!("what gives it is another: {other}"))));
            }
        }
        (None, _) if figure.unit == FigureUnit::Count => found.extend(unstated_whole(figure, language)),
        (None, _) if matches!(figure.unit, FigureUnit::Percent | FigureUnit::Ratio) => {
            found.push(unstated(figure, printed, &all, language));
            if let Some(needed) = needed(figure, printed).filter(|_| !all.iter().any(|tried| tried.fit == Fit::Fits)) {
                found.push(Finding(Consistency::UnderSpecified, needed));
            }
        }
        _ => {}
    }
    (all, found)
}

/// A count of which it is not told what it is a part of, where that could be several things or an unknown number.
fn unstated_whole(figure: &Figure, language: &str) -> Option<Finding> {
    let why = match (&figure.denominator, figure.candidates.is_empty()) {
        (Some(whole), _) => format!("how many there were is not published: {}", words(whole, language)),
        (None, false) => "it is not told what it is a part of".to_owned(),
        (None, true) => return None,
    };
    Some(Finding(Consistency::UnderSpecified, why))
}

/// A percentage or a ratio whose denominator is not told.
fn unstated(figure: &Figure, printed: Printed, all: &[TriedDenominator], language: &str) -> Finding {
    let of = |fit: Fit| all.iter().filter(move |tried| tried.fit == fit);
    let (fitting, open) = (of(Fit::Fits).count(), of(Fit::MayFit).count().saturating_add(of(Fit::NotStated).count()));
    let printed = printed.shown();
    let why = match (figure.candidates.is_empty(), &figure.denominator) {
        (true, Some(whole)) => format!("how many there were is not published: {}", words(whole, language)),
        (true, None) => "it is not told of what".to_owned(),
        (false, _) => match (of(Fit::Fits).next(), fitting, open) {
            (Some(only), 1, 0) => {
                let why = format!("it is not told of what, and of those tried only one gives {printed}: {only}");
                return Finding(Consistency::Consistent, why);
            }
            (None, _, 0) => format!("it is not told of what, and nothing that was tried gives {printed}"),
            (None, ..) => format!("it is not told of what, and whether anything tried gives {printed} is not known"),
            _ => format!("it is not told of what, and several may give {printed}"),
        },
    };
    Finding(Consistency::UnderSpecified, why)
}

/// Of how many a count would be the percentage.
fn needed(figure: &Figure, printed: Printed) -> Option<String> {
    if figure.unit != FigureUnit::Percent {
        return None;
    }
    let part = Printed::part(figure.numerator.as_ref()?, FigureUnit::Count)?;
    let (least, greatest) = super::share::denominators(part.range()?.single()?, &printed.range()?)?;
    let count = |number: i64| shown(Number::from(number), FigureUnit::Count, 0);
    let of = if least == greatest { count(least) } else { format!("{} to {}", count(least), count(greatest)) };
    Some(format!("{} is {} of {of}", part.shown(), printed.shown()))
}

/// Parts that add up to it.
fn sums(figure: &Figure, printed: Printed, range: &Range) -> Option<Finding> {
    let (sum, total, _) = total(&figure.sums, figure.unit)?;
    let finding = match total.meets(range) {
        true => Finding(Consistency::Consistent, sum),
        false => Finding(Consistency::Inconsistent, format!("{sum}, not {}", printed.shown())),
    };
    Some(finding)
}

/// Parts of it that may overlap.
fn parts(figure: &Figure, printed: Printed, range: &Range, language: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for part in &figure.parts {
        let Some(given) = Printed::part(part, figure.unit) else { continue };
        if given.range().is_some_and(|part| part.is_above(range)) {
            let (words, part, whole) = (words(part, language), given.shown(), printed.shown());
            let why = format!("{part} ({words}) is more than the {whole} that it is a part of");
            found.push(Finding(Consistency::Inconsistent, why));
        }
    }
    let Some((sum, total, is_one)) = total(&figure.parts, figure.unit).filter(|_| found.is_empty()) else {
        return found;
    };
    let whole = printed.shown();
    found.push(match total.is_above(range) {
        true => {
            let why = format!("{sum}, more than {whole}: they overlap, and how is not told");
            Finding(Consistency::UnderSpecified, why)
        }
        false if is_one => Finding(Consistency::Consistent, format!("{sum} can be a part of {whole}")),
        false => Finding(Consistency::Consistent, format!("{sum}, which can be parts of {whole}")),
    });
    found
}

/// What parts come to, in words and as a range, and whether there is only one.
fn total(parts: &[FigurePart], unit: FigureUnit) -> Option<(String, Range, bool)> {
    let given: Vec<Printed> = parts.iter().filter_map(|part| Printed::part(part, unit)).collect();
    let (first, others) = given.split_first()?;
    let (mut range, mut value, mut greatest) = (first.range()?, first.value, first.to.unwrap_or(first.value));
    let mut sum = first.shown();
    for other in others {
        range = range.plus(&other.range()?)?;
        value = value.checked_add(other.value)?;
        greatest = greatest.checked_add(other.to.unwrap_or(other.value))?;
        // What is taken off reads as such.
        if other.value < Number::ZERO && other.to.is_none() {
            let taken = Printed { value: other.value.negated(), ..*other };
            sum.push_str(&format!(" - {}", taken.shown()));
        } else {
            sum.push_str(&format!(" + {}", other.shown()));
        }
    }
    if !others.is_empty() {
        let to = Some(greatest).filter(|greatest| *greatest != value);
        let all = Printed { value, to, comparator: crate::document::Comparator::Exact, ..*first };
        sum.push_str(&format!(" = {}", all.shown()));
    }
    Some((sum, range, others.is_empty()))
}

/// The same figure as it is said elsewhere.
fn elsewhere(figure: &Figure, range: &Range, language: &str) -> Vec<Finding> {
    let said = figure.elsewhere.iter().filter_map(|part| {
        let given = Printed::part(part, figure.unit)?;
        let (makes, agrees) = match given.range()?.meets(range) {
            true => (Consistency::Consistent, "it agrees with"),
            false => (Consistency::Inconsistent, "elsewhere it is"),
        };
        Some(Finding(makes, format!("{agrees} {}: {}", given.shown(), words(part, language))))
    });
    said.collect()
}

/// What its words may mean.
fn readings(figure: &Figure, language: &str) -> Option<Finding> {
    if figure.readings.is_empty() {
        return None;
    }
    let readings: Vec<String> = figure.readings.iter().map(|reading| reading.in_language(language).text).collect();
    Some(Finding(Consistency::UnderSpecified, format!("its words may mean: {}", readings.join("; or "))))
}

fn words(part: &FigurePart, language: &str) -> String {
    part.text.in_language(language).text
}
