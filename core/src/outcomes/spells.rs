//! Spells that achieve an outcome: how long they last, and what they come to together.

use super::case::{Case, Judged, Verdict};
use super::conditions::{Own, add};
use super::cover::{Cover, Day, Span};
use super::days::{self, Days, Stand};
use super::near;
use super::records::{Counted, End, covered, unknown};
use crate::catalogue::{RecordForm, Run};
use crate::condition::{Expression, Value, every};
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
        let has_started = case.enrolment.started_on.is_some();
        return if has_started { Verdict::NotYetDue(None) } else { Verdict::NotAchieved }.into();
    }
    let mut covers = covers(case, outcome, form, counted);
    let during = outcome.lasting.as_ref().and_then(|lasting| lasting.r#while.as_ref()).map(|kind| kind.as_str());
    let during = during.map(|kind| (kind, of_kind(case, outcome, kind)));
    if let Some((_, during)) = &during {
        covers = Covers { sure: covers.sure.both(&during.sure), may: covers.may.both(&during.may) };
    }
    let anchor = case.anchor(outcome.anchor).map(Day::of);
    let days = [&covers.sure, &covers.may];
    let (limit, as_at) = (case.limit(outcome), Day::of(case.as_at));
    match days::lasting(run, days, anchor, &frame, limit, as_at, &mut Cover::default()) {
        Stand::Achieved { on, by } => Judged::achieved(on, within(counted, by)),
        Stand::NotAchieved => Judged::not_achieved(near::lasted(&form.record, run, &covers.sure, anchor, &frame)),
        Stand::NotYetDue(due) => Verdict::NotYetDue(due.date()).into(),
        Stand::Unknown => {
            let mut judged = unknown(case, form, &undecided(case, outcome, form, counted), End::OnEachDay);
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
        (None, Some(_)) => unknown(case, form, &undecided(case, outcome, form, counted), End::OnEachDay),
        (None, None) => Verdict::NotAchieved.into(),
    }
}

/// The records of which something is not told.
fn undecided<'r, 'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    counted: &'r [Counted<'a>],
) -> Vec<&'r Counted<'a>> {
    let is_decided = |record: &Counted<'a>| {
        let known = |part: &Expression| case.conditions.truth(part, record.when, &record.own).is_some();
        let alone = outcome.together == Together::Each;
        record.days.is_sure
            && record.days.sure == Some(record.days.may)
            && (alone || form.counts.iter().all(|(part, shared)| !shared || known(part)))
    };
    counted.iter().filter(|record| !is_decided(record)).collect()
}

/// The events of records that count and cover some of these days.
fn within<'a>(counted: &[Counted<'a>], days: Span) -> Vec<&'a Event> {
    let covers = |record: &&Counted<'a>| record.days.sure.is_some_and(|sure| sure.both(days).is_some());
    counted.iter().filter(|record| record.days.is_sure).filter(covers).map(|record| record.event).collect()
}

/// The days that records of an outcome cover.
fn covers(case: &Case<'_>, outcome: &Outcome, form: &RecordForm, counted: &[Counted<'_>]) -> Covers {
    if outcome.together != Together::Each {
        return together(case, outcome, form, counted);
    }
    let sure = counted.iter().filter(|record| record.days.is_sure);
    Covers {
        sure: Cover::of(sure.filter_map(|record| record.days.sure)),
        may: Cover::of(counted.iter().map(|record| record.days.may)),
    }
}

/// A spell that is open, or may be.
#[derive(Clone, Copy)]
struct Open<'r, 'a> {
    record: &'r Counted<'a>,
    is_sure: bool,
}

/// The days on which overlapping spells, their numbers taken together, are what the outcome asks for.
fn together(case: &Case<'_>, outcome: &Outcome, form: &RecordForm, counted: &[Counted<'_>]) -> Covers {
    let spans = counted.iter().flat_map(|record| [Some(record.days.may), record.days.sure]).flatten();
    let mut cuts: Vec<Day> = spans.flat_map(|span| [span.first, span.last.next()]).collect();
    crate::sort::by(&mut cuts, Ord::cmp);
    cuts.dedup();
    let numbers = case.conditions.catalogue.lexicon().records.get(&form.record);
    let numbers = numbers.into_iter().flat_map(|kind| &kind.attributes);
    let numbers: Vec<&str> =
        numbers.filter(|(_, of)| **of == FactType::Number).map(|(name, _)| name.as_str()).collect();
    let shared: Vec<&Expression> = form.counts.iter().filter(|(_, shared)| *shared).map(|(part, _)| part).collect();
    let (mut sure, mut may) = (Vec::new(), Vec::new());
    for (first, next) in cuts.iter().zip(cuts.iter().skip(1)) {
        let Some(span) = Span::new(*first, next.before()) else { continue };
        let covers = |of: Option<Span>| of.is_some_and(|of| of.both(span).is_some());
        let open = counted.iter().filter(|record| covers(Some(record.days.may)));
        let open = open.map(|record| Open { record, is_sure: record.days.is_sure && covers(record.days.sure) });
        let open: Vec<Open<'_, '_>> = open.collect();
        let truth = |record: &Counted<'_>| {
            let own = combined(record, &open, &numbers, outcome.together);
            every(shared.iter().map(|part| case.conditions.truth(part, record.when, &own)))
        };
        let truths: Vec<(bool, Option<bool>)> = open.iter().map(|open| (open.is_sure, truth(open.record))).collect();
        sure.extend(truths.contains(&(true, Some(true))).then_some(span));
        may.extend(truths.iter().any(|(_, truth)| *truth != Some(false)).then_some(span));
    }
    Covers { sure: Cover::of(sure), may: Cover::of(may) }
}

/// A record with its numbers those of all that are open with it: their sum, or the greatest. Where some are not told, or
/// some may not be open, it is known to be from the least to the most it can be.
fn combined(record: &Counted<'_>, open: &[Open<'_, '_>], numbers: &[&str], together: Together) -> Own {
    let mut own = record.own.clone();
    for name in numbers {
        let (mut least, mut most) = (None, Some(None));
        let with = |so_far: Option<Number>, number: Number| match (together, so_far) {
            (Together::Max, Some(so_far)) => Some(so_far.max(number)),
            (_, Some(so_far)) => so_far.checked_add(number),
            (_, None) => Some(number),
        };
        for other in open {
            let told = match other.record.own.get(*name) {
                Some(Value::Number(number)) => Some(*number),
                _ => None,
            };
            if let Some(number) = told.filter(|_| other.is_sure || std::ptr::eq(other.record, record)) {
                least = with(least, number);
            }
            most = most.zip(told).and_then(|(most, number)| with(most, number).map(Some));
        }
        // No limit: more than there can be.
        let most = most.flatten().unwrap_or(Number::from(i64::MAX));
        let value = match least.unwrap_or(Number::ZERO) {
            least if least == most => Value::Number(least),
            least => Value::Between(least.min(most), most),
        };
        own.insert((*name).to_owned(), value);
    }
    own
}

/// The days that all spells of a kind cover.
fn of_kind(case: &Case<'_>, outcome: &Outcome, kind: &str) -> Covers {
    let is_record =
        |event: &&&Event| event.kind.as_deref() == Some(kind) && event.subject.is_none() && event.is_sound();
    let is_record = |event: &&&Event| is_record(event) && case.before_birth(event).is_none();
    let spans = case.events.iter().filter(is_record);
    let days: Vec<Days> = spans.filter_map(|event| covered(case, true, outcome.open_spells, event)).collect();
    Covers {
        sure: Cover::of(days.iter().filter_map(|days| days.sure)),
        may: Cover::of(days.iter().map(|days| days.may)),
    }
}
