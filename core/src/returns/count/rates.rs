//! Shares: who is among those, and who achieved.

use super::{Candidate, Counter, Over, is_alike, is_before};
use crate::document::Until;
use crate::returns::calendar::Period;
use crate::returns::life::{Answer, Stay};
use crate::returns::sink::Sink;
use crate::returns::tally::Part;
use crate::value::{Date, add};

impl<S: Sink> Counter<'_, '_, S> {
    /// Counts a unit among those a share is of, and as having achieved or not.
    pub(super) fn rate(&mut self, unit: &[&Stay], cohort: usize, achieved: usize) {
        let (mut candidates, mut left_out): (Vec<Candidate<'_>>, Vec<Candidate<'_>>) = Default::default();
        for stay in unit {
            let (is_out, is_sure) = self.belongs(stay, cohort, achieved);
            for found in self.candidates(stay, cohort) {
                let found = Candidate { is_sure: found.is_sure && is_sure, ..found };
                if is_out { &mut left_out } else { &mut candidates }.push(found);
            }
        }
        let sure = candidates.iter().filter(|found| found.is_sure).min_by_key(|found| found.from).copied();
        let mut contenders: Vec<Candidate<'_>> = candidates.into_iter().filter(|found| !found.is_sure).collect();
        contenders.retain(|found| sure.is_none_or(|sure| is_before(found, &sure)));
        if contenders.is_empty() {
            let Some(first) = sure else {
                if let Some(first) = left_out.iter().min_by_key(|found| found.from) {
                    let period = self.period(first.from);
                    self.mark(first.stay, Some(period), true, Part::Excluded);
                }
                return;
            };
            let period = self.period(first.from);
            let (part, is_late) = self.share_of(unit, &first, period, (cohort, achieved), true);
            self.mark(first.stay, Some(period), true, part);
            if is_late {
                self.mark(first.stay, Some(period), true, Part::Late);
            }
            return;
        }
        // Where it counts is not certain: in each place it may.
        let limit = sure.map_or(self.counting.layout.as_at, |sure| sure.from);
        let mut places: Vec<(i32, &Stay, Part)> = Vec::new();
        for found in contenders.into_iter().chain(sure) {
            for period in self.period(found.from)..=self.period(found.to.min(limit).max(found.from)) {
                let (part, _) = self.share_of(unit, &found, period, (cohort, achieved), false);
                let is_known =
                    |(known, stay, _): &&mut (i32, &Stay, Part)| *known == period && is_alike(stay, found.stay);
                match places.iter_mut().find(is_known) {
                    Some((.., known)) if *known == part => {}
                    Some((.., known)) => *known = Part::MayMaybe,
                    None => places.push((period, found.stay, part)),
                }
            }
        }
        // In one place it surely counts, if nothing else leaves it out.
        let is_in = sure.is_some() && self.own.except.is_none();
        let is_due = self.indicator.due.is_none();
        self.spread(&places, Over::Everything, |part| match part {
            Part::MayYes if is_in => Part::Yes,
            Part::MayNo if is_in => Part::No,
            Part::MayMaybe if is_in && is_due => Part::Maybe,
            part => part,
        });
    }

    /// Whether an enrolment is left out of a share, and whether it is sure that it is not.
    fn belongs(&self, stay: &Stay, cohort: usize, achieved: usize) -> (bool, bool) {
        // Who is left out of what they could have achieved is none of those it is a share of.
        let left_out = |asked: usize| stay.answers.get(asked).copied().unwrap_or(Answer::NEVER).left_out;
        let all = [self.excluded(stay), left_out(cohort), left_out(achieved)];
        (all.contains(&Some(true)), all.iter().all(|own| *own == Some(false)))
    }

    /// How a unit counts that belongs to a share by one of its enrolments in a period, and whether it achieved too late.
    fn share_of(
        &self,
        unit: &[&Stay],
        first: &Candidate<'_>,
        period: i32,
        (cohort, achieved): (usize, usize),
        is_sure: bool,
    ) -> (Part, bool) {
        let as_at = self.counting.layout.as_at;
        let Period { start, end, .. } = self.counting.layout.periods.period(period);
        let until = end.unwrap_or(as_at);
        let due = |on: Date| self.indicator.due.and_then(|due| add(on, due));
        // Who began on one of several days is due on one of several.
        let is_one_day = first.from == first.to;
        let soonest = due(if is_one_day { first.from } else { first.from.max(start) });
        let latest = due(if is_one_day { first.to } else { first.to.min(until).max(first.from) });
        if soonest.is_some_and(|due| as_at < due) {
            return (Part::Pending, false);
        }
        if latest.is_some_and(|due| as_at < due) {
            return (Part::MayMaybe, false);
        }
        let last = if self.indicator.until == Some(Until::PeriodEnd) { until.min(as_at) } else { as_at };
        let in_time = |on: Date, due: Option<Date>| on <= last && due.is_none_or(|due| on < due);
        let (mut has, mut may, mut is_late) = (false, false, false);
        for stay in unit {
            let (is_out, is_own) = self.belongs(stay, cohort, achieved);
            if is_out {
                continue;
            }
            let is_own = is_own || std::ptr::eq(*stay, first.stay);
            for found in self.candidates(stay, achieved) {
                if !in_time(found.from, latest) {
                    is_late |= found.is_sure;
                } else if found.is_sure && is_own && in_time(found.from, soonest) {
                    has = true;
                } else {
                    may = true;
                }
            }
        }
        let stay = first.stay;
        let part = match (has, may, stay.excepted.get(self.place).copied().unwrap_or(Some(false))) {
            (true, ..) if is_sure => Part::Yes,
            // Who may have achieved counts then, and is left out otherwise.
            (true, ..) | (false, true, Some(true)) => Part::MayYes,
            (false, true, Some(false)) if is_sure => Part::Maybe,
            (false, true, _) => Part::MayMaybe,
            (false, false, Some(true)) => Part::Excluded,
            (false, false, Some(false)) if is_sure => Part::No,
            (false, false, _) => Part::MayNo,
        };
        (part, is_late && !has)
    }
}
