//! Where a fact turns, in a column's own type of number.

use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};

use crate::analysis::Cut;
use crate::value::Number;

/// Where a column's values come to lie above a cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Threshold<T> {
    /// Every value does.
    Always,
    /// From this one on.
    From(T),
    /// No value does.
    Never,
}

/// A type of column whose values are numbers or days.
pub(super) trait Numeric: ArrowPrimitiveType {
    /// The first value that lies above a cut. `scale` is how many digits of a decimal stand behind the point.
    fn above(cut: &Cut, scale: i8) -> Threshold<Self::Native>;

    /// What a value is; `None` if no number can hold it.
    fn number(value: Self::Native, scale: i8) -> Option<Number>;
}

/// The first whole number that lies above a cut, of units of 10 to the power of minus `scale`.
fn first_above(cut: &Cut, scale: i8) -> i128 {
    if cut.after { cut.at.floor_in(scale).saturating_add(1) } else { cut.at.ceiling_in(scale) }
}

macro_rules! whole {
    ($($type:ty => $native:ty),*) => {$(
        impl Numeric for $type {
            fn above(cut: &Cut, scale: i8) -> Threshold<$native> {
                let first = first_above(cut, scale);
                match <$native>::try_from(first) {
                    Ok(<$native>::MIN) => Threshold::Always,
                    Ok(first) => Threshold::From(first),
                    Err(_) if first < 0 => Threshold::Always,
                    Err(_) => Threshold::Never,
                }
            }

            fn number(value: $native, scale: i8) -> Option<Number> {
                Number::in_units(i128::try_from(value).ok()?, scale)
            }
        }
    )*};
}

whole! {
    Int8Type => i8, Int16Type => i16, Int32Type => i32, Int64Type => i64, UInt8Type => u8, UInt16Type => u16,
    UInt32Type => u32, UInt64Type => u64, Decimal32Type => i32, Decimal64Type => i64, Decimal128Type => i128
}

macro_rules! floating {
    ($($type:ty => $native:ty),*) => {$(
        impl Numeric for $type {
            /// Floats stand for the shortest decimal text that tells them from their neighbours.
            fn above(cut: &Cut, scale: i8) -> Threshold<$native> {
                let is_above = |value: $native| match Self::number(value, scale) {
                    Some(number) => number > cut.at || number == cut.at && !cut.after,
                    // Beyond what a number can hold.
                    None => value > 0.0,
                };
                let Ok(mut first) = cut.at.to_string().parse::<$native>() else { return Threshold::Never };
                while is_above(first) {
                    first = first.next_down();
                }
                while !is_above(first) {
                    first = first.next_up();
                }
                Threshold::From(first)
            }

            fn number(value: $native, _: i8) -> Option<Number> {
                value.to_string().parse().ok()
            }
        }
    )*};
}

floating! { Float32Type => f32, Float64Type => f64 }

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(at: &str, after: bool) -> Cut {
        Cut { at: at.parse().unwrap(), after }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(Int8Type::above(&cut("2.5", false), 0), Threshold::From(3));
        assert_eq!(Int8Type::above(&cut("-2.5", true), 0), Threshold::From(-2));
        assert_eq!(Int8Type::above(&cut("3", false), 0), Threshold::From(3));
        assert_eq!(Int8Type::above(&cut("3", true), 0), Threshold::From(4));
        assert_eq!(Int8Type::above(&cut("127", true), 0), Threshold::Never);
        assert_eq!(Int8Type::above(&cut("-128", false), 0), Threshold::Always);
        assert_eq!(UInt64Type::above(&cut("-1", true), 0), Threshold::Always);
        assert_eq!(UInt64Type::above(&cut("18446744073709551615", false), 0), Threshold::From(u64::MAX));
    }

    #[test]
    fn decimals_in_their_own_units() {
        assert_eq!(Decimal128Type::above(&cut("9.995", false), 2), Threshold::From(1000));
        assert_eq!(Decimal128Type::above(&cut("9.99", true), 2), Threshold::From(1000));
        assert_eq!(Decimal128Type::above(&cut("1250", false), -2), Threshold::From(13));
        assert_eq!(Decimal128Type::number(-1050, 2), Some("-10.5".parse().unwrap()));
    }

    #[test]
    fn floats_by_their_shortest_text() {
        assert_eq!(Float64Type::above(&cut("0.3", false), 0), Threshold::From(0.3));
        assert_eq!(Float64Type::above(&cut("0.3", true), 0), Threshold::From(0.3_f64.next_up()));
        assert_eq!(Float32Type::above(&cut("0.1", false), 0), Threshold::From(0.1_f32));
        assert_eq!(Float64Type::above(&cut("0.1000000000000000000001", false), 0), Threshold::From(0.1_f64.next_up()));
        assert_eq!(Float64Type::above(&cut("0", true), 0), Threshold::From(f64::from_bits(1)));
    }
}
