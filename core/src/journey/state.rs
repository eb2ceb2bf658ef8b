//! Where a person stands in a programme: what a state tells.

use serde::Serialize;

use crate::document::StageName;
use crate::events::EventProblem;
use crate::value::{Date, Duration, Number};

/// Where a person stands in a programme on a day: a pure function of the set of their events.
///
/// An enrolment that was ended and begun again is one: from its first start to its last end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct JourneyState {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version whose plan it follows, which names it: that in force on the start, else the nearest,
    /// and then the start is among the problems.
    pub version: Option<Date>,
    /// The day judged.
    pub as_at: Date,
    /// The day as on which it was known; `None` is everything.
    pub known_at: Option<Date>,
    /// The furthest stage since the last end; `None` before the first.
    pub stage: Option<StageName>,
    /// Since when.
    pub since: Option<Date>,
    /// Each stage reached, in the order of their days.
    pub stages: Vec<StageReached>,
    /// The first start.
    pub started_on: Option<Date>,
    /// The last end, if it was not started again since.
    pub ended_on: Option<Date>,
    /// Why it ended, where that is told.
    pub ended_because: Option<String>,
    /// Since when it is paused, if it is.
    pub paused_since: Option<Date>,
    /// What workers decided, beside what the rules say; the latest last.
    pub decisions: Vec<WorkerDecision>,
    /// Who works with the person, by role; the latest of each.
    pub workers: Vec<Assignment>,
    /// The plan's actions, then those that were added, in the order they were added.
    pub actions: Vec<ActionState>,
    /// How far the plan is.
    pub progress: Progress,
    /// The ids of the actions that can be worked on now, in the plan's order.
    pub next_actions: Vec<String>,
    /// When the plan is to be reviewed; `None` where the programme says nothing of reviews.
    pub review: Option<Review>,
    /// The last day on which the person and the programme were in touch.
    pub last_contact: Option<Date>,
    /// Since when they are out of touch, if that is longer than the programme allows: the last contact.
    pub quiet_since: Option<Date>,
    /// Goals, in the order they were set.
    pub goals: Vec<Goal>,
    /// Each scale's scores, then and now; in the vocabulary's order.
    pub scores: Vec<Scores>,
    /// Events that were recorded later than on their day, those recorded latest first.
    pub late: Vec<Late>,
    /// What counts for nothing or less than it seems to, and why, whatever its day: of this programme's events and of
    /// those that belong to none.
    pub problems: Vec<EventProblem>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: &'static str,
}

/// A stage that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageReached {
    /// The stage.
    pub stage: StageName,
    /// The day.
    pub on: Date,
    /// The id of the event that says so.
    pub event: String,
}

/// What a worker decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WorkerDecision {
    /// `accepted`, `waiting`, `declined` or `signposted`.
    pub decision: &'static str,
    /// The day.
    pub on: Date,
    /// The criteria it overrides.
    pub criteria: Vec<String>,
    /// Why.
    pub reason: Option<String>,
    /// On whose authority.
    pub authority: Option<String>,
    /// Who recorded it.
    pub by: Option<String>,
    /// The event's id.
    pub event: String,
}

/// A worker of the person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Assignment {
    /// The worker.
    pub worker: String,
    /// As what.
    pub role: Option<String>,
    /// From which day.
    pub since: Date,
    /// The event's id.
    pub event: String,
}

/// How an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// The enrolment has not started, or others come first.
    Waiting,
    /// It can be begun.
    Ready,
    /// It was begun.
    Started,
    /// It was done.
    Done,
    /// It was taken out of the plan.
    Dropped,
}

impl ActionStatus {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Started => "started",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// Whether there is nothing left to do.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

/// An action and how it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ActionState {
    /// Its id.
    pub id: String,
    /// What is to be done; `None` where it was added without words.
    pub text: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// How it stands.
    pub status: ActionStatus,
    /// Since when it stands so; `None` while it waits.
    pub since: Option<Date>,
    /// The id of the event that made it so; `None` while it waits.
    pub event: Option<String>,
    /// Why it was dropped, where that is told.
    pub reason: Option<String>,
    /// The actions that come before it.
    pub after: Vec<String>,
    /// Those of them that are still open.
    pub waits_for: Vec<String>,
    /// The day on which it could be begun: the start, or the day the last of those before it was done or dropped.
    pub ready_on: Option<Date>,
    /// The day it is due: pauses since it was ready put it off, an open one by a day each day.
    pub due_on: Option<Date>,
    /// How many days it is overdue; 0 once it is done or dropped. In a pause it stays what it was.
    pub overdue_days: u64,
    /// Whether it was done while one that came before it then was open. It counts.
    pub out_of_order: bool,
    /// Whether it waits for one that the plan does not have, or in a circle: it is never ready, until the plan is changed.
    pub never_ready: bool,
    /// Whether it was added to the person's own plan.
    pub added: bool,
    /// How much there is of the records that do it: their number, or the sum of an attribute.
    pub so_far: Option<Number>,
    /// How much it takes.
    pub needed: Option<Number>,
    /// How many records may count too: what decides it, or the attribute that is added up, is not told.
    pub unclear: u64,
}

/// How far a plan is: the numbers of its actions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// All of them.
    pub actions: u64,
    /// Those done.
    pub done: u64,
    /// Those dropped.
    pub dropped: u64,
    /// Those that are still open.
    pub open: u64,
    /// Those of the open ones that are overdue.
    pub overdue: u64,
}

/// When a plan is to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Review {
    /// How often.
    pub every: Duration,
    /// The last review.
    pub last: Option<Date>,
    /// The day the next is due; `None` before the start and after the end.
    pub due_on: Option<Date>,
    /// How many days it is overdue. In a pause it stays what it was.
    pub overdue_days: u64,
}

/// A goal, in FHIR's terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Goal {
    /// Its id.
    pub id: String,
    /// The goal in words.
    pub text: Option<String>,
    /// `active`, `on-hold` while the enrolment is paused, or `completed`.
    pub lifecycle_status: &'static str,
    /// `in-progress`, `achieved`, or `not-achieved` where the enrolment ended without.
    pub achievement_status: &'static str,
    /// The day it was set.
    pub set_on: Option<Date>,
    /// The day it was reached.
    pub reached_on: Option<Date>,
    /// The id of the event that made it so.
    pub event: String,
}

/// The scores on one scale, then and now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scores {
    /// The scale's id.
    pub scale: String,
    /// The first.
    pub first: Scored,
    /// The latest; the first itself if there is one only.
    pub latest: Scored,
    /// The latest less the first, raw; `None` where there is one only, or one of them has no score.
    pub change: Option<Number>,
}

/// One score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scored {
    /// The day.
    pub on: Date,
    /// The raw score; `None` where items are missing and the scale gives none then.
    pub raw: Option<Number>,
    /// Its metric score, where the scale has a table of them.
    pub metric: Option<Number>,
    /// The event's id.
    pub event: String,
}

/// An event that was recorded later than on its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Late {
    /// The event's id.
    pub event: String,
    /// Its kind.
    pub kind: String,
    /// Its day.
    pub on: Date,
    /// The day it was recorded, as that is written.
    pub recorded_on: Date,
    /// How many days that is later.
    pub days: i64,
}
