//! What happened to the actions of a plan: each as of any day, whether events told it or records did it.

use std::collections::BTreeMap;

use super::meeting::Met;
use super::plan::{Plan, Planned};
use crate::case_file::{ActionStep, Detail};
use crate::events::Event;
use crate::value::Date;

/// What happened to one action: the first time it was begun and done, and when it was out of the plan.
#[derive(Default)]
pub(super) struct Happened<'e> {
    pub(super) started: Option<(Date, &'e str)>,
    pub(super) done: Option<(Date, &'e str)>,
    out: Vec<Out<'e>>,
}

/// A time during which an action was out of the plan.
pub(super) struct Out<'e> {
    pub(super) on: Date,
    /// The event that dropped it.
    pub(super) event: &'e str,
    pub(super) reason: Option<&'e str>,
    /// The day on which it was taken up again.
    until: Option<Date>,
}

impl<'e> Happened<'e> {
    /// Out of the plan since when, if it is.
    pub(super) fn dropped(&self) -> Option<&Out<'e>> {
        self.out.last().filter(|out| out.until.is_none())
    }

    /// The day on which it was done or dropped, and the event that did it.
    pub(super) fn closed(&self) -> Option<(Date, &'e str)> {
        self.done.or(self.dropped().map(|out| (out.on, out.event)))
    }

    /// Whether it was done or out of the plan on a day: of one day nobody knows what came first.
    fn was_closed_on(&self, day: Date) -> bool {
        let was_out = |out: &Out<'_>| out.on <= day && out.until.is_none_or(|until| until >= day);
        self.done.is_some_and(|(done, _)| done <= day) || self.out.iter().any(was_out)
    }

    fn read(&mut self, step: ActionStep, on: Date, event: &'e str, reason: Option<&'e str>) {
        match step {
            ActionStep::Started => _ = self.started.get_or_insert((on, event)),
            ActionStep::Done => _ = self.done.get_or_insert((on, event)),
            ActionStep::Dropped if self.dropped().is_none() => self.out.push(Out { on, event, reason, until: None }),
            ActionStep::Dropped => {}
            // What was dropped can be taken up again.
            ActionStep::Added => {
                if let Some(out) = self.out.last_mut() {
                    out.until.get_or_insert(on);
                }
            }
        }
    }
}

/// What happened to each action, by its id.
pub(super) struct Happenings<'e>(BTreeMap<&'e str, Happened<'e>>);

impl<'e> Happenings<'e> {
    /// What events tell, in their order.
    pub(super) fn of(events: impl Iterator<Item = &'e Event>) -> Self {
        let mut happened: BTreeMap<&str, Happened<'_>> = BTreeMap::new();
        for event in events.filter(|event| event.is_of_action()) {
            if let (Some(Detail::Action { step, action, reason, .. }), Some(on)) = (event.detail(), event.on) {
                happened.entry(action).or_default().read(step, on, &event.id, reason);
            }
        }
        Self(happened)
    }

    /// With what records did, which is for each action of the programme's plan, in its order.
    pub(super) fn with_records(mut self, plan: &Plan<'e>, met: &[Option<Met<'e>>]) -> Self {
        for planned in &plan.actions {
            let met = planned.template.and_then(|place| met.get(place)?.as_ref());
            let Some((on, event)) = met.and_then(|met| met.on) else { continue };
            let own = self.0.entry(planned.id).or_default();
            if own.done.is_none_or(|(done, _)| on < done) {
                own.done = Some((on, event));
            }
        }
        self
    }

    /// What happened to an action.
    pub(super) fn to(&self, action: &str) -> Option<&Happened<'e>> {
        self.0.get(action)
    }

    /// The day on which an action was done or dropped, and the event that did it.
    pub(super) fn closed(&self, action: &str) -> Option<(Date, &'e str)> {
        self.to(action)?.closed()
    }

    /// The actions that come before another and were open on a day, in the order that the plan had then.
    pub(super) fn open_before<'p>(
        &self,
        planned: &'p Planned<'e>,
        day: Date,
    ) -> impl Iterator<Item = &'e str> + use<'_, 'p, 'e> {
        let was_closed = move |id: &str| self.to(id).is_some_and(|own| own.was_closed_on(day));
        planned.after_on(day).iter().copied().filter(move |id| !was_closed(id))
    }
}
