//! The actions of a person's plan, and how each stands.

use std::collections::BTreeMap;

use super::enrolment::Enrolment;
use super::meeting::Met;
use super::plan::{Plan, Planned};
use super::state::{ActionState, ActionStatus, Progress};
use crate::case_file::{ActionStep, Detail};
use crate::events::Event;
use crate::value::{Date, add};

/// What happened to one action: the first time it was begun, and whether and how it is closed.
#[derive(Default)]
struct Happened<'e> {
    started: Option<(Date, &'e str)>,
    done: Option<(Date, &'e str)>,
    dropped: Option<(Date, &'e str, Option<&'e str>)>,
}

impl Happened<'_> {
    /// The day it was done or dropped.
    fn closed(&self) -> Option<Date> {
        self.done.map(|(on, _)| on).or(self.dropped.map(|(on, ..)| on))
    }
}

/// Every action and how it stands.
pub(super) fn all(
    plan: &Plan<'_>,
    enrolment: &Enrolment,
    events: &[&Event],
    met: &[Option<Met<'_>>],
) -> Vec<ActionState> {
    let met_of = |planned: &Planned<'_>| met.get(planned.template?)?.as_ref();
    let mut happened: BTreeMap<&str, Happened<'_>> = BTreeMap::new();
    for event in events {
        let (Some(Detail::Action { step, action, reason, .. }), Some(on)) = (event.detail(), event.on) else {
            continue;
        };
        let own = happened.entry(action).or_default();
        match step {
            ActionStep::Started => _ = own.started.get_or_insert((on, event.id.as_str())),
            ActionStep::Done => _ = own.done.get_or_insert((on, event.id.as_str())),
            ActionStep::Dropped => own.dropped = Some((on, event.id.as_str(), reason)),
            // What was dropped can be taken up again.
            ActionStep::Added => own.dropped = None,
        }
    }
    for planned in &plan.actions {
        let Some((on, event)) = met_of(planned).and_then(|met| met.on) else { continue };
        let own = happened.entry(planned.id).or_default();
        if own.done.is_none_or(|(done, _)| on < done) {
            own.done = Some((on, event));
        }
    }
    let never = plan.never_ready();
    let state = |planned: &Planned<'_>| {
        let met = met_of(planned);
        let nothing = Happened::default();
        let of = |id: &str| happened.get(id).unwrap_or(&nothing);
        let own = of(planned.id);
        let waits_for: Vec<String> = planned
            .after
            .iter()
            .filter(|after| of(after).closed().is_none())
            .map(|after| (*after).to_owned())
            .collect();
        let begun = enrolment.started_on.map(|started| planned.added.map_or(started, |(added, _)| added.max(started)));
        let last = planned.after.iter().filter_map(|after| of(after).closed()).max();
        let ready_on = begun.filter(|_| waits_for.is_empty()).map(|begun| last.map_or(begun, |last| last.max(begun)));
        let until = own.closed().map_or(enrolment.until, |closed| closed.min(enrolment.until));
        let due_on =
            ready_on.zip(planned.due).and_then(|(ready, due)| enrolment.put_off(add(ready, due)?, ready, until));
        let (status, since, event, reason) = match (&own.done, &own.dropped, &own.started, ready_on) {
            (Some((on, event)), ..) => (ActionStatus::Done, Some(*on), Some(*event), None),
            (_, Some((on, event, reason)), ..) => (ActionStatus::Dropped, Some(*on), Some(*event), *reason),
            (_, _, Some((on, event)), _) => (ActionStatus::Started, Some(*on), Some(*event), None),
            (_, _, _, Some(ready)) => {
                (ActionStatus::Ready, Some(ready), ready_event(planned, enrolment, &happened, ready), None)
            }
            _ => (ActionStatus::Waiting, None, None, None),
        };
        let overdue_days = due_on.filter(|_| !status.is_closed()).map_or(0, |due| enrolment.overdue(due));
        // By days: of one day nobody knows what came first.
        let is_open_by = |after: &&str, done: Date| of(after).closed().is_none_or(|closed| closed > done);
        let out_of_order = status == ActionStatus::Done
            && since.is_some_and(|done| planned.after.iter().any(|after| is_open_by(after, done)));
        ActionState {
            id: planned.id.to_owned(),
            text: planned.text.clone(),
            owner: planned.owner.map(str::to_owned),
            status,
            since,
            event: event.map(str::to_owned),
            reason: reason.map(str::to_owned),
            after: planned.after.iter().map(|after| (*after).to_owned()).collect(),
            waits_for,
            ready_on,
            due_on,
            overdue_days,
            out_of_order,
            never_ready: never.contains(planned.id),
            added: planned.added.is_some(),
            so_far: met.map(|met| met.so_far),
            needed: met.and_then(|met| met.needed),
            unclear: met.map_or(0, |met| met.unclear),
        }
    };
    plan.actions.iter().map(state).collect()
}

/// The event that made an action ready: that which closed the last of those before it, added it, or started the
/// enrolment.
fn ready_event<'e>(
    planned: &Planned<'e>,
    enrolment: &'e Enrolment,
    happened: &BTreeMap<&str, Happened<'e>>,
    ready: Date,
) -> Option<&'e str> {
    let closed = planned.after.iter().rev().filter_map(|after| {
        let own = happened.get(after)?;
        own.done.or(own.dropped.map(|(on, event, _)| (on, event)))
    });
    let started = enrolment.stages.iter().find(|reached| {
        Some(reached.on) == enrolment.started_on && reached.stage == crate::document::StageName::Started
    });
    let started = started.map(|reached| (reached.on, reached.event.as_str()));
    closed.chain(planned.added).chain(started).find(|(on, _)| *on == ready).map(|(_, event)| event)
}

/// How far the plan is.
pub(super) fn progress(actions: &[ActionState]) -> Progress {
    let count = |wanted: &dyn Fn(&ActionState) -> bool| actions.iter().filter(|action| wanted(action)).count() as u64;
    Progress {
        actions: count(&|_| true),
        done: count(&|action| action.status == ActionStatus::Done),
        dropped: count(&|action| action.status == ActionStatus::Dropped),
        open: count(&|action| !action.status.is_closed()),
        overdue: count(&|action| action.overdue_days > 0),
    }
}
