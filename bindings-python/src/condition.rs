//! Conditions by themselves.

use doorstep::Plain;
use pyo3::prelude::*;

use crate::convert;
use crate::problems::condition_error;

/// The value of a condition, or of any expression, over named values that are typed by what they are.
///
/// None among the facts is unknown, of any type, and so is a None that comes out: not told is never no. Numbers come
/// out as `decimal.Decimal`, dates as `datetime.date`, lengths of time and ranges as canonical FEEL text.
///
/// Raises `ConditionError` with every problem of the condition.
///
/// >>> ds.evaluate('age >= 25 and tenure = "social"', {"age": 30, "tenure": "social"})
/// True
/// >>> ds.evaluate("age >= 25", {"age": None}) is None
/// True
/// >>> ds.evaluate("0.1 + 0.2")
/// Decimal('0.3')
/// >>> ds.evaluate('duration("P13W")')
/// 'P91D'
#[pyfunction]
#[pyo3(signature = (
    condition,
    facts: "typing.Mapping[str, typing.Any] | None" = None,
    as_at: "datetime.date | str | None" = None,
))]
pub(crate) fn evaluate<'py>(
    py: Python<'py>,
    condition: &str,
    facts: Option<&Bound<'py, PyAny>>,
    as_at: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let as_at = as_at.map(convert::as_at).transpose()?;
    let facts = facts.map_or(Ok(Plain::Null), convert::plain)?;
    let value = py.detach(|| doorstep::evaluate(condition, &facts, as_at));
    convert::python(py, &value.map_err(|error| condition_error(&error))?)
}
