//! What the rows of a batch tell beside whom they are about and when: by kind.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::BooleanBuffer;

use super::attributes::Attribute;
use super::columns::{Columns, SCORE};
use super::days;
use super::keyed::Keyed;
use super::rules::{RECORDS, Rules};
use crate::catalogue::Catalogue;
use crate::document::FactType;

/// What the rows of a batch tell.
pub(super) struct Telling<'a> {
    pub(super) batch: &'a RecordBatch,
    /// The number of its first row in the whole table.
    pub(super) first: u32,
    /// By kind of record.
    records: Vec<Told<'a>>,
    /// A start or an end, which tell no attributes.
    nothing: Told<'a>,
    /// Why an enrolment ended.
    because: Option<Keyed<'a>>,
    /// When rows were recorded.
    recorded: Option<&'a ArrayRef>,
}

/// What rows of a kind tell.
pub(super) struct Told<'a> {
    pub(super) own: Vec<Attribute<'a>>,
    /// The rows that tell what the kind does not have.
    foreign: Rows,
}

impl<'a> Telling<'a> {
    pub(super) fn new(
        catalogue: &Catalogue,
        rules: &Rules<'_>,
        columns: &'a Columns,
        batch: &'a RecordBatch,
        first: u32,
    ) -> Self {
        let told = columns.attributes.iter().map(|(name, at)| (name, batch.column(*at)));
        let told: Vec<(&'a String, &'a ArrayRef)> = told.filter(|(_, column)| !is_empty(column)).collect();
        let others = columns.others.iter().fold(Rows::None, |rows, at| rows.or(batch.column(*at)));
        let parts = columns.evidence_parts.iter().fold(Rows::None, |rows, at| rows.or(batch.column(*at)));
        let others = others.and_those(parts.without(columns.evidence.map(|at| batch.column(at)), batch.num_rows()));
        let score = columns.score.map(|at| batch.column(at)).filter(|column| !is_empty(column));
        let nothing = told.iter().fold(others.clone(), |rows, (_, column)| rows.or(column));
        let nothing = score.into_iter().fold(nothing, Rows::or);
        let records = rules.asked.iter().map(|asked| {
            let because = columns.because.map(|at| batch.column(at));
            if asked.scores.is_some() {
                let own = score.map(|column| Attribute::new(SCORE, FactType::Number, column));
                let foreign = told.iter().map(|(_, column)| *column).chain(because).fold(others.clone(), Rows::or);
                return Told { own: own.into_iter().collect(), foreign };
            }
            let declared = catalogue.lexicon().records.get(asked.kind);
            let of = |name: &str| declared.and_then(|declared| declared.attributes.get(name));
            let own = told.iter().filter_map(|(name, column)| Some(Attribute::new(name, *of(name)?, column)));
            // Why an enrolment ended is told of ends alone.
            let foreign = told
                .iter()
                .filter(|(name, _)| of(name).is_none())
                .map(|(_, column)| *column)
                .chain(because)
                .chain(score);
            Told { own: own.collect(), foreign: foreign.fold(others.clone(), Rows::or) }
        });
        let records = records.collect();
        let recorded = columns.header.recorded.map(|at| batch.column(at));
        let because = columns.because.map(|at| Keyed::new(batch.column(at)));
        Self { batch, first, records, nothing: Told { own: Vec::new(), foreign: nothing }, because, recorded }
    }

    /// The place of a row in the batch.
    pub(super) fn place(&self, row: u32) -> usize {
        row.saturating_sub(self.first) as usize
    }

    /// What rows of a kind tell.
    pub(super) fn of(&self, kind: u16) -> Option<&Told<'a>> {
        match kind.checked_sub(RECORDS) {
            None => Some(&self.nothing),
            Some(record) => self.of_record(usize::from(record)),
        }
    }

    /// Why the end in a row came, if it says so.
    pub(super) fn because(&self, row: usize) -> Option<&str> {
        self.because.as_ref()?.text(row)
    }

    /// The day on which a row was recorded.
    pub(super) fn recorded(&self, row: usize) -> i32 {
        days::of_row(self.recorded, row)
    }

    /// What records of a kind tell, by its place among those asked for.
    pub(super) fn of_record(&self, kind: usize) -> Option<&Told<'a>> {
        self.records.get(kind)
    }
}

impl Told<'_> {
    /// Whether a row tells what its kind does not have.
    pub(super) fn is_foreign(&self, row: usize) -> bool {
        match &self.foreign {
            Rows::None => false,
            Rows::Some(rows) => rows.value(row),
            Rows::All => true,
        }
    }
}

/// Some rows of a batch.
#[derive(Clone)]
enum Rows {
    None,
    Some(BooleanBuffer),
    All,
}

impl Rows {
    /// These, and those in which a column tells something.
    fn or(self, column: &ArrayRef) -> Self {
        match (self, column.nulls()) {
            (Self::All, _) => Self::All,
            (own, _) if is_empty(column) => own,
            (_, None) => Self::All,
            (Self::None, Some(nulls)) => Self::Some(nulls.inner().clone()),
            (Self::Some(own), Some(nulls)) => Self::Some(&own | nulls.inner()),
        }
    }
}

impl Rows {
    /// These and others.
    fn and_those(self, others: Self) -> Self {
        match (self, others) {
            (Self::All, _) | (_, Self::All) => Self::All,
            (own, Self::None) => own,
            (Self::None, others) => others,
            (Self::Some(own), Self::Some(others)) => Self::Some(&own | &others),
        }
    }

    /// Those of these in which a column tells nothing.
    fn without(self, column: Option<&ArrayRef>, rows: usize) -> Self {
        match (self, column.filter(|column| !is_empty(column)).map(|column| column.nulls())) {
            (Self::None, _) | (_, Some(None)) => Self::None,
            (own, None) => own,
            (Self::Some(own), Some(Some(nulls))) => Self::Some(&own & &!nulls.inner()),
            (Self::All, Some(Some(nulls))) => Self::Some(&BooleanBuffer::new_set(rows) & &!nulls.inner()),
        }
    }
}

/// Whether a column tells nothing.
pub(super) fn is_empty(column: &ArrayRef) -> bool {
    column.logical_null_count() == column.len()
}
