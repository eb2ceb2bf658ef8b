//! A table, read batch by batch.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Field, Schema, SchemaRef};

use super::bind::Bound;
use super::cells::Span;
use super::found::Found;
use super::header::{Columns, read_columns};
use super::ids::Ids;
use super::plan::Plan;
use super::problem::{TableError, TableProblem, of_rows};
use super::worker::{ROWS, Worker};
use crate::catalogue::Catalogue;
use crate::diagnostic::Code;
use crate::value::Date;

/// A table whose columns are known and whose rows are decided as they come.
pub(super) struct Reading {
    pub(super) plan: Plan,
    schema: SchemaRef,
    /// The place of the ids.
    pub(super) person: usize,
    workers: Vec<Worker>,
    ids: Ids,
    pub(super) rows: u64,
    found: Found,
    /// What is odd about whole columns.
    problems: Vec<TableProblem>,
}

impl Reading {
    /// A table of some columns. `aside` is one that need be no fact.
    pub(super) fn new(
        catalogue: &Catalogue,
        schema: &SchemaRef,
        as_at: Date,
        aside: Option<&str>,
    ) -> Result<Self, TableError> {
        let Columns { person, telling, problems } = read_columns(catalogue, schema, aside)?;
        Ok(Self {
            plan: Plan::new(catalogue, as_at, telling),
            schema: Arc::clone(schema),
            person,
            workers: Vec::new(),
            ids: Ids::new(),
            rows: 0,
            found: Found::default(),
            problems,
        })
    }

    /// Decides the next rows, on as many threads as are allowed, and shows them lot by lot; gives what each thread made
    /// of its rows, in their order.
    pub(super) fn read<T: Default + Send>(
        &mut self,
        batch: &RecordBatch,
        threads: Option<usize>,
        see: impl Fn(&Worker, &Plan, Span, &mut T) + Sync,
    ) -> Result<Vec<T>, TableError> {
        same_columns(&self.schema, batch)?;
        self.ids.add(batch.column(self.person), self.person, self.rows, &mut self.found);
        let bound: Vec<Bound<'_>> =
            self.plan.columns.iter().map(|column| column.bind(batch.column(column.at))).collect();
        let ranges = ranges(batch.num_rows(), threads_of(threads));
        while self.workers.len() < ranges.len() {
            self.workers.push(Worker::new(&self.plan));
        }
        let (plan, first) = (&self.plan, self.rows);
        let work = self.workers.iter_mut().zip(ranges).collect();
        let run = |(worker, range): (&mut Worker, Range<usize>)| worker.run(plan, &bound, range, first, &see);
        let mut all = Vec::new();
        for (seen, found) in run_all(work, run) {
            all.push(seen);
            self.found.extend(found);
        }
        self.rows = self.rows.saturating_add(batch.num_rows() as u64);
        Ok(all)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.schema.fields().len()
    }

    /// What was odd about the columns and the rows, by column.
    pub(super) fn finish(self) -> Vec<TableProblem> {
        let mut problems = self.problems;
        for ((column, trouble), rows) in &self.found.rows {
            let name = self.schema.fields().get(*column).map_or("", |field| field.name());
            problems.push(of_rows(name, *trouble, rows));
        }
        problems
    }
}

/// Refuses a batch that has other columns than its table.
pub(crate) fn same_columns(schema: &Schema, batch: &RecordBatch) -> Result<(), TableError> {
    let same =
        |(own, other): (&Arc<Field>, &Arc<Field>)| own.name() == other.name() && own.data_type() == other.data_type();
    let (own, other) = (schema.fields(), batch.schema_ref().fields());
    if own.len() == other.len() && own.iter().zip(other.iter()).all(same) {
        return Ok(());
    }
    let message = "a later batch has other columns than the first".to_owned();
    let help = "give batches of one table, with one schema";
    Err(TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "", message, help)] })
}

/// Each piece of work on a thread of its own, the last on this one.
pub(super) fn run_all<W: Send, R: Send>(mut work: Vec<W>, run: impl Fn(W) -> R + Sync) -> Vec<R> {
    #[cfg(feature = "threads")]
    if work.len() > 1 {
        let (last, run) = (work.pop(), &run);
        return std::thread::scope(|scope| {
            let others: Vec<_> = work.into_iter().map(|work| scope.spawn(move || run(work))).collect();
            let last = last.map(run);
            let joined = others.into_iter().map(|other| match other.join() {
                Ok(done) => done,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            joined.collect::<Vec<_>>().into_iter().chain(last).collect()
        });
    }
    work.drain(..).map(run).collect()
}

pub(super) fn threads_of(wanted: Option<usize>) -> usize {
    #[cfg(feature = "threads")]
    return wanted.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    #[cfg(not(feature = "threads"))]
    return wanted.map_or(1, |_| 1);
}

/// The rows of each thread: whole lots, so that words of bits are not shared.
pub(super) fn ranges(rows: usize, threads: usize) -> Vec<Range<usize>> {
    let lots = rows.div_ceil(ROWS);
    let each = lots.div_ceil(threads.max(1)).saturating_mul(ROWS).max(ROWS);
    let mut ranges = Vec::new();
    let mut from = 0_usize;
    while from < rows || ranges.is_empty() {
        let to = from.saturating_add(each).min(rows);
        ranges.push(from..to);
        from = to.max(from.saturating_add(1));
    }
    ranges
}
