//! Columns of lists of codes, as sets: which codes are in each list, a bit each.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
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

/// What a column of lists holds; nothing if it is of another type.
pub(crate) fn items_of(column: &DataType) -> Option<&DataType> {
    use DataType as T;
    match column {
        T::List(item) | T::LargeList(item) | T::ListView(item) | T::LargeListView(item) | T::FixedSizeList(item, _) => {
            Some(item.data_type())
        }
        _ => None,
    }
}

/// The sets of a column of lists, by the place of each code.
pub(super) fn sets<'a>(array: &'a ArrayRef, column: usize, places: &'a HashMap<String, u8>) -> Box<dyn Sets + 'a> {
    let nulls = array.nulls().filter(|nulls| nulls.null_count() > 0);
    macro_rules! lists {
        ($lists:expr, $of:ident => $extents:expr) => {{
            let $of = $lists;
            let (items, bits) = Items::new($of.values(), places);
            Box::new(Lists { extents: $extents, items, bits, nulls, column })
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

/// Where the items of each list stand.
trait Extents: Sync {
    /// Of each of some rows, the first item and how many there are.
    fn each(&self, span: Span) -> impl Iterator<Item = (usize, usize)>;
}

/// Each list ends where the next begins.
struct Offsets<'a, O>(&'a [O]);

impl<O: OffsetSizeTrait> Extents for Offsets<'_, O> {
    fn each(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        let begins = self.0.get(span.from..=span.from.saturating_add(span.len)).unwrap_or(&[]);
        let ends = begins.get(1..).unwrap_or(&[]);
        begins.iter().zip(ends).map(|(begin, end)| (begin.as_usize(), end.as_usize().wrapping_sub(begin.as_usize())))
    }
}

/// Each list says where it begins, and how long it is.
struct Views<'a, O>(&'a [O], &'a [O]);

impl<O: OffsetSizeTrait> Extents for Views<'_, O> {
    fn each(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        let extents = self.0.iter().zip(self.1).skip(span.from).take(span.len);
        extents.map(|(begin, len)| (begin.as_usize(), len.as_usize()))
    }
}

/// All lists are of one length.
struct Fixed(usize);

impl Extents for Fixed {
    fn each(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        (span.from..).take(span.len).map(|row| (row.saturating_mul(self.0), self.0))
    }
}

/// The items of lists, a byte each.
enum Items<'a> {
    /// The keys of a dictionary.
    Keys(&'a [u8]),
    /// Worked out item by item: the place of the code.
    Places(Box<dyn Fn(usize) -> u8 + Sync + 'a>),
}

/// The byte of what is no item.
const NO_ITEM: u8 = u8::MAX;

/// The place of what is no code.
const NO_CODE: u8 = u8::MAX - 1;

/// For each byte its bit, if it is a place.
fn bits_of_places(places: impl Iterator<Item = u8>) -> Bits {
    let mut bits = Box::new([BAD; 256]);
    for (bit, place) in bits.iter_mut().zip(places).filter(|(_, place)| *place != NO_CODE) {
        *bit = 1_u64.wrapping_shl(place.into());
    }
    bits.last_mut().into_iter().for_each(|last| *last = 0);
    bits
}

/// The bit of each byte; [`BAD`] for what is no code, none for what is no item.
type Bits = Box<[u64; 256]>;

impl<'a> Items<'a> {
    fn new(items: &'a ArrayRef, places: &'a HashMap<String, u8>) -> (Self, Bits) {
        fn texts<'a>(texts: impl StringArrayType<'a> + 'a, places: &'a HashMap<String, u8>) -> Items<'a> {
            let place = move |item| places.get(texts.value(item)).copied().filter(|_| texts.is_valid(item));
            Items::Places(Box::new(move |item| place(item).unwrap_or(NO_CODE)))
        }
        macro_rules! by_type {
            ($($key:ident => $type:ty),*) => {
                match items.data_type() {
                    $(DataType::Dictionary(key, _) if **key == DataType::$key => {
                        let keys = items.as_dictionary::<$type>().keys();
                        let values = Self::new(items.as_dictionary::<$type>().values(), places).0;
                        let own: Vec<u8> = (0..items.as_dictionary::<$type>().values().len()).map(|value| values.place(value)).collect();
                        if size_of::<<$type as ArrowPrimitiveType>::Native>() == 1 && keys.null_count() == 0 && own.len() <= NO_ITEM.into() {
                            let bits = bits_of_places(own.into_iter());
                            return (Self::Keys(keys.values().inner().as_slice()), bits);
                        }
                        Self::Places(Box::new(move |item| {
                            let key = keys.values().get(item).filter(|_| keys.is_valid(item));
                            key.and_then(|key| own.get(key.as_usize())).copied().unwrap_or(NO_CODE)
                        }))
                    })*
                    DataType::Utf8 => texts(items.as_string::<i32>(), places),
                    DataType::LargeUtf8 => texts(items.as_string::<i64>(), places),
                    DataType::Utf8View => texts(items.as_string_view(), places),
                    _ => Self::Places(Box::new(|_| NO_CODE)),
                }
            };
        }
        let items = by_type!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type,
            UInt8 => UInt8Type, UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type);
        (items, bits_of_places(0..62))
    }

    /// The place of an item's code.
    fn place(&self, item: usize) -> u8 {
        match self {
            Self::Keys(keys) => keys.get(item).copied().unwrap_or(NO_CODE),
            Self::Places(place) => place(item),
        }
    }
}

/// The set of a list's items. Few lists are long, and what is in one cannot be foreseen: the first items are looked up
/// whether they are there or not, so that the processor need not guess.
fn set_of(items: &[u8], begin: usize, len: usize, bits: &[u64; 256]) -> u64 {
    let bit = |item: u8| bits.get(usize::from(item)).copied().unwrap_or(BAD);
    let rest = items.get(begin..).unwrap_or(&[]);
    match rest.first_chunk() {
        Some(eight) if len <= 8 => {
            let beyond = u64::MAX.checked_shl((len as u32).wrapping_mul(8)).unwrap_or(0);
            let [a, b, c, d, more @ ..] = (u64::from_le_bytes(*eight) | beyond).to_le_bytes();
            let few = bit(a) | bit(b) | bit(c) | bit(d);
            if len <= 4 { few } else { more.into_iter().fold(few, |set, item| set | bit(item)) }
        }
        _ => rest.iter().take(len).fold(0, |set, item| set | bit(*item)),
    }
}

/// A column of lists of codes.
struct Lists<'a, E> {
    extents: E,
    items: Items<'a>,
    bits: Bits,
    /// If there are any.
    nulls: Option<&'a NullBuffer>,
    column: usize,
}

impl<E: Extents> Sets for Lists<'_, E> {
    fn fill(&self, span: Span, sets: &mut [u64], found: &mut Found) {
        let (mut odd, bits) = (0, &*self.bits);
        match &self.items {
            Items::Keys(keys) => {
                for (set, (begin, len)) in sets.iter_mut().zip(self.extents.each(span)) {
                    *set = set_of(keys, begin, len, bits);
                    odd |= *set & BAD;
                }
            }
            Items::Places(place) => {
                let items = |(begin, len): (usize, usize)| begin..begin.saturating_add(len);
                let places: Vec<u8> = self.extents.each(span).flat_map(items).map(place).collect();
                let mut begin = 0_usize;
                for (set, (_, len)) in sets.iter_mut().zip(self.extents.each(span)) {
                    *set = set_of(&places, begin, len, bits);
                    begin = begin.saturating_add(len);
                    odd |= *set & BAD;
                }
            }
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
