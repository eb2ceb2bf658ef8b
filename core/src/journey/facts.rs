//! Facts as they were told over time.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::condition::Value;
use crate::events::{Event, TOLD};
use crate::facts::settle_all;
use crate::value::{Date, Plain, parse_date};

/// Facts with their names, as they were told together; of what contradicts what else was told that day there is no value.
struct Told<'e> {
    /// From which day on, if not always.
    on: Option<Date>,
    /// The event that tells them, if one does.
    event: Option<&'e Event>,
    facts: Vec<(&'e str, Option<&'e Plain>)>,
}

/// The facts that are told of a person over time, by the day judged.
pub(crate) struct Facts<'e> {
    catalogue: &'e Catalogue,
    /// What was told, in order.
    told: Vec<Told<'e>>,
    /// Those of days that have been asked for.
    known: RefCell<Vec<(Date, Arc<Vec<Value>>)>>,
}

impl<'e> Facts<'e> {
    /// The facts that events tell, in their order.
    pub(crate) fn of(catalogue: &'e Catalogue, events: &[&'e Event]) -> Self {
        let contradictions = contradictions(catalogue, events);
        let is_clear =
            |event: &Event, name: &str| !contradictions.iter().any(|found| found.fact == name && found.on == event.on);
        let told = events.iter().filter(|event| event.kind.as_deref() == Some(TOLD));
        let fact =
            |event: &'e Event, name: &'e String, told| (name.as_str(), Some(told).filter(|_| is_clear(event, name)));
        let facts = |event: &'e Event| event.data.iter().map(|(name, told)| fact(event, name, told)).collect();
        let told = told.filter_map(|event| Some(Told { on: Some(event.on?), event: Some(event), facts: facts(event) }));
        let told = told.collect();
        Self { catalogue, told, known: RefCell::default() }
    }

    /// The same, with facts that are given beside the events. One with a day (`on`) holds from it. Those without are those
    /// of a day, where one is given, and beat what was told by then; if they are a baseline they hold before it too.
    pub(crate) fn with(mut self, given: &'e Plain, of: Option<Date>, is_baseline: bool) -> Self {
        let Plain::Map(given) = given else { return self };
        let mut undated: Vec<(&str, Option<&Plain>)> = Vec::new();
        for (name, value) in given {
            match dated(value) {
                Some(on) => self.tell(on, vec![(name, Some(value))]),
                None => undated.push((name, Some(value))),
            }
        }
        if undated.is_empty() {
            return self;
        }
        if let Some(of) = of {
            self.tell(of, undated.clone());
        }
        if is_baseline || of.is_none() {
            self.told.insert(0, Told { on: None, event: None, facts: undated });
        }
        self
    }

    /// The same, of what is told that alone which is to be kept: by the event that tells it, if one does, the fact, and
    /// whether it is contradicted.
    pub(crate) fn only(mut self, is_kept: impl Fn(Option<&Event>, &str, bool) -> bool) -> Self {
        for told in &mut self.told {
            let event = told.event;
            told.facts.retain(|(fact, value)| is_kept(event, fact, value.is_none()));
        }
        self.known = RefCell::default();
        self
    }

    /// Puts what is told on a day behind everything that was told by then.
    fn tell(&mut self, on: Date, facts: Vec<(&'e str, Option<&'e Plain>)>) {
        let later = self.told.iter().position(|told| told.on.is_some_and(|told| told > on));
        let place = later.unwrap_or(self.told.len());
        self.told.insert(place, Told { on: Some(on), event: None, facts });
    }

    /// The days after a day on which something was told, in order.
    pub(crate) fn days_after(&self, day: Date) -> Vec<Date> {
        let mut days: Vec<Date> = self.told.iter().filter_map(|told| told.on.filter(|on| *on > day)).collect();
        days.dedup();
        days
    }

    /// Whether what is told on a day contradicts itself of one of these facts.
    pub(crate) fn is_contradicted(&self, names: &[String], day: Date) -> bool {
        let told = self.told.iter().filter(|told| told.on == Some(day)).flat_map(|told| &told.facts);
        let mut contradicted = told.filter(|(_, value)| value.is_none()).map(|(name, _)| *name);
        contradicted.any(|contradicted| names.iter().any(|name| name == contradicted))
    }

    /// The facts on a day: of each, what was told last.
    pub(crate) fn on(&self, day: Date) -> Arc<Vec<Value>> {
        if let Some((_, known)) = self.known.borrow().iter().rev().find(|(known, _)| *known == day) {
            return Arc::clone(known);
        }
        let mut latest: BTreeMap<&str, Option<&Plain>> = BTreeMap::new();
        for told in self.told.iter().filter(|told| told.on.is_none_or(|on| on <= day)) {
            latest.extend(told.facts.iter().copied());
        }
        let mut telling = self.catalogue.telling();
        let told = latest.into_iter().filter_map(|(name, value)| Some((name, value?)));
        told.for_each(|(name, value)| telling.tell(name, value.into()));
        // What cannot be used is listed by the case file, fact by fact.
        let values = match telling.finish() {
            Ok(mut told) => {
                settle_all(self.catalogue, &mut told, day);
                told.values.clone()
            }
            Err(_) => crate::facts::Told::nothing(self.catalogue).values.clone(),
        };
        let values = Arc::new(values);
        self.known.borrow_mut().push((day, Arc::clone(&values)));
        values
    }
}

/// A fact of which events of one day tell different things, and nothing says which is later: it counts as not told from
/// that day on.
pub(crate) struct Contradiction<'e> {
    pub(crate) fact: &'e str,
    pub(crate) on: Option<Date>,
    /// The events, in their order.
    pub(crate) events: Vec<&'e Event>,
}

/// Where events contradict each other, which are given in their order: by day, then by when they were recorded.
pub(crate) fn contradictions<'e>(catalogue: &Catalogue, events: &[&'e Event]) -> Vec<Contradiction<'e>> {
    let told = events.iter().copied().filter(|event| event.kind.as_deref() == Some(TOLD));
    let told: Vec<&Event> = told.collect();
    let mut found = Vec::new();
    for day in told.chunk_by(|one, other| one.on == other.on).filter(|day| day.len() > 1) {
        let names: BTreeSet<&str> = day.iter().flat_map(|event| event.data.keys().map(String::as_str)).collect();
        for fact in names {
            let tell = || day.iter().copied().filter(|event| event.data.contains_key(fact));
            // What was recorded later is what holds.
            let last = tell().next_back().and_then(|event| event.recorded_at.as_ref());
            let latest: Vec<&Event> = tell().filter(|event| event.recorded_at.as_ref() == last).collect();
            let mut values = latest.iter().filter_map(|event| event.data.get(fact));
            let first = values.next();
            if !values.all(|value| first.is_some_and(|first| are_alike(catalogue, fact, first, value))) {
                found.push(Contradiction { fact, on: latest.first().and_then(|event| event.on), events: latest });
            }
        }
    }
    found
}

/// Whether two values tell the same of a fact, however they are written.
fn are_alike(catalogue: &Catalogue, fact: &str, one: &Plain, other: &Plain) -> bool {
    let read = |told: &Plain| {
        let mut telling = catalogue.telling();
        telling.tell(fact, told.into());
        telling.finish().map(|told| (told.values, told.own)).ok()
    };
    one == other || read(one).is_some_and(|one| read(other) == Some(one))
}

/// The day of a fact that is given with one: `{value, evidence, on}`.
pub(crate) fn dated(given: &Plain) -> Option<Date> {
    let Plain::Map(parts) = given else { return None };
    let (_, on) = parts.iter().find(|(key, _)| key == "on")?;
    match on {
        Plain::Text(on) => parse_date(on),
        Plain::Date(on) => Some(*on),
        _ => None,
    }
}
