//! Suppression: small counts first, then as much more as keeps them hidden.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::super::audit::{
    Axis, Line, Pack, Range, Reading, ReleasedPart, Set, UNBOUNDED, tells_of_pending, truth, undo,
};
use super::super::cell::{Cell, CellKey, CellState, Measure};
use super::indicator::{Adding, IndicatorKind};
use super::published::{Hide, published, small};
use super::rule::ReleaseRule;
use super::witness::Search;
use super::{Release, ReleaseError};

/// How often what an audit recovers is answered by hiding more.
const ROUNDS: usize = 50;

/// A release to the public of exact cells.
pub(super) fn protect(exact: &Release, rule: ReleaseRule, earlier: &[&Release]) -> Result<Release, ReleaseError> {
    let mut indicators = exact.indicators.clone();
    loop {
        let mut protecting = Protecting::new(exact, &indicators, rule, earlier)?;
        if protecting.take_back(&mut indicators)? {
            continue;
        }
        protecting.run()?;
        let Protecting { mut release, .. } = protecting;
        release.indicators = indicators;
        return Ok(release);
    }
}

struct Protecting<'a> {
    exact: &'a [Cell],
    earlier: &'a [&'a Release],
    rule: ReleaseRule,
    /// For each cell its indicator.
    kinds: Vec<Option<usize>>,
    indicators: Vec<IndicatorKind>,
    has_pending: Vec<bool>,
    hide: Vec<Hide>,
    release: Release,
    pack: Pack,
    truth: Vec<Option<i64>>,
    /// What each line's numbers come to in truth.
    sums: Vec<Option<i64>>,
    pinned: Vec<bool>,
    /// For each cell the ratios made of it.
    ratios: BTreeMap<usize, Vec<usize>>,
    sets_of: Vec<Vec<usize>>,
    certain: Vec<bool>,
    fresh: VecDeque<usize>,
}

impl<'a> Protecting<'a> {
    fn new(
        exact: &'a Release,
        indicators: &[IndicatorKind],
        rule: ReleaseRule,
        earlier: &'a [&'a Release],
    ) -> Result<Self, ReleaseError> {
        let by_id: BTreeMap<&str, usize> =
            indicators.iter().enumerate().map(|(place, kind)| (kind.id.as_str(), place)).collect();
        let kinds: Vec<Option<usize>> =
            exact.cells.iter().map(|cell| by_id.get(cell.key.indicator.as_str()).copied()).collect();
        let mut release = exact.clone();
        (release.rule, release.audience) = (Some(rule), super::Audience::Public);
        release.indicators = indicators.to_vec();
        let mut hide = Vec::with_capacity(exact.cells.len());
        for (cell, kind) in exact.cells.iter().zip(&kinds) {
            let Some(kind) = kind.and_then(|kind| indicators.get(kind)) else {
                return Err(ReleaseError::UnknownIndicator { indicator: cell.key.indicator.clone() });
            };
            hide.push(small(kind, rule, cell));
        }
        let mut protecting = Self {
            exact: &exact.cells,
            earlier,
            rule,
            kinds,
            indicators: indicators.to_vec(),
            has_pending: vec![false; indicators.len()],
            hide,
            release,
            pack: Pack::default(),
            truth: Vec::new(),
            sums: Vec::new(),
            pinned: Vec::new(),
            ratios: BTreeMap::new(),
            sets_of: Vec::new(),
            certain: Vec::new(),
            fresh: VecDeque::new(),
        };
        protecting.pack_up();
        Ok(protecting)
    }

    /// Publishes every cell as it stands and takes it together with what was published before.
    fn pack_up(&mut self) {
        for at in 0..self.exact.len() {
            self.publish(at);
        }
        for (cell, kind) in self.release.cells.iter().zip(&self.kinds) {
            if let Some(has) = kind.and_then(|kind| self.has_pending.get_mut(kind)) {
                *has = *has || tells_of_pending(cell);
            }
        }
        let mut releases: Vec<&Release> = self.earlier.to_vec();
        releases.push(&self.release);
        self.pack = Pack::of(&releases, Some(self.exact));
        let newest = self.earlier.len();
        self.truth = self
            .pack
            .shown
            .iter()
            .map(|shown| {
                let at = shown.iter().find(|at| at.release == newest)?;
                truth(self.exact.get(at.cell)?, at.part)
            })
            .collect();
        self.infer();
        let of = |count: usize| self.truth.get(count).copied().flatten();
        let sum = |line: &Line| {
            let terms = &mut line.terms.iter();
            terms.try_fold(0_i64, |sum, (count, times)| Some(sum.saturating_add(of(*count)?.saturating_mul(*times))))
        };
        self.sums = self.pack.lines.lines.iter().map(sum).collect();
        self.certain = vec![false; self.truth.len()];
        self.pinned = vec![false; self.truth.len()];
        self.sets_of = vec![Vec::new(); self.truth.len()];
        for (place, set) in self.pack.sets.iter().enumerate() {
            for count in set.parts.iter().chain([&set.total]) {
                if let Some(sets) = self.sets_of.get_mut(*count) {
                    sets.push(place);
                }
            }
        }
        self.find_ratios();
    }

    /// Totals that no cell of this release shows, from their parts, and parts from the others.
    fn infer(&mut self) {
        let mut again = true;
        while again {
            again = false;
            for set in &self.pack.sets {
                let of = |count: &usize| self.truth.get(*count).copied().flatten();
                let unknown: Vec<usize> =
                    set.parts.iter().chain([&set.total]).filter(|count| of(count).is_none()).copied().collect();
                let [unknown] = unknown.as_slice() else { continue };
                let sum = set.parts.iter().filter_map(of).fold(0_i64, i64::saturating_add);
                let value = if *unknown == set.total { sum } else { of(&set.total).unwrap_or(0).saturating_sub(sum) };
                if let Some(own) = self.truth.get_mut(*unknown) {
                    *own = Some(value);
                    again = true;
                }
            }
        }
    }

    fn find_ratios(&mut self) {
        let mut places: BTreeMap<&CellKey, usize> = BTreeMap::new();
        if self.indicators.iter().any(|kind| kind.made_of.is_some()) {
            places.extend(self.exact.iter().enumerate().map(|(at, cell)| (&cell.key, at)));
        }
        for (at, cell) in self.exact.iter().enumerate() {
            let kind = self.kinds.get(at).copied().flatten().and_then(|kind| self.indicators.get(kind));
            let Some((of, to)) = kind.and_then(|kind| kind.made_of.as_ref()) else { continue };
            for indicator in [of, to] {
                let key = CellKey { indicator: indicator.clone(), ..cell.key.clone() };
                let Some(made_of) = places.get(&key) else { continue };
                self.ratios.entry(*made_of).or_default().push(at);
                for (_, count) in self.pack.of_cell.get(*made_of).into_iter().flatten() {
                    if let Some(pinned) = self.pinned.get_mut(*count) {
                        *pinned = true;
                    }
                }
            }
        }
    }

    /// Takes back what is said to add up and does not: an error where parts are said to be their total, else a line less.
    /// Whether the indicators were changed, so that all has to be taken together anew.
    fn take_back(&mut self, indicators: &mut [IndicatorKind]) -> Result<bool, ReleaseError> {
        let none = [false; 0];
        let search = self.search(&none);
        let broken: Vec<_> = self.pack.lines_of_sets.iter().filter(|set| search.is_broken(set.line)).cloned().collect();
        let mut is_changed = false;
        for set in broken {
            let newest = self.earlier.len();
            let terms = self.pack.lines.lines.get(set.line).map(|line| line.terms.clone()).unwrap_or_default();
            let cells = terms.iter().flat_map(|(count, _)| self.pack.shown.get(*count).into_iter().flatten());
            let cells: Vec<_> = cells.filter(|at| at.release == newest).copied().collect();
            let is_unsure = cells.iter().any(|at| {
                let cell = self.exact.get(at.cell);
                cell.is_some_and(|cell| cell.state == CellState::Bounded)
            });
            let first = cells.first().and_then(|at| Some((at, self.exact.get(at.cell)?)));
            let Some((at, cell)) = first.filter(|_| set.axis != Axis::Releases && !is_unsure) else {
                // It was restated, or cannot be known.
                self.relax(set.line);
                continue;
            };
            if set.adding == Adding::Exactly {
                return Err(ReleaseError::DoesNotAddUp { key: Box::new(cell.key.clone()), part: at.part.as_str() });
            }
            let ids: BTreeSet<&str> =
                cells.iter().filter_map(|at| Some(self.exact.get(at.cell)?.key.indicator.as_str())).collect();
            for kind in indicators.iter_mut().filter(|kind| ids.contains(kind.id.as_str())) {
                let adding = match set.axis {
                    Axis::Groups => &mut kind.adds_up.groups,
                    Axis::Programmes => &mut kind.adds_up.programmes,
                    Axis::Periods | Axis::Releases => &mut kind.adds_up.periods,
                };
                is_changed = is_changed || *adding != Adding::Not;
                *adding = Adding::Not;
            }
            self.relax(set.line);
        }
        Ok(is_changed)
    }

    fn relax(&mut self, line: usize) {
        if let Some(line) = self.pack.lines.lines.get_mut(line) {
            line.range = Range::ANY;
        }
    }

    fn run(&mut self) -> Result<(), ReleaseError> {
        self.fresh.extend((0..self.truth.len()).filter(|count| self.pack.hidden.get(*count) == Some(&true)));
        // What one cell hides no other shows.
        for at in 0..self.exact.len() {
            let hides = self.hide.get(at).copied().unwrap_or_default();
            for (part, count) in self.pack.of_cell.get(at).cloned().unwrap_or_default() {
                let is_hidden = match part {
                    ReleasedPart::Pending => hides.cell || hides.pending,
                    ReleasedPart::Numerator => hides.cell || hides.numerator,
                    ReleasedPart::Denominator | ReleasedPart::Value => hides.cell,
                };
                if is_hidden {
                    self.hide(count);
                }
            }
            if hides.cell {
                self.hide_ratios(at);
            }
        }
        self.hide_what_grew_by_few();
        self.settle();
        let mut rounds = 0_usize;
        loop {
            let mut releases: Vec<&Release> = self.earlier.to_vec();
            releases.push(&self.release);
            let audit = undo(&releases, Pack::of(&releases, None));
            let Some(first) = audit.recovered.first() else { return Ok(()) };
            let mut is_hidden = false;
            for recovered in &audit.recovered {
                let cell = self.exact.iter().position(|cell| cell.key == recovered.key);
                let counts = cell.and_then(|cell| self.pack.of_cell.get(cell));
                let count = counts.into_iter().flatten().find(|(part, _)| *part == recovered.part);
                if let Some((_, count)) = count.copied() {
                    if recovered.since.is_some() && self.pack.hidden.get(count) == Some(&false) {
                        self.hide(count);
                        is_hidden = true;
                    } else {
                        is_hidden = self.hide_near(count) || is_hidden;
                    }
                }
            }
            rounds = rounds.saturating_add(1);
            if !is_hidden || rounds > ROUNDS {
                return Err(ReleaseError::GivenAway {
                    key: Box::new(first.key.clone()),
                    part: first.part.as_str(),
                    as_at: first.as_at,
                });
            }
            self.settle();
        }
    }

    /// Hides what would say of an earlier release, to the unit, that few came or went since.
    fn hide_what_grew_by_few(&mut self) {
        for (now, old, _) in self.pack.grown.clone() {
            let (shown, before) = (self.pack.lines.range(now), self.pack.lines.range(old));
            let more = shown.low.saturating_sub(before.low);
            if shown.is_one() && before.is_one() && more != 0 && self.rule.is_small(more) {
                self.hide(now);
            }
        }
    }

    /// Hides more until no set has exactly one number hidden, and every hidden number could be another.
    fn settle(&mut self) {
        let mut unproved: VecDeque<usize> = VecDeque::new();
        let mut sets = BTreeSet::new();
        loop {
            while let Some(count) = self.fresh.pop_front() {
                unproved.push_back(count);
                sets.extend(self.sets_of.get(count).into_iter().flatten().copied());
            }
            // Groups first, then programmes and periods, then other releases: what one asks for often serves the next.
            if let Some(set) = sets.pop_first() {
                self.complement(set);
                continue;
            }
            let Some(count) = unproved.pop_front() else { return };
            if !self.prove(count) {
                if self.hide_near(count) {
                    unproved.push_front(count);
                } else if let Some(certain) = self.certain.get_mut(count) {
                    // Nothing near it is left to hide: an audit of all tells whether it is given away.
                    *certain = true;
                }
            }
        }
    }

    /// Whether another table would be published as this one, with another value there.
    fn prove(&mut self, count: usize) -> bool {
        let truth = self.truth.get(count).copied().flatten();
        let Some(truth) = truth.filter(|_| !self.is_nowhere(count) && self.certain.get(count) != Some(&true)) else {
            return true;
        };
        let is_sum = self.pack.shown.get(count).into_iter().flatten().any(|at| at.part == ReleasedPart::Value);
        if truth == 0 && self.rule.zeros_shown && !is_sum {
            // A 0 may be shown.
            return true;
        }
        let step = if is_sum { self.rule.sum_step(truth) } else { 1 };
        let pinned: Vec<bool> = Vec::new();
        let pinned = if self.ratios.is_empty() { &pinned } else { &self.pinned };
        let search = self.search(pinned);
        let Some(other) = search.other(count, step).or_else(|| search.other(count, step.saturating_neg())) else {
            return false;
        };
        for changed in other.into_keys().filter(|changed| !is_sum || *changed == count) {
            if let Some(certain) = self.certain.get_mut(changed) {
                *certain = true;
            }
        }
        true
    }

    fn search<'s>(&'s self, pinned: &'s [bool]) -> Search<'s> {
        let (lines, hidden) = (&self.pack.lines, self.pack.hidden.as_slice());
        Search { lines, truth: &self.truth, sums: &self.sums, pinned, hidden, minimum: self.rule.minimum() }
    }

    /// With exactly one number hidden in a set the next smallest joins it.
    fn complement(&mut self, set: usize) {
        let Some(Set { parts, total }) = self.pack.sets.get(set) else { return };
        let is_unknown = |count: &&usize| {
            let follows = self.is_nowhere(**count) && self.follows_without(**count, set);
            self.is_hidden(**count) && !follows
        };
        let unknown: Vec<usize> = parts.iter().chain([total]).filter(is_unknown).take(2).copied().collect();
        let next = match unknown.as_slice() {
            [only] if !self.is_nowhere(*only) => self.next_in(parts, *total),
            _ => None,
        };
        if let Some(next) = next {
            self.hide(next);
        }
    }

    fn is_hidden(&self, count: usize) -> bool {
        self.pack.hidden.get(count) == Some(&true) && !self.pack.lines.range(count).is_one()
    }

    /// Whether no cell would show a count: it is a total of others, and gives nobody away by itself.
    fn is_nowhere(&self, count: usize) -> bool {
        self.pack.shown.get(count).is_none_or(Vec::is_empty)
    }

    /// Whether a set other than this one tells a total that no cell shows. Other such totals are taken to be told.
    fn follows_without(&self, total: usize, without: usize) -> bool {
        let others = self.sets_of.get(total).into_iter().flatten().filter(|set| **set != without);
        others.filter_map(|set| self.pack.sets.get(*set)).any(|set| {
            let mut beside = set.parts.iter().chain([&set.total]).filter(|count| **count != total);
            beside.all(|count| self.is_nowhere(*count) || !self.is_hidden(*count))
        })
    }

    /// The smallest number of a set that can be hidden yet; its total only if there is no other.
    fn next_in(&self, parts: &[usize], total: usize) -> Option<usize> {
        let can = |count: &usize| {
            let is_shown = self.pack.hidden.get(*count) == Some(&false);
            // What an earlier release shows stays known.
            let is_new = self.pack.before.get(*count).is_none_or(|before| before.width() >= UNBOUNDED);
            let truth = self.truth.get(*count).copied().flatten().unwrap_or(0);
            is_shown && is_new && (truth != 0 || !self.rule.zeros_shown)
        };
        let size = |count: &&usize| {
            let truth = self.truth.get(**count).copied().flatten().unwrap_or(0);
            (truth.saturating_abs(), **count)
        };
        parts.iter().filter(|part| can(part)).min_by_key(size).copied().or(Some(total).filter(can))
    }

    /// Hides one more number, as near as may be to one that cannot stay hidden otherwise. Whether there was any.
    fn hide_near(&mut self, count: usize) -> bool {
        let mut seen = BTreeSet::from([count]);
        let mut waiting = VecDeque::from([count]);
        let mut found = None;
        while let Some(next) = waiting.pop_front() {
            let of = self.sets_of.get(next).into_iter().flatten().filter_map(|set| self.pack.sets.get(*set));
            let sets: Vec<(Vec<usize>, usize)> = of.map(|set| (set.parts.clone(), set.total)).collect();
            let lines = self.pack.lines.of.get(next).into_iter().flatten();
            let lines = lines.filter_map(|line| self.pack.lines.lines.get(*line));
            let bound = lines.map(|line| (line.terms.iter().map(|(count, _)| *count).collect::<Vec<_>>(), next));
            let sets: Vec<(Vec<usize>, usize)> = sets.into_iter().chain(bound).collect();
            let choices = sets.iter().filter_map(|(parts, total)| self.next_in(parts, *total));
            found = choices.min_by_key(|count| self.truth.get(*count).copied().flatten());
            if found.is_some() || seen.len() > 2000 {
                break;
            }
            for other in sets.iter().flat_map(|(parts, total)| parts.iter().chain([total])) {
                if self.pack.hidden.get(*other) == Some(&true) && seen.insert(*other) {
                    waiting.push_back(*other);
                }
            }
        }
        match found {
            Some(found) => self.hide(found),
            None => return false,
        }
        true
    }

    /// Hides a number wherever it is shown.
    fn hide(&mut self, count: usize) {
        let newest = self.earlier.len();
        let mut waiting = VecDeque::from([count]);
        while let Some(count) = waiting.pop_front() {
            let shown = self.pack.shown.get(count).cloned().unwrap_or_default();
            for at in shown.iter().filter(|at| at.release == newest) {
                let measure = self.kind(at.cell).map(|kind| kind.measure);
                let Some(hide) = self.hide.get_mut(at.cell) else { continue };
                let before = *hide;
                match (at.part, measure) {
                    (ReleasedPart::Pending, _) => hide.pending = true,
                    (ReleasedPart::Numerator, Some(Measure::Rate)) => hide.numerator = true,
                    _ => hide.cell = true,
                }
                if *hide == before {
                    continue;
                }
                let is_suppressed = hide.cell && !before.cell;
                self.publish(at.cell);
                if is_suppressed {
                    waiting.extend(self.pack.of_cell.get(at.cell).into_iter().flatten().map(|(_, count)| *count));
                    for line in self.pack.bands.get(&at.cell).copied().into_iter().flatten() {
                        self.relax(line);
                    }
                }
                self.hide_ratios(at.cell);
            }
            self.tell(count);
        }
    }

    fn hide_ratios(&mut self, cell: usize) {
        for ratio in self.ratios.get(&cell).cloned().unwrap_or_default() {
            if let Some(hide) = self.hide.get_mut(ratio) {
                hide.cell = true;
            }
            self.publish(ratio);
        }
        for (_, count) in self.pack.of_cell.get(cell).cloned().unwrap_or_default() {
            if let Some(pinned) = self.pinned.get_mut(count).filter(|_| self.ratios.contains_key(&cell)) {
                *pinned = false;
            }
        }
    }

    /// What is told of a number, as its cells are published now.
    fn tell(&mut self, count: usize) {
        let newest = self.earlier.len();
        let mut range = self.pack.before.get(count).copied().unwrap_or(Range::ANY);
        let mut is_hidden = range.width() >= UNBOUNDED;
        for at in self.pack.shown.get(count).into_iter().flatten().filter(|at| at.release == newest) {
            let kind = self.kinds.get(at.cell).copied().flatten();
            let Some((place, cell)) = kind.zip(self.release.cells.get(at.cell)) else { continue };
            let (Some(kind), Some(has_pending)) = (self.indicators.get(place), self.has_pending.get(place)) else {
                continue;
            };
            let reading = Reading { kind, rule: self.rule, has_pending: *has_pending };
            for told in reading.told(cell).into_iter().filter(|told| told.part == at.part) {
                range = range.and(told.range);
                is_hidden = is_hidden && told.is_hidden;
            }
        }
        let is_fresh = is_hidden && self.pack.hidden.get(count) == Some(&false);
        if let Some(hidden) = self.pack.hidden.get_mut(count) {
            *hidden = is_hidden;
        }
        if let Some(own) = self.pack.lines.counts.get_mut(count) {
            *own = range;
        }
        if is_fresh {
            self.fresh.push_back(count);
        }
    }

    fn kind(&self, cell: usize) -> Option<&IndicatorKind> {
        self.indicators.get(self.kinds.get(cell).copied().flatten()?)
    }

    fn publish(&mut self, at: usize) {
        let hide = self.hide.get(at).copied().unwrap_or_default();
        let Some(cell) =
            self.exact.get(at).zip(self.kind(at)).map(|(cell, kind)| published(kind, self.rule, cell, hide))
        else {
            return;
        };
        if let Some(own) = self.release.cells.get_mut(at) {
            *own = cell;
        }
    }
}
