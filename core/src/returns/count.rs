//! How a person counts: for each indicator in which cells, and as what.

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
            put(self.tally.at(total, back), part, extra);
        }
        if at.is_all && slots.has_all {
            put(self.tally.over_all(total), part, extra);
        }
        for by in &slots.by {
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
            let times = count.more().values.entry(value).or_default();
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
}

/// A day in a unit's life that may count, and of which enrolment it is.
#[derive(Clone, Copy)]
struct Candidate<'l> {
    stay: &'l Stay,
    /// The day; `None` is some day of the enrolment.
    on: Option<Date>,
    is_sure: bool,
}

impl Counting<'_> {
    /// Counts a person in every cell.
    pub(crate) fn person(&self, life: &Life, sink: &mut impl Sink) {
        for stay in life.stays.iter().filter(|stay| stay.has_started) {
            sink.seen(self.layout.periods.of(stay.began));
        }
        let indicators = self.rule.document.indicators.iter().zip(&self.rule.indicators);
        for (place, (indicator, own)) in indicators.enumerate() {
            let mut counter = Counter { counting: self, sink, place, indicator, own, scope: 0, others: None };
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
            self.sink.mark(&Place { indicator: self.place, scope, period, is_all, groups }, part, extra);
        }
    }

    fn period(&self, day: Date) -> i32 {
        self.counting.layout.periods.of(day)
    }

    fn excluded(&self, stay: &Stay) -> Option<bool> {
        stay.excluded.get(self.place).copied().unwrap_or(Some(false))
    }

    /// Counts whoever has a day, in the period of the first.
    fn days(&mut self, unit: &[&Stay], asked: usize) {
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        let mut left_out = None;
        for stay in unit {
            let answer = stay.answers.get(asked).copied().unwrap_or(Answer::NEVER);
            let excluded = self.excluded(stay);
            let is_out = excluded == Some(true) || answer.left_out == Some(true);
            let is_sure = excluded == Some(false) && answer.left_out == Some(false);
            match answer.day {
                Reached::Never => {}
                _ if is_out => left_out = Some(*stay),
                Reached::On(on) => candidates.push(Candidate { stay, on: Some(on), is_sure }),
                Reached::Perhaps => candidates.push(Candidate { stay, on: None, is_sure: false }),
            }
        }
        if candidates.is_empty() {
            if let Some(stay) = left_out {
                let day = match stay.answers.get(asked).map(|answer| answer.day) {
                    Some(Reached::On(day)) => day,
                    _ => stay.began,
                };
                let period = self.period(day);
                self.mark(stay, Some(period), true, Part::Excluded);
            }
            return;
        }
        if self.indicator.once_per == Some(OncePer::Period) {
            let mut by_period: Vec<(i32, Candidate<'_>)> = Vec::new();
            for candidate in &candidates {
                let Some(on) = candidate.on else { continue };
                let period = self.period(on);
                if !by_period.iter().any(|(known, _)| *known == period) {
                    by_period.push((period, *candidate));
                }
            }
            for (period, candidate) in by_period {
                let part = if candidate.is_sure { Part::Yes } else { Part::Maybe };
                self.mark(candidate.stay, Some(period), false, part);
            }
        }
        let recounts = self.indicator.once_per == Some(OncePer::Period);
        self.first_of(&candidates, recounts);
    }

    /// Counts a unit once, on the first of the days that may count.
    fn first_of(&mut self, candidates: &[Candidate<'_>], is_all_only: bool) {
        let sure = candidates.iter().filter(|candidate| candidate.is_sure).filter_map(|found| Some((found.on?, found)));
        let sure = sure.min_by_key(|(on, _)| *on);
        if let Some((on, candidate)) = sure
            && !candidates.iter().any(|other| !other.is_sure && other.on.is_none_or(|other| other < on))
        {
            let period = (!is_all_only).then(|| self.period(on));
            return self.mark(candidate.stay, period, true, Part::Yes);
        }
        // It may have been earlier than the first day that is sure, in another period or another group.
        let limit = sure.map_or(self.counting.layout.as_at, |(on, _)| on);
        let mut places: Vec<(i32, &Stay)> = Vec::new();
        for candidate in candidates {
            let (from, to) = match candidate.on {
                Some(on) if candidate.is_sure => (on, on),
                Some(on) => (on, on),
                None => (candidate.stay.began, limit),
            };
            if from > limit {
                continue;
            }
            for period in self.period(from)..=self.period(to.max(from)) {
                if !places.iter().any(|(known, stay)| *known == period && stay.groups == candidate.stay.groups) {
                    places.push((period, candidate.stay));
                }
            }
        }
        let is_one = places.len() == 1;
        let part = if is_one && sure.is_some() { Part::Yes } else { Part::Maybe };
        if !is_all_only {
            for (period, stay) in &places {
                self.mark(stay, Some(*period), false, part);
            }
        }
        let mut groups: Vec<&Stay> = Vec::new();
        for (_, stay) in &places {
            if !groups.iter().any(|known| known.groups == stay.groups) {
                groups.push(stay);
            }
        }
        let part = if groups.len() == 1 && sure.is_some() { Part::Yes } else { Part::Maybe };
        for stay in groups {
            self.mark(stay, None, true, part);
        }
    }

    /// Counts a unit among those a share is of, and as having achieved or not.
    fn rate(&mut self, unit: &[&Stay], cohort: usize, achieved: usize) {
        let answer = |stay: &Stay, asked: usize| stay.answers.get(asked).copied().unwrap_or(Answer::NEVER);
        // Who is left out of what they could have achieved is none of those it is a share of.
        let is_out = |counter: &Self, stay: &Stay| {
            counter.excluded(stay) == Some(true)
                || answer(stay, achieved).left_out == Some(true)
                || answer(stay, cohort).left_out == Some(true)
        };
        let day = |stay: &Stay| match answer(stay, cohort).day {
            Reached::On(on) => Some(on),
            Reached::Perhaps => Some(stay.began),
            Reached::Never => None,
        };
        let first = |stays: &mut dyn Iterator<Item = &'_ &Stay>| -> Option<(Date, usize)> {
            let mut first: Option<(Date, usize)> = None;
            for stay in stays {
                let at = unit.iter().position(|other| std::ptr::eq(*other, *stay)).unwrap_or_default();
                if let Some(on) = day(stay)
                    && first.is_none_or(|(known, _)| on < known)
                {
                    first = Some((on, at));
                }
            }
            first
        };
        let Some((on, at)) = first(&mut unit.iter().filter(|stay| !is_out(self, stay))) else {
            if let Some((on, at)) = first(&mut unit.iter())
                && let Some(stay) = unit.get(at)
            {
                let period = self.period(on);
                self.mark(stay, Some(period), true, Part::Excluded);
            }
            return;
        };
        let Some(stay) = unit.get(at).copied() else { return };
        let period = self.period(on);
        let is_sure = self.excluded(stay) == Some(false)
            && answer(stay, achieved).left_out == Some(false)
            && answer(stay, cohort) == Answer { day: Reached::On(on), left_out: Some(false) };
        let as_at = self.counting.layout.as_at;
        let due = self.indicator.due.and_then(|due| add(on, due));
        if due.is_some_and(|due| as_at < due) {
            return self.mark(stay, Some(period), true, Part::Pending);
        }
        let end = match self.indicator.until {
            Some(Until::PeriodEnd) => self.counting.layout.periods.period(period).end.unwrap_or(as_at).min(as_at),
            _ => as_at,
        };
        let in_time = |on: Date| on <= end && due.is_none_or(|due| on < due);
        let (mut has, mut may, mut is_late) = (false, false, false);
        for stay in unit.iter().filter(|stay| !is_out(self, stay)) {
            match answer(stay, achieved).day {
                Reached::On(on) if in_time(on) => has = true,
                Reached::On(_) => is_late = true,
                Reached::Perhaps => may = true,
                Reached::Never => {}
            }
        }
        let excepted = stay.excepted.get(self.place).copied().unwrap_or(Some(false));
        let part = match (has, may, excepted) {
            (true, ..) => {
                if is_sure {
                    Part::Yes
                } else {
                    Part::MayYes
                }
            }
            // Who may have achieved counts then, and is left out otherwise.
            (false, true, Some(true)) => Part::MayYes,
            (false, true, Some(false)) => {
                if is_sure {
                    Part::Maybe
                } else {
                    Part::MayMaybe
                }
            }
            (false, true, None) => Part::MayMaybe,
            (false, false, Some(true)) => Part::Excluded,
            (false, false, Some(false)) => {
                if is_sure {
                    Part::No
                } else {
                    Part::MayNo
                }
            }
            (false, false, None) => Part::MayNo,
        };
        self.mark(stay, Some(period), true, part);
        if is_late && !has {
            self.mark(stay, Some(period), true, Part::Late);
        }
    }

    /// Counts what is measured of a unit, in the period in which it began.
    fn measured(&mut self, unit: &[&Stay], cohort: usize, measure: usize) {
        for stay in unit {
            let Some(Answer { day: Reached::On(on), .. }) = stay.answers.get(cohort).copied() else { continue };
            match self.excluded(stay) {
                Some(false) => {}
                Some(true) => {
                    let period = self.period(on);
                    self.mark(stay, Some(period), true, Part::Excluded);
                    continue;
                }
                None => continue,
            }
            let value = match self.counting.rule.measures.get(measure) {
                Some(Measure::DaysTo(asked)) => match stay.answers.get(*asked).map(|answer| answer.day) {
                    Some(Reached::On(reached)) => Some(Number::from(days_between(on, reached))),
                    _ => None,
                },
                _ => stay.measures.get(measure).copied().flatten(),
            };
            if let Some(value) = value {
                let period = self.period(on);
                return self.put(&stay.groups, Some(period), true, Part::Yes, Extra::Value(value));
            }
        }
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
                    Some(amount) if part == Part::Yes => Extra::Value(amount),
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
                (excluded != Some(true)).then_some(Candidate { stay, on: Some(hit.on), is_sure })
            })
            .collect();
        if self.indicator.once_per == Some(OncePer::Period) {
            let mut periods: Vec<i32> = candidates.iter().filter_map(|found| Some(self.period(found.on?))).collect();
            periods.dedup();
            for period in periods {
                let of = candidates.iter().filter(|found| found.on.is_some_and(|on| self.period(on) == period));
                let of: Vec<&Candidate<'_>> = of.collect();
                let sure = of.iter().find(|found| found.is_sure);
                if let Some(found) = sure.or(of.first()) {
                    let part = if found.is_sure { Part::Yes } else { Part::Maybe };
                    self.mark(found.stay, Some(period), false, part);
                }
            }
            if !candidates.is_empty() {
                self.first_of(&candidates, true);
            }
        } else if !candidates.is_empty() {
            self.first_of(&candidates, false);
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
