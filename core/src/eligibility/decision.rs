//! What the published rules say of one person and one programme, and on what it rests.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::availability::Availability;
use super::reasons::{mentioned, missing};
use super::screening::Inner;
use crate::catalogue::Version;
use crate::condition::{CriterionIndex, Evaluator, FactIndex, ProgrammeIndex, Value};
use crate::document::{Status, Words};
use crate::value::Date;

/// Whether one programme might take one person. Advice on published rules: the provider decides.
#[derive(Clone)]
pub struct Decision {
    inner: Arc<Inner>,
    programme: ProgrammeIndex,
    version: usize,
}

/// Whether a criterion holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionStatus {
    /// It holds.
    Met,
    /// It does not.
    NotMet,
    /// It depends on facts that are not known.
    Unknown,
}

impl CriterionStatus {
    fn of(truth: Option<bool>) -> Self {
        match truth {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Unknown,
        }
    }

    /// `met`, `not_met` or `unknown`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Unknown => "unknown",
        }
    }
}

/// One criterion of a decision.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CriterionResult {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// Whether it holds.
    pub status: CriterionStatus,
    /// The known facts it uses, with their values, in the order it uses them.
    pub because: IndexMap<String, Value>,
    /// If it is unknown: the facts not told that keep it so.
    pub missing: Vec<String>,
}

/// Whether a person belongs to a group the programme is aimed at.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct GroupResult {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// Whether the person belongs to it.
    pub status: CriterionStatus,
}

/// Facts are not shown: a log must not tell a person's circumstances.
impl fmt::Debug for Decision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Decision");
        shown.field("programme", &self.programme()).field("status", &self.status()).finish_non_exhaustive()
    }
}

impl Decision {
    /// The decision for the version in force, if one is.
    pub(super) fn new(inner: &Arc<Inner>, programme: ProgrammeIndex) -> Option<Self> {
        let versions = inner.catalogue.rules().versions(programme);
        let version = versions.iter().position(|version| version.document.in_force.contains(inner.as_at))?;
        Some(Self { inner: Arc::clone(inner), programme, version })
    }

    fn rules(&self) -> Option<&Version> {
        self.inner.catalogue.rules().versions(self.programme).get(self.version)
    }

    fn criteria_indexes(&self) -> &[CriterionIndex] {
        self.rules().map_or(&[], |version| &version.criteria)
    }

    /// The programme's id.
    #[must_use]
    pub fn programme(&self) -> &str {
        self.inner.catalogue.rules().programmes.get_index(self.programme).map_or("", |(id, _)| id)
    }

    /// The first day of the version in force, which names it; `None` if it has no first day.
    #[must_use]
    pub fn version(&self) -> Option<Date> {
        self.rules().and_then(|version| version.document.in_force.from)
    }

    /// What the programme is called, and the language that is in.
    #[must_use]
    pub fn name(&self) -> Words {
        let empty = || Words { text: String::new(), language: String::new() };
        self.rules().map_or_else(empty, |version| version.document.name.in_language(&self.inner.language))
    }

    /// Kleene's `and` over the criteria.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.inner.decided().all(self.criteria_indexes()) {
            Some(true) => Status::Eligible,
            Some(false) => Status::NotEligible,
            None => Status::Undetermined,
        }
    }

    /// Whether it takes referrals.
    #[must_use]
    pub fn availability(&self) -> Availability {
        self.rules().map_or(Availability::Unknown, |version| Availability::of(&version.document, self.inner.as_at))
    }

    /// Each criterion: whether it holds, because of what, and what is missing.
    #[must_use]
    pub fn criteria(&self) -> Vec<CriterionResult> {
        let Some(version) = self.rules() else { return Vec::new() };
        let decided = self.inner.decided();
        let documents = version.document.eligibility.iter().flatten();
        documents
            .zip(&version.criteria)
            .map(|(document, index)| {
                let words = document.text.in_language(&self.inner.language);
                CriterionResult {
                    id: document.id.as_str().to_owned(),
                    text: words.text,
                    language: words.language,
                    status: CriterionStatus::of(decided.truth(*index)),
                    because: self.known(mentioned(&self.inner, *index)),
                    missing: self.names(missing(&self.inner, std::iter::once(*index))),
                }
            })
            .collect()
    }

    /// The facts not told that keep the decision undetermined; empty once it is decided.
    ///
    /// Where one fact is used twice it may name some that cannot matter after all; it never leaves one out.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        if self.status() != Status::Undetermined {
            return Vec::new();
        }
        self.names(missing(&self.inner, self.criteria_indexes().iter().copied()))
    }

    /// The advice for this person. It decides nothing.
    #[must_use]
    pub fn advice(&self) -> Vec<Words> {
        let Some(version) = self.rules() else { return Vec::new() };
        let advice = version.document.advice.iter().zip(&version.advice);
        advice
            .filter(|(_, when)| self.truth(when) == Some(true))
            .map(|(advice, _)| advice.text.in_language(&self.inner.language))
            .collect()
    }

    /// The groups the programme is aimed at. They decide nothing.
    #[must_use]
    pub fn target_groups(&self) -> Vec<GroupResult> {
        let Some(version) = self.rules() else { return Vec::new() };
        let groups = version.document.target_groups.iter().zip(&version.target_groups);
        groups
            .map(|(group, when)| {
                let words = group.text.in_language(&self.inner.language);
                GroupResult {
                    id: group.id.as_str().to_owned(),
                    text: words.text,
                    language: words.language,
                    status: CriterionStatus::of(self.truth(when)),
                }
            })
            .collect()
    }

    /// The decision in plain English.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        match self.status() {
            Status::Eligible => "You may be able to join; the provider decides.",
            Status::NotEligible => {
                "From what you told us, the published rules don't seem to cover you; you can still ask."
            }
            Status::Undetermined => "We can't tell yet. It depends on things we don't know.",
        }
    }

    fn truth(&self, when: &crate::condition::Expression) -> Option<bool> {
        let decided = self.inner.decided();
        Evaluator::new(&self.inner.facts.values, Some(self.inner.as_at), &decided).truth(when)
    }

    fn fact_name(&self, fact: FactIndex) -> Option<&str> {
        self.inner.catalogue.names().facts.get_index(fact).map(|(name, _)| name.as_str())
    }

    fn names(&self, facts: impl IntoIterator<Item = FactIndex>) -> Vec<String> {
        facts.into_iter().filter_map(|fact| self.fact_name(fact)).map(str::to_owned).collect()
    }

    fn known(&self, facts: impl IntoIterator<Item = FactIndex>) -> IndexMap<String, Value> {
        let known = facts.into_iter().filter_map(|fact| {
            let value = self.inner.facts.values.get(fact).filter(|value| value.is_known())?;
            Some((self.fact_name(fact)?.to_owned(), value.clone()))
        });
        known.collect()
    }
}

/// Everything the decision says, in a fixed order, with what it was made from: the version of the programme, the day,
/// the catalogue's fingerprint and the library's version.
impl Serialize for Decision {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = self.name();
        let availability = self.availability();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("programme", self.programme())?;
        map.serialize_entry("version", &self.version())?;
        map.serialize_entry("name", &name.text)?;
        map.serialize_entry("language", &name.language)?;
        map.serialize_entry("status", &self.status())?;
        map.serialize_entry("summary", self.summary())?;
        map.serialize_entry("availability", availability.as_str())?;
        map.serialize_entry("opens_on", &availability.opens_on())?;
        map.serialize_entry("criteria", &self.criteria())?;
        map.serialize_entry("missing", &self.missing())?;
        map.serialize_entry("advice", &self.advice())?;
        map.serialize_entry("target_groups", &self.target_groups())?;
        map.serialize_entry("as_at", &self.inner.as_at)?;
        map.serialize_entry("catalogue", self.inner.catalogue.fingerprint())?;
        map.serialize_entry("library", crate::VERSION)?;
        map.end()
    }
}
