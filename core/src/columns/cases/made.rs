//! The result of a table's outcomes.

use std::sync::Arc;

use arrow_array::types::{UInt8Type, UInt16Type};
use arrow_array::{ArrayRef, Date32Array, DictionaryArray, RecordBatch, StringArray, UInt8Array, UInt16Array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, Field, Schema};

use super::days::NONE;
use super::judge::{Enrolments, STATES, Said, SaidColumn};
use super::people::People;
use crate::catalogue::Catalogue;
use crate::columns::problem::{TableError, TableProblem};
use crate::diagnostic::Code;

/// The result: whom each enrolment is of, its programme and days, and each outcome with its day and the day it is due.
pub(super) fn made(
    catalogue: &Catalogue,
    people: &People,
    outcomes: &[String],
    mut parts: Vec<Enrolments>,
) -> Result<RecordBatch, TableError> {
    let whom: Vec<u32> = joined(&mut parts, |part| Some(&mut part.people));
    let programmes: Vec<u16> = joined(&mut parts, |part| Some(&mut part.programmes));
    let names = StringArray::from_iter_values(catalogue.rules().programmes.keys());
    let programmes: ArrayRef =
        Arc::new(DictionaryArray::<UInt16Type>::new(UInt16Array::from(programmes), Arc::new(names)));
    let states: ArrayRef = Arc::new(StringArray::from_iter_values(STATES.map(|state| state.as_str())));
    let ids = people.column(&whom);
    let mut fields = vec![Field::new("person_id", ids.data_type().clone(), false)];
    fields.push(Field::new("programme", programmes.data_type().clone(), false));
    let mut columns: Vec<ArrayRef> = vec![ids, programmes];
    let days = |name: String, days: Vec<i32>, columns: &mut Vec<ArrayRef>, fields: &mut Vec<Field>| {
        let told = valid(&days, NONE);
        fields.push(Field::new(name, DataType::Date32, true));
        columns.push(Arc::new(Date32Array::new(days.into(), Some(told))));
    };
    let started = joined(&mut parts, |part| Some(&mut part.started));
    days("started_on".to_owned(), started, &mut columns, &mut fields);
    let ended = joined(&mut parts, |part| Some(&mut part.ended));
    days("ended_on".to_owned(), ended, &mut columns, &mut fields);
    for (at, id) in outcomes.iter().enumerate() {
        let mut keys = joined(&mut parts, |part| Some(&mut part.said.get_mut(at)?.states));
        let told = valid(&keys, Said::NOTHING.state);
        keys.iter_mut().filter(|state| **state == Said::NOTHING.state).for_each(|state| *state = 0);
        let keys = UInt8Array::new(keys.into(), Some(told));
        let state: ArrayRef = Arc::new(DictionaryArray::<UInt8Type>::new(keys, Arc::clone(&states)));
        fields.push(Field::new(id, state.data_type().clone(), true));
        columns.push(state);
        let on = joined(&mut parts, |part| Some(&mut part.said.get_mut(at)?.on));
        days(format!("{id}.on"), on, &mut columns, &mut fields);
        let due_on = joined(&mut parts, |part| Some(&mut part.said.get_mut(at)?.due_on));
        days(format!("{id}.due_on"), due_on, &mut columns, &mut fields);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).map_err(|error| {
        let message = format!("the result could not be made: {error}");
        TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "", message, "")] }
    })
}

/// Which values are not what stands for none.
fn valid<T: PartialEq>(values: &[T], none: T) -> NullBuffer {
    let word = |values: &[T]| values.iter().rev().fold(0_u64, |word, value| (word << 1) | u64::from(*value != none));
    let words: Vec<u64> = values.chunks(64).map(word).collect();
    NullBuffer::new(BooleanBuffer::new(words.into(), 0, values.len()))
}

/// Enrolments of several parts in the order of people and programmes.
pub(super) fn in_order(parts: &[Enrolments], outcomes: usize) -> Enrolments {
    let mut places: Vec<(u32, u16, usize, usize)> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let keys = part.people.iter().zip(&part.programmes).enumerate();
        places.extend(keys.map(|(at, (person, programme))| (*person, *programme, number, at)));
    }
    places.sort_unstable();
    let mut all = Enrolments { said: vec![SaidColumn::default(); outcomes], ..Enrolments::default() };
    for (person, programme, number, at) in places {
        let Some(part) = parts.get(number) else { continue };
        let day = |days: &[i32]| days.get(at).copied().unwrap_or(NONE);
        all.people.push(person);
        all.programmes.push(programme);
        all.started.push(day(&part.started));
        all.ended.push(day(&part.ended));
        for (column, said) in all.said.iter_mut().zip(&part.said) {
            let state = said.states.get(at).copied().unwrap_or(Said::NOTHING.state);
            column.push(Said { state, on: day(&said.on), due_on: day(&said.due_on) });
        }
    }
    all
}

/// Parts of a column, one after another; taken, so that the first need not be copied.
fn joined<T>(parts: &mut [Enrolments], column: impl Fn(&mut Enrolments) -> Option<&mut Vec<T>>) -> Vec<T> {
    let mut columns = parts.iter_mut().filter_map(|part| column(part).map(std::mem::take));
    let mut all = columns.next().unwrap_or_default();
    let rest: Vec<Vec<T>> = columns.collect();
    all.reserve_exact(rest.iter().map(Vec::len).fold(0, usize::saturating_add));
    rest.into_iter().for_each(|part| all.extend(part));
    all
}
