//! Outcomes that are made of others: one of several, or all of them.
//!
//! What comes after the last day on which the whole may be achieved (`within`) has not come in time.
//!
//! Whoever is left out is neither among those who achieved an outcome nor among those who did not, whatever becomes of them.
//! So `all_of` is excluded as soon as any of its parts is, even where another was not achieved: who is left out would
//! otherwise hang on what they achieve. `any_of` is excluded where all its parts are, and else judged by those that are not.
//! Each says that it is excluded by what the first such part is excluded by. Where a part would leave somebody out by
//! something that is not told, `all_of` is unknown, and `any_of` if none of the others was achieved.

use super::case::{Case, Judged, Verdict};
use super::conditions::add;
use super::result::{ExcludedBy, OutcomeResult, OutcomeState};
use crate::condition::Value;
use crate::document::Outcome;
use crate::events::Event;
use crate::value::Date;

/// Another outcome that one is made of, and how it stands by the last day on which that one may be achieved.
pub(super) type Part<'r> = (OutcomeState, &'r OutcomeResult);

pub(super) fn parts_of<'r>(
    case: &Case<'_>,
    outcome: &Outcome,
    parts: &[usize],
    others: &'r [Option<OutcomeResult>],
) -> Vec<Part<'r>> {
    let last = case.last(outcome);
    let by_then = |part: &'r OutcomeResult| {
        let came = match part.state {
            OutcomeState::Achieved => part.on,
            // What waits for something without a day may come tomorrow at the earliest.
            OutcomeState::NotYetDue => part.due_on.or(case.as_at.succ_opt()),
            _ => None,
        };
        match (came, last) {
            (Some(came), Some(last)) if came > last => (OutcomeState::NotAchieved, part),
            _ => (part.state, part),
        }
    };
    parts.iter().filter_map(|part| others.get(*part)?.as_ref().map(by_then)).collect()
}

/// Those that stand so.
fn those<'p, 'r>(parts: &'p [Part<'r>], state: OutcomeState) -> impl Iterator<Item = &'r OutcomeResult> + 'p {
    parts.iter().filter(move |(stands, _)| *stands == state).map(|(_, part)| *part)
}

/// One of several is enough: the first of those achieved.
pub(super) fn any_of<'a>(case: &Case<'a>, parts: &[Part<'_>]) -> Judged<'a> {
    let is = |state: OutcomeState| those(parts, state);
    let achieved = is(OutcomeState::Achieved).filter_map(|part| Some((part.on?, part)));
    if let Some((on, part)) = achieved.min_by_key(|(on, _)| *on) {
        let perhaps = parts.iter().filter_map(|(stands, part)| earliest(case, *stands, part)).min();
        let between = perhaps.filter(|perhaps| *perhaps < on).map(|perhaps| (perhaps, on));
        return Judged { between, ..Verdict::Achieved(on, events_of(case, [part])).into() };
    }
    if is(OutcomeState::Excluded).count() == parts.len()
        && let Some(by) = excluded_by(parts)
    {
        return Verdict::Excluded(by).into();
    }
    if is(OutcomeState::Unknown).next().is_some() {
        let may_be_left_out = |(stands, part): &Part<'_>| part.may_be_left_out || *stands == OutcomeState::Excluded;
        let judged = undecided(case, is(OutcomeState::Unknown));
        let may = |part: &OutcomeResult| part.between;
        let days: Option<Vec<(Date, Date)>> = is(OutcomeState::Unknown).map(may).collect();
        let edges = |days: Vec<(Date, Date)>| {
            Some((days.iter().map(|(from, _)| *from).min()?, days.iter().map(|(_, to)| *to).max()?))
        };
        return Judged { may_be_left_out: parts.iter().all(may_be_left_out), between: days.and_then(edges), ..judged };
    }
    let mut waiting = is(OutcomeState::NotYetDue).peekable();
    if waiting.peek().is_some() {
        return Verdict::NotYetDue(waiting.filter_map(|part| part.due_on).min()).into();
    }
    Judged::not_achieved(states(parts))
}

/// All of several: the last of them.
pub(super) fn all_of<'a>(case: &Case<'a>, parts: &[Part<'_>]) -> Judged<'a> {
    let is = |state: OutcomeState| those(parts, state);
    if let Some(by) = excluded_by(parts) {
        return Verdict::Excluded(by).into();
    }
    let was_missed = is(OutcomeState::NotAchieved).next().is_some();
    let may_be_left_out = parts.iter().any(|(_, part)| part.may_be_left_out);
    if was_missed && !may_be_left_out {
        return Judged::not_achieved(states(parts));
    }
    if is(OutcomeState::Unknown).next().is_some() {
        // Where another part was not achieved, all that is left to tell is whether the person is left out.
        let tells = is(OutcomeState::Unknown).filter(|part| !was_missed || part.may_be_left_out);
        return Judged { may_be_left_out, ..undecided(case, tells) };
    }
    if is(OutcomeState::NotYetDue).next().is_some() {
        let days: Option<Vec<Date>> = is(OutcomeState::NotYetDue).map(|part| part.due_on).collect();
        return Verdict::NotYetDue(days.and_then(|days| days.into_iter().max())).into();
    }
    match parts.iter().filter_map(|(_, part)| part.on).max() {
        Some(on) => {
            let perhaps = parts.iter().filter_map(|(stands, part)| earliest(case, *stands, part)).max();
            let between = perhaps.filter(|perhaps| *perhaps < on).map(|perhaps| (perhaps, on));
            let achieved = Verdict::Achieved(on, events_of(case, parts.iter().map(|(_, part)| *part)));
            Judged { between, ..achieved.into() }
        }
        None => Verdict::NotAchieved.into(),
    }
}

/// The first day on which one may have been achieved.
fn earliest(case: &Case<'_>, stands: OutcomeState, part: &OutcomeResult) -> Option<Date> {
    match stands {
        OutcomeState::Achieved => part.between.map_or(part.on, |(from, _)| Some(from)),
        OutcomeState::Unknown => Some(part.between.map_or(case.start(), |(from, _)| from)),
        _ => None,
    }
}

/// How each of them stands.
fn states<'p>(parts: &'p [Part<'_>]) -> impl Iterator<Item = (String, Value)> + 'p {
    parts.iter().map(|(stands, part)| (part.id.clone(), Value::Text(stands.as_str().into())))
}

/// What the first of the parts that are excluded is excluded by.
fn excluded_by(parts: &[Part<'_>]) -> Option<ExcludedBy> {
    parts.iter().find_map(|(_, part)| part.excluded_by)
}

fn events_of<'a, 'r>(case: &Case<'a>, parts: impl IntoIterator<Item = &'r OutcomeResult>) -> Vec<&'a Event> {
    let ids: Vec<&String> = parts.into_iter().flat_map(|part| &part.records).collect();
    case.events.iter().filter(|event| ids.contains(&&event.id)).copied().collect()
}

fn undecided<'a, 'r>(case: &Case<'a>, parts: impl Iterator<Item = &'r OutcomeResult>) -> Judged<'a> {
    let mut judged = Judged::from(Verdict::Unknown);
    for part in parts {
        part.missing.iter().for_each(|name| add(&mut judged.missing, name.clone()));
        judged.undecided.extend(part.undecided.iter().filter_map(|id| case.event(id)));
    }
    judged
}
