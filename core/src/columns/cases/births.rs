//! Days of birth that the table of people tells: nobody works before they are born.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;

use super::by_columns::pieces;
use super::chosen::Chosen;
use super::days::{self, NONE};
use super::facts::PERSON_ID;
use super::people::People;
use crate::columns::turns::take_turns;
use crate::facts::BIRTH;

/// Adds to those who are read whole everybody of whom something is told before the day of birth that the table of people
/// tells; `person` and `start` are the columns of events that say of whom and on which day.
pub(super) fn add_unborn(
    people: &People,
    [person, start]: [usize; 2],
    events: &[RecordBatch],
    tables: &[RecordBatch],
    threads: usize,
    odd: &mut Chosen,
) {
    let births = births(people, tables);
    // Most tables have nothing before the last birth of all.
    let Some(latest) = births.iter().copied().max().filter(|latest| *latest != NONE) else { return };
    let unborn = take_turns(threads, pieces(events).into_iter(), |turns| {
        let (mut on, mut unborn) = (Vec::new(), Vec::new());
        for (number, rows) in turns {
            let Some(batch) = events.get(number) else { continue };
            on.clear();
            days::of_rows(Some(batch.column(start)), rows.clone(), &mut on);
            let mut early = rows.zip(&on).filter(|(_, on)| **on != NONE && **on < latest).peekable();
            if early.peek().is_some() {
                let about = people.bind(batch.column(person));
                let early = early.filter_map(|(row, on)| Some((about.of_row(row)?, on)));
                let before = early.filter(|(person, on)| births.get(*person as usize).is_some_and(|birth| *on < birth));
                unborn.extend(before.map(|(person, _)| person));
            }
        }
        unborn
    });
    unborn.iter().flatten().for_each(|person| odd.add(*person));
}

/// The day of birth of each place; empty if no table tells any. What is told in a way that columns cannot read is later than
/// every day, so that it is read whole.
fn births(people: &People, tables: &[RecordBatch]) -> Vec<i32> {
    let mut births = Vec::new();
    for batch in tables {
        let (Some(column), Some(person)) = (batch.column_by_name(BIRTH), batch.column_by_name(PERSON_ID)) else {
            continue;
        };
        if column.logical_null_count() == column.len() {
            continue;
        }
        births.resize(people.len(), NONE);
        let rows = 0..batch.num_rows();
        let mut told = Vec::with_capacity(batch.num_rows());
        if is_of_days(column) {
            days::of_rows(Some(column), rows.clone(), &mut told);
        } else {
            told.resize(batch.num_rows(), i32::MAX);
        }
        let mut whom = Vec::new();
        people.bind(person).of_rows(rows, &mut whom);
        for (person, told) in whom.into_iter().zip(told) {
            if let Some(birth) = births.get_mut(person as usize) {
                *birth = told.max(*birth);
            }
        }
    }
    births
}

fn is_of_days(column: &ArrayRef) -> bool {
    matches!(
        column.data_type(),
        DataType::Date32
            | DataType::Date64
            | DataType::Timestamp(..)
            | DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
    )
}
