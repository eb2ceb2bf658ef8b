//! The types that arithmetic takes and gives.

use crate::condition::syntax::Operator;
use crate::condition::types::Type;

/// The type that arithmetic gives, or `None` where it cannot be done.
pub(super) fn arithmetic(operator: Operator, left: &Type, right: &Type) -> Option<Type> {
    use Operator::{Add, Divide, Multiply, Subtract};
    use Type::{Any, Date, Days, Money, Months, Number, Text};
    Some(match (operator, left, right) {
        (_, Any, Any) => Any,
        (Add | Subtract, Number, Number | Any) | (Add | Subtract, Any, Number) => Number,
        (Add | Subtract, Money, Money | Any) | (Add | Subtract, Any, Money) => Money,
        (Subtract, Date, Date) => Days,
        (Subtract, Date, Any) | (Add | Subtract, Any, Days | Months) | (Subtract, Any, Date) => Any,
        (Add | Subtract, Date, Days | Months) | (Add, Days | Months | Any, Date) | (Add, Date, Any) => Date,
        (Add | Subtract, Days, Days | Any) => Days,
        (Add | Subtract, Months, Months | Any) => Months,
        (Add, Text, Text) => Text,
        (Multiply, Number, Number | Any) | (Multiply, Any, Number) => Number,
        (Multiply, Money, Number | Any) | (Multiply, Number | Any, Money) => Money,
        (Multiply, Days, Number | Any) | (Multiply, Number | Any, Days) => Days,
        (Multiply, Months, Number | Any) | (Multiply, Number | Any, Months) => Months,
        (Divide, Number, Number | Any) | (Divide, Money, Money) | (Divide, Days, Days) | (Divide, Months, Months) => {
            Number
        }
        (Divide, Money, Number) => Money,
        (Divide, Days, Number) => Days,
        (Divide, Months, Number) => Months,
        (Divide, Money | Days | Months, Any) | (Divide, Any, Number | Money | Days | Months) => Any,
        _ => return None,
    })
}
