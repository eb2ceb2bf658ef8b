//! Trying to undo a release: what its numbers, and those of earlier releases, give away of what it hides.

mod eliminate;
mod lines;
mod nested;
mod pack;
mod told;

use serde::Serialize;

pub(crate) use lines::{Line, Lines, Range, UNBOUNDED};
pub(crate) use pack::{Axis, Pack, Set, truth};
pub use told::ReleasedPart;
pub(crate) use told::{Reading, tells_of_pending};

use super::cell::CellKey;
use super::release::{Release, of_hundredths};
use crate::value::Date;

/// A number that a release hides and that follows from what is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Recovered {
    /// The cell.
    pub key: CellKey,
    /// The day that the release it is hidden in was made for.
    pub as_at: Date,
    /// Which of its numbers.
    pub part: ReleasedPart,
    /// The day of the earlier release from which the number is known to differ by `value`, few enough to be hidden; `None`
    /// where `value` is the number itself.
    pub since: Option<Date>,
    /// What it is. Of a sum, what it is to within the step that sums are rounded to.
    pub value: f64,
}

/// What became of trying to undo a release.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// What is recovered, cell by cell in the release's order, then what earlier releases hid.
    pub recovered: Vec<Recovered>,
    /// How many numbers are hidden.
    pub hidden: usize,
    /// How many sums, bands and other bounds were used.
    pub bounds: usize,
    /// Whether the numbers contradict each other, so that nothing follows from them: they do not add up as they should, or
    /// an earlier release was restated.
    pub contradictory: bool,
}

impl Release {
    /// Tries to undo this release, beside earlier ones, as somebody would who knows the rule: counts are whole and not
    /// below 0, groups, programmes and periods add up, and what is hidden lies in what the numbers shown leave. A hidden
    /// number of which one possible value is left is recovered. Releases to funders are not published, and tell nothing.
    ///
    /// What it lists is certain, as long as the figures of periods that had ended were not restated between releases
    /// without showing it; that it lists nothing is no proof. [`publish`](Self::publish) looks for one.
    ///
    /// A 0 that follows from a total of 0 is not listed where the rule shows zeros.
    #[must_use]
    pub fn audit(&self, earlier: &[&Self]) -> Audit {
        let mut releases: Vec<&Self> = earlier.iter().copied().filter(|earlier| earlier.rule.is_some()).collect();
        releases.push(self);
        let audit = undo(&releases, Pack::of(&releases, None));
        if !audit.contradictory || releases.len() == 1 {
            return audit;
        }
        // What was restated is no help, and this release by itself may still give something away.
        Audit { contradictory: true, ..undo(&[self], Pack::of(&[self], None)) }
    }
}

/// Undoes a pack of releases, of which the last is the newest.
pub(crate) fn undo(releases: &[&Release], mut pack: Pack) -> Audit {
    let bounds = pack.lines.lines.len();
    let hidden = pack.hidden.iter().zip(&pack.shown).filter(|(hidden, shown)| **hidden && !shown.is_empty()).count();
    let mut is_possible = pack.lines.narrow();
    if is_possible {
        let known = pack.lines.lines.len();
        eliminate::eliminate(&mut pack.lines, &pack.hidden);
        if pack.lines.lines.len() > known {
            is_possible = pack.lines.narrow();
        }
    }
    let mut audit = Audit { recovered: Vec::new(), hidden, bounds, contradictory: !is_possible };
    if !is_possible {
        return audit;
    }
    let mut found = Vec::new();
    for (count, shown) in pack.shown.iter().enumerate() {
        if pack.hidden.get(count) != Some(&true) {
            continue;
        }
        let range = pack.lines.range(count);
        // The newest release that hides it.
        let Some(at) = shown.iter().max_by_key(|at| at.release) else { continue };
        let Some(release) = releases.get(at.release) else { continue };
        let (Some(rule), Some(cell)) = (release.rule, release.cells.get(at.cell)) else { continue };
        let middle = range.low.saturating_add(range.width().checked_div(2).unwrap_or(0));
        let is_found = match at.part {
            ReleasedPart::Value => range.width() < rule.sum_step(middle),
            _ => range.is_one() && (range.low != 0 || !rule.zeros_shown),
        };
        if is_found {
            let value = if at.part == ReleasedPart::Value { middle } else { range.low.saturating_mul(100) };
            let (key, as_at) = (cell.key.clone(), release.as_at);
            found.push((
                (std::cmp::Reverse(at.release), at.cell, at.part),
                Recovered { key, as_at, part: at.part, since: None, value: of_hundredths(value) },
            ));
        }
    }
    for (now, old, then) in &pack.grown {
        let more = few_more(&pack, *now, *old);
        let newest = releases.len().saturating_sub(1);
        let at = pack.shown.get(*now).into_iter().flatten().find(|at| at.release == newest);
        let (Some(more), Some(at), Some(then)) = (more, at, releases.get(*then)) else { continue };
        let Some((release, cell)) = releases.last().and_then(|own| Some((own, own.cells.get(at.cell)?))) else {
            continue;
        };
        let is_few = release.rule.is_some_and(|rule| more != 0 && rule.is_small(more));
        if is_few && at.part != ReleasedPart::Value {
            let (key, since, value) = (cell.key.clone(), Some(then.as_at), of_hundredths(more.saturating_mul(100)));
            found.push((
                (std::cmp::Reverse(newest), at.cell, at.part),
                Recovered { key, as_at: release.as_at, part: at.part, since, value },
            ));
        }
    }
    found.sort_by_key(|(order, _)| *order);
    audit.recovered.extend(found.into_iter().map(|(_, recovered)| recovered));
    audit
}

/// By how much a number is known to have grown since an earlier release.
fn few_more(pack: &Pack, now: usize, old: usize) -> Option<i64> {
    let (now, old) = (pack.lines.range(now), pack.lines.range(old));
    (now.is_one() && old.is_one()).then(|| now.low.saturating_sub(old.low))
}
