//! What is said of an outcome.

use indexmap::IndexMap;
use serde::Serialize;

use crate::condition::Value;
use crate::document::Grade;
use crate::events::EventProblem;
use crate::value::Date;

/// How an outcome stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeState {
    /// It was achieved.
    Achieved,
    /// It was not, as far as is told; later events may change that.
    NotAchieved,
    /// It could not have been achieved yet, or a run is open that can still achieve it.
    NotYetDue,
    /// What is not told decides it.
    Unknown,
    /// The person is left out of it.
    Excluded,
}

impl OutcomeState {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::NotAchieved => "not_achieved",
            Self::NotYetDue => "not_yet_due",
            Self::Unknown => "unknown",
            Self::Excluded => "excluded",
        }
    }
}

/// Why somebody is left out of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExcludedBy {
    /// By the facts at the start they could not achieve it (`from`).
    From,
    /// The outcome leaves them out (`exclude`).
    Exclude,
}

impl ExcludedBy {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Exclude => "exclude",
        }
    }
}

/// One outcome of one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OutcomeResult {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub text: Option<String>,
    /// How it stands.
    pub state: OutcomeState,
    /// The day it was achieved.
    pub on: Option<Date>,
    /// The ids of the events it rests on, in their order.
    pub records: Vec<String>,
    /// The grade of what shows them: the least of theirs.
    pub evidence: Option<Grade>,
    /// The known facts that its conditions use, with their values. If it was not achieved, how near it came as well, by
    /// names with a dot as `missing` has them: what it came to (`employment.reached`) and what was `asked`, what the latest
    /// record that does not count tells (`employment.hours_per_week`), the day of one that came too early or too late
    /// (`employment.on`); how each part stands of what is made of others; `started`, false, of who has not.
    pub because: IndexMap<String, Value>,
    /// What would tell, if it is unknown: names of facts, of a record's attributes (`employment.hours_per_week`), of the
    /// day a spell ended (`employment.end`), of a scale or a follow-up, or of a parameter that has no value for the day.
    pub missing: Vec<String>,
    /// The ids of the events that may count and are not told enough of.
    pub undecided: Vec<String>,
    /// If it is not yet due: the first day from which it can be known; `None` where that waits for something else.
    pub due_on: Option<Date>,
    /// What the person is left out by.
    pub excluded_by: Option<ExcludedBy>,
    /// The first day on which it was both achieved and shown by evidence of the grade it asks for.
    pub evidenced: Option<Date>,
    /// The first day, from the one on which it was achieved on, on which it was claimed.
    pub claimed: Option<Date>,
    /// The day it was first paid.
    pub paid: Option<Date>,
    /// The last day on which it can be claimed, where that is limited and it was achieved.
    pub claim_by: Option<Date>,
    /// Whether it was claimed after that day, or can no longer be.
    pub too_late: bool,
    /// What cannot count: events before the person's birth, and amounts below 0. Of a fact that is told beside events the
    /// event is empty.
    pub set_aside: Vec<EventProblem>,
    /// Whether something that is not told would leave the person out.
    #[serde(skip)]
    pub(crate) may_be_left_out: bool,
    /// What it comes to unless something that is not told leaves the person out.
    #[serde(skip)]
    #[cfg_attr(not(feature = "returns"), allow(dead_code, reason = "returns ask for it"))]
    pub(crate) unless_left_out: UnlessLeftOut,
    /// The first and the last day on which it may have been achieved: of an achieved one from an earlier day on. Without
    /// them an unknown one may have been on any day.
    #[serde(skip)]
    #[cfg_attr(not(feature = "returns"), allow(dead_code, reason = "returns ask for it"))]
    pub(crate) between: Option<(Date, Date)>,
}

/// What an outcome comes to for somebody whom nothing leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnlessLeftOut {
    Achieved(Date),
    NotAchieved,
    Unknown,
}

/// Every outcome of a programme for one person, in the document's order, and what they rest on.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Outcomes {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version's time, which names it.
    pub version: Option<Date>,
    /// The day judged.
    pub as_at: Date,
    /// The day as on which it was known; `None` is now.
    pub known_at: Option<Date>,
    /// The enrolment's first day.
    pub started_on: Option<Date>,
    /// Its last day.
    pub ended_on: Option<Date>,
    /// Each outcome.
    pub outcomes: Vec<OutcomeResult>,
    /// What was assumed.
    pub assumptions: Vec<String>,
    /// What counts for nothing or less than it seems to of the events given, and why, as far as it was known.
    pub problems: Vec<EventProblem>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: &'static str,
}

impl Outcomes {
    /// One outcome.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&OutcomeResult> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }
}
