//! Where a return's people come from, and what became of their events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::asking::Asking;
use super::cells::Slot;
use super::error::ReturnError;
use super::layout::Layout;
use super::opening::{CellPart, Finding};
use crate::case_file::{CaseFile, least};
use crate::catalogue::Catalogue;
use crate::diagnostic::Code;
use crate::events::{Event, EventProblem, Fate};
use crate::value::Plain;

/// Something that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rejection {
    /// The person's id; empty where it is not known.
    pub person: String,
    /// The event's id; empty of what is told beside events.
    pub event: String,
    /// The stable code.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Rejection {
    /// Something told of a person beside events.
    #[cfg(all(feature = "columns", not(target_family = "wasm")))]
    pub(crate) fn of_fact(person: &str, code: Code, message: &str, help: &str) -> Self {
        let (person, code) = (person.to_owned(), code.as_str().to_owned());
        Self { person, event: String::new(), code, message: message.to_owned(), help: help.to_owned() }
    }
}

/// What became of everything that came in. `used`, `later`, `rejected` and `repeated` events add up to those given. The
/// events of people who were erased are in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Accounts {
    /// How many events were given.
    pub events: u64,
    /// How many were used, or stand corrected by another.
    pub used: u64,
    /// How many are dated after the day judged, or were not known yet.
    pub later: u64,
    /// How many cannot be used.
    pub rejected: u64,
    /// How many told the same as an earlier one of the same table, text or list. What several case files hold, merged, is
    /// not given twice: they are sets.
    // States of before have none.
    #[serde(default)]
    pub repeated: u64,
    /// How many people there are, by events or by what is told beside them.
    pub people: u64,
    /// How many people have no events.
    pub without_events: u64,
    /// How many people were erased.
    pub erased: u64,
}

impl Accounts {
    /// Adds what became of people whom columns judged: events, those used and those of later, and how many people there
    /// are, and are without events.
    #[cfg(all(feature = "columns", not(target_family = "wasm")))]
    pub(crate) fn by_columns(&mut self, [events, used, later]: [u64; 3], [people, without_events]: [u64; 2]) {
        self.merge(&Self { events, used, later, people, without_events, ..Self::default() });
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        let parts = [
            (&mut self.events, other.events),
            (&mut self.used, other.used),
            (&mut self.later, other.later),
            (&mut self.rejected, other.rejected),
            (&mut self.repeated, other.repeated),
            (&mut self.people, other.people),
            (&mut self.without_events, other.without_events),
            (&mut self.erased, other.erased),
        ];
        for (own, other) in parts {
            *own = own.saturating_add(other);
        }
    }
}

/// A person, their events, and what is told beside them.
#[derive(Clone, Debug)]
pub(crate) struct Someone {
    pub(crate) id: String,
    pub(crate) file: CaseFile,
    pub(crate) facts: Plain,
}

/// People with what happened to them: what reports are made from, and opened to.
pub(crate) trait Source: Send + Sync {
    /// The ids of those who count in a cell as a part of it, each once, in order.
    fn people_in(&self, asking: &Asking<'_>, layout: &Layout, slot: &Slot, part: CellPart) -> Vec<String>;

    /// One person.
    fn someone(&self, id: &str) -> Option<Someone>;

    /// Everybody's events and facts, for comparing.
    fn all(&self) -> Vec<Someone>;
}

/// Everybody in a caseload.
#[derive(Debug)]
pub(crate) struct Caseload {
    people: Vec<Someone>,
    /// A file with what belongs to nobody: lines that cannot be read, and who was erased.
    rest: Option<CaseFile>,
    rejected: Vec<Rejection>,
    /// How many events and lines told the same as an earlier one.
    repeated: u64,
}

impl Caseload {
    /// Reads people, a mapping each of `person_id` and facts, and puts their events to them. What cannot be used of facts
    /// counts as not told, and is listed.
    pub(crate) fn of(catalogue: &Catalogue, people: &Plain, file: &CaseFile) -> Result<Self, ReturnError> {
        Ok(Self::put_together(catalogue, told(people)?, file, Vec::new()))
    }

    /// People by what is told of them, and their events; what is known to be unusable is listed.
    pub(crate) fn put_together(
        catalogue: &Catalogue,
        mut told: BTreeMap<String, Plain>,
        file: &CaseFile,
        rejected: Vec<Rejection>,
    ) -> Self {
        let mut own = Self { people: Vec::new(), rest: None, rejected, repeated: file.repeated() as u64 };
        for file in file.against(catalogue).by_person() {
            let Some(id) = least(file.events()).map(str::to_owned) else {
                own.rest = Some(file);
                continue;
            };
            // Of somebody with several ids the first counts of whom anything is told.
            let mut ids: Vec<&str> = file.events().iter().map(|event| event.person.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            let mut facts: Vec<Plain> = ids.iter().filter_map(|id| told.remove(*id)).collect();
            facts.retain(|facts| !matches!(facts, Plain::Map(facts) if facts.is_empty()));
            let facts = facts.into_iter().next().unwrap_or_else(|| Plain::Map(Vec::new()));
            own.put(catalogue, id, file, facts);
        }
        let nothing = CaseFile::from_jsonl(catalogue, "");
        for (id, facts) in told {
            own.put(catalogue, id, nothing.clone(), facts);
        }
        crate::sort::by(&mut own.people, |a, b| a.id.cmp(&b.id));
        own
    }

    pub(super) fn people(&self) -> &[Someone] {
        &self.people
    }

    fn put(&mut self, catalogue: &Catalogue, id: String, file: CaseFile, facts: Plain) {
        let (facts, unusable) = crate::facts::usable(catalogue, facts);
        self.rejected.extend(unusable.into_iter().map(|problem| Rejection {
            person: id.clone(),
            event: String::new(),
            code: problem.code.as_str().to_owned(),
            message: problem.message,
            help: problem.help,
        }));
        self.people.push(Someone { id, file, facts });
    }

    /// What became of everything, as at a day and as known on another.
    pub(crate) fn accounts(&self, asking: &Asking<'_>) -> (Accounts, Vec<Rejection>) {
        let given_again = Accounts { events: self.repeated, repeated: self.repeated, ..Accounts::default() };
        let (mut accounts, mut rejected) = (given_again, self.rejected.clone());
        for someone in &self.people {
            accounts.people = accounts.people.saturating_add(1);
            let is_without = u64::from(someone.file.events().is_empty());
            accounts.without_events = accounts.without_events.saturating_add(is_without);
            accounts.merge(&of_person(someone, asking, &mut rejected));
        }
        if let Some(rest) = &self.rest {
            let lines = rest.rejected().len() as u64;
            accounts.events = accounts.events.saturating_add(lines);
            accounts.rejected = accounts.rejected.saturating_add(lines);
            rejected.extend(rest.rejected().iter().map(|line| of_problem("", line.problem())));
            accounts.erased = rest.tombstones().len() as u64;
        }
        crate::sort::by(&mut rejected, Ord::cmp);
        (accounts, rejected)
    }
}

impl Source for Caseload {
    fn people_in(&self, asking: &Asking<'_>, layout: &Layout, slot: &Slot, part: CellPart) -> Vec<String> {
        let finding = Finding::new(asking.rule, layout, slot, part);
        let is_in = |someone: &&Someone| finding.is_in(&asking.life(&someone.file, &someone.facts));
        self.people.iter().filter(is_in).map(|someone| someone.id.clone()).collect()
    }

    fn someone(&self, id: &str) -> Option<Someone> {
        let is_theirs =
            |someone: &&Someone| someone.id == id || someone.file.events().iter().any(|event| event.person == id);
        self.people.iter().find(is_theirs).cloned()
    }

    fn all(&self) -> Vec<Someone> {
        self.people.clone()
    }
}

/// What became of one person's events.
fn of_person(someone: &Someone, asking: &Asking<'_>, rejected: &mut Vec<Rejection>) -> Accounts {
    let (file, known_at, as_at) = (&someone.file, asking.options.known_at, asking.as_at);
    let standing = file.standing(known_at);
    let mut problems = if known_at.is_some() { standing.problems().to_vec() } else { file.problems().to_vec() };
    // The file does not know a day of birth that is told beside it.
    for unborn in asking.unborn(&standing, &someone.facts) {
        if !problems.iter().any(|problem| problem.event == unborn.event && problem.code == unborn.code) {
            problems.push(unborn);
        }
    }
    let mut accounts = Accounts::default();
    let is_out = |event: &Event, fate: &Fate| match fate {
        Fate::Waiting | Fate::Circle | Fate::Conflict | Fate::BadData | Fate::Impossible | Fate::OtherPerson => true,
        _ => problems.iter().any(|problem| problem.event == event.id && CANNOT_COUNT.contains(&problem.code)),
    };
    for (event, fate) in standing.fates() {
        accounts.events = accounts.events.saturating_add(1);
        let count = if *fate == Fate::NotKnown || event.on.is_some_and(|on| on > as_at) {
            &mut accounts.later
        } else if is_out(event, fate) {
            &mut accounts.rejected
        } else {
            &mut accounts.used
        };
        *count = count.saturating_add(1);
    }
    rejected.extend(problems.iter().map(|problem| of_problem(&someone.id, problem)));
    accounts
}

/// Problems of events that stand and still count for nothing.
const CANNOT_COUNT: [Code; 3] = [Code::EventBeforeBirth, Code::EventUnknownKind, Code::EventUnknownProgramme];

fn of_problem(person: &str, problem: &EventProblem) -> Rejection {
    Rejection {
        person: person.to_owned(),
        event: problem.event.clone(),
        code: problem.code.as_str().to_owned(),
        message: problem.message.clone(),
        help: problem.help.clone(),
    }
}

/// What is told of people, by their ids.
fn told(people: &Plain) -> Result<BTreeMap<String, Plain>, ReturnError> {
    let wrong = |at: usize, problem: &str| ReturnError::People {
        place: format!("row {}", at.saturating_add(1)),
        problem: problem.to_owned(),
    };
    let rows = match people {
        Plain::Null => &[][..],
        Plain::List(rows) => rows.as_slice(),
        _ => return Err(wrong(0, "is no part of a list: give a list of mappings, each with a `person_id`")),
    };
    let mut told = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let Plain::Map(facts) = row else {
            return Err(wrong(at, "is no mapping: give each person's `person_id` and facts"));
        };
        let (ids, facts): (Vec<_>, Vec<_>) = facts.iter().cloned().partition(|(name, _)| name == "person_id");
        let id = match ids.into_iter().next() {
            Some((_, Plain::Text(id) | Plain::Number(id))) if !id.is_empty() => id,
            _ => return Err(wrong(at, "has no `person_id`: give the id that its events have, text or a whole number")),
        };
        if told.insert(id, Plain::Map(facts)).is_some() {
            return Err(wrong(at, "has the `person_id` of an earlier one: give each person once"));
        }
    }
    Ok(told)
}
