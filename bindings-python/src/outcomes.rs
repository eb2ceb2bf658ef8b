//! What a person achieved, and what was claimed of it.

use std::hash::{Hash, Hasher};

use doorstep::{Date, OutcomeOptions};
use pyo3::exceptions::{PyIndexError, PyKeyError, PyTypeError};
#[cfg(feature = "stubs")]
use pyo3::inspect::{PyStaticExpr, PyStaticOperator};
use pyo3::prelude::*;
use pyo3::{Borrowed, FromPyObject};

use crate::convert::{self, Fields};
use crate::each::Each;
use crate::problems::EventProblem;
use crate::shown::{Decimal, shown};

shown! {
    /// Every outcome of a programme for one person, as at a day: a sequence in the document's order, which can be asked by
    /// id as well.
    ///
    /// >>> employed = {"id": "m", "person": 7, "kind": "employment", "start": "2022-06-06", "data": {"hours_per_week": 16}}
    /// >>> claimed = {"id": "n", "person": 7, "kind": "claimed", "programme": "example", "on": "2022-06-08",
    /// ...            "data": {"outcome": "into_work", "funding": "lottery", "amount": 500}}
    /// >>> working = case_file.merge(ds.CaseFile([employed, claimed], catalogue))
    /// >>> outcomes = catalogue.outcomes("example", {}, working, "2022-06-10")
    /// >>> outcomes
    /// Outcomes(programme='example', as_at=datetime.date(2022, 6, 10))
    /// >>> [(outcome.id, outcome.state) for outcome in outcomes]
    /// [('into_work', 'achieved'), ('sustained', 'not_yet_due')]
    /// >>> outcomes["sustained"].due_on
    /// datetime.date(2022, 9, 4)
    /// >>> len(outcomes), "sustained" in outcomes, outcomes[-1].id
    /// (2, True, 'sustained')
    class Outcomes(doorstep::Outcomes) as "programme", "as_at" {
        /// The programme's id.
        programme: String,
        /// The first day of the version that was judged by, which names it: that in force on the start, else the nearest.
        version: Option<Date>,
        /// The day judged.
        as_at: Date,
        /// The day as on which it was known; None is everything.
        known_at: Option<Date>,
        /// The enrolment's first day.
        started_on: Option<Date>,
        /// Its last day.
        ended_on: Option<Date>,
        /// What was assumed, in words.
        assumptions: Vec<String>,
        /// What counts for nothing or less than it seems to of the events given, and why, as far as it was known.
        problems: Vec<EventProblem>,
        /// The catalogue's fingerprint.
        catalogue: String,
        /// The library's version.
        library: &'static str,
    } and {
        /// One by its place or its id: `KeyError` for an id that there is not.
        fn __getitem__(&self, key: Key) -> PyResult<OutcomeResult> {
            let found = match &key {
                Key::Id(id) => self.0.get(id),
                Key::Place(place) if *place < 0 => {
                    place.checked_add_unsigned(self.0.outcomes.len()).and_then(|place| self.at(place))
                }
                Key::Place(place) => self.at(*place),
            };
            found.cloned().map(OutcomeResult).ok_or_else(|| match key {
                Key::Id(id) => PyKeyError::new_err(id),
                Key::Place(_) => PyIndexError::new_err("there are not so many outcomes"),
            })
        }

        fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Each<'py, OutcomeResult>> {
            Each::of(py, self.0.outcomes.iter().cloned().map(OutcomeResult).collect())
        }

        fn __reversed__<'py>(&self, py: Python<'py>) -> PyResult<Each<'py, OutcomeResult>> {
            Each::of(py, self.0.outcomes.iter().rev().cloned().map(OutcomeResult).collect())
        }

        fn __len__(&self) -> usize {
            self.0.outcomes.len()
        }

        /// Whether there is an outcome of an id, or that very one.
        fn __contains__(&self, key: &Bound<'_, PyAny>) -> bool {
            if let Ok(own) = key.cast::<OutcomeResult>() {
                return self.0.outcomes.contains(&own.get().0);
            }
            key.extract::<&str>().is_ok_and(|id| self.0.get(id).is_some())
        }
    }
}

/// What an outcome is asked by.
enum Key {
    Place(isize),
    Id(String),
}

impl<'py> FromPyObject<'_, 'py> for Key {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: PyStaticExpr = PyStaticExpr::BinOp {
        left: &<isize as FromPyObject<'_, '_>>::INPUT_TYPE,
        op: PyStaticOperator::BitOr,
        right: &<String as FromPyObject<'_, '_>>::INPUT_TYPE,
    };

    fn extract(key: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let id = || key.extract().map(Self::Id);
        key.extract().map(Self::Place).or_else(|_| id()).map_err(|_| {
            let of = key.get_type();
            let of = of.name().map(|name| name.to_string()).unwrap_or_default();
            PyTypeError::new_err(format!("an outcome is asked for by its id or its place, not by a {of}"))
        })
    }
}

impl Outcomes {
    fn at(&self, place: isize) -> Option<&doorstep::OutcomeResult> {
        self.0.outcomes.get(usize::try_from(place).ok()?)
    }
}

shown! {
    /// How one outcome of one person stands, and what that rests on.
    ///
    /// >>> outcome = outcomes["into_work"]
    /// >>> outcome
    /// OutcomeResult(id='into_work', state='achieved')
    /// >>> outcome.on, outcome.records, outcome.evidence
    /// (datetime.date(2022, 6, 6), ['m'], 'self_declared')
    /// >>> outcome.to_dict()["claimed"]
    /// '2022-06-08'
    hashed class OutcomeResult(doorstep::OutcomeResult) as "id", "state" {
        /// Its id.
        id: String,
        /// What it is called.
        text: Option<String>,
        /// `achieved`; `not_achieved` as far as is told; `not_yet_due`, when it could not have been achieved yet, or a run is
        /// open that can still achieve it; `unknown`, when what is not told decides it; or `excluded`.
        state: &'static str,
        /// The day it was achieved.
        on: Option<Date>,
        /// The ids of the events it rests on, in their order.
        records: Vec<String>,
        /// The grade of what shows them, the least of theirs: `self_declared`, `adviser_vouched`, `adviser_seen`, `document`
        /// or `official`.
        evidence: Option<&'static str>,
        /// The known facts that its conditions use, with their values. If it was not achieved, how near it came too: what it
        /// came to (`employment.reached`) and what was `asked`, what the latest record that does not count tells, the day of
        /// one that came too early or too late (`employment.on`), how each part stands, `started` of who has not.
        because: Fields<'py>,
        /// What would tell, if it is unknown: names of facts, of a record's attributes (`employment.hours_per_week`), of the
        /// day a spell ended (`employment.end`), of a scale, a follow-up or a parameter.
        missing: Vec<String>,
        /// The ids of the events that may count and are not told enough of.
        undecided: Vec<String>,
        /// If it is not yet due: the first day from which it can be known; None where that waits for something else.
        due_on: Option<Date>,
        /// What the person is left out by: `from` or `exclude`.
        excluded_by: Option<&'static str>,
        /// The first day on which it was both achieved and shown by evidence of the grade it asks for.
        evidenced: Option<Date>,
        /// The first day, from the one on which it was achieved on, on which it was claimed.
        claimed: Option<Date>,
        /// The day it was first paid.
        paid: Option<Date>,
        /// The last day on which it can be claimed, where that is limited and it was achieved.
        claim_by: Option<Date>,
        /// Whether it was claimed after that day, or can no longer be.
        too_late: bool,
        /// Events that cannot count: before the person's birth, or an amount below 0.
        set_aside: Vec<EventProblem>,
    }
}

impl PartialEq for OutcomeResult {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Hash for OutcomeResult {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        (&self.0.id, self.0.state).hash(hasher);
    }
}

shown! {
    /// Every claim of a person, over all programmes, and what speaks against it. It decides nothing.
    ///
    /// >>> claims = catalogue.claims({}, working, "2022-06-10")
    /// >>> claims
    /// Claims(as_at=datetime.date(2022, 6, 10), findings=[])
    /// >>> again = {**claimed, "id": "o", "on": "2022-06-09", "data": {"outcome": "into_work", "funding": "council"}}
    /// >>> claims = catalogue.claims({}, working.merge(ds.CaseFile([again], catalogue)), "2022-06-10")
    /// >>> [(finding.fault, finding.events) for finding in claims.findings]
    /// [('two_fundings', ['n', 'o'])]
    class Claims(doorstep::Claims) as "as_at", "findings" {
        /// The day judged.
        as_at: Date,
        /// The day as on which it was known; None is everything.
        known_at: Option<Date>,
        /// Each claim, in the order of events.
        claims: Vec<ClaimMade>,
        /// What speaks against each, in the same order; then claims that do not go together, then what speaks
        /// against payments.
        findings: Vec<ClaimFinding>,
        /// The catalogue's fingerprint.
        catalogue: String,
        /// The library's version.
        library: &'static str,
    }
}

shown! {
    /// An outcome that was claimed from a funding.
    ///
    /// >>> claim = claims.claims[0]
    /// >>> claim
    /// ClaimMade(event='n', outcome='into_work', funding='lottery')
    /// >>> claim.funder, claim.amount, claim.achieved, claim.records
    /// ('big_fund', Decimal('500'), datetime.date(2022, 6, 6), ['m'])
    class ClaimMade(doorstep::ClaimMade) as "event", "outcome", "funding" {
        /// The id of the event that says so.
        event: String,
        /// The programme it was claimed for; None if the event does not say.
        programme: Option<String>,
        /// The outcome.
        outcome: String,
        /// The funding it was claimed from: the one told, else the one that the outcome names.
        funding: Option<String>,
        /// Who gives that.
        funder: Option<String>,
        /// How much was claimed.
        amount: Option<Decimal<'py>>,
        /// The day it was claimed.
        on: Date,
        /// The day it was first paid.
        paid: Option<Date>,
        /// How the outcome stands on the day judged; None if the programme has none of that id.
        state: Option<&'static str>,
        /// The day the outcome was achieved.
        achieved: Option<Date>,
        /// The day it was shown by evidence of the grade it asks for.
        evidenced: Option<Date>,
        /// The last day for the claim, where that is limited.
        claim_by: Option<Date>,
        /// The ids of the events that the outcome rests on.
        records: Vec<String>,
    }
}

shown! {
    /// Something that speaks against claims, for somebody to look at.
    ///
    /// >>> [finding] = claims.findings
    /// >>> finding
    /// ClaimFinding(fault='two_fundings', events=['n', 'o'])
    /// >>> finding.records
    /// ['m']
    class ClaimFinding(doorstep::ClaimFinding) as "fault", "events" {
        /// What it is: `no_such_outcome`, `no_such_funding`, `not_achieved`, `too_early`, `not_known`, `not_evidenced`,
        /// `too_late`, `two_fundings`, `claimed_twice`, `other_amount`, `below_zero`, `not_claimed`, `paid_early` or
        /// `paid_twice`.
        fault: &'static str,
        /// The same in words.
        message: String,
        /// The ids of the claims, the earlier first, or of the payment.
        events: Vec<String>,
        /// The ids of the records that two claims share.
        records: Vec<String>,
    }
}

/// What may be given with outcomes and claims.
pub(crate) fn options(
    known_at: Option<&Bound<'_, PyAny>>,
    facts_on: Option<&Bound<'_, PyAny>>,
) -> PyResult<OutcomeOptions> {
    let known_at = known_at.map(|day| convert::day("known_at", day)).transpose()?;
    let facts_on = facts_on.map(|day| convert::day("facts_on", day)).transpose()?;
    Ok(OutcomeOptions::default().known_at(known_at).facts_on(facts_on))
}
