//! Where people live: a column of texts as numbers.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use indexmap::IndexSet;

/// The number of those whose area is not told.
pub(super) const UNTOLD: u32 = 0;

/// The areas met so far, each with a number from 1 on.
#[derive(Default)]
pub(super) struct Areas {
    names: IndexSet<String>,
}

/// Whether a column can say where people live.
pub(super) fn can_be(column: &DataType) -> bool {
    match column {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
        DataType::Dictionary(_, values) => {
            matches!(**values, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
        }
        _ => false,
    }
}

impl Areas {
    /// The number of each row's area.
    pub(super) fn numbers(&mut self, column: &ArrayRef) -> Vec<u32> {
        match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().iter().map(|name| self.number(name)).collect(),
            DataType::LargeUtf8 => column.as_string::<i64>().iter().map(|name| self.number(name)).collect(),
            DataType::Utf8View => column.as_string_view().iter().map(|name| self.number(name)).collect(),
            // Without values every key is null.
            DataType::Dictionary(..) if column.as_any_dictionary().values().is_empty() => vec![UNTOLD; column.len()],
            DataType::Dictionary(..) => {
                let keys = column.as_any_dictionary();
                let numbers = self.numbers(keys.values());
                let of = |(row, key): (usize, usize)| {
                    numbers.get(key).copied().filter(|_| column.is_valid(row)).unwrap_or(UNTOLD)
                };
                keys.normalized_keys().into_iter().enumerate().map(of).collect()
            }
            _ => vec![UNTOLD; column.len()],
        }
    }

    fn number(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name else { return UNTOLD };
        let at = self.names.get_index_of(name).unwrap_or_else(|| self.names.insert_full(name.to_owned()).0);
        u32::try_from(at).map_or(UNTOLD, |at| at.saturating_add(1))
    }

    /// The areas with their numbers, by name, those not told last.
    pub(super) fn by_name(&self) -> Vec<(Option<&str>, usize)> {
        let mut all: Vec<(Option<&str>, usize)> =
            self.names.iter().enumerate().map(|(at, name)| (Some(name.as_str()), at.saturating_add(1))).collect();
        all.sort_unstable();
        all.push((None, 0));
        all
    }
}
