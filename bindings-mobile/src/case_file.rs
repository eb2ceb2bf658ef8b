//! Case files: a person's events as a set.

use std::sync::Arc;

use doorstep::{FactError, Plain, parse_date};

use crate::catalogue::{Catalogue, day};
use crate::error::{DoorstepError, EventProblem, bad_event_json};
use crate::event::{self, Event, Override};
use crate::journey::JourneyState;
use crate::words::{CaseloadReason, StageName, printed};

/// A person's events as a set, which devices build apart and merge in any order. Threads can share it.
///
/// Everything that a case file says is a function of the set alone. What cannot count is kept, and listed in `problems`.
#[derive(Clone, Debug, uniffi::Object)]
pub struct CaseFile(pub(crate) doorstep::CaseFile);

#[uniffi::export]
impl CaseFile {
    /// Makes a case file of events.
    ///
    /// # Errors
    /// [`DoorstepError::Event`] with every event that has no readable id, person, kind or day.
    #[uniffi::constructor]
    pub fn new(catalogue: &Catalogue, events: Vec<Event>) -> Result<Self, DoorstepError> {
        Ok(Self(doorstep::CaseFile::new(&catalogue.0, &event::plain(events)?)?))
    }

    /// Reads JSON lines, one event each, with the checksums that `to_jsonl` writes or without.
    ///
    /// It never fails: a line that cannot be read, that breaks off or whose checksum does not match is kept aside in
    /// `rejected`, and all others count.
    #[uniffi::constructor]
    #[must_use]
    pub fn from_jsonl(catalogue: &Catalogue, text: String) -> Self {
        Self(doorstep::CaseFile::from_jsonl(&catalogue.0, text))
    }

    /// The same out of a file's bytes, which may break off within a letter: what is no UTF-8 is kept aside with U+FFFD in
    /// its place, as it is in every language.
    #[uniffi::constructor]
    #[must_use]
    pub fn from_jsonl_bytes(catalogue: &Catalogue, bytes: Vec<u8>) -> Self {
        Self(doorstep::CaseFile::from_jsonl(&catalogue.0, bytes))
    }

    /// The whole set as JSON lines, each with a checksum: erasures, the events in their order, and what could not be read,
    /// as it came. One set has one text.
    #[must_use]
    pub fn to_jsonl(&self) -> String {
        self.0.to_jsonl()
    }

    /// What this set has beyond another one, as JSON lines to append to that one's file; empty if there is nothing.
    ///
    /// It begins with a new line, so that a line that was torn before stays by itself. What was erased stays in a file that
    /// is only appended to: write that one again whole.
    #[must_use]
    pub fn to_append(&self, written: &Self) -> String {
        self.0.to_append(&written.0)
    }

    /// The union of two sets, whatever the order.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        Self(self.0.merge(&other.0))
    }

    /// The file with one more event, if nothing speaks against it.
    ///
    /// What only the plan, the journey or the calendar speaks against may be overridden, with a reason; the event then
    /// carries the override.
    ///
    /// # Errors
    /// [`DoorstepError::Event`] with every reason against it.
    #[uniffi::method(default(overriding = None))]
    pub fn propose(&self, event: Event, overriding: Option<Override>) -> Result<Self, DoorstepError> {
        let event = event::plain_one(event)?;
        Ok(Self(self.0.propose(&event, overriding.map(doorstep::Override::from).as_ref())?))
    }

    /// The same with the event as a JSON object.
    ///
    /// # Errors
    /// [`DoorstepError::Event`] with every reason against it, or what is no JSON.
    #[uniffi::method(default(overriding = None))]
    pub fn propose_json(&self, event: &str, overriding: Option<Override>) -> Result<Self, DoorstepError> {
        let event = Plain::from_json(event).map_err(bad_event_json)?;
        Ok(Self(self.0.propose(&event, overriding.map(doorstep::Override::from).as_ref())?))
    }

    /// Where the person stands in a programme on a day, as `YYYY-MM-DD`; with `known_at`, as it was known on another.
    /// Nothing if there is no such programme.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] if a day is none.
    #[uniffi::method(default(known_at = None))]
    pub fn state(
        &self,
        programme: &str,
        as_at: &str,
        known_at: Option<String>,
    ) -> Result<Option<JourneyState>, DoorstepError> {
        Ok(self.stood(programme, as_at, known_at)?.map(JourneyState::from))
    }

    /// The same as JSON. Decimals are text.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] if a day is none.
    #[uniffi::method(default(known_at = None))]
    pub fn state_json(
        &self,
        programme: &str,
        as_at: &str,
        known_at: Option<String>,
    ) -> Result<Option<String>, DoorstepError> {
        Ok(self.stood(programme, as_at, known_at)?.map(|state| serde_json::json!(state).to_string()))
    }

    /// Erases a person, by any of their ids, as on a day: all their events, and those that any device gives for them
    /// later. What is left is a tombstone with their ids and the day.
    ///
    /// A file that was written before still holds what was erased: write it again whole.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] if the day is none.
    pub fn erase(&self, person: &str, on: &str) -> Result<Self, DoorstepError> {
        Ok(Self(self.0.erase(person, other_day("on", on)?)))
    }

    /// Every event that was given and could be read, whatever became of it, in order.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.0.events().iter().map(|event| Event::from(&**event)).collect()
    }

    /// Everything that counts for nothing or less than it seems to, and why; by event.
    #[must_use]
    pub fn problems(&self) -> Vec<EventProblem> {
        self.0.problems().iter().cloned().map(EventProblem::from).collect()
    }

    /// The lines that could not be read, as they came.
    #[must_use]
    pub fn rejected(&self) -> Vec<RejectedLine> {
        self.0.rejected().iter().map(RejectedLine::from).collect()
    }

    /// What is left of people who were erased.
    #[must_use]
    pub fn tombstones(&self) -> Vec<Tombstone> {
        self.0.tombstones().iter().cloned().map(Tombstone::from).collect()
    }
}

/// A line of a case file that cannot be read. Writing the file again writes it again, as it came.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct RejectedLine {
    /// Its place, from 1, in the text that it was read from.
    pub line: u64,
    /// The line as it came: it may tell of the person.
    pub text: String,
    /// Why it cannot be read.
    pub problem: EventProblem,
}

/// What is left of a person who was erased. It wins every merge.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Tombstone {
    /// The person's ids, in order.
    pub erased: Vec<String>,
    /// The day of the erasure.
    pub on: String,
}

#[uniffi::export]
impl Catalogue {
    /// What there is to see to on a day, as `YYYY-MM-DD`, of one worker's people or of everybody's: the longest ago first,
    /// then what has no day.
    ///
    /// `files` may be of one person or of many, and several may tell of one person: they are taken as one set. With
    /// `known_at` only what was known on that day is looked at. A worker's people are those who are assigned to that
    /// worker in a programme and whose enrolment in it has not ended.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] if a day is none.
    #[uniffi::method(default(worker = None, known_at = None))]
    pub fn caseload(
        &self,
        files: Vec<Arc<CaseFile>>,
        as_at: &str,
        worker: Option<String>,
        known_at: Option<String>,
    ) -> Result<Vec<CaseloadItem>, DoorstepError> {
        Ok(self.listed(&files, as_at, worker, known_at)?.into_iter().map(CaseloadItem::from).collect())
    }

    /// The same as JSON.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] if a day is none.
    #[uniffi::method(default(worker = None, known_at = None))]
    pub fn caseload_json(
        &self,
        files: Vec<Arc<CaseFile>>,
        as_at: &str,
        worker: Option<String>,
        known_at: Option<String>,
    ) -> Result<String, DoorstepError> {
        Ok(serde_json::json!(self.listed(&files, as_at, worker, known_at)?).to_string())
    }
}

impl Catalogue {
    fn listed(
        &self,
        files: &[Arc<CaseFile>],
        as_at: &str,
        worker: Option<String>,
        known_at: Option<String>,
    ) -> Result<Vec<doorstep::CaseloadItem>, DoorstepError> {
        let known_at = known_at.map(|day| other_day("known_at", &day)).transpose()?;
        Ok(self.0.caseload(files.iter().map(|file| &file.0), day(as_at)?, worker.as_deref(), known_at))
    }
}

/// Somebody to see to, and why.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct CaseloadItem {
    /// The person: the least of their ids; nothing only where a line cannot be read and does not say whose it is.
    pub person: Option<String>,
    /// The programme; nothing where a problem is of somebody who is on no programme that there is.
    pub programme: Option<String>,
    /// How far they are in it.
    pub stage: Option<StageName>,
    /// Who works with them in it, by role.
    pub workers: Vec<String>,
    /// Why they are on the list.
    pub reason: CaseloadReason,
    /// The action it is about, or of a problem the event; empty if that has no id that can be read.
    pub about: Option<String>,
    /// The action in words, or the problem.
    pub text: Option<String>,
    /// The day it was due; of somebody who is out of touch, the last contact.
    pub on: Option<String>,
    /// How many days ago that is.
    pub days: u64,
}

impl From<doorstep::CaseloadItem> for CaseloadItem {
    fn from(core: doorstep::CaseloadItem) -> Self {
        Self {
            person: core.person,
            programme: core.programme,
            stage: core.stage.map(StageName::from),
            workers: core.workers,
            reason: core.reason.into(),
            about: core.about,
            text: core.text,
            on: core.on.map(|day| day.to_string()),
            days: core.days,
        }
    }
}

printed! {
    RejectedLine as line, problem;
    CaseloadItem as person, programme, reason, days;
}

impl CaseFile {
    fn stood(
        &self,
        programme: &str,
        as_at: &str,
        known_at: Option<String>,
    ) -> Result<Option<doorstep::JourneyState>, DoorstepError> {
        let known_at = known_at.map(|day| other_day("known_at", &day)).transpose()?;
        Ok(self.0.state(programme, day(as_at)?, known_at))
    }
}

impl From<&doorstep::RejectedLine> for RejectedLine {
    fn from(core: &doorstep::RejectedLine) -> Self {
        let line = u64::try_from(core.line()).unwrap_or(u64::MAX);
        Self { line, text: core.text().to_owned(), problem: core.problem().clone().into() }
    }
}

impl From<doorstep::Tombstone> for Tombstone {
    fn from(core: doorstep::Tombstone) -> Self {
        Self { erased: core.erased, on: core.on.to_string() }
    }
}

/// A day of the calendar, by its argument.
pub(crate) fn other_day(argument: &str, text: &str) -> Result<doorstep::Date, DoorstepError> {
    parse_date(text).ok_or_else(|| FactError::bad_day(argument, "text that is no day").into())
}
