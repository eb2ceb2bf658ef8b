//! Days that spells cover.

use chrono::{Datelike, NaiveDate};

use crate::value::{Date, Duration, add};

/// A day, counted: arithmetic on it is cheap, and an empty day before the first there is can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(i32);

/// 1970-01-01 among the days counted from the year 1.
#[cfg(feature = "columns")]
const EPOCH: i32 = 719_163;

/// The last day of the year 9999, counted from the first of the year 1.
const LAST: i32 = 3_652_059;

impl Day {
    /// Earlier than every day of the calendar.
    pub(crate) const FIRST: Self = Self(i32::MIN);
    /// Later than every day of the calendar.
    pub(crate) const NEVER: Self = Self(i32::MAX);

    pub(crate) fn of(date: Date) -> Self {
        Self(date.num_days_from_ce())
    }

    /// A day counted from 1970-01-01, as tables have them.
    #[cfg(feature = "columns")]
    pub(crate) fn since_1970(days: i32) -> Self {
        Self(days.saturating_add(EPOCH))
    }

    /// The same, as tables have it; `None` for no day of the calendar.
    #[cfg(feature = "columns")]
    pub(crate) fn days_since_1970(self) -> Option<i32> {
        (self != Self::NEVER && self != Self::FIRST).then(|| self.0.saturating_sub(EPOCH))
    }

    /// The day in the calendar; `None` outside the years 1 to 9999.
    pub(crate) fn date(self) -> Option<Date> {
        NaiveDate::from_num_days_from_ce_opt(self.0).filter(|_| self.is_of_the_calendar())
    }

    /// Whether it is of the years 1 to 9999.
    pub(crate) fn is_of_the_calendar(self) -> bool {
        (1..=LAST).contains(&self.0)
    }

    /// So many days later.
    pub(crate) fn plus(self, days: i64) -> Self {
        let moved = i64::from(self.0).saturating_add(days);
        i32::try_from(moved).map_or(Self::NEVER, Self)
    }

    /// A length of time later; months clamp to the month's end.
    pub(crate) fn later(self, length: Duration) -> Self {
        match length {
            Duration::Days(days) => self.plus(days),
            months @ Duration::Months(_) => {
                self.date().and_then(|date| add(date, months)).map_or(Self::NEVER, Self::of)
            }
        }
    }

    pub(crate) fn next(self) -> Self {
        self.plus(1)
    }

    pub(crate) fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// How many days there are from another to this one, without the first.
    pub(crate) fn since(self, other: Self) -> i64 {
        i64::from(self.0).saturating_sub(i64::from(other.0))
    }
}

/// Days from a first to a last, both covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: Day,
    pub(crate) last: Day,
}

impl Span {
    /// `None` where the last day comes before the first.
    pub(crate) fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// How many days it has.
    pub(crate) fn days(self) -> i64 {
        self.last.since(self.first).saturating_add(1)
    }

    /// What it has in common with another.
    pub(crate) fn both(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }
}

/// Covered days: spans in order, with an empty day between each two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cover(Vec<Span>);

impl Cover {
    /// The days that some span covers.
    pub(crate) fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        crate::sort::by_key(&mut spans, |span| span.first);
        let mut cover = Self::default();
        spans.into_iter().for_each(|span| cover.push(span));
        cover
    }

    /// Adds a span that begins on or after the first day of each there is.
    pub(crate) fn push(&mut self, span: Span) {
        match self.0.last_mut() {
            Some(last) if span.first <= last.last.next() => last.last = last.last.max(span.last),
            _ => self.0.push(span),
        }
    }

    pub(crate) fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Becomes the days of others up to a last, and every day after it.
    pub(crate) fn go_on(&mut self, known: &[Span], last: Day) {
        self.0.clear();
        self.0.extend(known.iter().filter_map(|span| Span::new(span.first, span.last.min(last))));
        self.push(Span { first: last.next(), last: Day::NEVER });
    }

    /// Becomes the days of spans that come in the order of their first days.
    #[cfg(feature = "columns")]
    pub(crate) fn fill(&mut self, spans: impl Iterator<Item = Span>) {
        self.0.clear();
        spans.for_each(|span| self.push(span));
    }

    /// The days that both cover.
    pub(crate) fn both(&self, other: &Self) -> Self {
        let parts = self.0.iter().flat_map(|span| other.0.iter().filter_map(|other| span.both(*other)));
        Self(parts.collect())
    }
}

/// Whether a day is among some spans.
pub(crate) fn holds(spans: &[Span], day: Day) -> bool {
    spans.iter().any(|span| span.first <= day && day <= span.last)
}

/// How many days of spans there are among others.
pub(crate) fn days_in(spans: &[Span], among: Span) -> i64 {
    spans.iter().filter_map(|span| span.both(among)).map(Span::days).fold(0, i64::saturating_add)
}

/// The first day of spans among others.
pub(crate) fn first_in(spans: &[Span], among: Span) -> Option<Day> {
    spans.iter().find_map(|span| span.both(among)).map(|span| span.first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: i32, last: i32) -> Span {
        Span { first: Day(first), last: Day(last) }
    }

    #[test]
    fn spells_that_touch_contain_and_repeat_each_other_are_one() {
        let cover = Cover::of([span(20, 25), span(1, 10), span(3, 4), span(11, 12), span(1, 10), span(14, 14)]);
        assert_eq!(cover.spans(), [span(1, 12), span(14, 14), span(20, 25)]);
        assert_eq!(days_in(cover.spans(), span(10, 20)), 5);
        assert!(!holds(cover.spans(), Day(13)) && holds(cover.spans(), Day(14)));
    }

    #[test]
    fn what_two_have_in_common() {
        let (one, two) = (Cover::of([span(1, 10), span(20, 30)]), Cover::of([span(5, 22), span(25, 40)]));
        assert_eq!(one.both(&two).spans(), [span(5, 10), span(20, 22), span(25, 30)]);
        assert_eq!(one.both(&two), two.both(&one));
        let mut going_on = Cover::default();
        going_on.go_on(one.spans(), Day(7));
        assert_eq!(going_on.spans(), [span(1, i32::MAX)]);
    }
}
