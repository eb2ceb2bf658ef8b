//! Columns of days, counted from 1970-01-01.

use std::ops::Range;

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

/// The days of some rows, row by row.
pub(super) fn of_rows(column: Option<&ArrayRef>, rows: impl Iterator<Item = usize>, out: &mut impl Extend<i32>) {
    const SECONDS: i64 = 86_400;
    let Some(column) = column else { return out.extend(rows.map(|_| NONE)) };
    macro_rules! units {
        ($type:ty, $second:expr) => {
            each(column.as_primitive::<$type>(), rows, out, |instant| {
                i32::try_from(instant.div_euclid(SECONDS.saturating_mul($second))).unwrap_or(NONE)
            })
        };
    }
    match column.data_type() {
        DataType::Date32 => each(column.as_primitive::<Date32Type>(), rows, out, |day| day),
        DataType::Date64 => units!(Date64Type, 1_000),
        DataType::Timestamp(TimeUnit::Second, _) => units!(TimestampSecondType, 1),
        DataType::Timestamp(TimeUnit::Millisecond, _) => units!(TimestampMillisecondType, 1_000),
        DataType::Timestamp(TimeUnit::Microsecond, _) => units!(TimestampMicrosecondType, 1_000_000),
        DataType::Timestamp(TimeUnit::Nanosecond, _) => units!(TimestampNanosecondType, 1_000_000_000),
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            out.extend(rows.map(|row| text(column, row).and_then(written).unwrap_or(NONE)));
        }
        _ => out.extend(rows.map(|_| NONE)),
    }
}

/// Whether in some of these rows one day may be more than so many before the other. Told by whole columns: where either
/// is not one of plain days throughout, it may be.
pub(super) fn may_be_before(column: &ArrayRef, by: i32, other: &ArrayRef, rows: Range<usize>) -> bool {
    fn plain(column: &ArrayRef, rows: Range<usize>) -> Option<&[i32]> {
        column.as_primitive_opt::<Date32Type>().filter(|days| days.null_count() == 0)?.values().get(rows)
    }
    let (Some(days), Some(others)) = (plain(column, rows.clone()), plain(other, rows)) else { return true };
    // Looked at without branches, so that many can be compared at once.
    days.iter().zip(others).fold(false, |before, (day, other)| before | (day.saturating_add(by) < *other))
}

/// The day of one row.
pub(super) fn of_row(column: Option<&ArrayRef>, row: usize) -> i32 {
    struct One(i32);
    impl Extend<i32> for One {
        fn extend<I: IntoIterator<Item = i32>>(&mut self, days: I) {
            days.into_iter().for_each(|day| self.0 = day);
        }
    }
    let mut day = One(NONE);
    of_rows(column, std::iter::once(row), &mut day);
    day.0
}

/// What a column's values come to, and no day where there is none.
fn each<T: ArrowPrimitiveType>(
    column: &PrimitiveArray<T>,
    rows: impl Iterator<Item = usize>,
    out: &mut impl Extend<i32>,
    day: impl Fn(T::Native) -> i32,
) {
    let values = column.values();
    let told = |row: usize| values.get(row).map_or(NONE, |value| day(*value));
    match column.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => out.extend(rows.map(told)),
        Some(nulls) => out.extend(rows.map(|row| if nulls.is_valid(row) { told(row) } else { NONE })),
    }
}

/// A day as it is written; of a moment, as RFC 3339 has them, the day before its time.
fn written(text: &str) -> Option<i32> {
    let day = text.split_once('T').map_or(text, |(day, _)| day);
    Day::of(parse_date(day)?).days_since_1970()
}

/// A day that is told.
pub(super) fn told(day: i32) -> Option<Day> {
    (day != NONE).then(|| Day::since_1970(day))
}
