//! Enrolments that columns judged, put together as returns ask of them.

use super::asked::FastRules;
use super::groups::Groups;
use crate::catalogue::{Catalogue, ReturnRule};
use crate::columns::cases::days::told;
use crate::columns::cases::enrolments::{Enrolled, Said};
use crate::columns::cases::out::Out;
use crate::columns::cases::who::Left;
use crate::outcomes::{Day, Stand};
use crate::returns::{Answer, DayOf, Many, Reached};

/// What is shown everybody, some people at a time, thread by thread.
pub(super) trait See {
    fn see(&mut self, many: &Many, days: &[DayOf]);
}

/// What columns say of people, put together as what returns ask of them.
pub(super) struct Living<'a, S> {
    catalogue: &'a Catalogue,
    asked: &'a FastRules<'a>,
    groups: &'a Groups,
    pub(super) see: S,
    many: Many,
    /// Whether the enrolment put last is in one of the return's programmes.
    is_own: bool,
}

impl<'a, S: See> Living<'a, S> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        asked: &'a FastRules<'a>,
        groups: &'a Groups,
        rule: &ReturnRule,
        see: S,
    ) -> Self {
        let (breakdowns, indicators) = (rule.breakdowns.len(), rule.indicators.len());
        let many = Many::new(asked.outcomes.len(), breakdowns, rule.measures.len(), indicators);
        Self { catalogue, asked, groups, see, many, is_own: false }
    }

    /// Says whether the fundings that indicators ask for pay for an enrolment.
    fn fund(&mut self, enrolled: &Enrolled, programme: usize, began: Day) {
        let Some(started) = began.date() else { return };
        let version = self.catalogue.rules().nearest_place(enrolled.programme.into(), started);
        for (indicator, funding) in self.asked.fundings.iter().enumerate() {
            let Some(funding) = funding else { continue };
            let paying = funding.get(programme).and_then(|versions| versions.get(version?)).copied().flatten();
            let pays = paying
                .is_some_and(|(from, to)| from.is_none_or(|from| from <= started) && to.is_none_or(|to| started <= to));
            self.many.is_funded(indicator, pays);
        }
    }
}

impl<S: See> Out for Living<'_, S> {
    const LISTS_ALL: bool = true;

    fn put(&mut self, enrolled: Enrolled) {
        self.is_own = false;
        let place = self.asked.places.get(usize::from(enrolled.programme)).copied().flatten();
        let began = told(enrolled.started).filter(|day| day.is_of_the_calendar());
        let Some((place, began)) = place.zip(began) else { return };
        self.is_own = true;
        self.many.push(enrolled.person, u16::try_from(place).unwrap_or(u16::MAX), began, told(enrolled.ended));
        if self.asked.fundings.iter().any(Option::is_some) {
            self.fund(&enrolled, place, began);
        }
    }

    fn say(&mut self, outcome: usize, said: Said) {
        if !self.is_own {
            return;
        }
        match said.state {
            Said::ACHIEVED => told(said.day).into_iter().for_each(|on| self.many.achieved(outcome, on)),
            state if state == Said::EXCLUDED.state => self.many.out(outcome),
            state if state == Said::UNKNOWN.state => {
                self.many.aside(outcome, Answer { day: Reached::Perhaps, left_out: Some(false) });
            }
            _ => {}
        }
    }

    fn between(&mut self, outcome: usize, (from, to): (Day, Day)) {
        if let Some((from, to)) = from.date().zip(to.date()).filter(|_| self.is_own) {
            self.many.between(outcome, from, to);
        }
    }

    fn perhaps(&mut self, outcome: usize, stand: Stand) {
        if !self.is_own {
            return;
        }
        let day = match stand {
            Stand::Achieved { on, .. } => on.date().map_or(Reached::Never, Reached::On),
            Stand::Unknown { .. } => Reached::Perhaps,
            Stand::NotAchieved | Stand::NotYetDue(_) => Reached::Never,
        };
        self.many.aside(outcome, Answer { day, left_out: None });
        stand.between().into_iter().for_each(|between| self.between(outcome, between));
    }

    fn asks(&self) -> &[usize] {
        if self.is_own { &self.asked.asks } else { &[] }
    }

    fn left_out(&mut self, at: usize, left: Left) {
        let Some((indicator, side)) = self.asked.left_out.get(at).copied() else { return };
        let left = match left {
            Left::No => Some(false),
            Left::Out => Some(true),
            Left::Perhaps => None,
        };
        self.many.left_out(indicator, side, left);
    }

    fn scores(&mut self, scale: usize, first: i32, last: i32) {
        if !self.is_own {
            return;
        }
        for (measure, own) in self.asked.measures.iter().enumerate() {
            if *own == Some(scale) {
                self.many.measured(measure, i64::from(last).saturating_sub(i64::from(first)));
            }
        }
    }

    fn over(&mut self, person: u32, is_odd: bool) {
        if is_odd { self.many.forget() } else { self.many.close(person) }
    }

    fn group_over(&mut self) {
        self.groups.add_to(&self.many.whom, &mut self.many.groups);
        self.see.see(&self.many, &self.asked.days);
        self.many.clear();
    }
}
