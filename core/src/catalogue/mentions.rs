//! What conditions rest on: facts, records, other programmes' criteria.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::lexicon::Lexicon;
use super::rules::{Rules, asked_about};
use crate::condition::{CriterionIndex, Expression, FactIndex, ProgrammeIndex};
use crate::document::Protected;
use crate::value::Date;

/// What some conditions mention, in the order they do, with what the criteria they ask about mention, and what derived
/// facts follow from.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    pub(crate) facts: IndexSet<FactIndex>,
    /// Whether the other members of the household are asked about.
    pub(crate) household: bool,
    pub(crate) records: IndexSet<String>,
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

    /// A fact and what it follows from.
    pub(crate) fn of_fact(fact: FactIndex, lexicon: &Lexicon) -> Self {
        let mut mentions = Self::default();
        mentions.fact(fact, lexicon);
        mentions
    }

    /// The protected characteristics that the facts are.
    pub(crate) fn protected(&self, lexicon: &Lexicon) -> BTreeSet<Protected> {
        let facts = self.facts.iter().filter_map(|fact| lexicon.facts.get_index(*fact));
        facts.filter_map(|(_, fact)| fact.protected).collect()
    }

    fn see(&mut self, condition: &Expression, lexicon: &Lexicon) {
        condition.walk(&mut |part| match part {
            Expression::Fact(fact) => self.fact(*fact, lexicon),
            // A member's fact, by its name.
            Expression::Path(of, name) if !is_of_records(of) => {
                if let Some(fact) = lexicon.facts.get_index_of(name) {
                    self.fact(fact, lexicon);
                }
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

    fn fact(&mut self, fact: FactIndex, lexicon: &Lexicon) {
        let mut waiting = vec![fact];
        while let Some(fact) = waiting.pop() {
            // The household stands behind the facts.
            if fact >= lexicon.facts.len() {
                self.household = true;
            } else if self.facts.insert(fact)
                && let Some(derived) = lexicon.derivation(fact)
            {
                waiting.extend(derived.sources.iter().rev());
                derived.expression.walk(&mut |part| {
                    if let Expression::Path(_, name) = part {
                        waiting.extend(lexicon.facts.get_index_of(name));
                    }
                });
            }
        }
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
    let mut asked = Vec::new();
    for (programme, id) in asked_about(condition) {
        for version in rules.versions(programme) {
            let has_id = |index: &&CriterionIndex| {
                id.as_ref().is_none_or(|id| rules.criteria.get(**index).is_some_and(|rule| rule.id == *id))
            };
            asked.extend(version.criteria.iter().filter(has_id));
        }
    }
    asked
}
