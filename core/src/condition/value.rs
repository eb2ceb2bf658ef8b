//! What conditions compute with.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::value::{Date, Duration, Money, Number};

/// Why something is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unknown {
    /// Nobody asked.
    NotAsked,
    /// Asked, and not known.
    NotKnown,
    /// Asked, and the person chose not to say.
    Declined,
    /// A division by zero, or a result too large to hold.
    Arithmetic,
    /// It follows from something that is not known.
    Undecided,
}

/// A value of a fact or of an expression.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Not known, and why. Never false, never zero.
    Unknown(Unknown),
    /// True or false.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A number that is only known to lie from one to another, both inclusive: how many codes, when some may not
    /// have been told.
    Between(Number, Number),
    /// An amount in pounds.
    Money(Money),
    /// A day.
    Date(Date),
    /// A length of time.
    Duration(Duration),
    /// Text, or a code.
    Text(Arc<str>),
    /// The codes of a `codes` fact.
    Codes(Arc<Codes>),
    /// A list.
    List(Arc<[Value]>),
    /// A range.
    Range(Arc<Range>),
    /// Named values: a household member's facts, or a record's attributes. A name that is absent is unknown.
    Record(Arc<BTreeMap<String, Value>>),
}

/// Codes that are told, and those that may yet be.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Codes {
    /// Told, in the vocabulary's order.
    pub told: Vec<Arc<str>>,
    /// Neither told nor ruled out. Empty when what was told is complete.
    pub possible: Vec<Arc<str>>,
}

/// A range of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The low end.
    pub low: Value,
    /// The high end.
    pub high: Value,
    /// Whether the low end is in it.
    pub low_closed: bool,
    /// Whether the high end is in it.
    pub high_closed: bool,
}

impl Unknown {
    /// `not_asked`, `not_known`, `declined`, `arithmetic`, or `undecided` for what is told in part.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::NotKnown => "not_known",
            Self::Declined => "declined",
            Self::Arithmetic => "arithmetic",
            Self::Undecided => "undecided",
        }
    }
}

impl serde::Serialize for Unknown {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Value {
    /// Unknown because something it rests on is.
    pub(crate) const UNDECIDED: Self = Self::Unknown(Unknown::Undecided);

    /// A truth value: `None` is unknown.
    pub(crate) fn from_truth(truth: Option<bool>) -> Self {
        truth.map_or(Self::UNDECIDED, Self::Boolean)
    }

    /// What a number or an amount of money, in pounds, adds.
    pub(crate) fn amount(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Money(money) => Some(money.0),
            _ => None,
        }
    }

    /// The truth value this is: `None` is unknown.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether nothing more could be told: it is known, and so are all its parts.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        match self {
            Self::Unknown(_) | Self::Between(..) => false,
            Self::Codes(codes) => codes.possible.is_empty(),
            Self::List(items) => items.iter().all(Self::is_settled),
            Self::Range(range) => range.low.is_settled() && range.high.is_settled(),
            Self::Record(fields) => fields.values().all(Self::is_settled),
            _ => true,
        }
    }

    /// Whether anything is known of it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_))
    }
}
