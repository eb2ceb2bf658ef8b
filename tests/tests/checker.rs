//! What the type checker refuses, what it takes, and the canonical text of what it takes.

use doorstep::{Catalogue, Plain, parse_date};

const VOCABULARY: &str = r#"{"vocabulary": "v", "facts": {
    "n": {"type": "number"}, "flag": {"type": "boolean"}, "b": {"type": "boolean"},
    "pay": {"type": "money"}, "cap": {"type": "money"},
    "tenure": {"type": "code", "values": {"social": "S", "other": "O"}},
    "closed": {"type": "codes", "values": {"debt": "D", "health": "H"}},
    "limit": {"type": "money", "derive": "if flag then 100 else 0"}
}}"#;

fn load(when: &str) -> Result<Catalogue, Vec<&'static str>> {
    let when = serde_json::to_string(when).unwrap();
    let programme = format!(
        r#"{{"programme": "p", "name": "P", "in_force": {{}}, "eligibility": [{{"id": "c", "text": "C", "when": {when}}}]}}"#
    );
    Catalogue::parse([("v.json", VOCABULARY), ("p.json", &programme)])
        .map_err(|error| error.diagnostics.iter().map(|found| found.code.as_str()).collect())
}

fn status(when: &str, facts: &str) -> &'static str {
    let catalogue = load(when).unwrap();
    let screening = catalogue.screen(&Plain::from_json(facts).unwrap(), parse_date("2022-04-01").unwrap()).unwrap();
    screening.decision("p").unwrap().status().as_str()
}

#[test]
fn what_could_never_be_true_by_its_types_is_refused() {
    for when in [
        "n in (= \"25\")",
        "n in (!= \"25\")",
        "n in [25, \"26\"]",
        "max(n, pay) > 1",
        "sum(n, pay) = 5",
        "min(1, \"a\") = 1",
        "closed in [\"health\", \"debt\"]",
        "tenure in (< \"z\")",
        "tenure between \"a\" and \"z\"",
        "tenure in [\"a\"..\"z\"]",
    ] {
        assert!(load(when).err().unwrap_or_default().contains(&"D302"), "{when}");
    }
    for when in ["list contains([\"sociall\"], tenure)", "\"sociall\" in household.tenure"] {
        assert_eq!(load(when).unwrap_err(), ["D303"], "{when}");
    }
}

#[test]
fn money_compares_with_number_literals_wherever_they_stand() {
    let facts = r#"{"pay": 100, "cap": 150, "flag": true}"#;
    for when in [
        "pay in (= 100)",
        "pay in [100, cap]",
        "pay in [0..cap]",
        "pay in [50..100]",
        "100 in [pay]",
        "list contains([pay], 100)",
        "pay = (if flag then 100 else 200)",
        "pay between 0 and cap",
        "limit = 100",
        "-pay < 0",
    ] {
        assert_eq!(status(when, facts), "eligible", "{when}");
    }
    assert_eq!(status("sum(household.pay) < 300", r#"{"household": []}"#), "eligible");
}

#[test]
fn inside_a_quantifier_a_bare_fact_is_the_persons_own() {
    let facts = r#"{"n": 50, "household": [{"n": 10}]}"#;
    assert_eq!(status("some m in household satisfies m.n < n", facts), "eligible");
    assert_eq!(status("count(household[n < 18]) = 1", facts), "eligible");
}

#[test]
fn told_facts_are_not_lost_to_less() {
    assert_eq!(status("count(closed) = 0", r#"{"closed": {"not": ["debt"]}}"#), "undetermined");
    assert_eq!(
        status("list contains(closed, \"health\")", r#"{"closed": {"value": [], "complete": false}}"#),
        "undetermined"
    );
    assert_eq!(
        status("household[1] = household[2]", r#"{"household": [{"n": 1}, {"n": 1, "pay": 3}]}"#),
        "undetermined"
    );
}

#[test]
fn the_order_of_or_does_not_count_however_much_is_looked_at() {
    let long = format!("[{}]", (0..400).map(|n| n.to_string()).collect::<Vec<_>>().join(","));
    let endless = format!("(some a in {long} satisfies some z in {long} satisfies a + z < 0)");
    let quick = "(some c in [1] satisfies c = 1)";
    assert_eq!(status(&format!("{endless} or {quick}"), "{}"), "eligible");
    assert_eq!(status(&format!("{quick} or {endless}"), "{}"), "eligible");
}

#[test]
fn nested_tests_are_checked_once_each() {
    let nested = (0..20).fold("true".to_owned(), |inner, _| format!("true in [{inner}]"));
    assert!(load(&nested).is_ok());
    let nested = (0..30).fold("1".to_owned(), |inner, _| format!("count([1..{inner}][item = 1])"));
    assert!(load(&format!("{nested} = 1")).is_err());
}

#[test]
fn canonical_text_reads_back_as_itself() {
    for when in [
        "n in ((1+2)*3)",
        "flag in ((b or flag))",
        "flag in ((n > 1), true)",
        "n in ((if flag then [1] else [2])[1])",
        "n in (1..5)",
        "n in ]1..5[",
        "n in [1..5[",
        "n in (< 3, 7, [9..11))",
        "n in (-1)",
        "not(flag) = (b and (flag or b))",
        "n - (1 - 2) - 3 = -(n + 1) * 2",
        "(some m in household satisfies m.n > 1) or flag",
    ] {
        let canonical = |when: &str| {
            let catalogue = load(when).unwrap();
            let text = catalogue.programmes()["p"][0].eligibility.as_ref().unwrap()[0].when.to_string();
            (text, catalogue.fingerprint().to_owned())
        };
        let first = canonical(when);
        assert_eq!(canonical(&first.0), first, "{when}");
    }
}
