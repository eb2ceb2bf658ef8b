//! One person's history, told in full or not.

use doorstep::{Date, Duration, add, days_between, parse_date};
use serde_json::{Map, Value, json};

/// A day, counted from the first day that anything can happen on.
pub type Day = i64;

/// Later than any day judged: what is still going on ends then.
pub const STILL: Day = 1_000;

/// Where days lie in the calendar.
#[derive(Clone, Copy)]
pub struct Calendar(pub Date);

impl Calendar {
    pub fn of(first: &str) -> Self {
        Self(parse_date(first).unwrap())
    }

    pub fn date(self, day: Day) -> Date {
        add(self.0, Duration::Days(day)).unwrap()
    }

    pub fn day(self, date: Date) -> Day {
        days_between(self.0, date)
    }

    /// The day that a length of time is later; months clamp to the month's end.
    pub fn after(self, day: Day, length: Duration) -> Day {
        self.day(add(self.date(day), length).unwrap())
    }
}

/// A record of the person's, of a kind of the vocabulary.
#[derive(Clone)]
pub struct Record {
    pub id: String,
    pub kind: &'static str,
    pub on: Day,
    pub end: Option<Day>,
    pub programme: Option<&'static str>,
    /// Whether it is about somebody or something else.
    pub subject: bool,
    pub hours: Option<i64>,
    pub subsidised: Option<bool>,
    pub attended: Option<bool>,
    pub confirmed_until: Option<Day>,
    pub recorded: Option<Day>,
}

/// Anything else that happened on a day.
#[derive(Clone)]
pub struct Happening {
    pub id: String,
    pub kind: &'static str,
    pub on: Day,
    pub what: What,
    pub recorded: Option<Day>,
}

#[derive(Clone, PartialEq)]
pub enum What {
    /// A stage of the enrolment.
    Stage,
    /// A fact, and its value.
    Told(&'static str, Fact),
    /// A score on the scale.
    Score(i64),
    /// The action or the goal of the programme.
    Reached,
    /// A follow-up: what came of it, and the record that it confirms.
    FollowedUp(&'static str, Option<String>),
}

/// What a fact is.
#[derive(Clone, PartialEq, PartialOrd)]
pub enum Fact {
    Code(&'static str),
    Codes(Vec<&'static str>),
    Number(i64),
}

impl Fact {
    pub fn is_below_zero(&self) -> bool {
        matches!(self, Self::Number(number) if *number < 0)
    }

    fn json(&self) -> Value {
        match self {
            Self::Code(code) => json!(code),
            Self::Codes(codes) => json!(codes),
            Self::Number(number) => json!(number),
        }
    }
}

/// Everything that is told of a person.
#[derive(Clone)]
pub struct History {
    pub calendar: Calendar,
    pub records: Vec<Record>,
    pub happenings: Vec<Happening>,
    /// Facts told beside the events, some with their day.
    pub facts: Vec<(&'static str, Fact, Option<Day>)>,
}

impl History {
    /// What is known of a day, and happened by it.
    pub fn known(&self, as_at: Day, known_at: Option<Day>) -> Self {
        let known = |recorded: Option<Day>| recorded.zip(known_at).is_none_or(|(recorded, day)| recorded <= day);
        let mut history = self.clone();
        history.records.retain(|record| record.on <= as_at && known(record.recorded));
        history.happenings.retain(|happening| happening.on <= as_at && known(happening.recorded));
        history
    }

    /// The facts told beside the events.
    pub fn facts_json(&self) -> Value {
        let mut facts = Map::new();
        for (name, value, on) in &self.facts {
            let given = match on {
                Some(on) => json!({"value": value.json(), "on": self.calendar.date(*on).to_string()}),
                None => value.json(),
            };
            facts.insert((*name).to_owned(), given);
        }
        Value::Object(facts)
    }

    /// The events, each as one would give it.
    pub fn events(&self) -> Vec<Value> {
        let date = |day: Day| json!(self.calendar.date(day).to_string());
        let event = |id: &str, kind: &str, on: Day, recorded: Option<Day>, data: Map<String, Value>| {
            let mut event = Map::new();
            event.insert("id".into(), json!(id));
            event.insert("person".into(), json!(7));
            event.insert("kind".into(), json!(kind));
            event.insert("on".into(), date(on));
            if let Some(day) = recorded {
                event.insert("recorded_at".into(), date(day));
            }
            if !data.is_empty() {
                event.insert("data".into(), Value::Object(data));
            }
            event
        };
        let records = self.records.iter().map(|record| {
            let mut data = Map::new();
            if let Some(hours) = record.hours {
                let name = if record.kind == "employment" { "hours_per_week" } else { "hours" };
                data.insert(name.into(), json!(hours));
            }
            if let Some(subsidised) = record.subsidised {
                data.insert("subsidised".into(), json!(subsidised));
            }
            if let Some(attended) = record.attended {
                data.insert("attended".into(), json!(attended));
            }
            if let Some(day) = record.confirmed_until {
                data.insert("confirmed_until".into(), date(day));
            }
            let mut event = event(&record.id, record.kind, record.on, record.recorded, data);
            if let Some(end) = record.end {
                event.insert("end".into(), date(end));
            }
            if let Some(programme) = record.programme {
                event.insert("programme".into(), json!(programme));
            }
            if record.subject {
                event.insert("subject".into(), json!("somebody else"));
            }
            Value::Object(event)
        });
        let happenings = self.happenings.iter().map(|happening| {
            let mut data = Map::new();
            match &happening.what {
                What::Stage => {}
                What::Told(fact, value) => _ = data.insert((*fact).into(), value.json()),
                What::Score(score) => _ = data.insert("score".into(), json!(score)),
                What::Reached if happening.kind == "goal_reached" => _ = data.insert("goal".into(), json!("own_home")),
                What::Reached => _ = data.insert("action".into(), json!("cv")),
                What::FollowedUp(result, confirms) => {
                    data.insert("result".into(), json!(result));
                    if let Some(id) = confirms {
                        data.insert("confirms".into(), json!(id));
                    }
                }
            }
            let mut event = event(&happening.id, happening.kind, happening.on, happening.recorded, data);
            if !matches!(happening.what, What::Told(..)) {
                event.insert("programme".into(), json!("p"));
            }
            Value::Object(event)
        });
        records.chain(happenings).collect()
    }
}
