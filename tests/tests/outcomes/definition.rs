//! Definitions of outcomes, and the documents that give them.

use doorstep::Duration;
use serde_json::{Map, Value, json};

use super::history::{Calendar, Day};

#[derive(Clone, Debug)]
pub enum Form {
    /// So many records of a kind.
    Count(u32),
    /// Hours in all.
    Sum(i64),
    /// Of a hundred sessions.
    Attended(i64),
    Run(Run),
    Becomes(&'static str),
    Gains(&'static str),
    Loses(&'static str),
    Rises,
    Change {
        by: i64,
        metric: bool,
        exit: bool,
    },
    Stage(&'static str),
    Action,
    Goal,
    AnyOf(Vec<usize>),
    AllOf(Vec<usize>),
}

#[derive(Clone, Debug)]
pub enum Run {
    Continuous { length: Duration, gap: Day, over: bool },
    DaysOf { days: Day, of: Day, over: bool },
    PartsOf { least: usize, of: usize, months: bool, touched: bool, from: Option<Day> },
    Total { days: Day, over: bool },
    At { length: Duration, after_end: bool },
    Quarter { quarter: usize, after_end: bool },
}

#[derive(Clone, Copy, PartialEq)]
pub enum Anchor {
    Started,
    Ended,
    Nothing,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Together {
    Each,
    Sum,
    Max,
}

/// Which records count.
#[derive(Clone, Copy, PartialEq)]
pub enum Where {
    All,
    /// Those of so many hours.
    AtLeast(i64),
    /// Those of fewer.
    Under(i64),
    /// Those that nobody pays for.
    Unsubsidised,
    /// Those of so many hours that nobody pays for.
    Both(i64),
    /// Those of so many hours while the person rents.
    WhileOut(i64),
    /// Those of as many hours as a parameter asks for on their day.
    Floor,
}

/// The day from which the parameter asks for more hours, and how many it asks for before it and from then on.
pub const FLOOR: (Day, i64, i64) = (40, 7, 15);

impl Where {
    /// Whether no fact decides it.
    pub fn is_of_records_alone(self) -> bool {
        !matches!(self, Self::WhileOut(_) | Self::Floor)
    }
}

#[derive(Clone)]
pub struct Outcome {
    pub form: Form,
    pub record: &'static str,
    pub counts: Where,
    pub anchor: Anchor,
    pub held: bool,
    pub within: Option<Day>,
    pub continues: bool,
    pub together: Together,
    pub during: bool,
    /// Whether nothing is known without a follow-up, and so long after the anchor.
    pub known_by: Option<Option<Day>>,
    pub from: bool,
    pub exclude: bool,
    pub at_event: bool,
}

impl Outcome {
    pub fn new(form: Form, record: &'static str) -> Self {
        Self {
            form,
            record,
            counts: Where::All,
            anchor: Anchor::Started,
            held: false,
            within: None,
            continues: false,
            together: Together::Each,
            during: false,
            known_by: None,
            from: false,
            exclude: false,
            at_event: false,
        }
    }

    pub fn is_of_records(&self) -> bool {
        matches!(self.form, Form::Count(_) | Form::Sum(_) | Form::Attended(_) | Form::Run(_))
    }

    /// How a document gives it.
    pub fn json(&self, place: usize, calendar: Calendar) -> Value {
        let mut outcome = Map::new();
        let mut put = |key: &str, value: Value| _ = outcome.insert(key.to_owned(), value);
        put("id", json!(id(place)));
        if self.is_of_records() {
            put("record", json!(self.record));
            let hours = if self.record == "employment" { "hours_per_week" } else { "hours" };
            let counts = match self.counts {
                Where::All => None,
                Where::AtLeast(least) => Some(format!("{hours} >= {least}")),
                Where::Under(limit) => Some(format!("{hours} < {limit}")),
                Where::Unsubsidised => Some("not(subsidised)".to_owned()),
                Where::Both(least) => Some(format!("{hours} >= {least} and not(subsidised)")),
                Where::Floor => Some(format!("{hours} >= parameter(\"floor\")")),
                Where::WhileOut(least) => Some(format!("{hours} >= {least} and status = \"out\"")),
            };
            if let Some(counts) = counts {
                put("where", json!(counts));
            }
            if self.held {
                put("held_at", json!("start"));
            }
            if self.continues {
                put("open_spells", json!("continue"));
            }
            match self.together {
                Together::Each => {}
                Together::Sum => put("together", json!("sum")),
                Together::Max => put("together", json!("max")),
            }
        }
        match self.anchor {
            Anchor::Started => {}
            Anchor::Ended => put("anchor", json!("ended")),
            Anchor::Nothing => put("anchor", json!("none")),
        }
        if let Some(days) = self.within {
            put("within", json!(format!("P{days}D")));
        }
        match self.known_by {
            None => {}
            Some(None) => put("known_by", json!({"record": "followed_up"})),
            Some(Some(days)) => put("known_by", json!({"record": "followed_up", "at": format!("P{days}D")})),
        }
        if self.from {
            put("from", json!("status = \"out\""));
        }
        if self.exclude {
            put("exclude", json!("status = \"moved\""));
        }
        if self.at_event {
            put("facts", json!("at_event"));
        }
        match &self.form {
            Form::Count(count) => put("count", json!(count)),
            Form::Sum(least) => {
                put("sum", json!("hours"));
                put("at_least", json!(least.to_string()));
            }
            Form::Attended(share) => put("attended", json!({"at_least": format!("{share}%")})),
            Form::Run(run) => put("lasting", run.json(self.during, calendar)),
            Form::Becomes(value) => {
                put("fact", json!("status"));
                put("becomes", json!(value));
            }
            Form::Gains(code) => {
                put("fact", json!("skills"));
                put("gains", json!(code));
            }
            Form::Loses(code) => {
                put("fact", json!("skills"));
                put("loses", json!(code));
            }
            Form::Rises => {
                put("fact", json!("pay"));
                put("rises", json!(true));
            }
            Form::Change { by, metric, exit } => {
                put("scale", json!("wellbeing"));
                put("change", json!(by));
                put("score", json!(if *metric { "metric" } else { "raw" }));
                put("to", json!(if *exit { "exit" } else { "latest" }));
            }
            Form::Stage(stage) => put("stage", json!(stage)),
            Form::Action => put("action", json!("cv")),
            Form::Goal => put("goal", json!("own_home")),
            Form::AnyOf(parts) => put("any_of", parts.iter().map(|part| id(*part)).collect()),
            Form::AllOf(parts) => put("all_of", parts.iter().map(|part| id(*part)).collect()),
        }
        Value::Object(outcome)
    }
}

impl Run {
    fn json(&self, during: bool, calendar: Calendar) -> Value {
        let mut lasting = Map::new();
        let mut put = |key: &str, value: Value| _ = lasting.insert(key.to_owned(), value);
        let end = |ended: bool| json!(if ended { "ended" } else { "started" });
        match self {
            Self::Continuous { length, gap, over } => {
                put("continuous", json!(length.to_string()));
                put("gap", json!(format!("P{gap}D")));
                put("over", json!(over));
            }
            Self::DaysOf { days, of, over } => {
                put("days", json!(days));
                put("of", json!(of));
                put("over", json!(over));
            }
            Self::PartsOf { least, of, months, touched, from } => {
                put(if *months { "months" } else { "weeks" }, json!(least));
                put("of", json!(of));
                put("touched", json!(touched));
                if let Some(from) = from {
                    put("from", json!(format!("date(\"{}\")", calendar.date(*from))));
                }
            }
            Self::Total { days, over } => {
                put("total", json!(format!("P{days}D")));
                put("over", json!(over));
            }
            Self::At { length, after_end } => {
                put("at", json!(length.to_string()));
                put("after", end(*after_end));
            }
            Self::Quarter { quarter, after_end } => {
                put("in", json!({"quarter": quarter, "after": end(*after_end)}));
            }
        }
        if during {
            put("while", json!("tenancy"));
        }
        Value::Object(lasting)
    }
}

/// The id of the outcome in a place.
pub fn id(place: usize) -> String {
    format!("o{place}")
}

/// The vocabulary of all histories.
pub fn vocabulary() -> Value {
    json!({
        "vocabulary": "v",
        "facts": {
            "status": {"type": "code", "values": {"out": "Out of work", "in": "In work", "moved": "Moved away"}},
            "skills": {"type": "codes", "values": {"it": "Computers", "cooking": "Cooking"}},
            "pay": {"type": "number"},
            "date_of_birth": {"type": "date"}},
        "evidence": {"payslip": "document"},
        "records": {
            "employment": {"spell": true, "attributes":
                {"hours_per_week": "number", "subsidised": "boolean", "confirmed_until": "date"}},
            "tenancy": {"spell": true, "attributes": {"confirmed_until": "date"}},
            "support": {"attributes": {"hours": "number", "attended": "boolean"}}},
        "scales": {"wellbeing": {"range": [1, 5], "metric": {"1": 1, "2": 1.5, "3": 4, "4": 5, "5": 9}}},
    })
}

/// The parameter that asks for more hours from a day on.
pub fn floor(calendar: Calendar) -> Value {
    let (day, before, then) = FLOOR;
    json!({"parameter": "floor", "type": "number", "source": "Made up.", "values": [
        {"value": before}, {"from": calendar.date(day).to_string(), "value": then}]})
}

/// A programme with some outcomes.
pub fn programme(outcomes: &[Outcome], calendar: Calendar) -> Value {
    let outcomes: Vec<Value> =
        outcomes.iter().enumerate().map(|(place, outcome)| outcome.json(place, calendar)).collect();
    json!({
        "programme": "p", "name": "P", "in_force": {}, "eligibility": [],
        "journey": ["referred", "agreed", "started", "ended"],
        "plan": {"actions": [{"id": "cv", "text": "Write a CV"}]},
        "outcomes": outcomes,
    })
}
