//! What cannot be, is not this person's, or was not known: counted, listed, explained; never achieved by mistake.

use doorstep::{OutcomeOptions, parse_date};

use super::{START, WEEKS_13, all, one, said, stands};

/// The state, and the code and event of each problem of the file and of each record set aside.
fn listed(outcome: &str, events: &[&str]) -> (String, Vec<(String, String)>) {
    let (file, outcomes) = all(outcome, events, "2022-12-31", OutcomeOptions::default());
    let result = &outcomes.outcomes[0];
    let problems = file.problems().iter().chain(&result.set_aside);
    (said(result), problems.map(|problem| (problem.code.as_str().to_owned(), problem.event.clone())).collect())
}

#[test]
fn a_job_that_ends_the_day_before_it_begins_counts_for_nothing() {
    let (state, problems) = listed(r#""record": "job""#, &[START, r#"job 2022-03-02..2022-03-01 "id": "j""#]);
    assert_eq!((state.as_str(), problems[0].1.as_str(), problems.len()), ("not_achieved", "j", 1));
    assert_eq!(
        stands(r#""record": "job""#, &[START, "job 2022-03-01..2022-03-01"], "2022-12-31"),
        "achieved 2022-03-01"
    );
}

#[test]
fn hours_below_0_are_set_aside_from_a_total_and_0_are_not() {
    let total = r#""record": "support", "sum": "hours", "at_least": "3""#;
    let two = r#"support 2022-03-01 "data": {"hours": 2}"#;
    let (state, problems) = listed(total, &[START, two, r#"support 2022-03-02 "id": "s", "data": {"hours": -2}"#]);
    assert_eq!((state.as_str(), problems.len(), problems[0].1.as_str()), ("not_achieved", 1, "s"));
    // They take nothing away either.
    let one = r#"support 2022-03-03 "data": {"hours": 1}"#;
    let (state, problems) = listed(total, &[START, two, r#"support 2022-03-02 "data": {"hours": -2}"#, one]);
    assert_eq!((state.as_str(), problems.len()), ("achieved 2022-03-03", 1));
    let (state, problems) = listed(total, &[START, two, r#"support 2022-03-02 "data": {"hours": 0}"#]);
    assert_eq!((state.as_str(), problems.len()), ("not_achieved", 0));
}

#[test]
fn hours_below_0_achieve_nothing_where_few_hours_are_asked_for() {
    let few = r#""record": "job", "where": "hours < 16""#;
    let (state, problems) = listed(few, &[START, r#"job 2022-03-01.. "id": "j", "data": {"hours": -1}"#]);
    assert_eq!((state.as_str(), problems.iter().filter(|(_, event)| event == "j").count()), ("not_achieved", 1));
    assert_eq!(stands(few, &[START, r#"job 2022-03-01.. "data": {"hours": 0}"#], "2022-12-31"), "achieved 2022-03-01");
}

#[test]
fn a_score_out_of_range_is_listed_and_changes_nothing() {
    let items = r#""scale": "wellbeing", "change": 2"#;
    let first = r#"wellbeing 2022-01-01 "data": {"score": 5}"#;
    // Three items of 1 to 5 come to 15 at most.
    let (state, problems) = listed(items, &[START, first, r#"wellbeing 2022-06-01 "id": "w", "data": {"score": 16}"#]);
    assert_eq!((state.as_str(), problems.len(), problems[0].1.as_str()), ("unknown", 1, "w"));
    let (state, problems) = listed(items, &[START, first, r#"wellbeing 2022-06-01 "id": "w", "data": {"score": 15}"#]);
    assert_eq!((state.as_str(), problems.len()), ("achieved 2022-06-01", 0));
    let (_, problems) = listed(items, &[START, r#"wellbeing 2022-06-01 "id": "w", "data": {"score": 2}"#]);
    assert_eq!(problems.len(), 1);
    let (_, problems) = listed(items, &[START, r#"wellbeing 2022-06-01 "id": "w", "data": {"items": [1, 6, 2]}"#]);
    assert_eq!(problems.len(), 1);
    let range = r#""scale": "confidence", "change": 2"#;
    let score = |score: &str| {
        listed(
            range,
            &[
                START,
                r#"confidence 2022-01-01 "data": {"score": 1}"#,
                &format!(r#"confidence 2022-06-01 "data": {{"score": {score}}}"#),
            ],
        )
    };
    assert_eq!(score("10"), ("achieved 2022-06-01".to_owned(), vec![]));
    assert_eq!((score("11").0.as_str(), score("11").1.len()), ("unknown", 1));
}

#[test]
fn an_item_that_was_not_answered_leaves_no_score() {
    let outcome = r#""scale": "wellbeing", "change": 2"#;
    let events = [
        START,
        r#"wellbeing 2022-01-01 "data": {"items": [1, 1, 1]}"#,
        r#"wellbeing 2022-06-01 "data": {"items": [5, null, 5]}"#,
    ];
    assert_eq!(one(outcome, &events, "2022-12-31").missing, ["wellbeing"]);
    let again = [&events[..], &[r#"wellbeing 2022-07-01 "data": {"items": [2, 2, 1]}"#]].concat();
    assert_eq!(stands(outcome, &again, "2022-12-31"), "achieved 2022-07-01");
}

#[test]
fn a_job_before_the_day_of_birth_counts_for_nothing_and_is_listed() {
    let born = r#"told 2022-01-01 "data": {"date_of_birth": "1990-05-17"}"#;
    let before = r#"job 1990-05-16.. "id": "j""#;
    let (state, problems) = listed(r#""record": "job", "anchor": "none""#, &[START, born, before]);
    assert_eq!((state.as_str(), problems.iter().any(|(_, event)| event == "j")), ("not_achieved", true));
    let (state, problems) =
        listed(r#""record": "job", "anchor": "none""#, &[START, born, r#"job 1990-05-17.. "id": "j""#]);
    assert_eq!((state.as_str(), problems.len()), ("achieved 1990-05-17", 0));
}

#[test]
fn a_job_of_another_programme_or_of_somebody_else_is_not_this_ones() {
    let first = r#""record": "job""#;
    assert_eq!(stands(first, &[START, r#"job 2022-03-01.. "programme": "q""#], "2022-12-31"), "not_achieved");
    assert_eq!(stands(first, &[START, r#"job 2022-03-01.. "programme": "p""#], "2022-12-31"), "achieved 2022-03-01");
    assert_eq!(stands(first, &[START, r#"job 2022-03-01.. "subject": "the partner""#], "2022-12-31"), "not_achieved");
}

#[test]
fn a_job_recorded_on_2_april_was_not_known_on_1_april() {
    let events = [START, r#"job 2022-03-01.. "recorded_at": "2022-04-02T00:30:00+01:00""#];
    let known = |day: &str| {
        said(
            &all(r#""record": "job""#, &events, "2022-12-31", OutcomeOptions::default().known_at(parse_date(day)))
                .1
                .outcomes[0],
        )
    };
    assert_eq!((known("2022-04-01").as_str(), known("2022-04-02").as_str()), ("not_achieved", "achieved 2022-03-01"));
}

#[test]
fn a_job_from_1_july_has_not_begun_on_30_june() {
    assert_eq!(stands(r#""record": "job""#, &[START, "job 2022-07-01.."], "2022-06-30"), "not_achieved");
    assert_eq!(stands(r#""record": "job""#, &[START, "job 2022-07-01.."], "2022-07-01"), "achieved 2022-07-01");
    // What is told to go on until December has not done so in May.
    assert_eq!(stands(WEEKS_13, &[START, "job 2022-03-01..2022-12-31"], "2022-05-29"), "not_yet_due 2022-05-30");
}

#[test]
fn a_job_taken_back_never_was_and_an_amended_one_is_what_the_amendment_says() {
    let job = r#"job 2022-03-01..2022-12-31 "id": "j""#;
    let void = r#"job 2022-03-01 "id": "v", "voids": "j", "recorded_at": "2022-08-01""#;
    assert_eq!(stands(WEEKS_13, &[START, job, void], "2022-12-31"), "not_achieved");
    let amended = r#"job 2022-03-01..2022-05-29 "id": "a", "amends": "j", "recorded_at": "2022-08-01""#;
    assert_eq!(stands(WEEKS_13, &[START, job, amended], "2022-12-31"), "not_achieved");
    // As it was known the day before, it stood.
    let before = OutcomeOptions::default().known_at(parse_date("2022-07-31"));
    assert_eq!(said(&all(WEEKS_13, &[START, job, amended], "2022-12-31", before).1.outcomes[0]), "achieved 2022-05-30");
}

#[test]
fn a_follow_up_that_confirmed_what_was_amended_confirms_the_amendment() {
    let events = [
        START,
        r#"job 2022-03-01.. "id": "j", "data": {"hours": 20}"#,
        r#"job 2022-03-01.. "id": "a", "amends": "j", "data": {"hours": 30}"#,
        r#"followed_up 2022-05-30 "data": {"result": "reached", "confirms": "j"}"#,
    ];
    assert_eq!(stands(WEEKS_13, &events, "2022-12-31"), "achieved 2022-05-30");
}
