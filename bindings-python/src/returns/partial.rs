//! What parts of a return's people come to.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::report::Report;
use crate::catalogue::Catalogue;
use crate::problems::return_error;

/// What some of a return's people come to: `Catalogue.partial` makes it.
///
/// States of any parts of the people, each person with all of their events in one of them, merge in any order to the report
/// of all. They name nobody but in what is rejected, and can be pickled and sent: reports are made where the catalogue is.
///
/// >>> first = council.partial("yearly", [], [event for event in happened if event["person"] == 7], "2022-03-31")
/// >>> others = council.partial("yearly", [], [event for event in happened if event["person"] != 7], "2022-03-31")
/// >>> first
/// Partial(return='yearly')
/// >>> first.merge(others).report().cells.to_dict() == report.cells.to_dict()
/// True
#[pyclass(module = "doorstep", frozen, eq)]
pub(crate) struct Partial {
    state: doorstep::Partial,
    /// Where it was computed; bytes do not carry it.
    catalogue: Option<Py<Catalogue>>,
}

impl Partial {
    pub(crate) fn new(state: doorstep::Partial, catalogue: Option<Py<Catalogue>>) -> Self {
        Self { state, catalogue }
    }
}

impl PartialEq for Partial {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

#[pymethods]
impl Partial {
    /// The return's id.
    #[getter]
    fn id(&self) -> &str {
        self.state.id()
    }

    /// Both together. A person who is in both is counted twice.
    ///
    /// Raises `ReturnError` where the two are not of one computation, and says in what they differ.
    ///
    /// >>> first.merge(others) == others.merge(first)
    /// True
    fn merge(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<Self> {
        let other = other.get();
        let merged = py.detach(|| self.state.merge(&other.state)).map_err(|error| return_error(error.to_string()))?;
        let catalogue = self.catalogue.as_ref().or(other.catalogue.as_ref());
        Ok(Self::new(merged, catalogue.map(|catalogue| catalogue.clone_ref(py))))
    }

    /// The state as bytes, with their version.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = py.detach(|| self.state.to_bytes());
        PyBytes::new(py, &bytes)
    }

    /// Reads what `to_bytes` wrote. Bytes do not carry the catalogue: `report` asks for it.
    ///
    /// Raises `ReturnError` if they hold no state, or one of a newer version.
    ///
    /// >>> ds.Partial.from_bytes(first.to_bytes()) == first
    /// True
    #[staticmethod]
    fn from_bytes(py: Python<'_>, state: &[u8]) -> PyResult<Self> {
        let state = py.detach(|| doorstep::Partial::from_bytes(state));
        state.map(|state| Self::new(state, None)).map_err(|error| return_error(error.to_string()))
    }

    /// The report of all that was merged. Its numbers do not open, as states name nobody.
    ///
    /// `catalogue` is that of the documents it was computed by; it can be left out where the state was computed here.
    ///
    /// Raises `ReturnError` if the catalogue is another one, or if there is none.
    ///
    /// >>> ds.Partial.from_bytes(first.merge(others).to_bytes()).report(council).accounts.people
    /// 3
    #[pyo3(signature = (catalogue = None))]
    fn report(&self, py: Python<'_>, catalogue: Option<&Bound<'_, Catalogue>>) -> PyResult<Report> {
        let Some(catalogue) = catalogue.map(Bound::get).or(self.catalogue.as_ref().map(Py::get)) else {
            return Err(return_error(
                "this state came as bytes: give `report` the catalogue it was computed by".to_owned(),
            ));
        };
        let report = py.detach(|| self.state.report(catalogue.core()));
        let report = report.map_err(|error| return_error(error.to_string()))?;
        let events = report.accounts().events;
        Ok(Report::new(report, events, Vec::new()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((slf.get_type().getattr("from_bytes")?, (slf.get().to_bytes(slf.py()),)))
    }

    fn __repr__(&self) -> String {
        format!("Partial(return='{}')", self.state.id())
    }
}
