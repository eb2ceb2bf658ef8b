//! Tables of people, in and out as Arrow.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray, make_array};
use arrow_data::transform::MutableArrayData;
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use doorstep::{Date, Number, TableError, TableOptions, TableScreener};
use indexmap::IndexMap;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::ffi::{ArrayIterator, to_stream_pycapsule};

use crate::people::Table;
use crate::problems::{TableProblem, table_error};
use crate::progress::Progress;

/// How many rows are screened between looks at the keyboard.
pub(crate) const ROWS_AT_A_TIME: usize = 262_144;

/// A table of people, screened: `person_id`, and for each programme whether the person is eligible.
///
/// It goes wherever Arrow tables go: `pyarrow.table(screened)`, `polars.DataFrame(screened)`, and DuckDB by name.
///
/// >>> import pyarrow as pa
/// >>> people = pa.table({"person_id": [1, 2, 3], "age": [30, 23, None], "tenure": ["social", "social", "social"]})
/// >>> pa.table(catalogue.screen_table(people, "2022-06-01")).to_pydict()
/// {'person_id': [1, 2, 3], 'example': [True, False, None]}
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct ScreenedTable {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) problems: Vec<doorstep::TableProblem>,
}

#[pymethods]
impl ScreenedTable {
    /// What was odd: columns that are ignored, and rows in which something counts as not told.
    #[getter]
    fn problems(&self) -> Vec<TableProblem> {
        self.problems.iter().cloned().map(TableProblem).collect()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        names(&self.schema)
    }

    /// The table as an Arrow stream, in a capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        stream(py, &self.schema, &self.batches, requested_schema)
    }

    /// Each column as a list.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<IndexMap<String, Vec<Bound<'py, PyAny>>>> {
        columns(py, &self.schema, &self.batches)
    }

    fn __len__(&self) -> usize {
        rows(&self.batches)
    }

    fn __repr__(&self) -> String {
        let programmes = self.schema.fields().len().saturating_sub(1);
        format!("ScreenedTable(rows={}, columns={programmes}, problems={})", self.__len__(), self.problems.len())
    }
}

/// The names of a table's columns.
pub(crate) fn names(schema: &SchemaRef) -> Vec<String> {
    schema.fields().iter().map(|field| field.name().clone()).collect()
}

/// How many rows some batches have.
pub(crate) fn rows(batches: &[RecordBatch]) -> usize {
    batches.iter().map(RecordBatch::num_rows).sum()
}

/// A table as an Arrow stream, in a capsule.
pub(crate) fn stream<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: &[RecordBatch],
    requested: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let requested = requested.map(|schema| schema.cast_into::<PyCapsule>()).transpose()?;
    let field = Arc::new(Field::new_struct("", schema.fields().clone(), false));
    let batches: Vec<ArrayRef> =
        batches.iter().map(|batch| Arc::new(StructArray::from(batch.clone())) as ArrayRef).collect();
    let reader = Box::new(ArrayIterator::new(batches.into_iter().map(Ok), field));
    Ok(to_stream_pycapsule(py, reader, requested)?.into_any())
}

/// Each column of a table as a list of plain values.
pub(crate) fn columns<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: &[RecordBatch],
) -> PyResult<IndexMap<String, Vec<Bound<'py, PyAny>>>> {
    let mut columns = IndexMap::new();
    for (at, field) in schema.fields().iter().enumerate() {
        let mut values = Vec::new();
        for batch in batches {
            list(py, batch.column(at), &mut values)?;
        }
        columns.insert(field.name().clone(), values);
    }
    Ok(columns)
}

/// A column's values, as Python has them.
fn list<'py>(py: Python<'py>, array: &ArrayRef, values: &mut Vec<Bound<'py, PyAny>>) -> PyResult<()> {
    macro_rules! by_type {
        ($($kind:ident => $type:ty),*) => {
            match array.data_type() {
                DataType::Boolean => each(py, array.as_boolean(), values),
                $(DataType::$kind => each(py, array.as_primitive::<$type>(), values),)*
                DataType::LargeUtf8 => each(py, array.as_string::<i64>(), values),
                DataType::Utf8View => each(py, array.as_string_view(), values),
                DataType::Utf8 => each(py, array.as_string::<i32>(), values),
                DataType::Date32 => {
                    let days = array.as_primitive::<Date32Type>();
                    let text = |row| days.value_as_date(row).filter(|_| days.is_valid(row)).map(|day| day.to_string());
                    each(py, (0..days.len()).map(text), values)
                }
                DataType::Decimal128(..) => {
                    let decimals = array.as_primitive::<Decimal128Type>();
                    let text = |row| {
                        let text = decimals.value_as_string(row);
                        text.parse::<Number>().map_or(text, |number| number.to_string())
                    };
                    each(py, (0..decimals.len()).map(|row| decimals.is_valid(row).then(|| text(row))), values)
                }
                DataType::Dictionary(..) => {
                    let keys = array.as_any_dictionary();
                    let mut known = Vec::new();
                    list(py, keys.values(), &mut known)?;
                    let nothing = py.None().into_bound(py);
                    // Without values every key is null.
                    let places = if known.is_empty() { vec![0; array.len()] } else { keys.normalized_keys() };
                    for (row, place) in places.into_iter().enumerate() {
                        let value = known.get(place).filter(|_| array.is_valid(row));
                        values.push(value.unwrap_or(&nothing).clone());
                    }
                    Ok(())
                }
                DataType::List(_) => {
                    let lists = array.as_list::<i32>();
                    for row in 0..lists.len() {
                        if lists.is_null(row) {
                            values.push(py.None().into_bound(py));
                            continue;
                        }
                        let mut items = Vec::new();
                        list(py, &lists.value(row), &mut items)?;
                        values.push(items.into_pyobject(py)?.into_any());
                    }
                    Ok(())
                }
                other => Err(PyTypeError::new_err(format!("a column of {other} is not shown as plain values"))),
            }
        };
    }
    by_type!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type,
        UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type, Float64 => Float64Type)
}

/// The values of a column, one by one.
fn each<'py, T: IntoPyObject<'py>>(
    py: Python<'py>,
    array: impl IntoIterator<Item = Option<T>>,
    values: &mut Vec<Bound<'py, PyAny>>,
) -> PyResult<()> {
    for value in array {
        values.push(value.into_bound_py_any(py)?);
    }
    Ok(())
}

/// Reads a table part by part, letting others run, telling how far it is, and stopping at Ctrl-C.
///
/// `start` makes what takes the parts, of the table's columns, and `take` gives it one and tells how many rows it has had.
pub(crate) fn read_parts<S: Send>(
    py: Python<'_>,
    what: &str,
    table: &Bound<'_, PyAny>,
    progress: Option<&Bound<'_, PyAny>>,
    start: impl FnOnce(&SchemaRef) -> Result<S, TableError> + Send,
    take: impl FnMut(&mut S, &RecordBatch) -> Result<u64, TableError> + Send,
) -> PyResult<S> {
    let progress = Progress::new(progress)?;
    let total = table.len().ok();
    let mut table = Table::new(what, table)?;
    let mut taker = py.detach(|| start(&table.schema)).map_err(|error| table_error(&error))?;
    let read = read_all(py, &mut table, &mut taker, take, |done| progress.tell(done, total));
    progress.close()?;
    read.map(|()| taker)
}

fn read_all<S: Send>(
    py: Python<'_>,
    table: &mut Table,
    taker: &mut S,
    mut take: impl FnMut(&mut S, &RecordBatch) -> Result<u64, TableError> + Send,
    tell: impl Fn(u64) -> PyResult<()>,
) -> PyResult<()> {
    while let Some(batch) = table.next() {
        let batch = batch?;
        for from in (0..batch.num_rows()).step_by(ROWS_AT_A_TIME) {
            let rows = batch.num_rows().saturating_sub(from).min(ROWS_AT_A_TIME);
            let part = batch.slice(from, rows);
            let done = py.detach(|| take(taker, &part)).map_err(|error| table_error(&error))?;
            py.check_signals()?;
            tell(done)?;
        }
    }
    Ok(())
}

/// Screens a table.
pub(crate) fn screen_table(
    py: Python<'_>,
    catalogue: &doorstep::Catalogue,
    people: &Bound<'_, PyAny>,
    as_at: Date,
    options: TableOptions,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<ScreenedTable> {
    let is_stream = !people.hasattr("__len__")?;
    let mut batches = Vec::new();
    let start = |schema: &SchemaRef| catalogue.table_screener(schema, as_at, options);
    let screener: TableScreener = read_parts(py, "people", people, progress, start, |screener, part| {
        let screened = screener.screen(part)?;
        // A table is in memory anyway; of a stream nothing but the ids need stay.
        let own = if is_stream { with_own_ids(&screened).ok() } else { None };
        batches.push(own.unwrap_or(screened));
        Ok(screener.rows())
    })?;
    let schema = Arc::clone(screener.result_schema());
    Ok(ScreenedTable { schema, batches, problems: screener.finish() })
}

/// The rows with a copy of their ids, which would hold the whole batch that they are of.
pub(crate) fn with_own_ids(screened: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let mut columns = screened.columns().to_vec();
    if let Some(ids) = columns.first_mut() {
        let given = ids.to_data();
        let mut own = MutableArrayData::new(vec![&given], false, given.len());
        own.try_extend(0, 0, given.len())?;
        *ids = make_array(own.freeze());
    }
    RecordBatch::try_new(screened.schema(), columns)
}
