//! The types of expressions.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use indexmap::IndexSet;

use super::value::Value;
use crate::document::FactType;
use crate::sort;

/// What an expression can be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    /// `null`, or a value whose type is not known: fits everywhere.
    Any,
    Boolean,
    Number,
    Money,
    Date,
    /// Days.
    Days,
    /// Months.
    Months,
    Text,
    /// A code of a fact.
    Code(Arc<CodeSet>),
    /// A `codes` fact: a list of its codes, some of which may not be told.
    Codes(Arc<CodeSet>),
    List(Box<Type>),
    Range(Box<Type>),
    Record(Arc<BTreeMap<String, Type>>),
}

/// The codes a fact can have.
#[derive(Debug, PartialEq)]
pub(crate) struct CodeSet {
    pub(crate) fact: String,
    pub(crate) codes: IndexSet<Arc<str>>,
}

impl Type {
    pub(crate) fn of_attribute(declared: FactType) -> Self {
        match declared {
            FactType::Boolean => Self::Boolean,
            FactType::Number => Self::Number,
            FactType::Money => Self::Money,
            FactType::Date => Self::Date,
            FactType::Code | FactType::Text => Self::Text,
            FactType::Codes => Self::List(Box::new(Self::Text)),
        }
    }

    pub(crate) fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }

    /// The type of a value that is already there.
    pub(crate) fn of_value(value: &Value) -> Self {
        match value {
            Value::Unknown(_) => Self::Any,
            Value::Boolean(_) => Self::Boolean,
            Value::Number(_) | Value::Between(..) => Self::Number,
            Value::Money(_) => Self::Money,
            Value::Date(_) => Self::Date,
            Value::Duration(crate::value::Duration::Days(_)) => Self::Days,
            Value::Duration(crate::value::Duration::Months(_)) => Self::Months,
            Value::Text(_) => Self::Text,
            Value::Codes(_) => Self::list(Self::Text),
            Value::List(items) => Self::list(Self::common(items.iter().map(Self::of_value))),
            Value::Range(range) => Self::Range(Box::new(Self::common([&range.low, &range.high].map(Self::of_value)))),
            Value::Record(fields) => Self::Record(Arc::new(sort::gather(
                fields.iter().map(|(name, value)| (name.clone(), Self::of_value(value))),
            ))),
        }
    }

    /// The type that several share, or [`Type::Any`] if they share none.
    pub(crate) fn common(types: impl IntoIterator<Item = Self>) -> Self {
        let mut types = types.into_iter();
        let mut common = types.next().unwrap_or(Self::Any);
        for other in types {
            common = match (common, other) {
                (a, Self::Any) | (Self::Any, a) => a,
                (a, b) if a == b => a,
                (Self::Code(_) | Self::Text, Self::Code(_) | Self::Text) => Self::Text,
                // A name that one of them lacks is unknown there.
                (Self::Record(a), Self::Record(b)) => {
                    let mut fields = Arc::unwrap_or_clone(a);
                    for (name, other) in b.iter() {
                        let shared = fields.remove(name).map(|own| Self::common([own, other.clone()]));
                        fields.insert(name.clone(), shared.unwrap_or_else(|| other.clone()));
                    }
                    Self::Record(Arc::new(fields))
                }
                (Self::List(a), Self::List(b)) => Self::list(Self::common([*a, *b])),
                _ => return Self::Any,
            };
        }
        common
    }

    /// Whether values of the two can be the same.
    pub(crate) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::Text | Self::Code(_), Self::Text | Self::Code(_)) => true,
            (Self::List(a), Self::List(b)) | (Self::Range(a), Self::Range(b)) => a.fits(b),
            (Self::Codes(_), Self::Codes(_)) => true,
            (Self::Codes(_), Self::List(item)) | (Self::List(item), Self::Codes(_)) => item.fits(&Self::Text),
            (Self::Record(a), Self::Record(b)) => a.iter().all(|(name, a)| b.get(name).is_none_or(|b| a.fits(b))),
            (a, b) => a == b,
        }
    }

    /// Whether values of it have an order.
    pub(crate) fn is_ordered(&self) -> bool {
        matches!(self, Self::Any | Self::Number | Self::Money | Self::Date | Self::Days | Self::Months | Self::Text)
    }

    /// What lists within lists of this type hold, however deep; itself if it is no list.
    pub(crate) fn innermost(&self) -> Self {
        match self {
            Self::List(item) => item.innermost(),
            other => other.item().unwrap_or_else(|| other.clone()),
        }
    }

    /// What a list of this type holds.
    pub(crate) fn item(&self) -> Option<Self> {
        match self {
            Self::Any => Some(Self::Any),
            Self::List(item) => Some((**item).clone()),
            Self::Codes(set) => Some(Self::Code(Arc::clone(set))),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    /// In an author's words: "a number".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Any => "something not known",
            Self::Boolean => "true or false",
            Self::Number => "a number",
            Self::Money => "an amount of money",
            Self::Date => "a date",
            Self::Days => "a duration in days",
            Self::Months => "a duration in months",
            Self::Text => "text",
            Self::Code(_) => "a code",
            Self::Codes(_) => "a list of codes",
            Self::List(_) => "a list",
            Self::Range(_) => "a range",
            Self::Record(_) => "a record",
        })
    }
}
