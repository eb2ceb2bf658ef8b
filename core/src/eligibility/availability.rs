//! Whether a programme takes referrals on a day.

use serde::Serialize;

use crate::document::{Programme, ReferralStatus};
use crate::value::Date;

/// Whether a programme takes referrals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// It does.
    Open,
    /// It does not, and no later day is known on which it will.
    Closed,
    /// It will, on this day.
    OpensOn(Date),
    /// It does, and has no places left.
    Full,
    /// It does, and there is a waiting list.
    Waiting,
    /// The sources do not say.
    Unknown,
}

impl Availability {
    /// The word for it: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::OpensOn(_) => "opens_on",
            Self::Full => "full",
            Self::Waiting => "waiting",
            Self::Unknown => "unknown",
        }
    }

    /// The day it opens, if it is yet to.
    #[must_use]
    pub fn opens_on(self) -> Option<Date> {
        match self {
            Self::OpensOn(day) => Some(day),
            _ => None,
        }
    }

    /// Whether it takes people now, or may: it is open, has a waiting list, or does not say.
    #[must_use]
    pub fn takes_people(self) -> bool {
        matches!(self, Self::Open | Self::Waiting | Self::Unknown)
    }

    /// A version's availability on a day it is in force. Without `referrals` it is always open.
    pub(crate) fn of(programme: &Programme, as_at: Date) -> Self {
        let Some(referrals) = &programme.referrals else { return Self::Open };
        let taking = match referrals.status {
            None => Self::Open,
            Some(ReferralStatus::Full) => Self::Full,
            Some(ReferralStatus::Waiting) => Self::Waiting,
            Some(ReferralStatus::Unknown) => Self::Unknown,
        };
        let Some(open) = &referrals.open else { return taking };
        if open.iter().any(|period| period.contains(as_at)) {
            return taking;
        }
        let next = open.iter().filter_map(|period| period.from).filter(|from| *from > as_at).min();
        next.map_or(Self::Closed, Self::OpensOn)
    }
}
