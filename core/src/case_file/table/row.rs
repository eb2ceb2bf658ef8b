//! One row of a batch as an event is given.

use arrow_array::RecordBatch;

use super::cell::{Cell, cell, moment};
use super::header::{Layout, Whole};
use crate::events::{Fields, Given};
use crate::value::Plain;

/// The columns of one batch, by what they tell.
pub(super) struct Rows<'a> {
    own: Vec<(&'static str, Cell<'a>)>,
    evidence: Parts<'a>,
    overridden: Parts<'a>,
    data: Option<Cell<'a>>,
    told: Vec<(&'a str, Parts<'a>)>,
}

/// A value, and what is told beside it.
struct Parts<'a> {
    value: Option<Cell<'a>>,
    beside: Vec<(&'static str, Cell<'a>)>,
}

impl<'a> Parts<'a> {
    fn of(whole: &Whole, at: impl Fn(usize) -> Cell<'a>) -> Self {
        let beside = whole.beside.iter().map(|(name, place)| (*name, at(*place))).collect();
        Self { value: whole.value.map(&at), beside }
    }

    /// What a row tells: the value alone, or under a name with what is told beside it.
    fn given(&self, row: usize, name: &str) -> Option<Given<'a>> {
        let value = self.value.as_ref().and_then(|value| value(row));
        let beside = self.beside.iter().filter_map(|(name, part)| Some(((*name).to_owned(), part(row)?.into_plain())));
        let mut beside: Vec<(String, Plain)> = beside.collect();
        if beside.is_empty() {
            return value;
        }
        match value.map(Given::into_plain) {
            Some(Plain::Map(entries)) => beside.extend(entries),
            Some(value) => beside.push((name.to_owned(), value)),
            None => {}
        }
        Some(Given::Own(Plain::Map(beside)))
    }
}

impl<'a> Rows<'a> {
    pub(super) fn of(layout: &'a Layout, batch: &'a RecordBatch) -> Self {
        let at = |place: usize| batch.columns().get(place).map_or_else(|| Box::new(|_| None) as Cell<'a>, cell);
        let own = |(key, place): &(&'static str, usize)| match batch.columns().get(*place) {
            Some(array) if *key == "recorded_at" => (*key, moment(array)),
            _ => (*key, at(*place)),
        };
        Self {
            own: layout.own.iter().map(own).collect(),
            evidence: Parts::of(&layout.evidence, at),
            overridden: Parts::of(&layout.overridden, at),
            data: layout.data.map(at),
            told: layout.told.iter().map(|(name, whole)| (name.as_str(), Parts::of(whole, at))).collect(),
        }
    }

    /// The fields of an event, and whether each name is told once.
    pub(super) fn fields(&self, row: usize) -> (Fields<'a>, bool) {
        let mut fields = Fields::default();
        let mut put = |key, given: Option<Given<'a>>| given.into_iter().for_each(|given| _ = fields.put(key, given));
        for (key, own) in &self.own {
            put(key, own(row));
        }
        put("evidence", self.evidence.given(row, "type"));
        put("override", self.overridden.given(row, "reason"));
        let told = self.told.iter().filter_map(|(name, parts)| Some((*name, parts.given(row, "value")?.into_plain())));
        let mut told: Vec<(String, Plain)> = told.map(|(name, told)| (name.to_owned(), told)).collect();
        let columns = told.len();
        match self.data.as_ref().and_then(|data| data(row)).map(Given::into_plain) {
            None if columns == 0 => return (fields, true),
            None => {}
            Some(Plain::Map(entries)) => told.extend(entries),
            Some(Plain::Text(json)) => match Plain::from_json(&json) {
                Ok(Plain::Map(entries)) => told.extend(entries),
                // The event says what is wrong with it.
                _ if columns == 0 => {
                    put("data", Some(Given::Own(Plain::Text(json))));
                    return (fields, true);
                }
                _ => told.push(("data".to_owned(), Plain::Text(json))),
            },
            Some(other) => told.push(("data".to_owned(), other)),
        }
        let (first, rest) = told.split_at_checked(columns).unwrap_or((&told, &[]));
        let is_once = rest.iter().all(|(name, _)| first.iter().all(|(other, _)| other != name));
        put("data", Some(Given::Own(Plain::Map(told))));
        (fields, is_once)
    }

    /// A row as it would be written as a line of a file.
    pub(super) fn plain(&self, row: usize) -> Plain {
        let (fields, _) = self.fields(row);
        Plain::Map(fields.all().map(|(key, given)| (key.to_owned(), given.to_plain())).collect())
    }
}
