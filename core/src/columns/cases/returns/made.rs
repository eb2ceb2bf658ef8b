//! Cells as a table.

use std::sync::Arc;

use arrow_array::types::Date32Type;
use arrow_array::{ArrayRef, Date32Array, Float64Array, Int64Array, PrimitiveArray, RecordBatch, StringArray};

use crate::columns::problem::{TableError, TableProblem};
use crate::diagnostic::Code;
use crate::outcomes::Day;
use crate::returns::{Cell, Release, Report};
use crate::value::{Date, Number};

impl Report {
    /// The cells as a table, a row each: `indicator`, `programme`, `period`, `period_start`, `period_end`, `by`, `group`,
    /// `state`, `value`, `low`, `high`, `numerator`, `denominator`, `pending`, `target`, and, where an indicator asks for
    /// intervals, `interval_low` and `interval_high`.
    ///
    /// # Errors
    /// [`TableError`] if the table could not be made.
    pub fn cells_table(&self) -> Result<RecordBatch, TableError> {
        cells_table(self.cells())
    }
}

impl Release {
    /// The cells as a table, as [`Report::cells_table`] gives them.
    ///
    /// # Errors
    /// [`TableError`] if the table could not be made.
    pub fn cells_table(&self) -> Result<RecordBatch, TableError> {
        cells_table(&self.cells)
    }
}

/// Cells as a table.
pub(crate) fn cells_table(cells: &[Cell]) -> Result<RecordBatch, TableError> {
    fn texts<'c>(values: impl Iterator<Item = Option<&'c str>>) -> ArrayRef {
        Arc::new(values.collect::<StringArray>())
    }
    let text = |of: fn(&Cell) -> Option<&str>| texts(cells.iter().map(of));
    let day = |of: fn(&Cell) -> Option<Date>| -> ArrayRef {
        let days = cells.iter().map(|cell| of(cell).and_then(|day| Day::of(day).days_since_1970()));
        let days: PrimitiveArray<Date32Type> = days.collect::<Date32Array>();
        Arc::new(days)
    };
    let float = |of: fn(&Cell) -> Option<f64>| -> ArrayRef { Arc::new(cells.iter().map(of).collect::<Float64Array>()) };
    let whole = |of: fn(&Cell) -> Option<i64>| -> ArrayRef { Arc::new(cells.iter().map(of).collect::<Int64Array>()) };
    let mut columns: Vec<(&str, ArrayRef, bool)> = vec![
        ("indicator", text(|cell| Some(&cell.key.indicator)), false),
        ("programme", text(|cell| cell.key.programme.as_deref()), true),
        ("period", text(|cell| cell.key.period.as_deref()), true),
        ("period_start", day(|cell| cell.period_start), true),
        ("period_end", day(|cell| cell.period_end), true),
        ("by", text(|cell| cell.key.by.as_deref()), true),
        ("group", text(|cell| cell.key.group.as_deref()), true),
        ("state", text(|cell| Some(cell.state.as_str())), false),
        ("value", float(|cell| cell.value), true),
        ("low", float(|cell| cell.low), true),
        ("high", float(|cell| cell.high), true),
        ("numerator", whole(|cell| cell.numerator), true),
        ("denominator", whole(|cell| cell.denominator), true),
        ("pending", whole(|cell| cell.pending), true),
        ("target", float(|cell| cell.target.map(Number::to_f64)), true),
    ];
    if cells.iter().any(|cell| cell.interval_low.is_some()) {
        columns.push(("interval_low", float(|cell| cell.interval_low), true));
        columns.push(("interval_high", float(|cell| cell.interval_high), true));
    }
    RecordBatch::try_from_iter_with_nullable(columns).map_err(|error| {
        let message = format!("the result could not be made: {error}");
        TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "", message, "")] }
    })
}
