//! Screening a table, batch by batch.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use arrow_array::types::UInt16Type;
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, ListArray, RecordBatch, StringArray, UInt16Array};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::header::PERSON_ID;
use super::problem::{TableError, TableProblem};
use super::reading::Reading;
use super::said::{Numbers, Said};
use crate::catalogue::Catalogue;
use crate::diagnostic::Code;
use crate::value::Date;

/// How a table is screened.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableOptions {
    /// Whether to say, for each programme, which criteria are not met and which are unknown.
    pub reasons: bool,
    /// How many threads to use; `None` is as many as the machine has. Without the feature `threads` there is one.
    pub threads: Option<usize>,
}

/// Screens a table whose columns are known, batch by batch.
///
/// Made by [`Catalogue::table_screener`]. Batches may be of any length; what is kept between them does not grow, but for
/// the ids of tables that are not in the order of their ids.
pub struct TableScreener {
    reading: Reading,
    result: SchemaRef,
    options: TableOptions,
}

/// People's values are not shown.
impl fmt::Debug for TableScreener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TableScreener").field("rows", &self.reading.rows).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// Screens a table of people, one a row: `person_id`, and a column for each fact that is told. A null was not asked,
    /// and so was every fact without a column.
    ///
    /// The result has `person_id` and, for each programme in force on `as_at`, by id, a nullable boolean: true where the
    /// person is eligible, false where not, null where it is undetermined. Every row is in it, in its place. What cannot
    /// be used in a row, such as a code that the fact does not have, counts as not told and is listed.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, cast::AsArray};
    /// # use doorstep::{Catalogue, TableOptions};
    /// # let catalogue = Catalogue::parse([
    /// #     ("v.json", r#"{"vocabulary": "v", "facts": {"age": {"type": "number"}}}"#),
    /// #     ("example.json", r#"{"programme": "example", "name": "Example Works", "in_force": {},
    /// #         "eligibility": [{"id": "age", "text": "You are 25 or over", "when": "age >= 25"}]}"#),
    /// # ])?;
    /// let people = RecordBatch::try_from_iter([
    ///     ("person_id", Arc::new(Int64Array::from(vec![1, 2, 3])) as ArrayRef),
    ///     ("age", Arc::new(Int64Array::from(vec![Some(30), Some(24), None])) as ArrayRef),
    /// ])?;
    /// let as_at = doorstep::parse_date("2022-06-01").unwrap();
    /// let (screened, problems) = catalogue.screen_table(&people, as_at, TableOptions::default())?;
    /// let eligible: Vec<_> = screened["example"].as_boolean().iter().collect();
    /// assert_eq!(eligible, [Some(true), Some(false), None]);
    /// assert!(problems.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn screen_table(
        &self,
        people: &RecordBatch,
        as_at: Date,
        options: TableOptions,
    ) -> Result<(RecordBatch, Vec<TableProblem>), TableError> {
        let mut screener = self.table_screener(people.schema_ref(), as_at, options)?;
        let screened = screener.screen(people)?;
        Ok((screened, screener.finish()))
    }

    /// Screens a table whose batches come one after another, so that it need not be in memory as a whole.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used.
    pub fn table_screener(
        &self,
        schema: &SchemaRef,
        as_at: Date,
        options: TableOptions,
    ) -> Result<TableScreener, TableError> {
        TableScreener::new(self, schema, as_at, options)
    }
}

impl TableScreener {
    fn new(catalogue: &Catalogue, schema: &SchemaRef, as_at: Date, options: TableOptions) -> Result<Self, TableError> {
        let reading = Reading::new(catalogue, schema, as_at, None)?;
        let programmes = &reading.plan.programmes;
        let mut fields = vec![schema.field(reading.person).clone().with_name(PERSON_ID)];
        fields.extend(programmes.iter().map(|programme| Field::new(&programme.id, DataType::Boolean, true)));
        if options.reasons {
            for programme in programmes {
                let lists = ["failed", "unknown"].map(|list| format!("{}.{list}", programme.id));
                fields.extend(lists.map(|name| Field::new(name, DataType::List(Arc::new(criterion())), false)));
            }
        }
        let mut names = HashSet::new();
        let twice = fields.iter().filter(|field| !names.insert(field.name().as_str()));
        let twice = twice.map(|field| {
            let message = format!("the result would have two columns `{}`", field.name());
            let help = "give the programme another id";
            TableProblem::of_column(Code::TableRepeatedColumn, field.name(), message, help)
        });
        let problems: Vec<TableProblem> = twice.collect();
        if !problems.is_empty() {
            return Err(TableError { problems });
        }
        Ok(Self { reading, result: Arc::new(Schema::new(fields)), options })
    }

    /// The columns of the result.
    #[must_use]
    pub fn result_schema(&self) -> &SchemaRef {
        &self.result
    }

    /// How many rows have been screened.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.reading.rows
    }

    /// Screens the next rows.
    ///
    /// # Errors
    /// [`TableError`] if the columns are not those of the table.
    pub fn screen(&mut self, batch: &RecordBatch) -> Result<RecordBatch, TableError> {
        let reasons = self.options.reasons;
        let said = self.reading.read(batch, self.options.threads, |worker, plan, span, said: &mut Said| {
            said.statuses(worker, plan, span.len);
            if reasons {
                said.reasons(worker, plan, span.len);
            }
        })?;
        let rows = batch.num_rows();
        let programmes = &self.reading.plan.programmes;
        let mut columns: Vec<ArrayRef> = vec![Arc::clone(batch.column(self.reading.person))];
        for at in 0..programmes.len() {
            let (mut values, mut known) = (Vec::new(), Vec::new());
            for bits in said.iter().filter_map(|part| part.statuses.get(at)) {
                values.extend_from_slice(&bits.values);
                known.extend_from_slice(&bits.known);
            }
            let values = BooleanBuffer::new(Buffer::from_vec(values), 0, rows);
            let known = NullBuffer::new(BooleanBuffer::new(Buffer::from_vec(known), 0, rows));
            columns.push(Arc::new(BooleanArray::new(values, Some(known))));
        }
        if reasons {
            for (at, programme) in programmes.iter().enumerate() {
                let ids: Vec<&str> = programme.criteria.iter().map(|(id, _)| id.as_str()).collect();
                for list in 0..2 {
                    let parts = said.iter().filter_map(|part| part.reasons.get(at)?.get(list));
                    columns.push(lists(parts, &ids));
                }
            }
        }
        // The columns are made to the schema, each of as many rows.
        RecordBatch::try_new(Arc::clone(&self.result), columns).map_err(|error| {
            let message = format!("the result could not be made: {error}");
            TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "", message, "")] }
        })
    }

    /// What was odd about the columns and the rows, by column.
    #[must_use]
    pub fn finish(self) -> Vec<TableProblem> {
        self.reading.finish()
    }
}

/// What a list of criteria holds.
fn criterion() -> Field {
    let ids = DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
    Field::new("item", ids, false)
}

fn lists<'a>(parts: impl Iterator<Item = &'a Numbers> + Clone, ids: &[&str]) -> ArrayRef {
    let lengths = parts.clone().flat_map(|part| &part.lengths).map(|length| *length as usize);
    let offsets = OffsetBuffer::<i32>::from_lengths(lengths);
    let numbers: Vec<u16> = parts.flat_map(|part| &part.numbers).copied().collect();
    let values = Arc::new(StringArray::from(ids.to_vec()));
    let keys = DictionaryArray::<UInt16Type>::new(UInt16Array::from(numbers), values);
    Arc::new(ListArray::new(Arc::new(criterion()), offsets, Arc::new(keys), None))
}
