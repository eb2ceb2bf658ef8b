//! Whom each row is about: people by the place of their id in order.

use std::collections::HashMap;
use std::ops::BitOr;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowNativeTypeOp, Int64Array, PrimitiveArray, StringArray};
use arrow_schema::DataType;

use super::codes::text;
use crate::events::fits_id;

/// How many numbers are compared with what was seen before them at a time.
const AT_ONCE: usize = 1_024;

macro_rules! by_type {
    ($column:expr, $of:ident ( $($more:expr),* )) => {
        match $column.data_type() {
            DataType::Int8 => $of($column.as_primitive::<Int8Type>(), $($more),*),
            DataType::Int16 => $of($column.as_primitive::<Int16Type>(), $($more),*),
            DataType::Int32 => $of($column.as_primitive::<Int32Type>(), $($more),*),
            DataType::Int64 => $of($column.as_primitive::<Int64Type>(), $($more),*),
            DataType::UInt8 => $of($column.as_primitive::<UInt8Type>(), $($more),*),
            DataType::UInt16 => $of($column.as_primitive::<UInt16Type>(), $($more),*),
            DataType::UInt32 => $of($column.as_primitive::<UInt32Type>(), $($more),*),
            DataType::UInt64 => $of($column.as_primitive::<UInt64Type>(), $($more),*),
            _ => Default::default(),
        }
    };
}

/// A row that is about nobody.
pub(super) const NOBODY: u32 = u32::MAX;

/// Everybody a table is about, in the order of their ids.
pub(super) enum People {
    /// Whole numbers that lie close: the least, and how many there could be.
    Dense(i64, u32),
    /// Whole numbers.
    Whole(Vec<i64>, HashMap<i64, u32, foldhash::fast::FixedState>),
    /// Texts.
    Texts(Vec<String>, HashMap<String, u32, foldhash::fast::FixedState>),
}

/// Numbers are held in a table of their own as far as they lie this close.
const CLOSE: i64 = 8;

impl People {
    /// The people of a column of whole numbers in a range, batch by batch; `None` where there are more than can be counted.
    pub(super) fn of_numbers<'a>(
        columns: impl Iterator<Item = &'a ArrayRef> + Clone,
        range: Option<(i128, i128)>,
    ) -> Option<Self> {
        let rows = columns.clone().map(|column| column.len()).fold(0, usize::saturating_add);
        let Some((least, greatest)) = range else { return Some(Self::Dense(0, 0)) };
        // Numbers that are too great for most are held as they are written.
        let (Ok(least), Ok(greatest)) = (i64::try_from(least), i64::try_from(greatest)) else {
            return Self::of_texts(columns);
        };
        let apart = greatest.checked_sub(least).and_then(|apart| apart.checked_add(1));
        let close = i64::try_from(rows).unwrap_or(i64::MAX).saturating_mul(CLOSE);
        if let Some(count) = apart.filter(|apart| *apart <= close).and_then(|apart| u32::try_from(apart).ok()) {
            return (count < NOBODY).then_some(Self::Dense(least, count));
        }
        let mut ids: Vec<i64> = Vec::with_capacity(rows);
        for column in columns {
            each_whole(column, &mut |id| ids.extend(i64::try_from(id).ok()));
        }
        ids.sort_unstable();
        ids.dedup();
        let places = ids.iter().copied().zip(0_u32..).collect();
        (ids.len() < NOBODY as usize).then_some(Self::Whole(ids, places))
    }

    /// The people of a column of texts, batch by batch; `None` where there are more than can be counted.
    pub(super) fn of_texts<'a>(columns: impl Iterator<Item = &'a ArrayRef>) -> Option<Self> {
        let mut ids: Vec<String> = Vec::new();
        let mut seen = std::collections::HashSet::with_hasher(foldhash::fast::FixedState::with_seed(1));
        for column in columns {
            each_text(column, &mut |id| {
                // What is no id is nobody's: such rows are read, and listed.
                if fits_id(id) && !seen.contains(id) {
                    seen.insert(id.to_owned());
                    ids.push(id.to_owned());
                }
            });
        }
        ids.sort_unstable();
        let places = ids.iter().cloned().zip(0_u32..).collect();
        (ids.len() < NOBODY as usize).then_some(Self::Texts(ids, places))
    }

    /// How many places there are; of close numbers some may be nobody's.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Dense(_, count) => *count as usize,
            Self::Whole(ids, _) => ids.len(),
            Self::Texts(ids, _) => ids.len(),
        }
    }

    /// A column of whom rows are about.
    pub(super) fn bind<'a>(&'a self, column: &'a ArrayRef) -> About<'a> {
        let keyed = column.as_any_dictionary_opt().map(|dictionary| {
            let words = dictionary.values();
            let mut places = Vec::with_capacity(words.len());
            self.bind(words).of_rows(0..words.len(), &mut places);
            let keys = if words.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
            (places, keys)
        });
        About { people: self, column, keyed }
    }

    /// The place of an id as text: a whole number is its digits.
    pub(super) fn place(&self, id: &str) -> Option<u32> {
        match self {
            Self::Texts(_, places) => places.get(id).copied(),
            // What is written in another way, as `007`, is another id.
            _ => id.parse().ok().filter(|whole: &i64| whole.to_string() == id).and_then(|id| self.place_of_whole(id)),
        }
    }

    fn place_of_whole(&self, id: i64) -> Option<u32> {
        match self {
            Self::Dense(least, count) => close(id, *least, *count),
            Self::Whole(_, places) => places.get(&id).copied(),
            Self::Texts(_, places) => places.get(&id.to_string()).copied(),
        }
    }

    /// The id of a place, as text.
    pub(super) fn id(&self, place: u32) -> String {
        match self {
            Self::Dense(least, _) => least.saturating_add(i64::from(place)).to_string(),
            Self::Whole(ids, _) => ids.get(place as usize).map_or_else(String::new, ToString::to_string),
            Self::Texts(ids, _) => ids.get(place as usize).cloned().unwrap_or_default(),
        }
    }

    /// The ids of some places, as a column.
    pub(super) fn column(&self, places: &[u32]) -> ArrayRef {
        match self {
            Self::Dense(least, _) => {
                let ids = places.iter().map(|place| least.saturating_add(i64::from(*place)));
                std::sync::Arc::new(Int64Array::from_iter_values(ids))
            }
            Self::Whole(ids, _) => {
                let ids = places.iter().filter_map(|place| ids.get(*place as usize)).copied();
                std::sync::Arc::new(Int64Array::from_iter_values(ids))
            }
            Self::Texts(ids, _) => {
                let ids = places.iter().filter_map(|place| ids.get(*place as usize));
                std::sync::Arc::new(StringArray::from_iter_values(ids))
            }
        }
    }
}

/// The place of a number that lies close to the least.
fn close(id: i64, least: i64, count: u32) -> Option<u32> {
    u32::try_from(id.checked_sub(least)?).ok().filter(|place| *place < count)
}

/// Whom the rows of a column are about.
pub(super) struct About<'a> {
    people: &'a People,
    column: &'a ArrayRef,
    /// Of a dictionary, the place of each key, and the keys.
    keyed: Option<(Vec<u32>, Vec<usize>)>,
}

impl About<'_> {
    /// The places of whom some rows are about, row by row.
    pub(super) fn of_rows(&self, rows: impl Iterator<Item = usize>, out: &mut Vec<u32>) {
        fn whole<T: ArrowPrimitiveType>(
            column: &PrimitiveArray<T>,
            rows: impl Iterator<Item = usize>,
            people: &People,
            out: &mut Vec<u32>,
        ) where
            T::Native: TryInto<i64> + Into<i128>,
        {
            let nulls = column.nulls().filter(|nulls| nulls.null_count() > 0);
            let id = |row: usize| {
                column.values().get(row).copied().filter(|_| nulls.is_none_or(|nulls| nulls.is_valid(row)))
            };
            let place = |id: T::Native| match id.try_into() {
                Ok(id) => people.place_of_whole(id),
                Err(_) => people.place(&id.into().to_string()),
            };
            match people {
                // Of most tables, and quickest by itself.
                People::Dense(least, count) => {
                    let near = |id: T::Native| close(id.try_into().ok()?, *least, *count);
                    out.extend(rows.map(|row| id(row).and_then(near).unwrap_or(NOBODY)));
                }
                _ => out.extend(rows.map(|row| id(row).and_then(place).unwrap_or(NOBODY))),
            }
        }
        out.clear();
        if let Some((places, keys)) = &self.keyed {
            out.extend(rows.map(|row| {
                let key = keys.get(row).filter(|_| self.column.is_valid(row));
                key.and_then(|key| places.get(*key)).copied().unwrap_or(NOBODY)
            }));
        } else if whole_numbers(self.column.data_type()) {
            by_type!(self.column, whole(rows, self.people, out));
        } else {
            let place = |row: usize| text(self.column, row).and_then(|id| self.people.place(id));
            out.extend(rows.map(|row| place(row).unwrap_or(NOBODY)));
        }
    }

    /// The place of whom one row is about, if it is about somebody.
    pub(super) fn of_row(&self, row: usize) -> Option<u32> {
        let mut place = Vec::with_capacity(1);
        self.of_rows(std::iter::once(row), &mut place);
        place.first().copied().filter(|place| *place != NOBODY)
    }
}

/// Whether a column holds whole numbers.
pub(super) fn whole_numbers(column: &DataType) -> bool {
    column.is_integer()
}

/// The least and the greatest whole number of a column.
pub(super) fn range(column: &ArrayRef) -> Option<(i128, i128)> {
    fn of<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>) -> Option<(i128, i128)>
    where
        T::Native: Into<i128> + Ord + BitOr<Output = T::Native>,
    {
        if column.null_count() == 0 {
            let values = column.values();
            let first = *values.first()?;
            let (mut low, mut high) = (first, first);
            let is_signed = T::DATA_TYPE.is_signed_integer();
            for some in values.chunks(AT_ONCE) {
                // Most are within what was seen before. How far from its ends is gathered, as processors compare fewer
                // numbers at once than they subtract; too far to tell is beyond.
                let beyond = some.iter().fold(T::Native::ZERO, |beyond, value| {
                    beyond | value.sub_wrapping(low) | high.sub_wrapping(*value)
                });
                if !is_signed || beyond.is_lt(T::Native::ZERO) {
                    low = some.iter().copied().fold(low, T::Native::min);
                    high = some.iter().copied().fold(high, T::Native::max);
                }
            }
            return Some((low.into(), high.into()));
        }
        Some((column.iter().flatten().min()?.into(), column.iter().flatten().max()?.into()))
    }
    by_type!(column, of())
}

/// Every whole number of a column.
fn each_whole(column: &ArrayRef, see: &mut dyn FnMut(i128)) {
    fn of<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>, see: &mut dyn FnMut(i128))
    where
        T::Native: Into<i128>,
    {
        column.iter().flatten().for_each(|value| see(value.into()));
    }
    by_type!(column, of(see));
}

/// Every id of a column as text, of a dictionary each of its words.
fn each_text(column: &ArrayRef, see: &mut dyn FnMut(&str)) {
    if let Some(dictionary) = column.as_any_dictionary_opt() {
        return each_text(dictionary.values(), see);
    }
    if whole_numbers(column.data_type()) {
        return each_whole(column, &mut |id| see(&id.to_string()));
    }
    (0..column.len()).filter_map(|row| text(column, row)).for_each(see);
}
