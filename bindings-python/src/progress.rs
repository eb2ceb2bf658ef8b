//! Who is told how far a long piece of work is.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

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

/// Watches work that lets others run: tells how far it is, and stops it at Ctrl-C or at what telling raises.
pub(crate) struct Watch {
    told: Option<Py<PyAny>>,
    raised: Mutex<Option<PyErr>>,
}

impl Watch {
    pub(crate) fn new(progress: &Progress<'_>) -> Self {
        let told = match progress {
            Progress::Nobody => None,
            Progress::Caller(told) | Progress::Line(told) => Some(told.clone().unbind()),
        };
        Self { told, raised: Mutex::new(None) }
    }

    /// So much is done, of so much; whether to go on.
    pub(crate) fn tell(&self, done: u64, total: u64) -> ControlFlow<()> {
        let told = Python::attach(|py| {
            py.check_signals()?;
            self.told.as_ref().map(|told| told.call1(py, (done, total))).transpose()
        });
        match told {
            Ok(_) => ControlFlow::Continue(()),
            Err(error) => {
                *self.raised.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    /// What was raised, if that stopped the work.
    pub(crate) fn finish(self) -> PyResult<()> {
        self.raised.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }
}
