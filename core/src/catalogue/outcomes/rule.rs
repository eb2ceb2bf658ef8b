//! An outcome as it is judged.

// Without case files outcomes are checked and not judged.
#![cfg_attr(not(feature = "case-files"), expect(dead_code, reason = "outcomes are judged of case files"))]

use crate::condition::{Expression, FactIndex, Value};
use crate::document::{Anchor, Score, StageName};
use crate::value::{Duration, Number};

/// An outcome as it is judged.
#[derive(Debug)]
pub(crate) struct OutcomeRule {
    /// What achieves it.
    pub(crate) form: Form,
    /// Who can achieve it, by the facts at the start.
    pub(crate) from: Option<Expression>,
    /// Who is left out.
    pub(crate) exclude: Option<Expression>,
}

/// What achieves an outcome.
#[derive(Debug)]
pub(crate) enum Form {
    /// Records of a kind.
    Records(RecordForm),
    /// A change of a fact.
    Fact { fact: FactIndex, change: FactChange },
    /// A change of a score.
    Scale { scale: String, change: Number, score: Score },
    /// A stage that is reached.
    Stage(StageName),
    /// An action that is done.
    Action(String),
    /// A goal that is reached.
    Goal(String),
    /// One of the programme's other outcomes, by their places.
    AnyOf(Vec<usize>),
    /// All of them.
    AllOf(Vec<usize>),
    /// None that could be understood, which has been reported.
    Broken,
}

/// Records that achieve an outcome.
#[derive(Debug)]
pub(crate) struct RecordForm {
    /// Their kind.
    pub(crate) record: String,
    /// Whether records of the kind last.
    pub(crate) is_spell: bool,
    /// Which of them count; without it all do. Parts joined by `and`, each with whether it is about a number of the
    /// record's, which overlapping spells share.
    pub(crate) counts: Vec<(Expression, bool)>,
    /// How many, how much or how long.
    pub(crate) amount: Amount,
}

/// How many, how much or how long.
#[derive(Debug)]
pub(crate) enum Amount {
    /// So many records; one unless an outcome says.
    Count(u32),
    /// A total.
    Total {
        of: Expression,
        least: Expression,
        /// Whether coming to just as much is not enough.
        exceeds: bool,
    },
    /// A share of sessions.
    Attended(Number),
    /// A run of spells.
    Run(Run),
}

/// How long a run of spells must last.
#[derive(Debug)]
pub(crate) enum Run {
    /// Without a longer gap.
    Continuous { length: Duration, gap: Duration, over: bool },
    /// Covered days of a window's.
    DaysOf { days: i64, of: i64 },
    /// Covered weeks or months of a window's; `each` is one.
    PartsOf { least: u32, of: u32, each: Duration, touched: bool, from: Option<Expression> },
    /// Covered days in all.
    Total { days: i64 },
    /// A day.
    At { length: Duration, after: Anchor },
    /// A calendar quarter, counted from the one a day is in.
    Quarter { quarter: u32, after: Anchor },
}

/// How a fact must change.
#[derive(Debug)]
pub(crate) enum FactChange {
    /// It comes to have a value it had not at the start.
    Becomes(Value),
    /// It gains a code.
    Gains(Value),
    /// It loses a code.
    Loses(Value),
    /// It is greater than at the start.
    Rises,
}
