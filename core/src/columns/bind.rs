//! From a column of a batch to its cells, whatever its type.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
    Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, DictionaryArray, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};

use super::cells::{Cells, Intervals, Keys, Named, Nothing, Texts};
use super::found::Trouble;
use super::lists::{self, Sets};
use super::threshold::{self, Numeric, Threshold};
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

/// The names of UTC, and of zones that never differ from it.
const AS_UTC: [&str; 11] =
    ["UTC", "Etc/UTC", "UCT", "Etc/UCT", "Zulu", "Z", "GMT", "Etc/GMT", "+00:00", "+0000", "-00:00"];

/// Whether a zone is UTC by any of its names.
pub(crate) fn is_utc(zone: &str) -> bool {
    AS_UTC.contains(&zone)
}

/// Whether a column of a type can tell a fact of a type.
pub(super) fn fits(fact: FactType, column: &DataType) -> bool {
    use DataType as T;
    let is_text = |column: &DataType| match column {
        T::Utf8 | T::LargeUtf8 | T::Utf8View => true,
        T::Dictionary(_, values) => matches!(**values, T::Utf8 | T::LargeUtf8 | T::Utf8View),
        _ => false,
    };
    match (fact, column) {
        (_, T::Dictionary(_, values)) if **values == T::Null => true,
        (_, T::Null) | (FactType::Boolean, T::Boolean) => true,
        (FactType::Number | FactType::Money, column) => {
            let is_decimal = |scale: i8| scale.unsigned_abs() <= threshold::DECIMAL_PLACES;
            match column {
                T::Float16 | T::Float32 | T::Float64 => true,
                T::Decimal32(_, scale) | T::Decimal64(_, scale) => is_decimal(*scale),
                T::Decimal128(_, scale) | T::Decimal256(_, scale) => is_decimal(*scale),
                column => column.is_integer(),
            }
        }
        (FactType::Date, T::Timestamp(_, zone)) => zone.as_deref().is_none_or(is_utc),
        (FactType::Date, column) => matches!(column, T::Date32 | T::Date64),
        (FactType::Code | FactType::Text, column) => is_text(column),
        (FactType::Codes, column) => lists::items_of(column).is_some_and(|items| is_text(items) || items == &T::Null),
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
            Kind::Sets(places) => Bound::Sets(lists::sets(array, self.at, places)),
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
            ($($kind:pat => $type:ty, $scale:expr;)*) => {
                match *array.data_type() {
                    $($kind => self.intervals::<$type>(array.as_primitive::<$type>(), cuts, $scale, make),)*
                    _ => return None,
                }
            };
        }
        Some(by_type! {
            T::Int8 => Int8Type, 0;
            T::Int16 => Int16Type, 0;
            T::Int32 => Int32Type, 0;
            T::Int64 => Int64Type, 0;
            T::UInt8 => UInt8Type, 0;
            T::UInt16 => UInt16Type, 0;
            T::UInt32 => UInt32Type, 0;
            T::UInt64 => UInt64Type, 0;
            T::Float16 => Float16Type, 0;
            T::Float32 => Float32Type, 0;
            T::Float64 => Float64Type, 0;
            T::Decimal32(_, scale) => Decimal32Type, scale;
            T::Decimal64(_, scale) => Decimal64Type, scale;
            T::Decimal128(_, scale) => Decimal128Type, scale;
            T::Decimal256(_, scale) => Decimal256Type, scale;
        })
    }

    fn intervals<'a, T: Numeric>(
        &'a self,
        array: &'a PrimitiveArray<T>,
        cuts: &[Cut],
        scale: i8,
        make: fn(Number) -> Value,
    ) -> Box<dyn Cells + 'a> {
        let (lowest, thresholds) = lowest_and_rest(cuts.iter().map(|cut| T::above(cut, scale)));
        Box::new(Intervals {
            array,
            column: self.at,
            lowest,
            thresholds,
            range: T::range(scale),
            troubles: [Trouble::Number; 2],
            make: Box::new(move |value| T::number(value, scale).map(make)),
            wide: scale > 0,
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
            wide: false,
        }))
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
