//! What was claimed of a person's outcomes from whom, over all programmes, and what speaks against it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::findings::{self, Judged};
use super::{OutcomeOptions, OutcomeState, Outcomes};
use crate::case_file::{CaseFile, Detail};
use crate::catalogue::Catalogue;
use crate::document::Programme;
use crate::events::Event;
use crate::problems::FactError;
use crate::value::{Date, Number, Plain};

/// An outcome that was claimed from a funding.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ClaimMade {
    /// The id of the event that says so.
    pub event: String,
    /// The programme it was claimed for; `None` if the event does not say.
    pub programme: Option<String>,
    /// The outcome.
    pub outcome: String,
    /// The funding it was claimed from: the one told, else the one that the outcome names.
    pub funding: Option<String>,
    /// Who gives that.
    pub funder: Option<String>,
    /// How much was claimed.
    pub amount: Option<Number>,
    /// The day it was claimed.
    pub on: Date,
    /// The day it was first paid.
    pub paid: Option<Date>,
    /// How the outcome stands on the day judged; `None` if the programme has none of that id.
    pub state: Option<OutcomeState>,
    /// The day the outcome was achieved.
    pub achieved: Option<Date>,
    /// The day it was shown by evidence of the grade it asks for.
    pub evidenced: Option<Date>,
    /// The last day for the claim, where that is limited.
    pub claim_by: Option<Date>,
    /// The ids of the events that the outcome rests on.
    pub records: Vec<String>,
}

/// What may speak against a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimFault {
    /// The programme has no such outcome, or none is named.
    NoSuchOutcome,
    /// The programme has no such funding.
    NoSuchFunding,
    /// It is not achieved by the day judged.
    NotAchieved,
    /// It was achieved after the day of the claim.
    TooEarly,
    /// It is not known whether it was achieved.
    NotKnown,
    /// By the day of the claim it was not shown.
    NotEvidenced,
    /// It was claimed after the last day for it.
    TooLate,
    /// It was claimed from another funding too, and neither matches the other: once for each two claims.
    TwoFundings,
    /// It was claimed from the same funding before, and counts more than once in no period of its own.
    ClaimedTwice,
    /// It is claimed with another amount than the outcome's.
    OtherAmount,
    /// It is claimed, or paid, with an amount below 0.
    BelowZero,
    /// It was paid and never claimed.
    NotClaimed,
    /// It was paid before the day of its claim.
    PaidEarly,
    /// It was paid again on one claim, and more than was claimed.
    PaidTwice,
}

impl ClaimFault {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoSuchOutcome => "no_such_outcome",
            Self::NoSuchFunding => "no_such_funding",
            Self::NotAchieved => "not_achieved",
            Self::TooEarly => "too_early",
            Self::NotKnown => "not_known",
            Self::NotEvidenced => "not_evidenced",
            Self::TooLate => "too_late",
            Self::TwoFundings => "two_fundings",
            Self::ClaimedTwice => "claimed_twice",
            Self::OtherAmount => "other_amount",
            Self::BelowZero => "below_zero",
            Self::NotClaimed => "not_claimed",
            Self::PaidEarly => "paid_early",
            Self::PaidTwice => "paid_twice",
        }
    }
}

/// Something that speaks against claims, for somebody to look at.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ClaimFinding {
    /// What it is.
    pub fault: ClaimFault,
    /// The same in words.
    pub message: String,
    /// The ids of the claims, the earlier first, or of the payment, behind the claim or the payment that it is held against.
    pub events: Vec<String>,
    /// The ids of the records that two claims share.
    pub records: Vec<String>,
}

/// Every claim of a person, and what speaks against it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Claims {
    /// The day judged.
    pub as_at: Date,
    /// The day as on which it was known; `None` is now.
    pub known_at: Option<Date>,
    /// Each claim, in the order of events.
    pub claims: Vec<ClaimMade>,
    /// What speaks against each, in the same order; then claims that do not go together, then what speaks against payments.
    pub findings: Vec<ClaimFinding>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: &'static str,
}

impl Catalogue {
    /// What was claimed of a person's outcomes by a day, over all programmes, and what speaks against it: one outcome or
    /// one record that was claimed from two fundings of which neither matches the other, one outcome that was claimed twice
    /// from one, a claim that was not achieved or not shown when it was made, or came too late, a payment that nobody
    /// claimed, that came before the claim or again, an amount below 0 or another than the outcome's.
    ///
    /// Fundings match that a programme joins by `matches`, straight or by way of others. Findings decide nothing.
    ///
    /// # Errors
    /// [`FactError`] with every fact that cannot be used.
    ///
    /// ```
    /// use doorstep::{CaseFile, Catalogue, ClaimFault, OutcomeOptions, Plain, parse_date};
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "records": {"employment": {"spell": true}}}"#),
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {},
    ///         "funding": [{"id": "council", "funder": "council"}, {"id": "lottery", "funder": "lottery"}],
    ///         "outcomes": [{"id": "into_work", "record": "employment", "claim": {"funding": "council"}}]}"#),
    /// ])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}
    ///     {"id": "b", "person": 7, "kind": "employment", "start": "2022-06-01"}
    ///     {"id": "c", "person": 7, "kind": "claimed", "programme": "p", "on": "2022-06-10", "data": {"outcome": "into_work"}}
    ///     {"id": "d", "person": 7, "kind": "claimed", "programme": "p", "on": "2022-06-20",
    ///      "data": {"outcome": "into_work", "funding": "lottery"}}"#.replace(",\n     ", ", ").as_str());
    /// let claims = catalogue.claims(&Plain::from_json("{}")?, &file, parse_date("2022-07-01").unwrap(), OutcomeOptions::default())?;
    /// assert_eq!(claims.claims[0].funding.as_deref(), Some("council"));
    /// let [finding] = claims.findings.as_slice() else { panic!() };
    /// assert_eq!((finding.fault, finding.events.as_slice()), (ClaimFault::TwoFundings, ["c".to_owned(), "d".to_owned()].as_slice()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn claims(
        &self,
        facts: &Plain,
        file: &CaseFile,
        as_at: Date,
        options: OutcomeOptions,
    ) -> Result<Claims, FactError> {
        crate::facts::read(self, facts)?;
        let file = file.against(self);
        let standing = file.standing(options.known_at);
        let events = standing.events().events().iter().filter(|event| event.on.is_some_and(|on| on <= as_at));
        let told: Vec<Told<'_>> = events.filter_map(|event| Told::of(event)).collect();
        let mut judged: BTreeMap<&str, Judged<'_>> = BTreeMap::new();
        for programme in told.iter().filter_map(|told| told.programme) {
            if judged.contains_key(programme) {
                continue;
            }
            if let Some(outcomes) = self.outcomes(programme, facts, &file, as_at, options)?
                && let Some(document) = self.version_of(&outcomes)
            {
                judged.insert(programme, Judged { document, outcomes });
            }
        }
        let paid: Vec<ClaimMade> =
            told.iter().filter(|told| told.is_paid).map(|told| told.made(&judged, &[])).collect();
        let claims = told.iter().filter(|told| !told.is_paid);
        let claims: Vec<ClaimMade> = claims.map(|told| told.made(&judged, &paid)).collect();
        let findings = findings::all(&claims, &paid, &judged);
        Ok(Claims {
            as_at,
            known_at: options.known_at,
            claims,
            findings,
            catalogue: self.fingerprint().to_owned(),
            library: crate::VERSION,
        })
    }

    /// The document by which outcomes were judged.
    fn version_of(&self, outcomes: &Outcomes) -> Option<&Programme> {
        let rules = self.rules();
        let (index, _, _) = rules.programmes.get_full(outcomes.programme.as_str())?;
        let versions = rules.versions(index).iter().map(|version| &version.document);
        versions.into_iter().find(|document| document.in_force.from == outcomes.version)
    }
}

/// What an event tells of a claim or a payment.
struct Told<'e> {
    event: &'e Event,
    on: Date,
    programme: Option<&'e str>,
    outcome: &'e str,
    funding: Option<&'e str>,
    amount: Option<Number>,
    is_paid: bool,
}

impl<'e> Told<'e> {
    fn of(event: &'e Event) -> Option<Self> {
        let (outcome, funding, amount, is_paid) = match event.detail()? {
            Detail::Claimed { outcome, funding, amount } => (outcome, funding, amount, false),
            Detail::Paid { outcome, funding, amount } => (outcome, funding, amount, true),
            _ => return None,
        };
        let programme = event.programme.as_deref();
        Some(Self { event, on: event.on?, programme, outcome, funding, amount, is_paid })
    }

    /// The same with what is known of its outcome and its funding, and the first of the payments that is for it.
    fn made(&self, judged: &BTreeMap<&str, Judged<'_>>, paid: &[ClaimMade]) -> ClaimMade {
        let judged = self.programme.and_then(|programme| judged.get(programme));
        let definition = judged
            .and_then(|judged| judged.document.outcomes.iter().find(|outcome| outcome.id.as_str() == self.outcome));
        let own = definition.and_then(|outcome| outcome.claim.as_ref()).map(|claim| claim.funding.as_str());
        let funding = self.funding.or(own);
        let known =
            judged.and_then(|judged| judged.document.funding.iter().find(|known| Some(known.id.as_str()) == funding));
        let result = judged.and_then(|judged| judged.outcomes.get(self.outcome));
        let mut made = ClaimMade {
            event: self.event.id.clone(),
            programme: self.programme.map(str::to_owned),
            outcome: self.outcome.to_owned(),
            funding: funding.map(str::to_owned),
            funder: known.map(|funding| funding.funder.as_str().to_owned()),
            amount: self.amount,
            on: self.on,
            paid: None,
            state: result.map(|result| result.state),
            achieved: result.and_then(|result| result.on),
            evidenced: result.and_then(|result| result.evidenced),
            claim_by: result.and_then(|result| result.claim_by),
            records: result.map(|result| result.records.clone()).unwrap_or_default(),
        };
        made.paid = paid.iter().filter(|paid| made.is_for_the_same(paid)).map(|paid| paid.on).min();
        made
    }
}

impl ClaimMade {
    /// Whether another claim, or a payment, is for the same outcome from the same funding.
    pub(super) fn is_for_the_same(&self, other: &Self) -> bool {
        (&self.programme, &self.outcome, &self.funding) == (&other.programme, &other.outcome, &other.funding)
    }
}
