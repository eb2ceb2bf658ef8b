//! Where a person stands in a programme.

use doorstep::Date;
use pyo3::prelude::*;

use crate::problems::EventProblem;
use crate::shown::{Decimal, shown};

shown! {
    /// Where a person stands in a programme on a day: a function of the set of their events. An enrolment that was ended
    /// and begun again is one.
    ///
    /// >>> state = case_file.state("example", "2022-06-10")
    /// >>> state
    /// JourneyState(programme='example', as_at=datetime.date(2022, 6, 10), stage='started')
    /// >>> [(action.id, action.status, action.event) for action in state.actions]
    /// [('agreement', 'done', 'b'), ('cv', 'ready', 'b'), ('hours', 'ready', 'a')]
    /// >>> state.to_dict()["progress"]
    /// {'actions': 3, 'done': 1, 'dropped': 0, 'open': 2, 'overdue': 1}
    class JourneyState(doorstep::JourneyState) as "programme", "as_at", "stage" {
        /// The programme's id.
        programme: String,
        /// The first day of the version whose plan it follows, which names it; None if it has no first day.
        version: Option<Date>,
        /// The day judged.
        as_at: Date,
        /// The day as on which it was known; None is everything.
        known_at: Option<Date>,
        /// The furthest stage since the last end; None before the first.
        stage: Option<&'static str>,
        /// Since when.
        since: Option<Date>,
        /// Each stage reached, in the order of their days.
        stages: Vec<StageReached>,
        /// The first start.
        started_on: Option<Date>,
        /// The last end, if nothing was begun again since.
        ended_on: Option<Date>,
        /// Why it ended, where that is told.
        ended_because: Option<String>,
        /// Since when it is paused, if it is.
        paused_since: Option<Date>,
        /// What workers decided, beside what the rules say; the latest last.
        decisions: Vec<WorkerDecision>,
        /// Who works with the person, by role; the latest of each.
        workers: Vec<Assignment>,
        /// The plan's actions, then those that were added, in the order they were added.
        actions: Vec<ActionState>,
        /// How far the plan is.
        progress: Progress,
        /// The ids of the actions that can be worked on now, in the plan's order.
        next_actions: Vec<String>,
        /// When the plan is to be reviewed; None where the programme says nothing of reviews.
        review: Option<Review>,
        /// The last day on which the person and the programme were in touch.
        last_contact: Option<Date>,
        /// Since when they are out of touch, if that is longer than the programme allows: the last contact.
        quiet_since: Option<Date>,
        /// Goals, in the order they were set.
        goals: Vec<Goal>,
        /// Each scale's scores, then and now; in the vocabulary's order.
        scores: Vec<Scores>,
        /// Events that were recorded later than on their day, those recorded latest first.
        late: Vec<Late>,
        /// What counts for nothing or less than it seems to, and why.
        problems: Vec<EventProblem>,
        /// The catalogue's fingerprint.
        catalogue: String,
        /// The library's version.
        library: &'static str,
    }
}

shown! {
    /// A stage that was reached.
    ///
    /// >>> state.stages
    /// [StageReached(stage='started', on=datetime.date(2022, 5, 1))]
    class StageReached(doorstep::StageReached) as "stage", "on" {
        /// The stage.
        stage: &'static str,
        /// The day.
        on: Date,
        /// The id of the event that says so.
        event: String,
    }
}

shown! {
    /// What a worker decided, beside what the rules say.
    ///
    /// >>> decided = {"id": "f", "person": 7, "kind": "decided", "programme": "example", "on": "2022-04-20",
    /// ...            "recorded_by": "w1", "data": {"decision": "accepted"}}
    /// >>> [decision] = phone.propose(decided).state("example", "2022-06-10").decisions
    /// >>> decision, decision.by
    /// (WorkerDecision(decision='accepted', on=datetime.date(2022, 4, 20)), 'w1')
    class WorkerDecision(doorstep::WorkerDecision) as "decision", "on" {
        /// `accepted`, `waiting`, `declined` or `signposted`.
        decision: &'static str,
        /// The day.
        on: Date,
        /// The criteria it overrides.
        criteria: Vec<String>,
        /// Why.
        reason: Option<String>,
        /// On whose authority.
        authority: Option<String>,
        /// Who recorded it.
        by: Option<String>,
        /// The event's id.
        event: String,
    }
}

shown! {
    /// A worker of the person's.
    ///
    /// >>> assigned = {"id": "g", "person": 7, "kind": "assigned", "on": "2022-05-02", "data": {"worker": "w1"}}
    /// >>> phone.propose(assigned).state("example", "2022-06-10").workers
    /// [Assignment(worker='w1', role=None)]
    class Assignment(doorstep::Assignment) as "worker", "role" {
        /// The worker.
        worker: String,
        /// As what.
        role: Option<String>,
        /// From which day.
        since: Date,
        /// The event's id.
        event: String,
    }
}

shown! {
    /// An action and how it stands.
    ///
    /// >>> cv, hours = state.actions[1:]
    /// >>> cv
    /// ActionState(id='cv', status='ready')
    /// >>> cv.due_on, cv.overdue_days
    /// (datetime.date(2022, 6, 2), 8)
    /// >>> hours.so_far, hours.needed
    /// (Decimal('4'), Decimal('10'))
    class ActionState(doorstep::ActionState) as "id", "status" {
        /// Its id.
        id: String,
        /// What is to be done; None where it was added without words.
        text: Option<String>,
        /// Who does it.
        owner: Option<String>,
        /// `waiting`, `ready`, `started`, `done` or `dropped`.
        status: &'static str,
        /// Since when it stands so; None while it waits.
        since: Option<Date>,
        /// The id of the event that made it so; None while it waits.
        event: Option<String>,
        /// Why it was dropped, where that is told.
        reason: Option<String>,
        /// The actions that come before it.
        after: Vec<String>,
        /// Those of them that are still open.
        waits_for: Vec<String>,
        /// The day on which it could be begun: the start, or the day the last of those before it was done or dropped.
        ready_on: Option<Date>,
        /// The day it is due: pauses since it was ready put it off.
        due_on: Option<Date>,
        /// How many days it is overdue; 0 once it is done or dropped.
        overdue_days: u64,
        /// Whether it was done before those that come before it. It counts.
        out_of_order: bool,
        /// Whether it waits for one that the plan does not have, or in a circle.
        never_ready: bool,
        /// Whether it was added to the person's own plan.
        added: bool,
        /// How much there is of the records that do it: their number, or the sum of an attribute.
        so_far: Option<Decimal<'py>>,
        /// How much it takes.
        needed: Option<Decimal<'py>>,
        /// How many records may count too: what decides it, or the attribute that is added up, is not told.
        unclear: u64,
    }
}

shown! {
    /// How far a plan is: the numbers of its actions.
    ///
    /// >>> state.progress
    /// Progress(actions=3, done=1, dropped=0, open=2, overdue=1)
    class Progress(doorstep::Progress) as "actions", "done", "dropped", "open", "overdue" {
        /// All of them.
        actions: u64,
        /// Those done.
        done: u64,
        /// Those dropped.
        dropped: u64,
        /// Those that are still open.
        open: u64,
        /// Those of the open ones that are overdue.
        overdue: u64,
    }
}

shown! {
    /// When a plan is to be reviewed.
    ///
    /// >>> state.review
    /// Review(due_on=datetime.date(2022, 6, 1), overdue_days=9)
    class Review(doorstep::Review) as "due_on", "overdue_days" {
        /// How often, as canonical text: `P1M`.
        every: String,
        /// The last review.
        last: Option<Date>,
        /// The day the next is due; None before the start and after the end.
        due_on: Option<Date>,
        /// How many days it is overdue.
        overdue_days: u64,
    }
}

shown! {
    /// A goal, in FHIR's terms.
    ///
    /// >>> goal = {"id": "h", "person": 7, "kind": "goal_set", "on": "2022-05-02", "data": {"goal": "job", "text": "A job"}}
    /// >>> [goal] = phone.propose(goal).state("example", "2022-06-10").goals
    /// >>> goal, goal.text
    /// (Goal(id='job', lifecycle_status='active', achievement_status='in-progress'), 'A job')
    class Goal(doorstep::Goal) as "id", "lifecycle_status", "achievement_status" {
        /// Its id.
        id: String,
        /// The goal in words.
        text: Option<String>,
        /// `active`, `on-hold` while the enrolment is paused, or `completed`.
        lifecycle_status: &'static str,
        /// `in-progress`, `achieved`, or `not-achieved` where the enrolment ended without.
        achievement_status: &'static str,
        /// The day it was set.
        set_on: Option<Date>,
        /// The day it was reached.
        reached_on: Option<Date>,
        /// The id of the event that made it so.
        event: String,
    }
}

shown! {
    /// The scores on one scale, then and now.
    ///
    /// >>> told = [{"id": "i", "person": 7, "kind": "confidence", "on": "2022-05-02", "data": {"score": 12}},
    /// ...         {"id": "j", "person": 7, "kind": "confidence", "on": "2022-06-02", "data": {"score": 15.5}}]
    /// >>> [scores] = phone.merge(ds.CaseFile(told, catalogue)).state("example", "2022-06-10").scores
    /// >>> scores, scores.change
    /// (Scores(scale='confidence'), Decimal('3.5'))
    class Scores(doorstep::Scores) as "scale" {
        /// The scale's id.
        scale: String,
        /// The first.
        first: Scored,
        /// The latest; the first itself if there is one only.
        latest: Scored,
        /// The latest less the first, raw; None where there is one only, or one of them has no score.
        change: Option<Decimal<'py>>,
    }
}

shown! {
    /// One score.
    ///
    /// >>> scores.latest, scores.latest.raw
    /// (Scored(on=datetime.date(2022, 6, 2)), Decimal('15.5'))
    class Scored(doorstep::Scored) as "on" {
        /// The day.
        on: Date,
        /// The raw score; None where items are missing and the scale gives none then.
        raw: Option<Decimal<'py>>,
        /// Its metric score, where the scale has a table of them.
        metric: Option<Decimal<'py>>,
        /// The event's id.
        event: String,
    }
}

shown! {
    /// An event that was recorded later than on its day.
    ///
    /// >>> late = {"id": "k", "person": 7, "kind": "contact", "on": "2022-05-10", "recorded_at": "2022-05-30"}
    /// >>> phone.propose(late).state("example", "2022-06-10").late
    /// [Late(event='k', kind='contact', days=20)]
    class Late(doorstep::Late) as "event", "kind", "days" {
        /// The event's id.
        event: String,
        /// Its kind.
        kind: String,
        /// Its day.
        on: Date,
        /// The day it was recorded, as that is written.
        recorded_on: Date,
        /// How many days that is later.
        days: i64,
    }
}
