//! Scales as data: what a document may declare, which scores an event may tell, and what they come to.

use doorstep::{CaseFile, Catalogue, OutcomeOptions, OutcomeState, Plain, parse_date};
use doorstep_tests::repository;
use serde_json::{Value as Json, json};

fn catalogue(scale: &Json, outcome: &Json) -> Catalogue {
    let vocabulary = json!({"vocabulary": "v", "scales": {"scale": scale}});
    let programme = json!({"programme": "p", "name": "P", "in_force": {}, "eligibility": [], "outcomes": [outcome]});
    Catalogue::parse([("v.json", vocabulary.to_string()), ("p.json", programme.to_string())]).unwrap()
}

/// The codes and the messages of what is wrong with a scale.
fn faults(scale: &Json) -> Vec<(String, String)> {
    let vocabulary = json!({"vocabulary": "v", "scales": {"scale": scale}});
    match Catalogue::parse([("v.json", vocabulary.to_string())]) {
        Ok(_) => Vec::new(),
        Err(error) => {
            error.diagnostics.into_iter().map(|found| (found.code.as_str().to_owned(), found.message)).collect()
        }
    }
}

/// A file of scores, one a month from January 2022, of somebody who started then.
fn file(catalogue: &Catalogue, scores: &[Json]) -> CaseFile {
    let started = json!({"id": "s", "person": 1, "kind": "started", "programme": "p", "on": "2022-01-01"});
    let scores = scores.iter().enumerate().map(|(month, data)| {
        let on = format!("2022-{:02}-01", month + 1);
        json!({"id": format!("m{month}"), "person": 1, "kind": "scale", "on": on, "data": data})
    });
    let lines: Vec<String> = std::iter::once(started).chain(scores).map(|event| event.to_string()).collect();
    CaseFile::from_jsonl(catalogue, lines.join("\n"))
}

/// What a change of `by` points is said to be, over the scores of a file.
fn changed(scale: &Json, by: &Json, scores: &[Json]) -> OutcomeState {
    let mut outcome = json!({"id": "o", "scale": "scale"});
    outcome.as_object_mut().unwrap().extend(by.as_object().unwrap().clone());
    let catalogue = catalogue(scale, &outcome);
    let file = file(&catalogue, scores);
    let as_at = parse_date("2022-12-31").unwrap();
    let outcomes = catalogue.outcomes("p", &Plain::Map(Vec::new()), &file, as_at, OutcomeOptions::default());
    outcomes.unwrap().unwrap().get("o").unwrap().state
}

/// The first raw and metric scores that answers come to.
fn score(scale: &Json, data: Json) -> Option<(Option<String>, Option<String>)> {
    let catalogue = catalogue(scale, &json!({"id": "o", "scale": "scale", "change": 1}));
    let state = file(&catalogue, &[data]).state("p", parse_date("2022-12-31")?, None)?;
    let first = state.scores.first()?.first.clone();
    Some((first.raw.map(|raw| raw.to_string()), first.metric.map(|metric| metric.to_string())))
}

fn raw(scale: &Json, items: Json) -> Option<String> {
    score(scale, json!({"items": items}))?.0
}

/// How many scores of an event are at fault.
fn refused(scale: &Json, data: Json) -> Vec<String> {
    let catalogue = catalogue(scale, &json!({"id": "o", "scale": "scale", "change": 1}));
    file(&catalogue, &[data]).problems().iter().map(|problem| problem.message.clone()).collect()
}

#[test]
fn swemwbs_has_its_whole_conversion_table() {
    // Raw 7 to 35. One public table has 25.99 for 29, against four that have 26.02.
    let metric = [
        "7", "9.51", "11.25", "12.4", "13.33", "14.08", "14.75", "15.32", "15.84", "16.36", "16.88", "17.43", "17.98",
        "18.59", "19.25", "19.98", "20.73", "21.54", "22.35", "23.21", "24.11", "25.03", "26.02", "27.03", "28.13",
        "29.31", "30.7", "32.55", "35",
    ];
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    for (raw, metric) in (7..=35).zip(metric) {
        let event = json!({"id": "e", "person": 1, "kind": "swemwbs", "on": "2021-05-10", "data": {"score": raw}});
        let start = json!({"id": "s", "person": 1, "kind": "started", "programme": "ips_bbo", "on": "2021-05-07"});
        let file = CaseFile::from_jsonl(&catalogue, format!("{start}\n{event}"));
        let state = file.state("ips_bbo", parse_date("2021-06-01").unwrap(), None).unwrap();
        let first = &state.scores[0].first;
        assert_eq!(first.metric.map(|metric| metric.to_string()).as_deref(), Some(metric), "{raw}");
    }
}

#[test]
fn a_missing_answer_leaves_no_score_unless_most_will_do() {
    let strict = json!({"items": 3, "item_range": [1, 5], "combine": "mean", "missing": "no_score"});
    let lenient = json!({"items": 3, "item_range": [1, 5], "combine": "mean", "missing": "most_answered"});
    assert_eq!(raw(&strict, json!([2, 3, 4])).as_deref(), Some("3"));
    assert_eq!(raw(&strict, json!([2, null, 4])), None);
    assert_eq!(raw(&lenient, json!([2, null, 3])).as_deref(), Some("2.5"));
    assert_eq!(raw(&lenient, json!([2, null, null])), None);
    // Half is not most.
    let even = json!({"items": 4, "item_range": [1, 5], "combine": "mean", "missing": "most_answered"});
    assert_eq!(raw(&even, json!([2, null, null, 5])), None);
    assert_eq!(raw(&even, json!([2, 2, null, 5])).as_deref(), Some("3"));
}

#[test]
fn a_reversed_item_counts_from_the_other_end() {
    // Satisfied 6, worthwhile 7, happy 8, and anxious 1, which counts as 9.
    let ons4 = json!({"items": 4, "item_range": [0, 10], "reversed": [4], "combine": "mean"});
    assert_eq!(raw(&ons4, json!([6, 7, 8, 1])).as_deref(), Some("7.5"));
    assert_eq!(raw(&ons4, json!([0, 0, 0, 10])).as_deref(), Some("0"));
}

#[test]
fn raw_and_metric_points_are_never_mixed() {
    let scale = json!({
        "items": 2, "item_range": [1, 5], "metric": {"4": 10, "5": 10.5, "6": 12},
        "thresholds": {"one": {"change": 1, "score": "metric", "source": "a test"}, "two": {"change": 2, "source": "a test"}}
    });
    let rise = |from: i64, to: i64| [json!({"score": from}), json!({"score": to})];
    assert_eq!(changed(&scale, &json!({"change": "one"}), &rise(4, 5)), OutcomeState::NotAchieved);
    assert_eq!(changed(&scale, &json!({"change": "one"}), &rise(5, 6)), OutcomeState::Achieved);
    assert_eq!(changed(&scale, &json!({"change": "two"}), &rise(5, 6)), OutcomeState::NotAchieved);
    assert_eq!(changed(&scale, &json!({"change": "two"}), &rise(4, 6)), OutcomeState::Achieved);
    assert_eq!(changed(&scale, &json!({"change": 1}), &rise(4, 5)), OutcomeState::Achieved);
    // A raw score that the table does not have has no metric score, and one score is no change.
    assert_eq!(changed(&scale, &json!({"change": "one"}), &rise(4, 7)), OutcomeState::Unknown);
    assert_eq!(changed(&scale, &json!({"change": "one"}), &[json!({"score": 4})]), OutcomeState::Unknown);
}

#[test]
fn a_scale_that_users_bring_is_scored_as_it_is() {
    // Nothing is known of it but its score, and lower is better.
    let opaque = json!({"range": [0, 10]});
    let fall = |to: &str| [json!({"score": 7}), json!({"score": to.parse::<f64>().unwrap()})];
    assert_eq!(changed(&opaque, &json!({"change": -2}), &fall("5")), OutcomeState::Achieved);
    assert_eq!(changed(&opaque, &json!({"change": -2}), &fall("5.5")), OutcomeState::NotAchieved);
    assert_eq!(changed(&opaque, &json!({"change": -2}), &fall("9.5")), OutcomeState::NotAchieved);
    assert_eq!(
        changed(&json!({}), &json!({"change": 100}), &[json!({"score": -50}), json!({"score": 50})]),
        OutcomeState::Achieved
    );
}

#[test]
fn a_score_that_the_scale_does_not_have_counts_for_nothing_and_is_listed() {
    let seven = json!({"items": 7, "item_range": [1, 5]});
    let mean = json!({"items": 7, "item_range": [1, 5], "combine": "mean"});
    let opaque = json!({"range": [0, 10]});
    for (scale, data) in [
        (&seven, json!({"score": 6})),
        (&seven, json!({"score": 36})),
        (&seven, json!({"score": 21.54})),
        (&seven, json!({"items": [0, 1, 1, 1, 1, 1, 1]})),
        (&seven, json!({"items": [1, 1, 1, 1, 1, 6, 1]})),
        (&seven, json!({"items": [1, 1, 1, 1, 1, 1.5, 1]})),
        (&seven, json!({"items": [1, 1, 1]})),
        (&seven, json!({"score": 8, "items": [1, 1, 1, 1, 1, 1, 1]})),
        (&mean, json!({"score": 7})),
        (&mean, json!({"score": 0.9})),
        (&opaque, json!({"score": 10.5})),
        (&opaque, json!({"score": -1})),
    ] {
        let messages = refused(scale, data.clone());
        assert_eq!(messages.len(), 1, "{data}: {messages:?}");
        assert!(messages[0].contains("`m0`"), "{messages:?}");
        assert_eq!(score(scale, data.clone()), None, "{data}");
        // Beside a good score it is as if it had not been told.
        let good = if scale["range"].is_null() { json!({"items": [2, 2, 2, 2, 2, 2, 2]}) } else { json!({"score": 2}) };
        assert_eq!(changed(scale, &json!({"change": 0.1}), &[good, data]), OutcomeState::Unknown);
    }
    for (scale, data) in [
        (&seven, json!({"score": 7})),
        (&seven, json!({"score": 35})),
        (&seven, json!({"score": 7, "items": [1, 1, 1, 1, 1, 1, 1]})),
        (&mean, json!({"score": 4.5})),
        (&opaque, json!({"score": 9.99})),
    ] {
        assert_eq!(refused(scale, data.clone()), Vec::<String>::new(), "{data}");
    }
}

#[test]
fn parts_of_a_scale_that_do_not_fit_are_reported() {
    let whole =
        json!({"items": 7, "item_range": [1, 5], "metric": {"7": 7, "29": 26.02, "35": 35}, "missing": "no_score"});
    assert_eq!(faults(&whole), []);
    for (scale, part) in [
        (json!({"items": 7, "item_range": [5, 1]}), "`item_range`"),
        (json!({"items": 7, "item_range": [1]}), "`item_range`"),
        (json!({"range": [0, 5, 10]}), "`range`"),
        (json!({"range": [3, 3]}), "`range`"),
        (json!({"items": 0}), "no items"),
        (json!({"items": 4, "item_range": [0, 10], "reversed": [5]}), "item 5"),
        (json!({"items": 4, "item_range": [0, 10], "reversed": [0]}), "item 0"),
        (json!({"item_range": [0, 10], "reversed": [1]}), "item 1"),
        (json!({"items": 4, "reversed": [4]}), "reversed"),
        (json!({"items": 4, "missing": "most_answered"}), "sum of most"),
        (json!({"metric": {"seven": 7}}), "`seven`"),
        (json!({"metric": {"7.0": 7}}), "`7.0`"),
        (json!({"items": 7, "item_range": [1, 5], "metric": {"36": 35}}), "`36`"),
        (json!({"thresholds": {"t": {"change": 0}}}), "`t`"),
        (json!({"thresholds": {"t": {"change": 1, "score": "metric"}}}), "`t`"),
    ] {
        let found = faults(&scale);
        assert_eq!(found.len(), 1, "{scale}: {found:?}");
        assert!(found[0].0 == "D115" && found[0].1.contains(part), "{scale}: {found:?}");
    }
}
