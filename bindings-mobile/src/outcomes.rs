//! What a person achieved, and what was claimed of it.

use std::collections::HashMap;

use doorstep::{Date, FactError, Plain};
use serde_json::json;

use crate::case_file::{CaseFile, other_day};
use crate::catalogue::{Catalogue, day};
use crate::error::{DoorstepError, EventProblem, bad_json};
use crate::value::{Fact, FactValue, named, plain};
use crate::words::{ClaimFault, ExcludedBy, Grade, OutcomeState, printed};

#[uniffi::export]
impl Catalogue {
    /// Every outcome of a programme for one person, as at a day, `YYYY-MM-DD`: what was achieved, when, on which records and
    /// what evidence, what is not due yet, and what would tell the rest. Nothing if there is no such programme.
    ///
    /// `facts` are told beside the file: those without a day are those at the start, or with `facts_on` of that day, the day
    /// of an extract. With `known_at` it is as it was known on another day. The version is that in force on the start.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, by name, or a day that is none.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn outcomes(
        &self,
        programme: &str,
        facts: HashMap<String, FactValue>,
        file: &CaseFile,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Option<Outcomes>, DoorstepError> {
        let asked = Asked::new(typed(facts)?, as_at, known_at, facts_on)?;
        Ok(asked.outcomes(self, programme, file)?.map(Outcomes::from))
    }

    /// The same with the facts as a JSON object, giving JSON. Decimals are text.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, in the order given, or a day that is none.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn outcomes_json(
        &self,
        programme: &str,
        facts: &str,
        file: &CaseFile,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Option<String>, DoorstepError> {
        let asked = Asked::new(Plain::from_json(facts).map_err(bad_json)?, as_at, known_at, facts_on)?;
        Ok(asked.outcomes(self, programme, file)?.map(|outcomes| json!(outcomes).to_string()))
    }

    /// What was claimed of a person's outcomes by a day, over all programmes, and what speaks against it: one outcome, or one
    /// record, that was claimed from two fundings of which neither matches the other; what was not achieved or not shown when
    /// it was claimed, or came too late; what was paid and never claimed. It decides nothing.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, by name, or a day that is none.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn claims(
        &self,
        facts: HashMap<String, FactValue>,
        file: &CaseFile,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Claims, DoorstepError> {
        Ok(Asked::new(typed(facts)?, as_at, known_at, facts_on)?.claims(self, file)?.into())
    }

    /// The same with the facts as a JSON object, giving JSON. Decimals are text.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, in the order given, or a day that is none.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn claims_json(
        &self,
        facts: &str,
        file: &CaseFile,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<String, DoorstepError> {
        let asked = Asked::new(Plain::from_json(facts).map_err(bad_json)?, as_at, known_at, facts_on)?;
        Ok(json!(asked.claims(self, file)?).to_string())
    }
}

/// What outcomes and claims are asked with.
struct Asked {
    facts: Plain,
    as_at: Date,
    options: doorstep::OutcomeOptions,
}

impl Asked {
    fn new(
        facts: Plain,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Self, DoorstepError> {
        let options = options(known_at, facts_on)?;
        Ok(Self { facts, as_at: day(as_at)?, options })
    }

    fn outcomes(
        &self,
        catalogue: &Catalogue,
        programme: &str,
        file: &CaseFile,
    ) -> Result<Option<doorstep::Outcomes>, FactError> {
        catalogue.0.outcomes(programme, &self.facts, &file.0, self.as_at, self.options)
    }

    fn claims(&self, catalogue: &Catalogue, file: &CaseFile) -> Result<doorstep::Claims, FactError> {
        catalogue.0.claims(&self.facts, &file.0, self.as_at, self.options)
    }
}

/// As known when, and facts of which day.
pub(crate) fn options(
    known_at: Option<String>,
    facts_on: Option<String>,
) -> Result<doorstep::OutcomeOptions, DoorstepError> {
    let known_at = known_at.map(|day| other_day("known_at", &day)).transpose()?;
    let facts_on = facts_on.map(|day| other_day("facts_on", &day)).transpose()?;
    Ok(doorstep::OutcomeOptions::default().known_at(known_at).facts_on(facts_on))
}

pub(crate) fn typed(facts: HashMap<String, FactValue>) -> Result<Plain, FactError> {
    plain(facts).map_err(|problems| FactError { problems })
}

/// Every outcome of a programme for one person, and what they rest on.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Outcomes {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version that was judged by, which names it: that in force on the start, else the nearest.
    pub version: Option<String>,
    /// The day judged.
    pub as_at: String,
    /// The day as on which it was known; nothing is everything.
    pub known_at: Option<String>,
    /// The enrolment's first day.
    pub started_on: Option<String>,
    /// Its last day.
    pub ended_on: Option<String>,
    /// Each outcome, in the programme's order.
    pub outcomes: Vec<OutcomeResult>,
    /// What was assumed, in words.
    pub assumptions: Vec<String>,
    /// What counts for nothing or less than it seems to of the events given, and why, as far as it was known.
    pub problems: Vec<EventProblem>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: String,
}

/// One outcome of one person.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct OutcomeResult {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub text: Option<String>,
    /// How it stands.
    pub state: OutcomeState,
    /// The day it was achieved.
    pub on: Option<String>,
    /// The ids of the events it rests on, in their order.
    pub records: Vec<String>,
    /// The grade of what shows them: the least of theirs.
    pub evidence: Option<Grade>,
    /// The known facts that its conditions use, with their values. If it was not achieved, how near it came too: what it
    /// came to (`employment.reached`) and what was `asked`, what the latest record that does not count tells, the day of one
    /// that came too early or too late (`employment.on`), how each part stands, `started` of who has not.
    pub because: Vec<Fact>,
    /// What would tell, if it is unknown: names of facts, of a record's attributes (`employment.hours_per_week`), of the day
    /// a spell ended (`employment.end`), of a scale, a follow-up or a parameter.
    pub missing: Vec<String>,
    /// The ids of the events that may count and are not told enough of.
    pub undecided: Vec<String>,
    /// If it is not yet due: the first day from which it can be known; nothing where that waits for something else.
    pub due_on: Option<String>,
    /// What the person is left out by.
    pub excluded_by: Option<ExcludedBy>,
    /// The first day on which it was both achieved and shown by evidence of the grade it asks for.
    pub evidenced: Option<String>,
    /// The first day, from the one on which it was achieved on, on which it was claimed.
    pub claimed: Option<String>,
    /// The day it was first paid.
    pub paid: Option<String>,
    /// The last day on which it can be claimed, where that is limited and it was achieved.
    pub claim_by: Option<String>,
    /// Whether it was claimed after that day, or can no longer be.
    pub too_late: bool,
    /// Events that cannot count: before the person's birth, or an amount below 0.
    pub set_aside: Vec<EventProblem>,
}

/// Every claim of a person, over all programmes, and what speaks against it.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Claims {
    /// The day judged.
    pub as_at: String,
    /// The day as on which it was known; nothing is everything.
    pub known_at: Option<String>,
    /// Each claim, in the order of events.
    pub claims: Vec<ClaimMade>,
    /// What speaks against each, in the same order; then claims that do not go together, then what speaks
    /// against payments.
    pub findings: Vec<ClaimFinding>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: String,
}

/// An outcome that was claimed from a funding.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct ClaimMade {
    /// The id of the event that says so.
    pub event: String,
    /// The programme it was claimed for; nothing if the event does not say.
    pub programme: Option<String>,
    /// The outcome.
    pub outcome: String,
    /// The funding it was claimed from: the one told, else the one that the outcome names.
    pub funding: Option<String>,
    /// Who gives that.
    pub funder: Option<String>,
    /// How much was claimed.
    pub amount: Option<String>,
    /// The day it was claimed.
    pub on: String,
    /// The day it was first paid.
    pub paid: Option<String>,
    /// How the outcome stands on the day judged; nothing if the programme has none of that id.
    pub state: Option<OutcomeState>,
    /// The day the outcome was achieved.
    pub achieved: Option<String>,
    /// The day it was shown by evidence of the grade it asks for.
    pub evidenced: Option<String>,
    /// The last day for the claim, where that is limited.
    pub claim_by: Option<String>,
    /// The ids of the events that the outcome rests on.
    pub records: Vec<String>,
}

/// Something that speaks against claims, for somebody to look at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ClaimFinding {
    /// What it is.
    pub fault: ClaimFault,
    /// The same in words.
    pub message: String,
    /// The ids of the claims, the earlier first, or of the payment.
    pub events: Vec<String>,
    /// The ids of the records that two claims share.
    pub records: Vec<String>,
}

printed! {
    Outcomes as programme, as_at, outcomes;
    OutcomeResult as id, state;
    Claims as as_at, claims, findings;
    ClaimMade as event, outcome, funding;
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

impl From<doorstep::Outcomes> for Outcomes {
    fn from(core: doorstep::Outcomes) -> Self {
        Self {
            programme: core.programme,
            version: text(core.version),
            as_at: core.as_at.to_string(),
            known_at: text(core.known_at),
            started_on: text(core.started_on),
            ended_on: text(core.ended_on),
            outcomes: core.outcomes.into_iter().map(OutcomeResult::from).collect(),
            assumptions: core.assumptions,
            problems: core.problems.into_iter().map(EventProblem::from).collect(),
            catalogue: core.catalogue,
            library: core.library.to_owned(),
        }
    }
}

impl From<doorstep::OutcomeResult> for OutcomeResult {
    fn from(core: doorstep::OutcomeResult) -> Self {
        Self {
            id: core.id,
            text: core.text,
            state: core.state.into(),
            on: text(core.on),
            records: core.records,
            evidence: core.evidence.map(Grade::from),
            because: named(&core.because),
            missing: core.missing,
            undecided: core.undecided,
            due_on: text(core.due_on),
            excluded_by: core.excluded_by.map(ExcludedBy::from),
            evidenced: text(core.evidenced),
            claimed: text(core.claimed),
            paid: text(core.paid),
            claim_by: text(core.claim_by),
            too_late: core.too_late,
            set_aside: core.set_aside.into_iter().map(EventProblem::from).collect(),
        }
    }
}

impl From<doorstep::Claims> for Claims {
    fn from(core: doorstep::Claims) -> Self {
        Self {
            as_at: core.as_at.to_string(),
            known_at: text(core.known_at),
            claims: core.claims.into_iter().map(ClaimMade::from).collect(),
            findings: core.findings.into_iter().map(ClaimFinding::from).collect(),
            catalogue: core.catalogue,
            library: core.library.to_owned(),
        }
    }
}

impl From<doorstep::ClaimMade> for ClaimMade {
    fn from(core: doorstep::ClaimMade) -> Self {
        Self {
            event: core.event,
            programme: core.programme,
            outcome: core.outcome,
            funding: core.funding,
            funder: core.funder,
            amount: core.amount.map(|amount| amount.to_string()),
            on: core.on.to_string(),
            paid: text(core.paid),
            state: core.state.map(OutcomeState::from),
            achieved: text(core.achieved),
            evidenced: text(core.evidenced),
            claim_by: text(core.claim_by),
            records: core.records,
        }
    }
}

impl From<doorstep::ClaimFinding> for ClaimFinding {
    fn from(core: doorstep::ClaimFinding) -> Self {
        Self { fault: core.fault.into(), message: core.message, events: core.events, records: core.records }
    }
}
