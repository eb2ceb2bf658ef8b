//! What a person's events tell by one day, as conditions ask for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Events;
use super::event::Event;
use super::kinds::{self, ENDED, STARTED};
use crate::catalogue::Catalogue;
use crate::condition::{Record, Records, Value};
use crate::value::Date;

impl Events {
    /// The records and enrolments by a day: what happened or began on it or before.
    pub(crate) fn by(&self, catalogue: &Catalogue, day: Date) -> Records {
        let mut records: BTreeMap<String, Vec<Record>> = BTreeMap::new();
        let mut enrolled = BTreeSet::new();
        for event in self.events().iter().filter(|event| event.on.is_some_and(|on| on <= day)) {
            let Some(kind) = event.kind.as_deref() else { continue };
            // What is about an employer or a place is no record of the person's.
            if kinds::record(catalogue, kind).is_some() && event.subject.is_none() {
                records.entry(kind.to_owned()).or_default().push(record(event));
            }
            let programme = || catalogue.rules().programmes.get_index_of(event.programme.as_deref()?);
            match (kind, programme()) {
                // In the order they happened, and of one day the end comes last.
                (STARTED, Some(programme)) => _ = enrolled.insert(programme),
                (ENDED, Some(programme)) => _ = enrolled.remove(&programme),
                _ => {}
            }
        }
        Records::new(records, enrolled)
    }
}

/// A record's attributes, its days and its programme; an attribute's name stands before those.
fn record(event: &Event) -> Record {
    Arc::new(event.parts())
}

impl Event {
    /// Its parts as conditions name them.
    pub(crate) fn parts(&self) -> BTreeMap<String, Value> {
        let day = |day: Option<Date>| day.map(Value::Date);
        let programme = self.programme.as_deref().map(|programme| Value::Text(programme.into()));
        let parts = [("on", day(self.on)), ("start", day(self.on)), ("end", day(self.end)), ("programme", programme)];
        let mut fields = self.attributes.clone();
        for (name, value) in parts {
            if let Some(value) = value {
                fields.entry(name.to_owned()).or_insert(value);
            }
        }
        fields
    }
}
