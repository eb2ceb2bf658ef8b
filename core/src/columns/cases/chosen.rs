//! Some of the people of a table.

use super::people::People;

/// Some of the people of a table, by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen(Vec<u64>);

impl Chosen {
    pub(super) fn none_of(people: &People) -> Self {
        Self(vec![0; people.len().div_ceil(64)])
    }

    pub(super) fn add(&mut self, person: u32) {
        if let Some(word) = self.0.get_mut((person / 64) as usize) {
            *word |= 1_u64.wrapping_shl(person % 64);
        }
    }

    /// Adds all of some others.
    pub(super) fn extend(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word |= other);
    }

    /// Leaves out all of some others.
    pub(super) fn leave_out(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= !other);
    }

    pub(super) fn holds(&self, person: u32) -> bool {
        let word = self.0.get((person / 64) as usize).copied().unwrap_or(0);
        word.wrapping_shr(person % 64) & 1 == 1
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// How many they are.
    pub(super) fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).fold(0, u64::saturating_add)
    }
}
