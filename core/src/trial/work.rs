//! How much work a trial may do, and what it takes: counted, so that it is the same on every device.

use crate::condition::{self, Expression};

/// How much may still be done.
pub(super) struct Work {
    left: u64,
}

impl Work {
    pub(super) fn of(limit: u64) -> Self {
        Self { left: limit }
    }

    /// Spends some; `None` if there is not enough left, and then nothing is.
    pub(super) fn spend(&mut self, steps: usize) -> Option<()> {
        let left = u64::try_from(steps).ok().and_then(|steps| self.left.checked_sub(steps));
        self.left = left.unwrap_or(0);
        left.map(|_| ())
    }
}

/// What an evaluation of a condition takes.
pub(super) struct Weight {
    /// How many parts it has.
    pub(super) parts: usize,
    /// How many of them look at a list's members.
    lists: u32,
}

impl Weight {
    pub(super) fn of(condition: &Expression) -> Self {
        let mut weight = Self { parts: 0, lists: 0 };
        condition.walk(&mut |part| {
            weight.parts = weight.parts.saturating_add(1);
            if matches!(part, Expression::Quantified { .. } | Expression::Filter(..)) {
                weight.lists = weight.lists.saturating_add(1);
            }
        });
        weight
    }

    /// The most that it takes where the longest list has so many members: lists within lists multiply.
    pub(super) fn over(&self, longest: usize) -> usize {
        let limit = usize::try_from(condition::MEMBERS_LIMIT).unwrap_or(usize::MAX);
        self.parts.saturating_mul(longest.max(1).saturating_pow(self.lists).min(limit))
    }
}
