//! One value of a return.

use doorstep::Date;
use pyo3::prelude::*;

use crate::shown::{Decimal, shown};

shown! {
    /// One value of a return, with what it knows. A report's `cells` has them all, as a table.
    ///
    /// >>> cell = report.cell({"indicator": "rate", "programme": "works", "period": "2021/22"})
    /// >>> cell
    /// Cell(indicator='rate', programme='works', period='2021/22', by=None, group=None, state='bounded')
    /// >>> cell.value, cell.low, cell.high, cell.numerator, cell.denominator
    /// (None, 0.3333333333333333, 0.6666666666666666, 1, 3)
    class Cell(doorstep::Cell) as "indicator", "programme", "period", "by", "group", "state" {
        /// The period's first day.
        period_start: Option<Date>,
        /// The period's last day.
        period_end: Option<Date>,
        /// `exact`; `bounded`, when something that decides it is not told; `undefined`, a share of nobody; `not_yet_due`,
        /// when nobody is due; `suppressed`; or `not_collected`.
        state: &'static str,
        /// Its value, where that is known. A rate is a fraction of 1.
        value: Option<f64>,
        /// The least that it can be.
        low: Option<f64>,
        /// The most that it can be; None where nothing bounds it.
        high: Option<f64>,
        /// How many were counted, or achieved; of a bounded cell those of `low`.
        numerator: Option<i64>,
        /// Of how many, where it is a share, a mean or a median.
        denominator: Option<i64>,
        /// How many are not due yet; None where that is not published.
        pending: Option<i64>,
        /// The target for it, where there is one.
        target: Option<Decimal<'py>>,
        /// The lower end of the interval that its indicator asks for (Wilson's).
        interval_low: Option<f64>,
        /// The upper end.
        interval_high: Option<f64>,
    } and {
        /// The indicator's id.
        #[getter]
        fn indicator(&self) -> &str {
            &self.0.key.indicator
        }

        /// The programme's id; None is all of the return's programmes together, each unit once.
        #[getter]
        fn programme(&self) -> Option<&str> {
            self.0.key.programme.as_deref()
        }

        /// The period's label; None is the whole time.
        #[getter]
        fn period(&self) -> Option<&str> {
            self.0.key.period.as_deref()
        }

        /// What it is broken down by; None is the total.
        #[getter]
        fn by(&self) -> Option<&str> {
            self.0.key.by.as_deref()
        }

        /// The group; None beside a `by` is of whom it is not told.
        #[getter]
        fn group(&self) -> Option<&str> {
            self.0.key.group.as_deref()
        }
    }
}
