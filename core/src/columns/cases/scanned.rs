//! What is found in rows, by the groups of whom they are about.

use super::chosen::Chosen;
use super::group::{Brief, ByGroup, Group, Mark, Record, Rows, groups};
use super::people::People;
use super::rules::Rules;

/// What was found in some rows.
#[derive(Debug)]
pub(super) struct Scanned {
    pub(super) starts: ByGroup<Mark>,
    pub(super) ends: ByGroup<Mark>,
    /// By kind, the end of an enrolment first.
    pub(super) records: Vec<ByGroup<Record>>,
    pub(super) briefs: Vec<ByGroup<Brief>>,
    groups: usize,
    /// People whose events cannot be judged by columns alone.
    pub(super) odd: Vec<u32>,
    /// Whether some of them were joined to others.
    pub(super) joining: bool,
    /// People with records that are asked for and can count for no outcome.
    pub(super) idle: Chosen,
    /// Everybody whom rows are about, of kinds that are looked at, and how many rows that are.
    pub(super) met: Chosen,
    pub(super) rows: u64,
    /// Whom rows are about that are dated later, or were not known.
    pub(super) later: Vec<u32>,
}

impl Scanned {
    pub(super) fn nothing(people: &People, rules: &Rules<'_>) -> Self {
        let groups = groups(people.len());
        let kinds = 0..rules.kinds_of_record();
        Self {
            starts: ByGroup::of(groups),
            ends: ByGroup::of(groups),
            records: kinds.clone().map(|_| ByGroup::of(groups)).collect(),
            briefs: kinds.map(|_| ByGroup::of(groups)).collect(),
            groups,
            odd: Vec::new(),
            joining: false,
            idle: Chosen::none_of(people),
            met: Chosen::none_of(people),
            rows: 0,
            later: Vec::new(),
        }
    }

    /// Whether nothing was found yet.
    pub(super) fn is_empty(&self) -> bool {
        let are_none = self.records.iter().all(ByGroup::is_empty) && self.briefs.iter().all(ByGroup::is_empty);
        self.starts.is_empty() && self.ends.is_empty() && are_none
    }

    /// Makes room for what is to come, going by what some of all rows gave.
    pub(super) fn expect(&mut self, seen: usize, all: usize) {
        self.starts.expect(seen, all);
        self.ends.expect(seen, all);
        self.records.iter_mut().for_each(|records| records.expect(seen, all));
        self.briefs.iter_mut().for_each(|briefs| briefs.expect(seen, all));
    }

    /// What was found of each group.
    pub(super) fn into_groups(mut self) -> impl Iterator<Item = Group> {
        (0..self.groups).map(move |group| Group {
            starts: self.starts.take(group),
            ends: self.ends.take(group),
            records: self
                .records
                .iter_mut()
                .zip(&mut self.briefs)
                .map(|(records, briefs)| Rows { records: records.take(group), briefs: briefs.take(group) })
                .collect(),
        })
    }
}
