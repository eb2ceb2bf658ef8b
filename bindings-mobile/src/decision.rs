//! What the published rules say of one person.

use crate::error::EventProblem;
use crate::value::{Fact, FactValue, named};
use crate::words::{Absent, Availability, CriterionStatus, FactType, Status, Words};

/// The decisions for one person, as at one day.
///
/// Statuses are there at once; what explains them, and what to ask next, is worked out when it is asked for.
#[derive(Debug, uniffi::Object)]
pub struct Screening {
    core: doorstep::Screening,
    catalogue: doorstep::Catalogue,
}

#[uniffi::export]
impl Screening {
    /// The day judged.
    #[must_use]
    pub fn as_at(&self) -> String {
        self.core.as_at().to_string()
    }

    /// The catalogue's fingerprint.
    #[must_use]
    pub fn catalogue(&self) -> String {
        self.catalogue.fingerprint().to_owned()
    }

    /// The library's version.
    #[must_use]
    pub fn library(&self) -> String {
        doorstep::VERSION.to_owned()
    }

    /// The status of each programme in force on the day, by id: the least that can be asked for.
    #[must_use]
    pub fn statuses(&self) -> Vec<ProgrammeStatus> {
        let status = |decision: doorstep::Decision| ProgrammeStatus {
            programme: decision.programme().to_owned(),
            status: decision.status().into(),
        };
        self.core.decisions().map(status).collect()
    }

    /// All decisions, by the programme's id: one for each in force on the day.
    #[must_use]
    pub fn decisions(&self) -> Vec<Decision> {
        self.core.decisions().map(|decision| self.mirror(&decision)).collect()
    }

    /// The decision for one programme; nothing if it is not in force on the day.
    #[must_use]
    pub fn decision(&self, programme: &str) -> Option<Decision> {
        self.core.decision(programme).map(|decision| self.mirror(&decision))
    }

    /// A decision in plain words, to be read or printed; nothing if the programme is not in force on the day.
    #[must_use]
    pub fn in_words(&self, programme: &str) -> Option<String> {
        self.core.decision(programme).map(|decision| decision.in_words())
    }

    /// What to ask the person next; nothing when nothing they can tell can change any status.
    #[must_use]
    pub fn next_question(&self) -> Option<NextQuestion> {
        self.core.next_question().map(NextQuestion::from)
    }

    /// What to ask somebody next: `person`, `key_worker`, `gp`…
    #[must_use]
    pub fn ask(&self, asked_of: &str) -> Option<NextQuestion> {
        self.core.ask(asked_of).map(NextQuestion::from)
    }

    /// What counts for nothing among the events, and why.
    #[must_use]
    pub fn event_problems(&self) -> Vec<EventProblem> {
        let problems = self.core.events().map(doorstep::Events::problems).unwrap_or_default();
        problems.iter().cloned().map(EventProblem::from).collect()
    }

    /// All of it as JSON: `{as_at, catalogue, library, decisions}`, where decisions are by programme.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::json!(self.core).to_string()
    }
}

/// A programme and its status.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ProgrammeStatus {
    /// The programme's id.
    pub programme: String,
    /// What its criteria make together.
    pub status: Status,
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
    /// What to do next: how to get in, or a service open to all.
    pub next_step: NextStep,
    /// Each criterion.
    pub criteria: Vec<Criterion>,
    /// What it rests on, as names of facts. Decided: a smallest set of known facts that alone decides the same.
    /// Undetermined: a smallest set of unknown facts for which some answers settle it.
    pub reasons: Vec<String>,
    /// The facts not told that can settle the decision; empty once it is decided.
    pub missing: Vec<String>,
    /// Whether each of those surely can. If not, there may be too many of them, never too few.
    pub exact: bool,
    /// Why each of those is not known.
    pub absent: Vec<AbsentFact>,
    /// The first later day on which the same facts decide otherwise, or `uncertain`; absent if they never will.
    pub changes_on: Option<String>,
    /// What would lift what stands against the person, where authors are willing to suggest it.
    pub nearest: Vec<Nearest>,
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
    /// If it is unknown: the facts not told that can settle it.
    pub missing: Vec<String>,
    /// Whether what decides it is told on evidence of the grade it asks for. It never changes the status.
    pub assured: bool,
    /// `rules`, or the id of the event by which a worker decided otherwise. The status stays.
    pub decided_by: String,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NextStep {
    /// In words.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// The programme to go to: this one, or a service open to all.
    pub programme: Option<String>,
    /// The way in: the first of its routes.
    pub route: Option<String>,
    /// How to get in touch.
    pub contact: Option<String>,
}

/// A fact that is not known, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct AbsentFact {
    /// The fact's name.
    pub fact: String,
    /// Why.
    pub why: Absent,
}

/// A change that an author suggests, for a criterion that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Nearest {
    /// The criterion it would change.
    pub criterion: String,
    /// The fact that would change.
    pub fact: String,
    /// The value it would have.
    pub to: FactValue,
    /// What to say.
    pub text: String,
    /// The language that is in.
    pub language: String,
}

/// A question worth asking.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct NextQuestion {
    /// The fact it asks for, or `household`.
    pub fact: String,
    /// How it is asked; the fact's name where the vocabulary has no words.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// The fact's type; absent for `household`, whose answer is a list of the other members' facts.
    pub r#type: Option<FactType>,
    /// For `code` and `codes`: each code and what it is called.
    pub values: Vec<Answer>,
    /// The programmes it can matter for.
    pub programmes: Vec<String>,
}

/// A code to answer with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Answer {
    /// The code.
    pub code: String,
    /// What it is called.
    pub text: String,
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
    pub(crate) fn new(core: doorstep::Screening, catalogue: doorstep::Catalogue) -> Self {
        Self { core, catalogue }
    }

    fn mirror(&self, decision: &doorstep::Decision) -> Decision {
        Decision::new(decision, &self.as_at(), self.catalogue.fingerprint())
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
            next_step: core.next_step().into(),
            criteria: core.criteria().into_iter().map(Criterion::from).collect(),
            reasons: core.reasons().into_iter().map(Into::into).collect(),
            missing: core.missing().into_iter().map(Into::into).collect(),
            exact: core.exact(),
            absent: core.absent().into_iter().map(|(fact, why)| AbsentFact { fact, why: why.into() }).collect(),
            changes_on: core.changes_on().map(|change| change.to_string()),
            nearest: core.nearest().into_iter().map(Nearest::from).collect(),
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
            assured: core.assured,
            decided_by: core.decided_by,
        }
    }
}

impl From<doorstep::GroupResult> for TargetGroup {
    fn from(core: doorstep::GroupResult) -> Self {
        Self { id: core.id, text: core.text, language: core.language, status: core.status.into() }
    }
}

impl From<doorstep::NextStep> for NextStep {
    fn from(core: doorstep::NextStep) -> Self {
        Self {
            text: core.text,
            language: core.language,
            programme: core.programme,
            route: core.route,
            contact: core.contact,
        }
    }
}

impl From<doorstep::Nearest> for Nearest {
    fn from(core: doorstep::Nearest) -> Self {
        let to = FactValue::from(&core.to);
        Self { criterion: core.criterion, fact: core.fact, to, text: core.text, language: core.language }
    }
}

impl From<doorstep::Question> for NextQuestion {
    fn from(core: doorstep::Question) -> Self {
        Self {
            fact: core.fact,
            text: core.text,
            language: core.language,
            r#type: FactType::of_id(&core.r#type),
            values: core.values.into_iter().map(|(code, text)| Answer { code, text }).collect(),
            programmes: core.programmes,
        }
    }
}
