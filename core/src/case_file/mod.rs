//! A person's events as a set that devices build apart and merge.

mod again;
mod allowed;
mod confirming;
mod detail;
mod erasure;
mod line;
mod notices;
mod persons;
mod propose;
// In a browser it would be downloaded for a speed that nobody would notice.
#[cfg(not(target_family = "wasm"))]
mod quick;
mod reading;
mod rejected;
mod standing;
// What tells of cells is not in WebAssembly.
#[cfg(all(feature = "columns", not(target_family = "wasm")))]
mod table;
mod writing;

use std::fmt;
use std::sync::{Arc, OnceLock};

pub use detail::{ActionStep, Detail, FollowUp, Verdict};
pub use erasure::Tombstone;
pub(crate) use persons::least;
pub use rejected::RejectedLine;
pub use standing::Standing;
#[cfg(all(feature = "columns", not(target_family = "wasm")))]
pub(crate) use table::{BESIDE, Cell, Layout, cell};
#[cfg(all(feature = "columns", not(target_family = "wasm")))]
pub use table::{CaseFileReader, CaseFileTable};

#[cfg(all(feature = "columns", not(target_family = "wasm")))]
pub(crate) use notices::IN_ADVANCE;
pub(crate) use notices::before_birth;

use self::again::Again;
use crate::catalogue::Catalogue;
use crate::diagnostic::Code;
use crate::events::{Event, EventError, EventProblem, distinct, read_list};
use crate::sort;
use crate::tree::LIST_LIMIT;
use crate::value::{Date, Plain};

/// The events of one person, as a set. Cheap to clone; threads can share it.
///
/// Everything here is a function of the set alone: events may come in any order, twice, and from any device.
/// [`merge`](Self::merge) is set union: associative, commutative and idempotent for files read against one catalogue. What
/// cannot count is kept and listed in [`problems`](Self::problems), and what cannot even be read is kept aside as it
/// came, in [`rejected`](Self::rejected).
///
/// ```
/// use doorstep::{CaseFile, Catalogue, Plain};
/// let catalogue = Catalogue::parse([
///     ("v.json", r#"{"vocabulary": "v", "records": {"support": {"attributes": {"hours": "number"}}}}"#),
///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#),
/// ])?;
/// let phone = CaseFile::from_jsonl(&catalogue, r#"
///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}
///     {"id": "b", "person": 7, "kind": "support", "on": "2022-05-03", "data": {"hours": 2}}"#);
/// let office = CaseFile::from_jsonl(&catalogue, r#"
///     {"id": "c", "person": 7, "kind": "support", "on": "2022-05-03", "data": {"hours": 1.5}, "amends": "b"}"#);
/// assert_eq!(office.problems().len(), 1); // what it amends is not there yet
///
/// let merged = office.merge(&phone);
/// assert_eq!(merged.to_jsonl(), phone.merge(&office).to_jsonl());
/// assert!(merged.problems().is_empty());
/// let standing = merged.standing(None);
/// assert_eq!(standing.events().events().iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
/// # Ok::<(), doorstep::DocumentError>(())
/// ```
#[derive(Clone)]
pub struct CaseFile(Arc<Inner>);

struct Inner {
    catalogue: Catalogue,
    /// Each content once, in the order of events.
    events: Arc<[Arc<Event>]>,
    /// In order, each once.
    tombstones: Vec<Tombstone>,
    /// In order of their text, each once.
    rejected: Vec<RejectedLine>,
    /// What reading met again, in order, each once.
    again: Vec<Again>,
    /// What stands as far as everything is known, worked out when it is first asked for.
    now: OnceLock<Standing>,
    problems: OnceLock<Vec<EventProblem>>,
}

/// What a set is made of, in any order, and more than once.
#[derive(Default)]
struct Told {
    events: Vec<Arc<Event>>,
    tombstones: Vec<Tombstone>,
    rejected: Vec<RejectedLine>,
    again: Vec<Again>,
}

/// Events are not shown: a log must not tell a person's circumstances.
impl fmt::Debug for CaseFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (events, rejected) = (self.0.events.len(), self.0.rejected.len());
        formatter.debug_struct("CaseFile").field("events", &events).field("rejected", &rejected).finish_non_exhaustive()
    }
}

impl Told {
    fn add(&mut self, file: &CaseFile) {
        self.events.extend_from_slice(file.events());
        self.tombstones.extend_from_slice(file.tombstones());
        self.rejected.extend_from_slice(file.rejected());
        self.again.extend_from_slice(&file.0.again);
    }
}

impl CaseFile {
    /// Reads a list of events, as [`Events::read`](crate::Events::read) does. An event that can be read but tells what
    /// its kind does not have is kept, and listed in [`problems`](Self::problems).
    ///
    /// # Errors
    /// [`EventError`] with every event that has no readable id, person, kind or day, has keys that events do not have,
    /// or is too large. [`from_jsonl`](Self::from_jsonl) keeps those aside instead.
    pub fn new(catalogue: &Catalogue, events: &Plain) -> Result<Self, EventError> {
        let events = read_list(catalogue, events)?;
        Ok(Self::read(catalogue, Told { events, ..Told::default() }))
    }

    /// The set of what was read: what was told again is counted.
    fn read(catalogue: &Catalogue, told: Told) -> Self {
        Self::made(catalogue, told, true)
    }

    /// The set of parts of sets: what is in several was not told again.
    fn of(catalogue: &Catalogue, told: Told) -> Self {
        Self::made(catalogue, told, false)
    }

    /// The set of what was given, without what was erased.
    fn made(catalogue: &Catalogue, mut told: Told, is_read: bool) -> Self {
        sort::by(&mut told.tombstones, Ord::cmp);
        told.tombstones.dedup();
        erasure::erase(&mut told);
        let mut again = Vec::new();
        let events = distinct(told.events, &mut |event| again.extend(is_read.then(|| Again::event(event))));
        let rejected = rejected::distinct(told.rejected, &mut |line| again.extend(is_read.then(|| Again::line(line))));
        told.again.extend(again::numbered(again));
        let (now, problems) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Inner {
            catalogue: catalogue.clone(),
            events: events.into(),
            tombstones: told.tombstones,
            rejected,
            again: again::distinct(told.again),
            now,
            problems,
        }))
    }

    /// What the set is made of.
    fn told(&self) -> Told {
        let mut told = Told::default();
        told.add(self);
        told
    }

    /// How many events and lines told what their own reading had told before. Of what several readings repeat, those of
    /// the one that repeats it most.
    #[cfg(feature = "returns")]
    pub(crate) fn repeated(&self) -> usize {
        self.0.again.len()
    }

    /// The union of two sets. Where they were read against different catalogues, the other's events are read again
    /// against this one's.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        if Arc::ptr_eq(&self.0, &other.0) {
            return self.clone();
        }
        let other = other.against(&self.0.catalogue);
        let mut told = self.told();
        told.add(&other);
        Self::of(self.catalogue(), told)
    }

    /// The same set against a catalogue: read again, unless it was read against one that says the same.
    #[must_use]
    pub fn against(&self, catalogue: &Catalogue) -> Self {
        if self.0.catalogue.fingerprint() == catalogue.fingerprint() {
            return self.clone();
        }
        let read = Self::from_jsonl(catalogue, self.to_jsonl());
        if self.0.again.is_empty() {
            return read;
        }
        Self::of(catalogue, Told { again: self.0.again.clone(), ..read.told() })
    }

    /// Every event that was given and could be read, each content once, whatever became of it: by day, by kind, by when
    /// they were recorded, by id. What only voids another has no day and comes first.
    #[must_use]
    pub fn events(&self) -> &[Arc<Event>] {
        &self.0.events
    }

    /// What is left of people who were erased.
    #[must_use]
    pub fn tombstones(&self) -> &[Tombstone] {
        &self.0.tombstones
    }

    /// The lines that could not be read, as they came.
    #[must_use]
    pub fn rejected(&self) -> &[RejectedLine] {
        &self.0.rejected
    }

    /// The catalogue that the events were read against.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
    }

    /// Everything that counts for nothing or less than it seems to, and why, as far as everything is known; by event.
    /// Those of lines that could not be read come first.
    #[must_use]
    pub fn problems(&self) -> &[EventProblem] {
        self.0.problems.get_or_init(|| {
            let standing = self.now();
            let mut problems: Vec<EventProblem> = standing.problems().to_vec();
            problems.extend(self.0.rejected.iter().map(|rejected| rejected.problem().clone()));
            if self.0.events.len() > LIST_LIMIT {
                let message = format!("there are {} events of one person", self.0.events.len());
                let help = "a person may have 10,000 at most; look for a device that records again and again";
                problems.push(EventProblem::new("", Code::EventTooMany, message, help));
            }
            sort::by(&mut problems, Ord::cmp);
            problems
        })
    }

    /// The events that count as it was known on a day, and what became of each of the others. Without a day, as it is
    /// known now. An event is known from the day of its `recorded_at` as that is written, and always if it has none.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue, parse_date};
    /// # let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01", "recorded_at": "2022-05-20"}"#);
    /// assert_eq!(file.standing(parse_date("2022-05-19")).events().events().len(), 0);
    /// assert_eq!(file.standing(parse_date("2022-05-20")).events().events().len(), 1);
    /// assert_eq!(file.events()[0].lag(), Some(19));
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn standing(&self, known_at: Option<Date>) -> Standing {
        match known_at {
            None => self.now().clone(),
            Some(_) => Standing::of(self, known_at),
        }
    }

    fn now(&self) -> &Standing {
        self.0.now.get_or_init(|| Standing::of(self, None))
    }
}
