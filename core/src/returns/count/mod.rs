//! How a person counts: for each indicator in which cells, and as what.

#[cfg(all(feature = "columns", not(target_family = "wasm")))]
pub(super) mod many;
mod rates;
mod records;
#[cfg(all(feature = "columns", not(target_family = "wasm")))]
mod sure;

use super::calendar::Period;
use super::layout::Layout;
use super::life::{Answer, Life, Reached, Stay};
use super::sink::{Extra, Only, Place, Sink};
use super::tally::Part;
use crate::catalogue::{Averaged, IndicatorForm, IndicatorRule, ReturnRule};
use crate::document::{Indicator, OncePer, Unit};
use crate::value::Date;

/// Whether two enrolments count in the same groups.
fn is_alike(one: &Stay, other: &Stay) -> bool {
    one.groups == other.groups
}

/// Whether something that may count comes before what does, or on the same day in other groups.
fn is_before(perhaps: &Candidate<'_>, sure: &Candidate<'_>) -> bool {
    perhaps.from < sure.from || (perhaps.from == sure.from && !is_alike(perhaps.stay, sure.stay))
}

/// What people are counted by.
pub(crate) struct Counting<'a> {
    pub(crate) rule: &'a ReturnRule,
    pub(crate) layout: &'a Layout,
}

/// One indicator for one scope.
struct Counter<'a, 's, S> {
    counting: &'s Counting<'a>,
    sink: &'s mut S,
    place: usize,
    indicator: &'a Indicator,
    own: &'a IndicatorRule,
    scope: usize,
    /// Which cells of a place are meant.
    only: Only,
}

/// A day in a unit's life that may count, and of which enrolment it is.
#[derive(Clone, Copy)]
struct Candidate<'l> {
    stay: &'l Stay,
    /// The first and the last day that it may be.
    from: Date,
    to: Date,
    is_sure: bool,
    /// Whether it is sure that it is in the period of its day.
    is_fixed: bool,
}

/// In which cells a unit is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Everything,
    Period(i32),
    WholeTime,
}

impl Counting<'_> {
    /// Counts a person in every cell.
    pub(crate) fn person(&self, life: &Life, sink: &mut impl Sink) {
        for stay in life.stays.iter().filter(|stay| stay.has_started) {
            sink.seen(self.layout.period(stay.began));
        }
        for place in 0..self.rule.indicators.len() {
            self.indicator(place, life, sink);
        }
    }

    /// Counts a person in every cell of one indicator.
    pub(crate) fn indicator(&self, place: usize, life: &Life, sink: &mut impl Sink) {
        let indicators = &self.rule.document.indicators;
        let Some((indicator, own)) = indicators.get(place).zip(self.rule.indicators.get(place)) else { return };
        let mut counter = Counter { counting: self, sink, place, indicator, own, scope: 0, only: Only::All };
        counter.count(life);
    }
}

impl<S: Sink> Counter<'_, '_, S> {
    fn count(&mut self, life: &Life) {
        match &self.own.form {
            IndicatorForm::Count(asked) => {
                self.each_unit(life, |counter, unit| counter.days(unit, *asked));
            }
            IndicatorForm::Rate { cohort, achieved } => {
                self.each_unit(life, |counter, unit| counter.rate(unit, *cohort, *achieved));
            }
            IndicatorForm::Average { of: Averaged::Enrolments { cohort, measure }, .. } => {
                self.each_unit(life, |counter, unit| counter.measured(unit, *cohort, *measure));
            }
            IndicatorForm::Records(query)
            | IndicatorForm::Sum(query)
            | IndicatorForm::Average { of: Averaged::Records(query), .. } => {
                for scope in 0..self.counting.layout.scopes {
                    self.scope = scope;
                    self.records(life, *query);
                }
            }
            IndicatorForm::Share { .. } => {
                // It is of people, whatever programmes there are.
                self.scope = self.counting.layout.total().unwrap_or(0);
                self.share(life);
            }
            IndicatorForm::Ratio { .. } | IndicatorForm::Broken => {}
        }
    }

    fn is_in_scope(&self, programme: usize) -> bool {
        self.scope == programme || self.scope >= self.counting.layout.programmes
    }

    /// The enrolments of each unit, for their programmes and for all: each by itself, or a person's together.
    fn each_unit(&mut self, life: &Life, mut count: impl FnMut(&mut Self, &[&Stay])) {
        let place = self.place;
        let own = life.stays.iter().filter(|stay| stay.funded.get(place).copied().unwrap_or(true));
        let own: Vec<&Stay> = own.collect();
        let mut programmes: Vec<usize> = own.iter().map(|stay| stay.programme).collect();
        programmes.sort_unstable();
        programmes.dedup();
        for scope in programmes.into_iter().chain(self.counting.layout.total().filter(|_| !own.is_empty())) {
            self.scope = scope;
            let stays: Vec<&Stay> = own.iter().copied().filter(|stay| self.is_in_scope(stay.programme)).collect();
            if self.indicator.unit == Unit::Enrolment {
                stays.iter().for_each(|stay| count(self, &[stay]));
            } else {
                count(self, &stays);
            }
        }
    }

    fn mark(&mut self, stay: &Stay, period: Option<i32>, is_all: bool, part: Part) {
        let key = match self.own.key {
            Some(_) => Extra::Key(stay.keys.get(self.place).and_then(Option::as_deref)),
            None => Extra::Nothing,
        };
        self.put(&stay.groups, period, is_all, part, key);
    }

    fn put(&mut self, groups: &[u16], period: Option<i32>, is_all: bool, part: Part, extra: Extra<'_>) {
        let at = Place { indicator: self.place, scope: self.scope, period, is_all, groups, only: self.only };
        self.sink.mark(&at, part, extra);
    }

    fn period(&self, day: Date) -> i32 {
        self.counting.layout.period(day)
    }

    fn excluded(&self, stay: &Stay) -> Option<bool> {
        stay.excluded.get(self.place).copied().unwrap_or(Some(false))
    }

    /// When somebody may have come to a day that is asked for. Of a day that is sure, and may be earlier, both.
    fn candidates<'l>(&self, stay: &'l Stay, asked: usize) -> Vec<Candidate<'l>> {
        let as_at = self.counting.layout.as_at;
        let day = stay.answers.get(asked).copied().unwrap_or(Answer::NEVER).day;
        let between = || stay.between.iter().filter(|(own, ..)| *own == asked).map(|(_, from, to)| (*from, *to));
        let perhaps = |(from, to)| Candidate { stay, from, to, is_sure: false, is_fixed: false };
        match day {
            Reached::Never => Vec::new(),
            Reached::On(on) => {
                let earlier = between().filter(|(from, _)| *from < on);
                let mut found: Vec<Candidate<'l>> = earlier.map(|(from, to)| perhaps((from, to.min(on)))).collect();
                let is_fixed = found.iter().all(|other| self.period(other.from) == self.period(on));
                found.push(Candidate { stay, from: on, to: on, is_sure: true, is_fixed });
                found
            }
            Reached::Perhaps => {
                let found: Vec<Candidate<'l>> = between().map(perhaps).collect();
                if found.is_empty() { vec![perhaps((stay.began, as_at.max(stay.began)))] } else { found }
            }
        }
    }

    /// Counts whoever has a day, in the period of the first.
    fn days(&mut self, unit: &[&Stay], asked: usize) {
        let is_never = |stay: &&Stay| stay.answers.get(asked).is_none_or(|answer| answer.day == Reached::Never);
        if unit.iter().all(is_never) {
            return;
        }
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        let mut left_out: Option<Candidate<'_>> = None;
        for stay in unit {
            let answer = stay.answers.get(asked).copied().unwrap_or(Answer::NEVER);
            let excluded = self.excluded(stay);
            let is_out = excluded == Some(true) || answer.left_out == Some(true);
            let is_sure = excluded == Some(false) && answer.left_out == Some(false);
            let found = self.candidates(stay, asked).into_iter();
            if is_out {
                left_out = found.last().or(left_out);
                continue;
            }
            let is_sure = |own: bool| own && is_sure;
            candidates.extend(found.map(|found| Candidate {
                is_sure: is_sure(found.is_sure),
                is_fixed: is_sure(found.is_fixed),
                ..found
            }));
        }
        if candidates.is_empty() {
            if let Some(left_out) = left_out {
                let period = self.period(left_out.from);
                self.mark(left_out.stay, Some(period), true, Part::Excluded);
            }
            return;
        }
        self.once(&candidates);
    }

    /// Counts a unit once in all, or once in each period.
    fn once(&mut self, candidates: &[Candidate<'_>]) {
        if self.indicator.once_per != Some(OncePer::Period) {
            return self.first_of(candidates, Over::Everything);
        }
        let of = |found: &Candidate<'_>| self.period(found.from)..=self.period(found.to.max(found.from));
        let mut periods: Vec<i32> = candidates.iter().flat_map(of).collect();
        periods.sort_unstable();
        periods.dedup();
        for period in periods {
            let Period { start, end, .. } = self.counting.layout.periods.period(period);
            let end = end.unwrap_or(self.counting.layout.as_at);
            let is_in = |found: &&Candidate<'_>| found.from <= end && start <= found.to;
            let clipped = candidates.iter().filter(is_in).map(|found| Candidate {
                from: found.from.max(start),
                to: found.to.min(end),
                is_sure: found.is_fixed,
                ..*found
            });
            self.first_of(&clipped.collect::<Vec<_>>(), Over::Period(period));
        }
        self.first_of(candidates, Over::WholeTime);
    }

    /// Counts a unit once, on the first of the days that may count.
    fn first_of(&mut self, candidates: &[Candidate<'_>], over: Over) {
        let sure = candidates.iter().filter(|found| found.is_sure).min_by_key(|found| found.from);
        if let Some(first) = sure
            && !candidates.iter().any(|other| !other.is_sure && is_before(other, first))
        {
            let period = (over != Over::WholeTime).then(|| self.period(first.from));
            return self.mark(first.stay, period, !matches!(over, Over::Period(_)), Part::Yes);
        }
        // It may have been earlier than the first day that is sure, in another period or another group.
        let limit = sure.map_or(self.counting.layout.as_at, |first| first.from);
        let mut places: Vec<(i32, &Stay)> = Vec::new();
        for found in candidates.iter().filter(|found| found.from <= limit) {
            for period in self.period(found.from)..=self.period(found.to.min(limit).max(found.from)) {
                if !places.iter().any(|(known, stay)| *known == period && is_alike(stay, found.stay)) {
                    places.push((period, found.stay));
                }
            }
        }
        let places: Vec<(i32, &Stay, Part)> =
            places.into_iter().map(|(period, stay)| (period, stay, Part::Maybe)).collect();
        self.spread(&places, over, |part| if sure.is_some() { Part::Yes } else { part });
    }

    /// Counts a unit in each place in which it may, once in each cell; `alone` is what it is in the only place there is.
    fn spread(&mut self, places: &[(i32, &Stay, Part)], over: Over, alone: impl Fn(Part) -> Part) {
        let breakdowns = self.counting.rule.breakdowns.len();
        for only in std::iter::once(Only::Total).chain((0..breakdowns).map(Only::Breakdown)) {
            let group = |stay: &Stay| match only {
                Only::Breakdown(breakdown) => {
                    // A record without an enrolment is among those it is not told of.
                    let untold = self.counting.rule.breakdowns.get(breakdown).map_or(0, |of| of.groups.len());
                    stay.groups.get(breakdown).map_or(untold, |group| usize::from(*group).min(untold))
                }
                _ => 0,
            };
            for is_all in [false, true] {
                let is_asked = if is_all { !matches!(over, Over::Period(_)) } else { over != Over::WholeTime };
                let mut cells: Vec<(Option<i32>, &Stay, Part)> = Vec::new();
                for (period, stay, part) in places.iter().filter(|_| is_asked) {
                    let period = (!is_all).then_some(*period);
                    let is_known = |(known, other, _): &&mut (Option<i32>, &Stay, Part)| {
                        *known == period && group(other) == group(stay)
                    };
                    match cells.iter_mut().find(is_known) {
                        Some((.., known)) if known == part => {}
                        Some((.., known)) => *known = Part::MayMaybe,
                        None => cells.push((period, stay, *part)),
                    }
                }
                let is_one = cells.len() == 1;
                for (period, stay, part) in cells {
                    self.only = only;
                    self.mark(stay, period, is_all, if is_one { alone(part) } else { part });
                    self.only = Only::All;
                }
            }
        }
    }
}
