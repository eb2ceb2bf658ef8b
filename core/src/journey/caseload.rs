//! What a worker has to see to today, over all their people.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::homes::Homes;
use super::state::JourneyState;
use crate::case_file::CaseFile;
use crate::document::StageName;
use crate::events::EventProblem;
use crate::value::{Date, days_between};

/// Why somebody is on a worker's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They have been out of touch for longer than the programme allows.
    Quiet,
    /// An action is overdue.
    ActionOverdue,
    /// A review is overdue.
    ReviewOverdue,
    /// An action is due today.
    ActionDue,
    /// A review is due today.
    ReviewDue,
    /// Something about their events counts for nothing, or less than it seems to.
    Problem,
}

impl Reason {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::ActionOverdue => "action_overdue",
            Self::ReviewOverdue => "review_overdue",
            Self::ActionDue => "action_due",
            Self::ReviewDue => "review_due",
            Self::Problem => "problem",
        }
    }
}

/// Somebody to see to, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CaseloadItem {
    /// The person: the least of their ids.
    pub person: String,
    /// The programme.
    pub programme: String,
    /// How far they are in it.
    pub stage: Option<StageName>,
    /// Who works with them in it, by role.
    pub workers: Vec<String>,
    /// Why they are on the list.
    pub reason: Reason,
    /// The action it is about, or the event.
    pub about: Option<String>,
    /// The action in words, or the problem.
    pub text: Option<String>,
    /// The day it was due; of somebody who is quiet, the last contact.
    pub on: Option<Date>,
    /// How many days ago that is.
    pub days: u64,
}

/// What there is to see to on a day, of one worker's people or of everybody's: the longest overdue first.
///
/// A worker's people are those who are assigned to that worker in a programme, and whose enrolment in it has not ended.
/// Paused enrolments are on the list for problems only. A problem is told with the programme that its event names, if the
/// person is on it, and else once, with the first of the worker's.
///
/// ```
/// use doorstep::{CaseFile, Catalogue, Reason, caseload, parse_date};
/// let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "plan": {"actions": [
///     {"id": "agreement", "text": "Sign the agreement", "due": "P7D"}]}}"#)])?;
/// let office = CaseFile::from_jsonl(&catalogue, r#"
///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}
///     {"id": "b", "person": 7, "kind": "assigned", "programme": "p", "on": "2022-05-01", "data": {"worker": "w1"}}
///     {"id": "c", "person": 8, "kind": "started", "programme": "p", "on": "2022-05-03"}
///     {"id": "d", "person": 8, "kind": "assigned", "programme": "p", "on": "2022-05-03", "data": {"worker": "w1"}}"#);
/// let list = caseload(&office.by_person(), parse_date("2022-05-10").unwrap(), Some("w1"), None);
/// let said: Vec<_> = list.iter().map(|item| (item.person.as_str(), item.reason, item.days)).collect();
/// assert_eq!(said, [("7", Reason::ActionOverdue, 2), ("8", Reason::ActionDue, 0)]);
/// # Ok::<(), doorstep::DocumentError>(())
/// ```
#[must_use]
pub fn caseload<'f>(
    files: impl IntoIterator<Item = &'f CaseFile>,
    as_at: Date,
    worker: Option<&str>,
    known_at: Option<Date>,
) -> Vec<CaseloadItem> {
    let mut items = Vec::new();
    for file in files {
        let standing = file.standing(known_at);
        let events = standing.events().events();
        let Some(person) = events.iter().map(|event| event.person.as_str()).min() else { continue };
        let programmes: BTreeSet<&str> = events.iter().filter_map(|event| event.programme.as_deref()).collect();
        let states = programmes.into_iter().filter_map(|programme| file.state(programme, as_at, known_at));
        let open: Vec<JourneyState> =
            states.filter(|state| state.started_on.is_some() && state.ended_on.is_none()).collect();
        let is_theirs =
            |state: &&JourneyState| worker.is_none_or(|worker| state.workers.iter().any(|own| own.worker == worker));
        let theirs: Vec<&JourneyState> = open.iter().filter(is_theirs).collect();
        let homes = Homes::of(file, &standing);
        for (place, state) in theirs.iter().enumerate() {
            // What is wrong is told once: with the programme it is about, else with the first of the worker's.
            let is_told_here = |problem: &&EventProblem| {
                let is_home = |state: &JourneyState| {
                    homes.of_problem(problem).is_some_and(|home| home.contains(state.programme.as_str()))
                };
                if open.iter().any(is_home) {
                    theirs.iter().position(|state| is_home(state)) == Some(place)
                } else {
                    place == 0
                }
            };
            let problems = standing.problems().iter().filter(is_told_here);
            items.extend(problems.map(|problem| {
                item(person, state, Reason::Problem, Some(&problem.event), Some(&problem.message), None)
            }));
            to_see_to(person, state, &mut items);
        }
    }
    crate::sort::by(&mut items, |a, b| order(a).cmp(&order(b)));
    items
}

fn order(item: &CaseloadItem) -> impl Ord + use<'_> {
    let days = if item.reason == Reason::Problem { None } else { Some(item.days) };
    (Reverse(days), item.reason, &item.person, &item.programme, &item.about)
}

fn item(
    person: &str,
    state: &JourneyState,
    reason: Reason,
    about: Option<&str>,
    text: Option<&str>,
    on: Option<Date>,
) -> CaseloadItem {
    CaseloadItem {
        person: person.to_owned(),
        programme: state.programme.clone(),
        stage: state.stage,
        workers: state.workers.iter().map(|own| own.worker.clone()).collect(),
        reason,
        about: about.map(str::to_owned),
        text: text.map(str::to_owned),
        on,
        days: on.map_or(0, |on| days_between(on, state.as_at).max(0).unsigned_abs()),
    }
}

fn to_see_to(person: &str, state: &JourneyState, items: &mut Vec<CaseloadItem>) {
    if state.paused_since.is_some() {
        return;
    }
    let item = |reason, about: Option<&str>, text: Option<&str>, on| item(person, state, reason, about, text, on);
    items.extend(state.quiet_since.map(|last| item(Reason::Quiet, None, None, Some(last))));
    let due = |on: Option<Date>, overdue: u64| on.filter(|on| overdue > 0 || *on == state.as_at);
    for action in state.actions.iter().filter(|action| !action.status.is_closed()) {
        if let Some(on) = due(action.due_on, action.overdue_days) {
            let reason = if action.overdue_days > 0 { Reason::ActionOverdue } else { Reason::ActionDue };
            items.push(item(reason, Some(&action.id), action.text.as_deref(), Some(on)));
        }
    }
    if let Some(review) = &state.review
        && let Some(on) = due(review.due_on, review.overdue_days)
    {
        let reason = if review.overdue_days > 0 { Reason::ReviewOverdue } else { Reason::ReviewDue };
        items.push(item(reason, None, None, Some(on)));
    }
}
