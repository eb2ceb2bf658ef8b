//! Sums, differences, products and quotients of numbers, money, days and lengths of time. What cannot be held is unknown.

use super::compare::interval;
use super::syntax::Operator;
use super::value::{Unknown, Value};
use crate::value::{Date, Duration, Money, Number, add, days_between};

pub(super) fn negate(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(number.negated()),
        Value::Between(low, high) => Value::Between(high.negated(), low.negated()),
        Value::Money(money) => Value::Money(Money(money.0.negated())),
        Value::Duration(duration) => Value::Duration(duration.negated()),
        Value::Unknown(Unknown::Arithmetic) => value,
        _ => Value::UNDECIDED,
    }
}

/// A result of arithmetic, or unknown because it cannot be held.
pub(super) fn held<T>(result: Option<T>, value: impl FnOnce(T) -> Value) -> Value {
    result.map_or(Value::Unknown(Unknown::Arithmetic), value)
}

pub(crate) fn arithmetic(operator: Operator, left: &Value, right: &Value) -> Value {
    let on_numbers = |a: Number, b: Number| match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
    };
    let on_days = |day: Date, duration: Duration| match operator {
        Operator::Add => add(day, duration),
        Operator::Subtract => add(day, duration.negated()),
        Operator::Multiply | Operator::Divide => None,
    };
    match (left, right) {
        (Value::Unknown(Unknown::Arithmetic), _) | (_, Value::Unknown(Unknown::Arithmetic)) => {
            Value::Unknown(Unknown::Arithmetic)
        }
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => Value::UNDECIDED,
        (Value::Number(a), Value::Number(b)) => held(on_numbers(*a, *b), Value::Number),
        (Value::Between(..), _) | (_, Value::Between(..)) => arithmetic_between(operator, left, right),
        (Value::Money(a), Value::Money(b)) => match operator {
            Operator::Divide => held(on_numbers(a.0, b.0), Value::Number),
            _ => held(on_numbers(a.0, b.0), |sum| Value::Money(Money(sum))),
        },
        (Value::Money(Money(a)), Value::Number(b)) | (Value::Number(a), Value::Money(Money(b))) => {
            held(on_numbers(*a, *b), |amount| Value::Money(Money(amount)))
        }
        (Value::Date(a), Value::Date(b)) => Value::Duration(Duration::Days(days_between(*b, *a))),
        (Value::Date(day), Value::Duration(duration)) | (Value::Duration(duration), Value::Date(day)) => {
            held(on_days(*day, *duration), Value::Date)
        }
        (Value::Duration(Duration::Days(a)), Value::Duration(Duration::Days(b))) => {
            on_durations(operator, *a, *b, Duration::Days)
        }
        (Value::Duration(Duration::Months(a)), Value::Duration(Duration::Months(b))) => {
            on_durations(operator, *a, *b, Duration::Months)
        }
        (Value::Duration(duration), Value::Number(factor)) => scaled(operator, *duration, *factor),
        (Value::Number(factor), Value::Duration(duration)) => scaled(operator, *duration, *factor),
        (Value::Text(a), Value::Text(b)) if operator == Operator::Add => Value::Text(format!("{a}{b}").into()),
        _ => Value::UNDECIDED,
    }
}

/// Sums and differences of numbers of which one is only known to lie in a range.
fn arithmetic_between(operator: Operator, left: &Value, right: &Value) -> Value {
    let (Some((a_low, a_high)), Some((b_low, b_high))) = (interval(left), interval(right)) else {
        return Value::UNDECIDED;
    };
    let (low, high) = match operator {
        Operator::Add => (a_low.checked_add(b_low), a_high.checked_add(b_high)),
        Operator::Subtract => (a_low.checked_sub(b_high), a_high.checked_sub(b_low)),
        Operator::Multiply | Operator::Divide => return Value::UNDECIDED,
    };
    held(low.zip(high), |(low, high)| Value::Between(low, high))
}

fn on_durations(operator: Operator, a: i64, b: i64, of: fn(i64) -> Duration) -> Value {
    match operator {
        Operator::Add => held(a.checked_add(b), |sum| Value::Duration(of(sum))),
        Operator::Subtract => held(a.checked_sub(b), |difference| Value::Duration(of(difference))),
        Operator::Divide => held(Number::from(a).checked_div(Number::from(b)), Value::Number),
        Operator::Multiply => Value::UNDECIDED,
    }
}

/// A duration times or divided by a number, if that gives whole days or months.
fn scaled(operator: Operator, duration: Duration, factor: Number) -> Value {
    let (Duration::Days(amount) | Duration::Months(amount)) = duration;
    let result = match operator {
        Operator::Multiply => Number::from(amount).checked_mul(factor),
        Operator::Divide => Number::from(amount).checked_div(factor),
        Operator::Add | Operator::Subtract => None,
    };
    held(result.and_then(Number::to_i64), |amount| {
        Value::Duration(match duration {
            Duration::Days(_) => Duration::Days(amount),
            Duration::Months(_) => Duration::Months(amount),
        })
    })
}
