//! Many enrolments at once, column by column: what is sure is counted in tight loops, and the rest person by person.

use std::ops::Range;

use crate::outcomes::Day;
use crate::returns::life::{Answer, Life, Reached, Stay};
use crate::value::{Date, Number};

/// The enrolments of many people, a row each; a person's rows stand together.
#[derive(Debug, Default)]
pub(crate) struct Many {
    /// Whom places are of, and where their rows end.
    pub(crate) people: Vec<u32>,
    ends: Vec<usize>,
    /// The person of each row.
    pub(crate) whom: Vec<u32>,
    /// The programme, by its place in the return.
    pub(crate) programmes: Vec<u16>,
    pub(super) began: Vec<Day>,
    ended: Vec<Day>,
    outcomes: Vec<OutcomeColumn>,
    /// What is not sure of an outcome of a row, in the order of rows.
    asides: Vec<(usize, usize, Answer)>,
    /// The first and the last day that it may have been achieved on.
    between: Vec<(usize, usize, Date, Date)>,
    /// For each breakdown the group, by its place; past the last one where it is not told.
    pub(crate) groups: Vec<Vec<u16>>,
    /// For each indicator whether it leaves the row out, and whether it does if that did not achieve; nothing where none
    /// is left out.
    pub(super) excluded: Vec<Vec<Option<bool>>>,
    excepted: Vec<Vec<Option<bool>>>,
    /// For each indicator whether the funding that it asks for pays; nothing where it asks for none.
    pub(super) funded: Vec<Vec<bool>>,
    /// For each measure its value.
    pub(super) measures: Vec<Vec<Option<i64>>>,
}

/// An outcome of every row.
#[derive(Debug, Default)]
struct OutcomeColumn {
    /// The day it was achieved, or never.
    days: Vec<Day>,
    known: Vec<Known>,
}

/// What is known of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Its day is sure.
    Sure,
    /// It leaves the person out.
    Out,
    /// It was not achieved, and may leave the person out.
    MayBeOut,
    /// Something else, which stands aside.
    Aside,
}

/// Where a day that is asked for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOf {
    Started,
    Ended,
    /// By the place of the outcome.
    Outcome(usize),
}

/// How a condition leaves somebody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Excluded,
    Excepted,
}

impl Many {
    const MAY_BE_OUT: Answer = Answer { day: Reached::Never, left_out: None };

    /// Room for so many outcomes, breakdowns and measures of nobody yet, and for what the sides of indicators leave out
    /// and who is funded, where that is asked.
    pub(crate) fn new(outcomes: usize, breakdowns: usize, measures: usize, indicators: usize) -> Self {
        let mut own = Self::default();
        own.outcomes.resize_with(outcomes, OutcomeColumn::default);
        own.groups.resize_with(breakdowns, Vec::new);
        own.measures.resize_with(measures, Vec::new);
        own.funded.resize_with(indicators, Vec::new);
        own.excluded.resize_with(indicators, Vec::new);
        own.excepted.resize_with(indicators, Vec::new);
        own
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.programmes.len()
    }

    /// Adds an enrolment; of its outcomes nothing was achieved yet.
    pub(crate) fn push(&mut self, person: u32, programme: u16, began: Day, ended: Option<Day>) {
        self.whom.push(person);
        self.programmes.push(programme);
        self.began.push(began);
        self.ended.push(ended.unwrap_or(Day::NEVER));
        for column in &mut self.outcomes {
            column.days.push(Day::NEVER);
            column.known.push(Known::Sure);
        }
        self.measures.iter_mut().for_each(|column| column.push(None));
    }

    /// Whose rows the last ones are.
    pub(crate) fn close(&mut self, person: u32) {
        if self.rows() > self.ends.last().copied().unwrap_or(0) {
            self.people.push(person);
            self.ends.push(self.rows());
        }
    }

    /// Leaves out the rows that nobody's were said to be.
    pub(crate) fn forget(&mut self) {
        self.keep(self.ends.last().copied().unwrap_or(0));
    }

    /// Becomes nobody's.
    pub(crate) fn clear(&mut self) {
        self.keep(0);
        self.people.clear();
        self.ends.clear();
        self.groups.iter_mut().for_each(Vec::clear);
    }

    fn keep(&mut self, rows: usize) {
        if rows >= self.rows() {
            return;
        }
        self.whom.truncate(rows);
        self.programmes.truncate(rows);
        self.began.truncate(rows);
        self.ended.truncate(rows);
        for column in &mut self.outcomes {
            column.days.truncate(rows);
            column.known.truncate(rows);
        }
        self.measures.iter_mut().for_each(|column| column.truncate(rows));
        self.excluded.iter_mut().chain(&mut self.excepted).for_each(|column| column.truncate(rows));
        self.funded.iter_mut().for_each(|column| column.truncate(rows));
        self.asides.truncate(self.asides.partition_point(|(row, ..)| *row < rows));
        self.between.truncate(self.between.partition_point(|(row, ..)| *row < rows));
    }

    /// The last row achieved an outcome for certain.
    pub(crate) fn achieved(&mut self, outcome: usize, on: Day) {
        if let Some(slot) = self.outcomes.get_mut(outcome).and_then(|column| column.days.last_mut()) {
            *slot = on;
        }
    }

    /// It is left out of an outcome.
    pub(crate) fn out(&mut self, outcome: usize) {
        self.known(outcome, Known::Out);
    }

    /// What is known of an outcome of it is not sure.
    pub(crate) fn aside(&mut self, outcome: usize, answer: Answer) {
        if answer == Self::MAY_BE_OUT {
            return self.known(outcome, Known::MayBeOut);
        }
        self.known(outcome, Known::Aside);
        self.asides.push((self.rows().saturating_sub(1), outcome, answer));
    }

    /// Between which days it may have achieved it, which is said after what is known of it else.
    pub(crate) fn between(&mut self, outcome: usize, from: Date, to: Date) {
        let row = self.rows().saturating_sub(1);
        self.between.push((row, outcome, from, to));
        let column = self.outcomes.get(outcome);
        if column.is_some_and(|column| column.known.last() == Some(&Known::Sure)) {
            self.aside(outcome, self.answer(row, DayOf::Outcome(outcome)));
        }
    }

    fn known(&mut self, outcome: usize, known: Known) {
        if let Some(slot) = self.outcomes.get_mut(outcome).and_then(|column| column.known.last_mut()) {
            *slot = known;
        }
    }

    /// Whether an indicator leaves the last row out.
    pub(crate) fn left_out(&mut self, indicator: usize, side: Side, left_out: Option<bool>) {
        let columns = if side == Side::Excluded { &mut self.excluded } else { &mut self.excepted };
        columns.get_mut(indicator).into_iter().for_each(|column| column.push(left_out));
    }

    /// Whether the funding that an indicator asks for pays for the last row.
    pub(crate) fn is_funded(&mut self, indicator: usize, is_funded: bool) {
        self.funded.get_mut(indicator).into_iter().for_each(|column| column.push(is_funded));
    }

    /// What was measured of the last row.
    pub(crate) fn measured(&mut self, measure: usize, value: i64) {
        if let Some(slot) = self.measures.get_mut(measure).and_then(|column| column.last_mut()) {
            *slot = Some(value);
        }
    }

    /// The rows of each person.
    pub(crate) fn each(&self) -> impl Iterator<Item = (u32, Range<usize>)> + '_ {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.people.iter().copied().zip(starts.zip(&self.ends).map(|(start, end)| start..*end))
    }

    /// A person's rows as a return sees them, whose days stand where it is said.
    pub(crate) fn life(&self, rows: Range<usize>, days: &[DayOf]) -> Life {
        let mut life = Life { stays: rows.filter_map(|row| self.stay(row, days)).collect(), ..Life::default() };
        crate::sort::by_key(&mut life.stays, |stay| (stay.began, stay.programme));
        life
    }

    fn stay(&self, row: usize, days: &[DayOf]) -> Option<Stay> {
        let at = |column: &Vec<Option<bool>>| column.get(row).copied().unwrap_or(Some(false));
        let between = self.between.get(self.between.partition_point(|(own, ..)| *own < row)..)?;
        let between = between.iter().take_while(|(own, ..)| *own == row);
        let asked = |outcome: usize| (0..).zip(days).filter(move |(_, day)| **day == DayOf::Outcome(outcome));
        Some(Stay {
            programme: usize::from(*self.programmes.get(row)?),
            began: self.began.get(row)?.date()?,
            has_started: true,
            answers: days.iter().map(|day| self.answer(row, *day)).collect(),
            between: between.flat_map(|(_, of, from, to)| asked(*of).map(|(place, _)| (place, *from, *to))).collect(),
            groups: self.groups.iter().filter_map(|column| column.get(row)).copied().collect(),
            excluded: self.excluded.iter().map(at).collect(),
            excepted: self.excepted.iter().map(at).collect(),
            funded: self.funded.iter().map(|column| column.get(row).copied().unwrap_or(true)).collect(),
            measures: self.measures.iter().map(|column| column.get(row)?.map(Number::from)).collect(),
            keys: Vec::new(),
        })
    }

    fn answer(&self, row: usize, day: DayOf) -> Answer {
        let on = |days: &[Day]| days.get(row).and_then(|day| day.date()).map_or(Answer::NEVER, Answer::on);
        let outcome = match day {
            DayOf::Started => return on(&self.began),
            DayOf::Ended => return on(&self.ended),
            DayOf::Outcome(outcome) => outcome,
        };
        let Some(column) = self.outcomes.get(outcome) else { return Answer::NEVER };
        match column.known.get(row) {
            Some(Known::Out) => Answer { day: Reached::Never, left_out: Some(true) },
            Some(Known::MayBeOut) => Self::MAY_BE_OUT,
            Some(Known::Aside) => {
                let own = self.asides.get(self.asides.partition_point(|(own, ..)| *own < row)..).unwrap_or(&[]);
                let found = own.iter().take_while(|(own, ..)| *own == row).find(|(_, of, _)| *of == outcome);
                found.map_or(Answer::NEVER, |(.., answer)| *answer)
            }
            _ => on(&column.days),
        }
    }

    /// A day of every row, and where it is an outcome's what is known of that.
    pub(super) fn column(&self, day: DayOf) -> (&[Day], Option<&[Known]>) {
        match day {
            DayOf::Started => (&self.began, None),
            DayOf::Ended => (&self.ended, None),
            DayOf::Outcome(outcome) => {
                self.outcomes.get(outcome).map_or((&[], None), |column| (&column.days, Some(&column.known)))
            }
        }
    }
}
