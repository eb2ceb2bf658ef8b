//! What is said of some rows: statuses, and which criteria made them so.

use super::plan::Plan;
use super::truth;
use super::worker::Worker;

/// The truths of a programme for some rows, 64 a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Bits {
    pub(super) values: Vec<u64>,
    pub(super) known: Vec<u64>,
}

impl Bits {
    /// Adds the truths of the next rows. Those before fill their last word.
    pub(super) fn add(&mut self, truths: &[u8]) {
        let begin = self.values.len();
        let words = truths.len().div_ceil(64);
        self.values.resize(begin.saturating_add(words), 0);
        self.known.resize(begin.saturating_add(words), 0);
        if let (Some(values), Some(known)) = (self.values.get_mut(begin..), self.known.get_mut(begin..)) {
            truth::pack(truths, values, known);
        }
    }
}

/// Lists of numbers, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) lengths: Vec<u32>,
    pub(super) numbers: Vec<u16>,
}

/// What is said of some rows.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// By programme.
    pub(super) statuses: Vec<Bits>,
    /// By programme, if asked for: the criteria that are not met, and those that are unknown.
    pub(super) reasons: Vec<[Numbers; 2]>,
}

impl Said {
    pub(super) fn statuses(&mut self, worker: &Worker, plan: &Plan, len: usize) {
        self.statuses.resize_with(plan.programmes.len(), Bits::default);
        for (programme, bits) in plan.programmes.iter().zip(&mut self.statuses) {
            if let Some(truths) = worker.truths(programme.truth).get(..len) {
                bits.add(truths);
            }
        }
    }

    pub(super) fn reasons(&mut self, worker: &Worker, plan: &Plan, len: usize) {
        self.reasons.resize_with(plan.programmes.len(), Default::default);
        for (programme, lists) in plan.programmes.iter().zip(&mut self.reasons) {
            for (list, wanted) in lists.iter_mut().zip([truth::FALSE, truth::UNKNOWN]) {
                for row in 0..len {
                    let before = list.numbers.len();
                    for (number, (_, register)) in (0_u16..).zip(&programme.criteria) {
                        if worker.truths(*register).get(row) == Some(&wanted) {
                            list.numbers.push(number);
                        }
                    }
                    let length = list.numbers.len().saturating_sub(before);
                    list.lengths.push(u32::try_from(length).unwrap_or(u32::MAX));
                }
            }
        }
    }
}
