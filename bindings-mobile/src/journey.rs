//! Where a person stands in a programme.

use crate::error::EventProblem;
use crate::words::{ActionStatus, StageName, printed};

printed! {
    JourneyState as programme, as_at, stage;
    WorkerDecision as decision, on;
    ActionState as id, status;
    Goal as id, lifecycle_status;
}

/// Where a person stands in a programme on a day: a pure function of the set of their events.
///
/// An enrolment that was ended and begun again is one: from its first start to its last end.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct JourneyState {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version whose plan it follows, which names it: that in force on the start, else the nearest.
    pub version: Option<String>,
    /// The day judged.
    pub as_at: String,
    /// The day as on which it was known; nothing is everything.
    pub known_at: Option<String>,
    /// The furthest stage since the last end; nothing before the first.
    pub stage: Option<StageName>,
    /// Since when.
    pub since: Option<String>,
    /// Each stage reached, in the order of their days.
    pub stages: Vec<StageReached>,
    /// The first start.
    pub started_on: Option<String>,
    /// The last end, if nothing was begun again since.
    pub ended_on: Option<String>,
    /// Why it ended, where that is told.
    pub ended_because: Option<String>,
    /// Since when it is paused, if it is.
    pub paused_since: Option<String>,
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
    /// When the plan is to be reviewed; nothing where the programme says nothing of reviews.
    pub review: Option<Review>,
    /// The last day on which the person and the programme were in touch.
    pub last_contact: Option<String>,
    /// Since when they are out of touch, if that is longer than the programme allows: the last contact.
    pub quiet_since: Option<String>,
    /// Goals, in the order they were set.
    pub goals: Vec<Goal>,
    /// Each scale's scores, then and now; in the vocabulary's order.
    pub scores: Vec<Scores>,
    /// Events that were recorded later than on their day, those recorded latest first.
    pub late: Vec<Late>,
    /// What counts for nothing or less than it seems to, and why.
    pub problems: Vec<EventProblem>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: String,
}

/// A stage that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct StageReached {
    /// The stage.
    pub stage: StageName,
    /// The day.
    pub on: String,
    /// The id of the event that says so.
    pub event: String,
}

/// What a worker decided.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct WorkerDecision {
    /// `accepted`, `waiting`, `declined` or `signposted`.
    pub decision: String,
    /// The day.
    pub on: String,
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Assignment {
    /// The worker.
    pub worker: String,
    /// As what.
    pub role: Option<String>,
    /// From which day.
    pub since: String,
    /// The event's id.
    pub event: String,
}

/// An action and how it stands.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct ActionState {
    /// Its id.
    pub id: String,
    /// What is to be done; nothing where it was added without words.
    pub text: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// How it stands.
    pub status: ActionStatus,
    /// Since when it stands so; nothing while it waits.
    pub since: Option<String>,
    /// The id of the event that made it so; nothing while it waits.
    pub event: Option<String>,
    /// Why it was dropped, where that is told.
    pub reason: Option<String>,
    /// The actions that come before it.
    pub after: Vec<String>,
    /// Those of them that are still open.
    pub waits_for: Vec<String>,
    /// The day on which it could be begun: the start, or the day the last of those before it was done or dropped.
    pub ready_on: Option<String>,
    /// The day it is due: pauses since it was ready put it off.
    pub due_on: Option<String>,
    /// How many days it is overdue; 0 once it is done or dropped.
    pub overdue_days: u64,
    /// Whether it was done before those that come before it. It counts.
    pub out_of_order: bool,
    /// Whether it waits for one that the plan does not have, or in a circle: it is never ready, until the plan is changed.
    pub never_ready: bool,
    /// Whether it was added to the person's own plan.
    pub added: bool,
    /// How much there is of the records that do it: their number, or the sum of an attribute.
    pub so_far: Option<String>,
    /// How much it takes.
    pub needed: Option<String>,
    /// How many records may count too: what decides it, or the attribute that is added up, is not told.
    pub unclear: u64,
}

/// How far a plan is: the numbers of its actions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Review {
    /// How often.
    pub every: String,
    /// The last review.
    pub last: Option<String>,
    /// The day the next is due; nothing before the start and after the end.
    pub due_on: Option<String>,
    /// How many days it is overdue.
    pub overdue_days: u64,
}

/// A goal, in FHIR's terms.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Goal {
    /// Its id.
    pub id: String,
    /// The goal in words.
    pub text: Option<String>,
    /// `active`, `on-hold` while the enrolment is paused, or `completed`.
    pub lifecycle_status: String,
    /// `in-progress`, `achieved`, or `not-achieved` where the enrolment ended without.
    pub achievement_status: String,
    /// The day it was set.
    pub set_on: Option<String>,
    /// The day it was reached.
    pub reached_on: Option<String>,
    /// The id of the event that made it so.
    pub event: String,
}

/// The scores on one scale, then and now.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Scores {
    /// The scale's id.
    pub scale: String,
    /// The first.
    pub first: Scored,
    /// The latest; the first itself if there is one only.
    pub latest: Scored,
    /// The latest less the first, raw; nothing where there is one only, or one of them has no score.
    pub change: Option<String>,
}

/// One score.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Scored {
    /// The day.
    pub on: String,
    /// The raw score; nothing where items are missing and the scale gives none then.
    pub raw: Option<String>,
    /// Its metric score, where the scale has a table of them.
    pub metric: Option<String>,
    /// The event's id.
    pub event: String,
}

/// An event that was recorded later than on its day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Late {
    /// The event's id.
    pub event: String,
    /// Its kind.
    pub kind: String,
    /// Its day.
    pub on: String,
    /// The day it was recorded, as that is written.
    pub recorded_on: String,
    /// How many days that is later.
    pub days: i64,
}

impl From<doorstep::JourneyState> for JourneyState {
    fn from(core: doorstep::JourneyState) -> Self {
        Self {
            programme: core.programme,
            version: core.version.map(|day| day.to_string()),
            as_at: core.as_at.to_string(),
            known_at: core.known_at.map(|day| day.to_string()),
            stage: core.stage.map(StageName::from),
            since: core.since.map(|day| day.to_string()),
            stages: core.stages.into_iter().map(StageReached::from).collect(),
            started_on: core.started_on.map(|day| day.to_string()),
            ended_on: core.ended_on.map(|day| day.to_string()),
            ended_because: core.ended_because,
            paused_since: core.paused_since.map(|day| day.to_string()),
            decisions: core.decisions.into_iter().map(WorkerDecision::from).collect(),
            workers: core.workers.into_iter().map(Assignment::from).collect(),
            actions: core.actions.into_iter().map(ActionState::from).collect(),
            progress: core.progress.into(),
            next_actions: core.next_actions,
            review: core.review.map(Review::from),
            last_contact: core.last_contact.map(|day| day.to_string()),
            quiet_since: core.quiet_since.map(|day| day.to_string()),
            goals: core.goals.into_iter().map(Goal::from).collect(),
            scores: core.scores.into_iter().map(Scores::from).collect(),
            late: core.late.into_iter().map(Late::from).collect(),
            problems: core.problems.into_iter().map(EventProblem::from).collect(),
            catalogue: core.catalogue,
            library: core.library.to_owned(),
        }
    }
}

impl From<doorstep::StageReached> for StageReached {
    fn from(core: doorstep::StageReached) -> Self {
        Self { stage: core.stage.into(), on: core.on.to_string(), event: core.event }
    }
}

impl From<doorstep::WorkerDecision> for WorkerDecision {
    fn from(core: doorstep::WorkerDecision) -> Self {
        Self {
            decision: core.decision.to_owned(),
            on: core.on.to_string(),
            criteria: core.criteria,
            reason: core.reason,
            authority: core.authority,
            by: core.by,
            event: core.event,
        }
    }
}

impl From<doorstep::Assignment> for Assignment {
    fn from(core: doorstep::Assignment) -> Self {
        Self { worker: core.worker, role: core.role, since: core.since.to_string(), event: core.event }
    }
}

impl From<doorstep::ActionState> for ActionState {
    fn from(core: doorstep::ActionState) -> Self {
        Self {
            id: core.id,
            text: core.text,
            owner: core.owner,
            status: core.status.into(),
            since: core.since.map(|day| day.to_string()),
            event: core.event,
            reason: core.reason,
            after: core.after,
            waits_for: core.waits_for,
            ready_on: core.ready_on.map(|day| day.to_string()),
            due_on: core.due_on.map(|day| day.to_string()),
            overdue_days: core.overdue_days,
            out_of_order: core.out_of_order,
            never_ready: core.never_ready,
            added: core.added,
            so_far: core.so_far.map(|number| number.to_string()),
            needed: core.needed.map(|number| number.to_string()),
            unclear: core.unclear,
        }
    }
}

impl From<doorstep::Progress> for Progress {
    fn from(core: doorstep::Progress) -> Self {
        Self { actions: core.actions, done: core.done, dropped: core.dropped, open: core.open, overdue: core.overdue }
    }
}

impl From<doorstep::Review> for Review {
    fn from(core: doorstep::Review) -> Self {
        Self {
            every: core.every.to_string(),
            last: core.last.map(|day| day.to_string()),
            due_on: core.due_on.map(|day| day.to_string()),
            overdue_days: core.overdue_days,
        }
    }
}

impl From<doorstep::Goal> for Goal {
    fn from(core: doorstep::Goal) -> Self {
        Self {
            id: core.id,
            text: core.text,
            lifecycle_status: core.lifecycle_status.to_owned(),
            achievement_status: core.achievement_status.to_owned(),
            set_on: core.set_on.map(|day| day.to_string()),
            reached_on: core.reached_on.map(|day| day.to_string()),
            event: core.event,
        }
    }
}

impl From<doorstep::Scores> for Scores {
    fn from(core: doorstep::Scores) -> Self {
        Self {
            scale: core.scale,
            first: core.first.into(),
            latest: core.latest.into(),
            change: core.change.map(|number| number.to_string()),
        }
    }
}

impl From<doorstep::Scored> for Scored {
    fn from(core: doorstep::Scored) -> Self {
        Self {
            on: core.on.to_string(),
            raw: core.raw.map(|number| number.to_string()),
            metric: core.metric.map(|number| number.to_string()),
            event: core.event,
        }
    }
}

impl From<doorstep::Late> for Late {
    fn from(core: doorstep::Late) -> Self {
        Self {
            event: core.event,
            kind: core.kind,
            on: core.on.to_string(),
            recorded_on: core.recorded_on.to_string(),
            days: core.days,
        }
    }
}
