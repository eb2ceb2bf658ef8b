//! How people flow through an indicator.

use pyo3::prelude::*;

use crate::shown::shown;

shown! {
    /// How many people came to each step of an indicator, over the whole time, and where the others left. It adds up:
    /// `referred` is `eligible`, `not_eligible` and `eligibility_unknown`, and it is `started` and `not_started`; `started` is
    /// `excluded`, `pending`, `due` and `not_counted`; `due` is `known` and `undetermined`; `known` is `achieved` and
    /// `not_achieved`.
    ///
    /// >>> flow = report.flow("rate")
    /// >>> flow
    /// Flow(indicator='rate', started=3, due=3, known=2, achieved=1)
    /// >>> flow.undetermined
    /// 1
    class Flow(doorstep::Flow) as "indicator", "started", "due", "known", "achieved" {
        /// The indicator's id.
        indicator: String,
        /// Who was referred, or is enrolled.
        referred: u64,
        /// Who the rules cover, by what is told as it was on the first day.
        eligible: u64,
        /// Who they do not cover.
        not_eligible: u64,
        /// Of whom that is not known.
        eligibility_unknown: u64,
        /// Who was accepted although the rules do not cover them, or it is not known: a worker decided.
        overridden: u64,
        /// Who has not started.
        not_started: u64,
        /// Who started.
        started: u64,
        /// Who the indicator leaves out.
        excluded: u64,
        /// Who is not due yet.
        pending: u64,
        /// Who started and is not of its cohort.
        not_counted: u64,
        /// Who is due.
        due: u64,
        /// Of whom it is not told whether they achieved.
        undetermined: u64,
        /// Of whom it is told.
        known: u64,
        /// Who achieved it.
        achieved: u64,
        /// Who did not.
        not_achieved: u64,
        /// Who was erased: they are in none of these.
        erased: u64,
    }
}
