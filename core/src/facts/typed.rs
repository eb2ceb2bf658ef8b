//! Plain values by the type they are declared to have.

use crate::condition::Value;
use crate::document::FactType;
use crate::value::{Money, Number, NumberError, PlainRef, parse_date};

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
pub(crate) fn typed(of: FactType, given: PlainRef<'_>) -> Result<Value, Unfit> {
    match (of, given) {
        (FactType::Boolean, PlainRef::Boolean(value)) => Ok(Value::Boolean(value)),
        (FactType::Number, given) => number(given).map(Value::Number),
        (FactType::Money, given) => number(given).map(|amount| Value::Money(Money(amount))),
        (FactType::Date, PlainRef::Date(day)) => Ok(Value::Date(day)),
        (FactType::Date, PlainRef::Text(text)) => parse_date(text).map(Value::Date).ok_or(Unfit::Day),
        (FactType::Text | FactType::Code, PlainRef::Text(text)) => Ok(Value::Text(text.into())),
        (FactType::Codes, given) => {
            let (_, items) = given.items().ok_or(Unfit::Type)?;
            items.map(|item| typed(FactType::Text, item)).collect::<Result<_, _>>().map(Value::List)
        }
        _ => Err(Unfit::Type),
    }
}

fn number(given: PlainRef<'_>) -> Result<Number, Unfit> {
    match given {
        PlainRef::Whole(whole) => Ok(Number::from(whole)),
        PlainRef::Number(text) => text.parse().map_err(Unfit::Number),
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
