//! The truth of a condition for each cell of a column.

use std::collections::BTreeMap;

use super::truth;

/// The most runs of cells that are compared rather than looked up.
const RUNS_LIMIT: usize = 6;

/// The truth of each cell.
pub(super) struct Table {
    truths: Box<[u8; 256]>,
    /// Runs of cells that are true, and unknown, each by its first cell and how many follow; the rest is false. `None`
    /// where there are so many that looking up is quicker.
    runs: Option<[Vec<(u8, u8)>; 2]>,
}

impl Table {
    /// The table of some cells; no column has others.
    pub(super) fn of(cells: &BTreeMap<u8, u8>) -> Self {
        let mut truths = Box::new([truth::UNKNOWN; 256]);
        // What is between two cells may be either's, so that there are few runs.
        let mut before = cells.values().next().copied().unwrap_or(truth::UNKNOWN);
        for (cell, slot) in (0..=u8::MAX).zip(truths.iter_mut()) {
            before = cells.get(&cell).copied().unwrap_or(before);
            *slot = before;
        }
        let runs = [truth::TRUE, truth::UNKNOWN].map(|wanted| runs(&truths, wanted));
        let few = runs.iter().map(Vec::len).sum::<usize>() <= RUNS_LIMIT;
        Self { truths, runs: few.then_some(runs) }
    }

    /// The truth of one cell.
    pub(super) fn truth(&self, cell: u8) -> u8 {
        self.truths.get(usize::from(cell)).copied().unwrap_or(truth::UNKNOWN)
    }

    /// The truths of some cells.
    pub(super) fn look_up(&self, cells: &[u8], out: &mut [u8]) {
        let Some([yes, unknown]) = &self.runs else {
            for (out, cell) in out.iter_mut().zip(cells) {
                *out = self.truths.get(usize::from(*cell)).copied().unwrap_or(truth::UNKNOWN);
            }
            return;
        };
        // Compared rather than looked up: that is done for many cells at once.
        out.fill(truth::FALSE);
        for (runs, truth) in [(yes, truth::TRUE), (unknown, truth::UNKNOWN)] {
            for (first, more) in runs {
                for (out, cell) in out.iter_mut().zip(cells) {
                    let is_in = u8::from(cell.wrapping_sub(*first) <= *more);
                    *out |= is_in.wrapping_mul(truth);
                }
            }
        }
    }
}

/// The runs of cells with a truth.
fn runs(truths: &[u8; 256], wanted: u8) -> Vec<(u8, u8)> {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for (cell, _) in (0..=u8::MAX).zip(truths).filter(|(_, truth)| **truth == wanted) {
        match runs.last_mut() {
            Some((first, more)) if first.wrapping_add(*more).wrapping_add(1) == cell => *more = more.wrapping_add(1),
            _ => runs.push((cell, 0)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_look_ups_say_the_same() {
        let (f, u, t) = (truth::FALSE, truth::UNKNOWN, truth::TRUE);
        let few = BTreeMap::from([(0, u), (1, f), (2, t), (3, t), (4, f), (255, t)]);
        let many: BTreeMap<u8, u8> = (0..=255).map(|cell| (cell, [f, u, t][usize::from(cell) % 3])).collect();
        for (cells, is_few) in [(few, true), (many, false)] {
            let table = Table::of(&cells);
            assert_eq!(table.runs.is_some(), is_few);
            let given: Vec<u8> = cells.keys().copied().collect();
            let mut out = vec![9; given.len()];
            table.look_up(&given, &mut out);
            assert_eq!(out, cells.values().copied().collect::<Vec<_>>());
        }
    }
}
