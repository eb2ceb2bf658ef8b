//! Columns of days, counted from 1970-01-01.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{Array, ArrayRef, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};

use super::codes::text;
use crate::outcomes::Day;
use crate::value::parse_date;

/// A row without a day.
pub(super) const NONE: i32 = i32::MIN;

/// The days of some rows.
pub(super) fn fill(column: Option<&ArrayRef>, from: usize, out: &mut [i32]) {
    const SECONDS: i64 = 86_400;
    let Some(column) = column else { return out.fill(NONE) };
    match column.data_type() {
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>();
            for (out, day) in out.iter_mut().zip(days.values().get(from..).unwrap_or(&[])) {
                *out = *day;
            }
            without_nulls(column, from, out);
        }
        DataType::Date64 => units(column.as_primitive::<Date64Type>(), SECONDS.saturating_mul(1_000), from, out),
        DataType::Timestamp(TimeUnit::Second, _) => {
            units(column.as_primitive::<TimestampSecondType>(), SECONDS, from, out);
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            units(column.as_primitive::<TimestampMillisecondType>(), SECONDS.saturating_mul(1_000), from, out);
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            units(column.as_primitive::<TimestampMicrosecondType>(), SECONDS.saturating_mul(1_000_000), from, out);
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            units(column.as_primitive::<TimestampNanosecondType>(), SECONDS.saturating_mul(1_000_000_000), from, out);
        }
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            for (row, out) in (from..).zip(out) {
                *out = text(column, row).and_then(written).unwrap_or(NONE);
            }
        }
        _ => out.fill(NONE),
    }
}

/// A day as it is written; of a moment, as RFC 3339 has them, the day before its time.
fn written(text: &str) -> Option<i32> {
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    Day::of(parse_date(day)?).days_since_1970()
}

fn units<T: ArrowPrimitiveType<Native = i64>>(column: &PrimitiveArray<T>, each: i64, from: usize, out: &mut [i32]) {
    for (out, instant) in out.iter_mut().zip(column.values().get(from..).unwrap_or(&[])) {
        *out = i32::try_from(instant.div_euclid(each)).unwrap_or(NONE);
    }
    without_nulls(column, from, out);
}

fn without_nulls(column: &dyn Array, from: usize, out: &mut [i32]) {
    if let Some(nulls) = column.nulls().filter(|nulls| nulls.null_count() > 0) {
        for (row, out) in (from..).zip(out) {
            if nulls.is_null(row) {
                *out = NONE;
            }
        }
    }
}

/// A day that is told.
pub(super) fn told(day: i32) -> Option<Day> {
    (day != NONE).then(|| Day::since_1970(day))
}
