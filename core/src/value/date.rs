//! Civil dates: no clock, no time zone.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Duration;

/// A civil date: a day in the calendar, with no time and no zone.
pub type Date = NaiveDate;

/// The date written as `YYYY-MM-DD`, if there is such a day.
///
/// ```
/// assert!(doorstep::parse_date("2024-02-29").is_some());
/// assert!(doorstep::parse_date("2023-02-29").is_none());
/// assert!(doorstep::parse_date("1/4/2022").is_none());
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else { return None };
    let year = digits(&[y0, y1, y2, y3]).filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(year.try_into().ok()?, digits(&[m0, m1])?, digits(&[d0, d1])?)
}

/// The number that a few digits write.
fn digits(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit.saturating_sub(b'0')))?;
        Some(number.saturating_mul(10).saturating_add(digit))
    })
}

/// The day a duration later (or earlier, if it is negative). Months clamp to the month's end: 31 January + P1M is
/// 28 February. `None` outside the years 1 to 9999.
#[must_use]
pub fn add(day: Date, duration: Duration) -> Option<Date> {
    let moved = match duration {
        Duration::Days(days) if days >= 0 => day.checked_add_days(Days::new(days.unsigned_abs())),
        Duration::Days(days) => day.checked_sub_days(Days::new(days.unsigned_abs())),
        Duration::Months(months) => {
            let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
            if months >= 0 { day.checked_add_months(count) } else { day.checked_sub_months(count) }
        }
    };
    moved.filter(|day| (1..=9999).contains(&day.year()))
}

/// Whole days from one day to another; negative if the second is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// Completed months from one day to another; negative if the second is earlier.
///
/// A day that a month lacks is the first of the next: 31 January to 28 February is 0 months, and somebody born on
/// 29 February completes a year on 1 March in common years.
#[must_use]
pub fn months_between(from: Date, to: Date) -> i64 {
    if to < from {
        return months_between(to, from).saturating_neg();
    }
    let index = |day: Date| i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month0()));
    let months = index(to).saturating_sub(index(from));
    if to.day() < from.day() { months.saturating_sub(1) } else { months }
}

/// Completed years from one day to another: a person's age, by [`months_between`].
#[must_use]
pub fn years_between(from: Date, to: Date) -> i64 {
    months_between(from, to) / 12
}

/// A day as people write it: 1 April 2022.
pub(crate) fn in_words(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(day.month0()).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    #[test]
    fn a_birthday_counts_on_the_day_itself() {
        assert_eq!(years_between(day("1997-04-01"), day("2022-03-31")), 24);
        assert_eq!(years_between(day("1997-04-01"), day("2022-04-01")), 25);
    }

    #[test]
    fn the_29th_of_february_is_completed_on_1_march_in_common_years() {
        assert_eq!(years_between(day("2004-02-29"), day("2022-02-28")), 17);
        assert_eq!(years_between(day("2004-02-29"), day("2022-03-01")), 18);
        assert_eq!(years_between(day("2004-02-29"), day("2024-02-29")), 20);
        assert_eq!(months_between(day("2022-01-31"), day("2022-02-28")), 0);
        assert_eq!(months_between(day("2022-01-31"), day("2022-03-01")), 1);
    }

    #[test]
    fn adding_months_clamps_to_the_months_end() {
        assert_eq!(add(day("2023-01-31"), Duration::Months(1)), Some(day("2023-02-28")));
        assert_eq!(add(day("2024-02-29"), Duration::Months(12)), Some(day("2025-02-28")));
        assert_eq!(add(day("2022-03-01"), Duration::Days(-1)), Some(day("2022-02-28")));
        assert_eq!(add(day("9999-12-31"), Duration::Days(1)), None);
    }
}
