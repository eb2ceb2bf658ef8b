//! What a worker has to see to today, over all their people.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use super::enrolment;
use super::homes::Homes;
use super::state::{Assignment, JourneyState};
use crate::case_file::{CaseFile, least};
use crate::catalogue::Catalogue;
use crate::document::StageName;
use crate::events::{Event, EventProblem};
use crate::value::{Date, days_between};

/// Why somebody is on a worker's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseloadReason {
    /// They have been out of touch for longer than the programme allows.
    Quiet,
    /// They were referred and have not started, and have been out of touch for as long.
    NotStarted,
    /// An action is overdue.
    ActionOverdue,
    /// A review is overdue.
    ReviewOverdue,
    /// An action is due today.
    ActionDue,
    /// A review is due today.
    ReviewDue,
    /// An action can never be begun: it waits for one that the plan does not have, or in a circle.
    ActionBlocked,
    /// Something about their events counts for nothing, or less than it seems to.
    Problem,
}

impl CaseloadReason {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::NotStarted => "not_started",
            Self::ActionOverdue => "action_overdue",
            Self::ReviewOverdue => "review_overdue",
            Self::ActionDue => "action_due",
            Self::ReviewDue => "review_due",
            Self::ActionBlocked => "action_blocked",
            Self::Problem => "problem",
        }
    }
}

/// Somebody to see to, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CaseloadItem {
    /// The person: the least of their ids; `None` only where a line cannot be read and does not say whose it is.
    pub person: Option<String>,
    /// The programme; `None` where a problem is of somebody who is on no programme that there is.
    pub programme: Option<String>,
    /// How far they are in it.
    pub stage: Option<StageName>,
    /// Who works with them in it, by role.
    pub workers: Vec<String>,
    /// Why they are on the list.
    pub reason: CaseloadReason,
    /// The action it is about, or of a problem the event; empty if that has no id that can be read.
    pub about: Option<String>,
    /// The action in words, or the problem.
    pub text: Option<String>,
    /// The day it was due; of somebody who is out of touch, the last contact.
    pub on: Option<Date>,
    /// How many days ago that is.
    pub days: u64,
}

impl Catalogue {
    /// What there is to see to on a day, of one worker's people or of everybody's: the longest ago first, then what has
    /// no day.
    ///
    /// `files` may be of one person or of many, and several may tell of one person: they are taken as one set. With
    /// `known_at` only what was known on that day is looked at.
    ///
    /// A worker's people are those who are assigned to that worker in a programme, or without naming one, unless another
    /// was assigned in the same role since. An enrolment that has ended is off the list, and so is one that was declined
    /// or signposted and never started; a paused one is on it for problems only. A problem is told with the programme that
    /// its event names, if the person is on it, and else once, with the first of the worker's. Lines that cannot be read
    /// are on everybody's list, unless they say that they are of a person who is another worker's.
    ///
    /// ```
    /// use doorstep::{CaseFile, CaseloadReason, Catalogue, parse_date};
    /// let catalogue = Catalogue::parse([("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "plan": {"actions": [
    ///     {"id": "agreement", "text": "Sign the agreement", "due": "P7D"}]}}"#)])?;
    /// let office = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}
    ///     {"id": "b", "person": 7, "kind": "assigned", "programme": "p", "on": "2022-05-01", "data": {"worker": "w1"}}
    ///     {"id": "c", "person": 8, "kind": "started", "programme": "p", "on": "2022-05-03"}
    ///     {"id": "d", "person": 8, "kind": "assigned", "programme": "p", "on": "2022-05-03", "data": {"worker": "w1"}}"#);
    /// let list = catalogue.caseload([&office], parse_date("2022-05-10").unwrap(), Some("w1"), None);
    /// let said: Vec<_> = list.iter().map(|item| (item.person.as_deref(), item.reason, item.days)).collect();
    /// assert_eq!(said, [
    ///     (Some("7"), CaseloadReason::ActionOverdue, 2),
    ///     (Some("8"), CaseloadReason::ActionDue, 0),
    /// ]);
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn caseload<'f>(
        &self,
        files: impl IntoIterator<Item = &'f CaseFile>,
        as_at: Date,
        worker: Option<&str>,
        known_at: Option<Date>,
    ) -> Vec<CaseloadItem> {
        let all = CaseFile::union(self, files);
        // Who is whom is a thing that was known or not, too.
        let all = known_at.map_or_else(|| all.clone(), |day| all.known_by(day));
        let people = all.by_person();
        let mut list = List { as_at, worker, items: Vec::new() };
        let mut others = BTreeSet::new();
        for file in &people {
            if !list.of_person(file) {
                others.extend(file.events().iter().map(|event| event.person.as_str()));
            }
        }
        for line in all.rejected().iter().filter(|line| line.person().is_none_or(|person| !others.contains(person))) {
            list.problem(&blank(line.person()), line.problem());
        }
        crate::sort::by(&mut list.items, |a, b| order(a).cmp(&order(b)));
        list.items
    }
}

fn order(item: &CaseloadItem) -> impl Ord + use<'_> {
    let days = item.on.map(|_| item.days);
    (Reverse(days), item.reason, &item.person, &item.programme, &item.about, &item.text)
}

fn blank(person: Option<&str>) -> CaseloadItem {
    CaseloadItem {
        person: person.map(str::to_owned),
        programme: None,
        stage: None,
        workers: Vec::new(),
        reason: CaseloadReason::Problem,
        about: None,
        text: None,
        on: None,
        days: 0,
    }
}

/// A list that is being made.
struct List<'w> {
    as_at: Date,
    worker: Option<&'w str>,
    items: Vec<CaseloadItem>,
}

impl List<'_> {
    /// Puts one person on the list, if there is a reason to; whether they are the worker's.
    fn of_person(&mut self, file: &CaseFile) -> bool {
        let standing = file.standing(None);
        let counting = standing.events().events();
        let mut programmes = BTreeSet::new();
        programmes.extend(counting.iter().filter_map(|event| event.programme.as_deref()));
        let mut item = blank(least(file.events()));
        let (mut current, mut over) = (Vec::new(), None);
        for programme in programmes {
            let Some((state, waits_since)) = file.stand(programme, self.as_at, None) else { continue };
            match over_since(&state) {
                None => current.push((state, waits_since)),
                since => over = over.max(since),
            }
        }
        let homes = Homes::of(file, &standing);
        let is_home = |problem: &EventProblem, state: &JourneyState| {
            homes.of_problem(problem).is_some_and(|home| home.contains(state.programme.as_str()))
        };
        let mut left: Vec<&EventProblem> = standing.problems().iter().collect();
        let mut is_own = false;
        for (state, waits_since) in &current {
            if !self.is_own(&state.workers) {
                continue;
            }
            item.programme = Some(state.programme.clone());
            item.stage = state.stage;
            item.workers = names(&state.workers);
            // What is wrong is told once: with the programme it is about, else with the first of the worker's.
            left.retain(|problem| {
                let is_anothers = current.iter().any(|(other, _)| is_home(problem, other));
                let is_here = if is_anothers { is_home(problem, state) } else { !is_own };
                if is_here {
                    self.problem(&item, problem);
                }
                !is_here
            });
            is_own = true;
            self.of_programme(&item, state, *waits_since);
        }
        if current.is_empty() {
            // Whoever is on no programme may be so because the event that says otherwise is wrong.
            let mut by: Vec<&Event> = counting.iter().map(|event| &**event).collect();
            by.retain(|event| event.on <= Some(self.as_at));
            let workers = enrolment::workers(&by);
            is_own = self.is_own(&workers);
            if is_own {
                item.workers = names(&workers);
                let is_since = |problem: &&&EventProblem| {
                    let mut told = file.events().iter().filter(|event| event.id == problem.event);
                    over.is_none_or(|over| told.any(|event| event.on.is_none_or(|on| on > over)))
                };
                left.iter().filter(is_since).for_each(|problem| self.problem(&item, problem));
            }
        }
        is_own
    }

    fn is_own(&self, workers: &[Assignment]) -> bool {
        self.worker.is_none_or(|worker| workers.iter().any(|own| own.worker == worker))
    }

    fn problem(&mut self, of: &CaseloadItem, problem: &EventProblem) {
        self.add(of, CaseloadReason::Problem, Some(&problem.event), Some(&problem.message), None);
    }

    /// What there is to see to of a person in a programme.
    fn of_programme(&mut self, of: &CaseloadItem, state: &JourneyState, waits_since: Option<Date>) {
        if waits_since.is_some() {
            self.add(of, CaseloadReason::NotStarted, None, None, waits_since);
        }
        if !is_open(state) || state.paused_since.is_some() {
            return;
        }
        if state.quiet_since.is_some() {
            self.add(of, CaseloadReason::Quiet, None, None, state.quiet_since);
        }
        for action in state.actions.iter().filter(|action| !action.status.is_closed()) {
            let reason = match action.due_on {
                Some(_) if action.overdue_days > 0 => CaseloadReason::ActionOverdue,
                Some(due) if due == self.as_at => CaseloadReason::ActionDue,
                None if action.never_ready => CaseloadReason::ActionBlocked,
                _ => continue,
            };
            self.add(of, reason, Some(&action.id), action.text.as_deref(), action.due_on);
        }
        let Some(review) = &state.review else { return };
        if review.overdue_days > 0 {
            self.add(of, CaseloadReason::ReviewOverdue, None, None, review.due_on);
        } else if review.due_on == Some(self.as_at) {
            self.add(of, CaseloadReason::ReviewDue, None, None, review.due_on);
        }
    }

    fn add(
        &mut self,
        of: &CaseloadItem,
        reason: CaseloadReason,
        about: Option<&str>,
        text: Option<&str>,
        on: Option<Date>,
    ) {
        let mut item = of.clone();
        (item.reason, item.on) = (reason, on);
        (item.about, item.text) = (about.map(str::to_owned), text.map(str::to_owned));
        item.days = on.map_or(0, |on| days_between(on, self.as_at).max(0).unsigned_abs());
        self.items.push(item);
    }
}

/// Whether a person is on a programme.
fn is_open(state: &JourneyState) -> bool {
    state.started_on.is_some() && state.ended_on.is_none()
}

/// Since when a person is on no programme and not on the way to it: it ended, or they were not taken.
fn over_since(state: &JourneyState) -> Option<Date> {
    match (state.stage, state.decisions.last()) {
        _ if is_open(state) => None,
        (Some(StageName::Ended), _) => state.ended_on,
        // Who goes on to another stage afterwards is on the way again.
        (_, Some(last)) if matches!(last.decision, "declined" | "signposted") => {
            Some(last.on).filter(|on| state.since.is_none_or(|since| since <= *on))
        }
        _ => None,
    }
}

fn names(workers: &[Assignment]) -> Vec<String> {
    workers.iter().map(|own| own.worker.clone()).collect()
}
