//! Whether a condition is settled once everything it rests on is told.

use crate::catalogue::Lexicon;
use crate::condition::{Expression, FactIndex, Function, Test, Value};
use crate::document::FactType;

/// Derivations deeper than this are not looked through.
const DERIVATIONS_LIMIT: usize = 8;

/// Whether a condition surely has a truth for all complete answers. Arithmetic can overflow, a list lack a member and a
/// member lack a fact: only comparisons of what is told, and what joins them, surely do.
pub(super) fn is_total(lexicon: &Lexicon, condition: &Expression) -> bool {
    Totality { lexicon, depth: 0 }.of(condition)
}

#[derive(Clone, Copy)]
struct Totality<'a> {
    lexicon: &'a Lexicon,
    depth: usize,
}

impl Totality<'_> {
    fn of(self, expression: &Expression) -> bool {
        match expression {
            Expression::Constant(value) => matches!(
                value,
                Value::Boolean(_) | Value::Number(_) | Value::Money(_) | Value::Date(_) | Value::Text(_)
            ),
            Expression::Fact(fact) => self.fact(*fact),
            Expression::AsAt => true,
            Expression::And(_) | Expression::Or(_) | Expression::Compare(..) | Expression::If(_) => {
                expression.parts().into_iter().all(|part| self.of(part))
            }
            Expression::Call(Function::Not, parts) => parts.iter().all(|part| self.of(part)),
            Expression::In(value, tests) => {
                let test = |test: &Test| match test {
                    Test::Value(Expression::Range(range)) => self.of(&range.low) && self.of(&range.high),
                    Test::Value(test) | Test::Compare(_, test) => self.of(test),
                };
                self.of(value) && tests.iter().all(test)
            }
            _ => false,
        }
    }

    fn fact(self, fact: FactIndex) -> bool {
        let Some((_, declared)) = self.lexicon.facts.get_index(fact) else { return false };
        if declared.r#type == FactType::Codes {
            return false;
        }
        match self.lexicon.derivation(fact) {
            None => true,
            Some(_) if self.depth >= DERIVATIONS_LIMIT => false,
            Some(derived) => Self { depth: self.depth.saturating_add(1), ..self }.of(&derived.expression),
        }
    }
}
