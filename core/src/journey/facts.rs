//! Facts as they were told over time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::condition::Value;
use crate::events::{Event, TOLD};
use crate::facts::settle_all;
use crate::value::{Date, Plain, parse_date};

/// Facts with their names, as they were told together.
struct Told<'e> {
    /// From which day on, if not always.
    on: Option<Date>,
    /// The event that tells them, if one does.
    event: Option<&'e Event>,
    facts: Vec<(&'e str, &'e Plain)>,
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
        let told = events.iter().filter(|event| event.kind.as_deref() == Some(TOLD));
        let facts = |event: &'e Event| event.data.iter().map(|(name, value)| (name.as_str(), value)).collect();
        let told = told.filter_map(|event| Some(Told { on: Some(event.on?), event: Some(event), facts: facts(event) }));
        let told = told.collect();
        Self { catalogue, told, known: RefCell::default() }
    }

    /// The same, with facts that are given beside the events. One with a day (`on`) holds from it. Those without are those
    /// of a day, where one is given, and beat what was told by then; if they are a baseline they hold before it too.
    pub(crate) fn with(mut self, given: &'e Plain, of: Option<Date>, is_baseline: bool) -> Self {
        let Plain::Map(given) = given else { return self };
        let mut undated: Vec<(&str, &Plain)> = Vec::new();
        for (name, value) in given {
            match dated(value) {
                Some(on) => self.tell(on, vec![(name, value)]),
                None => undated.push((name, value)),
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

    /// The same, of what is told that alone which is to be kept: by the event that tells it, if one does, and the fact.
    pub(crate) fn only(mut self, is_kept: impl Fn(Option<&Event>, &str) -> bool) -> Self {
        for told in &mut self.told {
            let event = told.event;
            told.facts.retain(|(fact, _)| is_kept(event, fact));
        }
        self.known = RefCell::default();
        self
    }

    /// Puts what is told on a day behind everything that was told by then.
    fn tell(&mut self, on: Date, facts: Vec<(&'e str, &'e Plain)>) {
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

    /// The facts on a day: of each, what was told last.
    pub(crate) fn on(&self, day: Date) -> Arc<Vec<Value>> {
        if let Some((_, known)) = self.known.borrow().iter().rev().find(|(known, _)| *known == day) {
            return Arc::clone(known);
        }
        let mut latest: BTreeMap<&str, &Plain> = BTreeMap::new();
        for told in self.told.iter().filter(|told| told.on.is_none_or(|on| on <= day)) {
            latest.extend(told.facts.iter().copied());
        }
        let mut telling = self.catalogue.telling();
        latest.into_iter().for_each(|(name, value)| telling.tell(name, value.into()));
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
