//! Actions that records do: how much of them there is, and the day on which it was enough.

use super::enrolment::Enrolment;
use super::facts::Facts;
use crate::catalogue::{Catalogue, Meeting, Version};
use crate::condition::{Evaluator, Expression, NoVerdicts, Value};
use crate::document::MetBy;
use crate::events::Event;
use crate::value::{Date, Number};

/// How far the records of an action are.
pub(super) struct Met<'e> {
    pub(super) so_far: Number,
    pub(super) needed: Option<Number>,
    /// The day on which it was enough, and the event that made it so.
    pub(super) on: Option<(Date, &'e str)>,
    /// How many records may count too.
    pub(super) unclear: u64,
}

/// What records have done of each action of a plan's template, in its order.
pub(super) fn all<'e>(
    catalogue: &Catalogue,
    version: &Version,
    enrolment: &Enrolment,
    events: &[&'e Event],
    facts: &Facts<'_>,
) -> Vec<Option<Met<'e>>> {
    let actions = version.document.plan.iter().flat_map(|plan| &plan.actions);
    let meet = |(action, meeting): (&crate::document::Action, &Meeting)| {
        let met_by = action.met_by.as_ref()?;
        Some(met(catalogue, met_by, meeting, enrolment, events, facts))
    };
    actions.zip(&version.meetings).map(meet).collect()
}

fn met<'e>(
    catalogue: &Catalogue,
    met_by: &MetBy,
    meeting: &Meeting,
    enrolment: &Enrolment,
    events: &[&'e Event],
    facts: &Facts<'_>,
) -> Met<'e> {
    let one = Number::from(1_i64);
    let needed = |day: Date| match &meeting.at_least {
        None => Some(one),
        Some(Expression::Constant(at_least)) => at_least.amount(),
        Some(at_least) => Evaluator::new(&facts.on(day), Some(day), &NoVerdicts).value(at_least).amount(),
    };
    let mut met = Met { so_far: Number::ZERO, needed: None, on: None, unclear: 0 };
    let Some(started) = enrolment.started_on else {
        met.needed = needed(enrolment.until);
        return met;
    };
    let is_record = |event: &&&Event| event.kind.as_deref() == Some(met_by.record.as_str()) && event.subject.is_none();
    let is_known = catalogue.lexicon().records.contains_key(met_by.record.as_str());
    for event in events.iter().filter(is_record).filter(|_| is_known) {
        // A record belongs to an enrolment that had started when it happened or began.
        let Some(on) = event.on.filter(|on| *on >= started) else { continue };
        let counts = meeting.counts.as_ref().map_or(Some(true), |counts| {
            Evaluator::new(&facts.on(on), Some(on), &NoVerdicts).about(&event.parts()).truth(counts)
        });
        let more = match &met_by.sum {
            None => Some(one),
            Some(attribute) => event.attributes.get(attribute.as_str()).and_then(Value::amount),
        };
        match (counts, more.and_then(|more| met.so_far.checked_add(more))) {
            (Some(false), _) => {}
            (Some(true), Some(sum)) => {
                met.so_far = sum;
                if met.on.is_none() && needed(on).is_some_and(|needed| sum >= needed) {
                    met.on = Some((on, &event.id));
                }
            }
            _ => met.unclear = met.unclear.saturating_add(1),
        }
    }
    met.needed = needed(enrolment.until);
    met
}
