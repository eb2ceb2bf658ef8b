//! Lengths of time: whole days, or whole months.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};
use thiserror::Error;

/// A length of time: days (and weeks), or months (and years). The two never mix: a month has no fixed number of days.
///
/// ```
/// use doorstep::Duration;
/// assert_eq!("P13W".parse::<Duration>()?, "P91D".parse::<Duration>()?);
/// assert_eq!("P1Y2M".parse::<Duration>()?.to_string(), "P1Y2M");
/// # Ok::<(), doorstep::DurationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Duration {
    /// Whole days.
    Days(i64),
    /// Whole months.
    Months(i64),
}

/// Why a text is not a [`Duration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DurationError {
    /// The text is not an ISO 8601 duration of whole days, weeks, months or years.
    #[error("is not a duration such as P7D, P13W, P6M or P1Y")]
    NotADuration,
    /// Months and days in one duration.
    #[error("mixes months or years with days or weeks")]
    Mixed,
    /// The number is too large.
    #[error("is too long a time")]
    TooLong,
}

impl Duration {
    /// The longest duration: more than dates can be apart.
    const LIMIT: i64 = 10_000_000;

    /// The same length backwards.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Days(days) => Self::Days(days.saturating_neg()),
            Self::Months(months) => Self::Months(months.saturating_neg()),
        }
    }
}

impl FromStr for Duration {
    type Err = DurationError;

    /// Reads `P7D`, `P13W`, `P2W3D`, `P6M`, `P1Y`, `P1Y6M` or `-P1D`.
    ///
    /// # Errors
    /// [`DurationError`] if the text is none of these.
    fn from_str(text: &str) -> Result<Self, DurationError> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut rest = body.strip_prefix('P').ok_or(DurationError::NotADuration)?;
        if rest.is_empty() {
            return Err(DurationError::NotADuration);
        }
        let (mut days, mut months) = (None::<i64>, None::<i64>);
        let mut last_rank = 0;
        while !rest.is_empty() {
            let unit_at = rest.find(|c: char| !c.is_ascii_digit()).ok_or(DurationError::NotADuration)?;
            let (digits, tail) = rest.split_at(unit_at);
            if digits.is_empty() {
                return Err(DurationError::NotADuration);
            }
            let count: i64 = digits.parse().map_err(|_| DurationError::TooLong)?;
            let mut units = tail.chars();
            let (rank, each, total) = match units.next() {
                Some('Y') => (1, 12, &mut months),
                Some('M') => (2, 1, &mut months),
                Some('W') => (3, 7, &mut days),
                Some('D') => (4, 1, &mut days),
                _ => return Err(DurationError::NotADuration),
            };
            if rank <= last_rank {
                return Err(DurationError::NotADuration);
            }
            last_rank = rank;
            let sum = count
                .checked_mul(each)
                .and_then(|part| part.checked_add(total.unwrap_or(0)))
                .filter(|sum| *sum <= Self::LIMIT)
                .ok_or(DurationError::TooLong)?;
            *total = Some(sum);
            rest = units.as_str();
        }
        let duration = match (months, days) {
            (Some(_), Some(_)) => return Err(DurationError::Mixed),
            (Some(months), None) => Self::Months(months),
            (None, Some(days)) => Self::Days(days),
            (None, None) => return Err(DurationError::NotADuration),
        };
        Ok(if negative { duration.negated() } else { duration })
    }
}

impl fmt::Display for Duration {
    /// The canonical FEEL text: days as `P91D`, months as `P1Y6M`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Days(amount) | Self::Months(amount)) = *self;
        if amount < 0 {
            formatter.write_str("-")?;
        }
        let amount = amount.unsigned_abs();
        match self {
            Self::Days(_) => write!(formatter, "P{amount}D"),
            Self::Months(_) => match (amount / 12, amount % 12) {
                (0, months) => write!(formatter, "P{months}M"),
                (years, 0) => write!(formatter, "P{years}Y"),
                (years, months) => write!(formatter, "P{years}Y{months}M"),
            },
        }
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Duration {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Duration".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^-?P(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_days_and_units_keep_their_order() {
        let read = |text: &str| text.parse::<Duration>();
        assert_eq!(read("P2W3D"), Ok(Duration::Days(17)));
        assert_eq!(read("-P1Y6M"), Ok(Duration::Months(-18)));
        assert_eq!(read("P1M2D"), Err(DurationError::Mixed));
        assert_eq!(read("P"), Err(DurationError::NotADuration));
        assert_eq!(read("P3D2W"), Err(DurationError::NotADuration));
        assert_eq!(read("PT1H"), Err(DurationError::NotADuration));
        assert_eq!(read("P99999999999999999999D"), Err(DurationError::TooLong));
    }
}
