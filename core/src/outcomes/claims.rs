//! What was claimed of a person's outcomes from whom, over all programmes, and what speaks against it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{OutcomeOptions, OutcomeState, Outcomes};
use crate::case_file::{CaseFile, Detail};
use crate::catalogue::Catalogue;
use crate::document::{OncePer, Programme};
use crate::events::Event;
use crate::problems::FactError;
use crate::value::{Date, Number, Plain, in_words};

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
    /// By the day of the claim it was not achieved.
    NotAchieved,
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
    /// It is claimed, or paid, with an amount below 0.
    BelowZero,
    /// It was paid and never claimed.
    NotClaimed,
}

impl ClaimFault {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoSuchOutcome => "no_such_outcome",
            Self::NoSuchFunding => "no_such_funding",
            Self::NotAchieved => "not_achieved",
            Self::NotKnown => "not_known",
            Self::NotEvidenced => "not_evidenced",
            Self::TooLate => "too_late",
            Self::TwoFundings => "two_fundings",
            Self::ClaimedTwice => "claimed_twice",
            Self::BelowZero => "below_zero",
            Self::NotClaimed => "not_claimed",
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
    /// The ids of the claims, the earlier first, or of the payment.
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
    /// claimed, an amount below 0.
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
        let mut findings: Vec<ClaimFinding> = claims.iter().flat_map(|claim| alone(claim, &judged)).collect();
        findings.extend(again(&claims, &judged));
        findings.extend(together(&claims, &judged));
        for paid in &paid {
            findings.extend(below_zero(paid, "pays"));
            if !claims.iter().any(|claim| claim.is_for_the_same(paid)) {
                let message =
                    format!("the event `{}` pays the outcome `{}`, which nobody claimed", paid.event, paid.outcome);
                findings.push(finding(ClaimFault::NotClaimed, message, [paid]));
            }
        }
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

/// A programme that was claimed for, as it stands.
struct Judged<'c> {
    document: &'c Programme,
    outcomes: Outcomes,
}

impl Judged<'_> {
    /// Whether two of its fundings are one or match, straight or by way of others.
    fn match_each_other(&self, one: &str, other: &str) -> bool {
        let fundings = &self.document.funding;
        let mut joined = vec![one];
        let mut at = 0;
        while let Some(next) = joined.get(at).copied() {
            for funding in fundings {
                let (id, matches) = (funding.id.as_str(), funding.matches.as_ref().map(|id| id.as_str()));
                let beside = match matches {
                    Some(matches) if matches == next => id,
                    Some(matches) if id == next => matches,
                    _ => continue,
                };
                if !joined.contains(&beside) {
                    joined.push(beside);
                }
            }
            at = at.saturating_add(1);
        }
        joined.contains(&other)
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
    fn is_for_the_same(&self, other: &Self) -> bool {
        (&self.programme, &self.outcome, &self.funding) == (&other.programme, &other.outcome, &other.funding)
    }
}

fn finding<'c>(fault: ClaimFault, message: String, claims: impl IntoIterator<Item = &'c ClaimMade>) -> ClaimFinding {
    let events = claims.into_iter().map(|claim| claim.event.clone()).collect();
    ClaimFinding { fault, message, events, records: Vec::new() }
}

fn below_zero(claim: &ClaimMade, does: &str) -> Option<ClaimFinding> {
    claim.amount.filter(|amount| *amount < Number::ZERO)?;
    let message = format!("the event `{}` {does} an amount below 0: void what is taken back", claim.event);
    Some(finding(ClaimFault::BelowZero, message, [claim]))
}

/// What speaks against a claim by itself.
fn alone(claim: &ClaimMade, judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let ClaimMade { event, outcome, .. } = claim;
    let mut findings = Vec::new();
    let mut find = |fault, message: String| findings.push(finding(fault, message, [claim]));
    let document = claim.programme.as_deref().and_then(|programme| judged.get(programme));
    if let (Some(judged), Some(funding), None) = (document, &claim.funding, &claim.funder) {
        let programme = &judged.outcomes.programme;
        find(
            ClaimFault::NoSuchFunding,
            format!("the event `{event}` claims from `{funding}`, which does not fund `{programme}`"),
        );
    }
    let by_then = |day: Option<Date>| day.is_some_and(|day| day <= claim.on);
    match claim.state {
        None => {
            let of = match &claim.programme {
                Some(programme) => format!("which `{programme}` does not have"),
                None => "and does not say of which programme".to_owned(),
            };
            find(ClaimFault::NoSuchOutcome, format!("the event `{event}` claims the outcome `{outcome}`, {of}"));
        }
        Some(OutcomeState::Unknown) => {
            let message =
                format!("the event `{event}` claims the outcome `{outcome}`, and whether it was achieved is not known");
            find(ClaimFault::NotKnown, message);
        }
        Some(_) if !by_then(claim.achieved) => {
            let message = format!("the event `{event}` claims the outcome `{outcome}`, which was not achieved by then");
            find(ClaimFault::NotAchieved, message);
        }
        Some(_) if !by_then(claim.evidenced) => {
            let message = format!("the event `{event}` claims the outcome `{outcome}`, which was not shown by then");
            find(ClaimFault::NotEvidenced, message);
        }
        Some(_) => {}
    }
    if let Some(last) = claim.claim_by.filter(|last| *last < claim.on) {
        let (on, last) = (in_words(claim.on), in_words(last));
        let message = format!("the event `{event}` claims the outcome `{outcome}` on {on}, and could until {last}");
        find(ClaimFault::TooLate, message);
    }
    findings.extend(below_zero(claim, "claims"));
    findings
}

/// A claim that one before it made, unless the outcome counts once in a period.
fn again(claims: &[ClaimMade], judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let before = |(place, claim): (usize, &ClaimMade)| {
        let first = claims.iter().take(place).find(|first| first.is_for_the_same(claim))?;
        let document = judged.get(claim.programme.as_deref()?)?.document;
        let definition = document.outcomes.iter().find(|outcome| outcome.id.as_str() == claim.outcome)?;
        if definition.once_per == Some(OncePer::Period) {
            return None;
        }
        let ClaimMade { event, outcome, .. } = claim;
        let message = format!("the event `{event}` claims the outcome `{outcome}` again, which `{}` did", first.event);
        let records = first.records.clone();
        Some(ClaimFinding { records, ..finding(ClaimFault::ClaimedTwice, message, [first, claim]) })
    };
    claims.iter().enumerate().filter_map(before).collect()
}

/// Claims of one outcome, or of one record, from fundings that do not match: a finding for each two.
fn together(claims: &[ClaimMade], judged: &BTreeMap<&str, Judged<'_>>) -> Vec<ClaimFinding> {
    let mut findings = Vec::new();
    for (place, one) in claims.iter().enumerate() {
        for other in claims.iter().skip(place.saturating_add(1)) {
            let (Some(from), Some(and_from)) = (&one.funding, &other.funding) else { continue };
            let same_programme = one.programme.is_some() && one.programme == other.programme;
            let records: Vec<String> = one.records.iter().filter(|id| other.records.contains(id)).cloned().collect();
            if records.is_empty() && !(same_programme && one.outcome == other.outcome) {
                continue;
            }
            let programme = one.programme.as_deref().filter(|_| same_programme).and_then(|id| judged.get(id));
            if programme.is_some_and(|programme| programme.match_each_other(from, and_from)) {
                continue;
            }
            let what = match records.as_slice() {
                [] => format!("the outcome `{}`", one.outcome),
                [record] => format!("the event `{record}`"),
                several => format!("what {} events show", several.len()),
            };
            let of = |claim: &ClaimMade, funding: &str| {
                format!("`{funding}` of `{}` (`{}`)", claim.programme.as_deref().unwrap_or_default(), claim.event)
            };
            let message = format!(
                "{what} is claimed first from {} and then from {}, of which neither matches the other",
                of(one, from),
                of(other, and_from)
            );
            findings.push(ClaimFinding { records, ..finding(ClaimFault::TwoFundings, message, [one, other]) });
        }
    }
    findings
}
