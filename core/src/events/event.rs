//! One event.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::kinds::Shape;
use super::problem::EventProblem;
use super::recorded::Recorded;
use crate::condition::Value;
use crate::value::{Date, Plain, days_between};

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
    /// Why it was recorded although the plan does not allow it.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Override>,
    /// For a kind of record: its attributes, by their declared types.
    #[serde(skip)]
    pub(crate) attributes: BTreeMap<String, Value>,
    /// What sort of kind it is of.
    #[serde(skip)]
    pub(super) shape: Shape,
    /// The place of its kind among those of one day.
    #[serde(skip)]
    pub(super) rank: usize,
    /// What is wrong with what it tells; with any of these it counts for nothing.
    #[serde(skip)]
    pub(super) faults: Vec<EventProblem>,
}

/// Why a worker recorded what the plan does not allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Override {
    /// The reason.
    pub reason: String,
    /// Who decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// On whose authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
}

impl Override {
    /// An override for a reason.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), by: None, authority: None }
    }

    /// The same, decided by somebody.
    #[must_use]
    pub fn by(mut self, by: impl Into<String>) -> Self {
        self.by = Some(by.into());
        self
    }

    /// The same, on somebody's authority.
    #[must_use]
    pub fn on_authority_of(mut self, authority: impl Into<String>) -> Self {
        self.authority = Some(authority.into());
        self
    }
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
    /// How many days after it happened or began it was recorded; below 0 if it was recorded in advance. `None` where
    /// either day is not told.
    #[must_use]
    pub fn lag(&self) -> Option<i64> {
        Some(days_between(self.on?, self.recorded_at.as_ref()?.day()))
    }

    /// Whether it was known on a day: it had been recorded by then, or nobody knows when it was.
    #[cfg(feature = "case-files")]
    pub(crate) fn is_known_by(&self, day: Date) -> bool {
        self.recorded_at.as_ref().is_none_or(|recorded| recorded.day() <= day)
    }

    /// Whether what it tells is what its kind needs.
    #[cfg(feature = "case-files")]
    pub(crate) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// What sort of kind it is of.
    #[cfg(feature = "case-files")]
    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    /// What it says, as canonical JSON: decimals are text, and neither the order of keys nor what is absent counts.
    pub(crate) fn canonical(&self) -> String {
        crate::catalogue::canonical(self)
    }

    /// What orders contents that are not told apart by anything else: what it says, then how it is written.
    pub(super) fn contents(&self) -> impl Ord + use<> {
        let written: Vec<bool> = self.data.values().flat_map(Plain::written).collect();
        (self.canonical(), written)
    }

    pub(super) fn is_of(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// The event that it amends or voids.
    pub(super) fn target(&self) -> Option<&str> {
        self.amends.as_deref().or(self.voids.as_deref())
    }
}
