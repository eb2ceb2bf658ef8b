//! Columns of words as small numbers: kinds, programmes.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, DictionaryArray};
use arrow_buffer::ArrowNativeType;
use arrow_schema::DataType;

/// A row without a word.
pub(super) const NONE: u16 = u16::MAX;

/// A row with a word that nobody asked for.
pub(super) const OTHER: u16 = NONE - 1;

/// Words and their numbers.
pub(super) type Numbers = HashMap<String, u16>;

/// A column of words; for each row a number, by the word.
pub(super) struct Codes<'a> {
    column: Option<&'a ArrayRef>,
    numbers: &'a Numbers,
    /// Of a dictionary, each key's number.
    keys: Vec<u16>,
}

/// Whether a column can hold words.
pub(super) fn can_be(column: &DataType) -> bool {
    match column {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => can_be(values),
        _ => false,
    }
}

impl<'a> Codes<'a> {
    pub(super) fn new(column: Option<&'a ArrayRef>, numbers: &'a Numbers) -> Self {
        let words = column.and_then(|column| column.as_any_dictionary_opt()).map(|dictionary| dictionary.values());
        let keys =
            words.map_or_else(Vec::new, |words| (0..words.len()).map(|at| number(numbers, text(words, at))).collect());
        Self { column, numbers, keys }
    }

    /// Whether some row may hold a word that nobody asked for.
    pub(super) fn may_be_other(&self) -> bool {
        match self.column.map(|column| column.data_type()) {
            Some(DataType::Dictionary(..)) => self.keys.contains(&OTHER),
            Some(DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => true,
            _ => false,
        }
    }

    /// The numbers of some rows, row by row.
    pub(super) fn of_rows(&self, rows: impl Iterator<Item = usize>, out: &mut impl Extend<u16>) {
        macro_rules! by_key {
            ($column:expr, $key:expr, $($kind:ident => $type:ty),*) => {
                match $key {
                    $(DataType::$kind => self.keyed($column.as_dictionary::<$type>(), rows, out),)*
                    _ => out.extend(rows.map(|_| NONE)),
                }
            };
        }
        match self.column.map(|column| (column, column.data_type())) {
            Some((_, DataType::Dictionary(..))) if self.keys.is_empty() => out.extend(rows.map(|_| NONE)),
            Some((column, DataType::Dictionary(key, _))) => by_key!(column, **key, Int8 => Int8Type,
                Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type, UInt16 => UInt16Type,
                UInt32 => UInt32Type, UInt64 => UInt64Type),
            Some((column, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)) => {
                out.extend(rows.map(|row| number(self.numbers, text(column, row))));
            }
            _ => out.extend(rows.map(|_| NONE)),
        }
    }

    fn keyed<K: ArrowDictionaryKeyType>(
        &self,
        column: &DictionaryArray<K>,
        rows: impl Iterator<Item = usize>,
        out: &mut impl Extend<u16>,
    ) {
        let keys = column.keys();
        let values = keys.values();
        let number =
            |row: usize| values.get(row).and_then(|key| self.keys.get(key.as_usize())).copied().unwrap_or(NONE);
        match keys.nulls().filter(|nulls| nulls.null_count() > 0) {
            None => out.extend(rows.map(number)),
            Some(nulls) => out.extend(rows.map(|row| if nulls.is_valid(row) { number(row) } else { NONE })),
        }
    }
}

fn number(numbers: &Numbers, word: Option<&str>) -> u16 {
    word.map_or(NONE, |word| numbers.get(word).copied().unwrap_or(OTHER))
}

/// The text in a row; `None` if there is none.
pub(super) fn text(column: &ArrayRef, row: usize) -> Option<&str> {
    if row >= column.len() || column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Some(column.as_string_view().value(row)),
        _ => None,
    }
}
