//! Sums less other sums: what no single sum says and several together do.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::lines::{Line, Lines, Range, UNBOUNDED};

/// How many hidden counts are taken together. A pack's hidden counts that hang together are seldom more.
const TOGETHER: usize = 200;
/// Longer sums say little of any one count.
const LONGEST: usize = 400;

/// Solves for the hidden counts by exact elimination, as far as sums that hold exactly allow, and adds what comes of it
/// as further lines.
pub(crate) fn eliminate(lines: &mut Lines, hidden: &[bool]) {
    let is_hidden = |count: usize| hidden.get(count) == Some(&true) && !lines.range(count).is_one();
    let sums = |count: usize| lines.of.get(count).into_iter().flatten().copied();
    let binds = |line: usize| lines.lines.get(line).is_some_and(|line| line.range.width() < UNBOUNDED);
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    for first in (0..lines.counts.len()).filter(|count| is_hidden(*count)) {
        if done.contains(&first) {
            continue;
        }
        // The hidden counts near it, and the sums they are in.
        let (mut near, mut rows) = (BTreeSet::from([first]), BTreeSet::new());
        let mut waiting = VecDeque::from([first]);
        while let Some(count) = waiting.pop_front() {
            done.insert(count);
            for line in sums(count).filter(|line| binds(*line)) {
                rows.insert(line);
                for (other, _) in lines.lines.get(line).into_iter().flat_map(|line| &line.terms) {
                    if is_hidden(*other) && near.len() < TOGETHER && near.insert(*other) {
                        waiting.push_back(*other);
                    }
                }
            }
        }
        let rows: Vec<Row> = rows.iter().filter_map(|row| lines.lines.get(*row)).map(Row::of).collect();
        found.extend(solved(rows, &near));
    }
    for row in found {
        lines.line(row.terms.into_iter().collect(), row.range);
    }
}

#[derive(Clone, Debug)]
struct Row {
    terms: BTreeMap<usize, i64>,
    range: Range,
    is_new: bool,
}

impl Row {
    fn of(line: &Line) -> Self {
        let mut terms = BTreeMap::new();
        for (count, times) in &line.terms {
            let own: &mut i64 = terms.entry(*count).or_default();
            *own = own.saturating_add(*times);
        }
        terms.retain(|_, times| *times != 0);
        Self { terms, range: line.range, is_new: false }
    }

    /// This row without a count, by means of another that has it. `None` where the numbers become too large.
    fn without(&self, count: usize, other: &Self) -> Option<Self> {
        let (own, others) = (*self.terms.get(&count)?, *other.terms.get(&count)?);
        let common = common(own, others);
        let (times, less) = (others.checked_div(common)?, own.checked_div(common)?);
        // times × this − less × other, with times above 0.
        let (times, less) = if times < 0 { (times.checked_neg()?, less.checked_neg()?) } else { (times, less) };
        let mut terms: BTreeMap<usize, i64> = BTreeMap::new();
        for (count, own) in &self.terms {
            terms.insert(*count, own.checked_mul(times)?);
        }
        for (count, others) in &other.terms {
            let own = terms.entry(*count).or_default();
            *own = own.checked_sub(others.checked_mul(less)?)?;
        }
        terms.retain(|_, times| *times != 0);
        let (from, to) = (other.range.low.checked_mul(less)?, other.range.high.checked_mul(less)?);
        let range = Range {
            low: self.range.low.checked_mul(times)?.checked_sub(from.max(to))?,
            high: self.range.high.checked_mul(times)?.checked_sub(from.min(to))?,
        };
        (terms.len() <= LONGEST && range.width() < UNBOUNDED).then_some(Self { terms, range, is_new: true })
    }
}

/// The rows in which each hidden count that can be eliminated stands in one row alone.
fn solved(mut rows: Vec<Row>, hidden: &BTreeSet<usize>) -> Vec<Row> {
    let mut taken = BTreeSet::new();
    for count in hidden {
        let has = |row: &&(usize, &Row)| row.1.terms.contains_key(count) && !taken.contains(&row.0);
        let pivot = rows.iter().enumerate().collect::<Vec<_>>();
        let pivot = pivot.iter().filter(has).min_by_key(|(place, row)| (row.terms.len(), *place));
        let Some((place, pivot)) = pivot.map(|(place, row)| (*place, (*row).clone())) else { continue };
        taken.insert(place);
        for (other, row) in rows.iter_mut().enumerate() {
            if other != place
                && let Some(without) = row.without(*count, &pivot)
            {
                *row = without;
            }
        }
    }
    rows.retain(|row| row.is_new && !row.terms.is_empty());
    rows
}

/// The greatest common divisor.
fn common(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two rows and two columns of hidden counts, three of them in a third sum: none of the sums says what any count is.
    #[test]
    fn what_several_sums_say_together_is_found() {
        let any = Range { low: 0, high: UNBOUNDED };
        let mut lines = Lines::default();
        let counts: Vec<usize> = (0..4).map(|_| lines.count(any)).collect();
        let known = |value: i64| Range { low: value, high: value };
        let sum = |places: &[usize]| places.iter().map(|place| (counts[*place], 1)).collect::<Vec<_>>();
        lines.line(sum(&[0, 1]), known(900));
        lines.line(sum(&[1, 2]), known(1000));
        lines.line(sum(&[0, 2]), known(300));
        lines.line(sum(&[2, 3]), known(1700));
        assert!(lines.narrow());
        assert!(counts.iter().all(|count| !lines.range(*count).is_one()));
        eliminate(&mut lines, &[true; 4]);
        assert!(lines.narrow());
        let values: Vec<i64> = counts.iter().map(|count| lines.range(*count).low).collect();
        assert_eq!(values, [100, 800, 200, 1500]);
        assert!(counts.iter().all(|count| lines.range(*count).is_one()));
    }
}
