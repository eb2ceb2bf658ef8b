//! A parameter's value on a day, at an age.

use std::cmp::Reverse;

use super::types::Type;
use super::value::Value;
use crate::sort;
use crate::value::{Date, Number};

/// A parameter as conditions ask for it: its type, and its values by day and age.
#[derive(Debug)]
pub(crate) struct Schedule {
    pub(crate) of: Type,
    /// The latest to begin first.
    rows: Vec<Row>,
    /// The ages at which a value may change, the youngest first.
    ages: Vec<Number>,
}

/// A value, and the days and ages it is for.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) min_age: Option<u32>,
    pub(crate) max_age: Option<u32>,
    pub(crate) value: Value,
}

impl Row {
    /// Whether it is for an age: somebody is 24 until the day they are 25.
    fn is_for(&self, age: Number) -> bool {
        self.min_age.is_none_or(|min| Number::from(min) <= age) && self.below().is_none_or(|below| age < below)
    }

    /// The age that is one too many.
    fn below(&self) -> Option<Number> {
        self.max_age.map(|max| Number::from(i64::from(max).saturating_add(1)))
    }

    fn shares_ages(&self, other: &Self) -> bool {
        let begins_in_time = |a: &Self, b: &Self| a.min_age.zip(b.max_age).is_none_or(|(min, max)| min <= max);
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// Whether the two give one day and age different values; `later` begins on the same day, or later.
    fn contradicts(&self, later: &Self) -> bool {
        // Without a last day it holds until the other begins.
        let meet = self.from == later.from || self.to.is_some_and(|to| later.from.is_none_or(|from| from <= to));
        meet && self.value != later.value && self.shares_ages(later)
    }
}

/// The places of rows that give a day and age another value than one before them, which is named first.
pub(crate) fn contradictions(rows: &[Row]) -> Vec<(usize, usize)> {
    let mut order: Vec<(usize, &Row)> = rows.iter().enumerate().collect();
    sort::by_key(&mut order, |(_, row)| row.from);
    let mut found = Vec::new();
    for (done, (at, later)) in order.iter().enumerate() {
        let earlier = order.iter().take(done).find(|(_, earlier)| earlier.contradicts(later));
        found.extend(earlier.map(|(first, _)| (*first, *at)));
    }
    found
}

impl Schedule {
    pub(crate) fn new(of: Type, mut rows: Vec<Row>) -> Self {
        sort::by_key(&mut rows, |row| Reverse(row.from));
        let mut ages: Vec<Number> =
            rows.iter().flat_map(|row| [row.min_age.map(Number::from), row.below()]).flatten().collect();
        ages.push(Number::ZERO);
        sort::by(&mut ages, Ord::cmp);
        ages.dedup();
        Self { of, rows, ages }
    }

    /// Every value it can have.
    pub(crate) fn values(&self) -> Vec<Value> {
        self.rows.iter().map(|row| row.value.clone()).collect()
    }

    /// The ages from which another value may hold.
    pub(crate) fn ages(&self) -> &[Number] {
        &self.ages
    }

    /// The days from which another value may hold.
    pub(crate) fn days(&self) -> impl Iterator<Item = Date> + '_ {
        self.rows.iter().flat_map(|row| [row.from, row.to.and_then(|to| to.succ_opt())]).flatten()
    }

    /// Whether age can make a difference.
    pub(crate) fn goes_by_age(&self) -> bool {
        self.rows.iter().any(|row| row.min_age.is_some() || row.max_age.is_some())
    }

    /// Its values that are texts.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(|row| match &row.value {
            Value::Text(text) => Some(&**text),
            _ => None,
        })
    }

    /// The value on a day for an age. Where the age is not known it is the value that every age has, if they all have
    /// the same one: an age that has none differs from those that do.
    pub(crate) fn value(&self, day: Date, age: Option<&Value>) -> Value {
        if let Some(Value::Number(age)) = age {
            return self.at(day, *age).cloned().unwrap_or(Value::UNDECIDED);
        }
        let mut values = self.ages.iter().map(|age| self.at(day, *age));
        match values.next().flatten() {
            Some(first) if values.all(|other| other == Some(first)) => first.clone(),
            _ => Value::UNDECIDED,
        }
    }

    fn at(&self, day: Date, age: Number) -> Option<&Value> {
        let mut latest: Option<Option<Date>> = None;
        for row in self.rows.iter().filter(|row| row.from.is_none_or(|from| from <= day) && row.is_for(age)) {
            let holds = match row.to {
                Some(to) => day <= to,
                None => latest.is_none_or(|latest| latest == row.from),
            };
            if holds {
                return Some(&row.value);
            }
            latest.get_or_insert(row.from);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::parse_date;

    fn row(from: &str, to: &str, ages: (Option<u32>, Option<u32>), value: u32) -> Row {
        let (min_age, max_age) = ages;
        Row { from: parse_date(from), to: parse_date(to), min_age, max_age, value: Value::Number(Number::from(value)) }
    }

    fn value(rows: &[Row], day: &str, age: Option<u32>) -> Option<i64> {
        let schedule = Schedule::new(Type::Number, rows.to_vec());
        let age = age.map(|age| Value::Number(Number::from(age)));
        match schedule.value(parse_date(day).unwrap(), age.as_ref()) {
            Value::Number(number) => number.to_i64(),
            _ => None,
        }
    }

    const ALL: (Option<u32>, Option<u32>) = (None, None);

    #[test]
    fn a_value_holds_until_one_for_the_same_ages_begins() {
        let rows = [
            row("2020-04-01", "", ALL, 1),
            row("2021-04-01", "", (Some(23), None), 2),
            row("2022-04-01", "2022-12-31", (Some(23), None), 3),
        ];
        assert_eq!(value(&rows, "2020-03-31", Some(30)), None);
        assert_eq!(value(&rows, "2021-03-31", Some(30)), Some(1));
        assert_eq!(value(&rows, "2021-04-01", Some(23)), Some(2));
        assert_eq!(value(&rows, "2021-04-01", Some(22)), Some(1));
        assert_eq!(value(&rows, "2022-12-31", Some(23)), Some(3));
        // What ended with the later one's beginning does not come back at its end.
        assert_eq!(value(&rows, "2023-01-01", Some(23)), None);
        assert_eq!(value(&rows, "2023-01-01", Some(22)), Some(1));
    }

    #[test]
    fn an_unknown_age_has_the_value_that_every_age_has() {
        let rows = [row("2020-04-01", "", (None, Some(22)), 1), row("2020-04-01", "", (Some(23), None), 2)];
        assert_eq!(value(&rows, "2021-01-01", None), None);
        let alike = [row("2020-04-01", "", (None, Some(22)), 1), row("2020-04-01", "", (Some(23), None), 1)];
        assert_eq!(value(&alike, "2021-01-01", None), Some(1));
        // Those under 16 have no value.
        assert_eq!(value(&[row("2020-04-01", "", (Some(16), None), 1)], "2021-01-01", None), None);
    }

    #[test]
    fn two_values_for_one_day_and_age_contradict_each_other() {
        let pair = |a: Row, b: Row| contradictions(&[a, b]);
        assert_eq!(pair(row("2020-04-01", "", ALL, 1), row("2020-04-01", "", ALL, 2)), [(0, 1)]);
        assert_eq!(pair(row("2020-04-01", "2021-04-01", ALL, 1), row("2021-04-01", "", ALL, 2)), [(0, 1)]);
        assert_eq!(pair(row("2021-04-01", "", ALL, 1), row("2020-04-01", "2021-04-01", ALL, 2)), [(1, 0)]);
        assert_eq!(pair(row("", "2020-12-31", ALL, 1), row("", "", (Some(18), None), 2)), [(0, 1)]);
        assert!(pair(row("2020-04-01", "2021-03-31", ALL, 1), row("2021-04-01", "", ALL, 2)).is_empty());
        assert!(pair(row("2020-04-01", "", ALL, 1), row("2021-04-01", "", ALL, 2)).is_empty());
        assert!(pair(row("2020-04-01", "", ALL, 1), row("2020-04-01", "", ALL, 1)).is_empty());
        let young = row("2020-04-01", "", (None, Some(22)), 1);
        assert!(pair(young, row("2020-04-01", "", (Some(23), None), 2)).is_empty());
    }
}
