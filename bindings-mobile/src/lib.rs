//! Doorstep for Kotlin and Swift.
//!
//! Data goes in and data comes out, at once: there are no callbacks, no threads and no state. What is decided is the
//! core's; this crate only converts. The foreign sources are generated from it, into `generated/`.

mod case_file;
mod catalogue;
mod decision;
mod document;
mod error;
mod event;
mod figures;
mod interchange;
mod journey;
mod outcomes;
mod report;
mod returns;
mod value;
mod words;

pub use case_file::{CaseFile, CaseloadItem, RejectedLine, Tombstone};
pub use catalogue::{Catalogue, evaluate, library_version};
pub use decision::{
    AbsentFact, Answer, Criterion, Decision, Nearest, NextQuestion, NextStep, ProgrammeStatus, Screening, TargetGroup,
};
pub use document::{Choice, Programme, Question};
pub use error::{Diagnostic, DoorstepError, EventProblem, FactProblem};
pub use event::{Event, Evidence, Override};
pub use figures::{TriedDenominator, Verdict};
pub use interchange::{
    Area, ExportOptions, ExportedService, FreeText, ImportOptions, ImportedService, ImportedServices, NotCovered,
    RejectedService, import_service, import_services,
};
pub use journey::{
    ActionState, Assignment, Goal, JourneyState, Late, Progress, Review, Scored, Scores, StageReached, WorkerDecision,
};
pub use outcomes::{ClaimFinding, ClaimMade, Claims, OutcomeResult, Outcomes};
pub use report::{ExampleResult, TestReport, Unnoticed, Untried};
pub use returns::{
    Accounts, Audit, Cell, CellChange, CellKey, CellMove, Comparison, Flow, Partial, Recovered, Rejection, Release,
    ReleaseRule, Report, ReturnPerson, Spread, Why, WhyEnrolment,
};
pub use value::{Fact, FactValue};
pub use words::{
    Absent, ActionStatus, Audience, Availability, CaseloadReason, Cause, CellPart, CellState, ClaimFault, Consistency,
    CriterionStatus, ExcludedBy, FactType, Fit, Grade, OutcomeState, Protected, Sensitivity, Severity, StageName,
    Status, Words,
};

uniffi::setup_scaffolding!("doorstep");
