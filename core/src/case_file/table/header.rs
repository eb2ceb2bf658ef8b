//! The columns of a table of events: what each tells.

use std::collections::{HashMap, HashSet};

use arrow_schema::{DataType, Schema};
use indexmap::IndexMap;

use super::cell::{can_hold, is_day};
use super::known::{Held, known};
use crate::catalogue::Catalogue;
use crate::columns::{TableError, TableProblem, can_be_id};
use crate::diagnostic::{Code, nearest};

/// The columns of an event's own parts, as tables are written, each with the key under which it is told.
pub(super) const OWN: [(&str, &str); 17] = [
    ("event_id", "id"),
    ("person_id", "person"),
    ("programme", "programme"),
    ("kind", "kind"),
    ("start", "start"),
    ("end", "end"),
    ("evidence", "evidence"),
    ("evidence.on", "evidence.on"),
    ("evidence.by", "evidence.by"),
    ("recorded_at", "recorded_at"),
    ("recorded_by", "recorded_by"),
    ("subject", "subject"),
    ("amends", "amends"),
    ("voids", "voids"),
    ("override.reason", "override.reason"),
    ("override.by", "override.by"),
    ("override.authority", "override.authority"),
];

/// Other names under which the same is read.
const ALIASES: [(&str, &str); 6] = [
    ("id", "id"),
    ("person", "person"),
    ("on", "on"),
    ("recorded_on", "recorded_at"),
    ("override", "override.reason"),
    ("data", "data"),
];

/// The columns beside a fact's own that tell how it is known.
pub(crate) const BESIDE: [&str; 5] = ["absent", "complete", "evidence", "not", "on"];

/// What stands before the name of what an event's data tell, where the name alone would say something else or nothing.
pub(super) const DATA: &str = "data.";

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'n> {
    /// An event's own part, by its key.
    Own(&'static str),
    /// A name of the event's data.
    Data(&'n str),
    /// How a fact is known that is told.
    Beside(&'n str, &'static str),
}

/// What the columns of events are called, by a catalogue.
pub(super) struct Names<'c> {
    catalogue: &'c Catalogue,
    pub(super) known: IndexMap<&'c str, Held>,
}

impl<'c> Names<'c> {
    pub(super) fn of(catalogue: &'c Catalogue) -> Self {
        Self { catalogue, known: known(catalogue) }
    }

    /// What a column of a name tells; `None` if that is nothing that is known.
    pub(super) fn part<'n>(&self, name: &'n str) -> Option<Part<'n>> {
        if let Some((_, key)) = OWN.iter().chain(&ALIASES).find(|(own, _)| *own == name) {
            return Some(Part::Own(key));
        }
        let told = name.strip_prefix(DATA);
        let key = told.unwrap_or(name);
        let beside = key.rsplit_once('.').and_then(|(fact, part)| {
            let part = BESIDE.into_iter().find(|known| *known == part)?;
            self.catalogue.lexicon().fact(fact).map(|_| Part::Beside(fact, part))
        });
        match beside {
            Some(beside) if !self.known.contains_key(key) => Some(beside),
            _ if told.is_some() || self.known.contains_key(key) => Some(Part::Data(key)),
            _ => None,
        }
    }

    /// What the column of a name of the data, or of a part beside it, is called; `None` if that would say something else.
    pub(super) fn column(&self, key: &str, beside: Option<&'static str>) -> Option<String> {
        let name = beside.map_or_else(|| key.to_owned(), |beside| format!("{key}.{beside}"));
        let tells = |name: &String| match (self.part(name)?, beside) {
            (Part::Data(told), None) => Some(told == key),
            (Part::Beside(told, part), Some(beside)) => Some(told == key && part == beside),
            _ => Some(false),
        };
        [format!("{DATA}{name}"), name].into_iter().rev().find(|name| tells(name) == Some(true))
    }
}

/// Where a table's columns tell what.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The parts that are told under their own keys, with the places of their columns.
    pub(crate) own: Vec<(&'static str, usize)>,
    pub(crate) evidence: Whole,
    pub(crate) overridden: Whole,
    /// A mapping of all that is told.
    pub(crate) data: Option<usize>,
    pub(crate) told: Vec<(String, Whole)>,
    /// What is odd about whole columns.
    pub(crate) problems: Vec<TableProblem>,
}

/// The column of something, and those of what is told beside it.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    pub(crate) value: Option<usize>,
    pub(crate) beside: Vec<(&'static str, usize)>,
}

impl Layout {
    /// Reads the columns.
    pub(crate) fn of(catalogue: &Catalogue, schema: &Schema) -> Result<Self, TableError> {
        let names = Names::of(catalogue);
        let (mut layout, mut problems) = (Self::default(), Vec::new());
        let (mut seen, mut keys, mut told) = (HashSet::new(), HashMap::new(), IndexMap::<&str, Whole>::new());
        for (at, field) in schema.fields().iter().enumerate() {
            let name = field.name().as_str();
            let problem = |code, message: String, help: String| TableProblem::of_column(code, name, message, help);
            if !seen.insert(name) {
                let message = format!("the table has two columns `{name}`");
                problems.push(problem(Code::TableRepeatedColumn, message, "give each column once".to_owned()));
                continue;
            }
            let Some(part) = names.part(name) else {
                let all = OWN.iter().map(|(own, _)| *own).chain(names.known.keys().copied());
                let help = match nearest(name, all) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("call it `{DATA}{name}` if events tell it in their data"),
                };
                let message = format!("the column `{name}` tells nothing that events have, and is ignored");
                layout.problems.push(problem(Code::TableIgnoredColumn, message, help));
                continue;
            };
            if let Some(wanted) = wants(part).filter(|wanted| !wanted.fits(field.data_type())) {
                let message = format!("the column `{name}` holds {}, and tells {}", field.data_type(), wanted.noun());
                problems.push(problem(Code::TableColumnType, message, wanted.help().to_owned()));
                continue;
            }
            if let Some(other) = keys.insert(part_key(part), name) {
                let message = format!("the columns `{other}` and `{name}` tell the same");
                problems.push(problem(Code::TableRepeatedColumn, message, "give one of them".to_owned()));
                continue;
            }
            match part {
                Part::Own("evidence") => layout.evidence.value = Some(at),
                Part::Own("evidence.on") => layout.evidence.beside.push(("on", at)),
                Part::Own("evidence.by") => layout.evidence.beside.push(("by", at)),
                Part::Own("override.reason") => layout.overridden.value = Some(at),
                Part::Own("override.by") => layout.overridden.beside.push(("by", at)),
                Part::Own("override.authority") => layout.overridden.beside.push(("authority", at)),
                Part::Own("data") => layout.data = Some(at),
                Part::Own(key) => layout.own.push((key, at)),
                Part::Data(key) => told.entry(key).or_default().value = Some(at),
                Part::Beside(fact, beside) => told.entry(fact).or_default().beside.push((beside, at)),
            }
        }
        for (column, key) in OWN.into_iter().take(2).filter(|(_, key)| !keys.contains_key(&("", *key))) {
            if !problems.iter().any(|problem| names.part(&problem.column) == Some(Part::Own(key))) {
                let (what, help) = match key {
                    "id" => ("an event's id", "give every event an id of its own in `event_id`"),
                    _ => ("whom an event is about", "say in `person_id` whom each event is about"),
                };
                let message = format!("the table has no column `{column}`, which tells {what}");
                problems.push(TableProblem::of_column(Code::TableNoId, column, message, help));
            }
        }
        layout.told = told.into_iter().map(|(key, whole)| (key.to_owned(), whole)).collect();
        if problems.is_empty() { Ok(layout) } else { Err(TableError { problems }) }
    }
}

/// What tells one part from another.
fn part_key(part: Part<'_>) -> (&str, &str) {
    match part {
        Part::Own(key) => ("", key),
        Part::Data(key) => (DATA, key),
        Part::Beside(fact, beside) => (beside, fact),
    }
}

/// What a column must hold.
#[derive(Clone, Copy)]
enum Wanted {
    Id,
    /// An id of something else, which most rows do not have: such whole numbers are often made floats.
    OtherId,
    Text,
    Day,
    Moment,
    /// Text, or a mapping.
    Parts,
    Plain,
}

fn wants(part: Part<'_>) -> Option<Wanted> {
    Some(match part {
        Part::Own("id" | "person") => Wanted::Id,
        Part::Own("kind" | "override.by" | "override.authority") => Wanted::Text,
        Part::Own("on" | "start" | "end" | "evidence.on") => Wanted::Day,
        Part::Own("recorded_at") => Wanted::Moment,
        Part::Own("evidence" | "override.reason" | "data") => Wanted::Parts,
        Part::Own(_) => Wanted::OtherId,
        Part::Data(_) | Part::Beside(..) => Wanted::Plain,
    })
}

impl Wanted {
    fn fits(self, column: &DataType) -> bool {
        let is_text = |column: &DataType| match column {
            DataType::Dictionary(_, values) => values.is_string() || **values == DataType::Null,
            column => column.is_string(),
        };
        match (self, column) {
            (_, DataType::Null) => true,
            (Self::Id, column) => can_be_id(column),
            (Self::OtherId, column) => can_be_id(column) || column.is_floating(),
            (Self::Text, column) => is_text(column),
            (Self::Day | Self::Moment, column) => is_day(column) || is_text(column),
            (Self::Parts, column) => is_text(column) || matches!(column, DataType::Struct(_)) && can_hold(column, 0),
            (Self::Plain, column) => can_hold(column, 0),
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Id | Self::OtherId => "ids, which are whole numbers or texts",
            Self::Text => "words",
            Self::Day => "days",
            Self::Moment => "when something was recorded",
            Self::Parts => "words, or a mapping of its parts",
            Self::Plain => "what is a plain value",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Id | Self::OtherId => "give whole numbers or texts",
            Self::Text => "give texts, in a dictionary or not",
            Self::Day => "give dates, timestamps in UTC, with a fixed offset or without a zone, or texts as YYYY-MM-DD",
            Self::Moment => "give timestamps in UTC, with a fixed offset or without a zone, dates, or texts (RFC 3339)",
            Self::Parts => "give texts, or a struct",
            Self::Plain => "give texts, numbers, dates, true or false, lists or structs",
        }
    }
}
