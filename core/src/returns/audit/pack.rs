//! Releases as one pack: which of their numbers are the same, and which sums hold among them.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Lines, Range, UNBOUNDED};
use super::nested::{self, Spanned};
use super::told::{Reading, ReleasedPart, Told, tells_of_pending};
use crate::returns::cell::Cell;
use crate::returns::release::{Adding, IndicatorKind, Release, ReleaseRule};
use crate::value::Date;

/// The time that a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Span {
    Whole,
    Labelled(usize),
    Days(Date, Date),
}

/// Of whom a number is: programme, breakdown and group. 0 is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Whom {
    pub(super) what: usize,
    pub(super) programme: usize,
    pub(super) by: usize,
    pub(super) group: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    whom: Whom,
    span: Span,
    /// 0 of what counts the same in every release, else the day of release that it counts for.
    as_at: usize,
}

/// Where a number is shown, or would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) release: usize,
    pub(crate) cell: usize,
    pub(crate) part: ReleasedPart,
}

/// A set: numbers of which each is known if all the others are.
#[derive(Clone, Debug)]
pub(crate) struct Set {
    /// Its parts.
    pub(crate) parts: Vec<usize>,
    /// Their total.
    pub(crate) total: usize,
}

/// Releases as one pack. The last is the newest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pack {
    pub(crate) lines: Lines,
    /// For each count where it is shown; nowhere, if it is only a total of others.
    pub(crate) shown: Vec<Vec<Shown>>,
    pub(crate) hidden: Vec<bool>,
    /// What releases before the newest tell of each count.
    pub(crate) before: Vec<Range>,
    pub(crate) sets: Vec<Set>,
    /// For each cell of the newest the lines of its band.
    pub(crate) bands: BTreeMap<usize, [usize; 2]>,
    /// For each cell of the newest its counts.
    pub(crate) of_cell: Vec<Vec<(ReleasedPart, usize)>>,
    /// Numbers of the newest that an earlier release has too, and that were others then: the number now, then, and the
    /// place of the earlier release.
    pub(crate) grown: Vec<(usize, usize, usize)>,
    /// The sums that should hold among parts of a kind, for the newest.
    pub(crate) lines_of_sets: Vec<LineOfSet>,
}

/// A line that says that a set adds up.
#[derive(Clone, Debug)]
pub(crate) struct LineOfSet {
    pub(crate) line: usize,
    pub(crate) adding: Adding,
    pub(crate) axis: Axis,
}

/// Along what a set adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Axis {
    Groups,
    Programmes,
    Periods,
    /// Periods of several releases.
    Releases,
}

/// The counts of a release by their places.
type Counts = BTreeMap<(Whom, Span), Option<usize>>;

/// What is known of one release while it is taken in.
#[derive(Default)]
struct Own {
    /// `None` where a cell has no such number, so that what it belongs to does not add up.
    counts: Counts,
    days: Vec<Spanned>,
}

#[derive(Default)]
struct Names<'a> {
    numbers: BTreeMap<&'a str, usize>,
    whats: BTreeMap<(&'a str, ReleasedPart), usize>,
}

impl<'a> Names<'a> {
    fn of(&mut self, name: Option<&'a str>) -> usize {
        let Some(name) = name else { return 0 };
        let next = self.numbers.len().saturating_add(1);
        *self.numbers.entry(name).or_insert(next)
    }

    fn what(&mut self, kind: &'a IndicatorKind, part: ReleasedPart) -> usize {
        let name = match part {
            ReleasedPart::Numerator | ReleasedPart::Value => &kind.counts,
            ReleasedPart::Denominator | ReleasedPart::Pending => &kind.of,
        };
        // A number of people is the same whether it is a count, a numerator or a denominator.
        let as_what = if part == ReleasedPart::Denominator { ReleasedPart::Numerator } else { part };
        let next = self.whats.len();
        *self.whats.entry((name, as_what)).or_insert(next)
    }
}

impl Pack {
    /// Takes releases together, the newest last. With `truth`, the exact cells of the newest, a number is the same as in
    /// an earlier release only if it still is what that one shows.
    pub(crate) fn of(releases: &[&Release], truth: Option<&[Cell]>) -> Self {
        let mut pack = Self::default();
        let mut names = Names::default();
        let mut places: BTreeMap<Place, usize> = BTreeMap::new();
        let mut seen_lines = BTreeSet::new();
        let mut as_ats: Vec<(Date, Option<Date>)> = Vec::new();
        let mut all_days: Vec<(usize, Vec<Spanned>)> = Vec::new();
        let mut addings = BTreeMap::new();
        let mut before: Vec<(usize, Counts)> = Vec::new();
        let kinds = releases.iter().flat_map(|release| &release.indicators);
        let settled: BTreeSet<&str> = kinds.filter(|kind| kind.settles).map(|kind| kind.counts.as_str()).collect();
        for (place, release) in releases.iter().enumerate() {
            let Some(rule) = release.rule else { continue };
            let day = (release.as_at, release.known_at);
            if !as_ats.contains(&day) {
                as_ats.push(day);
            }
            let as_at = as_ats.iter().position(|known| *known == day).unwrap_or(0).saturating_add(1);
            let is_newest = place.saturating_add(1) == releases.len();
            let truth = truth.filter(|_| is_newest);
            let taking = Taking { release, place, rule, as_at, truth, is_newest, settled: &settled };
            let mut own = taking.take(&mut pack, &mut names, &mut places, &mut addings);
            taking.add_up(&mut pack, &mut own, &addings, &mut seen_lines);
            all_days.push((as_at, own.days));
            if is_newest {
                for (then, counts) in &before {
                    for (key, now) in &own.counts {
                        let old = counts.get(key).copied().flatten();
                        if let Some((now, old)) = now.zip(old).filter(|(now, old)| now != old) {
                            pack.grown.push((now, old, *then));
                        }
                    }
                }
            } else {
                before.push((place, own.counts));
            }
        }
        if all_days.len() > 1 {
            for (whole, parts) in nested::chains(&all_days) {
                let Some(adding) = addings.get(&whole.whom.what).map(|adds: &Adds| adds.periods) else { continue };
                let parts = parts.iter().map(|part| part.count).collect();
                pack.add(parts, whole.count, (adding, Axis::Releases), whole.is_sum, &mut seen_lines);
            }
        }
        pack
    }

    fn count(&mut self, range: Range) -> usize {
        self.shown.push(Vec::new());
        self.hidden.push(true);
        self.before.push(Range::ANY);
        self.lines.count(range)
    }

    fn add(
        &mut self,
        mut parts: Vec<usize>,
        total: usize,
        (adding, axis): (Adding, Axis),
        is_sum: bool,
        seen: &mut BTreeSet<(usize, Vec<usize>)>,
    ) {
        parts.sort_unstable();
        if adding == Adding::Not || parts.is_empty() || !seen.insert((total, parts.clone())) {
            return;
        }
        // Sums are taken to the nearest hundredth.
        let slack = if is_sum { i64::try_from(parts.len()).unwrap_or(0).saturating_add(1) } else { 0 };
        let mut terms: Vec<(usize, i64)> = parts.iter().map(|part| (*part, 1)).collect();
        terms.push((total, -1));
        let line = self.lines.lines.len();
        let high = if adding == Adding::Exactly { slack } else { UNBOUNDED };
        self.lines.line(terms, Range { low: slack.saturating_neg(), high });
        self.lines_of_sets.push(LineOfSet { line, adding, axis });
        if adding == Adding::Exactly {
            self.sets.push(Set { parts, total });
            return;
        }
        for part in &parts {
            let line = self.lines.lines.len();
            self.lines.line(vec![(total, 1), (*part, -1)], Range { low: 0, high: UNBOUNDED });
            self.lines_of_sets.push(LineOfSet { line, adding, axis });
        }
    }
}

/// How the numbers of a kind add up, and whether they are sums.
#[derive(Clone, Copy, Debug)]
struct Adds {
    groups: Adding,
    programmes: Adding,
    periods: Adding,
    is_sum: bool,
}

struct Taking<'a, 't> {
    release: &'a Release,
    place: usize,
    rule: ReleaseRule,
    as_at: usize,
    truth: Option<&'t [Cell]>,
    is_newest: bool,
    /// What counts the same later on. A cohort does, if it is counted by itself too, whatever it achieves yet.
    settled: &'t BTreeSet<&'a str>,
}

impl<'a> Taking<'a, '_> {
    fn take(
        &self,
        pack: &mut Pack,
        names: &mut Names<'a>,
        places: &mut BTreeMap<Place, usize>,
        addings: &mut BTreeMap<usize, Adds>,
    ) -> Own {
        let mut own = Own::default();
        let kinds: BTreeMap<&str, &IndicatorKind> =
            self.release.indicators.iter().map(|kind| (kind.id.as_str(), kind)).collect();
        let mut pending: BTreeSet<&str> = BTreeSet::new();
        pending.extend(
            self.release.cells.iter().filter(|cell| tells_of_pending(cell)).map(|cell| cell.key.indicator.as_str()),
        );
        for (at, cell) in self.release.cells.iter().enumerate() {
            let mut counts = Vec::new();
            if let Some(kind) = kinds.get(cell.key.indicator.as_str()) {
                let reading = Reading { kind, rule: self.rule, has_pending: pending.contains(kind.id.as_str()) };
                let told = reading.told(cell);
                for part in parts(kind, reading.has_pending) {
                    let what = names.what(kind, part);
                    addings.entry(what).or_insert(Adds {
                        groups: kind.adds_up.groups,
                        programmes: kind.adds_up.programmes,
                        periods: kind.adds_up.periods,
                        is_sum: part == ReleasedPart::Value,
                    });
                    let whom = Whom {
                        what,
                        programme: names.of(cell.key.programme.as_deref()),
                        by: names.of(cell.key.by.as_deref()),
                        group: names.of(cell.key.group.as_deref()),
                    };
                    let is_of_facts = cell.key.by.as_ref().is_none_or(|by| kind.by.contains(by));
                    if !is_of_facts {
                        continue;
                    }
                    let span = match (&cell.key.period, cell.period_start, cell.period_end) {
                        (None, ..) => Span::Whole,
                        (_, Some(start), Some(end)) => Span::Days(start, end),
                        (label, ..) => Span::Labelled(names.of(label.as_deref())),
                    };
                    let count = told.iter().find(|told| told.part == part).map(|told| {
                        let truth = self.truth.and_then(|cells| truth(cells.get(at)?, part));
                        let is_over = matches!(span, Span::Days(_, end) if end <= self.release.as_at);
                        let is_cohort = part == ReleasedPart::Denominator && self.settled.contains(kind.of.as_str());
                        let is_settled = is_over && (kind.settles || is_cohort);
                        let shown = Shown { release: self.place, cell: at, part };
                        let count = self.place_of(
                            pack,
                            places,
                            Place { whom, span, as_at: if is_settled { 0 } else { self.as_at } },
                            *told,
                            truth,
                        );
                        if let Some(places) = pack.shown.get_mut(count) {
                            places.push(shown);
                        }
                        if let Span::Days(start, end) = span {
                            let is_sum = part == ReleasedPart::Value;
                            own.days.push(Spanned { whom, start, end, count, is_settled, is_sum });
                        }
                        counts.push((part, count));
                        count
                    });
                    // Two indicators that count the same have one count.
                    let known = own.counts.entry((whom, span)).or_insert(count);
                    if known.is_none() {
                        *known = count;
                    }
                }
                self.bind(pack, &reading, cell, at, &counts);
            }
            if self.is_newest {
                pack.of_cell.push(counts);
            }
        }
        own
    }

    /// The count at a place, which this release tells something of.
    fn place_of(
        &self,
        pack: &mut Pack,
        places: &mut BTreeMap<Place, usize>,
        place: Place,
        told: Told,
        truth: Option<i64>,
    ) -> usize {
        let known = places.get(&place).copied().filter(|count| {
            let both = pack.lines.range(*count).and(told.range);
            !both.is_empty() && truth.is_none_or(|truth| both.holds(truth))
        });
        // What was restated since counts for this release alone.
        let count = known.unwrap_or_else(|| pack.count(Range::ANY));
        places.insert(place, count);
        if let Some(range) = pack.lines.counts.get_mut(count) {
            *range = range.and(told.range);
        }
        if let Some(hidden) = pack.hidden.get_mut(count) {
            *hidden = *hidden && told.is_hidden;
        }
        if let (false, Some(before)) = (self.is_newest, pack.before.get_mut(count)) {
            *before = before.and(told.range);
        }
        count
    }

    /// Binds the parts of a share to each other.
    fn bind(&self, pack: &mut Pack, reading: &Reading<'_>, cell: &Cell, at: usize, counts: &[(ReleasedPart, usize)]) {
        let find = |wanted: ReleasedPart| counts.iter().find(|(part, _)| *part == wanted).map(|(_, count)| *count);
        let Some((numerator, denominator)) = find(ReleasedPart::Numerator).zip(find(ReleasedPart::Denominator)) else {
            return;
        };
        if numerator == denominator {
            return;
        }
        pack.lines.line(vec![(denominator, 1), (numerator, -1)], Range { low: 0, high: UNBOUNDED });
        let Some((low, high)) = reading.band(cell) else { return };
        let first = pack.lines.lines.len();
        let at_least = Range { low: 0, high: UNBOUNDED };
        // A share of 0 is of any number.
        let terms = |points: i64, times: i64| {
            let own = (numerator, times.saturating_mul(100));
            let of = (denominator, points.saturating_mul(times).saturating_neg());
            [own, of].into_iter().filter(|(_, times)| *times != 0).collect::<Vec<_>>()
        };
        pack.lines.line(terms(low, 1), at_least);
        pack.lines.line(terms(high, -1), at_least);
        if self.is_newest {
            pack.bands.insert(at, [first, first.saturating_add(1)]);
        }
    }

    /// Adds the sums that hold within the release.
    fn add_up(
        &self,
        pack: &mut Pack,
        own: &mut Own,
        addings: &BTreeMap<usize, Adds>,
        seen: &mut BTreeSet<(usize, Vec<usize>)>,
    ) {
        let wholes: BTreeSet<Whom> = own
            .counts
            .keys()
            .filter(|(whom, span)| *span == Span::Whole && whom.by != 0)
            .map(|(whom, _)| Whom { by: 0, group: 0, ..*whom })
            .collect();
        for whom in wholes {
            // A total over the whole time need not be shown: groups over it and the periods have one all the same.
            own.counts
                .entry((whom, Span::Whole))
                .or_insert_with(|| Some(pack.count(Range { low: 0, high: UNBOUNDED })));
        }
        let mut groups: BTreeMap<(Whom, Span), Vec<Option<usize>>> = BTreeMap::new();
        let mut programmes = groups.clone();
        let mut periods = groups.clone();
        for ((whom, span), count) in &own.counts {
            if whom.by != 0 {
                let total = Whom { group: 0, by: whom.by, ..*whom };
                groups.entry((total, *span)).or_default().push(*count);
            }
            if whom.programme != 0 {
                programmes.entry((Whom { programme: 0, ..*whom }, *span)).or_default().push(*count);
            }
            if *span != Span::Whole {
                periods.entry((*whom, Span::Whole)).or_default().push(*count);
            }
        }
        let adds = |whom: &Whom| addings.get(&whom.what);
        let mut sets = Vec::new();
        for ((whom, span), parts) in groups {
            let total = own.counts.get(&(Whom { by: 0, group: 0, ..whom }, span));
            sets.push((parts, total, adds(&whom).map(|adds| ((adds.groups, Axis::Groups), adds.is_sum))));
        }
        for (key, parts) in programmes {
            sets.push((
                parts,
                own.counts.get(&key),
                adds(&key.0).map(|adds| ((adds.programmes, Axis::Programmes), adds.is_sum)),
            ));
        }
        for (key, parts) in periods {
            sets.push((
                parts,
                own.counts.get(&key),
                adds(&key.0).map(|adds| ((adds.periods, Axis::Periods), adds.is_sum)),
            ));
        }
        for (parts, total, adds) in sets {
            // A set with a cell that has no such number does not add up.
            let parts: Option<Vec<usize>> = parts.into_iter().collect();
            if let (Some(parts), Some(Some(total)), Some((adding, is_sum))) = (parts, total, adds) {
                pack.add(parts, *total, adding, is_sum, seen);
            }
        }
    }
}

/// The parts that an indicator's cells have.
fn parts(kind: &IndicatorKind, has_pending: bool) -> Vec<ReleasedPart> {
    use super::super::cell::Measure;
    match kind.measure {
        Measure::Count => vec![ReleasedPart::Numerator],
        Measure::Rate if has_pending => vec![ReleasedPart::Numerator, ReleasedPart::Denominator, ReleasedPart::Pending],
        Measure::Rate => vec![ReleasedPart::Numerator, ReleasedPart::Denominator],
        Measure::Average => vec![ReleasedPart::Denominator],
        Measure::Sum => vec![ReleasedPart::Value],
        Measure::Ratio => vec![],
    }
}

/// What a number of an exact cell is.
pub(crate) fn truth(cell: &Cell, part: ReleasedPart) -> Option<i64> {
    use super::super::cell::CellState::NotCollected;
    if cell.state == NotCollected {
        return None;
    }
    match part {
        ReleasedPart::Numerator => Some(cell.numerator.unwrap_or(0)),
        ReleasedPart::Denominator => Some(cell.denominator.unwrap_or(0)),
        ReleasedPart::Pending => Some(cell.pending.unwrap_or(0)),
        ReleasedPart::Value => cell.low.and_then(crate::returns::release::hundredths),
    }
}
