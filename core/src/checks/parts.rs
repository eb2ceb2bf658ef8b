//! A condition's parts with where they stand: the words and what was made of them, side by side.

use crate::condition::{Expression, Form, Function, Syntax};

/// A part of a condition that is true or false.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) syntax: &'a Syntax,
    pub(super) expression: &'a Expression,
}

/// How the parts of a group are joined.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Joined {
    And,
    Or,
    If,
}

/// The operands of an `and` or an `or`, or the parts of an `if`.
pub(super) struct Group<'a> {
    pub(super) joined: Joined,
    pub(super) parts: Vec<Part<'a>>,
    /// What the `if`s around it ask, and the answers with which it is reached.
    pub(super) under: Vec<(Part<'a>, bool)>,
}

/// The groups of a condition, wherever they stand under `and`, `or`, `not` and `if`. An `and` within an `and` is a part of
/// it, whatever its brackets.
pub(super) fn groups<'a>(syntax: &'a Syntax, expression: &'a Expression) -> Vec<Group<'a>> {
    let mut groups = Vec::new();
    let mut waiting = vec![(Part { syntax, expression }, Vec::new())];
    while let Some((part, under)) = waiting.pop() {
        if let Some((joined, parts)) = within(&part) {
            let parts = flat(joined, parts);
            for (at, inner) in parts.iter().enumerate() {
                let mut under: Vec<(Part<'_>, bool)> = under.clone();
                if joined == Joined::If && at > 0 {
                    under.extend(parts.first().map(|asked| (*asked, at == 1)));
                }
                waiting.push((*inner, under));
            }
            groups.push(Group { joined, parts, under });
        } else if let (Form::Call { function, arguments, .. }, Expression::Call(Function::Not, made)) =
            (&part.syntax.form, part.expression)
            && function == "not"
        {
            waiting.extend(pairs(arguments, made).into_iter().map(|part| (part, under.clone())));
        }
    }
    groups
}

/// The parts of a group with those of groups that are joined in the same way in their place.
fn flat(joined: Joined, parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    if joined == Joined::If {
        return parts;
    }
    let mut flat = Vec::new();
    let mut waiting = parts;
    waiting.reverse();
    while let Some(part) = waiting.pop() {
        match within(&part) {
            Some((inner, more)) if inner == joined => waiting.extend(more.into_iter().rev()),
            _ => flat.push(part),
        }
    }
    flat
}

/// How a part is joined of others, and those.
fn within<'a>(part: &Part<'a>) -> Option<(Joined, Vec<Part<'a>>)> {
    Some(match (&part.syntax.form, part.expression) {
        (Form::And(words), Expression::And(made)) => (Joined::And, pairs(words, made)),
        (Form::Or(words), Expression::Or(made)) => (Joined::Or, pairs(words, made)),
        (Form::If(words), Expression::If(made)) => (Joined::If, pairs(&words[..], &made[..])),
        _ => return None,
    })
}

/// Words and what was made of them; nothing, should they not match.
fn pairs<'a>(words: &'a [Syntax], made: &'a [Expression]) -> Vec<Part<'a>> {
    if words.len() != made.len() {
        return Vec::new();
    }
    words.iter().zip(made).map(|(syntax, expression)| Part { syntax, expression }).collect()
}

/// Whether a condition asks `is defined`: then telling more can turn it round, and diagrams do not fit.
pub(super) fn asks_is_defined(expression: &Expression) -> bool {
    let mut asks = false;
    expression.walk(&mut |part| asks |= matches!(part, Expression::Call(Function::IsDefined, _)));
    asks
}
