//! Whose events are whose.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::event::Event;
use super::fate::Fate;
use super::kinds::SAME_PERSON;

/// People's ids, joined where they are one person's.
pub(crate) struct People<'e> {
    places: BTreeMap<&'e str, usize>,
    /// For each id another one of the same person, and for one of them itself.
    parents: Vec<usize>,
}

impl<'e> People<'e> {
    /// The people of events, joined by those `same_person` events that count.
    pub(crate) fn of(events: &'e [Arc<Event>], fates: &[Fate]) -> Self {
        let mut people = Self { places: BTreeMap::new(), parents: Vec::new() };
        for (event, fate) in events.iter().zip(fates) {
            let one = people.place(&event.person);
            if let (Some(other), Fate::Counts) = (event.joins(), fate) {
                let other = people.place(other);
                people.join(one, other);
            }
        }
        people
    }

    /// The ids that are one person's with this one, itself among them.
    #[cfg(feature = "case-files")]
    pub(crate) fn ids(&self, person: &str) -> Vec<&'e str> {
        let own = self.group(person);
        self.places.keys().copied().filter(|id| own.is_some() && self.group(id) == own).collect()
    }

    /// One number for all ids of a person.
    pub(crate) fn group(&self, person: &str) -> Option<usize> {
        self.places.get(person).map(|place| self.root(*place))
    }

    /// The person whom most events are of; of two with as many, the one whose least id comes first.
    pub(super) fn most(&self, events: &[Arc<Event>]) -> Option<usize> {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        // What was given under one id is one event.
        for event in events.iter().filter(|event| ids.insert(event.id.as_str())) {
            if let Some(group) = self.group(&event.person) {
                let size = sizes.entry(group).or_default();
                *size = size.saturating_add(1);
            }
        }
        let most = sizes.values().max()?;
        self.places.keys().filter_map(|id| self.group(id)).find(|group| sizes.get(group) == Some(most))
    }

    fn place(&mut self, id: &'e str) -> usize {
        let next = self.parents.len();
        let place = *self.places.entry(id).or_insert(next);
        if place == next {
            self.parents.push(next);
        }
        place
    }

    fn root(&self, mut place: usize) -> usize {
        while let Some(parent) = self.parents.get(place).copied().filter(|parent| *parent != place) {
            place = parent;
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
        // Kept short, or a long chain of joins would be walked for every event.
        for place in [one, other] {
            let root = self.root(place);
            if let Some(parent) = self.parents.get_mut(place) {
                *parent = root;
            }
        }
    }
}

impl Event {
    /// The other id that a `same_person` event joins to its person's.
    pub(crate) fn joins(&self) -> Option<&str> {
        self.data.get("person").filter(|_| self.is_of(SAME_PERSON))?.as_id()
    }
}
