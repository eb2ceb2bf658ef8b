//! Rows by whom they are about: those that outcomes ask for, in groups of people small enough to be near the processor.

use std::ops::Range;

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::NullBuffer;

use super::attributes::{Attribute, Truth, test};
use super::codes::{Codes, OTHER};
use super::columns::Columns;
use super::days;
use super::people::{About, NOBODY, People};
use super::rules::{IDLE, JOINS, RECORDS, Rules};
use crate::catalogue::Catalogue;

/// How many people a group has.
pub(super) const GROUP: u32 = 4_096;

/// How many rows are looked at together.
const ROWS: usize = 4_096;

/// A start, an end or a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) person: u32,
    pub(super) programme: u16,
    pub(super) kind: u16,
    pub(super) first: i32,
    pub(super) end: i32,
    /// The last day up to which it is known to go on, if nothing else confirms it.
    pub(super) known: i32,
    /// For each condition on its kind, two bits: whether it may hold, and whether it does.
    pub(super) truths: u32,
    /// Its number in the whole table, for what else it tells.
    pub(super) row: u32,
}

impl Row {
    /// Whether a condition holds.
    pub(super) fn truth(&self, test: usize) -> Option<bool> {
        match self.truths.wrapping_shr(u32::try_from(test.saturating_mul(2)).unwrap_or(0)) & 3 {
            3 => Some(true),
            1 => None,
            _ => Some(false),
        }
    }
}

/// What was found in some rows.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// For each group of people, its rows.
    pub(super) groups: Vec<Vec<Row>>,
    /// People whose events cannot be judged by columns alone.
    pub(super) odd: Vec<u32>,
    /// Whether some of them were joined to others.
    pub(super) joining: bool,
}

impl Scanned {
    fn put(&mut self, row: Row) {
        let group = (row.person / GROUP) as usize;
        if self.groups.len() <= group {
            self.groups.resize_with(group.saturating_add(1), Vec::new);
        }
        if let Some(group) = self.groups.get_mut(group) {
            group.push(row);
        }
    }
}

/// The columns of events that say more than an attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub(super) id: usize,
    pub(super) person: usize,
    pub(super) kind: usize,
    pub(super) programme: Option<usize>,
    pub(super) start: usize,
    pub(super) end: Option<usize>,
    pub(super) recorded: Option<usize>,
    pub(super) subject: Option<usize>,
}

/// What scanning needs to know.
pub(super) struct Scan<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) rules: &'a Rules<'a>,
    pub(super) columns: &'a Columns,
    pub(super) people: &'a People,
    /// The day judged, and the last day on which what was recorded was known.
    pub(super) as_at: i32,
    pub(super) known_at: Option<i32>,
}

impl Scan<'_> {
    /// Looks at some rows of a batch, the first of which has a number in the whole table.
    pub(super) fn scan(&self, batch: &RecordBatch, first: u32, rows: Range<usize>, scanned: &mut Scanned) {
        let column = |at: usize| batch.column(at);
        let optional = |at: Option<usize>| at.map(column);
        let about = self.people.bind(column(self.columns.header.person));
        let kinds = Codes::new(Some(column(self.columns.header.kind)), &self.rules.kinds);
        let programmes = Codes::new(optional(self.columns.header.programme), &self.rules.programmes);
        let subject = optional(self.columns.header.subject).and_then(|subject| subject.nulls());
        let has_subjects = self.columns.header.subject.is_some_and(|at| subject.is_some() || !is_empty(column(at)));
        let telling = self.telling(batch);
        let mut tests: Vec<Vec<_>> = Vec::new();
        for (asked, telling) in self.rules.asked.iter().zip(&telling.records) {
            tests.push(asked.tests.iter().map(|parts| test(parts, &telling.own)).collect());
        }
        for at in self.columns.odd.iter().filter(|at| !is_empty(column(**at))) {
            let odd = column(*at);
            let mut person = [NOBODY];
            for row in rows.clone().filter(|row| odd.is_valid(*row)) {
                about.fill(row, &mut person);
                scanned.odd.extend(person.iter().filter(|person| **person != NOBODY));
            }
        }
        let mut room = Room::default();
        let mut from = rows.start;
        while from < rows.end {
            let len = rows.end.saturating_sub(from).min(ROWS);
            room.kinds.resize(len, 0);
            kinds.fill(from, &mut room.kinds);
            room.asked_for.clear();
            // What is of a kind that there is not is listed.
            room.asked_for.extend((0..len).zip(&room.kinds).filter(|(_, kind)| **kind != IDLE).map(|(at, _)| at));
            let told = from..from.saturating_add(len);
            from = told.end;
            room.fill(&told, &about, &programmes, self.columns.header, batch);
            for at in &room.asked_for {
                let Some(mut told) = room.at(*at) else { continue };
                let row = room.from.saturating_add(*at);
                let is_known = self.known_at.is_none_or(|known_at| told.known == days::NONE || told.known <= known_at);
                if told.person == NOBODY || !is_known {
                    continue;
                }
                let is_backwards = told.end != days::NONE && told.end < told.first;
                // What cannot be read, or counts for nothing, is read whole, and listed.
                if told.kind >= JOINS || told.programme == OTHER || told.first == days::NONE || is_backwards {
                    scanned.joining |= told.kind == JOINS;
                    scanned.odd.push(told.person);
                    continue;
                }
                // What is about an employer or a place is no record of the person's.
                let is_anothers = has_subjects && subject.is_none_or(|nulls| nulls.is_valid(row));
                if told.first > self.as_at || is_anothers {
                    continue;
                }
                let Some(telling) = telling.of(told.kind) else { continue };
                let mut is_odd = telling.others.iter().any(|told| told.is_valid(row))
                    || !telling.own.iter().all(|attribute| attribute.is_sound(row));
                if let Some(tests) = told.kind.checked_sub(RECORDS).and_then(|kind| tests.get_mut(usize::from(kind))) {
                    for (shift, test) in (0_u32..).step_by(2).zip(tests) {
                        let bits: u32 = match test.at(row) {
                            Truth::Known(Some(true)) => 3,
                            Truth::Known(None) => 1,
                            Truth::Known(Some(false)) => 0,
                            Truth::Bad => {
                                is_odd = true;
                                0
                            }
                        };
                        told.truths |= bits.wrapping_shl(shift);
                    }
                }
                if is_odd {
                    scanned.odd.push(told.person);
                    continue;
                }
                told.row = first.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
                scanned.put(told);
            }
        }
    }

    /// What rows of a batch tell, by their kinds.
    fn telling<'b>(&'b self, batch: &'b RecordBatch) -> Telling<'b> {
        let told = || self.columns.attributes.iter().map(|(name, at)| (name, batch.column(*at)));
        let told = || told().filter(|(_, column)| !is_empty(column));
        let foreign = || self.columns.others.iter().filter_map(|at| of_nulls(batch.column(*at)));
        let others = told().filter_map(|(_, column)| of_nulls(column)).chain(foreign()).collect();
        let nothing = Told { own: Vec::new(), others };
        let lexicon = self.catalogue.lexicon();
        let records = self.rules.asked.iter().map(|asked| {
            let declared = lexicon.records.get(asked.kind);
            let of = |name: &str| declared.and_then(|declared| declared.attributes.get(name));
            let own = told().filter_map(|(name, column)| Some(Attribute::new(name, *of(name)?, column)));
            let others = told().filter(|(name, _)| of(name).is_none()).filter_map(|(_, column)| of_nulls(column));
            let because = self.columns.because.and_then(|at| of_nulls(batch.column(at)));
            Told { own: own.collect(), others: others.chain(foreign()).chain(because).collect() }
        });
        Telling { records: records.collect(), nothing }
    }
}

/// What rows tell, by their kinds.
struct Telling<'a> {
    records: Vec<Told<'a>>,
    /// A start or an end, which tell no attributes.
    nothing: Told<'a>,
}

/// What rows of a kind tell.
struct Told<'a> {
    own: Vec<Attribute<'a>>,
    /// Columns of what the kind does not have.
    others: Vec<Validity<'a>>,
}

impl<'a> Telling<'a> {
    fn of(&self, kind: u16) -> Option<&Told<'a>> {
        match kind.checked_sub(RECORDS) {
            None => Some(&self.nothing),
            Some(record) => self.records.get(usize::from(record)),
        }
    }
}

/// Whether rows of a column tell something.
enum Validity<'a> {
    All,
    Some(&'a NullBuffer),
}

impl Validity<'_> {
    fn is_valid(&self, row: usize) -> bool {
        match self {
            Self::All => true,
            Self::Some(nulls) => nulls.is_valid(row),
        }
    }
}

fn of_nulls(column: &ArrayRef) -> Option<Validity<'_>> {
    (!is_empty(column)).then(|| column.nulls().map_or(Validity::All, Validity::Some))
}

/// Whether a column tells nothing.
fn is_empty(column: &ArrayRef) -> bool {
    column.logical_null_count() == column.len()
}

/// Room for some rows.
#[derive(Default)]
struct Room {
    /// The first of them.
    from: usize,
    /// Those of kinds that are asked for.
    asked_for: Vec<usize>,
    kinds: Vec<u16>,
    programmes: Vec<u16>,
    people: Vec<u32>,
    first: Vec<i32>,
    end: Vec<i32>,
    recorded: Vec<i32>,
}

impl Room {
    fn fill(
        &mut self,
        rows: &Range<usize>,
        about: &About<'_>,
        programmes: &Codes<'_>,
        header: Header,
        batch: &RecordBatch,
    ) {
        let len = rows.len();
        self.from = rows.start;
        self.programmes.resize(len, 0);
        self.people.resize(len, 0);
        for days in [&mut self.first, &mut self.end, &mut self.recorded] {
            days.resize(len, 0);
        }
        if self.asked_for.is_empty() {
            return;
        }
        about.fill(rows.start, &mut self.people);
        programmes.fill(rows.start, &mut self.programmes);
        days::fill(Some(batch.column(header.start)), rows.start, &mut self.first);
        days::fill(header.end.map(|at| batch.column(at)), rows.start, &mut self.end);
        days::fill(header.recorded.map(|at| batch.column(at)), rows.start, &mut self.recorded);
    }

    /// What one of them tells.
    fn at(&self, at: usize) -> Option<Row> {
        Some(Row {
            person: *self.people.get(at)?,
            programme: *self.programmes.get(at)?,
            kind: *self.kinds.get(at)?,
            first: *self.first.get(at)?,
            end: *self.end.get(at)?,
            known: *self.recorded.get(at)?,
            truths: 0,
            row: 0,
        })
    }
}
