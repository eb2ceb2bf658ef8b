//! What changed between two reports.

use pyo3::prelude::*;

use crate::convert::{self, Fields};
use crate::shown::{Shown, repr, shown};

/// The least and most that a cell can be.
type Range = (f64, Option<f64>);

impl<'py> Shown<'py, Range> for Range {
    fn shown(&self, _: Python<'py>) -> PyResult<Range> {
        Ok(*self)
    }
}

shown! {
    /// What changed between two reports of one return: which cells, and who moved by what.
    ///
    /// >>> told = {"id": "f", "person": 9, "kind": "employment", "start": "2021-06-01", "data": {"hours_per_week": 16}}
    /// >>> later = council.compute("yearly", [], [*happened, told], "2022-03-31")
    /// >>> comparison = later.compare(report)
    /// >>> comparison
    /// Comparison(cells=[CellChange(before=(0.3333333333333333, 0.6666666666666666), now=(0.6666666666666666, 0.6666666666666666))])
    /// >>> comparison.cells[0].cell["indicator"]
    /// 'rate'
    class Comparison(doorstep::Comparison) as "cells" {
        /// The cells whose values differ.
        cells: Vec<CellChange>,
        /// Who moved, by cell and person.
        moves: Vec<Move>,
    }
}

shown! {
    /// A cell whose value differs.
    ///
    /// >>> comparison.cells[0].now
    /// (0.6666666666666666, 0.6666666666666666)
    class CellChange(doorstep::CellChange) as "before", "now" {
        /// The cell: its key columns.
        cell: Fields<'py>,
        /// The least and most that it could be before; None if there was no such cell, or nobody in it.
        before: Option<Range>,
        /// The same now.
        now: Option<Range>,
    }
}

/// Somebody who counts otherwise in a cell than before. Its repr does not say who.
///
/// >>> [move] = comparison.moves
/// >>> move
/// Move(from_='undetermined', to='numerator', by=['late'])
/// >>> move.person, move.cell["indicator"]
/// ('9', 'rate')
#[pyclass(module = "doorstep", frozen)]
pub(crate) struct Move(doorstep::Move);

#[pymethods]
impl Move {
    /// The cell: its key columns.
    #[getter]
    fn cell<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        self.0.cell.shown(py)
    }

    /// The person's id.
    #[getter]
    fn person(&self) -> &str {
        &self.0.person
    }

    /// As what they counted: `numerator`, `denominator` (and no more), `undetermined`, `pending`, `excluded` or `late`; None
    /// if they were not in it.
    #[getter]
    fn from_(&self) -> Option<&'static str> {
        self.0.from
    }

    /// As what they count now; None if they are not in it any more.
    #[getter]
    fn to(&self) -> Option<&'static str> {
        self.0.to
    }

    /// By what: `late`, `corrected`, `clause_changed`, `facts_changed`, `day_changed` or `people_changed`; what alone makes a
    /// difference, else all that changed.
    #[getter]
    fn by(&self) -> Vec<&'static str> {
        self.0.by.iter().map(|cause| cause.as_str()).collect()
    }

    /// The same as a dictionary of plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["from_", "to", "by"])
    }
}

impl<'py> Shown<'py, Move> for doorstep::Move {
    fn shown(&self, _: Python<'py>) -> PyResult<Move> {
        Ok(Move(self.clone()))
    }
}
