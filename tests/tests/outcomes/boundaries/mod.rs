//! Boundaries written out by hand, with the days in the names.

mod bad;
mod evidence;
mod runs;
mod windows;

use std::fmt::Write;

use doorstep::{CaseFile, Catalogue, OutcomeOptions, OutcomeResult, OutcomeState, Outcomes, Plain, parse_date};

const VOCABULARY: &str = r#"{"vocabulary": "v",
    "facts": {"date_of_birth": {"type": "date"}, "status": {"type": "code", "values": {"in": "In work", "out": "Out of work"}}},
    "records": {
        "job": {"spell": true, "attributes": {"hours": "number", "pay": "money", "confirmed_until": "date"}},
        "tenancy": {"spell": true, "attributes": {}},
        "support": {"attributes": {"hours": "number"}}},
    "evidence": {"payslip": "document", "letter": "adviser_seen", "statement": "adviser_vouched", "feed": "official"},
    "scales": {"wellbeing": {"items": 3, "item_range": [1, 5], "missing": "no_score"},
               "confidence": {"range": [1, 10]}}}"#;

/// What a programme with one outcome `o` says of some events, written shortly, as at a day: everything of it.
pub fn all(outcome: &str, events: &[&str], as_at: &str, options: OutcomeOptions) -> (CaseFile, Outcomes) {
    let programme = format!(
        r#"{{"programme": "p", "name": "P", "in_force": {{}}, "eligibility": [],
            "funding": [{{"id": "core", "funder": "council"}}], "outcomes": [{{"id": "o", {outcome}}}]}}"#
    );
    let other = r#"{"programme": "q", "name": "Q", "in_force": {}, "eligibility": []}"#;
    let documents = [("v.json", VOCABULARY), ("p.json", &programme), ("q.json", other)];
    let catalogue = Catalogue::parse(documents).unwrap_or_else(|error| panic!("{error}"));
    let lines: Vec<String> = events.iter().enumerate().map(|(place, event)| line(place, event)).collect();
    let file = CaseFile::from_jsonl(&catalogue, lines.join("\n"));
    assert!(file.rejected().is_empty(), "{:?}", file.rejected());
    let facts = Plain::from_json("{}").unwrap();
    let outcomes = catalogue.outcomes("p", &facts, &file, parse_date(as_at).unwrap(), options).unwrap().unwrap();
    (file, outcomes)
}

/// How that outcome stands.
pub fn one(outcome: &str, events: &[&str], as_at: &str) -> OutcomeResult {
    all(outcome, events, as_at, OutcomeOptions::default()).1.outcomes.remove(0)
}

/// The same in a word and its day.
pub fn stands(outcome: &str, events: &[&str], as_at: &str) -> String {
    said(&one(outcome, events, as_at))
}

pub fn said(result: &OutcomeResult) -> String {
    let mut said = result.state.as_str().to_owned();
    let day = match result.state {
        OutcomeState::Achieved => result.on,
        OutcomeState::NotYetDue => result.due_on,
        _ => None,
    };
    if let Some(day) = day {
        write!(said, " {day}").unwrap();
    }
    said
}

/// An event written shortly: its kind, its days, then whatever else, as JSON without the braces.
fn line(place: usize, event: &str) -> String {
    let (short, rest) = event.split_once(' ').unwrap();
    let (days, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let days = match days.split_once("..") {
        Some((start, "")) => format!(r#""start": "{start}""#),
        Some((start, end)) => format!(r#""start": "{start}", "end": "{end}""#),
        None => format!(r#""on": "{days}""#),
    };
    let programme = if short == "started" || short == "ended" { r#", "programme": "p""# } else { "" };
    let id = if rest.contains(r#""id":"#) { String::new() } else { format!(r#""id": "e{place}", "#) };
    let rest = if rest.is_empty() { String::new() } else { format!(", {rest}") };
    format!(r#"{{{id}"person": 7, "kind": "{short}", {days}{programme}{rest}}}"#)
}

/// Who started on 1 January 2022, so that nothing here waits for the anchor.
pub const START: &str = "started 2022-01-01";

pub const WEEKS_13: &str = r#""record": "job", "lasting": {"continuous": "P13W", "gap": "P14D"}"#;
