//! Random events of few ids, so that they meet, and the ways to write one.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What no file may hold of a person who was erased.
pub const SECRET: &str = "a secret of ";

prop_compose! {
    /// An event: of a person, of any kind, which may amend or void another, be wrong in itself, and be recorded.
    pub fn event(ids: i64)(
        id in 0..ids,
        person in prop_oneof![12 => Just("mo"), 2 => Just("mo2"), 1 => Just("jo"), 1 => Just("al")],
        kind in prop_oneof![
            6 => Just("grant"), 2 => Just("employment"), 2 => Just("started"), 2 => Just("ended"), 1 => Just("decided"),
            1 => Just("same_person"), 1 => Just("told"), 1 => Just("action_done"), 1 => Just("action_added"),
            1 => Just("agreed"), 1 => Just("wellbeing"), 1 => Just("grnt"), 1 => Just("paused"), 1 => Just("resumed"),
            1 => Just("action_dropped"), 1 => Just("review"), 1 => Just("goal_set"), 1 => Just("assigned"),
        ],
        day in 1..31_i32,
        lasts in prop::option::weighted(0.2, -2..9_i32),
        number in 1..9_i64,
        right in prop::bool::weighted(0.9),
        about in prop::option::weighted(0.4, (prop::bool::ANY, 0..ids + 1)),
        recorded in prop::option::of((1..31, 0..3)),
    ) -> Value {
        let mut event = Map::new();
        event.insert("id".into(), json!(id));
        event.insert("person".into(), json!(person));
        event.insert("kind".into(), json!(kind));
        event.insert("on".into(), json!(format!("2022-06-{day:02}")));
        if let Some(days) = lasts {
            event.insert("end".into(), json!(format!("2022-06-{:02}", (day + days).clamp(1, 30))));
        }
        let data = match (kind, right) {
            ("grant", true) => json!({"amount": number, "purpose": format!("{SECRET}{person}")}),
            ("grant", false) => json!({"amount": "many"}),
            ("employment", true) => json!({"hours_per_week": number}),
            ("employment", false) => json!({"hours": number}),
            ("decided", true) => json!({"decision": "accepted"}),
            ("decided", false) => json!({"decision": "acepted"}),
            ("same_person", true) => json!({"person": if number < 5 { "mo" } else { "jo" }}),
            ("told", true) => json!({"date_of_birth": format!("2022-06-0{number}")}),
            ("told", false) => json!({"tenure": "boat"}),
            ("action_done" | "action_added" | "action_dropped", _) => json!({"action": if number < 5 { "cv" } else { "own" }}),
            ("goal_set", true) => json!({"goal": "job"}),
            ("assigned", true) => json!({"worker": number}),
            ("wellbeing", true) => json!({"items": [number % 5 + 1, null, 5]}),
            ("wellbeing", false) => json!({"score": "high"}),
            _ => Value::Null,
        };
        if !data.is_null() {
            event.insert("data".into(), data);
        }
        if right || kind == "grant" {
            event.insert("programme".into(), json!(if number < 6 { "p" } else { "q" }));
        }
        if let Some((voids, target)) = about {
            event.insert(if voids { "voids" } else { "amends" }.into(), json!(target));
        }
        if let Some((day, hour)) = recorded {
            event.insert("recorded_at".into(), json!(format!("2022-06-{day:02}T0{hour}:00:00Z")));
        }
        Value::Object(event)
    }
}

/// One of the ways to write an event as a line.
pub fn written(event: &Value, way: usize) -> String {
    let mut event = event.as_object().unwrap().clone();
    if way & 1 != 0 {
        // Ids are text or whole numbers, and the first day has two names.
        let id = event["id"].to_string();
        event.insert("id".into(), json!(id));
        let on = event.shift_remove("on").unwrap();
        event.insert("start".into(), on);
    }
    if way & 2 != 0 {
        event.insert("evidence".into(), Value::Null);
        event = event.into_iter().rev().collect();
    }
    let mut line = Value::Object(event).to_string();
    if way & 4 != 0 {
        line = line.replace("\"amount\":", "\"amount\": ").replace(",\"purpose", ".00 , \"purpose");
    }
    line
}

/// Lines that are no events, of which one does say whose it is.
pub fn nonsense() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        r#"{"id": "torn", "person": "mo", "kind": "gra"#.to_owned(),
        "nonsense".to_owned(),
        r#"{"person": "mo", "kind": "grant", "on": "2022-06-01"}"#.to_owned(),
        r#"{"id": "x", "person": "zo", "kind": "grant", "on": "2022-06-31"}"#.to_owned(),
        r#"{"id":"changed","person":"mo","kind":"contact","on":"2022-06-01","crc32":"00000000"}"#.to_owned(),
        r#"{"erased": "mo"}"#.to_owned(),
    ])
}
