//! Spells that achieve an outcome: how long they last, and what they come to together.

use super::case::{Case, Judged, Verdict};
use super::conditions::{Own, add};
use super::cover::{Cover, Day, Span};
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
    let (frame, limit) = case.frame(outcome, from);
    if run.waits(&frame) {
        return Verdict::NotYetDue(None).into();
    }
    let mut covers = covers(case, outcome, form, counted);
    let during = outcome.lasting.as_ref().and_then(|lasting| lasting.r#while.as_ref()).map(|kind| kind.as_str());
    let during = during.map(|kind| (kind, of_kind(case, outcome, kind)));
    if let Some((_, during)) = &during {
        covers = Covers { sure: covers.sure.both(&during.sure), may: covers.may.both(&during.may) };
    }
    match (run.achieved(&covers.sure, &frame), run.achieved(&covers.may, &frame)) {
        (Some(achieved), Some(_)) => {
            let Some(on) = achieved.on.date() else { return Verdict::NotAchieved.into() };
            let rests_on = counted
                .iter()
                .filter(|record| record.is_sure && record.sure.is_some_and(|sure| sure.both(achieved.by).is_some()));
            Verdict::Achieved(on, rests_on.map(|record| record.event).collect()).into()
        }
        (None, None) => {
            let as_at = Day::of(case.as_at);
            let later = super::run::Frame { last: limit, ..frame };
            let reach = run.reach(&covers.may, as_at, &later);
            let earliest = run.earliest(case.anchor(outcome.anchor).map(Day::of), &frame);
            let earliest = earliest.filter(|earliest| as_at < *earliest && *earliest <= limit);
            match reach.or(earliest) {
                Some(due) => Verdict::NotYetDue(due.date()).into(),
                None => Verdict::NotAchieved.into(),
            }
        }
        _ => {
            let undecided = counted.iter().filter(|record| !record.is_sure || record.sure != Some(record.may));
            let undecided: Vec<&Counted<'_>> = undecided.collect();
            let mut judged = unknown(case, form, &undecided);
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
    let (frame, _) = case.frame(outcome, None);
    let covers = covers(case, outcome, form, counted);
    let first = |cover: &Cover| cover.spans().first().map(|span| span.first).filter(|first| *first <= frame.last);
    match (first(&covers.sure), first(&covers.may)) {
        (Some(on), _) => {
            let rests_on = counted
                .iter()
                .filter(|record| record.is_sure && record.sure.is_some_and(|sure| sure.first <= on && on <= sure.last));
            match on.date() {
                Some(day) => Verdict::Achieved(day, rests_on.map(|record| record.event).collect()).into(),
                None => Verdict::NotAchieved.into(),
            }
        }
        (None, Some(_)) => unknown(case, form, &counted.iter().collect::<Vec<_>>()),
        (None, None) => Verdict::NotAchieved.into(),
    }
}

/// The days that records of an outcome cover.
fn covers(case: &Case<'_>, outcome: &Outcome, form: &RecordForm, counted: &[Counted<'_>]) -> Covers {
    if outcome.together == Together::Each {
        let sure = counted.iter().filter(|record| record.is_sure).filter_map(|record| record.sure);
        return Covers { sure: Cover::of(sure), may: Cover::of(counted.iter().map(|record| record.may)) };
    }
    let sure = counted.iter().filter(|record| record.is_sure);
    let sure: Vec<(&Counted<'_>, Span)> = sure.filter_map(|record| Some((record, record.sure?))).collect();
    let may: Vec<(&Counted<'_>, Span)> = counted.iter().map(|record| (record, record.may)).collect();
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
    let spans: Vec<(Option<Span>, Span)> =
        spans.filter_map(|event| covered(case, true, outcome.open_spells, event)).collect();
    Covers {
        sure: Cover::of(spans.iter().filter_map(|(sure, _)| *sure)),
        may: Cover::of(spans.iter().map(|(_, may)| *may)),
    }
}
