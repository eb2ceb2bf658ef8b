//! What stands of a case file's events as far as they were known.

use std::fmt;
use std::sync::Arc;

use super::{CaseFile, confirming, erasure, notices};
use crate::events::{Event, EventProblem, Events, Fate, settle};
use crate::sort;
use crate::value::Date;

/// The events of a [`CaseFile`] that count as it was known on a day, and what became of each of the others. Cheap to
/// clone.
#[derive(Clone)]
pub struct Standing(Arc<Inner>);

struct Inner {
    /// The file's events.
    given: Arc<[Arc<Event>]>,
    known_at: Option<Date>,
    events: Events,
    /// By the place of the event among those given.
    fates: Vec<Fate>,
}

/// Events are not shown: a log must not tell a person's circumstances.
impl fmt::Debug for Standing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Standing");
        shown.field("known_at", &self.0.known_at).field("events", &self.0.events).finish_non_exhaustive()
    }
}

impl Standing {
    pub(super) fn of(file: &CaseFile, known_at: Option<Date>) -> Self {
        let catalogue = file.catalogue();
        let is_known = |event: &Event| known_at.is_none_or(|day| event.is_known_by(day));
        let known: Arc<[Arc<Event>]> = match known_at {
            None => Arc::clone(&file.0.events),
            Some(_) => file.events().iter().filter(|event| is_known(event)).map(Arc::clone).collect(),
        };
        let mut settled = settle(catalogue, &known);
        settled.problems.extend(notices::notices(catalogue, &settled.counting));
        settled.problems.extend(confirming::of_nothing(&known, &settled.fates, &settled.counting));
        settled.problems.extend(erasure::joined_to_erased(file.tombstones(), &settled.counting));
        sort::by(&mut settled.problems, Ord::cmp);
        let mut fates = std::mem::take(&mut settled.fates).into_iter();
        let fate = |event: &Arc<Event>| if is_known(event) { fates.next() } else { None }.unwrap_or(Fate::NotKnown);
        let fates = file.events().iter().map(fate).collect();
        let given = Arc::clone(&file.0.events);
        Self(Arc::new(Inner { given, known_at, events: Events::settled(settled), fates }))
    }

    /// The day as on which it was known; `None` where everything is.
    #[must_use]
    pub fn known_at(&self) -> Option<Date> {
        self.0.known_at
    }

    /// The events that count, in the order they happened, amendments in the place of what they amend.
    #[must_use]
    pub fn events(&self) -> &Events {
        &self.0.events
    }

    /// Every event of the file and what became of it, in the file's order.
    pub fn fates(&self) -> impl ExactSizeIterator<Item = (&Event, &Fate)> {
        self.0.given.iter().map(|event| &**event).zip(&self.0.fates)
    }

    /// What became of the events of an id: several if it was given with several contents.
    pub fn fates_of<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a Event, &'a Fate)> {
        self.fates().filter(move |(event, _)| event.id == id)
    }

    /// The event that counts under an id: the one of that id, or the amendment in its place; `None` if there is none, it
    /// was taken back, or nothing counts there for another reason. What a `followed_up` confirms is found by it.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue, Detail};
    /// # let catalogue = Catalogue::parse([("v.json", r#"{"vocabulary": "v", "records": {"employment": {"spell": true}}}"#)])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "job", "person": 7, "kind": "employment", "start": "2022-05-01"}
    ///     {"id": "put right", "person": 7, "kind": "employment", "start": "2022-05-08", "amends": "job"}
    ///     {"id": "call", "person": 7, "kind": "followed_up", "on": "2022-08-01", "data": {"result": "reached", "confirms": "job"}}"#);
    /// let standing = file.standing(None);
    /// let Some(Detail::FollowedUp { confirms: Some(confirms), .. }) = standing.stands_for("call").unwrap().detail() else { panic!() };
    /// assert_eq!(standing.stands_for(confirms).unwrap().id, "put right");
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn stands_for(&self, id: &str) -> Option<&Event> {
        confirming::stands_for(id, |id| self.fates().find(|(event, _)| event.id == id))
    }

    /// What counts for nothing or less than it seems to, and why, as far as it was known; by event.
    #[must_use]
    pub fn problems(&self) -> &[EventProblem] {
        self.0.events.problems()
    }
}
