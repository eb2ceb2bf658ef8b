//! Tables screened batch by batch, nothing of which is kept.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::RecordBatch;
use doorstep::{Date, TableOptions, TableScreener};
use pyo3::prelude::*;

use crate::people::Table;
use crate::problems::{TableProblem, table_error};
use crate::table::{ROWS_AT_A_TIME, ScreenedTable, with_own_ids};

/// A table that is screened batch by batch as you go through it, so that neither it nor the result is ever in memory as a
/// whole. Each batch is a `ScreenedTable`.
///
/// >>> import pyarrow as pa
/// >>> people = pa.table({"person_id": [1, 2, 2], "age": [30, 23, None], "tenure": ["social", "social", "social"]})
/// >>> batches = catalogue.screen_batches(people, "2022-06-01")
/// >>> [batch.to_dict()["example"] for batch in batches]
/// [[True, False, None]]
/// >>> batches.rows, [problem.code for problem in batches.problems]
/// (3, ['D753'])
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct ScreenedBatches(Mutex<Inner>);

struct Inner {
    people: Table,
    /// What is left of the batch that was read last.
    batch: Option<RecordBatch>,
    /// `None` once all has been read.
    screener: Option<TableScreener>,
    rows: u64,
    problems: Vec<doorstep::TableProblem>,
}

impl ScreenedBatches {
    pub(crate) fn new(
        py: Python<'_>,
        catalogue: &doorstep::Catalogue,
        people: &Bound<'_, PyAny>,
        as_at: Date,
        options: TableOptions,
    ) -> PyResult<Self> {
        let people = Table::new("people", people)?;
        let screener = py.detach(|| catalogue.table_screener(&people.schema, as_at, options));
        let screener = screener.map_err(|error| table_error(&error))?;
        let inner = Inner { people, batch: None, screener: Some(screener), rows: 0, problems: Vec::new() };
        Ok(Self(Mutex::new(inner)))
    }

    fn with<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&mut Inner) -> T + Send) -> T {
        // Another thread may hold it and wait for the interpreter.
        py.detach(|| work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[pymethods]
impl ScreenedBatches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<ScreenedTable>> {
        py.check_signals()?;
        self.with(py, Inner::next)
    }

    /// How many rows have been screened so far.
    #[getter]
    fn rows(&self, py: Python<'_>) -> u64 {
        self.with(py, |inner| inner.rows)
    }

    /// What was odd: columns that are ignored, and rows in which something counts as not told. It is told when all has
    /// been read; before that the list is empty.
    #[getter]
    fn problems(&self, py: Python<'_>) -> Vec<TableProblem> {
        self.with(py, |inner| inner.problems.iter().cloned().map(TableProblem).collect())
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        self.with(py, |inner| format!("ScreenedBatches(rows={}, problems={})", inner.rows, inner.problems.len()))
    }
}

impl Inner {
    fn next(&mut self) -> PyResult<Option<ScreenedTable>> {
        let Some(screener) = &mut self.screener else { return Ok(None) };
        let batch = match self.batch.take() {
            Some(rest) => rest,
            None => match self.people.next() {
                Some(batch) => batch?,
                None => {
                    self.problems = self.screener.take().map(TableScreener::finish).unwrap_or_default();
                    return Ok(None);
                }
            },
        };
        let rows = batch.num_rows().min(ROWS_AT_A_TIME);
        if rows < batch.num_rows() {
            self.batch = Some(batch.slice(rows, batch.num_rows().saturating_sub(rows)));
        }
        let screened = screener.screen(&batch.slice(0, rows)).map_err(|error| table_error(&error))?;
        self.rows = screener.rows();
        let schema = Arc::clone(screener.result_schema());
        let own = with_own_ids(&screened).unwrap_or(screened);
        Ok(Some(ScreenedTable { schema, batches: vec![own], problems: Vec::new() }))
    }
}
