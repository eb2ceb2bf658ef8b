//! What the published rules say of one person.

use crate::value::{Fact, named};
use crate::words::{Availability, CriterionStatus, Status, Words};

/// The decisions for one person, as at one day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Screening {
    /// The day judged.
    pub as_at: String,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: String,
    /// One for each programme in force on the day, by id.
    pub decisions: Vec<Decision>,
}

/// Whether one programme might take one person. Advice on published rules: the provider decides.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Decision {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version in force, which names it.
    pub version: Option<String>,
    /// What the programme is called.
    pub name: String,
    /// The language that is in.
    pub language: String,
    /// What the criteria make together.
    pub status: Status,
    /// The decision in plain words.
    pub summary: String,
    /// Whether the programme takes referrals.
    pub availability: Availability,
    /// The day it opens, if it is yet to.
    pub opens_on: Option<String>,
    /// Each criterion.
    pub criteria: Vec<Criterion>,
    /// The facts not told that keep the decision undetermined; empty once it is decided.
    pub missing: Vec<String>,
    /// The advice for this person. It decides nothing.
    pub advice: Vec<Words>,
    /// The groups the programme is aimed at. They decide nothing.
    pub target_groups: Vec<TargetGroup>,
    /// The day judged.
    pub as_at: String,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: String,
}

/// One criterion of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// Whether it holds.
    pub status: CriterionStatus,
    /// The known facts it uses, with their values, in the order it uses them.
    pub because: Vec<Fact>,
    /// If it is unknown: the facts not told that keep it so.
    pub missing: Vec<String>,
}

/// Whether a person belongs to a group the programme is aimed at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct TargetGroup {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// Whether the person belongs to it.
    pub status: CriterionStatus,
}

impl Screening {
    pub(crate) fn new(core: &doorstep::Screening, catalogue: &doorstep::Catalogue) -> Self {
        let (as_at, fingerprint) = (core.as_at().to_string(), catalogue.fingerprint());
        Self {
            decisions: core.decisions().map(|decision| Decision::new(&decision, &as_at, fingerprint)).collect(),
            as_at,
            catalogue: fingerprint.to_owned(),
            library: doorstep::VERSION.to_owned(),
        }
    }
}

impl Decision {
    fn new(core: &doorstep::Decision, as_at: &str, fingerprint: &str) -> Self {
        let doorstep::Words { text: name, language } = core.name();
        Self {
            programme: core.programme().to_owned(),
            version: core.version().map(|day| day.to_string()),
            name,
            language,
            status: core.status().into(),
            summary: core.summary().to_owned(),
            availability: core.availability().into(),
            opens_on: core.availability().opens_on().map(|day| day.to_string()),
            criteria: core.criteria().into_iter().map(Criterion::from).collect(),
            missing: core.missing(),
            advice: core.advice().into_iter().map(Words::from).collect(),
            target_groups: core.target_groups().into_iter().map(TargetGroup::from).collect(),
            as_at: as_at.to_owned(),
            catalogue: fingerprint.to_owned(),
            library: doorstep::VERSION.to_owned(),
        }
    }
}

impl From<doorstep::CriterionResult> for Criterion {
    fn from(core: doorstep::CriterionResult) -> Self {
        let because = named(&core.because);
        Self {
            id: core.id,
            text: core.text,
            language: core.language,
            status: core.status.into(),
            because,
            missing: core.missing,
        }
    }
}

impl From<doorstep::GroupResult> for TargetGroup {
    fn from(core: doorstep::GroupResult) -> Self {
        Self { id: core.id, text: core.text, language: core.language, status: core.status.into() }
    }
}
