//! From a column of a batch to its cells, whatever its type.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, GenericListArray, OffsetSizeTrait, PrimitiveArray, StringArrayType,
};
use arrow_buffer::ArrowNativeType;
use arrow_schema::{DataType, TimeUnit};

use super::cells::{BAD, ByKey, Cells, Each, Intervals, Keys, Lists, Named, Nothing, Sets, Texts};
use super::found::Trouble;
use super::threshold::{Numeric, Threshold};
use super::truth;
use crate::analysis::{Cut, of_day, to_day};
use crate::condition::{FactIndex, Value};
use crate::document::FactType;
use crate::value::{Date, Money, Number};

/// A column that tells a fact.
pub(super) struct Column {
    pub(super) fact: FactIndex,
    /// Its place in the table.
    pub(super) at: usize,
    pub(super) kind: Kind,
    /// The value that stands for each cell, but for what is not told; none where cells cannot tell what is asked.
    pub(super) cells: Vec<(u8, Value)>,
    /// Whether values share cells that only their names tell apart.
    pub(super) is_grouped: bool,
}

/// How a column's values fall into cells.
pub(super) enum Kind {
    Boolean,
    Named(Named),
    Number { cuts: Vec<Cut>, money: bool },
    Date { cuts: Vec<Cut>, latest: Option<Date> },
    Sets(HashMap<String, u8>),
}

/// A column of one batch.
pub(super) enum Bound<'a> {
    Cells(Box<dyn Cells + 'a>),
    Sets(Box<dyn Sets + 'a>),
}

/// The years of which days are read.
const YEARS: [i32; 2] = [1600, 2399];

const DAY_SECONDS: i64 = 86_400;

/// One more than the greatest number of 28 digits.
const TEN_TO_28: i128 = 10_000_000_000_000_000_000_000_000_000;

/// Whether a column of a type can tell a fact of a type.
pub(super) fn fits(fact: FactType, column: &DataType) -> bool {
    use DataType as T;
    let is_text = |column: &DataType| match column {
        T::Utf8 | T::LargeUtf8 | T::Utf8View => true,
        T::Dictionary(_, values) => matches!(**values, T::Utf8 | T::LargeUtf8 | T::Utf8View),
        _ => false,
    };
    match (fact, column) {
        (_, T::Null) | (FactType::Boolean, T::Boolean) => true,
        (FactType::Number | FactType::Money, column) => {
            let is_float = matches!(column, T::Float32 | T::Float64);
            is_float || column.is_integer() || matches!(column, T::Decimal32(..) | T::Decimal64(..) | T::Decimal128(..))
        }
        (FactType::Date, T::Timestamp(_, zone)) => {
            zone.as_ref().is_none_or(|zone| ["UTC", "+00:00"].contains(&&**zone))
        }
        (FactType::Date, column) => matches!(column, T::Date32 | T::Date64),
        (FactType::Code | FactType::Text, column) => is_text(column),
        (FactType::Codes, T::List(items) | T::LargeList(items)) => {
            is_text(items.data_type()) || items.data_type() == &T::Null
        }
        _ => false,
    }
}

impl Column {
    /// The cell of what is not told.
    pub(super) fn untold(&self) -> u8 {
        if matches!(self.kind, Kind::Boolean) { truth::UNKNOWN } else { super::cells::UNTOLD }
    }

    /// How many places its cells take, told or not.
    pub(super) fn places(&self) -> usize {
        let greatest = self.cells.iter().map(|(cell, _)| usize::from(*cell)).max();
        greatest.unwrap_or(0).saturating_add(1)
    }

    /// The column of a batch.
    pub(super) fn bind<'a>(&'a self, array: &'a ArrayRef) -> Bound<'a> {
        let untold = || Bound::Cells(Box::new(Nothing(super::cells::UNTOLD)));
        match &self.kind {
            Kind::Boolean => match array.as_boolean_opt() {
                Some(array) => Bound::Cells(Box::new(array.clone())),
                None => Bound::Cells(Box::new(Nothing(truth::UNKNOWN))),
            },
            Kind::Named(named) => self.texts(array, named).map_or_else(untold, Bound::Cells),
            Kind::Number { cuts, money } => {
                let make = if *money { |number| Value::Money(Money(number)) } else { Value::Number };
                self.numbers(array, cuts, make).map_or_else(untold, Bound::Cells)
            }
            Kind::Date { cuts, latest } => self.days(array, cuts, *latest).map_or_else(untold, Bound::Cells),
            Kind::Sets(places) => Bound::Sets(match array.data_type() {
                DataType::List(_) => self.lists(array.as_list::<i32>(), places),
                DataType::LargeList(_) => self.lists(array.as_list::<i64>(), places),
                _ => Box::new(NoSets),
            }),
        }
    }

    fn texts<'a>(&'a self, array: &'a ArrayRef, named: &'a Named) -> Option<Box<dyn Cells + 'a>> {
        macro_rules! keys {
            ($($key:ident => $type:ty),*) => {
                match array.data_type() {
                    DataType::Utf8 => Some(Box::new(Texts { array: array.as_string::<i32>(), named, column: self.at })),
                    DataType::LargeUtf8 => Some(Box::new(Texts { array: array.as_string::<i64>(), named, column: self.at })),
                    DataType::Utf8View => Some(Box::new(Texts { array: array.as_string_view(), named, column: self.at })),
                    DataType::Dictionary(key, _) => match **key {
                        $(DataType::$key => self.keys(array.as_dictionary::<$type>(), named),)*
                        _ => None,
                    },
                    _ => None,
                }
            };
        }
        keys!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type,
            UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type)
    }

    fn keys<'a, K: ArrowDictionaryKeyType>(
        &'a self,
        array: &'a DictionaryArray<K>,
        named: &Named,
    ) -> Option<Box<dyn Cells + 'a>> {
        let texts = array.values();
        Some(match texts.data_type() {
            DataType::Utf8 => Box::new(Keys::new(array, texts.as_string::<i32>(), named, self.at)),
            DataType::LargeUtf8 => Box::new(Keys::new(array, texts.as_string::<i64>(), named, self.at)),
            DataType::Utf8View => Box::new(Keys::new(array, texts.as_string_view(), named, self.at)),
            _ => return None,
        })
    }

    fn numbers<'a>(
        &'a self,
        array: &'a ArrayRef,
        cuts: &[Cut],
        make: fn(Number) -> Value,
    ) -> Option<Box<dyn Cells + 'a>> {
        use DataType as T;
        macro_rules! by_type {
            ($($kind:pat => $type:ty, $scale:expr, $least:expr, $greatest:expr;)*) => {
                match *array.data_type() {
                    $($kind => self.intervals::<$type>(
                        array.as_primitive::<$type>(), cuts, $scale, ($least, $greatest), make
                    ),)*
                    _ => return None,
                }
            };
        }
        Some(by_type! {
            T::Int8 => Int8Type, 0, i8::MIN, i8::MAX;
            T::Int16 => Int16Type, 0, i16::MIN, i16::MAX;
            T::Int32 => Int32Type, 0, i32::MIN, i32::MAX;
            T::Int64 => Int64Type, 0, i64::MIN, i64::MAX;
            T::UInt8 => UInt8Type, 0, u8::MIN, u8::MAX;
            T::UInt16 => UInt16Type, 0, u16::MIN, u16::MAX;
            T::UInt32 => UInt32Type, 0, u32::MIN, u32::MAX;
            T::UInt64 => UInt64Type, 0, u64::MIN, u64::MAX;
            T::Float32 => Float32Type, 0, -1e28, 1e28;
            T::Float64 => Float64Type, 0, -1e28, 1e28;
            T::Decimal32(_, scale) => Decimal32Type, scale, i32::MIN, i32::MAX;
            T::Decimal64(_, scale) => Decimal64Type, scale, i64::MIN, i64::MAX;
            T::Decimal128(_, scale) => Decimal128Type, scale, -TEN_TO_28, TEN_TO_28;
        })
    }

    fn intervals<'a, T: Numeric>(
        &'a self,
        array: &'a PrimitiveArray<T>,
        cuts: &[Cut],
        scale: i8,
        range: (T::Native, T::Native),
        make: fn(Number) -> Value,
    ) -> Box<dyn Cells + 'a> {
        let (lowest, thresholds) = lowest_and_rest(cuts.iter().map(|cut| T::above(cut, scale)));
        Box::new(Intervals {
            array,
            column: self.at,
            lowest,
            thresholds,
            range,
            troubles: [Trouble::Number; 2],
            make: Box::new(move |value| T::number(value, scale).map(make)),
        })
    }

    fn days<'a>(&'a self, array: &'a ArrayRef, cuts: &[Cut], latest: Option<Date>) -> Option<Box<dyn Cells + 'a>> {
        macro_rules! by_type {
            ($($kind:pat => $type:ty, $units:expr;)*) => {
                match array.data_type() {
                    $($kind => self.of_units::<$type>(array.as_primitive::<$type>(), cuts, latest, $units),)*
                    _ => None,
                }
            };
        }
        by_type! {
            DataType::Date32 => Date32Type, 1;
            DataType::Date64 => Date64Type, DAY_SECONDS.saturating_mul(1_000);
            DataType::Timestamp(TimeUnit::Second, _) => TimestampSecondType, DAY_SECONDS;
            DataType::Timestamp(TimeUnit::Millisecond, _) => TimestampMillisecondType, DAY_SECONDS.saturating_mul(1_000);
            DataType::Timestamp(TimeUnit::Microsecond, _) => TimestampMicrosecondType, DAY_SECONDS.saturating_mul(1_000_000);
            DataType::Timestamp(TimeUnit::Nanosecond, _) => TimestampNanosecondType, DAY_SECONDS.saturating_mul(1_000_000_000);
        }
    }

    /// Days in units since 1970-01-01, so many a day.
    fn of_units<'a, T: ArrowPrimitiveType>(
        &'a self,
        array: &'a PrimitiveArray<T>,
        cuts: &[Cut],
        latest: Option<Date>,
        units: i64,
    ) -> Option<Box<dyn Cells + 'a>>
    where
        T::Native: TryFrom<i64> + Into<i64>,
    {
        let [first, last] = YEARS;
        let day = |year, month, day| Date::from_ymd_opt(year, month, day).map(since_1970);
        let (first, last) = (day(first, 1, 1)?, latest.map(since_1970).or_else(|| day(last, 12, 31))?);
        // Of what has no such day the last unit is the greatest; of nanoseconds the earliest is in 1677.
        let native = |day: i64, more: i64| T::Native::try_from(day.saturating_mul(units).saturating_add(more)).ok();
        let range = (native(first, 0)?, native(last, units.saturating_sub(1))?);
        let above = |cut: &Cut| {
            let from = if cut.after { cut.at.floor_in(0).saturating_add(1) } else { cut.at.ceiling_in(0) };
            let from = i64::try_from(from).ok().and_then(|from| native(from.checked_sub(EPOCH)?, 0));
            from.map_or(Threshold::Never, Threshold::From)
        };
        let (lowest, thresholds) = lowest_and_rest(cuts.iter().map(above));
        Some(Box::new(Intervals {
            array,
            column: self.at,
            lowest,
            thresholds,
            range,
            troubles: [Trouble::Day, if latest.is_some() { Trouble::Unborn } else { Trouble::Day }],
            make: Box::new(move |value| {
                let day: i64 = value.into();
                to_day(Number::from(day.div_euclid(units).saturating_add(EPOCH))).map(Value::Date)
            }),
        }))
    }

    fn lists<'a, O: OffsetSizeTrait>(
        &'a self,
        array: &'a GenericListArray<O>,
        places: &'a HashMap<String, u8>,
    ) -> Box<dyn Sets + 'a> {
        let column = self.at;
        macro_rules! by_key {
            ($($key:ident => $type:ty),*) => {
                match array.values().data_type() {
                    $(DataType::Dictionary(key, _) if **key == DataType::$key => {
                        let items = array.values().as_dictionary::<$type>();
                        let bits = bits(items.values(), places);
                        if items.keys().null_count() > 0 {
                            let bit = |key: Option<_>| key.and_then(|key: <$type as ArrowPrimitiveType>::Native| bits.get(key.as_usize()).copied()).unwrap_or(BAD);
                            let items = Each(items.keys().iter().map(bit).collect());
                            return Box::new(Lists { array, items, column });
                        }
                        let items = ByKey::<$type> { keys: items.keys().values(), bits };
                        Box::new(Lists { array, items, column })
                    })*
                    _ => Box::new(Lists { array, items: Each(bits(array.values(), places)), column }),
                }
            };
        }
        by_key!(Int8 => Int8Type, Int16 => Int16Type, Int32 => Int32Type, Int64 => Int64Type, UInt8 => UInt8Type,
            UInt16 => UInt16Type, UInt32 => UInt32Type, UInt64 => UInt64Type)
    }
}

/// 1970-01-01 among the days counted from the year 1.
const EPOCH: i64 = 719_163;

fn since_1970(day: Date) -> i64 {
    of_day(day).to_i64().unwrap_or(EPOCH).saturating_sub(EPOCH)
}

/// The cell below all thresholds, and those that can be crossed.
fn lowest_and_rest<T>(thresholds: impl Iterator<Item = Threshold<T>>) -> (u8, Vec<T>) {
    let (mut lowest, mut rest) = (1_u8, Vec::new());
    for threshold in thresholds {
        match threshold {
            Threshold::Always => lowest = lowest.saturating_add(1),
            Threshold::From(value) => rest.push(value),
            Threshold::Never => {}
        }
    }
    (lowest, rest)
}

/// Lists that nobody was asked for.
struct NoSets;

impl Sets for NoSets {
    fn fill(&self, _: super::cells::Span, sets: &mut [u64], _: &mut super::found::Found) {
        sets.fill(super::cells::UNTOLD_SET);
    }
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
