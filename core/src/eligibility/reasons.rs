//! The facts a criterion rests on, and those it lacks.

use indexmap::IndexSet;

use super::deciding::{Decided, asked_about};
use super::screening::Inner;
use crate::condition::{CriterionIndex, Evaluator, Expression, FactIndex, Test};
use crate::facts::was_refused;

/// The facts that a criterion mentions, in the order it does, with those of criteria it asks about and the sources
/// of derived ones.
pub(super) fn mentioned(inner: &Inner, criterion: CriterionIndex) -> IndexSet<FactIndex> {
    let mut found = IndexSet::new();
    for rule in reached(inner, vec![criterion], |_| true) {
        rule.walk(&mut |part| {
            if let Expression::Fact(fact) = part {
                with_sources(inner, *fact, &mut found);
            }
        });
    }
    found
}

/// A derived fact, then what it follows from.
fn with_sources(inner: &Inner, fact: FactIndex, found: &mut IndexSet<FactIndex>) {
    let mut waiting = vec![fact];
    while let Some(fact) = waiting.pop() {
        if found.insert(fact)
            && let Some(derived) = inner.catalogue.lexicon().derivation(fact)
        {
            waiting.extend(derived.sources.iter().rev());
        }
    }
}

/// The conditions of criteria and of those they ask about, each once, outermost first.
fn reached(inner: &Inner, start: Vec<CriterionIndex>, follow: impl Fn(CriterionIndex) -> bool) -> Vec<&Expression> {
    let rules = inner.catalogue.rules();
    let mut seen: IndexSet<CriterionIndex> = IndexSet::new();
    let mut waiting: Vec<CriterionIndex> = start.into_iter().rev().collect();
    let mut found = Vec::new();
    while let Some(index) = waiting.pop() {
        if !seen.insert(index) {
            continue;
        }
        if let Some(rule) = rules.criteria.get(index) {
            found.push(&rule.when);
            let asked = asked_about(rules, &rule.when, inner.as_at);
            waiting.extend(asked.into_iter().rev().filter(|index| follow(*index)));
        }
    }
    found
}

/// The facts not told that keep criteria undetermined, in the order they are first used.
///
/// It may name a fact that cannot matter after all, where one fact is used twice; it never leaves one out.
pub(super) fn missing(inner: &Inner, criteria: impl Iterator<Item = CriterionIndex>) -> IndexSet<FactIndex> {
    let decided = inner.decided();
    let open: Vec<CriterionIndex> = criteria.filter(|index| decided.truth(*index).is_none()).collect();
    let mut lacking = Lacking { inner, decided: &decided, facts: IndexSet::new() };
    for when in reached(inner, open, |index| decided.truth(index).is_none()) {
        lacking.of_condition(when);
    }
    lacking.facts
}

struct Lacking<'a> {
    inner: &'a Inner,
    decided: &'a Decided<'a>,
    facts: IndexSet<FactIndex>,
}

impl Lacking<'_> {
    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(&self.inner.facts.values, Some(self.inner.as_at), self.decided)
    }

    /// What an undetermined condition lacks: its decided parts lack nothing.
    fn of_condition(&mut self, condition: &Expression) {
        match condition {
            Expression::And(operands) | Expression::Or(operands) => {
                for operand in operands {
                    if self.evaluator().truth(operand).is_none() {
                        self.of_condition(operand);
                    }
                }
            }
            Expression::In(value, tests) => {
                self.of_value(value);
                for Test::Value(test) | Test::Compare(_, test) in tests {
                    self.of_value(test);
                }
            }
            // Inside these the names of members stand for values of their own: all facts they use count.
            Expression::Quantified { .. } | Expression::Filter(..) => self.all_of(condition),
            other => {
                for part in other.parts() {
                    self.of_value(part);
                }
                if let Expression::Fact(fact) = other {
                    self.add(*fact);
                }
            }
        }
    }

    /// What a value lacks, if it lacks anything.
    fn of_value(&mut self, value: &Expression) {
        if !self.evaluator().value(value).is_settled() {
            self.of_condition(value);
        }
    }

    fn all_of(&mut self, expression: &Expression) {
        expression.walk(&mut |part| {
            if let Expression::Fact(fact) = part {
                self.add(*fact);
            }
        });
    }

    /// A fact that is not told, by way of what it follows from; it is asked for itself only where it was given as
    /// absent, or where a source was asked for and not told.
    fn add(&mut self, fact: FactIndex) {
        let told = &self.inner.facts;
        let mut waiting = vec![fact];
        while let Some(fact) = waiting.pop() {
            // A household can be told without all that its members are asked.
            let household = fact == self.inner.catalogue.lexicon().facts.len();
            let settled = told.values.get(fact).is_some_and(crate::condition::Value::is_settled);
            if settled && !household || self.facts.contains(&fact) {
                continue;
            }
            let given = told.given.get(fact).copied().unwrap_or(false);
            match self.inner.catalogue.lexicon().derivation(fact) {
                None => {
                    self.facts.insert(fact);
                }
                Some(derived) => {
                    let refused = |source: &FactIndex| told.values.get(*source).is_some_and(was_refused);
                    if given || derived.sources.iter().any(refused) {
                        self.facts.insert(fact);
                    }
                    waiting.extend(derived.sources.iter().rev());
                }
            }
        }
    }
}
