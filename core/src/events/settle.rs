//! What a set of events comes to: the latest of what they amend, nothing that is voided, one person's.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::event::Event;
use super::fate::Fate;
use super::kinds::{self, ENDED, STARTED, Shape};
use super::people::People;
use super::problem::EventProblem;
use super::standing;
use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, help_for_name};
use crate::sort;

/// What a set of events comes to.
pub(crate) struct Settled {
    /// The events that count, in their order.
    pub(crate) counting: Vec<Arc<Event>>,
    /// What became of each event that was given, by its place.
    #[cfg(feature = "case-files")]
    pub(crate) fates: Vec<Fate>,
    /// What counts for nothing or less than it seems to, and why.
    pub(crate) problems: Vec<EventProblem>,
}

/// Events in their order, each content once; `again` sees what told the same as an earlier one.
pub(crate) fn distinct(mut events: Vec<Arc<Event>>, again: &mut dyn FnMut(&Event)) -> Vec<Arc<Event>> {
    sort::by(&mut events, |a, b| match place(a).cmp(&place(b)) {
        // Only what was given twice is looked at whole.
        Ordering::Equal if !Arc::ptr_eq(a, b) => a.contents().cmp(&b.contents()),
        order => order,
    });
    events.dedup_by(|b, a| {
        let is_same = Arc::ptr_eq(a, b) || (a.id == b.id && place(a) == place(b) && a.canonical() == b.canonical());
        if is_same {
            again(b);
        }
        is_same
    });
    events
}

/// Why an event could not count, whatever the others are. One that takes another back does no more, whatever it tells.
fn defect(catalogue: &Catalogue, event: &Event) -> Option<Fate> {
    if event.voids.is_some() {
        return None;
    }
    if event.faults.is_empty() { impossible(catalogue, event).map(|_| Fate::Impossible) } else { Some(Fate::BadData) }
}

/// For each of some distinct events in their order, a number that all events of one person share.
#[cfg(feature = "case-files")]
pub(crate) fn groups(catalogue: &Catalogue, events: &[Arc<Event>]) -> Vec<usize> {
    let fates = standing::fates(events, |event| defect(catalogue, event), &mut Vec::new());
    let people = People::of(events, &fates);
    events.iter().map(|event| people.group(&event.person).unwrap_or_default()).collect()
}

/// What distinct events in their order come to.
pub(crate) fn settle(catalogue: &Catalogue, events: &[Arc<Event>]) -> Settled {
    let mut problems = Vec::new();
    let mut fates = standing::fates(events, |event| defect(catalogue, event), &mut problems);
    without_others(events, &mut fates, &mut problems);
    let mut counting = Vec::new();
    let mut on = BTreeSet::new();
    for (event, fate) in events.iter().zip(&mut fates) {
        match fate {
            Fate::BadData => problems.extend(event.faults.iter().cloned()),
            Fate::Impossible => problems.extend(impossible(catalogue, event)),
            Fate::Counts => match untimely(event, &mut on) {
                Some(reason) => {
                    problems.push(reason);
                    *fate = Fate::Impossible;
                }
                None => {
                    problems.extend(unknown_kind(catalogue, event));
                    counting.push(Arc::clone(event));
                }
            },
            _ => {}
        }
    }
    sort::by(&mut problems, Ord::cmp);
    problems.dedup();
    Settled {
        counting,
        #[cfg(feature = "case-files")]
        fates,
        problems,
    }
}

/// Where an event stands among others.
fn place(event: &Event) -> impl Ord + use<'_> {
    (event.on, event.rank, &event.recorded_at, &event.id)
}

/// Another person's events count for nothing, and that is all there is to say of them.
fn without_others(events: &[Arc<Event>], fates: &mut [Fate], problems: &mut Vec<EventProblem>) {
    if events.iter().all(|event| events.first().is_some_and(|first| first.person == event.person)) {
        return;
    }
    let people = People::of(events, fates);
    let own = people.most(events);
    let mut others = BTreeSet::new();
    for (event, fate) in events.iter().zip(fates) {
        let settled = matches!(fate, Fate::Amended { .. } | Fate::Voided { .. } | Fate::Voids | Fate::Conflict);
        if !settled && people.group(&event.person) != own {
            *fate = Fate::OtherPerson;
            others.insert(event.id.as_str());
        }
    }
    problems.retain(|problem| !others.contains(problem.event.as_str()));
    for id in others {
        let message = format!("the event `{id}` is another person's");
        let help = "give one person's events at a time, or say with a `same_person` event that the two are one";
        problems.push(EventProblem::new(id, Code::EventOfAnother, message, help));
    }
}

/// An event of a kind that there is not is kept, and nothing asks about it.
fn unknown_kind(catalogue: &Catalogue, event: &Event) -> Option<EventProblem> {
    let kind = event.kind.as_deref().filter(|_| event.shape == Shape::Unknown)?;
    let message = format!("the event `{}` is of a kind that there is not: `{kind}`", event.id);
    let help = help_for_name(kind, kinds::known(catalogue), "kinds");
    Some(EventProblem::new(&event.id, Code::EventUnknownKind, message, help))
}

/// Why an event that can be read still counts for nothing, whatever the others say.
fn impossible(catalogue: &Catalogue, event: &Event) -> Option<EventProblem> {
    let id = event.id.as_str();
    if event.on.zip(event.end).is_some_and(|(on, end)| end < on) {
        let message = format!("the event `{id}` ends before it begins");
        return Some(EventProblem::new(id, Code::EventImpossible, message, "amend it with the right days"));
    }
    if event.kind.as_deref().is_some_and(kinds::needs_programme) {
        let programmes = &catalogue.rules().programmes;
        match &event.programme {
            None => {
                let message = format!("the event `{id}` does not say of which programme");
                return Some(EventProblem::new(id, Code::EventUnknownProgramme, message, "give its `programme`"));
            }
            Some(programme) if !programmes.contains_key(programme) => {
                let message = format!("the event `{id}` is of a programme that there is not: `{programme}`");
                let help = help_for_name(programme, programmes.keys().map(String::as_str), "programmes");
                return Some(EventProblem::new(id, Code::EventUnknownProgramme, message, help));
            }
            Some(_) => {}
        }
    }
    None
}

/// Why an event cannot be after those that came before it: an end needs a start, and what has started must end before
/// it starts again. `on` holds the programmes that the person is on.
fn untimely<'e>(event: &'e Event, on: &mut BTreeSet<&'e str>) -> Option<EventProblem> {
    let id = event.id.as_str();
    let programme = event.programme.as_deref()?;
    match event.kind.as_deref()? {
        STARTED if !on.insert(programme) => {
            let message = format!("the event `{id}` starts `{programme}`, which has started and not ended by then");
            let help = "give the end that lies between, or void one of the two starts";
            Some(EventProblem::new(id, Code::EventImpossible, message, help))
        }
        ENDED if !on.remove(programme) => {
            let message = format!("the event `{id}` ends `{programme}`, which has not started by then");
            Some(EventProblem::new(id, Code::EventImpossible, message, "give its start, or void the end"))
        }
        _ => None,
    }
}
