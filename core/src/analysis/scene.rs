//! What an analysis looks at: what is told, what may vary, and values tried in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::quick::OrderedSet;
use crate::catalogue::{Lexicon, Rules};
use crate::condition::{CriterionIndex, Evaluator, Expression, FactIndex, ProgrammeIndex, Unknown, Value, Verdicts};
use crate::facts::{settle, was_refused};
use crate::value::Date;

/// Something that a condition rests on and that may be told, or may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Input {
    /// A fact; the place behind the last fact is the household's.
    Fact(FactIndex),
    /// The day judged.
    Day,
    /// Events: the records of any kind, and the enrolments.
    Events,
}

/// A person's facts as they are resolved on a day, or none.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) rules: &'a Rules,
    pub(crate) facts: &'a [Value],
    /// Whether each fact was given, even as absent.
    pub(crate) given: &'a [bool],
    /// Derived facts that were given themselves, as they were given.
    pub(crate) own: &'a [(FactIndex, Value)],
    /// The day judged; `None` where rules are looked at for every day.
    pub(crate) as_at: Option<Date>,
    /// The day whose versions count.
    pub(crate) versions_on: Date,
    pub(crate) verdicts: &'a dyn Verdicts,
}

/// What varies: the facts not told, or the day.
pub(crate) struct Lens {
    /// Whether each fact's value may vary; the household's is last.
    varies: Vec<bool>,
    /// Whether each fact varies by itself, not only by what it follows from.
    itself: Vec<bool>,
    pub(super) day: bool,
    events: bool,
    /// Whether derived facts are looked through, to what they follow from.
    pub(super) through: bool,
}

impl<'a> Scene<'a> {
    pub(crate) fn household(&self) -> FactIndex {
        self.lexicon.facts.len()
    }

    pub(crate) fn evaluator<'v>(&'v self, facts: &'v [Value], as_at: Option<Date>) -> Evaluator<'v> {
        Evaluator::new(facts, as_at, self.verdicts)
    }

    /// The truth of a condition as things are.
    pub(crate) fn truth(&self, condition: &Expression) -> Option<bool> {
        self.evaluator(self.facts, self.as_at).truth(condition)
    }

    /// How many parts an evaluation of a condition goes through as things are, members of lists among them.
    pub(crate) fn work_of(&self, condition: &Expression) -> usize {
        let mut lists = false;
        condition.walk(&mut |part| lists |= matches!(part, Expression::Quantified { .. } | Expression::Filter(..)));
        let mut evaluator = self.evaluator(self.facts, self.as_at);
        if lists {
            evaluator.truth(condition);
        }
        condition.size().saturating_mul(evaluator.members().saturating_add(1))
    }

    /// The criteria that `criterion(…)` and `eligible(…)` stand for; for a programme that is not in force, none.
    pub(crate) fn asked_about(&self, part: &Expression) -> Vec<CriterionIndex> {
        match part {
            Expression::Criterion(programme, id) => {
                self.rules.published(*programme, id, self.versions_on).into_iter().collect()
            }
            Expression::Eligible(programme) => self.criteria_of(*programme).map(<[_]>::to_vec).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// The criteria of a programme's version in force.
    pub(crate) fn criteria_of(&self, programme: ProgrammeIndex) -> Option<&'a [CriterionIndex]> {
        self.rules.in_force(programme, self.versions_on).map(|version| version.criteria.as_slice())
    }

    /// What is not told varies. A derived fact varies by what it follows from; by itself only where it was given as
    /// absent, where a source was asked for and not told, or where it follows from a day that is not fixed.
    pub(crate) fn untold(&self) -> Lens {
        let mut varies: Vec<bool> = self.facts.iter().map(|value| !value.is_settled()).collect();
        let mut itself = varies.clone();
        for (fact, derived) in &self.lexicon.derived {
            if !is(&varies, *fact) {
                continue;
            }
            let any_day = derived.of_the_day && self.as_at.is_none();
            let refused = derived.sources.iter().any(|source| self.facts.get(*source).is_some_and(was_refused));
            if let Some(itself) = itself.get_mut(*fact) {
                *itself = any_day || refused || is(self.given, *fact);
            }
        }
        let is_open = !self.household_is_told();
        for place in [&mut varies, &mut itself] {
            if let Some(household) = place.get_mut(self.household()) {
                *household = is_open;
            }
        }
        Lens { varies, itself, day: self.as_at.is_none(), events: !self.events_are_told(), through: true }
    }

    /// What may still be told varies: of what is not told, not what was asked for in vain.
    pub(crate) fn askable(&self) -> Lens {
        let mut lens = self.untold();
        for (fact, _) in self.given.iter().enumerate().filter(|(_, given)| **given) {
            let follows = self.lexicon.derivation(fact).is_some();
            if let Some(itself) = lens.itself.get_mut(fact) {
                *itself = false;
            }
            if let Some(varies) = lens.varies.get_mut(fact) {
                *varies &= follows;
            }
        }
        lens
    }

    /// Whether the household is told with everything that any condition asks of its members.
    fn household_is_told(&self) -> bool {
        let Some(Value::List(members)) = self.facts.get(self.household()) else { return false };
        let named =
            || self.named().into_iter().filter(|name| self.lexicon.facts.contains_key(name)).collect::<Vec<_>>();
        members.is_empty() || {
            let named = named();
            members.iter().all(|member| named.iter().all(|name| has(member, name)))
        }
    }

    /// Whether events were given, and no record lacks what any condition asks of records.
    fn events_are_told(&self) -> bool {
        let Some(records) = self.verdicts.records() else { return false };
        let is_attribute = |kind: &str, name: &str| {
            let declared = self.lexicon.records.get(kind);
            ["start", "end"].contains(&name) || declared.is_some_and(|kind| kind.attributes.contains_key(name))
        };
        let named = self.named();
        records.lists().all(|(kind, records)| {
            let mut asked = named.iter().filter(|name| is_attribute(kind, name));
            asked.all(|name| records.iter().all(|record| has(record, name)))
        })
    }

    /// The parts of members and records that conditions and derived facts name.
    fn named(&self) -> BTreeSet<String> {
        let mut named = BTreeSet::new();
        let conditions = self.rules.criteria.iter().map(|rule| &rule.when);
        let derived = self.lexicon.derived.values().map(|derived| &derived.expression);
        for condition in conditions.chain(derived) {
            condition.walk(&mut |part| {
                if let Expression::Path(_, name) = part {
                    named.insert(name.clone());
                }
            });
        }
        named
    }

    /// What is not told varies, each fact by itself: conditions as they are written, whatever facts are derived from.
    pub(crate) fn as_named(&self) -> Lens {
        let varies: Vec<bool> = self.facts.iter().map(|value| !value.is_settled()).collect();
        Lens { itself: varies.clone(), varies, through: false, ..self.untold() }
    }

    /// The day varies, and what follows from it.
    pub(crate) fn days(&self) -> Lens {
        let mut varies = vec![false; self.facts.len()];
        for (fact, derived) in &self.lexicon.derived {
            if let Some(varies) = varies.get_mut(*fact) {
                *varies = derived.of_the_day;
            }
        }
        if let Some(household) = varies.get_mut(self.household()) {
            *household = self.lexicon.derived.values().any(|derived| derived.of_the_day);
        }
        Lens { itself: vec![false; varies.len()], varies, day: true, events: true, through: true }
    }

    /// The facts that a table tells vary, each by itself, and what follows from them.
    #[cfg(feature = "columns")]
    pub(crate) fn of_columns(&self, columns: &[FactIndex]) -> Lens {
        let mut itself = vec![false; self.facts.len()];
        for fact in columns {
            if let Some(itself) = itself.get_mut(*fact) {
                *itself = true;
            }
        }
        let mut varies = itself.clone();
        for (fact, derived) in &self.lexicon.derived {
            let follows = derived.sources.iter().any(|source| is(&varies, *source));
            if let Some(varies) = varies.get_mut(*fact) {
                *varies |= follows;
            }
        }
        Lens { varies, itself, day: false, events: false, through: true }
    }

    /// The derived facts that an expression rests on and that may vary, each after those it follows from.
    pub(crate) fn derived_in(&self, lens: &Lens, expression: &Expression) -> Vec<FactIndex> {
        let mut needed = OrderedSet::default();
        let mut waiting = Vec::new();
        facts_in(expression, &mut waiting);
        while let Some(fact) = waiting.pop() {
            if let Some(derived) = self.lexicon.derivation(fact)
                && lens.through
                && is(&lens.varies, fact)
                && needed.insert(fact)
            {
                waiting.extend(&derived.sources);
            }
        }
        self.lexicon.derived.keys().copied().filter(|fact| needed.contains(fact)).collect()
    }

    /// What an expression rests on and may vary by itself, in the order it is first used.
    pub(crate) fn inputs(&self, lens: &Lens, expression: &Expression) -> OrderedSet<Input> {
        let mut found = OrderedSet::default();
        let mut seen = OrderedSet::default();
        self.add_inputs(lens, expression, &mut seen, &mut found);
        found
    }

    fn add_inputs(
        &self,
        lens: &Lens,
        expression: &Expression,
        seen: &mut OrderedSet<CriterionIndex>,
        found: &mut OrderedSet<Input>,
    ) {
        let mut conditions = vec![expression];
        while let Some(condition) = conditions.pop() {
            let mut asked = Vec::new();
            condition.walk(&mut |part| match part {
                Expression::Fact(fact) => self.add_fact(lens, *fact, found),
                Expression::AsAt | Expression::Parameter { .. } if lens.day => {
                    found.insert(Input::Day);
                }
                Expression::Records(_) | Expression::Enrolled(_) if lens.events => {
                    found.insert(Input::Events);
                }
                Expression::Criterion(..) | Expression::Eligible(_) => asked.extend(self.asked_about(part)),
                _ => {}
            });
            let new = asked.into_iter().rev().filter(|index| seen.insert(*index));
            conditions.extend(new.filter_map(|index| self.rules.criteria.get(index)).map(|rule| &rule.when));
        }
    }

    fn add_fact(&self, lens: &Lens, fact: FactIndex, found: &mut OrderedSet<Input>) {
        let mut waiting = vec![fact];
        while let Some(fact) = waiting.pop() {
            if !is(&lens.varies, fact) {
                continue;
            }
            if is(&lens.itself, fact) && !found.insert(Input::Fact(fact)) {
                continue;
            }
            if let Some(derived) = self.lexicon.derivation(fact).filter(|_| lens.through) {
                if derived.of_the_day && lens.day && !is(&lens.itself, fact) {
                    found.insert(Input::Day);
                }
                if !(derived.of_the_day && self.as_at.is_none()) {
                    waiting.extend(derived.sources.iter().rev());
                }
            }
        }
    }
}

impl Lens {
    /// Whether a fact varies by itself.
    pub(crate) fn itself(&self, fact: FactIndex) -> bool {
        is(&self.itself, fact)
    }

    /// Whether a fact varies.
    pub(crate) fn fact(&self, fact: FactIndex) -> bool {
        is(&self.varies, fact)
    }

    /// Whether an expression may vary. A name of a quantifier's or a filter's stands for many values.
    pub(crate) fn varies(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Fact(fact) => self.fact(*fact),
            Expression::AsAt => self.day,
            Expression::Parameter { age, .. } => self.day || age.as_ref().is_some_and(|age| self.varies(age)),
            Expression::Local(_) | Expression::Own(_) | Expression::Criterion(..) | Expression::Eligible(_) => true,
            Expression::Records(_) | Expression::Enrolled(_) => self.events,
            other => other.any_part(|part| self.varies(part)),
        }
    }
}

/// Values that stand in for what is told, one trial at a time.
pub(crate) struct Trial<'a> {
    scene: Scene<'a>,
    values: Vec<Value>,
    /// What is tried, beside what follows from it.
    tried: BTreeMap<FactIndex, Value>,
    as_at: Option<Date>,
}

impl<'a> Trial<'a> {
    pub(crate) fn new(scene: Scene<'a>) -> Self {
        Self { scene, values: scene.facts.to_vec(), tried: BTreeMap::new(), as_at: scene.as_at }
    }

    /// Puts a value in the place of what is told.
    pub(crate) fn set(&mut self, input: Input, value: &Value) {
        match (input, value) {
            (Input::Fact(fact), value) => {
                if let Some(slot) = self.values.get_mut(fact) {
                    slot.clone_from(value);
                }
                if self.scene.lexicon.derivation(fact).is_some() {
                    self.tried.insert(fact, value.clone());
                }
            }
            (Input::Day, Value::Date(day)) => self.as_at = Some(*day),
            _ => {}
        }
    }

    /// Puts back what is told.
    pub(crate) fn reset(&mut self, input: Input) {
        match input {
            Input::Fact(fact) => {
                self.tried.remove(&fact);
                if let Some((slot, told)) = self.values.get_mut(fact).zip(self.scene.facts.get(fact)) {
                    slot.clone_from(told);
                }
            }
            Input::Day => self.as_at = self.scene.as_at,
            Input::Events => {}
        }
    }

    /// Works derived facts out again, in the order given. One that varies by itself keeps what is tried for it unless
    /// its sources tell.
    pub(crate) fn derive(&mut self, lens: &Lens, derived: &[FactIndex]) {
        for fact in derived {
            let Some(derivation) = self.scene.lexicon.derivation(*fact) else { continue };
            let value = self.scene.evaluator(&self.values, self.as_at).value(&derivation.expression);
            let given = is(self.scene.given, *fact);
            let own = self.scene.own.iter().find(|(own, _)| own == fact).map(|(_, value)| value);
            let Some(slot) = self.values.get_mut(*fact) else { continue };
            if !lens.itself(*fact) {
                *slot = own.cloned().unwrap_or(Value::Unknown(Unknown::NotAsked));
            } else if let Some(tried) = self.tried.get(fact).or_else(|| self.scene.facts.get(*fact)) {
                // An earlier try may have told what it follows from.
                slot.clone_from(tried);
            }
            settle(slot, given, value);
        }
    }

    pub(crate) fn truth(&self, condition: &Expression) -> Option<bool> {
        self.scene.evaluator(&self.values, self.as_at).truth(condition)
    }

    /// The truth of a condition beside what has been decided about programmes.
    #[cfg(feature = "columns")]
    pub(crate) fn truth_beside(&self, condition: &Expression, verdicts: &dyn Verdicts) -> Option<bool> {
        Evaluator::new(&self.values, self.as_at, verdicts).truth(condition)
    }

    /// The truth of a condition, and how many members of lists were looked at for it.
    pub(crate) fn truth_and_members(&self, condition: &Expression) -> (Option<bool>, usize) {
        let mut evaluator = self.scene.evaluator(&self.values, self.as_at);
        (evaluator.truth(condition), evaluator.members())
    }

    pub(crate) fn value(&self, expression: &Expression) -> Value {
        self.scene.evaluator(&self.values, self.as_at).value(expression)
    }
}

/// The facts an expression names.
fn facts_in(expression: &Expression, found: &mut Vec<FactIndex>) {
    expression.walk(&mut |part| {
        if let Expression::Fact(fact) = part {
            found.push(*fact);
        }
    });
}

/// A text as a value.
pub(crate) fn text(text: &str) -> Value {
    Value::Text(Arc::from(text))
}

/// Whether a member or a record has a part that is told.
fn has(record: &Value, name: &str) -> bool {
    matches!(record, Value::Record(parts) if parts.get(name).is_some_and(Value::is_settled))
}

fn is(flags: &[bool], fact: FactIndex) -> bool {
    flags.get(fact).copied().unwrap_or(false)
}
