//! The people of a table: whether each has an id, and one of their own.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowNativeTypeOp, PrimitiveArray};
use arrow_schema::DataType;

use super::found::{Found, Trouble};

/// The ids seen so far.
///
/// Most tables are in the order of their ids, and then it is enough that each is greater than the last. Where one is
/// not, all that have been seen are looked through once, and kept. Batches are not, so that they can be let go.
#[derive(Debug, Default)]
pub(super) struct Ids {
    rising: Vec<Rising>,
    last: Option<i128>,
    seen: Option<HashSet<u128>>,
    hasher: [foldhash::fast::FixedState; 2],
}

/// Whole numbers, each greater than the one before.
#[derive(Debug)]
enum Rising {
    /// Without gaps: the first and the last.
    Dense(i128, i128),
    /// The first, and how far each is above it.
    Sparse(i128, Vec<u64>),
}

/// Whether ids of a type are read: whole numbers and texts.
pub(crate) fn can_be(column: &DataType) -> bool {
    match column {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => can_be(values),
        column => column.is_integer(),
    }
}

impl Ids {
    pub(super) fn new() -> Self {
        let hasher = [1, 2].map(foldhash::fast::FixedState::with_seed);
        Self { rising: Vec::new(), last: None, seen: None, hasher }
    }

    /// Looks at the ids of the next rows.
    pub(super) fn add(&mut self, ids: &ArrayRef, column: usize, first: u64, found: &mut Found) {
        if let Some(nulls) = ids.logical_nulls().filter(|nulls| nulls.null_count() > 0) {
            let rows = (0..ids.len()).filter(|row| nulls.is_null(*row));
            rows.for_each(|row| found.add(column, Trouble::NoId, first.saturating_add(row as u64)));
        }
        self.repeated(ids, &mut |row| found.add(column, Trouble::RepeatedId, first.saturating_add(row as u64)));
    }

    /// Looks at the ids of the next rows for those that an earlier row has.
    pub(super) fn repeated(&mut self, ids: &ArrayRef, see: &mut dyn FnMut(usize)) {
        if self.seen.is_none() && self.in_order(ids) {
            return;
        }
        let mut seen = self.seen.take().unwrap_or_default();
        for rising in std::mem::take(&mut self.rising) {
            match rising {
                Rising::Dense(first, last) => seen.extend((first..=last).map(i128::cast_unsigned)),
                Rising::Sparse(first, above) => {
                    let ids = above.into_iter().map(|above| first.saturating_add(above.into()));
                    seen.extend(ids.map(i128::cast_unsigned));
                }
            }
        }
        self.each(ids, &mut |row, id| {
            if !seen.insert(id) {
                see(row);
            }
        });
        self.seen = Some(seen);
    }

    /// Whether ids are whole numbers that only rise, from the last before on. They are then kept.
    fn in_order(&mut self, ids: &ArrayRef) -> bool {
        fn rises<T: ArrowPrimitiveType>(ids: &PrimitiveArray<T>, last: Option<i128>) -> Option<Rising>
        where
            i128: From<T::Native>,
        {
            let values = ids.values();
            let (begin, end) = (i128::from(*values.first()?), i128::from(*values.last()?));
            let after = values.get(1..).unwrap_or(&[]);
            if ids.null_count() > 0 || last.is_some_and(|last| last >= begin) {
                return None;
            }
            // Both are looked at to the end, so that many can be compared at once.
            if end.saturating_sub(begin) == after.len() as i128 {
                let gaps =
                    values.iter().zip(after).fold(false, |gaps, (a, b)| gaps | (a.add_wrapping(T::Native::ONE) != *b));
                return (!gaps).then_some(Rising::Dense(begin, end));
            }
            if values.iter().zip(after).fold(false, |falls, (a, b)| falls | (a >= b)) {
                return None;
            }
            let above = |id: &T::Native| u64::try_from(i128::from(*id).saturating_sub(begin)).ok();
            Some(Rising::Sparse(begin, values.iter().filter_map(above).collect()))
        }
        if ids.is_empty() {
            return true;
        }
        macro_rules! by_type {
            ($($kind:ident => $type:ty),*) => {
                match ids.data_type() {
                    $(DataType::$kind => rises(ids.as_primitive::<$type>(), self.last),)*
                    _ => None,
                }
            };
        }
        let rising = by_type!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type,
            UInt8 => UInt8Type, UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type);
        let Some(rising) = rising else { return false };
        match (self.rising.last_mut(), rising) {
            (Some(Rising::Dense(_, last)), Rising::Dense(begin, end)) if last.saturating_add(1) == begin => *last = end,
            (_, rising) => self.rising.push(rising),
        }
        let last = self.rising.last().map(|rising| match rising {
            Rising::Dense(_, last) => *last,
            Rising::Sparse(first, above) => first.saturating_add(above.last().copied().unwrap_or(0).into()),
        });
        self.last = last;
        true
    }

    /// Every id that is there, as a number of its own.
    fn each(&self, ids: &ArrayRef, see: &mut dyn FnMut(usize, u128)) {
        let text = |text: &str| {
            let [high, low] = self.hasher.each_ref().map(|hasher| {
                let mut hasher = hasher.build_hasher();
                hasher.write(text.as_bytes());
                hasher.finish()
            });
            u128::from(high) << 64 | u128::from(low)
        };
        macro_rules! by_type {
            ($($kind:ident => $type:ty),*) => {
                match ids.data_type() {
                    $(DataType::$kind => {
                        let ids = ids.as_primitive::<$type>();
                        let told = ids.iter().enumerate().filter_map(|(row, id)| Some((row, id?)));
                        told.for_each(|(row, id)| see(row, i128::from(id).cast_unsigned()));
                    })*
                    DataType::Utf8 => {
                        let told = ids.as_string::<i32>().iter().enumerate().filter_map(|(row, id)| Some((row, id?)));
                        told.for_each(|(row, id)| see(row, text(id)));
                    }
                    DataType::LargeUtf8 => {
                        let told = ids.as_string::<i64>().iter().enumerate().filter_map(|(row, id)| Some((row, id?)));
                        told.for_each(|(row, id)| see(row, text(id)));
                    }
                    DataType::Utf8View => {
                        let told = ids.as_string_view().iter().enumerate().filter_map(|(row, id)| Some((row, id?)));
                        told.for_each(|(row, id)| see(row, text(id)));
                    }
                    // Without values every key is null.
                    DataType::Dictionary(..) if ids.as_any_dictionary().values().is_empty() => {}
                    DataType::Dictionary(..) => {
                        let ids = ids.as_any_dictionary();
                        let mut texts = Vec::new();
                        self.each(ids.values(), &mut |key, id| {
                            texts.resize(key, None);
                            texts.push(Some(id));
                        });
                        for (row, key) in ids.normalized_keys().into_iter().enumerate() {
                            let id = texts.get(key).copied().flatten().filter(|_| ids.is_valid(row));
                            id.into_iter().for_each(|id| see(row, id));
                        }
                    }
                    _ => {}
                }
            };
        }
        by_type!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type,
            UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type);
    }
}
