//! The people of a table: whether each has an id, and one of their own.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};
use std::ops::{BitOr, BitXor};

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
    seen: Option<Seen>,
    /// How many have been looked at.
    count: u64,
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

/// The ids seen so far, in no order.
#[derive(Debug)]
enum Seen {
    /// Whole numbers that lie close: a bit each, from the first on.
    Close(i128, Vec<u64>),
    /// Whole numbers, or hashes of texts.
    Any(HashSet<u128>),
}

impl Default for Seen {
    fn default() -> Self {
        Self::Close(0, Vec::new())
    }
}

impl Seen {
    /// How many bits there may be for each id: they then take less room than the ids themselves would.
    const BITS: u64 = 64;

    /// Makes room for ids in a range, of so many in all; without a range they are hashes.
    fn make_room(&mut self, range: Option<(i128, i128)>, count: u64) {
        let Self::Close(least, words) = self else { return };
        let (first, len) = (*least, words.len());
        let (low, high) = range.unwrap_or((first, first));
        // The first stands at the beginning of a word, so that words can be moved as they are.
        let low = if len == 0 { low } else { low.min(first) }.div_euclid(64).saturating_mul(64);
        let end = first.saturating_add((len as i128).saturating_mul(64));
        let apart = if len == 0 { high.saturating_add(1) } else { end.max(high.saturating_add(1)) }.saturating_sub(low);
        let limit = u128::from(count).saturating_mul(Self::BITS.into());
        let words_needed = usize::try_from(apart.cast_unsigned().div_ceil(64)).ok();
        match words_needed.filter(|_| range.is_some() && apart >= 0 && apart.cast_unsigned() <= limit) {
            Some(needed) => {
                let before = usize::try_from(first.saturating_sub(low) / 64).unwrap_or(0);
                if len > 0 && before > 0 {
                    words.splice(0..0, std::iter::repeat_n(0, before));
                }
                words.resize(needed.max(words.len()), 0);
                *least = low;
            }
            None => *self = Self::Any(self.all().map(i128::cast_unsigned).collect()),
        }
    }

    /// Every whole number among them.
    fn all(&self) -> impl Iterator<Item = i128> {
        let (least, words) = match self {
            Self::Close(least, words) => (*least, words.as_slice()),
            Self::Any(_) => (0, &[][..]),
        };
        let bits = words.iter().enumerate().flat_map(|(at, word)| {
            let first = (at as i128).saturating_mul(64);
            (0..64_u32)
                .filter(move |bit| word.wrapping_shr(*bit) & 1 == 1)
                .map(move |bit| first.saturating_add(bit.into()))
        });
        bits.map(move |above| least.saturating_add(above))
    }

    /// Adds an id; whether it was not there.
    fn insert(&mut self, id: u128) -> bool {
        match self {
            Self::Any(ids) => ids.insert(id),
            Self::Close(least, words) => {
                let above = usize::try_from(id.cast_signed().saturating_sub(*least)).unwrap_or(usize::MAX);
                let Some(word) = words.get_mut(above / 64) else { return true };
                let bit = 1_u64.wrapping_shl(u32::try_from(above % 64).unwrap_or(0));
                let is_new = *word & bit == 0;
                *word |= bit;
                is_new
            }
        }
    }
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
        Self { rising: Vec::new(), last: None, seen: None, count: 0, hasher }
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
        self.count = self.count.saturating_add(ids.len() as u64);
        if self.seen.is_none() && self.in_order(ids) {
            return;
        }
        let mut seen = self.seen.take().unwrap_or_default();
        seen.make_room(self.range(ids), self.count);
        for rising in std::mem::take(&mut self.rising) {
            match rising {
                Rising::Dense(first, last) => (first..=last).for_each(|id| _ = seen.insert(id.cast_unsigned())),
                Rising::Sparse(first, above) => {
                    let ids = above.into_iter().map(|above| first.saturating_add(above.into()));
                    ids.for_each(|id| _ = seen.insert(id.cast_unsigned()));
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

    /// The least and the greatest of these ids and those that rose before, of whole numbers.
    fn range(&self, ids: &ArrayRef) -> Option<(i128, i128)> {
        if !ids.data_type().is_integer() {
            return None;
        }
        let mut range: Option<(i128, i128)> = None;
        let mut reach = |id: i128| {
            range = Some(range.map_or((id, id), |(least, greatest)| (least.min(id), greatest.max(id))));
        };
        for rising in &self.rising {
            let (Rising::Dense(first, _) | Rising::Sparse(first, _)) = rising;
            reach(*first);
        }
        self.last.into_iter().for_each(&mut reach);
        self.each(ids, &mut |_, id| reach(id.cast_signed()));
        range
    }

    /// Whether ids are whole numbers that only rise, from the last before on. They are then kept.
    fn in_order(&mut self, ids: &ArrayRef) -> bool {
        fn rises<T: ArrowPrimitiveType>(ids: &PrimitiveArray<T>, last: Option<i128>) -> Option<Rising>
        where
            i128: From<T::Native>,
            T::Native: BitXor<Output = T::Native> + BitOr<Output = T::Native>,
        {
            let values = ids.values();
            let (begin, end) = (i128::from(*values.first()?), i128::from(*values.last()?));
            let after = values.get(1..).unwrap_or(&[]);
            if ids.null_count() > 0 || last.is_some_and(|last| last >= begin) {
                return None;
            }
            // Both are looked at to the end, so that many can be compared at once.
            if end.saturating_sub(begin) == after.len() as i128 {
                // Bits that differ are gathered, as processors compare fewer numbers at once than they join.
                let differ = |(a, b): (&T::Native, &T::Native)| a.add_wrapping(T::Native::ONE) ^ *b;
                let gaps = values.iter().zip(after).map(differ).fold(T::Native::ZERO, |gaps, own| gaps | own);
                return gaps.is_zero().then_some(Rising::Dense(begin, end));
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use arrow_array::{Int64Array, StringArray};
    use proptest::prelude::*;

    use super::*;

    fn repeated(batches: &[ArrayRef]) -> Vec<(usize, usize)> {
        let (mut ids, mut rows) = (Ids::new(), Vec::new());
        for (number, batch) in batches.iter().enumerate() {
            ids.repeated(batch, &mut |row| rows.push((number, row)));
        }
        rows
    }

    proptest! {
        /// In whatever order, and however far apart, whole numbers and texts.
        #[test]
        fn an_id_that_an_earlier_row_has_is_found(
            batches in prop::collection::vec(
                (-500_i64..500, prop::sample::select(vec![1_i64, 100, 10_000, 1_000_000]), prop::collection::vec(0_i64..200, 0..50)),
                0..6,
            ),
            sorted in any::<bool>(),
        ) {
            let mut batches: Vec<Vec<i64>> = batches
                .into_iter()
                .map(|(first, scale, ids)| ids.into_iter().map(|id| first.saturating_add(id.saturating_mul(scale))).collect())
                .collect();
            if sorted {
                batches.iter_mut().for_each(|ids| ids.sort_unstable());
                batches.sort_unstable();
            }
            let mut seen = BTreeSet::new();
            let mut expected = Vec::new();
            for (number, batch) in batches.iter().enumerate() {
                expected.extend(batch.iter().enumerate().filter(|(_, id)| !seen.insert(**id)).map(|(row, _)| (number, row)));
            }
            let numbers: Vec<ArrayRef> = batches.iter().map(|ids| Arc::new(Int64Array::from(ids.clone())) as ArrayRef).collect();
            prop_assert_eq!(&repeated(&numbers), &expected);
            let texts = batches.iter().map(|ids| ids.iter().map(|id| Some(id.to_string())).collect::<StringArray>());
            let texts: Vec<ArrayRef> = texts.map(|ids| Arc::new(ids) as ArrayRef).collect();
            prop_assert_eq!(&repeated(&texts), &expected);
        }
    }
}
