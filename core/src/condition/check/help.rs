//! What to write instead of a comparison whose types do not fit.

use crate::condition::syntax::{Form, Syntax};
use crate::condition::types::Type;

/// What to write instead of a comparison that does not fit.
pub(super) fn help_to_compare(left: (&Syntax, &Type), right: (&Syntax, &Type)) -> String {
    if let Form::Compare(..) = left.0.form {
        return "compare two things at a time: `age between 16 and 24`, or `age >= 16 and age <= 24`".to_owned();
    }
    for ((literal, literal_type), (other, other_type)) in [(left, right), (right, left)] {
        match (&literal.form, literal_type, other_type) {
            (Form::Text(_), _, Type::Number | Type::Money) => return "write the number without quotes".to_owned(),
            (Form::Text(text), _, Type::Date) => return format!("write date(\"{text}\")"),
            (Form::Text(text), _, Type::Days | Type::Months) => return format!("write duration(\"{text}\")"),
            (Form::Text(text), _, Type::Codes(_)) => return format!("write `list contains({other}, \"{text}\")`"),
            (Form::Text(_) | Form::Number(_), _, Type::Boolean) => {
                return format!("write `{other}` alone, or `not({other})`");
            }
            (Form::Number(number), _, Type::Code(_) | Type::Text) => {
                return format!("write it in quotes: \"{number}\"");
            }
            (_, Type::Money, Type::Number) => {
                return "compare money with money, or with a number written here".to_owned();
            }
            (_, Type::Date, Type::Number) => return "compare an age: `years between(…, as_at)`".to_owned(),
            _ => {}
        }
    }
    "compare two of the same type".to_owned()
}
