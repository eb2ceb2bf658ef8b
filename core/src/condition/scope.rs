//! The names a condition may use where it stands.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use indexmap::IndexMap;

use super::schedule::Schedule;
use super::types::Type;

/// The names that the documents of a catalogue share.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Facts, by name; a fact's index is its place here.
    pub(crate) facts: IndexMap<String, Type>,
    /// Every code of every fact, each once, so that comparing two mostly is comparing where they stand.
    pub(crate) codes: HashSet<Arc<str>>,
    /// Record kinds and their attributes.
    pub(crate) records: BTreeMap<String, Arc<BTreeMap<String, Type>>>,
    /// Programmes and the ids of their criteria, in any version.
    pub(crate) programmes: IndexMap<String, BTreeSet<String>>,
    /// What each record of a kind's list has: its attributes, its days and its programme.
    pub(crate) lists: BTreeMap<String, Arc<BTreeMap<String, Type>>>,
    /// Parameters, by id.
    pub(crate) parameters: IndexMap<String, Arc<Schedule>>,
    /// Names that are declared, but so badly that nothing is known of them.
    pub(crate) broken: BTreeSet<String>,
    /// How many misspelt names have been compared with those there are.
    pub(crate) suggestions: AtomicU32,
    /// A vocabulary could not be read, so an unknown name may well be declared there.
    pub(crate) facts_incomplete: bool,
    /// A programme could not be read, so an unknown programme may well be that one.
    pub(crate) programmes_incomplete: bool,
    /// A parameter could not be read, so an unknown one may well be that one.
    pub(crate) parameters_incomplete: bool,
}

impl Names {
    /// What a name means wherever it stands, in an author's words.
    pub(crate) fn meaning(&self, name: &str) -> Option<&'static str> {
        if self.facts.contains_key(name) {
            Some("a fact")
        } else if self.lists.contains_key(name) {
            Some("a record kind")
        } else {
            None
        }
    }
}

impl Names {
    /// A text, shared with the code that is the same.
    pub(crate) fn text(&self, text: &str) -> Arc<str> {
        self.codes.get(text).map_or_else(|| text.into(), Arc::clone)
    }
}

/// Where a condition stands, which decides what it may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A criterion, advice, or who can achieve an outcome.
    Eligibility,
    /// How a fact follows from others.
    Derived,
    /// A target group.
    TargetGroup,
    /// Which records count.
    Record,
    /// Who is left out of an outcome.
    Exclude,
    /// By itself, over values given with it.
    Alone,
}

impl Place {
    /// `is defined` alone can see unknown: a decided status must never flip because a question was answered.
    pub(crate) fn allows_is_defined(self) -> bool {
        !matches!(self, Self::Eligibility | Self::Derived)
    }

    /// What follows from facts follows from facts alone; a household's members have no records here.
    pub(crate) fn allows_records(self) -> bool {
        self != Self::Derived
    }

    pub(crate) fn allows_programmes(self) -> bool {
        !matches!(self, Self::Derived | Self::Alone)
    }
}

/// A condition's own names and those it shares.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) names: &'a Names,
    pub(crate) place: Place,
    /// A record's attributes, or an enrolment's days, where the condition is about one.
    pub(crate) own: Option<&'a BTreeMap<String, Type>>,
}
