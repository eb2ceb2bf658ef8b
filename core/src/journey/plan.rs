//! A person's own plan: the programme's actions, and what was added, put in another order, or given another day.

use std::collections::BTreeSet;
use std::mem;

use crate::case_file::{ActionStep, Detail};
use crate::catalogue::Version;
use crate::document::{Action, DEFAULT_LANGUAGE, Text};
use crate::events::Event;
use crate::sort;
use crate::value::{Date, Duration};

/// An action of a person's own plan.
pub(super) struct Planned<'p> {
    pub(super) id: &'p str,
    /// As the programme's plan has it.
    words: Option<&'p Text>,
    /// As it was told.
    own_words: Option<&'p str>,
    pub(super) owner: Option<&'p str>,
    /// The actions that come before it.
    pub(super) after: Vec<&'p str>,
    /// What came before it until a day on which that was changed.
    replaced: Vec<(Date, Vec<&'p str>)>,
    pub(super) due: Option<Duration>,
    /// The day on which it was added, if the programme's plan does not have it.
    pub(super) added: Option<(Date, &'p str)>,
    /// Its place in the programme's plan.
    pub(super) template: Option<usize>,
}

impl<'p> Planned<'p> {
    /// What is to be done, in words.
    pub(super) fn text(&self) -> Option<String> {
        let own = self.own_words.map(str::to_owned);
        own.or_else(|| Some(self.words?.in_language(DEFAULT_LANGUAGE).text))
    }

    /// The actions that came before it on a day, as that was told by then.
    pub(super) fn after_on(&self, day: Date) -> &[&'p str] {
        self.replaced.iter().find(|(until, _)| *until > day).map_or(&self.after, |(_, after)| after)
    }
}

/// A person's own plan.
pub(super) struct Plan<'p> {
    pub(super) actions: Vec<Planned<'p>>,
}

impl<'p> Plan<'p> {
    /// The plan of a programme's version as a person's events change it.
    pub(super) fn of(version: &'p Version, events: impl Iterator<Item = &'p Event>) -> Self {
        let template: &[Action] = version.document.plan.as_ref().map_or(&[], |plan| &plan.actions);
        let planned = template.iter().enumerate().map(|(place, action)| Planned {
            id: action.id.as_str(),
            words: Some(&action.text),
            own_words: None,
            owner: action.owner.as_ref().map(|owner| owner.as_str()),
            after: action.after.iter().map(|after| after.as_str()).collect(),
            replaced: Vec::new(),
            due: action.due,
            added: None,
            template: Some(place),
        });
        let mut plan = Self { actions: planned.collect() };
        events.filter(|event| event.is_of_action()).for_each(|event| plan.read(event));
        plan
    }

    fn read(&mut self, event: &'p Event) {
        let Some(Detail::Action { step, action, text, after, due, owner, .. }) = event.detail() else { return };
        let Some(on) = event.on else { return };
        let known = self.actions.iter_mut().find(|known| known.id == action);
        let planned = match known {
            Some(known) => known,
            None => {
                // What was begun, done or dropped was in the plan, whatever is missing.
                self.actions.push(Planned {
                    id: action,
                    words: None,
                    own_words: None,
                    owner: None,
                    after: Vec::new(),
                    replaced: Vec::new(),
                    due: None,
                    added: Some((on, event.id.as_str())),
                    template: None,
                });
                let Some(last) = self.actions.last_mut() else { return };
                last
            }
        };
        if planned.template.is_none() || step == ActionStep::Added {
            planned.own_words = text.or(planned.own_words);
        }
        if step != ActionStep::Added {
            return;
        }
        // Added again, it stands where and as it was added last.
        if let Some(after) = after {
            planned.replaced.push((on, mem::replace(&mut planned.after, after)));
        }
        planned.owner = owner.or(planned.owner);
        planned.due = due.or(planned.due);
    }

    /// Actions that wait for each other in a circle, or for one that there is not: they are never ready.
    pub(super) fn never_ready(&self) -> BTreeSet<&'p str> {
        // How many each waits for, and who waits for whom: each wait is looked at once, however long a chain of them is.
        let mut waits: Vec<usize> = self.actions.iter().map(|action| action.after.len()).collect();
        let places = self.actions.iter().enumerate();
        let mut behind: Vec<(&str, usize)> =
            places.flat_map(|(place, action)| action.after.iter().map(move |after| (*after, place))).collect();
        sort::by(&mut behind, Ord::cmp);
        let mut ready: BTreeSet<&str> = BTreeSet::new();
        let mut next: Vec<&str> =
            self.actions.iter().filter(|action| action.after.is_empty()).map(|action| action.id).collect();
        while let Some(id) = next.pop() {
            ready.insert(id);
            let first = behind.partition_point(|(after, _)| *after < id);
            for (_, place) in behind.iter().skip(first).take_while(|(after, _)| *after == id) {
                let Some((action, left)) = self.actions.get(*place).zip(waits.get_mut(*place)) else { continue };
                *left = left.saturating_sub(1);
                if *left == 0 {
                    next.push(action.id);
                }
            }
        }
        sort::gather(self.actions.iter().map(|action| action.id).filter(|id| !ready.contains(id)))
    }
}
