//! The facts a decision rests on: those it mentions, and a smallest set of them that gives the same.

use super::deciding::{Decided, Truths, asked_about};
use super::screening::Inner;
use crate::analysis::{Input, OrderedSet};
use crate::condition::{CriterionIndex, Evaluator, Expression, FactIndex, NoVerdicts, Records, Unknown, Value, every};
use crate::facts::settle;

/// The facts that criteria mention, in the order they do, with those of criteria they ask about and the sources of
/// derived ones.
pub(super) fn mentioned(inner: &Inner, conditions: &[&Expression]) -> OrderedSet<Input> {
    let mut found = OrderedSet::default();
    let own = conditions.iter().copied();
    let asked = reached(inner, own.clone().flat_map(|when| asked_about(inner.catalogue.rules(), when, inner.as_at)));
    let asked = asked.iter().filter_map(|index| inner.catalogue.rules().criteria.get(*index)).map(|rule| &rule.when);
    for condition in own.chain(asked) {
        condition.walk(&mut |part| match part {
            Expression::Fact(fact) => with_sources(inner, *fact, &mut found),
            Expression::Records(_) | Expression::Enrolled(_) => {
                found.insert(Input::Events);
            }
            _ => {}
        });
    }
    found
}

/// A derived fact, then what it follows from.
fn with_sources(inner: &Inner, fact: FactIndex, found: &mut OrderedSet<Input>) {
    let mut waiting = vec![fact];
    while let Some(fact) = waiting.pop() {
        if found.insert(Input::Fact(fact))
            && let Some(derived) = inner.catalogue.lexicon().derivation(fact)
        {
            waiting.extend(derived.sources.iter().rev());
        }
    }
}

/// Criteria and those they ask about, each once, outermost first.
pub(super) fn reached(inner: &Inner, criteria: impl IntoIterator<Item = CriterionIndex>) -> OrderedSet<CriterionIndex> {
    let rules = inner.catalogue.rules();
    let mut seen: OrderedSet<CriterionIndex> = OrderedSet::default();
    let mut waiting: Vec<CriterionIndex> = criteria.into_iter().collect();
    waiting.reverse();
    while let Some(index) = waiting.pop() {
        if seen.insert(index)
            && let Some(rule) = rules.criteria.get(index)
        {
            waiting.extend(asked_about(rules, &rule.when, inner.as_at).into_iter().rev());
        }
    }
    seen
}

/// A minimal set of known facts that, all else unknown, decides criteria as they are decided: leaving out any one of
/// them would leave the decision open. The first mentioned are kept.
pub(super) fn deciding(inner: &Inner, criteria: &[CriterionIndex], truth: bool) -> OrderedSet<Input> {
    let decided = inner.decided();
    let rules = inner.catalogue.rules();
    // What decides one criterion against a person decides the programme against them.
    let failing = || criteria.iter().find(|index| decided.truth(**index) == Some(false));
    let first = if truth { None } else { failing() };
    let conditions = match first {
        Some(index) => rules.criteria.get(*index).into_iter().map(|rule| &rule.when).collect::<Vec<_>>(),
        None => criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when).collect(),
    };
    let mut kept: OrderedSet<Input> =
        mentioned(inner, &conditions).into_iter().filter(|input| is_told(inner, *input)).collect();
    let mut masked = Masked::new(inner, criteria);
    let everything: Vec<Input> = (0..inner.facts.values.len()).map(Input::Fact).chain([Input::Events]).collect();
    everything.into_iter().filter(|input| !kept.contains(input)).for_each(|input| masked.hide(input));
    for input in kept.clone().into_iter().rev() {
        masked.hide(input);
        if masked.truth() == Some(truth) {
            kept.shift_remove(&input);
        } else {
            masked.show(input);
        }
    }
    kept
}

/// Whether something was told: a fact by itself, not by what it follows from.
pub(super) fn is_told(inner: &Inner, input: Input) -> bool {
    match input {
        Input::Fact(fact) => {
            let told = &inner.facts;
            let own = told.own.iter().find(|(own, _)| *own == fact).map(|(_, value)| value);
            told.given.get(fact) == Some(&true) && own.or(told.values.get(fact)).is_some_and(Value::is_known)
        }
        Input::Day => true,
        Input::Events => inner.events.is_some(),
    }
}

/// Decides criteria with some facts hidden.
pub(super) struct Masked<'a> {
    inner: &'a Inner,
    /// What is decided, and what it asks about, each after those it asks about.
    criteria: Vec<CriterionIndex>,
    wanted: Vec<CriterionIndex>,
    values: Vec<Value>,
    hidden: OrderedSet<Input>,
    truths: Truths,
}

impl<'a> Masked<'a> {
    pub(super) fn new(inner: &'a Inner, criteria: &[CriterionIndex]) -> Self {
        let reached = reached(inner, criteria.iter().copied());
        let rules = inner.catalogue.rules();
        Self {
            inner,
            criteria: rules.order.iter().copied().filter(|index| reached.contains(index)).collect(),
            wanted: criteria.to_vec(),
            values: inner.facts.values.clone(),
            hidden: OrderedSet::default(),
            truths: vec![None; rules.criteria.len()],
        }
    }

    pub(super) fn hide(&mut self, input: Input) {
        self.hidden.insert(input);
        if let Input::Fact(fact) = input
            && let Some(slot) = self.values.get_mut(fact)
        {
            *slot = Value::Unknown(Unknown::NotAsked);
        }
    }

    /// Puts a value in the place of what is told.
    pub(super) fn put(&mut self, input: Input, value: &Value) {
        self.hidden.insert(input);
        if let Input::Fact(fact) = input
            && let Some(slot) = self.values.get_mut(fact)
        {
            slot.clone_from(value);
        }
    }

    /// Shows what is told.
    pub(super) fn show(&mut self, input: Input) {
        self.hidden.swap_remove(&input);
        if let Input::Fact(fact) = input
            && let Some((slot, told)) = self.values.get_mut(fact).zip(self.inner.facts.values.get(fact))
        {
            slot.clone_from(told);
        }
    }

    /// Kleene's `and` over the criteria.
    pub(super) fn truth(&mut self) -> Option<bool> {
        self.decide();
        every(self.wanted.iter().map(|index| self.truths.get(*index).copied().flatten().flatten()))
    }

    /// The truth of a condition that asks about no other criteria.
    pub(super) fn truth_of(&mut self, condition: &Expression) -> Option<bool> {
        self.decide();
        let as_at = self.inner.as_at;
        let decided =
            Decided { rules: self.inner.catalogue.rules(), truths: &self.truths, records: self.records(), as_at };
        Evaluator::new(&self.values, Some(as_at), &decided).truth(condition)
    }

    fn records(&self) -> Option<&'a Records> {
        self.inner.records.as_deref().filter(|_| !self.hidden.contains(&Input::Events))
    }

    fn decide(&mut self) {
        self.derive();
        let rules = self.inner.catalogue.rules();
        let as_at = self.inner.as_at;
        let records = self.records();
        for index in &self.criteria {
            let Some(rule) = rules.criteria.get(*index) else { continue };
            let decided = Decided { rules, truths: &self.truths, records, as_at };
            let truth = Evaluator::new(&self.values, Some(as_at), &decided).truth(&rule.when);
            if let Some(slot) = self.truths.get_mut(*index) {
                *slot = Some(truth);
            }
        }
    }

    /// Derived facts follow from what is not hidden.
    fn derive(&mut self) {
        let told = &self.inner.facts;
        for (fact, derived) in &self.inner.catalogue.lexicon().derived {
            let hidden = self.hidden.contains(&Input::Fact(*fact));
            let own = told.own.iter().find(|(own, _)| own == fact).filter(|_| !hidden).map(|(_, value)| value);
            let value = Evaluator::new(&self.values, Some(self.inner.as_at), &NoVerdicts).value(&derived.expression);
            let mut slot = own.cloned().unwrap_or(Value::Unknown(Unknown::NotAsked));
            settle(&mut slot, own.is_some(), value);
            if let Some(place) = self.values.get_mut(*fact) {
                *place = slot;
            }
        }
    }
}
