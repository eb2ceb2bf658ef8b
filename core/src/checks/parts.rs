//! A condition's parts with where they stand: the words and what was made of them, side by side.

use crate::condition::{Expression, Form, Function, Syntax};

/// A part of a condition that is true or false.
pub(super) struct Part<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) expression: &'a Expression,
}

/// How the parts of a group are joined.
#[derive(Clone, Copy)]
pub(super) enum Joined {
    And,
    Or,
    If,
}

/// The operands of an `and` or an `or`, or the parts of an `if`.
pub(super) struct Group<'a> {
    pub(super) joined: Joined,
    pub(super) parts: Vec<Part<'a>>,
}

/// The groups of a condition, wherever they stand under `and`, `or`, `not` and `if`.
pub(super) fn groups<'a>(syntax: &'a Syntax, expression: &'a Expression) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    let mut waiting = vec![Part { syntax, expression }];
    while let Some(part) = waiting.pop() {
        let pairs = |words: &'a [Syntax], made: &'a [Expression]| {
            let parts = words.iter().zip(made).map(|(syntax, expression)| Part { syntax, expression });
            if words.len() == made.len() { parts.collect::<Vec<_>>() } else { Vec::new() }
        };
        let (joined, parts) = match (&part.syntax.form, part.expression) {
            (Form::And(words), Expression::And(made)) => (Joined::And, pairs(words, made)),
            (Form::Or(words), Expression::Or(made)) => (Joined::Or, pairs(words, made)),
            (Form::If(words), Expression::If(made)) => (Joined::If, pairs(&words[..], &made[..])),
            (Form::Call { function, arguments, .. }, Expression::Call(Function::Not, made)) if function == "not" => {
                waiting.extend(pairs(arguments, made));
                continue;
            }
            _ => continue,
        };
        waiting.extend(parts.iter().map(|part| Part { syntax: part.syntax, expression: part.expression }));
        groups.push(Group { joined, parts });
    }
    groups
}

/// Whether a condition asks `is defined`: then telling more can turn it round, and diagrams do not fit.
pub(super) fn asks_is_defined(expression: &Expression) -> bool {
    let mut asks = false;
    expression.walk(&mut |part| asks |= matches!(part, Expression::Call(Function::IsDefined, _)));
    asks
}
