//! What YAML says, and where its problems are.

use doorstep::{Catalogue, Diagnostic};

const VOCABULARY: &str =
    "vocabulary: v\nfacts:\n  age: {type: number}\n  tenure: {type: code, values: {no: 'No', social: Social}}\n";

fn problems(programme: &str) -> Vec<Diagnostic> {
    match Catalogue::parse([("v.yaml", VOCABULARY), ("p.yaml", programme)]) {
        Ok(catalogue) => catalogue.check().to_vec(),
        Err(error) => error.diagnostics,
    }
}

fn places(programme: &str) -> Vec<(&'static str, u32, u32)> {
    problems(programme).iter().map(|found| (found.code.as_str(), found.line, found.column)).collect()
}

fn with_condition(when: &str) -> String {
    format!("programme: p\nname: P\nin_force: {{}}\neligibility:\n  - id: c\n    text: C\n    when: {when}\n")
}

#[test]
fn a_problem_of_a_condition_is_placed_however_it_is_written() {
    assert_eq!(places(&with_condition("agee > 1")), [("D301", 7, 11)]);
    assert_eq!(places(&with_condition("'tenure = \"social\" and agee > 1'")), [("D301", 7, 34)]);
    assert_eq!(places(&with_condition(r#""tenure = \"social\" and agee > 1""#)), [("D301", 7, 36)]);
    assert_eq!(places(&with_condition("|\n      age > 1\n      and agee > 1")), [("D301", 9, 11)]);
    assert_eq!(places(&with_condition(">\n      age > 1\n      and agee > 1")), [("D301", 9, 11)]);
    assert_eq!(places(&with_condition("age > 1\n      and agee > 1")), [("D301", 8, 11)]);
    assert_eq!(places(&with_condition(">-\n\n      age > 1\n      and agee > 1")), [("D301", 10, 11)]);
    assert_eq!(places(&with_condition("|\n\n      age > 1\n      and agee > 1")), [("D301", 10, 11)]);
    assert_eq!(places(&with_condition("\"age > 1 \\\n      and agee > 1\"")), [("D301", 8, 11)]);
    assert_eq!(places(&with_condition("|\n      age > 1 and\n")), [("D204", 8, 18)]);
}

#[test]
fn an_unknown_function_does_not_hide_what_is_in_it() {
    let codes = |when: &str| places(&with_condition(when)).into_iter().map(|(code, ..)| code).collect::<Vec<_>>();
    assert_eq!(codes("'coont(savngs) > 1 and tenure = \"zz\"'"), ["D206", "D301", "D303"]);
    assert_eq!(codes("years betwen(agee, as_at) > 1"), ["D206", "D301"]);
    assert_eq!(problems(&with_condition("years betwen(age, 1) > 1"))[0].help, "did you mean `years between`?");
    assert_eq!(problems(&with_condition("tenure = social"))[0].help, "it is a code: write it in quotes, \"social\"");
    assert_eq!(problems(&with_condition("True"))[0].code.as_str(), "D103");
}

#[test]
fn columns_count_characters_not_bytes() {
    let text = "programme: p\nname: {cy: Cynllun, en: Plan}\nin_force: {}\neligibility: [{id: c, text: Oedrannau â chymorth, when: agee > 1}]\n";
    assert_eq!(places(text), [("D301", 4, 57)]);
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    assert_eq!(places("programme: p\nname: P\nname: Q\nin_force: {}\neligibility: []\n"), [("D007", 3, 1)]);
}

#[test]
fn words_that_yaml_1_1_took_for_booleans_are_text() {
    assert_eq!(places(&with_condition("tenure = \"no\"")), []);
    let switched = "programme: p\nname: on\nin_force: {}\neligibility: []\n";
    assert_eq!(places(switched), []);
    let boolean = "vocabulary: w\nrecords: {job: {spell: yes}}\n";
    let error = Catalogue::parse([("w.yaml", boolean)]).unwrap_err();
    assert_eq!(error.diagnostics[0].code.as_str(), "D103");
    assert_eq!(error.diagnostics[0].help, "write `true` or `false`, without quotes");
}

#[test]
fn every_mistake_is_said_at_once() {
    let text = "programme: p\nname: P\nin_force: {}\neligability:\n  - {id: a, text: A, when: age > 1}\neligibility:\n  - {id: b, text: B, when: age > \"1\"}\n  - {id: c, when: tenure = \"socail\"}\n";
    let problems = problems(text);
    let shown: Vec<(&str, u32, String)> =
        problems.iter().map(|one| (one.code.as_str(), one.line, one.help.clone())).collect();
    assert_eq!(
        shown,
        [
            ("D101", 4, "did you mean `eligibility`?".to_owned()),
            ("D302", 7, "write the number without quotes".to_owned()),
            ("D102", 8, "add `text: …`".to_owned()),
            ("D303", 8, "did you mean `social`?".to_owned()),
        ]
    );
}

#[test]
fn what_is_no_document_is_said() {
    assert_eq!(places("programme: p\nname: P\nin_force: {}\neligibility: []\n---\nprogramme: q\n"), [("D009", 5, 1)]);
    assert_eq!(places(""), [("D009", 1, 1)]);
    assert_eq!(places("- a\n"), [("D103", 1, 1)]);
    assert_eq!(places("programme: p\nname: [P\n")[0].0, "D002");
    assert_eq!(places("? [a]\n: b\nprogramme: p\nname: P\nin_force: {}\neligibility: []\n")[0].0, "D008");
    assert_eq!(places("programme: p\nname: !!binary aGk=\nin_force: {}\neligibility: []\n")[0].0, "D012");
}

#[test]
fn a_null_is_not_a_silent_default() {
    let text = "programme: p\nname: P\nin_force: {}\nreferrals:\neligibility: []\n";
    let found = problems(text);
    assert_eq!(found[0].code.as_str(), "D103");
    assert!(found[0].message.contains("this is nothing"), "{}", found[0].message);
}
