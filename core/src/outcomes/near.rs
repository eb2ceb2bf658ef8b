//! How near somebody came to what they did not achieve: what it came to and what was asked, what a condition turned down,
//! and what came on a day that does not count.

use super::case::Case;
use super::conditions::{Own, add};
use super::cover::{Cover, Day, Span};
use super::records::{Counted, covered, impossible, records_of};
use super::run::{Frame, Run};
use crate::catalogue::RecordForm;
use crate::condition::{Expression, Value};
use crate::document::{Outcome, Together};
use crate::value::Number;

/// Names with values, the names those of a record's parts.
pub(super) type Near = Vec<(String, Value)>;

/// What something came to, and what was asked.
pub(super) fn came_to(of: &str, reached: impl Into<Option<Value>>, asked: impl Into<Option<Value>>) -> Near {
    let named = [("reached", reached.into()), ("asked", asked.into())];
    let known = named.into_iter().filter_map(|(part, value)| Some((part, value.filter(Value::is_known)?)));
    known.map(|(part, value)| (format!("{of}.{part}"), value)).collect()
}

/// The day of something that came too early or too late.
pub(super) fn on_a_day(of: &str, day: Day) -> Option<(String, Value)> {
    Some((format!("{of}.on"), Value::Date(day.date()?)))
}

pub(super) fn number(count: i64) -> Value {
    Value::Number(Number::from(count))
}

/// How long the spells of a record's kind lasted, as far as is known, and how long they had to.
pub(super) fn lasted(kind: &str, run: &Run, sure: &Cover, anchor: Option<Day>, frame: &Frame) -> Near {
    let in_time = sure.spans().iter().filter_map(|span| Span::new(span.first, span.last.min(frame.last)));
    let in_time: Vec<Span> = in_time.collect();
    match run.day_asked(frame) {
        Some(day) => came_to(kind, None, day.date().map(Value::Date)),
        None => {
            let (reached, asked) = run.nearest(&in_time, anchor, frame);
            came_to(kind, number(reached), asked.map(number))
        }
    }
}

/// What is told of what some conditions on a record ask.
pub(super) fn told_of(record: &str, conditions: &[&Expression], own: &Own) -> Near {
    let mut names = Vec::new();
    conditions.iter().for_each(|condition| {
        condition.walk(&mut |part| {
            if let Expression::Own(name) = part {
                add(&mut names, name.clone());
            }
        });
    });
    let told = names.into_iter().filter_map(|name| Some((own.get(&name)?.clone(), name)));
    let known = told.filter(|(value, _)| value.is_known());
    known.map(|(value, name)| (format!("{record}.{name}"), value)).collect()
}

/// What keeps records from counting: what the latest that the condition turns down tells of what it asks, and the day of
/// one that came after the last day, or else before the anchor.
pub(super) fn left_aside(case: &Case<'_>, outcome: &Outcome, form: &RecordForm, counted: &[Counted<'_>]) -> Near {
    let (anchor, limit) = (case.anchor(outcome.anchor).map(Day::of), case.limit(outcome));
    let (mut near, mut early) = (Near::new(), None);
    for event in records_of(case, form) {
        let days = covered(case, form.is_spell, outcome.open_spells, event);
        let (Some(on), Some(days), None) = (event.on, days, impossible(case, form, event)) else { continue };
        let (own, when) = (event.parts(), case.conditions.when(outcome.facts, on));
        let parts = form.counts.iter().filter(|(_, shared)| !shared || outcome.together == Together::Each);
        let fails = |part: &&Expression| case.conditions.truth(part, when, &own) == Some(false);
        let failing: Vec<&Expression> = parts.map(|(part, _)| part).filter(fails).collect();
        let is_early = days.behind(anchor, outcome.held_at.is_some()).is_none();
        if failing.is_empty() {
            early = Some(Day::of(on)).filter(|_| is_early).or(early);
        } else if !is_early && Day::of(on) <= limit {
            near = told_of(&form.record, &failing, &own);
        }
    }
    let is_late = |record: &&Counted<'_>| record.days.on() > limit;
    let late = counted.iter().find(is_late).map(|record| record.days.on());
    let early = early.filter(|_| counted.is_empty());
    near.extend(late.or(early).and_then(|day| on_a_day(&form.record, day)));
    near
}
