//! Spells that achieve an outcome: how long they last, and what they come to together.

use super::case::{Case, Judged, Verdict};
use super::conditions::{Own, add};
use super::cover::{Cover, Day, Span};
use super::days::{self, Days, Stand};
use super::records::{Counted, covered, unknown};
use crate::catalogue::{RecordForm, Run};
use crate::condition::{Expression, Value, every, some};
use crate::document::{FactType, Outcome, Together};
use crate::events::Event;
use crate::value::Number;

/// What spells cover.
struct Covers {
    /// Days that are covered for certain.
    sure: Cover,
    /// Days that may be.
    may: Cover,
}

/// Judges how long spells last.
pub(super) fn lasting<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    counted: &[Counted<'a>],
    run: &Run,
) -> Judged<'a> {
    let from = match run {
        Run::PartsOf { from: Some(from), .. } => match case.conditions.value(from, case.start(), &case.own()) {
            Value::Date(day) => Some(day),
            _ => None,
        },
        _ => None,
    };
    let frame = case.frame(outcome, from);
    if run.waits(&frame) {
        return Verdict::NotYetDue(None).into();
    }
    let mut covers = covers(case, outcome, form, counted);
    let during = outcome.lasting.as_ref().and_then(|lasting| lasting.r#while.as_ref()).map(|kind| kind.as_str());
    let during = during.map(|kind| (kind, of_kind(case, outcome, kind)));
    if let Some((_, during)) = &during {
        covers = Covers { sure: covers.sure.both(&during.sure), may: covers.may.both(&during.may) };
    }
    let anchor = case.anchor(outcome.anchor).map(Day::of);
    let days = [covers.sure.spans(), covers.may.spans()];
    let (limit, as_at) = (case.limit(outcome), Day::of(case.as_at));
    match days::lasting(run, days, anchor, &frame, limit, as_at, &mut Cover::default()) {
        Stand::Achieved { on, by } => Judged::achieved(on, within(counted, by)),
        Stand::NotAchieved => Verdict::NotAchieved.into(),
        Stand::NotYetDue(due) => Verdict::NotYetDue(due.date()).into(),
        Stand::Unknown => {
            let may = |record: &&Counted<'a>| !record.days.is_sure || record.days.sure != Some(record.days.may);
            let mut judged = unknown(case, form, &counted.iter().filter(may).collect::<Vec<_>>());
            if let Some((kind, during)) = during
                && during.sure != during.may
            {
                add(&mut judged.missing, format!("{kind}.end"));
            }
            judged
        }
    }
}

/// The first day on which spells come to enough together.
pub(super) fn first<'a>(case: &Case<'a>, outcome: &Outcome, form: &RecordForm, counted: &[Counted<'a>]) -> Judged<'a> {
    let frame = case.frame(outcome, None);
    let covers = covers(case, outcome, form, counted);
    let first = |cover: &Cover| cover.spans().first().map(|span| span.first).filter(|first| *first <= frame.last);
    match (first(&covers.sure), first(&covers.may)) {
        (Some(on), _) => Judged::achieved(on, within(counted, Span { first: on, last: on })),
        (None, Some(_)) => unknown(case, form, &counted.iter().collect::<Vec<_>>()),
        (None, None) => Verdict::NotAchieved.into(),
    }
}

/// The events of records that count and cover some of these days.
fn within<'a>(counted: &[Counted<'a>], days: Span) -> Vec<&'a Event> {
    let covers = |record: &&Counted<'a>| record.days.sure.is_some_and(|sure| sure.both(days).is_some());
    counted.iter().filter(|record| record.days.is_sure).filter(covers).map(|record| record.event).collect()
}

/// The days that records of an outcome cover.
fn covers(case: &Case<'_>, outcome: &Outcome, form: &RecordForm, counted: &[Counted<'_>]) -> Covers {
    let sure = counted.iter().filter(|record| record.days.is_sure);
    let sure = sure.filter_map(|record| Some((record, record.days.sure?)));
    let may = counted.iter().map(|record| (record, record.days.may));
    if outcome.together == Together::Each {
        return Covers { sure: Cover::of(sure.map(|(_, span)| span)), may: Cover::of(may.map(|(_, span)| span)) };
    }
    let sure: Vec<(&Counted<'_>, Span)> = sure.collect();
    let may: Vec<(&Counted<'_>, Span)> = may.collect();
    Covers {
        sure: together(case, outcome, form, &sure, |truth| truth == Some(true)),
        may: together(case, outcome, form, &may, |truth| truth != Some(false)),
    }
}

/// The days on which overlapping spells, their numbers taken together, are what the outcome asks for.
fn together(
    case: &Case<'_>,
    outcome: &Outcome,
    form: &RecordForm,
    records: &[(&Counted<'_>, Span)],
    counts: impl Fn(Option<bool>) -> bool,
) -> Cover {
    let mut cuts: Vec<Day> = records.iter().flat_map(|(_, span)| [span.first, span.last.next()]).collect();
    crate::sort::by(&mut cuts, Ord::cmp);
    cuts.dedup();
    let numbers = case.conditions.catalogue.lexicon().records.get(&form.record);
    let numbers = numbers.into_iter().flat_map(|kind| &kind.attributes);
    let numbers: Vec<&str> =
        numbers.filter(|(_, of)| **of == FactType::Number).map(|(name, _)| name.as_str()).collect();
    let shared: Vec<&Expression> = form.counts.iter().filter(|(_, shared)| *shared).map(|(part, _)| part).collect();
    let parts = cuts.iter().zip(cuts.iter().skip(1)).filter_map(|(first, next)| {
        let span = Span::new(*first, next.before())?;
        let open: Vec<&Counted<'_>> =
            records.iter().filter(|(_, of)| of.both(span).is_some()).map(|(record, _)| *record).collect();
        let truth = some(open.iter().map(|record| {
            let own = combined(record, &open, &numbers, outcome.together);
            every(shared.iter().map(|part| case.conditions.truth(part, record.day, &own)))
        }));
        (!open.is_empty() && counts(truth)).then_some(span)
    });
    Cover::of(parts)
}

/// A record with its numbers those of all that are open with it: their sum, or the greatest. One that some do not tell is
/// not known.
fn combined(record: &Counted<'_>, open: &[&Counted<'_>], numbers: &[&str], together: Together) -> Own {
    let mut own = record.own.clone();
    for name in numbers {
        let told = open.iter().map(|record| match record.own.get(*name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        });
        let told: Option<Vec<Number>> = told.collect();
        let number = told.and_then(|told| match together {
            Together::Max => told.into_iter().max(),
            Together::Sum | Together::Each => {
                told.into_iter().try_fold(Number::ZERO, |sum, number| sum.checked_add(number))
            }
        });
        match number {
            Some(number) => _ = own.insert((*name).to_owned(), Value::Number(number)),
            None => _ = own.remove(*name),
        }
    }
    own
}

/// The days that all spells of a kind cover.
fn of_kind(case: &Case<'_>, outcome: &Outcome, kind: &str) -> Covers {
    let is_record =
        |event: &&&Event| event.kind.as_deref() == Some(kind) && event.subject.is_none() && event.is_sound();
    let spans = case.events.iter().filter(is_record);
    let days: Vec<Days> = spans.filter_map(|event| covered(case, true, outcome.open_spells, event)).collect();
    Covers {
        sure: Cover::of(days.iter().filter_map(|days| days.sure)),
        may: Cover::of(days.iter().map(|days| days.may)),
    }
}
