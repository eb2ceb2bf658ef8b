//! A condition as it is evaluated: names resolved, types checked.

use std::sync::Arc;

use super::functions::Function;
use super::schedule::Schedule;
use super::syntax::{Comparison, Operator};
use super::value::{Range, Value};

/// A fact's place in the catalogue, or a name's among the facts given to `evaluate`.
pub(crate) type FactIndex = usize;
/// A criterion's place among all criteria of all versions of all programmes.
pub(crate) type CriterionIndex = usize;
/// A programme's place among the catalogue's.
pub(crate) type ProgrammeIndex = usize;

/// An expression whose names and types have been checked.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Constant(Value),
    Fact(FactIndex),
    AsAt,
    /// A quantifier's or a filter's own name, counted from the outermost.
    Local(usize),
    Negate(Box<Expression>),
    Or(Vec<Expression>),
    And(Vec<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    Chain(Box<Expression>, Vec<(Operator, Expression)>),
    In(Box<Expression>, Vec<Test>),
    If(Box<[Expression; 3]>),
    Quantified {
        every: bool,
        list: Box<Expression>,
        body: Box<Expression>,
    },
    List(Vec<Expression>),
    Range(Box<RangeOf<Expression>>),
    Path(Box<Expression>, String),
    Filter(Box<Expression>, Box<Expression>),
    Index(Box<Expression>, Box<Expression>),
    Call(Function, Vec<Expression>),
    /// `criterion("p", "c")`: the criteria of that id, one a version that has it.
    Criterion(ProgrammeIndex, String),
    /// `eligible("p")`.
    Eligible(ProgrammeIndex),
    /// `parameter("name")`, for the person's age where its values go by age.
    Parameter {
        parameter: Arc<Schedule>,
        age: Option<Box<Expression>>,
    },
    /// A record kind's name: the person's records of that kind.
    Records(String),
    /// A part of the record, or of the enrolment, that the condition is about.
    Own(String),
    /// `enrolled("p")`.
    Enrolled(ProgrammeIndex),
}

/// What may stand after `in`.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// Equal to it, or in it if it is a list or a range.
    Value(Expression),
    Compare(Comparison, Expression),
}

/// A range of expressions.
#[derive(Clone, Debug)]
pub(crate) struct RangeOf<T> {
    pub(crate) low: T,
    pub(crate) high: T,
    pub(crate) low_closed: bool,
    pub(crate) high_closed: bool,
}

impl<T> RangeOf<T> {
    /// The same range with other ends.
    pub(crate) fn with<U>(&self, low: U, high: U) -> RangeOf<U> {
        RangeOf { low, high, low_closed: self.low_closed, high_closed: self.high_closed }
    }
}

impl<'a> From<&'a Range> for RangeOf<&'a Value> {
    fn from(range: &'a Range) -> Self {
        Self { low: &range.low, high: &range.high, low_closed: range.low_closed, high_closed: range.high_closed }
    }
}

impl Expression {
    /// The parts it is made of, in the order they are written.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        let mut parts = Vec::new();
        self.each_part(&mut |part| parts.push(part));
        parts
    }

    /// Whether a part it is made of is such.
    pub(crate) fn any_part(&self, mut such: impl FnMut(&Self) -> bool) -> bool {
        let mut any = false;
        self.each_part(&mut |part| any = any || such(part));
        any
    }

    /// Whether it is such, or any part of it however deep.
    pub(crate) fn any(&self, mut such: impl FnMut(&Self) -> bool) -> bool {
        let mut any = false;
        self.walk(&mut |part| any = any || such(part));
        any
    }

    /// Calls `see` for each part it is made of, in the order they are written.
    fn each_part<'a>(&'a self, see: &mut impl FnMut(&'a Self)) {
        match self {
            Self::Constant(_)
            | Self::Fact(_)
            | Self::AsAt
            | Self::Local(_)
            | Self::Criterion(..)
            | Self::Eligible(_)
            | Self::Records(_)
            | Self::Own(_)
            | Self::Enrolled(_) => {}
            Self::Parameter { age, .. } => age.iter().for_each(|age| see(age)),
            Self::Negate(inner) | Self::Path(inner, _) => see(inner),
            Self::Or(operands) | Self::And(operands) | Self::List(operands) | Self::Call(_, operands) => {
                operands.iter().for_each(see);
            }
            Self::Compare(_, left, right)
            | Self::Filter(left, right)
            | Self::Index(left, right)
            | Self::Quantified { list: left, body: right, .. } => [left, right].into_iter().for_each(|part| see(part)),
            Self::Chain(first, rest) => {
                see(first);
                rest.iter().for_each(|(_, operand)| see(operand));
            }
            Self::In(value, tests) => {
                see(value);
                tests.iter().for_each(|(Test::Value(test) | Test::Compare(_, test))| see(test));
            }
            Self::If(parts) => parts.iter().for_each(see),
            Self::Range(range) => [&range.low, &range.high].into_iter().for_each(see),
        }
    }

    /// How many parts it has, itself and theirs among them.
    pub(crate) fn size(&self) -> usize {
        let mut size = 0_usize;
        self.walk(&mut |_| size = size.saturating_add(1));
        size
    }

    /// Calls `see` for this expression and every part of it, in the order they are written.
    pub(crate) fn walk(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        self.each_part(&mut |part| part.walk(see));
    }
}
