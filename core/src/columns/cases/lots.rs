//! Rows that are looked at together: by kind, and what they tell of whom and when.

use std::ops::Range;

use super::codes::Codes;
use super::group::Found;
use super::rules::{IDLE, RECORDS};

/// Some rows of a lot, by how far each is from its first.
#[derive(Clone, Copy)]
pub(super) struct Lot<'a> {
    pub(super) from: usize,
    pub(super) rows: &'a [u16],
}

impl<'a> Lot<'a> {
    pub(super) fn iter(self) -> impl Iterator<Item = usize> + Clone + 'a {
        self.rows.iter().map(move |at| self.from.saturating_add((*at).into()))
    }
}

/// Room to look at rows.
#[derive(Default)]
pub(super) struct Room {
    asked_for: AskedFor,
    /// The rows of each kind that is asked for.
    pub(super) by_kind: Vec<Vec<u16>>,
    /// Rows of kinds that columns alone cannot judge, or that there are not, with their kinds.
    pub(super) others: Vec<(u16, u16)>,
    pub(super) values: Values,
}

impl Room {
    /// Parts the rows of a lot by their kinds.
    pub(super) fn part(&mut self, kinds: &Codes<'_>, rows: Range<usize>, records: usize) {
        self.asked_for.begin(rows.len());
        kinds.of_rows(rows, &mut self.asked_for);
        self.by_kind.resize_with(records.saturating_add(usize::from(RECORDS)), Vec::new);
        self.by_kind.iter_mut().for_each(Vec::clear);
        self.others.clear();
        for (row, kind) in self.asked_for.found() {
            match self.by_kind.get_mut(usize::from(*kind)) {
                Some(own) => own.push(*row),
                None => self.others.push((*row, *kind)),
            }
        }
    }
}

/// The rows of kinds that are asked for, each with its kind.
#[derive(Default)]
struct AskedFor {
    next: u16,
    count: usize,
    rows: Vec<(u16, u16)>,
}

impl AskedFor {
    fn begin(&mut self, rows: usize) {
        (self.next, self.count) = (0, 0);
        self.rows.resize(rows, (0, 0));
    }

    fn found(&self) -> impl Iterator<Item = &(u16, u16)> {
        self.rows.iter().take(self.count)
    }
}

impl Extend<u16> for AskedFor {
    /// Written without branches: which rows are asked for cannot be foreseen.
    fn extend<I: IntoIterator<Item = u16>>(&mut self, kinds: I) {
        let (mut row, mut count) = (self.next, self.count);
        kinds.into_iter().for_each(|kind| {
            if let Some(slot) = self.rows.get_mut(count) {
                *slot = (row, kind);
            }
            row = row.wrapping_add(1);
            count = count.wrapping_add(usize::from(kind != IDLE));
        });
        (self.next, self.count) = (row, count);
    }
}

/// What rows of a kind tell of whom and when.
#[derive(Default)]
pub(super) struct Values {
    pub(super) people: Vec<u32>,
    pub(super) programmes: Vec<u16>,
    pub(super) first: Vec<i32>,
    pub(super) end: Vec<i32>,
    pub(super) recorded: Vec<i32>,
    /// Whether it matters when they were recorded.
    pub(super) asks_recorded: bool,
    /// What shows them, where some is not declared.
    pub(super) evidence: Vec<u16>,
    pub(super) found: Vec<Found>,
}
