//! Plain values where their caller holds them.

use super::{Date, Plain};

/// A [`Plain`] value that is only looked at: a host language's values need not be copied to be read.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum PlainRef<'a> {
    /// Nothing at all.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Whole(i64),
    /// A number, as its shortest text.
    Number(&'a str),
    /// Text; codes and durations come as text too, and dates may.
    Text(&'a str),
    /// A date.
    Date(Date),
    /// Texts in order.
    Texts(&'a [&'a str]),
    /// Values in order.
    List(&'a [Plain]),
    /// Named values in order.
    Map(&'a [(String, Plain)]),
    /// Something of the host language that has no meaning here, by the name of its type.
    Other(&'a str),
}

impl<'a> PlainRef<'a> {
    /// How many items this has, and the items in order, if it is a list.
    pub(crate) fn items(self) -> Option<(usize, impl Iterator<Item = Self>)> {
        let (texts, plain): (&[&str], &[Plain]) = match self {
            Self::Texts(texts) => (texts, &[]),
            Self::List(plain) => (&[], plain),
            _ => return None,
        };
        let items = texts.iter().copied().map(PlainRef::Text).chain(plain.iter().map(PlainRef::from));
        Some((texts.len().saturating_add(plain.len()), items))
    }

    /// A value of its own that says the same.
    #[cfg(all(feature = "columns", feature = "case-files"))]
    pub(crate) fn to_plain(self) -> Plain {
        match self {
            Self::Null => Plain::Null,
            Self::Boolean(value) => Plain::Boolean(value),
            Self::Whole(whole) => Plain::from(whole),
            Self::Number(text) => Plain::Number(text.to_owned()),
            Self::Text(text) => Plain::Text(text.to_owned()),
            Self::Date(day) => Plain::Date(day),
            Self::Texts(texts) => Plain::from(texts.to_vec()),
            Self::List(items) => Plain::List(items.to_vec()),
            Self::Map(entries) => Plain::Map(entries.to_vec()),
            Self::Other(name) => Plain::Other(name.to_owned()),
        }
    }

    /// What this is, in plain words, never its content.
    #[must_use]
    pub fn noun(self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Boolean(_) => "true or false".to_owned(),
            Self::Whole(_) | Self::Number(_) => "a number".to_owned(),
            Self::Text(_) => "text".to_owned(),
            Self::Date(_) => "a date".to_owned(),
            Self::Texts(_) | Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a mapping".to_owned(),
            Self::Other(name) => format!("a value of type {name}"),
        }
    }
}

impl<'a> From<&'a Plain> for PlainRef<'a> {
    fn from(plain: &'a Plain) -> Self {
        match plain {
            Plain::Null => Self::Null,
            Plain::Boolean(value) => Self::Boolean(*value),
            Plain::Number(text) => Self::Number(text),
            Plain::Text(text) => Self::Text(text),
            Plain::Date(day) => Self::Date(*day),
            Plain::List(items) => Self::List(items),
            Plain::Map(entries) => Self::Map(entries),
            Plain::Other(name) => Self::Other(name),
        }
    }
}
