//! The kinds of event that there are, and the order of those of one day.

use crate::catalogue::Catalogue;
use crate::document::RecordKind;

/// Another id of the same person.
pub(super) const SAME_PERSON: &str = "same_person";
/// A worker decided about a person and a programme.
pub(crate) const DECIDED: &str = "decided";
/// Facts were told.
pub(crate) const TOLD: &str = "told";
/// The programme began for this person.
pub(crate) const STARTED: &str = "started";
/// It ended.
pub(crate) const ENDED: &str = "ended";

/// The kinds that every catalogue has, in the order in which those of one day count: before records and scores…
const BEFORE_RECORDS: [&[&str]; 11] = [
    &[SAME_PERSON],
    &["consent"],
    &[TOLD],
    &["referred"],
    &[DECIDED],
    &["assessed"],
    &["agreed"],
    &[STARTED],
    &["assigned"],
    &["goal_set", "goal_reached"],
    &["action_added", "action_started", "action_done", "action_dropped"],
];

/// The place of records and scores, and of whatever there is not.
const RECORDS: usize = BEFORE_RECORDS.len();

/// … and after them.
const AFTER_RECORDS: [&[&str]; 7] = [
    &["contact", "followed_up", "referred_on"],
    &["review"],
    &["paused"],
    &["resumed"],
    &["claimed"],
    &["paid"],
    &[ENDED],
];

/// The stages of an enrolment, which are nothing without their programme.
const STAGES: [&str; 5] = ["referred", "assessed", "agreed", STARTED, ENDED];

/// The place of a kind among those of one day.
pub(super) fn rank(kind: &str) -> usize {
    let among = |ranks: &[&[&str]]| ranks.iter().position(|kinds| kinds.contains(&kind));
    let after = || among(&AFTER_RECORDS).map_or(RECORDS, |place| RECORDS.saturating_add(1).saturating_add(place));
    among(&BEFORE_RECORDS).unwrap_or_else(after)
}

/// Whether a kind is a stage of an enrolment.
pub(crate) fn is_stage(kind: &str) -> bool {
    STAGES.contains(&kind)
}

/// Whether an event of a kind says nothing without its programme.
pub(crate) fn needs_programme(kind: &str) -> bool {
    kind == DECIDED || is_stage(kind)
}

/// What a catalogue declares of a kind of record.
pub(super) fn record<'c>(catalogue: &'c Catalogue, kind: &str) -> Option<&'c RecordKind> {
    catalogue.lexicon().records.get(kind)
}

/// What sort of thing a kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A kind of record, of the vocabulary's.
    Record,
    /// A scale, of the vocabulary's.
    Scale,
    /// A kind that every catalogue has.
    Fixed,
    /// None that there is.
    Unknown,
}

impl Shape {
    /// That of a kind with its rank.
    pub(super) fn of(catalogue: &Catalogue, kind: &str, rank: usize) -> Self {
        let lexicon = catalogue.lexicon();
        match kind {
            _ if lexicon.records.contains_key(kind) => Self::Record,
            _ if lexicon.scales.contains_key(kind) => Self::Scale,
            _ if rank != RECORDS => Self::Fixed,
            _ => Self::Unknown,
        }
    }
}

/// Every kind that a catalogue has.
pub(crate) fn known(catalogue: &Catalogue) -> impl Iterator<Item = &str> + Clone {
    let lexicon = catalogue.lexicon();
    let declared = lexicon.records.keys().chain(lexicon.scales.keys()).map(String::as_str);
    declared.chain(always())
}

pub(super) fn always<'a>() -> impl Iterator<Item = &'a str> + Clone {
    BEFORE_RECORDS.iter().chain(&AFTER_RECORDS).flat_map(|kinds| kinds.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_comes_before_records_and_what_ends_after_them() {
        assert!(rank("told") < rank(STARTED) && rank(STARTED) < rank("employment"));
        assert!(rank("employment") < rank("contact") && rank("contact") < rank("paid") && rank("paid") < rank(ENDED));
    }
}
