//! Tables of events, in and out as Arrow.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use doorstep::{CaseFileReader, CaseFileTable};
use indexmap::IndexMap;
use pyo3::prelude::*;

use crate::table::{columns, names, read_parts, rows, stream};

/// The events of a case file as a table.
///
/// It goes wherever Arrow tables go: `pyarrow.table(events)`, `polars.DataFrame(events)`, and DuckDB by name.
///
/// >>> events = case_file.to_table()
/// >>> events
/// EventsTable(rows=3, columns=19)
/// >>> events.column_names[:6]
/// ['event_id', 'person_id', 'programme', 'kind', 'start', 'end']
/// >>> import pyarrow as pa
/// >>> pa.table(events).select(["event_id", "kind", "action", "hours"]).to_pylist()[2]
/// {'event_id': 'c', 'kind': 'course', 'action': None, 'hours': Decimal('4.0000000000')}
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct EventsTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl EventsTable {
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

    /// Each column as a list of plain values: decimals and days are text.
    ///
    /// >>> case_file.to_table().to_dict()["start"]
    /// ['2022-05-01', '2022-05-05', '2022-05-20']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<IndexMap<String, Vec<Bound<'py, PyAny>>>> {
        columns(py, &self.schema, &self.batches)
    }

    fn __len__(&self) -> usize {
        rows(&self.batches)
    }

    fn __repr__(&self) -> String {
        format!("EventsTable(rows={}, columns={})", self.__len__(), self.schema.fields().len())
    }
}

/// A case file's events as a table.
pub(crate) fn to_table(py: Python<'_>, file: &doorstep::CaseFile) -> EventsTable {
    let batches = py.detach(|| file.to_table());
    let schema =
        batches.first().map_or_else(|| std::sync::Arc::new(arrow_schema::Schema::empty()), RecordBatch::schema);
    EventsTable { schema, batches }
}

/// The events of a table.
pub(crate) fn from_table(
    py: Python<'_>,
    catalogue: &doorstep::Catalogue,
    events: &Bound<'_, PyAny>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<CaseFileTable> {
    let start = |schema: &SchemaRef| catalogue.case_file_reader(schema);
    let reader: CaseFileReader = read_parts(py, "events", events, progress, start, |reader, part| {
        reader.read(part)?;
        Ok(reader.rows())
    })?;
    Ok(py.detach(|| reader.finish()))
}
