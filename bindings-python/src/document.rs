//! Documents by themselves.

use pyo3::prelude::*;

use crate::problems::document_error;

/// A document as JSON text: the same keys and values in the same order, whatever it is written in.
///
/// Raises `DocumentError` if the text cannot be read; whether it makes a document is not asked.
#[pyfunction]
pub(crate) fn to_json(py: Python<'_>, name: &str, text: &str) -> PyResult<String> {
    py.detach(|| doorstep::to_json(name, text)).map_err(|error| document_error(&error))
}
