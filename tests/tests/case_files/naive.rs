//! A second implementation of what stands, by taking away one event after another.

use std::collections::{BTreeMap, BTreeSet};

use doorstep::{CaseFile, Catalogue, Fate};
use proptest::prelude::*;
use serde_json::Value;

/// Kinds in the order of one day; those of one line rank the same, and what is not among them with records.
const KINDS: [&str; 15] = [
    "same_person",
    "told",
    "referred",
    "decided",
    "agreed",
    "started",
    "assigned",
    "goal_set goal_reached",
    "action_added action_started action_done action_dropped",
    RECORDS,
    "contact followed_up",
    "review",
    "paused",
    "resumed",
    "ended",
];

const RECORDS: &str = "(records)";

/// One content of an id.
#[derive(Clone, PartialEq, PartialOrd, Eq, Ord)]
struct Content {
    on: String,
    rank: usize,
    recorded: String,
    id: String,
    /// All of it, spelt one way.
    text: String,
    kind: String,
    person: String,
    end: String,
    programme: String,
    other: String,
    amends: Option<String>,
    voids: Option<String>,
    sound: bool,
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A value with its names in order and its numbers as text.
fn one_spelling(value: &Value) -> Value {
    match value {
        Value::Object(parts) => {
            let sorted: BTreeMap<&String, &Value> = parts.iter().filter(|(_, value)| !value.is_null()).collect();
            Value::Object(sorted.into_iter().map(|(name, value)| (name.clone(), one_spelling(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(one_spelling).collect()),
        Value::Number(number) => Value::String(number.to_string().trim_end_matches(".0").to_owned()),
        other => other.clone(),
    }
}

impl Content {
    fn of(line: &str) -> Option<Self> {
        let mut event: Value = serde_json::from_str(line).ok()?;
        let parts = event.as_object_mut()?;
        if let Some(start) = parts.remove("start") {
            parts.insert("on".to_owned(), start);
        }
        // What voids needs no day and no kind.
        let on = parts.get("on").or(parts.get("voids"))?;
        if parts.contains_key("crc32") || parts.contains_key("erased") || on == "2022-06-31" {
            return None;
        }
        let kind = parts.get("kind").map(text).or(parts.get("voids").map(|_| String::new()))?;
        let (id, person) = (text(parts.get("id")?), text(parts.get("person")?));
        let part = |name: &str| parts.get(name).map(text).unwrap_or_default();
        let data = parts.get("data").cloned().unwrap_or_default();
        let right = match kind.as_str() {
            "grant" => data["amount"].is_number(),
            "employment" => data.get("hours").is_none(),
            "decided" => data["decision"] == "accepted",
            "told" => data.get("date_of_birth").is_some(),
            "same_person" => data.get("person").is_some(),
            "wellbeing" => data.get("items").is_some(),
            "goal_set" | "goal_reached" => data.get("goal").is_some(),
            "assigned" => data.get("worker").is_some(),
            _ => true,
        };
        let needs = ["referred", "decided", "agreed", "started", "ended"].contains(&kind.as_str());
        let programme = part("programme");
        // What takes another back may tell anything else.
        let sound = parts.contains_key("voids")
            || right && !(needs && programme.is_empty()) && (part("end").is_empty() || part("end") >= part("on"));
        let rank = KINDS.iter().position(|kinds| kinds.split(' ').any(|name| name == kind));
        let rank = rank.or(KINDS.iter().position(|kinds| *kinds == RECORDS)).unwrap();
        Some(Self {
            on: part("on"),
            rank,
            recorded: part("recorded_at"),
            id,
            text: one_spelling(&Value::Object(parts.clone())).to_string(),
            kind,
            person,
            end: part("end"),
            programme,
            other: text(&data["person"]),
            amends: parts.get("amends").map(text),
            voids: parts.get("voids").map(text),
            sound,
        })
    }

    fn target(&self) -> Option<&String> {
        self.amends.as_ref().or(self.voids.as_ref())
    }
}

/// What has been told to an id by those about it.
#[derive(Default)]
struct Heard {
    voided: bool,
    replacements: Vec<Content>,
}

/// The ids and days of the events that count, in order.
fn counting(lines: &[String]) -> Vec<(String, String)> {
    let mut ids: BTreeMap<String, BTreeSet<Content>> = BTreeMap::new();
    for content in lines.iter().filter_map(|line| Content::of(line)) {
        // Of one content spelt twice, one is enough.
        let contents = ids.entry(content.id.clone()).or_default();
        if !contents.iter().any(|other| other.text == content.text) {
            contents.insert(content);
        }
    }
    let first = |id: &String| ids[id].first().unwrap();
    let mut waiting: BTreeSet<&String> = ids.keys().collect();
    let mut circle: BTreeSet<&String> = BTreeSet::new();
    let mut heard: BTreeMap<&String, Heard> = BTreeMap::new();
    let mut standing: Vec<Content> = Vec::new();
    while !waiting.is_empty() {
        let is_about = |other: &String, id: &String| !circle.contains(other) && first(other).target() == Some(id);
        let free = waiting.iter().copied().find(|id| !waiting.iter().any(|other| is_about(other, id)));
        let Some(id) = free else {
            // Everything left is in a circle, since each is about one only.
            circle.extend(waiting.iter());
            continue;
        };
        waiting.remove(id);
        let told = heard.remove(id).unwrap_or_default();
        let event = first(id);
        let target = event.target().filter(|_| !circle.contains(id));
        let counts = ids[id].len() == 1
            && event.sound
            && !circle.contains(id)
            && target.is_none_or(|target| ids.contains_key(target));
        let latest = told.replacements.iter().max_by_key(|content| (&content.recorded, &content.id));
        let stands = match latest {
            _ if told.voided => continue,
            Some(latest) => latest.clone(),
            None if counts => event.clone(),
            None => continue,
        };
        match (&event.amends, &event.voids) {
            (Some(_), _) => {
                if let Some(target) = target.and_then(|target| ids.get_key_value(target)) {
                    heard.entry(target.0).or_default().replacements.push(stands);
                }
            }
            (_, Some(_)) if stands.id == *id => {
                if let Some(target) = target.and_then(|target| ids.get_key_value(target)) {
                    heard.entry(target.0).or_default().voided = true;
                }
            }
            _ => standing.push(stands),
        }
    }
    standing.sort();
    let contents = ids.values().map(|contents| contents.first().unwrap());
    let own = own(contents, &standing);
    let mut on = BTreeSet::new();
    standing
        .into_iter()
        .filter(|event| own.contains(&event.person))
        .filter(|event| match event.kind.as_str() {
            "started" => on.insert(event.programme.clone()),
            "ended" => on.remove(&event.programme),
            _ => true,
        })
        .map(|event| (event.id, event.on))
        .collect()
}

/// The ids of the person whom most events are of.
fn own<'a>(contents: impl Iterator<Item = &'a Content>, standing: &[Content]) -> BTreeSet<String> {
    let people: Vec<&String> = contents.map(|content| &content.person).collect();
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let joins = || standing.iter().filter(|event| event.kind == "same_person");
    for person in people.iter().copied().chain(joins().map(|event| &event.other)) {
        groups.insert(person.clone(), BTreeSet::from([person.clone()]));
    }
    for join in joins() {
        let both: BTreeSet<String> = &groups[&join.person] | &groups[&join.other];
        for id in &both {
            groups.insert(id.clone(), both.clone());
        }
    }
    let size = |group: &BTreeSet<String>| people.iter().filter(|person| group.contains(**person)).count();
    let most = groups.values().map(size).max();
    // Groups are in the order of their least ids, since each is met there first.
    groups.values().find(|group| Some(size(group)) == most).cloned().unwrap_or_default()
}

pub fn agrees(catalogue: &Catalogue, lines: &[String]) -> Result<(), TestCaseError> {
    let file = CaseFile::from_jsonl(catalogue, lines.join("\n"));
    let standing = file.standing(None);
    let found = standing.events().events().iter().map(|event| (event.id.clone(), event.on.unwrap().to_string()));
    let found: Vec<(String, String)> = found.collect();
    prop_assert_eq!(&found, &counting(lines));
    // What became of each agrees with what stands.
    let fates: Vec<_> = standing.fates().collect();
    let count = fates.iter().filter(|(_, fate)| **fate == Fate::Counts).count();
    prop_assert_eq!(count, found.len());
    for (event, fate) in &fates {
        let about = |id: &str| standing.problems().iter().any(|problem| problem.event == id);
        match fate {
            Fate::Counts | Fate::Voids => {}
            Fate::Amended { by } => prop_assert!(standing.fates_of(by).all(|(other, _)| other.amends.is_some())),
            Fate::Voided { by } => prop_assert!(standing.fates_of(by).all(|(_, fate)| *fate == Fate::Voids)),
            _ => prop_assert!(about(&event.id), "nothing is said of `{}`: {:?}", event.id, fate),
        }
    }
    Ok(())
}
