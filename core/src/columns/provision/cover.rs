//! Finding the largest groups that every programme leaves out.
//!
//! Each group comes from a person: what they alone have in common with themselves is loosened, fact by fact and cell by
//! cell, as long as every programme still leaves out everybody in it. Facts few people share go first. People are taken
//! from all of those left out, evenly, so that the groups found are large ones, though not provably the largest.

use std::collections::BTreeSet;

use super::group::{CellSet, Group, Signature, Views};
use crate::columns::bind::Kind;
use crate::columns::plan::Plan;

/// From how many people groups are made.
const SEEDS: usize = 400;

/// On how many kinds of people groups are compared before they are counted exactly.
const SAMPLE: usize = 16_384;

/// A group, how many people it fits, and how many of them no group before it does.
pub(super) struct Counted {
    pub(super) group: Group,
    pub(super) people: u64,
    pub(super) more: u64,
}

/// The largest groups found among those who can go nowhere, the one that adds most people first, at most `most` of them.
pub(super) fn largest(plan: &Plan, views: &Views, left_out: &[(Signature, u64)], most: usize) -> Vec<Counted> {
    let common = Common::of(left_out);
    let mut groups = BTreeSet::new();
    for signature in seeds(left_out) {
        let group = views.group_of(plan, signature);
        // Where too many cells would have to be looked at, nothing is claimed.
        if views.leave_out(plan, &group) {
            groups.insert(widest(plan, views, &common, signature, group));
        }
    }
    let groups: Vec<Group> = groups.into_iter().collect();
    let sample: Vec<&(Signature, u64)> = left_out.iter().step_by(left_out.len().div_ceil(SAMPLE).max(1)).collect();
    let promising = choose(groups, &sample, most.min(64));
    let all: Vec<&(Signature, u64)> = left_out.iter().collect();
    let groups = promising.into_iter().map(|counted| counted.group).collect();
    choose(groups, &all, most)
}

/// Kinds of people from all over, each as likely as it has people; all kinds, if they are few.
fn seeds(left_out: &[(Signature, u64)]) -> Vec<&Signature> {
    let people: u64 = left_out.iter().map(|(_, people)| *people).sum();
    let apart = if left_out.len() <= SEEDS { 0 } else { people.div_ceil(SEEDS as u64) };
    let (mut seeds, mut passed, mut next) = (Vec::new(), 0_u64, 0_u64);
    for (signature, people) in left_out {
        passed = passed.saturating_add(*people);
        if passed > next {
            seeds.push(signature);
            next = passed.max(next.saturating_add(apart));
        }
    }
    seeds
}

/// How many of those left out have each cell.
struct Common {
    people: Vec<[u64; 256]>,
}

impl Common {
    fn of(left_out: &[(Signature, u64)]) -> Self {
        let width = left_out.first().map_or(0, |(signature, _)| signature.len());
        let mut people = vec![[0_u64; 256]; width];
        for (signature, count) in left_out {
            for (people, cell) in people.iter_mut().zip(signature) {
                if let Some(people) = people.get_mut(usize::from(*cell)) {
                    *people = people.saturating_add(*count);
                }
            }
        }
        Self { people }
    }

    fn share(&self, place: usize, signature: &[u8]) -> u64 {
        let cell = signature.get(place).map_or(0, |cell| usize::from(*cell));
        self.people.get(place).and_then(|people| people.get(cell)).copied().unwrap_or(0)
    }
}

/// Loosens a group as far as every programme still leaves out everybody in it.
fn widest(plan: &Plan, views: &Views, common: &Common, signature: &[u8], mut group: Group) -> Group {
    let columns = group.cells.len();
    let mut places: Vec<usize> = (0..signature.len()).collect();
    places.sort_by_key(|place| common.share(*place, signature));
    for place in places {
        let mut looser = group.clone();
        let slot = place.checked_sub(columns).and_then(|place| looser.not_met.get_mut(place));
        match (looser.cells.get_mut(place), slot) {
            (Some(set @ Some(_)), _) => *set = None,
            (None, Some(not_met @ true)) => *not_met = false,
            _ => continue,
        }
        if views.leave_out(plan, &looser) {
            group = looser;
        }
    }
    for place in 0..columns {
        widen(plan, views, &mut group, place);
    }
    group
}

/// Adds cells to one column's.
fn widen(plan: &Plan, views: &Views, group: &mut Group, place: usize) {
    let Some(column) = views.columns.get(place).and_then(|column| plan.columns.get(*column)) else { return };
    let Some(own) = group.cells.get(place).copied().flatten() else { return };
    let cells: Vec<u8> = column.cells.iter().map(|(cell, _)| *cell).collect();
    let try_with = |group: &mut Group, cell: u8| {
        let Some(set) = group.cells.get(place).copied().flatten() else { return false };
        // All cells together would say no more than that something is told.
        if set.len().saturating_add(1) >= cells.len() {
            return false;
        }
        let mut wider = group.clone();
        if let Some(slot) = wider.cells.get_mut(place) {
            *slot = Some(set.with(cell));
        }
        let leaves_out = views.leave_out(plan, &wider);
        if leaves_out {
            *group = wider;
        }
        leaves_out
    };
    if matches!(column.kind, Kind::Number { .. } | Kind::Date { .. }) {
        let at = cells.iter().position(|cell| own == CellSet::of(*cell)).unwrap_or(0);
        let (below, from) = cells.split_at_checked(at).unwrap_or((&[], &[]));
        let _ = below.iter().rev().all(|cell| try_with(group, *cell));
        let _ = from.iter().skip(1).all(|cell| try_with(group, *cell));
    } else {
        for cell in cells.iter().filter(|cell| !own.has(**cell)) {
            try_with(group, *cell);
        }
    }
}

/// The groups that add most people, one after another, as long as one adds any.
fn choose(groups: Vec<Group>, left_out: &[&(Signature, u64)], most: usize) -> Vec<Counted> {
    let people = |group: &Group, of: &[&(Signature, u64)]| -> u64 {
        of.iter().filter(|(signature, _)| group.fits(signature)).map(|(_, people)| *people).sum()
    };
    let mut open: Vec<(Group, u64)> = groups
        .into_iter()
        .map(|group| {
            let all = people(&group, left_out);
            (group, all)
        })
        .collect();
    let mut rest = left_out.to_vec();
    let mut chosen = Vec::new();
    while chosen.len() < most {
        // Those that fit most people come first: no group can add more than it fits.
        let mut best: Option<(usize, u64, u64)> = None;
        for (at, (group, all)) in open.iter().enumerate() {
            if best.is_some_and(|(_, more, people)| (*all, *all) <= (more, people)) {
                continue;
            }
            let more = people(group, &rest);
            if best.is_none_or(|(_, most, people)| (more, *all) > (most, people)) {
                best = Some((at, more, *all));
            }
        }
        let Some((at, more, people)) = best.filter(|(_, more, _)| *more > 0) else { break };
        let (group, _) = open.remove(at);
        rest.retain(|(signature, _)| !group.fits(signature));
        chosen.push(Counted { group, people, more });
    }
    chosen
}
