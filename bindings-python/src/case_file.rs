//! Case files: a person's events as a set.

use doorstep::{Date, Override};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;

use crate::caseload::of_text;
use crate::catalogue::Catalogue;
use crate::convert::{self, Fields};
use crate::events::{EventsTable, from_table, to_table};
use crate::journey::JourneyState;
use crate::problems::{EventProblem, TableProblem, event_error};
use crate::shown::{Shown, shown};

/// A person's events as a set, which devices build apart and merge in any order.
///
/// `events` are mappings with `id`, `person`, `kind`, `on` (or `start` and `end`) and what else is told of them. Everything
/// that a case file says is a function of the set alone. What cannot count is kept, and listed in `problems`.
///
/// Raises `EventError` with every event that has no readable id, person, kind or day.
///
/// >>> phone = ds.CaseFile([
/// ...     {"id": "a", "person": 7, "kind": "started", "programme": "example", "on": "2022-05-01"},
/// ...     {"id": "b", "person": 7, "kind": "action_done", "programme": "example", "on": "2022-05-05",
/// ...      "data": {"action": "agreement"}},
/// ... ], catalogue)
/// >>> office = ds.CaseFile([
/// ...     {"id": "c", "person": 7, "kind": "course", "on": "2022-05-20", "data": {"hours": 4}},
/// ... ], catalogue)
/// >>> case_file = phone.merge(office)
/// >>> case_file
/// CaseFile(events=3, problems=0, rejected=0)
/// >>> case_file.state("example", "2022-06-10").next_actions
/// ['cv', 'hours']
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct CaseFile(pub(crate) doorstep::CaseFile, Vec<doorstep::TableProblem>);

impl From<doorstep::CaseFile> for CaseFile {
    fn from(core: doorstep::CaseFile) -> Self {
        Self(core, Vec::new())
    }
}

#[pymethods]
impl CaseFile {
    #[new]
    #[pyo3(signature = (
        events: "typing.Sequence[typing.Mapping[str, typing.Any]]", catalogue
    ))]
    fn new(py: Python<'_>, events: &Bound<'_, PyAny>, catalogue: &Catalogue) -> PyResult<Self> {
        let (events, catalogue) = (convert::plain(events)?, catalogue.core());
        py.detach(|| doorstep::CaseFile::new(catalogue, &events)).map(Self::from).map_err(event_error)
    }

    /// Reads JSON lines, one event each, with the checksums that `to_jsonl` writes or without.
    ///
    /// It never fails: a line that cannot be read, that breaks off or whose checksum does not match is kept aside in
    /// `rejected`, and all others count. Give bytes where a file may break off within a letter.
    ///
    /// >>> torn = ds.CaseFile.from_jsonl(case_file.to_jsonl() + '{"id": "d", "pers', catalogue)
    /// >>> torn, torn.rejected
    /// (CaseFile(events=3, problems=1, rejected=1), [RejectedLine(line=4, code='D672')])
    #[staticmethod]
    #[pyo3(signature = (text: "str | bytes", catalogue))]
    fn from_jsonl(py: Python<'_>, text: &Bound<'_, PyAny>, catalogue: &Catalogue) -> PyResult<Self> {
        of_text(py, catalogue.core(), text).map(Self::from)
    }

    /// Reads a table of events, of however many people: anything with `__arrow_c_stream__`.
    ///
    /// `event_id` and `person_id` are whole numbers or texts; `programme`, `kind`, `start`, `end`, `evidence` and
    /// `recorded_at` (or `recorded_on`) are the event's own parts. What its data tell is in columns by name: `hours`,
    /// `worker`, facts that are told; where a name would say something else, as `data.person`. A null was not told. Columns
    /// that tell nothing that events have are ignored, and listed in `table_problems`. A row that holds no event that can
    /// be read is kept aside in `rejected`, with its place from 1. `progress` is as for `screen_table`.
    ///
    /// Raises `TableError` with every column that cannot be used.
    ///
    /// >>> import pyarrow as pa
    /// >>> table = pa.table({"event_id": [1, 2], "person_id": [7, 7], "kind": ["course", "course"],
    /// ...                   "start": ["2022-05-02", None], "hours": [2.5, 4.0], "colour": ["red", "blue"]})
    /// >>> told = ds.CaseFile.from_table(table, catalogue)
    /// >>> told, told.rejected, [problem.column for problem in told.table_problems]
    /// (CaseFile(events=1, problems=1, rejected=1), [RejectedLine(line=2, code='D601')], ['colour'])
    #[staticmethod]
    #[pyo3(signature = (
        table: "typing.Any", catalogue, *,
        progress: "bool | typing.Callable[[int, int | None], object] | None" = None
    ))]
    fn from_table(
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
        catalogue: &Catalogue,
        progress: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let read = from_table(py, catalogue.core(), table, progress)?;
        Ok(Self(read.file, read.problems))
    }

    /// The events as a table, in their order: the event's own parts, and a column for each name that data tell.
    ///
    /// Numbers are decimals with ten digits behind the point. What no column can hold as it is stands in the last column,
    /// `data`, as JSON. Read again it is the same events; what is left of people who were erased, and lines that could not
    /// be read, are not in it.
    ///
    /// >>> ds.CaseFile.from_table(case_file.to_table(), catalogue).to_jsonl() == case_file.to_jsonl()
    /// True
    fn to_table(&self, py: Python<'_>) -> EventsTable {
        to_table(py, &self.0)
    }

    /// What was odd about the columns of the table that it was read from; empty if it was not, and after a merge.
    #[getter]
    fn table_problems(&self) -> Vec<TableProblem> {
        self.1.iter().cloned().map(TableProblem).collect()
    }

    /// The whole set as JSON lines, each with a checksum: erasures, the events in their order, and what could not be read,
    /// as it came. One set has one text.
    ///
    /// >>> ds.CaseFile.from_jsonl(case_file.to_jsonl(), catalogue).to_jsonl() == case_file.to_jsonl()
    /// True
    fn to_jsonl(&self, py: Python<'_>) -> String {
        py.detach(|| self.0.to_jsonl())
    }

    /// What this set has beyond another one, as JSON lines to append to that one's file; empty if there is nothing.
    ///
    /// It begins with a new line, so that a line that was torn before stays by itself. What was erased stays in a file that
    /// is only appended to: write that one again whole.
    ///
    /// >>> len(case_file.to_append(phone).splitlines())
    /// 2
    fn to_append(&self, py: Python<'_>, written: &Self) -> String {
        py.detach(|| self.0.to_append(&written.0))
    }

    /// The union of two sets, whatever the order. Where they were read against different catalogues, the other's events are
    /// read again against this one's.
    ///
    /// >>> phone.merge(office).to_jsonl() == office.merge(phone).to_jsonl()
    /// True
    fn merge(&self, py: Python<'_>, other: &Self) -> Self {
        py.detach(|| self.0.merge(&other.0)).into()
    }

    /// The file with one more event, if nothing speaks against it.
    ///
    /// What only the plan, the journey or the calendar speaks against may be overridden, with a reason, or a mapping with
    /// `reason` and where known `by` and `authority`; the event then carries the override.
    ///
    /// Raises `EventError` with every reason against it.
    ///
    /// >>> done = {"id": "e", "person": 7, "kind": "action_done", "programme": "example", "on": "2022-05-02",
    /// ...         "data": {"action": "cv"}}
    /// >>> try:
    /// ...     phone.propose(done)
    /// ... except ds.EventError as error:
    /// ...     [problem] = error.problems
    /// >>> problem.code
    /// 'D659'
    /// >>> phone.propose(done, override="Brought one along")
    /// CaseFile(events=3, problems=0, rejected=0)
    #[pyo3(signature = (
        event: "typing.Mapping[str, typing.Any]",
        r#override: "str | typing.Mapping[str, str | None] | None" = None,
    ))]
    fn propose(
        &self,
        py: Python<'_>,
        event: &Bound<'_, PyAny>,
        r#override: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let event = convert::plain(event)?;
        let overriding = r#override.map(convert::plain).transpose()?;
        let overriding = overriding.as_ref().map(Override::read).transpose().map_err(event_error)?;
        py.detach(|| self.0.propose(&event, overriding.as_ref())).map(Self::from).map_err(event_error)
    }

    /// Where the person stands in a programme on a day; with `known_at`, as it was known on another.
    ///
    /// Raises `KeyError` for a programme that is not in the catalogue.
    ///
    /// >>> case_file.state("example", "2022-06-10", known_at="2022-06-01").stage
    /// 'started'
    #[pyo3(signature = (
        programme, as_at: "datetime.date | str", known_at: "datetime.date | str | None" = None
    ))]
    fn state(
        &self,
        py: Python<'_>,
        programme: &str,
        as_at: &Bound<'_, PyAny>,
        known_at: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<JourneyState> {
        let as_at = convert::as_at(as_at)?;
        let known_at = known_at.map(|day| convert::day("known_at", day)).transpose()?;
        let state = py.detach(|| self.0.state(programme, as_at, known_at));
        state.map(JourneyState).ok_or_else(|| PyKeyError::new_err(programme.to_owned()))
    }

    /// Erases a person, by any of their ids, as on a day, by default today: all their events, and those that any device
    /// gives for them later. What is left is a tombstone with their ids and the day.
    ///
    /// A file that was written before still holds what was erased: write it again whole.
    ///
    /// >>> erased = case_file.erase(7, on="2022-07-01")
    /// >>> erased, erased.tombstones
    /// (CaseFile(events=0, problems=0, rejected=0), [Tombstone(on=datetime.date(2022, 7, 1))])
    /// >>> erased.merge(phone).events
    /// []
    #[pyo3(signature = (person: "str | int", on: "datetime.date | str | None" = None))]
    fn erase(&self, py: Python<'_>, person: &Bound<'_, PyAny>, on: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let id = convert::id("person", person)?;
        let on = match on {
            Some(on) => convert::day("on", on)?,
            None => py.import("datetime")?.getattr("date")?.call_method0("today")?.extract()?,
        };
        Ok(py.detach(|| self.0.erase(&id, on)).into())
    }

    /// Every event that was given and could be read, whatever became of it, in order: as mappings that can be given again.
    ///
    /// >>> [event["id"] for event in case_file.events]
    /// ['a', 'b', 'c']
    /// >>> case_file.events[2]["data"]
    /// {'hours': Decimal('4')}
    #[getter]
    fn events<'py>(&self, py: Python<'py>) -> PyResult<Vec<Fields<'py>>> {
        let events = self.0.events().iter();
        events.map(|event| convert::from_json_object(py, &event.to_json())).collect()
    }

    /// Everything that counts for nothing or less than it seems to, and why, as far as everything is known; by event.
    ///
    /// >>> case_file.problems
    /// []
    #[getter]
    fn problems(&self, py: Python<'_>) -> Vec<EventProblem> {
        py.detach(|| self.0.problems()).iter().cloned().map(EventProblem).collect()
    }

    /// The lines that could not be read, as they came.
    #[getter]
    fn rejected(&self) -> Vec<RejectedLine> {
        self.0.rejected().iter().cloned().map(RejectedLine).collect()
    }

    /// What is left of people who were erased.
    #[getter]
    fn tombstones(&self, py: Python<'_>) -> PyResult<Vec<Tombstone>> {
        self.0.tombstones().iter().map(|tombstone| tombstone.shown(py)).collect()
    }

    fn __len__(&self) -> usize {
        self.0.events().len()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let problems = py.detach(|| self.0.problems().len());
        let (events, rejected) = (self.0.events().len(), self.0.rejected().len());
        format!("CaseFile(events={events}, problems={problems}, rejected={rejected})")
    }
}

/// A line of a case file that cannot be read. Writing the file again writes it again, as it came.
///
/// >>> [line] = torn.rejected
/// >>> line.text, line.problem.code
/// ('{"id": "d", "pers', 'D672')
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct RejectedLine(pub(crate) doorstep::RejectedLine);

#[pymethods]
impl RejectedLine {
    /// Its place, from 1, in the text that it was read from.
    #[getter]
    fn line(&self) -> usize {
        self.0.line()
    }

    /// The line as it came: it may tell of the person.
    #[getter]
    fn text(&self) -> &str {
        self.0.text()
    }

    /// Why it cannot be read.
    #[getter]
    fn problem(&self) -> EventProblem {
        EventProblem(self.0.problem().clone())
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("RejectedLine(line={}, code='{}')", self.0.line(), self.0.problem().code)
    }
}

shown! {
    /// What is left of a person who was erased. It wins every merge.
    ///
    /// >>> erased.tombstones[0].erased
    /// ['7']
    class Tombstone(doorstep::Tombstone) as "on" {
        /// The person's ids, in order.
        erased: Vec<String>,
        /// The day of the erasure.
        on: Date,
    }
}
