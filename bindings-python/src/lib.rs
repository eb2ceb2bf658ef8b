//! Doorstep for Python: conversions between Python's values and the core's, and nothing that decides.

mod catalogue;
mod convert;
mod decision;
mod problems;

/// The native part of the package `doorstep`; import `doorstep` instead.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::catalogue::{Catalogue, Programme, evaluate, to_json};
    #[pymodule_export]
    use crate::decision::{Criterion, Decision, Screening, TargetGroup, Words};
    #[pymodule_export]
    use crate::problems::{Diagnostic, FactProblem};

    /// The library's version.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = doorstep::VERSION;
}
