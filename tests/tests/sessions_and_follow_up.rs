//! Outcomes that wait for an end: a share of sessions, and what only a follow-up tells.

use doorstep::{CaseFile, Catalogue, OutcomeOptions, OutcomeResult, Plain, parse_date};
use serde_json::{Value as Json, json};

const START: &str = "2022-01-01";

fn judged(outcome: Json, events: &[Json], as_at: &str) -> OutcomeResult {
    let vocabulary = json!({"vocabulary": "v", "records": {
        "session": {"attributes": {"attended": "boolean", "topic": "text"}},
        "employment": {"spell": true, "attributes": {"hours": "number"}}
    }});
    let programme = json!({"programme": "p", "name": "P", "in_force": {}, "eligibility": [], "outcomes": [outcome]});
    let catalogue = Catalogue::parse([("v.json", vocabulary.to_string()), ("p.json", programme.to_string())]).unwrap();
    let started = json!({"id": "s", "person": 1, "kind": "started", "programme": "p", "on": START});
    let lines: Vec<String> = std::iter::once(&started).chain(events).map(Json::to_string).collect();
    let file = CaseFile::from_jsonl(&catalogue, lines.join("\n"));
    assert_eq!(file.problems(), []);
    let as_at = parse_date(as_at).unwrap();
    let outcomes = catalogue.outcomes("p", &Plain::Map(Vec::new()), &file, as_at, OutcomeOptions::default());
    outcomes.unwrap().unwrap().outcomes.remove(0)
}

fn event(id: &str, kind: &str, on: &str, data: Json) -> Json {
    json!({"id": id, "person": 1, "kind": kind, "on": on, "data": data})
}

fn ended(on: &str) -> Json {
    json!({"id": "e", "person": 1, "kind": "ended", "programme": "p", "on": on})
}

/// Sessions on the first days of February, each with what it tells.
fn sessions(told: &[Json]) -> Vec<Json> {
    let session = |(day, data): (usize, &Json)| {
        event(&format!("d{day}"), "session", &format!("2022-02-{:02}", day + 1), data.clone())
    };
    told.iter().enumerate().map(session).collect()
}

fn there(there: bool) -> Json {
    json!({"attended": there})
}

fn state(result: &OutcomeResult) -> (&str, Option<String>) {
    (result.state.as_str(), result.on.or(result.due_on).map(|on| on.to_string()))
}

fn on(day: &str) -> Option<String> {
    Some(day.to_owned())
}

#[test]
fn a_share_of_sessions_is_judged_once_there_will_be_no_more() {
    let outcome = json!({"id": "o", "record": "session", "attended": {"at_least": "80%"}});
    let mut events = sessions(&[there(true), there(true), there(true), there(true), there(false)]);
    assert_eq!(state(&judged(outcome.clone(), &events, "2022-12-31")), ("not_yet_due", None));
    events.push(ended("2022-03-01"));
    assert_eq!(state(&judged(outcome.clone(), &events, "2022-02-28")), ("not_yet_due", None));
    assert_eq!(state(&judged(outcome.clone(), &events, "2022-03-01")), ("achieved", on("2022-02-04")));
    // Three of four are 75%; nobody attends 80% of nothing.
    let mut fewer = sessions(&[there(true), there(false), there(true), there(true)]);
    fewer.push(ended("2022-03-01"));
    assert_eq!(state(&judged(outcome.clone(), &fewer, "2022-03-01")), ("not_achieved", None));
    assert_eq!(state(&judged(outcome, &[ended("2022-03-01")], "2022-03-01")), ("not_achieved", None));
}

#[test]
fn a_window_ends_the_sessions_too() {
    let outcome = json!({"id": "o", "record": "session", "attended": {"at_least": 0.8}, "within": "P33D"});
    // The window's last day is 3 February: of the first three sessions two were attended, of all five four.
    let events = sessions(&[there(true), there(true), there(false), there(true), there(true)]);
    assert_eq!(state(&judged(outcome.clone(), &events, "2022-02-03")), ("not_yet_due", on("2022-02-04")));
    assert_eq!(state(&judged(outcome, &events, "2022-02-04")), ("not_achieved", None));
}

#[test]
fn a_session_of_which_nobody_told_may_have_been_attended() {
    let outcome = json!({"id": "o", "record": "session", "attended": {"at_least": "80%"}});
    let told = |last: Json| {
        let mut events = sessions(&[there(true), there(true), there(true), there(false), last]);
        events.push(ended("2022-03-01"));
        judged(outcome.clone(), &events, "2022-12-31")
    };
    let result = told(json!({}));
    assert_eq!((state(&result), result.missing.as_slice()), (("unknown", None), &["session.attended".to_owned()][..]));
    assert_eq!(result.undecided, ["d4"]);
    assert_eq!(state(&told(there(true))), ("achieved", on("2022-02-05")));
    assert_eq!(state(&told(there(false))), ("not_achieved", None));
}

#[test]
fn a_session_that_may_not_count_decides_nothing_by_itself() {
    let outcome =
        json!({"id": "o", "record": "session", "where": "topic = \"maths\"", "attended": {"at_least": "80%"}});
    let maths = |attended: bool| json!({"attended": attended, "topic": "maths"});
    let told = |others: &[Json]| {
        let mut all = vec![maths(true), maths(true), maths(true), maths(true)];
        all.extend(others.iter().cloned());
        let mut events = sessions(&all);
        events.push(ended("2022-03-01"));
        judged(outcome.clone(), &events, "2022-12-31")
    };
    // Four of five, and one that was missed: of the course or of another, four of six or four of five.
    let result = told(&[maths(false), there(false)]);
    assert_eq!((state(&result), result.missing.as_slice()), (("unknown", None), &["session.topic".to_owned()][..]));
    // One that was attended changes nothing: four of five, or five of six.
    assert_eq!(state(&told(&[maths(false), there(true)])), ("achieved", on("2022-02-04")));
    // Four of six at worst, and five of six at best.
    assert_eq!(told(&[maths(false), json!({"topic": "maths"})]).missing, ["session.attended"]);
    assert_eq!(state(&told(&[maths(false), maths(false), there(true)])), ("not_achieved", None));
}

#[test]
fn without_a_follow_up_nobody_knows_that_there_was_no_job() {
    let outcome = json!({
        "id": "o", "record": "employment", "known_by": {"record": "followed_up", "at": "P6M"}
    });
    let followed_up = |on: &str, result: &str| event("f", "followed_up", on, json!({"result": result}));
    let said = |events: &[Json], as_at: &str| {
        let result = judged(outcome.clone(), events, as_at);
        (result.state.as_str(), result.due_on.map(|due| due.to_string()), result.missing)
    };
    let nothing = Vec::<String>::new;
    // Nobody can know before the follow-up is due.
    assert_eq!(said(&[], "2022-06-30"), ("not_yet_due", on("2022-07-01"), nothing()));
    let silent = ("unknown", None, vec!["followed_up".to_owned()]);
    assert_eq!(said(&[], "2022-07-01"), silent);
    for (day, result) in [("2022-06-30", "reached"), ("2022-07-15", "not_reached"), ("2022-07-15", "refused")] {
        assert_eq!(said(&[followed_up(day, result)], "2022-12-31"), silent, "{result} on {day}");
    }
    assert_eq!(said(&[followed_up("2022-07-01", "reached")], "2022-12-31"), ("not_achieved", None, nothing()));
    // One about somebody else tells nothing of this person.
    let mut of_an_employer = followed_up("2022-07-01", "reached");
    of_an_employer["subject"] = json!("employer-1");
    assert_eq!(said(&[of_an_employer], "2022-12-31"), silent);
    // A job that is told needs nobody to ask.
    let job = json!({"id": "j", "person": 1, "kind": "employment", "start": "2022-03-01"});
    assert_eq!(said(&[job], "2022-04-01").0, "achieved");
}
