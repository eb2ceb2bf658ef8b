//! The groups that everybody is in, by columns of the table of people.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;

use crate::catalogue::{Catalogue, GroupsOf, ReturnRule};
use crate::columns::cases::codes::{Codes, NONE, Numbers, OTHER, can_be};
use crate::columns::cases::facts::Facts;
use crate::columns::cases::people::People;

/// Of everybody the group of each breakdown.
pub(super) struct Groups(Vec<OfEverybody>);

/// The groups of one breakdown.
struct OfEverybody {
    of: Vec<u16>,
    /// The group of those not told of.
    untold: u16,
}

impl Groups {
    /// Puts the groups of people behind those of others, breakdown by breakdown.
    pub(super) fn add_to(&self, people: &[u32], columns: &mut [Vec<u16>]) {
        for (own, column) in self.0.iter().zip(columns) {
            column.extend(people.iter().map(|person| own.of.get(*person as usize).copied().unwrap_or(own.untold)));
        }
    }

    /// Reads columns of facts; beside it people of whom they tell what cannot be. `None` if some are not told by a plain
    /// column each.
    pub(super) fn read(
        catalogue: &Catalogue,
        rule: &ReturnRule,
        people: &People,
        tables: &[RecordBatch],
        facts: &Facts<'_>,
    ) -> Option<(Self, Vec<u32>)> {
        let (mut own, mut strange) = (Self(Vec::new()), Vec::new());
        for groups in &rule.breakdowns {
            let (of, more) = of_everybody(catalogue, groups, people, tables, facts)?;
            strange.extend(more);
            own.0.push(of);
        }
        Some((own, strange))
    }
}

/// The group of everybody, and of whom what is told is in no group.
fn of_everybody(
    catalogue: &Catalogue,
    groups: &GroupsOf,
    people: &People,
    tables: &[RecordBatch],
    facts: &Facts<'_>,
) -> Option<(OfEverybody, Vec<u32>)> {
    let untold = u16::try_from(groups.groups.len()).unwrap_or(u16::MAX);
    let (mut of, mut strange) = (vec![untold; people.len()], Vec::new());
    let is_derived = catalogue.lexicon().derivation(groups.fact).is_some();
    let numbers: Numbers = groups.groups.iter().cloned().zip(0_u16..).collect();
    for (number, batch) in tables.iter().enumerate() {
        let beside = ["on", "absent"].map(|part| format!("{}.{part}", groups.name));
        let is_beside = |name: &String| batch.column_by_name(name).is_some_and(|column| !is_null(column));
        // What follows from other facts must be worked out.
        if is_derived || beside.iter().any(is_beside) {
            return None;
        }
        let Some(column) = batch.column_by_name(&groups.name) else { continue };
        let told = codes(column, groups, &numbers)?;
        for (row, person) in facts.rows_of_batch(number) {
            let Some(slot) = of.get_mut(person as usize) else { continue };
            match told.get(row).copied() {
                Some(OTHER) => strange.push(person),
                Some(NONE) | None => *slot = untold,
                Some(group) => *slot = group,
            }
        }
    }
    Some((OfEverybody { of, untold }, strange))
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
