//! What a table says of every row and every person that its outcomes do not: nothing is dropped in silence.

use std::collections::{HashMap, HashSet};
use std::fmt;

use arrow_array::RecordBatch;
use serde::Serialize;

use super::by_columns::pieces;
use super::chosen::Chosen;
use super::facts::{Facts, PERSON_ID};
use super::people::{NOBODY, People};
use super::table::Table;
use super::whole::rows_of;
use crate::case_file::{CaseFile, cell};
use crate::columns::found::{LISTED, Rows};
use crate::columns::problem::TableProblem;
use crate::columns::turns::take_turns;
use crate::diagnostic::Code;
use crate::events::EventProblem;
use crate::value::Plain;

/// What is wrong with one row of a table of events. It never says what was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowProblem {
    /// The row, by number from 0: of several that tell the event the first. `None` if it is about all of a person's.
    pub row: Option<u64>,
    /// Whom it is about; empty if that cannot be read.
    pub person: String,
    /// The event's id; empty if it has none that can be read.
    pub event: String,
    /// The stable code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// What could not be used of what rows of a table tell of one person. It names the fact, and never says what was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PersonProblem {
    /// The person's id.
    pub person: String,
    /// The first hundred rows that tell of them, by number from 0.
    pub rows: Vec<u64>,
    /// The fact's name.
    pub fact: String,
    /// The stable code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

macro_rules! shown {
    ($($problem:ty),*) => {
        $(impl fmt::Display for $problem {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}[{}]: {}", self.code.severity().as_str(), self.code, self.message)?;
                if self.help.is_empty() { Ok(()) } else { write!(formatter, "\n  help: {}", self.help) }
            }
        })*
    };
}
shown!(RowProblem, PersonProblem);

/// Problems of the events of a person who was read whole, and whom they are about.
pub(super) struct OfPerson {
    pub(super) person: u32,
    pub(super) problems: Vec<EventProblem>,
}

/// What is wrong with rows: of people read whole what is said of their events, then rows that hold no event.
pub(super) fn row_problems(table: &Table<'_>, file: &CaseFile, odd: &Chosen, people: &[OfPerson]) -> Vec<RowProblem> {
    let events = people.iter().flat_map(|own| own.problems.iter().map(|problem| (own.person, problem)));
    let rows = rows_of_events(table, odd, &events.clone().map(|(_, problem)| problem.event.as_str()).collect());
    let of = |problem: &EventProblem, person: Option<u32>, row: Option<u64>| RowProblem {
        row,
        person: person.map_or_else(String::new, |person| table.people.id(person)),
        event: problem.event.clone(),
        code: problem.code,
        message: problem.message.clone(),
        help: problem.help.clone(),
    };
    let events = events.map(|(person, problem)| match rows.get(problem.event.as_str()) {
        // Of somebody with several ids it says which.
        Some((row, own)) => of(problem, Some(*own), Some(*row)),
        None => of(problem, Some(person), None),
    });
    let mut rejected: Vec<(u64, &EventProblem)> = file
        .rejected()
        .iter()
        .map(|rejected| ((rejected.line() as u64).saturating_sub(1), rejected.problem()))
        .collect();
    rejected.sort_by_key(|(row, _)| *row);
    let mut problems: Vec<RowProblem> = events.collect();
    let mut rejected = rejected.into_iter().peekable();
    for (batch, first) in table.events.iter().zip(table.firsts()) {
        let end = first.saturating_add(batch.num_rows() as u64);
        let Some(_) = rejected.peek().filter(|(row, _)| *row < end) else { continue };
        let about = table.people.bind(batch.column(table.person));
        while let Some((row, problem)) = rejected.next_if(|(row, _)| *row < end) {
            let at = usize::try_from(row.saturating_sub(first)).unwrap_or(usize::MAX);
            problems.push(of(problem, about.of_row(at), Some(row)));
        }
    }
    problems
}

/// The first row of some events, and whom it is about.
fn rows_of_events<'e>(table: &Table<'_>, odd: &Chosen, wanted: &HashSet<&'e str>) -> HashMap<&'e str, (u64, u32)> {
    let (mut rows, mut first) = (HashMap::new(), 0_u64);
    for batch in table.events.iter().filter(|_| !wanted.is_empty()) {
        let (ids, about) = (cell(batch.column(table.id)), table.people.bind(batch.column(table.person)));
        for row in rows_of(table.people, batch, table.person, odd) {
            let id = match ids(row).map(|given| given.into_plain()) {
                Some(Plain::Text(id) | Plain::Number(id)) => id,
                _ => continue,
            };
            if let Some((id, person)) = wanted.get(id.as_str()).zip(about.of_row(row)) {
                rows.entry(*id).or_insert((first.saturating_add(row as u64), person));
            }
        }
        first = first.saturating_add(batch.num_rows() as u64);
    }
    rows
}

/// Everybody whom some row of events is about.
pub(super) fn seen(people: &People, events: &[RecordBatch], person: usize, threads: usize) -> Chosen {
    let seen = take_turns(threads, pieces(events).into_iter(), |turns| {
        let (mut seen, mut whom) = (Chosen::none_of(people), Vec::new());
        for (number, rows) in turns {
            let Some(batch) = events.get(number) else { continue };
            people.bind(batch.column(person)).of_rows(rows, &mut whom);
            whom.iter().filter(|person| **person != NOBODY).for_each(|person| seen.add(*person));
        }
        seen
    });
    seen.iter().fold(Chosen::none_of(people), |mut all, seen| {
        all.extend(seen);
        all
    })
}

/// How many people are told of and have no events, and those who have events and are not told of.
pub(super) fn strangers(people: &People, facts: &Facts<'_>, seen: &Chosen) -> (u64, Chosen) {
    let (mut met, mut strangers) = (0_u64, Chosen::none_of(people));
    for person in (0_u32..).take(people.len()).filter(|person| seen.holds(*person)) {
        if facts.have(person) { met = met.saturating_add(1) } else { strangers.add(person) }
    }
    (facts.people.saturating_sub(met), strangers)
}

/// Says of which rows some people are.
pub(super) fn listed(table: &Table<'_>, people: &Chosen, code: Code, threads: usize) -> Option<TableProblem> {
    let count = Some(people.count()).filter(|count| *count > 0)?;
    let firsts = table.firsts();
    let found = take_turns(threads, pieces(table.events).into_iter(), |turns| {
        let (mut own, mut whom) = (Vec::new(), Vec::new());
        for (number, rows) in turns {
            let Some((batch, first)) = table.events.get(number).zip(firsts.get(number)) else { continue };
            let from = first.saturating_add(rows.start as u64);
            table.people.bind(batch.column(table.person)).of_rows(rows, &mut whom);
            let mut found = Rows::default();
            for (row, _) in (from..).zip(&whom).filter(|(_, person)| **person != NOBODY && people.holds(**person)) {
                found.count = found.count.saturating_add(1);
                if found.first.len() < LISTED {
                    found.first.push(row);
                }
            }
            own.push((from, found));
        }
        own
    });
    let mut found: Vec<(u64, Rows)> = found.into_iter().flatten().collect();
    found.sort_by_key(|(from, _)| *from);
    let rows = found.iter().map(|(_, found)| found.count).fold(0, u64::saturating_add);
    let first = found.into_iter().flat_map(|(_, found)| found.first).take(LISTED).collect();
    let are = if rows == 1 { "1 row is".to_owned() } else { format!("{rows} rows are") };
    let whom = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
    let (what, help) = match code {
        Code::PersonNotTold => (
            "of whom the table of people has no row; nothing is told of them beside their events",
            "add their rows, or look at how ids are written in both tables",
        ),
        _ => (
            "with records that outcomes ask for and nothing started by the day judged; no outcome of theirs is judged",
            "give the events that say when they `started`, or leave them out",
        ),
    };
    let message = format!("in `{PERSON_ID}` {are} about {whom} {what}");
    let column = PERSON_ID.to_owned();
    Some(TableProblem { code, column, message, help: help.to_owned(), rows, first })
}
