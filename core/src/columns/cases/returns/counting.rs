//! Enrolments that columns judged, counted as a person's are.

use super::asked::{FastAnswer, FastRules, Side};
use super::groups::Groups;
use crate::catalogue::Catalogue;
use crate::columns::cases::enrolments::{Enrolled, Said};
use crate::columns::cases::judge::Out;
use crate::columns::cases::who::Left;
use crate::outcomes::{Day, Stand};
use crate::returns::{Answer, Life, Reached, Stay};
use crate::value::{Date, Number};

/// What is shown everybody, thread by thread.
pub(super) trait See {
    fn person(&mut self, person: u32, life: &Life);
}

/// What columns say of people, put together as what returns ask of them.
pub(super) struct Living<'a, S> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) asked: &'a FastRules<'a>,
    pub(super) groups: &'a Groups,
    pub(super) indicators: usize,
    pub(super) see: S,
    life: Life,
    /// Enrolments that are not in use, with room of their own.
    spare: Vec<Stay>,
    /// How each outcome of the enrolment put last stands.
    said: Vec<Answer>,
    /// The first and the last day on which outcomes of it may have been achieved, where that is not certain.
    between: Vec<(usize, Date, Date)>,
    days: [Option<Date>; 2],
    is_own: bool,
    dates: Dates,
}

/// The days of the calendar of the last decades, by number: looking is quicker than working it out.
struct Dates {
    first: i32,
    dates: Vec<Option<Date>>,
}

impl Dates {
    /// So many days before the day judged.
    const DAYS: i32 = 366 * 30;

    fn before(as_at: Date) -> Self {
        let last = Day::of(as_at).days_since_1970().unwrap_or(0);
        let first = last.saturating_sub(Self::DAYS);
        Self { first, dates: (first..=last).map(date).collect() }
    }

    #[inline]
    fn of(&self, day: i32) -> Option<Date> {
        let place = usize::try_from(day.saturating_sub(self.first)).ok();
        place.and_then(|place| self.dates.get(place)).copied().unwrap_or_else(|| date(day))
    }
}

impl<'a, S: See> Living<'a, S> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        asked: &'a FastRules<'a>,
        groups: &'a Groups,
        indicators: usize,
        as_at: Date,
        see: S,
    ) -> Self {
        let (life, spare, said, between) = (Life::default(), Vec::new(), Vec::new(), Vec::new());
        Self {
            catalogue,
            asked,
            groups,
            indicators,
            see,
            life,
            spare,
            said,
            between,
            days: [None; 2],
            is_own: false,
            dates: Dates::before(as_at),
        }
    }

    /// Puts together the enrolment of which everything was said.
    fn close(&mut self) {
        let Some(stay) = self.life.stays.last_mut().filter(|_| std::mem::take(&mut self.is_own)) else { return };
        let [started, ended] = self.days;
        let on = |day: Option<Date>| day.map_or(Answer::NEVER, Answer::on);
        stay.answers.clear();
        stay.answers.extend(self.asked.answers.iter().map(|answer| match answer {
            FastAnswer::Started => on(started),
            FastAnswer::Ended => on(ended),
            FastAnswer::Outcome(place) => self.said.get(*place).copied().unwrap_or(Answer::NEVER),
        }));
        stay.between.clear();
        for (outcome, from, to) in self.between.drain(..) {
            let is_asked = |answer: &FastAnswer| *answer == FastAnswer::Outcome(outcome);
            let asked = self.asked.answers.iter().enumerate().filter(|(_, answer)| is_asked(answer));
            stay.between.extend(asked.map(|(asked, _)| (asked, from, to)));
        }
    }
}

fn date(day: i32) -> Option<Date> {
    crate::columns::cases::days::told(day).and_then(Day::date)
}

fn answer(said: Said, dates: &Dates) -> Answer {
    match said.state {
        Said::ACHIEVED => dates.of(said.day).map_or(Answer::NEVER, Answer::on),
        state if state == Said::UNKNOWN.state => Answer { day: Reached::Perhaps, left_out: Some(false) },
        state if state == Said::EXCLUDED.state => Answer { day: Reached::Never, left_out: Some(true) },
        _ => Answer::NEVER,
    }
}

impl<S: See> Out for Living<'_, S> {
    fn put(&mut self, enrolled: Enrolled) {
        self.close();
        let place = self.asked.places.get(usize::from(enrolled.programme)).copied().flatten();
        let (Some(programme), Some(started)) = (place, self.dates.of(enrolled.started)) else { return };
        let mut stay = self.spare.pop().unwrap_or_else(Stay::nowhere);
        (stay.programme, stay.began, stay.has_started) = (programme, started, true);
        stay.groups.clear();
        stay.groups.extend(self.groups.of(enrolled.person));
        for (side, room) in [(Side::Excluded, &mut stay.excluded), (Side::Excepted, &mut stay.excepted)] {
            room.clear();
            if self.asked.left_out.iter().any(|(_, own)| *own == side) {
                room.resize(self.indicators, Some(false));
            }
        }
        stay.measures.clear();
        stay.measures.resize(self.asked.measures.len(), None);
        stay.funded.clear();
        if self.asked.fundings.iter().any(Option::is_some) {
            let rules = self.catalogue.rules();
            let version = rules.nearest_place(enrolled.programme.into(), started);
            stay.funded.extend(self.asked.fundings.iter().map(|funding| {
                let Some(funding) = funding else { return true };
                let paying = funding.get(programme).and_then(|versions| versions.get(version?)).copied().flatten();
                paying.is_some_and(|(from, to)| {
                    from.is_none_or(|from| from <= started) && to.is_none_or(|to| started <= to)
                })
            }));
        }
        self.life.stays.push(stay);
        self.said.clear();
        self.between.clear();
        self.said.resize(self.asked.outcomes.len(), Answer::NEVER);
        self.days = [Some(started), self.dates.of(enrolled.ended)];
        self.is_own = true;
    }

    fn say(&mut self, outcome: usize, said: Said) {
        if let Some(slot) = self.said.get_mut(outcome) {
            *slot = answer(said, &self.dates);
        }
    }

    fn between(&mut self, outcome: usize, (from, to): (Day, Day)) {
        self.between.extend(from.date().zip(to.date()).map(|(from, to)| (outcome, from, to)));
    }

    fn perhaps(&mut self, outcome: usize, judged: impl FnOnce() -> Stand) {
        let stand = judged();
        stand.between().into_iter().for_each(|between| self.between(outcome, between));
        let judged = answer(stand.into(), &self.dates);
        if let Some(slot) = self.said.get_mut(outcome) {
            *slot = Answer { left_out: None, ..judged };
        }
    }

    fn asks(&self) -> &[usize] {
        if self.is_own { &self.asked.asks } else { &[] }
    }

    fn left_out(&mut self, at: usize, left: Left) {
        let Some((indicator, side)) = self.asked.left_out.get(at).copied() else { return };
        let Some(stay) = self.life.stays.last_mut() else { return };
        let room = if side == Side::Excluded { &mut stay.excluded } else { &mut stay.excepted };
        if let Some(slot) = room.get_mut(indicator) {
            *slot = match left {
                Left::No => Some(false),
                Left::Out => Some(true),
                Left::Perhaps => None,
            };
        }
    }

    fn scores(&mut self, scale: usize, first: i32, last: i32) {
        let Some(stay) = self.life.stays.last_mut().filter(|_| self.is_own) else { return };
        for (slot, own) in stay.measures.iter_mut().zip(&self.asked.measures) {
            if *own == Some(scale) {
                *slot = Some(Number::from(i64::from(last).saturating_sub(i64::from(first))));
            }
        }
    }

    fn over(&mut self, person: u32, is_odd: bool) {
        self.close();
        if !is_odd && !self.life.stays.is_empty() {
            self.life.stays.sort_by_key(|stay| (stay.began, stay.programme));
            self.see.person(person, &self.life);
        }
        self.spare.append(&mut self.life.stays);
    }
}
