//! Whom each row is about: people by the place of their id in order.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, Int64Array, PrimitiveArray, StringArray};
use arrow_schema::DataType;

use super::codes::text;

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
    /// The people of a column, batch by batch; `None` where there are more than can be counted.
    pub(super) fn of<'a>(columns: impl Iterator<Item = &'a ArrayRef> + Clone) -> Option<Self> {
        let rows = columns.clone().map(|column| column.len()).fold(0, usize::saturating_add);
        let is_text = columns.clone().any(|column| !whole_numbers(column.data_type()));
        if is_text {
            let mut ids: Vec<String> = Vec::new();
            let mut seen = std::collections::HashSet::with_hasher(foldhash::fast::FixedState::with_seed(1));
            for column in columns {
                each_text(column, &mut |id| {
                    if !seen.contains(id) {
                        seen.insert(id.to_owned());
                        ids.push(id.to_owned());
                    }
                });
            }
            ids.sort_unstable();
            let places = ids.iter().cloned().zip(0_u32..).collect();
            return (ids.len() < NOBODY as usize).then_some(Self::Texts(ids, places));
        }
        let (mut least, mut greatest) = (i64::MAX, i64::MIN);
        for column in columns.clone() {
            if let Some((low, high)) = range(column) {
                (least, greatest) = (least.min(low), greatest.max(high));
            }
        }
        if least > greatest {
            return Some(Self::Dense(0, 0));
        }
        let apart = greatest.checked_sub(least).and_then(|apart| apart.checked_add(1));
        let close = i64::try_from(rows).unwrap_or(i64::MAX).saturating_mul(CLOSE);
        if let Some(count) = apart.filter(|apart| *apart <= close).and_then(|apart| u32::try_from(apart).ok()) {
            return (count < NOBODY).then_some(Self::Dense(least, count));
        }
        let mut ids: Vec<i64> = Vec::with_capacity(rows);
        for column in columns {
            each_whole(column, 0, column.len(), &mut |_, id| ids.push(id));
        }
        ids.sort_unstable();
        ids.dedup();
        let places = ids.iter().copied().zip(0_u32..).collect();
        (ids.len() < NOBODY as usize).then_some(Self::Whole(ids, places))
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
            let place = |at: usize| text(words, at).and_then(|id| self.place_of_text(id)).unwrap_or(NOBODY);
            let places = (0..words.len()).map(place).collect();
            let keys = if words.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
            (places, keys)
        });
        About { people: self, column, keyed }
    }

    /// The place of an id, written as events write it.
    pub(super) fn place(&self, id: &str) -> Option<u32> {
        match self {
            Self::Texts(_, places) => places.get(id).copied(),
            _ => self.place_of_whole(id.parse().ok()?),
        }
    }

    fn place_of_text(&self, id: &str) -> Option<u32> {
        match self {
            Self::Texts(_, places) => places.get(id).copied(),
            _ => None,
        }
    }

    fn place_of_whole(&self, id: i64) -> Option<u32> {
        match self {
            Self::Dense(least, _) => u32::try_from(id.checked_sub(*least)?).ok(),
            Self::Whole(_, places) => places.get(&id).copied(),
            Self::Texts(_, places) => places.get(&id.to_string()).copied(),
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

/// Whom the rows of a column are about.
pub(super) struct About<'a> {
    people: &'a People,
    column: &'a ArrayRef,
    /// Of a dictionary, the place of each key, and the keys.
    keyed: Option<(Vec<u32>, Vec<usize>)>,
}

impl About<'_> {
    /// The places of whom some rows are about.
    pub(super) fn fill(&self, from: usize, out: &mut [u32]) {
        if let Some((places, keys)) = &self.keyed {
            for (row, out) in (from..).zip(out) {
                let key = keys.get(row).filter(|_| self.column.is_valid(row));
                *out = key.and_then(|key| places.get(*key)).copied().unwrap_or(NOBODY);
            }
        } else if whole_numbers(self.column.data_type()) {
            out.fill(NOBODY);
            let to = from.saturating_add(out.len());
            each_whole(self.column, from, to, &mut |row, id| {
                if let Some(out) = row.checked_sub(from).and_then(|at| out.get_mut(at)) {
                    *out = self.people.place_of_whole(id).unwrap_or(NOBODY);
                }
            });
        } else {
            for (row, out) in (from..).zip(out) {
                *out = text(self.column, row).and_then(|id| self.people.place_of_text(id)).unwrap_or(NOBODY);
            }
        }
    }
}

fn whole_numbers(column: &DataType) -> bool {
    column.is_integer()
}

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

/// The least and the greatest whole number of a column.
fn range(column: &ArrayRef) -> Option<(i64, i64)> {
    fn of<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>) -> Option<(i64, i64)>
    where
        T::Native: TryInto<i64> + Ord,
    {
        if column.null_count() == 0 {
            // Looked at without branches, so that many can be compared at once.
            let first = *column.values().first()?;
            let (low, high) = column.values().iter().fold((first, first), |(low, high), value| {
                (if *value < low { *value } else { low }, if *value > high { *value } else { high })
            });
            return Some((low.try_into().ok()?, high.try_into().ok()?));
        }
        let low = column.iter().flatten().min()?.try_into().ok()?;
        let high = column.iter().flatten().max()?.try_into().ok()?;
        Some((low, high))
    }
    by_type!(column, of())
}

/// Every whole number of some rows.
fn each_whole(column: &ArrayRef, from: usize, to: usize, see: &mut dyn FnMut(usize, i64)) {
    fn of<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>, from: usize, to: usize, see: &mut dyn FnMut(usize, i64))
    where
        T::Native: TryInto<i64>,
    {
        let values = column.values().get(from..to).unwrap_or(&[]);
        let nulls = column.nulls().filter(|nulls| nulls.null_count() > 0);
        for (row, value) in (from..).zip(values) {
            if nulls.is_none_or(|nulls| nulls.is_valid(row))
                && let Ok(value) = (*value).try_into()
            {
                see(row, value);
            }
        }
    }
    by_type!(column, of(from, to, see));
}

/// Every id of a column as text, of a dictionary each of its words.
fn each_text(column: &ArrayRef, see: &mut dyn FnMut(&str)) {
    if let Some(dictionary) = column.as_any_dictionary_opt() {
        return each_text(dictionary.values(), see);
    }
    if whole_numbers(column.data_type()) {
        return each_whole(column, 0, column.len(), &mut |_, id| see(&id.to_string()));
    }
    (0..column.len()).filter_map(|row| text(column, row)).for_each(see);
}
