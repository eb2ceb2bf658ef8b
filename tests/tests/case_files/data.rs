//! What events of the kinds that every catalogue has tell, and what is said of those that do not tell it.

use doorstep::{ActionStep, Detail, Duration, Events, Fate, FollowUp, Number, Plain, Verdict, parse_date};

use super::{catalogue, counting, file, plain, problems};

fn event(kind: &str, data: &str) -> String {
    format!(r#"{{"id": "e", "person": 7, "kind": "{kind}", "programme": "q", "on": "2022-06-01", "data": {data}}}"#)
}

#[test]
fn what_is_told_is_typed() {
    let told = |kind: &str, data: &str, check: &dyn Fn(Detail<'_>) -> bool| {
        let file = file(&[&event(kind, data)]);
        let event = &file.events()[0];
        let detail = event.detail().unwrap_or_else(|| panic!("{kind} {data}: {:?}", file.problems()));
        let shown = format!("{detail:?}");
        assert!(check(detail), "{shown}");
    };
    told(
        "decided",
        r#"{"decision": "waiting", "criteria": ["tenure", 2], "reason": "R", "authority": "A"}"#,
        &|detail| {
            let (reason, authority) = (Some("R"), Some("A"));
            detail == Detail::Decided { decision: Verdict::Waiting, criteria: vec!["tenure", "2"], reason, authority }
        },
    );
    told("referred", r#"{"route": "gp", "by": 12}"#, &|detail| {
        detail == Detail::Referred { route: Some("gp"), by: Some("12") }
    });
    told("ended", r#"{"because": "moved"}"#, &|detail| detail == Detail::Ended { because: Some("moved") });
    told("assigned", r#"{"worker": "w"}"#, &|detail| detail == Detail::Assigned { worker: "w", role: None });
    told("goal_reached", r#"{"goal": "g", "text": "T"}"#, &|detail| {
        detail == Detail::Goal { goal: "g", text: Some("T"), reached: true }
    });
    told("action_dropped", r#"{"action": "cv", "reason": "had one"}"#, &|detail| {
        let (step, reason) = (ActionStep::Dropped, Some("had one"));
        detail == Detail::Action { step, action: "cv", reason, text: None, after: None, due: None, owner: None }
    });
    told(
        "action_added",
        r#"{"action": "bank", "text": "Open an account", "after": ["cv", 7], "due": "P2W", "owner": 12}"#,
        &|detail| {
            let (step, after) = (ActionStep::Added, Some(vec!["cv", "7"]));
            let (text, due, owner) = (Some("Open an account"), Some(Duration::Days(14)), Some("12"));
            detail == Detail::Action { step, action: "bank", reason: None, text, after, due, owner }
        },
    );
    told("followed_up", r#"{"result": "not_reached", "confirms": 9}"#, &|detail| {
        detail == Detail::FollowedUp { result: FollowUp::NotReached, confirms: Some("9") }
    });
    told("consent", r#"{"purpose": "sharing", "recipient": "nhs", "given": false}"#, &|detail| {
        detail == Detail::Consent { purpose: "sharing", recipient: Some("nhs"), given: false }
    });
    told("same_person", r#"{"person": 8}"#, &|detail| detail == Detail::SamePerson { person: "8" });
    told("claimed", r#"{"outcome": "work", "funding": "core", "amount": 500.10}"#, &|detail| {
        let amount: Option<Number> = "500.1".parse().ok();
        detail == Detail::Claimed { outcome: "work", funding: Some("core"), amount }
    });
    told(
        "told",
        r#"{"tenure": "social"}"#,
        &|detail| matches!(detail, Detail::Told(facts) if facts["tenure"] == Plain::from("social")),
    );
    told("wellbeing", r#"{"items": [1, null, 5]}"#, &|detail| {
        let items = Some(vec![Some(Number::from(1_i64)), None, Some(Number::from(5_i64))]);
        detail == Detail::Score { score: None, items }
    });
    for (data, raw) in [(r#"{"score": 3}"#, "3"), (r#"{"score": 15}"#, "15")] {
        told("wellbeing", data, &|detail| detail == Detail::Score { score: raw.parse().ok(), items: None });
    }
    told("review", "{}", &|detail| detail == Detail::Other);
    told("grant", r#"{"amount": 3}"#, &|detail| detail == Detail::Other);
}

#[test]
fn what_is_not_what_its_kind_needs_is_kept_listed_and_counts_for_nothing() {
    let bad = [
        ("decided", r#"{"decision": "acepted"}"#, "did you mean `accepted`?"),
        ("decided", "{}", "add `decision`"),
        ("decided", r#"{"decison": "accepted"}"#, "its `data` has `decison`; did you mean `decision`?"),
        ("decided", r#"{"decision": "accepted", "criteria": "cv"}"#, "give a list of ids"),
        ("decided", r#"{"decision": "accepted", "criteria": ["cv"]}"#, "give the `reason`"),
        (
            "decided",
            r#"{"decision": "accepted", "critera": ["cv"]}"#,
            "its `data` has `critera`; did you mean `criteria`?",
        ),
        ("assigned", r#"{"role": "coach"}"#, "add `worker`"),
        ("followed_up", r#"{"result": "maybe"}"#, "give one of `reached`, `not_reached` and `refused`"),
        ("consent", r#"{"purpose": "sharing"}"#, "add `given`"),
        ("consent", r#"{"purpose": "sharing", "given": "yes"}"#, "give true or false"),
        ("same_person", "{}", "add `person`"),
        ("goal_set", r#"{"text": "To work"}"#, "add `goal`"),
        ("action_done", r#"{"action": ["cv"]}"#, "give an id"),
        ("claimed", r#"{"outcome": "work", "amount": "much"}"#, "give an amount of money, a number"),
        ("told", r#"{"tenure": "boat"}"#, "codes"),
        ("told", r#"{"tenur": "social"}"#, "did you mean `tenure`?"),
        ("told", r#"{"date_of_birth": "1990-02-31"}"#, "YYYY-MM-DD"),
        ("told", "{}", "give the facts"),
        ("wellbeing", "{}", "give the raw `score`"),
        ("wellbeing", r#"{"score": "high"}"#, "a number"),
        ("wellbeing", r#"{"score": 2}"#, "from 3 to 15"),
        ("wellbeing", r#"{"score": 15.5}"#, "from 3 to 15"),
        ("wellbeing", r#"{"score": 9.5}"#, "a whole number"),
        ("wellbeing", r#"{"items": [1, 2]}"#, "one for each item"),
        ("wellbeing", r#"{"items": [1, 2, 6]}"#, "each answer"),
        ("wellbeing", r#"{"items": 4}"#, "each item"),
    ];
    for (kind, data, help) in bad {
        let file = file(&[&event(kind, data)]);
        assert_eq!(problems(&file), [("D658", "e")], "{kind} {data}");
        assert!(file.problems()[0].help.contains(help), "{kind} {data}: {}", file.problems()[0]);
        assert!(counting(&file).is_empty() && file.events().len() == 1);
        assert_eq!(file.events()[0].detail(), None);
        assert_eq!(file.standing(None).fates().next().unwrap().1, &Fate::BadData);
        let again = doorstep::CaseFile::from_jsonl(&catalogue(), file.to_jsonl());
        assert_eq!(again.problems(), file.problems());
    }
    // What records tell is held to their kinds.
    for (kind, data, code) in [
        ("grant", r#"{"amount": "much"}"#, "D604"),
        ("grant", r#"{"amout": 3}"#, "D603"),
        ("employment", r#"{"hours_per_week": 1e400}"#, "D606"),
    ] {
        let file = file(&[&event(kind, data)]);
        assert_eq!(problems(&file), [(code, "e")]);
        assert!(counting(&file).is_empty() && file.events().len() == 1);
    }
}

#[test]
fn what_is_wrong_amends_nothing() {
    let right = event("grant", r#"{"amount": 3}"#);
    let wrong = event("grant", r#"{"amount": "much"}"#).replace(r#""id": "e""#, r#""id": "f", "amends": "e""#);
    assert_eq!(counting(&file(&[&right, &wrong])), ["e"]);
    // And once it is put right itself, nothing is said of it any more.
    let mended = event("grant", r#"{"amount": 4}"#).replace(r#""id": "e""#, r#""id": "g", "amends": "f""#);
    let mended = file(&[&right, &wrong, &mended]);
    assert_eq!((counting(&mended), problems(&mended)), (vec!["g".to_owned()], vec![]));
}

#[test]
fn a_decision_that_cannot_be_read_does_not_count_in_eligibility() {
    let catalogue = catalogue();
    let decided_by = |data: &str| {
        let event = event("decided", data).replace("\"q\"", "\"p\"");
        let events = Events::read(&catalogue, &plain(&format!("[{event}]"))).unwrap();
        let as_at = parse_date("2022-06-15").unwrap();
        let screening = catalogue.screen_with(&plain("{}"), &events, as_at).unwrap();
        let decision = serde_json::to_value(&screening).unwrap()["decisions"]["p"]["criteria"][0]["decided_by"].clone();
        (decision, events.problems().iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>())
    };
    let right = r#"{"decision": "accepted", "criteria": ["tenure"], "reason": "Seen"}"#;
    assert_eq!(decided_by(right), ("e".into(), vec![]));
    assert_eq!(decided_by(&right.replace("accepted", "acepted")), ("rules".into(), vec!["D658"]));
    assert_eq!(decided_by(&right.replace(r#", "reason": "Seen""#, "")), ("rules".into(), vec!["D658"]));
}
