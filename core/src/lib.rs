#![doc = include_str!("../README.md")]

mod analysis;
#[cfg(feature = "case-files")]
mod case_file;
mod catalogue;
mod checks;
#[cfg(feature = "columns")]
mod columns;
mod condition;
mod describe;
mod diagnostic;
mod document;
mod eligibility;
mod events;
mod facts;
mod figures;
#[cfg(feature = "interchange")]
mod interchange;
#[cfg(feature = "case-files")]
mod journey;
#[cfg(feature = "case-files")]
mod outcomes;
mod problems;
#[cfg(feature = "returns")]
mod returns;
mod sort;
mod tree;
mod trial;
mod value;

#[cfg(feature = "case-files")]
pub use case_file::{ActionStep, CaseFile, Detail, FollowUp, RejectedLine, Standing, Tombstone, Verdict};
#[cfg(all(feature = "case-files", feature = "columns", not(target_family = "wasm")))]
pub use case_file::{CaseFileReader, CaseFileTable};
pub use catalogue::{CATALOGUE_LIMIT, Catalogue};
#[cfg(feature = "columns")]
pub use columns::{
    AreaProvision, Contained, HeadCount, LeftOut, NotMet, Overlap, Provision, ProvisionOptions, ProvisionSurvey, Reach,
    SetAside, TableError, TableOptions, TableProblem, TableScreener,
};
#[cfg(all(feature = "columns", feature = "case-files", not(target_family = "wasm")))]
pub use columns::{OutcomeTable, OutcomeTableOptions, PersonProblem, RowProblem};
#[cfg(all(feature = "columns", feature = "returns", not(target_family = "wasm")))]
pub use columns::{PartialTable, ReturnTable, ReturnTableError, ReturnTableOptions};
pub use condition::{Codes, Condition, ConditionError, Range, Unknown, Value, evaluate};
pub use describe::{
    AdviceDescription, CodeDescription, CriterionDescription, Description, FactDescription, GroupDescription,
    OtherProgramme, ParameterDescription, PeriodDescription, ReferralsDescription, ValueDescription,
    VersionDescription,
};
pub use diagnostic::{Code, Diagnostic, Severity, nearest};
pub use document::*;
pub use eligibility::{
    Availability, Change, CriterionResult, CriterionStatus, Decision, GroupResult, Nearest, NextStep, Question,
    Screening, Statuses,
};
pub use events::{Event, EventError, EventProblem, Events, Evidence, Fate, Override, Recorded};
pub use facts::Telling;
pub use figures::{Consistency, FigureVerdict, Fit, TriedDenominator};
#[cfg(feature = "interchange")]
pub use interchange::*;
#[cfg(feature = "case-files")]
pub use journey::{
    ActionState, ActionStatus, Assignment, CaseloadItem, CaseloadReason, Goal, JourneyState, Late, Progress, Review,
    Scored, Scores, StageReached, WorkerDecision,
};
#[cfg(feature = "case-files")]
pub use outcomes::{
    ClaimFault, ClaimFinding, ClaimMade, Claims, ExcludedBy, OutcomeOptions, OutcomeResult, OutcomeState, Outcomes,
};
pub use problems::{DocumentError, FactError, FactProblem};
#[cfg(feature = "returns")]
pub use returns::{
    Accounts, Adding, AddsUp, Audience, Audit, Cause, Cell, CellChange, CellKey, CellPart, CellState, Comparison, Flow,
    IndicatorKind, Measure, Move, Partial, PartialError, Recovered, Rejection, Release, ReleaseError, ReleaseRule,
    ReleasedPart, Report, ReturnError, Why, WhyEnrolment,
};
pub use tree::{DOCUMENT_LIMIT, LIST_LIMIT, NESTING_LIMIT};
pub use trial::{ExampleResult, TestReport, Unnoticed, Untried};
pub use value::{
    Date, Duration, DurationError, Money, Number, NumberError, Plain, PlainRef, SIGNIFICANT_DIGITS, add, days_between,
    months_between, parse_date, years_between,
};

/// The library's version, which every decision stores beside it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
