//! One event.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::recorded::Recorded;
use crate::condition::Value;
use crate::value::{Date, Plain};

/// Something that happened to a person on a day, or from one day to another.
#[derive(Clone, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// Its id.
    pub id: String,
    /// The person's id.
    pub person: String,
    /// What it is; `None` only where it does no more than void another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The day it happened or began; `None` only where it does no more than void another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Its last day, where it lasts and that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// The programme it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// What else is told of it, as it was given.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, Plain>,
    /// What shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// When it was recorded; without it, it was always known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Recorded>,
    /// Who recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
    /// Whom or what it is about, where that is not the person: an employer, a household, a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The event that it replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amends: Option<String>,
    /// The event that it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voids: Option<String>,
    /// For a kind of record: its attributes, by their declared types.
    #[serde(skip)]
    pub(crate) attributes: BTreeMap<String, Value>,
}

/// What shows that something happened.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// A type of evidence of the vocabulary.
    pub r#type: String,
    /// The day it was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Who saw it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What is told is not shown: a log must not tell a person's circumstances.
impl fmt::Debug for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Event").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Event {
    /// What it says, as canonical JSON: decimals are text, and neither the order of keys nor what is absent counts.
    pub(super) fn canonical(&self) -> String {
        crate::catalogue::canonical(self)
    }

    pub(super) fn is_of(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// The event that it amends or voids.
    pub(super) fn target(&self) -> Option<&str> {
        self.amends.as_deref().or(self.voids.as_deref())
    }
}
