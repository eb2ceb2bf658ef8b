//! Where a person stands in a programme, from the events of their case file.

mod actions;
mod caseload;
mod contact;
mod course;
mod enrolment;
mod facts;
mod goals;
mod happenings;
mod homes;
mod meeting;
mod plan;
mod scores;
mod state;

pub use caseload::{CaseloadItem, CaseloadReason};
pub(crate) use course::Course;
pub use state::{
    ActionState, ActionStatus, Assignment, Goal, JourneyState, Late, Progress, Review, Scored, Scores, StageReached,
    WorkerDecision,
};

pub(crate) use self::enrolment::Enrolment;
#[cfg(feature = "returns")]
pub(crate) use self::enrolment::decisions as decided;
pub(crate) use self::facts::{Contradiction, Facts, contradictions, dated};
use self::happenings::Happenings;
use self::homes::Homes;
use self::plan::Plan;
pub(crate) use self::scores::scored;
use crate::case_file::{CaseFile, Standing};
use crate::catalogue::{Catalogue, Version};
use crate::events::{Event, STARTED};
use crate::value::Date;

impl CaseFile {
    /// Where the person stands in a programme on a day, as it was known on another, if one is given. `None` if the
    /// catalogue has no such programme.
    ///
    /// The plan is that of the version in force on the start, or the nearest to it; before a start, on the day of the
    /// programme's first event. What the person added, dropped and put in another order changes their own. Nothing here
    /// depends on the order in which events came.
    ///
    /// ```
    /// use doorstep::{ActionStatus, CaseFile, Catalogue, parse_date};
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "records": {"support": {"attributes": {"hours": "number"}}}}"#),
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}, "plan": {"review_every": "P1M", "actions": [
    ///         {"id": "agreement", "text": "Sign the agreement", "due": "P7D"},
    ///         {"id": "cv", "text": "Write a CV", "after": ["agreement"], "due": "P4W"},
    ///         {"id": "hours", "text": "Twelve hours of support",
    ///          "met_by": {"record": "support", "sum": "hours", "at_least": 12}}]}}"#),
    /// ])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2022-05-01"}
    ///     {"id": "b", "person": 7, "kind": "support", "on": "2022-05-03", "data": {"hours": 5}}
    ///     {"id": "c", "person": 7, "kind": "action_done", "programme": "p", "on": "2022-05-05", "data": {"action": "agreement"}}"#);
    /// let state = file.state("p", parse_date("2022-06-10").unwrap(), None).unwrap();
    /// assert_eq!(state.next_actions, ["cv", "hours"]);
    /// let [agreement, cv, hours] = state.actions.as_slice() else { panic!() };
    /// assert_eq!((agreement.status, agreement.event.as_deref()), (ActionStatus::Done, Some("c")));
    /// assert_eq!((cv.due_on, cv.overdue_days), (parse_date("2022-06-02"), 8));
    /// assert_eq!(hours.so_far.unwrap().to_string(), "5");
    /// assert_eq!(state.review.unwrap().due_on, parse_date("2022-06-01"));
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn state(&self, programme: &str, as_at: Date, known_at: Option<Date>) -> Option<JourneyState> {
        self.stand(programme, as_at, known_at).map(|(state, _)| state)
    }

    /// The same, and of somebody who has not started and is out of touch for longer than the programme allows the last
    /// contact.
    fn stand(&self, programme: &str, as_at: Date, known_at: Option<Date>) -> Option<(JourneyState, Option<Date>)> {
        let standing = self.standing(known_at);
        let rules = self.catalogue().rules();
        let (_, id, _) = rules.programmes.get_full(programme)?;
        let events = by(&standing, id, as_at);
        let version = followed(self.catalogue(), id, || events.iter().copied(), Some(as_at))?;
        let journey = &version.document.journey;
        let enrolment = Enrolment::of(&events, journey, as_at);
        let facts = Facts::of(self.catalogue(), &events);
        let plan = Plan::of(version, events.iter().copied());
        let meetings = meeting::all(self.catalogue(), version, &enrolment, &events, &facts);
        let happenings = Happenings::of(events.iter().copied()).with_records(&plan, &meetings);
        let actions = actions::all(&plan, &enrolment, &happenings, &meetings);
        let (last_contact, quiet_since) = contact::contact(version, &enrolment, &events);
        let next = actions.iter().filter(|action| matches!(action.status, ActionStatus::Ready | ActionStatus::Started));
        let next_actions =
            if enrolment.is_open() { next.map(|action| action.id.clone()).collect() } else { Vec::new() };
        let waits_since = contact::waits_since(version, &enrolment, as_at, last_contact);
        let state = JourneyState {
            programme: id.clone(),
            version: version.document.in_force.from,
            as_at,
            known_at,
            stage: enrolment.stage.map(|(stage, _)| stage),
            since: enrolment.stage.map(|(_, since)| since),
            started_on: enrolment.started_on,
            ended_on: enrolment.ended_on,
            ended_because: enrolment.ended_because.clone(),
            paused_since: enrolment.paused_since,
            decisions: enrolment::decisions(&events),
            workers: enrolment::workers(&events),
            progress: actions::progress(&actions),
            next_actions,
            review: contact::review(version, &enrolment, &events),
            last_contact,
            quiet_since,
            goals: goals::all(&enrolment, &events),
            scores: scores::all(self.catalogue(), &events),
            late: late(&events),
            problems: Homes::of(self, &standing).problems(&standing, id),
            stages: enrolment.stages,
            actions,
            catalogue: self.catalogue().fingerprint().to_owned(),
            library: crate::VERSION,
        };
        Some((state, waits_since))
    }
}

/// The events of a person and a programme by a day.
pub(crate) fn by<'s>(standing: &'s Standing, programme: &str, as_at: Date) -> Vec<&'s Event> {
    let events = standing.events().events().iter().map(|event| &**event);
    events.filter(|event| event.on.is_some_and(|on| on <= as_at)).filter(|event| belongs(event, programme)).collect()
}

/// Whether an event is a programme's own, or belongs to none.
fn belongs(event: &Event, programme: &str) -> bool {
    event.programme.as_deref().is_none_or(|own| own == programme)
}

/// The version of a programme that a person's events follow: that of their start, before it that of the first event which
/// names the programme, without any that of a day. Where none was in force, the nearest.
pub(crate) fn followed<'c, 'e, Own: Iterator<Item = &'e Event>>(
    catalogue: &'c Catalogue,
    programme: &str,
    events: impl Fn() -> Own,
    day: Option<Date>,
) -> Option<&'c Version> {
    let own = || events().filter(|event| event.programme.as_deref() == Some(programme));
    let started = own().find(|event| event.kind.as_deref() == Some(STARTED));
    let first = started.or_else(|| own().next()).and_then(|event| event.on);
    let rules = catalogue.rules();
    rules.nearest(rules.programmes.get_index_of(programme)?, first.or(day)?)
}

fn late(events: &[&Event]) -> Vec<Late> {
    let late = events.iter().filter_map(|event| {
        let days = event.lag().filter(|days| *days > 0)?;
        Some(Late {
            event: event.id.clone(),
            kind: event.kind.clone()?,
            on: event.on?,
            recorded_on: event.recorded_at.as_ref()?.day(),
            days,
        })
    });
    let mut late: Vec<Late> = late.collect();
    crate::sort::by_key(&mut late, |late| (std::cmp::Reverse(late.recorded_on), late.on, late.event.clone()));
    late
}
