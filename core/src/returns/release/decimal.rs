//! Hundredths: the steps in which sums are taken, and whole points of shares.

/// A value in whole hundredths, the nearest; `None` of what is no number or too large.
pub(crate) fn hundredths(value: f64) -> Option<i64> {
    let text = format!("{value:.2}");
    let digits = text.replace('.', "");
    digits.parse().ok().filter(|hundredths: &i64| hundredths.saturating_abs() < 1_000_000_000_000_000)
}

/// How many millionths are 1.
pub(crate) const MILLION: i64 = 1_000_000;

/// A share in whole millionths, the nearest.
pub(crate) fn millionths(share: f64) -> Option<i64> {
    format!("{share:.6}").replace('.', "").parse().ok()
}

/// So many hundredths as a value.
pub(crate) fn of_hundredths(hundredths: i64) -> f64 {
    format!("{hundredths}e-2").parse().unwrap_or(f64::NAN)
}

/// A value to so many digits.
pub(crate) fn to_digits(value: f64, digits: usize) -> f64 {
    let places = digits.saturating_sub(1);
    format!("{value:.places$e}").parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_are_exact_both_ways() {
        assert_eq!(hundredths(0.35), Some(35));
        assert_eq!(hundredths(-7.5), Some(-750));
        assert_eq!(hundredths(f64::NAN), None);
        assert_eq!(hundredths(1e300), None);
        assert!(of_hundredths(35).total_cmp(&0.35).is_eq());
        assert!(to_digits(12_345.0, 3).total_cmp(&12_300.0).is_eq());
    }
}
