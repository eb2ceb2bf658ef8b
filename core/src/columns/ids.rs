//! The people of a table: whether each has an id, and one of their own.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, PrimitiveArray};
use arrow_schema::DataType;

use super::found::{Found, Trouble};

/// The ids seen so far.
///
/// Most tables are in the order of their ids, and then it is enough that each is greater than the last. Where one is
/// not, all that have been seen are looked through once, and kept.
#[derive(Debug, Default)]
pub(super) struct Ids {
    batches: Vec<ArrayRef>,
    last: Option<i128>,
    seen: Option<HashSet<u128>>,
    hasher: [foldhash::fast::FixedState; 2],
}

/// Whether ids of a type are read: whole numbers and texts.
pub(super) fn can_be(column: &DataType) -> bool {
    match column {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => can_be(values),
        column => column.is_integer(),
    }
}

impl Ids {
    pub(super) fn new() -> Self {
        let hasher = [1, 2].map(foldhash::fast::FixedState::with_seed);
        Self { batches: Vec::new(), last: None, seen: None, hasher }
    }

    /// Looks at the ids of the next rows.
    pub(super) fn add(&mut self, ids: &ArrayRef, column: usize, first: u64, found: &mut Found) {
        if let Some(nulls) = ids.logical_nulls().filter(|nulls| nulls.null_count() > 0) {
            let rows = (0..ids.len()).filter(|row| nulls.is_null(*row));
            rows.for_each(|row| found.add(column, Trouble::NoId, first.saturating_add(row as u64)));
        }
        if self.seen.is_none() && self.in_order(ids) {
            self.batches.push(ids.clone());
            return;
        }
        let mut seen = self.seen.take().unwrap_or_default();
        for batch in std::mem::take(&mut self.batches) {
            self.each(&batch, &mut |_, id| {
                seen.insert(id);
            });
        }
        self.each(ids, &mut |row, id| {
            if !seen.insert(id) {
                found.add(column, Trouble::RepeatedId, first.saturating_add(row as u64));
            }
        });
        self.seen = Some(seen);
    }

    /// Whether whole numbers only rise, from the last before on.
    fn in_order(&mut self, ids: &ArrayRef) -> bool {
        fn rises<T: ArrowPrimitiveType>(ids: &PrimitiveArray<T>, last: &mut Option<i128>) -> bool
        where
            i128: From<T::Native>,
        {
            let values = ids.values();
            let (Some(first), Some(end)) = (values.first(), values.last()) else { return true };
            let after = last.is_none_or(|last| last < i128::from(*first));
            let rises = ids.null_count() == 0 && after && values.iter().zip(values.iter().skip(1)).all(|(a, b)| a < b);
            *last = Some(i128::from(*end));
            rises
        }
        macro_rules! by_type {
            ($($kind:ident => $type:ty),*) => {
                match ids.data_type() {
                    $(DataType::$kind => rises(ids.as_primitive::<$type>(), &mut self.last),)*
                    _ => false,
                }
            };
        }
        by_type!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type,
            UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type)
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
