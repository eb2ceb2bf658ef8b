//! One person's enrolment as outcomes see it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::conditions::{Conditions, Own};
use super::cover::Day;
use super::days::Stand;
use super::left_out;
use super::near::Near;
use super::result::ExcludedBy;
use super::run::Frame;
use super::told::Aside;
use crate::case_file::{CaseFile, Detail, FollowUp, Standing};
use crate::condition::Value;
use crate::document::{Anchor, Grade, Outcome, Programme};
use crate::events::{Event, EventProblem, Fate};
use crate::journey::{Enrolment, JourneyState};
use crate::value::{Date, add};

/// One person's enrolment and what happened in it by the day judged.
pub(super) struct Case<'a> {
    pub(super) file: &'a CaseFile,
    pub(super) document: &'a Programme,
    /// Those that count, of the programme and of none, in their order.
    pub(super) events: &'a [&'a Event],
    pub(super) conditions: Conditions<'a>,
    pub(super) enrolment: &'a Enrolment,
    pub(super) as_at: Date,
    pub(super) known_at: Option<Date>,
    /// The person's day of birth, where it is told.
    pub(super) birth: Option<Date>,
    /// What was told of facts and counts as not told.
    pub(super) aside: &'a [Aside],
    /// The follow-ups that confirm an event, by its id or that of what was amended into it.
    pub(super) follow_ups: BTreeMap<String, Vec<&'a Event>>,
    /// The grades that a funder gives to types of evidence, where they are not the vocabulary's.
    pub(super) grades: Option<&'a BTreeMap<String, Grade>>,
    /// Where the person stands, worked out when it is first asked for.
    pub(super) state: OnceCell<Option<JourneyState>>,
}

/// What is said of a form, before who is left out.
#[derive(Debug)]
pub(super) enum Verdict<'a> {
    /// Achieved on a day, by these events.
    Achieved(Date, Vec<&'a Event>),
    NotAchieved,
    /// And the first day on which it can be known, where that does not wait for something else.
    NotYetDue(Option<Date>),
    Unknown,
    /// Left out of what it is made of.
    Excluded(ExcludedBy),
}

/// The same, with what it rests on.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) verdict: Verdict<'a>,
    /// What would tell.
    pub(super) missing: Vec<String>,
    /// The events that may count.
    pub(super) undecided: Vec<&'a Event>,
    /// Records that cannot count.
    pub(super) set_aside: Vec<EventProblem>,
    /// How near it came, where it was not achieved.
    pub(super) near: Near,
    /// Whether what it is made of would leave the person out by something that is not told.
    pub(super) may_be_left_out: bool,
    /// The first and the last day on which it may have been achieved, where that is not certain. Without them an unknown
    /// outcome may have been on any day.
    pub(super) between: Option<(Date, Date)>,
}

impl<'a> From<Verdict<'a>> for Judged<'a> {
    fn from(verdict: Verdict<'a>) -> Self {
        let (missing, undecided, set_aside, near) = (Vec::new(), Vec::new(), Vec::new(), Near::new());
        Self { verdict, missing, undecided, set_aside, near, may_be_left_out: false, between: None }
    }
}

impl<'a> Judged<'a> {
    /// Not achieved, and how near it came.
    pub(super) fn not_achieved(near: impl IntoIterator<Item = (String, Value)>) -> Self {
        Self { near: near.into_iter().collect(), ..Verdict::NotAchieved.into() }
    }

    /// The same, with the days on which it may have been achieved.
    pub(super) fn between(self, stand: Stand) -> Self {
        let between = stand.between().and_then(|(from, to)| Some((from.date()?, to.date()?)));
        Self { between, ..self }
    }

    /// Achieved on a day, by some events.
    pub(super) fn achieved(on: Day, events: Vec<&'a Event>) -> Self {
        on.date().map_or(Verdict::NotAchieved, |on| Verdict::Achieved(on, events)).into()
    }
}

impl<'a> Case<'a> {
    /// The follow-ups that confirm events, by the id of the event that stands in each one's place.
    pub(super) fn follow_ups(events: &[&'a Event], standing: &Standing) -> BTreeMap<String, Vec<&'a Event>> {
        let mut follow_ups: BTreeMap<String, Vec<&'a Event>> = BTreeMap::new();
        for event in events {
            if let Some(Detail::FollowedUp { confirms: Some(id), .. }) = event.detail() {
                let amended = standing.fates_of(id).find_map(|(_, fate)| match fate {
                    Fate::Amended { by } => Some(by.as_str()),
                    _ => None,
                });
                follow_ups.entry(amended.unwrap_or(id).to_owned()).or_default().push(event);
            }
        }
        follow_ups
    }

    /// The follow-ups that confirm an event, in their order: nobody is followed up before they are born.
    pub(super) fn confirming(&self, event: &Event) -> impl Iterator<Item = &'a Event> {
        let confirming = self.follow_ups.get(&event.id).into_iter().flatten().copied();
        confirming.filter(|event| self.before_birth(event).is_none())
    }

    /// The last day on which one confirmed that it goes on.
    pub(super) fn confirmed(&self, event: &Event) -> Option<Date> {
        let reached =
            |event: &&Event| matches!(event.detail(), Some(Detail::FollowedUp { result: FollowUp::Reached, .. }));
        self.confirming(event).filter(reached).filter_map(|event| event.on).max()
    }

    /// The day an outcome is anchored to, if that day has come.
    pub(super) fn anchor(&self, anchor: Anchor) -> Option<Date> {
        match anchor {
            Anchor::Started => self.enrolment.started_on,
            Anchor::Ended => self.enrolment.ended_on,
            Anchor::None => None,
        }
    }

    /// What is to be told of an event that is dated before the person was born, and counts for nothing here.
    pub(super) fn before_birth(&self, event: &Event) -> Option<EventProblem> {
        let birth = self.birth.filter(|_| event.overridden.is_none())?;
        crate::case_file::before_birth(event, birth)
    }

    /// The last day on which an outcome may be achieved, where it is limited.
    pub(super) fn last(&self, outcome: &Outcome) -> Option<Date> {
        add(self.anchor(outcome.anchor)?, outcome.within?)
    }

    /// The same, counted; later than every day where it is not limited.
    pub(super) fn limit(&self, outcome: &Outcome) -> Day {
        self.last(outcome).map_or(Day::NEVER, Day::of)
    }

    /// The frame of an outcome's runs.
    pub(super) fn frame(&self, outcome: &Outcome, from: Option<Date>) -> Frame {
        Frame {
            started: self.enrolment.started_on.map(Day::of),
            ended: self.enrolment.ended_on.map(Day::of),
            from: from.map(Day::of),
            last: self.limit(outcome).min(Day::of(self.as_at)),
        }
    }

    /// The enrolment's days and why it ended, as conditions name them.
    pub(super) fn own(&self) -> Own {
        let because = self.enrolment.ended_because.as_deref();
        left_out::own(self.enrolment.started_on, self.enrolment.ended_on, because)
    }

    /// The day whose facts are those at the start.
    pub(super) fn start(&self) -> Date {
        self.enrolment.started_on.unwrap_or(self.as_at)
    }

    /// Where the person stands.
    pub(super) fn state(&self) -> Option<&JourneyState> {
        let state = || self.file.state(self.document.programme.as_str(), self.as_at, self.known_at);
        self.state.get_or_init(state).as_ref()
    }

    /// An event by its id.
    pub(super) fn event(&self, id: &str) -> Option<&'a Event> {
        self.events.iter().copied().find(|event| event.id == id)
    }
}
