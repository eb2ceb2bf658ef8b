//! What a trial of the examples tells.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::document::Status;
use crate::value::Date;

/// Whether the examples come out as their authors say, and what none of them would notice. Displays as text.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TestReport {
    /// Every example: programmes by id, their versions from the earliest, examples in the document's order.
    pub examples: Vec<ExampleResult>,
    /// Changes to criteria after which every example still comes out as it did.
    pub unnoticed: Vec<Unnoticed>,
    /// Criteria of which not all changes were tried, because there was too much to do.
    pub untried: Vec<Untried>,
}

/// What became of one example.
#[derive(Clone, Debug, serde::Serialize)]
#[non_exhaustive]
pub struct ExampleResult {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version it stands in, which names it; `None` if it has no first day.
    pub version: Option<Date>,
    /// Its place among the version's examples, from 1.
    pub index: usize,
    /// What it shows, if it says so.
    pub name: Option<String>,
    /// The status that its author expects.
    pub expect: Status,
    /// The status that it has; `None` if it cannot be judged.
    pub status: Option<Status>,
    /// Whether the two are the same.
    pub passed: bool,
    /// Why it cannot be judged. It names facts, never their values.
    pub problem: Option<String>,
    /// The document's name.
    pub file: String,
    /// The line it starts on.
    pub line: u32,
    /// The column it starts at.
    pub column: u32,
}

/// A change to a criterion that no example notices.
#[derive(Clone, Debug, serde::Serialize)]
#[non_exhaustive]
pub struct Unnoticed {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version, which names it; `None` if it has no first day.
    pub version: Option<Date>,
    /// The criterion's id.
    pub criterion: String,
    /// The clause that was changed, in canonical text: the whole condition or a part of it.
    pub clause: String,
    /// What was changed, in plain words: "25 made 26".
    pub change: String,
    /// The document's name.
    pub file: String,
    /// The line of what was changed.
    pub line: u32,
    /// The column of what was changed.
    pub column: u32,
}

/// A criterion of which not all changes were tried.
#[derive(Clone, Debug, serde::Serialize)]
#[non_exhaustive]
pub struct Untried {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version, which names it; `None` if it has no first day.
    pub version: Option<Date>,
    /// The criterion's id.
    pub criterion: String,
    /// How many changes were not tried.
    pub changes: usize,
}

impl TestReport {
    /// Whether every example comes out as its author says. Unnoticed changes are advice, and do not count.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.examples.iter().all(|example| example.passed)
    }
}

/// `{passed, examples, unnoticed, untried}`.
impl Serialize for TestReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("passed", &self.passed())?;
        map.serialize_entry("examples", &self.examples)?;
        map.serialize_entry("unnoticed", &self.unnoticed)?;
        map.serialize_entry("untried", &self.untried)?;
        map.end()
    }
}

/// A line for each example that fails, each unnoticed change and each criterion not fully tried; then the counts.
impl fmt::Display for TestReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed: Vec<&ExampleResult> = self.examples.iter().filter(|example| !example.passed).collect();
        failed.iter().try_for_each(|example| writeln!(formatter, "{example}"))?;
        self.unnoticed.iter().try_for_each(|unnoticed| writeln!(formatter, "{unnoticed}"))?;
        self.untried.iter().try_for_each(|untried| writeln!(formatter, "{untried}"))?;
        write!(
            formatter,
            "examples: {}, failed: {}, changes that none would notice: {}",
            self.examples.len(),
            failed.len(),
            self.unnoticed.len()
        )
    }
}

impl fmt::Display for ExampleResult {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}:{}: example {} of `{}`",
            self.file, self.line, self.column, self.index, self.programme
        )?;
        if let Some(name) = &self.name {
            write!(formatter, " ({name})")?;
        }
        match (&self.problem, self.status) {
            (Some(problem), _) => write!(formatter, " cannot be judged: {problem}"),
            (None, Some(status)) if status == self.expect => write!(formatter, " is {}", status.as_str()),
            (None, Some(status)) => {
                write!(formatter, " is {}, and {} was expected", status.as_str(), self.expect.as_str())
            }
            (None, None) => formatter.write_str(" was not judged"),
        }
    }
}

impl fmt::Display for Unnoticed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}:{}: no example notices `{}` of `{}.{}` with {}",
            self.file,
            self.line,
            self.column,
            self.clause,
            self.programme,
            self.criterion,
            if self.change == super::change::LEFT_OUT { "itself left out" } else { &self.change }
        )
    }
}

impl fmt::Display for Untried {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} changes to `{}.{}` were not tried: there was too much to try",
            self.changes, self.programme, self.criterion
        )
    }
}
