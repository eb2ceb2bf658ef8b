//! How a condition's truth is made of the truths of others.

use super::scene::Scene;
use crate::condition::{Comparison, Expression, Function, Value};
use crate::document::FactType;

/// What a condition is divided into. What is left whole is tried as a whole.
pub(crate) enum Division<'a> {
    All(&'a [Expression]),
    Any(&'a [Expression]),
    Not(&'a Expression),
    If(&'a [Expression; 3]),
    /// Whether two conditions are as true as each other.
    Same(&'a Expression, &'a Expression),
    Different(&'a Expression, &'a Expression),
}

impl<'a> Division<'a> {
    pub(crate) fn of(scene: &Scene<'_>, condition: &'a Expression) -> Option<Self> {
        let all_conditions = |operands: &[Expression]| operands.iter().all(|operand| is_condition(scene, operand));
        match condition {
            Expression::And(operands) => Some(Self::All(operands)),
            Expression::Or(operands) => Some(Self::Any(operands)),
            Expression::Call(Function::All, operands) if all_conditions(operands) => Some(Self::All(operands)),
            Expression::Call(Function::Any, operands) if all_conditions(operands) => Some(Self::Any(operands)),
            Expression::Call(Function::Not, operands) => operands.first().map(Self::Not),
            Expression::If(parts) => Some(Self::If(parts)),
            Expression::Compare(comparison, left, right) if is_condition(scene, left) && is_condition(scene, right) => {
                match comparison {
                    Comparison::Equal => Some(Self::Same(left, right)),
                    Comparison::NotEqual => Some(Self::Different(left, right)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(crate) fn parts(&self) -> Vec<&'a Expression> {
        match *self {
            Self::All(operands) | Self::Any(operands) => operands.iter().collect(),
            Self::Not(operand) => vec![operand],
            Self::If(parts) => parts.iter().collect(),
            Self::Same(left, right) | Self::Different(left, right) => vec![left, right],
        }
    }
}

/// Whether an expression is a condition by its shape: true, false or unknown, and nothing else.
fn is_condition(scene: &Scene<'_>, expression: &Expression) -> bool {
    match expression {
        Expression::And(_)
        | Expression::Or(_)
        | Expression::Compare(..)
        | Expression::In(..)
        | Expression::Quantified { .. }
        | Expression::Criterion(..)
        | Expression::Eligible(_)
        | Expression::Constant(Value::Boolean(_))
        | Expression::Call(Function::Not | Function::Any | Function::All | Function::ListContains, _) => true,
        Expression::Fact(fact) => {
            let fact = scene.lexicon.facts.get_index(*fact);
            fact.is_some_and(|(_, fact)| fact.r#type == FactType::Boolean)
        }
        Expression::If(parts) => {
            let [_, yes, no] = &**parts;
            is_condition(scene, yes) && is_condition(scene, no)
        }
        _ => false,
    }
}
