//! Another table that would be published as this one is: the proof that a hidden number could be another.

use std::collections::{BTreeMap, BTreeSet};

use super::super::audit::Lines;

/// How many changes are tried for one number before it is given up.
const TRIES: u32 = 1500;
/// How many numbers one proof may change: few are tried first, as most need few.
const CHANGES: [usize; 3] = [8, 16, 40];
/// How many of a sum's numbers are tried to make up for a change.
const CHOICES: usize = 10;

/// Looks for other tables.
pub(super) struct Search<'a> {
    pub(super) lines: &'a Lines,
    /// The numbers as they are; `None` where that is not known here.
    pub(super) truth: &'a [Option<i64>],
    /// What each line's numbers come to as they are; `None` where one is not known.
    pub(super) sums: &'a [Option<i64>],
    /// Numbers that are not to change.
    pub(super) pinned: &'a [bool],
    pub(super) hidden: &'a [bool],
    /// No number that is shown lies between 0 and this.
    pub(super) minimum: i64,
}

/// What is changed while another table is looked for.
#[derive(Debug, Default)]
struct Changed {
    /// For each number by how much.
    by: BTreeMap<usize, i64>,
    /// For each line of one that is or was changed: what its numbers come to, where that is known, and how many of them
    /// are changed.
    lines: BTreeMap<usize, (Option<i64>, i32)>,
    /// The lines that do not hold.
    broken: BTreeSet<usize>,
}

impl Search<'_> {
    /// Changes, one of which is of this number by so much, that leave everything as it is published.
    pub(super) fn other(&self, count: usize, by: i64) -> Option<BTreeMap<usize, i64>> {
        if !self.may(count, by) {
            return None;
        }
        CHANGES.into_iter().find_map(|most| {
            let (mut changed, mut tries) = (Changed::default(), TRIES);
            self.change(&mut changed, count, by);
            self.repair(&mut changed, most, &mut tries).then_some(changed.by)
        })
    }

    fn may(&self, count: usize, by: i64) -> bool {
        let truth = self.truth.get(count).copied().flatten();
        let is_free = self.pinned.get(count) != Some(&true);
        let range = self.lines.range(count);
        let would_be_shown = |value: i64| {
            let is_between = range.low == 0 && value > 0 && value < self.minimum;
            range.holds(value) && (!is_between || self.hidden.get(count) == Some(&true))
        };
        is_free && truth.is_some_and(|truth| would_be_shown(truth.saturating_add(by)))
    }

    /// Whether a line does not hold of the numbers as they are.
    pub(super) fn is_broken(&self, line: usize) -> bool {
        self.is_off(line, self.sum(line))
    }

    fn sum(&self, line: usize) -> Option<i64> {
        self.sums.get(line).copied().flatten()
    }

    /// Whether a line does not hold if its numbers come to this.
    fn is_off(&self, line: usize, sum: Option<i64>) -> bool {
        sum.is_some_and(|sum| self.off(line, sum) != 0)
    }

    /// How far a line is from holding if its numbers come to this: above 0 too much, below 0 too little.
    fn off(&self, line: usize, sum: i64) -> i64 {
        let Some(line) = self.lines.lines.get(line) else { return 0 };
        let (below, above) = (sum.saturating_sub(line.range.low), sum.saturating_sub(line.range.high));
        if below < 0 { below } else { above.max(0) }
    }

    /// Changes a number, and what the lines that it is in come to.
    fn change(&self, changed: &mut Changed, count: usize, by: i64) {
        changed.by.insert(count, by);
        self.add(changed, count, by, 1);
    }

    fn undo(&self, changed: &mut Changed, count: usize) {
        if let Some(by) = changed.by.remove(&count) {
            self.add(changed, count, by.saturating_neg(), -1);
        }
    }

    fn add(&self, changed: &mut Changed, count: usize, by: i64, changes: i32) {
        for line in self.lines.of.get(count).into_iter().flatten() {
            let (sum, has) = changed.lines.entry(*line).or_insert_with(|| (self.sum(*line), 0));
            *sum = sum.map(|sum| sum.saturating_add(by.saturating_mul(self.times(*line, count))));
            *has = has.saturating_add(changes);
            if *has > 0 && self.is_off(*line, *sum) {
                changed.broken.insert(*line);
            } else {
                changed.broken.remove(line);
            }
        }
    }

    /// How many times a number is in a line.
    fn times(&self, line: usize, count: usize) -> i64 {
        let terms = self.lines.lines.get(line).into_iter().flat_map(|line| &line.terms);
        terms.filter(|(own, _)| *own == count).fold(0, |sum: i64, (_, times)| sum.saturating_add(*times))
    }

    /// How many lines more, or fewer, would not hold if a number were changed as well.
    fn breaks(&self, changed: &Changed, count: usize, by: i64) -> i32 {
        let mut more = 0_i32;
        for line in self.lines.of.get(count).into_iter().flatten() {
            let before = changed.lines.get(line).map_or_else(|| self.sum(*line), |(sum, _)| *sum);
            let after = before.map(|sum| sum.saturating_add(by.saturating_mul(self.times(*line, count))));
            let (was, is) = (changed.broken.contains(line), self.is_off(*line, after));
            more = more.saturating_add(i32::from(is)).saturating_sub(i32::from(was));
        }
        more
    }

    /// Changes more numbers, at most so many in all, until every line holds.
    fn repair(&self, changed: &mut Changed, most: usize, tries: &mut u32) -> bool {
        let Some(line) = changed.broken.first().copied() else { return true };
        let off = changed.lines.get(&line).and_then(|(sum, _)| *sum).map_or(0, |sum| self.off(line, sum));
        if changed.by.len() >= most {
            return false;
        }
        let mut choices: Vec<(i32, bool, usize, usize, i64)> = Vec::new();
        for (count, times) in self.lines.lines.get(line).into_iter().flat_map(|line| &line.terms) {
            if changed.by.contains_key(count) || *times == 0 {
                continue;
            }
            // The whole of what is off, rounded away from 0, or as much of it as this number may change.
            let whole = off.saturating_neg().checked_div(*times).unwrap_or(0);
            let is_even = off.checked_rem(*times).unwrap_or(0) == 0;
            let away = if is_even { 0 } else { (off.saturating_neg()).signum().saturating_mul(times.signum()) };
            let by = whole.saturating_add(away);
            let Some(truth) = self.truth.get(*count).copied().flatten() else { continue };
            let range = self.lines.range(*count);
            let reached = truth.saturating_add(by).clamp(range.low, range.high.max(range.low)).saturating_sub(truth);
            if reached != 0 && reached.signum() == by.signum() && self.may(*count, reached) {
                let lines = self.lines.of.get(*count).map_or(0, Vec::len);
                choices.push((self.breaks(changed, *count, reached), reached != by, lines, *count, reached));
            }
        }
        // What mends other lines too comes first, and what breaks the fewest.
        choices.sort_unstable();
        for (.., count, by) in choices.into_iter().take(CHOICES) {
            *tries = tries.saturating_sub(1);
            if *tries == 0 {
                return false;
            }
            self.change(changed, count, by);
            if self.repair(changed, most, tries) {
                return true;
            }
            self.undo(changed, count);
        }
        false
    }
}
