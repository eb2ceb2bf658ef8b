//! A condition as it is written: the tree that the parser makes.

use std::fmt::{self, Display as _};

use crate::tree::Span;
use crate::value::Number;

/// An expression and where it stands. Displays as its canonical text.
#[derive(Clone, Debug)]
pub(crate) struct Syntax {
    pub(crate) form: Form,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum Form {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    Name(String),
    Negate(Box<Syntax>),
    /// A chain of one operator is one level, however long.
    Or(Vec<Syntax>),
    And(Vec<Syntax>),
    Compare(Comparison, Box<Syntax>, Box<Syntax>),
    /// `a + b - c`, or `a * b / c`, from left to right.
    Chain(Box<Syntax>, Vec<(Operator, Syntax)>),
    Between(Box<[Syntax; 3]>),
    In(Box<Syntax>, Vec<Test>),
    If(Box<[Syntax; 3]>),
    Quantified {
        every: bool,
        name: String,
        list: Box<Syntax>,
        body: Box<Syntax>,
    },
    List(Vec<Syntax>),
    Range {
        low: Box<Syntax>,
        high: Box<Syntax>,
        low_closed: bool,
        high_closed: bool,
    },
    Path(Box<Syntax>, String),
    /// `list[…]`: a position or a filter, by its type.
    Filter(Box<Syntax>, Box<Syntax>),
    Call {
        function: String,
        function_span: Span,
        arguments: Vec<Syntax>,
    },
}

/// What may stand after `in`.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// Equal to it, or in it if it is a list or a range.
    Value(Syntax),
    /// `< 5`.
    Compare(Comparison, Syntax),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(crate) fn from_symbol(symbol: &str) -> Option<Self> {
        Some(match symbol {
            "=" => Self::Equal,
            "!=" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The same comparison with its sides exchanged.
    pub(crate) fn flipped(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }

    /// Whether it asks for more than equality: an order.
    pub(crate) fn needs_order(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

impl Syntax {
    /// The parts it is made of, in the order they are written.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        match &self.form {
            Form::Null | Form::Boolean(_) | Form::Number(_) | Form::Text(_) | Form::Name(_) => Vec::new(),
            Form::Negate(of) | Form::Path(of, _) => vec![of],
            Form::Or(parts) | Form::And(parts) | Form::List(parts) | Form::Call { arguments: parts, .. } => {
                parts.iter().collect()
            }
            Form::Compare(_, left, right) | Form::Filter(left, right) => vec![left, right],
            Form::Quantified { list, body, .. } => vec![list, body],
            Form::Range { low, high, .. } => vec![low, high],
            Form::Between(parts) | Form::If(parts) => parts.iter().collect(),
            Form::Chain(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, operand)| operand)).collect()
            }
            Form::In(value, tests) => {
                let tests = tests.iter().map(|(Test::Value(test) | Test::Compare(_, test))| test);
                std::iter::once(&**value).chain(tests).collect()
            }
        }
    }

    /// The part at a place of [`Self::parts`], to be changed.
    pub(crate) fn part_mut(&mut self, at: usize) -> Option<&mut Self> {
        match &mut self.form {
            Form::Null | Form::Boolean(_) | Form::Number(_) | Form::Text(_) | Form::Name(_) => None,
            Form::Negate(of) | Form::Path(of, _) => (at == 0).then_some(&mut **of),
            Form::Or(parts) | Form::And(parts) | Form::List(parts) | Form::Call { arguments: parts, .. } => {
                parts.get_mut(at)
            }
            Form::Compare(_, first, second)
            | Form::Filter(first, second)
            | Form::Quantified { list: first, body: second, .. }
            | Form::Range { low: first, high: second, .. } => {
                [first, second].into_iter().nth(at).map(|part| &mut **part)
            }
            Form::Between(parts) | Form::If(parts) => parts.get_mut(at),
            Form::Chain(first, rest) => match at.checked_sub(1) {
                None => Some(first),
                Some(at) => rest.get_mut(at).map(|(_, operand)| operand),
            },
            Form::In(value, tests) => match at.checked_sub(1) {
                None => Some(value),
                Some(at) => tests.get_mut(at).map(|(Test::Value(test) | Test::Compare(_, test))| test),
            },
        }
    }
}

/// How tightly a form binds; what binds less tightly than its place stands in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Open,
    Or,
    And,
    Compare,
    Sum,
    Product,
    Unary,
    Postfix,
}

impl Form {
    /// Whether it can stand after `in` without parentheses, and be read as the one test it is.
    fn stands_bare(&self) -> bool {
        matches!(self, Self::List(_) | Self::Range { .. } | Self::Name(_) | Self::Text(_))
    }

    fn binding(&self) -> Binding {
        match self {
            Self::If(_) | Self::Quantified { .. } => Binding::Open,
            Self::Or(_) => Binding::Or,
            Self::And(_) => Binding::And,
            Self::Compare(..) | Self::Between(_) | Self::In(..) => Binding::Compare,
            Self::Chain(_, rest) => match rest.first() {
                Some((Operator::Multiply | Operator::Divide, _)) => Binding::Product,
                _ => Binding::Sum,
            },
            Self::Negate(_) => Binding::Unary,
            Self::Number(number) if *number < Number::ZERO => Binding::Unary,
            _ => Binding::Postfix,
        }
    }
}

/// Shows a child, in parentheses if it binds less tightly than it must.
struct Child<'a>(&'a Syntax, Binding);

impl fmt::Display for Child<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.form.binding() < self.1 { write!(formatter, "({})", self.0) } else { self.0.fmt(formatter) }
    }
}

fn joined(formatter: &mut fmt::Formatter<'_>, items: &[Syntax], between: &str, binding: Binding) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            formatter.write_str(between)?;
        }
        Child(item, binding).fmt(formatter)?;
    }
    Ok(())
}

/// A text as a literal.
pub(super) fn quoted(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    formatter.write_str("\"")?;
    for c in text.chars() {
        match c {
            '"' => formatter.write_str("\\\"")?,
            '\\' => formatter.write_str("\\\\")?,
            '\n' => formatter.write_str("\\n")?,
            '\t' => formatter.write_str("\\t")?,
            '\r' => formatter.write_str("\\r")?,
            c => write!(formatter, "{c}")?,
        }
    }
    formatter.write_str("\"")
}

impl fmt::Display for Syntax {
    /// The canonical text: one space around operators, the fewest parentheses.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Null => formatter.write_str("null"),
            Form::Boolean(value) => value.fmt(formatter),
            Form::Number(number) => number.fmt(formatter),
            Form::Text(text) => quoted(formatter, text),
            Form::Name(name) => formatter.write_str(name),
            Form::Negate(inner) => write!(formatter, "-{}", Child(inner, Binding::Postfix)),
            Form::Or(operands) => joined(formatter, operands, " or ", Binding::And),
            Form::And(operands) => joined(formatter, operands, " and ", Binding::Compare),
            Form::Compare(comparison, left, right) => {
                let (left, right) = (Child(left, Binding::Compare), Child(right, Binding::Sum));
                write!(formatter, "{left} {} {right}", comparison.symbol())
            }
            Form::Chain(first, rest) => {
                let own = self.form.binding();
                let (first_binding, rest_binding) =
                    if own == Binding::Sum { (own, Binding::Product) } else { (own, Binding::Unary) };
                Child(first, first_binding).fmt(formatter)?;
                for (operator, operand) in rest {
                    write!(formatter, " {} {}", operator.symbol(), Child(operand, rest_binding))?;
                }
                Ok(())
            }
            Form::Between(parts) => {
                let [value, low, high] = &**parts;
                let (value, low, high) =
                    (Child(value, Binding::Compare), Child(low, Binding::Sum), Child(high, Binding::Sum));
                write!(formatter, "{value} between {low} and {high}")
            }
            Form::In(value, tests) => {
                write!(formatter, "{} in ", Child(value, Binding::Compare))?;
                if let [Test::Value(test)] = tests.as_slice()
                    && test.form.stands_bare()
                {
                    return test.fmt(formatter);
                }
                formatter.write_str("(")?;
                for (at, test) in tests.iter().enumerate() {
                    formatter.write_str(if at > 0 { ", " } else { "" })?;
                    match test {
                        Test::Value(value) => Child(value, Binding::Sum).fmt(formatter)?,
                        Test::Compare(comparison, value) => {
                            write!(formatter, "{} {}", comparison.symbol(), Child(value, Binding::Sum))?;
                        }
                    }
                }
                formatter.write_str(")")
            }
            Form::If(parts) => {
                let [condition, yes, no] = &**parts;
                write!(formatter, "if {condition} then {yes} else {no}")
            }
            Form::Quantified { every, name, list, body } => {
                let word = if *every { "every" } else { "some" };
                write!(formatter, "{word} {name} in {} satisfies {body}", Child(list, Binding::Sum))
            }
            Form::List(items) => {
                formatter.write_str("[")?;
                joined(formatter, items, ", ", Binding::Open)?;
                formatter.write_str("]")
            }
            Form::Range { low, high, low_closed, high_closed } => {
                let (open, close) = (if *low_closed { "[" } else { "(" }, if *high_closed { "]" } else { ")" });
                write!(formatter, "{open}{}..{}{close}", Child(low, Binding::Sum), Child(high, Binding::Sum))
            }
            Form::Path(of, name) => write!(formatter, "{}.{name}", Child(of, Binding::Postfix)),
            Form::Filter(of, filter) => write!(formatter, "{}[{filter}]", Child(of, Binding::Postfix)),
            Form::Call { function, arguments, .. } => {
                write!(formatter, "{function}(")?;
                joined(formatter, arguments, ", ", Binding::Open)?;
                formatter.write_str(")")
            }
        }
    }
}
