//! Parameters: figures that change with the day and with a person's age.

use doorstep::{Date, ParameterType, Plain};
use pyo3::prelude::*;

use crate::convert::{self, Fields};
use crate::parts::Words;
use crate::shown::Shown;

/// A figure that conditions ask for by name, with its value for each day and age.
///
/// >>> figures = ds.Catalogue.parse({"floor.yaml": "{parameter: floor, type: money, source: an example, "
/// ...     "values: [{from: 2022-04-01, to: 2023-03-31, min_age: 23, value: 9.50}]}"})
/// >>> floor = figures.parameters["floor"]
/// >>> floor
/// Parameter(id='floor', type='money')
/// >>> [(row.from_, row.min_age, row.value) for row in floor.values]
/// [(datetime.date(2022, 4, 1), 23, Decimal('9.5'))]
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Parameter(pub(crate) doorstep::Parameter);

#[pymethods]
impl Parameter {
    /// Its id, which conditions give in quotes.
    #[getter]
    fn id(&self) -> &str {
        self.0.parameter.as_str()
    }

    /// The type of its values: `boolean`, `number`, `money`, `date` or `text`.
    #[getter]
    fn r#type(&self) -> &'static str {
        self.0.r#type.as_str()
    }

    /// Its values, in the document's order.
    #[getter]
    fn values(&self) -> Vec<ParameterValue> {
        let of = self.0.r#type;
        self.0.values.iter().cloned().map(|value| ParameterValue { value, of }).collect()
    }

    /// Where all its values come from.
    #[getter]
    fn source(&self, py: Python<'_>) -> PyResult<Option<Words>> {
        self.0.source.shown(py)
    }

    /// What an author wants readers to know.
    #[getter]
    fn note(&self, py: Python<'_>) -> PyResult<Option<Words>> {
        self.0.note.shown(py)
    }

    /// The document as plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::shown::repr(slf, &["id", "type"])
    }
}

/// A parameter's value for some days and ages.
///
/// >>> row = floor.values[0]
/// >>> row
/// ParameterValue(value=Decimal('9.5'), from_=datetime.date(2022, 4, 1), to=datetime.date(2023, 3, 31))
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct ParameterValue {
    value: doorstep::ParameterValue,
    /// The parameter's type.
    of: ParameterType,
}

#[pymethods]
impl ParameterValue {
    /// The value.
    #[getter]
    fn value<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match (self.value.value.value(), self.of) {
            (Plain::Text(text), ParameterType::Date) => match doorstep::parse_date(text) {
                Some(day) => Ok(day.into_pyobject(py)?.into_any()),
                None => convert::from_plain(py, self.value.value.value()),
            },
            (value, _) => convert::from_plain(py, value),
        }
    }

    /// The first day it holds; None if it has always held.
    #[getter]
    fn from_(&self) -> Option<Date> {
        self.value.from
    }

    /// The last day it holds; None if it holds until a later value for the same ages begins.
    #[getter]
    fn to(&self) -> Option<Date> {
        self.value.to
    }

    /// The least age it holds for, in completed years.
    #[getter]
    fn min_age(&self) -> Option<u32> {
        self.value.min_age
    }

    /// The greatest age it holds for, in completed years.
    #[getter]
    fn max_age(&self) -> Option<u32> {
        self.value.max_age
    }

    /// Where it comes from.
    #[getter]
    fn reference(&self, py: Python<'_>) -> PyResult<Option<Words>> {
        self.value.reference.shown(py)
    }

    /// What an author wants readers to know.
    #[getter]
    fn note(&self, py: Python<'_>) -> PyResult<Option<Words>> {
        self.value.note.shown(py)
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.value)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        crate::shown::repr(slf, &["value", "from_", "to"])
    }
}
