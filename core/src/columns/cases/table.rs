//! The outcomes of a table of events: a row for each enrolment.

use std::ops::ControlFlow;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::accounted::{PersonProblem, RowProblem, listed, row_problems, seen, strangers};
use super::births::add_unborn;
use super::by_columns::begun;
use super::chosen::Chosen;
use super::columns::Columns;
use super::enrolments::Enrolments;
use super::facts::{Facts, PERSON_ID};
use super::made::made;
use super::people::People;
use super::rules::Rules;
use super::watch::{Ended, Tell, Watch};
use super::whole::{self, rows_of};
use super::whose::with_ids;
use crate::case_file::{CaseFile, CaseFileReader, Layout};
use crate::catalogue::Catalogue;
use crate::columns::problem::{TableError, TableProblem};
use crate::columns::reading::threads_of;
use crate::columns::same_columns;
use crate::diagnostic::Code;
use crate::outcomes::OutcomeOptions;
use crate::value::Date;

/// How the outcomes of a table are judged.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct OutcomeTableOptions {
    /// As known when, and of which day facts are that are given without one.
    pub outcomes: OutcomeOptions,
    /// How many threads to use; `None` is as many as the machine has. Without the feature `threads` there is one.
    pub threads: Option<usize>,
}

impl OutcomeTableOptions {
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

/// The outcomes of every enrolment of a table, and what was odd.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OutcomeTable {
    /// A row for each enrolment, by people and programmes: `person_id`, `programme`, `started_on`, `ended_on`, and for each
    /// outcome its state, and `name.on` and `name.due_on`. An outcome that the programme does not have is null.
    pub table: RecordBatch,
    /// How many rows of events were given.
    pub rows: u64,
    /// The events of people whose events had to be read whole, with all that is odd about them: among them are all events
    /// that count for nothing, or less than it seems to.
    pub whole: CaseFile,
    /// What counts for nothing or less than it seems to, and why, with its row: by person and event, then rows that hold no
    /// event. What outcomes set aside is among it.
    pub problems: Vec<RowProblem>,
    /// What could not be used of what is told of people, person by person: it counts as not told. Values of facts that
    /// no outcome asks for are not checked.
    pub facts: Vec<PersonProblem>,
    /// What is odd about columns and rows: columns that are ignored, rows of people without an id, with one of an earlier
    /// row, who have started nothing, or of whom the table of people does not tell.
    pub columns: Vec<TableProblem>,
    /// How many people have records that outcomes ask for and had started nothing by the day judged.
    pub unstarted: u64,
    /// How many people the table of people tells of whom no event is about.
    pub without_events: u64,
    /// How many people have events and no row in the table of people, where there is one.
    pub untold: u64,
}

impl OutcomeTable {
    /// How many rows of events were used: all but those that are [rejected](CaseFile::rejected) among `whole`.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.rows.saturating_sub(self.whole.rejected().len() as u64)
    }
}

impl Catalogue {
    /// The outcomes of every enrolment in a table of events, which may come in any order and in several batches, as
    /// [`read_events`](Self::read_events) reads them. `people` tells facts beside the events, a row each: `person_id` and a
    /// column for each fact.
    ///
    /// The answers are those of [`outcomes`](Self::outcomes) for each person and each programme that they started.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// use arrow_array::{Array, ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, cast::AsArray, types::Date32Type};
    /// use doorstep::{Catalogue, OutcomeTableOptions};
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "records": {"employment": {"spell": true, "attributes": {"hours_per_week": "number"}}}}"#),
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "outcomes": [
    ///         {"id": "into_work", "record": "employment", "where": "hours_per_week >= 7"}]}"#),
    /// ])?;
    /// let events = RecordBatch::try_from_iter_with_nullable([
    ///     ("event_id", Arc::new(Int64Array::from(vec![1, 2, 3])) as ArrayRef, false),
    ///     ("person_id", Arc::new(Int64Array::from(vec![7, 7, 8])) as ArrayRef, false),
    ///     ("programme", Arc::new(StringArray::from(vec!["p", "p", "p"])) as ArrayRef, true),
    ///     ("kind", Arc::new(StringArray::from(vec!["employment", "started", "started"])) as ArrayRef, true),
    ///     ("start", Arc::new(Date32Array::from(vec![19_010, 19_000, 19_000])) as ArrayRef, true),
    ///     ("hours_per_week", Arc::new(Int64Array::from(vec![Some(16), None, None])) as ArrayRef, true),
    /// ])?;
    /// let as_at = doorstep::parse_date("2022-06-01").unwrap();
    /// let judged = catalogue.outcome_table(&[events], &[], as_at, OutcomeTableOptions::default())?;
    /// let days = judged.table["into_work.on"].as_primitive::<Date32Type>();
    /// assert_eq!(days.iter().collect::<Vec<_>>(), [Some(19_010), None]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn outcome_table(
        &self,
        events: &[RecordBatch],
        people: &[RecordBatch],
        as_at: Date,
        options: OutcomeTableOptions,
    ) -> Result<OutcomeTable, TableError> {
        let judged = self.outcome_table_watched(events, people, as_at, options, &|_, _| ControlFlow::Continue(()))?;
        judged.ok_or_else(|| TableError { problems: vec![nothing()] })
    }

    /// The same, watched: `watch` is told now and then how many people are done, of how many, on the thread that asks;
    /// where it breaks, work stops, and there is `None`.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used.
    pub fn outcome_table_watched(
        &self,
        events: &[RecordBatch],
        people: &[RecordBatch],
        as_at: Date,
        options: OutcomeTableOptions,
        watch: &(dyn Fn(u64, u64) -> ControlFlow<()> + Sync),
    ) -> Result<Option<OutcomeTable>, TableError> {
        match self.judged_table(events, people, as_at, options, watch) {
            Ok(judged) => Ok(Some(judged)),
            Err(Ended::Stopped) => Ok(None),
            Err(Ended::Unusable(error)) => Err(error),
        }
    }

    fn judged_table(
        &self,
        events: &[RecordBatch],
        people: &[RecordBatch],
        as_at: Date,
        options: OutcomeTableOptions,
        watch: Tell<'_>,
    ) -> Result<OutcomeTable, Ended> {
        let outcomes = outcomes(self);
        let (events, tables) = (with_ids(events, &[PERSON_ID, "person"])?, with_ids(people, &[PERSON_ID])?);
        let (events, tables) = (events.as_ref(), tables.as_ref());
        let Some(first) = events.first() else {
            return Err(TableError { problems: vec![nothing()] }.into());
        };
        let layout = Layout::of(self, first.schema_ref())?;
        for batch in events {
            same_columns(first.schema_ref(), batch)?;
        }
        let rows = events.iter().map(RecordBatch::num_rows).fold(0, usize::saturating_add);
        if u32::try_from(rows).is_err() {
            return Err(too_many().into());
        }
        let place = |wanted: &str| layout.own.iter().find(|(key, _)| *key == wanted).map_or(0, |(_, at)| *at);
        let (id, person) = (place("id"), place("person"));
        let columns = Columns::of(self, &layout, first.schema_ref());
        let threads = threads_of(options.threads);
        let (whom, unclear) = begun(events, person, columns.as_ref().map(|columns| columns.header.id), threads);
        let whom = whom.ok_or_else(too_many)?;
        // Every row is looked at, and then everybody is judged.
        let watch = Watch::new(watch, rows.saturating_add(whom.len()) as u64, whom.len() as u64);
        let schema = first.schema_ref();
        let outcomes = outcomes.as_slice();
        let rules = &Rules::new(self, outcomes);
        let table = Table {
            catalogue: self,
            events,
            schema,
            id,
            person,
            people: &whom,
            outcomes,
            rules,
            as_at,
            options,
            watch,
        };
        let mut odd = Chosen::none_of(&whom);
        let facts = Facts::of(self, &whom, tables)?;
        facts.differ().for_each(|person| odd.add(person));
        let (enrolments, mut unstarted) = match &columns {
            Some(columns) => {
                let of = [columns.header.person, columns.header.start];
                add_unborn(&whom, of, events, tables, threads, &mut odd);
                table.by_columns(columns, &unclear, &facts, &mut odd)?
            }
            None => {
                (0_u32..).take(whom.len()).for_each(|person| odd.add(person));
                (Enrolments::with_room(0, outcomes.len(), 1), Chosen::none_of(&whom))
            }
        };
        let judged = whole::judge(&table, table.read(&odd)?, &facts)?;
        let enrolments = enrolments.with(judged.enrolments);
        judged.unstarted.iter().for_each(|person| unstarted.add(*person));
        let mut columns = layout.problems;
        let (mut without_events, mut untold) = (0, Chosen::none_of(&whom));
        if !tables.is_empty() {
            (without_events, untold) = strangers(&whom, &facts, &seen(&whom, events, person, threads));
        }
        columns.extend(facts.problems);
        columns.extend(listed(&table, &unstarted, Code::PersonNotStarted, threads));
        columns.extend(listed(&table, &untold, Code::PersonNotTold, threads));
        let problems = row_problems(&table, &judged.file, &odd, &judged.problems);
        table.watch.finish()?;
        Ok(OutcomeTable {
            rows: rows as u64,
            table: made(self, &whom, outcomes, enrolments, threads)?,
            whole: judged.file,
            problems,
            facts: facts.differing.into_iter().chain(judged.facts).collect(),
            columns,
            unstarted: unstarted.count(),
            without_events,
            untold: untold.count(),
        })
    }
}

/// A table of events, and what is asked of it.
pub(super) struct Table<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) events: &'a [RecordBatch],
    pub(super) schema: &'a SchemaRef,
    /// The columns of events' ids, and of whom they are about.
    pub(super) id: usize,
    pub(super) person: usize,
    pub(super) people: &'a People,
    pub(super) outcomes: &'a [String],
    pub(super) rules: &'a Rules<'a>,
    pub(super) as_at: Date,
    pub(super) options: OutcomeTableOptions,
    pub(super) watch: Watch<'a>,
}

impl Table<'_> {
    /// The number of each batch's first row.
    pub(super) fn firsts(&self) -> Vec<u64> {
        let mut next = 0_u64;
        let first = |batch: &RecordBatch| {
            let after = next.saturating_add(batch.num_rows() as u64);
            std::mem::replace(&mut next, after)
        };
        self.events.iter().map(first).collect()
    }

    /// Reads the events of some people whole, and rows that are about nobody.
    pub(super) fn read(&self, odd: &Chosen) -> Result<CaseFileReader, Ended> {
        let mut reader = self.catalogue.case_file_reader(self.schema)?;
        let mut first = 0_u64;
        for batch in self.events {
            self.watch.step(0)?;
            let rows = rows_of(self.people, batch, self.person, odd);
            for rows in rows.chunks(READ_AT_ONCE) {
                reader.read_rows(batch, first, rows.iter().copied())?;
                self.watch.step(0)?;
            }
            first = first.saturating_add(batch.num_rows() as u64);
        }
        Ok(reader)
    }
}

/// How many rows are read whole between looks at whether to go on.
const READ_AT_ONCE: usize = 16_384;

/// The ids of all outcomes, in the order of programmes and documents.
fn outcomes(catalogue: &Catalogue) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let versions = catalogue.rules().programmes.values().flatten();
    for outcome in versions.flat_map(|version| &version.document.outcomes) {
        if !ids.iter().any(|id| id == outcome.id.as_str()) {
            ids.push(outcome.id.as_str().to_owned());
        }
    }
    ids
}

fn too_many() -> TableError {
    let message = "the table has more rows or people than can be counted".to_owned();
    let help = "give it in parts, each with all events of its people";
    TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "person_id", message, help)] }
}

fn nothing() -> TableProblem {
    let message = "there is no table: not even one without rows".to_owned();
    TableProblem::of_column(Code::TableNoId, "person_id", message, "give at least one batch, which may have no rows")
}
