//! A condition by itself, over values that are given with it.

use std::collections::BTreeMap;

use super::check;
use super::evaluate::{Evaluator, NoVerdicts};
use super::expression::Expression;
use super::parser::{KEYWORDS, parse};
use super::problem::{ConditionError, Problem};
use super::scope::{Names, Place, Scope};
use super::types::Type;
use super::value::{Unknown, Value};

use crate::diagnostic::Code;
use crate::tree::{LIST_LIMIT, NESTING_LIMIT, Span};
use crate::value::{Date, Plain};

/// A condition that has been read and checked, ready to be evaluated many times.
#[derive(Clone, Debug)]
pub struct Condition {
    expression: Expression,
}

impl Condition {
    /// Reads a condition and checks it against named values' types. A name given as unknown fits any type.
    ///
    /// # Errors
    /// [`ConditionError`] with every problem: text that cannot be read, names that are not there, types that do not fit.
    pub fn new<'n>(text: &str, names: impl IntoIterator<Item = (&'n str, &'n Value)>) -> Result<Self, ConditionError> {
        let fail = |problems: Vec<Problem>| ConditionError::new(text, problems);
        let mut known = Names::default();
        for (name, value) in names {
            if KEYWORDS.contains(&name) {
                let message = format!("`{name}` is a word of conditions, and cannot name a fact");
                return Err(fail(vec![Problem::new(Code::NameClash, Span::START, message, "choose another name")]));
            }
            known.facts.insert(name.to_owned(), Type::of_value(value));
        }
        let syntax = parse(text).map_err(|problem| fail(vec![problem]))?;
        let scope = Scope { names: &known, place: Place::Alone, own: None };
        let (expression, _) = check::expression(&syntax, &scope).map_err(fail)?;
        Ok(Self { expression })
    }

    /// Its value, with the named values in the order they were declared.
    #[must_use]
    pub fn value(&self, values: &[Value], as_at: Option<Date>) -> Value {
        Evaluator::new(values, as_at, &NoVerdicts).value(&self.expression)
    }
}

/// The value of a condition, or of any expression, over plain values typed by what they are.
///
/// `null` is unknown, of any type. Without `as_at`, `as_at` is unknown.
///
/// ```
/// use doorstep::{evaluate, Plain, Value};
/// let facts = Plain::from_iter([("age", Plain::from(30)), ("tenure", Plain::Null)]);
/// assert_eq!(evaluate("age >= 25", &facts, None)?, Value::Boolean(true));
/// assert!(!evaluate("age >= 25 and tenure = \"social\"", &facts, None)?.is_known());
/// assert_eq!(evaluate("age < 25 and tenure = \"social\"", &facts, None)?, Value::Boolean(false));
/// # Ok::<(), doorstep::ConditionError>(())
/// ```
///
/// # Errors
/// [`ConditionError`] with every problem of the condition, or of a value that cannot be used.
pub fn evaluate(condition: &str, facts: &Plain, as_at: Option<Date>) -> Result<Value, ConditionError> {
    let entries = match facts {
        Plain::Map(entries) => entries.as_slice(),
        Plain::Null => &[],
        other => {
            let message = format!("facts are names and values, and this is {}", other.noun());
            return Err(unusable(condition, Code::FactWrongType, message));
        }
    };
    let mut values = Vec::with_capacity(entries.len());
    for (name, given) in entries {
        match typed_by_value(given, 0) {
            Ok(value) => values.push(value),
            Err((code, what)) => return Err(unusable(condition, code, format!("the fact `{name}` {what}"))),
        }
    }
    let names = entries.iter().map(|(name, _)| name.as_str()).zip(&values);
    Ok(Condition::new(condition, names)?.value(&values, as_at))
}

fn unusable(condition: &str, code: Code, message: String) -> ConditionError {
    let help = "give true or false, a number, a text, a date, or a list or mapping of these";
    ConditionError::new(condition, vec![Problem::new(code, Span::START, message, help)])
}

/// A plain value as what it looks like; text in the form of a date stays text unless the caller says it is a date.
fn typed_by_value(plain: &Plain, depth: usize) -> Result<Value, (Code, String)> {
    if depth > NESTING_LIMIT {
        return Err((Code::TooDeep, "is nested more than 64 deep".to_owned()));
    }
    let part = |part: &Plain| typed_by_value(part, depth.saturating_add(1));
    Ok(match plain {
        Plain::Null => Value::Unknown(Unknown::NotAsked),
        Plain::Boolean(value) => Value::Boolean(*value),
        Plain::Number(text) => Value::Number(text.parse().map_err(|error| (Code::FactBadNumber, format!("{error}")))?),
        Plain::Text(text) => Value::Text(text.as_str().into()),
        Plain::Date(day) => Value::Date(*day),
        Plain::List(items) if items.len() > LIST_LIMIT => {
            return Err((Code::FactTooLong, "is a list of more than 10,000 entries".to_owned()));
        }
        Plain::List(items) => Value::List(items.iter().map(part).collect::<Result<_, _>>()?),
        Plain::Map(entries) => {
            let mut fields = BTreeMap::new();
            for (name, value) in entries {
                fields.insert(name.clone(), part(value)?);
            }
            Value::Record(std::sync::Arc::new(fields))
        }
        Plain::Other(name) => return Err((Code::FactWrongType, format!("is a value of type {name}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(given: Plain) -> Code {
        evaluate("x = 1", &Plain::Map(vec![("x".to_owned(), given)]), None).unwrap_err().diagnostics[0].code
    }

    #[test]
    fn values_that_cannot_be_used_have_the_codes_they_have_as_facts() {
        assert_eq!(code(Plain::List(vec![Plain::Null; LIST_LIMIT + 1])), Code::FactTooLong);
        assert_eq!(code(Plain::List(vec![Plain::Number("NaN".to_owned())])), Code::FactBadNumber);
        assert_eq!(code(Plain::Other("datetime".to_owned())), Code::FactWrongType);
    }
}
