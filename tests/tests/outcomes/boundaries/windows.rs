//! Windows of days, weeks and months, days and quarters after an end, and limits.

use super::{START, stands};

#[test]
fn within_456_and_182_days_of_1_january_2020_ends_on_30_september_2021() {
    // 456 + 182 is 638: the anchor's day and 638 more, the last of them included, which is 639 days counted with both ends.
    let outcome = r#""record": "job", "within": "P638D", "lasting": {"total": "P182D"}"#;
    let until = |day: &str| stands(outcome, &["started 2020-01-01", &format!("job 2021-04-02..{day}")], "2022-12-31");
    assert_eq!(until("2021-09-30"), "achieved 2021-09-30");
    assert_eq!(until("2021-09-29"), "not_achieved");
    // A day later at the beginning, and the 182nd day is 1 October, the 639th after the start.
    assert_eq!(stands(outcome, &["started 2020-01-01", "job 2021-04-03..2021-12-31"], "2022-12-31"), "not_achieved");
    assert_eq!(
        stands(outcome, &["started 2020-01-01", "job 2021-04-02..2021-12-31"], "2021-09-29"),
        "not_yet_due 2021-09-30"
    );
}

#[test]
fn within_30_days_of_1_january_ends_on_31_january() {
    let first = r#""record": "job", "within": "P30D""#;
    assert_eq!(stands(first, &[START, "job 2022-01-31.."], "2022-12-31"), "achieved 2022-01-31");
    assert_eq!(stands(first, &[START, "job 2022-02-01.."], "2022-12-31"), "not_achieved");
    // A month from 31 January ends on 28 February.
    let month = r#""record": "job", "within": "P1M""#;
    assert_eq!(stands(month, &["started 2022-01-31", "job 2022-02-28.."], "2022-12-31"), "achieved 2022-02-28");
    assert_eq!(stands(month, &["started 2022-01-31", "job 2022-03-01.."], "2022-12-31"), "not_achieved");
}

#[test]
fn ninety_one_days_of_112_may_have_21_empty_ones() {
    let outcome = r#""record": "job", "lasting": {"days": 91, "of": 112}"#;
    // 50 days to 19 February, and 41 from 13 March to 22 April, which is the 112th day.
    let events = |second: &str| stands(outcome, &[START, "job 2022-01-01..2022-02-19", second], "2022-04-30");
    assert_eq!(events("job 2022-03-13..2022-04-22"), "achieved 2022-04-22");
    assert_eq!(events("job 2022-03-14..2022-04-30"), "not_yet_due 2022-06-12");
    assert_eq!(events("job 2022-03-13..2022-04-21"), "not_yet_due 2022-06-20");
}

#[test]
fn thirteen_of_16_weeks_with_a_day_missing_in_the_third() {
    let outcome = r#""record": "job", "lasting": {"weeks": 13, "of": 16}"#;
    // Weeks begin on Tuesday 1 March; the third is 15 to 21 March, and the 14th ends on 6 June.
    let whole = [START, "job 2022-03-01..2022-06-30"];
    assert_eq!(stands(outcome, &whole, "2022-12-31"), "achieved 2022-05-30");
    let missing = [START, "job 2022-03-01..2022-03-17", "job 2022-03-19..2022-06-30"];
    assert_eq!(stands(outcome, &missing, "2022-12-31"), "achieved 2022-06-06");
    let touched = r#""record": "job", "lasting": {"weeks": 13, "of": 16, "touched": true}"#;
    assert_eq!(stands(touched, &missing, "2022-12-31"), "achieved 2022-05-30");
    // With a day missing in four weeks of the 16 there are 12, and of windows that begin with later spells no more.
    let four = [
        START,
        "job 2022-03-01..2022-03-17",
        "job 2022-03-19..2022-04-05",
        "job 2022-04-07..2022-04-25",
        "job 2022-04-27..2022-05-16",
        "job 2022-05-18..2022-06-20",
    ];
    assert_eq!(stands(outcome, &four, "2022-12-31"), "not_achieved");
}

#[test]
fn a_week_that_is_touched_on_its_first_day_counts_on_its_last() {
    let outcome = r#""record": "job", "lasting": {"weeks": 2, "of": 3, "touched": true}"#;
    let events = [START, "job 2022-03-01..2022-03-08"];
    assert_eq!(stands(outcome, &events, "2022-03-13"), "not_yet_due 2022-03-14");
    assert_eq!(stands(outcome, &events, "2022-03-14"), "achieved 2022-03-14");
}

#[test]
fn five_of_the_6_months_from_october_to_march() {
    let outcome = r#""record": "job", "lasting": {"months": 5, "of": 6, "touched": true, "from": "date(2022, 10, 1)"}"#;
    let with = |events: &[&str], as_at: &str| stands(outcome, &[&[START], events].concat(), as_at);
    // A month is touched by its last day; October is left out.
    assert_eq!(with(&["job 2022-11-30..2023-03-01"], "2023-12-31"), "achieved 2023-03-31");
    assert_eq!(with(&["job 2022-11-30..2023-02-28"], "2023-12-31"), "not_achieved");
    assert_eq!(with(&["job 2022-10-31..2023-02-01"], "2023-12-31"), "achieved 2023-02-28");
    assert_eq!(with(&["job 2022-10-31..2023-02-01"], "2023-02-27"), "not_yet_due 2023-02-28");
    // Whole months: 29 days of December are none.
    let whole = r#""record": "job", "lasting": {"months": 5, "of": 6, "from": "date(2022, 10, 1)"}"#;
    assert_eq!(
        stands(whole, &[START, "job 2022-10-01..2022-11-30", "job 2022-12-02..2023-03-31"], "2023-12-31"),
        "achieved 2023-03-31"
    );
    assert_eq!(
        stands(whole, &[START, "job 2022-10-02..2022-11-30", "job 2022-12-02..2023-03-31"], "2023-12-31"),
        "not_achieved"
    );
}

#[test]
fn months_that_begin_on_31_january_begin_on_28_february_and_31_march() {
    let outcome = r#""record": "job", "lasting": {"months": 2, "of": 3}"#;
    assert_eq!(stands(outcome, &[START, "job 2022-01-31..2022-03-30"], "2022-12-31"), "achieved 2022-03-30");
    assert_eq!(stands(outcome, &[START, "job 2022-01-31..2022-03-29"], "2022-12-31"), "not_achieved");
}

#[test]
fn the_second_quarter_after_an_exit_on_1_june_is_october_to_december() {
    let second = r#""record": "job", "lasting": {"in": {"quarter": 2, "after": "ended"}}"#;
    let fourth = r#""record": "job", "lasting": {"in": {"quarter": 4, "after": "ended"}}"#;
    let with = |outcome: &str, job: &str, as_at: &str| {
        stands(outcome, &["started 2022-01-01", "ended 2022-06-01", job], as_at)
    };
    assert_eq!(with(second, "job 2022-05-01..2022-09-30", "2023-12-31"), "not_achieved");
    assert_eq!(with(second, "job 2022-05-01..2022-10-01", "2023-12-31"), "achieved 2022-10-01");
    assert_eq!(with(second, "job 2022-12-31..2023-03-01", "2023-12-31"), "achieved 2022-12-31");
    assert_eq!(with(second, "job 2023-01-01..2023-03-01", "2023-12-31"), "not_achieved");
    assert_eq!(with(second, "job 2022-05-01..2022-12-31", "2022-09-30"), "not_yet_due 2022-10-01");
    // The fourth: April to June of the next year.
    assert_eq!(with(fourth, "job 2022-05-01..2023-03-31", "2023-12-31"), "not_achieved");
    assert_eq!(with(fourth, "job 2022-05-01..2023-04-01", "2023-12-31"), "achieved 2023-04-01");
    // Nobody has ended yet, and an exit on 30 June or 1 July makes a quarter of difference.
    assert_eq!(stands(second, &["started 2022-01-01"], "2022-06-30"), "not_yet_due");
    let exit = |day: &str| stands(second, &["started 2022-01-01", &format!("ended {day}")], "2022-09-01");
    assert_eq!(
        (exit("2022-06-30"), exit("2022-07-01")),
        ("not_yet_due 2022-10-01".to_owned(), "not_yet_due 2023-01-01".to_owned())
    );
}

#[test]
fn six_months_after_an_end_on_31_august_is_28_february() {
    let outcome = r#""record": "job", "lasting": {"at": "P6M", "after": "ended"}"#;
    let with = |job: &str, as_at: &str| stands(outcome, &["started 2022-01-01", "ended 2022-08-31", job], as_at);
    assert_eq!(with("job 2022-09-01..2023-02-28", "2023-12-31"), "achieved 2023-02-28");
    assert_eq!(with("job 2022-09-01..2023-02-27", "2023-12-31"), "not_achieved");
    assert_eq!(with("job 2023-03-01..2023-12-31", "2023-12-31"), "not_achieved");
    assert_eq!(with("job 2022-09-01..2023-02-28", "2023-02-27"), "not_yet_due 2023-02-28");
}

#[test]
fn a_job_counts_while_the_home_is_kept() {
    let outcome = r#""record": "job", "lasting": {"continuous": "P13W", "while": "tenancy"}"#;
    let with = |home: &str| stands(outcome, &[START, "job 2022-03-01..2022-12-31", home], "2022-12-31");
    assert_eq!(with("tenancy 2020-01-01..2022-05-30"), "achieved 2022-05-30");
    assert_eq!(with("tenancy 2020-01-01..2022-05-29"), "not_achieved");
    assert_eq!(with("tenancy 2022-04-01..2022-12-31"), "achieved 2022-06-30");
}

#[test]
fn two_jobs_of_8_hours_are_16_only_together() {
    let events = [
        START,
        r#"job 2022-03-01..2022-06-30 "data": {"hours": 8}"#,
        r#"job 2022-04-01..2022-07-31 "data": {"hours": 8}"#,
    ];
    let with = |together: &str| {
        let outcome = format!(
            r#""record": "job", "where": "hours >= 16", "together": "{together}", "lasting": {{"continuous": "P13W"}}"#
        );
        stands(&outcome, &events, "2022-12-31")
    };
    // Both are open from 1 April to 30 June, which are 91 days.
    assert_eq!(
        (with("each"), with("max"), with("sum")),
        ("not_achieved".into(), "not_achieved".into(), "achieved 2022-06-30".to_owned())
    );
}

#[test]
fn who_comes_back_on_1_june_started_on_1_january() {
    let outcome = r#""record": "job", "within": "P6M""#;
    let events = ["started 2022-01-01", "ended 2022-03-31", "started 2022-06-01", "job 2022-07-01.."];
    assert_eq!(stands(outcome, &events, "2022-12-31"), "achieved 2022-07-01");
    let late = ["started 2022-01-01", "ended 2022-03-31", "started 2022-06-01", "job 2022-07-02.."];
    assert_eq!(stands(outcome, &late, "2022-12-31"), "not_achieved");
    // The end is the last, and there is none while the person is back.
    let exit = r#""record": "job", "lasting": {"at": "P1M", "after": "ended"}"#;
    assert_eq!(stands(exit, &events, "2022-12-31"), "not_yet_due");
    let ended = [&events[..3], &["ended 2022-08-15", "job 2022-09-15..2022-09-15"]].concat();
    assert_eq!(stands(exit, &ended, "2022-12-31"), "achieved 2022-09-15");
}
