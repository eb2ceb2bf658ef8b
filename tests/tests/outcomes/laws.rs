//! What holds of any history and any definition.

use doorstep::{CaseFile, Date, OutcomeOptions, OutcomeState, Outcomes};
use doorstep_tests::oracle::{Choices, each};
use serde_json::Value;

use super::agrees::Random;
use super::definition::{Form, Outcome, Run, Together, Where};
use super::generate::LAST;
use super::history::{Day, STILL};

fn outcomes(random: &Random, file: &CaseFile, as_at: Date) -> Outcomes {
    random.catalogue.outcomes("p", &random.facts(), file, as_at, OutcomeOptions::default()).unwrap().unwrap()
}

fn some_day(choices: &mut Choices) -> Day {
    choices.below(LAST as usize + 40) as Day
}

#[test]
fn neither_the_order_of_events_nor_their_number_counts() {
    each(400, |choices| {
        let random = Random::new(choices);
        let as_at = random.history.calendar.date(some_day(choices));
        let events = random.history.events();
        let mut mixed: Vec<Value> = Vec::new();
        for event in &events {
            for _ in 0..1 + choices.below(2) {
                mixed.insert(choices.below(mixed.len() + 1), event.clone());
            }
        }
        let one = serde_json::to_string(&outcomes(&random, &random.file(&events), as_at)).unwrap();
        let other = serde_json::to_string(&outcomes(&random, &random.file(&mixed), as_at)).unwrap();
        if one == other { Ok(()) } else { Err(format!("{one}\n{other}{}", random.show())) }
    });
}

/// Whether more days covered can only help: a run or a total of spells by themselves, all of which count.
fn grows(outcome: &Outcome) -> bool {
    let counts = !matches!(outcome.counts, Where::Under(_)) || outcome.together == Together::Each;
    let grows = matches!(outcome.form, Form::Run(Run::Continuous { .. } | Run::DaysOf { .. } | Run::Total { .. }));
    grows && counts
}

#[test]
fn what_is_covered_on_more_days_is_never_achieved_later() {
    let seen = std::cell::Cell::new(0);
    each(1_500, |choices| {
        let mut random = Random::new(choices);
        let as_at = random.history.calendar.date(some_day(choices));
        let before = outcomes(&random, &random.file(&random.history.events()), as_at);
        // A job that ends later, or one more that counts wherever any does.
        let place = choices.below(random.history.records.len());
        let record = &mut random.history.records[place];
        match record.end {
            Some(end) if choices.chance(50) && end >= record.on => {
                record.end = Some(end + 1 + choices.below(30) as Day)
            }
            _ => {
                let mut more = record.clone();
                (more.id, more.kind) = ("more".to_owned(), "employment");
                (more.hours, more.subsidised, more.programme, more.subject) = (Some(16), Some(false), None, false);
                (more.attended, more.confirmed_until, more.recorded) = (None, None, None);
                more.on += choices.below(40) as Day;
                more.end = Some(more.on + choices.below(40) as Day);
                random.history.records.push(more);
            }
        }
        let after = outcomes(&random, &random.file(&random.history.events()), as_at);
        for (place, _) in random.outcomes.iter().enumerate().filter(|(_, outcome)| grows(outcome)) {
            let (before, after) = (&before.outcomes[place], &after.outcomes[place]);
            if before.state != OutcomeState::Achieved {
                continue;
            }
            seen.set(seen.get() + 1);
            if after.state != OutcomeState::Achieved || after.on > before.on {
                return Err(format!(
                    "`{}` on {:?}, then {:?} {:?}{}",
                    before.id,
                    before.on,
                    after.state,
                    after.on,
                    random.show()
                ));
            }
        }
        Ok(())
    });
    assert!(seen.get() > 40, "{}", seen.get());
}

/// Whether what is achieved stays so as days go by: not where the latest score is asked for or a share of sessions, nor
/// where an end may still move.
fn stays(outcome: &Outcome, outcomes: &[Outcome]) -> bool {
    match &outcome.form {
        Form::Change { .. } | Form::Attended(_) => false,
        Form::Run(Run::At { after_end, .. } | Run::Quarter { after_end, .. }) if *after_end => false,
        Form::AnyOf(parts) | Form::AllOf(parts) => parts.iter().all(|part| stays(&outcomes[*part], outcomes)),
        _ => outcome.anchor != super::definition::Anchor::Ended,
    }
}

#[test]
fn what_is_achieved_stays_achieved_on_the_same_day() {
    let seen = std::cell::Cell::new(0);
    each(1_500, |choices| {
        let mut random = Random::new(choices);
        // What is told to begin or to happen later is no news.
        let first = some_day(choices);
        random.history.records.retain(|record| record.on <= first);
        random.history.happenings.retain(|happening| happening.on <= first);
        let second = first + 1 + choices.below(60) as Day;
        let file = random.file(&random.history.events());
        let at = |day: Day| outcomes(&random, &file, random.history.calendar.date(day));
        let (before, after) = (at(first), at(second));
        for (place, outcome) in random.outcomes.iter().enumerate() {
            let (before, after) = (&before.outcomes[place], &after.outcomes[place]);
            let is_one = before.state == OutcomeState::Achieved && stays(outcome, &random.outcomes);
            if !is_one {
                continue;
            }
            seen.set(seen.get() + 1);
            if (after.state, after.on) != (before.state, before.on) {
                return Err(format!(
                    "`{}` on {:?} as at {first}, then {:?} {:?} as at {second}{}",
                    before.id,
                    before.on,
                    after.state,
                    after.on,
                    random.show()
                ));
            }
        }
        Ok(())
    });
    assert!(seen.get() > 100, "{}", seen.get());
}

#[test]
fn made_of_others_is_the_first_or_the_last_of_them() {
    let seen = std::cell::Cell::new(0);
    each(1_500, |choices| {
        let random = Random::new(choices);
        let as_at = random.history.calendar.date(some_day(choices));
        let found = outcomes(&random, &random.file(&random.history.events()), as_at);
        for (place, outcome) in random.outcomes.iter().enumerate() {
            let (parts, is_any) = match &outcome.form {
                Form::AnyOf(parts) => (parts, true),
                Form::AllOf(parts) => (parts, false),
                _ => continue,
            };
            let limit = found.started_on.zip(outcome.within);
            let limit = limit.map(|(started, days)| random.history.calendar.day(started) + days);
            let in_time = |on: &Date| limit.is_none_or(|limit| random.history.calendar.day(*on) <= limit);
            let days: Vec<Date> = parts.iter().filter_map(|part| found.outcomes[*part].on).filter(in_time).collect();
            let should = match is_any {
                true => days.iter().min(),
                false => days.iter().max().filter(|_| days.len() == parts.len()),
            };
            seen.set(seen.get() + usize::from(should.is_some()));
            let is = found.outcomes[place].on;
            if is.as_ref() != should {
                return Err(format!("is {is:?}, should be {should:?}{}", random.show()));
            }
        }
        Ok(())
    });
    assert!(seen.get() > 10, "{}", seen.get());
}

#[test]
fn what_is_unknown_says_what_would_tell_and_nothing_else_does() {
    each(1_500, |choices| {
        let random = Random::new(choices);
        let as_at = random.history.calendar.date(some_day(choices));
        let found = outcomes(&random, &random.file(&random.history.events()), as_at);
        for result in &found.outcomes {
            let tells = !result.missing.is_empty() || !result.undecided.is_empty();
            if tells != (result.state == OutcomeState::Unknown) {
                return Err(format!("{:#?} of {}{}", result, result.id, random.show()));
            }
            let has_day = result.on.is_some() == (result.state == OutcomeState::Achieved);
            let is_due = result.due_on.is_none_or(|due| result.state == OutcomeState::NotYetDue && due > as_at);
            if !has_day || !is_due || result.on.is_some_and(|on| on > as_at) {
                return Err(format!("{:#?} as at {as_at}{}", result, random.show()));
            }
        }
        Ok(())
    });
}

/// Nobody's answer to what would tell is needed once it is told: told in full, nothing is unknown but what was never scored
/// or followed up.
#[test]
fn told_in_full_nothing_of_spells_is_unknown() {
    each(600, |choices| {
        let mut random = Random::new(choices);
        for record in &mut random.history.records {
            record.hours = record.hours.or(Some(7)).filter(|_| record.kind != "tenancy");
            record.subsidised = record.subsidised.or(Some(true)).filter(|_| record.kind == "employment");
            record.attended = record.attended.or(Some(true)).filter(|_| record.kind == "support");
            record.end = record.end.or(Some(STILL)).filter(|_| record.kind != "support");
        }
        let as_at = random.history.calendar.date(some_day(choices));
        let found = outcomes(&random, &random.file(&random.history.events()), as_at);
        for (outcome, result) in random.outcomes.iter().zip(&found.outcomes) {
            let asks_facts = outcome.from || outcome.exclude || matches!(outcome.counts, Where::WhileOut(_));
            let is_told = outcome.is_of_records() && !asks_facts && outcome.known_by.is_none();
            if is_told && result.state == OutcomeState::Unknown {
                return Err(format!("{:?} {:?}{}", result.missing, result.undecided, random.show()));
            }
        }
        Ok(())
    });
}
