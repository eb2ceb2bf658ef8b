//! Values as canonical text.

use std::fmt;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::syntax::quoted;
use super::value::Value;

/// The canonical FEEL text: `12.5`, `"social"`, `date("2022-04-01")`, `[1, 2]`, `null`.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(_) => formatter.write_str("null"),
            Self::Boolean(value) => value.fmt(formatter),
            Self::Number(number) => number.fmt(formatter),
            Self::Between(low, high) => write!(formatter, "[{low}..{high}]"),
            Self::Money(money) => money.fmt(formatter),
            Self::Date(day) => write!(formatter, "date(\"{day}\")"),
            Self::Duration(duration) => write!(formatter, "duration(\"{duration}\")"),
            Self::Text(text) => quoted(formatter, text),
            Self::Codes(codes) => {
                let told: Vec<String> = codes.told.iter().map(|code| format!("\"{code}\"")).collect();
                write!(formatter, "[{}]", told.join(", "))
            }
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(formatter, "[{}]", items.join(", "))
            }
            Self::Range(range) => {
                let (open, close) =
                    (if range.low_closed { '[' } else { '(' }, if range.high_closed { ']' } else { ')' });
                write!(formatter, "{open}{}..{}{close}", range.low, range.high)
            }
            Self::Record(fields) => {
                let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                write!(formatter, "{{{}}}", fields.join(", "))
            }
        }
    }
}

/// Plain values: decimals and dates as text, unknown as null, a number known only to a range as `{low, high}`.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown(_) => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Between(low, high) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("low", low)?;
                map.serialize_entry("high", high)?;
                map.end()
            }
            Self::Money(money) => money.serialize(serializer),
            Self::Date(day) => serializer.collect_str(day),
            Self::Duration(duration) => duration.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Codes(codes) => {
                let mut list = serializer.serialize_seq(Some(codes.told.len()))?;
                for code in &codes.told {
                    list.serialize_element(&**code)?;
                }
                list.end()
            }
            Self::List(items) => serializer.collect_seq(items.iter()),
            Self::Range(_) => serializer.collect_str(self),
            Self::Record(fields) => serializer.collect_map(fields.iter()),
        }
    }
}
