//! Reports.

use doorstep::Date;
use pyo3::prelude::*;

use super::accounts::Accounts;
use super::cell::Cell;
use super::cells::Cells;
use super::comparison::Comparison;
use super::flow::Flow;
use super::key::{key, part};
use super::rejection::Rejection;
use super::release::{Release, release};
use super::why::Why;
use crate::convert::{self, Fields};
use crate::problems::{TableProblem, return_error, table_error};

/// A return as computed: exact numbers, for those who may see them, that open to their people. `Catalogue.compute` makes it.
///
/// A cell is asked for by its row's number in `cells`, or by a mapping of its key columns: `indicator`, `programme`,
/// `period`, `by` and `group`, those that are null left out.
///
/// >>> council = ds.Catalogue.parse({
/// ...     "v.yaml": "{vocabulary: v, facts: {tenure: {type: code, values: {social: Social, other: Other}}}, "
/// ...         "records: {employment: {spell: true, attributes: {hours_per_week: number}}}}",
/// ...     "p.yaml": "{programme: works, name: Works, in_force: {}, source: an example, eligibility: [], outcomes: ["
/// ...         "{id: into_work, record: employment, where: hours_per_week >= 7}]}",
/// ...     "r.yaml": "{return: yearly, funder: town_council, programmes: [works], calendar: financial_year, indicators: ["
/// ...         "{id: sign_ups, unit: person, count: started}, "
/// ...         "{id: rate, unit: person, cohort: started, achieved: into_work}]}",
/// ... })
/// >>> def began(event, person):
/// ...     return {"id": event, "person": person, "kind": "started", "programme": "works", "on": "2021-05-01"}
/// >>> def worked(event, person, **data):
/// ...     return {"id": event, "person": person, "kind": "employment", "start": "2021-06-01", "data": data}
/// >>> happened = [began("a", 7), began("b", 8), began("c", 9), worked("d", 7, hours_per_week=16), worked("e", 9)]
/// >>> report = council.compute("yearly", [], happened, "2022-03-31")
/// >>> report
/// Report(return='yearly', as_at=datetime.date(2022, 3, 31), cells=2, rejected=0)
/// >>> [(row["indicator"], row["state"]) for row in report.to_dict()["cells"]]
/// [('sign_ups', 'exact'), ('rate', 'bounded')]
/// >>> report.people({"indicator": "rate", "programme": "works", "period": "2021/22"}, "undetermined")
/// ['9']
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Report {
    core: doorstep::Report,
    rows: u64,
    columns: Vec<doorstep::TableProblem>,
    /// What was published before.
    earlier: Vec<Py<Release>>,
}

impl Report {
    pub(crate) fn new(core: doorstep::Report, rows: u64, columns: Vec<doorstep::TableProblem>) -> Self {
        Self { core, rows, columns, earlier: Vec::new() }
    }

    /// The same, beside what was published before.
    pub(crate) fn beside(self, earlier: Vec<Py<Release>>) -> Self {
        Self { earlier, ..self }
    }
}

#[pymethods]
impl Report {
    /// The return's id.
    #[getter]
    fn id(&self) -> &str {
        self.core.id()
    }

    /// The day judged.
    #[getter]
    fn as_at(&self) -> Date {
        self.core.as_at()
    }

    /// The day as on which it was known; None is everything.
    #[getter]
    fn known_at(&self) -> Option<Date> {
        self.core.known_at()
    }

    /// Every cell, as a table.
    #[getter]
    fn cells(&self, py: Python<'_>) -> PyResult<Cells> {
        py.detach(|| self.core.cells_table()).map(Cells).map_err(|error| table_error(&error))
    }

    /// What cannot be used, and why; by person and event.
    #[getter]
    fn rejected(&self) -> Vec<Rejection> {
        self.core.rejected().iter().cloned().map(Rejection).collect()
    }

    /// What became of everything that came in.
    #[getter]
    fn accounts(&self) -> Accounts {
        Accounts(self.core.accounts())
    }

    /// What was assumed, in words.
    ///
    /// >>> report.assumptions
    /// ['facts given without a day are those at each start']
    #[getter]
    fn assumptions(&self) -> Vec<String> {
        self.core.assumptions().to_vec()
    }

    /// How many rows of events were given.
    #[getter]
    fn rows(&self) -> u64 {
        self.rows
    }

    /// What is odd about the columns and rows of tables, such as columns that are ignored.
    #[getter]
    fn table_problems(&self) -> Vec<TableProblem> {
        self.columns.iter().cloned().map(TableProblem).collect()
    }

    /// The catalogue's fingerprint.
    #[getter]
    fn catalogue(&self) -> &str {
        self.core.catalogue()
    }

    /// The library's version.
    #[getter]
    fn library(&self) -> &'static str {
        doorstep::VERSION
    }

    /// One cell.
    ///
    /// Raises `ReturnError` if there is none.
    ///
    /// >>> report.cell(0).value
    /// 3.0
    #[pyo3(signature = (cell: "int | typing.Mapping[str, typing.Any] | Cell"))]
    fn cell(&self, cell: &Bound<'_, PyAny>) -> PyResult<Cell> {
        let key = key(self.core.cells(), cell)?;
        self.core.find(&key).cloned().map(Cell).map_err(|error| return_error(error.to_string()))
    }

    /// The people that a part of a cell is made of, by their ids: `numerator`, `denominator`, `pending`, `undetermined`,
    /// `excluded` or `late` (who achieved after they were due).
    ///
    /// Of a ratio the numerator is made of those of what is divided, the denominator of those of what it is divided by.
    ///
    /// Raises `ReturnError` if there is no such cell or part, or the report was put together from partial states.
    ///
    /// >>> report.people(0), report.people(1, "denominator")
    /// (['7', '8', '9'], ['7', '8', '9'])
    #[pyo3(signature = (cell: "int | typing.Mapping[str, typing.Any] | Cell", part = "numerator"))]
    fn people(&self, py: Python<'_>, cell: &Bound<'_, PyAny>, part: &str) -> PyResult<Vec<String>> {
        let (key, part) = (key(self.core.cells(), cell)?, self::part(part)?);
        py.detach(|| self.core.people(&key, part)).map_err(|error| return_error(error.to_string()))
    }

    /// How a person counts in a cell, and by what; None if they are not among the people given.
    ///
    /// Raises `ReturnError` if there is no such cell, or the report was put together from partial states.
    ///
    /// >>> report.why(9, 1).parts, report.why(9, 1).enrolments[0].outcomes[0].missing
    /// (['denominator', 'undetermined'], ['employment.hours_per_week'])
    #[pyo3(signature = (person: "str | int", cell: "int | typing.Mapping[str, typing.Any] | Cell"))]
    fn why(&self, py: Python<'_>, person: &Bound<'_, PyAny>, cell: &Bound<'_, PyAny>) -> PyResult<Option<Why>> {
        let (person, key) = (convert::id("person", person)?, key(self.core.cells(), cell)?);
        let why = py.detach(|| self.core.why(&person, &key)).map_err(|error| return_error(error.to_string()))?;
        Ok(why.map(Why))
    }

    /// How people flow through an indicator: from referral to achievement, and where they leave.
    ///
    /// Raises `ReturnError` if there is no such indicator, or the report was put together from partial states.
    fn flow(&self, py: Python<'_>, indicator: &str) -> PyResult<Flow> {
        py.detach(|| self.core.flow(indicator)).map(Flow).map_err(|error| return_error(error.to_string()))
    }

    /// What changed since an earlier report of the same return: which cells, and who moved in or out of them by what.
    ///
    /// Raises `ReturnError` if the two are not of one return, or one was put together from partial states.
    fn compare(&self, py: Python<'_>, earlier: &Bound<'_, Self>) -> PyResult<Comparison> {
        let earlier = &earlier.get().core;
        let compared = py.detach(|| self.core.compare(earlier));
        compared.map(Comparison).map_err(|error| return_error(error.to_string()))
    }

    /// What of the report may be given to an audience, without any person's id: to the `funder` every number, for a claim;
    /// to the `public` what the return's `disclosure` leaves, beside the `earlier` releases that `compute` was given.
    ///
    /// Raises `ReturnError` if the return has no rule of disclosure, or earlier releases give away what is to be hidden.
    ///
    /// >>> try:
    /// ...     report.release("public")
    /// ... except ds.ReturnError as error:
    /// ...     print(str(error).partition(",")[0])
    /// the return `yearly` has no `disclosure` rule
    #[pyo3(signature = (audience: "typing.Literal['funder', 'public']"))]
    fn release(&self, py: Python<'_>, audience: &str) -> PyResult<Release> {
        release(py, &self.core, audience, &self.earlier)
    }

    /// Everything it says as plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.core)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let core = &slf.get().core;
        let as_at = slf.getattr("as_at")?.repr()?;
        let (cells, rejected) = (core.cells().len(), core.rejected().len());
        Ok(format!("Report(return='{}', as_at={as_at}, cells={cells}, rejected={rejected})", core.id()))
    }
}
