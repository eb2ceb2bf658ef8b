//! Wilson's interval for a share (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
//! Journal of the American Statistical Association 22, 1927).

#![expect(clippy::float_arithmetic, reason = "an interval is an approximation")]

/// The interval for so many of how many, at a confidence between 0 and 1.
#[expect(clippy::cast_precision_loss, reason = "an interval is an approximation")]
pub(crate) fn wilson(part: i64, of: i64, confidence: f64) -> (f64, f64) {
    let (part, of) = (part as f64, of as f64);
    let z = quantile(f64::midpoint(1.0, confidence));
    let share = part / of;
    let square = z * z;
    let centre = share + square / (2.0 * of);
    let spread = z * (share * (1.0 - share) / of + square / (4.0 * of * of)).sqrt();
    let whole = 1.0 + square / of;
    (((centre - spread) / whole).max(0.0), ((centre + spread) / whole).min(1.0))
}

/// The value that a standard normal variable stays below with a probability above a half, by halving.
fn quantile(probability: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 8.0_f64);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if below(middle) < probability { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The probability that a standard normal variable stays below a value from 0 to 8, by its series
/// (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.2.11).
fn below(x: f64) -> f64 {
    let (mut term, mut sum, mut odd) = (x, x, 1.0_f64);
    for _ in 0..300 {
        odd += 2.0;
        term *= x * x / odd;
        sum += term;
    }
    0.5 + sum * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{quantile, wilson};

    #[test]
    fn as_in_the_literature() {
        assert!((quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-12);
        assert!((quantile(0.95) - 1.644_853_626_951_473).abs() < 1e-12);
        // R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263.
        let (low, high) = wilson(81, 263, 0.95);
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5);
        assert_eq!(wilson(0, 20, 0.95).0, 0.0);
    }
}
