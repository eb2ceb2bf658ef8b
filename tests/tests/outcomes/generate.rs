//! Random histories and definitions, of few and short days so that they meet.

use doorstep::Duration;
use doorstep_tests::oracle::Choices;

use super::definition::{Anchor, Form, Outcome, Run, Together, Where};
use super::history::{Calendar, Day, Fact, Happening, History, Record, What};

/// The last day on which anything happens.
pub const LAST: Day = 130;

pub fn history(choices: &mut Choices) -> History {
    // Around month ends, and the 29th of February.
    let calendar = Calendar::of(choices.pick(&["2022-05-01", "2021-12-20", "2023-11-25", "2024-01-10"]));
    let mut history = History { calendar, records: Vec::new(), happenings: Vec::new(), facts: Vec::new() };
    let start = choices.below(30) as Day;
    for place in 0..1 + choices.below(5) {
        let kind = choices.pick(&["employment", "employment", "employment", "support", "tenancy"]);
        let record = record(kind, format!("r{place}"), start, choices);
        history.records.push(record);
    }
    happenings(&mut history, start, choices);
    history.facts = facts(start, choices);
    history
}

fn record(kind: &'static str, id: String, start: Day, choices: &mut Choices) -> Record {
    // Some are open at the start, and most begin after it.
    let on = start - 10 + choices.below(if kind == "tenancy" { 20 } else { 70 }) as Day;
    let lasts = choices.pick(&[6, 0, 1, 13, 20, 30, 45, 90]) + choices.below(4) as Day;
    let is_open = kind == "support" || choices.chance(20);
    let end = if choices.chance(2) { Some(on - 1) } else { (!is_open).then_some(on + lasts) };
    let day_after = |choices: &mut Choices| on + choices.below(60) as Day - 5;
    let hours = choices.pick(&[Some(16), Some(16), Some(8), Some(4), Some(7), None, Some(0)]);
    Record {
        id,
        kind,
        on,
        end: end.filter(|_| kind != "support"),
        programme: choices.pick(&[None, None, None, Some("p"), Some("q")]),
        subject: choices.chance(4),
        hours: hours.filter(|_| kind != "tenancy"),
        subsidised: choices.pick(&[Some(false), Some(false), Some(true), None]).filter(|_| kind == "employment"),
        attended: choices.pick(&[Some(true), Some(true), Some(false), None]).filter(|_| kind == "support"),
        confirmed_until: choices.chance(30).then(|| day_after(choices)).filter(|_| kind != "support"),
        recorded: choices.chance(30).then(|| day_after(choices)),
    }
}

fn happenings(history: &mut History, start: Day, choices: &mut Choices) {
    let mut all: Vec<(&'static str, Day, What)> = Vec::new();
    if !choices.chance(3) {
        all.push(("started", start, What::Stage));
    }
    let end = start + 1 + choices.below(80) as Day;
    if choices.chance(50) {
        all.push(("ended", end, What::Stage));
        if choices.chance(20) {
            let again = end + 1 + choices.below(20) as Day;
            all.push(("started", again, What::Stage));
            if choices.chance(50) {
                all.push(("ended", again + choices.below(20) as Day, What::Stage));
            }
        }
    }
    let some_day = |choices: &mut Choices| start - 8 + choices.below(80) as Day;
    if choices.chance(30) {
        all.push(("agreed", some_day(choices), What::Stage));
    }
    if choices.chance(30) {
        all.push((choices.pick(&["action_done", "goal_reached"]), some_day(choices), What::Reached));
    }
    for _ in 0..choices.below(4) {
        let day = some_day(choices);
        let result = choices.pick(&["reached", "reached", "not_reached", "refused"]);
        let confirms = choices.chance(70).then(|| format!("r{}", choices.below(5)));
        match choices.below(5) {
            0 | 1 => all.push(("followed_up", day, What::FollowedUp(result, confirms))),
            2 => all.push(("wellbeing", day, What::Score(1 + choices.below(5) as i64))),
            _ => {
                let (name, value) = fact(choices);
                all.push(("told", day, What::Told(name, value)));
                if choices.chance(15) {
                    // Of the same day, and often of the same fact.
                    let (name, value) = fact(choices);
                    all.push(("told", day, What::Told(name, value)));
                }
            }
        }
    }
    for (place, (kind, on, what)) in all.into_iter().enumerate() {
        let recorded = choices.chance(20).then(|| on + choices.below(30) as Day);
        // What has not started cannot end: a start that is not known yet would take its end with it.
        let recorded = recorded.filter(|_| !matches!(what, What::Stage));
        history.happenings.push(Happening { id: format!("h{place}"), kind, on, what, recorded });
    }
}

fn fact(choices: &mut Choices) -> (&'static str, Fact) {
    match choices.below(4) {
        0 | 1 => ("status", Fact::Code(choices.pick(&["out", "in", "out", "moved"]))),
        // Less than anything that can be told is 0.
        2 => ("pay", Fact::Number(choices.pick(&[1, 2, 3, 4, 3, -1]))),
        _ => ("skills", Fact::Codes(choices.pick(&[vec![], vec!["it"], vec!["it", "cooking"]]))),
    }
}

fn facts(start: Day, choices: &mut Choices) -> Vec<(&'static str, Fact, Option<Day>)> {
    let mut facts: Vec<(&'static str, Fact, Option<Day>)> = Vec::new();
    for _ in 0..choices.below(4) {
        let (name, value) = fact(choices);
        if facts.iter().all(|(other, ..)| *other != name) {
            let on = choices.chance(25).then(|| start - 10 + choices.below(40) as Day);
            facts.push((name, value, on));
        }
    }
    facts
}

/// Some outcomes, of which the last may be made of the others.
pub fn outcomes(calendar: Calendar, choices: &mut Choices) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = (0..1 + choices.below(4)).map(|_| outcome(calendar, choices)).collect();
    if outcomes.len() > 1 && choices.chance(30) {
        let parts: Vec<usize> = (0..outcomes.len()).collect();
        let form = if choices.chance(50) { Form::AnyOf(parts) } else { Form::AllOf(parts) };
        let mut joined = Outcome::new(form, "employment");
        joined.within = choices.chance(40).then(|| 20 + choices.below(60) as Day);
        outcomes.push(joined);
    }
    outcomes
}

fn outcome(calendar: Calendar, choices: &mut Choices) -> Outcome {
    let form = match choices.weighted(&[60, 10, 6, 5, 10, 5, 4]) {
        0 => Form::Run(run(calendar, choices)),
        1 => Form::Count(1 + choices.below(3) as u32),
        2 => Form::Sum(choices.pick(&[8, 16, 20])),
        3 => Form::Attended(choices.pick(&[80, 50, 100])),
        4 => choices.pick(&[
            Form::Becomes("in"),
            Form::Becomes("out"),
            Form::Gains("it"),
            Form::Loses("it"),
            Form::Rises,
        ]),
        5 => Form::Change { by: choices.pick(&[1, 2, -1]), metric: choices.chance(50), exit: choices.chance(40) },
        _ => choices.pick(&[Form::Stage("agreed"), Form::Stage("ended"), Form::Action, Form::Goal]),
    };
    let mut outcome = Outcome::new(form, "employment");
    let is_run = matches!(outcome.form, Form::Run(_));
    if matches!(outcome.form, Form::Sum(_) | Form::Attended(_)) || (!is_run && choices.chance(40)) {
        outcome.record = "support";
    }
    let works = outcome.record == "employment";
    let is_count = matches!(outcome.form, Form::Count(_));
    outcome.counts = match choices.below(7) {
        0 | 1 => Where::All,
        2 | 3 => Where::AtLeast(choices.pick(&[7, 12, 16])),
        4 => choices.pick(&[Where::Under(16), Where::Under(8), Where::Floor]),
        5 if works => choices.pick(&[Where::Unsubsidised, Where::Both(7)]),
        _ => Where::WhileOut(7),
    };
    if matches!(outcome.form, Form::Stage(_) | Form::Action | Form::Goal) {
        outcome.anchor = choices.pick(&[Anchor::Started, Anchor::Nothing, Anchor::Ended]);
    }
    if outcome.is_of_records() {
        outcome.anchor =
            choices.pick(&[Anchor::Started, Anchor::Started, Anchor::Started, Anchor::Nothing, Anchor::Ended]);
        outcome.held = works && (is_run || is_count) && outcome.anchor == Anchor::Started && choices.chance(25);
        if is_run {
            outcome.together = choices.pick(&[Together::Each, Together::Each, Together::Sum, Together::Max]);
            outcome.during = choices.chance(10);
        }
        outcome.continues = works && choices.chance(15);
        outcome.at_event = choices.chance(50);
        outcome.known_by = choices.chance(8).then(|| choices.chance(50).then(|| choices.below(40) as Day));
    }
    if outcome.anchor != Anchor::Nothing {
        outcome.within = choices.chance(15).then(|| 20 + choices.below(60) as Day);
    }
    outcome.from = choices.chance(6);
    outcome.exclude = choices.chance(6);
    outcome
}

fn run(calendar: Calendar, choices: &mut Choices) -> Run {
    let days = |choices: &mut Choices| 5 + choices.below(16) as Day;
    let over = choices.chance(25);
    match choices.below(8) {
        0 | 1 => {
            let length = if choices.chance(30) { Duration::Months(1) } else { Duration::Days(days(choices)) };
            Run::Continuous { length, gap: choices.pick(&[0, 0, 1, 3, 7]), over }
        }
        2 => {
            let least = days(choices);
            Run::DaysOf { days: least, of: least + 1 + choices.below(8) as Day, over }
        }
        3 | 4 => {
            let months = choices.chance(30);
            let least = 1 + choices.below(2);
            let of = least + choices.below(3);
            let from = choices.chance(30).then(|| choices.below(60) as Day);
            Run::PartsOf {
                least,
                of,
                months,
                touched: choices.chance(40),
                from: from.filter(|_| calendar.0 > doorstep::Date::MIN),
            }
        }
        5 => Run::Total { days: days(choices), over },
        6 => {
            let length = if choices.chance(30) { Duration::Months(1) } else { Duration::Days(2 * days(choices)) };
            Run::At { length, after_end: choices.chance(50) }
        }
        _ => Run::Quarter { quarter: 1, after_end: choices.chance(50) },
    }
}
