//! Rows by whom they are about: those that outcomes ask for, in groups of people.
//!
//! Columns are read lot by lot, and of each column no more than the rows that are asked for.

use std::ops::Range;

use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;

use super::attributes::{Looked, Truth, amount, test, units};
use super::codes::{Codes, NONE, OTHER};
use super::columns::Columns;
use super::days;
use super::group::Found;
use super::lots::{Lot, Room, Values};
use super::people::{About, NOBODY, People};
use super::rules::{ENDED, JOINS, RECORDS, Rules, STARTED};
use super::scanned::Scanned;
use super::telling::{Telling, Told, is_empty};
use crate::case_file::IN_ADVANCE;
use crate::condition::Expression;
use crate::value::Number;

/// How many rows are looked at together: few enough that what they tell stays near the processor.
const ROWS: usize = 2_048;

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
            scanned.met.add(*person);
            scanned.rows = scanned.rows.saturating_add(1);
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
        for person in values.people.iter().filter(|person| **person != NOBODY) {
            scanned.met.add(*person);
            scanned.rows = scanned.rows.saturating_add(1);
        }
        let mut found = std::mem::take(&mut values.found);
        found.clear();
        self.sift(kind, rows, values, scanned, &mut found);
        match kind {
            STARTED => found.iter().for_each(|row| scanned.starts.put(row.person, row.mark())),
            ENDED => {
                found.iter().for_each(|row| scanned.ends.put(row.person, row.mark()));
                if let Some(records) = scanned.records.first_mut().filter(|_| self.scan.rules.asks_why()) {
                    found.iter().for_each(|row| records.put(row.person, row.record()));
                }
            }
            _ => {
                self.unsound(kind, rows, values, &mut scanned.odd);
                self.records(kind, &mut found, scanned);
            }
        }
        values.found = found;
    }

    /// Finds the rows of a kind that count, and adds people with rows that columns alone cannot judge to the odd.
    fn sift(&self, kind: u16, rows: Lot<'_>, values: &Values, scanned: &mut Scanned, found: &mut Vec<Found>) {
        let Some(told) = self.telling.of(kind) else { return };
        let Values { people, programmes, first, end, recorded, evidence, .. } = values;
        let unknown =
            people.iter().zip(evidence).filter(|(person, evidence)| **evidence == OTHER && **person != NOBODY);
        scanned.odd.extend(unknown.map(|(person, _)| *person));
        let of = |row: usize, (person, programme): (u32, u16), (first, end): (i32, i32)| Found {
            person,
            programme,
            first,
            end,
            truths: 0,
            row: self.telling.first.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
        };
        let whose = people.iter().copied().zip(programmes.iter().copied());
        let each = rows.iter().zip(whose).zip(first.iter().copied().zip(end.iter().copied()));
        if self.are_usual(kind, told, rows, values) {
            return found.extend(each.map(|((row, whose), days)| of(row, whose, days)));
        }
        let needs = self.scan.rules.needs_programme(kind);
        for (((row, whose), days), recorded) in each.zip(recorded) {
            let ((person, programme), (first, end)) = (whose, days);
            if person == NOBODY {
                continue;
            }
            let is_backwards = end != days::NONE && end < first;
            let is_in_advance = *recorded != days::NONE && recorded.saturating_add(IN_ADVANCE) < first;
            let is_nowhere = programme == OTHER || (needs && programme == NONE);
            // What cannot be read, counts for nothing or cannot be right is read whole, and listed, whenever it was known.
            if is_nowhere || first == days::NONE || is_backwards || is_in_advance || told.is_foreign(row) {
                scanned.odd.push(person);
                continue;
            }
            if !self.is_known(*recorded) || first > self.scan.as_at {
                scanned.later.push(person);
                continue;
            }
            // What is about an employer or a place is no record of the person's.
            if kind >= RECORDS && self.subject.is_some_and(|rows| rows.is_none_or(|rows| rows.is_valid(row))) {
                continue;
            }
            found.push(of(row, whose, days));
        }
    }

    /// Whether every row of a lot counts: of most lots all do, and looking at them together is quick.
    fn are_usual(&self, kind: u16, told: &Told<'_>, rows: Lot<'_>, values: &Values) -> bool {
        let Values { people, programmes, first, end, .. } = values;
        let needs = self.scan.rules.needs_programme(kind);
        let as_at = self.scan.as_at;
        // Without branches, so that many can be looked at at once.
        people.iter().fold(true, |usual, person| usual & (*person != NOBODY))
            && programmes.iter().fold(true, |usual, programme| usual & (*programme != OTHER))
            && (!needs || programmes.iter().fold(true, |usual, programme| usual & (*programme != NONE)))
            && first.iter().fold(true, |usual, first| usual & (*first != days::NONE) & (*first <= as_at))
            && first.iter().zip(end).fold(true, |usual, (first, end)| usual & ((*end == days::NONE) | (first <= end)))
            && !values.asks_recorded
            && (kind < RECORDS || self.subject.is_none())
            && !rows.iter().any(|row| told.is_foreign(row))
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
    fn records(&mut self, kind: u16, found: &mut [Found], scanned: &mut Scanned) {
        let Scanned { odd, records, briefs, idle, .. } = scanned;
        let place = usize::from(kind.saturating_sub(RECORDS));
        let Some(asked) = self.scan.rules.asked.get(place) else { return };
        let at = usize::from(kind.saturating_sub(ENDED));
        let (Some(records), Some(briefs)) = (records.get_mut(at), briefs.get_mut(at)) else { return };
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
                if asked.is_wanted {
                    briefs.put(row.person, row.brief());
                }
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
        if asked.is_brief() {
            let is_told = !asked.amounts.is_empty();
            for row in found {
                if is_told && row.end == days::NONE {
                    records.put(row.person, row.record());
                } else {
                    briefs.put(row.person, row.brief());
                }
            }
            return;
        }
        // What no outcome's condition can hold of counts for none.
        for row in found {
            if row.truths != 0 || !asked.is_tested {
                records.put(row.person, row.record());
            } else {
                idle.add(row.person);
            }
        }
    }
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
