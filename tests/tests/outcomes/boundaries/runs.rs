//! Runs without a gap that is too long.

use super::{START, WEEKS_13, one, stands};

#[test]
fn of_1_march_to_29_may_there_are_90_days_and_to_30_may_91() {
    assert_eq!(stands(WEEKS_13, &[START, "job 2022-03-01..2022-05-29"], "2022-12-31"), "not_achieved");
    assert_eq!(stands(WEEKS_13, &[START, "job 2022-03-01..2022-05-30"], "2022-12-31"), "achieved 2022-05-30");
}

#[test]
fn what_is_achieved_on_30_may_is_not_yet_due_on_29_may() {
    assert_eq!(stands(WEEKS_13, &[START, "job 2022-03-01..2022-12-31"], "2022-05-29"), "not_yet_due 2022-05-30");
    assert_eq!(stands(WEEKS_13, &[START, "job 2022-03-01..2022-12-31"], "2022-05-30"), "achieved 2022-05-30");
}

#[test]
fn over_13_weeks_asks_for_the_92nd_day_31_may() {
    let over = r#""record": "job", "lasting": {"continuous": "P13W", "over": true}"#;
    assert_eq!(stands(over, &[START, "job 2022-03-01..2022-05-30"], "2022-12-31"), "not_achieved");
    assert_eq!(stands(over, &[START, "job 2022-03-01..2022-05-31"], "2022-12-31"), "achieved 2022-05-31");
}

#[test]
fn from_1_to_14_april_there_are_14_empty_days_and_to_15_april_15() {
    let after = |second: &str| stands(WEEKS_13, &[START, "job 2022-03-01..2022-03-31", second], "2022-12-31");
    assert_eq!(after("job 2022-04-15..2022-05-30"), "achieved 2022-05-30");
    // The second job is a run of its own, of 90 days.
    assert_eq!(after("job 2022-04-16..2022-07-14"), "not_achieved");
    assert_eq!(after("job 2022-04-16..2022-07-15"), "achieved 2022-07-15");
}

#[test]
fn a_91st_day_in_a_gap_counts_once_a_covered_day_lies_behind_it() {
    // Of the run that began on 1 March the 91st day is 30 May, which lies in the gap from 26 May to 8 June.
    let events = [START, "job 2022-03-01..2022-05-25", "job 2022-06-09..2022-06-09"];
    let result = one(WEEKS_13, &events, "2022-06-09");
    assert_eq!((result.on.unwrap().to_string(), result.records.len()), ("2022-05-30".to_owned(), 2));
    // A day less in the first job, and the gap of 15 days ends the run.
    let events = [START, "job 2022-03-01..2022-05-24", "job 2022-06-09..2022-06-09"];
    assert_eq!(stands(WEEKS_13, &events, "2022-06-09"), "not_yet_due 2022-09-07");
}

#[test]
fn while_the_gap_after_25_may_is_not_over_the_91st_day_may_still_count() {
    let events = [START, "job 2022-03-01..2022-05-25"];
    assert_eq!(stands(WEEKS_13, &events, "2022-05-25"), "not_yet_due 2022-05-30");
    assert_eq!(stands(WEEKS_13, &events, "2022-05-30"), "not_yet_due 2022-05-31");
    // 8 June is the 14th empty day: a job on 9 June would join.
    assert_eq!(stands(WEEKS_13, &events, "2022-06-08"), "not_yet_due 2022-06-09");
    assert_eq!(stands(WEEKS_13, &events, "2022-06-09"), "not_achieved");
}

#[test]
fn without_a_gap_only_spells_that_touch_are_one_run() {
    let no_gap = r#""record": "job", "lasting": {"continuous": "P13W"}"#;
    let touch = [START, "job 2022-03-01..2022-03-31", "job 2022-04-01..2022-05-30"];
    assert_eq!(stands(no_gap, &touch, "2022-12-31"), "achieved 2022-05-30");
    let apart = [START, "job 2022-03-01..2022-03-30", "job 2022-04-01..2022-05-30"];
    assert_eq!(stands(no_gap, &apart, "2022-12-31"), "not_achieved");
}

#[test]
fn spells_that_contain_and_repeat_each_other_cover_each_day_once() {
    let total = r#""record": "job", "lasting": {"total": "P91D"}"#;
    let events = [START, "job 2022-03-01..2022-05-29", "job 2022-03-01..2022-05-29", "job 2022-04-01..2022-04-30"];
    assert_eq!(stands(WEEKS_13, &events, "2022-12-31"), "not_achieved");
    assert_eq!(stands(total, &events, "2022-12-31"), "not_achieved");
    let one_more = [&events[..], &["job 2022-07-01..2022-07-01"]].concat();
    assert_eq!(stands(total, &one_more, "2022-12-31"), "achieved 2022-07-01");
}

#[test]
fn of_1_december_2023_the_91st_day_is_29_february_2024_and_a_year_before_1_march() {
    let events = ["started 2022-01-01", "job 2023-12-01..2024-12-31"];
    assert_eq!(stands(WEEKS_13, &events, "2024-12-31"), "achieved 2024-02-29");
    let events = ["started 2022-01-01", "job 2022-12-01..2023-12-31"];
    assert_eq!(stands(WEEKS_13, &events, "2023-12-31"), "achieved 2023-03-01");
}

#[test]
fn three_months_from_30_november_end_on_27_february_and_from_31_january_on_29_april() {
    let months = r#""record": "job", "lasting": {"continuous": "P3M"}"#;
    // 30 November + P3M is 28 February, and the day before it is the last of the three months; in 2024, 29 February.
    assert_eq!(stands(months, &[START, "job 2022-11-30..2023-12-31"], "2023-12-31"), "achieved 2023-02-27");
    assert_eq!(stands(months, &[START, "job 2023-11-30..2024-12-31"], "2024-12-31"), "achieved 2024-02-28");
    assert_eq!(stands(months, &[START, "job 2022-01-31..2022-12-31"], "2022-12-31"), "achieved 2022-04-29");
    assert_eq!(stands(months, &[START, "job 2022-01-01..2022-03-30"], "2022-12-31"), "not_achieved");
    assert_eq!(stands(months, &[START, "job 2022-01-01..2022-03-31"], "2022-12-31"), "achieved 2022-03-31");
}

#[test]
fn a_job_open_at_the_start_of_1_january_counts_from_it_only_where_it_is_held() {
    let events = [START, "job 2021-06-01..2022-04-01"];
    assert_eq!(stands(WEEKS_13, &events, "2022-12-31"), "not_achieved");
    let held = r#""record": "job", "held_at": "start", "lasting": {"continuous": "P13W"}"#;
    assert_eq!(stands(held, &events, "2022-12-31"), "achieved 2022-04-01");
    // Its 91st day from the start is 1 April, which 31 March is not.
    assert_eq!(stands(held, &[START, "job 2021-06-01..2022-03-31"], "2022-12-31"), "not_achieved");
    // What ended the day before is not open at the start.
    assert_eq!(
        stands(r#""record": "job", "held_at": "start""#, &[START, "job 2021-06-01..2021-12-31"], "2022-12-31"),
        "not_achieved"
    );
    assert_eq!(
        stands(r#""record": "job", "held_at": "start""#, &[START, "job 2021-06-01..2022-01-01"], "2022-12-31"),
        "achieved 2022-01-01"
    );
}

#[test]
fn a_job_that_began_on_31_december_is_before_the_start_of_1_january() {
    let first = r#""record": "job""#;
    assert_eq!(stands(first, &[START, "job 2021-12-31..2022-12-31"], "2022-12-31"), "not_achieved");
    assert_eq!(stands(first, &[START, "job 2022-01-01..2022-12-31"], "2022-12-31"), "achieved 2022-01-01");
    let any = r#""record": "job", "anchor": "none""#;
    assert_eq!(stands(any, &[START, "job 2021-12-31..2022-12-31"], "2022-12-31"), "achieved 2021-12-31");
}

#[test]
fn a_job_whose_end_is_not_told_is_known_on_1_march_alone_until_something_confirms_it() {
    let open = r#""id": "j""#;
    let job = |rest: &str| format!("job 2022-03-01.. {open}{rest}");
    let silent = one(WEEKS_13, &[START, &job("")], "2022-12-31");
    assert_eq!(
        (silent.state.as_str(), silent.missing, silent.undecided),
        ("unknown", vec!["job.end".to_owned()], vec!["j".to_owned()])
    );
    let until = |day: &str| {
        stands(WEEKS_13, &[START, &job(&format!(r#", "data": {{"confirmed_until": "{day}"}}"#))], "2022-12-31")
    };
    assert_eq!((until("2022-05-29"), until("2022-05-30")), ("unknown".to_owned(), "achieved 2022-05-30".to_owned()));
    let recorded = |day: &str| stands(WEEKS_13, &[START, &job(&format!(r#", "recorded_at": "{day}""#))], "2022-12-31");
    assert_eq!(
        (recorded("2022-05-29"), recorded("2022-05-30")),
        ("unknown".to_owned(), "achieved 2022-05-30".to_owned())
    );
    let follow_up = |day: &str, result: &str| {
        let confirms = format!(r#"followed_up {day} "data": {{"result": "{result}", "confirms": "j"}}"#);
        stands(WEEKS_13, &[START, &job(""), &confirms], "2022-12-31")
    };
    assert_eq!(follow_up("2022-05-29", "reached"), "unknown");
    assert_eq!(follow_up("2022-05-30", "reached"), "achieved 2022-05-30");
    assert_eq!(follow_up("2022-05-30", "not_reached"), "unknown");
    let goes_on = r#""record": "job", "open_spells": "continue", "lasting": {"continuous": "P13W"}"#;
    assert_eq!(stands(goes_on, &[START, &job("")], "2022-05-30"), "achieved 2022-05-30");
}
