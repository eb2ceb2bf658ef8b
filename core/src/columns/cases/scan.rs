//! Rows by whom they are about: those that outcomes ask for, in groups of people.
//!
//! Columns are read lot by lot, and of each column no more than the rows that are asked for.

use std::ops::Range;

use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;

use super::attributes::{Looked, Truth, amount, test, units};
use super::chosen::Chosen;
use super::codes::{Codes, OTHER};
use super::columns::Columns;
use super::days;
use super::group::{Found, Group, group, groups, sum};
use super::people::{About, NOBODY, People};
use super::rules::{ENDED, IDLE, JOINS, RECORDS, Rules, STARTED};
use super::telling::{Telling, is_empty};
use crate::case_file::IN_ADVANCE;
use crate::condition::Expression;
use crate::value::Number;

/// How many rows are looked at together: few enough that what they tell stays near the processor.
const ROWS: usize = 2_048;

/// What was found in some rows.
#[derive(Debug)]
pub(super) struct Scanned {
    pub(super) groups: Vec<Group>,
    /// People whose events cannot be judged by columns alone.
    pub(super) odd: Vec<u32>,
    /// Whether some of them were joined to others.
    pub(super) joining: bool,
    /// People with records that are asked for and can count for no outcome.
    pub(super) idle: Chosen,
}

impl Scanned {
    pub(super) fn nothing(people: &People, rules: &Rules<'_>) -> Self {
        let mut own = Vec::new();
        own.resize_with(groups(people.len()), || Group::of_kinds(rules.kinds_of_record()));
        Self { groups: own, odd: Vec::new(), joining: false, idle: Chosen::none_of(people) }
    }

    /// Whether nothing was found yet.
    pub(super) fn is_empty(&self) -> bool {
        sum(&self.groups).iter().all(|len| *len == 0)
    }

    /// Makes room for what is to come, going by what some of all rows gave: then it need not be moved again and again.
    pub(super) fn expect(&mut self, seen: usize, all: usize) {
        let groups = self.groups.len().saturating_mul(seen).max(1);
        // A little more, as groups differ.
        let each = sum(&self.groups).into_iter();
        let each: Vec<usize> =
            each.map(|found| found.saturating_mul(all).div_ceil(groups).saturating_mul(9) / 8).collect();
        self.groups.iter_mut().for_each(|group| group.reserve(&each));
    }

    /// Puts a row where it belongs among those of its person's group.
    fn put<T>(&mut self, person: u32, row: T, place: impl Fn(&mut Group) -> Option<&mut Vec<T>>) {
        if let Some(rows) = self.groups.get_mut(group(person)).and_then(place) {
            rows.push(row);
        }
    }

    /// Puts a record of a kind where it belongs.
    fn put_record(&mut self, found: &Found, kind: u16) {
        let place = usize::from(kind.saturating_sub(ENDED));
        self.put(found.person, found.record(), |group| group.records.get_mut(place));
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
        let records = self.rules.asked.iter().zip(records);
        let amounts = records.clone().map(|(asked, told)| {
            // Of what is an attribute itself its column tells.
            let formulas = asked.amounts.iter().filter(|of| !matches!(of, Expression::Own(_)));
            formulas.map(|of| amount(of, &told.own)).collect()
        });
        let units = records.clone().map(|(asked, told)| asked.with_record().map(|of| units(of, &told.own))).collect();
        let tests =
            records.clone().map(|(asked, told)| asked.tests.iter().map(|parts| test(parts, &told.own)).collect());
        let evidence = self.columns.evidence.map(|at| Codes::new(Some(column(at)), &self.rules.evidence));
        BatchScan {
            scan: self,
            telling,
            about: self.people.bind(column(header.person)),
            kinds: Codes::new(Some(column(header.kind)), &self.rules.kinds),
            programmes: Codes::new(header.programme.map(column), &self.rules.programmes),
            odd: self.columns.odd.iter().map(|at| column(*at)).filter(|odd| !is_empty(odd)).collect(),
            subject: subject.map(|subject| subject.nulls()),
            evidence: evidence.filter(Codes::may_be_other),
            tests: tests.collect(),
            amounts: amounts.collect(),
            units,
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
    /// What shows rows, where some may be evidence that is not declared.
    evidence: Option<Codes<'a>>,
    /// For each kind of record, the conditions on it.
    tests: Vec<Vec<Looked<'a, Truth>>>,
    /// For each kind of record, the amounts that are worked out.
    amounts: Vec<Vec<Looked<'a, Option<Number>>>>,
    /// For each kind of record, the amount that comes with it.
    units: Vec<Option<Looked<'a, Option<i32>>>>,
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
            room.values.asks_recorded = self.asks_recorded(lot.clone());
            room.part(&self.kinds, lot, self.tests.len());
            for (kind, rows) in (STARTED..).zip(&room.by_kind) {
                self.kind(kind, Lot { from, rows }, &mut room.values, scanned);
            }
            self.others(from, &room.others, &mut room.values, scanned);
        }
    }

    /// Looks at rows of kinds that columns alone cannot judge, or that there are not: they are read whole, and listed.
    fn others(&self, from: usize, others: &[(u16, u16)], values: &mut Values, scanned: &mut Scanned) {
        self.about.of_rows(others.iter().map(|(at, _)| from.saturating_add((*at).into())), &mut values.people);
        for ((_, kind), person) in others.iter().zip(&values.people).filter(|(_, person)| **person != NOBODY) {
            scanned.joining |= *kind == JOINS;
            scanned.odd.push(*person);
        }
    }

    /// Whether it matters when rows were recorded: by when they were known, or that some are dated in advance.
    fn asks_recorded(&self, rows: Range<usize>) -> bool {
        let Header { recorded, start, .. } = self.scan.columns.header;
        let column = |at: usize| self.telling.batch.column(at);
        let may_be_in_advance =
            |recorded: usize| days::may_be_before(column(recorded), IN_ADVANCE, column(start), rows);
        self.scan.known_at.is_some() || recorded.is_some_and(may_be_in_advance)
    }

    fn is_known(&self, recorded: i32) -> bool {
        self.scan.known_at.is_none_or(|known_at| recorded == days::NONE || recorded <= known_at)
    }

    /// Looks at rows of a kind.
    fn kind(&mut self, kind: u16, rows: Lot<'_>, values: &mut Values, scanned: &mut Scanned) {
        if rows.rows.is_empty() {
            return;
        }
        values.fill(self, rows.iter());
        let mut odd = std::mem::take(&mut scanned.odd);
        match kind {
            STARTED => self.sift(kind, rows, values, &mut odd, |row| {
                scanned.put(row.person, row.mark(), |group| Some(&mut group.starts));
            }),
            ENDED => {
                let asks_why = self.scan.rules.asks_why();
                self.sift(kind, rows, values, &mut odd, |row| {
                    scanned.put(row.person, row.mark(), |group| Some(&mut group.ends));
                    if asks_why {
                        scanned.put_record(&row, ENDED);
                    }
                });
            }
            _ => {
                let mut found = std::mem::take(&mut values.found);
                found.clear();
                self.sift(kind, rows, values, &mut odd, |row| found.push(row));
                self.unsound(kind, rows, values, &mut odd);
                self.records(kind, &mut found, &mut odd, scanned);
                values.found = found;
            }
        }
        scanned.odd = odd;
    }

    /// Shows the rows of a kind that count, and adds people with rows that columns alone cannot judge to the odd.
    fn sift(&self, kind: u16, rows: Lot<'_>, values: &Values, odd: &mut Vec<u32>, mut see: impl FnMut(Found)) {
        let Some(told) = self.telling.of(kind) else { return };
        let Values { people, programmes, first, end, recorded, evidence, .. } = values;
        let unknown =
            people.iter().zip(evidence).filter(|(person, evidence)| **evidence == OTHER && **person != NOBODY);
        odd.extend(unknown.map(|(person, _)| *person));
        let days = first.iter().zip(end).zip(recorded);
        for ((row, (person, programme)), ((first, end), recorded)) in
            rows.iter().zip(people.iter().zip(programmes)).zip(days)
        {
            if *person == NOBODY {
                continue;
            }
            let is_backwards = *end != days::NONE && end < first;
            let is_in_advance = *recorded != days::NONE && recorded.saturating_add(IN_ADVANCE) < *first;
            // What cannot be read, counts for nothing or cannot be right is read whole, and listed, whenever it was known.
            if *programme == OTHER || *first == days::NONE || is_backwards || is_in_advance || told.is_foreign(row) {
                odd.push(*person);
                continue;
            }
            if !self.is_known(*recorded) {
                continue;
            }
            // What is about an employer or a place is no record of the person's.
            let is_anothers = || self.subject.is_some_and(|rows| rows.is_none_or(|rows| rows.is_valid(row)));
            if *first > self.scan.as_at || (kind >= RECORDS && is_anothers()) {
                continue;
            }
            see(Found {
                person: *person,
                programme: *programme,
                first: *first,
                end: *end,
                truths: 0,
                row: self.telling.first.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
            });
        }
    }

    /// Adds people with records that tell something that is no value of its type, or less than nothing of what is added up,
    /// to the odd: these are listed wherever they lie.
    fn unsound(&mut self, kind: u16, rows: Lot<'_>, values: &Values, odd: &mut Vec<u32>) {
        let asked = self.scan.rules.asked.get(usize::from(kind.saturating_sub(RECORDS)));
        let amounts = || asked.into_iter().flat_map(|asked| &asked.amounts);
        for attribute in self.telling.of(kind).iter().flat_map(|told| &told.own) {
            let see = |at: usize| odd.extend(values.people.get(at).filter(|person| **person != NOBODY));
            let is_it = |part: &Expression| matches!(part, Expression::Own(name) if *name == *attribute.name);
            attribute.unsound(rows.iter(), amounts().any(|of| of.any(is_it)), see);
        }
        for of in self.amounts.get_mut(usize::from(kind.saturating_sub(RECORDS))).into_iter().flatten() {
            let told = rows.iter().zip(&values.people).filter(|(_, person)| **person != NOBODY);
            let below = told.filter(|(row, _)| of.at(*row).is_some_and(|amount| amount < Number::ZERO));
            odd.extend(below.map(|(_, person)| *person));
        }
    }

    /// Looks at what records of a kind tell.
    fn records(&mut self, kind: u16, found: &mut [Found], odd: &mut Vec<u32>, scanned: &mut Scanned) {
        let place = usize::from(kind.saturating_sub(RECORDS));
        let Some(asked) = self.scan.rules.asked.get(place) else { return };
        if let Some((least, greatest)) = asked.scores {
            let score = self.telling.of_record(place).and_then(|told| told.own.first());
            for row in found {
                let whole = score.and_then(|score| score.whole(self.telling.place(row.row)));
                let whole = whole.filter(|whole| (least..=greatest).contains(whole));
                match whole.and_then(|whole| i32::try_from(whole).ok()) {
                    // A score lasts no time, so that there is room for it.
                    Some(whole) => row.end = whole,
                    None => odd.push(row.person),
                }
                scanned.put_record(row, kind);
            }
            return;
        }
        for (shift, test) in (0_u32..).step_by(2).zip(self.tests.get_mut(place).into_iter().flatten()) {
            for row in found.iter_mut() {
                let bits: u32 = match test.at(self.telling.place(row.row)) {
                    Truth::Known(Some(true)) => 3,
                    Truth::Known(None) => 1,
                    Truth::Known(Some(false)) => 0,
                    Truth::Bad => {
                        odd.push(row.person);
                        0
                    }
                };
                row.truths |= bits.wrapping_shl(shift);
            }
        }
        if let Some(units) = self.units.get_mut(place).and_then(Option::as_mut) {
            for row in found.iter_mut().filter(|row| row.truths != 0 || !asked.is_tested) {
                row.end = units.at(self.telling.place(row.row)).unwrap_or(days::NONE);
            }
        }
        // What no outcome's condition can hold of counts for none.
        for row in found {
            if row.truths != 0 || !asked.is_tested {
                scanned.put_record(row, kind);
            } else {
                scanned.idle.add(row.person);
            }
        }
    }
}

/// Some rows of a lot, by how far each is from its first.
#[derive(Clone, Copy)]
struct Lot<'a> {
    from: usize,
    rows: &'a [u16],
}

impl<'a> Lot<'a> {
    fn iter(self) -> impl Iterator<Item = usize> + Clone + 'a {
        self.rows.iter().map(move |at| self.from.saturating_add((*at).into()))
    }
}

/// Room to look at rows.
#[derive(Default)]
pub(super) struct Room {
    asked_for: AskedFor,
    /// The rows of each kind that is asked for.
    by_kind: Vec<Vec<u16>>,
    /// Rows of kinds that columns alone cannot judge, or that there are not, with their kinds.
    others: Vec<(u16, u16)>,
    values: Values,
}

impl Room {
    /// Parts the rows of a lot by their kinds.
    fn part(&mut self, kinds: &Codes<'_>, rows: Range<usize>, records: usize) {
        self.asked_for.begin(rows.len());
        kinds.of_rows(rows, &mut self.asked_for);
        self.by_kind.resize_with(records.saturating_add(usize::from(RECORDS)), Vec::new);
        self.by_kind.iter_mut().for_each(Vec::clear);
        self.others.clear();
        for (row, kind) in self.asked_for.found() {
            match self.by_kind.get_mut(usize::from(*kind)) {
                Some(own) => own.push(*row),
                None => self.others.push((*row, *kind)),
            }
        }
    }
}

/// The rows of kinds that are asked for, each with its kind.
#[derive(Default)]
struct AskedFor {
    next: u16,
    count: usize,
    rows: Vec<(u16, u16)>,
}

impl AskedFor {
    fn begin(&mut self, rows: usize) {
        (self.next, self.count) = (0, 0);
        self.rows.resize(rows, (0, 0));
    }

    fn found(&self) -> impl Iterator<Item = &(u16, u16)> {
        self.rows.iter().take(self.count)
    }
}

impl Extend<u16> for AskedFor {
    /// Written without branches: which rows are asked for cannot be foreseen.
    fn extend<I: IntoIterator<Item = u16>>(&mut self, kinds: I) {
        let (mut row, mut count) = (self.next, self.count);
        kinds.into_iter().for_each(|kind| {
            if let Some(slot) = self.rows.get_mut(count) {
                *slot = (row, kind);
            }
            row = row.wrapping_add(1);
            count = count.wrapping_add(usize::from(kind != IDLE));
        });
        (self.next, self.count) = (row, count);
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
    /// Whether it matters when they were recorded.
    asks_recorded: bool,
    /// What shows them, where some is not declared.
    evidence: Vec<u16>,
    found: Vec<Found>,
}

impl Values {
    fn fill(&mut self, batch: &BatchScan<'_>, rows: impl Iterator<Item = usize> + Clone) {
        let header = batch.scan.columns.header;
        let column = |at: usize| batch.telling.batch.column(at);
        [&mut self.first, &mut self.end, &mut self.recorded].into_iter().for_each(Vec::clear);
        self.programmes.clear();
        batch.about.of_rows(rows.clone(), &mut self.people);
        batch.programmes.of_rows(rows.clone(), &mut self.programmes);
        days::of_rows(Some(column(header.start)), rows.clone(), &mut self.first);
        days::of_rows(header.end.map(column), rows.clone(), &mut self.end);
        self.evidence.clear();
        if let Some(evidence) = &batch.evidence {
            evidence.of_rows(rows.clone(), &mut self.evidence);
        }
        let recorded = header.recorded.filter(|_| self.asks_recorded);
        days::of_rows(recorded.map(column), rows, &mut self.recorded);
    }
}
