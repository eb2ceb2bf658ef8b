//! What the records of a group come to, in whatever order they come: what needs no order is not put in order.

use super::codes::NONE;
use super::days::{self, told};
use super::group::{Group, Record, Row, Rows};
use super::judge::Enrolment;
use super::rules::{Counted, ENDED, RECORDS, Rules};
use crate::document::Anchor;
use crate::outcomes::{Day, Span, Stand};
use crate::value::Duration;

/// Records that count for enrolments, and what is asked of them that needs no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stream {
    pub(super) counted: Counted,
    /// How long after the anchor they count.
    pub(super) within: Option<Duration>,
    pub(super) asked: Streamed,
}

/// What is asked of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Streamed {
    /// The first.
    First,
    /// How much they come to, of amounts that come with them.
    Sum,
}

/// What came of every stream, enrolment by enrolment; of each stream what it asks for.
#[derive(Default)]
pub(super) struct Streams {
    firsts: Vec<Vec<i32>>,
    sums: Vec<Vec<Sum>>,
    scores: Vec<Vec<Scores>>,
    windows: Vec<Window>,
}

/// No record came, among first days.
const NEVER: i32 = i32::MAX;
/// Something is not sure, among first days: less than every other.
const UNSURE: i32 = i32::MIN;

/// What records of an enrolment come to.
#[derive(Clone, Copy, Debug)]
struct Sum {
    units: i64,
    /// The day of the last, if there are any.
    last: i32,
    /// Whether one may count, or tells no amount.
    is_unsure: bool,
}

impl Sum {
    const NOTHING: Self = Self { units: 0, last: days::NONE, is_unsure: false };
}

/// The first and the last score of an enrolment.
#[derive(Clone, Copy, Debug)]
struct Scores {
    count: u32,
    first: (i32, i32),
    last: (i32, i32),
    /// Whether another one is of the same day.
    is_first_tied: bool,
    is_last_tied: bool,
}

impl Scores {
    const NONE: Self =
        Self { count: 0, first: (i32::MAX, 0), last: (i32::MIN, 0), is_first_tied: false, is_last_tied: false };

    fn add(&mut self, on: i32, score: i32) {
        self.count = self.count.saturating_add(1);
        if on <= self.first.0 {
            self.is_first_tied = on == self.first.0;
            self.first = (on, score);
        }
        if on >= self.last.0 {
            self.is_last_tied = on == self.last.0;
            self.last = (on, score);
        }
    }
}

/// The programme of an enrolment, and the first and the last day on which records count for it.
#[derive(Clone, Copy, Debug)]
struct Window {
    programme: u16,
    from: i32,
    to: i32,
}

/// The enrolments of a group, a person's one after another.
#[derive(Clone, Copy)]
pub(super) struct Enrolled<'g, 'a> {
    pub(super) enrolments: &'g [Enrolment<'a>],
    /// For each place in the group, where the person's end.
    pub(super) ends: &'g [u32],
}

impl Enrolled<'_, '_> {
    /// Where those of a place are.
    pub(super) fn of(&self, place: usize) -> std::ops::Range<usize> {
        let end = |place: usize| self.ends.get(place).map_or(0, |end| *end as usize);
        place.checked_sub(1).map_or(0, end)..end(place)
    }
}

impl Streams {
    /// Looks at all records of a group that need no order.
    pub(super) fn fill(&mut self, rules: &Rules<'_>, parts: &[Group], of: Enrolled<'_, '_>) {
        let enrolments = of.enrolments.len();
        self.firsts.resize_with(rules.streams.len(), Vec::new);
        self.sums.resize_with(rules.streams.len(), Vec::new);
        self.scores.resize_with(rules.scales.len(), Vec::new);
        for ((stream, days), sums) in rules.streams.iter().zip(&mut self.firsts).zip(&mut self.sums) {
            self.windows.clear();
            self.windows.extend(of.enrolments.iter().map(|enrolment| window(stream, enrolment)));
            let Counted { kind, test, .. } = stream.counted;
            let truth = |record: &Record| test.map_or(Some(true), |test| record.truth(test));
            match stream.asked {
                Streamed::First => {
                    days.clear();
                    days.resize(enrolments, NEVER);
                    each((parts, kind), of, &self.windows, |at, record| {
                        let Some(day) = days.get_mut(at) else { return };
                        match truth(record) {
                            Some(true) => *day = record.first.min(*day),
                            Some(false) => {}
                            None => *day = UNSURE,
                        }
                    });
                }
                Streamed::Sum => {
                    sums.clear();
                    sums.resize(enrolments, Sum::NOTHING);
                    each((parts, kind), of, &self.windows, |at, record| {
                        let Some(sum) = sums.get_mut(at) else { return };
                        match truth(record) {
                            Some(false) => {}
                            Some(true) if record.end != days::NONE => {
                                sum.units = sum.units.saturating_add(record.end.into());
                                sum.last = sum.last.max(record.first);
                            }
                            _ => sum.is_unsure = true,
                        }
                    });
                }
            }
        }
        self.windows.clear();
        let always =
            |enrolment: &Enrolment<'_>| Window { programme: enrolment.programme, from: i32::MIN, to: i32::MAX };
        self.windows.extend(of.enrolments.iter().map(always));
        for (kind, scores) in rules.scales.iter().zip(&mut self.scores) {
            scores.clear();
            scores.resize(enrolments, Scores::NONE);
            each((parts, *kind), of, &self.windows, |at, record| {
                scores.get_mut(at).into_iter().for_each(|own| own.add(record.first, record.end));
            });
        }
    }

    /// How an outcome of an enrolment stands by its first record; `None` if that is not sure.
    pub(super) fn first(&self, stream: usize, at: usize) -> Option<Stand> {
        match self.firsts.get(stream)?.get(at).copied()? {
            UNSURE => None,
            NEVER => Some(Stand::NotAchieved),
            on => Some(achieved(on)),
        }
    }

    /// How it stands by what its records come to, in units; `None` if that is not sure, or when they came to so much is
    /// asked.
    pub(super) fn sum(
        &self,
        stream: usize,
        at: usize,
        (least, exceeds): (i64, bool),
        asks_when: bool,
    ) -> Option<Stand> {
        let Sum { units, last, is_unsure } = *self.sums.get(stream)?.get(at)?;
        if is_unsure {
            return None;
        }
        let is_enough = units > least || (units == least && !exceeds);
        match is_enough && last != days::NONE {
            false => Some(Stand::NotAchieved),
            true => (!asks_when).then(|| achieved(last)),
        }
    }

    /// The first and the last score of an enrolment that has several, and whether which these are is told by their days.
    pub(super) fn scores(&self, scale: usize, at: usize) -> Option<(i32, i32, bool)> {
        let own = self.scores.get(scale)?.get(at).filter(|own| own.count > 1)?;
        Some((own.first.1, own.last.1, !own.is_first_tied && !own.is_last_tied))
    }
}

fn achieved(on: i32) -> Stand {
    let on = Day::since_1970(on);
    Stand::Achieved { on, by: Span { first: Day::FIRST, last: on }, earliest: on }
}

/// When records of a stream count for an enrolment.
fn window(stream: &Stream, enrolment: &Enrolment<'_>) -> Window {
    let of = |from: i32, to: i32| Window { programme: enrolment.programme, from, to };
    let anchor = match stream.counted.anchor {
        Anchor::Started => enrolment.started,
        // Whoever has not ended waits.
        Anchor::Ended if enrolment.ended == days::NONE => return of(i32::MAX, i32::MIN),
        Anchor::Ended => enrolment.ended,
        Anchor::None => return of(i32::MIN, i32::MAX),
    };
    let limit = told(anchor).zip(stream.within).and_then(|(anchor, within)| anchor.later(within).days_since_1970());
    of(anchor, limit.unwrap_or(i32::MAX))
}

/// Shows each record of a kind that counts for an enrolment, and for which.
fn each(
    (parts, kind): (&[Group], usize),
    of: Enrolled<'_, '_>,
    windows: &[Window],
    mut see: impl FnMut(usize, &Record),
) {
    let place = kind.saturating_add(usize::from(RECORDS.saturating_sub(ENDED)));
    parts.iter().filter_map(|part| part.records.get(place)).flat_map(Rows::iter).for_each(|record| {
        let own = of.of(record.place());
        for (at, window) in own.clone().zip(windows.get(own).unwrap_or(&[])) {
            let is_own = record.programme == window.programme || record.programme == NONE;
            if is_own && window.from <= record.first && record.first <= window.to {
                see(at, &record);
            }
        }
    });
}
