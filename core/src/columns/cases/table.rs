//! The outcomes of a table of events: a row for each enrolment.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::types::UInt8Type;
use arrow_array::types::UInt16Type;
use arrow_array::{ArrayRef, Date32Array, DictionaryArray, RecordBatch, StringArray, UInt8Array, UInt16Array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, Field, Schema};

use super::attributes::Attribute;
use super::codes;
use super::days::NONE;
use super::judge::{Enrolments, Judging, STATES, Said};
use super::people::People;
use super::rules::Rules;
use super::scan::{Header, Row, Scan, Scanned};
use crate::catalogue::Catalogue;
use crate::columns::bind::fits;
use crate::columns::ids;
use crate::columns::problem::{TableError, TableProblem};
use crate::columns::reading::{ranges, run_all, threads_of};
use crate::diagnostic::Code;
use crate::outcomes::Day;
use crate::value::Date;

/// How the outcomes of a table are judged.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct OutcomeTableOptions {
    /// The day as on which events were known; without it everything is.
    pub known_at: Option<Date>,
    /// How many threads to use; `None` is as many as the machine has. Without the feature `threads` there is one.
    pub threads: Option<usize>,
}

impl OutcomeTableOptions {
    /// The same, as it was known on a day.
    #[must_use]
    pub fn known_at(mut self, day: Option<Date>) -> Self {
        self.known_at = day;
        self
    }

    /// The same, on so many threads.
    #[must_use]
    pub fn threads(mut self, threads: Option<usize>) -> Self {
        self.threads = threads;
        self
    }
}

impl Catalogue {
    /// The outcomes of every enrolment in a table of events, which may come in any order and in several batches.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used.
    pub fn outcome_table(
        &self,
        events: &[RecordBatch],
        as_at: Date,
        options: OutcomeTableOptions,
    ) -> Result<(RecordBatch, Vec<TableProblem>), TableError> {
        let outcomes = outcomes(self);
        let rules = Rules::new(self, &outcomes);
        let Some(first) = events.first() else { return made(self, &People::Dense(0, 0), &outcomes, Vec::new()) };
        let columns = Columns::read(self, first)?;
        let people = People::of(events.iter().map(|batch| batch.column(columns.header.person))).ok_or_else(too_many)?;
        let days = |date: Date| Day::of(date).days_since_1970();
        let scan = Scan {
            catalogue: self,
            rules: &rules,
            header: columns.header,
            odd: columns.odd,
            attributes: columns.attributes.clone(),
            people: &people,
            as_at: days(as_at).unwrap_or(NONE),
            known_at: options.known_at.and_then(days),
        };
        let threads = threads_of(options.threads);
        let mut scanned: Vec<Scanned> = Vec::new();
        let mut firsts = Vec::new();
        let mut rows = 0_u32;
        for batch in events {
            firsts.push(rows);
            let first = rows;
            rows = u32::try_from(batch.num_rows()).ok().and_then(|more| rows.checked_add(more)).ok_or_else(too_many)?;
            let work = ranges(batch.num_rows(), threads);
            while scanned.len() < work.len() {
                scanned.push(Scanned::default());
            }
            let work: Vec<_> =
                scanned.drain(..).zip(work.into_iter().map(Some).chain(std::iter::repeat(None))).collect();
            scanned = run_all(work, |(mut scanned, rows)| {
                if let Some(rows) = rows {
                    scan.scan(batch, first, rows, &mut scanned);
                }
                scanned
            });
        }
        let mut odd = vec![0_u64; people.len().div_ceil(64)];
        for person in scanned.iter().flat_map(|scanned| &scanned.odd) {
            if let Some(word) = odd.get_mut((person / 64) as usize) {
                *word |= 1_u64.wrapping_shl(person % 64);
            }
        }
        let is_odd = |person: u32| {
            let word = odd.get((person / 64) as usize).copied().unwrap_or(0);
            word.wrapping_shr(person % 64) & 1 == 1
        };
        let mut attributes: Vec<(u32, Vec<Vec<Attribute<'_>>>)> = Vec::new();
        for (first, batch) in firsts.into_iter().zip(events) {
            let of_kind = |asked: &super::rules::Asked<'_>| {
                let declared = self.lexicon().records.get(asked.kind);
                let own = columns.attributes.iter().filter_map(|(name, at)| {
                    let of = declared?.attributes.get(name)?;
                    Some(Attribute::new(name, *of, batch.column(*at)))
                });
                own.collect()
            };
            attributes.push((first, rules.asked.iter().map(of_kind).collect()));
        }
        let judging = Judging {
            catalogue: self,
            rules: &rules,
            as_at: Day::of(as_at),
            columns: outcomes.len(),
            attributes: &attributes,
        };
        let groups = scanned.iter().map(|scanned| scanned.groups.len()).max().unwrap_or(0);
        let each = groups.div_ceil(threads.max(1)).max(1);
        let work: Vec<_> = (0..groups).step_by(each).map(|from| from..from.saturating_add(each).min(groups)).collect();
        let enrolments = run_all(work, |groups| {
            let mut out = Enrolments::default();
            for group in groups {
                let parts: Vec<&[Row]> =
                    scanned.iter().filter_map(|scanned| scanned.groups.get(group)).map(Vec::as_slice).collect();
                judging.judge(&parts, &is_odd, &mut out);
            }
            out
        });
        made(self, &people, &outcomes, enrolments)
    }
}

/// The ids of all outcomes, in the order of programmes and documents.
fn outcomes(catalogue: &Catalogue) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let versions = catalogue.rules().programmes.values().flatten();
    for outcome in versions.flat_map(|version| &version.document.outcomes) {
        if !ids.iter().any(|id| id == outcome.id.as_str()) {
            ids.push(outcome.id.as_str().to_owned());
        }
    }
    ids
}

/// The columns of a table of events.
struct Columns {
    header: Header,
    odd: Vec<usize>,
    attributes: Vec<(String, usize)>,
}

/// The columns that make an event one of others.
const ODD: [&str; 2] = ["amends", "voids"];

impl Columns {
    fn read(catalogue: &Catalogue, batch: &RecordBatch) -> Result<Self, TableError> {
        let schema = batch.schema();
        let place = |name: &str| schema.index_of(name).ok();
        let mut problems = Vec::new();
        let mut needed = |name: &str, what: &str| {
            place(name).unwrap_or_else(|| {
                let message = format!("the table has no column `{name}`");
                let help = format!("say in `{name}` {what}");
                problems.push(TableProblem::of_column(Code::TableNoId, name, message, help));
                0
            })
        };
        let header = Header {
            person: needed("person_id", "whom each row is about"),
            kind: needed("kind", "what each row is"),
            start: needed("start", "on which day each row happened or began"),
            programme: place("programme"),
            end: place("end"),
            recorded: place("recorded_on").or_else(|| place("recorded_at")),
            subject: place("subject"),
        };
        let mut check = |name: &str, at: usize, fits: bool, wanted: &str| {
            if !fits {
                let message = format!("the column `{name}` holds {}, and it is {wanted}", schema.field(at).data_type());
                problems.push(TableProblem::of_column(Code::TableColumnType, name, message, format!("give {wanted}")));
            }
        };
        let of = |at: usize| schema.field(at).data_type();
        let is_date = |of: &DataType| fits(crate::document::FactType::Date, of);
        check("person_id", header.person, ids::can_be(of(header.person)), "whole numbers or texts");
        check("kind", header.kind, codes::can_be(of(header.kind)), "texts, in a dictionary or not");
        check("start", header.start, is_date(of(header.start)), "dates");
        if let Some(at) = header.programme {
            check("programme", at, codes::can_be(of(at)), "texts, in a dictionary or not");
        }
        for (name, at) in [("end", header.end), ("recorded_on", header.recorded)] {
            if let Some(at) = at {
                check(name, at, is_date(of(at)), "dates");
            }
        }
        let mut attributes: Vec<(String, usize)> = Vec::new();
        let records = &catalogue.lexicon().records;
        for (at, field) in schema.fields().iter().enumerate() {
            let name = field.name();
            let declared = records.values().filter_map(|kind| kind.attributes.get(name));
            for declared in declared {
                check(name, at, fits(*declared, field.data_type()), declared.wanted());
                if !attributes.iter().any(|(known, _)| known == name) {
                    attributes.push((name.clone(), at));
                }
            }
        }
        let odd = ODD.iter().filter_map(|name| place(name)).collect();
        if problems.is_empty() { Ok(Self { header, odd, attributes }) } else { Err(TableError { problems }) }
    }
}

fn too_many() -> TableError {
    let message = "the table has more rows or people than can be counted".to_owned();
    TableError {
        problems: vec![TableProblem::of_column(Code::TableColumnType, "person_id", message, "give it in parts")],
    }
}

/// The result: whom each enrolment is of, its programme and days, and each outcome with its day and the day it is due.
fn made(
    catalogue: &Catalogue,
    people: &People,
    outcomes: &[String],
    parts: Vec<Enrolments>,
) -> Result<(RecordBatch, Vec<TableProblem>), TableError> {
    let whom: Vec<u32> = joined(parts.iter().map(|part| part.people.as_slice()));
    let programmes: Vec<u16> = joined(parts.iter().map(|part| part.programmes.as_slice()));
    let names = StringArray::from_iter_values(catalogue.rules().programmes.keys());
    let programmes: ArrayRef =
        Arc::new(DictionaryArray::<UInt16Type>::new(UInt16Array::from(programmes), Arc::new(names)));
    let states: ArrayRef = Arc::new(StringArray::from_iter_values(STATES.map(|state| state.as_str())));
    let ids = people.column(&whom);
    let mut fields = vec![Field::new("person_id", ids.data_type().clone(), false)];
    fields.push(Field::new("programme", programmes.data_type().clone(), false));
    let mut columns: Vec<ArrayRef> = vec![ids, programmes];
    let days = |name: String, days: Vec<i32>, columns: &mut Vec<ArrayRef>, fields: &mut Vec<Field>| {
        let told = BooleanBuffer::collect_bool(days.len(), |at| days.get(at).is_some_and(|day| *day != NONE));
        fields.push(Field::new(name, DataType::Date32, true));
        columns.push(Arc::new(Date32Array::new(days.into(), Some(NullBuffer::new(told)))));
    };
    days("started_on".to_owned(), joined(parts.iter().map(|part| part.started.as_slice())), &mut columns, &mut fields);
    days("ended_on".to_owned(), joined(parts.iter().map(|part| part.ended.as_slice())), &mut columns, &mut fields);
    for (at, id) in outcomes.iter().enumerate() {
        let said = || parts.iter().filter_map(|part| part.said.get(at));
        let keys = joined(said().map(|said| said.states.as_slice()));
        let told = |at: usize| keys.get(at).is_some_and(|state| *state != Said::NOTHING.state);
        let told = NullBuffer::new(BooleanBuffer::collect_bool(keys.len(), told));
        let keys = keys.iter().map(|state| if *state == Said::NOTHING.state { 0 } else { *state }).collect::<Vec<u8>>();
        let keys = UInt8Array::new(keys.into(), Some(told));
        let state: ArrayRef = Arc::new(DictionaryArray::<UInt8Type>::new(keys, Arc::clone(&states)));
        fields.push(Field::new(id, state.data_type().clone(), true));
        columns.push(state);
        days(format!("{id}.on"), joined(said().map(|said| said.on.as_slice())), &mut columns, &mut fields);
        days(format!("{id}.due_on"), joined(said().map(|said| said.due_on.as_slice())), &mut columns, &mut fields);
    }
    let table = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).map_err(|error| {
        let message = format!("the result could not be made: {error}");
        TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "", message, "")] }
    })?;
    let odd: BTreeSet<u32> = parts.iter().flat_map(|part| &part.odd).copied().collect();
    debug_assert!(odd.is_empty());
    Ok((table, Vec::new()))
}

/// Parts of a column, one after another.
fn joined<'p, T: Copy + 'p>(parts: impl Iterator<Item = &'p [T]>) -> Vec<T> {
    let mut all = Vec::new();
    parts.for_each(|part| all.extend_from_slice(part));
    all
}
