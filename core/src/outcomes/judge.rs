//! An outcome judged: its form, the follow-up that would tell, and who is left out.

use indexmap::IndexMap;

use super::case::{Case, Judged, Verdict};
use super::conditions::add;
use super::cover::Day;
use super::left_out::{LeftOut, left_out};
use super::result::{OutcomeResult, OutcomeState, UnlessLeftOut};
use super::{changes, joined, near, records, shown};
use crate::case_file::{Detail, FollowUp};
use crate::catalogue::{Amount, Form, OutcomeRule, Run};
use crate::condition::{Expression, Value};
use crate::document::{Anchor, DEFAULT_LANGUAGE, KnownBy, Outcome, StageName};
use crate::events::{Event, EventProblem};
use crate::value::{Date, add as later};

/// By what name it is told that somebody has not started.
pub(super) const STARTED: &str = "started";

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
        Form::Stage(stage) => reached(case, outcome, stage.as_str(), |case| of_stage(case, *stage)),
        Form::Action(action) => reached(case, outcome, action, |case| of_action(case, action)),
        Form::Goal(goal) => reached(case, outcome, goal, |case| of_goal(case, goal)),
        Form::AnyOf(parts) => joined::any_of(case, &joined::parts_of(case, outcome, parts, others)),
        Form::AllOf(parts) => joined::all_of(case, &joined::parts_of(case, outcome, parts, others)),
        Form::Broken => Verdict::NotAchieved.into(),
    };
    if let (Some(known_by), Verdict::NotAchieved) = (&outcome.known_by, &judged.verdict) {
        judged = followed_up(case, outcome, known_by, judged);
    }
    let aside = set_aside(case, rule);
    if !aside.is_empty() {
        judged.set_aside.extend(aside);
        crate::sort::by(&mut judged.set_aside, Ord::cmp);
        judged.set_aside.dedup();
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
        unless_left_out: match &judged.verdict {
            Verdict::Achieved(on, _) => UnlessLeftOut::Achieved(*on),
            Verdict::NotAchieved | Verdict::NotYetDue(_) => UnlessLeftOut::NotAchieved,
            Verdict::Excluded(_) | Verdict::Unknown => UnlessLeftOut::Unknown,
        },
        between: judged.between,
    };
    let left_out = left_out(&case.conditions, rule, case.start(), &case.own());
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
        Verdict::NotAchieved => {
            let has_started = case.enrolment.started_on.is_some();
            let unstarted = || vec![(STARTED.to_owned(), Value::Boolean(false))];
            result.because.extend(if judged.near.is_empty() && !has_started { unstarted() } else { judged.near });
        }
        // Said above.
        Verdict::Excluded(_) => {}
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

/// What was told of the facts that an outcome asks about, and counts as not told.
fn set_aside(case: &Case<'_>, rule: &OutcomeRule) -> Vec<EventProblem> {
    if case.aside.is_empty() {
        return Vec::new();
    }
    let mut asks: Vec<&Expression> = rule.from.iter().chain(&rule.exclude).collect();
    let mut facts = Vec::new();
    match &rule.form {
        Form::Fact { fact, .. } => facts.push(*fact),
        Form::Records(form) => {
            asks.extend(form.counts.iter().map(|(part, _)| part));
            match &form.amount {
                Amount::Total { of, least, .. } => asks.extend([of, least]),
                Amount::Run(Run::PartsOf { from: Some(from), .. }) => asks.push(from),
                _ => {}
            }
        }
        _ => {}
    }
    let start = case.start();
    facts.extend(asks.into_iter().flat_map(|part| case.conditions.names(part, start)));
    let names = case.conditions.follows_from(facts);
    let asked = case.aside.iter().filter(|aside| names.contains(&aside.fact));
    asked.map(|aside| aside.problem.clone()).collect()
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

/// Judges something that is reached on a day from the anchor on, with the events that say so.
fn reached<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    name: &str,
    find: impl FnOnce(&Case<'a>) -> Vec<(Date, String)>,
) -> Judged<'a> {
    match outcome.anchor {
        Anchor::Started | Anchor::Ended if case.enrolment.started_on.is_none() => return Verdict::NotAchieved.into(),
        Anchor::Ended if case.enrolment.ended_on.is_none() => return Verdict::NotYetDue(None).into(),
        _ => {}
    }
    let (anchor, last) = (case.anchor(outcome.anchor), case.last(outcome));
    let counts = |on: Date| anchor.is_none_or(|anchor| anchor <= on) && last.is_none_or(|last| on <= last);
    let (mut set_aside, mut other) = (Vec::new(), None);
    let mut judged = None;
    for (on, id) in find(case) {
        let event = case.event(&id);
        if let Some(problem) = event.and_then(|event| case.before_birth(event)) {
            set_aside.push(problem);
        } else if counts(on) {
            judged = Some(Verdict::Achieved(on, event.into_iter().collect()).into());
            break;
        } else {
            other = Some(on);
        }
    }
    let near = || other.and_then(|on| near::on_a_day(name, Day::of(on)));
    Judged { set_aside, ..judged.unwrap_or_else(|| Judged::not_achieved(near())) }
}

fn of_stage(case: &Case<'_>, stage: StageName) -> Vec<(Date, String)> {
    let reached = case.enrolment.stages.iter().filter(|reached| reached.stage == stage);
    reached.map(|reached| (reached.on, reached.event.clone())).collect()
}

fn of_action(case: &Case<'_>, action: &str) -> Vec<(Date, String)> {
    let state = case.state().and_then(|state| state.actions.iter().find(|state| state.id == action));
    let done = state.filter(|state| state.status == crate::journey::ActionStatus::Done);
    done.and_then(|state| Some((state.since?, state.event.clone()?))).into_iter().collect()
}

fn of_goal(case: &Case<'_>, goal: &str) -> Vec<(Date, String)> {
    let state = case.state().and_then(|state| state.goals.iter().find(|state| state.id == goal));
    state.and_then(|state| Some((state.reached_on?, state.event.clone()))).into_iter().collect()
}

/// Nothing was recorded: that is known once somebody was followed up, and not due before.
fn followed_up<'a>(case: &Case<'a>, outcome: &Outcome, known_by: &KnownBy, mut judged: Judged<'a>) -> Judged<'a> {
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
    let (early, told): (Vec<&Event>, Vec<&Event>) =
        case.events.iter().copied().filter(tells).partition(|event| case.before_birth(event).is_some());
    judged.set_aside.extend(early.into_iter().filter_map(|event| case.before_birth(event)));
    if !told.is_empty() {
        return judged;
    }
    judged.verdict = Verdict::Unknown;
    add(&mut judged.missing, known_by.record.as_str().to_owned());
    judged
}
