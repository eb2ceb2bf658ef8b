//! Spells that achieve an outcome: how long they last, and what they come to together.

use super::case::{Case, Judged, Verdict};
use super::conditions::{Own, add};
use super::cover::{Cover, Day, Span};
use super::days::{self, Days, Stand};
use super::near::{self, Near};
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
    /// What spells taken together came to on the last days on which that does not count.
    short: Near,
}

impl Covers {
    /// Those of spells that count each for itself.
    fn of<'d>(sure: impl Iterator<Item = &'d Days>, may: impl Iterator<Item = &'d Days>) -> Self {
        let (sure, may) = (sure.filter_map(|days| days.sure), may.map(|days| days.may));
        Self { sure: Cover::of(sure), may: Cover::of(may), short: Near::new() }
    }
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
    let during = during.map(|kind| Beside::of(case, outcome, kind));
    if let Some(during) = &during {
        let (sure, may) = (covers.sure.both(&during.covers.sure), covers.may.both(&during.covers.may));
        covers = Covers { sure, may, ..covers };
    }
    let anchor = case.anchor(outcome.anchor).map(Day::of);
    let days = [&covers.sure, &covers.may];
    let (limit, as_at) = (case.limit(outcome), Day::of(case.as_at));
    match days::lasting(run, days, anchor, &frame, limit, as_at, &mut Cover::default()) {
        stand @ Stand::Achieved { on, by, .. } => Judged::achieved(on, within(counted, by)).between(stand),
        Stand::NotAchieved => {
            let mut near = near::lasted(&form.record, run, &covers.sure, anchor, &frame);
            near.extend(covers.short);
            if let Some(during) = during {
                let own = &during.covers.sure;
                // Of a day that they cover there is no more to say.
                let is_short = run.day_asked(&frame).is_none() || run.achieved(own.spans(), &frame).is_none();
                near.extend(near::lasted(during.kind, run, own, anchor, &frame).into_iter().filter(|_| is_short));
            }
            Judged::not_achieved(near)
        }
        Stand::NotYetDue(due) => Verdict::NotYetDue(due.date()).into(),
        stand @ Stand::Unknown { .. } => {
            let mut judged = unknown(case, form, &undecided(case, outcome, form, counted), End::OnEachDay);
            if let Some(during) = during {
                let undecided = during.undecided(counted);
                if !undecided.is_empty() {
                    add(&mut judged.missing, format!("{}.end", during.kind));
                }
                judged.undecided.extend(undecided);
            }
            judged.between(stand)
        }
    }
}

/// The first day on which spells come to enough together.
pub(super) fn first<'a>(case: &Case<'a>, outcome: &Outcome, form: &RecordForm, counted: &[Counted<'a>]) -> Judged<'a> {
    let frame = case.frame(outcome, None);
    let covers = covers(case, outcome, form, counted);
    let first = |cover: &Cover| cover.spans().first().map(|span| span.first).filter(|first| *first <= frame.last);
    match (first(&covers.sure), first(&covers.may)) {
        (Some(on), may) => {
            let by = Span { first: on, last: on };
            let earliest = may.map_or(on, |may| may.min(on));
            Judged::achieved(on, within(counted, by)).between(Stand::Achieved { on, by, earliest })
        }
        (None, Some(from)) => {
            let stand = Stand::Unknown { from, to: frame.last.max(from) };
            unknown(case, form, &undecided(case, outcome, form, counted), End::OnEachDay).between(stand)
        }
        (None, None) => Judged::not_achieved(covers.short),
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
    let days = counted.iter().map(|record| &record.days);
    Covers::of(days.clone().filter(|days| days.is_sure), days)
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
    let limit = case.limit(outcome);
    let shared: Vec<&Expression> = form.counts.iter().filter(|(_, shared)| *shared).map(|(part, _)| part).collect();
    let (mut sure, mut may, mut short) = (Vec::new(), Vec::new(), Near::new());
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
        let fails = |record: &Counted<'_>| {
            let own = combined(record, &open, &numbers, outcome.together);
            let fails = |part: &&Expression| case.conditions.truth(part, record.when, &own) == Some(false);
            near::told_of(&form.record, &shared.iter().copied().filter(fails).collect::<Vec<_>>(), &own)
        };
        let truths: Vec<(bool, Option<bool>)> = open.iter().map(|open| (open.is_sure, truth(open.record))).collect();
        sure.extend(truths.contains(&(true, Some(true))).then_some(span));
        let may_count = truths.iter().any(|(_, truth)| *truth != Some(false));
        may.extend(may_count.then_some(span));
        if let Some(last) = open.last().filter(|_| !may_count && *first <= limit) {
            short = fails(last.record);
        }
    }
    Covers { sure: Cover::of(sure), may: Cover::of(may), short }
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

/// The spells of a kind that those of an outcome must go on beside.
struct Beside<'k, 'a> {
    kind: &'k str,
    spells: Vec<(&'a Event, Days)>,
    covers: Covers,
}

impl<'k, 'a> Beside<'k, 'a> {
    fn of(case: &Case<'a>, outcome: &Outcome, kind: &'k str) -> Self {
        let is_record =
            |event: &&Event| event.kind.as_deref() == Some(kind) && event.subject.is_none() && event.is_sound();
        let is_record = |event: &&Event| is_record(event) && case.before_birth(event).is_none();
        let spells = case.events.iter().copied().filter(is_record);
        let spells = spells.filter_map(|event| Some((event, covered(case, true, outcome.open_spells, event)?)));
        let spells: Vec<(&Event, Days)> = spells.collect();
        let days = || spells.iter().map(|(_, days)| days);
        let covers = Covers::of(days(), days());
        Self { kind, spells, covers }
    }

    /// Those of which it is not told whether they went on while some record did.
    fn undecided(&self, counted: &[Counted<'_>]) -> Vec<&'a Event> {
        let goes_on = |rest: Span| counted.iter().any(|record| record.days.may.both(rest).is_some());
        let is_undecided = |days: &Days| {
            let after = days.sure.map_or(days.may.first, |sure| sure.last.next());
            Span::new(after, days.may.last).is_some_and(goes_on)
        };
        let is_told = self.covers.sure == self.covers.may;
        let open = self.spells.iter().filter(|(_, days)| !is_told && is_undecided(days));
        open.map(|(event, _)| *event).collect()
    }
}
