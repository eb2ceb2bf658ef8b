//! Outcomes: what was achieved, when, on what evidence, and what is not due yet.
//!
//! Days that spells cover ([`cover`]), how long they last ([`run`]) and what records come to ([`days`]) are worked out on
//! days alone. What counts, and what
//! may count where something is not told, is worked out from one person's events ([`records`], [`spells`], [`changes`]);
//! an outcome is judged on both ([`judge`]).

mod case;
mod changes;
mod claims;
mod conditions;
mod cover;
mod days;
mod findings;
mod joined;
mod judge;
mod left_out;
mod near;
mod person;
mod records;
mod result;
mod run;
mod shown;
mod spells;
mod told;

pub use claims::{ClaimFault, ClaimFinding, ClaimMade, Claims};
#[cfg(any(feature = "columns", feature = "returns"))]
pub(crate) use cover::Day;
#[cfg(feature = "columns")]
pub(crate) use cover::{Cover, Span};
#[cfg(feature = "columns")]
pub(crate) use days::{Adds, Days, Stand, Total, lasting, number, total_in_units};
#[cfg(feature = "columns")]
pub(crate) use left_out::{Brief, ENDED_BECAUSE, ENDED_ON, LeftOut, STARTED_ON, left_out_by};
#[cfg(feature = "returns")]
pub(crate) use person::Lived;
pub(crate) use person::{JudgedBy, Person};
#[cfg(feature = "returns")]
pub(crate) use result::UnlessLeftOut;
pub use result::{ExcludedBy, OutcomeResult, OutcomeState, Outcomes};
#[cfg(feature = "columns")]
pub(crate) use run::Frame;
#[cfg(feature = "columns")]
pub(crate) use told::below_zero;
#[cfg(feature = "returns")]
pub(crate) use told::born;

use crate::case_file::CaseFile;
use crate::catalogue::{Amount, Catalogue, Form, RecordForm, Version};
use crate::condition::{Expression, Value};
use crate::document::FactsOf;
use crate::journey::{by, dated, followed};
use crate::problems::FactError;
use crate::value::{Date, Plain};

/// As known when, and facts of which day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OutcomeOptions {
    /// The day as on which events were known; without it everything is.
    pub known_at: Option<Date>,
    /// The day of which facts given without a day are: that of an extract. Without it they are those at the start.
    pub facts_on: Option<Date>,
}

impl OutcomeOptions {
    /// The same, as it was known on a day.
    #[must_use]
    pub fn known_at(mut self, day: Option<Date>) -> Self {
        self.known_at = day;
        self
    }

    /// The same, with facts that are given without a day being those of a day.
    #[must_use]
    pub fn facts_on(mut self, day: Option<Date>) -> Self {
        self.facts_on = day;
        self
    }
}

impl Catalogue {
    /// Every outcome of a programme for one person, as at a day. `None` if the catalogue has no such programme.
    ///
    /// The outcomes are those of the version in force on the enrolment's start, or nearest to it. `facts` are told beside
    /// the events: those without a day are those at the start. Silence is not a job kept: a spell whose end is not told is
    /// known up to the latest event that confirms it.
    ///
    /// # Errors
    /// [`FactError`] with every fact that cannot be used.
    ///
    /// ```
    /// use doorstep::{CaseFile, Catalogue, OutcomeOptions, OutcomeState, Plain, parse_date};
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "records": {"employment": {"spell": true, "attributes": {"hours_per_week": "number"}}}}"#),
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "outcomes": [
    ///         {"id": "into_work", "record": "employment", "where": "hours_per_week >= 7"},
    ///         {"id": "sustained", "record": "employment", "where": "hours_per_week >= 7",
    ///          "lasting": {"continuous": "P13W", "gap": "P14D"}}]}"#),
    /// ])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}
    ///     {"id": "b", "person": 7, "kind": "employment", "start": "2022-06-01", "end": "2022-07-31", "data": {"hours_per_week": 16}}
    ///     {"id": "c", "person": 7, "kind": "employment", "start": "2022-08-15", "end": "2022-12-31", "data": {"hours_per_week": 20}}"#);
    /// let on = |day: &str| parse_date(day).unwrap();
    /// let outcomes = catalogue.outcomes("p", &Plain::from_json("{}")?, &file, on("2022-08-20"), OutcomeOptions::default())?.unwrap();
    /// assert_eq!(outcomes.get("into_work").unwrap().on, Some(on("2022-06-01")));
    /// let sustained = outcomes.get("sustained").unwrap();
    /// assert_eq!((sustained.state, sustained.due_on), (OutcomeState::NotYetDue, Some(on("2022-08-30"))));
    ///
    /// let outcomes = catalogue.outcomes("p", &Plain::from_json("{}")?, &file, on("2022-08-30"), OutcomeOptions::default())?.unwrap();
    /// let sustained = outcomes.get("sustained").unwrap();
    /// assert_eq!((sustained.state, sustained.on), (OutcomeState::Achieved, Some(on("2022-08-30"))));
    /// assert_eq!(sustained.records, ["b", "c"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn outcomes(
        &self,
        programme: &str,
        facts: &Plain,
        file: &CaseFile,
        as_at: Date,
        options: OutcomeOptions,
    ) -> Result<Option<Outcomes>, FactError> {
        crate::facts::read(self, facts)?;
        let file = file.against(self);
        let standing = file.standing(options.known_at);
        let rules = self.rules();
        let Some((id, _)) = rules.programmes.get_key_value(programme) else { return Ok(None) };
        let events = by(&standing, id, as_at);
        let Some(version) = followed(self, id, || events.iter().copied(), Some(as_at)) else { return Ok(None) };
        let person = Person { catalogue: self, file: &file, standing: &standing, facts, as_at, options };
        Ok(Some(person.live(&JudgedBy::version(version), &events, |lived| {
            let enrolment = lived.enrolment();
            let mut problems = match options.known_at {
                None => file.problems().to_vec(),
                Some(_) => standing.problems().to_vec(),
            };
            // The file does not know a day of birth that is told beside it.
            for unborn in events.iter().filter_map(|event| lived.before_birth(event)) {
                if !problems.contains(&unborn) {
                    problems.push(unborn);
                }
            }
            let results = lived.outcomes(|_| true);
            Outcomes {
                programme: id.clone(),
                version: version.document.in_force.from,
                as_at,
                known_at: options.known_at,
                started_on: enrolment.started_on,
                ended_on: enrolment.ended_on,
                assumptions: assumptions(facts, options.facts_on, enrolment.started_on, version, &results),
                outcomes: results,
                problems,
                catalogue: self.fingerprint().to_owned(),
                library: crate::VERSION,
            }
        })))
    }
}

/// What is assumed of facts that are given without a day, of what totals must come to, and of who is not told to have
/// started.
fn assumptions(
    facts: &Plain,
    facts_on: Option<Date>,
    started_on: Option<Date>,
    version: &Version,
    results: &[OutcomeResult],
) -> Vec<String> {
    let is_undated = matches!(facts, Plain::Map(facts) if facts.iter().any(|(_, fact)| dated(fact).is_none()));
    let undated = is_undated.then(|| match facts_on {
        Some(day) => format!("facts given without a day are those of {}", crate::value::in_words(day)),
        None => "facts given without a day are those at the start".to_owned(),
    });
    let waits = |result: &OutcomeResult| result.because.get(judge::STARTED) == Some(&Value::Boolean(false));
    let unstarted = (started_on.is_none() && results.iter().any(waits))
        .then(|| "no start is told: what counts from it is not achieved".to_owned());
    let definitions = version.document.outcomes.iter().zip(&version.outcomes);
    let by_start = definitions.filter(|(outcome, rule)| match &rule.form {
        Form::Records(RecordForm { amount: Amount::Total { least, .. }, .. }) => {
            outcome.facts == FactsOf::AtStart && least.any(|part| matches!(part, Expression::Parameter { .. }))
        }
        _ => false,
    });
    let totals = by_start.filter(|_| started_on.is_some());
    let totals =
        totals.map(|(outcome, _)| format!("what `{}` must come to goes by the parameters of the start", outcome.id));
    undated.into_iter().chain(totals).chain(unstarted).collect()
}
