//! Releases: what may be given of a return to its funder, and what may be published of it.

use std::sync::Arc;

use serde_json::json;

use super::cell::{Cell, CellKey};
use crate::error::DoorstepError;
use crate::words::Audience;

/// What may be given of a return, without any person's id. Threads can share it.
#[derive(Clone, Debug, uniffi::Object)]
pub struct Release(pub(super) doorstep::Release);

#[uniffi::export]
impl Release {
    /// Reads a release that `to_json` wrote, in any language.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if it is none, or one of a newer format.
    #[uniffi::constructor]
    pub fn from_json(json: &str) -> Result<Self, DoorstepError> {
        Ok(Self(doorstep::Release::from_json(json)?))
    }

    /// The release as JSON, to be kept: later ones are made beside it.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if a value cannot be written.
    pub fn to_json(&self) -> Result<String, DoorstepError> {
        Ok(self.0.to_json()?)
    }

    /// The return's id.
    #[must_use]
    pub fn return_id(&self) -> String {
        self.0.return_id.clone()
    }

    /// For whom it is.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.0.audience.into()
    }

    /// The day judged.
    #[must_use]
    pub fn as_at(&self) -> String {
        self.0.as_at.to_string()
    }

    /// The day as on which the events were known; nothing is everything.
    #[must_use]
    pub fn known_at(&self) -> Option<String> {
        self.0.known_at.map(|day| day.to_string())
    }

    /// The rule that it is protected by; of a release to the funder the one that a publication would be.
    #[must_use]
    pub fn disclosure(&self) -> Option<ReleaseRule> {
        self.0.disclosure.map(ReleaseRule::from)
    }

    /// Its cells, in the report's order. A suppressed one has no numbers.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        self.0.cells.iter().cloned().map(Cell::from).collect()
    }

    /// The catalogue's fingerprint.
    #[must_use]
    pub fn catalogue(&self) -> String {
        self.0.catalogue.clone()
    }

    /// The library's version.
    #[must_use]
    pub fn library(&self) -> String {
        self.0.library.clone()
    }

    /// Protects a release to a funder for the public, beside what was published before.
    ///
    /// # Errors
    /// As of a report's `release`.
    #[uniffi::method(default(earlier = []))]
    pub fn publish(&self, earlier: Vec<Arc<Self>>) -> Result<Self, DoorstepError> {
        Ok(Self(self.0.publish(&cores(&earlier))?))
    }

    /// Tries to undo it, beside earlier ones, as somebody would who knows the rule, and lists every number that it recovers.
    #[must_use]
    #[uniffi::method(default(earlier = []))]
    pub fn audit(&self, earlier: Vec<Arc<Self>>) -> Audit {
        self.0.audit(&cores(&earlier)).into()
    }

    /// The same as JSON.
    #[must_use]
    #[uniffi::method(default(earlier = []))]
    pub fn audit_json(&self, earlier: Vec<Arc<Self>>) -> String {
        json!(self.0.audit(&cores(&earlier))).to_string()
    }
}

/// The core's own of some releases.
pub(super) fn cores(releases: &[Arc<Release>]) -> Vec<&doorstep::Release> {
    releases.iter().map(|release| &release.0).collect()
}

/// The rule by which a release is protected.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ReleaseRule {
    /// Smaller counts are hidden.
    pub minimum: u32,
    /// Counts are rounded to multiples of this, half up.
    pub round_to: u32,
    /// Whether counts of nobody are shown.
    pub zeros_shown: bool,
}

/// What became of trying to undo a release.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Audit {
    /// What is recovered, cell by cell in the release's order, then what earlier releases hid.
    pub recovered: Vec<Recovered>,
    /// How many numbers are hidden.
    pub hidden: u64,
    /// How many sums, bands and other bounds were used.
    pub bounds: u64,
    /// Whether the numbers contradict each other, so that nothing follows from them.
    pub contradictory: bool,
}

/// A number that a release hides and that follows from what is shown.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Recovered {
    /// The cell.
    pub key: CellKey,
    /// The day that the release it is hidden in was made for.
    pub as_at: String,
    /// Which of its numbers: `numerator`, `denominator`, `pending` or `value`.
    pub part: String,
    /// The day of the earlier release from which the number is known to differ by `value`, few enough to be hidden; nothing
    /// where `value` is the number itself.
    pub since: Option<String>,
    /// What it is.
    pub value: f64,
}

impl From<doorstep::ReleaseRule> for ReleaseRule {
    fn from(core: doorstep::ReleaseRule) -> Self {
        Self { minimum: core.minimum, round_to: core.round_to, zeros_shown: core.zeros_shown }
    }
}

impl From<doorstep::Audit> for Audit {
    fn from(core: doorstep::Audit) -> Self {
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        Self {
            recovered: core.recovered.into_iter().map(Recovered::from).collect(),
            hidden: count(core.hidden),
            bounds: count(core.bounds),
            contradictory: core.contradictory,
        }
    }
}

impl From<doorstep::Recovered> for Recovered {
    fn from(core: doorstep::Recovered) -> Self {
        Self {
            key: core.key.into(),
            as_at: core.as_at.to_string(),
            part: core.part.as_str().to_owned(),
            since: core.since.map(|day| day.to_string()),
            value: core.value,
        }
    }
}
