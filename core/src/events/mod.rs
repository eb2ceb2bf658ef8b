//! What happened to one person, and when: read from plain values, with what was amended or voided taken into account.

mod data;
mod day;
mod event;
mod fate;
mod fields;
mod grounds;
mod kinds;
mod people;
mod problem;
mod read;
mod recorded;
mod settle;
mod size;
mod standing;

use std::fmt;
use std::sync::Arc;

#[cfg(all(feature = "columns", feature = "case-files"))]
pub(crate) use data::fixed_data;
pub use event::{Event, Evidence, Override};
pub use fate::Fate;
#[cfg(feature = "case-files")]
pub(crate) use fields::Fields;
#[cfg(all(feature = "case-files", not(target_family = "wasm")))]
pub(crate) use fields::Given;
pub(crate) use kinds::DECIDED;
#[cfg(all(feature = "columns", feature = "case-files", not(target_family = "wasm")))]
pub(crate) use kinds::known as known_kinds;
#[cfg(all(feature = "returns", feature = "columns", not(target_family = "wasm")))]
pub(crate) use kinds::needs_programme;
#[cfg(feature = "case-files")]
pub(crate) use kinds::{ENDED, STARTED, Shape, TOLD, is_stage};
#[cfg(feature = "case-files")]
pub(crate) use people::People;
pub use problem::{EventError, EventProblem};
#[cfg(all(feature = "columns", feature = "case-files", not(target_family = "wasm")))]
pub(crate) use read::fits_id;
#[cfg(feature = "case-files")]
pub(crate) use read::{EVENT_LIMIT, read_all, read_fields, read_list, read_one};
pub use recorded::Recorded;
#[cfg(feature = "case-files")]
pub(crate) use settle::{distinct, groups, settle};

use crate::catalogue::Catalogue;
use crate::value::Plain;

/// The attribute of a spell that tells up to which day it is known to go on.
#[cfg(feature = "case-files")]
pub(crate) const CONFIRMED_UNTIL: &str = "confirmed_until";

/// The events of one person, in the order they happened. Cheap to clone; threads can share them.
///
/// A pure function of the set that was given: neither order nor duplicates count. An event that counts for nothing is
/// among the [`problems`](Self::problems), unless another one amends or voids it.
#[derive(Clone)]
pub struct Events(Arc<Inner>);

struct Inner {
    events: Vec<Arc<Event>>,
    problems: Vec<EventProblem>,
}

/// Events are not shown: a log must not tell a person's circumstances.
impl fmt::Debug for Events {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (events, problems) = (self.0.events.len(), self.0.problems.len());
        formatter.debug_struct("Events").field("events", &events).field("problems", &problems).finish()
    }
}

impl Events {
    /// Nothing happened.
    #[cfg(all(feature = "columns", feature = "case-files"))]
    pub(crate) fn nothing() -> Self {
        Self(Arc::new(Inner { events: Vec::new(), problems: Vec::new() }))
    }

    /// Reads a list of events, each a mapping: `id`, `person`, `kind`, `on` (or `start`, and `end`), and where known
    /// `programme`, `data`, `evidence`, `recorded_at`, `recorded_by`, `subject`, and `amends` or `voids` with an id.
    ///
    /// `[]` says that nothing happened, which is more than giving no events at all.
    ///
    /// # Errors
    /// [`EventError`] with every event that cannot be read: no id, person, kind or day, an attribute that its kind does
    /// not have or that is of another type.
    ///
    /// ```
    /// use doorstep::{Catalogue, Events, Plain};
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "records": {"grant": {"attributes": {"amount": "money"}}}}"#),
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "eligibility": [
    ///         {"id": "cap", "text": "Grants of less than £300", "when": "sum(grant.amount) < 300"}]}"#),
    /// ])?;
    /// let events = Plain::from_json(r#"[
    ///     {"id": 1, "person": 7, "kind": "grant", "on": "2022-05-01", "data": {"amount": 200}},
    ///     {"id": 2, "person": 7, "kind": "grant", "on": "2022-06-01", "data": {"amount": 150}}]"#)?;
    /// let events = Events::read(&catalogue, &events)?;
    /// let facts = Plain::from_json("{}")?;
    /// let status = |day| -> Result<_, Box<dyn std::error::Error>> {
    ///     let screening = catalogue.screen_with(&facts, &events, doorstep::parse_date(day).unwrap())?;
    ///     Ok(screening.decision("p").unwrap().status().as_str())
    /// };
    /// assert_eq!(status("2022-05-31")?, "eligible");
    /// assert_eq!(status("2022-06-01")?, "not_eligible");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(catalogue: &Catalogue, events: &Plain) -> Result<Self, EventError> {
        let events = settle::distinct(read::read(catalogue, events, true)?, &mut |_| {});
        Ok(Self::settled(settle::settle(catalogue, &events)))
    }

    pub(crate) fn settled(settled: settle::Settled) -> Self {
        Self(Arc::new(Inner { events: settled.counting, problems: settled.problems }))
    }

    /// The events that count, in the order they happened: by day, by kind, by when they were recorded, by id.
    #[must_use]
    pub fn events(&self) -> &[Arc<Event>] {
        &self.0.events
    }

    /// What counts for nothing, or less than it seems to, and why; by id.
    #[must_use]
    pub fn problems(&self) -> &[EventProblem] {
        &self.0.problems
    }
}
