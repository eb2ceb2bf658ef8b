//! What is told about a person, and what a decision rests on.

use std::collections::HashMap;
use std::fmt;

use doorstep::{Code, FactProblem, NESTING_LIMIT, Plain, Value, parse_date};

/// A value of a fact or of an expression. Decimals are text, never binary floats.
///
/// Printed, it says what kind of value it is and not which: a log must not tell a person's circumstances.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Enum)]
#[uniffi::export(Debug, Display)]
pub enum FactValue {
    /// Not known. A fact that was not asked is better left out.
    Nothing,
    /// True or false.
    Boolean {
        /// Which.
        value: bool,
    },
    /// An exact decimal, or an amount in pounds.
    Number {
        /// As text: `12.5`.
        value: String,
    },
    /// Text, or a code.
    Text {
        /// The text.
        value: String,
    },
    /// A civil date. What is no day of the calendar is taken as text, which no date fact accepts.
    Date {
        /// As `YYYY-MM-DD`.
        value: String,
    },
    /// A length of time; facts have none, expressions may.
    Duration {
        /// As `P91D` or `P1Y6M`.
        value: String,
    },
    /// Values in order: codes, or the members of a household.
    Items {
        /// The values.
        items: Vec<FactValue>,
    },
    /// Named values: a member of the household; a fact as `{value, evidence, on}` or `{absent}`; a number known only
    /// to a range, as `{low, high}`.
    Record {
        /// The values, with their names.
        entries: Vec<Fact>,
    },
}

/// A fact's name and value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: FactValue,
}

impl fmt::Display for FactValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Boolean { .. } => "Boolean(…)",
            Self::Number { .. } => "Number(…)",
            Self::Text { .. } => "Text(…)",
            Self::Date { .. } => "Date(…)",
            Self::Duration { .. } => "Duration(…)",
            Self::Items { .. } => "Items(…)",
            Self::Record { .. } => "Record(…)",
        })
    }
}

/// The same as the text: never the content.
impl fmt::Debug for FactValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl From<FactValue> for Plain {
    fn from(value: FactValue) -> Self {
        match value {
            FactValue::Nothing => Self::Null,
            FactValue::Boolean { value } => Self::Boolean(value),
            FactValue::Number { value } => Self::Number(value),
            FactValue::Text { value } | FactValue::Duration { value } => Self::Text(value),
            FactValue::Date { value } => parse_date(&value).map_or(Self::Text(value), Self::Date),
            FactValue::Items { items } => Self::List(items.into_iter().map(Self::from).collect()),
            FactValue::Record { entries } => {
                entries.into_iter().map(|Fact { name, value }| (name, Self::from(value))).collect()
            }
        }
    }
}

impl FactValue {
    /// Whether it is nested deeper than values may be. Counted, not recursed: it may be very deep.
    pub(crate) fn is_too_deep(&self) -> bool {
        // The facts themselves are the first level.
        let mut waiting = vec![(self, 1_usize)];
        while let Some((value, depth)) = waiting.pop() {
            if depth > NESTING_LIMIT {
                return true;
            }
            let deeper = depth.saturating_add(1);
            match value {
                Self::Items { items } => waiting.extend(items.iter().map(|item| (item, deeper))),
                Self::Record { entries } => waiting.extend(entries.iter().map(|entry| (&entry.value, deeper))),
                _ => {}
            }
        }
        false
    }
}

/// Facts in the order of their names: a foreign map's own order does not cross.
///
/// # Errors
/// The facts that are nested too deep.
pub(crate) fn plain(facts: HashMap<String, FactValue>) -> Result<Plain, Vec<FactProblem>> {
    let mut facts: Vec<(String, FactValue)> = facts.into_iter().collect();
    facts.sort_by(|(a, _), (b, _)| a.cmp(b));
    let deep = facts.iter().filter(|(_, value)| value.is_too_deep());
    let problems: Vec<FactProblem> = deep.map(|(name, _)| too_deep(name)).collect();
    if problems.is_empty() { Ok(facts.into_iter().collect()) } else { Err(problems) }
}

fn too_deep(name: &str) -> FactProblem {
    FactProblem {
        code: Code::TooDeep,
        fact: name.to_owned(),
        message: format!("`{name}` is nested more than 64 deep"),
        help: "give one person's facts, each a value or a list of values".to_owned(),
    }
}

impl From<&Value> for FactValue {
    fn from(value: &Value) -> Self {
        let text = |value: &dyn fmt::Display| value.to_string();
        match value {
            Value::Unknown(_) => Self::Nothing,
            Value::Boolean(value) => Self::Boolean { value: *value },
            Value::Number(number) => Self::Number { value: text(number) },
            Value::Between(low, high) => Self::Record {
                entries: [("low", low), ("high", high)]
                    .map(|(name, end)| Fact { name: name.to_owned(), value: Self::Number { value: text(end) } })
                    .into(),
            },
            Value::Money(money) => Self::Number { value: text(money) },
            Value::Date(day) => Self::Date { value: text(day) },
            Value::Duration(duration) => Self::Duration { value: text(duration) },
            Value::Text(value) => Self::Text { value: text(value) },
            Value::Codes(codes) => {
                Self::Items { items: codes.told.iter().map(|code| Self::Text { value: text(code) }).collect() }
            }
            Value::List(items) => Self::Items { items: items.iter().map(Self::from).collect() },
            Value::Record(fields) => Self::Record { entries: named(fields.iter()) },
            // A range, or a kind of value that is newer than this: its canonical text.
            other => Self::Text { value: text(other) },
        }
    }
}

/// What an event tells, as it was given.
impl From<&Plain> for FactValue {
    fn from(plain: &Plain) -> Self {
        match plain {
            Plain::Null => Self::Nothing,
            Plain::Boolean(value) => Self::Boolean { value: *value },
            Plain::Number(number) => Self::Number { value: number.clone() },
            Plain::Date(day) => Self::Date { value: day.to_string() },
            Plain::Text(text) => Self::Text { value: text.clone() },
            Plain::List(items) => Self::Items { items: items.iter().map(Self::from).collect() },
            Plain::Map(entries) => {
                let entry = |(name, value): &(String, Plain)| Fact { name: name.clone(), value: value.into() };
                Self::Record { entries: entries.iter().map(entry).collect() }
            }
            // Nothing else is ever told.
            other => Self::Text { value: other.noun() },
        }
    }
}

/// Names and values of the core, in their order.
pub(crate) fn named<'a>(values: impl IntoIterator<Item = (&'a String, &'a Value)>) -> Vec<Fact> {
    values.into_iter().map(|(name, value)| Fact { name: name.clone(), value: value.into() }).collect()
}
