use std::fmt::Write as _;

use super::*;
use crate::document::Status;

const FACTS: &str = r#"{
    "date_of_birth": {"type": "date"},
    "age": {"type": "number", "derive": "years between(date_of_birth, as_at)"},
    "hours": {"type": "number"},
    "savings": {"type": "money"},
    "moved_in": {"type": "date"},
    "tenure": {"type": "code", "values": {"social": "Social", "supported": "Supported", "other": "Other"}},
    "barriers": {"type": "codes", "values": {"health": "Health", "debt": "Debt"}},
    "carer": {"type": "boolean"}
}"#;

fn catalogue(programmes: &[(&str, &str)]) -> Catalogue {
    let vocabulary = format!(r#"{{"vocabulary": "v", "facts": {FACTS}}}"#);
    let programmes = programmes.iter().map(|(id, rest)| {
        (
            format!("{id}.json"),
            format!(r#"{{"programme": "{id}", "name": "P", "in_force": {{"from": "2020-01-01"}}, {rest}}}"#),
        )
    });
    Catalogue::parse([("v.json".to_owned(), vocabulary)].into_iter().chain(programmes)).unwrap()
}

/// The changes to one condition that go unnoticed where the one example tells nothing of it.
fn changes_to(when: &str) -> Vec<String> {
    let when = when.replace('"', "\\\"");
    let rest = format!(
        r#""eligibility": [{{"id": "c", "text": "C", "when": "{when}"}}],
           "examples": [{{"facts": {{}}, "as_at": "2022-01-01", "expect": "undetermined"}}]"#
    );
    let report = catalogue(&[("p", &rest)]).test();
    let mut changes = Vec::new();
    for one in report.unnoticed {
        assert_eq!(one.criterion, "c");
        changes.push(one.change);
    }
    changes
}

#[test]
fn a_literal_moves_by_one_of_its_last_digit_both_ways() {
    assert_eq!(changes_to("hours = 16"), ["16 made 15", "16 made 17"]);
    assert_eq!(changes_to("hours = 7.25"), ["7.25 made 7.24", "7.25 made 7.26"]);
    assert_eq!(changes_to("hours = -1"), ["-1 made -2", "-1 made 0"]);
}

#[test]
fn a_comparison_is_made_strict_where_moving_its_literal_is_not_the_same() {
    assert_eq!(changes_to("hours >= 16"), ["`>=` made `>`", "16 made 15", "16 made 17"]);
    assert_eq!(changes_to("savings < 300"), ["`<` made `<=`", "300 made 299", "300 made 301"]);
    assert_eq!(changes_to("age >= 25"), ["25 made 24", "25 made 26"]);
    assert_eq!(changes_to("25 < age + 1"), ["25 made 24", "25 made 26", "1 made 0", "1 made 2"]);
    assert_eq!(changes_to("count(barriers) > 1"), ["1 made 0", "1 made 2"]);
    // Between two whole numbers there is nothing to move 24.5 past.
    assert_eq!(changes_to("age > 24.5"), ["24.5 made 23.5", "24.5 made 25.5"]);
    assert_eq!(changes_to("moved_in < date_of_birth"), ["`<` made `<=`"]);
}

#[test]
fn ranges_move_at_both_ends() {
    let age = ["16 made 15", "16 made 17", "24 made 23", "24 made 25"];
    assert_eq!(changes_to("age in [16..24]"), age);
    assert_eq!(changes_to("age between 16 and 24"), age);
    assert_eq!(
        changes_to("hours in [16..24)"),
        ["16 itself left out", "16 made 15", "16 made 17", "24 itself let in", "24 made 23", "24 made 25"]
    );
    assert_eq!(
        changes_to("hours between 16 and 24"),
        ["16 itself left out", "16 made 15", "16 made 17", "24 itself left out", "24 made 23", "24 made 25"]
    );
    assert_eq!(changes_to("hours in (< 5)"), ["`<` made `<=`", "5 made 4", "5 made 6"]);
}

#[test]
fn days_and_durations_move_by_their_unit() {
    assert_eq!(
        changes_to(r#"moved_in >= date("2022-03-01")"#),
        ["2022-03-01 made 2022-02-28", "2022-03-01 made 2022-03-02"]
    );
    assert_eq!(
        changes_to(r#"as_at - moved_in >= duration("P13W")"#),
        ["`>=` made `>`", "P13W made P12W", "P13W made P14W"]
    );
    assert_eq!(changes_to(r#"moved_in + duration("P6M") = as_at"#), ["P6M made P5M", "P6M made P7M"]);
    assert_eq!(changes_to(r#"moved_in + duration("P1Y") = as_at"#), ["P1Y made P0M", "P1Y made P2Y"]);
}

#[test]
fn codes_are_taken_out_of_lists() {
    let taken = ["`\"social\"` taken out of the list", "`\"other\"` taken out of the list"];
    assert_eq!(changes_to(r#"tenure in ("social", "other")"#), taken);
    assert_eq!(changes_to(r#"tenure in ["social", "other"]"#), taken);
}

#[test]
fn clauses_are_left_out_and_words_turned_round() {
    let rest = r#""eligibility": [{"id": "c", "text": "C", "when": "carer and (hours = 1 or not(carer))"}],
        "examples": [{"facts": {}, "as_at": "2022-01-01", "expect": "undetermined"}]"#;
    let report = catalogue(&[("p", rest)]).test();
    let changes: Vec<_> =
        report.unnoticed.iter().map(|one| format!("{}: {} ({})", one.clause, one.change, one.column)).collect();
    let column =
        |part: &str| report.unnoticed[0].column as usize + "carer and (hours = 1 or not(carer))".find(part).unwrap();
    assert_eq!(
        changes,
        [
            format!("carer: left out ({})", column("carer")),
            format!("hours = 1 or not(carer): left out ({})", column("(hours")),
            format!("hours = 1: left out ({})", column("hours")),
            format!("hours = 1: 1 made 0 ({})", column("1")),
            format!("hours = 1: 1 made 2 ({})", column("1")),
            format!("not(carer): left out ({})", column("not")),
            format!("not(carer): `not` left out ({})", column("not")),
        ]
    );
    assert_eq!(changes_to("if carer then hours = 1 else hours = 2")[0], "`then` and `else` swapped");
    assert_eq!(changes_to("some m in household satisfies m.carer"), ["`some` made `every`"]);
    assert_eq!(
        changes_to("every m in household satisfies m.age < 18"),
        ["`every` made `some`", "18 made 17", "18 made 19"]
    );
    assert_eq!(changes_to("any(carer, hours = 1)")[..2], ["`carer` left out", "`hours = 1` left out"]);
}

#[test]
fn a_change_that_two_ways_make_is_said_once() {
    // Leaving out either operand leaves the same condition.
    assert_eq!(changes_to("carer and carer"), ["left out"]);
}

#[test]
fn examples_of_other_programmes_notice_what_they_ask_about() {
    let asked = r#""eligibility": [{"id": "age", "text": "A", "when": "age < 25"}]"#;
    let asks = r#""eligibility": [{"id": "not_asked", "text": "N", "when": "not(criterion(\"asked\", \"age\"))"}],
        "examples": [
            {"facts": {"age": 25}, "as_at": "2022-01-01", "expect": "eligible"},
            {"facts": {"age": 24}, "as_at": "2022-01-01", "expect": "not_eligible"}
        ]"#;
    let by_way = r#""eligibility": [{"id": "asks", "text": "N", "when": "eligible(\"asks\")"}],
        "examples": [
            {"facts": {"age": 25}, "as_at": "2022-01-01", "expect": "eligible"},
            {"facts": {"age": 24}, "as_at": "2022-01-01", "expect": "not_eligible"}
        ]"#;
    let report = catalogue(&[("asked", asked), ("asks", asks)]).test();
    assert!(report.passed() && report.unnoticed.is_empty(), "{report}");
    let report = catalogue(&[("asked", asked), ("asks", asked), ("by_way", by_way)]).test();
    assert!(!report.passed());
    let without = asks.split("\"examples\"").next().unwrap().trim_end().trim_end_matches(',');
    let report = catalogue(&[("asked", asked), ("asks", without), ("by_way", by_way)]).test();
    assert!(report.passed() && report.unnoticed.is_empty(), "{report}");
    // Nobody reaches it: that is said once.
    let report = catalogue(&[("asked", asked)]).test();
    assert_eq!(report.unnoticed.len(), 1);
    assert_eq!(report.unnoticed[0].change, "left out");
}

#[test]
fn an_example_that_cannot_be_judged_says_why_and_never_what_was_told() {
    let rest = r#""eligibility": [],
    "examples": [
        {"facts": {"agee": 12345}, "as_at": "2022-01-01", "expect": "eligible"},
        {"name": "Secret tenure", "facts": {"tenure": "castle"}, "as_at": "2022-01-01", "expect": "eligible"},
        {"facts": {}, "as_at": "2019-12-31", "expect": "eligible"},
        {"facts": {}, "as_at": "2022-01-01", "expect": "not_eligible"}
    ]"#;
    let report = catalogue(&[("p", rest)]).test();
    assert!(!report.passed());
    let places: Vec<_> = report.examples.iter().map(|example| (example.index, example.line, example.column)).collect();
    assert_eq!(places, [(1, 3, 9), (2, 4, 9), (3, 5, 9), (4, 6, 9)]);
    let problem = |at: usize| report.examples[at].problem.clone().unwrap();
    assert!(problem(0).starts_with("error[D501]: the vocabulary has no fact `agee`"), "{}", problem(0));
    assert!(problem(1).starts_with("error[D503]: `tenure` is given a code"), "{}", problem(1));
    assert!(problem(2).starts_with("these rules are not in force on the example's day"), "{}", problem(2));
    assert_eq!((report.examples[3].problem.as_ref(), report.examples[3].status), (None, Some(Status::Eligible)));
    let text = report.to_string();
    assert!(!text.contains("castle") && !text.contains("12345"), "{text}");
    assert!(text.contains("p.json:4:9: example 2 of `p` (Secret tenure) cannot be judged: error[D503]"), "{text}");
    assert!(text.contains("p.json:6:9: example 4 of `p` is eligible, and not_eligible was expected"), "{text}");
}

/// Programmes of ten criteria each; each but the first asks about the one before it.
fn large(programmes: usize) -> Catalogue {
    let mut documents = Vec::new();
    for programme in 0..programmes {
        let mut criteria = String::new();
        for least in 10..19 {
            let when = format!("hours >= {least} and age in [16..24]");
            write!(criteria, r#"{{"id": "c{least}", "text": "C", "when": "{when}"}},"#).unwrap();
        }
        let asks = match programme.checked_sub(1) {
            Some(before) => format!(r#"criterion(\"p{before}\", \"c10\")"#),
            None => "carer".to_owned(),
        };
        let rest = format!(
            r#""eligibility": [{criteria}{{"id": "asks", "text": "C", "when": "{asks}"}}],
            "examples": [
                {{"facts": {{"hours": 18, "age": 16, "carer": true}}, "as_at": "2022-01-01", "expect": "eligible"}},
                {{"facts": {{"hours": 18, "age": 24, "carer": true}}, "as_at": "2022-01-01", "expect": "eligible"}},
                {{"facts": {{"hours": 17, "age": 20, "carer": true}}, "as_at": "2022-01-01", "expect": "not_eligible"}}
            ]"#
        );
        documents.push((format!("p{programme}"), rest));
    }
    let documents: Vec<(&str, &str)> = documents.iter().map(|(id, rest)| (id.as_str(), rest.as_str())).collect();
    catalogue(&documents)
}

#[test]
fn a_thousand_criteria_are_tried_in_full_within_a_fiftieth_of_the_limit() {
    let catalogue = large(100);
    let report = catalogue.test_within(WORK_LIMIT / 50);
    assert!(report.passed(), "{report}");
    assert_eq!(report.examples.len(), 300);
    assert!(report.untried.is_empty());
    assert!(report.unnoticed.iter().any(|one| one.criterion == "c10" && one.change == "10 made 11"));
    assert!(!report.unnoticed.iter().any(|one| one.criterion == "c18" && one.change == "18 made 19"));
}

#[test]
fn what_there_is_no_work_left_for_is_listed_and_not_called_unnoticed() {
    let catalogue = large(10);
    let all = catalogue.test();
    let some = catalogue.test_within(1_000);
    assert_eq!(some.examples.len(), all.examples.len());
    assert!(!some.untried.is_empty());
    assert!(some.unnoticed.len() < all.unnoticed.len());
    let tried = |one: &&Unnoticed| {
        !some.untried.iter().any(|left| (&left.programme, &left.criterion) == (&one.programme, &one.criterion))
    };
    let shown = |one: &Unnoticed| one.to_string();
    let expected: Vec<String> = all.unnoticed.iter().filter(tried).map(shown).collect();
    assert_eq!(some.unnoticed.iter().filter(tried).map(shown).collect::<Vec<_>>(), expected);
    // One that only asks can only be left out.
    assert_eq!(some.untried.last().map(|left| left.changes), Some(1));
}

#[test]
fn examples_come_out_as_screening_does() {
    let catalogue = large(5);
    for example in catalogue.test().examples {
        let version = catalogue.programmes()[example.programme.as_str()][0];
        let told = &version.examples[example.index - 1];
        let screening = catalogue.screen(&told.facts, told.as_at).unwrap();
        assert_eq!(example.status, screening.decision(&example.programme).map(|decision| decision.status()));
    }
}
