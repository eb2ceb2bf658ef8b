//! What `=` and `<` mean, for known and unknown values: Kleene's, always.

use std::cmp::Ordering;
use std::sync::Arc;

use super::expression::RangeOf;
use super::syntax::Comparison;
use super::value::{Codes, Value};
use crate::sort;
use crate::value::{Duration, Number};

/// `left comparison right`; `None` is unknown.
#[inline]
pub(crate) fn compare(comparison: Comparison, left: &Value, right: &Value) -> Option<bool> {
    match comparison {
        Comparison::Equal => equal(left, right),
        Comparison::NotEqual => equal(left, right).map(|same| !same),
        Comparison::Less => less(left, right, false),
        Comparison::LessOrEqual => less(left, right, true),
        Comparison::Greater => less(right, left, false),
        Comparison::GreaterOrEqual => less(right, left, true),
    }
}

/// Whether two values are the same; every comparison with unknown is unknown.
pub(crate) fn equal(left: &Value, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => None,
        (Value::Between(..), _) | (_, Value::Between(..)) => {
            let ((a_low, a_high), (b_low, b_high)) = (interval(left)?, interval(right)?);
            if a_high < b_low || b_high < a_low { Some(false) } else { None }
        }
        (Value::Codes(a), Value::Codes(b)) => same_codes(a, b),
        (Value::Codes(codes), Value::List(items)) | (Value::List(items), Value::Codes(codes)) => {
            same_codes(codes, &listed(items)?)
        }
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Some(false);
            }
            every(a.iter().zip(b.iter()).map(|(a, b)| equal(a, b)))
        }
        (Value::Range(a), Value::Range(b)) => {
            if (a.low_closed, a.high_closed) != (b.low_closed, b.high_closed) {
                return Some(false);
            }
            every([equal(&a.low, &b.low), equal(&a.high, &b.high)])
        }
        (Value::Record(a), Value::Record(b)) => {
            // A name that one of them does not have is unknown there.
            let names: std::collections::BTreeSet<_> = sort::gather(a.keys().chain(b.keys()));
            every(names.into_iter().map(|name| equal(a.get(name)?, b.get(name)?)))
        }
        // A code stands once in a catalogue, mostly.
        (Value::Text(a), Value::Text(b)) => Some(Arc::ptr_eq(a, b) || a == b),
        (a, b) => (std::mem::discriminant(a) == std::mem::discriminant(b)).then(|| a == b),
    }
}

/// `left < right`, or `left <= right`.
fn less(left: &Value, right: &Value, or_equal: bool) -> Option<bool> {
    let decides = |ordering: Ordering| ordering == Ordering::Less || (or_equal && ordering == Ordering::Equal);
    let ordering = match (left, right) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Between(..), _) | (_, Value::Between(..)) => {
            let ((a_low, a_high), (b_low, b_high)) = (interval(left)?, interval(right)?);
            let (always, ever) = (decides(a_high.cmp(&b_low)), decides(a_low.cmp(&b_high)));
            return if always {
                Some(true)
            } else if ever {
                None
            } else {
                Some(false)
            };
        }
        (Value::Money(a), Value::Money(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Duration(Duration::Days(a)), Value::Duration(Duration::Days(b)))
        | (Value::Duration(Duration::Months(a)), Value::Duration(Duration::Months(b))) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => return None,
    };
    Some(decides(ordering))
}

/// Whether a value lies in a range.
pub(crate) fn in_range(value: &Value, range: RangeOf<&Value>) -> Option<bool> {
    let (low, high) = range_comparisons(range.low_closed, range.high_closed);
    let ends = [(low, range.low), (high, range.high)];
    every(ends.into_iter().map(|(comparison, end)| compare(comparison, value, end)))
}

/// How a value in a range compares with its low and its high end.
pub(crate) fn range_comparisons(low_closed: bool, high_closed: bool) -> (Comparison, Comparison) {
    let low = if low_closed { Comparison::GreaterOrEqual } else { Comparison::Greater };
    let high = if high_closed { Comparison::LessOrEqual } else { Comparison::Less };
    (low, high)
}

/// Whether a list holds a value: the `or` of its comparisons.
pub(crate) fn contains(list: &Value, value: &Value) -> Option<bool> {
    match list {
        Value::List(items) => some(items.iter().map(|item| equal(item, value))),
        Value::Codes(codes) => {
            let Value::Text(code) = value else { return None };
            if codes.told.contains(code) {
                Some(true)
            } else if codes.possible.contains(code) {
                None
            } else {
                Some(false)
            }
        }
        _ => None,
    }
}

/// What `value in test` means for one test: equal to it, or in it if it is a list or a range.
pub(crate) fn in_value(value: &Value, test: &Value) -> Option<bool> {
    match test {
        Value::Range(range) if !matches!(value, Value::Range(_)) => in_range(value, (&**range).into()),
        Value::Codes(_) if matches!(value, Value::Text(_)) => contains(test, value),
        Value::List(items) => {
            let among = some(items.iter().map(|item| match item {
                Value::Range(range) => in_range(value, (&**range).into()),
                item => equal(value, item),
            }));
            if matches!(value, Value::List(_) | Value::Codes(_)) { either(equal(value, test), among) } else { among }
        }
        test => equal(value, test),
    }
}

/// Kleene's `and` of all.
pub(crate) fn every(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for truth in truths {
        match truth {
            Some(false) => return Some(false),
            None => all = None,
            Some(true) => {}
        }
    }
    all
}

/// Kleene's `or` of all.
pub(crate) fn some(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut any = Some(false);
    for truth in truths {
        match truth {
            Some(true) => return Some(true),
            None => any = None,
            Some(false) => {}
        }
    }
    any
}

fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    some([a, b])
}

/// The least and the greatest a number can be.
pub(crate) fn interval(value: &Value) -> Option<(Number, Number)> {
    match value {
        Value::Number(number) => Some((*number, *number)),
        Value::Between(low, high) => Some((*low, *high)),
        _ => None,
    }
}

/// The codes of a list, all told; `None` if something in it is not known.
fn listed(items: &[Value]) -> Option<Codes> {
    let told = items.iter().map(|item| match item {
        Value::Text(code) => Some(Arc::clone(code)),
        _ => None,
    });
    Some(Codes { told: told.collect::<Option<_>>()?, possible: Vec::new() })
}

/// Whether two sets of codes are the same, in whatever order.
fn same_codes(a: &Codes, b: &Codes) -> Option<bool> {
    let can_have = |codes: &Codes, code| codes.told.contains(code) || codes.possible.contains(code);
    let conflict = a.told.iter().any(|code| !can_have(b, code)) || b.told.iter().any(|code| !can_have(a, code));
    if conflict {
        Some(false)
    } else if a.possible.is_empty() && b.possible.is_empty() {
        Some(true)
    } else {
        None
    }
}
