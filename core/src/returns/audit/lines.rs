//! What is known of counts that are not shown: each lies in a range, and sums of them in others.

use std::collections::VecDeque;

/// Beyond this nothing is known. Whatever is counted is far below it.
pub(crate) const UNBOUNDED: i64 = i64::MAX / 8;
/// How often one sum may narrow its counts. Sums whose counts narrow each other by ever smaller steps end here.
const NARROWINGS: u32 = 60;

/// Where a whole number lies; both ends are possible as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Range {
    pub(crate) const ANY: Self = Self { low: -UNBOUNDED, high: UNBOUNDED };

    pub(crate) fn is_one(self) -> bool {
        self.low == self.high
    }

    pub(crate) fn is_empty(self) -> bool {
        self.low > self.high
    }

    pub(crate) fn holds(self, value: i64) -> bool {
        self.low <= value && value <= self.high
    }

    /// How many steps there are from one end to the other; at least [`UNBOUNDED`] where an end is open.
    pub(crate) fn width(self) -> i64 {
        self.high.saturating_sub(self.low)
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }
}

/// Counts, each so many times, whose sum lies in a range.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) terms: Vec<(usize, i64)>,
    pub(crate) range: Range,
}

/// Counts, the ranges they lie in, and the lines that bind them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    pub(crate) counts: Vec<Range>,
    pub(crate) lines: Vec<Line>,
    /// For each count the lines that it is in.
    pub(crate) of: Vec<Vec<usize>>,
}

impl Lines {
    pub(crate) fn count(&mut self, range: Range) -> usize {
        self.counts.push(range);
        self.of.push(Vec::new());
        self.counts.len().saturating_sub(1)
    }

    pub(crate) fn line(&mut self, terms: Vec<(usize, i64)>, range: Range) {
        let place = self.lines.len();
        for (count, _) in &terms {
            if let Some(of) = self.of.get_mut(*count).filter(|of| of.last() != Some(&place)) {
                of.push(place);
            }
        }
        self.lines.push(Line { terms, range });
    }

    pub(crate) fn range(&self, count: usize) -> Range {
        self.counts.get(count).copied().unwrap_or(Range::ANY)
    }

    /// Narrows every count by every line until no line narrows any further. `false` if nothing is possible at all.
    pub(crate) fn narrow(&mut self) -> bool {
        let mut waiting: VecDeque<usize> = (0..self.lines.len()).collect();
        let mut waits = vec![true; self.lines.len()];
        let mut times = vec![0_u32; self.lines.len()];
        while let Some(place) = waiting.pop_front() {
            if let (Some(waits), Some(times)) = (waits.get_mut(place), times.get_mut(place)) {
                *waits = false;
                *times = times.saturating_add(1);
                if *times > NARROWINGS {
                    continue;
                }
            }
            let Some(line) = self.lines.get(place) else { continue };
            for (count, narrower) in narrowed(line, &self.counts) {
                if narrower.is_empty() {
                    return false;
                }
                if let Some(range) = self.counts.get_mut(count) {
                    *range = narrower;
                }
                for line in self.of.get(count).into_iter().flatten() {
                    if let Some(waits) = waits.get_mut(*line).filter(|waits| !**waits) {
                        *waits = true;
                        waiting.push_back(*line);
                    }
                }
            }
        }
        true
    }
}

/// A sum of ends, some of which may be open.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    sum: i128,
    open: u32,
}

impl Ends {
    fn add(&mut self, end: Option<i128>) {
        match end {
            Some(end) => self.sum = self.sum.saturating_add(end),
            None => self.open = self.open.saturating_add(1),
        }
    }

    /// Without one of the ends; `None` if that is open.
    fn without(self, end: Option<i128>) -> Option<i128> {
        match (end, self.open) {
            (Some(end), 0) => Some(self.sum.saturating_sub(end)),
            (None, 1) => Some(self.sum),
            _ => None,
        }
    }
}

fn ends(range: Range, times: i64) -> (Option<i128>, Option<i128>) {
    let product = |end: i64| (end.abs() < UNBOUNDED).then(|| i128::from(end).saturating_mul(times.into()));
    if times < 0 { (product(range.high), product(range.low)) } else { (product(range.low), product(range.high)) }
}

/// The ranges that a line narrows.
fn narrowed(line: &Line, counts: &[Range]) -> Vec<(usize, Range)> {
    let (mut least, mut most) = (Ends::default(), Ends::default());
    let range = |count: usize| counts.get(count).copied().unwrap_or(Range::ANY);
    for (count, times) in &line.terms {
        let (low, high) = ends(range(*count), *times);
        least.add(low);
        most.add(high);
    }
    if least.open > 1 && most.open > 1 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (count, times) in &line.terms {
        let own = range(*count);
        let (low, high) = ends(own, *times);
        // times × count lies from (the line's least − the most of the others) to (its most − the least of the others).
        let from = most.without(high).filter(|_| line.range.low > -UNBOUNDED);
        let from = from.map(|others| i128::from(line.range.low).saturating_sub(others));
        let to = least.without(low).filter(|_| line.range.high < UNBOUNDED);
        let to = to.map(|others| i128::from(line.range.high).saturating_sub(others));
        let (from, to) = if *times < 0 { (to, from) } else { (from, to) };
        let low = from.map_or(-UNBOUNDED, |from| clamp(up(from, *times)));
        let high = to.map_or(UNBOUNDED, |to| clamp(down(to, *times)));
        let narrower = own.and(Range { low, high });
        if narrower != own {
            found.push((*count, narrower));
        }
    }
    found
}

fn clamp(value: i128) -> i64 {
    let bound = i128::from(UNBOUNDED);
    i64::try_from(value.clamp(bound.saturating_neg(), bound)).unwrap_or(UNBOUNDED)
}

/// The quotient, rounded down. A line has no count 0 times.
fn down(value: i128, by: i64) -> i128 {
    let by = i128::from(by);
    let quotient = value.checked_div(by).unwrap_or(value);
    let is_exact = value.checked_rem(by).unwrap_or(0) == 0;
    if !is_exact && (value < 0) != (by < 0) { quotient.saturating_sub(1) } else { quotient }
}

/// The quotient, rounded up.
fn up(value: i128, by: i64) -> i128 {
    down(value.saturating_neg(), by).saturating_neg()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_least(low: i64) -> Range {
        Range { low, high: UNBOUNDED }
    }

    fn exactly(value: i64) -> Range {
        Range { low: value, high: value }
    }

    #[test]
    fn a_count_beside_its_total_and_the_others_is_known() {
        let mut lines = Lines::default();
        let (hidden, shown, total) = (lines.count(at_least(0)), lines.count(exactly(20)), lines.count(exactly(23)));
        lines.line(vec![(hidden, 1), (shown, 1), (total, -1)], exactly(0));
        assert!(lines.narrow());
        assert_eq!(lines.range(hidden), exactly(3));
    }

    #[test]
    fn a_share_narrows_what_it_is_a_share_of() {
        // 10% to 15% of 20 are 2 or 3.
        let mut lines = Lines::default();
        let (part, of) = (lines.count(at_least(0)), lines.count(exactly(20)));
        lines.line(vec![(part, 100), (of, -10)], at_least(0));
        lines.line(vec![(part, 100), (of, -15)], Range { low: -UNBOUNDED, high: 0 });
        assert!(lines.narrow());
        assert_eq!(lines.range(part), Range { low: 2, high: 3 });
    }

    #[test]
    fn what_cannot_be_is_said_and_quotients_round_outwards() {
        let mut lines = Lines::default();
        let (a, b) = (lines.count(exactly(2)), lines.count(exactly(3)));
        lines.line(vec![(a, 1), (b, -1)], exactly(0));
        assert!(!lines.narrow());
        assert_eq!((down(-7, 2), up(-7, 2), down(7, -2), up(7, -2)), (-4, -3, -4, -3));
    }
}
