//! What is refused when it is proposed, and kept and listed when it is merged.

use doorstep::{CaseFile, Override};

use super::{catalogue, counting, file, plain, problems};

/// An enrolment on a programme with a plan: agreed and started.
const ENROLMENT: [&str; 2] = [
    r#"{"id": "agreed", "person": 7, "kind": "agreed", "programme": "p", "on": "2022-05-30"}"#,
    r#"{"id": "started", "person": 7, "kind": "started", "programme": "p", "on": "2022-06-01"}"#,
];

fn enrolled() -> CaseFile {
    let file = file(&ENROLMENT);
    assert!(file.problems().is_empty());
    file
}

fn of(kind: &str, programme: &str, on: &str, rest: &str) -> String {
    format!(r#"{{"id": "new", "person": 7, "kind": "{kind}", "programme": "{programme}", "on": "{on}"{rest}}}"#)
}

/// Why an event is refused: codes and events; empty if it is not.
fn refusal(file: &CaseFile, event: &str, overriding: Option<&Override>) -> Vec<(String, String)> {
    match file.propose(&plain(event), overriding) {
        Ok(_) => Vec::new(),
        Err(error) => {
            let said = error.problems.into_iter().map(|problem| {
                assert!(!problem.help.is_empty(), "{problem}");
                (problem.code.as_str().to_owned(), problem.event)
            });
            said.collect()
        }
    }
}

fn about(codes: &[(&str, &str)]) -> Vec<(String, String)> {
    codes.iter().map(|(code, event)| ((*code).to_owned(), (*event).to_owned())).collect()
}

#[test]
fn what_cannot_be_is_refused_whatever_the_reason() {
    let reason = Override::new("Because");
    let file = enrolled();
    let refused = [
        (r#"{"id": "new", "person": 7, "kind": "contact"}"#.to_owned(), ("D601", "new")),
        (r#"{"id": "new", "person": 7, "kind": "contact", "on": "2022-06-31"}"#.to_owned(), ("D605", "new")),
        (of("contact", "p", "2022-06-01", r#", "colour": "red""#), ("D602", "new")),
        (of("employment", "p", "2022-06-03", r#", "end": "2022-06-02""#), ("D656", "new")),
        (ENROLMENT[0].replace("05-30", "05-29"), ("D653", "agreed")),
        (of("contact", "p", "2022-06-01", r#", "amends": "nothing""#), ("D654", "new")),
        (r#"{"id": "new", "person": 7, "voids": "nothing"}"#.to_owned(), ("D654", "new")),
        (r#"{"id": "new", "person": 7, "voids": "new"}"#.to_owned(), ("D655", "new")),
        (of("started", "p", "2022-06-02", ""), ("D656", "new")),
        (of("ended", "q", "2022-06-02", ""), ("D656", "new")),
        (of("ended", "p", "2022-05-31", ""), ("D656", "new")),
        (of("started", "r", "2022-06-02", ""), ("D657", "new")),
        (of("decided", "p", "2022-06-02", ""), ("D658", "new")),
        (of("grant", "p", "2022-06-02", r#", "data": {"amount": "much"}"#), ("D604", "new")),
        (of("contact", "p", "2022-06-02", "").replace('7', "8"), ("D652", "new")),
    ];
    for (event, expected) in refused {
        assert_eq!(refusal(&file, &event, None), about(&[expected]), "{event}");
        assert_eq!(refusal(&file, &event, Some(&reason)), about(&[expected]), "{event}");
    }
    let ended = file.propose(&plain(&of("ended", "p", "2022-06-20", "").replace("new", "ended")), None).unwrap();
    // What would make another event impossible is refused for that.
    assert_eq!(
        refusal(&ended, r#"{"id": "new", "person": 7, "voids": "started"}"#, Some(&reason)),
        about(&[("D656", "ended")])
    );
    assert_eq!(refusal(&ended, &of("ended", "p", "2022-06-10", ""), None), about(&[("D656", "ended")]));
    assert!(refusal(&ended, &of("started", "p", "2022-06-20", ""), None).len() == 1);
    assert!(refusal(&ended, &of("started", "p", "2022-06-21", ""), None).is_empty());
    let erased = file.erase("7", doorstep::parse_date("2022-07-01").unwrap());
    assert_eq!(refusal(&erased, &of("contact", "p", "2022-06-01", ""), None), about(&[("D674", "new")]));
}

#[test]
fn an_event_of_a_programme_that_there_is_not_is_kept_and_listed_and_never_refused() {
    let file = enrolled();
    for kind in ["contact", "review", "employment", "paused"] {
        let event = of(kind, "pp", "2022-06-02", "");
        let proposed = file.propose(&plain(&event), None).unwrap();
        for kept in [&proposed, &file.merge(&self::file(&[&event]))] {
            assert_eq!(problems(kept), [("D665", "new")]);
            assert_eq!(counting(kept), ["agreed", "started", "new"]);
        }
    }
    // An action of such a programme is in no plan: that is told once.
    let action = of("action_done", "pp", "2022-06-02", r#", "data": {"action": "agreement"}"#);
    assert_eq!(refusal(&file, &action, None), about(&[("D659", "new")]));
    let merged = file.merge(&self::file(&[&action]));
    assert_eq!(problems(&merged), [("D659", "new")]);
    assert!(merged.problems()[0].message.contains("of a programme that there is not: `pp`"));
    let mistyped = self::file(&[&of("contact", "pq", "2022-06-02", "")]);
    assert_eq!(mistyped.problems()[0].message, "the event `new` is of a programme that there is not: `pq`");
    assert_eq!(mistyped.problems()[0].help, "did you mean `p`?");
    assert!(self::file(&[&of("contact", "q", "2022-06-02", "")]).problems().is_empty());
}

#[test]
fn what_only_the_plan_or_the_calendar_speaks_against_may_be_overridden() {
    let birth =
        r#"{"id": "birth", "person": 7, "kind": "told", "on": "2022-06-01", "data": {"date_of_birth": "1990-05-17"}}"#;
    let base = enrolled().merge(&file(&[birth]));
    let reason = Override::new("They brought one along").by("w").on_authority_of("The provider");
    let refused = [
        (of("action_done", "p", "2022-06-02", r#", "data": {"action": "cv"}"#), "D659"),
        (of("action_done", "p", "2022-06-02", r#", "data": {"action": "swim"}"#), "D659"),
        (of("action_started", "q", "2022-06-02", r#", "data": {"action": "swim"}"#), "D659"),
        (of("contact", "p", "1990-05-16", ""), "D661"),
        (of("contact", "p", "2022-06-02", r#", "recorded_at": "2021-06-02T10:00:00Z""#), "D660"),
    ];
    for (event, code) in refused {
        assert_eq!(refusal(&base, &event, None), about(&[(code, "new")]), "{event}");
        let error = base.propose(&plain(&event), None).unwrap_err();
        assert!(error.problems[0].help.ends_with("override with a reason"), "{error}");
        // Merged, it is kept and listed, and counts.
        let merged = base.merge(&file(&[&event]));
        assert_eq!(problems(&merged), [(code, "new")]);
        assert!(counting(&merged).contains(&"new".to_owned()));
        // Overridden, it is kept, shows why, and nothing more is said.
        let kept = base.propose(&plain(&event), Some(&reason)).unwrap();
        assert!(kept.problems().is_empty(), "{:?}", kept.problems());
        let shown = kept.to_jsonl();
        assert!(
            shown.contains(r#""override":{"reason":"They brought one along","by":"w","authority":"The provider"}"#)
        );
        assert!(CaseFile::from_jsonl(&catalogue(), shown).problems().is_empty());
        // A reason of nothing is none.
        assert_eq!(refusal(&base, &event, Some(&Override::new(" "))), about(&[("D601", "new")]));
    }
    // The day before the world's clocks differ by is no mistake.
    let eve = of("contact", "p", "2022-06-02", r#", "recorded_at": "2022-06-01T23:30:00Z""#);
    assert!(refusal(&base, &eve, None).is_empty());
}

#[test]
fn the_plan_allows_what_was_added_and_what_comes_in_its_order() {
    let mut file = enrolled();
    for (id, kind, action) in [
        ("1", "action_done", "agreement"),
        ("2", "action_done", "cv"),
        ("3", "action_added", "swim"),
        ("4", "action_done", "swim"),
    ] {
        let data = format!(r#", "data": {{"action": "{action}"}}"#);
        // All on one day: the order within it does not count.
        let event = of(kind, "p", "2022-06-02", &data).replace("new", id);
        file = file.propose(&plain(&event), None).unwrap();
    }
    assert!(file.problems().is_empty());
    // Taking away what another rests on is refused, unless it is overridden.
    let void = r#"{"id": "new", "person": 7, "voids": "1"}"#;
    assert_eq!(refusal(&file, void, None), about(&[("D659", "2")]));
    assert!(file.propose(&plain(void), Some(&Override::new("A mistake"))).is_ok());
    let dropped = of("action_dropped", "p", "2022-06-02", r#", "data": {"action": "agreement"}"#);
    let dropped = enrolled().propose(&plain(&dropped), None).unwrap();
    let cv = of("action_done", "p", "2022-06-02", r#", "data": {"action": "cv"}"#).replace("new", "cv");
    assert!(dropped.propose(&plain(&cv), None).is_ok());
}

#[test]
fn a_journey_requires_its_stages_in_order() {
    let started = ENROLMENT[1];
    let empty = file(&[]);
    let error = empty.propose(&plain(started), None).unwrap_err();
    assert_eq!(error.problems[0].code.as_str(), "D659");
    assert!(error.problems[0].message.contains("requires `agreed` before it"), "{error}");
    let late = file(&[started, &ENROLMENT[0].replace("2022-05-30", "2022-06-05")]);
    assert_eq!(problems(&late), [("D659", "started")]);
    // It is kept, and the person is on the programme all the same.
    assert_eq!(counting(&late), ["started", "agreed"]);
    // Whoever leaves may leave at any time, and stages that are not required may be left out.
    let left = of("ended", "p", "2022-06-05", "");
    assert!(refusal(&enrolled(), &left, None).is_empty());
}

#[test]
fn an_event_that_is_there_already_changes_nothing() {
    let file = enrolled();
    let again = file.propose(&plain(ENROLMENT[0]), None).unwrap();
    assert_eq!(again.to_jsonl(), file.to_jsonl());
}

#[test]
fn a_join_may_be_undone() {
    let joins = r#"{"id": "j", "person": 7, "kind": "same_person", "on": "2022-06-01", "data": {"person": 8}}"#;
    let grant = |id: &str, person: &str| {
        format!(r#"{{"id": "{id}", "person": {person}, "kind": "grant", "on": "2022-06-01"}}"#)
    };
    let joined = enrolled().merge(&file(&[joins, &grant("g", "8")]));
    assert!(joined.problems().is_empty());
    let undone = joined.propose(&plain(r#"{"id": "v", "person": 7, "voids": "j"}"#), None).unwrap();
    assert_eq!(problems(&undone), [("D652", "g")]);
    assert_eq!(counting(&undone), ["agreed", "started"]);
    let redone = undone.propose(&plain(r#"{"id": "w", "person": 7, "voids": "v"}"#), None).unwrap();
    assert_eq!(counting(&redone), counting(&joined));
}

#[test]
fn two_contents_of_one_id_are_kept_and_neither_counts_until_one_is_right() {
    let grant = |amount: &str| {
        format!(r#"{{"id": "g", "person": 7, "kind": "grant", "on": "2022-06-01", "data": {{"amount": {amount}}}}}"#)
    };
    let files = ["1", "2", "3", "1.0"].map(|amount| file(&[&grant(amount)]));
    let merged = files.iter().fold(file(&[]), |all, file| all.merge(file));
    assert_eq!(merged.events().len(), 3);
    assert!(counting(&merged).is_empty());
    assert_eq!(merged.problems()[0].message, "the event `g` is given with 3 contents");
    let right = grant("2").replace(r#""id": "g""#, r#""id": "h", "amends": "g""#);
    assert_eq!(counting(&merged.propose(&plain(&right), None).unwrap()), ["h"]);
}
