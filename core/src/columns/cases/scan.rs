//! Rows by whom they are about: those that outcomes ask for, in groups of people.
//!
//! Columns are read lot by lot, and of each column no more than the rows that are asked for.

use std::ops::Range;

use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;

use super::attributes::{Looked, Truth, test};
use super::codes::{Codes, OTHER};
use super::columns::Columns;
use super::days;
use super::group::{Group, Record, group, groups, sum};
use super::people::{About, NOBODY, People};
use super::rules::{ENDED, IDLE, JOINS, RECORDS, Rules, STARTED};
use super::telling::{Telling, is_empty};

/// How many rows are looked at together.
const ROWS: usize = 4_096;

/// What was found in some rows.
#[derive(Debug)]
pub(super) struct Scanned {
    pub(super) groups: Vec<Group>,
    /// People whose events cannot be judged by columns alone.
    pub(super) odd: Vec<u32>,
    /// Whether some of them were joined to others.
    pub(super) joining: bool,
}

impl Scanned {
    pub(super) fn nothing(people: &People) -> Self {
        let mut own = Vec::new();
        own.resize_with(groups(people.len()), Group::default);
        Self { groups: own, odd: Vec::new(), joining: false }
    }

    /// Makes room for what is to come, going by what some of all rows gave: then it need not be moved again and again.
    pub(super) fn expect(&mut self, seen: usize, all: usize) {
        let groups = self.groups.len().saturating_mul(seen).max(1);
        // A little more, as groups differ.
        let each = sum(&self.groups).map(|found| found.saturating_mul(all).div_ceil(groups).saturating_mul(9) / 8);
        self.groups.iter_mut().for_each(|group| group.reserve(each));
    }

    /// Puts a record, as it is kept, where it belongs among the rows of its person's group.
    fn put<T>(&mut self, record: &Record, place: fn(&mut Group) -> &mut Vec<T>, kept: impl FnOnce(&Record) -> T) {
        if let Some(group) = self.groups.get_mut(group(record.person)) {
            place(group).push(kept(record));
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
    pub(super) rules: &'a Rules<'a>,
    pub(super) columns: &'a Columns,
    pub(super) people: &'a People,
    /// The day judged, and the last day on which what was recorded was known.
    pub(super) as_at: i32,
    pub(super) known_at: Option<i32>,
}

impl<'a> Scan<'a> {
    /// Makes ready to scan a batch.
    pub(super) fn of(&'a self, telling: &'a Telling<'a>) -> BatchScan<'a> {
        let column = |at: usize| telling.batch.column(at);
        let header = self.columns.header;
        let subject = header.subject.map(column).filter(|subject| !is_empty(subject));
        let records = (0..self.rules.asked.len()).filter_map(|kind| telling.of_record(kind));
        let tests = self.rules.asked.iter().zip(records);
        let tests = tests.map(|(asked, told)| asked.tests.iter().map(|parts| test(parts, &told.own)).collect());
        BatchScan {
            scan: self,
            telling,
            about: self.people.bind(column(header.person)),
            kinds: Codes::new(Some(column(header.kind)), &self.rules.kinds),
            programmes: Codes::new(header.programme.map(column), &self.rules.programmes),
            odd: self.columns.odd.iter().map(|at| column(*at)).filter(|odd| !is_empty(odd)).collect(),
            subject: subject.map(|subject| subject.nulls()),
            tests: tests.collect(),
        }
    }
}

/// A batch that is scanned.
pub(super) struct BatchScan<'a> {
    scan: &'a Scan<'a>,
    telling: &'a Telling<'a>,
    about: About<'a>,
    kinds: Codes<'a>,
    programmes: Codes<'a>,
    /// Columns that make a person one whom columns alone cannot judge where they tell something.
    odd: Vec<&'a ArrayRef>,
    /// Which rows are about an employer or a place, where some are; without nulls all are.
    subject: Option<Option<&'a NullBuffer>>,
    /// For each kind of record, the conditions on it.
    tests: Vec<Vec<Looked<'a, Truth>>>,
}

impl BatchScan<'_> {
    /// Looks at some rows.
    pub(super) fn rows(&mut self, rows: Range<usize>, room: &mut Room, scanned: &mut Scanned) {
        for odd in &self.odd {
            let told = rows.clone().filter(|row| odd.is_valid(*row));
            scanned.odd.extend(told.filter_map(|row| self.about.of_row(row)));
        }
        for from in rows.clone().step_by(ROWS) {
            let lot = from..from.saturating_add(ROWS).min(rows.end);
            room.part(&self.kinds, lot, self.tests.len());
            for (kind, rows) in (STARTED..).zip(&room.by_kind) {
                self.kind(kind, rows, &mut room.values, scanned);
            }
            self.others(&room.others, &mut room.values, scanned);
        }
    }

    /// Looks at rows of kinds that columns alone cannot judge, or that there are not: they are read whole, and listed.
    fn others(&self, others: &[(usize, u16)], values: &mut Values, scanned: &mut Scanned) {
        values.fill(self, others.iter().map(|(row, _)| *row));
        for ((_, kind), (person, recorded)) in others.iter().zip(values.people.iter().zip(&values.recorded)) {
            if *person != NOBODY && self.is_known(*recorded) {
                scanned.joining |= *kind == JOINS;
                scanned.odd.push(*person);
            }
        }
    }

    fn is_known(&self, recorded: i32) -> bool {
        self.scan.known_at.is_none_or(|known_at| recorded == days::NONE || recorded <= known_at)
    }

    /// Looks at rows of a kind.
    fn kind(&mut self, kind: u16, rows: &[usize], values: &mut Values, scanned: &mut Scanned) {
        let Some(told) = self.telling.of(kind).filter(|_| !rows.is_empty()) else { return };
        values.fill(self, rows.iter().copied());
        let Values { people, programmes, first, end, recorded, records } = values;
        let days = first.iter().zip(end.iter()).zip(recorded.iter());
        records.clear();
        for ((row, (person, programme)), ((first, end), recorded)) in
            rows.iter().zip(people.iter().zip(programmes.iter())).zip(days)
        {
            if *person == NOBODY || !self.is_known(*recorded) {
                continue;
            }
            let is_backwards = *end != days::NONE && end < first;
            // What cannot be read, or counts for nothing, is read whole, and listed.
            if *programme == OTHER || *first == days::NONE || is_backwards {
                scanned.odd.push(*person);
                continue;
            }
            // What is about an employer or a place is no record of the person's.
            let is_anothers = self.subject.is_some_and(|rows| rows.is_none_or(|rows| rows.is_valid(*row)));
            if *first > self.scan.as_at || is_anothers {
                continue;
            }
            if told.is_foreign(*row) {
                scanned.odd.push(*person);
                continue;
            }
            records.push(Record {
                person: *person,
                programme: *programme,
                kind,
                first: *first,
                end: *end,
                known: *recorded,
                truths: 0,
                row: u32::try_from(*row).unwrap_or(u32::MAX),
            });
        }
        match kind {
            STARTED => records.iter().for_each(|record| scanned.put(record, |group| &mut group.starts, Record::mark)),
            ENDED => records.iter().for_each(|record| scanned.put(record, |group| &mut group.ends, Record::mark)),
            _ => self.records(kind, records, scanned),
        }
    }

    /// Looks at what records of a kind tell.
    fn records(&mut self, kind: u16, records: &mut [Record], scanned: &mut Scanned) {
        let place = usize::from(kind.saturating_sub(RECORDS));
        let (Some(told), Some(asked)) = (self.telling.of_record(place), self.scan.rules.asked.get(place)) else {
            return;
        };
        for attribute in &told.own {
            let see = |at: usize| scanned.odd.extend(records.get(at).map(|record| record.person));
            attribute.unsound(records.iter().map(|record| record.row as usize), see);
        }
        for (shift, test) in (0_u32..).step_by(2).zip(self.tests.get_mut(place).into_iter().flatten()) {
            for record in records.iter_mut() {
                let bits: u32 = match test.at(record.row as usize) {
                    Truth::Known(Some(true)) => 3,
                    Truth::Known(None) => 1,
                    Truth::Known(Some(false)) => 0,
                    Truth::Bad => {
                        scanned.odd.push(record.person);
                        0
                    }
                };
                record.truths |= bits.wrapping_shl(shift);
            }
        }
        let first = self.telling.first;
        let in_table = |record: &Record| Record { row: first.saturating_add(record.row), ..*record };
        // What no outcome's condition can hold of counts for none.
        for record in records.iter().filter(|record| record.truths != 0 || !asked.is_tested) {
            scanned.put(record, |group| &mut group.records, in_table);
        }
    }
}

/// Room to look at rows.
#[derive(Default)]
pub(super) struct Room {
    kinds: Vec<u16>,
    asked_for: Vec<usize>,
    /// The rows of each kind that is asked for.
    by_kind: Vec<Vec<usize>>,
    /// Rows of kinds that columns alone cannot judge, or that there are not.
    others: Vec<(usize, u16)>,
    values: Values,
}

impl Room {
    /// Parts rows by their kinds.
    fn part(&mut self, kinds: &Codes<'_>, rows: Range<usize>, records: usize) {
        kinds.of_rows(rows.clone(), &mut self.kinds);
        // Written without branches: which rows are asked for cannot be foreseen.
        self.asked_for.resize(rows.len(), 0);
        let mut count = 0_usize;
        for (row, kind) in rows.clone().zip(&self.kinds) {
            if let Some(slot) = self.asked_for.get_mut(count) {
                *slot = row;
            }
            count = count.wrapping_add(usize::from(*kind != IDLE));
        }
        self.by_kind.resize_with(records.saturating_add(usize::from(RECORDS)), Vec::new);
        self.by_kind.iter_mut().for_each(Vec::clear);
        self.others.clear();
        for row in self.asked_for.iter().take(count) {
            let Some(kind) = self.kinds.get(row.saturating_sub(rows.start)) else { continue };
            match self.by_kind.get_mut(usize::from(*kind)) {
                Some(own) => own.push(*row),
                None => self.others.push((*row, *kind)),
            }
        }
    }
}

/// What rows of a kind tell of whom and when.
#[derive(Default)]
struct Values {
    people: Vec<u32>,
    programmes: Vec<u16>,
    first: Vec<i32>,
    end: Vec<i32>,
    recorded: Vec<i32>,
    records: Vec<Record>,
}

impl Values {
    fn fill(&mut self, batch: &BatchScan<'_>, rows: impl Iterator<Item = usize> + Clone) {
        let header = batch.scan.columns.header;
        let column = |at: usize| batch.telling.batch.column(at);
        let recorded = header.recorded.filter(|_| batch.scan.known_at.is_some() || batch.scan.rules.confirms);
        batch.about.of_rows(rows.clone(), &mut self.people);
        batch.programmes.of_rows(rows.clone(), &mut self.programmes);
        days::of_rows(Some(column(header.start)), rows.clone(), &mut self.first);
        days::of_rows(header.end.map(column), rows.clone(), &mut self.end);
        days::of_rows(recorded.map(column), rows, &mut self.recorded);
    }
}
