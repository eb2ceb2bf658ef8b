//! What the published rules say of one person and one programme, and on what it rests.

use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::availability::Availability;
use super::changes::{Change, changes_on};
use super::nearest::{Nearest, nearest};
use super::next_step::NextStep;
use super::nobody::Mentions;
use super::once::Once;
use super::reasons::deciding;
use super::screening::Inner;
use super::untold::Untold;
use super::{assurance, next_step};
use crate::analysis::{Input, Mattering};
use crate::catalogue::{InForce, Version};
use crate::condition::{CriterionIndex, Evaluator, ProgrammeIndex, Unknown, Value};
use crate::document::{Status, Words};
use crate::value::Date;

/// Whether one programme might take one person. Advice on published rules: the provider decides.
#[derive(Clone)]
pub struct Decision {
    inner: Arc<Inner>,
    programme: ProgrammeIndex,
    version: usize,
    /// Kleene's `and` over the criteria.
    truth: Option<bool>,
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
    pub(super) fn of(truth: Option<bool>) -> Self {
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
    /// If it is unknown: the facts not told that can settle it.
    pub missing: Vec<String>,
    /// Whether what decides it is told on evidence of the grade it asks for. It never changes the status.
    pub assured: bool,
    /// `rules`; or the id of the `decided` event by which a worker overrode it. The status stays what the rules say.
    pub decided_by: String,
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
    /// The decision for the version in force.
    pub(super) fn new(inner: &Arc<Inner>, of: &InForce) -> Self {
        let truth = inner.truth_of_all(&of.criteria);
        Self { inner: Arc::clone(inner), programme: of.programme, version: of.version, truth }
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.inner
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
        Status::of(self.truth)
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
        let (decided, mentions) = (self.inner.decided(), Mentions::of(&self.inner));
        let documents = version.document.eligibility.iter().flatten();
        documents
            .zip(&version.criteria)
            .zip(Untold::of_criteria(&self.inner, version))
            .map(|((document, index), missing)| {
                let words = document.text.in_language(&self.inner.language);
                let truth = decided.truth(*index);
                let rule = self.inner.catalogue.rules().criteria.get(*index);
                CriterionResult {
                    id: document.id.as_str().to_owned(),
                    text: words.text,
                    language: words.language,
                    status: CriterionStatus::of(truth),
                    because: known(&self.inner, mentions.map_or(&[][..], |mentions| mentions.inputs(*index))),
                    missing: self.inner.owned_names(missing),
                    assured: rule
                        .is_some_and(|rule| assurance::is_assured(&self.inner, &rule.when, document.evidence, truth)),
                    decided_by: assurance::decided_by(&self.inner, self.programme(), document.id.as_str()),
                }
            })
            .collect()
    }

    /// What the decision rests on, as names of facts.
    ///
    /// Decided: a smallest set of known facts that, all else unknown, gives the same status; leaving out any one of them
    /// would leave it open. Undetermined: a smallest set of unknown facts for which some answers settle it.
    #[must_use]
    pub fn reasons(&self) -> Vec<&str> {
        let (truth, mut once) = (self.truth, self.once());
        match (truth, &mut once) {
            (Some(truth), Some(once)) => once.deciding(truth),
            (None, Some(once)) => once.settling(),
            (_, None) => None,
        }
        .map_or_else(|| self.inner.input_names(self.reasons_by_trial(truth)), |few| self.inner.input_names(few))
    }

    /// The same for any rules.
    fn reasons_by_trial(&self, truth: Option<bool>) -> Vec<Input> {
        match truth {
            Some(truth) => deciding(&self.inner, self.criteria_indexes(), truth),
            None => self.inner.untold().settling(self.programme),
        }
    }

    /// The rules, if they ask each fact once.
    fn once(&self) -> Option<Once<'_>> {
        self.rules().and_then(|version| Once::of(&self.inner, version))
    }

    /// The facts not told that can matter: for some completion of the others one answer to it settles what was
    /// undetermined. Empty once decided.
    #[must_use]
    pub fn missing(&self) -> Vec<&str> {
        self.inner.input_names(self.untold().inputs)
    }

    /// Whether each of the facts in [`Self::missing`] surely can matter.
    ///
    /// If not, there may be too many of them, never too few: households, events, and facts compared with each other
    /// that are used elsewhere too; or rules with more combinations than are worked out.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.untold().exact
    }

    pub(super) fn untold(&self) -> Mattering {
        match self.truth {
            Some(_) => Mattering::settled(),
            None => match self.once().and_then(|mut once| once.missing()) {
                Some(inputs) => Mattering { inputs, exact: true },
                None => self.inner.untold().programme(self.programme),
            },
        }
    }

    /// Why each fact in [`Self::missing`] is not known.
    #[must_use]
    pub fn absent(&self) -> IndexMap<String, Unknown> {
        let why = |input| match input {
            Input::Fact(fact) => match self.inner.facts.values.get(fact) {
                Some(Value::Unknown(why @ (Unknown::NotKnown | Unknown::Declined))) => *why,
                Some(value) if value.is_known() => Unknown::Undecided,
                _ => Unknown::NotAsked,
            },
            Input::Events if self.inner.records.is_some() => Unknown::Undecided,
            _ => Unknown::NotAsked,
        };
        let inputs = self.untold().inputs.into_iter();
        inputs.map(|input| (self.inner.name(input).to_owned(), why(input))).collect()
    }

    /// The first later day on which the same facts give another status, or none; `None` if they never will.
    ///
    /// It follows later versions and ends with the last.
    #[must_use]
    pub fn changes_on(&self) -> Option<Change> {
        changes_on(&self.inner, self.programme)
    }

    /// The changes that the authors of the vocabulary are willing to suggest (`advise`), if they would lift what stands
    /// against this person; by criterion. Nothing else is ever suggested.
    #[must_use]
    pub fn nearest(&self) -> Vec<Nearest> {
        self.rules().map_or_else(Vec::new, |version| nearest(&self.inner, version))
    }

    /// What to do next: how to get in; or, where the rules don't seem to cover this person, a service open to all.
    #[must_use]
    pub fn next_step(&self) -> NextStep {
        next_step::next_step(&self.inner, self.programme, self.status(), || !self.untold().inputs.is_empty())
    }

    /// The advice for this person. It decides nothing.
    #[must_use]
    pub fn advice(&self) -> Vec<Words> {
        let Some(version) = self.rules() else { return Vec::new() };
        let advice = version.document.advice.iter().zip(&version.advice);
        advice
            .filter(|(_, when)| self.truth_of(when) == Some(true))
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
                    status: CriterionStatus::of(self.truth_of(when)),
                }
            })
            .collect()
    }

    fn truth_of(&self, when: &crate::condition::Expression) -> Option<bool> {
        let decided = self.inner.decided();
        Evaluator::new(&self.inner.facts.values, Some(self.inner.as_at), &decided).truth(when)
    }
}

/// The values of those facts that are known.
pub(super) fn known<'i>(inner: &Inner, inputs: impl IntoIterator<Item = &'i Input>) -> IndexMap<String, Value> {
    let known = inputs.into_iter().filter_map(|input| {
        let Input::Fact(fact) = *input else { return None };
        let value = inner.facts.values.get(fact).filter(|value| value.is_known())?;
        Some((inner.name(*input).to_owned(), value.clone()))
    });
    known.collect()
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
        map.serialize_entry("next_step", &self.next_step())?;
        map.serialize_entry("criteria", &self.criteria())?;
        map.serialize_entry("reasons", &self.reasons())?;
        map.serialize_entry("missing", &self.missing())?;
        map.serialize_entry("exact", &self.exact())?;
        map.serialize_entry("absent", &self.absent())?;
        map.serialize_entry("changes_on", &self.changes_on())?;
        map.serialize_entry("nearest", &self.nearest())?;
        map.serialize_entry("advice", &self.advice())?;
        map.serialize_entry("target_groups", &self.target_groups())?;
        map.serialize_entry("as_at", &self.inner.as_at)?;
        map.serialize_entry("catalogue", self.inner.catalogue.fingerprint())?;
        map.serialize_entry("library", crate::VERSION)?;
        map.end()
    }
}
