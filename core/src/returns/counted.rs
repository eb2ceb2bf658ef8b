//! Counts of many rows at once, each of which counts alike for its programme and for all programmes together.

use super::layout::Layout;
use super::tally::{PARTS, Part, Tally};
use crate::document::Over;
use crate::value::Number;

/// A row that counts, and how many periods back from the last one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) row: u32,
    pub(crate) back: u16,
}

/// The programme of every row, by its place in the return, and for each breakdown its group.
type Of<'m> = (&'m [u16], &'m [Vec<u16>]);

/// How many rows count in each cell: part by part, so that what is counted often stays together.
pub(crate) struct Counted<'a> {
    layout: &'a Layout,
    /// Of each slot, over the whole time.
    all: [Vec<u32>; PARTS],
    /// Of each slot, its periods back from the last one.
    periods: [Vec<Vec<u32>>; PARTS],
    /// What was measured of those that count: of each slot over the whole time, and its periods.
    values: Vec<(Values, Vec<Values>)>,
    /// How many periods back the first is in which something counts.
    first: Option<u16>,
    /// Room to work in.
    slots: Vec<usize>,
}

/// How often each value was measured.
#[derive(Clone, Debug, Default)]
struct Values {
    /// Those near nothing, those above and below it in turn: most changes are small.
    near: Vec<u32>,
    far: Vec<i64>,
}

/// How far from nothing a value may be that has a place of its own.
const NEAR: u64 = 512;

impl Values {
    fn add(&mut self, value: i64) {
        // 0, -1, 1, -2, 2 and so on are counted in this order.
        let place = value.unsigned_abs().saturating_mul(2).saturating_sub(u64::from(value < 0));
        let Some(place) = usize::try_from(place).ok().filter(|_| value.unsigned_abs() < NEAR) else {
            return self.far.push(value);
        };
        if self.near.len() <= place {
            self.near.resize(place.saturating_add(1), 0);
        }
        if let Some(times) = self.near.get_mut(place) {
            *times = times.saturating_add(1);
        }
    }

    /// Each value, and how often it was measured; some in several parts.
    fn each(&self) -> impl Iterator<Item = (Number, u32)> + '_ {
        let near = (0_i64..).zip(&self.near).filter(|(_, times)| **times > 0).map(|(place, times)| {
            let far = place.saturating_add(1) / 2;
            (Number::from(if place % 2 == 0 { far } else { far.saturating_neg() }), *times)
        });
        near.chain(self.far.iter().map(|value| (Number::from(*value), 1)))
    }
}

impl<'a> Counted<'a> {
    pub(crate) fn new(layout: &'a Layout) -> Self {
        let slots = layout.slots();
        Self {
            layout,
            all: std::array::from_fn(|_| vec![0; slots]),
            periods: std::array::from_fn(|_| vec![Vec::new(); slots]),
            values: vec![Default::default(); slots],
            first: None,
            slots: Vec::new(),
        }
    }

    /// Counts rows as a part of an indicator's cells, by the programme and the groups of each.
    pub(crate) fn mark(&mut self, (indicator, part): (usize, Part), hits: &[Hit], of: Of<'_>) {
        self.first = hits.iter().map(|hit| hit.back).max().max(self.first);
        let part = part as usize;
        let (Some(all), Some(periods)) = (self.all.get_mut(part), self.periods.get_mut(part)) else { return };
        each_slots(self.layout, indicator, (hits, of), &mut self.slots, |over, slots| match over {
            Over::All => slots.iter().for_each(|slot| all.get_mut(*slot).into_iter().for_each(add)),
            Over::Period => {
                for (slot, hit) in slots.iter().zip(hits) {
                    periods.get_mut(*slot).and_then(|periods| grown(periods, hit.back)).into_iter().for_each(add);
                }
            }
        });
    }

    /// Adds what was measured of rows that count.
    pub(crate) fn measure(&mut self, indicator: usize, hits: &[Hit], measured: &[i64], of: Of<'_>) {
        let values = &mut self.values;
        each_slots(self.layout, indicator, (hits, of), &mut self.slots, |over, slots| {
            for ((slot, hit), value) in slots.iter().zip(hits).zip(measured) {
                let own = values.get_mut(*slot).and_then(|(all, periods)| match over {
                    Over::All => Some(all),
                    Over::Period => grown(periods, hit.back),
                });
                own.into_iter().for_each(|own| own.add(*value));
            }
        });
    }

    /// Adds all that was counted to a tally: for each programme, and for all of them.
    pub(crate) fn add_to(self, tally: &mut Tally) {
        let mut totals = vec![None; self.layout.slots()];
        for (slot, total) in self.layout.totals() {
            totals.get_mut(slot).into_iter().for_each(|own| *own = Some(total));
        }
        let slots = |slot: usize| [Some(slot), totals.get(slot).copied().flatten()].into_iter().flatten();
        for ((part, all), periods) in Part::ALL.into_iter().zip(&self.all).zip(&self.periods) {
            for (slot, counts) in all.iter().zip(periods).enumerate() {
                for (back, times) in each_back(counts).filter(|(_, times)| **times > 0) {
                    slots(slot).for_each(|slot| {
                        tally.of(slot, back).into_iter().for_each(|own| own.add_many(part, *times));
                    });
                }
            }
        }
        for (slot, (all, periods)) in self.values.iter().enumerate() {
            for (back, values) in each_back((all, periods)) {
                for (value, times) in values.each() {
                    slots(slot).for_each(|slot| {
                        tally.of(slot, back).into_iter().for_each(|own| own.more().measured(value, times));
                    });
                }
            }
        }
        if let Some(first) = self.first {
            tally.seen(self.layout.last.saturating_sub(first.into()));
        }
    }
}

/// What is of the whole time, then what is of each period back.
fn each_back<'c, T>((all, periods): (&'c T, &'c Vec<T>)) -> impl Iterator<Item = (Option<usize>, &'c T)> {
    std::iter::once((None, all)).chain(periods.iter().enumerate().map(|(back, own)| (Some(back), own)))
}

/// Shows the slots in which rows count, row by row: of the indicator's totals and of each breakdown, over which time.
fn each_slots(
    layout: &Layout,
    indicator: usize,
    (hits, (programmes, groups)): (&[Hit], Of<'_>),
    slots: &mut Vec<usize>,
    mut see: impl FnMut(Over, &[usize]),
) {
    let Some(own) = layout.indicator(indicator) else { return };
    let programme = |hit: &Hit| programmes.get(hit.row as usize).copied().map_or(0, usize::from);
    slots.clear();
    slots.extend(hits.iter().map(|hit| own.totals.saturating_add(programme(hit))));
    see(Over::Period, slots);
    if own.has_all {
        see(Over::All, slots);
    }
    for by in &own.by {
        let groups = groups.get(by.breakdown).map_or(&[][..], Vec::as_slice);
        let group = |hit: &Hit| groups.get(hit.row as usize).copied().map_or(usize::MAX, usize::from);
        slots.clear();
        slots.extend(hits.iter().map(|hit| by.slot(programme(hit), group(hit))));
        see(by.over, slots);
    }
}

/// The place of a period, so many back.
fn grown<T: Clone + Default>(periods: &mut Vec<T>, back: u16) -> Option<&mut T> {
    let back = usize::from(back);
    if periods.len() <= back {
        periods.resize(back.saturating_add(1), T::default());
    }
    periods.get_mut(back)
}

fn add(count: &mut u32) {
    *count = count.saturating_add(1);
}
