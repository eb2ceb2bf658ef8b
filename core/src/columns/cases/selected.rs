//! The records that count for an outcome of an enrolment.

use super::days;
use crate::outcomes::{Cover, Days};

/// The records that count for an outcome, in the order of their days.
#[derive(Default)]
pub(super) struct Selected {
    /// What these are alike for; of another enrolment they are for none.
    pub(super) counted: Option<usize>,
    pub(super) days: Vec<Days>,
    /// What tells the amount of each, where amounts are asked for.
    pub(super) told: Vec<Told>,
    /// The amount of each in units, where it comes with the record.
    pub(super) units: Vec<i32>,
    /// Whether the days they cover are known.
    pub(super) is_covered: bool,
    sure: Cover,
    may: Cover,
    going_on: Cover,
}

/// What tells an amount.
#[derive(Clone, Copy)]
pub(super) enum Told {
    /// It came with the record.
    InUnits(i32),
    Row(u32),
}

impl Selected {
    /// Whether all amounts came with their records and count for certain.
    pub(super) fn are_in_units(&self) -> bool {
        self.units.len() == self.days.len()
            && !self.units.contains(&days::NONE)
            && self.days.iter().all(|days| days.is_sure)
    }

    /// The days that are covered for certain, those that may be, and room to work in.
    pub(super) fn covers(&mut self) -> ([&Cover; 2], &mut Cover) {
        let is_certain = self.days.iter().all(|days| days.is_sure && days.sure == Some(days.may));
        if !self.is_covered {
            self.is_covered = true;
            self.may.fill(self.days.iter().map(|days| days.may));
            if !is_certain {
                self.sure.fill(self.days.iter().filter(|days| days.is_sure).filter_map(|days| days.sure));
            }
        }
        let sure = if is_certain { &self.may } else { &self.sure };
        ([sure, &self.may], &mut self.going_on)
    }
}
