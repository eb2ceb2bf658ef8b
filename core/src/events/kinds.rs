//! The kinds of event that there are, and the order of those of one day.

use crate::catalogue::Catalogue;
use crate::document::RecordKind;

/// Another id of the same person.
pub(super) const SAME_PERSON: &str = "same_person";
/// A worker decided about a person and a programme.
pub(crate) const DECIDED: &str = "decided";
/// The programme began for this person.
pub(super) const STARTED: &str = "started";
/// It ended.
pub(super) const ENDED: &str = "ended";

/// The kinds that every catalogue has, in the order in which those of one day count: before records and scores…
const BEFORE_RECORDS: [&[&str]; 11] = [
    &[SAME_PERSON],
    &["consent"],
    &["told"],
    &["referred"],
    &[DECIDED],
    &["assessed"],
    &["agreed"],
    &[STARTED],
    &["assigned"],
    &["goal_set", "goal_reached"],
    &["action_added", "action_started", "action_done", "action_dropped"],
];

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
    let records = BEFORE_RECORDS.len();
    let after = || among(&AFTER_RECORDS).map_or(records, |place| records.saturating_add(1).saturating_add(place));
    among(&BEFORE_RECORDS).unwrap_or_else(after)
}

pub(super) fn is_stage(kind: &str) -> bool {
    STAGES.contains(&kind)
}

/// What a catalogue declares of a kind of record.
pub(super) fn record<'c>(catalogue: &'c Catalogue, kind: &str) -> Option<&'c RecordKind> {
    catalogue.lexicon().records.get(kind)
}

/// Whether a catalogue has a kind: one of those that every catalogue has, a kind of record or a scale.
pub(super) fn is_known(catalogue: &Catalogue, kind: &str) -> bool {
    let lexicon = catalogue.lexicon();
    lexicon.records.contains_key(kind) || lexicon.scales.contains_key(kind) || always().any(|known| known == kind)
}

/// Every kind that a catalogue has.
pub(super) fn known(catalogue: &Catalogue) -> impl Iterator<Item = &str> + Clone {
    let lexicon = catalogue.lexicon();
    let declared = lexicon.records.keys().chain(lexicon.scales.keys()).map(String::as_str);
    declared.chain(always())
}

fn always<'a>() -> impl Iterator<Item = &'a str> + Clone {
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
