//! A condition's parts with where they stand: the words and what was made of them, side by side.

use crate::condition::{Expression, Form, Function, Syntax};

/// A part of a condition that is true or false.
pub(super) struct Part<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) expression: &'a Expression,
}

/// The operands of `and` and `or`, and the parts of `if`, wherever they stand under `and`, `or`, `not` and `if`: each
/// group with what it belongs to.
pub(super) fn groups<'a>(syntax: &'a Syntax, expression: &'a Expression) -> Vec<(&'a Expression, Vec<Part<'a>>)> {
    let mut groups = Vec::new();
    let mut waiting = vec![Part { syntax, expression }];
    while let Some(part) = waiting.pop() {
        let parts: Vec<Part<'a>> = match (&part.syntax.form, part.expression) {
            (Form::And(words), Expression::And(made)) | (Form::Or(words), Expression::Or(made))
                if words.len() == made.len() =>
            {
                words.iter().zip(made).map(|(syntax, expression)| Part { syntax, expression }).collect()
            }
            (Form::If(words), Expression::If(made)) => {
                words.iter().zip(made.iter()).map(|(syntax, expression)| Part { syntax, expression }).collect()
            }
            (Form::Call { function, arguments, .. }, Expression::Call(Function::Not, made)) if function == "not" => {
                let parts = arguments.iter().zip(made);
                waiting.extend(parts.map(|(syntax, expression)| Part { syntax, expression }));
                continue;
            }
            _ => continue,
        };
        waiting.extend(parts.iter().map(|part| Part { syntax: part.syntax, expression: part.expression }));
        groups.push((part.expression, parts));
    }
    groups
}

/// Whether a condition asks `is defined`: then telling more can turn it round, and diagrams do not fit.
pub(super) fn asks_is_defined(expression: &Expression) -> bool {
    let mut asks = false;
    expression.walk(&mut |part| asks |= matches!(part, Expression::Call(Function::IsDefined, _)));
    asks
}
