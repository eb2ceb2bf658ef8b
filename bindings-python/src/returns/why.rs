//! How a person counts in a cell.

use doorstep::{CellKey, Date};
use pyo3::prelude::*;

use crate::convert::{self, Fields};
use crate::outcomes::OutcomeResult;
use crate::shown::{Shown, shown};

/// A cell's key columns, which open it again.
impl<'py> Shown<'py, Fields<'py>> for CellKey {
    fn shown(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, self)
    }
}

shown! {
    /// How a person counts in a cell, and by what. Its repr does not say who.
    ///
    /// >>> why = report.why(7, {"indicator": "rate", "programme": "works", "period": "2021/22"})
    /// >>> why
    /// Why(parts=['numerator', 'denominator'])
    /// >>> why.person, why.cell["indicator"]
    /// ('7', 'rate')
    class Why(doorstep::Why) as "parts" {
        /// The person's id.
        person: String,
        /// The cell: its key columns.
        cell: Fields<'py>,
        /// The parts of it they are among; none if they are not in it.
        parts: Vec<&'static str>,
        /// Their enrolments in what the cell is about, in the order in which they began.
        enrolments: Vec<WhyEnrolment>,
        /// The ids of their records that the indicator counts, or may.
        records: Vec<String>,
    }
}

shown! {
    /// One enrolment of a person, as a cell sees it.
    ///
    /// >>> [enrolment] = why.enrolments
    /// >>> enrolment.programme, enrolment.started_on
    /// ('works', datetime.date(2021, 5, 1))
    /// >>> [(outcome.id, outcome.on) for outcome in enrolment.outcomes]
    /// [('into_work', datetime.date(2021, 6, 1))]
    class WhyEnrolment(doorstep::WhyEnrolment) as "programme", "excluded" {
        /// The programme.
        programme: String,
        /// Its first day.
        started_on: Option<Date>,
        /// Its last day.
        ended_on: Option<Date>,
        /// Why it ended.
        ended_because: Option<String>,
        /// Whether the indicator leaves it out; None if what would tell is not told.
        excluded: Option<bool>,
        /// The outcomes that the indicator asks for.
        outcomes: Vec<OutcomeResult>,
    }
}
