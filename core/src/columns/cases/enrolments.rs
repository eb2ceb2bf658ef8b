//! Enrolments and how their outcomes stand, column by column.

use super::days::NONE;
use crate::columns::turns::take_turns;
use crate::outcomes::{Day, OutcomeState, Stand};

/// How an outcome stands: a number for each state, and the day it was achieved, or is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) state: u8,
    pub(super) day: i32,
}

/// The states, as they are numbered.
pub(super) const STATES: [OutcomeState; 5] = [
    OutcomeState::Achieved,
    OutcomeState::NotAchieved,
    OutcomeState::NotYetDue,
    OutcomeState::Unknown,
    OutcomeState::Excluded,
];

impl Said {
    /// The states that have a day.
    pub(super) const ACHIEVED: u8 = 0;
    pub(super) const NOT_YET_DUE: u8 = 2;
    /// Of an outcome that the programme does not have.
    pub(super) const NOTHING: Self = Self { state: u8::MAX, day: NONE };
    /// Of one that leaves somebody out.
    pub(super) const EXCLUDED: Self = Self { state: 4, ..Self::NOTHING };
    /// Of one that nobody can tell.
    pub(super) const UNKNOWN: Self = Self { state: 3, ..Self::NOTHING };
}

impl From<Stand> for Said {
    fn from(stand: Stand) -> Self {
        let day = |day: Day| day.days_since_1970().unwrap_or(NONE);
        match stand {
            Stand::Achieved { on, .. } => Self { state: Self::ACHIEVED, day: day(on) },
            Stand::NotAchieved => Self { state: 1, ..Self::NOTHING },
            Stand::NotYetDue(due) => Self { state: Self::NOT_YET_DUE, day: day(due) },
            Stand::Unknown { .. } => Self::UNKNOWN,
        }
    }
}

/// Whose enrolment it is, in which programme, from when to when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Enrolled {
    pub(super) person: u32,
    pub(super) programme: u16,
    pub(super) started: i32,
    pub(super) ended: i32,
}

/// An outcome of many enrolments, column by column. A day means something where the state is one that has it.
#[derive(Clone, Debug, Default)]
pub(super) struct SaidColumn {
    pub(super) states: Vec<u8>,
    pub(super) days: Vec<i32>,
}

/// Enrolments, column by column.
#[derive(Debug, Default)]
pub(super) struct Enrolments {
    pub(super) people: Vec<u32>,
    pub(super) programmes: Vec<u16>,
    pub(super) started: Vec<i32>,
    pub(super) ended: Vec<i32>,
    /// Each outcome of all enrolments.
    pub(super) said: Vec<SaidColumn>,
}

impl Enrolments {
    /// Room for so many, of so many outcomes each; it is made by so many threads.
    pub(super) fn with_room(enrolments: usize, outcomes: usize, threads: usize) -> Self {
        let made = take_turns(threads, 0..outcomes.saturating_add(1), |turns| {
            let made = turns.map(|turn| match turn {
                0 => Self {
                    people: vec![0; enrolments],
                    programmes: vec![0; enrolments],
                    started: vec![0; enrolments],
                    ended: vec![0; enrolments],
                    said: Vec::new(),
                },
                _ => {
                    let said = SaidColumn { states: vec![0; enrolments], days: vec![0; enrolments] };
                    Self { said: vec![said], ..Self::default() }
                }
            });
            made.collect::<Vec<_>>()
        });
        let mut all = Self::default();
        for part in made.into_iter().flatten() {
            match part.said.is_empty() {
                true => all = Self { said: std::mem::take(&mut all.said), ..part },
                false => all.said.extend(part.said),
            }
        }
        all
    }

    /// The room in parts of such lengths, one after another.
    pub(super) fn parts(&mut self, lengths: &[usize]) -> Vec<Part<'_>> {
        let mut people = Cut(&mut self.people);
        let mut programmes = Cut(&mut self.programmes);
        let (mut started, mut ended) = (Cut(&mut self.started), Cut(&mut self.ended));
        let said = self.said.iter_mut();
        let mut said: Vec<_> = said.map(|said| (Cut(&mut said.states), Cut(&mut said.days))).collect();
        let part = |len: &usize| Part {
            used: 0,
            people: people.off(*len),
            programmes: programmes.off(*len),
            started: started.off(*len),
            ended: ended.off(*len),
            said: said.iter_mut().map(|(states, days)| (states.off(*len), days.off(*len))).collect(),
        };
        lengths.iter().map(part).collect()
    }

    /// Adds an enrolment.
    pub(super) fn push(&mut self, enrolled: Enrolled, said: &[Said]) {
        self.people.push(enrolled.person);
        self.programmes.push(enrolled.programme);
        self.started.push(enrolled.started);
        self.ended.push(enrolled.ended);
        for (column, said) in self.said.iter_mut().zip(said) {
            column.states.push(said.state);
            column.days.push(said.day);
        }
    }

    /// Keeps some of them: those of parts that were used, of people who are to be kept.
    pub(super) fn keep(&mut self, parts: &[(usize, usize)], keep: impl Fn(u32) -> bool) {
        let used = parts.iter().flat_map(|(len, used)| (0..*len).map(move |at| at < *used));
        let kept: Vec<bool> = used.zip(&self.people).map(|(is_used, person)| is_used && keep(*person)).collect();
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
            only(&mut said.days, &kept);
        }
    }

    /// These and others, in the order of people and programmes.
    pub(super) fn with(self, others: Self) -> Self {
        if others.people.is_empty() {
            return self;
        }
        let mut places: Vec<(u32, u16, usize, usize)> = Vec::new();
        let parts = [self, others];
        for (number, part) in parts.iter().enumerate() {
            let keys = part.people.iter().zip(&part.programmes).enumerate();
            places.extend(keys.map(|(at, (person, programme))| (*person, *programme, number, at)));
        }
        places.sort_unstable();
        let outcomes = parts.iter().map(|part| part.said.len()).max().unwrap_or(0);
        let mut all = Self { said: vec![SaidColumn::default(); outcomes], ..Self::default() };
        let mut said = Vec::new();
        for (person, programme, number, at) in places {
            let Some(part) = parts.get(number) else { continue };
            let day = |days: &[i32]| days.get(at).copied().unwrap_or(NONE);
            said.clear();
            said.extend(part.said.iter().map(|said| {
                let state = said.states.get(at).copied().unwrap_or(Said::NOTHING.state);
                Said { state, day: day(&said.days) }
            }));
            let (started, ended) = (day(&part.started), day(&part.ended));
            all.push(Enrolled { person, programme, started, ended }, &said);
        }
        all
    }
}

/// What is left of a column of which parts are cut off.
struct Cut<'a, T>(&'a mut [T]);

impl<'a, T> Cut<'a, T> {
    fn off(&mut self, len: usize) -> &'a mut [T] {
        let (part, rest) = std::mem::take(&mut self.0).split_at_mut_checked(len).unwrap_or_default();
        self.0 = rest;
        part
    }
}

/// An outcome's part of a column of states, and one of days.
type SaidPart<'a> = (&'a mut [u8], &'a mut [i32]);

/// Room for some enrolments.
pub(super) struct Part<'a> {
    used: usize,
    people: &'a mut [u32],
    programmes: &'a mut [u16],
    started: &'a mut [i32],
    ended: &'a mut [i32],
    said: Vec<SaidPart<'a>>,
}

impl Part<'_> {
    /// How much room there is, and how much of it was used.
    pub(super) fn used(&self) -> (usize, usize) {
        (self.people.len(), self.used)
    }

    /// Puts an enrolment into the room that is left; of its outcomes nothing is said yet.
    pub(super) fn put(&mut self, enrolled: Enrolled) {
        let at = self.used;
        set(self.people, at, enrolled.person);
        set(self.programmes, at, enrolled.programme);
        set(self.started, at, enrolled.started);
        set(self.ended, at, enrolled.ended);
        for (states, days) in &mut self.said {
            set(states, at, Said::NOTHING.state);
            set(days, at, Said::NOTHING.day);
        }
        self.used = at.saturating_add(1);
    }

    /// Says how an outcome of the enrolment put last stands.
    pub(super) fn say(&mut self, outcome: usize, said: Said) {
        let Some((states, days)) = self.said.get_mut(outcome) else { return };
        let at = self.used.saturating_sub(1);
        set(states, at, said.state);
        set(days, at, said.day);
    }
}

fn set<T>(column: &mut [T], at: usize, value: T) {
    if let Some(slot) = column.get_mut(at) {
        *slot = value;
    }
}
