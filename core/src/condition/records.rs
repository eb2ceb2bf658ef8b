//! What a person's events tell by one day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::expression::ProgrammeIndex;
use super::value::Value;
use crate::sort;

/// The records and enrolments of one person by a day. They are complete: what is not here did not happen.
#[derive(Debug, Default)]
pub(crate) struct Records {
    lists: BTreeMap<String, Value>,
    enrolled: BTreeSet<ProgrammeIndex>,
}

/// One record's named values; a name that is absent is not told.
pub(crate) type Record = Arc<BTreeMap<String, Value>>;

impl Records {
    pub(crate) fn new(records: BTreeMap<String, Vec<Record>>, enrolled: BTreeSet<ProgrammeIndex>) -> Self {
        let list = |records: Vec<Record>| Value::List(records.into_iter().map(Value::Record).collect());
        Self { lists: sort::gather(records.into_iter().map(|(kind, records)| (kind, list(records)))), enrolled }
    }

    /// The list of the records of a kind.
    pub(super) fn of(&self, kind: &str) -> Value {
        self.lists.get(kind).cloned().unwrap_or_else(|| Value::List(Arc::default()))
    }

    /// The records of each kind that there are.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (&str, &[Value])> {
        self.lists.iter().filter_map(|(kind, records)| match records {
            Value::List(records) => Some((kind.as_str(), &**records)),
            _ => None,
        })
    }

    pub(super) fn is_enrolled(&self, programme: ProgrammeIndex) -> bool {
        self.enrolled.contains(&programme)
    }
}
