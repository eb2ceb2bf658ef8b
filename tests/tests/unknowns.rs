//! Decisions against brute force: unknown facts never make a decision that an answer could turn round.

use doorstep::{Catalogue, Plain, Status, parse_date};
use proptest::prelude::*;

const VOCABULARY: &str = r#"{"vocabulary": "v", "facts": {
    "a": {"type": "boolean"}, "b": {"type": "boolean"},
    "n": {"type": "number"},
    "t": {"type": "code", "values": {"x": "X", "y": "Y", "z": "Z"}},
    "s": {"type": "codes", "open": true, "values": {"p": "P", "q": "Q"}},
    "m": {"type": "number", "derive": "if a then n + 1 else n"}
}}"#;

const FACTS: [&str; 5] = ["a", "b", "n", "t", "s"];
const NUMBERS: std::ops::RangeInclusive<i64> = -1..=4;
const CODES: [&str; 2] = ["p", "q"];

/// What is told of one person. `s` is told code by code, since it is open.
#[derive(Clone, Debug, Default)]
struct Told {
    a: Option<bool>,
    b: Option<bool>,
    n: Option<i64>,
    t: Option<&'static str>,
    s: [Option<bool>; 2],
}

impl Told {
    fn facts(&self) -> Plain {
        let mut facts: Vec<(String, Plain)> = Vec::new();
        let mut tell = |name: &str, value: Option<Plain>| facts.extend(value.map(|value| (name.to_owned(), value)));
        tell("a", self.a.map(Plain::Boolean));
        tell("b", self.b.map(Plain::Boolean));
        tell("n", self.n.map(Plain::from));
        tell("t", self.t.map(Plain::from));
        let told = |wanted: bool| {
            let codes = CODES.into_iter().zip(self.s).filter(|(_, told)| *told == Some(wanted));
            Plain::from(codes.map(|(code, _)| code).collect::<Vec<_>>())
        };
        let codes = Plain::from_iter([("value", told(true)), ("not", told(false))]);
        tell("s", (self.s != [None, None]).then_some(codes));
        Plain::Map(facts)
    }

    fn unknown(&self) -> Vec<&'static str> {
        let unknown = [
            self.a.is_none(),
            self.b.is_none(),
            self.n.is_none(),
            self.t.is_none(),
            self.s.iter().any(Option::is_none),
        ];
        FACTS.into_iter().zip(unknown).filter(|(_, unknown)| *unknown).map(|(fact, _)| fact).collect()
    }

    /// Every way to tell one fact in full, on top of what is told.
    fn telling(&self, fact: &str) -> Vec<Self> {
        let with = |change: &dyn Fn(&mut Self)| {
            let mut told = self.clone();
            change(&mut told);
            told
        };
        match fact {
            "a" => [true, false].map(|value| with(&|told| told.a = Some(value))).into(),
            "b" => [true, false].map(|value| with(&|told| told.b = Some(value))).into(),
            "n" => NUMBERS.map(|value| with(&|told| told.n = Some(value))).collect(),
            "t" => ["x", "y", "z"].map(|value| with(&|told| told.t = Some(value))).into(),
            _ => [[true, true], [true, false], [false, true], [false, false]]
                .into_iter()
                .filter(|codes| codes.iter().zip(self.s).all(|(code, told)| told.is_none_or(|told| told == *code)))
                .map(|codes| with(&|told| told.s = codes.map(Some)))
                .collect(),
        }
    }

    fn completions(&self, facts: &[&str]) -> Vec<Self> {
        facts.iter().fold(vec![self.clone()], |all, fact| all.iter().flat_map(|told| told.telling(fact)).collect())
    }
}

fn told() -> impl Strategy<Value = Told> {
    let code = || prop::option::of(any::<bool>());
    let t = prop::option::of(prop::sample::select(vec!["x", "y", "z"]));
    (code(), code(), prop::option::of(NUMBERS), t, [code(), code()]).prop_map(|(a, b, n, t, s)| Told { a, b, n, t, s })
}

/// A number in a condition; `m` is derived: `if a then n + 1 else n`.
#[derive(Clone, Copy, Debug)]
enum Num {
    N,
    M,
    Is(i64),
}

/// A condition, to be written as text and to be judged by a second, naive implementation.
#[derive(Clone, Debug)]
enum Rule {
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
            Self::M => Some(told.n? + i64::from(told.a?)),
            Self::Is(number) => Some(number),
        }
    }
}

impl Rule {
    fn text(&self) -> String {
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
            Self::And(rules) => format!("({})", joined(rules, " and ")),
            Self::Or(rules) => format!("({})", joined(rules, " or ")),
            Self::Not(rule) => format!("not({})", rule.text()),
            Self::If(parts) => format!("(if {} then {} else {})", parts[0].text(), parts[1].text(), parts[2].text()),
            Self::Same(sides) => format!("(({}) = ({}))", sides[0].text(), sides[1].text()),
        }
    }

    /// Kleene's truth, by the definitions and nothing clever.
    fn truth(&self, told: &Told) -> Option<bool> {
        match self {
            Self::A => told.a,
            Self::B => told.b,
            Self::Compare(number, comparison, with) => number.value(told).map(|value| holds(value, comparison, *with)),
            Self::In(number, one, low) => {
                let value = number.value(told);
                let from = value.zip(one.value(told)).map(|(value, one)| one <= value);
                let range = or([from.map(|truth| !truth), value.map(|value| value >= 3)]).map(|truth| !truth);
                or([value.map(|value| value == *low), range, value.map(|value| value > 3)])
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

fn or(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let truths: Vec<_> = truths.into_iter().collect();
    if truths.contains(&Some(true)) {
        Some(true)
    } else if truths.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn rule() -> impl Strategy<Value = Rule> {
    let number = || prop_oneof![Just(Num::N), Just(Num::M), (0..4_i64).prop_map(Num::Is)];
    let comparison = || prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
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
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Rule::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Rule::Or),
            inner.clone().prop_map(|one| Rule::Not(Box::new(one))),
            [inner.clone(), inner.clone(), inner.clone()].prop_map(|parts| Rule::If(Box::new(parts))),
            [inner.clone(), inner].prop_map(|sides| Rule::Same(Box::new(sides))),
        ]
    })
}

fn catalogue(conditions: &[String]) -> Catalogue {
    let criteria: Vec<String> = conditions
        .iter()
        .enumerate()
        .map(|(at, when)| {
            let when = serde_json::to_string(when).unwrap();
            format!(r#"{{"id": "c{at}", "text": "C", "when": {when}}}"#)
        })
        .collect();
    let programme =
        format!(r#"{{"programme": "p", "name": "P", "in_force": {{}}, "eligibility": [{}]}}"#, criteria.join(", "));
    Catalogue::parse([("v.json", VOCABULARY), ("p.json", &programme)]).unwrap()
}

fn decide(catalogue: &Catalogue, told: &Told) -> (Status, Vec<String>) {
    let screening = catalogue.screen(&told.facts(), parse_date("2022-04-01").unwrap()).unwrap();
    let decision = screening.decision("p").unwrap();
    (decision.status(), decision.missing())
}

fn status(truth: Option<bool>) -> Status {
    match truth {
        Some(true) => Status::Eligible,
        Some(false) => Status::NotEligible,
        None => Status::Undetermined,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_second_implementation_agrees(rules in prop::collection::vec(rule(), 1..3), told in told()) {
        let texts: Vec<String> = rules.iter().map(Rule::text).collect();
        let (found, missing) = decide(&catalogue(&texts), &told);
        prop_assert_eq!(found, status(Rule::And(rules).truth(&told)), "{:?}", texts);
        prop_assert_eq!(missing.is_empty(), found != Status::Undetermined, "{:?}", texts);
    }

    #[test]
    fn a_decision_holds_whatever_is_told_later(rules in prop::collection::vec(rule(), 1..3), told in told()) {
        let texts: Vec<String> = rules.iter().map(Rule::text).collect();
        let catalogue = catalogue(&texts);
        let (found, missing) = decide(&catalogue, &told);
        if found == Status::Undetermined {
            // `missing` is never too few: telling all of it settles the decision, whatever is told.
            let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
            prop_assert!(missing.iter().all(|fact| told.unknown().contains(fact)), "{:?} {:?}", texts, missing);
            for complete in told.completions(&missing) {
                prop_assert_ne!(decide(&catalogue, &complete).0, Status::Undetermined, "{:?} {:?}", texts, missing);
            }
        } else {
            for complete in told.completions(&told.unknown()) {
                prop_assert_eq!(decide(&catalogue, &complete).0, found, "{:?}", texts);
            }
        }
    }

    #[test]
    fn the_canonical_text_says_the_same(rule in rule()) {
        let first = catalogue(&[rule.text()]);
        let criterion = |catalogue: &Catalogue| {
            catalogue.programmes()["p"][0].eligibility.as_ref().unwrap()[0].when.to_string()
        };
        let canonical = criterion(&first);
        let second = catalogue(std::slice::from_ref(&canonical));
        prop_assert_eq!(&criterion(&second), &canonical);
        prop_assert_eq!(second.fingerprint(), first.fingerprint());
    }
}
