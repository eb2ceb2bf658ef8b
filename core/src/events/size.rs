//! How much an event may hold, and of what.

use crate::tree::NESTING_LIMIT;
use crate::value::PlainRef;

/// Something of the host language among what an event tells.
pub(super) fn foreign(value: PlainRef<'_>) -> Option<PlainRef<'_>> {
    match value {
        PlainRef::Other(_) => Some(value),
        PlainRef::List(items) => items.iter().find_map(|item| foreign(item.into())),
        PlainRef::Map(entries) => entries.iter().find_map(|(_, value)| foreign(value.into())),
        _ => None,
    }
}

/// About how many bytes the entries of a mapping take as JSON; `None` if they are nested too deep.
pub(super) fn size<'p>(entries: impl Iterator<Item = (&'p str, PlainRef<'p>)>) -> Option<usize> {
    size_of_entries(entries, 0)
}

fn size_of(value: PlainRef<'_>, depth: usize) -> Option<usize> {
    if depth > NESTING_LIMIT {
        return None;
    }
    let deeper = depth.saturating_add(1);
    match value {
        PlainRef::Number(text) | PlainRef::Text(text) | PlainRef::Other(text) => Some(text.len().saturating_add(2)),
        PlainRef::List(items) => items
            .iter()
            .try_fold(2_usize, |sum, item| Some(sum.saturating_add(1).saturating_add(size_of(item.into(), deeper)?))),
        PlainRef::Map(entries) => {
            size_of_entries(entries.iter().map(|(key, value)| (key.as_str(), value.into())), depth)
        }
        _ => Some(4),
    }
}

fn size_of_entries<'p>(mut entries: impl Iterator<Item = (&'p str, PlainRef<'p>)>, depth: usize) -> Option<usize> {
    let deeper = depth.saturating_add(1);
    entries.try_fold(2_usize, |sum, (key, value)| {
        Some(sum.saturating_add(key.len()).saturating_add(4).saturating_add(size_of(value, deeper)?))
    })
}
