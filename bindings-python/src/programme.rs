//! Programmes as a catalogue has them.

use doorstep::{DEFAULT_LANGUAGE, Date};
use pyo3::prelude::*;

use crate::convert;

/// One version of one programme.
///
/// >>> [programme] = catalogue.programmes["example"]
/// >>> programme
/// Programme(id='example', version='2022-04-01')
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Programme {
    document: doorstep::Programme,
}

impl Programme {
    pub(crate) fn new(document: &doorstep::Programme) -> Self {
        Self { document: document.clone() }
    }
}

#[pymethods]
impl Programme {
    /// The programme's id, the same in all its versions.
    #[getter]
    fn id(&self) -> &str {
        self.document.programme.as_str()
    }

    /// What it is called.
    #[getter]
    fn name(&self) -> String {
        self.document.name.in_language(DEFAULT_LANGUAGE).text
    }

    /// What names the version: its first day, as text, or None if it has no first day.
    #[getter]
    fn version(&self) -> Option<String> {
        self.from_().map(|day| day.to_string())
    }

    /// The first day on which these rules hold, if there is one.
    #[getter]
    fn from_(&self) -> Option<Date> {
        self.document.in_force.from
    }

    /// The last day on which these rules hold, if there is one.
    #[getter]
    fn to(&self) -> Option<Date> {
        self.document.in_force.to
    }

    /// Whether its last day is past on a day.
    ///
    /// >>> programme.historical("2030-01-01")
    /// False
    #[pyo3(signature = (as_at: "datetime.date | str"))]
    fn historical(&self, as_at: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.document.in_force.is_past(convert::as_at(as_at)?))
    }

    fn __repr__(&self) -> String {
        let version = self.version().map_or_else(|| "None".to_owned(), |day| format!("'{day}'"));
        format!("Programme(id='{}', version={version})", self.id())
    }
}
