//! Checks of catalogues that are as large as catalogues may be, or made to take as long as can be: they end, and claim
//! nothing that is not so.

use doorstep::Catalogue;

/// A vocabulary of booleans, numbers, codes and lists of codes, forty of each.
fn large_vocabulary() -> String {
    let codes: Vec<String> = (0..12).map(|code| format!(r#""c{code}": "C""#)).collect();
    let codes = codes.join(", ");
    let facts = (0..40).map(|at| {
        format!(
            r#""b{at}": {{"type": "boolean"}}, "n{at}": {{"type": "number"}},
            "t{at}": {{"type": "code", "values": {{{codes}}}}},
            "s{at}": {{"type": "codes", "open": true, "values": {{{codes}}}}}"#
        )
    });
    format!(r#"{{"vocabulary": "v", "facts": {{{}}}}}"#, facts.collect::<Vec<_>>().join(", "))
}

/// Checks so many programmes of ten criteria each, as a whole.
fn check(programmes: usize, when: impl Fn(usize, usize) -> String) -> Vec<String> {
    let mut documents = vec![("v.json".to_owned(), large_vocabulary())];
    for programme in 0..programmes {
        let criteria = (0..10).map(|at| {
            let when = serde_json::to_string(&when(programme, at)).unwrap();
            format!(r#"{{"id": "c{at}", "text": "C", "when": {when}}}"#)
        });
        let criteria = criteria.collect::<Vec<_>>().join(", ");
        let text =
            format!(r#"{{"programme": "p{programme}", "name": "P", "in_force": {{}}, "eligibility": [{criteria}]}}"#);
        documents.push((format!("p{programme}.json"), text));
    }
    let catalogue = Catalogue::parse(documents).unwrap();
    catalogue.check().iter().map(ToString::to_string).collect()
}

#[test]
fn ordinary_criteria_are_all_checked() {
    // In each programme the first criterion makes the second idle.
    let found = check(999, |programme, at| {
        let fact = programme % 40;
        match at {
            0 => format!("n{fact} > 3"),
            1 => format!("n{fact} > 2 or b{fact}"),
            _ => format!("t{} in (\"c1\", \"c2\") or b{at} and n{} in [3..{}]", fact, (fact + at) % 40, 4 + at),
        }
    });
    assert_eq!(found.len(), 999);
    assert!(found.iter().all(|found| found.contains("D425")), "{}", found[0]);
}

#[test]
fn programmes_that_ask_about_each_other_in_a_long_row() {
    let found = check(999, |programme, at| match programme {
        0 => format!("b{at} or n{at} > 3"),
        _ => format!("eligible(\"p{}\") or b{at}", programme - 1),
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn criteria_whose_diagrams_are_too_large() {
    let found = check(300, |programme, at| {
        let operands = (0..20).map(|part| format!("b{part} and b{}", 20 + (part * 7 + at + programme) % 20));
        operands.collect::<Vec<_>>().join(" or ")
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn facts_of_many_codes() {
    let found = check(100, |programme, at| {
        let operands = (0..11).map(|code| format!("list contains(s{}, \"c{code}\")", (programme + at + code % 2) % 40));
        operands.collect::<Vec<_>>().join(" and ") + &format!(" or count(s{}) > 3", (programme + at + 9) % 40)
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn conditions_over_long_lists() {
    let list = |of: usize| (0..of).map(|number| (number * 3).to_string()).collect::<Vec<_>>().join(", ");
    let (long, short) = (list(300), list(150));
    let found = check(30, |programme, at| {
        let pair = format!("some x in [{short}] satisfies some y in [{short}] satisfies x + y + n{at} < 0");
        format!("(b{at} and n{at} in ({long})) = (t{} in (\"c1\", \"c2\")) or {pair}", programme % 40)
    });
    assert_eq!(found, [""; 0]);
}

#[test]
fn facts_held_against_each_other() {
    let found = check(100, |programme, at| {
        let operands = (0..100).map(|part| format!("n{} > n{}", part % 40, (part * 7 + at + programme) % 40));
        format!("({}) = (n1 < n2)", operands.collect::<Vec<_>>().join(" or "))
    });
    assert_eq!(found, [""; 0]);
}
