//! Case files as text: JSON lines.

use std::collections::BTreeSet;

use super::{CaseFile, Tombstone, line};
use crate::catalogue::write_text;
use crate::events::Event;
use crate::value::{Number, Plain};

impl CaseFile {
    /// The whole set as JSON lines, each with a checksum: what was erased, the events in their order, and what could not
    /// be read, as it came. One set has one text.
    ///
    /// A line's checksum is the CRC-32 of zip files, over the bytes of the line that come before `,"crc32":`.
    #[must_use]
    pub fn to_jsonl(&self) -> String {
        let mut text = String::new();
        for tombstone in self.tombstones() {
            write_tombstone(tombstone, &mut text);
        }
        for event in self.events() {
            write_event(event, &mut text);
        }
        for rejected in self.rejected() {
            text.push_str(rejected.text());
            text.push('\n');
        }
        text
    }

    /// What this set has beyond another one, as JSON lines to append to that one's file. It begins with a new line, so
    /// that a line that was torn before stays by itself. Empty if there is nothing.
    ///
    /// What was erased stays in a file that is only appended to: write that one again whole.
    #[must_use]
    pub fn to_append(&self, written: &Self) -> String {
        let mut had = BTreeSet::new();
        let before = written.to_jsonl();
        had.extend(before.lines());
        let now = self.to_jsonl();
        let mut text = String::new();
        for line in now.lines().filter(|line| !had.contains(line)) {
            text.push_str(if text.is_empty() { "\n" } else { "" });
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

fn write_tombstone(tombstone: &Tombstone, text: &mut String) {
    let mut line = Object::new();
    line.key("erased").push('[');
    for (at, id) in tombstone.erased.iter().enumerate() {
        line.0.push_str(if at > 0 { "," } else { "" });
        write_text(id, &mut line.0);
    }
    line.0.push(']');
    line.text("on", Some(&tombstone.on.to_string()));
    line.end(text);
}

impl Event {
    /// The event as a JSON object, as [`CaseFile::to_jsonl`] writes it, without a checksum: keys in one order, what is
    /// told by name, numbers as numbers. Read again, it is the same event.
    #[must_use]
    pub fn to_json(&self) -> String {
        let Object(mut json) = object(self);
        json.push('}');
        json
    }
}

fn write_event(event: &Event, text: &mut String) {
    object(event).end(text);
}

/// An event but for its closing brace.
fn object(event: &Event) -> Object {
    let mut line = Object::new();
    line.text("id", Some(&event.id));
    line.text("person", Some(&event.person));
    line.text("kind", event.kind.as_deref());
    line.text("on", event.on.map(|day| day.to_string()).as_deref());
    line.text("end", event.end.map(|day| day.to_string()).as_deref());
    line.text("programme", event.programme.as_deref());
    if !event.data.is_empty() {
        write_map(event.data.iter().map(|(name, value)| (name.as_str(), value)), line.key("data"));
    }
    if let Some(evidence) = &event.evidence {
        let mut parts = Object::new();
        parts.text("type", Some(&evidence.r#type));
        parts.text("on", evidence.on.map(|day| day.to_string()).as_deref());
        parts.text("by", evidence.by.as_deref());
        line.object("evidence", parts);
    }
    line.text("recorded_at", event.recorded_at.as_ref().map(|at| at.as_str()));
    line.text("recorded_by", event.recorded_by.as_deref());
    line.text("subject", event.subject.as_deref());
    line.text("amends", event.amends.as_deref());
    line.text("voids", event.voids.as_deref());
    if let Some(overridden) = &event.overridden {
        let mut parts = Object::new();
        parts.text("reason", Some(&overridden.reason));
        parts.text("by", overridden.by.as_deref());
        parts.text("authority", overridden.authority.as_deref());
        line.object("override", parts);
    }
    line
}

/// A JSON object that is being written.
struct Object(String);

impl Object {
    fn new() -> Self {
        Self("{".to_owned())
    }

    fn key(&mut self, name: &str) -> &mut String {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        write_text(name, &mut self.0);
        self.0.push(':');
        &mut self.0
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            write_text(value, self.key(name));
        }
    }

    fn object(&mut self, name: &str, object: Self) {
        let json = self.key(name);
        json.push_str(&object.0);
        json.push('}');
    }

    /// Ends it as a line with its checksum.
    fn end(mut self, text: &mut String) {
        line::close(&mut self.0);
        text.push_str(&self.0);
        text.push('\n');
    }
}

pub(super) fn write_map<'v>(entries: impl Iterator<Item = (&'v str, &'v Plain)>, json: &mut String) {
    json.push('{');
    for (at, (name, value)) in entries.enumerate() {
        json.push_str(if at > 0 { "," } else { "" });
        write_text(name, json);
        json.push(':');
        write_plain(value, json);
    }
    json.push('}');
}

/// A value as it was settled when it was read.
pub(super) fn write_plain(value: &Plain, json: &mut String) {
    match value {
        Plain::Null => json.push_str("null"),
        Plain::Boolean(value) => json.push_str(if *value { "true" } else { "false" }),
        // What is no decimal that can be held is still JSON's, if it came from JSON.
        Plain::Number(text) if text.parse::<Number>().is_ok() || is_json_number(text) => json.push_str(text),
        Plain::Date(day) => write_text(&day.to_string(), json),
        Plain::Number(text) | Plain::Text(text) | Plain::Other(text) => write_text(text, json),
        Plain::List(items) => {
            json.push('[');
            for (at, item) in items.iter().enumerate() {
                json.push_str(if at > 0 { "," } else { "" });
                write_plain(item, json);
            }
            json.push(']');
        }
        Plain::Map(entries) => write_map(entries.iter().map(|(name, value)| (name.as_str(), value)), json),
    }
}

/// Whether JSON would read a text as a number.
fn is_json_number(text: &str) -> bool {
    matches!(Plain::from_json(text), Ok(Plain::Number(number)) if number == text)
}
