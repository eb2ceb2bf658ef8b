//! Every way in which a history could be told in full.

use super::definition::{Form, Outcome, Together, Where};
use super::history::{Day, Fact, Happening, History, STILL, What};

/// The histories told in full, as far as an outcome depends on what is not told. `None` if there are more than a limit.
pub fn completions(
    history: &History,
    outcome: &Outcome,
    as_at: Day,
    facts_on: Option<Day>,
    limit: usize,
) -> Option<Vec<History>> {
    let mut all = vec![history.clone()];
    for place in 0..history.records.len() {
        let record = &history.records[place];
        let is_own = record.kind == outcome.record && outcome.is_of_records();
        let asks_hours =
            matches!(outcome.form, Form::Sum(_)) || !matches!(outcome.counts, Where::All | Where::Unsubsidised);
        if is_own && asks_hours && record.hours.is_none() && record.kind != "tenancy" {
            all = each(&all, &[0, 7, 8, 15, 1_000], |history, hours| history.records[place].hours = Some(*hours));
        }
        if is_own && record.subsidised.is_none() && matches!(outcome.counts, Where::Unsubsidised | Where::Both(_)) {
            all = each(&all, &[false, true], |history, told| history.records[place].subsidised = Some(*told));
        }
        if is_own && record.attended.is_none() && matches!(outcome.form, Form::Attended(_)) {
            all = each(&all, &[false, true], |history, told| history.records[place].attended = Some(*told));
        }
        let lasts = matches!(outcome.form, Form::Run(_)) || outcome.held || outcome.together != Together::Each;
        let is_during = outcome.during && record.kind == "tenancy";
        if record.end.is_none() && record.kind != "support" && ((is_own && lasts) || is_during) {
            let ends: Vec<Day> = if outcome.continues {
                vec![STILL]
            } else {
                // That today was its last day is told by no day up to today.
                (confirmed(history, place)..as_at).chain([STILL]).collect()
            };
            all = each(&all, &ends, |history, end| history.records[place].end = Some(*end));
        }
        if all.len() > limit {
            return None;
        }
    }
    for (name, values) in asked(outcome) {
        let start = history.started().unwrap_or(as_at);
        let since = |on: Day| {
            move |history: &mut History, value: &Fact| {
                let what = What::Told(name, value.clone());
                // Later than all that was told that day.
                let recorded = Some(RECORDED_LAST + history.happenings.len() as Day);
                history.happenings.push(Happening { id: String::new(), kind: "told", on, what, recorded });
            }
        };
        for day in history.contradicted(name) {
            all = each(&all, &values, since(day));
            if all.len() > limit {
                return None;
            }
        }
        if outcome.at_event && matches!(outcome.counts, Where::WhileOut(_)) && outcome.is_of_records() {
            for record in history.records.iter().filter(|record| record.kind == outcome.record) {
                if history.fact(name, record.on, facts_on).is_none() {
                    all = each(&all, &values, since(record.on));
                }
            }
        }
        if history.fact(name, start, facts_on).is_some() {
            continue;
        }
        all = each(&all, &values, since(FIRST_OF_ALL));
        // What is not told at all may be one thing at the start and another on the last day that counts.
        let last = outcome.within.map_or(as_at, |days| as_at.min(start + days));
        if last > start && history.fact(name, last, facts_on).is_none() {
            all = each(&all, &values, since(start + 1));
        }
    }
    (all.len() <= limit).then_some(all)
}

const FIRST_OF_ALL: Day = -1_000;
const RECORDED_LAST: Day = 1_000_000;

/// The facts that an outcome depends on, and what each could be.
fn asked(outcome: &Outcome) -> Vec<(&'static str, Vec<Fact>)> {
    let mut asked = Vec::new();
    let codes = ["out", "in", "moved"].map(Fact::Code).to_vec();
    let counts = matches!(outcome.counts, Where::WhileOut(_)) && outcome.is_of_records();
    if outcome.from || outcome.exclude || counts || matches!(outcome.form, Form::Becomes(_)) {
        asked.push(("status", codes));
    }
    match outcome.form {
        Form::Gains(_) | Form::Loses(_) => {
            let lists = [vec![], vec!["it"], vec!["cooking"], vec!["it", "cooking"]];
            asked.push(("skills", lists.map(Fact::Codes).to_vec()));
        }
        Form::Rises => asked.push(("pay", [0, 1_000].map(Fact::Number).to_vec())),
        _ => {}
    }
    asked
}

/// The last day on which a spell whose end is not told is known to have gone on.
fn confirmed(history: &History, place: usize) -> Day {
    let record = &history.records[place];
    let told = history.happenings.iter().filter(|event| match &event.what {
        What::FollowedUp("reached", confirms) => confirms.as_ref() == Some(&record.id),
        _ => false,
    });
    let days = told.map(|event| event.on).chain(record.confirmed_until).chain(record.recorded);
    days.fold(record.on, Day::max)
}

fn each<T>(all: &[History], values: &[T], tell: impl Fn(&mut History, &T)) -> Vec<History> {
    let mut told = Vec::with_capacity(all.len() * values.len());
    for history in all {
        for value in values {
            let mut history = history.clone();
            tell(&mut history, value);
            told.push(history);
        }
    }
    told
}
