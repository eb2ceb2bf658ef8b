//! What a return is computed from: tables, or a caseload.

use std::ops::ControlFlow;

use arrow_array::RecordBatch;
use doorstep::{Date, OutcomeOptions, Plain, ReturnTableOptions};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::partial::Partial;
use super::report::Report;
use crate::case_file::CaseFile;
use crate::caseload::files;
use crate::catalogue::Catalogue;
use crate::convert;
use crate::people::Table;
use crate::problems::{return_error, return_table_error};
use crate::progress::{Progress, Watch};

/// What is asked for.
pub(crate) struct Asked<'a> {
    pub(crate) id: &'a str,
    pub(crate) as_at: Date,
    pub(crate) options: OutcomeOptions,
    pub(crate) threads: Option<usize>,
}

impl Asked<'_> {
    fn of_tables(&self) -> ReturnTableOptions {
        ReturnTableOptions::default().outcomes(self.options).threads(self.threads)
    }
}

/// What is told how much is done, of how much, and says whether to go on.
type Tell<'a> = &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync);

/// People and what happened to them.
enum Given {
    Tables { people: Vec<RecordBatch>, events: Vec<RecordBatch> },
    Caseload { people: Plain, file: doorstep::CaseFile },
}

impl Given {
    fn new(catalogue: &doorstep::Catalogue, people: &Bound<'_, PyAny>, events: &Bound<'_, PyAny>) -> PyResult<Self> {
        let nobody = people.is_none() || people.len().is_ok_and(|count| count == 0);
        match (is_table(people)?, is_table(events)?) {
            (true, true) => {
                Ok(Self::Tables { people: Table::all("people", people)?, events: Table::all("events", events)? })
            }
            (false, true) if nobody => Ok(Self::Tables { people: Vec::new(), events: Table::all("events", events)? }),
            (false, false) => {
                let people = convert::plain(people)?;
                Ok(Self::Caseload { people, file: one_file(catalogue, events)? })
            }
            (true, false) => Err(mixed("people", "events")),
            (false, true) => Err(mixed("events", "people")),
        }
    }
}

fn is_table(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(given.hasattr("__arrow_c_stream__")? || given.hasattr("__arrow_c_array__")?)
}

fn mixed(table: &str, other: &str) -> PyErr {
    PyTypeError::new_err(format!(
        "{table} are a table and {other} are not: give both as tables, or a list of people and their case file or events"
    ))
}

/// One file of all that was given; many are merged two by two, so that none is copied often.
fn one_file(catalogue: &doorstep::Catalogue, events: &Bound<'_, PyAny>) -> PyResult<doorstep::CaseFile> {
    if let Ok(file) = events.cast::<CaseFile>() {
        return Ok(file.get().0.clone());
    }
    let mut files = files(catalogue, events)?;
    events.py().detach(|| {
        while files.len() > 1 {
            let two = files.chunks(2);
            files = two.filter_map(|two| two.iter().cloned().reduce(|one, other| one.merge(&other))).collect();
        }
    });
    Ok(files.pop().unwrap_or_else(|| doorstep::CaseFile::from_jsonl(catalogue, "")))
}

/// Does it on tables, telling how far it is and stopping at Ctrl-C.
fn watched<T: Send, E: Send>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(Tell<'_>) -> Result<Option<T>, E> + Send,
    error: impl FnOnce(E) -> PyErr,
) -> PyResult<T> {
    let progress = Progress::new(progress)?;
    let watch = Watch::new(&progress);
    let done = py.detach(|| work(&|done, total| watch.tell(done, total)));
    progress.close()?;
    watch.finish()?;
    done.map_err(error)?.ok_or_else(|| pyo3::exceptions::PyKeyboardInterrupt::new_err(()))
}

/// A return, computed.
pub(crate) fn compute(
    catalogue: &Bound<'_, Catalogue>,
    people: &Bound<'_, PyAny>,
    events: &Bound<'_, PyAny>,
    asked: &Asked<'_>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Report> {
    let (py, core) = (catalogue.py(), catalogue.get().core());
    match Given::new(core, people, events)? {
        Given::Tables { people, events } => {
            let options = asked.of_tables();
            let work =
                |tell: Tell<'_>| core.compute_table_watched(asked.id, &people, &events, asked.as_at, options, tell);
            let table = watched(py, progress, work, |error| return_table_error(&error))?;
            Ok(Report::new(table.report, table.rows, table.columns))
        }
        Given::Caseload { people, file } => {
            let progress = Progress::new(progress)?;
            let report = py.detach(|| core.compute(asked.id, &people, &file, asked.as_at, asked.options));
            let report = report.map_err(|error| return_error(error.to_string()))?;
            told(&progress, report.accounts().people)?;
            let events = report.accounts().events;
            Ok(Report::new(report, events, Vec::new()))
        }
    }
}

/// What some of a return's people come to.
pub(crate) fn partial(
    catalogue: &Bound<'_, Catalogue>,
    people: &Bound<'_, PyAny>,
    events: &Bound<'_, PyAny>,
    asked: &Asked<'_>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Partial> {
    let (py, core) = (catalogue.py(), catalogue.get().core());
    let state = match Given::new(core, people, events)? {
        Given::Tables { people, events } => {
            let options = asked.of_tables();
            let work =
                |tell: Tell<'_>| core.partial_table_watched(asked.id, &people, &events, asked.as_at, options, tell);
            watched(py, progress, work, |error| return_table_error(&error))?.state
        }
        Given::Caseload { people, file } => {
            let progress = Progress::new(progress)?;
            let state = py.detach(|| core.partial(asked.id, &people, &file, asked.as_at, asked.options));
            let state = state.map_err(|error| return_error(error.to_string()))?;
            told(&progress, people_in(&people))?;
            state
        }
    };
    Ok(Partial::new(state, Some(catalogue.clone().unbind())))
}

fn people_in(people: &Plain) -> u64 {
    match people {
        Plain::List(people) => people.len() as u64,
        _ => 0,
    }
}

/// A caseload is judged in one go: it is all done.
fn told(progress: &Progress<'_>, people: u64) -> PyResult<()> {
    progress.tell(people, usize::try_from(people).ok())?;
    progress.close()
}
