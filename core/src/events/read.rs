//! From plain values to events, reporting every one that cannot be read.

use std::collections::BTreeMap;
use std::mem;
use std::sync::Arc;

use super::data;
use super::event::Event;
use super::fields::{Fields, KEYS};
use super::grounds::overridden;
use super::kinds::{self, Shape};
use super::problem::{EventError, EventProblem};
use super::recorded::Recorded;
use super::size::foreign;
use crate::catalogue::Catalogue;
use crate::condition::Value;
use crate::diagnostic::{Code, help_for_name, nearest};
use crate::document::RecordKind;
use crate::facts::{Unfit, typed};
use crate::tree::LIST_LIMIT;
use crate::value::{Date, Number, Plain, PlainRef, parse_date};

/// The largest event, in bytes.
pub(crate) const EVENT_LIMIT: usize = 64 * 1024;

/// The longest id, in bytes.
const ID_LIMIT: usize = 128;

/// Whether a text can be an id.
pub(crate) fn fits_id(text: &str) -> bool {
    (1..=ID_LIMIT).contains(&text.len())
}

/// Reads a list of events. With `strict`, what records tell must fit their kinds; else that is a fault of the event.
pub(super) fn read(catalogue: &Catalogue, events: &Plain, strict: bool) -> Result<Vec<Arc<Event>>, EventError> {
    let mut reader = Reader::new(catalogue, strict);
    let read = match events {
        Plain::List(events) if events.len() <= LIST_LIMIT => reader.events(events),
        Plain::List(events) => {
            let message = format!("there are {} events of one person", events.len());
            reader.problem(Code::EventTooLarge, message, "a person may have 10,000 at most");
            Vec::new()
        }
        other => {
            let message = format!("events are a list, and this is {}", other.noun());
            reader.problem(Code::EventMalformed, message, "give a list of mappings; `[]` says that nothing happened");
            Vec::new()
        }
    };
    if reader.problems.is_empty() { Ok(read) } else { Err(EventError { problems: reader.problems }) }
}

/// Reads a list of events; what records tell and their kinds do not have is a fault of theirs.
#[cfg(feature = "case-files")]
pub(crate) fn read_list(catalogue: &Catalogue, events: &Plain) -> Result<Vec<Arc<Event>>, EventError> {
    read(catalogue, events, false)
}

/// Reads events of however many people, as [`read_list`] does.
#[cfg(feature = "case-files")]
pub(crate) fn read_all(catalogue: &Catalogue, events: &[Plain]) -> Result<Vec<Arc<Event>>, EventError> {
    let mut reader = Reader::new(catalogue, false);
    let read = reader.events(events);
    if reader.problems.is_empty() { Ok(read) } else { Err(EventError { problems: reader.problems }) }
}

/// Reads one event; what it tells is checked, and is among its faults.
#[cfg(feature = "case-files")]
pub(crate) fn read_one(catalogue: &Catalogue, event: &Plain) -> Result<Arc<Event>, EventError> {
    Reader::new(catalogue, false).one(|reader| reader.event(event))
}

/// The same of an event's fields.
#[cfg(feature = "case-files")]
pub(crate) fn read_fields(catalogue: &Catalogue, fields: &mut Fields<'_>) -> Result<Arc<Event>, EventError> {
    Reader::new(catalogue, false).one(|reader| reader.fields(fields))
}

pub(super) struct Reader<'a> {
    pub(super) catalogue: &'a Catalogue,
    /// Whether a fault is a problem of reading.
    strict: bool,
    pub(super) problems: Vec<EventProblem>,
    /// What is wrong with what the event tells, though it can be read.
    faults: Vec<EventProblem>,
    /// Whether the event takes another back: it does no more, and whatever else it tells cannot be wrong.
    is_void: bool,
    /// Which event is being read, from 1; 0 if it is the only one.
    place: usize,
    /// Its id; empty until it has been read.
    event: String,
}

/// The entries of a mapping; what is null is absent, as in a table's row.
pub(super) struct Parts<'p>(&'p [(String, Plain)]);

impl<'p> Parts<'p> {
    pub(super) fn of(given: PlainRef<'p>) -> Self {
        match given {
            PlainRef::Map(parts) => Self(parts),
            _ => Self(&[]),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<PlainRef<'p>> {
        self.told().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    pub(super) fn told(&self) -> impl Iterator<Item = (&'p str, PlainRef<'p>)> + use<'p> {
        let told = self.0.iter().filter(|(_, value)| *value != Plain::Null);
        told.map(|(name, value)| (name.as_str(), value.into()))
    }
}

impl<'a> Reader<'a> {
    fn new(catalogue: &'a Catalogue, strict: bool) -> Self {
        Self {
            catalogue,
            strict,
            problems: Vec::new(),
            faults: Vec::new(),
            is_void: false,
            place: 0,
            event: String::new(),
        }
    }

    /// What a record tells and its kind does not have.
    pub(super) fn fault(&mut self, code: Code, message: String, help: impl Into<String>) {
        if self.is_void {
            return;
        }
        let fault = EventProblem { event: self.event.clone(), code, message, help: help.into() };
        if self.strict { self.problems.push(fault) } else { self.faults.push(fault) }
    }

    pub(super) fn problem(&mut self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.problems.push(EventProblem { event: self.event.clone(), code, message, help });
    }

    /// The event that is being read, for a message: by its id, else by its place.
    pub(super) fn which(&self) -> String {
        match self.place {
            _ if !self.event.is_empty() => format!("the event `{}`", self.event),
            0 => "the event".to_owned(),
            place => format!("event {place}"),
        }
    }

    fn events(&mut self, events: &[Plain]) -> Vec<Arc<Event>> {
        let mut read = Vec::with_capacity(events.len());
        for (at, event) in events.iter().enumerate() {
            self.place = at.saturating_add(1);
            self.event.clear();
            read.extend(self.event(event));
        }
        read
    }

    #[cfg(feature = "case-files")]
    fn one(mut self, read: impl FnOnce(&mut Self) -> Option<Arc<Event>>) -> Result<Arc<Event>, EventError> {
        match read(&mut self) {
            Some(event) if self.problems.is_empty() => Ok(event),
            _ => Err(EventError { problems: self.problems }),
        }
    }

    fn event(&mut self, event: &Plain) -> Option<Arc<Event>> {
        let Plain::Map(entries) = event else {
            let message = format!("{} is {}, not a mapping", self.which(), event.noun());
            self.problem(Code::EventMalformed, message, "give `{id: …, person: …, kind: …, on: …}`");
            return None;
        };
        self.fields(&mut Fields::of(entries))
    }

    fn fields(&mut self, given: &mut Fields<'_>) -> Option<Arc<Event>> {
        let before = self.problems.len();
        self.event = self.id("id", given.id(), true).unwrap_or_default();
        if given.size().is_none_or(|size| size > EVENT_LIMIT) {
            let message = format!("{} is larger than 64 KiB, or nested more than 64 deep", self.which());
            self.problem(Code::EventTooLarge, message, "keep long texts elsewhere");
            return None;
        }
        // Of other keys their own checks say more.
        if let Some(other) = given.data().and_then(foreign) {
            let message = format!("{} holds {}, which is no plain value", self.which(), other.noun());
            self.problem(Code::EventWrongType, message, "give text, numbers, dates, true or false, lists and mappings");
            return None;
        }
        self.faults.clear();
        let person = self.id("person", given.person(), true);
        let amends = self.id("amends", given.amends(), false);
        let voids = self.id("voids", given.voids(), false);
        self.is_void = voids.is_some();
        if amends.is_some() && voids.is_some() {
            let message = format!("{} both amends and voids", self.which());
            self.problem(Code::EventMalformed, message, "give each an event of its own");
        }
        let kind = self.kind(given.kind(), voids.is_some());
        let record = kind.as_deref().and_then(|kind| kinds::record(self.catalogue, kind));
        let (on, end) = self.days(given, voids.is_some());
        let programme = self.id("programme", given.programme(), false);
        let (data, attributes) = self.data(kind.as_deref().zip(record), given);
        let evidence = given.evidence().and_then(|evidence| self.evidence(evidence));
        let recorded_at = given.recorded_at().and_then(|at| self.recorded_at(at));
        let recorded_by = self.id("recorded_by", given.recorded_by(), false);
        let subject = self.id("subject", given.subject(), false);
        let overridden = given.overridden().and_then(|given| {
            let overridden = overridden(&self.event, &self.which(), given);
            overridden.map_err(|problems| self.problems.extend(problems)).ok()
        });
        self.unknown_keys(record, given);
        if self.problems.len() > before {
            return None;
        }
        let (id, person) = (mem::take(&mut self.event), person?);
        let mut faults = mem::take(&mut self.faults);
        let rank = kinds::rank(kind.as_deref().unwrap_or_default());
        let shape = match (kind.as_deref(), record) {
            (_, Some(_)) => Shape::Record,
            (Some(kind), None) => Shape::of(self.catalogue, kind, rank),
            (None, None) => Shape::Unknown,
        };
        if let (Some(kind), Shape::Scale | Shape::Fixed, None) = (kind.as_deref(), shape, &voids) {
            faults.extend(data::faults(self.catalogue, &id, kind, &data));
        }
        Some(Arc::new(Event {
            id,
            person,
            kind,
            on,
            end,
            programme,
            data,
            evidence,
            recorded_at,
            recorded_by,
            subject,
            amends,
            voids,
            overridden,
            attributes,
            shape,
            rank,
            faults,
        }))
    }

    /// An id: text of 1 to 128 bytes, or a whole number, which is its digits.
    pub(super) fn id(&mut self, key: &str, given: Option<PlainRef<'_>>, required: bool) -> Option<String> {
        let Some(given) = given else {
            if required {
                let message = format!("{} has no `{key}`", self.which());
                self.problem(Code::EventMalformed, message, format!("add `{key}`: text, or a whole number"));
            }
            return None;
        };
        let id = match given {
            PlainRef::Text(text) if fits_id(text) => Some(text.to_owned()),
            PlainRef::Number(text) => text.parse().ok().and_then(Number::to_i64).map(|whole| whole.to_string()),
            _ => None,
        };
        if id.is_none() {
            let message = format!("`{key}` of {} is no id", self.which());
            self.problem(Code::EventMalformed, message, "give text of 1 to 128 bytes, or a whole number");
        }
        id
    }

    fn kind(&mut self, given: Option<PlainRef<'_>>, optional: bool) -> Option<String> {
        match given {
            Some(PlainRef::Text(kind)) if !kind.is_empty() && kind.len() <= ID_LIMIT => Some(kind.to_owned()),
            None if optional => None,
            _ => {
                let message = format!("{} has no `kind` that can be read", self.which());
                self.problem(Code::EventMalformed, message, "say what happened: `kind: started`");
                None
            }
        }
    }

    /// The day it happened or began, and the last one.
    fn days(&mut self, given: &Fields<'_>, optional: bool) -> (Option<Date>, Option<Date>) {
        let begins = [("on", given.on()), ("start", given.start())];
        let begins = begins.map(|(key, day)| day.map(|day| self.day(key, day)));
        let end = given.end().and_then(|day| self.day("end", day));
        let on = match begins {
            [Some(on), Some(start)] => {
                if on.zip(start).is_some_and(|(on, start)| on != start) {
                    let message = format!("{} has another day in `on` than in `start`", self.which());
                    self.problem(Code::EventMalformed, message, "give `on`, or `start` and `end`");
                }
                on
            }
            [Some(day), None] | [None, Some(day)] => day,
            [None, None] => {
                if !optional {
                    let message = format!("{} has no day", self.which());
                    self.problem(Code::EventMalformed, message, "give `on`, or `start` and where known `end`");
                }
                None
            }
        };
        (on, end)
    }

    pub(super) fn day(&mut self, key: &str, given: PlainRef<'_>) -> Option<Date> {
        let day = match given {
            PlainRef::Date(day) => Some(day),
            PlainRef::Text(text) => parse_date(text),
            _ => None,
        };
        if day.is_none() {
            let message = format!("`{key}` of {} is not a day in the calendar", self.which());
            self.problem(Code::EventNoSuchDay, message, "write the day as YYYY-MM-DD");
        }
        day
    }

    fn recorded_at(&mut self, given: PlainRef<'_>) -> Option<Recorded> {
        let recorded = match given {
            PlainRef::Date(day) => Some(Recorded::from(day)),
            PlainRef::Text(text) => Recorded::parse(text),
            _ => None,
        };
        if recorded.is_none() {
            let message = format!("`recorded_at` of {} cannot be read", self.which());
            self.problem(Code::EventNoSuchDay, message, "write it as 2022-04-01T09:30:00Z (RFC 3339), or as a day");
        }
        recorded
    }

    /// What is told in `data`, and for a kind of record its attributes.
    fn data(
        &mut self,
        record: Option<(&str, &RecordKind)>,
        given: &mut Fields<'_>,
    ) -> (BTreeMap<String, Plain>, BTreeMap<String, Value>) {
        let (mut data, mut attributes) = (BTreeMap::new(), BTreeMap::new());
        let entries = given.take_data().unwrap_or_default();
        if let Some(other) = given.data() {
            let message = format!("`data` of {} is a mapping, and is given {}", self.which(), other.noun());
            self.problem(Code::EventWrongType, message, "give names and values");
        }
        for (name, given) in entries.into_iter().filter(|(_, value)| *value != Plain::Null) {
            if let Some((kind, record)) = record {
                attributes.extend(self.attribute(kind, record, &name, &given).map(|value| (name.clone(), value)));
            }
            data.insert(name, given.settled());
        }
        (data, attributes)
    }

    /// An attribute by its type.
    fn attribute(&mut self, kind: &str, record: &RecordKind, name: &str, given: &Plain) -> Option<Value> {
        let Some(of) = record.attributes.get(name) else {
            let message = format!("`{kind}` has no attribute `{name}`");
            let help = help_for_name(name, record.attributes.keys().map(String::as_str), "attributes");
            self.fault(Code::EventUnknownAttribute, message, help);
            return None;
        };
        typed(*of, given.into()).map_err(|unfit| self.unfit(name, of.wanted(), given, unfit)).ok()
    }

    fn unfit(&mut self, name: &str, wanted: &str, given: &Plain, unfit: Unfit) {
        let which = self.which();
        match unfit {
            Unfit::Type => {
                let message = format!("`{name}` of {which} is {wanted}, and is given {}", given.noun());
                self.fault(Code::EventWrongType, message, format!("give {wanted}, or leave it out if it is not known"));
            }
            Unfit::Day => {
                let message = format!("`{name}` of {which} is not a day in the calendar");
                self.fault(Code::EventNoSuchDay, message, "write the day as YYYY-MM-DD");
            }
            Unfit::Number(error) => {
                let message = format!("the number given for `{name}` of {which} {error}");
                self.fault(Code::EventBadNumber, message, "give a finite number of up to 28 digits");
            }
        }
    }

    fn unknown_keys(&mut self, record: Option<&RecordKind>, given: &Fields<'_>) {
        for (key, _) in given.others().filter(|(_, value)| !matches!(value, PlainRef::Null)) {
            let message = format!("{} has the key `{key}`, which events do not have", self.which());
            let help = match nearest(key, KEYS.iter().copied()) {
                _ if record.is_some_and(|record| record.attributes.contains_key(key)) => {
                    format!("it is an attribute: put it in `data: {{{key}: …}}`")
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => "put what else is told of it in `data`".to_owned(),
            };
            self.problem(Code::EventUnknownKey, message, help);
        }
    }
}
