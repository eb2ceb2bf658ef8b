//! Case files of people who do not exist.

use doorstep::{Catalogue, DocumentError};

/// How many events each file has.
pub const EVENTS: usize = 50;

/// The programme they are in.
pub const PROGRAMME: &str = "example";

/// A programme with a plan of eight actions.
pub fn catalogue() -> Result<Catalogue, DocumentError> {
    Catalogue::parse([
        (
            "vocabulary.json",
            r#"{"vocabulary": "v",
            "facts": {"in_work": {"type": "boolean"}, "barriers": {"type": "codes", "values": {"health": "Health", "debt": "Debt"}}},
            "records": {"support": {"attributes": {"hours": "number"}},
                        "employment": {"spell": true, "attributes": {"hours_per_week": "number", "employer": "text"}}},
            "evidence": {"worker_statement": "adviser_vouched", "payslip": "document"}}"#,
        ),
        (
            "example.json",
            r#"{"programme": "example", "name": "Example Works", "source": "made up", "in_force": {},
            "journey": ["referred", "assessed", "agreed", "started", "ended"],
            "active": {"contact_within": "P4W"},
            "eligibility": [],
            "plan": {"review_every": "P1M", "actions": [
                {"id": "agreement", "text": "Sign the client agreement", "owner": "participant", "due": "P7D"},
                {"id": "cv", "text": "Write a CV", "after": ["agreement"], "due": "P4W"},
                {"id": "skills", "text": "Take a course", "after": ["agreement"], "due": "P8W"},
                {"id": "references", "text": "Find two people who vouch for you", "due": "P6W"},
                {"id": "applications", "text": "Apply for jobs", "after": ["cv", "references"], "due": "P12W"},
                {"id": "interview", "text": "Practise an interview", "after": ["cv"]},
                {"id": "hours", "text": "Twelve hours of support",
                 "met_by": {"record": "support", "sum": "hours", "at_least": 12}, "due": "P12W"},
                {"id": "job", "text": "Start a job",
                 "met_by": {"record": "employment", "where": "hours_per_week >= 7"}, "after": ["applications"]}]}}"#,
        ),
    ])
}

/// The days of a file: a person starts on one of ninety, and something happens every other day.
fn day(person: usize, at: usize) -> String {
    let days = person % 90 + at * 2;
    let (months, day) = (days / 28, days % 28 + 1);
    format!("2022-{:02}-{day:02}", months + 1)
}

/// One person's events as they were recorded: a line each.
pub fn case_file(person: usize) -> String {
    let mut lines = String::with_capacity(EVENTS * 200);
    for at in 0..EVENTS {
        let on = day(person, at);
        let (kind, more) = match at {
            0 => ("referred", r#", "data": {"route": "key_worker"}"#.to_owned()),
            1 => ("told", r#", "data": {"in_work": false, "barriers": ["health", "debt"]}"#.to_owned()),
            2 => ("assessed", String::new()),
            3 => ("agreed", String::new()),
            4 => ("started", String::new()),
            5 => ("assigned", format!(r#", "data": {{"worker": "worker-{}", "role": "coach"}}"#, person % 400)),
            6 => ("goal_set", r#", "data": {"goal": "job", "text": "A job near home"}"#.to_owned()),
            8 => ("action_done", r#", "data": {"action": "agreement"}"#.to_owned()),
            14 if !person.is_multiple_of(3) => ("action_done", r#", "data": {"action": "cv"}"#.to_owned()),
            20 => ("action_started", r#", "data": {"action": "skills"}"#.to_owned()),
            22 if person.is_multiple_of(5) => ("paused", String::new()),
            25 if person.is_multiple_of(5) => ("resumed", String::new()),
            30 if person.is_multiple_of(2) => ("action_done", r#", "data": {"action": "references"}"#.to_owned()),
            18 | 34 => ("review", String::new()),
            44 if person.is_multiple_of(4) => {
                let data =
                    r#", "data": {"hours_per_week": 16, "employer": "Example Foods"}, "evidence": {"type": "payslip"}"#;
                ("employment", data.to_owned())
            }
            _ if at.is_multiple_of(3) => {
                ("support", r#", "data": {"hours": 1.5}, "evidence": {"type": "worker_statement"}"#.to_owned())
            }
            _ => ("contact", String::new()),
        };
        let programme = if kind == "told" { "" } else { r#", "programme": "example""# };
        lines.push_str(&format!(
            "{{\"id\": \"{person}-{at}\", \"person\": \"person-{person}\", \"kind\": \"{kind}\", \"on\": \"{on}\"{programme}{more}, \
             \"recorded_at\": \"{on}T10:{at:02}:00+00:00\", \"recorded_by\": \"worker-{}\"}}\n",
            person % 400
        ));
    }
    lines
}
