//! Counts for every cell, which can be added to each other in any order.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::layout::Layout;
use crate::value::Number;

/// How a unit counts in a cell. Of a share the first word says whether it is among those it is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    /// It counts, or achieved.
    Yes,
    /// It is among those a share is of, and did not achieve.
    No,
    /// It may count, or have achieved.
    Maybe,
    /// It may be among them, and then it achieved.
    MayYes,
    /// It may be among them, and did not achieve.
    MayNo,
    /// It may be among them, and may have achieved.
    MayMaybe,
    /// It is not due yet.
    Pending,
    /// It is left out.
    Excluded,
    /// It achieved after it was due.
    Late,
}

impl Part {
    /// Every part.
    #[cfg(all(feature = "columns", not(target_family = "wasm")))]
    pub(crate) const ALL: [Self; PARTS] = [
        Self::Yes,
        Self::No,
        Self::Maybe,
        Self::MayYes,
        Self::MayNo,
        Self::MayMaybe,
        Self::Pending,
        Self::Excluded,
        Self::Late,
    ];
}

/// How many parts there are.
pub(crate) const PARTS: usize = 9;

/// What is known of one cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Count {
    /// How many units count as each part.
    parts: [u32; PARTS],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) more: Option<Box<More>>,
}

/// What few cells have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct More {
    /// What was added up: of what counts, and of what may. Whole and exact.
    #[serde(with = "exact")]
    pub(crate) sum: Number,
    #[serde(with = "exact")]
    pub(crate) perhaps: Number,
    /// How many amounts are not told.
    pub(crate) untold: u32,
    /// Measured values, and how often each came.
    #[serde(with = "values")]
    pub(crate) values: BTreeMap<Number, u32>,
    /// Those that may count.
    #[serde(with = "values")]
    pub(crate) may_values: BTreeMap<Number, u32>,
    /// Different values of what is counted once, and those that may count.
    pub(crate) keys: BTreeSet<String>,
    pub(crate) may: BTreeSet<String>,
    /// Weights of each part.
    #[serde(with = "weights")]
    pub(crate) weights: [Number; 6],
}

impl Count {
    pub(crate) fn of(&self, part: Part) -> i64 {
        self.parts.get(part as usize).copied().map_or(0, i64::from)
    }

    pub(crate) fn add(&mut self, part: Part) {
        self.add_many(part, 1);
    }

    pub(crate) fn add_many(&mut self, part: Part, units: u32) {
        if let Some(count) = self.parts.get_mut(part as usize) {
            *count = count.saturating_add(units);
        }
    }

    pub(crate) fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }

    fn merge(&mut self, other: &Self) {
        for (own, other) in self.parts.iter_mut().zip(&other.parts) {
            *own = own.saturating_add(*other);
        }
        if let Some(other) = &other.more {
            self.more().merge(other);
        }
    }
}

impl Default for More {
    fn default() -> Self {
        Self {
            sum: Number::ZERO,
            perhaps: Number::ZERO,
            untold: 0,
            values: BTreeMap::new(),
            may_values: BTreeMap::new(),
            keys: BTreeSet::new(),
            may: BTreeSet::new(),
            weights: [Number::ZERO; 6],
        }
    }
}

impl More {
    fn merge(&mut self, other: &Self) {
        self.add(other.sum, other.perhaps);
        self.untold = self.untold.saturating_add(other.untold);
        for (own, other) in [(&mut self.values, &other.values), (&mut self.may_values, &other.may_values)] {
            other.iter().for_each(|(value, times)| add(own, *value, *times));
        }
        self.keys.extend(other.keys.iter().cloned());
        self.may.extend(other.may.iter().cloned());
        for (own, other) in self.weights.iter_mut().zip(&other.weights) {
            *own = own.checked_add(*other).unwrap_or(*own);
        }
    }

    /// Adds a value that was measured so many times of what counts.
    pub(crate) fn measured(&mut self, value: Number, times: u32) {
        add(&mut self.values, value, times);
    }

    /// Adds amounts: to what counts, and to what may.
    pub(crate) fn add(&mut self, sum: Number, perhaps: Number) {
        self.sum = self.sum.checked_add(sum).unwrap_or(self.sum);
        self.perhaps = self.perhaps.checked_add(perhaps).unwrap_or(self.perhaps);
    }
}

/// Adds to how often a value was measured.
pub(crate) fn add(values: &mut BTreeMap<Number, u32>, value: Number, times: u32) {
    let own = values.entry(value).or_default();
    *own = own.saturating_add(times);
}

/// The counts of a return: for each slot of its layout those of each period, and of the whole time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// The number of the earliest period in which anything counts.
    pub(crate) first: Option<i32>,
    /// For each slot, its periods back from the last one.
    slots: Vec<Vec<Count>>,
    /// For each slot, the whole time.
    all: Vec<Count>,
}

impl Tally {
    pub(crate) fn new(layout: &Layout) -> Self {
        let slots = layout.slots();
        Self { first: None, slots: vec![Vec::new(); slots], all: vec![Count::default(); slots] }
    }

    /// A period in which something counts, or somebody started.
    #[inline]
    pub(crate) fn seen(&mut self, period: i32) {
        if self.first.is_none_or(|first| period < first) {
            self.first = Some(period);
        }
    }

    /// The counts of a slot: in a period so many back from the last, or over the whole time.
    pub(crate) fn of(&mut self, slot: usize, back: Option<usize>) -> Option<&mut Count> {
        match back {
            Some(back) => self.at(slot, back),
            None => self.all.get_mut(slot),
        }
    }

    /// The counts of a slot in a period, so many back from the last.
    fn at(&mut self, slot: usize, back: usize) -> Option<&mut Count> {
        let periods = self.slots.get_mut(slot)?;
        if periods.len() <= back {
            periods.resize(back.saturating_add(1), Count::default());
        }
        periods.get_mut(back)
    }

    /// The same, to look at.
    pub(crate) fn get(&self, slot: usize, back: Option<usize>) -> Option<&Count> {
        match back {
            Some(back) => self.slots.get(slot)?.get(back),
            None => self.all.get(slot),
        }
    }

    /// Adds what another part of the people came to.
    pub(crate) fn merge(&mut self, other: &Self) {
        if let Some(first) = other.first {
            self.seen(first);
        }
        if self.slots.len() < other.slots.len() {
            self.slots.resize(other.slots.len(), Vec::new());
            self.all.resize(other.all.len(), Count::default());
        }
        for (own, other) in self.slots.iter_mut().zip(&other.slots) {
            if own.len() < other.len() {
                own.resize(other.len(), Count::default());
            }
            own.iter_mut().zip(other).for_each(|(own, other)| own.merge(other));
        }
        self.all.iter_mut().zip(&other.all).for_each(|(own, other)| own.merge(other));
    }
}

/// Decimals as text, so that no digit is lost.
mod exact {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::value::Number;

    pub(super) fn serialize<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        read(&String::deserialize(deserializer)?)
    }

    pub(super) fn read<E: Error>(text: &str) -> Result<Number, E> {
        text.parse().map_err(|_| E::custom("this is no number"))
    }
}

mod values {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::exact;
    use crate::value::Number;

    pub(super) fn serialize<S: Serializer>(values: &BTreeMap<Number, u32>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|(value, count)| (value.to_string(), count)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Number, u32>, D::Error> {
        let values = Vec::<(String, u32)>::deserialize(deserializer)?;
        values.into_iter().map(|(value, count)| Ok((exact::read(&value)?, count))).collect()
    }
}

mod weights {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::exact;
    use crate::value::Number;

    pub(super) fn serialize<S: Serializer>(weights: &[Number; 6], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(weights.iter().map(ToString::to_string))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Number; 6], D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let weights: Vec<Number> = texts.iter().map(|text| exact::read(text)).collect::<Result<_, D::Error>>()?;
        weights.try_into().map_err(|_| D::Error::custom("there are six weights"))
    }
}
