//! Truths of many people at once: a byte each, so that a processor's widest instructions decide many together.
//!
//! False is 0, unknown 1 and true 2. Kleene's `and` is then the smaller, his `or` the greater.

/// It does not hold.
pub(super) const FALSE: u8 = 0;
/// It depends on what is not told.
pub(super) const UNKNOWN: u8 = 1;
/// It holds.
pub(super) const TRUE: u8 = 2;

/// Eight bytes of 1.
const ONES: u64 = 0x0101_0101_0101_0101;

/// For each byte, its bits as eight bytes of 0 or 1, the lowest first.
const SPREAD: [u64; 256] = spread();

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "worked out by the compiler")]
const fn spread() -> [u64; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            table[byte] |= ((byte as u64 >> bit) & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
    }
    table
}

/// The bits of a byte as eight bytes.
fn spread_bits(byte: u8) -> u64 {
    SPREAD.get(usize::from(byte)).copied().unwrap_or(0)
}

/// The lowest bits of eight bytes as one byte.
fn gather_bits(bytes: u64) -> u64 {
    (bytes & ONES).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The truth of one.
pub(super) fn of(truth: Option<bool>) -> u8 {
    match truth {
        Some(true) => TRUE,
        Some(false) => FALSE,
        None => UNKNOWN,
    }
}

/// The truth a byte stands for.
pub(super) fn to_option(truth: u8) -> Option<bool> {
    match truth {
        FALSE => Some(false),
        TRUE => Some(true),
        _ => None,
    }
}

/// Kleene's `and` with others, in place.
pub(super) fn and(all: &mut [u8], others: &[u8]) {
    all.iter_mut().zip(others).for_each(|(all, other)| *all = (*all).min(*other));
}

/// Kleene's `or` with others, in place.
pub(super) fn or(any: &mut [u8], others: &[u8]) {
    any.iter_mut().zip(others).for_each(|(any, other)| *any = (*any).max(*other));
}

/// Kleene's `not`, in place.
pub(super) fn not(truths: &mut [u8]) {
    truths.iter_mut().for_each(|truth| *truth = TRUE.wrapping_sub(*truth));
}

/// `if … then … else`, in the place of what is asked.
pub(super) fn choose(asked: &mut [u8], yes: &[u8], no: &[u8]) {
    asked.iter_mut().zip(yes).zip(no).for_each(|((asked, yes), no)| {
        *asked = match *asked {
            TRUE => *yes,
            FALSE => *no,
            _ => UNKNOWN,
        };
    });
}

/// Whether two truths are the same, in the place of the first.
pub(super) fn same(left: &mut [u8], right: &[u8]) {
    left.iter_mut().zip(right).for_each(|(left, right)| {
        *left = match (*left, *right) {
            (UNKNOWN, _) | (_, UNKNOWN) => UNKNOWN,
            (left, right) if left == right => TRUE,
            _ => FALSE,
        };
    });
}

/// Truths from bits: which are true, and which are told (all, if none is given).
pub(super) fn unpack(values: impl Iterator<Item = u64>, told: Option<impl Iterator<Item = u64>>, truths: &mut [u8]) {
    let mut told = told;
    for (truths, values) in truths.chunks_mut(64).zip(values) {
        let told = told.as_mut().map_or(u64::MAX, |told| told.next().unwrap_or(0));
        let bytes = values.to_le_bytes().into_iter().zip(told.to_le_bytes());
        for (truths, (values, told)) in truths.chunks_mut(8).zip(bytes) {
            let (values, told) = (spread_bits(values), spread_bits(told));
            let bytes = ((values & told) << 1 | (told ^ ONES)).to_le_bytes();
            truths.iter_mut().zip(bytes).for_each(|(truth, byte)| *truth = byte);
        }
    }
}

/// Puts 0 in the place of every cell that is not told.
pub(super) fn keep_told(told: impl Iterator<Item = u64>, cells: &mut [u8]) {
    for (cells, told) in cells.chunks_mut(64).zip(told) {
        if told == u64::MAX {
            continue;
        }
        for (cells, told) in cells.chunks_mut(8).zip(told.to_le_bytes()) {
            let keep = spread_bits(told).wrapping_mul(0xFF).to_le_bytes();
            cells.iter_mut().zip(keep).for_each(|(cell, keep)| *cell &= keep);
        }
    }
}

/// Bits of truths, 64 a word: which are true, and which are known.
pub(super) fn pack(truths: &[u8], values: &mut [u64], known: &mut [u64]) {
    for ((truths, values), known) in truths.chunks(64).zip(values).zip(known) {
        let (whole, rest) = truths.as_chunks::<8>();
        let mut last = [FALSE; 8];
        last.iter_mut().zip(rest).for_each(|(byte, truth)| *byte = *truth);
        let (mut word, mut unknown) = (0, 0);
        // The first eight come to lie lowest.
        for bytes in whole.iter().chain(std::iter::once(&last).filter(|_| !rest.is_empty())).rev() {
            let bytes = u64::from_le_bytes(*bytes);
            word = word << 8 | gather_bits(bytes >> 1);
            unknown = unknown << 8 | gather_bits(bytes);
        }
        *values = word;
        *known = !unknown;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_become_truths_and_bits_again() {
        let values = [0b1011_0001_u64, u64::MAX];
        let told = [0b1111_0011_u64, 0b10];
        let mut truths = [9; 70];
        unpack(values.into_iter(), Some(told.into_iter()), &mut truths);
        assert_eq!(truths[..9], [TRUE, FALSE, UNKNOWN, UNKNOWN, TRUE, TRUE, FALSE, TRUE, UNKNOWN]);
        assert_eq!(truths[64..], [UNKNOWN, TRUE, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]);
        let (mut values, mut known) = ([0; 2], [0; 2]);
        pack(&truths, &mut values, &mut known);
        assert_eq!((values[0], known[0]), (0b1011_0001, 0b1111_0011));
        assert_eq!((values[1] & 63, known[1] & 63), (0b10, 0b10));
    }

    #[test]
    fn what_is_not_told_is_no_cell() {
        let mut cells = [7; 10];
        keep_told([0b10_0000_0101_u64].into_iter(), &mut cells);
        assert_eq!(cells, [7, 0, 7, 0, 0, 0, 0, 0, 0, 7]);
    }

    #[test]
    fn kleene() {
        let all = [FALSE, UNKNOWN, TRUE];
        let left: Vec<u8> = all.iter().flat_map(|left| [*left; 3]).collect();
        let right: Vec<u8> = all.iter().cycle().copied().take(9).collect();
        let of = |work: fn(&mut [u8], &[u8])| {
            let mut left = left.clone();
            work(&mut left, &right);
            left
        };
        assert_eq!(of(and), [0, 0, 0, 0, 1, 1, 0, 1, 2]);
        assert_eq!(of(or), [0, 1, 2, 1, 1, 2, 2, 2, 2]);
        assert_eq!(of(same), [2, 1, 0, 1, 1, 1, 0, 1, 2]);
        let mut asked = [FALSE, UNKNOWN, TRUE];
        choose(&mut asked, &[TRUE; 3], &[FALSE; 3]);
        assert_eq!(asked, [FALSE, UNKNOWN, TRUE]);
    }
}
