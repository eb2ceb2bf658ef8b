//! How long spells last: on which day a run of covered days is long enough.

use chrono::{Datelike, NaiveDate};

use super::cover::{Cover, Day, Span, days_in, first_in, holds};
pub(crate) use crate::catalogue::Run;
use crate::document::Anchor;
use crate::value::Duration;

/// The days that a run is judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The enrolment's first day.
    pub(crate) started: Option<Day>,
    /// Its last day.
    pub(crate) ended: Option<Day>,
    /// The first day of the window, where the outcome gives one.
    pub(crate) from: Option<Day>,
    /// The last day on which it can be achieved.
    pub(crate) last: Day,
}

impl Frame {
    pub(crate) fn anchor(&self, anchor: Anchor) -> Option<Day> {
        match anchor {
            Anchor::Started => self.started,
            Anchor::Ended => self.ended,
            Anchor::None => None,
        }
    }
}

/// The day on which a run was long enough, and the days it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Achieved {
    pub(crate) on: Day,
    pub(crate) by: Span,
}

impl Run {
    /// The first day on which covered days, which begin on or after the anchor, are a run that is long enough.
    pub(crate) fn achieved(&self, spans: &[Span], frame: &Frame) -> Option<Achieved> {
        self.achieved_by(spans, frame, Day::NEVER)
    }

    /// The same; a window that begins with a spell begins by a day.
    fn achieved_by(&self, spans: &[Span], frame: &Frame, begun: Day) -> Option<Achieved> {
        let achieved = match self {
            Self::Continuous { length, gap, over } => continuous(spans, *length, *gap, *over),
            Self::DaysOf { days, of } => days_of(spans, *days, *of),
            Self::PartsOf { least, of, each, touched, from } => {
                let parts = Parts { least: *least, of: *of, each: *each, touched: *touched };
                match (from, frame.from) {
                    (None, _) => parts.in_any(spans, begun),
                    (Some(_), first) => first.and_then(|first| parts.from(spans, first)),
                }
            }
            Self::Total { days } => total(spans, *days),
            Self::At { .. } | Self::Quarter { .. } => {
                let on = first_in(spans, self.span(frame)?)?;
                Some(Achieved { on, by: Span { first: on, last: on } })
            }
        };
        achieved.filter(|achieved| achieved.on <= frame.last)
    }

    /// The first day of which one must be covered, for the forms that ask for a day or a quarter.
    pub(crate) fn day_asked(&self, frame: &Frame) -> Option<Day> {
        self.span(frame).map(|span| span.first)
    }

    /// The most that covered days by the last day come to, and what they must come to: in days, or in the weeks or months
    /// of a window.
    pub(crate) fn nearest(&self, spans: &[Span], anchor: Option<Day>, frame: &Frame) -> (i64, Option<i64>) {
        match self {
            Self::Continuous { length, gap, over } => {
                let asked = |first| lasted(first, *length, *over).since(first).saturating_add(1);
                let runs = runs(spans, *gap).map(|run| (run.days(), asked(run.first)));
                match runs.min_by_key(|(reached, asked)| asked.saturating_sub(*reached)) {
                    Some((reached, asked)) => (reached, Some(asked)),
                    None => (0, anchor.map(asked)),
                }
            }
            Self::DaysOf { days, of } => {
                let window = of.saturating_sub(1);
                let windows = spans.iter().flat_map(|span| {
                    let before = Span { first: span.last.plus(window.saturating_neg()), last: span.last };
                    [before, Span { first: span.first, last: span.first.plus(window) }]
                });
                (windows.map(|window| days_in(spans, window)).max().unwrap_or(0), Some(*days))
            }
            Self::PartsOf { least, of, each, touched, from } => {
                let parts = Parts { least: *least, of: *of, each: *each, touched: *touched };
                let covered = |first: Day| {
                    let in_time = parts.covered(spans, first).filter(|part| part.last <= frame.last);
                    i64::try_from(in_time.count()).unwrap_or(i64::MAX)
                };
                let reached = match from {
                    None => spans.iter().map(|span| covered(span.first)).max(),
                    Some(_) => frame.from.map(covered),
                };
                (reached.unwrap_or(0), Some(i64::from(*least)))
            }
            Self::Total { days } => {
                let reached = spans.iter().map(|span| span.days()).fold(0, i64::saturating_add);
                (reached, Some(*days))
            }
            Self::At { .. } | Self::Quarter { .. } => (0, None),
        }
    }

    /// The day or days of which one must be covered, for the forms that ask for these.
    fn span(&self, frame: &Frame) -> Option<Span> {
        match self {
            Self::At { length, after } => {
                let day = frame.anchor(*after)?.later(*length);
                Some(Span { first: day, last: day })
            }
            Self::Quarter { quarter, after } => quarter_after(frame.anchor(*after)?, *quarter),
            _ => None,
        }
    }

    /// The first day on which it could come, were all days from the anchor on covered; `None` where nothing says yet.
    pub(crate) fn earliest(&self, anchor: Option<Day>, frame: &Frame) -> Option<Day> {
        let frame = Frame { last: Day::NEVER, ..*frame };
        if matches!(self, Self::At { .. } | Self::Quarter { .. }) {
            return self.span(&frame).map(|span| span.first);
        }
        // A window that begins on a day of its own needs no anchor.
        let first = anchor.or_else(|| frame.from.and(Some(Day::FIRST)))?;
        if let Self::Continuous { length, over, .. } = self {
            return Some(lasted(first, *length, *over));
        }
        let always = [Span { first, last: Day::NEVER }];
        self.achieved(&always, &frame).map(|achieved| achieved.on)
    }

    /// Whether the day it counts from is still to come: an end, for somebody who has not ended.
    pub(crate) fn waits(&self, frame: &Frame) -> bool {
        match self {
            Self::At { after, .. } | Self::Quarter { after, .. } => {
                *after != Anchor::None && frame.anchor(*after).is_none()
            }
            Self::PartsOf { from: Some(_), .. } => frame.from.is_none(),
            _ => false,
        }
    }

    /// The day on which a run that is open as at a day will be long enough if it goes on; `None` if none is open, or none
    /// that can come in time.
    ///
    /// `going_on` is room to work in.
    pub(crate) fn reach(&self, spans: &[Span], as_at: Day, frame: &Frame, going_on: &mut Cover) -> Option<Day> {
        if spans.is_empty() && !matches!(self, Self::PartsOf { from: Some(_), .. }) {
            return None;
        }
        going_on.go_on(spans, as_at);
        let reached = self.achieved_by(going_on.spans(), frame, as_at)?;
        let is_open = match self {
            // Of a gap that has not run out, or of a window that has begun.
            Self::Continuous { .. } | Self::PartsOf { .. } => reached.by.first <= as_at,
            // What was covered still helps.
            Self::DaysOf { days, .. } => reached.on.since(as_at) < *days,
            Self::Total { .. } => holds(spans, as_at),
            Self::At { .. } | Self::Quarter { .. } => false,
        };
        is_open.then(|| reached.on.max(as_at.next()))
    }
}

/// The day on which what began on a day has lasted so long, or for a day more.
fn lasted(first: Day, length: Duration, over: bool) -> Day {
    let after = first.later(length);
    if over { after } else { after.before() }
}

/// Spans at most `gap` empty days apart are one run, which is achieved on the last day of the length, if a covered day lies
/// on or after it.
fn continuous(spans: &[Span], length: Duration, gap: Duration, over: bool) -> Option<Achieved> {
    for Span { first, last } in runs(spans, gap) {
        let on = lasted(first, length, over);
        if on <= last {
            // The day itself may fall in a gap; then it rests on the covered day behind it too.
            let shown = first_in(spans, Span { first: on, last }).unwrap_or(on);
            return Some(Achieved { on, by: Span { first, last: shown } });
        }
    }
    None
}

/// Spans that are one run each, with the empty days between them.
fn runs(spans: &[Span], gap: Duration) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0_usize;
    std::iter::from_fn(move || {
        let Span { first, mut last } = *spans.get(at)?;
        at = at.saturating_add(1);
        while let Some(next) = spans.get(at).filter(|next| next.first <= last.later(gap).next()) {
            last = next.last;
            at = at.saturating_add(1);
        }
        Some(Span { first, last })
    })
}

/// The first day on which the last `of` days hold enough that are covered.
fn days_of(spans: &[Span], days: i64, of: i64) -> Option<Achieved> {
    let back = |day: Day| day.plus(of.saturating_sub(1).saturating_neg());
    let held = |day: Day| days_in(spans, Span { first: back(day), last: day });
    for span in spans {
        // Within a span the number never falls, and no more days than are asked for are needed of it.
        let last = span.last.min(span.first.plus(days));
        if held(last) < days {
            continue;
        }
        let (mut low, mut high) = (span.first, last);
        while low < high {
            let middle = low.plus(high.since(low) / 2);
            if held(middle) >= days { high = middle } else { low = middle.next() }
        }
        let first = first_in(spans, Span { first: back(low), last: low }).unwrap_or(low);
        return Some(Achieved { on: low, by: Span { first, last: low } });
    }
    None
}

/// So many covered weeks or months of a window.
struct Parts {
    least: u32,
    of: u32,
    each: Duration,
    touched: bool,
}

impl Parts {
    /// In some window that begins with a span, by a day; the first day on which any has enough.
    fn in_any(&self, spans: &[Span], begun: Day) -> Option<Achieved> {
        let begun = spans.iter().filter(|span| span.first <= begun);
        let windows = begun.filter_map(|span| self.from(spans, span.first));
        windows.min_by_key(|achieved| achieved.on)
    }

    /// In the window that begins on a day.
    fn from(&self, spans: &[Span], first: Day) -> Option<Achieved> {
        let enough = usize::try_from(self.least).ok()?.checked_sub(1)?;
        let last = self.covered(spans, first).nth(enough)?.last;
        Some(Achieved { on: last, by: Span { first, last } })
    }

    /// The parts of a window that are covered, in order.
    fn covered<'s>(&self, spans: &'s [Span], first: Day) -> impl Iterator<Item = Span> + use<'s> {
        let Self { of, each, touched, .. } = *self;
        let begins = move |part: u32| match each {
            Duration::Days(days) => first.plus(days.saturating_mul(i64::from(part))),
            Duration::Months(months) => first.later(Duration::Months(months.saturating_mul(i64::from(part)))),
        };
        let parts = (0..of).map_while(move |part| Span::new(begins(part), begins(part.saturating_add(1)).before()));
        parts.filter(move |span| {
            let covered = days_in(spans, *span);
            if touched { covered > 0 } else { covered == span.days() }
        })
    }
}

/// The day on which the covered days come to enough.
fn total(spans: &[Span], days: i64) -> Option<Achieved> {
    let first = spans.first()?.first;
    let mut left = days;
    for span in spans {
        if span.days() >= left {
            let on = span.first.plus(left.saturating_sub(1));
            return Some(Achieved { on, by: Span { first, last: on } });
        }
        left = left.saturating_sub(span.days());
    }
    None
}

/// The calendar quarter so many quarters after the one that a day is in.
fn quarter_after(day: Day, quarter: u32) -> Option<Span> {
    let date = day.date()?;
    let begun = NaiveDate::from_ymd_opt(date.year(), (date.month0() / 3).saturating_mul(3).saturating_add(1), 1)?;
    let begins = |quarters: u32| Day::of(begun).later(Duration::Months(i64::from(quarters).saturating_mul(3)));
    Span::new(begins(quarter), begins(quarter.saturating_add(1)).before())
}
