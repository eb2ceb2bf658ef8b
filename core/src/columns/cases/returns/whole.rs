//! Tables read whole: every event, and what is told of everybody.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};

use super::Stop;
use crate::case_file::cell;
use crate::catalogue::Catalogue;
use crate::columns::cases::codes::text;
use crate::columns::cases::facts::{PERSON_ID, agreed, told_by_rows};
use crate::columns::cases::watch::Tell;
use crate::columns::cases::whose::with_ids;
use crate::columns::problem::{TableError, TableProblem};
use crate::columns::same_columns;
use crate::diagnostic::Code;
use crate::returns::{Caseload, Rejection};
use crate::value::Plain;

/// How many rows are read between looks at whether to go on.
const AT_ONCE: usize = 16_384;

/// Reads people and their events.
pub(super) fn caseload(
    catalogue: &Catalogue,
    people: &[RecordBatch],
    events: &[RecordBatch],
    watch: Tell<'_>,
) -> Result<Caseload, Stop> {
    let events = with_ids(events, &[PERSON_ID, "person"])?;
    let people = with_ids(people, &[PERSON_ID])?;
    let rows = events.iter().map(|batch| batch.num_rows() as u64).fold(0, u64::saturating_add);
    let mut reader = None;
    let mut first = 0_u64;
    for batch in events.iter() {
        let reader = match &mut reader {
            Some(reader) => reader,
            none => none.insert(catalogue.case_file_reader(batch.schema_ref())?),
        };
        if let Some(known) = events.first() {
            same_columns(known.schema_ref(), batch)?;
        }
        for from in (0..batch.num_rows()).step_by(AT_ONCE) {
            let some = from..from.saturating_add(AT_ONCE).min(batch.num_rows());
            let done = first.saturating_add(some.end as u64);
            reader.read_rows(batch, first, some)?;
            if watch(done.div_ceil(2), rows).is_break() {
                return Err(Stop::Stopped);
            }
        }
        first = first.saturating_add(batch.num_rows() as u64);
    }
    let file = reader.map(|reader| reader.finish().file);
    let file = file.unwrap_or_else(|| crate::case_file::CaseFile::from_jsonl(catalogue, ""));
    let mut told: BTreeMap<String, Vec<Plain>> = BTreeMap::new();
    for batch in people.iter() {
        let Ok(person) = batch.schema_ref().index_of(PERSON_ID) else {
            let message = format!("the table of people has no column `{PERSON_ID}`");
            let help = "say in `person_id` whom each row is about";
            let problem = TableProblem::of_column(Code::TableNoId, PERSON_ID, message, help);
            return Err(TableError { problems: vec![problem] }.into());
        };
        let ids = cell(batch.column(person));
        for (row, facts) in told_by_rows(catalogue, batch).enumerate() {
            if let Some(Plain::Text(id) | Plain::Number(id)) = ids(row).map(|given| given.into_plain()) {
                told.entry(id).or_default().push(facts);
            }
        }
    }
    let mut differing = Vec::new();
    let told = told.into_iter().map(|(id, rows)| {
        let (together, names) = agreed(&rows);
        differing.extend(names.into_iter().map(|fact| {
            let message = format!("rows of one person tell different things as `{fact}`; it counts as not told");
            Rejection::of_fact(&id, Code::PersonToldTwice, &message, "give each person one row")
        }));
        (id, together)
    });
    let told = told.collect();
    Ok(Caseload::put_together(catalogue, told, &file, differing))
}

/// One person by their rows alone; `None` if somebody is joined to somebody, and all must be read to know whom.
pub(super) fn of_person(
    catalogue: &Catalogue,
    people: &[RecordBatch],
    events: &[RecordBatch],
    id: &str,
) -> Option<Caseload> {
    let own = |batches: &[RecordBatch], names: &[&str], events: bool| -> Option<Vec<RecordBatch>> {
        let batches = with_ids(batches, names).ok()?;
        let mut found = Vec::new();
        for batch in batches.iter() {
            let column = names.iter().find_map(|name| batch.column_by_name(name))?;
            let kinds = batch.column_by_name("kind").filter(|_| events);
            if kinds.is_some_and(|kinds| holds(kinds, "same_person")) {
                return None;
            }
            found.extend(rows_with(column, id).into_iter().map(|row| batch.slice(row, 1)));
        }
        Some(found)
    };
    let (people, events) = (own(people, &[PERSON_ID], false)?, own(events, &[PERSON_ID, "person"], true)?);
    caseload(catalogue, &people, &events, &|_, _| std::ops::ControlFlow::Continue(())).ok()
}

/// Whether a column of words holds one.
fn holds(column: &ArrayRef, word: &str) -> bool {
    match column.as_any_dictionary_opt() {
        Some(dictionary) => holds(dictionary.values(), word),
        None => (0..column.len()).any(|row| text(column, row) == Some(word)),
    }
}

/// The rows whose id is one.
fn rows_with(column: &ArrayRef, id: &str) -> Vec<usize> {
    let ids = cell(column);
    let is_it = |row: &usize| match ids(*row).map(|given| given.into_plain()) {
        Some(Plain::Text(own) | Plain::Number(own)) => own == id,
        _ => false,
    };
    (0..column.len()).filter(is_it).collect()
}
