//! The cells of a report as a table, out as Arrow.

use arrow_array::RecordBatch;
use indexmap::IndexMap;
use pyo3::prelude::*;

use crate::table::{columns, names, stream};

/// Every cell of a report, a row each: by indicator, programme (all of them last), period and group.
///
/// It goes wherever Arrow tables go: `pyarrow.table(report.cells)`, `polars.DataFrame(report.cells)`, and DuckDB by name.
///
/// >>> cells = report.cells
/// >>> cells
/// Cells(rows=2, columns=15)
/// >>> import pyarrow as pa
/// >>> pa.table(cells).select(["indicator", "period", "state", "low", "high"]).to_pylist()[0]
/// {'indicator': 'sign_ups', 'period': '2021/22', 'state': 'exact', 'low': 3.0, 'high': 3.0}
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Cells(pub(crate) RecordBatch);

#[pymethods]
impl Cells {
    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        names(self.0.schema_ref())
    }

    /// The table as an Arrow stream, in a capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        stream(py, self.0.schema_ref(), std::slice::from_ref(&self.0), requested_schema)
    }

    /// Each column as a list of plain values: decimals and days are text.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<IndexMap<String, Vec<Bound<'py, PyAny>>>> {
        columns(py, self.0.schema_ref(), std::slice::from_ref(&self.0))
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("Cells(rows={}, columns={})", self.__len__(), self.0.num_columns())
    }
}
