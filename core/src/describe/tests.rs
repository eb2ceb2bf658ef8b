use super::*;
use crate::value::parse_date;

const VOCABULARY: &str = r#"{
    "vocabulary": "v",
    "facts": {
        "date_of_birth": {"type": "date", "question": {"en": "What is your date of birth?", "cy": "Beth yw eich dyddiad geni?"}},
        "age": {"type": "number", "derive": "years between(date_of_birth, as_at)", "protected": "age"},
        "barriers": {"type": "codes", "open": true, "question": "What makes it hard to work?",
            "values": {"debt": "Debt", "health": {"text": "Health", "sensitivity": "special_category"}}},
        "in_recovery": {"type": "boolean", "asked_of": ["key_worker", "gp"], "sensitivity": "special_category"},
        "convicted": {"type": "boolean", "sensitivity": "criminal_offence"},
        "unused": {"type": "text"}
    },
    "records": {"grant": {"attributes": {"amount": "money"}}},
    "evidence": {"payslip": "document", "own_word": "self_declared", "tax_record": "official"}
}"#;

const EXAMPLE: &str = r#"{
    "programme": "example",
    "name": {"en": "Example Works", "cy": "Enghraifft"},
    "provider": "Example Homes",
    "in_force": {"from": "2022-04-01", "to": "2023-03-31", "source": "for the year 2022/23"},
    "source": "A leaflet",
    "referrals": {
        "open": [{"from": "2022-04-01", "to": "2022-12-31"}], "status": "waiting",
        "routes": ["self", "key_worker"], "capacity": 40, "contact": "Ring the office"
    },
    "eligibility": [
        {"id": "age", "text": {"en": "You are 25 or over", "cy": "Rydych yn 25 neu'n hŷn"}, "when": "age>=25",
            "basis": "published_age_rule", "source": "for those over 25"},
        {"id": "barriers", "text": "You find it hard to work", "when": "count(barriers) > 0", "evidence": "document",
            "note": "Any one\n will do."},
        {"id": "not_other", "text": "You were not let in elsewhere", "when": "not(criterion(\"other\", \"convicted\"))"}
    ],
    "continuing": [{"id": "recovery", "text": "You are stable", "when": "in_recovery"}],
    "target_groups": [{"id": "over_50", "text": "Over 50", "when": "age > 50"}],
    "advice": [{"when": "sum(grant.amount) > 0", "text": "Keep your papers"}]
}"#;

const OTHER: &str = r#"{
    "programme": "other", "name": "Other", "in_force": {},
    "eligibility": [{"id": "convicted", "text": "You have a conviction", "when": "convicted"}],
    "advice": [{"when": "sum(grant.amount) > parameter(\"floor\")", "text": "Ask"}],
    "continuing": [{"id": "home", "text": "You live with others", "when": "some m in household satisfies m.age < 18"}]
}"#;

const FLOOR: &str = r#"{
    "parameter": "floor", "type": "money",
    "values": [
        {"from": "2021-04-01", "min_age": 23, "value": 8.9, "reference": "the order of 2021"},
        {"from": "2021-04-01", "to": "2022-03-31", "max_age": 22, "value": 8, "reference": "the same"},
        {"from": "2022-04-01", "min_age": 18, "max_age": 22, "value": 9.18, "reference": "the next"}
    ]
}"#;

fn catalogue() -> Catalogue {
    Catalogue::parse([("v.json", VOCABULARY), ("example.json", EXAMPLE), ("other.json", OTHER), ("floor.json", FLOOR)])
        .unwrap()
}

#[test]
fn a_description_reads_from_top_to_bottom() {
    let text = catalogue().describe("example", "en", parse_date("2022-05-01")).unwrap().to_string();
    let expected = r#"
Example Works
This is a guide to the rules. The provider decides who can join.

Rules from 1 April 2022 to 31 March 2023
It is run by Example Homes.
The source says: "for the year 2022/23"

Who can join
All of these must be true.
1. You are 25 or over
   The exact rule: age >= 25
   Why it may ask this: published age rule
   The source says: "for those over 25"
2. You find it hard to work
   The exact rule: count(barriers) > 0
   Proof: you must show it on paper.
   One of these will do: payslip, tax record.
   Note: Any one will do.
3. You were not let in elsewhere
   The exact rule: not(criterion("other", "convicted"))

While you are on it
We ask these again later. If one is not true then, a worker talks it through with you. That is all.
1. You are stable
   The exact rule: in_recovery

Who it is aimed at
You do not have to be in one of these groups.
1. Over 50
   The exact rule: age > 50

Tips
We tell you these if they fit you. They do not change who can join.
1. Keep your papers
   We say it if: sum(grant.amount) > 0

How to join
People can join from 1 April 2022 to 31 December 2022.
There is a list to wait on.
On 1 May 2022 there is a list to wait on.
Who can put you forward: you, key worker.
It has places for 40 people.
Who to ask: Ring the office

Where the rules come from
A leaflet

What we need to know
1. What is your date of birth?
   Its name here: date_of_birth
   Give a day.
   Who can tell us: you.
   The law says to be fair to all on this: age.
2. age
   Its name here: age
   Give a number.
   Who can tell us: you.
   We can work it out from: date_of_birth.
   How we work it out: years between(date_of_birth, as_at)
   The law says to be fair to all on this: age.
3. What makes it hard to work?
   Its name here: barriers
   Pick all that fit:
   - debt: Debt
   - health: Health (keep this one safe)
   If you leave one out, we do not take that as a no.
   Who can tell us: you.
4. in recovery
   Its name here: in_recovery
   You can say yes or no.
   Who can tell us: key worker, gp.
   This is private. The law gives it extra care.
5. convicted
   Its name here: convicted
   You can say yes or no.
   Who can tell us: you.
   This is about crime. The law gives it extra care.
We also look at our notes of these: grant.

These rules look at other programmes too
1. Other: You have a conviction
"#;
    // A source of a protected fact is not protected itself.
    let expected = expected.replacen("   The law says to be fair to all on this: age.\n", "", 1);
    assert_eq!(text, expected.trim_start());
}

#[test]
fn words_that_a_language_lacks_say_which_they_are_in() {
    let description = catalogue().describe("example", "cy", None).unwrap();
    assert_eq!((description.name.text.as_str(), description.name.language.as_str()), ("Enghraifft", "cy"));
    assert_eq!((description.asked_for.as_str(), description.language), ("cy", "en"));
    let text = description.to_string();
    assert!(text.starts_with("Enghraifft\n"), "{text}");
    assert!(text.contains("The headings here are in English.\n"), "{text}");
    assert!(text.contains("1. Rydych yn 25 neu'n hŷn\n"), "{text}");
    assert!(text.contains("2. You find it hard to work (in English)\n"), "{text}");
    assert!(!text.contains("On 1 May 2022"), "{text}");
}

#[test]
fn a_day_picks_the_version_and_a_day_without_one_says_so() {
    let description = catalogue().describe("example", "en", parse_date("2024-01-01")).unwrap();
    assert!(description.versions.is_empty() && description.facts.is_empty());
    assert!(description.to_string().ends_with("There are no rules for that day.\n"));
    assert!(catalogue().describe("none", "en", None).is_none());
}

#[test]
fn what_the_household_tells_is_asked_too() {
    let description = catalogue().describe("other", "en", None).unwrap();
    assert!(description.household);
    let names: Vec<&str> = description.facts.iter().map(|fact| fact.name.as_str()).collect();
    assert_eq!(names, ["date_of_birth", "age", "convicted"]);
    let used: Vec<_> = description.facts.iter().map(|fact| fact.used_by.clone()).collect();
    assert_eq!(used, [vec!["continuing", "advice"], vec!["continuing", "advice"], vec!["eligibility"]]);
    let text = description.to_string();
    assert!(text.contains("Rules for all days\n"), "{text}");
    assert!(text.contains("We also ask who lives with you.\n"), "{text}");
}

#[test]
fn figures_are_written_as_people_write_them() {
    let text = catalogue().describe("other", "en", None).unwrap().to_string();
    let expected = "
Figures in these rules
1. floor
   - £8.90: from 1 April 2021, age 23 or more
   The source says: \"the order of 2021\"
   - £8: from 1 April 2021 to 31 March 2022, up to age 22
   The source says: \"the same\"
   - £9.18: from 1 April 2022, age 18 to 22
   The source says: \"the next\"
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_day_that_is_not_told_to_be_closed_is_not_told_to_be_open() {
    let catalogue = Catalogue::parse([
        ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "eligibility": []}"#),
        (
            "q.json",
            r#"{"programme": "q", "name": "Q", "in_force": {}, "eligibility": [], "referrals": {"open": [{}]}}"#,
        ),
    ]);
    let catalogue = catalogue.unwrap();
    let text = |id: &str| catalogue.describe(id, "en", None).unwrap().to_string();
    assert!(text("p").contains("\nHow to join\nWe know of no days when it is closed.\n"), "{}", text("p"));
    assert!(text("q").contains("\nHow to join\nPeople can join at any time.\n"), "{}", text("q"));
}
