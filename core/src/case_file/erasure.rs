//! Erasing a person, lawfully and for good.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::{CaseFile, Told, line};
use crate::diagnostic::Code;
use crate::events::{Event, EventProblem, People};
use crate::value::Date;

/// What is left of a person who was erased: the ids, and the day. It wins every merge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Tombstone {
    /// The person's ids, in order.
    pub erased: Vec<String>,
    /// The day of the erasure.
    pub on: Date,
}

impl CaseFile {
    /// Erases a person, as on a day: all events of theirs and of the ids that are joined to theirs, and every line kept
    /// aside that is not plainly another's. What comes later for any of these ids, from whatever device, is erased too.
    ///
    /// A file that was written before still holds what was erased: write it again whole.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue, parse_date};
    /// # let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let phone = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}"#);
    /// let office = phone.erase("7", parse_date("2022-06-01").unwrap());
    /// assert!(office.events().is_empty());
    /// assert!(office.merge(&phone).events().is_empty());
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn erase(&self, person: &str, on: Date) -> Self {
        let fates: Vec<_> = self.standing(None).fates().map(|(_, fate)| fate.clone()).collect();
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        ids.extend(People::of(self.events(), &fates).ids(person));
        ids.insert(person);
        let already = erased(self.tombstones());
        if ids.iter().all(|id| already.contains(id)) {
            return self.clone();
        }
        let tombstone = Tombstone { erased: ids.into_iter().map(str::to_owned).collect(), on };
        let mut told = self.told();
        told.tombstones.push(tombstone);
        Self::of(self.catalogue(), told)
    }
}

/// Every id that was erased.
pub(super) fn erased(tombstones: &[Tombstone]) -> BTreeSet<&str> {
    let mut ids = BTreeSet::new();
    ids.extend(tombstones.iter().flat_map(|tombstone| &tombstone.erased).map(String::as_str));
    ids
}

/// Takes out what was erased. What is taken out of a union is what would be taken out of its parts, so that neither the
/// order nor the grouping of merges counts.
pub(super) fn erase(told: &mut Told) {
    if told.tombstones.is_empty() {
        return;
    }
    let erased = erased(&told.tombstones);
    told.events.retain(|event| !erased.contains(event.person.as_str()));
    // A line that does not say whose it is may well be theirs, unless it is what is left of another erasure.
    let is_anothers = |person: Option<&str>, text: &str| match person {
        Some(person) => !erased.contains(person),
        None => text.starts_with(line::ERASURE),
    };
    told.rejected.retain(|rejected| is_anothers(rejected.person(), rejected.text()));
    told.again.retain(|again| is_anothers(again.person(), again.text()));
}

/// Events that join somebody to a person who was erased: whoever merged them must be told.
pub(super) fn joined_to_erased(tombstones: &[Tombstone], counting: &[Arc<Event>]) -> Vec<EventProblem> {
    let erased = erased(tombstones);
    let joins = counting.iter().filter(|event| event.joins().is_some_and(|other| erased.contains(other)));
    let problem = |event: &Arc<Event>| {
        let message = format!("the event `{}` joins its person to one who was erased", event.id);
        let help = "erase this id too if it is the same person, or void the event";
        EventProblem::new(&event.id, Code::PersonErased, message, help)
    };
    joins.map(problem).collect()
}
