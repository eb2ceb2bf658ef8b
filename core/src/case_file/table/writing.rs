//! A case file's events as a table.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Decimal128Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema};

use super::header::{BESIDE, Names, OWN};
use super::known::{DIGITS, Held, PLACES};
use crate::case_file::CaseFile;
use crate::case_file::writing::write_map;
use crate::events::Event;
use crate::value::{Date, Number, Plain, days_between, parse_date};

/// How many rows a batch has. Its texts stay within what a column can hold: no event is larger than 64 KiB.
const ROWS: usize = 16_384;

/// The column of what no other column can hold, as a JSON object.
const REST: &str = "data";

/// A value as a column holds it.
enum Cell<'e> {
    Text(Cow<'e, str>),
    Texts(Vec<&'e str>),
    /// In units of the last place.
    Decimal(i128),
    Decimals(Vec<Option<i128>>),
    Boolean(bool),
    /// Days since 1970.
    Day(i32),
}

/// A column of what events tell in their data: its place among the known names, the name, and the part beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column<'e> {
    place: usize,
    name: &'e str,
    beside: Option<&'static str>,
}

/// What no column can hold.
type Rest<'e> = Vec<(&'e str, &'e Plain)>;

impl CaseFile {
    /// The events as a table, in their order: batches of one schema, one without rows if there are no events.
    ///
    /// The event's own parts have their columns always; what data tell has a column where any event tells it: first what
    /// the kinds that there always are tell, then records by the vocabulary's order, then facts, with how they are known
    /// as `name.evidence`, `name.on`, `name.absent`, `name.not` and `name.complete`. Numbers are decimals with ten digits
    /// behind the point. What no column can hold as it is stands in the last column, `data`, as a JSON object: a value
    /// that is not of the type of its name, a number of more places, members of a household.
    ///
    /// Read again, it is the same events. What is left of people who were erased, and lines that could not be read, are
    /// no events and not in it.
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue};
    /// # let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#)])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "contact", "on": "2022-05-01", "data": {"note": "They rang"}}"#);
    /// let table = file.to_table();
    /// assert!(table[0].column_by_name("data.note").is_some());
    /// let again = catalogue.read_events(&table[0])?;
    /// assert_eq!(again.file.to_jsonl(), file.to_jsonl());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_table(&self) -> Vec<RecordBatch> {
        let names = Names::of(self.catalogue());
        let mut told = HashMap::new();
        for name in self.events().iter().flat_map(|event| event.data.keys()) {
            told.entry(name.as_str()).or_insert_with(|| Name::of(&names, name));
        }
        let (mut columns, mut rest) = (BTreeSet::new(), false);
        for event in self.events() {
            let (cells, left) = cells(&told, event);
            columns.extend(cells.into_iter().map(|(column, _)| column));
            rest |= !left.is_empty();
        }
        let columns: Vec<Column<'_>> = columns.into_iter().collect();
        let schema = Arc::new(schema(&names, &columns, rest));
        let batch = |events: &[Arc<Event>]| {
            let mut builders: Vec<Builder> =
                schema.fields().iter().map(|field| Builder::of(field.data_type())).collect();
            for event in events {
                let (own, data) = builders.split_at_mut_checked(OWN.len()).unwrap_or_default();
                own.iter_mut().zip(parts(event)).for_each(|(builder, part)| builder.add(part));
                let (cells, left) = cells(&told, event);
                let mut cells = cells.into_iter().peekable();
                for (builder, column) in data.iter_mut().zip(&columns) {
                    builder.add(cells.next_if(|(own, _)| own == column).map(|(_, cell)| cell));
                }
                if let Some(builder) = data.get_mut(columns.len()) {
                    builder.add((!left.is_empty()).then(|| Cell::Text(json(&left).into())));
                }
            }
            let arrays: Vec<ArrayRef> = builders.into_iter().map(Builder::finish).collect();
            let options = RecordBatchOptions::new().with_row_count(Some(events.len()));
            // The columns are made to the schema, each of as many rows.
            RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options).ok()
        };
        match self.events() {
            [] => batch(&[]).into_iter().collect(),
            events => events.chunks(ROWS).filter_map(batch).collect(),
        }
    }
}

fn schema(names: &Names<'_>, columns: &[Column<'_>], rest: bool) -> Schema {
    let own = OWN.into_iter().map(|(name, key)| {
        let of = if matches!(key, "start" | "end" | "evidence.on") { DataType::Date32 } else { DataType::Utf8 };
        Field::new(name, of, !matches!(key, "id" | "person"))
    });
    let told = columns.iter().filter_map(|column| {
        let name = names.column(column.name, column.beside)?;
        Some(Field::new(name, held(names, column.name, column.beside).data_type(), true))
    });
    let rest = rest.then(|| Field::new(REST, DataType::Utf8, true));
    Schema::new(own.chain(told).chain(rest).collect::<Vec<_>>())
}

/// How a column holds what it tells.
fn held(names: &Names<'_>, name: &str, beside: Option<&'static str>) -> Held {
    match beside {
        None => names.known.get(name).copied().unwrap_or(Held::Text),
        Some("complete") => Held::Boolean,
        Some("not") => Held::Texts,
        Some("on") => Held::Day,
        Some(_) => Held::Text,
    }
}

/// What columns there can be of a name of the data.
struct Name {
    /// Its place among the known names.
    place: usize,
    /// How a column holds it, and what is told beside it; those that there cannot be are left out.
    columns: Vec<(Option<&'static str>, Held)>,
}

impl Name {
    fn of(names: &Names<'_>, name: &str) -> Self {
        let place = names.known.get_index_of(name).unwrap_or(usize::MAX);
        let all = [None].into_iter().chain(BESIDE.map(Some));
        let columns = all.filter(|beside| names.column(name, *beside).is_some());
        Self { place, columns: columns.map(|beside| (beside, held(names, name, beside))).collect() }
    }

    /// What a column of the name, or of a part beside it, holds; `None` if there is none that can.
    fn cell<'e>(&self, name: &'e str, beside: Option<&str>, value: &'e Plain) -> Option<(Column<'e>, Cell<'e>)> {
        let (beside, held) = self.columns.iter().find(|(own, _)| *own == beside)?;
        Some((Column { place: self.place, name, beside: *beside }, cell(*held, value)?))
    }
}

/// An event's own parts, in the order of their columns.
fn parts(event: &Event) -> [Option<Cell<'_>>; OWN.len()] {
    fn text(text: Option<&str>) -> Option<Cell<'_>> {
        text.map(|text| Cell::Text(text.into()))
    }
    let day = |day: Option<Date>| day.and_then(since_1970).map(Cell::Day);
    let (evidence, overridden) = (event.evidence.as_ref(), event.overridden.as_ref());
    [
        text(Some(&event.id)),
        text(Some(&event.person)),
        text(event.programme.as_deref()),
        text(event.kind.as_deref()),
        day(event.on),
        day(event.end),
        text(evidence.map(|evidence| evidence.r#type.as_str())),
        day(evidence.and_then(|evidence| evidence.on)),
        text(evidence.and_then(|evidence| evidence.by.as_deref())),
        text(event.recorded_at.as_ref().map(|at| at.as_str())),
        text(event.recorded_by.as_deref()),
        text(event.subject.as_deref()),
        text(event.amends.as_deref()),
        text(event.voids.as_deref()),
        text(overridden.map(|overridden| overridden.reason.as_str())),
        text(overridden.and_then(|overridden| overridden.by.as_deref())),
        text(overridden.and_then(|overridden| overridden.authority.as_deref())),
    ]
}

/// What an event's data tell, by column in their order, and what no column can hold.
fn cells<'e>(told: &HashMap<&str, Name>, event: &'e Event) -> (Vec<(Column<'e>, Cell<'e>)>, Rest<'e>) {
    let (mut cells, mut rest) = (Vec::new(), Vec::new());
    for (name, value) in &event.data {
        let before = cells.len();
        if let Some(columns) = told.get(name.as_str()) {
            match (columns.cell(name, None, value), value) {
                (Some(cell), _) => cells.push(cell),
                // What is known of a fact, with nothing more and nothing less than columns tell.
                (None, Plain::Map(entries)) => {
                    let part = |(part, value): &'e (String, Plain)| {
                        columns.cell(name, Some(part.as_str()).filter(|part| *part != "value"), value)
                    };
                    let parts: Option<Vec<_>> = entries.iter().map(part).collect();
                    let parts = parts.filter(|parts| parts.iter().any(|(column, _)| column.beside.is_some()));
                    cells.extend(parts.into_iter().flatten());
                }
                _ => {}
            }
        }
        if cells.len() == before {
            rest.push((name.as_str(), value));
        }
    }
    cells.sort_by_key(|(column, _)| *column);
    (cells, rest)
}

/// A value as a column holds it, if it is then still what it was.
fn cell(held: Held, value: &Plain) -> Option<Cell<'_>> {
    match (held, value) {
        (Held::Text, Plain::Text(text)) => Some(Cell::Text(text.into())),
        (Held::Boolean, Plain::Boolean(value)) => Some(Cell::Boolean(*value)),
        (Held::Day, Plain::Text(text)) => parse_date(text).and_then(since_1970).map(Cell::Day),
        (Held::Decimal, value) => units(value).map(Cell::Decimal),
        (Held::Texts, Plain::List(items)) => {
            fn text(item: &Plain) -> Option<&str> {
                if let Plain::Text(text) = item { Some(text) } else { None }
            }
            items.iter().map(text).collect::<Option<_>>().map(Cell::Texts)
        }
        (Held::Decimals, Plain::List(items)) => {
            let decimal = |item: &Plain| if *item == Plain::Null { Some(None) } else { units(item).map(Some) };
            items.iter().map(decimal).collect::<Option<_>>().map(Cell::Decimals)
        }
        _ => None,
    }
}

/// A number in units of the last place that a column has.
fn units(value: &Plain) -> Option<i128> {
    let Plain::Number(text) = value else { return None };
    let number: Number = text.parse().ok()?;
    let (floor, ceiling) = (number.floor_in(PLACES), number.ceiling_in(PLACES));
    let fits = floor == ceiling && floor.unsigned_abs() < 10_u128.pow(DIGITS.into());
    (fits && number.to_string() == *text).then_some(floor)
}

fn since_1970(day: Date) -> Option<i32> {
    i32::try_from(days_between(Date::from_ymd_opt(1970, 1, 1)?, day)).ok()
}

fn json(entries: &[(&str, &Plain)]) -> String {
    let mut json = String::new();
    write_map(entries.iter().copied(), &mut json);
    json
}

/// A column that is being made.
enum Builder {
    Texts(StringBuilder),
    TextLists(ListBuilder<StringBuilder>),
    Decimals(Decimal128Builder),
    DecimalLists(ListBuilder<Decimal128Builder>),
    Booleans(BooleanBuilder),
    Days(Date32Builder),
}

impl Builder {
    fn of(column: &DataType) -> Self {
        let decimals = || Decimal128Builder::new().with_data_type(Held::Decimal.data_type());
        match column {
            DataType::Boolean => Self::Booleans(BooleanBuilder::new()),
            DataType::Date32 => Self::Days(Date32Builder::new()),
            DataType::List(items) if items.data_type().is_decimal() => Self::DecimalLists(ListBuilder::new(decimals())),
            DataType::List(_) => Self::TextLists(ListBuilder::new(StringBuilder::new())),
            column if column.is_decimal() => Self::Decimals(decimals()),
            _ => Self::Texts(StringBuilder::new()),
        }
    }

    fn add(&mut self, cell: Option<Cell<'_>>) {
        match (self, cell) {
            (Self::Texts(texts), Some(Cell::Text(text))) => texts.append_value(text),
            (Self::Texts(texts), _) => texts.append_null(),
            (Self::TextLists(lists), Some(Cell::Texts(items))) => lists.append_value(items.into_iter().map(Some)),
            (Self::TextLists(lists), _) => lists.append_null(),
            (Self::Decimals(decimals), Some(Cell::Decimal(units))) => decimals.append_value(units),
            (Self::Decimals(decimals), _) => decimals.append_null(),
            (Self::DecimalLists(lists), Some(Cell::Decimals(items))) => lists.append_value(items),
            (Self::DecimalLists(lists), _) => lists.append_null(),
            (Self::Booleans(booleans), Some(Cell::Boolean(value))) => booleans.append_value(value),
            (Self::Booleans(booleans), _) => booleans.append_null(),
            (Self::Days(days), Some(Cell::Day(day))) => days.append_value(day),
            (Self::Days(days), _) => days.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Texts(mut texts) => Arc::new(texts.finish()),
            Self::TextLists(mut lists) => Arc::new(lists.finish()),
            Self::Decimals(mut decimals) => Arc::new(decimals.finish()),
            Self::DecimalLists(mut lists) => Arc::new(lists.finish()),
            Self::Booleans(mut booleans) => Arc::new(booleans.finish()),
            Self::Days(mut days) => Arc::new(days.finish()),
        }
    }
}
