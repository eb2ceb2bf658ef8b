//! One person's enrolment in a programme, and its outcomes by a version's definitions or a return's.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::case::Case;
use super::conditions::Conditions;
use super::told::Told;
use super::{OutcomeOptions, OutcomeResult, judge};
use crate::case_file::{CaseFile, Standing};
use crate::catalogue::{Catalogue, OutcomeRule, Version};
use crate::document::{Grade, Programme};
use crate::events::{Event, EventProblem};
use crate::journey::Enrolment;
use crate::value::{Date, Plain};

/// A person's events, what is told beside them, and as at which day they are judged.
pub(crate) struct Person<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) file: &'a CaseFile,
    pub(crate) standing: &'a Standing,
    pub(crate) facts: &'a Plain,
    pub(crate) as_at: Date,
    pub(crate) options: OutcomeOptions,
}

/// The definitions by which outcomes are judged.
pub(crate) struct JudgedBy<'a> {
    pub(crate) document: &'a Programme,
    pub(crate) outcomes: &'a [OutcomeRule],
    pub(crate) order: &'a [usize],
    /// The grades that a funder gives to types of evidence, where they are not the vocabulary's.
    pub(crate) grades: Option<&'a BTreeMap<String, Grade>>,
}

impl<'a> JudgedBy<'a> {
    /// Those of a version of a programme.
    pub(crate) fn version(version: &'a Version) -> Self {
        let Version { document, outcomes, outcome_order, .. } = version;
        Self { document, outcomes, order: outcome_order, grades: None }
    }
}

/// An enrolment that was lived: what conditions about it come to, and its outcomes.
pub(crate) struct Lived<'a, 'l> {
    case: &'l Case<'a>,
    by: &'l JudgedBy<'a>,
}

impl<'a> Person<'a> {
    /// Looks at what some of the person's events tell of an enrolment.
    pub(crate) fn live<R>(&self, by: &JudgedBy<'_>, events: &[&Event], look: impl FnOnce(&Lived<'_, '_>) -> R) -> R {
        let enrolment = Enrolment::of(events, &by.document.journey, self.as_at);
        let of = (enrolment.started_on, self.options.facts_on);
        let told = Told::of(self.catalogue, events, self.facts, of, self.as_at);
        let case = Case {
            file: self.file,
            document: by.document,
            events,
            conditions: Conditions {
                catalogue: self.catalogue,
                events: self.standing.events(),
                facts: &told.facts,
                started: enrolment.started_on,
            },
            enrolment: &enrolment,
            as_at: self.as_at,
            known_at: self.options.known_at,
            birth: told.birth,
            aside: &told.aside,
            follow_ups: Case::follow_ups(events, self.standing),
            grades: by.grades,
            state: OnceCell::new(),
        };
        look(&Lived { case: &case, by })
    }
}

impl Lived<'_, '_> {
    /// The enrolment's stages and days.
    pub(crate) fn enrolment(&self) -> &Enrolment {
        self.case.enrolment
    }

    /// What is to be told of an event that is dated before the person was born.
    pub(crate) fn before_birth(&self, event: &Event) -> Option<EventProblem> {
        self.case.before_birth(event)
    }

    /// The outcomes that are wanted, by their places, and those they are made of, in the document's order.
    pub(crate) fn outcomes(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<OutcomeResult> {
        let definitions = &self.by.document.outcomes;
        let mut results: Vec<Option<OutcomeResult>> = definitions.iter().map(|_| None).collect();
        for place in self.by.order {
            if !is_wanted(*place) {
                continue;
            }
            if let (Some(outcome), Some(rule)) = (definitions.get(*place), self.by.outcomes.get(*place)) {
                let result = judge::judge(self.case, outcome, rule, &results);
                if let Some(slot) = results.get_mut(*place) {
                    *slot = Some(result);
                }
            }
        }
        results.into_iter().flatten().collect()
    }
}

#[cfg(feature = "returns")]
mod asked {
    use std::sync::Arc;

    use super::Lived;
    use crate::catalogue::OutcomeRule;
    use crate::condition::{Expression, Value};
    use crate::document::FactsOf;
    use crate::events::Event;
    use crate::outcomes::left_out::excludes;

    impl Lived<'_, '_> {
        /// How an outcome is judged, by its place.
        pub(crate) fn rule(&self, place: usize) -> Option<&OutcomeRule> {
            self.by.outcomes.get(place)
        }

        /// The facts as they were at the start.
        pub(crate) fn facts(&self) -> Arc<Vec<Value>> {
            self.case.conditions.facts.on(self.case.start())
        }

        /// Whether a condition about the enrolment and the facts at its start leaves it out.
        pub(crate) fn leaves_out(&self, condition: &Expression) -> Option<bool> {
            excludes(&self.case.conditions, condition, self.case.start(), &self.case.own())
        }

        /// Whether a condition about a record holds, by the facts at the start.
        pub(crate) fn counts(&self, condition: &Expression, event: &Event) -> Option<bool> {
            let when = self.case.conditions.when(FactsOf::AtStart, event.on?);
            self.case.conditions.truth(condition, when, &event.parts())
        }

        /// What an expression about a record comes to.
        pub(crate) fn comes_to(&self, of: &Expression, event: &Event) -> Value {
            let Some(on) = event.on else { return Value::UNDECIDED };
            let when = self.case.conditions.when(FactsOf::AtStart, on);
            self.case.conditions.value(of, when, &event.parts())
        }
    }
}
