//! Maps and sets of small keys made here: places, inputs, diagrams.
//!
//! The standard library's hasher withstands keys that somebody chose to make maps slow. Nobody chooses these: they are
//! places in a catalogue, so that a much quicker hasher will do. No output is in its order.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use indexmap::{IndexMap, IndexSet};

/// A map without an order.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// A set without an order.
pub(crate) type QuickSet<K> = HashSet<K, BuildHasherDefault<QuickHasher>>;

/// A map in the order in which its keys came.
pub(crate) type OrderedMap<K, V> = IndexMap<K, V, BuildHasherDefault<QuickHasher>>;

/// A set in the order in which its members came.
pub(crate) type OrderedSet<K> = IndexSet<K, BuildHasherDefault<QuickHasher>>;

/// Multiplies by an odd number, word by word, and moves the well mixed bits to where maps look.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct QuickHasher(u64);

impl QuickHasher {
    /// An odd number without a pattern in its bits.
    const FACTOR: u64 = 0xF135_7AEA_2E62_A9C5;

    fn add(&mut self, word: u64) {
        self.0 = self.0.wrapping_add(word).wrapping_mul(Self::FACTOR);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.add(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.add(word.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.add(word.unsigned_abs() as u64);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn keys_side_by_side_are_spread() {
        let hasher = BuildHasherDefault::<QuickHasher>::default();
        // The low bits choose a place, and the high ones tell apart what shares it.
        let low: HashSet<u64> = (0_usize..256).map(|key| hasher.hash_one(key * 64) & 0xFFF).collect();
        let high: HashSet<u64> = (0_usize..256).map(|key| hasher.hash_one(key * 64) >> 57).collect();
        assert!(low.len() > 200 && high.len() > 60, "{} and {}", low.len(), high.len());
    }
}
