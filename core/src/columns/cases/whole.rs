//! People whom columns alone cannot judge: their events are read whole, and judged as one person's are.

use std::collections::{BTreeMap, BTreeSet};

use arrow_array::{Array, RecordBatch};
use arrow_schema::Schema;

use super::days::NONE;
use super::judge::{Enrolments, STATES, Said, SaidColumn};
use super::people::{NOBODY, People};
use super::table::Table;
use super::watch::Ended;
use crate::case_file::{BESIDE, CaseFile, CaseFileReader, Cell, cell};
use crate::catalogue::Catalogue;
use crate::columns::problem::{TableError, TableProblem};
use crate::diagnostic::{Code, nearest};
use crate::events::STARTED;
use crate::outcomes::Day;
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

/// What is told of people beside events, a row each.
pub(super) struct Facts<'a> {
    /// The row of each place.
    rows: BTreeMap<u32, (usize, usize)>,
    batches: Vec<Vec<Fact<'a>>>,
    /// Columns that tell no fact.
    pub(super) ignored: Vec<TableProblem>,
}

/// A fact's column, and those beside it.
struct Fact<'a> {
    name: &'a str,
    value: Option<Cell<'a>>,
    beside: Vec<(&'a str, Cell<'a>)>,
}

/// The column that says who a row is about.
pub(super) const PERSON_ID: &str = "person_id";

impl<'a> Facts<'a> {
    /// The facts of some people, by their places among those of the events.
    pub(super) fn of(
        catalogue: &Catalogue,
        people: &People,
        tables: &'a [RecordBatch],
        wanted: impl Fn(u32) -> bool,
    ) -> Result<Self, TableError> {
        let mut own = Self { rows: BTreeMap::new(), batches: Vec::new(), ignored: Vec::new() };
        for (number, batch) in tables.iter().enumerate() {
            let schema = batch.schema_ref();
            let Ok(person) = schema.index_of(PERSON_ID) else {
                let message = format!("the table of people has no column `{PERSON_ID}`");
                let help = "say in `person_id` whom each row is about";
                return Err(TableError {
                    problems: vec![TableProblem::of_column(Code::TableNoId, PERSON_ID, message, help)],
                });
            };
            if number == 0 {
                own.ignored = ignored(catalogue, schema);
            }
            let about = people.bind(batch.column(person));
            let mut whom = Vec::with_capacity(batch.num_rows());
            about.of_rows(0..batch.num_rows(), &mut whom);
            for (row, person) in whom.into_iter().enumerate().filter(|(_, person)| *person != NOBODY) {
                if wanted(person) {
                    own.rows.entry(person).or_insert((number, row));
                }
            }
            own.batches.push(facts(catalogue, batch));
        }
        Ok(own)
    }

    /// What is told of one of them.
    fn told(&self, person: u32) -> Plain {
        let Some((batch, row)) = self.rows.get(&person) else { return Plain::Map(Vec::new()) };
        let facts = self.batches.get(*batch).into_iter().flatten().filter_map(|fact| {
            let value = fact.value.as_ref().and_then(|value| value(*row)).map(|given| given.into_plain());
            let beside =
                fact.beside.iter().filter_map(|(name, part)| Some(((*name).to_owned(), part(*row)?.into_plain())));
            let mut beside: Vec<(String, Plain)> = beside.collect();
            let told = if beside.is_empty() {
                value
            } else {
                beside.extend(value.map(|value| ("value".to_owned(), value)));
                Some(Plain::Map(beside))
            };
            told.map(|told| (fact.name.to_owned(), told))
        });
        Plain::Map(facts.collect())
    }
}

fn facts<'a>(catalogue: &Catalogue, batch: &'a RecordBatch) -> Vec<Fact<'a>> {
    let mut facts: Vec<Fact<'a>> = Vec::new();
    for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        let name: &'a str = field.name();
        let (fact, beside) = match parted(catalogue, name) {
            Some(parted) => parted,
            None => continue,
        };
        let place = facts.iter().position(|known| known.name == fact).unwrap_or_else(|| {
            facts.push(Fact { name: fact, value: None, beside: Vec::new() });
            facts.len().saturating_sub(1)
        });
        match (facts.get_mut(place), beside) {
            (Some(own), None) => own.value = Some(cell(column)),
            (Some(own), Some(beside)) => own.beside.push((beside, cell(column))),
            (None, _) => {}
        }
    }
    facts
}

/// The fact that a column tells, or whose evidence, day or absence it tells.
fn parted<'n>(catalogue: &Catalogue, name: &'n str) -> Option<(&'n str, Option<&'n str>)> {
    let lexicon = catalogue.lexicon();
    if lexicon.fact(name).is_some() {
        return Some((name, None));
    }
    let (fact, beside) = name.rsplit_once('.')?;
    (lexicon.fact(fact).is_some() && BESIDE.contains(&beside)).then_some((fact, Some(beside)))
}

fn ignored(catalogue: &Catalogue, schema: &Schema) -> Vec<TableProblem> {
    let names = schema.fields().iter().map(|field| field.name().as_str());
    let unknown = names.filter(|name| *name != PERSON_ID && parted(catalogue, name).is_none());
    let problem = |name: &str| {
        let near = nearest(name, catalogue.facts().map(|(known, _)| known));
        let help = near.map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        let message = format!("the column `{name}` is no fact of the vocabulary, and is ignored");
        TableProblem::of_column(Code::TableIgnoredColumn, name, message, help)
    };
    unknown.map(problem).collect()
}

/// What is judged of people whose events are read whole.
pub(super) struct Whole {
    pub(super) enrolments: Enrolments,
    pub(super) file: CaseFile,
    /// What cannot be used of what is told of people, by whom it is about.
    pub(super) facts: Vec<(u32, Vec<FactProblem>)>,
}

/// Judges people whose events have been read.
pub(super) fn judge(table: &Table<'_>, reader: CaseFileReader, facts: &Facts<'_>) -> Result<Whole, Ended> {
    let Table { catalogue, people, outcomes, as_at, .. } = *table;
    let options = table.options.outcomes;
    let file = reader.finish().file;
    let mut enrolments = Enrolments { said: vec![SaidColumn::default(); outcomes.len()], ..Enrolments::default() };
    let mut unusable = Vec::new();
    let nothing = Plain::Map(Vec::new());
    for own in file.by_person() {
        table.watch.step(1)?;
        let ids: BTreeSet<&str> = own.events().iter().map(|event| event.person.as_str()).collect();
        let Some(person) = ids.first().and_then(|id| people.place(id)) else { continue };
        let standing = own.standing(options.known_at);
        let started = standing.events().events().iter().filter(|event| event.kind.as_deref() == Some(STARTED));
        let started = started.filter(|event| event.on.is_some_and(|on| on <= as_at));
        let programmes: BTreeSet<&str> = started.filter_map(|event| event.programme.as_deref()).collect();
        // Of somebody with several ids what is told of the first is told.
        let mut told =
            ids.iter().filter_map(|id| people.place(id)).map(|place| facts.told(place)).find(|told| *told != nothing);
        for programme in programmes {
            let given = told.as_ref().unwrap_or(&nothing);
            let judged = match catalogue.outcomes(programme, given, &own, as_at, options) {
                Ok(judged) => judged,
                Err(error) => {
                    unusable.push((person, error.problems));
                    told = None;
                    catalogue.outcomes(programme, &nothing, &own, as_at, options).ok().flatten()
                }
            };
            let Some((judged, place)) = judged.zip(catalogue.rules().programmes.get_index_of(programme)) else {
                continue;
            };
            let day = |day: Option<Date>| day.and_then(|day| Day::of(day).days_since_1970()).unwrap_or(NONE);
            enrolments.people.push(person);
            enrolments.programmes.push(u16::try_from(place).unwrap_or(u16::MAX));
            enrolments.started.push(day(judged.started_on));
            enrolments.ended.push(day(judged.ended_on));
            for (id, column) in outcomes.iter().zip(&mut enrolments.said) {
                column.push(judged.get(id).map_or(Said::NOTHING, |outcome| {
                    Said {
                        state: STATES
                            .iter()
                            .zip(0_u8..)
                            .find(|(state, _)| **state == outcome.state)
                            .map_or(u8::MAX, |(_, at)| at),
                        on: day(outcome.on),
                        due_on: day(outcome.due_on),
                    }
                }));
            }
        }
    }
    Ok(Whole { enrolments, file, facts: unusable })
}
