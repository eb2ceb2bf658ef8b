//! What becomes of an event among others.

use serde::Serialize;

/// What becomes of an event, as far as all the others are known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fate {
    /// It counts; if it amends another, in that one's place.
    Counts,
    /// It takes another back, and does no more.
    Voids,
    /// Another stands in its place.
    Amended {
        /// The id of the event that does.
        by: String,
    },
    /// It is taken back, or what it amends is.
    Voided {
        /// The id of the event that does that.
        by: String,
    },
    /// It waits for the event that it amends or voids.
    Waiting,
    /// It is one of a circle of events that amend or void each other.
    Circle,
    /// Its id was given to other contents too.
    Conflict,
    /// What it tells is not what its kind needs.
    BadData,
    /// It cannot be: it ends before it begins, belongs to no programme, ends what did not start.
    Impossible,
    /// It is another person's.
    OtherPerson,
    /// It was not known on the day asked about.
    NotKnown,
}

impl Fate {
    /// The word for it, as in `serde`'s `fate`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Voids => "voids",
            Self::Amended { .. } => "amended",
            Self::Voided { .. } => "voided",
            Self::Waiting => "waiting",
            Self::Circle => "circle",
            Self::Conflict => "conflict",
            Self::BadData => "bad_data",
            Self::Impossible => "impossible",
            Self::OtherPerson => "other_person",
            Self::NotKnown => "not_known",
        }
    }

    /// The event that amends it or takes it back.
    #[must_use]
    pub fn by(&self) -> Option<&str> {
        match self {
            Self::Amended { by } | Self::Voided { by } => Some(by),
            _ => None,
        }
    }
}
