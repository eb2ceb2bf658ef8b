//! The times between one change of the rules and the next.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock, RwLock};

use super::rules::Rules;
use crate::condition::{CriterionIndex, ProgrammeIndex};
use crate::eligibility::{Mentions, Nobody};
use crate::sort;
use crate::value::Date;

/// Days on which the same versions are in force. Each epoch is worked out once, when it is first needed.
#[derive(Debug, Default)]
pub(super) struct Epochs {
    /// The first day of each epoch but the first, in order.
    starts: Vec<Date>,
    epochs: Vec<OnceLock<Epoch>>,
}

/// What holds on every day of an epoch.
#[derive(Debug)]
pub(crate) struct Epoch {
    /// The programmes in force, in order.
    pub(crate) in_force: Vec<InForce>,
    /// The criteria that something in force asks about, each after those it asks about itself.
    pub(crate) asked: Vec<CriterionIndex>,
    /// Those and the criteria in force, in such an order.
    pub(crate) needed: Vec<CriterionIndex>,
    /// What they mention, once it is asked for.
    pub(crate) mentions: OnceLock<Mentions>,
    /// What they say of nobody, on the day it was last asked for.
    pub(crate) nobody: RwLock<Option<Arc<Nobody>>>,
}

/// A programme in force.
#[derive(Debug)]
pub(crate) struct InForce {
    pub(crate) programme: ProgrammeIndex,
    /// The place of the version that is.
    pub(crate) version: usize,
    /// Its criteria.
    pub(crate) criteria: Vec<CriterionIndex>,
}

impl Epochs {
    /// An epoch begins where a version does, and on the day after its last.
    pub(super) fn new(rules: &Rules) -> Self {
        let periods = rules.programmes.values().flatten().map(|version| &version.document.in_force);
        let starts = periods.flat_map(|period| [period.from, period.to.and_then(|last| last.succ_opt())]);
        let starts: BTreeSet<Date> = sort::gather(starts.flatten());
        let epochs = (0..=starts.len()).map(|_| OnceLock::new()).collect();
        Self { starts: starts.into_iter().collect(), epochs }
    }

    /// The epoch of a day; `None` before the rules are complete.
    pub(super) fn on(&self, day: Date, rules: &Rules) -> Option<&Epoch> {
        let at = self.starts.partition_point(|start| *start <= day);
        self.epochs.get(at).map(|epoch| epoch.get_or_init(|| Epoch::of(day, rules)))
    }
}

impl Epoch {
    /// A programme, if it is in force.
    pub(crate) fn programme(&self, programme: ProgrammeIndex) -> Option<&InForce> {
        let at = self.in_force.binary_search_by_key(&programme, |in_force| in_force.programme).ok()?;
        self.in_force.get(at)
    }

    fn of(day: Date, rules: &Rules) -> Self {
        let in_force: Vec<InForce> = (0..rules.programmes.len())
            .filter_map(|programme| {
                let mut versions = rules.versions(programme).iter().enumerate();
                let (version, rules) = versions.find(|(_, version)| version.document.in_force.contains(day))?;
                Some(InForce { programme, version, criteria: rules.criteria.clone() })
            })
            .collect();
        let (mut asked, mut own) = (BTreeSet::new(), BTreeSet::new());
        let versions = in_force.iter().filter_map(|found| rules.versions(found.programme).get(found.version));
        for version in versions {
            own.extend(version.criteria.iter().copied());
            let criteria = version.criteria.iter().filter_map(|index| rules.criteria.get(*index));
            let conditions = criteria.map(|rule| &rule.when).chain(&version.target_groups).chain(&version.advice);
            asked.extend(conditions.flat_map(|when| rules.asked_about(when, day)));
        }
        // Backwards, so that what an asked criterion asks about is itself asked in time.
        for index in rules.order.iter().rev() {
            if asked.contains(index)
                && let Some(rule) = rules.criteria.get(*index)
            {
                asked.extend(rules.asked_about(&rule.when, day));
            }
        }
        let needed = rules.order.iter().copied().filter(|index| own.contains(index) || asked.contains(index));
        let needed = needed.collect();
        let asked = rules.order.iter().copied().filter(|index| asked.contains(index)).collect();
        Self { in_force, asked, needed, mentions: OnceLock::new(), nobody: RwLock::default() }
    }
}
