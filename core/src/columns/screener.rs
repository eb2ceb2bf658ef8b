//! Screening a table, batch by batch.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use arrow_array::types::UInt16Type;
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, ListArray, RecordBatch, StringArray, UInt16Array};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::bind::{Bound, fits};
use super::found::{Found, Rows, Trouble};
use super::ids::{self, Ids};
use super::layout::Telling;
use super::plan::Plan;
use super::problem::{TableError, TableProblem};
use super::worker::{Bits, Numbers, ROWS, Said, Worker};
use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, nearest};
use crate::value::Date;

/// The column that says who a row is about.
const PERSON_ID: &str = "person_id";

/// The columns beside a fact's own that tell how it is known. They change no status.
const BESIDE: [&str; 3] = ["absent", "evidence", "on"];

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
    plan: Plan,
    schema: SchemaRef,
    /// The place of the ids.
    person: usize,
    result: SchemaRef,
    options: TableOptions,
    workers: Vec<Worker>,
    ids: Ids,
    rows: u64,
    found: Found,
    /// What is odd about whole columns.
    problems: Vec<TableProblem>,
}

/// People's values are not shown.
impl fmt::Debug for TableScreener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TableScreener").field("rows", &self.rows).finish_non_exhaustive()
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
        let columns = read_columns(catalogue, schema)?;
        let plan = Plan::new(catalogue, as_at, columns.telling);
        let mut fields = vec![schema.field(columns.person).clone().with_name(PERSON_ID)];
        for programme in &plan.programmes {
            fields.push(Field::new(&programme.id, DataType::Boolean, true));
        }
        if options.reasons {
            for programme in &plan.programmes {
                let lists = ["failed", "unknown"].map(|list| format!("{}.{list}", programme.id));
                fields.extend(lists.map(|name| Field::new(name, DataType::List(Arc::new(criterion())), false)));
            }
        }
        Ok(Self {
            plan,
            schema: Arc::clone(schema),
            person: columns.person,
            result: Arc::new(Schema::new(fields)),
            options,
            workers: Vec::new(),
            ids: Ids::new(),
            rows: 0,
            found: Found::default(),
            problems: columns.problems,
        })
    }

    /// The columns of the result.
    #[must_use]
    pub fn result_schema(&self) -> &SchemaRef {
        &self.result
    }

    /// How many rows have been screened.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Screens the next rows.
    ///
    /// # Errors
    /// [`TableError`] if the columns are not those of the table.
    pub fn screen(&mut self, batch: &RecordBatch) -> Result<RecordBatch, TableError> {
        let same = |(own, other): (&Arc<Field>, &Arc<Field>)| {
            own.name() == other.name() && own.data_type() == other.data_type()
        };
        let (own, other) = (self.schema.fields(), batch.schema_ref().fields());
        if own.len() != other.len() || !own.iter().zip(other.iter()).all(same) {
            let message = "a later batch has other columns than the first".to_owned();
            let problem = TableProblem::of_column(
                Code::TableColumnType,
                "",
                message,
                "give batches of one table, with one schema",
            );
            return Err(TableError { problems: vec![problem] });
        }
        let ids = batch.column(self.person);
        self.ids.add(ids, self.person, self.rows, &mut self.found);
        let bound: Vec<Bound<'_>> =
            self.plan.columns.iter().map(|column| column.bind(batch.column(column.at))).collect();
        let said = run_all(&self.plan, &mut self.workers, &bound, batch.num_rows(), self.rows, self.options);
        let mut columns: Vec<ArrayRef> = vec![Arc::clone(ids)];
        let mut reasons = Vec::new();
        let mut statuses: Vec<Bits> = vec![Bits::default(); self.plan.programmes.len()];
        for part in said {
            for (all, part) in statuses.iter_mut().zip(part.statuses) {
                all.values.extend(part.values);
                all.known.extend(part.known);
            }
            reasons.push(part.reasons);
            self.found.extend(part.found);
        }
        let rows = batch.num_rows();
        for bits in statuses {
            let values = BooleanBuffer::new(Buffer::from_vec(bits.values), 0, rows);
            let known = NullBuffer::new(BooleanBuffer::new(Buffer::from_vec(bits.known), 0, rows));
            columns.push(Arc::new(BooleanArray::new(values, Some(known))));
        }
        if self.options.reasons {
            for (at, programme) in self.plan.programmes.iter().enumerate() {
                let ids: Vec<&str> = programme.criteria.iter().map(|(id, _)| id.as_str()).collect();
                for list in 0..2 {
                    let parts = reasons.iter().filter_map(|part| part.get(at)?.get(list));
                    columns.push(lists(parts, &ids));
                }
            }
        }
        self.rows = self.rows.saturating_add(rows as u64);
        // The columns are made to the schema, each of as many rows.
        RecordBatch::try_new(Arc::clone(&self.result), columns).map_err(|error| {
            let message = format!("the result could not be made: {error}");
            TableError { problems: vec![TableProblem::of_column(Code::TableColumnType, "", message, "")] }
        })
    }

    /// What was odd about the columns and the rows, by column.
    #[must_use]
    pub fn finish(self) -> Vec<TableProblem> {
        let mut problems = self.problems;
        for ((column, trouble), rows) in &self.found.rows {
            let name = self.schema.fields().get(*column).map_or("", |field| field.name());
            problems.push(of_rows(name, *trouble, rows));
        }
        problems
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

/// All rows of a batch, on as many threads as are allowed.
fn run_all(
    plan: &Plan,
    workers: &mut Vec<Worker>,
    bound: &[Bound<'_>],
    rows: usize,
    first: u64,
    options: TableOptions,
) -> Vec<Said> {
    let ranges = ranges(rows, threads(options));
    while workers.len() < ranges.len() {
        workers.push(Worker::new(plan));
    }
    let mut work: Vec<(&mut Worker, Range<usize>)> = workers.iter_mut().zip(ranges).collect();
    let run = |(worker, range): (&mut Worker, Range<usize>)| worker.run(plan, bound, range, first, options.reasons);
    #[cfg(feature = "threads")]
    if work.len() > 1 {
        let last = work.pop();
        return std::thread::scope(|scope| {
            let others: Vec<_> = work.into_iter().map(|work| scope.spawn(|| run(work))).collect();
            let last = last.map(run);
            let joined = others.into_iter().map(|other| match other.join() {
                Ok(said) => said,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            joined.collect::<Vec<_>>().into_iter().chain(last).collect()
        });
    }
    work.drain(..).map(run).collect()
}

fn threads(options: TableOptions) -> usize {
    #[cfg(feature = "threads")]
    return options.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    #[cfg(not(feature = "threads"))]
    return options.threads.map_or(1, |_| 1);
}

/// The rows of each thread: whole lots, so that words of bits are not shared.
fn ranges(rows: usize, threads: usize) -> Vec<Range<usize>> {
    let lots = rows.div_ceil(ROWS);
    let each = lots.div_ceil(threads.max(1)).saturating_mul(ROWS).max(ROWS);
    let mut ranges = Vec::new();
    let mut from = 0_usize;
    while from < rows || ranges.is_empty() {
        let to = from.saturating_add(each).min(rows);
        ranges.push(from..to);
        from = to.max(from.saturating_add(1));
    }
    ranges
}

/// The columns of a table.
struct Columns {
    person: usize,
    telling: Vec<Telling>,
    problems: Vec<TableProblem>,
}

fn read_columns(catalogue: &Catalogue, schema: &Schema) -> Result<Columns, TableError> {
    let lexicon = catalogue.lexicon();
    let (mut problems, mut ignored, mut telling) = (Vec::new(), Vec::new(), Vec::new());
    let (mut person, mut names) = (None, HashSet::new());
    for (at, field) in schema.fields().iter().enumerate() {
        let name = field.name().as_str();
        if !names.insert(name) {
            let message = format!("the table has two columns `{name}`");
            problems.push(TableProblem::of_column(Code::TableRepeatedColumn, name, message, "give each column once"));
        } else if name == PERSON_ID {
            person = Some(at);
            if !ids::can_be(field.data_type()) {
                let message =
                    format!("the column `{PERSON_ID}` holds {}, and ids are whole numbers or texts", field.data_type());
                problems.push(TableProblem::of_column(
                    Code::TableColumnType,
                    name,
                    message,
                    "give whole numbers or texts",
                ));
            }
        } else if let Some((fact, declared, codes)) = lexicon.fact(name) {
            if !fits(declared.r#type, field.data_type()) {
                let wanted = declared.r#type.wanted();
                let message =
                    format!("the column `{name}` holds {}, and the fact `{name}` is {wanted}", field.data_type());
                problems.push(TableProblem::of_column(Code::TableColumnType, name, message, help(declared.r#type)));
            } else if codes.len() > 62 && declared.r#type == crate::document::FactType::Codes {
                let message = format!("the fact `{name}` has more than 62 codes, which a table does not hold");
                let help = "screen these people one by one, or leave the column out";
                problems.push(TableProblem::of_column(Code::TableColumnType, name, message, help));
            } else {
                telling.push(Telling { fact, at });
            }
        } else if !name
            .rsplit_once('.')
            .is_some_and(|(fact, part)| lexicon.fact(fact).is_some() && BESIDE.contains(&part))
        {
            let help = match nearest(name, catalogue.facts().map(|(known, _)| known)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => String::new(),
            };
            let message = format!("the column `{name}` is no fact of the vocabulary, and is ignored");
            ignored.push(TableProblem::of_column(Code::TableIgnoredColumn, name, message, help));
        }
    }
    if person.is_none() {
        let message = format!("the table has no column `{PERSON_ID}`");
        problems.push(TableProblem::of_column(
            Code::TableNoId,
            PERSON_ID,
            message,
            "say in `person_id` whom each row is about",
        ));
    }
    match person {
        Some(person) if problems.is_empty() => Ok(Columns { person, telling, problems: ignored }),
        _ => Err(TableError { problems }),
    }
}

fn help(of: crate::document::FactType) -> &'static str {
    use crate::document::FactType as T;
    match of {
        T::Boolean => "give true and false",
        T::Number | T::Money => "give whole numbers, decimals or floats",
        T::Date => "give dates, or timestamps in UTC or without a zone",
        T::Code | T::Text => "give texts, in a dictionary or not",
        T::Codes => "give lists of texts, in a dictionary or not",
    }
}

fn of_rows(column: &str, trouble: Trouble, rows: &Rows) -> TableProblem {
    let count = rows.count;
    let (code, what, help) = match trouble {
        Trouble::NoId => (Code::TableNullId, "no id", "give every row an id"),
        Trouble::RepeatedId => (Code::TableRepeatedId, "an id that an earlier row has", "give each person one row"),
        Trouble::Code => {
            (Code::FactUnknownCode, "a code that the fact does not have", "give the codes the vocabulary declares")
        }
        Trouble::Number => (Code::FactBadNumber, "no finite number of up to 28 digits", "leave what is not known null"),
        Trouble::Day => {
            (Code::FactNoSuchDay, "a day that is not in the years 1600 to 2399", "leave what is not known null")
        }
        Trouble::Unborn => {
            (Code::TableUnborn, "a date of birth after the day judged", "correct the date, or judge a later day")
        }
        Trouble::Disagrees => {
            (Code::FactDisagrees, "what differs from what follows from its sources", "correct one of them")
        }
    };
    let used = if matches!(trouble, Trouble::NoId | Trouble::RepeatedId) { "" } else { "; it counts as not told" };
    let rows_word = if count == 1 { "1 row has".to_owned() } else { format!("{count} rows have") };
    TableProblem {
        code,
        column: column.to_owned(),
        message: format!("in `{column}` {rows_word} {what}{used}"),
        help: help.to_owned(),
        rows: count,
        first: rows.first.clone(),
    }
}
