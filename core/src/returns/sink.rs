//! Where what counts is put: in which cells, as what.

use super::layout::Layout;
use super::tally::{Count, Part, Tally};
use crate::document::Over;
use crate::value::Number;

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
    /// The same, of what counts in its programme and in the scope of all of them alike.
    fn mark_both(&mut self, at: &Place<'_>, total: usize, part: Part, extra: Extra<'_>) {
        self.mark(at, part, extra);
        self.mark(&Place { scope: total, ..*at }, part, extra);
    }
    /// Somebody started in a period: there are cells from it on.
    fn seen(&mut self, period: i32);
}

/// A tally and where its counts stand.
pub(crate) struct Tallying<'a> {
    layout: &'a Layout,
    tally: Tally,
    /// What counts for all programmes together as it does for its own, which is where it stands.
    both: Tally,
}

impl<'a> Tallying<'a> {
    pub(crate) fn new(layout: &'a Layout) -> Self {
        Self { layout, tally: Tally::new(layout), both: Tally::new(layout) }
    }

    /// All that was counted.
    pub(crate) fn finish(self) -> Tally {
        let Self { layout, mut tally, both } = self;
        if layout.total().is_some() {
            tally.merge_totals(&both, layout);
        }
        tally.merge(&both);
        tally
    }
}

impl Sink for Tallying<'_> {
    fn mark(&mut self, at: &Place<'_>, part: Part, extra: Extra<'_>) {
        mark(self.layout, &mut self.tally, at, part, extra);
    }

    #[inline]
    fn mark_both(&mut self, at: &Place<'_>, _: usize, part: Part, extra: Extra<'_>) {
        mark(self.layout, &mut self.both, at, part, extra);
    }

    #[inline]
    fn seen(&mut self, period: i32) {
        self.tally.seen(period);
    }
}

#[inline]
fn mark(layout: &Layout, tally: &mut Tally, at: &Place<'_>, part: Part, extra: Extra<'_>) {
    let Some(slots) = layout.indicator(at.indicator) else { return };
    let total = slots.totals.saturating_add(at.scope);
    let back = at.period.map(|period| layout.back(period));
    if let Some((period, back)) = at.period.zip(back) {
        tally.seen(period);
        if at.only.has_total() {
            put(tally.at(total, back), part, extra);
        }
    }
    if at.is_all && slots.has_all && at.only.has_total() {
        put(tally.over_all(total), part, extra);
    }
    for by in slots.by.iter().filter(|by| at.only.has(by.breakdown)) {
        let group = at.groups.get(by.breakdown).map_or(usize::MAX, |group| usize::from(*group));
        let slot = by.slot(at.scope, group);
        match (by.over, back) {
            (Over::Period, Some(back)) => put(tally.at(slot, back), part, extra),
            (Over::All, _) if at.is_all => put(tally.over_all(slot), part, extra),
            _ => {}
        }
    }
}

#[inline]
fn put(count: Option<&mut Count>, part: Part, extra: Extra<'_>) {
    let Some(count) = count else { return };
    count.add(part);
    if !matches!(extra, Extra::Nothing) {
        put_more(count, part, extra);
    }
}

fn put_more(count: &mut Count, part: Part, extra: Extra<'_>) {
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
