//! What a worker has to see to, over many people's events.

use doorstep::Date;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PyString};

use crate::case_file::CaseFile;
use crate::convert;
use crate::events::from_table;
use crate::problems::event_error;
use crate::shown::shown;

shown! {
    /// Somebody to see to, and why.
    ///
    /// >>> [first, *_] = catalogue.caseload(case_file, "2022-06-10")
    /// >>> first
    /// CaseloadItem(person='7', programme='example', reason='review_overdue', days=9)
    /// >>> first.on, first.stage
    /// (datetime.date(2022, 6, 1), 'started')
    class CaseloadItem(doorstep::CaseloadItem) as "person", "programme", "reason", "days" {
        /// The person: the least of their ids; None only where a line cannot be read and does not say whose it is.
        person: Option<String>,
        /// The programme; None where a problem is of somebody who is on no programme that there is.
        programme: Option<String>,
        /// How far they are in it.
        stage: Option<&'static str>,
        /// Who works with them in it, by role.
        workers: Vec<String>,
        /// Why they are on the list: `quiet` or, of somebody who was referred and has not started, `not_started`, when they
        /// are out of touch for longer than the programme allows; `action_overdue`, `review_overdue`, `action_due`,
        /// `review_due`; `action_blocked`, when an action can never be begun; `problem`.
        reason: &'static str,
        /// The action it is about, or of a problem the event; empty if that has no id that can be read.
        about: Option<String>,
        /// The action in words, or the problem.
        text: Option<String>,
        /// The day it was due; of somebody who is out of touch, the last contact.
        on: Option<Date>,
        /// How many days ago that is.
        days: u64,
    }
}

/// Files that hold what was given: events of however many people.
pub(crate) fn files(catalogue: &doorstep::Catalogue, given: &Bound<'_, PyAny>) -> PyResult<Vec<doorstep::CaseFile>> {
    let py = given.py();
    if let Ok(file) = given.cast::<CaseFile>() {
        return Ok(vec![file.get().0.clone()]);
    }
    if given.hasattr("__arrow_c_stream__")? || given.hasattr("__arrow_c_array__")? {
        return Ok(vec![from_table(py, catalogue, given, None)?.file]);
    }
    if given.is_instance_of::<PyString>() || given.is_instance_of::<PyBytes>() {
        return Ok(vec![of_text(py, catalogue, given)?]);
    }
    let Some(items) = given.cast::<PyMapping>().is_err().then(|| given.try_iter().ok()).flatten() else {
        let kind = given.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "events are a list of events or of case files, a case file, a table, or JSON lines, not {kind}"
        )));
    };
    let (mut files, mut events) = (Vec::new(), Vec::new());
    for item in items {
        let item = item?;
        match item.cast::<CaseFile>() {
            Ok(file) => files.push(file.get().0.clone()),
            Err(_) => events.push(convert::plain(&item)?),
        }
    }
    if !events.is_empty() {
        files.push(py.detach(|| doorstep::CaseFile::of_people(catalogue, &events)).map_err(event_error)?);
    }
    Ok(files)
}

/// A file that is JSON lines, text or bytes.
pub(crate) fn of_text(
    py: Python<'_>,
    catalogue: &doorstep::Catalogue,
    text: &Bound<'_, PyAny>,
) -> PyResult<doorstep::CaseFile> {
    let read = |text: &[u8]| py.detach(|| doorstep::CaseFile::from_jsonl(catalogue, text));
    if let Ok(bytes) = text.cast::<PyBytes>() {
        return Ok(read(bytes.as_bytes()));
    }
    let Ok(text) = text.cast::<PyString>() else {
        return Err(PyTypeError::new_err(format!("a case file is text or bytes, not {}", text.get_type().name()?)));
    };
    Ok(read(text.to_cow()?.as_bytes()))
}
