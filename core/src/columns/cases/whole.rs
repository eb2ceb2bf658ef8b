//! People whom columns alone cannot judge: their events are read whole, and judged as one person's are.

use std::collections::BTreeSet;

use arrow_array::{Array, RecordBatch};

use super::days::NONE;
use super::enrolments::{Enrolled, Enrolments, STATES, Said};
use super::facts::Facts;
use super::people::{NOBODY, People};
use super::table::Table;
use super::watch::Ended;
use crate::case_file::{CaseFile, CaseFileReader};
use crate::catalogue::Catalogue;
use crate::events::STARTED;
use crate::outcomes::{Day, OutcomeState};
use crate::problems::FactProblem;
use crate::value::{Date, Plain};

/// The people of a table by their places: those whom columns alone cannot judge.
pub(super) struct Odd(Vec<u64>);

impl Odd {
    pub(super) fn none_of(people: &People) -> Self {
        Self(vec![0; people.len().div_ceil(64)])
    }

    pub(super) fn add(&mut self, person: u32) {
        if let Some(word) = self.0.get_mut((person / 64) as usize) {
            *word |= 1_u64.wrapping_shl(person % 64);
        }
    }

    pub(super) fn holds(&self, person: u32) -> bool {
        let word = self.0.get((person / 64) as usize).copied().unwrap_or(0);
        word.wrapping_shr(person % 64) & 1 == 1
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
}

/// The rows of a batch that are about some people, or about nobody.
pub(super) fn rows_of(people: &People, batch: &RecordBatch, person: usize, odd: &Odd) -> Vec<usize> {
    const ROWS: usize = 4_096;
    let column = batch.column(person);
    if odd.is_empty() && column.logical_null_count() == 0 {
        return Vec::new();
    }
    let about = people.bind(column);
    let (mut rows, mut whom) = (Vec::new(), Vec::new());
    for from in (0..batch.num_rows()).step_by(ROWS) {
        let lot = from..from.saturating_add(ROWS).min(batch.num_rows());
        about.of_rows(lot.clone(), &mut whom);
        // A row that is about nobody is read too, and listed.
        let some = lot.zip(&whom).filter(|(_, person)| **person == NOBODY || odd.holds(**person));
        rows.extend(some.map(|(row, _)| row));
    }
    rows
}

/// What is judged of people whose events are read whole.
pub(super) struct Whole {
    pub(super) enrolments: Enrolments,
    pub(super) file: CaseFile,
    /// What cannot be used of what is told of people.
    pub(super) facts: Vec<FactProblem>,
}

/// Judges people whose events have been read.
pub(super) fn judge(table: &Table<'_>, reader: CaseFileReader, facts: &Facts<'_>) -> Result<Whole, Ended> {
    let Table { catalogue, people, outcomes, as_at, .. } = *table;
    let options = table.options.outcomes;
    let file = reader.finish().file;
    let mut enrolments = Enrolments::with_room(0, outcomes.len());
    let mut unusable = Vec::new();
    let (nothing, reading) = (Plain::Map(Vec::new()), facts.reading());
    for own in file.by_person() {
        table.watch.step(1)?;
        let ids: BTreeSet<&str> = own.events().iter().map(|event| event.person.as_str()).collect();
        let Some(person) = ids.first().and_then(|id| people.place(id)) else { continue };
        let standing = own.standing(options.known_at);
        let started = standing.events().events().iter().filter(|event| event.kind.as_deref() == Some(STARTED));
        let started = started.filter(|event| event.on.is_some_and(|on| on <= as_at));
        let programmes: BTreeSet<&str> = started.filter_map(|event| event.programme.as_deref()).collect();
        // Of somebody with several ids what is told of the first is told.
        let mut told = ids.iter().filter_map(|id| people.place(id)).map(|place| reading.told(place));
        let told = usable(catalogue, told.find(|told| *told != nothing), &mut unusable);
        for programme in programmes {
            let judged = catalogue.outcomes(programme, &told, &own, as_at, options).ok().flatten();
            let Some((judged, place)) = judged.zip(catalogue.rules().programmes.get_index_of(programme)) else {
                continue;
            };
            let day = |day: Option<Date>| day.and_then(|day| Day::of(day).days_since_1970()).unwrap_or(NONE);
            let state = |state: OutcomeState| {
                let known = STATES.iter().zip(0_u8..).find(|(known, _)| **known == state);
                known.map_or(Said::NOTHING.state, |(_, at)| at)
            };
            let said = outcomes.iter().map(|id| {
                judged.get(id).map_or(Said::NOTHING, |outcome| Said {
                    state: state(outcome.state),
                    on: day(outcome.on),
                    due_on: day(outcome.due_on),
                })
            });
            let enrolled = Enrolled {
                person,
                programme: u16::try_from(place).unwrap_or(u16::MAX),
                started: day(judged.started_on),
                ended: day(judged.ended_on),
            };
            enrolments.push(enrolled, &said.collect::<Vec<Said>>());
        }
    }
    Ok(Whole { enrolments, file, facts: unusable })
}

/// What can be used of what is told of somebody: what cannot counts as not told, and is listed.
fn usable(catalogue: &Catalogue, told: Option<Plain>, unusable: &mut Vec<FactProblem>) -> Plain {
    let Some(Plain::Map(mut told)) = told else { return Plain::Map(Vec::new()) };
    loop {
        let given = Plain::Map(told);
        let Err(error) = crate::facts::read(catalogue, &given) else { return given };
        let Plain::Map(mut rest) = given else { return Plain::Map(Vec::new()) };
        let before = rest.len();
        rest.retain(|(name, _)| !error.problems.iter().any(|problem| problem.fact == *name));
        unusable.extend(error.problems);
        if rest.len() == before {
            return Plain::Map(Vec::new());
        }
        told = rest;
    }
}
