//! Where each cell's counts stand: for each indicator a slot for each programme and all of them, and for their groups.

use super::calendar::Periods;
use crate::catalogue::{Catalogue, ReturnRule};
use crate::document::{Over, TargetPer};
use crate::outcomes::Day;
use crate::value::Date;

/// The slots of a return's cells.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) periods: Periods,
    /// The number of the period that holds the day judged.
    pub(crate) last: i32,
    pub(crate) as_at: Date,
    /// Its programmes, and one more for all of them where there are several.
    pub(crate) scopes: usize,
    pub(crate) programmes: usize,
    indicators: Vec<IndicatorSlots>,
    slots: usize,
    /// The number of the period of each day from `since` to the day judged: looking is quicker than working it out.
    since: Day,
    numbers: Vec<i32>,
}

/// How many days before the day judged are looked up: those of thirty years.
const LOOKED_UP: i64 = 30 * 366;

/// Where an indicator's cells stand.
#[derive(Clone, Debug)]
pub(crate) struct IndicatorSlots {
    /// Its totals' slots, a scope each, begin here.
    pub(crate) totals: usize,
    /// Its breakdowns: which, over which time, where its slots begin, and how many groups it has with those not told of.
    pub(crate) by: Vec<BySlots>,
    /// Whether it has a total over the whole time.
    pub(crate) has_all: bool,
}

/// Where the cells of a breakdown stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BySlots {
    pub(crate) breakdown: usize,
    pub(crate) over: Over,
    pub(crate) from: usize,
    pub(crate) groups: usize,
}

impl Layout {
    pub(crate) fn of(catalogue: &Catalogue, rule: &ReturnRule, as_at: Date) -> Self {
        let launch = rule.document.launch.or_else(|| {
            let programmes = rule.programmes.iter();
            let versions = programmes.flat_map(|programme| catalogue.rules().versions(programme.index));
            versions.filter_map(|version| version.document.in_force.from).min()
        });
        let periods = Periods::new(rule.document.calendar, launch.unwrap_or(as_at));
        let programmes = rule.programmes.len();
        // A return over no programme is of people alone.
        let scopes = if programmes == 1 { 1 } else { programmes.saturating_add(1) };
        let mut slots = 0_usize;
        let mut take = |count: usize| {
            let next = slots.saturating_add(count);
            std::mem::replace(&mut slots, next)
        };
        let indicators = rule.document.indicators.iter().zip(&rule.indicators);
        let indicators = indicators.map(|(indicator, own)| IndicatorSlots {
            totals: take(scopes),
            by: own
                .by
                .iter()
                .map(|(breakdown, over)| {
                    let groups = rule.breakdowns.get(*breakdown).map_or(0, |of| of.groups.len()).saturating_add(1);
                    BySlots { breakdown: *breakdown, over: *over, from: take(groups.saturating_mul(scopes)), groups }
                })
                .collect(),
            has_all: indicator.target.as_ref().is_some_and(|target| target.per == TargetPer::All),
        });
        let indicators = indicators.collect();
        let since = Day::of(as_at).plus(LOOKED_UP.saturating_neg());
        let days = (0..=LOOKED_UP).map(|days| since.plus(days).date());
        let numbers = days.map(|day| periods.of(day.unwrap_or(as_at))).collect();
        Self { periods, last: periods.of(as_at), as_at, scopes, programmes, indicators, slots, since, numbers }
    }

    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    pub(crate) fn indicator(&self, place: usize) -> Option<&IndicatorSlots> {
        self.indicators.get(place)
    }

    /// The scope of all programmes together.
    pub(crate) fn total(&self) -> Option<usize> {
        (self.scopes > self.programmes).then_some(self.programmes)
    }

    /// Of every slot of a programme that of all of them.
    #[cfg(all(feature = "columns", not(target_family = "wasm")))]
    pub(crate) fn totals(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let scopes = self.total().into_iter().flat_map(|total| (0..self.programmes).map(move |scope| (scope, total)));
        scopes.flat_map(|(scope, total)| {
            self.indicators.iter().flat_map(move |own| {
                let by = own.by.iter().flat_map(move |by| {
                    (0..by.groups).map(move |group| (by.slot(scope, group), by.slot(total, group)))
                });
                let at = |scope: usize| own.totals.saturating_add(scope);
                std::iter::once((at(scope), at(total))).chain(by)
            })
        })
    }

    /// The number of the period that a day is in.
    #[inline]
    pub(crate) fn period(&self, day: Date) -> i32 {
        self.looked_up(Day::of(day)).unwrap_or_else(|| self.periods.of(day))
    }

    /// The same, of the days that are looked up.
    #[inline]
    fn looked_up(&self, day: Day) -> Option<i32> {
        let place = usize::try_from(day.since(self.since)).ok()?;
        self.numbers.get(place).copied()
    }

    /// How many periods back from the last one a day is; `None` of one too long ago to be looked up.
    #[cfg(all(feature = "columns", not(target_family = "wasm")))]
    #[inline]
    pub(crate) fn back_of(&self, day: Day) -> Option<u16> {
        u16::try_from(self.last.saturating_sub(self.looked_up(day)?)).ok()
    }

    /// How many periods back from the last one a period is.
    #[inline]
    pub(crate) fn back(&self, period: i32) -> usize {
        usize::try_from(self.last.saturating_sub(period)).unwrap_or(0)
    }
}

impl BySlots {
    /// The slot of a group in a scope.
    #[inline]
    pub(crate) fn slot(&self, scope: usize, group: usize) -> usize {
        let group = group.min(self.groups.saturating_sub(1));
        self.from.saturating_add(scope.saturating_mul(self.groups)).saturating_add(group)
    }
}
