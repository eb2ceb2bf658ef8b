//! The days on which what a version asks about other programmes is the same.

use std::collections::BTreeSet;

use crate::catalogue::{Rules, Version, asked_about};
use crate::condition::Expression;
use crate::sort;
use crate::value::{Date, Duration, add};

/// More periods than this are not looked at, nor are rules that ask about more programmes, directly or by way of others.
const PERIODS_LIMIT: usize = 32;
const PROGRAMMES_LIMIT: usize = 100;

/// A day of each period in which the versions that a version's rules ask about stay the same, of the days it is in
/// force itself; none if there are too many, or too many programmes are asked about.
pub(super) fn days(rules: &Rules, version: &Version) -> Vec<Date> {
    let own = &version.document.in_force;
    let mut edges = BTreeSet::new();
    let Some(programmes) = programmes(rules, version) else { return Vec::new() };
    for programme in programmes {
        for other in rules.versions(programme) {
            let period = &other.document.in_force;
            edges.extend([period.from, period.to.and_then(|to| to.succ_opt())].into_iter().flatten());
        }
    }
    let day_before = |day: Date| add(day, Duration::Days(-1)).unwrap_or(day);
    let first = own.from.or_else(|| edges.first().map(|edge| day_before(*edge))).or(own.to).unwrap_or_default();
    let mut days: BTreeSet<Date> = sort::gather(edges.into_iter().filter(|edge| own.contains(*edge)));
    if own.contains(first) {
        days.insert(first);
    }
    days.extend(own.to.filter(|_| days.is_empty()));
    if days.len() > PERIODS_LIMIT { Vec::new() } else { days.into_iter().collect() }
}

/// The programmes that a version's rules ask about, and those that these ask about in turn; `None` if they are too many.
fn programmes(rules: &Rules, version: &Version) -> Option<BTreeSet<usize>> {
    let mut found = BTreeSet::new();
    let mut conditions: Vec<&Expression> = version.conditions(rules).map(|(_, expression)| expression).collect();
    while let Some(condition) = conditions.pop() {
        for (programme, _) in asked_about(condition) {
            if found.len() > PROGRAMMES_LIMIT {
                return None;
            }
            if found.insert(programme) {
                let criteria = rules.in_any_version(programme, None);
                conditions
                    .extend(criteria.into_iter().filter_map(|index| rules.criteria.get(index)).map(|rule| &rule.when));
            }
        }
    }
    Some(found)
}
