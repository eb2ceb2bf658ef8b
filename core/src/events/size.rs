//! How much an event may hold, and of what.

use crate::tree::NESTING_LIMIT;
use crate::value::Plain;

/// Something of the host language among what an event tells.
pub(super) fn foreign(value: &Plain) -> Option<&Plain> {
    match value {
        Plain::Other(_) => Some(value),
        Plain::List(items) => items.iter().find_map(foreign),
        Plain::Map(entries) => entries.iter().find_map(|(_, value)| foreign(value)),
        _ => None,
    }
}

/// About how many bytes a value takes as JSON; `None` if it is nested too deep.
pub(super) fn size(value: &Plain, depth: usize) -> Option<usize> {
    if depth > NESTING_LIMIT {
        return None;
    }
    let deeper = depth.saturating_add(1);
    match value {
        Plain::Number(text) | Plain::Text(text) | Plain::Other(text) => Some(text.len().saturating_add(2)),
        Plain::Null | Plain::Boolean(_) | Plain::Date(_) => Some(4),
        Plain::List(items) => {
            items.iter().try_fold(2_usize, |sum, item| Some(sum.saturating_add(1).saturating_add(size(item, deeper)?)))
        }
        Plain::Map(entries) => entries.iter().try_fold(2_usize, |sum, (key, value)| {
            Some(sum.saturating_add(key.len()).saturating_add(4).saturating_add(size(value, deeper)?))
        }),
    }
}
