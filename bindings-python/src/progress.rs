//! Who is told how far a long piece of work is.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// Who is told how far it is.
pub(crate) enum Progress<'py> {
    Nobody,
    Caller(Bound<'py, PyAny>),
    /// A line on stderr.
    Line(Bound<'py, PyAny>),
}

impl<'py> Progress<'py> {
    pub(crate) fn new(wanted: Option<&Bound<'py, PyAny>>) -> PyResult<Self> {
        let Some(wanted) = wanted else { return Ok(Self::Nobody) };
        match wanted.extract::<bool>() {
            Ok(false) => Ok(Self::Nobody),
            Ok(true) => Ok(Self::Line(wanted.py().import("doorstep._progress")?.getattr("Line")?.call0()?)),
            Err(_) if wanted.is_callable() => Ok(Self::Caller(wanted.clone())),
            Err(_) => {
                let kind = wanted.get_type().name()?;
                Err(PyTypeError::new_err(format!("progress is True, or is called with two numbers, not {kind}")))
            }
        }
    }

    pub(crate) fn tell(&self, done: u64, total: Option<usize>) -> PyResult<()> {
        if let Self::Caller(told) | Self::Line(told) = self {
            told.call1((done, total))?;
        }
        Ok(())
    }

    pub(crate) fn close(&self) -> PyResult<()> {
        if let Self::Line(line) = self {
            line.call_method0("close")?;
        }
        Ok(())
    }
}
