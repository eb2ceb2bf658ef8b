//! Where what counts is put: in which cells, as what.

use super::layout::Layout;
use super::tally::{Count, PARTS, Part, Tally};
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
    /// How many, and what else.
    own: Counted,
    tally: Tally,
    /// The same of what counts for all programmes together as it does for its own, which is where it stands.
    both: Counted,
    more: Tally,
}

impl<'a> Tallying<'a> {
    pub(crate) fn new(layout: &'a Layout) -> Self {
        Self {
            layout,
            own: Counted::new(layout),
            tally: Tally::new(layout),
            both: Counted::new(layout),
            more: Tally::new(layout),
        }
    }

    /// All that was counted.
    pub(crate) fn finish(self) -> Tally {
        let Self { layout, own, mut tally, both, mut more } = self;
        own.add_to(&mut tally);
        both.add_to(&mut more);
        tally.merge_totals(&more, layout);
        tally.merge(&more);
        tally
    }
}

impl Sink for Tallying<'_> {
    fn mark(&mut self, at: &Place<'_>, part: Part, extra: Extra<'_>) {
        if let Some(period) = at.period {
            self.tally.seen(period);
        }
        if matches!(extra, Extra::Nothing) {
            each_cell(self.layout, at, |slot, back| self.own.add(slot, back, part));
        } else {
            each_cell(self.layout, at, |slot, back| put(self.tally.of(slot, back), part, extra));
        }
    }

    #[inline]
    fn mark_both(&mut self, at: &Place<'_>, _: usize, part: Part, extra: Extra<'_>) {
        if let Some(period) = at.period {
            self.tally.seen(period);
        }
        if matches!(extra, Extra::Nothing) {
            each_cell(self.layout, at, |slot, back| self.both.add(slot, back, part));
        } else {
            each_cell(self.layout, at, |slot, back| put(self.more.of(slot, back), part, extra));
        }
    }

    #[inline]
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

/// How many count as each part, and nothing else: part by part, so that what is counted often stays together.
struct Counted {
    /// Of each slot, over the whole time.
    all: [Vec<u32>; PARTS],
    /// Of each slot, its periods back from the last one.
    periods: [Vec<Vec<u32>>; PARTS],
}

impl Counted {
    fn new(layout: &Layout) -> Self {
        let slots = layout.slots();
        Self { all: std::array::from_fn(|_| vec![0; slots]), periods: std::array::from_fn(|_| vec![Vec::new(); slots]) }
    }

    #[inline]
    fn add(&mut self, slot: usize, back: Option<usize>, part: Part) {
        let place = part as usize;
        let count = match back {
            None => self.all.get_mut(place).and_then(|all| all.get_mut(slot)),
            Some(back) => self.periods.get_mut(place).and_then(|periods| periods.get_mut(slot)).and_then(|periods| {
                if periods.len() <= back {
                    periods.resize(back.saturating_add(1), 0);
                }
                periods.get_mut(back)
            }),
        };
        if let Some(count) = count {
            *count = count.saturating_add(1);
        }
    }

    /// Adds all that was counted to a tally.
    fn add_to(&self, tally: &mut Tally) {
        for ((part, all), periods) in Part::ALL.into_iter().zip(&self.all).zip(&self.periods) {
            for (slot, (all, periods)) in all.iter().zip(periods).enumerate() {
                let backs = periods.iter().enumerate().map(|(back, count)| (Some(back), count));
                for (back, count) in std::iter::once((None, all)).chain(backs).filter(|(_, count)| **count > 0) {
                    tally.of(slot, back).into_iter().for_each(|own| own.add_many(part, *count));
                }
            }
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
