//! Number literals that are money, because what they are compared with is.

use crate::condition::expression::{Expression, RangeOf};
use crate::condition::types::Type;
use crate::condition::value::Value;
use crate::value::Money;

/// Number literals as money where the other side is money: alone, in a list or a range, or as what `if` gives.
pub(super) fn as_money(expression: Expression, found: Type, other: &Type) -> (Expression, Type) {
    if !holds_money(other) || holds_money(&found) && !matches!(expression, Expression::List(_)) {
        return (expression, found);
    }
    let money = money_literal(expression.clone());
    money.map_or((expression, found), |(expression, found)| (expression, found))
}

pub(super) fn holds_money(found: &Type) -> bool {
    match found {
        Type::Money => true,
        Type::List(item) | Type::Range(item) => holds_money(item),
        _ => false,
    }
}

/// A literal of numbers as one of money; `None` if it has a number that is no literal.
fn money_literal(expression: Expression) -> Option<(Expression, Type)> {
    match expression {
        Expression::Constant(Value::Number(number)) => {
            Some((Expression::Constant(Value::Money(Money(number))), Type::Money))
        }
        Expression::Negate(inner) => {
            let (inner, found) = money_literal(*inner)?;
            Some((Expression::Negate(Box::new(inner)), found))
        }
        Expression::List(items) => {
            let items = items.into_iter().map(|item| money_literal(item.clone()).map_or(item, |(money, _)| money));
            Some((Expression::List(items.collect()), Type::list(Type::Money)))
        }
        Expression::Range(range) => {
            let money = |end: Expression| money_literal(end.clone()).map_or(end, |(money, _)| money);
            let range = RangeOf { low: money(range.low), high: money(range.high), ..*range };
            Some((Expression::Range(Box::new(range)), Type::Range(Box::new(Type::Money))))
        }
        Expression::If(parts) => {
            let [condition, yes, no] = *parts;
            let ((yes, found), (no, _)) = (money_literal(yes)?, money_literal(no)?);
            Some((Expression::If(Box::new([condition, yes, no])), found))
        }
        _ => None,
    }
}
