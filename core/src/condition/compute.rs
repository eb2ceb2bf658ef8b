//! What paths into values and functions of them give.

use super::arithmetic::{arithmetic, held};
use super::compare::compare;
use super::functions::Function;
use super::syntax::{Comparison, Operator};
use super::value::{Unknown, Value};
use crate::value::{Date, Duration, Number, days_between};

pub(super) fn path(of: &Value, name: &str) -> Value {
    use chrono::Datelike;
    let number = |whole: i64| Value::Number(Number::from(whole));
    match (of, name) {
        (Value::Record(fields), name) => fields.get(name).cloned().unwrap_or(Value::Unknown(Unknown::NotAsked)),
        (Value::List(items), name) => Value::List(items.iter().map(|item| path(item, name)).collect()),
        (Value::Date(day), "year") => number(day.year().into()),
        (Value::Date(day), "month") => number(day.month().into()),
        (Value::Date(day), "day") => number(day.day().into()),
        (Value::Date(day), "weekday") => number(day.weekday().number_from_monday().into()),
        (Value::Duration(Duration::Days(days)), "days") => number(*days),
        (Value::Duration(Duration::Months(months)), "years") => number(months / 12),
        (Value::Duration(Duration::Months(months)), "months") => number(months % 12),
        _ => Value::UNDECIDED,
    }
}

/// How many a list holds: for codes of which some may not be told, a range.
pub(super) fn count(list: &Value) -> Value {
    let number = |length: usize| i64::try_from(length).map(Number::from).ok();
    match list {
        Value::List(items) => held(number(items.len()), Value::Number),
        Value::Codes(codes) => {
            let least = number(codes.told.len());
            let most = number(codes.told.len().saturating_add(codes.possible.len()));
            held(
                least.zip(most),
                |(least, most)| {
                    if least == most { Value::Number(least) } else { Value::Between(least, most) }
                },
            )
        }
        _ => Value::UNDECIDED,
    }
}

pub(super) fn aggregate(function: Function, values: &[Value]) -> Value {
    let mut items = Vec::new();
    flatten(values, &mut items);
    if items.contains(&Value::Unknown(Unknown::Arithmetic)) {
        return Value::Unknown(Unknown::Arithmetic);
    }
    if items.iter().any(|item| !item.is_settled()) {
        return Value::UNDECIDED;
    }
    let mut rest = items.iter();
    let Some(first) = rest.next() else {
        // The one departure from null: the sum of nothing is 0.
        return if function == Function::Sum { Value::Number(Number::ZERO) } else { Value::UNDECIDED };
    };
    match function {
        Function::Min | Function::Max => {
            let comparison = if function == Function::Min { Comparison::Less } else { Comparison::Greater };
            let mut best = first;
            for item in rest {
                match compare(comparison, item, best) {
                    Some(true) => best = item,
                    Some(false) => {}
                    None => return Value::UNDECIDED,
                }
            }
            best.clone()
        }
        _ => {
            let sum = rest.fold(first.clone(), |sum, item| arithmetic(Operator::Add, &sum, item));
            if function == Function::Sum {
                return sum;
            }
            let count = i64::try_from(items.len()).map_or(Value::UNDECIDED, |count| Value::Number(Number::from(count)));
            arithmetic(Operator::Divide, &sum, &count)
        }
    }
}

/// The values of lists, however deep: FEEL's aggregates take a list, several values, or both.
fn flatten(values: &[Value], items: &mut Vec<Value>) {
    for value in values {
        match value {
            Value::List(inner) => flatten(inner, items),
            value => items.push(value.clone()),
        }
    }
}

/// The functions that make days and lengths of time.
pub(super) fn made(function: Function, values: &[Value]) -> Value {
    match (function, values) {
        (Function::Date, [Value::Text(text)]) => crate::value::parse_date(text).map_or(Value::UNDECIDED, Value::Date),
        (Function::Date, [Value::Date(day)]) => Value::Date(*day),
        (Function::Date, [Value::Number(year), Value::Number(month), Value::Number(day)]) => {
            date(*year, *month, *day).map_or(Value::UNDECIDED, Value::Date)
        }
        (Function::Duration, [Value::Text(text)]) => text.parse().map_or(Value::UNDECIDED, Value::Duration),
        _ => Value::UNDECIDED,
    }
}

fn date(year: Number, month: Number, day: Number) -> Option<Date> {
    let year = i32::try_from(year.to_i64()?).ok().filter(|year| (1..=9999).contains(year))?;
    Date::from_ymd_opt(year, u32::try_from(month.to_i64()?).ok()?, u32::try_from(day.to_i64()?).ok()?)
}

pub(super) fn between(function: Function, from: Date, to: Date) -> Value {
    let number = |whole: i64| Value::Number(Number::from(whole));
    match function {
        Function::YearsBetween => number(crate::value::years_between(from, to)),
        Function::MonthsBetween => number(crate::value::months_between(from, to)),
        Function::WeeksBetween => number(days_between(from, to) / 7),
        Function::DaysBetween => number(days_between(from, to)),
        Function::YearsAndMonthsDuration => Value::Duration(Duration::Months(crate::value::months_between(from, to))),
        _ => Value::UNDECIDED,
    }
}

pub(super) fn truths(values: &[Value]) -> impl Iterator<Item = Option<bool>> + use<> {
    let mut items = Vec::new();
    flatten(values, &mut items);
    items.into_iter().map(|item| item.truth())
}
