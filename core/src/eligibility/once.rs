//! Decisions of which the reasons can be read from the shape of the rules: those that ask each fact once.
//!
//! Most rules are such, and then no fact needs to be hidden, and no analysis made, to say what matters.

use super::reasons::own_value;
use super::screening::Inner;
use crate::analysis::{Input, Joint, Shape, ask_once, joined};
use crate::catalogue::Version;
use crate::condition::{CriterionIndex, Evaluator, Expression, FactIndex, NoVerdicts, Unknown, Value};
use crate::facts::was_refused;

/// A person, and rules that ask each fact once.
pub(super) struct Once<'a> {
    inner: &'a Inner,
    criteria: &'a [CriterionIndex],
    shapes: &'a [Shape],
    evaluator: Evaluator<'a>,
}

/// A condition, and how it is made.
#[derive(Clone, Copy)]
struct Part<'a> {
    condition: &'a Expression,
    shape: &'a Shape,
}

impl<'a> Part<'a> {
    /// What it is made of; nothing if it asks one fact.
    fn parts(self) -> impl Iterator<Item = Self> {
        let (conditions, shapes) = match (joined(self.condition), self.shape) {
            (Some((_, conditions)), Shape::Joined(_, shapes)) => (conditions, shapes.as_slice()),
            _ => (&[][..], &[][..]),
        };
        conditions.iter().zip(shapes).map(|(condition, shape)| Part { condition, shape })
    }
}

impl<'a> Once<'a> {
    /// `None` if the rules of a version do not ask each fact once.
    pub(super) fn of(inner: &'a Inner, version: &'a Version) -> Option<Self> {
        let rules = inner.catalogue.rules();
        let conditions =
            || version.criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when);
        let shapes = version.shapes.get_or_init(|| ask_once(inner.catalogue.lexicon(), conditions())).as_ref()?;
        let evaluator = Evaluator::new(&inner.facts.values, Some(inner.as_at), &NoVerdicts);
        Some(Self { inner, criteria: &version.criteria, shapes, evaluator })
    }

    fn all(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let rules = self.inner.catalogue.rules();
        let conditions = self.criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when);
        conditions.zip(self.shapes).map(|(condition, shape)| Part { condition, shape })
    }

    fn truth(&mut self, part: Part<'_>) -> Option<bool> {
        self.evaluator.truth(part.condition)
    }

    /// A minimal set of what is told that decides the criteria as they are decided, the first mentioned; `None` if it
    /// takes more than their shape to say.
    pub(super) fn deciding(&mut self, truth: bool) -> Option<Vec<Input>> {
        let mut found = Vec::new();
        if truth {
            self.all().try_for_each(|part| self.decide(part, true, &mut found))?;
        } else {
            let failing = self.all().find(|part| self.truth(*part) == Some(false))?;
            self.decide(failing, false, &mut found)?;
        }
        Some(found)
    }

    fn decide(&mut self, part: Part<'_>, truth: bool, found: &mut Vec<Input>) -> Option<()> {
        match part.shape {
            Shape::Fact(fact, source) => found.push(self.told(*fact, *source)?),
            Shape::Joined(Joint::Not, _) => self.decide(part.parts().next()?, !truth, found)?,
            // One operand against is enough, or one in favour.
            Shape::Joined(joint, _) if truth == (*joint == Joint::Or) => {
                let operand = part.parts().find(|operand| self.truth(*operand) == Some(truth))?;
                self.decide(operand, truth, found)?;
            }
            Shape::Joined(..) => part.parts().try_for_each(|operand| self.decide(operand, truth, found))?,
        }
        Some(())
    }

    /// Everything that can matter for undetermined criteria, in the order of first use.
    pub(super) fn missing(&mut self) -> Option<Vec<Input>> {
        let mut found = Vec::new();
        self.all().try_for_each(|part| self.add_missing(part, &mut found))?;
        Some(found)
    }

    /// The same for each criterion alone.
    pub(super) fn missing_each(&mut self) -> Option<Vec<Vec<Input>>> {
        let each = self.all().map(|part| {
            let mut found = Vec::new();
            self.add_missing(part, &mut found).map(|()| found)
        });
        each.collect()
    }

    fn add_missing(&mut self, part: Part<'_>, found: &mut Vec<Input>) -> Option<()> {
        if self.truth(part).is_some() {
            return Some(());
        }
        match part.shape {
            Shape::Fact(fact, source) => found.push(self.untold(*fact, *source)?),
            Shape::Joined(..) => part.parts().try_for_each(|operand| self.add_missing(operand, found))?,
        }
        Some(())
    }

    /// A smallest set of what is not told for which some answers settle undetermined criteria.
    pub(super) fn settling(&mut self) -> Option<Vec<Input>> {
        let [to_false, to_true] = self.settle_all(Joint::And, self.all())?;
        Some(match fewer(to_false, to_true) {
            Few::One(input) => vec![input],
            Few::Many(inputs) => inputs,
        })
    }

    /// Smallest sets that settle an undetermined condition as false, and as true.
    fn settle(&mut self, part: Part<'_>) -> Option<[Few; 2]> {
        match part.shape {
            Shape::Fact(fact, source) => self.untold(*fact, *source).map(|input| [Few::One(input), Few::One(input)]),
            Shape::Joined(joint, _) => self.settle_all(*joint, part.parts()),
        }
    }

    fn settle_all<'p>(&mut self, joint: Joint, operands: impl Iterator<Item = Part<'p>>) -> Option<[Few; 2]> {
        let (mut one, mut all) = (None, Vec::new());
        for operand in operands {
            if self.truth(operand).is_some() {
                continue;
            }
            let [to_false, to_true] = self.settle(operand)?;
            let (alone, together) = if joint == Joint::Or { (to_true, to_false) } else { (to_false, to_true) };
            match together {
                Few::One(input) => all.push(input),
                Few::Many(inputs) => all.extend(inputs),
            }
            one = Some(match one {
                Some(one) => fewer(one, alone),
                None => alone,
            });
        }
        let (one, all) = (one?, Few::Many(all));
        Some(if joint == Joint::And { [one, all] } else { [all, one] })
    }

    /// What was told of the one fact that a decided part asks: the fact, or what it follows from.
    fn told(&self, fact: FactIndex, source: Option<FactIndex>) -> Option<Input> {
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
    fn untold(&self, fact: FactIndex, source: Option<FactIndex>) -> Option<Input> {
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
}

/// A set of what is not told; one input stands without a list.
enum Few {
    One(Input),
    Many(Vec<Input>),
}

impl Few {
    fn len(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Many(inputs) => inputs.len(),
        }
    }
}

/// The smaller of two sets; the first if they are as small.
fn fewer(one: Few, other: Few) -> Few {
    if other.len() < one.len() { other } else { one }
}
