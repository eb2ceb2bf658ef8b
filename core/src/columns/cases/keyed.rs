//! What tells the rows of a column apart, without looking at what they hold.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal32Type, Decimal64Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BooleanArray};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;

use super::codes::text;

/// A column whose rows can be told apart.
pub(super) struct Keyed<'a> {
    pub(super) column: &'a ArrayRef,
    nulls: Option<&'a NullBuffer>,
    values: Values<'a>,
}

/// What stands in rows. Asking a column of any type again and again what type it is would take most of the time.
enum Values<'a> {
    /// Nothing in any.
    Nothing,
    Boolean(&'a BooleanArray),
    Int8(&'a [i8]),
    Int16(&'a [i16]),
    Int32(&'a [i32]),
    Int64(&'a [i64]),
    UInt8(&'a [u8]),
    UInt16(&'a [u16]),
    UInt32(&'a [u32]),
    UInt64(&'a [u64]),
    Float32(&'a [f32]),
    Float64(&'a [f64]),
    /// The places of what a dictionary holds.
    Dictionary(Box<Values<'a>>),
    /// Something that must be looked at itself.
    Other,
}

impl<'a> Values<'a> {
    fn of(column: &'a dyn Array) -> Self {
        macro_rules! values {
            ($variant:ident, $type:ty) => {
                Self::$variant(column.as_primitive::<$type>().values())
            };
        }
        match column.data_type() {
            DataType::Null => Self::Nothing,
            DataType::Boolean => Self::Boolean(column.as_boolean()),
            DataType::Int8 => values!(Int8, Int8Type),
            DataType::Int16 => values!(Int16, Int16Type),
            DataType::Int32 => values!(Int32, Int32Type),
            DataType::Int64 => values!(Int64, Int64Type),
            DataType::UInt8 => values!(UInt8, UInt8Type),
            DataType::UInt16 => values!(UInt16, UInt16Type),
            DataType::UInt32 => values!(UInt32, UInt32Type),
            DataType::UInt64 => values!(UInt64, UInt64Type),
            DataType::Float32 => values!(Float32, Float32Type),
            DataType::Float64 => values!(Float64, Float64Type),
            DataType::Decimal32(..) => values!(Int32, Decimal32Type),
            DataType::Decimal64(..) => values!(Int64, Decimal64Type),
            DataType::Date32 => values!(Int32, Date32Type),
            DataType::Dictionary(..) => match column.as_any_dictionary_opt() {
                Some(dictionary) if !dictionary.values().is_empty() => {
                    Self::Dictionary(Box::new(Self::of(dictionary.keys())))
                }
                _ => Self::Nothing,
            },
            _ => Self::Other,
        }
    }

    /// What tells rows that hold something apart; `None` where only the value itself does.
    fn key(&self, row: usize) -> Option<u64> {
        let whole = |value: i64| value.cast_unsigned();
        match self {
            Self::Boolean(values) => (row < values.len()).then(|| u64::from(values.value(row))),
            Self::Int8(values) => values.get(row).map(|value| whole((*value).into())),
            Self::Int16(values) => values.get(row).map(|value| whole((*value).into())),
            Self::Int32(values) => values.get(row).map(|value| whole((*value).into())),
            Self::Int64(values) => values.get(row).copied().map(whole),
            Self::UInt8(values) => values.get(row).map(|value| u64::from(*value)),
            Self::UInt16(values) => values.get(row).map(|value| u64::from(*value)),
            Self::UInt32(values) => values.get(row).map(|value| u64::from(*value)),
            Self::UInt64(values) => values.get(row).copied(),
            Self::Float32(values) => values.get(row).map(|value| u64::from(value.to_bits())),
            Self::Float64(values) => values.get(row).map(|value| value.to_bits()),
            Self::Dictionary(keys) => keys.key(row),
            Self::Nothing | Self::Other => None,
        }
    }
}

impl<'a> Keyed<'a> {
    pub(super) fn new(column: &'a ArrayRef) -> Self {
        Self { column, nulls: column.nulls().filter(|nulls| nulls.null_count() > 0), values: Values::of(column) }
    }

    /// Whether a row holds something.
    pub(super) fn is_told(&self, row: usize) -> bool {
        !matches!(self.values, Values::Nothing)
            && self.nulls.is_none_or(|nulls| row < nulls.len() && nulls.is_valid(row))
    }

    /// The text that a row holds, if it is text.
    pub(super) fn text(&self, row: usize) -> Option<&'a str> {
        match &self.values {
            Values::Dictionary(keys) if self.is_told(row) => {
                text(self.column.as_any_dictionary_opt()?.values(), usize::try_from(keys.key(row)?).ok()?)
            }
            Values::Dictionary(_) | Values::Nothing => None,
            _ => text(self.column, row),
        }
    }

    /// What tells rows that hold something apart; `None` where only the value itself does.
    pub(super) fn key(&self, row: usize) -> Option<u64> {
        self.values.key(row)
    }
}
