//! Whose problem it is: that of the programmes which the event names, else of them all.

use std::collections::{BTreeMap, BTreeSet};

use crate::case_file::{CaseFile, Standing};
use crate::events::EventProblem;
use crate::sort;

/// The programmes that events with problems name; `None` of those that name none which there is.
pub(super) struct Homes<'f>(BTreeMap<&'f str, Option<BTreeSet<&'f str>>>);

impl<'f> Homes<'f> {
    pub(super) fn of(file: &'f CaseFile, standing: &Standing) -> Self {
        let asked: BTreeSet<&str> = sort::gather(standing.problems().iter().map(|problem| problem.event.as_str()));
        if asked.is_empty() {
            return Self(BTreeMap::new());
        }
        let programmes = &file.catalogue().rules().programmes;
        let mut homes: BTreeMap<&str, Option<BTreeSet<&str>>> = BTreeMap::new();
        for event in file.events().iter().filter(|event| asked.contains(event.id.as_str())) {
            // An id may have been given several contents.
            let home = homes.entry(&event.id).or_insert_with(|| Some(BTreeSet::new()));
            match event.programme.as_deref().filter(|own| programmes.contains_key(*own)) {
                Some(own) => _ = home.as_mut().map(|home| home.insert(own)),
                None => *home = None,
            }
        }
        Self(homes)
    }

    /// The programmes whose problem it is; `None` if it is everybody's.
    pub(super) fn of_problem(&self, problem: &EventProblem) -> Option<&BTreeSet<&'f str>> {
        self.0.get(problem.event.as_str())?.as_ref()
    }

    /// What is wrong with a programme's events, and with those that belong to none.
    pub(super) fn problems(&self, standing: &Standing, programme: &str) -> Vec<EventProblem> {
        let is_own = |problem: &&EventProblem| self.of_problem(problem).is_none_or(|home| home.contains(programme));
        standing.problems().iter().filter(is_own).cloned().collect()
    }
}
