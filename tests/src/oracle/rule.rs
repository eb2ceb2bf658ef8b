//! Conditions as trees, and the texts they are written as.

use std::fmt::{self, Display, Formatter};

use super::day::Day;
use super::fact::Fact;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// A boolean fact.
    Fact(Fact),
    /// `left comparison right`.
    Compare(Term, Comparison, Term),
    /// `value in (tests)`.
    In(Term, Vec<Test>),
    /// `value between low and high`.
    Between(Term, Term, Term),
    /// `list contains(codes, code)`.
    Contains(Fact, &'static str),
    /// `some c in codes satisfies c = code`, or `every`.
    EachCode(Quantifier, Fact, &'static str),
    /// `codes = [codes]`, by their places as bits.
    SameCodes(Fact, u8),
    /// `some m in household satisfies …`, or `every`.
    Members(Quantifier, Vec<MemberTest>),
    /// `enrolled("p0")`.
    Enrolled(usize),
    /// `criterion("p0", "c0")`.
    Criterion(usize, usize),
    /// `eligible("p0")`.
    Eligible(usize),
    /// `a and b`.
    And(Vec<Rule>),
    /// `a or b`.
    Or(Vec<Rule>),
    /// `not(a)`.
    Not(Box<Rule>),
    /// `if a then b else c`.
    If(Box<[Rule; 3]>),
    /// `(a) = (b)`.
    Same(Box<[Rule; 2]>),
    /// `any(a, b)`, or `all(a, b)`.
    AnyAll(Quantifier, Vec<Rule>),
}

/// Some, or every one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are their names")]
pub enum Quantifier {
    Some,
    Every,
}

/// What is asked of a member of the household; all of several must hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MemberTest {
    /// `m.a`, or `not(m.a)`.
    A(bool),
    /// `m.n >= 2`, or `m.n < 2`.
    N(bool),
    /// `m.age >= 18`, or `m.age < 18`.
    Age(bool),
    /// `m.n > n`.
    MoreThanOwn,
}

/// The ages and the figure that members are held against.
pub const MEMBER_AGE: i64 = 18;
/// See [`MEMBER_AGE`].
pub const MEMBER_N: i64 = 2;

/// A value in a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A fact.
    Fact(Fact),
    /// A number, or an amount.
    Number(f64),
    /// `date("…")`.
    Day(Day),
    /// A text or a code.
    Text(&'static str),
    /// `as_at`.
    AsAt,
    /// Two numbers, and what is done with them.
    Arithmetic(Box<Term>, Operator, Box<Term>),
    /// `-x`.
    Negative(Box<Term>),
    /// A day and some months or days.
    Later(Box<Term>, Unit, i64),
    /// `years between(from, to)` and the like.
    Until(Unit, Box<Term>, Box<Term>),
    /// `day.year`.
    Year(Box<Term>),
    /// `if a then b else c`.
    If(Box<Rule>, Box<Term>, Box<Term>),
    /// `count(codes)`, or of the household.
    Count(Fact),
    /// `count(grant)`.
    Grants,
    /// `sum(grant.amount)`.
    Granted,
    /// `parameter("floor")`.
    Parameter,
}

/// `value in (…)`: one of several tests.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The value itself.
    Is(Term),
    /// `> 3`.
    Compare(Comparison, Term),
    /// `[low..high)`: each end with whether it belongs to it.
    Range(bool, Term, Term, bool),
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are their names")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What is done with two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are their names")]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "they are their names")]
pub enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

impl Rule {
    /// The rules that a rule's truth is made of; none if it is made of values.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::And(rules) | Self::Or(rules) | Self::AnyAll(_, rules) => rules.iter().collect(),
            Self::Not(rule) => vec![rule],
            Self::If(rules) => rules.iter().collect(),
            Self::Same(rules) => rules.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The values that a rule without parts is about.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Compare(left, _, right) => vec![left, right],
            Self::Between(value, low, high) => vec![value, low, high],
            Self::In(value, tests) => {
                let tests = tests.iter().flat_map(|test| match test {
                    Test::Is(term) | Test::Compare(_, term) => vec![term],
                    Test::Range(_, low, high, _) => vec![low, high],
                });
                std::iter::once(value).chain(tests).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The facts a rule names, in order, more than once if it does.
    pub fn facts(&self, found: &mut Vec<Fact>) {
        match self {
            Self::Fact(fact) | Self::Contains(fact, _) | Self::EachCode(_, fact, _) | Self::SameCodes(fact, _) => {
                found.push(*fact);
            }
            Self::Members(_, tests) => {
                found.push(Fact::Household);
                if tests.contains(&MemberTest::MoreThanOwn) {
                    found.push(Fact::N);
                }
            }
            Self::Enrolled(_) => found.push(Fact::Events),
            _ => {}
        }
        self.terms().into_iter().for_each(|term| term.facts(found));
        self.parts().into_iter().for_each(|part| part.facts(found));
    }
}

impl Term {
    /// The facts a value names, in order.
    pub fn facts(&self, found: &mut Vec<Fact>) {
        match self {
            Self::Fact(fact) | Self::Count(fact) => found.push(*fact),
            Self::Arithmetic(left, _, right) | Self::Until(_, left, right) => {
                left.facts(found);
                right.facts(found);
            }
            Self::Negative(term) | Self::Later(term, ..) | Self::Year(term) => term.facts(found),
            Self::If(rule, yes, no) => {
                rule.facts(found);
                yes.facts(found);
                no.facts(found);
            }
            Self::Grants | Self::Granted => found.push(Fact::Events),
            Self::Parameter => found.push(Fact::Age),
            Self::Number(_) | Self::Day(_) | Self::Text(_) | Self::AsAt => {}
        }
    }
}

struct Joined<'a, T>(&'a [T], &'static str);

impl<T: Display> Display for Joined<'_, T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            write!(formatter, "{}{part}", if at == 0 { "" } else { self.1 })?;
        }
        Ok(())
    }
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(fact) => f.write_str(fact.name()),
            Self::Compare(left, comparison, right) => write!(f, "{left} {} {right}", comparison.sign()),
            Self::In(value, tests) => write!(f, "{value} in ({})", Joined(tests, ", ")),
            Self::Between(value, low, high) => write!(f, "({value} between {low} and {high})"),
            Self::Contains(fact, code) => write!(f, "list contains({}, \"{code}\")", fact.name()),
            Self::EachCode(of, fact, code) => {
                write!(f, "({} x in {} satisfies x = \"{code}\")", of.word(), fact.name())
            }
            Self::SameCodes(fact, bits) => {
                let codes = fact.codes().iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                let codes: Vec<String> = codes.map(|(_, code)| format!("\"{code}\"")).collect();
                write!(f, "{} = [{}]", fact.name(), codes.join(", "))
            }
            Self::Members(of, tests) => {
                write!(f, "({} x in household satisfies {})", of.word(), Joined(tests, " and "))
            }
            Self::Enrolled(programme) => write!(f, "enrolled(\"p{programme}\")"),
            Self::Criterion(programme, id) => write!(f, "criterion(\"p{programme}\", \"c{id}\")"),
            Self::Eligible(programme) => write!(f, "eligible(\"p{programme}\")"),
            Self::And(rules) => write!(f, "({})", Joined(rules, " and ")),
            Self::Or(rules) => write!(f, "({})", Joined(rules, " or ")),
            Self::Not(rule) => write!(f, "not({rule})"),
            Self::If(parts) => write!(f, "(if {} then {} else {})", parts[0], parts[1], parts[2]),
            Self::Same(sides) => write!(f, "(({}) = ({}))", sides[0], sides[1]),
            Self::AnyAll(Quantifier::Some, rules) => write!(f, "any({})", Joined(rules, ", ")),
            Self::AnyAll(Quantifier::Every, rules) => write!(f, "all({})", Joined(rules, ", ")),
        }
    }
}

impl Display for MemberTest {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::A(true) => f.write_str("x.a"),
            Self::A(false) => f.write_str("not(x.a)"),
            Self::N(at_least) => write!(f, "x.n {} {MEMBER_N}", if *at_least { ">=" } else { "<" }),
            Self::Age(at_least) => write!(f, "x.age {} {MEMBER_AGE}", if *at_least { ">=" } else { "<" }),
            Self::MoreThanOwn => f.write_str("x.n > n"),
        }
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(fact) => f.write_str(fact.name()),
            Self::Number(number) => write!(f, "{number}"),
            Self::Day(day) => write!(f, "date(\"{day}\")"),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::AsAt => f.write_str("as_at"),
            Self::Arithmetic(left, operator, right) => write!(f, "({left} {} {right})", operator.sign()),
            Self::Negative(term) => write!(f, "(-{term})"),
            Self::Later(day, unit, count) => {
                let (sign, count) = if *count < 0 { ('-', -count) } else { ('+', *count) };
                write!(f, "({day} {sign} duration(\"P{count}{}\"))", unit.letter())
            }
            Self::Until(unit, from, to) => write!(f, "{} between({from}, {to})", unit.word()),
            Self::Year(day) => write!(f, "{day}.year"),
            Self::If(rule, yes, no) => write!(f, "(if {rule} then {yes} else {no})"),
            Self::Count(fact) => write!(f, "count({})", fact.name()),
            Self::Grants => f.write_str("count(grant)"),
            Self::Granted => f.write_str("sum(grant.amount)"),
            Self::Parameter => f.write_str("parameter(\"floor\")"),
        }
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(term) => write!(f, "{term}"),
            Self::Compare(comparison, term) => write!(f, "{} {term}", comparison.sign()),
            Self::Range(low_in, low, high, high_in) => {
                write!(f, "{}{low}..{high}{}", if *low_in { '[' } else { '(' }, if *high_in { ']' } else { ')' })
            }
        }
    }
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::GreaterOrEqual, Self::Less, Self::Equal, Self::NotEqual, Self::LessOrEqual, Self::Greater];

    /// Whether it is about which comes first.
    #[must_use]
    pub fn is_order(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

impl Operator {
    fn sign(self) -> char {
        match self {
            Self::Add => '+',
            Self::Subtract => '-',
            Self::Multiply => '*',
            Self::Divide => '/',
        }
    }
}

impl Unit {
    fn word(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Days => 'D',
            Self::Weeks => 'W',
            Self::Months => 'M',
            Self::Years => 'Y',
        }
    }
}

impl Quantifier {
    fn word(self) -> &'static str {
        match self {
            Self::Some => "some",
            Self::Every => "every",
        }
    }
}
