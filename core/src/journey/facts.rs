//! Facts as they were told over time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::condition::Value;
use crate::events::{Event, TOLD};
use crate::facts::settle_all;
use crate::value::{Date, Plain};

/// The facts that events tell, by the day judged.
pub(super) struct Facts<'e> {
    catalogue: &'e Catalogue,
    told: Vec<(Date, &'e BTreeMap<String, Plain>)>,
    /// Those of days that have been asked for.
    known: RefCell<Vec<(Date, Arc<Vec<Value>>)>>,
}

impl<'e> Facts<'e> {
    /// The facts told, in the order of events.
    pub(super) fn of(catalogue: &'e Catalogue, events: &[&'e Event]) -> Self {
        let told = events.iter().filter(|event| event.kind.as_deref() == Some(TOLD));
        let told = told.filter_map(|event| Some((event.on?, &event.data))).collect();
        Self { catalogue, told, known: RefCell::default() }
    }

    /// The facts on a day: of each, what was told last.
    pub(super) fn on(&self, day: Date) -> Arc<Vec<Value>> {
        if let Some((_, known)) = self.known.borrow().iter().rev().find(|(known, _)| *known == day) {
            return Arc::clone(known);
        }
        let mut latest: BTreeMap<&str, &Plain> = BTreeMap::new();
        for (_, facts) in self.told.iter().filter(|(on, _)| *on <= day) {
            latest.extend(facts.iter().map(|(name, value)| (name.as_str(), value)));
        }
        let mut telling = self.catalogue.telling();
        latest.into_iter().for_each(|(name, value)| telling.tell(name, value.into()));
        // What cannot be used is listed by the case file, fact by fact.
        let values = match telling.finish() {
            Ok(mut told) => {
                settle_all(self.catalogue, &mut told, day);
                told.values.clone()
            }
            Err(_) => crate::facts::Told::nothing(self.catalogue).values.clone(),
        };
        let values = Arc::new(values);
        self.known.borrow_mut().push((day, Arc::clone(&values)));
        values
    }
}
