//! A second, naive implementation of conditions, and random conditions for it.

use doorstep::Plain;
use proptest::prelude::*;

pub const VOCABULARY: &str = r#"{"vocabulary": "v", "facts": {
    "a": {"type": "boolean"}, "b": {"type": "boolean"},
    "n": {"type": "number"},
    "t": {"type": "code", "values": {"x": "X", "y": "Y", "z": "Z"}},
    "s": {"type": "codes", "open": true, "values": {"p": "P", "q": "Q"}},
    "m": {"type": "number", "derive": "if a then n + 1 else n"}
}}"#;

/// In halves, as all numbers here: between two whole numbers lies another.
pub const NUMBERS: std::ops::RangeInclusive<i64> = -4..=9;
pub const CODES: [&str; 2] = ["p", "q"];

/// What is told of one person. `s` is told code by code, since it is open.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub a: Option<bool>,
    pub b: Option<bool>,
    pub n: Option<i64>,
    pub t: Option<&'static str>,
    pub s: [Option<bool>; 2],
    /// Whether `a` holds for each of the other members of the household.
    pub others: Option<&'static [bool]>,
}

impl Told {
    pub fn facts(&self) -> Plain {
        let mut facts: Vec<(String, Plain)> = Vec::new();
        let mut tell = |name: &str, value: Option<Plain>| facts.extend(value.map(|value| (name.to_owned(), value)));
        tell("a", self.a.map(Plain::Boolean));
        tell("b", self.b.map(Plain::Boolean));
        tell("n", self.n.map(|n| Plain::Number((n as f64 / 2.0).to_string())));
        tell("t", self.t.map(Plain::from));
        let told = |wanted: bool| {
            let codes = CODES.into_iter().zip(self.s).filter(|(_, told)| *told == Some(wanted));
            Plain::from(codes.map(|(code, _)| code).collect::<Vec<_>>())
        };
        let codes = Plain::from_iter([("value", told(true)), ("not", told(false))]);
        tell("s", (self.s != [None, None]).then_some(codes));
        tell(
            "household",
            self.others.map(|others| others.iter().map(|a| Plain::from_iter([("a", *a)])).collect::<Vec<_>>().into()),
        );
        Plain::Map(facts)
    }
}

/// A number in a condition; `m` is derived: `if a then n + 1 else n`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Num {
    N,
    M,
    Is(i64),
}

/// A condition, to be written as text and to be judged by a second, naive implementation.
#[derive(Clone, Debug)]
pub enum Rule {
    A,
    B,
    Compare(Num, &'static str, i64),
    In(Num, Num, i64),
    T(&'static str),
    TInXy,
    Count(&'static str, i64),
    Has(usize),
    SomeIs(usize),
    EveryIs(usize),
    /// Unknown for good where it divides by zero.
    Quotient(i64),
    SomeOther,
    EveryOther,
    And(Vec<Rule>),
    Or(Vec<Rule>),
    Not(Box<Rule>),
    If(Box<[Rule; 3]>),
    Same(Box<[Rule; 2]>),
}

impl Num {
    fn text(self) -> String {
        match self {
            Self::N => "n".to_owned(),
            Self::M => "m".to_owned(),
            Self::Is(number) => number.to_string(),
        }
    }

    fn value(self, told: &Told) -> Option<i64> {
        match self {
            Self::N => told.n,
            Self::M => Some(told.n? + 2 * i64::from(told.a?)),
            Self::Is(number) => Some(2 * number),
        }
    }
}

impl Rule {
    pub fn text(&self) -> String {
        let joined = |rules: &[Self], word: &str| rules.iter().map(Self::text).collect::<Vec<_>>().join(word);
        match self {
            Self::A => "a".to_owned(),
            Self::B => "b".to_owned(),
            Self::Compare(number, comparison, with) => format!("{} {comparison} {with}", number.text()),
            Self::In(number, one, low) => format!("{} in ({low}, [{}..3), > 3)", number.text(), one.text()),
            Self::T(code) => format!("t = \"{code}\""),
            Self::TInXy => "t in (\"x\", \"y\")".to_owned(),
            Self::Count(comparison, with) => format!("count(s) {comparison} {with}"),
            Self::Has(code) => format!("list contains(s, \"{}\")", CODES[*code]),
            Self::SomeIs(code) => format!("(some c in s satisfies c = \"{}\")", CODES[*code]),
            Self::EveryIs(code) => format!("(every c in s satisfies c = \"{}\")", CODES[*code]),
            Self::Quotient(less) => format!("n / (n - {less}) > 1"),
            Self::SomeOther => "(some o in household satisfies o.a)".to_owned(),
            Self::EveryOther => "(every o in household satisfies o.a)".to_owned(),
            Self::And(rules) => format!("({})", joined(rules, " and ")),
            Self::Or(rules) => format!("({})", joined(rules, " or ")),
            Self::Not(rule) => format!("not({})", rule.text()),
            Self::If(parts) => format!("(if {} then {} else {})", parts[0].text(), parts[1].text(), parts[2].text()),
            Self::Same(sides) => format!("(({}) = ({}))", sides[0].text(), sides[1].text()),
        }
    }

    /// Kleene's truth, by the definitions and nothing clever.
    pub fn truth(&self, told: &Told) -> Option<bool> {
        match self {
            Self::A => told.a,
            Self::B => told.b,
            Self::Compare(number, comparison, with) => {
                number.value(told).map(|value| holds(value, comparison, 2 * with))
            }
            Self::In(number, one, low) => {
                let value = number.value(told);
                let from = value.zip(one.value(told)).map(|(value, one)| one <= value);
                let range = or([from.map(|truth| !truth), value.map(|value| value >= 6)]).map(|truth| !truth);
                or([value.map(|value| value == 2 * low), range, value.map(|value| value > 6)])
            }
            Self::T(code) => told.t.map(|t| t == *code),
            Self::TInXy => told.t.map(|t| t != "z"),
            Self::Count(comparison, with) => {
                if told.s == [None, None] {
                    return None;
                }
                let least = told.s.iter().filter(|code| **code == Some(true)).count();
                let most = told.s.iter().filter(|code| **code != Some(false)).count();
                let truths: Vec<bool> = (least..=most).map(|count| holds(count as i64, comparison, *with)).collect();
                truths.iter().all(|truth| *truth == truths[0]).then_some(truths[0])
            }
            Self::Has(code) | Self::SomeIs(code) => told.s[*code],
            Self::EveryIs(code) => told.s[1 - *code].map(|other| !other),
            Self::Quotient(less) => {
                let (above, below) = (told.n?, told.n? - 2 * less);
                (below != 0).then_some(if below > 0 { above > below } else { above < below })
            }
            Self::SomeOther => told.others.map(|others| others.contains(&true)),
            Self::EveryOther => told.others.map(|others| !others.contains(&false)),
            Self::And(rules) => or(rules.iter().map(|rule| rule.truth(told).map(|truth| !truth))).map(|truth| !truth),
            Self::Or(rules) => or(rules.iter().map(|rule| rule.truth(told))),
            Self::Not(rule) => rule.truth(told).map(|truth| !truth),
            Self::If(parts) => {
                if parts[0].truth(told)? {
                    parts[1].truth(told)
                } else {
                    parts[2].truth(told)
                }
            }
            Self::Same(sides) => Some(sides[0].truth(told)? == sides[1].truth(told)?),
        }
    }
}

fn holds(value: i64, comparison: &str, with: i64) -> bool {
    match comparison {
        "=" => value == with,
        "!=" => value != with,
        "<" => value < with,
        "<=" => value <= with,
        ">" => value > with,
        _ => value >= with,
    }
}

pub fn or(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let truths: Vec<_> = truths.into_iter().collect();
    if truths.contains(&Some(true)) {
        Some(true)
    } else if truths.contains(&None) {
        None
    } else {
        Some(false)
    }
}

/// Rules of about so many parts over some leaves.
pub fn rule_over(leaf: impl Strategy<Value = Rule> + 'static, size: u32) -> impl Strategy<Value = Rule> {
    leaf.prop_recursive(3, size, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Rule::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Rule::Or),
            inner.clone().prop_map(|one| Rule::Not(Box::new(one))),
            [inner.clone(), inner.clone(), inner.clone()].prop_map(|parts| Rule::If(Box::new(parts))),
            [inner.clone(), inner].prop_map(|sides| Rule::Same(Box::new(sides))),
        ]
    })
}

/// The parts of rules that no other rule is in.
pub fn leaf() -> impl Strategy<Value = Rule> {
    let number = || prop_oneof![Just(Num::N), Just(Num::M), (0..4_i64).prop_map(Num::Is)];
    let comparison = || prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
    prop_oneof![
        Just(Rule::A),
        Just(Rule::B),
        (number(), comparison(), 0..4_i64).prop_map(|(n, c, k)| Rule::Compare(n, c, k)),
        (number(), number(), 0..4_i64).prop_map(|(n, one, k)| Rule::In(n, one, k)),
        prop::sample::select(vec!["x", "y", "z"]).prop_map(Rule::T),
        Just(Rule::TInXy),
        (comparison(), 0..3_i64).prop_map(|(c, k)| Rule::Count(c, k)),
        (0..2_usize).prop_map(Rule::Has),
        (0..2_usize).prop_map(Rule::SomeIs),
        (0..2_usize).prop_map(Rule::EveryIs),
    ]
}

/// Rules over more than is finite: quotients, households, facts compared with each other.
pub fn wild() -> impl Strategy<Value = Rule> {
    let more = prop_oneof![
        (0..3_i64).prop_map(Rule::Quotient),
        Just(Rule::SomeOther),
        Just(Rule::EveryOther),
        Just(Rule::In(Num::N, Num::M, 1)),
    ];
    rule_over(prop_oneof![2 => leaf(), 1 => more], 8)
}
