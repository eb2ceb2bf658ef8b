//! What stands where events amend or void each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::event::Event;
use super::fate::Fate;
use super::problem::EventProblem;
use crate::catalogue::in_order;
use crate::diagnostic::Code;

/// One id, and what was given under it.
struct Node<'e> {
    /// The first of its contents; it says what the event is about.
    event: &'e Event,
    /// Where its contents stand among the events.
    contents: Vec<usize>,
    /// The one that it amends or voids.
    target: Option<usize>,
    /// Why it is not heard.
    defect: Option<Fate>,
}

/// What stands where one event does.
#[derive(Clone, Copy, PartialEq)]
enum Stands {
    /// Nothing that counts.
    Nothing,
    /// This event or one that amends it.
    Event(usize),
    /// Nothing: a void took it.
    TakenBy(usize),
}

/// Where an event would stand.
#[derive(Clone, Copy, Default)]
struct Place {
    /// The event whose place it is, if it is any's.
    top: Option<usize>,
    /// The void that took it back, or what it amends.
    void: Option<usize>,
}

/// The fate of each event as far as amendments and voids go, and why some are not heard. `defect` says what is wrong with
/// an event alone.
pub(super) fn fates(
    events: &[Arc<Event>],
    defect: impl Fn(&Event) -> Option<Fate>,
    problems: &mut Vec<EventProblem>,
) -> Vec<Fate> {
    if each_alone(events) {
        return events.iter().map(|event| defect(event).unwrap_or(Fate::Counts)).collect();
    }
    let mut nodes = nodes(events, defect);
    let order = order(&mut nodes, problems);
    let mut stands = vec![Stands::Nothing; nodes.len()];
    for (place, about) in &order {
        let now = stands_at(*place, about, &nodes, &stands);
        if let Some(slot) = stands.get_mut(*place) {
            *slot = now;
        }
    }
    let mut fates = vec![Fate::Waiting; events.len()];
    let mut places = vec![Place::default(); nodes.len()];
    // What an event amends comes before it.
    for (at, _) in order.iter().rev() {
        let Some(node) = nodes.get(*at) else { continue };
        let mut place = if node.event.amends.is_none() {
            Place { top: Some(*at), void: None }
        } else {
            node.target.and_then(|target| places.get(target)).copied().unwrap_or_default()
        };
        if let Some(Stands::TakenBy(void)) = stands.get(*at) {
            place.void = Some(*void);
        }
        if let Some(slot) = places.get_mut(*at) {
            *slot = place;
        }
        let fate = fate(*at, place, &nodes, &stands);
        if fate == Fate::Waiting && node.defect.is_none() {
            problems.push(waits_behind(node.event));
        }
        for content in &node.contents {
            if let Some(slot) = fates.get_mut(*content) {
                *slot = fate.clone();
            }
        }
    }
    fates
}

/// Whether no event is about another and no id comes twice: then each stands or falls by itself, as in most files.
fn each_alone(events: &[Arc<Event>]) -> bool {
    let mut ids = BTreeSet::new();
    events.iter().all(|event| event.target().is_none() && ids.insert(event.id.as_str()))
}

/// Events by id, with what each is about.
fn nodes(events: &[Arc<Event>], defect: impl Fn(&Event) -> Option<Fate>) -> Vec<Node<'_>> {
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, event) in events.iter().enumerate() {
        by_id.entry(&event.id).or_default().push(place);
    }
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, id) in by_id.keys().enumerate() {
        places.insert(id, place);
    }
    let node = |contents: Vec<usize>| {
        let event: &Event = events.get(*contents.first()?)?;
        let target = event.target().and_then(|target| places.get(target).copied());
        let defect = match (event.target(), target) {
            _ if contents.len() > 1 => Some(Fate::Conflict),
            (Some(_), None) => Some(Fate::Waiting),
            _ => defect(event),
        };
        Some(Node { event, contents, target, defect })
    };
    by_id.into_values().filter_map(node).collect()
}

/// The places of events, each after those of the events about it, which it has with it. Events about each other in a
/// circle are not heard.
fn order(nodes: &mut [Node<'_>], problems: &mut Vec<EventProblem>) -> Vec<(usize, Vec<usize>)> {
    for node in nodes.iter() {
        problems.extend(match node.defect {
            Some(Fate::Conflict) => Some(two_contents(node)),
            Some(Fate::Waiting) => Some(waits(node.event)),
            _ => None,
        });
    }
    loop {
        let mut about: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
        for (place, node) in nodes.iter().enumerate() {
            if let Some(about) = node.target.and_then(|target| about.get_mut(target)) {
                about.push(place);
            }
        }
        let circles = match in_order(&about) {
            Ok(order) => {
                let with_about = |place| (place, about.get(place).cloned().unwrap_or_default());
                return order.into_iter().map(with_about).collect();
            }
            Err(circles) => circles,
        };
        for place in circles.into_iter().flatten() {
            if let Some(node) = nodes.get_mut(place) {
                problems.push(in_a_circle(node.event));
                node.target = None;
                node.defect = Some(Fate::Circle);
            }
        }
    }
}

/// What stands in one event's place, once that is known of those about it.
fn stands_at(place: usize, about: &[usize], nodes: &[Node<'_>], stands: &[Stands]) -> Stands {
    let of = |place: usize| stands.get(place).copied().unwrap_or(Stands::Nothing);
    let latest = |places: Vec<usize>| {
        let recorded = |place: &usize| nodes.get(*place).map(|node| (&node.event.recorded_at, &node.event.id));
        places.into_iter().max_by_key(recorded)
    };
    let (mut voids, mut amendments) = (Vec::new(), Vec::new());
    for about in about {
        let Some(node) = nodes.get(*about) else { continue };
        match of(*about) {
            // A void that was amended into something else takes nothing back any more.
            Stands::Event(stands) if node.event.voids.is_some() => voids.extend((stands == *about).then_some(stands)),
            Stands::Event(stands) => amendments.push(stands),
            Stands::Nothing | Stands::TakenBy(_) => {}
        }
    }
    if let Some(void) = latest(voids) {
        return Stands::TakenBy(void);
    }
    let heard = nodes.get(place).is_some_and(|node| node.defect.is_none());
    latest(amendments).or(heard.then_some(place)).map_or(Stands::Nothing, Stands::Event)
}

/// What becomes of one event.
fn fate(at: usize, place: Place, nodes: &[Node<'_>], stands: &[Stands]) -> Fate {
    let of = |at: usize| stands.get(at).copied().unwrap_or(Stands::Nothing);
    let id = |at: usize| nodes.get(at).map(|node| node.event.id.clone()).unwrap_or_default();
    let Some(node) = nodes.get(at) else { return Fate::Waiting };
    if let Some(void) = place.void {
        return Fate::Voided { by: id(void) };
    }
    match (of(at), &node.defect) {
        (Stands::Event(other), _) if other != at => Fate::Amended { by: id(other) },
        (_, Some(defect)) => defect.clone(),
        _ if node.event.voids.is_some() => Fate::Voids,
        _ => match place.top.map(of) {
            Some(Stands::Event(stands)) if stands != at => Fate::Amended { by: id(stands) },
            Some(_) => Fate::Counts,
            None => Fate::Waiting,
        },
    }
}

fn waits(event: &Event) -> EventProblem {
    let target = event.target().unwrap_or_default();
    let verb = if event.voids.is_some() { "voids" } else { "amends" };
    let message = format!("the event `{}` {verb} `{target}`, which is not among the events", event.id);
    EventProblem::new(&event.id, Code::EventUnknownTarget, message, "it counts for nothing until that event is given")
}

fn waits_behind(event: &Event) -> EventProblem {
    let target = event.target().unwrap_or_default();
    let message = format!("the event `{}` amends `{target}`, which stands in no event's place itself", event.id);
    let help = format!("it counts for nothing until `{target}` does; look at what is said of that one");
    EventProblem::new(&event.id, Code::EventUnknownTarget, message, help)
}

fn two_contents(node: &Node<'_>) -> EventProblem {
    let (id, count) = (&node.event.id, node.contents.len());
    let message = match count {
        2 => format!("the event `{id}` is given with two contents"),
        _ => format!("the event `{id}` is given with {count} contents"),
    };
    let help = "neither counts; give an amendment that says which is right";
    EventProblem::new(id, Code::EventTwoContents, message, help)
}

fn in_a_circle(event: &Event) -> EventProblem {
    let message = format!("the event `{}` is one of a circle that amend or void each other", event.id);
    EventProblem::new(
        &event.id,
        Code::EventCircle,
        message,
        "none of them counts; give an event that says what is right",
    )
}
