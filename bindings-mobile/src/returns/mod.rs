//! Returns: cells for funders, and the people that each number opens to.

mod cell;
mod comparing;
mod opening;
mod release;
mod report;

pub use cell::{Accounts, Cell, CellKey, Rejection};
pub use comparing::{CellChange, CellMove, Comparison, Spread};
pub use opening::{Flow, Why, WhyEnrolment};
pub use release::{Audit, Recovered, Release, ReleaseRule};
pub use report::{Partial, Report};

use std::collections::HashMap;
use std::sync::Arc;

use doorstep::{Date, OutcomeOptions, Plain};

use crate::case_file::CaseFile;
use crate::catalogue::{Catalogue, day};
use crate::error::{DoorstepError, bad_json};
use crate::outcomes::{options, typed};
use crate::value::FactValue;
use crate::words::printed;

/// A person of a caseload, and what is told of them beside their events.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct ReturnPerson {
    /// The id that their events have.
    pub id: String,
    /// Their facts.
    pub facts: HashMap<String, FactValue>,
}

#[uniffi::export]
impl Catalogue {
    /// The ids of the returns.
    #[must_use]
    pub fn returns(&self) -> Vec<String> {
        self.0.returns().into_keys().map(str::to_owned).collect()
    }

    /// Computes a return for a caseload as at a day, `YYYY-MM-DD`: its cells, with from whom each is made.
    ///
    /// `files` may be of one person or of many, and several may tell of one person: they are taken as one set. `people`
    /// tells facts beside them: those without a day are those at each start, or with `facts_on` of that day, the day of an
    /// extract. With `known_at` it is as it was known on another day. What cannot be used is in the report's `rejected`.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if there is no such return, or a person is given twice; [`DoorstepError::Fact`] if facts are
    /// nested too deep, or a day is none.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn compute(
        &self,
        return_id: &str,
        people: Vec<ReturnPerson>,
        files: Vec<Arc<CaseFile>>,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Report, DoorstepError> {
        Asked::new(self, told(people)?, &files, as_at, known_at, facts_on)?.report(self, return_id)
    }

    /// The same with the people as a JSON list of objects, each with a `person_id` and that person's facts.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if there is no such return, or the people are no list of people; [`DoorstepError::Fact`] if
    /// they are no JSON, or a day is none.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn compute_of_json(
        &self,
        return_id: &str,
        people: &str,
        files: Vec<Arc<CaseFile>>,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Report, DoorstepError> {
        let people = Plain::from_json(people).map_err(bad_json)?;
        Asked::new(self, people, &files, as_at, known_at, facts_on)?.report(self, return_id)
    }

    /// What some of a return's people come to, as `compute` does all of them. States of any parts of the people, each
    /// person's events in one of them, merge in any order to the report of all.
    ///
    /// # Errors
    /// As of `compute`.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn partial(
        &self,
        return_id: &str,
        people: Vec<ReturnPerson>,
        files: Vec<Arc<CaseFile>>,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Partial, DoorstepError> {
        Asked::new(self, told(people)?, &files, as_at, known_at, facts_on)?.partial(self, return_id)
    }

    /// The same with the people as a JSON list of objects, each with a `person_id` and that person's facts.
    ///
    /// # Errors
    /// As of `compute_of_json`.
    #[uniffi::method(default(known_at = None, facts_on = None))]
    pub fn partial_of_json(
        &self,
        return_id: &str,
        people: &str,
        files: Vec<Arc<CaseFile>>,
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Partial, DoorstepError> {
        let people = Plain::from_json(people).map_err(bad_json)?;
        Asked::new(self, people, &files, as_at, known_at, facts_on)?.partial(self, return_id)
    }
}

/// People with their facts, in the order given.
fn told(people: Vec<ReturnPerson>) -> Result<Plain, DoorstepError> {
    let person = |ReturnPerson { id, facts }| {
        let Plain::Map(facts) = typed(facts)? else { return Ok(Plain::Null) };
        let id = ("person_id".to_owned(), Plain::Text(id));
        Ok(Plain::Map(std::iter::once(id).chain(facts).collect()))
    };
    people.into_iter().map(person).collect::<Result<_, DoorstepError>>().map(Plain::List)
}

/// What a return is computed of.
struct Asked {
    people: Plain,
    file: doorstep::CaseFile,
    as_at: Date,
    options: OutcomeOptions,
}

impl Asked {
    fn new(
        catalogue: &Catalogue,
        people: Plain,
        files: &[Arc<CaseFile>],
        as_at: &str,
        known_at: Option<String>,
        facts_on: Option<String>,
    ) -> Result<Self, DoorstepError> {
        let (as_at, options) = (day(as_at)?, options(known_at, facts_on)?);
        let file = doorstep::CaseFile::union(&catalogue.0, files.iter().map(|file| &file.0));
        Ok(Self { people, file, as_at, options })
    }

    fn report(&self, catalogue: &Catalogue, id: &str) -> Result<Report, DoorstepError> {
        Ok(Report(catalogue.0.compute(id, &self.people, &self.file, self.as_at, self.options)?))
    }

    fn partial(&self, catalogue: &Catalogue, id: &str) -> Result<Partial, DoorstepError> {
        Ok(Partial(catalogue.0.partial(id, &self.people, &self.file, self.as_at, self.options)?))
    }
}

printed! {
    ReturnPerson as id;
}
