//! The records of a group by kind and person, which are put in order when somebody asks for them.

use super::group::{ByPerson, Group, Record, Rows};
use super::rules::ENDED;

/// Records by kind, the end of an enrolment first.
#[derive(Default)]
pub(super) struct Records(Vec<OfKind>);

/// Those of a kind, by person.
#[derive(Default)]
struct OfKind {
    is_filled: bool,
    records: ByPerson<Record>,
}

impl Records {
    /// Becomes those of another group, which has so many kinds.
    pub(super) fn begin(&mut self, kinds: usize) {
        self.0.resize_with(kinds, OfKind::default);
        self.0.iter_mut().for_each(|own| own.is_filled = false);
    }

    /// Those of a person of a kind, in the order of their days.
    pub(super) fn of(&mut self, parts: &[Group], person: u32, kind: u16) -> &[Record] {
        let place = usize::from(kind.saturating_sub(ENDED));
        let Some(own) = self.0.get_mut(place) else { return &[] };
        if !std::mem::replace(&mut own.is_filled, true) {
            own.records.fill(parts.iter().filter_map(|part| part.records.get(place)).flat_map(Rows::iter));
        }
        // The day, then the row, as one number.
        own.records.sort_by_key(person, |record| i64::from(record.first).wrapping_shl(32) | i64::from(record.row));
        own.records.of(person)
    }

    /// Whether a person has none.
    pub(super) fn are_none(&mut self, parts: &[Group], person: u32) -> bool {
        let kinds = self.0.len();
        (ENDED..).take(kinds).all(|kind| self.of(parts, person, kind).is_empty())
    }
}
