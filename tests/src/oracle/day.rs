//! A calendar of its own, so that the library's is held against another.

use std::fmt;

/// A civil day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: i64,
    /// The day of the month, from 1.
    pub day: i64,
}

/// A day.
#[must_use]
pub const fn day(year: i64, month: i64, day: i64) -> Day {
    Day { year, month, day }
}

impl Day {
    /// How many days a month has.
    fn length(year: i64, month: i64) -> i64 {
        match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The next day.
    #[must_use]
    pub fn next(self) -> Self {
        if self.day < Self::length(self.year, self.month) {
            day(self.year, self.month, self.day + 1)
        } else if self.month < 12 {
            day(self.year, self.month + 1, 1)
        } else {
            day(self.year + 1, 1, 1)
        }
    }

    /// The day before.
    #[must_use]
    pub fn before(self) -> Self {
        if self.day > 1 {
            day(self.year, self.month, self.day - 1)
        } else if self.month > 1 {
            day(self.year, self.month - 1, Self::length(self.year, self.month - 1))
        } else {
            day(self.year - 1, 12, 31)
        }
    }

    /// Some days later, or earlier.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let step = if days < 0 { Self::before } else { Self::next };
        (0..days.abs()).fold(self, |day, _| step(day))
    }

    fn month_later(self, months: i64) -> (i64, i64) {
        let month = self.year * 12 + self.month - 1 + months;
        (month.div_euclid(12), month.rem_euclid(12) + 1)
    }

    /// Some months later, or earlier; "adding months or years clamps to the month's end".
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let (year, month) = self.month_later(months);
        day(year, month, self.day.min(Self::length(year, month)))
    }

    /// The day on which so many months are complete; "a day that a month lacks is the 1st of the next".
    fn completed(self, months: i64) -> Self {
        let (year, month) = self.month_later(months);
        if self.day <= Self::length(year, month) {
            day(year, month, self.day)
        } else {
            day(year, month, Self::length(year, month)).next()
        }
    }

    /// Whole days until another day.
    #[must_use]
    pub fn days_until(self, to: Self) -> i64 {
        let number = |day: Self| {
            let years = day.year - 1;
            let months: i64 = (1..day.month).map(|month| Self::length(day.year, month)).sum();
            years * 365 + years / 4 - years / 100 + years / 400 + months + day.day
        };
        number(to) - number(self)
    }

    /// Completed months until another day.
    #[must_use]
    pub fn months_until(self, to: Self) -> i64 {
        if to < self {
            return -to.months_until(self);
        }
        let mut months = (to.year - self.year) * 12 + to.month - self.month + 1;
        while self.completed(months) > to {
            months -= 1;
        }
        months
    }

    /// Completed years until another day.
    #[must_use]
    pub fn years_until(self, to: Self) -> i64 {
        self.months_until(to) / 12
    }

    /// The same day as the library has it.
    ///
    /// # Panics
    /// If the library does not know the day.
    #[must_use]
    pub fn date(self) -> doorstep::Date {
        doorstep::parse_date(&self.to_string()).expect("a day of the calendar")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_design() {
        assert_eq!(day(2022, 1, 31).months_until(day(2022, 2, 28)), 0);
        assert_eq!(day(2004, 2, 29).years_until(day(2022, 2, 28)), 17);
        assert_eq!(day(2004, 2, 29).years_until(day(2022, 3, 1)), 18);
        assert_eq!(day(2023, 1, 31).plus_months(1), day(2023, 2, 28));
        assert_eq!(day(2021, 12, 31).plus_days(61), day(2022, 3, 2));
        assert_eq!(day(2021, 12, 31).days_until(day(2022, 3, 2)), 61);
        assert_eq!(day(2022, 3, 2).plus_days(-61), day(2021, 12, 31));
    }
}
