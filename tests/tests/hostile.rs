//! Documents and facts made to break the reader are refused at once, with a code.

use doorstep::{Catalogue, DocumentError, Plain, evaluate, parse_date};

fn codes(result: Result<Catalogue, DocumentError>) -> Vec<&'static str> {
    result.unwrap_err().diagnostics.iter().map(|found| found.code.as_str()).collect()
}

fn codes_of(name: &str, text: impl Into<String>) -> Vec<&'static str> {
    codes(Catalogue::parse([(name.to_owned(), text.into())]))
}

#[test]
fn deep_nesting_is_refused() {
    assert_eq!(codes_of("a.yaml", "[".repeat(500_000)), ["D005"]);
    assert_eq!(codes_of("a.yaml", format!("programme: {}1{}", "[".repeat(65), "]".repeat(65))), ["D005"]);
    assert_eq!(codes_of("a.yaml", "- ".repeat(100_000)), ["D005"]);
    assert_eq!(codes_of("a.json", format!("{}{}", "[".repeat(100), "]".repeat(100))), ["D005"]);
    assert_eq!(codes_of("a.json", "{\"a\":".repeat(100_000)), ["D005"]);
    let nested: String = (0..500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(codes_of("a.yaml", nested), ["D005"]);
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let uses = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{uses}]\n"));
    }
    assert_eq!(codes_of("a.yaml", text), ["D006"]);
}

#[test]
fn aliases_that_nest_are_counted_not_recursed() {
    let mut text = String::from("a0: &a0 [x]\n");
    for level in 1..3_000 {
        text.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    assert_eq!(codes_of("a.yaml", text), ["D005"]);
}

#[test]
fn aliases_that_copy_much_text_are_refused() {
    let uses = vec!["*a"; 1_000].join(", ");
    let text = format!("programme: p\nname: &a {}\nin_force: {{}}\nnote: [{uses}]\n", "x".repeat(500_000));
    assert_eq!(codes_of("p.yaml", text), ["D006"]);
}

#[test]
fn an_alias_within_itself_is_refused() {
    let text = "programme: p\nname: P\nin_force: {}\neligibility: []\nnote: &a [*a]\n";
    assert_eq!(codes_of("p.yaml", text), ["D013"]);
}

#[test]
fn a_megabyte_of_one_expression_is_refused() {
    let expression = "x+".repeat(500_000);
    let text = format!(
        "programme: a\nname: A\nin_force: {{}}\neligibility:\n  - {{id: a, text: A, when: \"{expression}x\"}}\n"
    );
    assert_eq!(codes_of("a.yaml", text), ["D201"]);
    assert_eq!(codes_of("a.yaml", " ".repeat(1024 * 1024 + 1)), ["D001"]);
    let deep = format!("{}true{}", "not(".repeat(500), ")".repeat(500));
    let error = evaluate(&deep, &Plain::Null, None).unwrap_err();
    assert_eq!(error.diagnostics[0].code.as_str(), "D202");
}

#[test]
fn long_lists_and_large_catalogues_are_refused() {
    let list = vec!["a"; 10_001].join(", ");
    assert_eq!(codes_of("a.yaml", format!("programme: [{list}]")), ["D006"]);
    assert_eq!(codes_of("a.json", format!("[{}]", vec!["1"; 10_001].join(","))), ["D006"]);
    let many = (0..1_001).map(|at| (format!("{at}.yaml"), "vocabulary: v"));
    assert_eq!(codes(Catalogue::parse(many)), ["D010"]);
}

#[test]
fn a_long_chain_of_programmes_is_followed_without_the_stack() {
    let mut documents =
        vec![("v.json".to_owned(), r#"{"vocabulary": "v", "facts": {"age": {"type": "number"}}}"#.to_owned())];
    for at in 0..999 {
        let when = if at == 998 { "age > 1".to_owned() } else { format!("eligible(\\\"p{}\\\")", at + 1) };
        let text = format!(
            r#"{{"programme": "p{at}", "name": "P", "in_force": {{}}, "eligibility": [{{"id": "c", "text": "C", "when": "{when}"}}]}}"#
        );
        documents.push((format!("p{at}.json"), text));
    }
    let catalogue = Catalogue::parse(documents).unwrap();
    let day = parse_date("2022-04-01").unwrap();
    let status = |facts: &str| {
        let screening = catalogue.screen(&Plain::from_json(facts).unwrap(), day).unwrap();
        let decision = screening.decision("p0").unwrap();
        (decision.status().as_str(), decision.missing().join(" "))
    };
    assert_eq!(status(r#"{"age": 2}"#), ("eligible", String::new()));
    assert_eq!(status("{}"), ("undetermined", "age".to_owned()));
}

#[test]
fn a_long_chain_of_derived_facts_is_followed_without_the_stack() {
    let mut facts = vec![r#""f0": {"type": "number"}"#.to_owned()];
    for at in 1..5_000 {
        facts.push(format!(r#""f{at}": {{"type": "number", "derive": "f{} + 1"}}"#, at - 1));
    }
    let vocabulary = format!(r#"{{"vocabulary": "v", "facts": {{{}}}}}"#, facts.join(", "));
    let programme = r#"{"programme": "p", "name": "P", "in_force": {},
        "eligibility": [{"id": "c", "text": "C", "when": "f4999 = 5000"}]}"#;
    let catalogue = Catalogue::parse([("v.json", vocabulary.as_str()), ("p.json", programme)]).unwrap();
    let day = parse_date("2022-04-01").unwrap();
    let screening = catalogue.screen(&Plain::from_json(r#"{"f0": 1}"#).unwrap(), day).unwrap();
    assert_eq!(screening.decision("p").unwrap().status().as_str(), "eligible");
    let screening = catalogue.screen(&Plain::from_json("{}").unwrap(), day).unwrap();
    assert_eq!(screening.decision("p").unwrap().missing(), ["f0"]);
}

#[test]
fn too_many_codes_in_a_fact_are_refused() {
    let vocabulary = r#"{"vocabulary": "v", "facts": {"b": {"type": "codes", "values": {"x": "X"}}}}"#;
    let catalogue = Catalogue::parse([("v.json", vocabulary)]).unwrap();
    let facts = Plain::from_iter([("b", Plain::from(vec!["x"; 10_001]))]);
    let error = catalogue.screen(&facts, parse_date("2022-04-01").unwrap()).unwrap_err();
    assert_eq!(error.problems[0].code.as_str(), "D508");
}

#[test]
fn quantifiers_that_multiply_end_in_unknown() {
    let list: String = (0..400).map(|number| format!("{number},")).collect();
    let list = format!("[{}]", list.trim_end_matches(','));
    let condition =
        format!("some a in {list} satisfies some b in {list} satisfies some c in {list} satisfies a + b + c = 5000");
    assert!(condition.len() < 8_192);
    assert!(!evaluate(&condition, &Plain::Null, None).unwrap().is_known());
}
