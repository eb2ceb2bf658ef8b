//! Vectors of hundreds of events, made up: several programmes, people who are joined, amendments, voids, circles and
//! conflicts, told twice and recorded late. What is expected of them is what the library comes to; every language must
//! come to the same, in whatever pieces and order the events reach it.

use doorstep::{CaseFile, Catalogue, Date, parse_date};
use serde_json::{Map, Value, json};

/// How many events a case has.
const EVENTS: usize = 300;
/// How many devices recorded them.
const FILES: usize = 5;

/// The vector's text.
///
/// # Errors
/// Documents that do not load, or a day that is none.
pub fn hundreds() -> Result<String, String> {
    let documents = documents();
    let texts = documents.iter().map(|(name, document)| (name.clone(), document.to_string()));
    let catalogue = Catalogue::parse(texts).map_err(|error| error.to_string())?;
    let cases = [
        ("three hundred events, dealt out to five devices", 1, "p", "2022-07-20", None),
        (
            "three hundred others, of another programme, as they were known on a day",
            2,
            "r",
            "2022-12-31",
            Some("2022-07-15"),
        ),
    ];
    let case = |(name, seed, programme, as_at, known_at): (&str, u64, &str, &str, Option<&str>)| {
        let files = dealt(&events(seed));
        let mut case = Map::new();
        case.insert("name".into(), json!(name));
        case.insert("case_files".into(), json!(files));
        case.insert("programme".into(), json!(programme));
        case.insert("as_at".into(), json!(as_at));
        case.extend(known_at.map(|day| ("known_at".to_owned(), json!(day))));
        let lines: Vec<String> = files.iter().flatten().map(Value::to_string).collect();
        let file = CaseFile::from_jsonl(&catalogue, lines.join("\n"));
        let mut state = json!(file.state(programme, day(as_at)?, known_at.map(day).transpose()?));
        // It changes with every release.
        state.as_object_mut().map(|state| state.remove("library"));
        let ids: Vec<&str> = file.events().iter().map(|event| event.id.as_str()).collect();
        case.insert("expected".into(), json!({"events": ids, "problems": file.problems(), "state": state}));
        Ok(Value::Object(case))
    };
    let cases = cases.into_iter().map(case).collect::<Result<Vec<Value>, String>>()?;
    Ok(format!("{}\n", shown(&json!({"documents": documents, "cases": cases}), 0)))
}

fn day(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or(format!("no such day: {text}"))
}

fn documents() -> Map<String, Value> {
    let vocabulary = json!({
        "vocabulary": "v",
        "facts": {"date_of_birth": {"type": "date"}},
        "records": {
            "grant": {"attributes": {"amount": "money", "purpose": "text"}},
            "employment": {"spell": true, "attributes": {"hours_per_week": "number"}}},
        "scales": {"wellbeing": {"items": 3, "item_range": [1, 5]}}});
    let p = json!({
        "programme": "p", "name": "P", "in_force": {}, "eligibility": [], "source": "invented",
        "journey": ["referred", {"stage": "agreed", "required": true}, "started", "ended"],
        "active": {"contact_within": "P4W"},
        "plan": {"review_every": "P1M", "actions": [
            {"id": "agreement", "text": "Sign", "due": "P7D"},
            {"id": "cv", "text": "Write a CV", "after": ["agreement"], "due": "P4W"},
            {"id": "money", "text": "Twenty pounds",
             "met_by": {"record": "grant", "sum": "amount", "at_least": "20"}, "due": "P8W"},
            {"id": "job", "text": "A job", "met_by": {"record": "employment", "where": "hours_per_week >= 8"}},
            {"id": "apply", "text": "Apply", "after": ["cv", "money"], "due": "P2W"}]}});
    let q = json!({"programme": "q", "name": "Q", "in_force": {}, "eligibility": [], "source": "invented"});
    let r = |from: &str, to: &str, due: &str| {
        json!({
            "programme": "r", "name": "R", "in_force": {"from": from, "to": to}, "eligibility": [], "source": "invented",
            "active": {"contact_within": "P2W"},
            "plan": {"review_every": "P2W", "actions": [
                {"id": "cv", "text": "Write a CV", "due": due},
                {"id": "agreement", "text": "Sign", "after": ["cv", "money"], "due": due},
                {"id": "money", "text": "Grants", "met_by": {"record": "grant", "at_least": "3"}}]}})
    };
    let documents = [
        ("v.json", vocabulary),
        ("p.json", p),
        ("q.json", q),
        ("r1.json", r("2021-04-01", "2022-03-31", "P10D")),
        ("r2.json", r("2022-05-01", "2023-03-31", "P3W")),
    ];
    documents.into_iter().map(|(name, document)| (name.to_owned(), document)).collect()
}

/// Numbers that are the same every time.
struct Dice(u64);

impl Dice {
    /// A number below another.
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// True so many times of a hundred.
    fn is(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let at = usize::try_from(self.below(choices.len() as u64)).unwrap_or_default();
        choices.get(at).copied().unwrap_or_default()
    }
}

/// What may happen; what stands here often happens often.
const KINDS: [&str; 41] = [
    "grant",
    "grant",
    "grant",
    "grant",
    "grant",
    "employment",
    "employment",
    "contact",
    "contact",
    "contact",
    "contact",
    "followed_up",
    "followed_up",
    "action_done",
    "action_done",
    "action_done",
    "action_done",
    "action_done",
    "action_added",
    "action_added",
    "action_dropped",
    "action_dropped",
    "action_started",
    "review",
    "review",
    "review",
    "paused",
    "resumed",
    "resumed",
    "started",
    "started",
    "ended",
    "agreed",
    "referred",
    "decided",
    "assigned",
    "goal_set",
    "goal_reached",
    "wellbeing",
    "wellbeing",
    "told",
];

fn events(seed: u64) -> Vec<Value> {
    let dice = &mut Dice(seed);
    let join = |id: &str, person: &str, other: &str| json!({"id": id, "person": person, "kind": "same_person", "on": "2022-01-03", "data": {"person": other}});
    let mut events = vec![
        join("j1", "mo", "mo2"),
        join("j2", "al", "mo"),
        json!({"id": "j3", "person": "al", "voids": "j2", "recorded_at": "2022-02-01T09:00:00Z"}),
    ];
    while events.len() < EVENTS {
        let event = event(events.len(), dice);
        events.push(event);
    }
    events
}

fn event(place: usize, dice: &mut Dice) -> Value {
    // Now and then an id is given again to something else.
    let number = if dice.is(3) { dice.below(EVENTS as u64) } else { place as u64 };
    let person = if dice.is(85) { "mo" } else { dice.of(&["mo2", "mo2", "mo2", "al"]) };
    let mut event = Map::new();
    event.insert("id".into(), json!(format!("e{number:03}")));
    event.insert("person".into(), json!(person));
    let target = dice.below(EVENTS as u64 + 5);
    if dice.is(8) {
        event.insert("voids".into(), json!(format!("e{target:03}")));
    } else {
        happening(&mut event, dice);
        if dice.is(15) {
            event.insert("amends".into(), json!(format!("e{target:03}")));
        }
    }
    if dice.is(60) {
        // In the month of its day or one of the next two; now and then before it.
        let of = event.get("on").and_then(|on| on.as_str()?.get(5..7)?.parse().ok()).unwrap_or(1);
        let (month, day) = (12.min(of + dice.below(3)), 1 + dice.below(28));
        let (hour, offset) = (dice.below(24), dice.of(&["Z", "+01:00", "-05:00"]));
        event.insert("recorded_at".into(), json!(format!("2022-{month:02}-{day:02}T{hour:02}:30:00{offset}")));
        event.insert("recorded_by".into(), json!(dice.of(&["w1", "w2"])));
    }
    Value::Object(event)
}

fn happening(event: &mut Map<String, Value>, dice: &mut Dice) {
    let kind = if dice.is(2) { "grnt" } else { dice.of(&KINDS) };
    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
    event.insert("kind".into(), json!(kind));
    event.insert("on".into(), json!(format!("2022-{month:02}-{day:02}")));
    if kind == "employment" && dice.is(50) {
        let end = 1 + dice.below(12);
        event.insert("end".into(), json!(format!("2022-{end:02}-{day:02}")));
    }
    if dice.is(if kind == "grant" { 50 } else { 96 }) {
        event.insert("programme".into(), json!(dice.of(&["p", "p", "p", "r", "r", "q"])));
    }
    let is_right = dice.is(95);
    let data = match kind {
        "grant" if is_right => json!({"amount": dice.below(900), "purpose": "travel"}),
        "grant" => json!({"amount": "many"}),
        "employment" if is_right => json!({"hours_per_week": dice.below(40)}),
        "employment" => json!({"hours": 8}),
        "followed_up" => {
            json!({"result": dice.of(&["reached", "not_reached"]), "confirms": format!("e{:03}", dice.below(EVENTS as u64))})
        }
        "action_added" if dice.is(40) => {
            json!({"action": dice.of(&["cv", "apply", "own"]), "after": [dice.of(&["agreement", "money", "own"])], "due": "P9D"})
        }
        action if action.starts_with("action_") => {
            json!({"action": dice.of(&["agreement", "agreement", "cv", "cv", "apply", "own"])})
        }
        "decided" => json!({"decision": if is_right { "accepted" } else { "acepted" }}),
        "assigned" if is_right => json!({"worker": dice.of(&["w1", "w2"]), "role": "coach"}),
        "goal_set" | "goal_reached" if is_right => json!({"goal": dice.of(&["job", "home"])}),
        "wellbeing" if is_right => json!({"items": [1 + dice.below(5), 1 + dice.below(5), 5]}),
        "told" if is_right => json!({"date_of_birth": format!("1990-05-{:02}", 1 + dice.below(9))}),
        _ => return,
    };
    event.insert("data".into(), data);
}

/// Each event to one file, and every third to another one too.
fn dealt(events: &[Value]) -> Vec<Vec<Value>> {
    let mut files = vec![Vec::new(); FILES];
    for (place, event) in events.iter().enumerate() {
        let other = (place % 3 == 0).then_some(place * 7 + 1);
        for place in [Some(place), other].into_iter().flatten() {
            if let Some(file) = files.get_mut(place % FILES) {
                file.push(event.clone());
            }
        }
    }
    files
}

/// JSON with each small thing on a line.
fn shown(value: &Value, depth: usize) -> String {
    let whole = value.to_string();
    let (open, close, parts): (_, _, Vec<String>) = match value {
        _ if depth > 1 && whole.len() < 280 => return whole,
        Value::Object(parts) => {
            let part = |(key, value): (&String, &Value)| format!("{}: {}", json!(key), shown(value, depth + 1));
            ('{', '}', parts.iter().map(part).collect())
        }
        Value::Array(items) => ('[', ']', items.iter().map(|item| shown(item, depth + 1)).collect()),
        _ => return whole,
    };
    let indent = " ".repeat(depth + 1);
    let parts: Vec<String> = parts.iter().map(|part| format!("{indent}{part}")).collect();
    format!("{open}\n{}\n{}{close}", parts.join(",\n"), " ".repeat(depth))
}
