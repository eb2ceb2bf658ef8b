//! Python's values into the core's, and back. Numbers are text on the way, so nothing is rounded.

use doorstep::{Catalogue, Date, FactError, LIST_LIMIT, NESTING_LIMIT, Number, Plain, PlainRef, Telling, Value};
use indexmap::IndexMap;
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple, PyType};
use serde::Serialize;

use crate::problems::fact_error;

/// The most values that are read of one argument: a list may hold itself twice, and then depth alone is no limit.
const VALUES_LIMIT: usize = 1_000_000;

/// A value as the core takes it. What has no meaning there is named by its type, and refused by the core.
pub(crate) fn plain(value: &Bound<'_, PyAny>) -> PyResult<Plain> {
    Reader { left: VALUES_LIMIT }.value(value, 0)
}

/// A person's facts, told to a catalogue. Most are read where they stand; the rest are copied first.
pub(crate) fn told<'a>(catalogue: &'a Catalogue, facts: &Bound<'_, PyAny>) -> PyResult<Telling<'a>> {
    let mut telling = catalogue.telling();
    let mut reader = Reader { left: VALUES_LIMIT };
    // A copy, so that the dict may change meanwhile.
    let Ok(facts) = facts.cast_exact::<PyDict>().map(|facts| facts.copy()) else {
        telling.tell_all((&reader.value(facts, 0)?).into());
        return Ok(telling);
    };
    for (name, value) in facts? {
        let Some(name) = name.cast::<PyString>().ok().and_then(|name| name.to_str().ok()) else {
            let mut telling = catalogue.telling();
            telling.tell_all(PlainRef::Other("dict whose keys are not all text"));
            return Ok(telling);
        };
        if let Ok(text) = value.cast_exact::<PyString>()
            && let Ok(text) = text.to_str()
        {
            telling.tell(name, PlainRef::Text(text));
        } else if let Ok(truth) = value.cast_exact::<PyBool>() {
            telling.tell(name, PlainRef::Boolean(truth.is_true()));
        } else if value.is_exact_instance_of::<PyInt>()
            && let Ok(whole) = value.extract()
        {
            telling.tell(name, PlainRef::Whole(whole));
        } else if let Some(texts) = texts(&value) {
            let texts: Vec<&str> = texts.iter().filter_map(|text| text.to_str().ok()).collect();
            telling.tell(name, PlainRef::Texts(&texts));
        } else {
            telling.tell(name, (&reader.value(&value, 1)?).into());
        }
    }
    Ok(telling)
}

/// The items of a list that holds nothing but text.
fn texts<'py>(value: &Bound<'py, PyAny>) -> Option<Vec<Bound<'py, PyString>>> {
    let list = value.cast_exact::<PyList>().ok().filter(|list| list.len() <= LIST_LIMIT)?;
    let text = |item: Bound<'py, PyAny>| item.cast_into_exact::<PyString>().ok().filter(|text| text.to_str().is_ok());
    list.iter().map(text).collect()
}

struct Reader {
    /// How many more values may be read.
    left: usize,
}

impl Reader {
    fn value(&mut self, value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Plain> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(Plain::Other(format!("{} within more than {VALUES_LIMIT} values", type_name(value)?)));
        };
        self.left = left;
        if let Some(scalar) = scalar(value)? {
            return Ok(scalar);
        }
        let is_map = value.cast::<PyMapping>().is_ok();
        let is_list = value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>();
        if !is_map && !is_list {
            return match numpy_scalar(value)? {
                Some(scalar) => Ok(scalar),
                None => Ok(Plain::Other(type_name(value)?)),
            };
        }
        if depth > NESTING_LIMIT {
            return Ok(Plain::Other(format!("{} nested more than {NESTING_LIMIT} deep", type_name(value)?)));
        }
        let deeper = depth.saturating_add(1);
        if is_map { self.map(value.cast::<PyMapping>()?, deeper) } else { self.list(value, deeper) }
    }

    fn list(&mut self, value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Plain> {
        let items: PyResult<_> = value.try_iter()?.map(|item| self.value(&item?, depth)).collect();
        items.map(Plain::List)
    }

    /// A copy of the items is read, so that a mapping may change meanwhile.
    fn map(&mut self, mapping: &Bound<'_, PyMapping>, depth: usize) -> PyResult<Plain> {
        let mut entries = Vec::new();
        for item in mapping.items()? {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            match key.cast::<PyString>().ok().and_then(text) {
                Some(name) => entries.push((name, self.value(&value, depth)?)),
                None => return Ok(Plain::Other(format!("{} whose keys are not all text", type_name(mapping)?))),
            }
        }
        Ok(Plain::Map(entries))
    }
}

/// A value without parts. A bool is not a number, though Python says it is an int; a datetime is not a date.
fn scalar(value: &Bound<'_, PyAny>) -> PyResult<Option<Plain>> {
    let py = value.py();
    Ok(Some(if value.is_none() {
        Plain::Null
    } else if let Ok(truth) = value.cast::<PyBool>() {
        Plain::Boolean(truth.is_true())
    } else if let Ok(words) = value.cast::<PyString>() {
        text(words).map_or_else(|| Plain::Other("str that is not Unicode text".to_owned()), Plain::Text)
    } else if value.is_instance_of::<PyInt>() {
        // Python does not write out whole numbers of thousands of digits; they are too long here too.
        match own_text::<PyInt>(value) {
            Ok(digits) => Plain::Number(digits),
            Err(_) => Plain::Number("1e4300".to_owned()),
        }
    } else if value.is_instance_of::<PyFloat>() {
        Plain::Number(own_text::<PyFloat>(value)?)
    } else if value.is_instance(decimal(py)?)? {
        Plain::Number(value.str()?.to_cow()?.into_owned())
    } else if value.is_instance_of::<PyDateTime>() {
        Plain::Other(type_name(value)?)
    } else if let Ok(day) = value.cast::<PyDate>() {
        Plain::Date(date(day)?)
    } else {
        return Ok(None);
    }))
}

/// numpy's own numbers and truths, by the shortest text of their own width.
fn numpy_scalar(value: &Bound<'_, PyAny>) -> PyResult<Option<Plain>> {
    let kind = value.get_type();
    if kind.module()?.to_cow()? != "numpy" || !value.hasattr("dtype")? || !value.getattr("shape")?.eq(())? {
        return Ok(None);
    }
    let kind = value.getattr("dtype")?.getattr("kind")?;
    Ok(match kind.cast::<PyString>()?.to_cow()?.as_ref() {
        "b" => Some(Plain::Boolean(value.is_truthy()?)),
        "i" | "u" | "f" => Some(Plain::Number(value.str()?.to_cow()?.into_owned())),
        _ => None,
    })
}

/// The text that a type itself gives a value, whatever a subclass makes of it.
fn own_text<T: pyo3::PyTypeInfo>(value: &Bound<'_, PyAny>) -> PyResult<String> {
    value.py().get_type::<T>().call_method1("__repr__", (value,))?.extract()
}

fn text(words: &Bound<'_, PyString>) -> Option<String> {
    words.to_cow().ok().map(std::borrow::Cow::into_owned)
}

fn type_name(value: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(value.get_type().name()?.to_cow()?.into_owned())
}

fn date(day: &Bound<'_, PyDate>) -> PyResult<Date> {
    day.extract()
}

fn decimal(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")
}

/// The day judged: a date, which a datetime is not, or its ISO text.
pub(crate) fn as_at(value: &Bound<'_, PyAny>) -> PyResult<Date> {
    read_day(value, FactError::bad_as_at)
}

/// An argument that is a day, by its name.
pub(crate) fn day(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<Date> {
    read_day(value, |what| FactError::bad_day(argument, what))
}

/// An argument that is an id, text or a whole number, by its name.
pub(crate) fn id(argument: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    match plain(value)? {
        Plain::Text(id) => Ok(id),
        Plain::Number(digits) if value.is_instance_of::<PyInt>() => Ok(digits),
        other => Err(PyTypeError::new_err(format!("`{argument}` is text or a whole number, not {}", other.noun()))),
    }
}

fn read_day(value: &Bound<'_, PyAny>, error: impl Fn(&str) -> FactError) -> PyResult<Date> {
    let day = match plain(value)? {
        Plain::Date(day) => Ok(day),
        Plain::Text(text) => doorstep::parse_date(&text).ok_or_else(|| error("text that is no day")),
        other => Err(error(&other.noun())),
    };
    day.map_err(fact_error)
}

/// A value as Python has it. Unknown is None, and so is a number known only to a range; lengths of time and ranges are
/// canonical FEEL text.
pub(crate) fn python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Unknown(_) | Value::Between(..) => py.None().into_bound(py),
        Value::Boolean(truth) => PyBool::new(py, *truth).to_owned().into_any(),
        Value::Number(number) => decimal(py)?.call1((number.to_string(),))?,
        Value::Money(money) => decimal(py)?.call1((money.to_string(),))?,
        Value::Date(day) => day.into_pyobject(py)?.into_any(),
        Value::Duration(duration) => PyString::new(py, &duration.to_string()).into_any(),
        Value::Text(text) => PyString::new(py, text).into_any(),
        Value::Codes(codes) => PyList::new(py, codes.told.iter().map(|code| &**code))?.into_any(),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| python(py, item)).collect::<PyResult<_>>()?;
            PyList::new(py, items)?.into_any()
        }
        Value::Record(fields) => {
            let dict = PyDict::new(py);
            for (name, field) in fields.iter() {
                dict.set_item(name, python(py, field)?)?;
            }
            dict.into_any()
        }
        other => PyString::new(py, &other.to_string()).into_any(),
    })
}

/// What a document gives as a value. Numbers are decimals without trailing zeros, as everywhere.
pub(crate) fn from_plain<'py>(py: Python<'py>, plain: &Plain) -> PyResult<Bound<'py, PyAny>> {
    Ok(match plain {
        Plain::Null => py.None().into_bound(py),
        Plain::Boolean(truth) => PyBool::new(py, *truth).to_owned().into_any(),
        Plain::Number(text) => {
            let text = text.parse::<Number>().map_or_else(|_| text.clone(), |number| number.to_string());
            decimal(py)?.call1((text,))?
        }
        Plain::Date(day) => day.into_pyobject(py)?.into_any(),
        Plain::Text(text) | Plain::Other(text) => PyString::new(py, text).into_any(),
        Plain::List(items) => {
            let items: Vec<_> = items.iter().map(|item| from_plain(py, item)).collect::<PyResult<_>>()?;
            PyList::new(py, items)?.into_any()
        }
        Plain::Map(entries) => {
            let dict = PyDict::new(py);
            for (name, entry) in entries {
                dict.set_item(name, from_plain(py, entry)?)?;
            }
            dict.into_any()
        }
    })
}

/// Named Python values in order: a dict.
pub(crate) type Fields<'py> = IndexMap<String, Bound<'py, PyAny>>;

/// What the core serialises, as plain Python values in the same order.
pub(crate) fn to_dict<'py>(py: Python<'py>, value: &(impl Serialize + Sync)) -> PyResult<Fields<'py>> {
    let json = py.detach(|| serde_json::to_value(value)).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let entries = json.as_object().ok_or_else(|| PyRuntimeError::new_err("this has no named values"))?;
    entries.iter().map(|(name, entry)| Ok((name.clone(), from_json(py, entry)?))).collect()
}

/// A JSON object of the core's as Python has it: its numbers are decimals.
pub(crate) fn from_json_object<'py>(py: Python<'py>, json: &str) -> PyResult<Fields<'py>> {
    match Plain::from_json(json) {
        Ok(Plain::Map(entries)) => {
            entries.iter().map(|(name, value)| Ok((name.clone(), from_plain(py, value)?))).collect()
        }
        _ => Err(PyRuntimeError::new_err("this has no named values")),
    }
}

fn from_json<'py>(py: Python<'py>, json: &serde_json::Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match json {
        serde_json::Value::Null => py.None().into_bound(py),
        serde_json::Value::Bool(truth) => PyBool::new(py, *truth).to_owned().into_any(),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.into_pyobject(py)?.into_any(),
            // Decimals that decide are text already; these are of a JSON that others read.
            None => PyFloat::new(py, number.as_f64().unwrap_or(f64::NAN)).into_any(),
        },
        serde_json::Value::String(text) => PyString::new(py, text).into_any(),
        serde_json::Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| from_json(py, item)).collect::<PyResult<_>>()?;
            PyList::new(py, items)?.into_any()
        }
        serde_json::Value::Object(entries) => {
            let dict = PyDict::new(py);
            for (name, entry) in entries {
                dict.set_item(name, from_json(py, entry)?)?;
            }
            dict.into_any()
        }
    })
}
