//! Which cell is meant: a row's number, or its key columns.

use doorstep::{CellKey, CellPart, nearest};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyMapping, PyString};

use super::cell::Cell;
use crate::problems::return_error;

/// The columns that say which cell it is, and those that a row has besides.
const KEYS: [&str; 5] = ["indicator", "programme", "period", "by", "group"];
const OTHERS: [&str; 12] = [
    "period_start",
    "period_end",
    "state",
    "value",
    "low",
    "high",
    "numerator",
    "denominator",
    "pending",
    "target",
    "interval_low",
    "interval_high",
];

/// The key of a cell: of a row by its number, from the end where that is negative, or of a mapping of key columns.
pub(crate) fn key(cells: &[doorstep::Cell], cell: &Bound<'_, PyAny>) -> PyResult<CellKey> {
    if let Ok(cell) = cell.cast::<Cell>() {
        return Ok(cell.get().0.key.clone());
    }
    if let Ok(columns) = cell.cast::<PyMapping>() {
        return of_columns(cells, columns);
    }
    let row = cell.cast::<PyBool>().is_err().then(|| cell.extract::<i64>().ok()).flatten();
    let Some(row) = row else {
        let kind = cell.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "a cell is asked for by its row's number or a mapping of its key columns, not by a {kind}"
        )));
    };
    let rows = i64::try_from(cells.len()).unwrap_or(i64::MAX);
    let place = if row < 0 { row.saturating_add(rows) } else { row };
    let found = usize::try_from(place).ok().and_then(|place| cells.get(place));
    found.map(|cell| cell.key.clone()).ok_or_else(|| {
        let last = rows.saturating_sub(1);
        return_error(format!("the report has no row {row}: its rows are those from 0 to {last}"))
    })
}

/// A key of its columns; those that are absent are null, but the programme of a return that has one alone. Other columns of
/// a row may stand in it.
fn of_columns(cells: &[doorstep::Cell], columns: &Bound<'_, PyMapping>) -> PyResult<CellKey> {
    let mut values: [Option<String>; KEYS.len()] = Default::default();
    for item in columns.items()? {
        let (name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        let name = name.str()?.to_cow()?.into_owned();
        if let Some(at) = KEYS.iter().position(|key| *key == name) {
            if let Some(own) = values.get_mut(at) {
                *own = text(&name, &value)?;
            }
        } else if !OTHERS.contains(&name.as_str()) {
            let near = nearest(&name, KEYS).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(return_error(format!("a cell has no key column `{name}`{near}")));
        }
    }
    let [indicator, programme, period, by, group] = values;
    let indicator = indicator.ok_or_else(|| return_error("a cell's key columns name its `indicator`".to_owned()))?;
    let mut key = CellKey::new(indicator);
    (key.programme, key.period, key.by, key.group) = (programme, period, by, group);
    if !columns.contains("programme")? && cells.iter().all(|cell| cell.key.programme.is_some()) {
        key.programme = cells.first().and_then(|cell| cell.key.programme.clone());
    }
    Ok(key)
}

fn text(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    // A null of pandas is a float that is not itself.
    if value.is_none() || value.ne(value)? {
        return Ok(None);
    }
    let Ok(text) = value.cast::<PyString>() else {
        let kind = value.get_type().name()?;
        return Err(PyTypeError::new_err(format!("the column `{name}` of a cell is text or None, not {kind}")));
    };
    Ok(Some(text.to_cow()?.into_owned()))
}

/// The part of a cell that a word says.
pub(crate) fn part(word: &str) -> PyResult<CellPart> {
    CellPart::ALL.into_iter().find(|part| part.as_str() == word).ok_or_else(|| {
        let words = CellPart::ALL.map(CellPart::as_str);
        return_error(format!("a cell has no part `{word}`; its parts are {}", words.join(", ")))
    })
}
