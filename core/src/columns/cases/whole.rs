//! People whom columns alone cannot judge: their events are read whole, and judged as one person's are.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::{Array, RecordBatch};

use super::accounted::{OfPerson, PersonProblem};
use super::chosen::Chosen;
use super::days::NONE;
use super::enrolments::{Enrolled, Enrolments, STATES, Said};
use super::facts::Facts;
use super::people::{NOBODY, People};
use super::table::Table;
use super::watch::Ended;
use crate::case_file::{CaseFile, CaseFileReader};
use crate::diagnostic::Code;
use crate::events::{Event, EventProblem, STARTED};
use crate::outcomes::{Day, OutcomeState, below_zero};
use crate::sort;
use crate::value::{Date, Plain};

/// The rows of a batch that are about some people, or about nobody.
pub(super) fn rows_of(people: &People, batch: &RecordBatch, person: usize, odd: &Chosen) -> Vec<usize> {
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
    /// What is wrong with people's events, as far as anything is.
    pub(super) problems: Vec<OfPerson>,
    /// What cannot be used of what is told of people.
    pub(super) facts: Vec<PersonProblem>,
    /// People with records who have started nothing.
    pub(super) unstarted: Vec<u32>,
}

/// Judges people whose events have been read.
pub(super) fn judge(table: &Table<'_>, reader: CaseFileReader, facts: &Facts<'_>) -> Result<Whole, Ended> {
    let Table { catalogue, people, outcomes, as_at, .. } = *table;
    let options = table.options.outcomes;
    let file = reader.finish().file;
    let mut enrolments = Enrolments::with_room(0, outcomes.len(), 1);
    let (mut unusable, mut of_people, mut unstarted) = (Vec::new(), Vec::new(), Vec::new());
    let (nothing, reading) = (Plain::Map(Vec::new()), facts.reading());
    for own in file.by_person() {
        table.watch.step(1)?;
        let ids: BTreeSet<&str> = own.events().iter().map(|event| event.person.as_str()).collect();
        let Some(person) = ids.first().and_then(|id| people.place(id)) else { continue };
        let standing = own.standing(options.known_at);
        let started = standing.events().events().iter().filter(|event| event.kind.as_deref() == Some(STARTED));
        let started = started.filter(|event| event.on.is_some_and(|on| on <= as_at));
        let programmes: BTreeSet<&str> = started.filter_map(|event| event.programme.as_deref()).collect();
        let is_record = |event: &Arc<Event>| {
            event.subject.is_none() && event.kind.as_deref().is_some_and(|kind| table.rules.asks_for(kind))
        };
        let has_happened = |event: &&Arc<Event>| event.on.is_some_and(|on| on <= as_at);
        if programmes.is_empty() && standing.events().events().iter().filter(has_happened).any(is_record) {
            unstarted.extend(ids.iter().filter_map(|id| people.place(id)));
        }
        // Of somebody with several ids what is told of the first of whom anything is told is told.
        let mut told = ids.iter().filter_map(|id| people.place(id)).map(|place| (place, reading.told(place)));
        let told = told.find(|(_, told)| *told != nothing);
        let (place, told) = told.unwrap_or_else(|| (person, Plain::Map(Vec::new())));
        let of_fact = |fact: String, code: Code, message: String, help: String| PersonProblem {
            person: people.id(place),
            rows: facts.rows_of(place),
            fact,
            code,
            message,
            help,
        };
        let (told, of_told) = crate::facts::usable(catalogue, told);
        unusable.extend(of_told.into_iter().map(|found| of_fact(found.fact, found.code, found.message, found.help)));
        let (mut problems, mut set_aside) = (own.problems().to_vec(), Vec::new());
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
                    day: day(outcome.on.or(outcome.due_on)),
                })
            });
            let enrolled = Enrolled {
                person,
                programme: u16::try_from(place).unwrap_or(u16::MAX),
                started: day(judged.started_on),
                ended: day(judged.ended_on),
            };
            enrolments.push(enrolled, &said.collect::<Vec<Said>>());
            problems.extend(judged.problems);
            set_aside.extend(judged.outcomes.into_iter().flat_map(|outcome| outcome.set_aside));
        }
        // What is told beside events is listed with the rows that tell it.
        unusable.extend(
            below_zero(catalogue, &told)
                .filter(|(_, found)| set_aside.contains(found))
                .map(|(fact, EventProblem { code, message, help, .. })| of_fact(fact.to_owned(), code, message, help)),
        );
        problems.extend(set_aside.into_iter().filter(|found| !found.event.is_empty()));
        sort::by(&mut problems, Ord::cmp);
        problems.dedup();
        if !problems.is_empty() {
            of_people.push(OfPerson { person, problems });
        }
    }
    Ok(Whole { enrolments, file, problems: of_people, facts: unusable, unstarted })
}
