//! What running a catalogue's examples tells.

use doorstep::Date;
use pyo3::prelude::*;

use crate::convert::{self, Fields};
use crate::shown::{Shown, shown};

/// Whether the examples come out as their authors say, and what none of them would notice. As text it is a line for
/// each example that fails, each unnoticed change and each criterion not fully tried; then the counts.
///
/// >>> tested = catalogue.test()
/// >>> tested
/// TestReport(passed=True, examples=3, unnoticed=1, untried=0)
/// >>> print(tested)
/// example.yaml:8:94: no example notices `age >= 25` of `example.age` with 25 made 24
/// examples: 3, failed: 0, changes that none would notice: 1
#[pyclass(module = "doorstep", frozen, str = "{0}")]
pub(crate) struct TestReport(pub(crate) doorstep::TestReport);

#[pymethods]
impl TestReport {
    /// Whether every example comes out as its author says. Unnoticed changes are advice, and do not count.
    #[getter]
    fn passed(&self) -> bool {
        self.0.passed()
    }

    /// Every example: programmes by id, their versions from the earliest, examples in the document's order.
    #[getter]
    fn examples(&self, py: Python<'_>) -> PyResult<Vec<ExampleResult>> {
        self.0.examples.shown(py)
    }

    /// Changes to criteria after which every example still comes out as it did.
    #[getter]
    fn unnoticed(&self, py: Python<'_>) -> PyResult<Vec<Unnoticed>> {
        self.0.unnoticed.shown(py)
    }

    /// Criteria of which not all changes were tried, because there was too much to do.
    #[getter]
    fn untried(&self, py: Python<'_>) -> PyResult<Vec<Untried>> {
        self.0.untried.shown(py)
    }

    /// Everything it says as plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Fields<'py>> {
        convert::to_dict(py, &self.0)
    }

    fn __repr__(&self) -> String {
        format!(
            "TestReport(passed={}, examples={}, unnoticed={}, untried={})",
            if self.0.passed() { "True" } else { "False" },
            self.0.examples.len(),
            self.0.unnoticed.len(),
            self.0.untried.len()
        )
    }
}

shown! {
    /// What became of one example. As text it says so, with its place.
    ///
    /// >>> example = tested.examples[0]
    /// >>> example
    /// ExampleResult(programme='example', index=1, passed=True)
    /// >>> example.expect, example.status
    /// ('eligible', 'eligible')
    printed class ExampleResult(doorstep::ExampleResult) as "programme", "index", "passed" {
        /// The programme's id.
        programme: String,
        /// The first day of the version it stands in, which names it; None if it has no first day.
        version: Option<Date>,
        /// Its place among the version's examples, from 1.
        index: usize,
        /// What it shows, if it says so.
        name: Option<String>,
        /// The status that its author expects.
        expect: &'static str,
        /// The status that it has; None if it cannot be judged.
        status: Option<&'static str>,
        /// Whether the two are the same.
        passed: bool,
        /// Why it cannot be judged. It names facts, never their values.
        problem: Option<String>,
        /// The document's name.
        file: String,
        /// The line it starts on.
        line: u32,
        /// The column it starts at.
        column: u32,
    }
}

shown! {
    /// A change to a criterion that no example notices. As text it says so, with its place.
    ///
    /// >>> [unnoticed] = tested.unnoticed
    /// >>> unnoticed.clause, unnoticed.change, unnoticed.line
    /// ('age >= 25', '25 made 24', 8)
    printed class Unnoticed(doorstep::Unnoticed) as "programme", "criterion", "clause", "change" {
        /// The programme's id.
        programme: String,
        /// The first day of the version, which names it; None if it has no first day.
        version: Option<Date>,
        /// The criterion's id.
        criterion: String,
        /// The clause that was changed, in canonical text: the whole condition or a part of it.
        clause: String,
        /// What was changed, in plain words.
        change: String,
        /// The document's name.
        file: String,
        /// The line of what was changed.
        line: u32,
        /// The column of what was changed.
        column: u32,
    }
}

shown! {
    /// A criterion of which not all changes were tried. As text it says so.
    ///
    /// >>> tested.untried
    /// []
    printed class Untried(doorstep::Untried) as "programme", "criterion", "changes" {
        /// The programme's id.
        programme: String,
        /// The first day of the version, which names it; None if it has no first day.
        version: Option<Date>,
        /// The criterion's id.
        criterion: String,
        /// How many changes were not tried.
        changes: usize,
    }
}
