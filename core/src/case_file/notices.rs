//! What counts and is still to be told of: days that cannot be right, starts that no version is for, programmes that there
//! are not, and what the plan does not allow.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::allowed;
use super::detail::Detail;
use crate::catalogue::Catalogue;
use crate::condition::Value;
use crate::diagnostic::{Code, help_for_name, quoted};
use crate::events::{CONFIRMED_UNTIL, Event, EventProblem, STARTED, TOLD};
use crate::facts::BIRTH;
use crate::journey::{Contradiction, contradictions};
use crate::value::Date;

/// How many days before it happened an event may be recorded: across the world's clocks, the day itself may differ.
pub(crate) const IN_ADVANCE: i32 = 1;

/// What is to be told of events that count, in their order.
pub(super) fn notices(catalogue: &Catalogue, counting: &[Arc<Event>]) -> Vec<EventProblem> {
    let mut notices = allowed::not_allowed(catalogue, counting);
    notices.extend(outside_versions(catalogue, counting));
    // An action of such a programme is refused already, and says so.
    let elsewhere: Vec<EventProblem> = counting.iter().filter_map(|event| elsewhere(catalogue, event)).collect();
    let is_told = |problem: &EventProblem| notices.iter().any(|told| told.event == problem.event);
    let untold: Vec<EventProblem> = elsewhere.into_iter().filter(|problem| !is_told(problem)).collect();
    notices.extend(untold);
    notices.extend(contradicting(catalogue, counting));
    let birth = birth(catalogue, counting);
    for event in counting.iter().filter(|event| event.overridden.is_none()) {
        notices.extend(in_advance(event));
        notices.extend(not_scored(catalogue, event));
        notices.extend(confirmed_outside(catalogue, event));
        notices.extend(birth.and_then(|birth| before_birth(event, birth)));
    }
    notices
}

/// The first start of each programme that lies outside all its versions: the nearest one's plan is followed.
fn outside_versions(catalogue: &Catalogue, counting: &[Arc<Event>]) -> Vec<EventProblem> {
    let rules = catalogue.rules();
    let mut started = BTreeSet::new();
    let starts = counting.iter().filter(|event| event.kind.as_deref() == Some(STARTED));
    let outside = starts.filter_map(|event| {
        let (programme, on) = (event.programme.as_deref()?, event.on?);
        let is_first = started.insert(programme);
        let index = rules.programmes.get_index_of(programme)?;
        if !is_first || event.overridden.is_some() || rules.in_force(index, on).is_some() {
            return None;
        }
        let message = format!(
            "the event `{}` starts `{programme}` on a day on which no version of it is in force; the nearest is followed",
            event.id
        );
        let help = "amend the day if it is wrong, or add the version that was in force then";
        Some(EventProblem::new(&event.id, Code::EventOutsideVersions, message, help))
    });
    outside.collect()
}

/// An event of a programme that there is not moves none that there is: its name may be misspelt, or the catalogue old.
fn elsewhere(catalogue: &Catalogue, event: &Event) -> Option<EventProblem> {
    let programmes = &catalogue.rules().programmes;
    let programme = event.programme.as_deref().filter(|programme| !programmes.contains_key(*programme))?;
    let message = format!("the event `{}` is of a programme that there is not: `{programme}`", event.id);
    let help = help_for_name(programme, programmes.keys().map(String::as_str), "programmes");
    Some(EventProblem::new(&event.id, Code::EventElsewhere, message, help))
}

/// A questionnaire that was filled in too little to have a score counts for none, and would look like one that was not.
fn not_scored(catalogue: &Catalogue, event: &Event) -> Option<EventProblem> {
    let scale = catalogue.lexicon().scales.get(event.kind.as_deref()?)?;
    let Some(Detail::Score { score: None, items: Some(items) }) = event.detail() else { return None };
    if scale.combined(&items).is_some() {
        return None;
    }
    let message = format!("the event `{}` tells too few answers for a score, and counts for none", event.id);
    let help = "answer the items that are left, or give the `score` itself";
    Some(EventProblem::new(&event.id, Code::EventNotScored, message, help))
}

/// Facts of which events of a day tell different things, of any programme that they are told in.
fn contradicting(catalogue: &Catalogue, counting: &[Arc<Event>]) -> Vec<EventProblem> {
    let told = counting.iter().map(|event| &**event).filter(|event| event.kind.as_deref() == Some(TOLD));
    let told: Vec<&Event> = told.collect();
    // Of none, which all of them see, and of each.
    let programmes: BTreeSet<Option<&str>> =
        told.iter().map(|event| event.programme.as_deref()).chain([None]).collect();
    let seen = |programme: Option<&str>| {
        let own =
            told.iter().copied().filter(|event| event.programme.is_none() || event.programme.as_deref() == programme);
        contradictions(catalogue, &own.collect::<Vec<_>>())
    };
    let found = programmes.into_iter().flat_map(seen).filter_map(|Contradiction { fact, events, .. }| {
        let (last, others) = events.split_last()?;
        let others = quoted(others.iter().map(|event| event.id.as_str()));
        let message = format!(
            "the event `{}` tells another `{fact}` of the same day than {others}; it counts as not told from that day on",
            last.id
        );
        let help = "void what is wrong; of two that tell when they were recorded the later counts";
        Some(EventProblem::new(&last.id, Code::EventToldTwice, message, help))
    });
    let mut found: Vec<EventProblem> = found.collect();
    crate::sort::by(&mut found, Ord::cmp);
    found.dedup();
    found
}

/// A spell goes on up to no day before it begins, nor after its end.
fn confirmed_outside(catalogue: &Catalogue, event: &Event) -> Option<EventProblem> {
    let Value::Date(until) = event.attributes.get(CONFIRMED_UNTIL)? else { return None };
    catalogue.lexicon().records.get(event.kind.as_deref()?).filter(|kind| kind.spell)?;
    let what = match (event.on, event.end) {
        (Some(on), _) if *until < on => "before it begins",
        (_, Some(end)) if *until > end => "after it ended",
        _ => return None,
    };
    let message = format!(
        "the event `{}` tells that it is known to go on up to a day {what}, which counts for nothing",
        event.id
    );
    let help = format!("amend its `{CONFIRMED_UNTIL}`, or its days");
    Some(EventProblem::new(&event.id, Code::EventConfirmedOutside, message, help))
}

fn in_advance(event: &Event) -> Option<EventProblem> {
    event.lag().filter(|lag| lag.saturating_add(IN_ADVANCE.into()) < 0)?;
    let message = format!("the event `{}` is dated after it was recorded", event.id);
    let help = "one of the two days is wrong: look at the clock that recorded it, and amend the event";
    Some(EventProblem::new(&event.id, Code::EventInAdvance, message, help))
}

/// What is to be told of an event that is dated before the person was born.
pub(crate) fn before_birth(event: &Event, birth: Date) -> Option<EventProblem> {
    event.on.filter(|on| *on < birth)?;
    let message = format!("the event `{}` is dated before the person was born", event.id);
    Some(EventProblem::new(&event.id, Code::EventBeforeBirth, message, "amend its day, or the `date_of_birth` told"))
}

/// The day of birth as it was told last.
fn birth(catalogue: &Catalogue, counting: &[Arc<Event>]) -> Option<Date> {
    let (fact, _, _) = catalogue.lexicon().fact(BIRTH)?;
    let told = counting.iter().rev().filter(|event| event.kind.as_deref() == Some(TOLD));
    told.filter_map(|event| event.data.get(BIRTH)).find_map(|birth| {
        let mut telling = catalogue.telling();
        telling.tell(BIRTH, birth.into());
        match telling.finish().ok()?.values.get(fact)? {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    })
}
