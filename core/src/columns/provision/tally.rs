//! Counting people by how many programmes they can go to.

use super::group::{Signature, Views};
use super::{HeadCount, is_small};
use crate::analysis::QuickMap;
use crate::columns::cells::Span;
use crate::columns::said::Bits;
use crate::columns::worker::Worker;

/// How many people can go to so many programmes: none, one or several for sure, by none, one or several at best.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places([[u64; 3]; 3]);

impl Places {
    fn add(&mut self, sure: u8, possible: u8) {
        let cell = self.0.get_mut(usize::from(sure.min(2))).and_then(|row| row.get_mut(usize::from(possible.min(2))));
        if let Some(cell) = cell {
            *cell = cell.saturating_add(1);
        }
    }

    pub(super) fn extend(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().flatten().zip(other.0.iter().flatten()) {
            *own = own.saturating_add(*other);
        }
    }

    fn sum(&self, of: impl Fn(usize, usize) -> bool) -> u64 {
        let cells =
            self.0.iter().enumerate().flat_map(|(sure, row)| {
                row.iter().enumerate().map(move |(possible, people)| (sure, possible, *people))
            });
        cells.filter(|(sure, possible, _)| of(*sure, *possible)).map(|(.., people)| people).sum()
    }

    pub(super) fn people(&self) -> u64 {
        self.sum(|_, _| true)
    }

    pub(super) fn are_few(&self, minimum: u64) -> bool {
        is_small(self.people(), minimum)
    }

    /// Who has nowhere to go, one place, and several.
    pub(super) fn counts(&self, minimum: u64) -> [HeadCount; 3] {
        [0, 1, 2].map(|wanted| {
            let low = self.sum(|sure, possible| sure == wanted && possible == wanted);
            // As many as the sure ones, up to as many as the possible ones.
            let high = self.sum(|sure, possible| sure <= wanted && wanted <= possible);
            HeadCount::new(low, high, minimum)
        })
    }
}

/// What two programmes have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair {
    /// How many are eligible for both, and how many may be.
    pub(super) both: [u64; 2],
    /// Whether anybody is nearer to the first than to the second, and the other way round.
    pub(super) beyond: [bool; 2],
}

/// What some rows add up to.
#[derive(Default)]
pub(super) struct Tally {
    /// By the area's number.
    pub(super) areas: Vec<Places>,
    /// By programme, how many are eligible, and how many may be.
    pub(super) reach: Vec<[u64; 2]>,
    /// By pair of programmes, the first ones first.
    pub(super) pairs: Vec<Pair>,
    /// Those who can surely go nowhere.
    pub(super) left_out: QuickMap<Signature, u64>,
}

impl Tally {
    /// Counts some rows: `areas` are those of the whole batch, or none.
    pub(super) fn add(&mut self, worker: &Worker, views: &Views, areas: &[u32], span: Span) {
        let mut sure = vec![0_u8; span.len];
        let mut possible = vec![0_u8; span.len];
        let mut truths = Vec::with_capacity(views.programmes.len());
        for register in &views.programmes {
            let own = worker.truths(*register).get(..span.len).unwrap_or(&[]);
            for ((sure, possible), truth) in sure.iter_mut().zip(&mut possible).zip(own) {
                *sure = sure.saturating_add(truth >> 1);
                *possible = possible.saturating_add(truth.wrapping_add(1) >> 1);
            }
            truths.push(both_ways(own));
        }
        self.places(areas.get(span.from..).unwrap_or(&[]), &sure, &possible);
        self.programmes(&truths);
        for (row, _) in possible.iter().enumerate().filter(|(_, possible)| **possible == 0) {
            let people = self.left_out.entry(views.signature(worker, row)).or_default();
            *people = people.saturating_add(1);
        }
    }

    fn places(&mut self, areas: &[u32], sure: &[u8], possible: &[u8]) {
        let areas = areas.iter().copied().chain(std::iter::repeat(super::areas::UNTOLD));
        for ((sure, possible), area) in sure.iter().zip(possible).zip(areas) {
            let area = area as usize;
            if self.areas.len() <= area {
                self.areas.resize_with(area.saturating_add(1), Places::default);
            }
            if let Some(places) = self.areas.get_mut(area) {
                places.add(*sure, *possible);
            }
        }
    }

    fn programmes(&mut self, truths: &[[Vec<u64>; 2]]) {
        self.reach.resize(truths.len(), [0; 2]);
        for (reach, own) in self.reach.iter_mut().zip(truths) {
            for (reach, words) in reach.iter_mut().zip(own) {
                *reach = reach.saturating_add(count(words.iter().copied()));
            }
        }
        let pairs = truths
            .iter()
            .enumerate()
            .flat_map(|(at, one)| truths.iter().skip(at.saturating_add(1)).map(move |other| (one, other)));
        for (at, (one, other)) in pairs.enumerate() {
            if self.pairs.len() <= at {
                self.pairs.push(Pair::default());
            }
            let Some(pair) = self.pairs.get_mut(at) else { continue };
            for ((both, one), other) in pair.both.iter_mut().zip(one).zip(other) {
                *both = both.saturating_add(count(one.iter().zip(other).map(|(one, other)| one & other)));
            }
            let beyond = |one: &[Vec<u64>; 2], other: &[Vec<u64>; 2]| {
                one.iter().zip(other).any(|(one, other)| one.iter().zip(other).any(|(one, other)| one & !other != 0))
            };
            let [first, second] = &mut pair.beyond;
            *first = *first || beyond(one, other);
            *second = *second || beyond(other, one);
        }
    }

    /// Adds what other rows add up to.
    pub(super) fn extend(&mut self, other: Self) {
        if self.areas.len() < other.areas.len() {
            self.areas.resize_with(other.areas.len(), Places::default);
        }
        self.areas.iter_mut().zip(&other.areas).for_each(|(own, other)| own.extend(other));
        self.reach.resize(self.reach.len().max(other.reach.len()), [0; 2]);
        for (own, other) in self.reach.iter_mut().flatten().zip(other.reach.iter().flatten()) {
            *own = own.saturating_add(*other);
        }
        self.pairs.resize(self.pairs.len().max(other.pairs.len()), Pair::default());
        for (own, other) in self.pairs.iter_mut().zip(&other.pairs) {
            for (own, other) in own.both.iter_mut().zip(other.both) {
                *own = own.saturating_add(other);
            }
            for (own, other) in own.beyond.iter_mut().zip(other.beyond) {
                *own = *own || other;
            }
        }
        if self.left_out.is_empty() {
            self.left_out = other.left_out;
            return;
        }
        for (signature, people) in other.left_out {
            let own = self.left_out.entry(signature).or_default();
            *own = own.saturating_add(people);
        }
    }
}

/// Truths as bits: who is eligible, and who is or may be.
fn both_ways(truths: &[u8]) -> [Vec<u64>; 2] {
    let mut bits = Bits::default();
    bits.add(truths);
    let Bits { values, known } = bits;
    let possible = values.iter().zip(&known).map(|(values, known)| values | !known);
    let mut possible: Vec<u64> = possible.collect();
    // Behind the last row there is nobody.
    let rest = truths.len().checked_rem(64).unwrap_or(0);
    if let Some(last) = possible.last_mut().filter(|_| rest > 0) {
        *last &= (1_u64 << rest).wrapping_sub(1);
    }
    [values, possible]
}

fn count(words: impl Iterator<Item = u64>) -> u64 {
    words.map(|word| u64::from(word.count_ones())).sum()
}
