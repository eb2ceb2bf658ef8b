//! Another table that would be published as this one is: the proof that a hidden number could be another.

use std::collections::{BTreeMap, BTreeSet};

use super::super::audit::Lines;

/// How many changes are tried for one number before it is given up.
const TRIES: u32 = 1500;
/// How many numbers one proof may change.
const CHANGES: usize = 40;
/// How many of a sum's numbers are tried to make up for a change.
const CHOICES: usize = 10;

/// Looks for other tables.
pub(super) struct Search<'a> {
    pub(super) lines: &'a Lines,
    /// The numbers as they are; `None` where that is not known here.
    pub(super) truth: &'a [Option<i64>],
    /// Numbers that are not to change.
    pub(super) pinned: &'a [bool],
    pub(super) hidden: &'a [bool],
    /// No number that is shown lies between 0 and this.
    pub(super) minimum: i64,
}

impl Search<'_> {
    /// Changes, one of which is of this number by so much, that leave everything as it is published.
    pub(super) fn other(&self, count: usize, by: i64) -> Option<BTreeMap<usize, i64>> {
        let mut changes = BTreeMap::new();
        let mut tries = TRIES;
        if !self.may(count, by) {
            return None;
        }
        changes.insert(count, by);
        self.repair(&mut changes, &mut tries).then_some(changes)
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

    /// How far a line is from holding: above 0 too much, below 0 too little. `None` where a number is not known.
    pub(super) fn off(&self, line: usize, changes: &BTreeMap<usize, i64>) -> Option<i64> {
        let line = self.lines.lines.get(line)?;
        let mut sum = 0_i64;
        for (count, times) in &line.terms {
            let own = self.truth.get(*count).copied().flatten()?;
            let own = own.saturating_add(changes.get(count).copied().unwrap_or(0));
            sum = sum.saturating_add(own.saturating_mul(*times));
        }
        let (below, above) = (sum.saturating_sub(line.range.low), sum.saturating_sub(line.range.high));
        Some(if below < 0 { below } else { above.max(0) })
    }

    /// Changes more numbers until every line holds.
    fn repair(&self, changes: &mut BTreeMap<usize, i64>, tries: &mut u32) -> bool {
        let lines: BTreeSet<usize> =
            changes.keys().flat_map(|count| self.lines.of.get(*count).into_iter().flatten()).copied().collect();
        let broken = lines.into_iter().find_map(|line| {
            let off = self.off(line, changes).filter(|off| *off != 0)?;
            Some((line, off))
        });
        let Some((line, off)) = broken else { return true };
        if changes.len() >= CHANGES {
            return false;
        }
        let mut choices: Vec<(bool, usize, usize, i64)> = Vec::new();
        for (count, times) in self.lines.lines.get(line).into_iter().flat_map(|line| &line.terms) {
            if changes.contains_key(count) || *times == 0 {
                continue;
            }
            // The whole of what is off, rounded away from 0, or as much of it as this number may change.
            let whole = off.saturating_neg().checked_div(*times).unwrap_or(0);
            let is_even = off.checked_rem(*times).unwrap_or(0) == 0;
            let away = if is_even { 0 } else { (off.saturating_neg()).signum().saturating_mul(times.signum()) };
            let by = whole.saturating_add(away);
            let Some(truth) = self.truth.get(*count).copied().flatten() else { continue };
            let range = self.lines.range(*count);
            let most = truth.saturating_add(by).clamp(range.low, range.high.max(range.low)).saturating_sub(truth);
            if most != 0 && most.signum() == by.signum() && self.may(*count, most) {
                let lines = self.lines.of.get(*count).map_or(0, Vec::len);
                choices.push((most != by, lines, *count, most));
            }
        }
        choices.sort_unstable();
        for (_, _, count, by) in choices.into_iter().take(CHOICES) {
            *tries = tries.saturating_sub(1);
            if *tries == 0 {
                return false;
            }
            changes.insert(count, by);
            if self.repair(changes, tries) {
                return true;
            }
            changes.remove(&count);
        }
        false
    }
}
