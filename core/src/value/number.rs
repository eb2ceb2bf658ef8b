//! Exact decimal numbers.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};
use thiserror::Error;

/// How many significant digits a [`Number`] keeps.
pub const SIGNIFICANT_DIGITS: u32 = 28;

/// An exact decimal of up to 28 significant digits, rounded half to even where a result has more.
///
/// Never a binary float: `0.1 + 0.2` is `0.3`.
///
/// ```
/// use doorstep::Number;
/// let hours: Number = "37.50".parse()?;
/// assert_eq!(hours.to_string(), "37.5");
/// # Ok::<(), doorstep::NumberError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Number(Decimal);

/// Why a text is not a [`Number`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NumberError {
    /// The text is not a decimal number at all: letters, `NaN`, an infinity, nothing.
    #[error("is not a decimal number")]
    NotANumber,
    /// The number is real, but cannot be held exactly in 28 significant digits.
    #[error("has more than 28 significant digits, or is too large or too small to hold exactly")]
    TooLong,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The sum, or `None` if it is too large to hold.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self::rounded)
    }

    /// The difference, or `None` if it is too large to hold.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self::rounded)
    }

    /// The product, or `None` if it is too large or too small to hold.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let product = self.0.checked_mul(other.0).map(Self::rounded);
        // A product too small to hold is not nothing.
        product.filter(|product| *product != Self::ZERO || self == Self::ZERO || other == Self::ZERO)
    }

    /// The quotient, or `None` for a division by zero or one too large or too small to hold.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        let quotient = self.0.checked_div(other.0).map(Self::rounded);
        quotient.filter(|quotient| *quotient != Self::ZERO || self == Self::ZERO)
    }

    /// The whole number this is, or `None` if it has a fraction or does not fit.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        let whole = self.0.normalize();
        if whole.scale() != 0 {
            return None;
        }
        i64::try_from(whole.mantissa()).ok()
    }

    /// The binary float nearest to it.
    #[cfg(feature = "returns")]
    pub(crate) fn to_f64(self) -> f64 {
        // By way of its text, which rounds once.
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// One unit of its last digit: 1 for 25, 0.01 for 7.25.
    #[must_use]
    pub fn last_place(self) -> Self {
        Self(Decimal::new(1, self.0.normalize().scale()))
    }

    /// The same with so many digits behind the point, rounded half away from 0.
    pub(crate) fn to_places(self, places: u32) -> Self {
        Self(self.0.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize())
    }

    /// How many digits stand behind its point.
    pub(crate) fn places(self) -> u32 {
        self.0.normalize().scale()
    }

    /// The greatest whole number that is not above it, or `None` if that does not fit.
    pub(crate) fn floor(self) -> Option<i64> {
        Self(self.0.floor()).to_i64()
    }

    /// So many units of 10 to the power of minus `scale`, or `None` if that cannot be held.
    #[cfg(feature = "columns")]
    pub(crate) fn in_units(mut units: i128, mut scale: i8) -> Option<Self> {
        // Digits behind the point that are 0 take no room.
        while scale > 0 && units != 0 && units.checked_rem(10) == Some(0) {
            (units, scale) = (units.checked_div(10)?, scale.checked_sub(1)?);
        }
        let (units, scale) = match u32::try_from(scale) {
            Ok(scale) => (units, scale),
            Err(_) => (units.checked_mul(10_i128.checked_pow(scale.unsigned_abs().into())?)?, 0),
        };
        let exact = Self(Decimal::try_from_i128_with_scale(units, scale).ok()?.normalize());
        (exact.0.mantissa().unsigned_abs() < 10_u128.pow(SIGNIFICANT_DIGITS)).then_some(exact)
    }

    /// The greatest whole number of units of 10 to the power of minus `scale` that is not above it. What is too large
    /// to hold is as large as can be.
    #[cfg(feature = "columns")]
    pub(crate) fn floor_in(self, scale: i8) -> i128 {
        self.whole_in(scale)
    }

    /// The least that is not below it.
    #[cfg(feature = "columns")]
    pub(crate) fn ceiling_in(self, scale: i8) -> i128 {
        self.negated().whole_in(scale).saturating_neg()
    }

    #[cfg(feature = "columns")]
    fn whole_in(self, scale: i8) -> i128 {
        let mantissa = self.0.mantissa();
        let places = i64::from(scale).saturating_sub(self.0.scale().into());
        let power = u32::try_from(places.unsigned_abs()).ok().and_then(|places| 10_i128.checked_pow(places));
        let beyond = if mantissa < 0 { i128::MIN } else { i128::MAX };
        match power {
            Some(power) if places >= 0 => mantissa.checked_mul(power).unwrap_or(beyond),
            Some(power) => mantissa.div_euclid(power),
            None if places >= 0 && mantissa != 0 => beyond,
            None => {
                if mantissa < 0 {
                    -1
                } else {
                    0
                }
            }
        }
    }

    /// The same number with its sign turned.
    #[must_use]
    pub fn negated(self) -> Self {
        let mut turned = self.0;
        turned.set_sign_negative(!turned.is_sign_negative() && !turned.is_zero());
        Self(turned)
    }

    fn rounded(exact: Decimal) -> Self {
        let short =
            exact.round_sf_with_strategy(SIGNIFICANT_DIGITS, RoundingStrategy::MidpointNearestEven).unwrap_or(exact);
        Self(short.normalize())
    }
}

impl Ord for Number {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        // Of as many places each, as whole numbers are, the digits alone tell.
        if self.0.scale() == other.0.scale() {
            self.0.mantissa().cmp(&other.0.mantissa())
        } else {
            self.0.cmp(&other.0)
        }
    }
}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Equal numbers of different places are the same there.
        self.0.hash(state);
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Self {
        Self(Decimal::from(whole))
    }
}

impl From<u32> for Number {
    fn from(whole: u32) -> Self {
        Self(Decimal::from(whole))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads `12`, `-0.5`, `.5` or `1.2e3`, exactly.
    ///
    /// # Errors
    /// [`NumberError`] if the text is no decimal number, or cannot be held exactly.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        if let Ok(whole) = text.parse::<i64>() {
            return Ok(Self::from(whole));
        }
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, Some(exponent)),
            None => (unsigned, None),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return Err(NumberError::NotANumber);
        }
        let exponent: i64 = match exponent {
            None => 0,
            Some(text) => {
                let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
                if unsigned.is_empty() || !all_digits(unsigned) {
                    return Err(NumberError::NotANumber);
                }
                text.parse().map_err(|_| NumberError::TooLong)?
            }
        };
        exact(sign, whole, fraction, exponent).ok_or(NumberError::TooLong)
    }
}

/// The number `sign whole.fraction × 10^exponent`, if 28 significant digits and 28 places hold it.
fn exact(sign: &str, whole: &str, fraction: &str, exponent: i64) -> Option<Number> {
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Some(Number::ZERO);
    }
    if significant.len() > SIGNIFICANT_DIGITS as usize {
        return None;
    }
    // The power of ten of the last significant digit.
    let trailing = digits.len().checked_sub(digits.trim_end_matches('0').len())?;
    let power =
        exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(i64::try_from(trailing).ok()?)?;
    let mantissa: i128 = format!("{sign}{significant}").parse().ok()?;
    if power >= 0 {
        let scale = 10_i128.checked_pow(u32::try_from(power).ok()?)?;
        let value = mantissa.checked_mul(scale)?;
        Decimal::try_from_i128_with_scale(value, 0).ok().map(Number)
    } else {
        let places = u32::try_from(power.checked_neg()?).ok()?;
        Decimal::try_from_i128_with_scale(mantissa, places).ok().map(Number)
    }
}

impl fmt::Display for Number {
    /// The shortest text: no trailing zeros, no exponent.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.normalize(), formatter)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_exactly_or_refused() {
        let shown = |text: &str| text.parse::<Number>().map(|number| number.to_string());
        assert_eq!(shown("30.00"), Ok("30".into()));
        assert_eq!(shown("-.25"), Ok("-0.25".into()));
        assert_eq!(shown("1.5e3"), Ok("1500".into()));
        assert_eq!(shown("1E-7"), Ok("0.0000001".into()));
        assert_eq!(shown("-0"), Ok("0".into()));
        assert_eq!(shown("NaN"), Err(NumberError::NotANumber));
        assert_eq!(shown("inf"), Err(NumberError::NotANumber));
        assert_eq!(shown(""), Err(NumberError::NotANumber));
        assert_eq!(shown("1e"), Err(NumberError::NotANumber));
        assert_eq!(shown("1e-40"), Err(NumberError::TooLong));
        assert_eq!(shown("12345678901234567890123456789"), Err(NumberError::TooLong));
    }

    #[test]
    fn a_long_quotient_is_rounded_half_even() {
        let third = Number::from(1_i64).checked_div(Number::from(3_i64)).unwrap();
        assert_eq!(third.to_string(), "0.3333333333333333333333333333");
        assert_eq!(Number::from(1_i64).checked_div(Number::ZERO), None);
    }
}
