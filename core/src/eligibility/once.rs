//! Decisions of which the reasons can be read from the shape of the rules: those that ask each fact once.
//!
//! Most rules are such, and then no fact needs to be hidden, and no analysis made, to say what matters.

use super::reasons::own_value;
use super::screening::Inner;
use crate::analysis::{Input, Joint, ask_once, joined, only_fact, source_of_days};
use crate::catalogue::Version;
use crate::condition::{CriterionIndex, Evaluator, Expression, FactIndex, NoVerdicts, Unknown, Value};
use crate::facts::was_refused;

/// A person, and rules that ask each fact once.
pub(super) struct Once<'a> {
    inner: &'a Inner,
    criteria: &'a [CriterionIndex],
    evaluator: Evaluator<'a>,
}

impl<'a> Once<'a> {
    /// `None` if the rules of a version do not ask each fact once.
    pub(super) fn of(inner: &'a Inner, version: &'a Version) -> Option<Self> {
        let rules = inner.catalogue.rules();
        let conditions =
            || version.criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when);
        let asks_once = version.asks_once.get_or_init(|| ask_once(inner.catalogue.lexicon(), conditions()));
        let evaluator = Evaluator::new(&inner.facts.values, Some(inner.as_at), &NoVerdicts);
        asks_once.then_some(Self { inner, criteria: &version.criteria, evaluator })
    }

    fn conditions(&self) -> impl Iterator<Item = &'a Expression> + use<'a> {
        let rules = self.inner.catalogue.rules();
        self.criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when)
    }

    /// A minimal set of what is told that decides the criteria as they are decided, the first mentioned; `None` if it
    /// takes more than their shape to say.
    pub(super) fn deciding(&mut self, truth: bool) -> Option<Vec<Input>> {
        let mut found = Vec::new();
        if truth {
            self.conditions().try_for_each(|condition| self.decide(condition, true, &mut found))?;
        } else {
            let failing = self.conditions().find(|condition| self.evaluator.truth(condition) == Some(false))?;
            self.decide(failing, false, &mut found)?;
        }
        Some(found)
    }

    fn decide(&mut self, condition: &Expression, truth: bool, found: &mut Vec<Input>) -> Option<()> {
        match joined(condition) {
            None => found.push(self.told(condition)?),
            Some((Joint::Not, operands)) => self.decide(operands.first()?, !truth, found)?,
            // One operand against is enough, or one in favour.
            Some((joint, operands)) if truth == (joint == Joint::Or) => {
                let operand = operands.iter().find(|operand| self.evaluator.truth(operand) == Some(truth))?;
                self.decide(operand, truth, found)?;
            }
            Some((_, operands)) => operands.iter().try_for_each(|operand| self.decide(operand, truth, found))?,
        }
        Some(())
    }

    /// Everything that can matter for undetermined criteria, in the order of first use.
    pub(super) fn missing(&mut self) -> Option<Vec<Input>> {
        let mut found = Vec::new();
        self.conditions().try_for_each(|condition| self.add_missing(condition, &mut found))?;
        Some(found)
    }

    /// The same for each criterion alone.
    pub(super) fn missing_each(&mut self) -> Option<Vec<Vec<Input>>> {
        let each = self.conditions().map(|condition| {
            let mut found = Vec::new();
            self.add_missing(condition, &mut found).map(|()| found)
        });
        each.collect()
    }

    fn add_missing(&mut self, condition: &Expression, found: &mut Vec<Input>) -> Option<()> {
        if self.evaluator.truth(condition).is_some() {
            return Some(());
        }
        match joined(condition) {
            None => found.push(self.untold(condition)?),
            Some((_, operands)) => operands.iter().try_for_each(|operand| self.add_missing(operand, found))?,
        }
        Some(())
    }

    /// A smallest set of what is not told for which some answers settle undetermined criteria.
    pub(super) fn settling(&mut self) -> Option<Vec<Input>> {
        let [to_false, to_true] = self.settle_all(Joint::And, self.conditions())?;
        Some(fewer(to_false, to_true))
    }

    /// Smallest sets that settle an undetermined condition as false, and as true.
    fn settle(&mut self, condition: &Expression) -> Option<[Vec<Input>; 2]> {
        match joined(condition) {
            None => self.untold(condition).map(|input| [vec![input], vec![input]]),
            Some((joint, operands)) => self.settle_all(joint, operands),
        }
    }

    fn settle_all<'c>(
        &mut self,
        joint: Joint,
        operands: impl IntoIterator<Item = &'c Expression>,
    ) -> Option<[Vec<Input>; 2]> {
        let (mut one, mut all): (Option<Vec<Input>>, Vec<Input>) = (None, Vec::new());
        for operand in operands {
            if self.evaluator.truth(operand).is_some() {
                continue;
            }
            let [to_false, to_true] = self.settle(operand)?;
            let (alone, together) = if joint == Joint::Or { (to_true, to_false) } else { (to_false, to_true) };
            all.extend(together);
            one = Some(match one {
                Some(one) => fewer(one, alone),
                None => alone,
            });
        }
        Some(if joint == Joint::And { [one?, all] } else { [all, one?] })
    }

    /// What was told of the one fact that a decided part asks: the fact, or what it follows from.
    fn told(&self, part: &Expression) -> Option<Input> {
        let (fact, source) = self.fact_and_source(part)?;
        let Some(source) = source else { return Some(Input::Fact(fact)) };
        let facts = &self.inner.facts;
        let own = own_value(self.inner, fact).is_some_and(Value::is_known);
        match (own, facts.values.get(source).is_some_and(Value::is_known)) {
            (true, false) => Some(Input::Fact(fact)),
            (false, true) => Some(Input::Fact(source)),
            _ => None,
        }
    }

    /// What is not told of the one fact that an undecided part asks; `None` if something of it is, or follows.
    fn untold(&self, part: &Expression) -> Option<Input> {
        let (fact, source) = self.fact_and_source(part)?;
        let facts = &self.inner.facts;
        let is_given = facts.given.get(fact).copied().unwrap_or(false);
        let asked = match source {
            Some(_) if is_given => return None,
            Some(source) if facts.values.get(source).is_some_and(was_refused) => return None,
            source => source.unwrap_or(fact),
        };
        let is_bound = facts.own.iter().any(|(own, _)| {
            let derived = self.inner.catalogue.lexicon().derivation(*own);
            derived.is_some_and(|derived| derived.sources.contains(&asked))
        });
        let is_unknown = matches!(facts.values.get(asked), Some(Value::Unknown(why)) if *why != Unknown::Arithmetic);
        (is_unknown && !is_bound).then_some(Input::Fact(asked))
    }

    /// The one fact that a part asks, and what it follows from if it is derived.
    fn fact_and_source(&self, part: &Expression) -> Option<(FactIndex, Option<FactIndex>)> {
        let fact = only_fact(part)?;
        let lexicon = self.inner.catalogue.lexicon();
        match lexicon.derivation(fact) {
            Some(derived) => Some((fact, Some(source_of_days(lexicon, derived)?))),
            None => Some((fact, None)),
        }
    }
}

/// The smaller of two sets; the first if they are as small.
fn fewer(one: Vec<Input>, other: Vec<Input>) -> Vec<Input> {
    if other.len() < one.len() { other } else { one }
}
