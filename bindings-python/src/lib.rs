//! Doorstep for Python: conversions between Python's values and the core's, and nothing that decides.

mod batches;
mod case_file;
mod caseload;
mod catalogue;
mod condition;
mod convert;
mod decision;
mod description;
mod document;
mod each;
mod events;
mod figures;
mod interchange;
mod journey;
mod outcome_table;
mod outcomes;
mod parameter;
mod parts;
mod people;
mod problems;
mod programme;
mod progress;
mod provision;
mod report;
mod returns;
mod screening;
mod shown;
mod table;

/// Tables are worked out in columns of a few megabytes, on several threads: what one call lets go the next can use.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The native part of the package `doorstep`; import `doorstep` instead.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::batches::ScreenedBatches;
    #[pymodule_export]
    use crate::case_file::{CaseFile, RejectedLine, Tombstone};
    #[pymodule_export]
    use crate::caseload::CaseloadItem;
    #[pymodule_export]
    use crate::catalogue::Catalogue;
    #[pymodule_export]
    use crate::condition::evaluate;
    #[pymodule_export]
    use crate::decision::Decision;
    #[pymodule_export]
    use crate::description::{
        AdviceDescription, CodeDescription, CriterionDescription, Description, FactDescription, GroupDescription,
        OtherProgramme, ParameterDescription, PeriodDescription, ReferralsDescription, ValueDescription,
        VersionDescription,
    };
    #[pymodule_export]
    use crate::document::to_json;
    #[pymodule_export]
    use crate::events::EventsTable;
    #[pymodule_export]
    use crate::figures::{TriedDenominator, Verdict};
    #[pymodule_export]
    use crate::interchange::{
        Exported, Imported, ImportedServices, NotCovered, Rejected, import_service, import_services,
    };
    #[pymodule_export]
    use crate::journey::{
        ActionState, Assignment, Goal, JourneyState, Late, Progress, Review, Scored, Scores, StageReached,
        WorkerDecision,
    };
    #[pymodule_export]
    use crate::outcome_table::OutcomeTable;
    #[pymodule_export]
    use crate::outcomes::{ClaimFinding, ClaimMade, Claims, OutcomeResult, Outcomes};
    #[pymodule_export]
    use crate::parameter::{Parameter, ParameterValue};
    #[pymodule_export]
    use crate::parts::{Criterion, Nearest, NextStep, Question, TargetGroup, Words};
    #[pymodule_export]
    use crate::problems::{Diagnostic, EventProblem, FactProblem, PersonProblem, RowProblem, TableProblem};
    #[pymodule_export]
    use crate::programme::Programme;
    #[pymodule_export]
    use crate::provision::{AreaProvision, Contained, HeadCount, LeftOut, NotMet, Overlap, Provision, Reach, SetAside};
    #[pymodule_export]
    use crate::report::{ExampleResult, TestReport, Unnoticed, Untried};
    #[pymodule_export]
    use crate::returns::{
        Accounts, Audit, Cell, CellChange, Cells, Comparison, Flow, Move, Partial, Recovered, Rejection, Release,
        Report, Why, WhyEnrolment,
    };
    #[pymodule_export]
    use crate::screening::Screening;
    #[pymodule_export]
    use crate::table::ScreenedTable;

    /// The library's version.
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = doorstep::VERSION;
}
