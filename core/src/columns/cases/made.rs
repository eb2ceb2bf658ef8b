//! The result of a table's outcomes.

use std::sync::Arc;

use arrow_array::types::{UInt8Type, UInt16Type};
use arrow_array::{ArrayRef, Date32Array, DictionaryArray, RecordBatch, StringArray, UInt8Array, UInt16Array};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{Field, Schema};

use super::days::NONE;
use super::enrolments::{Enrolments, STATES, Said, SaidColumn};
use super::people::People;
use crate::catalogue::Catalogue;
use crate::columns::problem::{TableError, TableProblem};
use crate::columns::turns::take_turns;
use crate::diagnostic::Code;

/// The result: whom each enrolment is of, its programme and days, and each outcome with its day and the day it is due.
pub(super) fn made(
    catalogue: &Catalogue,
    people: &People,
    outcomes: &[String],
    enrolments: Enrolments,
    threads: usize,
) -> Result<RecordBatch, TableError> {
    let states: ArrayRef = Arc::new(StringArray::from_iter_values(STATES.map(|state| state.as_str())));
    let programmes: ArrayRef = Arc::new(StringArray::from_iter_values(catalogue.rules().programmes.keys()));
    let own = [
        Part::People(enrolments.people),
        Part::Programmes(enrolments.programmes),
        Part::Days("started_on", enrolments.started),
        Part::Days("ended_on", enrolments.ended),
    ];
    let said = outcomes.iter().zip(enrolments.said).map(|(id, said)| Part::Said(id, said));
    let parts: Vec<(usize, Part<'_>)> = own.into_iter().chain(said).enumerate().collect();
    let made = take_turns(threads, parts.into_iter(), |turns| {
        turns.map(|(number, part)| (number, part.columns(people, &programmes, &states))).collect::<Vec<_>>()
    });
    let mut made: Vec<(usize, Vec<Column>)> = made.into_iter().flatten().collect();
    made.sort_unstable_by_key(|(number, _)| *number);
    let (fields, columns): (Vec<Field>, Vec<ArrayRef>) = made.into_iter().flat_map(|(_, columns)| columns).unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).map_err(|error| {
        let message = format!("the result could not be made: {error}");
        TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "", message, "")] }
    })
}

/// A column of the result.
type Column = (Field, ArrayRef);

/// What columns are made of.
enum Part<'a> {
    People(Vec<u32>),
    Programmes(Vec<u16>),
    Days(&'a str, Vec<i32>),
    Said(&'a str, SaidColumn),
}

impl Part<'_> {
    fn columns(self, people: &People, programmes: &ArrayRef, states: &ArrayRef) -> Vec<Column> {
        match self {
            Self::People(places) => vec![column("person_id", people.column(&places), false)],
            Self::Programmes(places) => {
                let keys = UInt16Array::from(places);
                let names = DictionaryArray::<UInt16Type>::new(keys, Arc::clone(programmes));
                vec![column("programme", Arc::new(names), false)]
            }
            Self::Days(name, days) => {
                let told = bits(&days, |day| *day != NONE);
                vec![column(name, of_days(days.into(), told), true)]
            }
            Self::Said(id, SaidColumn { states: mut keys, days }) => {
                let are = |wanted: u8| bits(&keys, |state| *state == wanted);
                let (is_on, mut is_due) = (are(Said::ACHIEVED), are(Said::NOT_YET_DUE));
                if is_due.null_count() < is_due.len() {
                    // What waits for something else is due on no day yet.
                    let are_days = bits(&days, |day| *day != NONE);
                    is_due = NullBuffer::union(Some(&is_due), Some(&are_days)).unwrap_or(is_due);
                }
                let told = bits(&keys, |state| *state != Said::NOTHING.state);
                keys.iter_mut().filter(|state| **state == Said::NOTHING.state).for_each(|state| *state = 0);
                let keys = UInt8Array::new(keys.into(), Some(told));
                let states = DictionaryArray::<UInt8Type>::new(keys, Arc::clone(states));
                // Nothing is achieved and due: both columns are of the same days.
                let days = ScalarBuffer::from(days);
                vec![
                    column(id, Arc::new(states), true),
                    column(&format!("{id}.on"), of_days(days.clone(), is_on), true),
                    column(&format!("{id}.due_on"), of_days(days, is_due), true),
                ]
            }
        }
    }
}

fn column(name: &str, column: ArrayRef, nullable: bool) -> Column {
    (Field::new(name, column.data_type().clone(), nullable), column)
}

fn of_days(days: ScalarBuffer<i32>, told: NullBuffer) -> ArrayRef {
    Arc::new(Date32Array::new(days, Some(told)))
}

/// Which values are such as are looked for.
fn bits<T>(values: &[T], is: impl Fn(&T) -> bool) -> NullBuffer {
    let word = |values: &[T]| values.iter().rev().fold(0_u64, |word, value| (word << 1) | u64::from(is(value)));
    let words: Vec<u64> = values.chunks(64).map(word).collect();
    NullBuffer::new(BooleanBuffer::new(words.into(), 0, values.len()))
}
