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

/// Every value of a fact that the conditions below can tell apart.
fn domain(fact: &str) -> Vec<Plain> {
    let codes =
        |codes: &[&str]| Plain::from_iter([("value", Plain::from(codes.to_vec())), ("complete", Plain::Boolean(true))]);
    match fact {
        "n" => (-1..=4).map(Plain::from).collect(),
        "t" => ["x", "y", "z"].map(Plain::from).into(),
        "s" => vec![codes(&[]), codes(&["p"]), codes(&["q"]), codes(&["p", "q"])],
        _ => vec![Plain::Boolean(false), Plain::Boolean(true)],
    }
}

fn condition() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just("n".to_owned()), Just("m".to_owned()), (0..4_i32).prop_map(|n| n.to_string())];
    let comparison = prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        (number.clone(), comparison.clone(), 0..4_i32).prop_map(|(n, c, k)| format!("{n} {c} {k}")),
        (number.clone(), number).prop_map(|(n, k)| format!("n in ({n}, [{k}..3), > 2)")),
        prop::sample::select(vec!["x", "y", "z"]).prop_map(|t| format!("t = \"{t}\"")),
        Just("t in (\"x\", \"y\")".to_owned()),
        (comparison, 0..3_i32).prop_map(|(c, k)| format!("count(s) {c} {k}")),
        prop::sample::select(vec!["p", "q"]).prop_map(|s| format!("list contains(s, \"{s}\")")),
        Just("some c in s satisfies c = \"p\"".to_owned()),
        Just("every c in s satisfies c = \"q\"".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" and "))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" or "))),
            inner.clone().prop_map(|one| format!("not({one})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, y, n)| format!("(if {c} then {y} else {n})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) = ({b})")),
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

fn decide(catalogue: &Catalogue, facts: &[(&str, Plain)]) -> (Status, Vec<String>) {
    let facts: Plain = facts.iter().cloned().collect();
    let screening = catalogue.screen(&facts, parse_date("2022-04-01").unwrap()).unwrap();
    let decision = screening.decision("p").unwrap();
    (decision.status(), decision.missing())
}

/// Every way to tell some facts, on top of what is told.
fn completions<'f>(told: &[(&'f str, Plain)], facts: &[&'f str]) -> Vec<Vec<(&'f str, Plain)>> {
    let mut all = vec![told.to_vec()];
    for fact in facts {
        all = all
            .into_iter()
            .flat_map(|facts| {
                domain(fact).into_iter().map(move |value| {
                    let mut more = facts.clone();
                    more.push((fact, value));
                    more
                })
            })
            .collect();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_decision_holds_whatever_is_told_later(
        conditions in prop::collection::vec(condition(), 1..3),
        told in prop::collection::vec(prop::option::of(any::<prop::sample::Index>()), FACTS.len()),
    ) {
        let catalogue = catalogue(&conditions);
        let known: Vec<(&str, Plain)> = FACTS
            .iter()
            .zip(&told)
            .filter_map(|(fact, index)| Some((*fact, index.as_ref()?.get(&domain(fact)).clone())))
            .collect();
        let unknown: Vec<&str> = FACTS.iter().copied().filter(|fact| !known.iter().any(|(name, _)| name == fact)).collect();
        let (status, missing) = decide(&catalogue, &known);
        for complete in completions(&known, &unknown) {
            let (settled, _) = decide(&catalogue, &complete);
            // With every fact told there is always a decision, and no answer turns one round.
            prop_assert_ne!(settled, Status::Undetermined, "{:?}", conditions);
            if status != Status::Undetermined {
                prop_assert_eq!(settled, status, "{:?}", conditions);
            }
        }
        if status == Status::Undetermined {
            // `missing` is never too few: telling all of it settles the decision, whatever is told.
            let missing: Vec<&str> = unknown.iter().copied().filter(|fact| missing.iter().any(|name| name == fact)).collect();
            prop_assert!(!missing.is_empty());
            for complete in completions(&known, &missing) {
                prop_assert_ne!(decide(&catalogue, &complete).0, Status::Undetermined, "{:?}", conditions);
            }
        } else {
            prop_assert!(missing.is_empty());
        }
    }

    #[test]
    fn the_canonical_text_says_the_same(when in condition()) {
        let first = catalogue(std::slice::from_ref(&when));
        let criterion = |catalogue: &Catalogue| {
            catalogue.programmes()["p"][0].eligibility.as_ref().unwrap()[0].when.to_string()
        };
        let canonical = criterion(&first);
        let second = catalogue(std::slice::from_ref(&canonical));
        prop_assert_eq!(&criterion(&second), &canonical);
        prop_assert_eq!(second.fingerprint(), first.fingerprint());
    }
}
