//! Case files out of text: JSON lines, with or without checksums.

use std::borrow::Cow;
use std::sync::Arc;

use super::line::{self, Line};
#[cfg(not(target_family = "wasm"))]
use super::quick;
use super::{CaseFile, RejectedLine, Told, Tombstone, rejected};
use crate::catalogue::Catalogue;
use crate::diagnostic::Code;
use crate::events::{EVENT_LIMIT, Event, EventError, EventProblem, Fields, read_fields, read_one};
use crate::value::{Plain, PlainRef, parse_date};

/// A line that is longer is not even looked at: no event within the limit is written so long.
const LINE_LIMIT: usize = EVENT_LIMIT * 8;

/// How many whole lines may hang on one that broke off.
const JOINED_LIMIT: usize = 64;

impl CaseFile {
    /// Reads JSON lines, one event each, as [`to_jsonl`](Self::to_jsonl) writes them; lines without a checksum, of events
    /// as [`new`](Self::new) takes them, are read too. It never fails: a line that cannot be read, that breaks off or
    /// whose checksum does not match is kept aside in [`rejected`](Self::rejected), and all others count.
    ///
    /// Bytes are taken since a file that breaks off may break off within a letter; what is no UTF-8 is kept aside with
    /// U+FFFD in its place.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue};
    /// # let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"{"id": "a", "person": 7, "kind": "contact", "on": "2022-05-01"}
    /// {"id": "b", "person": 7, "kind": "con"#);
    /// assert_eq!(file.events().len(), 1);
    /// assert_eq!(file.rejected()[0].line(), 2);
    /// assert_eq!(file.problems()[0].code.as_str(), "D672");
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn from_jsonl(catalogue: &Catalogue, text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref();
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        let mut reader = LineReader::new(catalogue);
        let text = std::str::from_utf8(text).map_or_else(|_| String::from_utf8_lossy(text), Cow::Borrowed);
        for (at, line) in text.split('\n').enumerate() {
            reader.line(at.saturating_add(1), line);
        }
        reader.finish()
    }
}

/// What is read of a file, line by line.
#[derive(Debug)]
pub(super) struct LineReader {
    catalogue: Catalogue,
    pub(super) events: Vec<Arc<Event>>,
    tombstones: Vec<Tombstone>,
    rejected: Vec<RejectedLine>,
}

/// What a line holds.
enum Content {
    Event(Arc<Event>),
    Tombstone(Tombstone),
}

/// Why a line is kept aside.
struct Reason {
    event: String,
    person: Option<String>,
    code: Code,
    what: String,
    help: String,
}

impl LineReader {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        Self { catalogue: catalogue.clone(), events: Vec::new(), tombstones: Vec::new(), rejected: Vec::new() }
    }

    pub(super) fn finish(self) -> CaseFile {
        let Self { catalogue, events, tombstones, rejected } = self;
        CaseFile::read(&catalogue, Told { events, tombstones, rejected, again: Vec::new() })
    }

    /// Reads a line, or keeps it aside with its place.
    pub(super) fn line(&mut self, at: usize, line: &str) {
        let mut line = line.trim();
        for _ in 0..JOINED_LIMIT {
            if line.is_empty() {
                return;
            }
            let reason = match self.content(line) {
                Ok(content) => return self.keep(content),
                Err(reason) => reason,
            };
            // Something may have been written behind a line that broke off.
            let Some((before, whole)) = line::whole_tail(line).and_then(|at| line.split_at_checked(at)) else {
                return self.reject(at, line, reason);
            };
            match self.content(whole) {
                Ok(content) => self.keep(content),
                Err(reason) => self.reject(at, whole, reason),
            }
            line = before.trim();
        }
        self.reject(at, line, broken_off());
    }

    fn keep(&mut self, content: Content) {
        match content {
            Content::Event(event) => self.events.push(event),
            Content::Tombstone(tombstone) => self.tombstones.push(tombstone),
        }
    }

    fn reject(&mut self, at: usize, line: &str, reason: Reason) {
        let message = format!("the line `{}` {}", rejected::name(line), reason.what);
        let problem = EventProblem { event: reason.event, code: reason.code, message, help: reason.help };
        self.rejected.push(RejectedLine { line: at, text: line.to_owned(), person: reason.person, problem });
    }

    fn content(&self, line: &str) -> Result<Content, Reason> {
        if line.len() > LINE_LIMIT {
            return Err(reason(
                Code::EventTooLarge,
                "is larger than an event of 64 KiB can be",
                "keep long texts elsewhere",
            ));
        }
        let json = match line::open(line) {
            Line::Whole(line) => Cow::Owned([line, "}"].concat()),
            Line::Plain(line) => Cow::Borrowed(line),
            Line::Changed => {
                let help =
                    "find the line in another copy of the file; if it was changed on purpose, remove its `crc32`";
                return Err(reason(Code::LineChanged, "is not what was written: its checksum does not match", help));
            }
        };
        #[cfg(not(target_family = "wasm"))]
        if let Some(mut fields) = quick::read(&json) {
            return self.held(&mut fields);
        }
        match Plain::from_json(&json) {
            Ok(Plain::Map(entries)) => self.held(&mut Fields::of(&entries)),
            Ok(plain) => match read_one(&self.catalogue, &plain) {
                Ok(event) => Ok(Content::Event(event)),
                Err(error) => Err(no_event(error, None)),
            },
            Err(_) if line::breaks_off(line) => Err(broken_off()),
            Err(error) => {
                let what = error.diagnostics.first().map_or("is not JSON", |problem| &problem.message);
                Err(reason(Code::LineUnreadable, format!("cannot be read: {what}"), "write one JSON object a line"))
            }
        }
    }

    /// What the fields of a line hold.
    fn held(&self, fields: &mut Fields<'_>) -> Result<Content, Reason> {
        if fields.other("crc32").is_some() {
            let help = "write `crc32` last and without spaces, as it was, or remove it";
            return Err(reason(
                Code::LineChanged,
                "has a checksum that cannot be checked: the line was written anew",
                help,
            ));
        }
        if let Some(erased) = fields.other("erased") {
            return tombstone(erased, fields.on()).map(Content::Tombstone);
        }
        match read_fields(&self.catalogue, fields) {
            Ok(event) => Ok(Content::Event(event)),
            Err(error) => Err(no_event(error, fields.person())),
        }
    }
}

fn no_event(error: EventError, person: Option<PlainRef<'_>>) -> Reason {
    let mut reason = reason(Code::LineUnreadable, "holds no event that can be read", "");
    reason.person = match person {
        Some(PlainRef::Text(person) | PlainRef::Number(person)) => Some(person.to_owned()),
        _ => None,
    };
    if let Some(problem) = error.problems.into_iter().next() {
        reason.what = format!("{}: {}", reason.what, problem.message);
        (reason.event, reason.code, reason.help) = (problem.event, problem.code, problem.help);
    }
    reason
}

fn tombstone(erased: PlainRef<'_>, on: Option<PlainRef<'_>>) -> Result<Tombstone, Reason> {
    let ids = match erased {
        PlainRef::List(ids) => ids.iter().map(|id| match id {
            Plain::Text(id) | Plain::Number(id) => Some(id.clone()),
            _ => None,
        }),
        _ => return Err(no_tombstone()),
    };
    let mut erased: Vec<String> = ids.collect::<Option<_>>().ok_or_else(no_tombstone)?;
    crate::sort::by(&mut erased, Ord::cmp);
    erased.dedup();
    match on {
        Some(PlainRef::Text(on)) if !erased.is_empty() => {
            Ok(Tombstone { erased, on: parse_date(on).ok_or_else(no_tombstone)? })
        }
        _ => Err(no_tombstone()),
    }
}

fn reason(code: Code, what: impl Into<String>, help: impl Into<String>) -> Reason {
    Reason { event: String::new(), person: None, code, what: what.into(), help: help.into() }
}

fn broken_off() -> Reason {
    let help = "it was not written to its end; record what it was to tell again, if that is known";
    reason(Code::LineTorn, "breaks off", help)
}

fn no_tombstone() -> Reason {
    let help = "write `{\"erased\": [ids], \"on\": \"YYYY-MM-DD\"}`; until then nobody is erased by it";
    reason(Code::LineUnreadable, "tells of an erasure that cannot be read", help)
}
