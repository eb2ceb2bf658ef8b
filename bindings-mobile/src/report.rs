//! What a catalogue's examples tell.

use crate::words::Status;

/// Whether the examples come out as their authors say, and what none of them would notice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct TestReport {
    /// Whether every example comes out as its author says.
    pub passed: bool,
    /// Every example.
    pub examples: Vec<ExampleResult>,
    /// Changes to criteria after which every example still comes out as it did.
    pub unnoticed: Vec<Unnoticed>,
    /// Criteria of which not all changes were tried, because there was too much to do.
    pub untried: Vec<Untried>,
    /// The same as text, to be read.
    pub text: String,
}

/// What became of one example.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ExampleResult {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version it stands in.
    pub version: Option<String>,
    /// Its place among the version's examples, from 1.
    pub index: u64,
    /// What it shows, if it says so.
    pub name: Option<String>,
    /// The status that its author expects.
    pub expect: Status,
    /// The status that it has; absent if it cannot be judged.
    pub status: Option<Status>,
    /// Whether the two are the same.
    pub passed: bool,
    /// Why it cannot be judged.
    pub problem: Option<String>,
    /// The document's name.
    pub file: String,
    /// The line it starts on.
    pub line: u32,
    /// The column it starts at.
    pub column: u32,
}

/// A change to a criterion that no example notices.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Unnoticed {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version.
    pub version: Option<String>,
    /// The criterion's id.
    pub criterion: String,
    /// The clause that was changed: the whole condition or a part of it.
    pub clause: String,
    /// What was changed, in plain words.
    pub change: String,
    /// The document's name.
    pub file: String,
    /// The line of what was changed.
    pub line: u32,
    /// The column of what was changed.
    pub column: u32,
}

/// A criterion of which not all changes were tried.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Untried {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version.
    pub version: Option<String>,
    /// The criterion's id.
    pub criterion: String,
    /// How many changes were not tried.
    pub changes: u64,
}

impl From<doorstep::TestReport> for TestReport {
    fn from(core: doorstep::TestReport) -> Self {
        Self {
            passed: core.passed(),
            text: core.to_string(),
            examples: core.examples.into_iter().map(ExampleResult::from).collect(),
            unnoticed: core.unnoticed.into_iter().map(Unnoticed::from).collect(),
            untried: core.untried.into_iter().map(Untried::from).collect(),
        }
    }
}

impl From<doorstep::ExampleResult> for ExampleResult {
    fn from(core: doorstep::ExampleResult) -> Self {
        Self {
            programme: core.programme,
            version: core.version.map(|day| day.to_string()),
            index: count(core.index),
            name: core.name,
            expect: core.expect.into(),
            status: core.status.map(Status::from),
            passed: core.passed,
            problem: core.problem,
            file: core.file,
            line: core.line,
            column: core.column,
        }
    }
}

impl From<doorstep::Unnoticed> for Unnoticed {
    fn from(core: doorstep::Unnoticed) -> Self {
        Self {
            programme: core.programme,
            version: core.version.map(|day| day.to_string()),
            criterion: core.criterion,
            clause: core.clause,
            change: core.change,
            file: core.file,
            line: core.line,
            column: core.column,
        }
    }
}

impl From<doorstep::Untried> for Untried {
    fn from(core: doorstep::Untried) -> Self {
        let version = core.version.map(|day| day.to_string());
        Self { programme: core.programme, version, criterion: core.criterion, changes: count(core.changes) }
    }
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
