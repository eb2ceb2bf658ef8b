//! Random caseloads: people on two programmes, who come back, work, and of whom not everything is told.

use doorstep::{CaseFile, Catalogue, Date, OutcomeOptions, Plain, Report, parse_date};
use doorstep_tests::oracle::Choices;
use serde_json::{Value, json};

pub const PROGRAMMES: [&str; 2] = ["p", "q"];
pub const POLICIES: [&str; 3] = ["merge", "within", "new"];

/// A person: what is told of them, their starts and ends on each programme, and their work.
#[derive(Clone, Debug, Default)]
pub struct Person {
    pub tenure: Option<&'static str>,
    pub moved: Option<bool>,
    /// For each programme the days on which they started and ended in turn, in order.
    pub stints: [Vec<Date>; 2],
    pub work: Vec<Work>,
}

/// A record of work: its day, its hours, and the programme it names.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    pub on: Date,
    pub hours: Option<u8>,
    pub programme: Option<usize>,
}

/// A caseload, and as at which day it is counted by which policy.
#[derive(Clone, Debug)]
pub struct Caseload {
    pub people: Vec<Person>,
    pub as_at: Date,
    pub policy: &'static str,
}

pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// The `n`th of some days over three financial years, and on their edges.
fn some_day(choices: &mut Choices) -> Date {
    const DAYS: [&str; 5] = ["01", "02", "15", "28", "30"];
    let (year, month) = (2020 + choices.below(3), 1 + choices.below(12));
    let day = if choices.chance(15) && month == 3 { "31" } else { DAYS[choices.below(4)] };
    parse_date(&format!("{year}-{month:02}-{day}")).unwrap()
}

impl Caseload {
    pub fn random(choices: &mut Choices) -> Self {
        let as_at = day(choices.pick(&["2022-12-31", "2022-03-31", "2021-04-01"]));
        let policy = choices.pick(&POLICIES);
        let people = (0..1 + choices.below(4)).map(|_| Person::random(choices)).collect();
        Self { people, as_at, policy }
    }

    /// The people as JSON rows.
    pub fn rows(&self) -> Vec<Value> {
        let row = |(id, person): (usize, &Person)| {
            let mut row = json!({"person_id": id});
            person.tenure.into_iter().for_each(|tenure| row["tenure"] = json!(tenure));
            person.moved.into_iter().for_each(|moved| row["moved"] = json!(moved));
            row
        };
        self.people.iter().enumerate().map(row).collect()
    }

    /// The events of all of them, as JSON.
    pub fn events(&self) -> Vec<Value> {
        let mut events = Vec::new();
        for (id, person) in self.people.iter().enumerate() {
            for (programme, days) in PROGRAMMES.iter().zip(&person.stints) {
                for (at, on) in days.iter().enumerate() {
                    let kind = if at % 2 == 0 { "started" } else { "ended" };
                    let event = format!("{kind}-{id}-{programme}-{at}");
                    events.push(json!({"id": event, "person": id, "kind": kind, "programme": programme, "on": on}));
                }
            }
            for (at, work) in person.work.iter().enumerate() {
                let mut event = json!({"id": format!("work-{id}-{at}"), "person": id, "kind": "work", "on": work.on});
                work.hours.into_iter().for_each(|hours| event["data"] = json!({"hours": hours}));
                work.programme.into_iter().for_each(|programme| event["programme"] = json!(PROGRAMMES[programme]));
                events.push(event);
            }
        }
        events
    }

    pub fn report(&self, catalogue: &Catalogue) -> Report {
        self.report_of(catalogue, &self.rows(), &self.events(), OutcomeOptions::default())
    }

    pub fn report_of(
        &self,
        catalogue: &Catalogue,
        rows: &[Value],
        events: &[Value],
        options: OutcomeOptions,
    ) -> Report {
        catalogue.compute(self.policy, &plain(rows), &file(catalogue, events), self.as_at, options).unwrap()
    }
}

pub fn plain(rows: &[Value]) -> Plain {
    Plain::from_json(&json!(rows).to_string()).unwrap()
}

pub fn file(catalogue: &Catalogue, events: &[Value]) -> CaseFile {
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    CaseFile::from_jsonl(catalogue, lines.join("\n"))
}

impl Person {
    fn random(choices: &mut Choices) -> Self {
        let mut stints = [Vec::new(), Vec::new()];
        for days in &mut stints {
            for _ in 0..choices.weighted(&[30, 30, 20, 10, 10]) {
                days.push(some_day(choices));
            }
            days.sort();
            days.dedup();
        }
        let work = (0..choices.weighted(&[25, 40, 25, 10])).map(|_| Work {
            on: some_day(choices),
            hours: choices.pick(&[Some(16), None, Some(3)]),
            programme: choices.pick(&[None, None, Some(0), Some(1)]),
        });
        let mut work: Vec<Work> = work.collect();
        work.sort_by_key(|work| work.on);
        let tenure = choices.pick(&[None, Some("social"), Some("other")]);
        Self { tenure, moved: choices.pick(&[Some(false), Some(false), None, Some(true)]), stints, work }
    }

    /// Whether one thing at most is not told, and of several enrolments not whether they are left out.
    pub fn is_plain(&self) -> bool {
        let untold = self.work.iter().filter(|work| work.hours.is_none()).count() + usize::from(self.moved.is_none());
        let starts: usize = self.stints.iter().map(|days| days.len().div_ceil(2)).sum();
        untold <= 1 && (self.moved.is_some() || starts <= 1)
    }
}

/// The catalogue: two programmes of one outcome, and a return for each policy.
pub fn catalogue() -> Catalogue {
    let vocabulary = json!({"vocabulary": "v",
        "facts": {"tenure": {"type": "code", "values": {"social": "Social", "other": "Other"}}, "moved": {"type": "boolean"}},
        "records": {"work": {"attributes": {"hours": "number"}}}});
    let programme = |id: &str| {
        json!({"programme": id, "name": id, "in_force": {}, "eligibility": [],
            "outcomes": [{"id": "into_work", "record": "work", "where": "hours >= 7"}]})
    };
    let policy = |id: &str| match id {
        "within" => json!({"merge_within": "P90D"}),
        other => json!(other),
    };
    let mut documents = vec![("v.json".to_owned(), vocabulary.to_string())];
    documents.extend(PROGRAMMES.map(|id| (format!("{id}.json"), programme(id).to_string())));
    documents.extend(POLICIES.map(|id| {
        let of = json!({"return": id, "funder": "f", "programmes": PROGRAMMES, "calendar": "financial_year",
            "re_entry": policy(id), "by": ["tenure"], "indicators": [
                {"id": "ups", "unit": "person", "count": "started"},
                {"id": "stints", "unit": "enrolment", "count": "started", "exclude": "moved"},
                {"id": "jobs", "unit": "person", "count": "into_work"},
                {"id": "jobs_yearly", "unit": "person", "count": "into_work", "once_per": "period"},
                {"id": "rate", "unit": "person", "cohort": "started", "achieved": "into_work", "until": "period_end",
                 "exclude": "moved"},
                {"id": "due", "unit": "enrolment", "cohort": "started", "achieved": "into_work", "due": "P6M",
                 "except": "moved"},
                {"id": "work", "unit": "record", "count": "work", "where": "hours >= 7"},
                {"id": "helped", "unit": "person", "count": "work", "where": "hours >= 7", "once_per": "period"}]});
        (format!("r-{id}.json"), of.to_string())
    }));
    Catalogue::parse(documents).unwrap()
}
