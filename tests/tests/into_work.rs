//! One life judged by many definitions: the table that was worked out by hand.

use std::fs;

use doorstep::{CaseFile, Code, OutcomeOptions, OutcomeState, Outcomes, Plain, parse_date};
use doorstep_tests::{into_work, repository};

#[test]
fn the_same_life_gets_the_answers_that_were_worked_out_by_hand() {
    let expected = fs::read_to_string(repository().join("examples/into_work/table.md")).unwrap();
    let table = into_work::table().unwrap();
    for (line, wanted) in table.lines().zip(expected.lines()) {
        assert_eq!(line, wanted);
    }
    assert_eq!(table, expected);
}

#[test]
fn the_definitions_hold_together_and_the_life_has_no_fault() {
    let catalogue = into_work::catalogue().unwrap();
    assert_eq!(catalogue.check(), []);
    let report = catalogue.test();
    assert!(report.passed(), "{report}");
    let life = into_work::history(&catalogue).unwrap();
    // IPS in Primary Care began in April 2023; its rules are held to this earlier life all the same, and that is listed.
    let problems: Vec<(&str, Code)> =
        life.problems().iter().map(|problem| (problem.event.as_str(), problem.code)).collect();
    assert_eq!(problems, [("start-ips-primary-care", Code::EventOutsideVersions)]);
    for definition in into_work::DEFINITIONS {
        for version in &catalogue.programmes()[definition] {
            assert!(version.source.is_some(), "{definition}");
            for outcome in &version.outcomes {
                assert!(outcome.source.is_some() && outcome.text.is_some(), "{definition}: {}", outcome.id);
            }
        }
    }
}

/// The same events, judged as one enrolment of a definition.
fn judged(definition: &str, start: &str, events: &str, as_at: &str) -> Outcomes {
    let catalogue = into_work::catalogue().unwrap();
    let started =
        format!(r#"{{"id": "s", "person": 1, "kind": "started", "programme": "{definition}", "on": "{start}"}}"#);
    let file = CaseFile::from_jsonl(&catalogue, format!("{started}\n{events}"));
    assert_eq!(file.problems(), []);
    let as_at = parse_date(as_at).unwrap();
    let outcomes = catalogue.outcomes(definition, &Plain::Map(Vec::new()), &file, as_at, OutcomeOptions::default());
    outcomes.unwrap().unwrap()
}

#[test]
fn from_april_2024_a_job_at_the_start_keeps_somebody_out_of_the_rate_of_employment() {
    let events = r#"
        {"id": "t", "person": 1, "kind": "told", "on": "2024-01-01", "data": {"in_work": true}}
        {"id": "j", "person": 1, "kind": "employment", "start": "2024-05-07", "end": "2024-06-30", "data": {"hours_worked": 4}}"#;
    for (start, state) in [("2024-03-31", OutcomeState::Achieved), ("2024-04-01", OutcomeState::Excluded)] {
        let outcomes = judged("ips_grow", start, events, "2024-12-31");
        assert_eq!(outcomes.get("in_the_rate").unwrap().state, state, "{start}");
        assert_eq!(outcomes.get("people_into_work").unwrap().state, OutcomeState::Achieved, "{start}");
    }
}

#[test]
fn four_hours_of_paid_work_make_a_job_start() {
    for (hours, state) in [("4", "achieved"), ("3.9", "not_achieved")] {
        let job = format!(
            r#"{{"id": "j", "person": 1, "kind": "employment", "start": "2024-05-07", "end": "2024-05-07", "data": {{"hours_worked": {hours}}}}}"#
        );
        let outcomes = judged("ips_grow", "2024-04-08", &job, "2024-12-31");
        assert_eq!(outcomes.get("people_into_work").unwrap().state.as_str(), state, "{hours}");
    }
}

#[test]
fn a_learner_nobody_asked_is_not_one_without_a_job() {
    let ended = r#"{"id": "e", "person": 1, "kind": "ended", "programme": "ilr", "on": "2022-07-01"}"#;
    let survey =
        r#"{"id": "d", "person": 1, "kind": "destination", "on": "2022-08-15", "data": {"outcome_code": "NPE2"}}"#;
    let silent = judged("ilr", "2021-09-01", ended, "2022-12-31");
    let emp1 = silent.get("EMP1").unwrap();
    assert_eq!((emp1.state, emp1.missing.as_slice()), (OutcomeState::Unknown, &["destination".to_owned()][..]));
    let asked = judged("ilr", "2021-09-01", &format!("{ended}\n{survey}"), "2022-12-31");
    assert_eq!(asked.get("EMP1").unwrap().state, OutcomeState::NotAchieved);
    assert_eq!(asked.get("NPE2").unwrap().state, OutcomeState::Achieved);
}

#[test]
fn the_following_academic_year_begins_with_the_first_of_august() {
    let job = r#"{"id": "j", "person": 1, "kind": "employment", "start": "2021-06-01", "end": "2022-12-31"}"#;
    // Learning that ends on 31 July is followed by October of that year; a day later by October of the next.
    for (ended, state, on) in [
        ("2021-07-31", OutcomeState::Achieved, parse_date("2022-02-28")),
        ("2021-08-01", OutcomeState::NotAchieved, None),
    ] {
        let ended =
            format!(r#"{{"id": "e", "person": 1, "kind": "ended", "programme": "dfe_fe_outcomes", "on": "{ended}"}}"#);
        let outcomes = judged("dfe_fe_outcomes", "2020-09-01", &format!("{ended}\n{job}"), "2023-12-31");
        let paid = outcomes.get("paid").unwrap();
        assert_eq!((paid.state, paid.on), (state, on));
    }
}

#[test]
fn quarters_after_exit_are_those_of_the_calendar() {
    // The exit of 1 June, and a job on the last day of December or the first of January.
    let ended = r#"{"id": "e", "person": 1, "kind": "ended", "programme": "wioa", "on": "2022-06-01", "data": {"because": "completed"}}"#;
    for (day, state) in [("2022-12-31", "achieved"), ("2023-01-01", "not_achieved")] {
        let job = format!(
            r#"{{"id": "j", "person": 1, "kind": "employment", "start": "{day}", "end": "{day}", "data": {{"subsidised": false}}}}"#
        );
        let outcomes = judged("wioa", "2021-09-01", &format!("{ended}\n{job}"), "2023-12-31");
        assert_eq!(outcomes.get("second_quarter").unwrap().state.as_str(), state, "{day}");
    }
    let deceased = ended.replace("completed", "deceased");
    let outcomes = judged("wioa", "2021-09-01", &deceased, "2023-12-31");
    assert_eq!(outcomes.get("second_quarter").unwrap().state, OutcomeState::Excluded);
}
