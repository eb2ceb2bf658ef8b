//! Releases.

use doorstep::{Audience, Date};
use indexmap::IndexMap;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::audit::Audit;
use super::cell::Cell;
use super::cells::Cells;
use super::key::key;
use crate::convert::{self, Fields};
use crate::problems::{return_error, table_error};

/// What of a return may be given to its funder or published, without any person's id: `Report.release` makes it.
///
/// >>> documents = {
/// ...     "p.yaml": "{programme: works, name: Works, in_force: {}, source: an example, eligibility: []}",
/// ...     "r.yaml": "{return: yearly, funder: town_council, programmes: [works], calendar: financial_year, indicators: ["
/// ...         "{id: sign_ups, unit: person, count: started}], disclosure: {minimum: 10, round_to: 5}}",
/// ... }
/// >>> begun = [began(str(person), person) for person in range(4)]
/// >>> small = ds.Catalogue.parse(documents).compute("yearly", [], begun, "2022-03-31")
/// >>> claim, published = small.release("funder"), small.release("public")
/// >>> published
/// Release(return='yearly', audience='public', as_at=datetime.date(2022, 3, 31), cells=1)
/// >>> claim.cell(0).value, published.cell(0).state, published.cell(0).value
/// (4.0, 'suppressed', None)
#[pyclass(module = "doorstep", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Release(pub(crate) doorstep::Release);

#[pymethods]
impl Release {
    /// The return's id.
    #[getter]
    fn id(&self) -> &str {
        &self.0.return_id
    }

    /// For whom it is: `funder` or `public`.
    #[getter]
    fn audience(&self) -> &'static str {
        self.0.audience.as_str()
    }

    /// The day judged.
    #[getter]
    fn as_at(&self) -> Date {
        self.0.as_at
    }

    /// By which day what it rests on was known; None is all of it.
    #[getter]
    fn known_at(&self) -> Option<Date> {
        self.0.known_at
    }

    /// The rule that it is protected by: `minimum`, `round_to` and `zeros_shown`; of a claim that of a publication, None
    /// if the return has none.
    #[getter]
    fn disclosure<'py>(&self, py: Python<'py>) -> PyResult<Option<IndexMap<String, Bound<'py, PyAny>>>> {
        self.0.disclosure.as_ref().map(|rule| convert::to_dict(py, rule)).transpose()
    }

    /// The catalogue's fingerprint.
    #[getter]
    fn catalogue(&self) -> &str {
        &self.0.catalogue
    }

    /// The library's version.
    #[getter]
    fn library(&self) -> &str {
        &self.0.library
    }

    /// Every cell, as a table.
    #[getter]
    fn cells(&self, py: Python<'_>) -> PyResult<Cells> {
        py.detach(|| self.0.cells_table()).map(Cells).map_err(|error| table_error(&error))
    }

    /// One cell, by its row's number or its key columns.
    ///
    /// Raises `ReturnError` if there is none.
    #[pyo3(signature = (cell: "int | typing.Mapping[str, typing.Any] | Cell"))]
    fn cell(&self, cell: &Bound<'_, PyAny>) -> PyResult<Cell> {
        let key = key(&self.0.cells, cell)?;
        let found = self.0.cells.iter().find(|cell| cell.key == key).cloned();
        found.map(Cell).ok_or_else(|| return_error("the release has no such cell".to_owned()))
    }

    /// Protects a claim for the public, beside what was published before, as `Report.release` does.
    ///
    /// Raises `ReturnError` where there is no rule of disclosure, it is public already, or earlier releases give away what is
    /// to be hidden.
    ///
    /// >>> claim.publish() == published
    /// True
    #[pyo3(signature = (*earlier: "Release"))]
    fn publish(&self, py: Python<'_>, earlier: &Bound<'_, PyTuple>) -> PyResult<Self> {
        let earlier = releases(earlier.as_any())?;
        let earlier: Vec<&doorstep::Release> = earlier.iter().map(|earlier| &earlier.get().0).collect();
        py.detach(|| self.0.publish(&earlier)).map(Self).map_err(|error| return_error(error.to_string()))
    }

    /// Tries to undo the release, beside earlier ones: groups, programmes, periods and what was published before add up, and
    /// a hidden number of which one possible value is left is recovered.
    #[pyo3(signature = (*earlier: "Release"))]
    fn audit(&self, py: Python<'_>, earlier: &Bound<'_, PyTuple>) -> PyResult<Audit> {
        let earlier = releases(earlier.as_any())?;
        let earlier: Vec<&doorstep::Release> = earlier.iter().map(|earlier| &earlier.get().0).collect();
        Ok(Audit(py.detach(|| self.0.audit(&earlier))))
    }

    /// The release as JSON, to keep: later ones are made beside it.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| self.0.to_json()).map_err(|error| return_error(error.to_string()))
    }

    /// Reads what `to_json` wrote.
    ///
    /// Raises `ReturnError` if the text is no release, or one of a newer format.
    ///
    /// >>> ds.Release.from_json(published.to_json()) == published
    /// True
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        py.detach(|| doorstep::Release::from_json(text)).map(Self).map_err(|error| return_error(error.to_string()))
    }

    /// Everything it says as plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        let json = self.to_json(py)?;
        let value: serde_json::Value = serde_json::from_str(&json).map_err(|error| return_error(error.to_string()))?;
        convert::to_dict(py, &value)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json(slf.py())?,)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let (own, as_at) = (slf.get(), slf.getattr("as_at")?.repr()?);
        let cells = own.0.cells.len();
        Ok(format!("Release(return='{}', audience='{}', as_at={as_at}, cells={cells})", own.id(), own.audience()))
    }
}

/// The releases in a sequence.
pub(crate) fn releases(given: &Bound<'_, PyAny>) -> PyResult<Vec<Py<Release>>> {
    given.try_iter()?.map(|release| Ok(release?.cast_into::<Release>()?.unbind())).collect()
}

/// The release of a report.
pub(crate) fn release(
    py: Python<'_>,
    report: &doorstep::Report,
    audience: &str,
    earlier: &[Py<Release>],
) -> PyResult<Release> {
    let audience: Audience =
        audience.parse().map_err(|error: doorstep::ReleaseError| return_error(error.to_string()))?;
    let earlier: Vec<&doorstep::Release> = earlier.iter().map(|earlier| &earlier.get().0).collect();
    py.detach(|| report.release(audience, &earlier)).map(Release).map_err(|error| return_error(error.to_string()))
}
