//! What shows an outcome, and what was claimed and paid: four days.

use doorstep::{Date, Grade, OutcomeResult};

use super::{START, one};

const JOB: &str =
    r#""record": "job", "evidence": "document", "claim": {"funding": "core", "amount": 500, "within": "P90D"}"#;

/// The four days.
fn days(result: &OutcomeResult) -> [Option<String>; 4] {
    [result.on, result.evidenced, result.claimed, result.paid].map(|day| day.as_ref().map(Date::to_string))
}

fn text(day: &str) -> Option<String> {
    Some(day.to_owned())
}

#[test]
fn a_payslip_seen_on_20_march_shows_a_job_from_1_march() {
    let job = |evidence: &str| one(JOB, &[START, &format!("job 2022-03-01..{evidence}")], "2022-12-31");
    let with = |evidence: &str| job(&format!(r#" "evidence": {{"type": "{evidence}", "on": "2022-03-20"}}"#));
    assert_eq!(days(&job("")), [text("2022-03-01"), None, None, None]);
    assert_eq!(job("").evidence, Some(Grade::SelfDeclared));
    // Below a document: achieved, and not shown.
    assert_eq!(
        (days(&with("letter")), with("letter").evidence),
        ([text("2022-03-01"), None, None, None], Some(Grade::AdviserSeen))
    );
    assert_eq!(days(&with("payslip")), [text("2022-03-01"), text("2022-03-20"), None, None]);
    assert_eq!(
        (days(&with("feed")), with("feed").evidence),
        ([text("2022-03-01"), text("2022-03-20"), None, None], Some(Grade::Official))
    );
}

#[test]
fn evidence_from_before_1_march_shows_the_job_on_1_march() {
    let events = [START, r#"job 2022-03-01.. "evidence": {"type": "payslip", "on": "2022-02-20"}"#];
    assert_eq!(days(&one(JOB, &events, "2022-12-31"))[1], text("2022-03-01"));
}

#[test]
fn a_payslip_that_is_seen_tomorrow_shows_nothing_today() {
    let events = [START, r#"job 2022-03-01.. "evidence": {"type": "payslip", "on": "2022-03-20"}"#];
    assert_eq!(days(&one(JOB, &events, "2022-03-19"))[1], None);
    assert_eq!(days(&one(JOB, &events, "2022-03-20"))[1], text("2022-03-20"));
}

#[test]
fn the_least_of_two_jobs_is_the_grade_and_the_later_day_shows_both() {
    let outcome = r#""record": "job", "count": 2, "evidence": "adviser_seen""#;
    let events = [
        START,
        r#"job 2022-03-01..2022-03-31 "evidence": {"type": "payslip", "on": "2022-04-05"}"#,
        r#"job 2022-05-01.. "evidence": {"type": "letter", "on": "2022-05-20"}"#,
    ];
    let result = one(outcome, &events, "2022-12-31");
    assert_eq!(
        (days(&result), result.evidence),
        ([text("2022-05-01"), text("2022-05-20"), None, None], Some(Grade::AdviserSeen))
    );
}

#[test]
fn a_claim_on_day_90_is_in_time_and_on_day_91_too_late() {
    let claimed = |day: &str| {
        let claim = format!(r#"claimed {day} "programme": "p", "data": {{"outcome": "o", "funding": "core"}}"#);
        one(JOB, &[START, "job 2022-03-01..", &claim], "2022-12-31")
    };
    // 1 March and 90 days is 30 May.
    let in_time = claimed("2022-05-30");
    assert_eq!((in_time.claim_by.unwrap().to_string(), in_time.too_late), ("2022-05-30".to_owned(), false));
    assert_eq!(days(&in_time)[2], text("2022-05-30"));
    assert!(claimed("2022-05-31").too_late);
    // Without a claim it is too late once the day is over.
    let unclaimed = |as_at: &str| one(JOB, &[START, "job 2022-03-01.."], as_at).too_late;
    assert_eq!((unclaimed("2022-05-30"), unclaimed("2022-05-31")), (false, true));
}

#[test]
fn achieved_1_march_evidenced_20_march_claimed_10_april_and_paid_15_may() {
    let of = r#""programme": "p", "data": {"outcome": "o", "funding": "core", "amount": 500}"#;
    let events = [
        START,
        r#"job 2022-03-01.. "evidence": {"type": "payslip", "on": "2022-03-20"}"#,
        &format!("claimed 2022-04-10 {of}"),
        &format!("claimed 2022-04-12 {of}"),
        &format!("paid 2022-05-15 {of}"),
    ];
    let result = one(JOB, &events, "2022-12-31");
    assert_eq!(days(&result), [text("2022-03-01"), text("2022-03-20"), text("2022-04-10"), text("2022-05-15")]);
    // A claim alone achieves nothing, and is none.
    let claimed = one(JOB, &[START, &format!("claimed 2022-04-10 {of}")], "2022-12-31");
    assert_eq!((claimed.state.as_str(), days(&claimed)), ("not_achieved", [const { None }; 4]));
}
