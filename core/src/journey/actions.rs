//! The actions of a person's plan, and how each stands.

use super::enrolment::Enrolment;
use super::happenings::{Happened, Happenings};
use super::meeting::Met;
use super::plan::{Plan, Planned};
use super::state::{ActionState, ActionStatus, Progress};
use crate::value::{Date, add};

/// Every action and how it stands.
pub(super) fn all<'e>(
    plan: &Plan<'e>,
    enrolment: &Enrolment,
    happenings: &Happenings<'e>,
    met: &[Option<Met<'e>>],
) -> Vec<ActionState> {
    let never = plan.never_ready();
    let state = |planned: &Planned<'_>| {
        let met = planned.template.and_then(|place| met.get(place)?.as_ref());
        let nothing = Happened::default();
        let own = happenings.to(planned.id).unwrap_or(&nothing);
        let waits_for = planned.after.iter().filter(|after| happenings.closed(after).is_none());
        let waits_for: Vec<String> = waits_for.map(|after| (*after).to_owned()).collect();
        let begun = enrolment.started_on.map(|started| planned.added.map_or(started, |(added, _)| added.max(started)));
        let last = planned.after.iter().filter_map(|after| happenings.closed(after)).map(|(on, _)| on).max();
        let ready_on = begun.filter(|_| waits_for.is_empty()).map(|begun| last.map_or(begun, |last| last.max(begun)));
        let until = own.closed().map_or(enrolment.until, |(closed, _)| closed.min(enrolment.until));
        let due_on =
            ready_on.zip(planned.due).and_then(|(ready, due)| enrolment.put_off(add(ready, due)?, ready, until));
        let (status, since, event, reason) = match (own.done, own.dropped(), own.started, ready_on) {
            (Some((on, event)), ..) => (ActionStatus::Done, Some(on), Some(event), None),
            (_, Some(out), ..) => (ActionStatus::Dropped, Some(out.on), Some(out.event), out.reason),
            (_, _, Some((on, event)), _) => (ActionStatus::Started, Some(on), Some(event), None),
            (_, _, _, Some(ready)) => {
                (ActionStatus::Ready, Some(ready), ready_event(planned, enrolment, happenings, ready), None)
            }
            _ => (ActionStatus::Waiting, None, None, None),
        };
        let overdue_days = due_on.filter(|_| !status.is_closed()).map_or(0, |due| enrolment.overdue(due));
        let out_of_order = own.done.is_some_and(|(done, _)| happenings.open_before(planned, done).next().is_some());
        ActionState {
            id: planned.id.to_owned(),
            text: planned.text(),
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
    happenings: &Happenings<'e>,
    ready: Date,
) -> Option<&'e str> {
    let closed = planned.after.iter().rev().filter_map(|after| happenings.closed(after));
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
