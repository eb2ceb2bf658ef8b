//! Plain values by the type they are declared to have.

use crate::condition::Value;
use crate::document::FactType;
use crate::value::{Money, Number, NumberError, Plain, parse_date};

/// Why a plain value is none of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is of another type.
    Type,
    /// It is no day in the calendar.
    Day,
    /// It is a number that cannot be held.
    Number(NumberError),
}

/// A value of a type that needs no codes: a code is any text, and `codes` are a list of texts.
pub(crate) fn typed(of: FactType, given: &Plain) -> Result<Value, Unfit> {
    let number = |text: &str| text.parse::<Number>().map_err(Unfit::Number);
    match (of, given) {
        (FactType::Boolean, Plain::Boolean(value)) => Ok(Value::Boolean(*value)),
        (FactType::Number, Plain::Number(text)) => number(text).map(Value::Number),
        (FactType::Money, Plain::Number(text)) => number(text).map(|amount| Value::Money(Money(amount))),
        (FactType::Date, Plain::Date(day)) => Ok(Value::Date(*day)),
        (FactType::Date, Plain::Text(text)) => parse_date(text).map(Value::Date).ok_or(Unfit::Day),
        (FactType::Text | FactType::Code, Plain::Text(text)) => Ok(Value::Text(text.as_str().into())),
        (FactType::Codes, Plain::List(items)) => {
            let items = items.iter().map(|item| typed(FactType::Text, item));
            items.collect::<Result<_, _>>().map(Value::List)
        }
        _ => Err(Unfit::Type),
    }
}

impl FactType {
    /// What a value of it is, in plain words.
    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::Boolean => "true or false",
            Self::Number => "a number",
            Self::Money => "an amount of money, a number",
            Self::Date => "a date",
            Self::Code => "one of its codes, a text",
            Self::Codes => "a list of codes",
            Self::Text => "text",
        }
    }
}
