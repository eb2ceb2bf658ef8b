//! The groups that everybody is in, by columns of the table of people.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;

use crate::catalogue::{Catalogue, GroupsOf, ReturnRule};
use crate::columns::cases::chosen::Chosen;
use crate::columns::cases::codes::{Codes, NONE, Numbers, OTHER, can_be};
use crate::columns::cases::facts::Facts;
use crate::columns::cases::people::People;

/// Of everybody the group of each breakdown, people one after another.
pub(super) struct Groups {
    each: usize,
    of: Vec<u16>,
    nobody: Vec<u16>,
}

impl Groups {
    /// The groups of a person.
    #[inline]
    pub(super) fn of(&self, person: u32) -> &[u16] {
        let from = (person as usize).saturating_mul(self.each);
        self.of.get(from..from.saturating_add(self.each)).unwrap_or(&self.nobody)
    }

    /// Reads columns of facts; people of whom they tell what cannot be are added to the odd. `None` if some are not told by a
    /// plain column each.
    pub(super) fn read(
        catalogue: &Catalogue,
        rule: &ReturnRule,
        people: &People,
        tables: &[RecordBatch],
        facts: &Facts<'_>,
        odd: &mut Chosen,
    ) -> Option<Self> {
        let each = rule.breakdowns.len();
        let untold = |of: &GroupsOf| u16::try_from(of.groups.len()).unwrap_or(u16::MAX);
        let nobody: Vec<u16> = rule.breakdowns.iter().map(untold).collect();
        if rule.breakdowns.is_empty() {
            return Some(Self { each, of: Vec::new(), nobody });
        }
        let mut of: Vec<u16> = Vec::new();
        (0..people.len()).for_each(|_| of.extend_from_slice(&nobody));
        let mut own = Self { each, of, nobody };
        for (place, groups) in rule.breakdowns.iter().enumerate() {
            let is_derived = catalogue.lexicon().derivation(groups.fact).is_some();
            let numbers: Numbers = groups.groups.iter().cloned().zip(0_u16..).collect();
            for (number, batch) in tables.iter().enumerate() {
                let beside = ["on", "absent"].map(|part| format!("{}.{part}", groups.name));
                let is_beside = |name: &String| batch.column_by_name(name).is_some_and(|column| !is_null(column));
                let Some(column) = batch.column_by_name(&groups.name) else {
                    // What follows from other facts must be worked out.
                    if is_derived || beside.iter().any(is_beside) {
                        return None;
                    }
                    continue;
                };
                if is_derived || beside.iter().any(is_beside) {
                    return None;
                }
                let told = codes(column, groups, &numbers)?;
                let untold = own.nobody.get(place).copied().unwrap_or(NONE);
                for (row, person) in facts.rows_of_batch(number) {
                    let group = match told.get(row).copied() {
                        Some(OTHER) => {
                            odd.add(person);
                            continue;
                        }
                        Some(NONE) | None => untold,
                        Some(group) => group,
                    };
                    let at = (person as usize).saturating_mul(each).saturating_add(place);
                    if let Some(slot) = own.of.get_mut(at) {
                        *slot = group;
                    }
                }
            }
        }
        Some(own)
    }
}

fn is_null(column: &ArrayRef) -> bool {
    column.logical_null_count() == column.len()
}

/// The group in each row of a column. `None` if it is not of a plain type.
fn codes(column: &ArrayRef, groups: &GroupsOf, numbers: &Numbers) -> Option<Vec<u16>> {
    let mut told = Vec::with_capacity(column.len());
    if groups.is_boolean && *column.data_type() == DataType::Boolean {
        use arrow_array::cast::AsArray;
        told.extend(column.as_boolean().iter().map(|told| told.map_or(NONE, |told| u16::from(!told))));
        return Some(told);
    }
    if groups.is_boolean || !can_be(column.data_type()) {
        return (*column.data_type() == DataType::Null).then_some(told);
    }
    Codes::new(Some(column), numbers).of_rows(0..column.len(), &mut told);
    Some(told)
}
