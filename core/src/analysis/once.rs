//! Conditions that ask each fact once.
//!
//! If every fact stands in one place, and its answer alone can turn that place to true and to false, then nothing that
//! is told there rules out anything elsewhere. What such conditions rest on can be read from their shape.

use super::witness::answers_near;
use crate::catalogue::{Derived, Lexicon};
use crate::condition::{Evaluator, Expression, FactIndex, Function, NoVerdicts, Unknown, Value};
use crate::document::FactType;
use crate::value::Number;

/// How far a number of years, months… between days is trusted to go, from 0.
const BETWEEN_DAYS: i64 = 200;

/// How a condition that asks each fact once is made.
#[derive(Debug)]
pub(crate) enum Shape {
    /// Of others.
    Joined(Joint, Vec<Self>),
    /// Of one fact, and the fact it follows from if it is derived.
    Fact(FactIndex, Option<FactIndex>),
}

/// How some conditions are made, if together they ask each fact once.
pub(crate) fn ask_once<'a>(
    lexicon: &Lexicon,
    conditions: impl IntoIterator<Item = &'a Expression>,
) -> Option<Vec<Shape>> {
    let mut asked = Vec::new();
    conditions.into_iter().map(|condition| asks_once(lexicon, condition, &mut asked)).collect()
}

fn asks_once(lexicon: &Lexicon, condition: &Expression, asked: &mut Vec<FactIndex>) -> Option<Shape> {
    if let Some((joint, operands)) = joined(condition) {
        let shapes = operands.iter().map(|operand| asks_once(lexicon, operand, asked));
        return Some(Shape::Joined(joint, shapes.collect::<Option<_>>()?));
    }
    let fact = only_fact(condition).filter(|fact| turns(lexicon, condition, *fact))?;
    let source = match lexicon.derivation(fact) {
        Some(derived) => Some(source_of_days(lexicon, derived)?),
        None => None,
    };
    let is_new = !asked.contains(&source.unwrap_or(fact)) && !asked.contains(&fact);
    asked.extend(source.into_iter().chain([fact]));
    is_new.then_some(Shape::Fact(fact, source))
}

/// How a condition is made of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    And,
    Or,
    Not,
}

/// What a condition is made of, if it is made of others.
pub(crate) fn joined(condition: &Expression) -> Option<(Joint, &[Expression])> {
    match condition {
        Expression::And(operands) => Some((Joint::And, operands)),
        Expression::Or(operands) => Some((Joint::Or, operands)),
        Expression::Call(Function::Not, operands) => Some((Joint::Not, operands)),
        _ => None,
    }
}

/// The one fact that a condition mentions, once, if it rests on nothing else.
fn only_fact(condition: &Expression) -> Option<FactIndex> {
    let (mut only, mut others) = (None, false);
    condition.walk(&mut |part| match part {
        Expression::Fact(fact) => others |= only.replace(*fact).is_some(),
        Expression::AsAt
        | Expression::Parameter { .. }
        | Expression::Records(_)
        | Expression::Enrolled(_)
        | Expression::Own(_)
        | Expression::Criterion(..)
        | Expression::Eligible(_) => others = true,
        _ => {}
    });
    only.filter(|_| !others)
}

/// The fact that a number of years, months… up to the day judged follows from.
fn source_of_days(lexicon: &Lexicon, derived: &Derived) -> Option<FactIndex> {
    match &derived.expression {
        Expression::Call(
            Function::YearsBetween | Function::MonthsBetween | Function::WeeksBetween | Function::DaysBetween,
            parts,
        ) => match parts.as_slice() {
            [Expression::Fact(source), Expression::AsAt] if lexicon.derivation(*source).is_none() => Some(*source),
            _ => None,
        },
        _ => None,
    }
}

/// Whether answers are found that turn a condition to true and to false: proof by example. Without one it is unknown.
fn turns(lexicon: &Lexicon, condition: &Expression, fact: FactIndex) -> bool {
    let Some((_, declared)) = lexicon.facts.get_index(fact) else { return false };
    let mut facts = vec![Value::Unknown(Unknown::NotAsked); lexicon.facts.len().saturating_add(1)];
    let truth = |facts: &[Value]| Evaluator::new(facts, None, &NoVerdicts).truth(condition);
    if truth(&facts).is_some() {
        return false;
    }
    let mut found = [false, false];
    for answer in answers_near(condition, declared) {
        if lexicon.derivation(fact).is_some() && !(declared.r#type == FactType::Number && is_between_days(&answer)) {
            continue;
        }
        if let Some(place) = facts.get_mut(fact) {
            *place = answer;
        }
        match truth(&facts) {
            Some(true) => found = [found[0], true],
            Some(false) => found = [true, found[1]],
            None => {}
        }
    }
    found == [true, true]
}

fn is_between_days(value: &Value) -> bool {
    let whole = |number: &Number| number.to_i64().filter(|whole| Number::from(*whole) == *number);
    matches!(value, Value::Number(number) if whole(number).is_some_and(|whole| (0..=BETWEEN_DAYS).contains(&whole)))
}
