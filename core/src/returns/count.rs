//! How a person counts: for each indicator in which cells, and as what.

use super::calendar::Period;
use super::layout::Layout;
use super::life::{Answer, Hit, Life, Reached, Stay};
use super::tally::{Part, Tally};
use crate::catalogue::{Averaged, IndicatorForm, IndicatorRule, Key, Measure, Query, ReturnRule, share};
use crate::document::{Indicator, OncePer, Unit, Until};
use crate::value::{Date, Number, add, days_between};

/// In which cells something counts: a period's, the whole time's, and those of its groups.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) indicator: usize,
    pub(crate) scope: usize,
    /// The number of the period, where it counts in one.
    pub(crate) period: Option<i32>,
    /// Whether it counts over the whole time.
    pub(crate) is_all: bool,
    pub(crate) groups: &'a [u16],
    pub(crate) only: Only,
}

/// Which of a place's cells are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Only {
    /// All of them.
    All,
    /// The total.
    Total,
    /// The groups of one breakdown, by its place.
    Breakdown(usize),
}

impl Only {
    /// Whether the total is meant.
    pub(crate) fn has_total(self) -> bool {
        matches!(self, Self::All | Self::Total)
    }

    /// Whether the groups of a breakdown are.
    pub(crate) fn has(self, breakdown: usize) -> bool {
        self == Self::All || self == Self::Breakdown(breakdown)
    }
}

/// What is counted beside how many.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Extra<'a> {
    Nothing,
    /// An amount; `None` where it is not told.
    Amount(Option<Number>),
    /// What was measured.
    Value(Number),
    /// What is counted once; `None` where it is not told.
    Key(Option<&'a str>),
    /// How many people somebody stands for.
    Weight(Number),
}

/// What is told how people count.
pub(crate) trait Sink {
    fn mark(&mut self, at: &Place<'_>, part: Part, extra: Extra<'_>);
    /// Somebody started in a period: there are cells from it on.
    fn seen(&mut self, period: i32);
}

/// A tally and where its counts stand.
pub(crate) struct Tallying<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) tally: Tally,
}

impl Sink for Tallying<'_> {
    fn mark(&mut self, at: &Place<'_>, part: Part, extra: Extra<'_>) {
        let Some(slots) = self.layout.indicator(at.indicator) else { return };
        let total = slots.totals.saturating_add(at.scope);
        if let Some(period) = at.period {
            self.tally.seen(period);
            let back = self.layout.back(period);
            if at.only.has_total() {
                put(self.tally.at(total, back), part, extra);
            }
        }
        if at.is_all && slots.has_all && at.only.has_total() {
            put(self.tally.over_all(total), part, extra);
        }
        for by in slots.by.iter().filter(|by| at.only.has(by.breakdown)) {
            let group = at.groups.get(by.breakdown).map_or(usize::MAX, |group| usize::from(*group));
            let slot = by.slot(at.scope, group);
            match by.over {
                crate::document::Over::Period => {
                    let Some(period) = at.period else { continue };
                    let back = self.layout.back(period);
                    put(self.tally.at(slot, back), part, extra);
                }
                crate::document::Over::All if at.is_all => put(self.tally.over_all(slot), part, extra),
                crate::document::Over::All => {}
            }
        }
    }

    fn seen(&mut self, period: i32) {
        self.tally.seen(period);
    }
}

fn put(count: Option<&mut super::tally::Count>, part: Part, extra: Extra<'_>) {
    let Some(count) = count else { return };
    count.add(part);
    let is_sure = part == Part::Yes;
    match extra {
        Extra::Nothing => {}
        Extra::Amount(Some(amount)) if is_sure => count.more().add(amount, Number::ZERO),
        Extra::Amount(Some(amount)) => count.more().add(Number::ZERO, amount),
        Extra::Amount(None) | Extra::Key(None) => {
            let more = count.more();
            more.untold = more.untold.saturating_add(1);
        }
        Extra::Value(value) => {
            let more = count.more();
            let values = if is_sure { &mut more.values } else { &mut more.may_values };
            let times = values.entry(value).or_default();
            *times = times.saturating_add(1);
        }
        Extra::Key(Some(key)) => {
            let more = count.more();
            let keys = if is_sure { &mut more.keys } else { &mut more.may };
            if !keys.contains(key) {
                keys.insert(key.to_owned());
            }
        }
        Extra::Weight(weight) => {
            if let Some(own) = count.more().weights.get_mut(part as usize) {
                *own = own.checked_add(weight).unwrap_or(*own);
            }
        }
    }
}

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
    /// The scope in which the same counts alike.
    others: Option<usize>,
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
        let indicators = self.rule.document.indicators.iter().zip(&self.rule.indicators);
        for (place, (indicator, own)) in indicators.enumerate() {
            let mut counter =
                Counter { counting: self, sink, place, indicator, own, scope: 0, others: None, only: Only::All };
            counter.count(life);
        }
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

    /// The enrolments of each unit: each by itself, or a person's together.
    fn each_unit(&mut self, life: &Life, mut count: impl FnMut(&mut Self, &[&Stay])) {
        let (place, total) = (self.place, self.counting.layout.total());
        let own = life.stays.iter().filter(|stay| stay.funded.get(place).copied().unwrap_or(true));
        // An enrolment by itself, or a person's only one, counts alike for its programme and for all.
        if self.indicator.unit == Unit::Enrolment || life.stays.len() == 1 {
            for stay in own {
                (self.scope, self.others) = (stay.programme, total);
                count(self, &[stay]);
            }
            self.others = None;
            return;
        }
        let own: Vec<&Stay> = own.collect();
        let mut programmes: Vec<usize> = own.iter().map(|stay| stay.programme).collect();
        programmes.sort_unstable();
        programmes.dedup();
        for programme in &programmes {
            self.scope = *programme;
            let stays: Vec<&Stay> = own.iter().copied().filter(|stay| stay.programme == *programme).collect();
            count(self, &stays);
        }
        if let Some(total) = total.filter(|_| !own.is_empty()) {
            self.scope = total;
            count(self, &own);
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
        for scope in std::iter::once(self.scope).chain(self.others) {
            let only = self.only;
            self.sink.mark(&Place { indicator: self.place, scope, period, is_all, groups, only }, part, extra);
        }
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

    /// The day that an enrolment came to, where it is sure whether and when it did and that it counts: most are.
    fn sure(&self, stay: &Stay, asked: usize) -> Option<Reached> {
        let answer = stay.answers.get(asked).copied().unwrap_or(Answer::NEVER);
        let is_sure = answer.left_out == Some(false)
            && answer.day != Reached::Perhaps
            && stay.between.iter().all(|(own, ..)| *own != asked);
        (is_sure && self.excluded(stay) == Some(false)).then_some(answer.day)
    }

    /// Counts whoever has a day, in the period of the first.
    fn days(&mut self, unit: &[&Stay], asked: usize) {
        if let [stay] = unit
            && self.indicator.once_per != Some(OncePer::Period)
            && let Some(day) = self.sure(stay, asked)
        {
            if let Reached::On(on) = day {
                let period = self.period(on);
                self.mark(stay, Some(period), true, Part::Yes);
            }
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

    /// Counts a unit among those a share is of, and as having achieved or not.
    fn rate(&mut self, unit: &[&Stay], cohort: usize, achieved: usize) {
        if let [stay] = unit
            && self.own.except.is_none()
            && let (Some(begun), Some(day)) = (self.sure(stay, cohort), self.sure(stay, achieved))
        {
            if let Reached::On(begun) = begun {
                self.sure_rate(stay, begun, day);
            }
            return;
        }
        let (mut candidates, mut left_out): (Vec<Candidate<'_>>, Vec<Candidate<'_>>) = Default::default();
        for stay in unit {
            let (is_out, is_sure) = self.belongs(stay, cohort, achieved);
            for found in self.candidates(stay, cohort) {
                let found = Candidate { is_sure: found.is_sure && is_sure, ..found };
                if is_out { &mut left_out } else { &mut candidates }.push(found);
            }
        }
        let sure = candidates.iter().filter(|found| found.is_sure).min_by_key(|found| found.from).copied();
        let mut contenders: Vec<Candidate<'_>> = candidates.into_iter().filter(|found| !found.is_sure).collect();
        contenders.retain(|found| sure.is_none_or(|sure| is_before(found, &sure)));
        if contenders.is_empty() {
            let Some(first) = sure else {
                if let Some(first) = left_out.iter().min_by_key(|found| found.from) {
                    let period = self.period(first.from);
                    self.mark(first.stay, Some(period), true, Part::Excluded);
                }
                return;
            };
            let period = self.period(first.from);
            let (part, is_late) = self.share_of(unit, &first, period, (cohort, achieved), true);
            self.mark(first.stay, Some(period), true, part);
            if is_late {
                self.mark(first.stay, Some(period), true, Part::Late);
            }
            return;
        }
        // Where it counts is not certain: in each place it may.
        let limit = sure.map_or(self.counting.layout.as_at, |sure| sure.from);
        let mut places: Vec<(i32, &Stay, Part)> = Vec::new();
        for found in contenders.into_iter().chain(sure) {
            for period in self.period(found.from)..=self.period(found.to.min(limit).max(found.from)) {
                let (part, _) = self.share_of(unit, &found, period, (cohort, achieved), false);
                let is_known =
                    |(known, stay, _): &&mut (i32, &Stay, Part)| *known == period && is_alike(stay, found.stay);
                match places.iter_mut().find(is_known) {
                    Some((.., known)) if *known == part => {}
                    Some((.., known)) => *known = Part::MayMaybe,
                    None => places.push((period, found.stay, part)),
                }
            }
        }
        // In one place it surely counts, if nothing else leaves it out.
        let is_in = sure.is_some() && self.own.except.is_none();
        let is_due = self.indicator.due.is_none();
        self.spread(&places, Over::Everything, |part| match part {
            Part::MayYes if is_in => Part::Yes,
            Part::MayNo if is_in => Part::No,
            Part::MayMaybe if is_in && is_due => Part::Maybe,
            part => part,
        });
    }

    /// Counts an enrolment among those a share is of, which began on a day and reached what is asked on a day or never.
    fn sure_rate(&mut self, stay: &Stay, begun: Date, day: Reached) {
        let period = self.period(begun);
        let as_at = self.counting.layout.as_at;
        let due = self.indicator.due.and_then(|due| add(begun, due));
        if due.is_some_and(|due| as_at < due) {
            return self.mark(stay, Some(period), true, Part::Pending);
        }
        let last = match self.indicator.until {
            Some(Until::PeriodEnd) => self.counting.layout.periods.period(period).end.unwrap_or(as_at).min(as_at),
            _ => as_at,
        };
        let part = match day {
            Reached::On(on) if on <= last && due.is_none_or(|due| on < due) => Part::Yes,
            _ => Part::No,
        };
        self.mark(stay, Some(period), true, part);
        if part == Part::No && matches!(day, Reached::On(_)) {
            self.mark(stay, Some(period), true, Part::Late);
        }
    }

    /// Whether an enrolment is left out of a share, and whether it is sure that it is not.
    fn belongs(&self, stay: &Stay, cohort: usize, achieved: usize) -> (bool, bool) {
        // Who is left out of what they could have achieved is none of those it is a share of.
        let left_out = |asked: usize| stay.answers.get(asked).copied().unwrap_or(Answer::NEVER).left_out;
        let all = [self.excluded(stay), left_out(cohort), left_out(achieved)];
        (all.contains(&Some(true)), all.iter().all(|own| *own == Some(false)))
    }

    /// How a unit counts that belongs to a share by one of its enrolments in a period, and whether it achieved too late.
    fn share_of(
        &self,
        unit: &[&Stay],
        first: &Candidate<'_>,
        period: i32,
        (cohort, achieved): (usize, usize),
        is_sure: bool,
    ) -> (Part, bool) {
        let as_at = self.counting.layout.as_at;
        let Period { start, end, .. } = self.counting.layout.periods.period(period);
        let until = end.unwrap_or(as_at);
        let due = |on: Date| self.indicator.due.and_then(|due| add(on, due));
        // Who began on one of several days is due on one of several.
        let (soonest, latest) = (due(first.from.max(start)), due(first.to.min(until).max(first.from)));
        if soonest.is_some_and(|due| as_at < due) {
            return (Part::Pending, false);
        }
        if latest.is_some_and(|due| as_at < due) {
            return (Part::MayMaybe, false);
        }
        let last = if self.indicator.until == Some(Until::PeriodEnd) { until.min(as_at) } else { as_at };
        let in_time = |on: Date, due: Option<Date>| on <= last && due.is_none_or(|due| on < due);
        let (mut has, mut may, mut is_late) = (false, false, false);
        for stay in unit {
            let (is_out, is_own) = self.belongs(stay, cohort, achieved);
            if is_out {
                continue;
            }
            let is_own = is_own || std::ptr::eq(*stay, first.stay);
            for found in self.candidates(stay, achieved) {
                if !in_time(found.from, latest) {
                    is_late |= found.is_sure;
                } else if found.is_sure && is_own && in_time(found.from, soonest) {
                    has = true;
                } else {
                    may = true;
                }
            }
        }
        let stay = first.stay;
        let part = match (has, may, stay.excepted.get(self.place).copied().unwrap_or(Some(false))) {
            (true, ..) if is_sure => Part::Yes,
            // Who may have achieved counts then, and is left out otherwise.
            (true, ..) | (false, true, Some(true)) => Part::MayYes,
            (false, true, Some(false)) if is_sure => Part::Maybe,
            (false, true, _) => Part::MayMaybe,
            (false, false, Some(true)) => Part::Excluded,
            (false, false, Some(false)) if is_sure => Part::No,
            (false, false, _) => Part::MayNo,
        };
        (part, is_late && !has)
    }

    /// Counts what is measured of a unit, in the period in which it began.
    fn measured(&mut self, unit: &[&Stay], cohort: usize, measure: usize) {
        let mut is_left_out = false;
        let mut may: Vec<(i32, &Stay, Number)> = Vec::new();
        for stay in unit {
            let excluded = self.excluded(stay);
            let left_out = stay.answers.get(cohort).copied().unwrap_or(Answer::NEVER).left_out;
            let begun = self.candidates(stay, cohort);
            if excluded == Some(true) || left_out == Some(true) {
                if let Some(begun) = begun.first().filter(|_| !std::mem::replace(&mut is_left_out, true)) {
                    let period = self.period(begun.from);
                    self.mark(stay, Some(period), true, Part::Excluded);
                }
                continue;
            }
            for begun in &begun {
                let period = self.period(begun.from);
                let values = self.values(stay, begun.from, measure);
                let is_sure = begun.is_sure && excluded == Some(false) && left_out == Some(false);
                match values.as_slice() {
                    [(value, true)] if is_sure && may.is_empty() => {
                        return self.put(&stay.groups, Some(period), true, Part::Yes, Extra::Value(*value));
                    }
                    values => may.extend(values.iter().map(|(value, _)| (period, *stay, *value))),
                }
            }
        }
        for (period, stay, value) in may {
            self.put(&stay.groups, Some(period), true, Part::Maybe, Extra::Value(value));
        }
    }

    /// What is measured of an enrolment: its value, or the least and the most that it may be; whether it is sure.
    fn values(&self, stay: &Stay, began: Date, measure: usize) -> Vec<(Number, bool)> {
        let Some(Measure::DaysTo(asked)) = self.counting.rule.measures.get(measure) else {
            return stay.measures.get(measure).copied().flatten().into_iter().map(|value| (value, true)).collect();
        };
        let left_out = stay.answers.get(*asked).copied().unwrap_or(Answer::NEVER).left_out;
        if left_out == Some(true) {
            return Vec::new();
        }
        let days = |on: Date| Number::from(days_between(began, on));
        let reached = self.candidates(stay, *asked);
        if let [Candidate { from, is_sure: true, .. }] = reached.as_slice() {
            return vec![(days(*from), left_out == Some(false))];
        }
        reached.iter().flat_map(|found| [(days(found.from), false), (days(found.to), false)]).collect()
    }

    /// Counts records, or whoever has them.
    fn records(&mut self, life: &Life, query: usize) {
        let hits = life.hits.iter().filter(|hit| hit.query == query && self.is_in_scope(hit.programme));
        let hits: Vec<&Hit> = hits.filter(|hit| self.is_funded(life, hit)).collect();
        if self.indicator.unit == Unit::Person {
            return self.people_with(life, &hits);
        }
        let mut seen: Vec<usize> = Vec::new();
        for hit in hits {
            // A record that belongs to no programme counts for each, and once in all.
            if seen.contains(&hit.event) {
                continue;
            }
            seen.push(hit.event);
            let stay = hit.stay.and_then(|stay| life.stays.get(stay));
            let excluded = stay.map_or(Some(false), |stay| self.excluded(stay));
            let part = match (excluded, hit.is_sure) {
                (Some(true), _) => Part::Excluded,
                (Some(false), true) => Part::Yes,
                _ => Part::Maybe,
            };
            let is_keyed =
                matches!(self.counting.rule.queries.get(query), Some(Query::Records { key, .. }) if *key != Key::None);
            let of_fact = || stay.and_then(|stay| stay.keys.get(self.place)).and_then(Option::as_deref);
            let extra = match &self.own.form {
                IndicatorForm::Sum(_) => Extra::Amount(hit.amount.and_then(|amount| self.paid(hit, stay, amount))),
                IndicatorForm::Average { .. } => match hit.amount {
                    Some(amount) if part != Part::Excluded => Extra::Value(amount),
                    _ => continue,
                },
                _ if is_keyed => Extra::Key(hit.key.as_deref()),
                _ if self.own.key.is_some() => Extra::Key(of_fact()),
                _ => Extra::Nothing,
            };
            let extra = if part == Part::Excluded { Extra::Nothing } else { extra };
            let groups = stay.map_or(&[][..], |stay| stay.groups.as_slice());
            let period = self.period(hit.on);
            self.put(groups, Some(period), true, part, extra);
        }
    }

    /// Whether the funding that is asked for pays for a record's enrolment, or a claim names it.
    fn is_funded(&self, life: &Life, hit: &Hit) -> bool {
        let Some(asked) = &self.indicator.funding else { return true };
        if let Some(named) = &hit.funding {
            return named == asked.as_str();
        }
        let stay = hit.stay.and_then(|stay| life.stays.get(stay));
        stay.is_some_and(|stay| stay.funded.get(self.place).copied().unwrap_or(false))
    }

    /// What a funding pays of an amount: all of a claim that names it, else its share.
    fn paid(&self, hit: &Hit, stay: Option<&Stay>, amount: Number) -> Option<Number> {
        let Some(asked) = self.indicator.funding.as_ref().filter(|_| hit.funding.is_none()) else {
            return Some(amount);
        };
        let programme = stay.map_or(hit.programme, |stay| stay.programme);
        let paid = self.counting.rule.shares.get(programme)?.get(asked.as_str()).copied();
        amount.checked_mul(share(paid.flatten()))
    }

    /// Counts a person who has records once, on the day of the first.
    fn people_with(&mut self, life: &Life, hits: &[&Hit]) {
        let nowhere = Stay::nowhere();
        let candidates: Vec<Candidate<'_>> = hits
            .iter()
            .filter_map(|hit| {
                let stay = hit.stay.and_then(|stay| life.stays.get(stay)).unwrap_or(&nowhere);
                let excluded = self.excluded(stay);
                let is_sure = hit.is_sure && excluded == Some(false);
                let found = Candidate { stay, from: hit.on, to: hit.on, is_sure, is_fixed: is_sure };
                (excluded != Some(true)).then_some(found)
            })
            .collect();
        if !candidates.is_empty() {
            self.once(&candidates);
        }
    }

    /// Counts somebody of a table of people, in the period of the day judged.
    fn share(&mut self, life: &Life) {
        let shares = self.counting.rule.indicators.iter().take(self.place);
        let before = shares.filter(|own| matches!(own.form, IndicatorForm::Share { .. })).count();
        let Some(share) = life.shares.get(before) else { return };
        let part = match (share.base, share.counted) {
            (Some(false), _) => return,
            _ if share.weight.is_none() => Part::MayMaybe,
            (Some(true), Some(true)) => Part::Yes,
            (Some(true), Some(false)) => Part::No,
            (Some(true), None) => Part::Maybe,
            (None, Some(true)) => Part::MayYes,
            (None, Some(false)) => Part::MayNo,
            (None, None) => Part::MayMaybe,
        };
        let extra = share.weight.map_or(Extra::Key(None), Extra::Weight);
        let last = self.counting.layout.last;
        self.put(&share.groups, Some(last), true, part, extra);
    }
}
