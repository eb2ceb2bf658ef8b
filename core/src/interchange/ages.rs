//! Ages: from HSDS' decimals of years to conditions, and back.
//!
//! HSDS says "The minimum age of a person required to meet this eligibility requirement" and "The maximum age of a
//! person required to meet this eligibility requirement". Both ends are ages that a person may have, so both are
//! inclusive. An age is completed: a person is 24 until the day they are 25, so a `maximum_age` of 24 lasts that long.
//! Part years are counted in completed months in the same way: 0.5 is six months, until the day of the seventh.
//! Everything here is therefore a set of completed months.

use std::cmp::Ordering;

use crate::condition::{Comparison, Form, Syntax, SyntaxTest};
use crate::value::Number;

/// The fact that is a person's age in completed years.
pub(super) const AGE: &str = "age";
/// The fact that is a person's age in completed months.
pub(super) const AGE_IN_MONTHS: &str = "age_in_months";

const MONTHS: i64 = 12;
/// No oldest age. More months than any person or number here has.
const FOREVER: i64 = i64::MAX;
/// Ages beyond this are no ages; some directories write 999 for "no limit".
const GREATEST_AGE: u32 = 10_000;

/// The end of a service's ages that a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Youngest,
    Oldest,
}

/// What a decimal of years is in completed months, and whether exactly. `None` if it is no age.
///
/// As the youngest age it is the first month that counts, as the oldest the last.
pub(super) fn months_of(years: Number, end: End) -> Option<(i64, bool)> {
    if years < Number::ZERO || years > Number::from(GREATEST_AGE) {
        return None;
    }
    if let Some(whole) = years.to_i64() {
        let first = whole.saturating_mul(MONTHS);
        return Some((if end == End::Youngest { first } else { first.saturating_add(MONTHS - 1) }, true));
    }
    let months = years.checked_mul(Number::from(MONTHS))?;
    if let Some(exact) = months.to_i64() {
        return Some((exact, true));
    }
    // Else the nearest month, as 0.33 and 0.66 stand for thirds; half way between two, the one that lets in fewer.
    let below = months.floor()?;
    let above = below.saturating_add(1);
    let half = Number::from(below.saturating_add(above));
    let read = match (months.checked_mul(Number::from(2_u32))?.cmp(&half), end) {
        (Ordering::Less, _) | (Ordering::Equal, End::Oldest) => below,
        (Ordering::Greater, _) | (Ordering::Equal, End::Youngest) => above,
    };
    // A part of a year as the oldest age ends by the next birthday: 24.99 is written for "until 25".
    let begun = years.floor()?.saturating_mul(MONTHS);
    let last = begun.saturating_add(MONTHS - 1);
    Some((if end == End::Oldest { read.min(last) } else { read }, false))
}

/// The condition that somebody has completed at least so many months.
///
/// It is decided by the age in years wherever that is enough.
pub(super) fn at_least(months: i64) -> String {
    let (years, part) = (months.div_euclid(MONTHS), months.rem_euclid(MONTHS));
    let next = years.saturating_add(1);
    match (years, part) {
        (_, 0) => format!("{AGE} >= {years}"),
        (0, _) => format!("{AGE} >= {next} or {AGE_IN_MONTHS} >= {months}"),
        _ => format!("{AGE} >= {next} or {AGE} >= {years} and {AGE_IN_MONTHS} >= {months}"),
    }
}

/// The condition that somebody has completed at most so many months.
pub(super) fn at_most(months: i64) -> String {
    let (years, part) = (months.div_euclid(MONTHS), months.rem_euclid(MONTHS));
    let next = years.saturating_add(1);
    match (years, part) {
        (_, 11) => format!("{AGE} < {next}"),
        (0, _) => format!("{AGE} < {next} and {AGE_IN_MONTHS} <= {months}"),
        _ => format!("{AGE} < {years} or {AGE} < {next} and {AGE_IN_MONTHS} <= {months}"),
    }
}

/// The end of a range of ages in words: "16", "6 months", "2 years and 6 months".
pub(super) fn words(months: i64, end: End) -> String {
    let counted = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    let (years, part) = (months.div_euclid(MONTHS), months.rem_euclid(MONTHS));
    match (end, years, part) {
        (End::Youngest, _, 0) | (End::Oldest, _, 11) => years.to_string(),
        (_, 0, _) => counted(part, "month"),
        (_, _, 0) => counted(years, "year"),
        _ => format!("{} and {}", counted(years, "year"), counted(part, "month")),
    }
}

/// The decimal of years that says an end exactly, if one does.
pub(super) fn decimal(months: i64, end: End) -> Option<String> {
    let (years, part) = (months.div_euclid(MONTHS), months.rem_euclid(MONTHS));
    match (end, part) {
        (End::Youngest, 0) | (End::Oldest, 11) => Some(years.to_string()),
        (_, 3) => Some(format!("{years}.25")),
        (_, 6) => Some(format!("{years}.5")),
        (_, 9) => Some(format!("{years}.75")),
        // A whole number as the oldest age would last until the next birthday; other months are endless decimals.
        _ => None,
    }
}

/// A set of completed months, from 0: ranges in order, with gaps between them, both ends inclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ages(Vec<(i64, i64)>);

impl Ages {
    /// All ages.
    pub(super) fn all() -> Self {
        Self(vec![(0, FOREVER)])
    }

    fn from(months: i64) -> Self {
        Self(vec![(months.max(0), FOREVER)])
    }

    fn to(months: i64) -> Self {
        Self(if months < 0 { Vec::new() } else { vec![(0, months)] })
    }

    /// The youngest and the oldest age, where there are no gaps; an end that leaves nobody out is `None`.
    pub(super) fn ends(&self) -> Option<(Option<i64>, Option<i64>)> {
        match self.0.as_slice() {
            [(first, last)] => Some(((*first > 0).then_some(*first), (*last < FOREVER).then_some(*last))),
            _ => None,
        }
    }

    pub(super) fn intersect(&self, other: &Self) -> Self {
        let mut both = Vec::new();
        for (first, last) in &self.0 {
            let overlaps = other.0.iter().map(|(from, to)| (*first.max(from), *last.min(to)));
            both.extend(overlaps.filter(|(from, to)| from <= to));
        }
        Self(both)
    }

    fn complement(&self) -> Self {
        let mut outside = Vec::new();
        let mut next = Some(0);
        for (first, last) in &self.0 {
            if let Some(from) = next.filter(|from| from < first) {
                outside.push((from, first.saturating_sub(1)));
            }
            next = last.checked_add(1);
        }
        outside.extend(next.map(|from| (from, FOREVER)));
        Self(outside)
    }

    fn union(&self, other: &Self) -> Self {
        self.complement().intersect(&other.complement()).complement()
    }

    /// The ages for which a condition holds, if it asks about age alone. `unit` tells how many months an expression
    /// counts in: 12 for an age in years, 1 for one in months, `None` if it is no age.
    pub(super) fn of(condition: &Syntax, unit: &impl Fn(&Syntax) -> Option<i64>) -> Option<Self> {
        match &condition.form {
            Form::And(parts) => {
                parts.iter().try_fold(Self::all(), |ages, part| Some(ages.intersect(&Self::of(part, unit)?)))
            }
            Form::Or(parts) => {
                parts.iter().try_fold(Self(Vec::new()), |ages, part| Some(ages.union(&Self::of(part, unit)?)))
            }
            Form::Call { function, arguments, .. } if function == "not" => match arguments.as_slice() {
                [inner] => Some(Self::of(inner, unit)?.complement()),
                _ => None,
            },
            Form::Compare(comparison, left, right) => match (unit(left), unit(right)) {
                (Some(unit), None) => Self::compared(unit, *comparison, number(right)?),
                (None, Some(unit)) => Self::compared(unit, turned(*comparison), number(left)?),
                _ => None,
            },
            Form::Between(parts) => {
                let [value, low, high] = &**parts;
                Self::within(unit(value)?, low, high, true, true)
            }
            Form::In(value, tests) => {
                let unit = unit(value)?;
                let each = tests.iter().map(|test| match test {
                    SyntaxTest::Value(test) => Self::tested(unit, test),
                    SyntaxTest::Compare(comparison, test) => Self::compared(unit, *comparison, number(test)?),
                });
                each.into_iter().try_fold(Self(Vec::new()), |ages, test| Some(ages.union(&test?)))
            }
            _ => None,
        }
    }

    /// What may stand after `in`: a number, a range, a list of numbers.
    fn tested(unit: i64, test: &Syntax) -> Option<Self> {
        match &test.form {
            Form::Range { low, high, low_closed, high_closed } => {
                Self::within(unit, low, high, *low_closed, *high_closed)
            }
            Form::List(items) => {
                let each = items.iter().map(|item| Self::compared(unit, Comparison::Equal, number(item)?));
                each.into_iter().try_fold(Self(Vec::new()), |ages, item| Some(ages.union(&item?)))
            }
            _ => Self::compared(unit, Comparison::Equal, number(test)?),
        }
    }

    fn within(unit: i64, low: &Syntax, high: &Syntax, low_closed: bool, high_closed: bool) -> Option<Self> {
        let from = if low_closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
        let to = if high_closed { Comparison::LessOrEqual } else { Comparison::Less };
        Some(Self::compared(unit, from, number(low)?)?.intersect(&Self::compared(unit, to, number(high)?)?))
    }

    /// The months whose completed units compare so with a number.
    fn compared(unit: i64, comparison: Comparison, number: Number) -> Option<Self> {
        let floor = number.floor()?;
        let is_whole = number.to_i64().is_some();
        let first_of = |count: i64| unit.saturating_mul(count);
        let last_of = |count: i64| first_of(count.saturating_add(1)).saturating_sub(1);
        let next = floor.saturating_add(1);
        Some(match comparison {
            Comparison::GreaterOrEqual => Self::from(first_of(if is_whole { floor } else { next })),
            Comparison::Greater => Self::from(first_of(next)),
            Comparison::LessOrEqual => Self::to(last_of(floor)),
            Comparison::Less => Self::to(if is_whole { first_of(floor).saturating_sub(1) } else { last_of(floor) }),
            Comparison::Equal if is_whole => Self::from(first_of(floor)).intersect(&Self::to(last_of(floor))),
            Comparison::Equal => Self(Vec::new()),
            Comparison::NotEqual => Self::compared(unit, Comparison::Equal, number)?.complement(),
        })
    }
}

fn number(literal: &Syntax) -> Option<Number> {
    match &literal.form {
        Form::Number(number) => Some(*number),
        Form::Negate(inner) => number(inner).map(Number::negated),
        _ => None,
    }
}

/// The comparison with its sides swapped.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => comparison,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::parse;

    fn ages(condition: &str) -> Option<Ages> {
        let unit = |syntax: &Syntax| match &syntax.form {
            Form::Name(name) if name == AGE => Some(12),
            Form::Name(name) if name == AGE_IN_MONTHS => Some(1),
            _ => None,
        };
        Ages::of(&parse(condition).unwrap(), &unit)
    }

    fn months(years: &str, end: End) -> Option<(i64, bool)> {
        months_of(years.parse().unwrap(), end)
    }

    #[test]
    fn conditions_are_sets_of_completed_months() {
        for same in
            ["age in [16..24]", "age >= 16 and age < 25", "16 <= age and not(age >= 25)", "age > 15 and age <= 24"]
        {
            assert_eq!(ages(same), Some(Ages(vec![(192, 299)])), "{same}");
        }
        assert_eq!(ages("age < 0.5"), Some(Ages(vec![(0, 11)])));
        assert_eq!(ages("age_in_months between 6 and 17.5"), Some(Ages(vec![(6, 17)])));
        assert_eq!(ages("age = 1 or age in (2, >= 4)"), Some(Ages(vec![(12, 35), (48, FOREVER)])));
        assert_eq!(ages("age != 1"), Some(Ages(vec![(0, 11), (24, FOREVER)])));
        assert_eq!(ages("age < -1"), Some(Ages(vec![])));
        assert_eq!(ages("age < 25 or care_leaver"), None);
        assert_eq!(ages("age >= other"), None);
        assert_eq!(ages("age < 25 or age >= 25"), Some(Ages::all()));
    }

    #[test]
    fn a_decimal_of_years_is_months() {
        assert_eq!(months("16", End::Youngest), Some((192, true)));
        assert_eq!(months("24", End::Oldest), Some((299, true)));
        assert_eq!(months("0", End::Oldest), Some((11, true)));
        assert_eq!(months("0.5", End::Youngest), Some((6, true)));
        assert_eq!(months("1.25", End::Oldest), Some((15, true)));
        assert_eq!(months("0.33", End::Youngest), Some((4, false)));
        assert_eq!(months("0.083", End::Oldest), Some((1, false)));
        assert_eq!(months("24.99", End::Oldest), Some((299, false)));
        assert_eq!(months("17.01", End::Youngest), Some((204, false)));
        assert_eq!(months("17.99", End::Youngest), Some((216, false)));
        assert_eq!(months("0.3", End::Oldest), Some((4, false)));
        // Half way: the one that lets in fewer.
        assert_eq!(months("0.125", End::Youngest), Some((2, false)));
        assert_eq!(months("0.125", End::Oldest), Some((1, false)));
        assert_eq!(months("-1", End::Youngest), None);
        assert_eq!(months("10001", End::Oldest), None);
    }

    #[test]
    fn a_month_is_read_from_its_decimal_rounded_or_cut_off() {
        for (month, cut, rounded) in [
            (1, "08", "08"),
            (2, "16", "17"),
            (4, "33", "33"),
            (5, "41", "42"),
            (7, "58", "58"),
            (8, "66", "67"),
            (10, "83", "83"),
            (11, "91", "92"),
        ] {
            for digits in [cut, rounded] {
                for end in [End::Youngest, End::Oldest] {
                    assert_eq!(months(&format!("0.{digits}"), end), Some((month, false)), "0.{digits}");
                    assert_eq!(months(&format!("17.{digits}"), end), Some((17 * 12 + month, false)), "17.{digits}");
                }
            }
        }
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        for count in 0..400 {
            for (end, condition) in [(End::Youngest, at_least(count)), (End::Oldest, at_most(count))] {
                let expected = if end == End::Youngest { Ages::from(count) } else { Ages::to(count) };
                assert_eq!(ages(&condition), Some(expected), "{condition}");
                if let Some(years) = decimal(count, end) {
                    assert_eq!(months(&years, end), Some((count, true)), "{years}");
                }
            }
        }
    }

    #[test]
    fn ends_in_words() {
        assert_eq!(words(192, End::Youngest), "16");
        assert_eq!(words(299, End::Oldest), "24");
        assert_eq!(words(6, End::Youngest), "6 months");
        assert_eq!(words(30, End::Oldest), "2 years and 6 months");
        assert_eq!(words(25, End::Youngest), "2 years and 1 month");
    }
}
