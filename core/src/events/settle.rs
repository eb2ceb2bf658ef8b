//! Which events count: each id once, amendments in place of what they amend, nothing that is voided, one person's.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Event;
use super::kinds::{self, SAME_PERSON};
use super::problem::EventProblem;
use crate::catalogue::{Catalogue, in_order};
use crate::diagnostic::{Code, help_for_name};
use crate::sort;
use crate::value::Plain;

/// The events that count, in the order they happened, and what counts for nothing.
pub(super) fn settle(catalogue: &Catalogue, events: Vec<Event>) -> (Vec<Event>, Vec<EventProblem>) {
    let mut problems = Vec::new();
    let mut set = Set::of(events);
    let others = set.others();
    if !others.is_empty() {
        for id in &others {
            let message = format!("the event `{id}` is another person's");
            let help = "give one person's events at a time, or say with a `same_person` event that the two are one";
            problems.push(problem(id, Code::EventOfAnother, message, help));
        }
        set.remove(&others);
    }
    let standing = set.standing(&mut problems);
    let mut counting = Vec::new();
    for event in standing {
        match impossible(catalogue, &event) {
            Some(reason) => problems.push(reason),
            None => {
                problems.extend(unknown_kind(catalogue, &event));
                counting.push(event);
            }
        }
    }
    sort::by(&mut counting, |a, b| place(a).cmp(&place(b)));
    sort::by(&mut problems, Ord::cmp);
    (counting, problems)
}

/// Where an event stands among those of one person.
fn place(event: &Event) -> impl Ord + use<'_> {
    (event.on, kinds::rank(event.kind.as_deref().unwrap_or_default()), &event.recorded_at, &event.id)
}

fn problem(id: &str, code: Code, message: impl Into<String>, help: impl Into<String>) -> EventProblem {
    EventProblem { event: id.to_owned(), code, message: message.into(), help: help.into() }
}

/// An event of a kind that there is not is kept, and nothing asks about it.
fn unknown_kind(catalogue: &Catalogue, event: &Event) -> Option<EventProblem> {
    let kind = event.kind.as_deref().filter(|kind| !kinds::is_known(catalogue, kind))?;
    let message = format!("the event `{}` is of a kind that there is not: `{kind}`", event.id);
    let help = help_for_name(kind, kinds::known(catalogue), "kinds");
    Some(problem(&event.id, Code::EventUnknownKind, message, help))
}

/// Why an event that can be read still counts for nothing.
fn impossible(catalogue: &Catalogue, event: &Event) -> Option<EventProblem> {
    let id = event.id.as_str();
    if event.on.zip(event.end).is_some_and(|(on, end)| end < on) {
        let message = format!("the event `{id}` ends before it begins");
        return Some(problem(id, Code::EventImpossible, message, "amend it with the right days"));
    }
    if event.kind.as_deref().is_some_and(kinds::is_stage) {
        let programmes = &catalogue.rules().programmes;
        match &event.programme {
            None => {
                let message = format!("the event `{id}` does not say of which programme");
                return Some(problem(id, Code::EventUnknownProgramme, message, "give its `programme`"));
            }
            Some(programme) if !programmes.contains_key(programme) => {
                let message = format!("the event `{id}` is of a programme that there is not: `{programme}`");
                let help = help_for_name(programme, programmes.keys().map(String::as_str), "programmes");
                return Some(problem(id, Code::EventUnknownProgramme, message, help));
            }
            Some(_) => {}
        }
    }
    None
}

/// Events by id.
struct Set {
    events: BTreeMap<String, Event>,
    /// Ids that were given with two contents: neither counts.
    doubtful: BTreeSet<String>,
}

/// What stands in the place of each event of a [`Set`], by its place: itself, an amendment, or nothing.
type Standing = Vec<Option<usize>>;

impl Set {
    fn of(events: Vec<Event>) -> Self {
        let mut set = Self { events: BTreeMap::new(), doubtful: BTreeSet::new() };
        for event in events {
            let Some(other) = set.events.get_mut(&event.id) else {
                set.events.insert(event.id.clone(), event);
                continue;
            };
            let (one, two) = (other.canonical(), event.canonical());
            if one != two {
                set.doubtful.insert(event.id.clone());
                // Neither counts, and which of them is kept must not depend on their order.
                if two < one {
                    *other = event;
                }
            }
        }
        set
    }

    fn remove(&mut self, ids: &BTreeSet<String>) {
        self.events.retain(|id, _| !ids.contains(id));
    }

    /// The ids of events that are of other people than most of them are; of two people with as many, the one whose id
    /// comes first is meant.
    fn others(&self) -> BTreeSet<String> {
        if self
            .events
            .values()
            .all(|event| self.events.values().next().is_some_and(|first| first.person == event.person))
        {
            return BTreeSet::new();
        }
        let standing = self.standing(&mut Vec::new());
        let pairs: Vec<(&str, &str)> = standing.iter().filter_map(joined).collect();
        let people = self.events.values().map(|event| event.person.as_str());
        let people = people.chain(pairs.iter().flat_map(|(one, other)| [*one, *other]));
        let mut groups: BTreeMap<&str, &str> = sort::gather(people.map(|person| (person, person)));
        for (one, other) in &pairs {
            let (Some(a), Some(b)) = (groups.get(one).copied(), groups.get(other).copied()) else { continue };
            groups.values_mut().filter(|group| **group == a.max(b)).for_each(|group| *group = a.min(b));
        }
        let group = |event: &Event| groups.get(event.person.as_str()).copied();
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for group in self.events.values().filter_map(group) {
            let size = sizes.entry(group).or_default();
            *size = size.saturating_add(1);
        }
        let most = sizes.values().max().copied();
        let own = sizes.iter().find(|(_, size)| Some(**size) == most).map(|(group, _)| *group);
        let others = self.events.values().filter(|event| group(event) != own);
        sort::gather(others.map(|event| event.id.clone()))
    }

    /// What is not voided, amended where it is amended.
    fn standing(&self, problems: &mut Vec<EventProblem>) -> Vec<Event> {
        let events: Vec<&Event> = self.events.values().collect();
        let places: BTreeMap<&str, usize> =
            sort::gather(events.iter().enumerate().map(|(place, event)| (event.id.as_str(), place)));
        let targets: Vec<Option<usize>> =
            events.iter().map(|event| event.target().and_then(|target| places.get(target).copied())).collect();
        let mut unheard = BTreeSet::new();
        for (place, (event, target)) in events.iter().zip(&targets).enumerate() {
            if let (Some(id), None, false) = (event.target(), target, self.doubtful.contains(&event.id)) {
                let verb = if event.voids.is_some() { "voids" } else { "amends" };
                let message = format!("the event `{}` {verb} `{id}`, which is not among the events", event.id);
                let help = "it counts for nothing until that event is given";
                problems.push(problem(&event.id, Code::EventUnknownTarget, message, help));
                unheard.insert(place);
            }
        }
        for id in &self.doubtful {
            let message = format!("the event `{id}` is given with two contents");
            let help = "neither counts; give an amendment that says which is right";
            problems.push(problem(id, Code::EventTwoContents, message, help));
        }
        let order = self.order(&events, targets, &mut unheard, problems);
        let mut standing: Standing = vec![None; events.len()];
        for (place, about) in order {
            let counts =
                !unheard.contains(&place) && events.get(place).is_some_and(|event| !self.doubtful.contains(&event.id));
            let stands = self.stands(place, counts, &about, &events, &standing);
            if let Some(slot) = standing.get_mut(place) {
                *slot = stands;
            }
        }
        // An amendment stands in the place of another, not in its own.
        let roots = events.iter().zip(&standing).filter(|(event, _)| event.amends.is_none());
        let stands = roots.filter_map(|(_, stands)| stands.and_then(|place| events.get(place).copied()));
        stands.filter(|event| event.voids.is_none()).cloned().collect()
    }

    /// The places of events, each with those of the events about it, which come before it. Events about each other in a
    /// circle are not heard.
    fn order(
        &self,
        events: &[&Event],
        mut targets: Vec<Option<usize>>,
        unheard: &mut BTreeSet<usize>,
        problems: &mut Vec<EventProblem>,
    ) -> Vec<(usize, Vec<usize>)> {
        loop {
            let mut about: Vec<Vec<usize>> = vec![Vec::new(); events.len()];
            for (place, target) in targets.iter().enumerate() {
                if let Some(about) = target.and_then(|target| about.get_mut(target)) {
                    about.push(place);
                }
            }
            let circles = match in_order(&about) {
                Ok(order) => {
                    let about = |place| (place, about.get(place).cloned().unwrap_or_default());
                    return order.into_iter().map(about).collect();
                }
                Err(circles) => circles,
            };
            for circle in circles {
                for event in circle.iter().filter_map(|place| events.get(*place)) {
                    let message = format!("the event `{}` is one of a circle that amend or void each other", event.id);
                    let help = "none of them counts; give an event that says what is right";
                    problems.push(problem(&event.id, Code::EventCircle, message, help));
                }
                for place in circle {
                    unheard.insert(place);
                    if let Some(target) = targets.get_mut(place) {
                        *target = None;
                    }
                }
            }
        }
    }

    /// What stands in one event's place, once it is known what stands of those about it.
    fn stands(
        &self,
        place: usize,
        counts: bool,
        about: &[usize],
        events: &[&Event],
        standing: &Standing,
    ) -> Option<usize> {
        let of = |place: &usize| standing.get(*place).copied().flatten();
        let voided = about.iter().filter_map(|about| of(about).and_then(|stands| events.get(stands)));
        if voided.clone().any(|event| event.voids.is_some()) {
            return None;
        }
        let amendments = about.iter().filter_map(of);
        let latest = amendments.max_by_key(|place| events.get(*place).map(|event| (&event.recorded_at, &event.id)));
        latest.or(counts.then_some(place))
    }
}

/// The two ids that a `same_person` event joins.
fn joined(event: &Event) -> Option<(&str, &str)> {
    match event.data.get("person").filter(|_| event.is_of(SAME_PERSON))? {
        Plain::Text(id) | Plain::Number(id) => Some((&event.person, id)),
        _ => None,
    }
}
