//! Periods: which a day is in, what each is called, and its days.

use chrono::Datelike;

use crate::document::Calendar;
use crate::value::{Date, Duration, add, in_words};

/// The periods of a return.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Periods {
    calendar: Calendar,
    launch: Date,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) label: String,
    pub(crate) start: Date,
    pub(crate) end: Option<Date>,
}

/// How a calendar divides months: a period's months, and the month of the year (from 0) in which the first begins.
fn months(calendar: Calendar) -> Option<(i32, i32)> {
    Some(match calendar {
        Calendar::Month => (1, 0),
        Calendar::Quarter => (3, 0),
        Calendar::FinancialQuarter => (3, 3),
        Calendar::HalfYear => (6, 3),
        Calendar::FinancialYear => (12, 3),
        Calendar::CalendarYear => (12, 0),
        Calendar::AcademicYear => (12, 7),
        Calendar::ProgrammeYear | Calendar::SinceLaunch => return None,
    })
}

impl Periods {
    pub(crate) fn new(calendar: Calendar, launch: Date) -> Self {
        Self { calendar, launch }
    }

    /// The number of the period that a day is in; later ones have greater numbers.
    pub(crate) fn of(self, day: Date) -> i32 {
        let Some((length, first)) = months(self.calendar) else {
            if self.calendar == Calendar::SinceLaunch {
                return 0;
            }
            let years = day.year().saturating_sub(self.launch.year());
            let is_before = day < self.since_launch(years).start;
            return years.saturating_sub(i32::from(is_before));
        };
        let month = day.year().saturating_mul(12).saturating_add(i32::try_from(day.month0()).unwrap_or_default());
        month.saturating_sub(first).div_euclid(length)
    }

    /// The period of a number.
    pub(crate) fn period(self, number: i32) -> Period {
        let Some((length, first)) = months(self.calendar) else { return self.since_launch(number) };
        let month = number.saturating_mul(length).saturating_add(first);
        let start = first_of(month);
        let end = first_of(month.saturating_add(length)).pred_opt();
        let year = month.div_euclid(12);
        let financial = month.saturating_sub(3);
        let years = |year: i32| format!("{year}/{:02}", year.saturating_add(1).rem_euclid(100));
        let part = |length: i32| financial.rem_euclid(12).div_euclid(length).saturating_add(1);
        let label = match self.calendar {
            Calendar::Month => format!("{year}-{:02}", month.rem_euclid(12).saturating_add(1)),
            Calendar::Quarter => format!("{year} Q{}", month.rem_euclid(12).div_euclid(3).saturating_add(1)),
            Calendar::FinancialQuarter => format!("{} Q{}", years(financial.div_euclid(12)), part(3)),
            Calendar::HalfYear => format!("{} H{}", years(financial.div_euclid(12)), part(6)),
            Calendar::FinancialYear | Calendar::AcademicYear => years(year),
            _ => year.to_string(),
        };
        Period { label, start, end }
    }

    fn since_launch(self, number: i32) -> Period {
        if self.calendar == Calendar::SinceLaunch {
            return Period { label: format!("since {}", self.launch), start: self.launch, end: None };
        }
        let anniversary = |number: i32| {
            let months = i64::from(number).saturating_mul(12);
            add(self.launch, Duration::Months(months)).unwrap_or(self.launch)
        };
        let (start, end) = (anniversary(number), anniversary(number.saturating_add(1)).pred_opt());
        Period { label: format!("year from {}", in_words(start)), start, end }
    }
}

fn first_of(month: i32) -> Date {
    let of_year = u32::try_from(month.rem_euclid(12)).unwrap_or_default().saturating_add(1);
    Date::from_ymd_opt(month.div_euclid(12), of_year, 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Periods;
    use crate::document::Calendar;
    use crate::value::parse_date;

    fn period(calendar: Calendar, day: &str) -> (String, String, Option<String>) {
        let launch = parse_date("2015-02-10").unwrap();
        let periods = Periods::new(calendar, launch);
        let number = periods.of(parse_date(day).unwrap());
        let period = periods.period(number);
        // Each day is in the period that it is said to be in.
        assert!(period.start <= parse_date(day).unwrap() || calendar == Calendar::SinceLaunch);
        assert!(period.end.is_none_or(|end| parse_date(day).unwrap() <= end));
        assert_eq!(periods.of(period.start), number);
        (period.label, period.start.to_string(), period.end.map(|end| end.to_string()))
    }

    #[test]
    fn every_calendar_names_its_periods() {
        let cases = [
            (Calendar::Month, "2021-04-30", "2021-04", "2021-04-01", Some("2021-04-30")),
            (Calendar::Quarter, "2022-04-01", "2022 Q2", "2022-04-01", Some("2022-06-30")),
            (Calendar::FinancialQuarter, "2021-04-01", "2021/22 Q1", "2021-04-01", Some("2021-06-30")),
            (Calendar::FinancialQuarter, "2022-03-31", "2021/22 Q4", "2022-01-01", Some("2022-03-31")),
            (Calendar::HalfYear, "2021-10-01", "2021/22 H2", "2021-10-01", Some("2022-03-31")),
            (Calendar::FinancialYear, "2022-03-31", "2021/22", "2021-04-01", Some("2022-03-31")),
            (Calendar::FinancialYear, "1999-12-31", "1999/00", "1999-04-01", Some("2000-03-31")),
            (Calendar::CalendarYear, "2021-12-31", "2021", "2021-01-01", Some("2021-12-31")),
            (Calendar::AcademicYear, "2022-07-31", "2021/22", "2021-08-01", Some("2022-07-31")),
            (Calendar::ProgrammeYear, "2016-02-09", "year from 10 February 2015", "2015-02-10", Some("2016-02-09")),
            (Calendar::ProgrammeYear, "2015-02-09", "year from 10 February 2014", "2014-02-10", Some("2015-02-09")),
            (Calendar::SinceLaunch, "2021-01-01", "since 2015-02-10", "2015-02-10", None),
        ];
        for (calendar, day, label, start, end) in cases {
            let wanted = (label.to_owned(), start.to_owned(), end.map(str::to_owned));
            assert_eq!(period(calendar, day), wanted, "{calendar:?} {day}");
        }
    }
}
