//! An enrolment: its stages, its start and end, and the days on which it stood still.

use super::state::{Assignment, StageReached, WorkerDecision};
use crate::case_file::Detail;
use crate::document::{Stage, StageName};
use crate::events::Event;
use crate::value::{Date, days_between};

/// All stages, in the order in which they come where a journey does not say.
const ORDER: [StageName; 5] =
    [StageName::Referred, StageName::Assessed, StageName::Agreed, StageName::Started, StageName::Ended];

/// What the stages and pauses of one person in one programme add up to by a day.
pub(crate) struct Enrolment {
    pub(crate) stage: Option<(StageName, Date)>,
    pub(crate) stages: Vec<StageReached>,
    pub(crate) started_on: Option<Date>,
    pub(crate) ended_on: Option<Date>,
    pub(crate) ended_because: Option<String>,
    pub(crate) paused_since: Option<Date>,
    /// The day up to which anything can be due: the day judged, or the end.
    pub(crate) until: Date,
    /// From the first to the second day, without it, nothing was to be done.
    still: Vec<(Date, Date)>,
}

impl Enrolment {
    /// Reads events in their order.
    pub(crate) fn of(events: &[&Event], journey: &[Stage], as_at: Date) -> Self {
        let mut enrolment = Self {
            stage: None,
            stages: Vec::new(),
            started_on: None,
            ended_on: None,
            ended_because: None,
            paused_since: None,
            until: as_at,
            still: Vec::new(),
        };
        for event in events {
            if let Some(on) = event.on {
                enrolment.read(event, on, journey);
            }
        }
        if let Some(since) = enrolment.paused_since {
            enrolment.still.push((since, as_at));
        }
        enrolment.until = enrolment.ended_on.unwrap_or(as_at);
        enrolment
    }

    fn read(&mut self, event: &Event, on: Date, journey: &[Stage]) {
        let kind = event.kind.as_deref().unwrap_or_default();
        match kind {
            "paused" if self.is_open() => _ = self.paused_since.get_or_insert(on),
            "resumed" => self.go_on(on),
            _ => {}
        }
        let Some(stage) = ORDER.into_iter().find(|stage| stage.as_str() == kind) else { return };
        self.stages.push(StageReached { stage, on, event: event.id.clone() });
        if stage == StageName::Ended {
            self.go_on(on);
            self.ended_on = Some(on);
            self.ended_because = match event.detail() {
                Some(Detail::Ended { because }) => because.map(str::to_owned),
                _ => None,
            };
            self.stage = Some((stage, on));
            return;
        }
        // What comes after an end goes through the stages again, and is open again once it has started.
        if self.stage.is_some_and(|(reached, _)| reached == StageName::Ended) {
            self.stage = None;
        }
        if stage == StageName::Started {
            if let Some(ended) = self.ended_on.take() {
                self.ended_because = None;
                self.still.extend(ended.succ_opt().map(|next| (next, on)));
            }
            self.started_on.get_or_insert(on);
        }
        if self.stage.is_none_or(|(reached, _)| place(journey, reached) < place(journey, stage)) {
            self.stage = Some((stage, on));
        }
    }

    fn go_on(&mut self, on: Date) {
        if let Some(since) = self.paused_since.take() {
            self.still.push((since, on));
        }
    }

    /// Whether it has started and has not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.started_on.is_some() && self.ended_on.is_none()
    }

    /// On how many days from one day to another nothing was to be done.
    pub(crate) fn still_days(&self, from: Date, to: Date) -> i64 {
        let days = self.still.iter().map(|(begun, over)| days_between((*begun).max(from), (*over).min(to)).max(0));
        days.sum()
    }

    /// A day put off by as many days as it stood still from another on.
    pub(crate) fn put_off(&self, due: Date, since: Date, until: Date) -> Option<Date> {
        let days = self.still_days(since, until);
        due.checked_add_days(chrono::Days::new(days.unsigned_abs()))
    }

    /// How many days a day is past.
    pub(crate) fn overdue(&self, due: Date) -> u64 {
        days_between(due, self.until).max(0).unsigned_abs()
    }
}

/// Where a stage stands in a journey; one that the journey does not have stands where it does by default.
fn place(journey: &[Stage], stage: StageName) -> usize {
    let own = journey.iter().position(|own| own.stage == stage);
    let of = |stage: StageName| ORDER.iter().position(|own| *own == stage).unwrap_or(ORDER.len());
    // Behind every stage of the journey that comes before it by default.
    let before = || journey.iter().rposition(|own| of(own.stage) < of(stage));
    let scale = |place: usize| place.saturating_mul(ORDER.len().saturating_add(1));
    match own {
        Some(place) => scale(place.saturating_add(1)),
        None => {
            scale(before().map_or(0, |before| before.saturating_add(1))).saturating_add(of(stage)).saturating_add(1)
        }
    }
}

/// What workers decided, in order.
pub(crate) fn decisions(events: &[&Event]) -> Vec<WorkerDecision> {
    let decided = events.iter().filter_map(|event| {
        let Some(Detail::Decided { decision, criteria, reason, authority }) = event.detail() else { return None };
        Some(WorkerDecision {
            decision: decision.as_str(),
            on: event.on?,
            criteria: criteria.into_iter().map(str::to_owned).collect(),
            reason: reason.map(str::to_owned),
            authority: authority.map(str::to_owned),
            by: event.recorded_by.clone(),
            event: event.id.clone(),
        })
    });
    decided.collect()
}

/// The latest worker of each role, roles in the order in which they first came.
pub(crate) fn workers(events: &[&Event]) -> Vec<Assignment> {
    let mut workers: Vec<Assignment> = Vec::new();
    for event in events {
        let (Some(Detail::Assigned { worker, role }), Some(since)) = (event.detail(), event.on) else { continue };
        let role = role.map(str::to_owned);
        let own = Assignment { worker: worker.to_owned(), role, since, event: event.id.clone() };
        match workers.iter_mut().find(|known| known.role == own.role) {
            // Who is assigned again has been there since the first time.
            Some(known) if known.worker == own.worker => {}
            Some(known) => *known = own,
            None => workers.push(own),
        }
    }
    workers
}
