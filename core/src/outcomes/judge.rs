//! An outcome judged: its form, the follow-up that would tell, and who is left out.
//!
//! Whoever is left out is neither among those who achieved an outcome nor among those who did not, whatever becomes of them.
//! So `all_of` is excluded as soon as any of its parts is, even where another was not achieved: who is left out would
//! otherwise hang on what they achieve. `any_of` is excluded where all its parts are, and else judged by those that are not.
//! Each says that it is excluded by what the first such part is excluded by. Where a part would leave somebody out by
//! something that is not told, `all_of` is unknown, and `any_of` if none of the others was achieved.

use indexmap::IndexMap;

use super::case::{Case, Judged, Verdict};
use super::conditions::add;
use super::result::{ExcludedBy, OutcomeResult, OutcomeState};
use super::{changes, records, shown};
use crate::case_file::{Detail, FollowUp};
use crate::catalogue::{Form, OutcomeRule};
use crate::condition::{Expression, Value};
use crate::document::{DEFAULT_LANGUAGE, KnownBy, Outcome, StageName};
use crate::events::Event;
use crate::value::{Date, add as later};

/// Judges one outcome, those it is made of being judged.
pub(super) fn judge(
    case: &Case<'_>,
    outcome: &Outcome,
    rule: &OutcomeRule,
    others: &[Option<OutcomeResult>],
) -> OutcomeResult {
    let mut judged = match &rule.form {
        Form::Records(form) => records::judge(case, outcome, form),
        Form::Fact { fact, change } => changes::fact(case, outcome, *fact, change),
        Form::Scale { scale, change, score } => changes::scale(case, outcome, scale, *change, *score),
        Form::Stage(stage) => reached(case, outcome, |case| of_stage(case, *stage)),
        Form::Action(action) => reached(case, outcome, |case| of_action(case, action)),
        Form::Goal(goal) => reached(case, outcome, |case| of_goal(case, goal)),
        Form::AnyOf(parts) => any_of(case, &parts_of(parts, others)),
        Form::AllOf(parts) => all_of(case, &parts_of(parts, others)),
        Form::Broken => Verdict::NotAchieved.into(),
    };
    if let (Some(known_by), Verdict::NotAchieved) = (&outcome.known_by, &judged.verdict) {
        judged = followed_up(case, outcome, known_by, judged);
    }
    let mut result = OutcomeResult {
        id: outcome.id.as_str().to_owned(),
        text: outcome.text.as_ref().map(|text| text.in_language(DEFAULT_LANGUAGE).text),
        state: OutcomeState::NotAchieved,
        on: None,
        records: Vec::new(),
        evidence: None,
        because: because(case, outcome, rule),
        missing: Vec::new(),
        undecided: Vec::new(),
        due_on: None,
        excluded_by: None,
        evidenced: None,
        claimed: None,
        paid: None,
        claim_by: None,
        too_late: false,
        set_aside: judged.set_aside,
        may_be_left_out: judged.may_be_left_out,
    };
    let left_out = left_out(case, rule);
    let by = match (&left_out, &judged.verdict) {
        (LeftOut::By(by), _) | (_, Verdict::Excluded(by)) => Some(*by),
        _ => None,
    };
    if let Some(by) = by {
        result.state = OutcomeState::Excluded;
        result.may_be_left_out = false;
        result.excluded_by = Some(by);
        shown::show(case, outcome, None, &mut result);
        return result;
    }
    // Whoever may be left out is neither among those who achieved it nor among those who did not.
    if let LeftOut::Perhaps(untold) = left_out {
        if !matches!(judged.verdict, Verdict::Unknown) {
            judged.undecided.clear();
        }
        judged.verdict = Verdict::Unknown;
        result.may_be_left_out = true;
        untold.into_iter().for_each(|name| add(&mut judged.missing, name));
    }
    match judged.verdict {
        Verdict::Achieved(on, events) => {
            result.state = OutcomeState::Achieved;
            result.on = Some(on);
            result.records = events.iter().map(|event| event.id.clone()).collect();
            shown::show(case, outcome, Some((on, &events)), &mut result);
            return result;
        }
        // Said above.
        Verdict::NotAchieved | Verdict::Excluded(_) => {}
        Verdict::NotYetDue(due_on) => {
            result.state = OutcomeState::NotYetDue;
            result.due_on = due_on;
        }
        Verdict::Unknown => {
            result.state = OutcomeState::Unknown;
            result.undecided = judged.undecided.iter().map(|event| event.id.clone()).collect();
            result.missing = judged.missing;
        }
    }
    shown::show(case, outcome, None, &mut result);
    result
}

/// Whether somebody is left out.
enum LeftOut {
    No,
    By(ExcludedBy),
    /// What would tell is not told.
    Perhaps(Vec<String>),
}

fn left_out(case: &Case<'_>, rule: &OutcomeRule) -> LeftOut {
    let (start, own) = (case.start(), case.own());
    let none = super::conditions::Own::new();
    let mut untold: Option<Vec<String>> = None;
    let mut ask = |condition: &Expression, own: &super::conditions::Own| {
        let names = untold.get_or_insert_default();
        case.conditions.untold(condition, start, own, "", names);
    };
    if let Some(from) = &rule.from {
        match case.conditions.truth(from, start, &none) {
            Some(true) => {}
            Some(false) => return LeftOut::By(ExcludedBy::From),
            None => ask(from, &none),
        }
    }
    if let Some(exclude) = &rule.exclude {
        match excludes(case, exclude, start, &own) {
            Some(false) => {}
            Some(true) => return LeftOut::By(ExcludedBy::Exclude),
            None => ask(exclude, &own),
        }
    }
    untold.map_or(LeftOut::No, LeftOut::Perhaps)
}

/// Whether a condition leaves somebody out. Who has not ended did so neither on any day nor for any reason.
fn excludes(case: &Case<'_>, exclude: &Expression, start: Date, own: &super::conditions::Own) -> Option<bool> {
    let truth = case.conditions.truth(exclude, start, own);
    if truth.is_some() || case.enrolment.ended_on.is_some() {
        return truth;
    }
    let mut never = own.clone();
    never.insert("ended_on".to_owned(), Value::Date(Date::MAX));
    never.insert("ended_because".to_owned(), Value::Text("".into()));
    case.conditions.truth(exclude, start, &never)
}

/// The known facts that its conditions name, as they were at the start.
fn because(case: &Case<'_>, outcome: &Outcome, rule: &OutcomeRule) -> IndexMap<String, Value> {
    let start = case.start();
    let facts = case.conditions.facts.on(start);
    let mut because = IndexMap::new();
    let counts = match &rule.form {
        Form::Records(form) if outcome.facts == crate::document::FactsOf::AtStart => form.counts.as_slice(),
        _ => &[],
    };
    let conditions = rule.from.iter().chain(&rule.exclude).chain(counts.iter().map(|(part, _)| part));
    for condition in conditions {
        for fact in case.conditions.names(condition, start) {
            if let (Some(name), Some(value)) = (case.conditions.name(fact), facts.get(fact))
                && value.is_known()
            {
                because.insert(name, value.clone());
            }
        }
    }
    because
}

/// Judges something that is reached on a day, with the events that say so.
fn reached<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    find: impl FnOnce(&Case<'a>) -> Option<(Date, String)>,
) -> Judged<'a> {
    let in_time = |on: Date| case.last(outcome).is_none_or(|last| on <= last);
    match find(case).filter(|(on, _)| in_time(*on)) {
        Some((on, event)) => Verdict::Achieved(on, case.event(&event).into_iter().collect()).into(),
        None => Verdict::NotAchieved.into(),
    }
}

fn of_stage(case: &Case<'_>, stage: StageName) -> Option<(Date, String)> {
    let reached = case.enrolment.stages.iter().find(|reached| reached.stage == stage)?;
    Some((reached.on, reached.event.clone()))
}

fn of_action(case: &Case<'_>, action: &str) -> Option<(Date, String)> {
    let state = case.state()?.actions.iter().find(|state| state.id == action)?;
    let is_done = state.status == crate::journey::ActionStatus::Done;
    is_done.then(|| Some((state.since?, state.event.clone()?))).flatten()
}

fn of_goal(case: &Case<'_>, goal: &str) -> Option<(Date, String)> {
    let state = case.state()?.goals.iter().find(|state| state.id == goal)?;
    Some((state.reached_on?, state.event.clone()))
}

fn parts_of<'r>(parts: &[usize], others: &'r [Option<OutcomeResult>]) -> Vec<&'r OutcomeResult> {
    parts.iter().filter_map(|part| others.get(*part)?.as_ref()).collect()
}

/// One of several is enough: the first of those achieved.
fn any_of<'a>(case: &Case<'a>, parts: &[&OutcomeResult]) -> Judged<'a> {
    let is = |state: OutcomeState| parts.iter().filter(move |part| part.state == state);
    let achieved = is(OutcomeState::Achieved).filter_map(|part| Some((part.on?, *part)));
    if let Some((on, part)) = achieved.min_by_key(|(on, _)| *on) {
        return Verdict::Achieved(on, events_of(case, [part])).into();
    }
    if is(OutcomeState::Excluded).count() == parts.len()
        && let Some(by) = excluded_by(parts)
    {
        return Verdict::Excluded(by).into();
    }
    if is(OutcomeState::Unknown).next().is_some() {
        let may_be_left_out = |part: &&OutcomeResult| part.may_be_left_out || part.state == OutcomeState::Excluded;
        let judged = undecided(case, is(OutcomeState::Unknown).copied());
        return Judged { may_be_left_out: parts.iter().all(may_be_left_out), ..judged };
    }
    let mut waiting = is(OutcomeState::NotYetDue).peekable();
    if waiting.peek().is_some() {
        return Verdict::NotYetDue(waiting.filter_map(|part| part.due_on).min()).into();
    }
    Verdict::NotAchieved.into()
}

/// All of several: the last of them.
fn all_of<'a>(case: &Case<'a>, parts: &[&OutcomeResult]) -> Judged<'a> {
    let is = |state: OutcomeState| parts.iter().filter(move |part| part.state == state);
    if let Some(by) = excluded_by(parts) {
        return Verdict::Excluded(by).into();
    }
    let was_missed = is(OutcomeState::NotAchieved).next().is_some();
    let may_be_left_out = parts.iter().any(|part| part.may_be_left_out);
    if was_missed && !may_be_left_out {
        return Verdict::NotAchieved.into();
    }
    if is(OutcomeState::Unknown).next().is_some() {
        // Where another part was not achieved, all that is left to tell is whether the person is left out.
        let tells = is(OutcomeState::Unknown).filter(|part| !was_missed || part.may_be_left_out);
        return Judged { may_be_left_out, ..undecided(case, tells.copied()) };
    }
    if is(OutcomeState::NotYetDue).next().is_some() {
        let days: Option<Vec<Date>> = is(OutcomeState::NotYetDue).map(|part| part.due_on).collect();
        return Verdict::NotYetDue(days.and_then(|days| days.into_iter().max())).into();
    }
    match parts.iter().filter_map(|part| part.on).max() {
        Some(on) => Verdict::Achieved(on, events_of(case, parts.iter().copied())).into(),
        None => Verdict::NotAchieved.into(),
    }
}

/// What the first of the parts that are excluded is excluded by.
fn excluded_by(parts: &[&OutcomeResult]) -> Option<ExcludedBy> {
    parts.iter().find_map(|part| part.excluded_by)
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

/// Nothing was recorded: that is known once somebody was followed up, and not due before.
fn followed_up<'a>(case: &Case<'a>, outcome: &Outcome, known_by: &KnownBy, judged: Judged<'a>) -> Judged<'a> {
    let anchor = case.anchor(outcome.anchor).or(case.enrolment.started_on);
    let at = anchor.and_then(|anchor| known_by.at.map_or(Some(anchor), |at| later(anchor, at)));
    let Some(at) = at else { return judged };
    if case.as_at < at {
        return Judged { verdict: Verdict::NotYetDue(Some(at)), ..judged };
    }
    let tells = |event: &&Event| {
        event.kind.as_deref() == Some(known_by.record.as_str())
            && event.subject.is_none()
            && event.on.is_some_and(|on| on >= at)
            && match event.detail() {
                Some(Detail::FollowedUp { result, .. }) => result == FollowUp::Reached,
                Some(_) => true,
                None => false,
            }
    };
    if case.events.iter().copied().any(|event| tells(&event)) {
        return judged;
    }
    let mut judged = Judged { verdict: Verdict::Unknown, ..judged };
    add(&mut judged.missing, known_by.record.as_str().to_owned());
    judged
}
