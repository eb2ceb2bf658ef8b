//! To which digit a number was printed, as its quote shows it, and numbers as a reader writes them.

use super::range::Printed;
use crate::document::{Comparator, Figure, FigurePart, FigureUnit};
use crate::value::Number;

/// The words that make a numeral larger, and by how many places.
const SCALES: [(&str, u32); 9] =
    [("thousand", 3), ("million", 6), ("billion", 9), ("k", 3), ("m", 6), ("bn", 9), ("K", 3), ("M", 6), ("bln", 9)];

impl Printed {
    /// A figure's own number, to the digit that its quote prints.
    pub(super) fn of(figure: &Figure) -> Self {
        let step = step(&figure.quote, figure.value, figure.unit).unwrap_or_else(|| figure.value.last_place());
        Self { value: figure.value, to: figure.to, unit: figure.unit, comparator: figure.comparator, step }
    }

    /// A number that a figure rests on, to its own last digit; `None` if it is not given.
    pub(super) fn part(part: &FigurePart, unit: FigureUnit) -> Option<Self> {
        let value = part.value?;
        let unit = part.unit.unwrap_or(unit);
        Some(Self { value, to: part.to, unit, comparator: part.comparator, step: value.last_place() })
    }

    /// As a reader writes it: `over 6,000`, `28%`, `£5,600,000`.
    pub(super) fn shown(&self) -> String {
        let words = match self.comparator {
            Comparator::Exact => "",
            Comparator::AtLeast => "at least ",
            Comparator::Over => "over ",
            Comparator::Around => "around ",
            Comparator::UpTo => "up to ",
        };
        let places = self.step.places();
        let to = self.to.map_or_else(String::new, |to| format!(" to {}", shown(to, self.unit, places)));
        format!("{words}{}{to}", shown(self.value, self.unit, places))
    }
}

/// A number with its unit, to so many places at least: `28.0%`.
pub(super) fn shown(value: Number, unit: FigureUnit, places: u32) -> String {
    let digits = grouped(value, places);
    match unit {
        FigureUnit::Percent => format!("{digits}%"),
        FigureUnit::Points => format!("{digits} points"),
        FigureUnit::Money => match digits.strip_prefix('-') {
            Some(digits) => format!("-£{digits}"),
            None => format!("£{digits}"),
        },
        FigureUnit::Years => format!("{digits} years"),
        FigureUnit::Count | FigureUnit::Ratio => digits,
    }
}

/// Digits in groups of three.
fn grouped(value: Number, places: u32) -> String {
    let text = value.to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut grouped = String::from(sign);
    let length = whole.chars().count();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && length.saturating_sub(at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let width = usize::try_from(places).unwrap_or(0);
    if !fraction.is_empty() || width > 0 {
        grouped.push('.');
        grouped.push_str(&format!("{fraction:0<width$}"));
    }
    grouped
}

/// One unit of the last digit of the numeral in a text that is this value; of a percentage, one that is marked as such
/// before one that is not. `None` if no numeral is.
fn step(text: &str, value: Number, unit: FigureUnit) -> Option<Number> {
    let mut first = None;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(start..).unwrap_or_default();
        let length = from.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(from.len());
        let (numeral, after) = from.split_at_checked(length).unwrap_or((from, ""));
        // A full stop or a comma after a numeral is the sentence's.
        let numeral = numeral.trim_end_matches(['.', ',']);
        let (places, after) = scale(after);
        if let Some((number, step)) = read(numeral, places)
            && number == value
        {
            let after = after.trim_start();
            if unit != FigureUnit::Percent || after.starts_with('%') || after.starts_with("per") {
                return Some(step);
            }
            first = first.or(Some(step));
        }
        rest = from.get(length..).unwrap_or_default();
    }
    first
}

/// What a numeral stands for with so many places more, and one unit of its last digit.
fn read(numeral: &str, places: u32) -> Option<(Number, Number)> {
    let ten = Number::from(10_u32);
    let digits = numeral.replace(',', "");
    let printed = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let times = (0..places).try_fold(Number::from(1_u32), |all, _| all.checked_mul(ten))?;
    let last = (0..printed).try_fold(times, |all, _| all.checked_div(ten))?;
    Some((digits.parse::<Number>().ok()?.checked_mul(times)?, last))
}

/// How many places the word after a numeral adds to it, and what comes after that word.
fn scale(after: &str) -> (u32, &str) {
    let trimmed = after.trim_start();
    let length = trimmed.find(|c: char| !c.is_alphabetic()).unwrap_or(trimmed.len());
    let (word, rest) = trimmed.split_at_checked(length).unwrap_or((trimmed, ""));
    SCALES.iter().find(|(name, _)| *name == word).map_or((0, after), |(_, places)| (*places, rest))
}
