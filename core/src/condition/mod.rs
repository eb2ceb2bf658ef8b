//! Conditions: a typed subset of FEEL, the expression language of the OMG's DMN standard, over facts that may not be
//! known.
//!
//! Text becomes tokens ([`lexer`]), a tree ([`parser`], [`syntax`]), a checked expression ([`check`], [`types`]) and a
//! value ([`evaluate`]). A condition that passes the check never fails: it gives a value, or unknown.

mod alone;
mod arithmetic;
mod check;
mod compare;
mod compute;
mod evaluate;
mod expression;
mod functions;
mod lexer;
mod parser;
mod problem;
mod records;
mod schedule;
mod scope;
pub(crate) mod syntax;
mod text;
mod types;
mod value;

pub use alone::{Condition, evaluate};
pub use problem::ConditionError;
pub use value::{Codes, Range, Unknown, Value};

pub(crate) use arithmetic::arithmetic;
pub(crate) use check::{condition, derivation, expression};
pub(crate) use compare::{compare, every, range_comparisons};
pub(crate) use evaluate::{Evaluator, MEMBERS_LIMIT, NoVerdicts, Verdicts, disagree};
pub(crate) use expression::{CriterionIndex, Expression, FactIndex, ProgrammeIndex, Test};
pub(crate) use functions::Function;
#[cfg(feature = "schema")]
pub(crate) use parser::LENGTH_LIMIT;
pub(crate) use parser::{KEYWORDS, parse};
pub(crate) use problem::Problem;
pub(crate) use records::{Record, Records};
pub(crate) use schedule::{Row, Schedule, contradictions};
pub(crate) use scope::{Names, Place, Scope};
#[cfg(feature = "interchange")]
pub(crate) use syntax::Test as SyntaxTest;
pub(crate) use syntax::{Comparison, Form, Operator, Syntax};
pub(crate) use types::{CodeSet, Type};
