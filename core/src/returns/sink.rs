//! Where what counts is put: in which cells, as what.

use super::layout::Layout;
use super::tally::{Count, Part, Tally, add};
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
    /// Somebody started in a period: there are cells from it on.
    fn seen(&mut self, period: i32);
}

/// A tally and where its counts stand.
pub(crate) struct Tallying<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) tally: Tally,
}

impl<'a> Tallying<'a> {
    pub(crate) fn new(layout: &'a Layout) -> Self {
        Self { layout, tally: Tally::new(layout) }
    }
}

impl Sink for Tallying<'_> {
    fn mark(&mut self, at: &Place<'_>, part: Part, extra: Extra<'_>) {
        if let Some(period) = at.period {
            self.tally.seen(period);
        }
        each_cell(self.layout, at, |slot, back| put(self.tally.of(slot, back), part, extra));
    }

    fn seen(&mut self, period: i32) {
        self.tally.seen(period);
    }
}

/// Shows each cell of a place: its slot, and how many periods back it is, if it is a period's.
#[inline]
fn each_cell(layout: &Layout, at: &Place<'_>, mut see: impl FnMut(usize, Option<usize>)) {
    let Some(slots) = layout.indicator(at.indicator) else { return };
    let total = slots.totals.saturating_add(at.scope);
    let back = at.period.map(|period| layout.back(period));
    if at.only.has_total() {
        if back.is_some() {
            see(total, back);
        }
        if at.is_all && slots.has_all {
            see(total, None);
        }
    }
    for by in slots.by.iter().filter(|by| at.only.has(by.breakdown)) {
        let group = at.groups.get(by.breakdown).map_or(usize::MAX, |group| usize::from(*group));
        let slot = by.slot(at.scope, group);
        match by.over {
            Over::Period if back.is_some() => see(slot, back),
            Over::All if at.is_all => see(slot, None),
            _ => {}
        }
    }
}

fn put(count: Option<&mut Count>, part: Part, extra: Extra<'_>) {
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
        Extra::Value(value) if is_sure => count.more().measured(value, 1),
        Extra::Value(value) => add(&mut count.more().may_values, value, 1),
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
