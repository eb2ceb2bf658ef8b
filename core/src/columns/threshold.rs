//! Where a fact turns, in a column's own type of number.

use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Float16Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_buffer::i256;
use half::f16;

use crate::analysis::Cut;
use crate::value::Number;

/// Where a column's values come to lie above a cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Threshold<T> {
    /// Every value does.
    Always,
    /// From this one on.
    From(T),
    /// No value does.
    Never,
}

/// A type of column whose values are numbers or days.
pub(crate) trait Numeric: ArrowPrimitiveType {
    /// The first value that lies above a cut. `scale` is how many digits of a decimal stand behind the point.
    fn above(cut: &Cut, scale: i8) -> Threshold<Self::Native>;

    /// The least and the greatest value that a number can hold.
    fn range(scale: i8) -> (Self::Native, Self::Native);

    /// What a value is; `None` if no number can hold it.
    fn number(value: Self::Native, scale: i8) -> Option<Number>;
}

/// The most digits that may stand behind a decimal's point, or be left out before it.
pub(super) const DECIMAL_PLACES: u8 = 28;

/// The most units of 10 to the power of minus `scale`: numbers have 28 digits.
fn most(scale: i8) -> i128 {
    let digits = u32::from(DECIMAL_PLACES).saturating_sub(scale.min(0).unsigned_abs().into());
    10_i128.saturating_pow(digits).saturating_sub(1)
}

/// The first whole number that lies above a cut, of units of 10 to the power of minus `scale`.
fn first_above(cut: &Cut, scale: i8) -> i128 {
    if cut.after { cut.at.floor_in(scale).saturating_add(1) } else { cut.at.ceiling_in(scale) }
}

macro_rules! whole {
    ($($type:ty => $native:ident),*) => {$(
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

            fn range(scale: i8) -> ($native, $native) {
                let most = most(scale);
                let of = |wanted: i128, else_: $native| <$native>::try_from(wanted).unwrap_or(else_);
                (of(most.saturating_neg(), <$native>::MIN), of(most, <$native>::MAX))
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

impl Numeric for Decimal256Type {
    fn above(cut: &Cut, scale: i8) -> Threshold<i256> {
        // What is beyond 128 bits is beyond what a number can hold.
        Threshold::From(i256::from_i128(first_above(cut, scale)))
    }

    fn range(scale: i8) -> (i256, i256) {
        let most = most(scale);
        (i256::from_i128(most.saturating_neg()), i256::from_i128(most))
    }

    fn number(mut value: i256, mut scale: i8) -> Option<Number> {
        let ten = i256::from_i128(10);
        // Digits behind the point that are 0 take no room.
        while value.to_i128().is_none() && scale > 0 && value.checked_rem(ten) == Some(i256::ZERO) {
            (value, scale) = (value.checked_div(ten)?, scale.checked_sub(1)?);
        }
        Number::in_units(value.to_i128()?, scale)
    }
}

/// Floats, which stand for the shortest decimal text that tells them from their neighbours.
trait Floating: Copy + PartialOrd + Default {
    fn neighbours(self) -> (Self, Self);

    fn text(self) -> String;

    fn to_number(self) -> Option<Number> {
        self.text().parse().ok()
    }

    /// The first that lies above a cut, from one that is near.
    fn first_above(self, cut: &Cut) -> Self {
        let is_above = |value: Self| match value.to_number() {
            Some(number) => number > cut.at || number == cut.at && !cut.after,
            // Beyond what a number can hold.
            None => value > Self::default(),
        };
        let mut first = self;
        while is_above(first) {
            first = first.neighbours().0;
        }
        while !is_above(first) {
            first = first.neighbours().1;
        }
        first
    }
}

impl Floating for f64 {
    fn neighbours(self) -> (Self, Self) {
        (self.next_down(), self.next_up())
    }

    fn text(self) -> String {
        self.to_string()
    }
}

impl Floating for f32 {
    fn neighbours(self) -> (Self, Self) {
        (self.next_down(), self.next_up())
    }

    fn text(self) -> String {
        self.to_string()
    }
}

impl Floating for f16 {
    fn neighbours(self) -> (Self, Self) {
        const SIGN: u16 = 0x8000;
        let size = self.to_bits() & !SIGN;
        let (larger, smaller) = (size.saturating_add(1), size.saturating_sub(1));
        match (size, self.to_bits() & SIGN) {
            (0, _) => (Self::from_bits(SIGN | 1), Self::from_bits(1)),
            (_, 0) => (Self::from_bits(smaller), Self::from_bits(larger)),
            _ => (Self::from_bits(SIGN | larger), Self::from_bits(SIGN | smaller)),
        }
    }

    fn text(self) -> String {
        let wide = self.to_f64();
        let rounded = (0..5).filter_map(|digits| format!("{wide:.digits$e}").parse::<f64>().ok());
        let is_this = |text: &f64| Self::from_f64(*text) == self;
        rounded.into_iter().find(is_this).unwrap_or(wide).to_string()
    }
}

macro_rules! floating {
    ($($type:ty => $native:ty, $range:expr;)*) => {$(
        impl Numeric for $type {
            fn above(cut: &Cut, _: i8) -> Threshold<$native> {
                match cut.at.to_string().parse::<$native>() {
                    Ok(near) => Threshold::From(near.first_above(cut)),
                    Err(_) => Threshold::Never,
                }
            }

            fn range(_: i8) -> ($native, $native) {
                $range
            }

            fn number(value: $native, _: i8) -> Option<Number> {
                value.to_number()
            }
        }
    )*};
}

floating! {
    Float16Type => f16, (f16::MIN, f16::MAX);
    Float32Type => f32, (-1e28, 1e28);
    Float64Type => f64, (-1e28, 1e28);
}

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
        assert_eq!(Decimal256Type::above(&cut("9.995", false), 2), Threshold::From(i256::from(1000)));
        assert_eq!(Decimal256Type::number(i256::from(-1050), 2), Some("-10.5".parse().unwrap()));
        assert_eq!(Decimal256Type::number(i256::MAX, 2), None);
    }

    #[test]
    fn what_can_be_used_a_number_can_hold() {
        for scale in [-28, -5, 0, 5, 28] {
            let (least, greatest) = Decimal128Type::range(scale);
            assert!(
                Decimal128Type::number(least, scale).is_some() && Decimal128Type::number(greatest, scale).is_some()
            );
        }
        assert_eq!(Decimal32Type::range(2), (i32::MIN, i32::MAX));
        assert_eq!(UInt8Type::range(0), (0, 255));
    }

    #[test]
    fn floats_by_their_shortest_text() {
        assert_eq!(Float64Type::above(&cut("0.3", false), 0), Threshold::From(0.3));
        assert_eq!(Float64Type::above(&cut("0.3", true), 0), Threshold::From(0.3_f64.next_up()));
        assert_eq!(Float32Type::above(&cut("0.1", false), 0), Threshold::From(0.1_f32));
        assert_eq!(Float64Type::above(&cut("0.1000000000000000000001", false), 0), Threshold::From(0.1_f64.next_up()));
        assert_eq!(Float64Type::above(&cut("0", true), 0), Threshold::From(f64::from_bits(1)));
        assert_eq!(Float16Type::above(&cut("9.99", false), 0), Threshold::From(f16::from_f64(9.99)));
        assert_eq!(Float16Type::above(&cut("9.99", true), 0), Threshold::From(f16::from_f64(9.99).neighbours().1));
        assert_eq!(Float16Type::above(&cut("0", true), 0), Threshold::From(f16::from_bits(1)));
        assert_eq!(Float16Type::above(&cut("70000", true), 0), Threshold::From(f16::INFINITY));
    }

    #[test]
    fn the_smallest_floats_have_short_texts() {
        for bits in 0..=u16::MAX {
            let value = f16::from_bits(bits);
            if value.is_finite() {
                let text = value.text();
                assert_eq!(f16::from_f64(text.parse().unwrap()), value, "{text}");
                let (less, more) = value.neighbours();
                assert!(less < value && value < more);
            }
        }
        let text = |value| f16::from_f64(value).text();
        assert_eq!([9.99, 0.1, -1234.0, 65504.0].map(text), ["9.99", "0.1", "-1234", "65500"]);
    }
}
