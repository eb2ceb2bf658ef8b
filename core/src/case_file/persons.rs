//! One set of many people's events, person by person.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::CaseFile;
use crate::events::{Event, Fate, People, groups};

impl CaseFile {
    /// The same events, a file for each person, by their least ids. Ids that `same_person` events join are one person's.
    ///
    /// Nothing is lost: lines that could not be read, and what is left of people who were erased, are in a file without
    /// events, last, if there are any.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue};
    /// # let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let office = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 8, "kind": "contact", "on": "2022-05-01"}
    ///     {"id": "b", "person": 7, "kind": "contact", "on": "2022-05-02"}
    ///     {"id": "c", "person": 9, "kind": "contact", "on": "2022-05-03"}
    ///     {"id": "d", "person": 9, "kind": "same_person", "on": "2022-05-03", "data": {"person": 7}}"#);
    /// let sizes: Vec<usize> = office.by_person().iter().map(|file| file.events().len()).collect();
    /// assert_eq!(sizes, [3, 1]);
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn by_person(&self) -> Vec<Self> {
        let events = self.events();
        // Whoever may be one person is looked at together: some of what joins them may have been taken back.
        let all = People::of(events, &vec![Fate::Counts; events.len()]);
        let mut together: BTreeMap<usize, Vec<Arc<Event>>> = BTreeMap::new();
        for event in events {
            if let Some(group) = all.group(&event.person) {
                together.entry(group).or_default().push(Arc::clone(event));
            }
        }
        let mut people: BTreeMap<String, Vec<Arc<Event>>> = BTreeMap::new();
        for events in together.into_values() {
            if events.iter().all(|event| event.joins().is_none()) {
                if let Some(person) = events.first().map(|event| event.person.clone()) {
                    people.insert(person, events);
                }
                continue;
            }
            let mut apart: BTreeMap<usize, Vec<Arc<Event>>> = BTreeMap::new();
            for (event, group) in events.iter().zip(groups(self.catalogue(), &events)) {
                apart.entry(group).or_default().push(Arc::clone(event));
            }
            for events in apart.into_values() {
                if let Some(person) = events.iter().map(|event| event.person.clone()).min() {
                    people.insert(person, events);
                }
            }
        }
        let of = |events| Self::of(self.catalogue(), events, Vec::new(), Vec::new());
        let mut files: Vec<Self> = people.into_values().map(of).collect();
        if !self.rejected().is_empty() || !self.tombstones().is_empty() {
            let (tombstones, rejected) = (self.tombstones().to_vec(), self.rejected().to_vec());
            files.push(Self::of(self.catalogue(), Vec::new(), tombstones, rejected));
        }
        files
    }
}
