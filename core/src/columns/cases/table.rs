//! The outcomes of a table of events: a row for each enrolment.

use std::ops::Range;

use arrow_array::{Array, RecordBatch};
use arrow_schema::SchemaRef;

use super::attributes::Attribute;
use super::births::add_unborn;
use super::columns::Columns;
use super::days::NONE;
use super::judge::{Enrolments, Judging};
use super::made::{in_order, made};
use super::people::{NOBODY, People};
use super::rules::{Asked, Rules};
use super::scan::{Row, Scan, Scanned};
use super::whole::{self, Facts, Odd, rows_of};
use crate::case_file::{CaseFile, CaseFileReader, Layout};
use crate::catalogue::Catalogue;
use crate::columns::ids::Ids;
use crate::columns::problem::{TableError, TableProblem};
use crate::columns::reading::{ranges, run_all, threads_of};
use crate::columns::same_columns;
use crate::diagnostic::Code;
use crate::events::EventProblem;
use crate::outcomes::{Day, OutcomeOptions};
use crate::problems::FactProblem;
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
    /// The events of people whose events had to be read whole, with all that is odd about them: among them are all events
    /// that count for nothing, or less than it seems to.
    pub whole: CaseFile,
    /// What counts for nothing or less than it seems to, and why; by event.
    pub problems: Vec<EventProblem>,
    /// What could not be used of what is told of people: each is judged as if none of it were told.
    pub facts: Vec<FactProblem>,
    /// What is odd about columns: those that are ignored.
    pub columns: Vec<TableProblem>,
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
        let outcomes = outcomes(self);
        let Some(first) = events.first() else {
            return Err(TableError { problems: vec![nothing()] });
        };
        let layout = Layout::of(self, first.schema_ref())?;
        for batch in events {
            same_columns(first.schema_ref(), batch)?;
        }
        let person = layout.own.iter().find(|(key, _)| *key == "person").map_or(0, |(_, at)| *at);
        let whom = People::of(events.iter().map(|batch| batch.column(person))).ok_or_else(too_many)?;
        let schema = first.schema_ref();
        let table = Table { catalogue: self, events, schema, people: &whom, outcomes: &outcomes, as_at, options };
        let mut odd = Odd::none_of(&whom);
        let (mut parts, joining) = match Columns::of(self, &layout, first.schema_ref()) {
            Some(columns) => {
                let of = [columns.header.person, columns.header.start];
                add_unborn(&whom, of, events, people, &mut odd);
                table.by_columns(&columns, &mut odd)?
            }
            None => {
                (0_u32..).take(whom.len()).for_each(|person| odd.add(person));
                (Vec::new(), false)
            }
        };
        if joining {
            // Whoever somebody was joined to is read whole with them.
            let joined = table.read(person, &odd)?.finish().file;
            let others = joined.events().iter().filter_map(|event| event.joins());
            others.filter_map(|id| whom.place(id)).for_each(|person| odd.add(person));
        }
        let facts = Facts::of(self, &whom, people, |person| odd.holds(person))?;
        let reader = table.read(person, &odd)?;
        let judged = whole::judge(self, reader, &whom, &facts, &outcomes, as_at, options.outcomes);
        let mut columns = layout.problems;
        columns.extend(facts.ignored);
        let problems = judged.file.by_person().iter().flat_map(|own| own.problems().to_vec()).collect();
        if !judged.enrolments.people.is_empty() {
            // Who was judged whole is not judged by columns too.
            parts.iter_mut().for_each(|part| part.retain(|person| !odd.holds(person)));
            parts.push(judged.enrolments);
            parts = vec![in_order(&parts, outcomes.len())];
        }
        Ok(OutcomeTable {
            table: made(self, &whom, &outcomes, &parts)?,
            whole: judged.file,
            problems,
            facts: judged.facts.into_iter().flat_map(|(_, problems)| problems).collect(),
            columns,
        })
    }
}

/// A table of events, and what is asked of it.
struct Table<'a> {
    catalogue: &'a Catalogue,
    events: &'a [RecordBatch],
    schema: &'a SchemaRef,
    people: &'a People,
    outcomes: &'a [String],
    as_at: Date,
    options: OutcomeTableOptions,
}

impl Table<'_> {
    /// Reads the events of some people whole, and rows that are about nobody.
    fn read(&self, person: usize, odd: &Odd) -> Result<CaseFileReader, TableError> {
        let mut reader = self.catalogue.case_file_reader(self.schema)?;
        let mut first = 0_u64;
        for batch in self.events {
            let rows = rows_of(self.people, batch, person, odd);
            if !rows.is_empty() {
                reader.read_rows(batch, first, rows.into_iter())?;
            }
            first = first.saturating_add(batch.num_rows() as u64);
        }
        Ok(reader)
    }

    /// Adds everybody of whom an event has no id, or one that an earlier event has.
    fn add_unclear(&self, columns: &Columns, odd: &mut Odd) {
        let mut ids = Ids::new();
        for batch in self.events {
            let (column, about) =
                (batch.column(columns.header.id), self.people.bind(batch.column(columns.header.person)));
            let mut person = [NOBODY];
            let mut add = |row: usize| {
                about.fill(row, &mut person);
                person.iter().filter(|person| **person != NOBODY).for_each(|person| odd.add(*person));
            };
            if let Some(nulls) = column.logical_nulls().filter(|nulls| nulls.null_count() > 0) {
                (0..batch.num_rows()).filter(|row| nulls.is_null(*row)).for_each(&mut add);
            }
            ids.repeated(column, &mut add);
        }
    }

    /// Judges everybody whom columns alone can judge, and adds all others to the odd; whether some of these were joined.
    fn by_columns(&self, columns: &Columns, odd: &mut Odd) -> Result<(Vec<Enrolments>, bool), TableError> {
        let rules = Rules::new(self.catalogue, self.outcomes);
        let threads = threads_of(self.options.threads);
        let days = |date: Date| Day::of(date).days_since_1970();
        let scan = Scan {
            catalogue: self.catalogue,
            rules: &rules,
            columns,
            people: self.people,
            as_at: days(self.as_at).unwrap_or(NONE),
            known_at: self.options.outcomes.known_at.and_then(days),
        };
        let (mut scanned, mut firsts, mut rows) = (Vec::<Scanned>::new(), Vec::new(), 0_u32);
        for batch in self.events {
            let first = rows;
            firsts.push(first);
            rows = u32::try_from(batch.num_rows()).ok().and_then(|more| rows.checked_add(more)).ok_or_else(too_many)?;
            let work = ranges(batch.num_rows(), threads);
            while scanned.len() < work.len() {
                scanned.push(Scanned::default());
            }
            let work = work.into_iter().map(Some).chain(std::iter::repeat(None));
            let work: Vec<(Scanned, Option<Range<usize>>)> = scanned.drain(..).zip(work).collect();
            scanned = run_all(work, |(mut scanned, rows)| {
                if let Some(rows) = rows {
                    scan.scan(batch, first, rows, &mut scanned);
                }
                scanned
            });
        }
        scanned.iter().flat_map(|scanned| &scanned.odd).for_each(|person| odd.add(*person));
        self.add_unclear(columns, odd);
        let joining = scanned.iter().any(|scanned| scanned.joining);
        let mut attributes: Vec<(u32, Vec<Vec<Attribute<'_>>>)> = Vec::new();
        for (first, batch) in firsts.into_iter().zip(self.events) {
            let of_kind = |asked: &Asked<'_>| {
                let declared = self.catalogue.lexicon().records.get(asked.kind);
                let own = columns.attributes.iter().filter_map(|(name, at)| {
                    let of = declared?.attributes.get(name)?;
                    Some(Attribute::new(name, *of, batch.column(*at)))
                });
                own.collect()
            };
            attributes.push((first, rules.asked.iter().map(of_kind).collect()));
        }
        let judging = Judging {
            catalogue: self.catalogue,
            rules: &rules,
            as_at: Day::of(self.as_at),
            columns: self.outcomes.len(),
            attributes: &attributes,
        };
        let groups = scanned.iter().map(|scanned| scanned.groups.len()).max().unwrap_or(0);
        let each = groups.div_ceil(threads.max(1)).max(1);
        let work: Vec<_> = (0..groups).step_by(each).map(|from| from..from.saturating_add(each).min(groups)).collect();
        let known = &*odd;
        let parts = run_all(work, |groups| {
            let mut out = Enrolments::default();
            for group in groups {
                let parts: Vec<&[Row]> =
                    scanned.iter().filter_map(|scanned| scanned.groups.get(group)).map(Vec::as_slice).collect();
                judging.judge(&parts, &|person| known.holds(person), &mut out);
            }
            out
        });
        parts.iter().flat_map(|part| &part.odd).for_each(|person| odd.add(*person));
        Ok((parts, joining))
    }
}

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
