//! One column of a batch as cells: groups of values that no condition can tell apart, a byte each.
//!
//! Cell 0 is what is not told; of a boolean the cells are its truths.

use std::collections::HashMap;
use std::marker::PhantomData;

use arrow_array::types::{ArrowDictionaryKeyType, ArrowPrimitiveType};
use arrow_array::{Array, ArrayAccessor, BooleanArray, DictionaryArray, PrimitiveArray};
use arrow_buffer::bit_chunk_iterator::BitChunks;
use arrow_buffer::{ArrowNativeType, BooleanBuffer};

use super::found::{Found, Trouble};
use super::truth;
use super::worker::ROWS;
use crate::condition::Value;

/// What is not told.
pub(super) const UNTOLD: u8 = 0;

/// Rows of a batch: from which, how many, and the number of the first in the whole table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) len: usize,
    pub(super) first: u64,
}

impl Span {
    pub(super) fn row(self, at: usize) -> u64 {
        self.first.saturating_add(at as u64)
    }
}

/// A column of one batch.
pub(super) trait Cells: Sync {
    /// The cells of some rows.
    fn fill(&self, span: Span, cells: &mut [u8], found: &mut Found);

    /// What is told in a row; unknown if nothing is, or nothing that can be used.
    fn value(&self, row: usize) -> Option<Value>;
}

/// The bits of some rows, at most as many as are decided at a time, 64 a word.
fn bits(buffer: &BooleanBuffer, span: Span) -> impl Iterator<Item = u64> {
    let chunks = BitChunks::new(buffer.values(), buffer.offset().saturating_add(span.from), span.len);
    let mut words = [0; ROWS.div_ceil(64)];
    words.iter_mut().zip(chunks.iter_padded()).for_each(|(word, bits)| *word = bits);
    words.into_iter()
}

/// Puts the untold in the place of nulls.
fn keep_told(array: &dyn Array, span: Span, cells: &mut [u8]) {
    if let Some(nulls) = array.nulls().filter(|nulls| nulls.null_count() > 0) {
        truth::keep_told(bits(nulls.inner(), span), cells);
    }
}

impl Cells for BooleanArray {
    fn fill(&self, span: Span, cells: &mut [u8], _: &mut Found) {
        let told = self.nulls().map(|nulls| bits(nulls.inner(), span));
        truth::unpack(bits(self.values(), span), told, cells);
    }

    fn value(&self, row: usize) -> Option<Value> {
        (row < self.len() && self.is_valid(row)).then(|| Value::Boolean(ArrayAccessor::value(&self, row)))
    }
}

/// A column without values: its fact was not asked of anybody.
pub(super) struct Nothing(pub(super) u8);

impl Cells for Nothing {
    fn fill(&self, _: Span, cells: &mut [u8], _: &mut Found) {
        cells.fill(self.0);
    }

    fn value(&self, _: usize) -> Option<Value> {
        None
    }
}

/// Numbers or days: the cells are the intervals between thresholds.
pub(super) struct Intervals<'a, T: ArrowPrimitiveType> {
    pub(super) array: &'a PrimitiveArray<T>,
    pub(super) column: usize,
    /// The cell below all thresholds.
    pub(super) lowest: u8,
    /// From each of these on it is the next cell, in order.
    pub(super) thresholds: Vec<T::Native>,
    /// The least and the greatest value that can be used, and what is wrong with others: below or no number, above.
    pub(super) range: (T::Native, T::Native),
    pub(super) troubles: [Trouble; 2],
    pub(super) make: Box<dyn Fn(T::Native) -> Option<Value> + Sync>,
    /// Whether what lies out of the range may still be used, if it can be made a value: digits that are 0 take no room.
    pub(super) wide: bool,
}

impl<T: ArrowPrimitiveType> Intervals<'_, T> {
    fn is_good(&self, value: T::Native) -> bool {
        (value >= self.range.0 && value <= self.range.1) || (self.wide && (self.make)(value).is_some())
    }
}

impl<T: ArrowPrimitiveType> Cells for Intervals<'_, T> {
    fn fill(&self, span: Span, cells: &mut [u8], found: &mut Found) {
        let values = self.array.values().get(span.from..span.from.saturating_add(span.len)).unwrap_or(&[]);
        cells.fill(self.lowest);
        for threshold in &self.thresholds {
            for (cell, value) in cells.iter_mut().zip(values) {
                *cell = cell.wrapping_add(u8::from(*value >= *threshold));
            }
        }
        keep_told(self.array, span, cells);
        if values.iter().all(|value| self.is_good(*value)) {
            return;
        }
        for (at, (cell, value)) in cells.iter_mut().zip(values).enumerate() {
            if *cell != UNTOLD && !self.is_good(*value) {
                *cell = UNTOLD;
                let [other, above] = self.troubles;
                found.add(self.column, if *value > self.range.1 { above } else { other }, span.row(at));
            }
        }
    }

    fn value(&self, row: usize) -> Option<Value> {
        if row >= self.array.len() || self.array.is_null(row) {
            return None;
        }
        let value = self.array.values().get(row).copied().filter(|value| self.is_good(*value))?;
        (self.make)(value)
    }
}

/// The cells of texts: those named, and the cell of any other; without one another is trouble.
pub(super) struct Named {
    pub(super) cells: HashMap<String, u8>,
    pub(super) other: Option<u8>,
}

impl Named {
    fn cell(&self, text: &str) -> Option<u8> {
        self.cells.get(text).copied().or(self.other)
    }
}

/// A column of texts.
pub(super) struct Texts<'a, A> {
    pub(super) array: A,
    pub(super) named: &'a Named,
    pub(super) column: usize,
}

impl<'a, A: ArrayAccessor<Item = &'a str> + Sync> Cells for Texts<'a, A> {
    fn fill(&self, span: Span, cells: &mut [u8], found: &mut Found) {
        for (at, cell) in cells.iter_mut().enumerate() {
            let row = span.from.saturating_add(at);
            *cell = UNTOLD;
            if self.array.is_valid(row) {
                match self.named.cell(self.array.value(row)) {
                    Some(known) => *cell = known,
                    None => found.add(self.column, Trouble::Code, span.row(at)),
                }
            }
        }
    }

    fn value(&self, row: usize) -> Option<Value> {
        let text = (row < self.array.len() && self.array.is_valid(row)).then(|| self.array.value(row))?;
        self.named.cell(text).map(|_| Value::Text(text.into()))
    }
}

/// A column of texts that are in a dictionary.
pub(super) struct Keys<'a, K: ArrowDictionaryKeyType, V> {
    keys: &'a PrimitiveArray<K>,
    texts: V,
    /// The cell of each key; what has none is untold.
    cells: Vec<u8>,
    is_bad: Vec<bool>,
    /// Whether every key's cell is the one after its number.
    in_order: bool,
    column: usize,
    values: PhantomData<&'a str>,
}

impl<'a, K: ArrowDictionaryKeyType, V: ArrayAccessor<Item = &'a str>> Keys<'a, K, V> {
    pub(super) fn new(array: &'a DictionaryArray<K>, texts: V, named: &Named, column: usize) -> Self {
        let known: Vec<Option<u8>> = (0..texts.len())
            .map(|key| if texts.is_valid(key) { named.cell(texts.value(key)) } else { Some(UNTOLD) })
            .collect();
        let is_bad = known.iter().map(Option::is_none).collect();
        let mut cells: Vec<u8> = known.into_iter().map(|cell| cell.unwrap_or(UNTOLD)).collect();
        let in_order = cells.len() < 255 && cells.iter().zip(1_u8..).all(|(cell, number)| number == *cell);
        cells.resize(cells.len().max(256), UNTOLD);
        Self { keys: array.keys(), texts, cells, is_bad, in_order, column, values: PhantomData }
    }
}

impl<'a, K: ArrowDictionaryKeyType, V: ArrayAccessor<Item = &'a str> + Sync> Cells for Keys<'a, K, V> {
    fn fill(&self, span: Span, cells: &mut [u8], found: &mut Found) {
        let keys = self.keys.values().get(span.from..span.from.saturating_add(span.len)).unwrap_or(&[]);
        match <&[u8; 256]>::try_from(self.cells.as_slice()) {
            Ok(_) if self.in_order => cells.iter_mut().zip(keys).for_each(|(cell, key)| {
                *cell = ((key.as_usize() & 0xFF) as u8).wrapping_add(1);
            }),
            // A table that a byte cannot leave; keys behind nulls may be anything.
            Ok(table) => cells.iter_mut().zip(keys).for_each(|(cell, key)| {
                let key = (key.as_usize() & 0xFF) as u8;
                *cell = table.get(usize::from(key)).copied().unwrap_or(UNTOLD);
            }),
            Err(_) => cells.iter_mut().zip(keys).for_each(|(cell, key)| {
                *cell = self.cells.get(key.as_usize()).copied().unwrap_or(UNTOLD);
            }),
        }
        keep_told(self.keys, span, cells);
        if self.is_bad.contains(&true) {
            for (at, key) in keys.iter().enumerate() {
                let row = span.from.saturating_add(at);
                if self.keys.is_valid(row) && self.is_bad.get(key.as_usize()) == Some(&true) {
                    found.add(self.column, Trouble::Code, span.row(at));
                }
            }
        }
    }

    fn value(&self, row: usize) -> Option<Value> {
        let key = (row < self.keys.len() && self.keys.is_valid(row)).then(|| self.keys.value(row).as_usize())?;
        let is_told = key < self.texts.len() && self.texts.is_valid(key) && self.is_bad.get(key) == Some(&false);
        is_told.then(|| Value::Text(self.texts.value(key).into()))
    }
}
