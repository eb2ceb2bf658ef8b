//! An outcome judged: its form, the follow-up that would tell, and who is left out.

use indexmap::IndexMap;

use super::case::{Case, Judged, Verdict};
use super::conditions::add;
use super::left_out::{LeftOut, left_out};
use super::result::{OutcomeResult, OutcomeState};
use super::{changes, joined, records, shown};
use crate::case_file::{Detail, FollowUp};
use crate::catalogue::{Form, OutcomeRule};
use crate::condition::Value;
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
        Form::AnyOf(parts) => joined::any_of(case, &joined::parts_of(case, outcome, parts, others)),
        Form::AllOf(parts) => joined::all_of(case, &joined::parts_of(case, outcome, parts, others)),
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
