//! What stands in a column of a batch, row by row, whatever its type.

use std::fmt::Debug;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, StringArrayType};
use arrow_buffer::ArrowNativeType;
use arrow_schema::{DataType, TimeUnit};
use chrono::{DateTime, FixedOffset, NaiveDateTime};

use crate::columns::{Numeric, is_utc, items_of};
use crate::events::Given;
use crate::tree::NESTING_LIMIT;
use crate::value::{Plain, parse_date};

/// What a row holds; `None` is null.
pub(crate) type Cell<'a> = Box<dyn Fn(usize) -> Option<Given<'a>> + 'a>;

/// Whether what a column holds has a meaning here, nested as deep as may be.
pub(super) fn can_hold(column: &DataType, depth: usize) -> bool {
    use DataType as T;
    let deeper = depth.saturating_add(1);
    match column {
        _ if depth > NESTING_LIMIT => false,
        T::Null | T::Boolean | T::Utf8 | T::LargeUtf8 | T::Utf8View => true,
        T::Dictionary(_, values) => can_hold(values, deeper),
        T::Struct(fields) => fields.iter().all(|field| can_hold(field.data_type(), deeper)),
        column if is_day(column) => true,
        column if column.is_numeric() => true,
        column => items_of(column).is_some_and(|items| can_hold(items, deeper)),
    }
}

/// Whether a column holds days, or moments whose zone is known.
pub(super) fn is_day(column: &DataType) -> bool {
    match column {
        DataType::Date32 | DataType::Date64 => true,
        DataType::Timestamp(_, zone) => zone.as_deref().is_none_or(|zone| offset(zone).is_some()),
        _ => false,
    }
}

/// How far a zone is from UTC, where that is always the same.
fn offset(zone: &str) -> Option<FixedOffset> {
    if is_utc(zone) { FixedOffset::east_opt(0) } else { zone.parse().ok() }
}

/// What stands in a column: of moments the day.
pub(crate) fn cell(array: &ArrayRef) -> Cell<'_> {
    macro_rules! by_type {
        ($($kind:pat => $type:ty, $scale:expr;)*) => {
            match array.data_type() {
                $($kind => numbers::<$type>(array, $scale),)*
                DataType::Boolean => {
                    let array = array.as_boolean();
                    told(array, |row| Given::Own(Plain::Boolean(array.value(row))))
                }
                DataType::Utf8 => texts(array.as_string::<i32>()),
                DataType::LargeUtf8 => texts(array.as_string::<i64>()),
                DataType::Utf8View => texts(array.as_string_view()),
                DataType::Dictionary(..) => dictionary(array),
                DataType::Struct(_) => mappings(array),
                column if is_day(column) => moments(array, |moment, _| {
                    let day = moment.date();
                    // A year of more than four digits is none that an event can have.
                    let text = day.to_string();
                    if parse_date(&text).is_some() { Plain::Date(day) } else { Plain::Text(text) }
                }),
                _ => lists(array),
            }
        };
    }
    use DataType as T;
    by_type! {
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
        T::Decimal32(_, scale) => Decimal32Type, *scale;
        T::Decimal64(_, scale) => Decimal64Type, *scale;
        T::Decimal128(_, scale) => Decimal128Type, *scale;
        T::Decimal256(_, scale) => Decimal256Type, *scale;
    }
}

/// What stands in a column that tells when something was recorded: of moments the moment, with its offset.
pub(super) fn moment(array: &ArrayRef) -> Cell<'_> {
    match array.data_type() {
        DataType::Timestamp(..) => moments(array, |moment, offset| {
            let zone = if offset.local_minus_utc() == 0 { "Z".to_owned() } else { offset.to_string() };
            Plain::Text(format!("{moment:?}{zone}"))
        }),
        _ => cell(array),
    }
}

/// The value of each row that is not null.
fn told<'a>(array: &'a dyn Array, value: impl Fn(usize) -> Given<'a> + 'a) -> Cell<'a> {
    if array.null_count() == 0 {
        return Box::new(move |row| Some(value(row)));
    }
    Box::new(move |row| array.is_valid(row).then(|| value(row)))
}

fn texts<'a, T: StringArrayType<'a> + Copy + 'a>(array: T) -> Cell<'a> {
    Box::new(move |row| array.is_valid(row).then(|| Given::Text(array.value(row))))
}

fn numbers<T: Numeric<Native: Debug>>(array: &ArrayRef, scale: i8) -> Cell<'_> {
    let numbers = array.as_primitive::<T>();
    told(array, move |row| {
        let value = numbers.value(row);
        // What no number can hold is said as it is, for the event to be told of.
        let text = T::number(value, scale).map_or_else(|| format!("{value:?}"), |number| number.to_string());
        Given::Own(Plain::Number(text))
    })
}

fn moments<'a>(array: &'a ArrayRef, make: impl Fn(NaiveDateTime, FixedOffset) -> Plain + Copy + 'a) -> Cell<'a> {
    fn units<'a, T: ArrowPrimitiveType<Native: Into<i64>>>(
        array: &'a ArrayRef,
        zone: Option<&str>,
        of: impl Fn(i64) -> Option<NaiveDateTime> + 'a,
        make: impl Fn(NaiveDateTime, FixedOffset) -> Plain + 'a,
    ) -> Cell<'a> {
        let moments = array.as_primitive::<T>();
        let offset = zone.and_then(offset).or_else(|| FixedOffset::east_opt(0));
        told(array, move |row| {
            let units = moments.value(row).into();
            let there = of(units).zip(offset).and_then(|(utc, offset)| Some((utc.checked_add_offset(offset)?, offset)));
            Given::Own(there.map_or_else(|| Plain::Text(units.to_string()), |(moment, offset)| make(moment, offset)))
        })
    }
    let milliseconds = |value| DateTime::from_timestamp_millis(value).map(|moment| moment.naive_utc());
    let seconds = |value| DateTime::from_timestamp(value, 0).map(|moment| moment.naive_utc());
    match array.data_type() {
        DataType::Date32 => {
            units::<Date32Type>(array, None, move |days| seconds(days.saturating_mul(DAY_SECONDS)), make)
        }
        DataType::Date64 => units::<Date64Type>(array, None, milliseconds, make),
        DataType::Timestamp(TimeUnit::Second, zone) => {
            units::<TimestampSecondType>(array, zone.as_deref(), seconds, make)
        }
        DataType::Timestamp(TimeUnit::Millisecond, zone) => {
            units::<TimestampMillisecondType>(array, zone.as_deref(), milliseconds, make)
        }
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            let of = |value| DateTime::from_timestamp_micros(value).map(|moment| moment.naive_utc());
            units::<TimestampMicrosecondType>(array, zone.as_deref(), of, make)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => {
            let of = |value| Some(DateTime::from_timestamp_nanos(value).naive_utc());
            units::<TimestampNanosecondType>(array, zone.as_deref(), of, make)
        }
        _ => nothing(),
    }
}

const DAY_SECONDS: i64 = 86_400;

fn nothing<'a>() -> Cell<'a> {
    Box::new(|_| None)
}

fn dictionary(array: &ArrayRef) -> Cell<'_> {
    let dictionary = array.as_any_dictionary();
    // Without values every key is null.
    if dictionary.values().is_empty() {
        return nothing();
    }
    let (values, keys) = (cell(dictionary.values()), dictionary.normalized_keys());
    Box::new(move |row| if array.is_valid(row) { values(*keys.get(row)?) } else { None })
}

fn mappings(array: &ArrayRef) -> Cell<'_> {
    let mappings = array.as_struct();
    let names = mappings.fields().iter().map(|field| field.name().as_str());
    let parts: Vec<(&str, Cell<'_>)> = names.zip(mappings.columns().iter().map(cell)).collect();
    told(array, move |row| {
        let told = parts.iter().filter_map(|(name, part)| Some(((*name).to_owned(), part(row)?.into_plain())));
        Given::Own(Plain::Map(told.collect()))
    })
}

fn lists(array: &ArrayRef) -> Cell<'_> {
    macro_rules! lists {
        ($list:expr, $of:ident => $extent:expr) => {{
            let $of = $list;
            let items = cell($of.values());
            let extent = $extent;
            told(array, move |row| {
                let (begin, len): (usize, usize) = extent(row);
                let item = |at| items(at).map_or(Plain::Null, Given::into_plain);
                Given::Own(Plain::List((begin..begin.saturating_add(len)).map(item).collect()))
            })
        }};
    }
    match array.data_type() {
        DataType::List(_) => {
            lists!(array.as_list::<i32>(), of => move |row| {
                (of.value_offsets().get(row).map_or(0, |begin: &i32| begin.as_usize()), of.value_length(row).as_usize())
            })
        }
        DataType::LargeList(_) => {
            lists!(array.as_list::<i64>(), of => move |row| {
                (of.value_offsets().get(row).map_or(0, |begin: &i64| begin.as_usize()), of.value_length(row).as_usize())
            })
        }
        DataType::ListView(_) => {
            lists!(array.as_list_view::<i32>(), of => move |row| (of.value_offset(row).as_usize(), of.value_size(row).as_usize()))
        }
        DataType::LargeListView(_) => {
            lists!(array.as_list_view::<i64>(), of => move |row| (of.value_offset(row).as_usize(), of.value_size(row).as_usize()))
        }
        DataType::FixedSizeList(..) => {
            lists!(array.as_fixed_size_list(), of => move |row: usize| {
                let len = of.value_length().as_usize();
                (row.saturating_mul(len), len)
            })
        }
        _ => nothing(),
    }
}
