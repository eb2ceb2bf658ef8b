//! Columns of lists of codes, as sets: which codes are in each list, a bit each.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, OffsetSizeTrait, StringArrayType};
use arrow_buffer::{ArrowNativeType, NullBuffer};
use arrow_schema::DataType;

use super::cells::Span;
use super::found::{Found, Trouble};

/// A column of lists of codes: which codes are in the list, a bit each.
pub(super) trait Sets: Sync {
    /// The sets of some rows.
    fn fill(&self, span: Span, sets: &mut [u64], found: &mut Found);
}

/// The set of a list that is not told.
pub(super) const UNTOLD_SET: u64 = 1 << 63;

/// The bit of what is no code.
const BAD: u64 = 1 << 62;

/// How many items of a list are looked at without asking for each whether there is one: few lists are longer.
const AT_ONCE: usize = 4;

/// What a column of lists holds; nothing if it is of another type.
pub(super) fn items_of(column: &DataType) -> Option<&DataType> {
    use DataType as T;
    match column {
        T::List(item) | T::LargeList(item) | T::ListView(item) | T::LargeListView(item) | T::FixedSizeList(item, _) => {
            Some(item.data_type())
        }
        _ => None,
    }
}

/// The sets of a column of lists, by the place of each code.
pub(super) fn sets<'a>(array: &'a ArrayRef, column: usize, places: &HashMap<String, u8>) -> Box<dyn Sets + 'a> {
    let nulls = array.nulls().filter(|nulls| nulls.null_count() > 0);
    macro_rules! lists {
        ($lists:expr, $of:ident => $extents:expr) => {{
            let $of = $lists;
            with_items($of.values(), places, $extents, nulls, column)
        }};
    }
    match array.data_type() {
        DataType::List(_) => lists!(array.as_list::<i32>(), of => Offsets(of.value_offsets())),
        DataType::LargeList(_) => lists!(array.as_list::<i64>(), of => Offsets(of.value_offsets())),
        DataType::ListView(_) => lists!(array.as_list_view::<i32>(), of => Views(of.offsets(), of.sizes())),
        DataType::LargeListView(_) => lists!(array.as_list_view::<i64>(), of => Views(of.offsets(), of.sizes())),
        DataType::FixedSizeList(..) => lists!(array.as_fixed_size_list(), of => Fixed(of.value_length().as_usize())),
        _ => Box::new(NoSets),
    }
}

fn with_items<'a, E: Extents + 'a>(
    items: &'a ArrayRef,
    places: &HashMap<String, u8>,
    extents: E,
    nulls: Option<&'a NullBuffer>,
    column: usize,
) -> Box<dyn Sets + 'a> {
    macro_rules! by_key {
        ($($key:ident => $type:ty),*) => {
            match items.data_type() {
                $(DataType::Dictionary(key, _) if **key == DataType::$key => {
                    let items = items.as_dictionary::<$type>();
                    let mut bits = bits(items.values(), places);
                    if items.keys().null_count() > 0 {
                        let bit = |key: Option<_>| key.and_then(|key| bits.get(ArrowNativeType::as_usize(key))).copied().unwrap_or(BAD);
                        let items = Each(items.keys().iter().map(bit).collect());
                        return Box::new(Lists { extents, items, nulls, column });
                    }
                    bits.resize(bits.len().max(256), BAD);
                    let items = ByKey::<$type> { keys: items.keys().values(), bits };
                    Box::new(Lists { extents, items, nulls, column })
                })*
                _ => Box::new(Lists { extents, items: Each(bits(items, places)), nulls, column }),
            }
        };
    }
    by_key!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type,
        UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type)
}

/// The bit of each text among a fact's codes.
fn bits(texts: &ArrayRef, places: &HashMap<String, u8>) -> Vec<u64> {
    fn each<'s>(texts: impl StringArrayType<'s>, places: &HashMap<String, u8>) -> Vec<u64> {
        let place = |at| if texts.is_valid(at) { places.get(texts.value(at)) } else { None };
        (0..texts.len()).map(|at| place(at).map_or(BAD, |place| 1_u64.wrapping_shl((*place).into()))).collect()
    }
    match texts.data_type() {
        DataType::Utf8 => each(texts.as_string::<i32>(), places),
        DataType::LargeUtf8 => each(texts.as_string::<i64>(), places),
        DataType::Utf8View => each(texts.as_string_view(), places),
        _ => Vec::new(),
    }
}

/// Where the items of each list stand.
trait Extents: Sync {
    /// Of some rows, the first item and how many there are.
    fn of(&self, span: Span) -> impl Iterator<Item = (usize, usize)>;
}

/// Each list ends where the next begins.
struct Offsets<'a, O>(&'a [O]);

impl<O: OffsetSizeTrait> Extents for Offsets<'_, O> {
    fn of(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        let (begins, ends) = (self.0.iter().skip(span.from), self.0.iter().skip(span.from.saturating_add(1)));
        begins.zip(ends).map(|(begin, end)| (begin.as_usize(), end.as_usize().wrapping_sub(begin.as_usize())))
    }
}

/// Each list says where it begins, and how long it is.
struct Views<'a, O>(&'a [O], &'a [O]);

impl<O: OffsetSizeTrait> Extents for Views<'_, O> {
    fn of(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        let extents = self.0.iter().zip(self.1).skip(span.from);
        extents.map(|(begin, len)| (begin.as_usize(), len.as_usize()))
    }
}

/// All lists are of one length.
struct Fixed(usize);

impl Extents for Fixed {
    fn of(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        (span.from..).map(|row| (row.saturating_mul(self.0), self.0))
    }
}

/// The codes of lists' items, a bit each.
trait Items: Sync {
    /// The bit of an item; [`BAD`] for what is no code of the fact.
    fn bit(&self, item: usize) -> u64;

    /// The bits of the first items of a list, [`AT_ONCE`] at the most.
    fn first_bits(&self, begin: usize, len: usize) -> u64;
}

/// The bits of a few items, of which only so many count. No item decides where the processor goes on, since what is in
/// a list cannot be foreseen.
fn few<T: Copy>(items: [T; AT_ONCE], len: usize, bit: impl Fn(T) -> u64) -> u64 {
    let counts = |at: usize| u64::from(at < len).wrapping_neg();
    items.into_iter().zip(0..).fold(0, |set, (item, at)| set | bit(item) & counts(at))
}

/// Item by item.
struct Each(Vec<u64>);

impl Items for Each {
    fn bit(&self, item: usize) -> u64 {
        self.0.get(item).copied().unwrap_or(BAD)
    }

    fn first_bits(&self, begin: usize, len: usize) -> u64 {
        match self.0.get(begin..).and_then(|items| items.first_chunk()) {
            Some(bits) => few(*bits, len, |bit| bit),
            None => (begin..).take(len.min(AT_ONCE)).fold(0, |set, item| set | self.bit(item)),
        }
    }
}

/// By the keys of a dictionary, whose bits are at least 256.
struct ByKey<'a, K: ArrowDictionaryKeyType> {
    keys: &'a [K::Native],
    bits: Vec<u64>,
}

impl<K: ArrowDictionaryKeyType> Items for ByKey<'_, K> {
    fn bit(&self, item: usize) -> u64 {
        self.keys.get(item).and_then(|key| self.bits.get(key.as_usize())).copied().unwrap_or(BAD)
    }

    fn first_bits(&self, begin: usize, len: usize) -> u64 {
        match (self.keys.get(begin..).and_then(|keys| keys.first_chunk()), <&[u64; 256]>::try_from(&*self.bits)) {
            // A byte cannot leave the table, and behind the list's end it may be anything.
            (Some(keys), Ok(table)) => {
                let bit = |key: K::Native| table.get(key.as_usize() & 0xFF).copied().unwrap_or(BAD);
                few(*keys, len, bit)
            }
            _ => (begin..).take(len.min(AT_ONCE)).fold(0, |set, item| set | self.bit(item)),
        }
    }
}

/// A column of lists of codes.
struct Lists<'a, E, I> {
    extents: E,
    items: I,
    /// If there are any.
    nulls: Option<&'a NullBuffer>,
    column: usize,
}

impl<E: Extents, I: Items> Sets for Lists<'_, E, I> {
    fn fill(&self, span: Span, sets: &mut [u64], found: &mut Found) {
        let mut odd = 0;
        for (set, (begin, len)) in sets.iter_mut().zip(self.extents.of(span)) {
            *set = self.items.first_bits(begin, len);
            if len > AT_ONCE {
                let more = (begin..begin.saturating_add(len)).skip(AT_ONCE);
                *set = more.fold(*set, |set, item| set | self.items.bit(item));
            }
            odd |= *set & BAD;
        }
        if odd == 0 && self.nulls.is_none() {
            return;
        }
        for (at, set) in sets.iter_mut().enumerate() {
            if self.nulls.is_some_and(|nulls| nulls.is_null(span.from.saturating_add(at))) {
                *set = UNTOLD_SET;
            } else if *set & BAD != 0 {
                *set = UNTOLD_SET;
                found.add(self.column, Trouble::Code, span.row(at));
            }
        }
    }
}

/// Lists that nobody was asked for.
struct NoSets;

impl Sets for NoSets {
    fn fill(&self, _: Span, sets: &mut [u64], _: &mut Found) {
        sets.fill(UNTOLD_SET);
    }
}
