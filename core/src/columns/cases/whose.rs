//! Whom rows are about, whatever the type of the column that says so.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Float16Type, Float32Type, Float64Type};
use arrow_array::{Array, ArrayRef, Int64Array, PrimitiveArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema};

use crate::columns::found::{LISTED, Rows};
use crate::columns::ids::can_be;
use crate::columns::problem::{TableError, TableProblem};
use crate::diagnostic::Code;

/// From here on not every whole number is a float of its own.
const LIMIT: f64 = 9_007_199_254_740_992.0;

/// A table with whole numbers in the column that says whom rows are about, where it holds floats: whole numbers are often
/// made such because some row has none. What is no number is none there.
pub(super) fn with_ids<'b>(batches: &'b [RecordBatch], names: &[&str]) -> Result<Cow<'b, [RecordBatch]>, TableError> {
    let place = |batch: &RecordBatch| names.iter().find_map(|name| batch.schema_ref().index_of(name).ok());
    let is_floating = |batch: &RecordBatch| place(batch).is_some_and(|at| batch.column(at).data_type().is_floating());
    if !batches.iter().any(is_floating) {
        return Ok(Cow::Borrowed(batches));
    }
    let (mut made, mut broken, mut first, mut column) = (Vec::new(), Rows::default(), 0_u64, "");
    for batch in batches {
        let at = place(batch).filter(|_| is_floating(batch));
        made.push(at.and_then(|at| whole(batch, at, first, &mut broken)).unwrap_or_else(|| batch.clone()));
        column = at.map_or(column, |at| batch.schema_ref().field(at).name());
        first = first.saturating_add(batch.num_rows() as u64);
    }
    if broken.count == 0 {
        return Ok(Cow::Owned(made));
    }
    let rows = if broken.count == 1 { "1 row has".to_owned() } else { format!("{} rows have", broken.count) };
    let message =
        format!("in `{column}` {rows} a number that is not whole, or too large for a float to tell it from others");
    let help = "give whole numbers or texts".to_owned();
    let column = column.to_owned();
    let (rows, first) = (broken.count, broken.first);
    Err(TableError { problems: vec![TableProblem { code: Code::TableColumnType, column, message, help, rows, first }] })
}

/// A batch whose column of floats is one of whole numbers; what is neither whole nor nothing is counted.
fn whole(batch: &RecordBatch, at: usize, first: u64, broken: &mut Rows) -> Option<RecordBatch> {
    fn of<T: ArrowPrimitiveType<Native: Into<f64>>>(
        column: &PrimitiveArray<T>,
        see: &mut dyn FnMut(usize),
    ) -> ArrayRef {
        let ids = column.iter().enumerate().map(|(row, id)| {
            let id: f64 = id?.into();
            if id.is_nan() {
                return None;
            }
            if id.fract() != 0.0 || id.abs() >= LIMIT {
                see(row);
                return None;
            }
            #[expect(clippy::cast_possible_truncation, reason = "it is whole, and in range")]
            Some(id as i64)
        });
        Arc::new(ids.collect::<Int64Array>())
    }
    let mut see = |row: usize| {
        broken.count = broken.count.saturating_add(1);
        if broken.first.len() < LISTED {
            broken.first.push(first.saturating_add(row as u64));
        }
    };
    let column = batch.column(at);
    let ids = match column.data_type() {
        DataType::Float16 => of(column.as_primitive::<Float16Type>(), &mut see),
        DataType::Float32 => of(column.as_primitive::<Float32Type>(), &mut see),
        _ => of(column.as_primitive::<Float64Type>(), &mut see),
    };
    let schema = batch.schema_ref();
    let field = |(place, field): (usize, &Arc<Field>)| {
        if place == at { Arc::new(Field::new(field.name(), DataType::Int64, true)) } else { Arc::clone(field) }
    };
    let fields: Vec<Arc<Field>> = schema.fields().iter().enumerate().map(field).collect();
    let mut columns = batch.columns().to_vec();
    *columns.get_mut(at)? = ids;
    RecordBatch::try_new(Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone())), columns).ok()
}

/// Whether ids can be of a type.
///
/// # Errors
/// [`TableError`] that says what to give.
pub(super) fn must_be_ids(name: &str, column: &DataType) -> Result<(), TableError> {
    if can_be(column) || *column == DataType::Null {
        return Ok(());
    }
    let message = format!("the column `{name}` of people holds {column}, and ids are whole numbers or texts");
    let help = "give whole numbers or texts, as events do";
    Err(TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, name, message, help)] })
}
