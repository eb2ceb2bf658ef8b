//! Longer periods made of shorter ones: a release of quarters beside another of years.

use std::collections::{BTreeMap, BTreeSet};

use super::pack::Whom;
use crate::value::Date;

/// A number of some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spanned {
    pub(super) whom: Whom,
    pub(super) start: Date,
    pub(super) end: Date,
    pub(super) count: usize,
    /// Whether it counts the same in every release.
    pub(super) is_settled: bool,
    pub(super) is_sum: bool,
}

/// Every number whose days are exactly those of shorter ones, one after the other, with those.
pub(super) fn chains(releases: &[(usize, Vec<Spanned>)]) -> Vec<(Spanned, Vec<Spanned>)> {
    let mut found = Vec::new();
    let as_ats: BTreeSet<usize> = releases.iter().map(|(as_at, _)| *as_at).collect();
    for own in as_ats {
        // For each first day the numbers that begin on it, the longest first.
        let mut from: BTreeMap<(Whom, Date), Vec<Spanned>> = BTreeMap::new();
        for (as_at, spans) in releases {
            for span in spans.iter().filter(|span| span.is_settled || *as_at == own) {
                let beside = from.entry((span.whom, span.start)).or_default();
                if !beside.iter().any(|known| known.end == span.end && known.count == span.count) {
                    beside.push(*span);
                }
            }
        }
        for spans in from.values_mut() {
            spans.sort_by_key(|span| std::cmp::Reverse(span.end));
        }
        for whole in from.values().flatten() {
            let mut parts = Vec::new();
            let mut next = Some(whole.start);
            while let Some(start) = next {
                let spans = from.get(&(whole.whom, start)).into_iter().flatten();
                let is_shorter =
                    |span: &&Spanned| span.end <= whole.end && (span.start, span.end) != (whole.start, whole.end);
                let Some(part) = spans.filter(|span| is_shorter(span)).max_by_key(|span| span.end) else { break };
                parts.push(*part);
                if part.end == whole.end {
                    found.push((*whole, parts));
                    break;
                }
                next = part.end.succ_opt();
            }
        }
    }
    found
}
