//! Tables of outcomes, out as Arrow.

use doorstep::{Date, OutcomeTableOptions};
use indexmap::IndexMap;
use pyo3::prelude::*;

use crate::case_file::RejectedLine;
use crate::people::Table;
use crate::problems::{PersonProblem, RowProblem, TableProblem, table_error};
use crate::progress::{Progress, Watch};
use crate::table::{columns, names, stream};

/// The outcomes of a table of events: a row for each enrolment, by people and programmes.
///
/// It has `person_id`, `programme`, `started_on` and `ended_on`, and for each outcome its state, the day it was achieved
/// (`name.on`) and the first day on which it can be known (`name.due_on`). An outcome that the programme does not have is
/// null. It goes wherever Arrow tables go: `pyarrow.table(outcomes)`, `polars.DataFrame(outcomes)`, and DuckDB by name.
///
/// >>> import pyarrow as pa
/// >>> events = pa.table({"event_id": [1, 2], "person_id": [7, 7], "programme": ["example", None],
/// ...                    "kind": ["started", "course"], "start": ["2022-05-01", "2022-05-32"]})
/// >>> outcomes = catalogue.outcome_table(events, as_at="2022-06-01")
/// >>> outcomes
/// OutcomeTable(rows=1, columns=10, problems=1, rejected=1)
/// >>> pa.table(outcomes).select(["person_id", "programme", "started_on"]).to_pylist()
/// [{'person_id': 7, 'programme': 'example', 'started_on': datetime.date(2022, 5, 1)}]
/// >>> [(problem.row, problem.code) for problem in outcomes.problems]
/// [(1, 'D605')]
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct OutcomeTable(doorstep::OutcomeTable);

#[pymethods]
impl OutcomeTable {
    /// What counts for nothing among the events, or for less than it seems to, and why: with its person and row. What
    /// outcomes set aside is among it.
    #[getter]
    fn problems(&self) -> Vec<RowProblem> {
        self.0.problems.iter().cloned().map(RowProblem).collect()
    }

    /// What could not be used of what is told of people, with the person and the rows: it counts as not told. Values of
    /// facts that no outcome asks for are not checked.
    #[getter]
    fn fact_problems(&self) -> Vec<PersonProblem> {
        self.0.facts.iter().cloned().map(PersonProblem).collect()
    }

    /// How many people have records that outcomes ask for and had started nothing by the day judged: they are in no row.
    #[getter]
    fn unstarted(&self) -> u64 {
        self.0.unstarted
    }

    /// How many people `people` tells of whom no event is about.
    #[getter]
    fn without_events(&self) -> u64 {
        self.0.without_events
    }

    /// How many people have events and no row in `people`, where that is given.
    #[getter]
    fn untold(&self) -> u64 {
        self.0.untold
    }

    /// What is odd about columns and rows: columns that are ignored, rows of people who have started nothing, of whom
    /// `people` does not tell, without an id or with that of an earlier row.
    #[getter]
    fn table_problems(&self) -> Vec<TableProblem> {
        self.0.columns.iter().cloned().map(TableProblem).collect()
    }

    /// The rows of events that cannot be read, each with its place from 1.
    #[getter]
    fn rejected(&self) -> Vec<RejectedLine> {
        self.0.whole.rejected().iter().cloned().map(RejectedLine).collect()
    }

    /// How many rows of events were used: all but those that were rejected.
    #[getter]
    fn used(&self) -> u64 {
        self.0.used()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        names(self.0.table.schema_ref())
    }

    /// The table as an Arrow stream, in a capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        stream(py, self.0.table.schema_ref(), std::slice::from_ref(&self.0.table), requested_schema)
    }

    /// Each column as a list of plain values: days are text.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<IndexMap<String, Vec<Bound<'py, PyAny>>>> {
        columns(py, self.0.table.schema_ref(), std::slice::from_ref(&self.0.table))
    }

    fn __len__(&self) -> usize {
        self.0.table.num_rows()
    }

    fn __repr__(&self) -> String {
        let (columns, problems, rejected) =
            (self.0.table.num_columns(), self.0.problems.len(), self.0.whole.rejected().len());
        format!("OutcomeTable(rows={}, columns={columns}, problems={problems}, rejected={rejected})", self.__len__())
    }
}

/// The outcomes of a table of events.
pub(crate) fn outcome_table(
    catalogue: &doorstep::Catalogue,
    events: &Bound<'_, PyAny>,
    people: Option<&Bound<'_, PyAny>>,
    as_at: Date,
    options: OutcomeTableOptions,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<OutcomeTable> {
    let progress = Progress::new(progress)?;
    let events = Table::all("events", events)?;
    let people = people.map_or_else(|| Ok(Vec::new()), |people| Table::all("people", people))?;
    Python::attach(|py| {
        let watch = Watch::new(&progress);
        let tell = |done, total| watch.tell(done, total);
        let judged = py.detach(|| catalogue.outcome_table_watched(&events, &people, as_at, options, &tell));
        progress.close()?;
        watch.finish()?;
        let stopped = || pyo3::exceptions::PyKeyboardInterrupt::new_err(());
        judged.map_err(|error| table_error(&error))?.map(OutcomeTable).ok_or_else(stopped)
    })
}
