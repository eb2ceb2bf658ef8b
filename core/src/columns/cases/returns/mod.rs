//! Returns of tables: people and events as Arrow record batches.

mod asked;
mod by_columns;
mod counting;
mod groups;
mod made;
mod whole;

use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use arrow_array::RecordBatch;
use thiserror::Error;

use self::by_columns::Given;
use self::counting::See;
use self::whole::{caseload, of_person};
use super::accounted::PersonProblem;
use super::watch::{Ended, Tell};
use crate::case_file::Layout;
use crate::catalogue::Catalogue;
use crate::columns::problem::{TableError, TableProblem};
use crate::outcomes::OutcomeOptions;
use crate::returns::{
    Asking, Caseload, CellPart, Counted, Counting, DayOf, Finding, Many, Partial, PartialError, Rejection, Report,
    ReturnError, Slot, Someone, Source, SourceLayout, Tally, Tallying, tally_watched,
};
use crate::value::Date;

/// How a return of tables is computed.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ReturnTableOptions {
    /// As known when, and of which day facts are that are given without one.
    pub outcomes: OutcomeOptions,
    /// How many threads to use; `None` is as many as the machine has. Without the feature `threads` there is one.
    pub threads: Option<usize>,
}

impl ReturnTableOptions {
    /// The same, as known on a day, with facts of a day.
    #[must_use]
    pub fn outcomes(mut self, options: OutcomeOptions) -> Self {
        self.outcomes = options;
        self
    }

    /// The same, on so many threads.
    #[must_use]
    pub fn threads(mut self, threads: Option<usize>) -> Self {
        self.threads = threads;
        self
    }
}

/// A return of tables, and what was odd about them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReturnTable {
    /// The report.
    pub report: Report,
    /// How many rows of events were given.
    pub rows: u64,
    /// What is odd about columns and rows: columns that are ignored, rows of people without an id or with one of an earlier
    /// row.
    pub columns: Vec<TableProblem>,
}

/// What a part of the people of a return come to, and what was odd about their tables.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PartialTable {
    /// The state.
    pub state: Partial,
    /// How many rows of events were given.
    pub rows: u64,
    /// What is odd about columns and rows.
    pub columns: Vec<TableProblem>,
}

/// Why a return of tables cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReturnTableError {
    /// The tables cannot be used.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The return cannot be computed.
    #[error(transparent)]
    Return(#[from] ReturnError),
    /// Its parts cannot be put together.
    #[error(transparent)]
    Partial(#[from] PartialError),
}

/// What ended work: an error, or whoever watches.
pub(super) enum Stop {
    Stopped,
    Error(ReturnTableError),
}

impl<E: Into<ReturnTableError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

impl From<Ended> for Stop {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Stopped => Self::Stopped,
            Ended::Unusable(error) => Self::Error(error.into()),
        }
    }
}

impl Catalogue {
    /// Computes a return of tables, as [`compute`](Self::compute) does of a caseload: `people` has a row for each person
    /// with `person_id` and facts, `events` are read as [`read_events`](Self::read_events) reads them. Both may come in any
    /// order and in several batches.
    ///
    /// # Errors
    /// [`ReturnTableError`] if there is no such return, or with every column that cannot be used.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
    /// use doorstep::{Catalogue, ReturnTableOptions};
    /// let catalogue = Catalogue::parse([
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#),
    ///     ("r.json", r#"{"return": "yearly", "funder": "council", "programmes": ["p"], "calendar": "calendar_year",
    ///         "indicators": [{"id": "sign_ups", "unit": "person", "count": "started"}]}"#),
    /// ])?;
    /// let events = RecordBatch::try_from_iter_with_nullable([
    ///     ("event_id", Arc::new(Int64Array::from(vec![1, 2])) as ArrayRef, false),
    ///     ("person_id", Arc::new(Int64Array::from(vec![7, 8])) as ArrayRef, false),
    ///     ("programme", Arc::new(StringArray::from(vec!["p", "p"])) as ArrayRef, true),
    ///     ("kind", Arc::new(StringArray::from(vec!["started", "started"])) as ArrayRef, true),
    ///     ("start", Arc::new(Date32Array::from(vec![19_010, 19_000])) as ArrayRef, true),
    /// ])?;
    /// let as_at = doorstep::parse_date("2022-12-31").unwrap();
    /// let computed = catalogue.compute_table("yearly", &[], &[events], as_at, ReturnTableOptions::default())?;
    /// assert_eq!(computed.report.cells()[0].value, Some(2.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compute_table(
        &self,
        id: &str,
        people: &[RecordBatch],
        events: &[RecordBatch],
        as_at: Date,
        options: ReturnTableOptions,
    ) -> Result<ReturnTable, ReturnTableError> {
        let computed =
            self.compute_table_watched(id, people, events, as_at, options, &|_, _| ControlFlow::Continue(()))?;
        computed.ok_or_else(|| ReturnError::NotHere.into())
    }

    /// The same, watched: `watch` is told now and then how much is done, of how much, on the thread that asks; where it
    /// breaks, work stops, and there is `None`.
    ///
    /// # Errors
    /// [`ReturnTableError`], as of [`compute_table`](Self::compute_table).
    pub fn compute_table_watched(
        &self,
        id: &str,
        people: &[RecordBatch],
        events: &[RecordBatch],
        as_at: Date,
        options: ReturnTableOptions,
        watch: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
    ) -> Result<Option<ReturnTable>, ReturnTableError> {
        let done = self.partial_of_tables(id, people, events, as_at, options, watch);
        let Some((part, source)) = stopped(done)? else { return Ok(None) };
        let report = part.state.report_opening(self, Some(source))?;
        Ok(Some(ReturnTable { report, rows: part.rows, columns: part.columns }))
    }

    /// What a part of the people of a return come to, as [`partial`](Self::partial).
    ///
    /// # Errors
    /// [`ReturnTableError`], as of [`compute_table`](Self::compute_table).
    pub fn partial_table(
        &self,
        id: &str,
        people: &[RecordBatch],
        events: &[RecordBatch],
        as_at: Date,
        options: ReturnTableOptions,
    ) -> Result<PartialTable, ReturnTableError> {
        let part = self.partial_table_watched(id, people, events, as_at, options, &|_, _| ControlFlow::Continue(()))?;
        part.ok_or_else(|| ReturnError::NotHere.into())
    }

    /// The same, watched, as [`compute_table_watched`](Self::compute_table_watched).
    ///
    /// # Errors
    /// [`ReturnTableError`], as of [`compute_table`](Self::compute_table).
    pub fn partial_table_watched(
        &self,
        id: &str,
        people: &[RecordBatch],
        events: &[RecordBatch],
        as_at: Date,
        options: ReturnTableOptions,
        watch: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
    ) -> Result<Option<PartialTable>, ReturnTableError> {
        let done = self.partial_of_tables(id, people, events, as_at, options, watch);
        Ok(stopped(done)?.map(|(part, _)| part))
    }

    fn partial_of_tables(
        &self,
        id: &str,
        people: &[RecordBatch],
        events: &[RecordBatch],
        as_at: Date,
        options: ReturnTableOptions,
        watch: Tell<'_>,
    ) -> Result<(PartialTable, Arc<dyn Source>), Stop> {
        let rule = self.known_return(id)?;
        let asking = Asking { catalogue: self, rule, as_at, options: options.outcomes };
        let source = Tables {
            catalogue: self.clone(),
            people: people.to_vec(),
            events: events.to_vec(),
            threads: options.threads,
            read: OnceLock::new(),
        };
        let columns = source.columns()?;
        let layout = SourceLayout::of(self, rule, as_at);
        let given = Given { asking: &asking, people, events, threads: options.threads };
        let seen = given.see(watch, |_| Counts::new(&asking, &layout))?;
        let state = match seen {
            Some(seen) => {
                let mut tally = Tally::new(&layout);
                seen.parts.into_iter().for_each(|part| tally.merge(&part.tally()));
                let others = tally_watched(&seen.others, &asking, &layout, &|_, _| ControlFlow::Continue(()));
                tally.merge(&others.unwrap_or_default());
                let (mut accounts, rejected) = seen.others.accounts(&asking);
                let used = seen.rows.saturating_sub(seen.later);
                accounts.by_columns([seen.rows, used, seen.later], [seen.people, seen.without_events]);
                Partial::of(&asking, tally, (accounts, rejected))
            }
            None => {
                let caseload = source.caseload(watch)?;
                let tally = tally_watched(caseload, &asking, &layout, watch).ok_or(Stop::Stopped)?;
                Partial::of(&asking, tally, caseload.accounts(&asking))
            }
        };
        let rows = events.iter().map(|batch| batch.num_rows() as u64).fold(0, u64::saturating_add);
        Ok((PartialTable { state, rows, columns }, Arc::new(source)))
    }
}

/// Counts whom columns judged.
struct Counts<'a> {
    counting: Counting<'a>,
    counted: Counted<'a>,
    sink: Tallying<'a>,
}

impl<'a> Counts<'a> {
    fn new(asking: &Asking<'a>, layout: &'a SourceLayout) -> Self {
        let counting = Counting { rule: asking.rule, layout };
        Self { counting, counted: Counted::new(layout), sink: Tallying::new(layout) }
    }

    fn tally(self) -> Tally {
        let mut tally = self.sink.tally;
        self.counted.add_to(&mut tally);
        tally
    }
}

impl See for Counts<'_> {
    fn see(&mut self, many: &Many, days: &[DayOf]) {
        self.counting.many(many, days, &mut self.counted, &mut self.sink);
    }
}

/// What several rows tell of a person that differs, as it is listed.
fn rejection(problem: &PersonProblem) -> Rejection {
    Rejection::of_fact(&problem.person, problem.code, &problem.message, &problem.help)
}

fn stopped<T>(done: Result<T, Stop>) -> Result<Option<T>, ReturnTableError> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Stop::Stopped) => Ok(None),
        Err(Stop::Error(error)) => Err(error),
    }
}

/// Tables of people and events, which are read whole when that is asked for.
struct Tables {
    catalogue: Catalogue,
    people: Vec<RecordBatch>,
    events: Vec<RecordBatch>,
    threads: Option<usize>,
    read: OnceLock<Caseload>,
}

impl Tables {
    /// What is odd about the columns of events.
    fn columns(&self) -> Result<Vec<TableProblem>, Stop> {
        let Some(first) = self.events.first() else { return Ok(Vec::new()) };
        Ok(Layout::of(&self.catalogue, first.schema_ref())?.problems)
    }

    fn caseload(&self, watch: Tell<'_>) -> Result<&Caseload, Stop> {
        if let Some(read) = self.read.get() {
            return Ok(read);
        }
        let read = caseload(&self.catalogue, &self.people, &self.events, watch)?;
        Ok(self.read.get_or_init(|| read))
    }

    /// The same, of tables that were read before without fault.
    fn known(&self) -> Option<&Caseload> {
        self.caseload(&|_, _| ControlFlow::Continue(())).ok()
    }
}

/// Finds who counts in a cell.
struct Found<'a> {
    finding: Finding<'a>,
    people: Vec<u32>,
}

impl See for Found<'_> {
    fn see(&mut self, many: &Many, days: &[DayOf]) {
        self.people.extend(self.finding.among(many, days));
    }
}

impl Source for Tables {
    fn people_in(&self, asking: &Asking<'_>, layout: &SourceLayout, slot: &Slot, part: CellPart) -> Vec<String> {
        let given = Given { asking, people: &self.people, events: &self.events, threads: self.threads };
        let seen = given.see(&|_, _| ControlFlow::Continue(()), |_| Found {
            finding: Finding::new(asking.rule, layout, slot, part),
            people: Vec::new(),
        });
        let Ok(Some(seen)) = seen else {
            return self.known().map_or_else(Vec::new, |known| known.people_in(asking, layout, slot, part));
        };
        let mut ids = seen.others.people_in(asking, layout, slot, part);
        let places = seen.parts.iter().flat_map(|part| &part.people);
        ids.extend(places.map(|person| seen.whom.id(*person)));
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn someone(&self, id: &str) -> Option<Someone> {
        if let Some(read) = self.read.get() {
            return read.someone(id);
        }
        let own = of_person(&self.catalogue, &self.people, &self.events, id);
        own.map_or_else(|| self.known()?.someone(id), |own| own.someone(id))
    }

    fn all(&self) -> Vec<Someone> {
        self.known().map(Source::all).unwrap_or_default()
    }
}
