//! Facts and scores that change: what they were at the start, and what they came to be.

use super::case::{Case, Judged, Verdict};
use super::conditions::add;
use super::near;
use crate::catalogue::FactChange;
use crate::condition::{Comparison, FactIndex, Value, compare};
use crate::document::{Outcome, Score, ToScore};
use crate::events::Event;
use crate::journey::{Facts, Scored, scored};
use crate::value::{Date, Number};

/// Judges a change of a fact since the start.
pub(super) fn fact<'a>(case: &Case<'a>, outcome: &Outcome, fact: FactIndex, change: &FactChange) -> Judged<'a> {
    let facts = case.conditions.facts;
    let Some(start) = case.anchor(outcome.anchor).or(case.enrolment.started_on) else {
        return Verdict::NotAchieved.into();
    };
    let last = case.last(outcome).map_or(case.as_at, |limit| limit.min(case.as_at));
    let then = value(facts, fact, start);
    let (mut may, name) = (false, case.conditions.name(fact).unwrap_or_default());
    let mut before = then.clone();
    let follows_from = case.conditions.follows_from([fact]);
    for day in facts.days_after(start).into_iter().filter(|day| *day <= last) {
        let now = value(facts, fact, day);
        if now == before && !facts.is_contradicted(&follows_from, day) {
            // What was told that day was something else, and this is no less known than before.
            continue;
        }
        match came_to(change, &then, &now) {
            Some(true) => {
                // What was not told before may have been it.
                let between = may.then_some((start, day));
                return Judged { between, ..Verdict::Achieved(day, told_by(case, fact, day)).into() };
            }
            Some(false) => {}
            None => may = true,
        }
        before = now;
    }
    // What is still not told on the last day may have changed, whatever else was told.
    may |= start < last && came_to(change, &then, &before).is_none();
    if !may {
        let asked = match change {
            FactChange::Becomes(value) | FactChange::Gains(value) | FactChange::Loses(value) => value,
            FactChange::Rises => &then,
        };
        return Judged::not_achieved(near::came_to(&name, before, asked.clone()));
    }
    let mut judged = Judged::from(Verdict::Unknown);
    add(&mut judged.missing, name);
    judged
}

fn value(facts: &Facts<'_>, fact: FactIndex, day: Date) -> Value {
    facts.on(day).get(fact).cloned().unwrap_or(Value::UNDECIDED)
}

/// Whether a fact changed as it must from what it was then to what it is now.
fn came_to(change: &FactChange, then: &Value, now: &Value) -> Option<bool> {
    let both = |then: Option<bool>, now: Option<bool>| match (then, now) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let has = |of: &Value, code: &Value| match (of, code) {
        (Value::Codes(codes), Value::Text(code)) => {
            if codes.told.iter().any(|told| told == code) {
                Some(true)
            } else if codes.possible.iter().any(|possible| possible == code) {
                None
            } else {
                Some(false)
            }
        }
        _ => None,
    };
    let not = |truth: Option<bool>| truth.map(|truth| !truth);
    match change {
        FactChange::Becomes(value) => {
            let is = |of: &Value| compare(Comparison::Equal, of, value);
            both(not(is(then)), is(now))
        }
        FactChange::Gains(code) => both(not(has(then, code)), has(now, code)),
        FactChange::Loses(code) => both(has(then, code), not(has(now, code))),
        FactChange::Rises => compare(Comparison::Greater, now, then),
    }
}

/// The events of a day that tell a fact or what it follows from.
fn told_by<'a>(case: &Case<'a>, fact: FactIndex, day: Date) -> Vec<&'a Event> {
    let names = case.conditions.follows_from([fact]);
    let counts = |event: &Event, name: &String| !case.aside.iter().any(|aside| aside.is(Some(event), name));
    let tells = |event: &Event| {
        event.kind.as_deref() == Some(crate::events::TOLD)
            && names.iter().any(|name| event.data.contains_key(name) && counts(event, name))
    };
    let told = case.events.iter().filter(|event| event.on == Some(day) && tells(event)).copied();
    let told: Vec<&Event> = told.collect();
    // What was recorded later of the same holds.
    let holds = |event: &&Event| {
        names.iter().any(|name| {
            let mut others = told.iter().filter(|other| other.data.contains_key(name));
            event.data.contains_key(name) && others.all(|other| other.recorded_at <= event.recorded_at)
        })
    };
    told.iter().copied().filter(holds).collect()
}

/// Judges a change of a score. What was scored before the person was born is set aside.
pub(super) fn scale<'a>(case: &Case<'a>, outcome: &Outcome, id: &str, change: Number, of: Score) -> Judged<'a> {
    let own = case.events.iter().filter(|event| event.kind.as_deref() == Some(id) && event.subject.is_none());
    let set_aside = own.filter_map(|event| case.before_birth(event)).collect();
    Judged { set_aside, ..scores(case, outcome, id, change, of) }
}

/// From the last score by the start, else the first after it, to the latest there is.
fn scores<'a>(case: &Case<'a>, outcome: &Outcome, id: &str, change: Number, of: Score) -> Judged<'a> {
    let Some(scale) = case.conditions.catalogue.lexicon().scales.get(id) else {
        return Verdict::NotAchieved.into();
    };
    let anchor = case.anchor(outcome.anchor);
    if anchor.is_none() && outcome.anchor == crate::document::Anchor::Started {
        return Verdict::NotAchieved.into();
    }
    let exit = match outcome.to.unwrap_or(ToScore::Latest) {
        ToScore::Latest => None,
        ToScore::Exit => match (case.enrolment.started_on, case.enrolment.ended_on) {
            (_, Some(ended)) => Some(ended),
            (Some(_), None) => return Verdict::NotYetDue(None).into(),
            (None, None) => return Verdict::NotAchieved.into(),
        },
    };
    let last = [case.last(outcome), exit].into_iter().flatten().fold(case.as_at, Date::min);
    let number = |scored: &Scored| match of {
        Score::Raw => scored.raw,
        Score::Metric => scored.metric,
    };
    let possible = case.events.iter().filter(|event| case.before_birth(event).is_none());
    let scores = possible.filter_map(|event| {
        let scored = scored(id, scale, event).filter(|scored| scored.on <= last)?;
        Some((*event, scored.on, number(&scored)?))
    });
    let scores: Vec<(&Event, Date, Number)> = scores.collect();
    let by_start = scores.iter().rposition(|(_, on, _)| anchor.is_some_and(|anchor| *on <= anchor)).unwrap_or(0);
    let (baseline, latest) = (scores.get(by_start), scores.get(by_start.saturating_add(1)..).and_then(<[_]>::last));
    let (Some((first, _, then)), Some((second, on, now))) = (baseline, latest) else {
        let mut judged = Judged::from(Verdict::Unknown);
        judged.missing.push(id.to_owned());
        return judged;
    };
    let changed = now.checked_sub(*then);
    let is_enough =
        changed.is_some_and(|changed| if change > Number::ZERO { changed >= change } else { changed <= change });
    if is_enough {
        return Verdict::Achieved(*on, vec![*first, *second]).into();
    }
    Judged::not_achieved(near::came_to(id, changed.map(Value::Number), Value::Number(change)))
}
