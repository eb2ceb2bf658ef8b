//! Tables of events, read batch by batch.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::header::Layout;
use super::row::Rows;
use crate::case_file::CaseFile;
use crate::case_file::reading::LineReader;
use crate::case_file::writing::write_plain;
use crate::catalogue::Catalogue;
use crate::columns::{TableError, TableProblem, same_columns};
use crate::events::read_fields;

/// Events of a table whose batches come one after another, so that it need not be in memory as a whole.
#[derive(Debug)]
pub struct CaseFileReader {
    catalogue: Catalogue,
    schema: SchemaRef,
    layout: Layout,
    lines: LineReader,
    rows: u64,
    rejected: u64,
}

/// A table of events as a case file, and what became of its rows: those `used` and those `rejected` are all of them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CaseFileTable {
    /// The set of the events. Rows that tell the same are one event.
    pub file: CaseFile,
    /// How many rows hold an event, whatever becomes of it.
    pub used: u64,
    /// How many rows hold none that can be read. They are in the file's [`rejected`](CaseFile::rejected), as lines, by
    /// their places in the table from 1.
    pub rejected: u64,
    /// What is odd about columns: those that are ignored.
    pub problems: Vec<TableProblem>,
}

impl Catalogue {
    /// Reads the events of a table, of however many people.
    ///
    /// `event_id` and `person_id` are whole numbers or texts; `programme`, `kind`, `start`, `end`, `evidence` and
    /// `recorded_at` (or `recorded_on`) tell the event's own parts. What its data tell is in columns by name: `hours`,
    /// `worker`, the facts that are told; where a name would say something else, as `data.person`. What is null is not
    /// told. A column that tells nothing that events have is ignored, and listed.
    ///
    /// A row that holds no event that can be read is kept aside as a line of a file is, with its place in the table.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
    /// # use doorstep::Catalogue;
    /// # let catalogue = Catalogue::parse([
    /// #     ("v.json", r#"{"vocabulary": "v", "records": {"support": {"attributes": {"hours": "number"}}}}"#),
    /// #     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let events = RecordBatch::try_from_iter_with_nullable([
    ///     ("event_id", Arc::new(Int64Array::from(vec![1, 2])) as ArrayRef, false),
    ///     ("person_id", Arc::new(Int64Array::from(vec![7, 7])) as ArrayRef, false),
    ///     ("programme", Arc::new(StringArray::from(vec![Some("p"), None])) as ArrayRef, true),
    ///     ("kind", Arc::new(StringArray::from(vec!["started", "support"])) as ArrayRef, true),
    ///     ("start", Arc::new(Date32Array::from(vec![Some(19_000), None])) as ArrayRef, true),
    ///     ("hours", Arc::new(Int64Array::from(vec![None, Some(2)])) as ArrayRef, true),
    /// ])?;
    /// let read = catalogue.read_events(&events)?;
    /// assert_eq!((read.used, read.rejected), (1, 1));
    /// assert_eq!(read.file.events()[0].on, doorstep::parse_date("2022-01-08"));
    /// assert_eq!(read.file.rejected()[0].line(), 2); // it has no day
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read_events(&self, events: &RecordBatch) -> Result<CaseFileTable, TableError> {
        let mut reader = self.case_file_reader(events.schema_ref())?;
        reader.read(events)?;
        Ok(reader.finish())
    }

    /// Reads the events of a table whose batches come one after another.
    ///
    /// # Errors
    /// [`TableError`] with every column that cannot be used.
    pub fn case_file_reader(&self, schema: &SchemaRef) -> Result<CaseFileReader, TableError> {
        Ok(CaseFileReader {
            catalogue: self.clone(),
            schema: Arc::clone(schema),
            layout: Layout::of(self, schema)?,
            lines: LineReader::new(self),
            rows: 0,
            rejected: 0,
        })
    }
}

impl CaseFileReader {
    /// Reads the next rows.
    ///
    /// # Errors
    /// [`TableError`] if the columns are not those of the table.
    pub fn read(&mut self, batch: &RecordBatch) -> Result<(), TableError> {
        self.read_rows(batch, self.rows, 0..batch.num_rows())
    }

    /// Reads some rows of a batch, whose first has a number in the whole table.
    pub(crate) fn read_rows(
        &mut self,
        batch: &RecordBatch,
        first: u64,
        rows: impl Iterator<Item = usize>,
    ) -> Result<(), TableError> {
        same_columns(&self.schema, batch)?;
        let told = Rows::of(&self.layout, batch);
        for row in rows {
            self.rows = self.rows.saturating_add(1);
            let place = first.saturating_add(row as u64).saturating_add(1);
            let (mut fields, is_once) = told.fields(row);
            match read_fields(&self.catalogue, &mut fields) {
                Ok(event) if is_once => self.lines.events.push(event),
                _ => {
                    let mut line = String::new();
                    write_plain(&told.plain(row), &mut line);
                    let before = self.lines.events.len();
                    self.lines.line(usize::try_from(place).unwrap_or(usize::MAX), &line);
                    self.rejected = self.rejected.saturating_add(u64::from(self.lines.events.len() == before));
                }
            }
        }
        Ok(())
    }

    /// How many rows have been read.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The events that were read, as a set.
    #[must_use]
    pub fn finish(self) -> CaseFileTable {
        let used = self.rows.saturating_sub(self.rejected);
        CaseFileTable { file: self.lines.finish(), used, rejected: self.rejected, problems: self.layout.problems }
    }
}
