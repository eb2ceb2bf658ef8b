//! Tables as they come in: anything with `__arrow_c_stream__`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray, make_array};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use pyo3::exceptions::{PyKeyboardInterrupt, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::ffi::ArrayReader;
use pyo3_arrow::input::AnyArray;

/// The batches of a table, one after another.
pub(crate) struct Table {
    reader: Box<dyn ArrayReader + Send>,
    pub(crate) schema: SchemaRef,
}

impl Table {
    /// The batches of what Python has; `what` says what they are of.
    pub(crate) fn new(what: &str, table: &Bound<'_, PyAny>) -> PyResult<Self> {
        let own = Self::read(what, table)?;
        // Polars writes columns that hold nothing in a way that only pyarrow reads; what is in memory can be read again.
        let has_nothing = own.schema.fields().iter().any(|field| holds_nothing(field.data_type()));
        if has_nothing
            && table.hasattr("__len__")?
            && let Ok(pyarrow) = table.py().import("pyarrow")
            && let Ok(table) = pyarrow.call_method1("table", (table,))
        {
            return Self::read(what, &table);
        }
        Ok(own)
    }

    fn read(what: &str, table: &Bound<'_, PyAny>) -> PyResult<Self> {
        let kind = table.get_type().name()?;
        if !table.hasattr("__arrow_c_stream__")? && !table.hasattr("__arrow_c_array__")? {
            return Err(PyTypeError::new_err(format!(
                "{what} are a table with `__arrow_c_stream__`, such as one of pyarrow, Polars, pandas or DuckDB, not {kind}"
            )));
        }
        let reader = table.extract::<AnyArray>().and_then(AnyArray::into_reader);
        let reader = reader.map_err(|error| match error.is_instance_of::<PyKeyboardInterrupt>(table.py()) {
            true => error,
            false => PyValueError::new_err(format!("the table, a {kind}, cannot be read: {error}")),
        })?;
        match reader.field().data_type() {
            DataType::Struct(fields) => {
                let schema = Arc::new(Schema::new(fields.clone()));
                Ok(Self { reader, schema })
            }
            other => Err(PyTypeError::new_err(format!("{what} are a table with columns, and this is one of {other}"))),
        }
    }

    /// Every batch of what Python has, one at the least; Ctrl-C stops a long stream.
    pub(crate) fn all(what: &str, table: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
        let mut own = Self::new(what, table)?;
        let mut batches = Vec::new();
        while let Some(batch) = own.next() {
            batches.push(batch?);
            table.py().check_signals()?;
        }
        if batches.is_empty() {
            batches.push(RecordBatch::new_empty(Arc::clone(&own.schema)));
        }
        Ok(batches)
    }

    /// The next batch.
    pub(crate) fn next(&mut self) -> Option<PyResult<RecordBatch>> {
        // A batch that is not of its stream's own schema is where reading it stops.
        let batch = catch_unwind(AssertUnwindSafe(|| self.reader.next())).unwrap_or_else(|_| {
            Some(Err(ArrowError::SchemaError("a batch is not what its stream's schema says".to_owned())))
        })?;
        let batch = batch.and_then(|batch| to_batch(&batch, &self.schema));
        Some(batch.map_err(|error| unreadable(&error)))
    }
}

/// Whether nothing can be told by a column of a type, or by the lists in it.
fn holds_nothing(column: &DataType) -> bool {
    match column {
        DataType::Null => true,
        DataType::List(items) | DataType::LargeList(items) | DataType::FixedSizeList(items, _) => {
            holds_nothing(items.data_type())
        }
        _ => false,
    }
}

/// A batch of rows; of a row that is null as a whole, nothing is told.
fn to_batch(rows: &ArrayRef, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let Some(rows) = rows.as_any().downcast_ref::<StructArray>() else {
        return Err(ArrowError::SchemaError("a batch has no columns".to_owned()));
    };
    let columns = match rows.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => rows.columns().to_vec(),
        Some(nulls) => rows.columns().iter().map(|column| without(column, nulls)).collect::<Result<_, _>>()?,
    };
    let fields = schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true));
    let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(rows.len()));
    RecordBatch::try_new_with_options(schema, columns, &options)
}

/// A column without what it holds in some rows.
fn without(column: &ArrayRef, nulls: &NullBuffer) -> Result<ArrayRef, ArrowError> {
    if column.data_type() == &DataType::Null {
        return Ok(Arc::clone(column));
    }
    let all = NullBuffer::union(column.nulls(), Some(nulls));
    Ok(make_array(column.to_data().into_builder().nulls(all).build()?))
}

/// Why a stream ended early. What a generator of Python's raises comes as text, Ctrl-C too.
fn unreadable(error: &ArrowError) -> PyErr {
    let text = error.to_string();
    if text.trim_end().ends_with("KeyboardInterrupt") {
        PyKeyboardInterrupt::new_err(())
    } else {
        PyValueError::new_err(format!("the table cannot be read: {text}"))
    }
}
