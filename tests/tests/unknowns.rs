//! Decisions against brute force: unknown facts never make a decision that an answer could turn round.

mod naive;

use doorstep::{Catalogue, Status, parse_date};
use naive::{NUMBERS, Rule, Told, VOCABULARY, leaf, rule_over, wild};
use proptest::prelude::*;

const FACTS: [&str; 5] = ["a", "b", "n", "t", "s"];

/// Telling more.
trait Telling: Sized {
    /// The facts of which something is not told.
    fn unknown(&self) -> Vec<&'static str>;
    /// Every way to tell one fact in full, on top of what is told.
    fn telling(&self, fact: &str) -> Vec<Self>;
    /// Every way to tell some facts in full.
    fn completions(&self, facts: &[&str]) -> Vec<Self>;
}

impl Telling for Told {
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

    fn telling(&self, fact: &str) -> Vec<Self> {
        let with = |change: &dyn Fn(&mut Self)| {
            let mut told = self.clone();
            change(&mut told);
            told
        };
        match fact {
            "a" => [true, false].map(|value| with(&|told| told.a = Some(value))).into(),
            "b" => [true, false].map(|value| with(&|told| told.b = Some(value))).into(),
            "n" => NUMBERS.step_by(2).map(|value| with(&|told| told.n = Some(value))).collect(),
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

fn rule() -> impl Strategy<Value = Rule> {
    rule_over(leaf(), 12)
}

fn told() -> impl Strategy<Value = Told> {
    let code = || prop::option::of(any::<bool>());
    let t = prop::option::of(prop::sample::select(vec!["x", "y", "z"]));
    (code(), code(), prop::option::of(NUMBERS), t, [code(), code()]).prop_map(|(a, b, n, t, s)| Told {
        a,
        b,
        n,
        t,
        s,
        others: None,
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
    (decision.status(), decision.missing().into_iter().map(String::from).collect())
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
    fn the_canonical_text_says_the_same(rule in wild()) {
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
