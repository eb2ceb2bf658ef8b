//! The facts a decision rests on: those it mentions, and a smallest set of them that gives the same.

use std::cell::OnceCell;
use std::slice;

use super::deciding::{Decided, Truths, asked_about};
use super::nobody::Mentions;
use super::screening::Inner;
use crate::analysis::{Input, OrderedSet};
use crate::catalogue::{Catalogue, Rules};
use crate::condition::{CriterionIndex, Evaluator, Expression, FactIndex, NoVerdicts, Records, Unknown, Value, every};
use crate::facts::settle;
use crate::value::Date;

/// The facts that criteria mention, in the order they do, with those of criteria they ask about and the sources of
/// derived ones.
pub(super) fn mentioned(inner: &Inner, conditions: &[&Expression]) -> OrderedSet<Input> {
    mentions(&inner.catalogue, inner.as_at, conditions)
}

/// The same, for anybody on a day.
pub(super) fn mentions(catalogue: &Catalogue, as_at: Date, conditions: &[&Expression]) -> OrderedSet<Input> {
    let mut found = OrderedSet::default();
    let rules = catalogue.rules();
    let own = conditions.iter().copied();
    let asked = reached(rules, as_at, own.clone().flat_map(|when| asked_about(rules, when, as_at)));
    let asked = asked.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when);
    for condition in own.chain(asked) {
        condition.walk(&mut |part| match part {
            Expression::Fact(fact) => with_sources(catalogue, *fact, &mut found),
            Expression::Records(_) | Expression::Enrolled(_) => {
                found.insert(Input::Events);
            }
            _ => {}
        });
    }
    found
}

/// A derived fact, then what it follows from.
fn with_sources(catalogue: &Catalogue, fact: FactIndex, found: &mut OrderedSet<Input>) {
    let mut waiting = vec![fact];
    while let Some(fact) = waiting.pop() {
        if found.insert(Input::Fact(fact))
            && let Some(derived) = catalogue.lexicon().derivation(fact)
        {
            waiting.extend(derived.sources.iter().rev());
        }
    }
}

/// Criteria and those they ask about, each once, outermost first.
pub(super) fn reached(
    rules: &Rules,
    as_at: Date,
    criteria: impl IntoIterator<Item = CriterionIndex>,
) -> OrderedSet<CriterionIndex> {
    let mut seen: OrderedSet<CriterionIndex> = OrderedSet::default();
    let mut waiting: Vec<CriterionIndex> = criteria.into_iter().collect();
    waiting.reverse();
    while let Some(index) = waiting.pop() {
        if seen.insert(index)
            && let Some(rule) = rules.criteria.get(index)
        {
            waiting.extend(asked_about(rules, &rule.when, as_at).into_iter().rev());
        }
    }
    seen
}

/// A minimal set of known facts that, all else unknown, decides criteria as they are decided: leaving out any one of
/// them would leave the decision open. The first mentioned are kept.
pub(super) fn deciding(inner: &Inner, criteria: &[CriterionIndex], truth: bool) -> Vec<Input> {
    let decided = inner.decided();
    // What decides one criterion against a person decides the programme against them.
    let failing = || criteria.iter().find(|index| decided.truth(**index) == Some(false));
    let resting = match if truth { None } else { failing() } {
        Some(index) => slice::from_ref(index),
        None => criteria,
    };
    match Mentions::of(inner).filter(|known| !criteria.iter().any(|index| known.is_asking(*index))) {
        Some(mentions) => Shown { inner, decided, criteria, mentions, inputs: Vec::new() }.fewest(resting, truth),
        // Criteria that ask about others rest on what those mention too.
        None => deciding_with_asked(inner, criteria, resting, truth),
    }
}

fn deciding_with_asked(
    inner: &Inner,
    criteria: &[CriterionIndex],
    resting: &[CriterionIndex],
    truth: bool,
) -> Vec<Input> {
    let rules = resting.iter().filter_map(|index| inner.catalogue.rules().criteria.get(*index));
    let conditions: Vec<_> = rules.map(|rule| &rule.when).collect();
    let mut kept: Vec<Input> =
        mentioned(inner, &conditions).into_iter().filter(|input| is_told(inner, *input)).collect();
    let mut masked = Masked::new(inner, criteria);
    let everything = (0..inner.facts.values.len()).map(Input::Fact).chain([Input::Events]);
    everything.filter(|input| !kept.contains(input)).for_each(|input| masked.hide(input));
    for at in (0..kept.len()).rev() {
        let Some(input) = kept.get(at).copied() else { continue };
        masked.hide(input);
        if masked.truth() == Some(truth) {
            kept.remove(at);
        } else {
            masked.show(input);
        }
    }
    kept
}

/// Decides criteria, none of which asks about others, for somebody of whom nothing is told but what is shown.
struct Shown<'a> {
    inner: &'a Inner,
    decided: Decided<'a>,
    criteria: &'a [CriterionIndex],
    mentions: &'a Mentions,
    /// What is shown, in the order it is mentioned.
    inputs: Vec<Input>,
}

impl Shown<'_> {
    /// What is told of all that some criteria mention, but for what is not needed.
    fn fewest(mut self, resting: &[CriterionIndex], truth: bool) -> Vec<Input> {
        for input in resting.iter().flat_map(|index| self.mentions.inputs(*index)) {
            if is_told(self.inner, *input) && !self.inputs.contains(input) {
                self.inputs.push(*input);
            }
        }
        for at in (0..self.inputs.len()).rev() {
            if self.is_enough_without(at, truth) {
                self.inputs.remove(at);
            }
        }
        self.inputs
    }

    /// Whether the criteria would be decided the same if one more were hidden.
    fn is_enough_without(&self, at: usize, wanted: bool) -> bool {
        let nobody = self.inner.nobody();
        let Some(hidden) = self.inputs.get(at) else { return true };
        if self.inputs.len() == 1 {
            return nobody.all(self.criteria) == Some(wanted);
        }
        let is_shown = |input: &&Input| *input != hidden && self.inputs.contains(input);
        let values = OnceCell::new();
        let agrees = |index: &CriterionIndex| {
            let mentioned = self.mentions.inputs(*index);
            let told = || mentioned.iter().filter(|input| is_told(self.inner, **input)).count();
            let truth = match mentioned.iter().filter(is_shown).count() {
                0 => nobody.truth(*index),
                shown if shown == told() => self.decided.truth(*index),
                _ => self
                    .records_as(is_shown)
                    .all_now(values.get_or_init(|| self.values_without(hidden)), slice::from_ref(index)),
            };
            truth == Some(wanted)
        };
        if wanted {
            // Those that do not mention it agree as they did.
            let mut changed = self.criteria.iter().filter(|index| self.mentions.inputs(**index).contains(hidden));
            changed.all(agrees)
        } else {
            self.criteria.iter().any(agrees)
        }
    }

    /// What is decided otherwise, with the records only if the events are shown.
    fn records_as(&self, is_shown: impl Fn(&&Input) -> bool) -> Decided<'_> {
        let records = self.decided.records.filter(|_| is_shown(&&Input::Events));
        Decided { rules: self.decided.rules, truths: self.decided.truths, records, as_at: self.decided.as_at }
    }

    /// The facts that are shown but for one, and what follows from them.
    fn values_without(&self, hidden: &Input) -> Vec<Value> {
        let lexicon = self.inner.catalogue.lexicon();
        let mut values = self.inner.nobody().values.clone();
        let mut follows = false;
        for input in self.inputs.iter().filter(|input| *input != hidden) {
            if let Input::Fact(fact) = input
                && let Some((slot, told)) = values.get_mut(*fact).zip(self.inner.facts.values.get(*fact))
            {
                slot.clone_from(told);
                follows |= lexicon.derived.iter().any(|(derived, by)| derived == fact || by.sources.contains(fact));
            }
        }
        if follows {
            let is_hidden = |fact| Input::Fact(fact) == *hidden || !self.inputs.contains(&Input::Fact(fact));
            derive_shown(self.inner, &mut values, is_hidden);
        }
        values
    }
}

/// Derived facts follow from what is not hidden.
fn derive_shown(inner: &Inner, values: &mut [Value], is_hidden: impl Fn(FactIndex) -> bool) {
    for (fact, derived) in &inner.catalogue.lexicon().derived {
        let own = inner.facts.own.iter().find(|(own, _)| own == fact).filter(|_| !is_hidden(*fact));
        let value = Evaluator::new(values, Some(inner.as_at), &NoVerdicts).value(&derived.expression);
        let mut slot = own.map_or(Value::Unknown(Unknown::NotAsked), |(_, value)| value.clone());
        settle(&mut slot, own.is_some(), value);
        if let Some(place) = values.get_mut(*fact) {
            *place = slot;
        }
    }
}

/// A derived fact as it was given itself.
pub(super) fn own_value(inner: &Inner, fact: FactIndex) -> Option<&Value> {
    inner.facts.own.iter().find(|(own, _)| *own == fact).map(|(_, value)| value)
}

/// Whether something was told: a fact by itself, not by what it follows from.
pub(super) fn is_told(inner: &Inner, input: Input) -> bool {
    match input {
        Input::Fact(fact) => {
            let told = &inner.facts;
            told.given.get(fact) == Some(&true)
                && own_value(inner, fact).or(told.values.get(fact)).is_some_and(Value::is_known)
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
        let rules = inner.catalogue.rules();
        let reached = reached(rules, inner.as_at, criteria.iter().copied());
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

    fn derive(&mut self) {
        derive_shown(self.inner, &mut self.values, |fact| self.hidden.contains(&Input::Fact(fact)));
    }
}
