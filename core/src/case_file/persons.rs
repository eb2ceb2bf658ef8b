//! One set of many people's events, person by person.

use std::sync::Arc;

use super::{CaseFile, Told};
use crate::catalogue::Catalogue;
use crate::events::{Event, EventError, Fate, People, groups, read_all};
use crate::sort;
use crate::value::{Date, Plain};

impl CaseFile {
    /// Reads a list of events of however many people, as [`new`](Self::new) reads one person's.
    ///
    /// # Errors
    /// [`EventError`] with every event that cannot be read.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue, Plain};
    /// # let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let contact = |at: i64| Plain::from_iter([
    ///     ("id", Plain::from(at)), ("person", Plain::from(at)), ("kind", "contact".into()), ("on", "2022-05-01".into()),
    /// ]);
    /// let office = CaseFile::of_people(&catalogue, &(0..10_001).map(contact).collect::<Vec<_>>())?;
    /// assert_eq!(office.by_person().len(), 10_001);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_people(catalogue: &Catalogue, events: &[Plain]) -> Result<Self, EventError> {
        let events = read_all(catalogue, events)?;
        Ok(Self::read(catalogue, Told { events, ..Told::default() }))
    }

    /// The union of however many sets, against a catalogue: as merging them one by one, and faster.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue};
    /// # let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let read = |line: &str| CaseFile::from_jsonl(&catalogue, line);
    /// let one = read(r#"{"id": "a", "person": 8, "kind": "contact", "on": "2022-05-01"}"#);
    /// let two = read(r#"{"id": "b", "person": 7, "kind": "contact", "on": "2022-05-02"}"#);
    /// assert_eq!(CaseFile::union(&catalogue, [&one, &two]).to_jsonl(), one.merge(&two).to_jsonl());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn union<'f>(catalogue: &Catalogue, files: impl IntoIterator<Item = &'f Self>) -> Self {
        let mut told = Told::default();
        for file in files {
            told.add(&file.against(catalogue));
        }
        Self::of(catalogue, told)
    }

    /// The set without the events that were not known on a day.
    pub(crate) fn known_by(&self, day: Date) -> Self {
        let mut told = self.told();
        told.events.retain(|event| event.is_known_by(day));
        Self::of(self.catalogue(), told)
    }

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
        let mut people = Vec::new();
        for together in
            apart(events, &|at| events.get(at).and_then(|event| all.group(&event.person)).unwrap_or_default())
        {
            if together.iter().all(|event| event.joins().is_none()) {
                people.push(together);
            } else {
                let groups = groups(self.catalogue(), &together);
                people.extend(apart(&together, &|at| groups.get(at).copied().unwrap_or_default()));
            }
        }
        sort::by(&mut people, |a, b| least(a).cmp(&least(b)));
        let of = |events| Self::of(self.catalogue(), Told { events, ..Told::default() });
        let mut files: Vec<Self> = people.into_iter().map(of).collect();
        if !self.rejected().is_empty() || !self.tombstones().is_empty() {
            files.push(Self::of(self.catalogue(), Told { events: Vec::new(), again: Vec::new(), ..self.told() }));
        }
        files
    }
}

/// The least of some people's ids.
pub(crate) fn least(events: &[Arc<Event>]) -> Option<&str> {
    events.iter().map(|event| event.person.as_str()).min()
}

/// Events by the group that the event at a place is of, those of each in their order.
fn apart(events: &[Arc<Event>], group: &dyn Fn(usize) -> usize) -> Vec<Vec<Arc<Event>>> {
    let mut by_group: Vec<(usize, &Arc<Event>)> =
        events.iter().enumerate().map(|(at, event)| (group(at), event)).collect();
    sort::by(&mut by_group, |(a, _), (b, _)| a.cmp(b));
    let runs = by_group.chunk_by(|(a, _), (b, _)| a == b);
    runs.map(|run| run.iter().map(|(_, event)| Arc::clone(event)).collect()).collect()
}
