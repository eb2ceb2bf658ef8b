//! What conditions rest on: facts, parameters, records, other programmes' criteria.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexSet;

use super::lexicon::Lexicon;
use super::rules::{Rules, asked_about};
use crate::condition::{CriterionIndex, Expression, FactIndex, ProgrammeIndex, Schedule};
use crate::document::Protected;
use crate::sort;
use crate::value::Date;

/// What some conditions mention, in the order they do, with what the criteria they ask about mention, and what derived
/// facts follow from.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) facts: IndexSet<FactIndex>,
    /// Whether the other members of the household are asked about.
    pub(crate) household: bool,
    pub(crate) records: IndexSet<String>,
    parameters: Vec<Arc<Schedule>>,
    /// The criteria of programmes that are asked about.
    pub(crate) criteria: IndexSet<CriterionIndex>,
    /// The programmes that a person is asked to be enrolled in.
    pub(crate) enrolments: IndexSet<ProgrammeIndex>,
}

impl Mentions {
    /// What conditions mention. With a day, the criteria they ask about are those of that day; else of any version.
    pub(crate) fn of<'a>(
        conditions: impl IntoIterator<Item = &'a Expression>,
        rules: &'a Rules,
        lexicon: &'a Lexicon,
        as_at: Option<Date>,
    ) -> Self {
        let mut mentions = Self::default();
        let mut waiting: Vec<&Expression> = conditions.into_iter().collect();
        waiting.reverse();
        while let Some(condition) = waiting.pop() {
            mentions.see(condition, lexicon);
            let mut asked = asked_about_on(condition, rules, as_at);
            asked.retain(|index| mentions.criteria.insert(*index));
            waiting.extend(asked.iter().rev().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when));
        }
        mentions
    }

    /// What a condition mentions itself, not by way of the criteria it asks about.
    pub(crate) fn of_its_own(condition: &Expression, lexicon: &Lexicon) -> Self {
        let mut mentions = Self::default();
        mentions.see(condition, lexicon);
        mentions
    }

    /// A fact and what it follows from.
    pub(crate) fn of_fact(fact: FactIndex, lexicon: &Lexicon) -> Self {
        let mut mentions = Self::default();
        if let Some(from) = mentions.fact(fact, lexicon) {
            mentions.see(from, lexicon);
        }
        mentions
    }

    /// The protected characteristics that the facts are.
    pub(crate) fn protected(&self, lexicon: &Lexicon) -> BTreeSet<Protected> {
        let facts = self.facts.iter().filter_map(|fact| lexicon.facts.get_index(*fact));
        sort::gather(facts.filter_map(|(_, fact)| fact.protected))
    }

    fn see<'a>(&mut self, condition: &'a Expression, lexicon: &'a Lexicon) {
        let mut waiting = vec![condition];
        while let Some(expression) = waiting.pop() {
            expression.walk(&mut |part| match part {
                Expression::Fact(fact) => waiting.extend(self.fact(*fact, lexicon)),
                // A member's fact, by its name.
                Expression::Path(of, name) if !is_of_records(of) => {
                    let fact = lexicon.facts.get_index_of(name);
                    waiting.extend(fact.and_then(|fact| self.fact(fact, lexicon)));
                }
                Expression::Parameter { parameter, .. } if !self.uses(parameter) => {
                    self.parameters.push(Arc::clone(parameter));
                }
                Expression::Records(kind) => {
                    self.records.insert(kind.clone());
                }
                Expression::Enrolled(programme) => {
                    self.enrolments.insert(*programme);
                }
                _ => {}
            });
        }
    }

    /// Adds a fact; if it is new, what it follows from is still to be seen.
    fn fact<'a>(&mut self, fact: FactIndex, lexicon: &'a Lexicon) -> Option<&'a Expression> {
        // The household stands behind the facts.
        if fact >= lexicon.facts.len() {
            self.household = true;
            return None;
        }
        let derived = lexicon.derivation(fact).filter(|_| !self.facts.contains(&fact));
        self.facts.insert(fact);
        derived.map(|derived| &derived.expression)
    }

    /// Whether a parameter is among those mentioned.
    pub(crate) fn uses(&self, parameter: &Arc<Schedule>) -> bool {
        self.parameters.iter().any(|used| Arc::ptr_eq(used, parameter))
    }
}

/// Whether an expression's parts are attributes of records, which may be named as facts are.
fn is_of_records(expression: &Expression) -> bool {
    match expression {
        Expression::Records(_) => true,
        Expression::Filter(of, _) | Expression::Index(of, _) | Expression::Path(of, _) => is_of_records(of),
        _ => false,
    }
}

/// The criteria that a condition asks about: those published on a day, or those of every version.
fn asked_about_on(condition: &Expression, rules: &Rules, as_at: Option<Date>) -> Vec<CriterionIndex> {
    if let Some(as_at) = as_at {
        return crate::eligibility::asked_about(rules, condition, as_at);
    }
    let asked = asked_about(condition).into_iter();
    asked.flat_map(|(programme, id)| rules.in_any_version(programme, id.as_deref())).collect()
}
