//! What is measured of people, their records, and shares of tables of people.

use super::{Candidate, Counter};
use crate::catalogue::{IndicatorForm, Key, Measure, Query, share};
use crate::document::Unit;
use crate::returns::life::{Answer, Hit, Life, Stay};
use crate::returns::sink::{Extra, Sink};
use crate::returns::tally::Part;
use crate::value::{Date, Number, days_between};

impl<S: Sink> Counter<'_, '_, S> {
    /// Counts what is measured of a unit, in the period in which it began.
    pub(super) fn measured(&mut self, unit: &[&Stay], cohort: usize, measure: usize) {
        let mut is_left_out = false;
        let mut may: Vec<(i32, &Stay, Number)> = Vec::new();
        for stay in unit {
            let excluded = self.excluded(stay);
            let left_out = stay.answers.get(cohort).copied().unwrap_or(Answer::NEVER).left_out;
            let begun = self.candidates(stay, cohort);
            if excluded == Some(true) || left_out == Some(true) {
                if let Some(begun) = begun.first().filter(|_| !std::mem::replace(&mut is_left_out, true)) {
                    let period = self.period(begun.from);
                    self.mark(stay, Some(period), true, Part::Excluded);
                }
                continue;
            }
            for begun in &begun {
                let period = self.period(begun.from);
                let values = self.values(stay, begun.from, measure);
                let is_sure = begun.is_sure && excluded == Some(false) && left_out == Some(false);
                match values.as_slice() {
                    [(value, true)] if is_sure && may.is_empty() => {
                        return self.put(&stay.groups, Some(period), true, Part::Yes, Extra::Value(*value));
                    }
                    values => may.extend(values.iter().map(|(value, _)| (period, *stay, *value))),
                }
            }
        }
        for (period, stay, value) in may {
            self.put(&stay.groups, Some(period), true, Part::Maybe, Extra::Value(value));
        }
    }

    /// What is measured of an enrolment: its value, or the least and the most that it may be; whether it is sure.
    fn values(&self, stay: &Stay, began: Date, measure: usize) -> Vec<(Number, bool)> {
        let Some(Measure::DaysTo(asked)) = self.counting.rule.measures.get(measure) else {
            return stay.measures.get(measure).copied().flatten().into_iter().map(|value| (value, true)).collect();
        };
        let left_out = stay.answers.get(*asked).copied().unwrap_or(Answer::NEVER).left_out;
        if left_out == Some(true) {
            return Vec::new();
        }
        let days = |on: Date| Number::from(days_between(began, on));
        let reached = self.candidates(stay, *asked);
        if let [Candidate { from, is_sure: true, .. }] = reached.as_slice() {
            return vec![(days(*from), left_out == Some(false))];
        }
        reached.iter().flat_map(|found| [(days(found.from), false), (days(found.to), false)]).collect()
    }

    /// Counts records, or whoever has them.
    pub(super) fn records(&mut self, life: &Life, query: usize) {
        let hits = life.hits.iter().filter(|hit| hit.query == query && self.is_in_scope(hit.programme));
        let hits: Vec<&Hit> = hits.filter(|hit| self.is_funded(life, hit)).collect();
        if self.indicator.unit == Unit::Person {
            return self.people_with(life, &hits);
        }
        let mut seen: Vec<usize> = Vec::new();
        for hit in hits {
            // A record that belongs to no programme counts for each, and once in all.
            if seen.contains(&hit.event) {
                continue;
            }
            seen.push(hit.event);
            let stay = hit.stay.and_then(|stay| life.stays.get(stay));
            let excluded = stay.map_or(Some(false), |stay| self.excluded(stay));
            let part = match (excluded, hit.is_sure) {
                (Some(true), _) => Part::Excluded,
                (Some(false), true) => Part::Yes,
                _ => Part::Maybe,
            };
            let is_keyed =
                matches!(self.counting.rule.queries.get(query), Some(Query::Records { key, .. }) if *key != Key::None);
            let of_fact = || stay.and_then(|stay| stay.keys.get(self.place)).and_then(Option::as_deref);
            let extra = match &self.own.form {
                IndicatorForm::Sum(_) => Extra::Amount(hit.amount.and_then(|amount| self.paid(hit, stay, amount))),
                IndicatorForm::Average { .. } => match hit.amount {
                    Some(amount) if part != Part::Excluded => Extra::Value(amount),
                    _ => continue,
                },
                _ if is_keyed => Extra::Key(hit.key.as_deref()),
                _ if self.own.key.is_some() => Extra::Key(of_fact()),
                _ => Extra::Nothing,
            };
            let extra = if part == Part::Excluded { Extra::Nothing } else { extra };
            let groups = stay.map_or(&[][..], |stay| stay.groups.as_slice());
            let period = self.period(hit.on);
            self.put(groups, Some(period), true, part, extra);
        }
    }

    /// Whether the funding that is asked for pays for a record's enrolment, or a claim names it.
    fn is_funded(&self, life: &Life, hit: &Hit) -> bool {
        let Some(asked) = &self.indicator.funding else { return true };
        if let Some(named) = &hit.funding {
            return named == asked.as_str();
        }
        let stay = hit.stay.and_then(|stay| life.stays.get(stay));
        stay.is_some_and(|stay| stay.funded.get(self.place).copied().unwrap_or(false))
    }

    /// What a funding pays of an amount: all of a claim that names it, else its share.
    fn paid(&self, hit: &Hit, stay: Option<&Stay>, amount: Number) -> Option<Number> {
        let Some(asked) = self.indicator.funding.as_ref().filter(|_| hit.funding.is_none()) else {
            return Some(amount);
        };
        let programme = stay.map_or(hit.programme, |stay| stay.programme);
        let paid = self.counting.rule.shares.get(programme)?.get(asked.as_str()).copied();
        amount.checked_mul(share(paid.flatten()))
    }

    /// Counts a person who has records once, on the day of the first.
    fn people_with(&mut self, life: &Life, hits: &[&Hit]) {
        let nowhere = Stay::nowhere();
        let candidates: Vec<Candidate<'_>> = hits
            .iter()
            .filter_map(|hit| {
                let stay = hit.stay.and_then(|stay| life.stays.get(stay)).unwrap_or(&nowhere);
                let excluded = self.excluded(stay);
                let is_sure = hit.is_sure && excluded == Some(false);
                let found = Candidate { stay, from: hit.on, to: hit.on, is_sure, is_fixed: is_sure };
                (excluded != Some(true)).then_some(found)
            })
            .collect();
        if !candidates.is_empty() {
            self.once(&candidates);
        }
    }

    /// Counts somebody of a table of people, in the period of the day judged.
    pub(super) fn share(&mut self, life: &Life) {
        let shares = self.counting.rule.indicators.iter().take(self.place);
        let before = shares.filter(|own| matches!(own.form, IndicatorForm::Share { .. })).count();
        let Some(share) = life.shares.get(before) else { return };
        let part = match (share.base, share.counted) {
            (Some(false), _) => return,
            _ if share.weight.is_none() => Part::MayMaybe,
            (Some(true), Some(true)) => Part::Yes,
            (Some(true), Some(false)) => Part::No,
            (Some(true), None) => Part::Maybe,
            (None, Some(true)) => Part::MayYes,
            (None, Some(false)) => Part::MayNo,
            (None, None) => Part::MayMaybe,
        };
        let extra = share.weight.map_or(Extra::Key(None), Extra::Weight);
        let last = self.counting.layout.last;
        self.put(&share.groups, Some(last), true, part, extra);
    }
}
