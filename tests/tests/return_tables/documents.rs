//! Random catalogues: two or three programmes with outcomes, and a return over some of them.

use doorstep::Catalogue;
use doorstep_tests::oracle::Choices;
use serde_json::{Value, json};

use super::definition::{Form, Outcome, Run, Together, floor, id, programme, vocabulary};
use super::generate;
use super::history::{Calendar, Day};

/// The ids of the programmes there may be.
pub const PROGRAMMES: [&str; 3] = ["p", "q", "r"];

/// Documents of a return, and the day from which days are counted.
pub struct Documents {
    pub calendar: Calendar,
    pub all: Vec<(&'static str, Value)>,
}

impl Documents {
    pub fn new(choices: &mut Choices) -> Self {
        let calendar = Calendar::of(choices.pick(&["2022-05-01", "2021-12-20", "2023-11-25", "2024-01-10"]));
        // Most returns ask only what columns alone can judge of somebody.
        let is_plain = choices.chance(75);
        let mut all = vec![("v.json", words()), ("floor.json", floor(calendar))];
        let mut programmes: Vec<(&str, usize)> = Vec::new();
        for (place, id) in PROGRAMMES.into_iter().enumerate().take(2 + usize::from(choices.chance(30))) {
            let outcomes = outcomes(calendar, is_plain, choices);
            let mut document = programme(&outcomes, calendar);
            (document["programme"], document["name"]) = (json!(id), json!(id.to_uppercase()));
            document["funding"] = fundings(calendar, choices);
            let file = ["p.json", "q.json", "r.json"][place];
            if choices.chance(30) {
                // Two versions, with or without days between them, and days before and after both.
                let turn = 20 + choices.below(30) as Day;
                let day = |day: Day| calendar.date(day).to_string();
                let mut second = document.clone();
                second["funding"] = fundings(calendar, choices);
                document["in_force"] = json!({"from": day(5), "to": day(turn)});
                let from = turn + 1 + choices.pick(&[0, 10]);
                second["in_force"] = json!({"from": day(from), "to": day(from + 60)});
                all.push((["p2.json", "q2.json", "r2.json"][place], second));
            }
            all.push((file, document));
            programmes.push((id, outcomes.len()));
        }
        let own = Return { calendar, is_plain, programmes }.document(choices);
        all.push(("return.json", own));
        Self { calendar, all }
    }

    pub fn catalogue(&self) -> Catalogue {
        let texts = self.all.iter().map(|(name, document)| (*name, document.to_string()));
        Catalogue::parse(texts.collect::<Vec<_>>()).unwrap_or_else(|error| panic!("{error}\n{}", self.show()))
    }

    pub fn show(&self) -> String {
        let own = self.all.iter().filter(|(name, _)| !matches!(*name, "v.json" | "floor.json"));
        own.map(|(_, document)| document.to_string()).collect::<Vec<_>>().join("\n")
    }
}

/// The vocabulary of histories, and what people are grouped and told apart by.
fn words() -> Value {
    let mut words = vocabulary();
    words["facts"]["moved_away"] = json!({"type": "boolean"});
    words["facts"]["grown"] = json!({"type": "boolean", "derive": "years between(date_of_birth, as_at) >= 25"});
    words["records"]["employment"]["attributes"]["employer"] = json!("text");
    words
}

fn fundings(calendar: Calendar, choices: &mut Choices) -> Value {
    let day = |choices: &mut Choices| calendar.date(choices.below(60) as Day).to_string();
    let mut core = json!({"id": "core", "funder": "council"});
    if choices.chance(40) {
        core["from"] = json!(day(choices));
    } else if choices.chance(40) {
        core["to"] = json!(day(choices));
    }
    if choices.chance(70) { json!([core, {"id": "other", "funder": "trust"}]) } else { json!([core]) }
}

fn outcomes(calendar: Calendar, is_plain: bool, choices: &mut Choices) -> Vec<Outcome> {
    let all = generate::outcomes(calendar, choices);
    if !is_plain {
        return all;
    }
    let mut outcomes: Vec<Outcome> = all.into_iter().filter(is_of_columns).collect();
    for outcome in &mut outcomes {
        (outcome.known_by, outcome.from, outcome.exclude) = (None, choices.chance(20), choices.chance(20));
        outcome.continues |= choices.chance(50);
    }
    if outcomes.is_empty() {
        outcomes.push(Outcome::new(Form::Count(1), "employment"));
    }
    outcomes
}

/// Whether columns alone can judge an outcome.
fn is_of_columns(outcome: &Outcome) -> bool {
    let is_plain = match &outcome.form {
        Form::Count(_) | Form::Sum(_) => true,
        Form::Run(Run::PartsOf { from, .. }) => from.is_none(),
        Form::Run(_) => true,
        _ => false,
    };
    is_plain && outcome.together == Together::Each && !outcome.during && outcome.counts.is_of_records_alone()
}

/// What a return is made over.
struct Return {
    calendar: Calendar,
    is_plain: bool,
    /// The programmes there are, and how many outcomes each has.
    programmes: Vec<(&'static str, usize)>,
}

impl Return {
    fn document(&self, choices: &mut Choices) -> Value {
        let mut programmes: Vec<(&str, usize)> = self.programmes.clone();
        programmes.retain(|_| choices.chance(75));
        if programmes.is_empty() {
            programmes.push(self.programmes[0]);
        }
        if choices.chance(20) {
            programmes.reverse();
        }
        let outcomes = programmes.iter().map(|(_, outcomes)| *outcomes).max().unwrap_or(1);
        let mut indicators: Vec<Value> = Vec::new();
        for _ in 0..2 + choices.below(4) {
            let mut indicator = self.indicator(outcomes, choices);
            indicator["id"] = json!(format!("i{}", indicators.len()));
            indicators.push(indicator);
        }
        if choices.chance(15) {
            let id = format!("i{}", indicators.len());
            indicators.push(json!({"id": id, "unit": "person", "ratio": {"of": "i0", "to": "i1"}}));
        }
        let calendar = choices.pick(&[
            "month",
            "month",
            "quarter",
            "financial_quarter",
            "half_year",
            "financial_year",
            "calendar_year",
            "academic_year",
            "programme_year",
            "since_launch",
        ]);
        let mut document = json!({
            "return": "all", "funder": "council", "calendar": calendar,
            "programmes": programmes.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            "indicators": indicators, "by": breakdowns(choices),
            "re_entry": choices.pick(&[json!("merge"), json!("new"), json!({"merge_within": "P10D"})]),
        });
        if choices.chance(25) {
            document["launch"] = json!(self.calendar.date(choices.below(40) as Day).to_string());
        }
        if choices.chance(15) {
            let own = outcome_of(self.is_plain, self.calendar, choices);
            document["outcomes"] = json!([own.json(0, self.calendar)]);
        }
        document
    }

    fn indicator(&self, outcomes: usize, choices: &mut Choices) -> Value {
        let outcome = |choices: &mut Choices| id(choices.below(outcomes));
        let cohort = |choices: &mut Choices| match choices.below(10) {
            0..=6 => "started".to_owned(),
            7 => "ended".to_owned(),
            _ => outcome(choices),
        };
        let unit = choices.pick(&["person", "person", "enrolment"]);
        let length = |choices: &mut Choices| choices.pick(&["P10D", "P20D", "P1M", "P45D", "P3M"]);
        let mut own = match choices.weighted(&[30, 45, 12, 8, if self.is_plain { 0 } else { 30 }]) {
            0 => {
                let stage = choices.pick(&["started", "ended"]);
                let count = if choices.chance(50) { outcome(choices) } else { stage.to_owned() };
                let mut own = json!({"unit": unit, "count": count});
                if choices.chance(30) {
                    own["once_per"] = json!("period");
                }
                own
            }
            1 => {
                let achieved = if choices.chance(85) { outcome(choices) } else { "ended".to_owned() };
                let mut own = json!({"unit": unit, "cohort": cohort(choices), "achieved": achieved});
                if choices.chance(30) {
                    own["until"] = json!("period_end");
                }
                if choices.chance(40) {
                    own["due"] = json!(length(choices));
                }
                if choices.chance(25) {
                    own["except"] = json!(self.condition(choices));
                }
                if choices.chance(20) {
                    own["interval"] = json!(0.95);
                }
                own
            }
            2 => {
                let form = choices.pick(&["median", "mean"]);
                json!({"unit": unit, "cohort": cohort(choices), form: {"days_to": outcome(choices)}})
            }
            3 => {
                let score = if self.is_plain || choices.chance(70) { "raw" } else { "metric" };
                let form = choices.pick(&["median", "mean"]);
                json!({"unit": unit, "cohort": cohort(choices), form: {"change": "wellbeing", "score": score}})
            }
            _ => return self.slow(outcomes, choices),
        };
        if choices.chance(25) {
            own["exclude"] = json!(self.condition(choices));
        }
        if choices.chance(15) {
            own["funding"] = json!("core");
        }
        if choices.chance(10) {
            own["collected_from"] = json!(self.calendar.date(choices.below(90) as Day).to_string());
        }
        if choices.chance(15) {
            own["by"] = breakdowns(choices);
        }
        own
    }

    /// What columns alone cannot judge.
    fn slow(&self, outcomes: usize, choices: &mut Choices) -> Value {
        let outcome = id(choices.below(outcomes));
        match choices.below(9) {
            0 => json!({"unit": choices.pick(&["record", "person"]), "count": "support"}),
            1 => json!({"unit": "record", "count": "employment", "where": "hours_per_week >= 8"}),
            2 => json!({"unit": {"distinct": "employment.employer"}, "count": "employment"}),
            3 => json!({"unit": {"distinct": "status"}, "count": "started"}),
            4 => json!({"unit": "record", "sum": {"record": "support", "of": "hours"}}),
            5 => json!({"unit": "record", "mean": {"record": "employment", "of": "hours_per_week"}}),
            6 => json!({"unit": "person", "count": outcome, "at": choices.pick(&["evidenced", "claimed"])}),
            7 => json!({"unit": "person", "count": choices.pick(&["agreed", "referred"])}),
            _ => json!({"unit": "person", "cohort": "agreed", "achieved": outcome}),
        }
    }

    fn condition(&self, choices: &mut Choices) -> String {
        let day = self.calendar.date(choices.below(90) as Day);
        match choices.below(8) {
            0 | 1 => "status = \"moved\"".to_owned(),
            2 => "moved_away".to_owned(),
            3 => "is defined(status)".to_owned(),
            4 => format!("started_on < date(\"{day}\")"),
            5 => format!("ended_on >= date(\"{day}\")"),
            6 => "ended_because = \"deceased\"".to_owned(),
            _ => "status = \"out\" and not(moved_away)".to_owned(),
        }
    }
}

fn outcome_of(is_plain: bool, calendar: Calendar, choices: &mut Choices) -> Outcome {
    let all = generate::outcomes(calendar, choices);
    let own = all.into_iter().find(|own| !matches!(own.form, Form::AnyOf(_) | Form::AllOf(_)));
    let own = own.filter(|own| !is_plain || is_of_columns(own) && own.known_by.is_none());
    own.unwrap_or_else(|| Outcome::new(Form::Count(1), "support"))
}

fn breakdowns(choices: &mut Choices) -> Value {
    let mut by = Vec::new();
    for (fact, chance) in [("status", 50), ("moved_away", 35), ("grown", 8)] {
        if choices.chance(chance) {
            by.push(if choices.chance(35) { json!({"fact": fact, "over": "all"}) } else { json!(fact) });
        }
    }
    Value::Array(by)
}
