//! When something was written down.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveTime};
use serde::{Serialize, Serializer};

use crate::value::{Date, parse_date};

/// When an event was recorded: an instant, and the day as it was written. Ordered by the instant.
#[derive(Clone, Debug)]
pub struct Recorded {
    text: String,
    seconds: i64,
    nanoseconds: u32,
    day: Date,
}

impl Recorded {
    /// Reads RFC 3339 (`2022-04-01T09:30:00+01:00`), or a day alone, which stands for its beginning.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let Some(day) = parse_date(text) {
            return Some(Self::from(day));
        }
        let instant = DateTime::parse_from_rfc3339(text).ok()?;
        let day = text.get(..10).and_then(parse_date)?;
        let (seconds, nanoseconds) = (instant.timestamp(), instant.timestamp_subsec_nanos());
        Some(Self { text: text.to_owned(), seconds, nanoseconds, day })
    }

    /// The day it was recorded, as it was written: its offset does not count.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// The instant, as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn instant(&self) -> (i64, u32) {
        (self.seconds, self.nanoseconds)
    }
}

impl From<Date> for Recorded {
    fn from(day: Date) -> Self {
        let seconds = day.and_time(NaiveTime::MIN).and_utc().timestamp();
        Self { text: day.to_string(), seconds, nanoseconds: 0, day }
    }
}

impl PartialEq for Recorded {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Recorded {}

impl PartialOrd for Recorded {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Recorded {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl Serialize for Recorded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_order_and_days_are_as_written() {
        let read = |text: &str| Recorded::parse(text).unwrap();
        let (early, late) = (read("2022-04-02T00:30:00+01:00"), read("2022-04-01T23:45:00Z"));
        assert!(early < late);
        assert_eq!(early.day(), parse_date("2022-04-02").unwrap());
        assert!(read("2022-04-01") < read("2022-04-01T00:00:00.001Z"));
        assert_eq!(Recorded::parse("2022-04-01T09:30:00"), None);
        assert_eq!(Recorded::parse("2022-04-31T09:30:00Z"), None);
    }
}
