//! Which actions of a plan came too early: for whoever asks of events and not of a state.

use std::cell::OnceCell;
use std::sync::Arc;

use super::enrolment::Enrolment;
use super::facts::Facts;
use super::happenings::Happenings;
use super::plan::{Plan, Planned};
use super::{belongs, followed, meeting};
use crate::catalogue::{Catalogue, Version};
use crate::events::Event;
use crate::value::Date;

/// The events of one person in one programme beside its plan. What is not asked for is not worked out.
pub(crate) struct Course<'e> {
    catalogue: &'e Catalogue,
    /// The version whose plan and journey it follows.
    pub(crate) version: &'e Version,
    programme: &'e str,
    counting: &'e [Arc<Event>],
    told: OnceCell<(Plan<'e>, Happenings<'e>)>,
    with_records: OnceCell<Happenings<'e>>,
}

impl<'e> Course<'e> {
    /// The course of events that count, in their order; `None` if there is no such programme.
    pub(crate) fn of(catalogue: &'e Catalogue, programme: &str, counting: &'e [Arc<Event>]) -> Option<Self> {
        let (_, programme, _) = catalogue.rules().programmes.get_full(programme)?;
        let version = followed(catalogue, programme, || counting.iter().map(|event| &**event), None)?;
        let (told, with_records) = (OnceCell::new(), OnceCell::new());
        Some(Self { catalogue, version, programme, counting, told, with_records })
    }

    fn events(&self) -> impl Iterator<Item = &'e Event> + use<'e> {
        let programme = self.programme;
        self.counting.iter().map(|event| &**event).filter(move |event| belongs(event, programme))
    }

    /// What an event leaves open that comes before the action it does; nothing if something else did that action first.
    pub(crate) fn passes_over(&self, event: &Event, action: &str) -> Vec<&'e str> {
        let (plan, told) =
            self.told.get_or_init(|| (Plan::of(self.version, self.events()), Happenings::of(self.events())));
        let Some(planned) = plan.actions.iter().find(|planned| planned.id == action) else { return Vec::new() };
        let open = passed_over(told, planned, event);
        // Records are looked at where they can matter: of the action itself, or of one that is open without them.
        let by_records = |id: &str| {
            plan.actions
                .iter()
                .any(|planned| planned.id == id && planned.template.is_some_and(|place| self.has_records(place)))
        };
        if open.is_empty() || !open.iter().copied().chain([action]).any(by_records) {
            return open;
        }
        passed_over(self.with_records.get_or_init(|| self.records_of(plan)), planned, event)
    }

    fn has_records(&self, place: usize) -> bool {
        let actions = self.version.document.plan.as_ref().map(|plan| &plan.actions);
        actions.and_then(|actions| actions.get(place)).is_some_and(|action| action.met_by.is_some())
    }

    fn records_of(&self, plan: &Plan<'e>) -> Happenings<'e> {
        let events: Vec<&Event> = self.events().collect();
        let last = events.last().and_then(|event| event.on).unwrap_or(Date::MAX);
        let enrolment = Enrolment::of(&events, &self.version.document.journey, last);
        let facts = Facts::of(self.catalogue, &events);
        let met = meeting::all(self.catalogue, self.version, &enrolment, &events, &facts);
        Happenings::of(events.into_iter()).with_records(plan, &met)
    }
}

fn passed_over<'e>(happenings: &Happenings<'e>, planned: &Planned<'e>, event: &Event) -> Vec<&'e str> {
    let done = happenings.to(planned.id).and_then(|own| own.done).filter(|(_, by)| *by == event.id);
    done.map_or_else(Vec::new, |(day, _)| happenings.open_before(planned, day).collect())
}
