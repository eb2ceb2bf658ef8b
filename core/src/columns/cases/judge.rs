//! A group of people: their enrolments, and each outcome of them.

use super::attributes::{Attribute, Looked, amount};
use super::codes::NONE;
use super::days::{self, told};
use super::rules::{ENDED, Fast, FastAmount, RECORDS, Rule, Rules, STARTED};
use super::scan::{GROUP, Row};
use crate::catalogue::Catalogue;
use crate::document::{Anchor, Outcome};
use crate::outcomes::{Cover, Day, Days, Frame, OutcomeState, Stand, Total, lasting, number};
use crate::value::{Date, Number};

/// How an outcome stands: a number for each state, and its day, or the day it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) state: u8,
    pub(super) on: i32,
    pub(super) due_on: i32,
}

impl Said {
    /// Of an outcome that the programme does not have.
    pub(super) const NOTHING: Self = Self { state: u8::MAX, on: days::NONE, due_on: days::NONE };
}

/// An outcome of many enrolments, column by column.
#[derive(Clone, Debug, Default)]
pub(super) struct SaidColumn {
    pub(super) states: Vec<u8>,
    pub(super) on: Vec<i32>,
    pub(super) due_on: Vec<i32>,
}

impl SaidColumn {
    pub(super) fn push(&mut self, said: Said) {
        self.states.push(said.state);
        self.on.push(said.on);
        self.due_on.push(said.due_on);
    }
}

/// Enrolments of a group of people, column by column.
#[derive(Debug, Default)]
pub(super) struct Enrolments {
    pub(super) people: Vec<u32>,
    pub(super) programmes: Vec<u16>,
    pub(super) started: Vec<i32>,
    pub(super) ended: Vec<i32>,
    /// Each outcome of all enrolments.
    pub(super) said: Vec<SaidColumn>,
    /// People who cannot be judged by columns alone.
    pub(super) odd: Vec<u32>,
}

impl Enrolments {
    /// Without those of some people.
    pub(super) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        if self.people.iter().all(|person| keep(*person)) {
            return;
        }
        let kept: Vec<bool> = self.people.iter().map(|person| keep(*person)).collect();
        fn only<T>(items: &mut Vec<T>, kept: &[bool]) {
            let mut kept = kept.iter();
            items.retain(|_| kept.next().copied().unwrap_or(true));
        }
        only(&mut self.people, &kept);
        only(&mut self.programmes, &kept);
        only(&mut self.started, &kept);
        only(&mut self.ended, &kept);
        for said in &mut self.said {
            only(&mut said.states, &kept);
            only(&mut said.on, &kept);
            only(&mut said.due_on, &kept);
        }
    }
}

/// What judging needs to know.
pub(super) struct Judging<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) rules: &'a Rules<'a>,
    pub(super) as_at: Day,
    /// How many outcomes there are.
    pub(super) columns: usize,
    /// For each batch, the number of its first row, and for each kind the columns of what it tells.
    pub(super) attributes: &'a [(u32, Vec<Vec<Attribute<'a>>>)],
}

/// The amounts that rows tell, by batch, kind and amount.
type Amounts<'a> = Vec<Vec<Vec<Looked<'a, Option<Number>>>>>;

/// Room to work in.
struct Room<'a> {
    days: Vec<Days>,
    sure: Cover,
    may: Cover,
    going_on: Cover,
    amounts: Amounts<'a>,
}

/// One enrolment.
#[derive(Clone, Copy)]
struct Enrolment {
    programme: u16,
    started: i32,
    ended: i32,
}

impl<'a> Judging<'a> {
    /// Judges the people of a group, whose rows come in several parts.
    pub(super) fn judge(&self, parts: &[&[Row]], is_odd: &impl Fn(u32) -> bool, out: &mut Enrolments) {
        let mut room = self.room();
        let rows = by_person(parts);
        let mut rest = rows.as_slice();
        let mut enrolments = Vec::new();
        while let Some(first) = rest.first() {
            let own = rest.iter().take_while(|row| row.person == first.person).count();
            let (own, after) = rest.split_at(own);
            rest = after;
            if is_odd(first.person) || !plain_enrolments(own, &mut enrolments) || !self.are_fast(&enrolments) {
                out.odd.push(first.person);
                continue;
            }
            for enrolment in &enrolments {
                self.enrolment(first.person, *enrolment, own, &mut room, out);
            }
        }
    }

    /// The batch of a row, and its place in it.
    fn place(&self, row: u32) -> (usize, usize) {
        let batch = self.attributes.partition_point(|(first, _)| *first <= row).saturating_sub(1);
        let first = self.attributes.get(batch).map_or(0, |(first, _)| *first);
        (batch, row.saturating_sub(first) as usize)
    }

    fn room(&self) -> Room<'a> {
        let amounts = self.attributes.iter().map(|(_, kinds)| {
            let of_kinds = self
                .rules
                .asked
                .iter()
                .zip(kinds)
                .map(|(asked, attributes)| asked.amounts.iter().map(|of| amount(of, attributes)).collect());
            of_kinds.collect()
        });
        let amounts = amounts.collect();
        Room { days: Vec::new(), sure: Cover::default(), may: Cover::default(), going_on: Cover::default(), amounts }
    }

    fn version(&self, enrolment: &Enrolment) -> &[Rule<'a>] {
        let of = usize::from(enrolment.programme);
        let Some(versions) = self.rules.versions.get(of) else { return &[] };
        let nearest = |start: Date| self.catalogue.rules().nearest_place(of, start);
        let place = match versions.len() {
            1 => Some(0),
            _ => told(enrolment.started).and_then(Day::date).and_then(nearest),
        };
        place.and_then(|place| versions.get(place)).map_or(&[], Vec::as_slice)
    }

    fn are_fast(&self, enrolments: &[Enrolment]) -> bool {
        enrolments.iter().all(|enrolment| self.version(enrolment).iter().all(|rule| rule.form.is_some()))
    }

    fn enrolment(&self, person: u32, enrolment: Enrolment, rows: &[Row], room: &mut Room<'a>, out: &mut Enrolments) {
        out.people.push(person);
        out.programmes.push(enrolment.programme);
        out.started.push(enrolment.started);
        out.ended.push(enrolment.ended);
        out.said.resize_with(self.columns, SaidColumn::default);
        for rule in self.version(&enrolment) {
            let Some(form) = &rule.form else { continue };
            let said = self.outcome(rule.outcome, form, &enrolment, rows, room);
            if let Some(column) = out.said.get_mut(rule.column) {
                column.push(said);
            }
        }
        // The outcomes that the programme does not have.
        for column in out.said.iter_mut().filter(|column| column.states.len() < out.people.len()) {
            column.push(Said::NOTHING);
        }
    }

    fn outcome(
        &self,
        outcome: &Outcome,
        form: &Fast<'_>,
        enrolment: &Enrolment,
        rows: &[Row],
        room: &mut Room<'a>,
    ) -> Said {
        let (started, ended) = (told(enrolment.started), told(enrolment.ended));
        let anchor = match outcome.anchor {
            Anchor::Started => started,
            Anchor::Ended if ended.is_none() => return said(Stand::NotYetDue(Day::NEVER)),
            Anchor::Ended => ended,
            Anchor::None => None,
        };
        let limit = anchor.zip(outcome.within).map_or(Day::NEVER, |(anchor, within)| anchor.later(within));
        let Some(asked) = self.rules.asked.get(form.kind) else { return said(Stand::NotAchieved) };
        let kind = u16::try_from(form.kind).unwrap_or(NONE).saturating_add(RECORDS);
        let counted = |row: &&Row| row.kind == kind && (row.programme == NONE || row.programme == enrolment.programme);
        let is_held = outcome.held_at.is_some();
        let days = |row: &Row| {
            let first = told(row.first)?;
            let days = if asked.is_spell {
                Days::of_a_spell(first, told(row.end), outcome.open_spells, || told(row.known), self.as_at)?
            } else {
                Days::of_a_day(first)
            };
            let truth = form.test.map_or(Some(true), |test| row.truth(test));
            days.behind(anchor, is_held)?.if_true(truth)
        };
        let frame = Frame { started, ended, from: None, last: limit.min(self.as_at) };
        said(match &form.amount {
            FastAmount::Count(count) => {
                room.days.clear();
                room.days.extend(rows.iter().filter(counted).filter_map(days));
                number(room.days.iter(), *count, limit)
            }
            FastAmount::Total { of, least, exceeds } => {
                let mut total = Total::nothing(*exceeds);
                for row in rows.iter().filter(counted) {
                    let Some(days) = days(row).filter(|days| days.on() <= limit) else { continue };
                    let (batch, at) = self.place(row.row);
                    let kinds = room.amounts.get_mut(batch).and_then(|kinds| kinds.get_mut(form.kind));
                    let amount = kinds.and_then(|amounts| amounts.get_mut(*of));
                    total.add(&days, amount.and_then(|amount| amount.at(at)), || *least);
                }
                total.stand()
            }
            FastAmount::Run(run) => {
                if run.waits(&frame) {
                    return said(Stand::NotYetDue(Day::NEVER));
                }
                room.days.clear();
                room.days.extend(rows.iter().filter(counted).filter_map(days));
                room.sure.fill(room.days.iter().filter(|days| days.is_sure).filter_map(|days| days.sure));
                room.may.fill(room.days.iter().map(|days| days.may));
                let covers = [room.sure.spans(), room.may.spans()];
                lasting(run, covers, anchor, &frame, limit, self.as_at, &mut room.going_on)
            }
        })
    }
}

/// The rows of a group by person, each person's by their days.
fn by_person(parts: &[&[Row]]) -> Vec<Row> {
    let mut begins = vec![0_usize; (GROUP as usize).saturating_add(1)];
    let place = |row: &Row| (row.person % GROUP) as usize;
    let rows = || parts.iter().flat_map(|part| part.iter());
    for row in rows() {
        if let Some(count) = begins.get_mut(place(row).saturating_add(1)) {
            *count = count.saturating_add(1);
        }
    }
    let mut before = 0_usize;
    for begin in &mut begins {
        before = before.saturating_add(*begin);
        *begin = before;
    }
    let Some(any) = rows().next() else { return Vec::new() };
    let mut sorted = vec![*any; before];
    for row in rows() {
        let Some(next) = begins.get_mut(place(row)) else { continue };
        if let Some(slot) = sorted.get_mut(*next) {
            *slot = *row;
        }
        *next = next.saturating_add(1);
    }
    for own in sorted.chunk_by_mut(|a, b| a.person == b.person) {
        own.sort_unstable_by_key(|row| (row.first, row.row));
    }
    sorted
}

/// One person's enrolments, in the order of programmes; whether each has one start, and at most one end on or after it.
fn plain_enrolments(rows: &[Row], enrolments: &mut Vec<Enrolment>) -> bool {
    enrolments.clear();
    let of_kind = |kind: u16| rows.iter().filter(move |row| row.kind == kind);
    for row in of_kind(STARTED) {
        if enrolments.iter().any(|known| known.programme == row.programme) {
            return false;
        }
        enrolments.push(Enrolment { programme: row.programme, started: row.first, ended: days::NONE });
    }
    for row in of_kind(ENDED) {
        let own = enrolments.iter_mut().find(|known| known.programme == row.programme);
        match own {
            Some(own) if own.ended == days::NONE && own.started <= row.first => own.ended = row.first,
            _ => return false,
        }
    }
    enrolments.sort_unstable_by_key(|enrolment| enrolment.programme);
    // One of no programme, or of one that there is not, counts for nothing.
    enrolments.iter().all(|enrolment| enrolment.programme < super::codes::OTHER)
}

/// What is said of an outcome, as numbers.
fn said(stand: Stand) -> Said {
    let day = |day: Day| day.days_since_1970().unwrap_or(days::NONE);
    match stand {
        Stand::Achieved { on, .. } => Said { state: ACHIEVED, on: day(on), due_on: days::NONE },
        Stand::NotAchieved => Said { state: NOT_ACHIEVED, ..Said::NOTHING },
        Stand::NotYetDue(due) => Said { state: NOT_YET_DUE, on: days::NONE, due_on: day(due) },
        Stand::Unknown => Said { state: UNKNOWN, ..Said::NOTHING },
    }
}

/// The states, as they are numbered.
pub(super) const STATES: [OutcomeState; 5] = [
    OutcomeState::Achieved,
    OutcomeState::NotAchieved,
    OutcomeState::NotYetDue,
    OutcomeState::Unknown,
    OutcomeState::Excluded,
];
const ACHIEVED: u8 = 0;
const NOT_ACHIEVED: u8 = 1;
const NOT_YET_DUE: u8 = 2;
const UNKNOWN: u8 = 3;
