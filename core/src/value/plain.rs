//! Values as they come in, before anything is known of their meaning.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{Date, PlainRef};

/// A plain value as a caller gives it: what JSON can say, with numbers kept as text so that nothing is rounded.
///
/// ```
/// use doorstep::Plain;
/// let facts = Plain::from_json(r#"{"age": 30, "barriers": ["debt", "health"]}"#)?;
/// assert!(matches!(facts, Plain::Map(_)));
/// # Ok::<(), doorstep::DocumentError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Plain {
    /// Nothing at all.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number, as its shortest text.
    Number(String),
    /// Text; codes and durations come as text too, and dates may.
    Text(String),
    /// A date, where the host language has them.
    Date(Date),
    /// Values in order.
    List(Vec<Plain>),
    /// Named values in order.
    Map(Vec<(String, Plain)>),
    /// Something of the host language that has no meaning here, by the name of its type.
    Other(String),
}

impl Plain {
    /// The one way to write what this says: decimals without trailing zeros, days as text, names in order, and none
    /// that are nothing.
    pub(crate) fn settled(self) -> Self {
        match self {
            Self::Number(text) => Self::Number(text.parse::<super::Number>().map_or(text, |number| number.to_string())),
            Self::Date(day) => Self::Text(day.to_string()),
            Self::List(items) => Self::List(items.into_iter().map(Self::settled).collect()),
            Self::Map(entries) => {
                let mut named = std::collections::BTreeMap::new();
                for (name, value) in entries.into_iter().filter(|(_, value)| *value != Self::Null) {
                    named.insert(name, value.settled());
                }
                Self::Map(named.into_iter().collect())
            }
            other => other,
        }
    }

    /// The text of an id: text, or a whole number.
    pub(crate) fn as_id(&self) -> Option<&str> {
        match self {
            Self::Text(id) | Self::Number(id) => Some(id),
            _ => None,
        }
    }

    /// The number that this is.
    pub(crate) fn as_number(&self) -> Option<super::Number> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Of each number and text in it, whether it is text: 30 and "30" say the same.
    pub(crate) fn written(&self) -> Vec<bool> {
        match self {
            Self::Number(_) => vec![false],
            Self::Text(_) => vec![true],
            Self::List(items) => items.iter().flat_map(Self::written).collect(),
            Self::Map(entries) => entries.iter().flat_map(|(_, value)| value.written()).collect(),
            _ => Vec::new(),
        }
    }

    /// What this is, in plain words, never its content.
    #[must_use]
    pub fn noun(&self) -> String {
        PlainRef::from(self).noun()
    }
}

impl From<bool> for Plain {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Plain {
    fn from(value: i64) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<&str> for Plain {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl<T: Into<Plain>> From<Vec<T>> for Plain {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, V: Into<Plain>> FromIterator<(K, V)> for Plain {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::Map(entries.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            // Normalised where it can be, so that 30 and 30.0 are one value.
            Self::Number(text) => match text.parse::<super::Number>() {
                Ok(number) => serializer.collect_str(&number),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Date(day) => serializer.collect_str(day),
            Self::Text(text) | Self::Other(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Plain {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Plain".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({})
    }
}
