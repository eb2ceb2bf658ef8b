//! What became of trying to undo a release.

use doorstep::Date;
use pyo3::prelude::*;

use crate::convert::Fields;
use crate::shown::shown;

shown! {
    /// What became of trying to undo a release: `Release.audit` makes it.
    ///
    /// >>> audit = published.audit()
    /// >>> audit
    /// Audit(recovered=[], hidden=1, contradictory=False)
    class Audit(doorstep::Audit) as "recovered", "hidden", "contradictory" {
        /// What is recovered, cell by cell in the release's order, then what earlier releases hid.
        recovered: Vec<Recovered>,
        /// How many numbers are hidden.
        hidden: usize,
        /// How many sums, bands and other bounds were used.
        bounds: usize,
        /// Whether the numbers contradict each other, so that nothing follows from them.
        contradictory: bool,
    }
}

shown! {
    /// A number that a release hides and that follows from what is shown.
    ///
    /// >>> audit.recovered
    /// []
    class Recovered(doorstep::Recovered) as "part", "value" {
        /// The cell: its key columns.
        key: Fields<'py>,
        /// The day that the release it is hidden in was made for.
        as_at: Date,
        /// Which of its numbers: `numerator`, `denominator`, `pending` or `value`.
        part: &'static str,
        /// The day of the earlier release from which the number is known to differ by `value`, few enough to be hidden; None
        /// where `value` is the number itself.
        since: Option<Date>,
        /// What it is.
        value: f64,
    }
}
