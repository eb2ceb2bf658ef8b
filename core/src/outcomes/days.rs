//! What records come to, worked out on their days alone: for one person's events and for a table's rows alike.

use super::cover::{Cover, Day, Span};
use super::run::{Frame, Run};
use crate::document::OpenSpells;
use crate::value::Number;

/// The days of a record that counts or may count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days {
    /// Whether it is known to count; else it may.
    pub(crate) is_sure: bool,
    /// The days it covers for certain.
    pub(crate) sure: Option<Span>,
    /// The days it may cover.
    pub(crate) may: Span,
}

impl Days {
    /// Those of something that happens on a day.
    pub(crate) fn of_a_day(on: Day) -> Self {
        let day = Span { first: on, last: on };
        Self { is_sure: true, sure: Some(day), may: day }
    }

    /// Those of a spell, by a day. Silence is not a job kept: one whose end is not told is known up to the latest day that
    /// confirms it, or goes on where the outcome says so. `None` if it ends before it begins.
    pub(crate) fn of_a_spell(
        first: Day,
        end: Option<Day>,
        open_spells: OpenSpells,
        confirmed: impl FnOnce() -> Option<Day>,
        as_at: Day,
    ) -> Option<Self> {
        let (sure, may) = match (end, open_spells) {
            (Some(end), _) => (end, end),
            (None, OpenSpells::Continue) => (as_at, as_at),
            (None, OpenSpells::Confirmed) => (confirmed().unwrap_or(first).max(first), as_at),
        };
        let span = |last: Day| Span::new(first, last.min(as_at));
        Some(Self { is_sure: true, sure: span(sure), may: span(may)? })
    }

    /// As far as they lie behind an anchor: what began before it does not count, unless what was open then is held.
    pub(crate) fn behind(self, anchor: Option<Day>, is_held: bool) -> Option<Self> {
        let Some(anchor) = anchor.filter(|anchor| self.may.first < *anchor) else { return Some(self) };
        if !is_held {
            return None;
        }
        let clipped = |span: Span| Span::new(anchor.max(span.first), span.last);
        Some(Self { sure: self.sure.and_then(clipped), may: clipped(self.may)?, ..self })
    }

    /// The same, counting if a condition holds; `None` if it does not.
    pub(crate) fn if_true(self, truth: Option<bool>) -> Option<Self> {
        let is_sure = truth == Some(true) && self.sure.is_some_and(|sure| sure.first == self.may.first);
        (truth != Some(false)).then_some(Self { is_sure, ..self })
    }

    /// The day on which it happened or began, or the anchor, if it was open then.
    pub(crate) fn on(&self) -> Day {
        self.may.first
    }
}

/// How records stand by the day judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// Achieved on a day, by what happened on these days; if all counted that may, on an earlier one.
    Achieved {
        on: Day,
        by: Span,
        earliest: Day,
    },
    NotAchieved,
    /// And the first day on which it can be known.
    NotYetDue(Day),
    /// And the first and the last day on which it may have been.
    Unknown {
        from: Day,
        to: Day,
    },
}

impl Stand {
    /// The first and the last day on which it may have been achieved, where that is not known for certain.
    pub(crate) fn between(self) -> Option<(Day, Day)> {
        match self {
            Self::Achieved { on, earliest, .. } if earliest < on => Some((earliest, on)),
            Self::Unknown { from, to } => Some((from, to)),
            _ => None,
        }
    }
}

/// So many records, in order of their days and in time.
pub(crate) fn number<'d>(records: impl Iterator<Item = &'d Days> + Clone, count: usize, limit: Day) -> Stand {
    let in_time = || records.clone().filter(|record| record.on() <= limit);
    let sure = in_time().filter(|record| record.is_sure).take(count);
    let (enough, on) =
        sure.fold((0_usize, None), |(enough, on), record| (enough.saturating_add(1), on.max(Some(record.on()))));
    let on = on.filter(|_| enough == count);
    if on.is_none() && in_time().count() < count {
        return Stand::NotAchieved;
    }
    // If all counted that may.
    let earliest = in_time().take(count).map(Days::on).max();
    match on {
        Some(on) => {
            let earliest = earliest.map_or(on, |earliest| earliest.min(on));
            Stand::Achieved { on, by: Span { first: Day::FIRST, last: on }, earliest }
        }
        None => {
            let to = in_time().map(Days::on).max().unwrap_or(Day::FIRST);
            Stand::Unknown { from: earliest.unwrap_or(Day::FIRST), to }
        }
    }
}

/// A total that grows record by record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Total {
    sum: Number,
    /// What it comes to if everything counts that may; `None` if that has no end.
    most: Option<Number>,
    /// Whether it must exceed what is wanted.
    exceeds: bool,
    achieved: Option<Day>,
    /// The first day on which it may have been enough.
    may: Option<Day>,
    /// The day of the last record.
    last: Option<Day>,
    /// Whether it may have been enough for what is wanted.
    is_possible: bool,
    /// Whether what is wanted is not known by the last record.
    is_unwanted: bool,
}

/// What a record does to a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Adds {
    /// Its amount.
    Amount,
    /// It may add something.
    Perhaps,
    /// An amount below 0, which adds nothing.
    BelowZero,
}

impl Total {
    /// Nothing yet, of a total that must reach what is wanted, or exceed it.
    pub(crate) const fn nothing(exceeds: bool) -> Self {
        let most = Some(Number::ZERO);
        Self {
            sum: Number::ZERO,
            most,
            exceeds,
            achieved: None,
            may: None,
            last: None,
            is_possible: false,
            is_unwanted: false,
        }
    }

    /// Adds a record's amount to it; `wanted` is what it must come to by then.
    pub(crate) fn add(
        &mut self,
        record: &Days,
        amount: Option<Number>,
        wanted: impl FnOnce() -> Option<Number>,
    ) -> Adds {
        if amount.is_some_and(|amount| amount < Number::ZERO) {
            return Adds::BelowZero;
        }
        let more = amount.filter(|_| record.is_sure).and_then(|amount| self.sum.checked_add(amount));
        self.sum = more.unwrap_or(self.sum);
        self.most = self.most.zip(amount).and_then(|(most, amount)| most.checked_add(amount));
        let wanted = wanted();
        self.is_unwanted = wanted.is_none();
        let enough = |sum: Number, wanted: Number| sum > wanted || (sum == wanted && !self.exceeds);
        let is_something = self.most != Some(Number::ZERO);
        let may = wanted.map_or(is_something, |wanted| self.most.is_none_or(|most| enough(most, wanted)));
        self.may = self.may.or(may.then(|| record.on()));
        self.last = self.last.max(Some(record.on()));
        self.is_possible |= wanted.is_some() && may;
        if more.is_some() && self.achieved.is_none() && wanted.is_some_and(|wanted| enough(self.sum, wanted)) {
            self.achieved = Some(record.on());
        }
        if more.is_some() { Adds::Amount } else { Adds::Perhaps }
    }

    /// What it comes to, as far as is known.
    pub(crate) fn sum(&self) -> Number {
        self.sum
    }

    pub(crate) fn is_achieved(&self) -> bool {
        self.achieved.is_some()
    }

    pub(crate) fn stand(&self) -> Stand {
        match self.achieved {
            Some(on) => {
                let earliest = self.may.map_or(on, |may| may.min(on));
                Stand::Achieved { on, by: Span { first: Day::FIRST, last: on }, earliest }
            }
            None if self.is_possible || (self.is_unwanted && self.most != Some(Number::ZERO)) => {
                let first = self.may.or(self.last).unwrap_or(Day::FIRST);
                Stand::Unknown { from: first, to: self.last.unwrap_or(first) }
            }
            None => Stand::NotAchieved,
        }
    }
}

/// A total of amounts that all count for certain, in whole units, with the day of each in order.
#[cfg(feature = "columns")]
pub(crate) fn total_in_units(amounts: impl Iterator<Item = (Day, i64)>, least: i64, exceeds: bool) -> Stand {
    let mut sum = 0_i64;
    for (on, amount) in amounts {
        sum = sum.saturating_add(amount);
        if sum > least || (sum == least && !exceeds) {
            return Stand::Achieved { on, by: Span { first: Day::FIRST, last: on }, earliest: on };
        }
    }
    Stand::NotAchieved
}

/// How long spells last: the days they cover for certain, and those they may cover. `room` is room to work in.
pub(crate) fn lasting(
    run: &Run,
    [sure, may]: [&Cover; 2],
    anchor: Option<Day>,
    frame: &Frame,
    limit: Day,
    as_at: Day,
    room: &mut Cover,
) -> Stand {
    let (sure, may) = (sure.spans(), may.spans());
    let achieved = if may.is_empty() { None } else { run.achieved(may, frame) };
    let for_certain = if sure == may { achieved } else { run.achieved(sure, frame) };
    match (for_certain, achieved) {
        (Some(achieved), Some(perhaps)) => {
            Stand::Achieved { on: achieved.on, by: achieved.by, earliest: perhaps.on.min(achieved.on) }
        }
        (None, None) => {
            let reach = run.reach(may, as_at, &Frame { last: limit, ..*frame }, room);
            let earliest = || run.earliest(anchor, frame).filter(|earliest| as_at < *earliest && *earliest <= limit);
            reach.or_else(earliest).map_or(Stand::NotAchieved, Stand::NotYetDue)
        }
        (known, perhaps) => {
            let from = perhaps.or(known).map_or(Day::FIRST, |achieved| achieved.on);
            // One run that began for certain is long enough on one day, or never.
            let is_one = |spans: &[Span]| spans.len() == 1;
            let is_begun = sure.first().map(|span| span.first) == may.first().map(|span| span.first);
            let is_one_run = matches!(run, Run::Continuous { .. }) && is_one(sure) && is_one(may) && is_begun;
            Stand::Unknown { from, to: if is_one_run { from } else { as_at.max(from) } }
        }
    }
}
