//! Who is left out of outcomes, by what is told of people beside their events: worked out once for all of whom the same is
//! told.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::days::told;
use super::facts::{Facts, Profiles, Reading};
use crate::analysis::QuickMap;
use crate::catalogue::{Catalogue, OutcomeRule};
use crate::condition::{Expression, FactIndex};
use crate::outcomes::{Brief, Day, ENDED_BECAUSE, ENDED_ON, LeftOut, STARTED_ON, below_zero, left_out_by};
use crate::value::Date;

/// Whom an outcome leaves out.
pub(super) struct Who<'c> {
    rule: &'c OutcomeRule,
    /// What that goes by beside facts: the day of the start, that of the end, and why it ended.
    by_start: bool,
    by_end: bool,
    pub(super) by_reason: bool,
}

impl<'c> Who<'c> {
    /// Whom an outcome leaves out, if columns alone can say; `wanted` are the facts that go into it.
    pub(super) fn new(catalogue: &'c Catalogue, rule: &'c OutcomeRule, wanted: &mut Vec<FactIndex>) -> Option<Self> {
        let mut own = Self { rule, by_start: false, by_end: false, by_reason: false };
        let mut left: Vec<&Expression> = rule.from.iter().chain(&rule.exclude).collect();
        let (mut facts, mut is_beyond) = (Vec::new(), false);
        while let Some(next) = left.pop() {
            next.walk(&mut |part| match part {
                Expression::Criterion(..)
                | Expression::Eligible(_)
                | Expression::Records(_)
                | Expression::Enrolled(_) => is_beyond = true,
                Expression::AsAt | Expression::Parameter { .. } => own.by_start = true,
                Expression::Own(name) => match name.as_str() {
                    STARTED_ON => own.by_start = true,
                    ENDED_ON => own.by_end = true,
                    ENDED_BECAUSE => own.by_reason = true,
                    _ => is_beyond = true,
                },
                Expression::Fact(fact) if !facts.contains(fact) => facts.push(*fact),
                _ => {}
            });
            // What a fact follows from must agree with it.
            let mut at = 0_usize;
            while let Some(fact) = facts.get(at).copied() {
                at = at.saturating_add(1);
                let Some(derived) = catalogue.lexicon().derivation(fact) else { continue };
                own.by_start |= derived.of_the_day;
                let sources: Vec<FactIndex> =
                    derived.sources.iter().copied().filter(|of| !facts.contains(of)).collect();
                facts.extend(sources);
            }
        }
        if is_beyond {
            return None;
        }
        let more: Vec<FactIndex> = facts.into_iter().filter(|fact| !wanted.contains(fact)).collect();
        wanted.extend(more);
        Some(own)
    }
}

/// What is asked of people's facts, and what is told of them.
pub(super) struct Asking<'a> {
    catalogue: &'a Catalogue,
    who: &'a [Who<'a>],
    facts: &'a Facts<'a>,
    /// The facts that are asked for.
    wanted: Vec<&'a str>,
    profiles: Profiles,
    facts_on: Option<Date>,
    /// Whether some of them are told with a day of their own, or are all of one day.
    is_dated: bool,
}

impl<'a> Asking<'a> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        who: &'a [Who<'a>],
        wanted: &[FactIndex],
        facts: &'a Facts<'a>,
        facts_on: Option<Date>,
    ) -> Self {
        let names = wanted.iter().filter_map(|fact| catalogue.lexicon().facts.get_index(*fact));
        let wanted: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
        let is_dated = facts_on.is_some() || facts.are_dated(&wanted);
        let profiles = facts.profiles(&wanted);
        Self { catalogue, who, facts, wanted, profiles, facts_on, is_dated }
    }

    /// Makes ready to answer.
    pub(super) fn answering(&'a self) -> Answering<'a> {
        Answering {
            asking: self,
            reading: OnceCell::new(),
            usable: QuickMap::default(),
            reasons: HashMap::new(),
            known: QuickMap::default(),
        }
    }
}

/// What answers depend on: what is asked, the profile, the day of the start, that of the end, and why it ended.
type Key = (u64, u64, (u64, u64), u64);

/// Whether somebody is left out: no, yes, or perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    No,
    Out,
    Perhaps,
}

/// Answers, each worked out once.
pub(super) struct Answering<'a> {
    asking: &'a Asking<'a>,
    reading: OnceCell<Reading<'a>>,
    usable: QuickMap<u32, bool>,
    reasons: HashMap<String, u32>,
    known: QuickMap<Key, Left>,
}

/// An enrolment's days, and why it ended.
pub(super) struct Ends<'a> {
    pub(super) started: i32,
    pub(super) ended: i32,
    pub(super) because: Option<&'a str>,
}

impl Answering<'_> {
    /// Whether what is told of a person can be used.
    pub(super) fn is_usable(&mut self, person: u32) -> bool {
        let profile = self.asking.profiles.of(person);
        if let Some(known) = self.usable.get(&profile) {
            return *known;
        }
        let (catalogue, told) = (self.asking.catalogue, self.told(profile));
        // What is below 0 is listed.
        let is_usable = crate::facts::read(catalogue, &told).is_ok() && below_zero(catalogue, &told).next().is_none();
        self.usable.insert(profile, is_usable);
        is_usable
    }

    /// Whether an outcome leaves a person's enrolment out.
    pub(super) fn of(&mut self, which: usize, person: u32, ends: &Ends<'_>) -> Left {
        let Some((who, started)) = self.asking.who.get(which).zip(told(ends.started).and_then(Day::date)) else {
            return Left::Perhaps;
        };
        let profile = self.asking.profiles.of(person);
        let reason = match ends.because.filter(|_| who.by_reason) {
            None => 0,
            Some(because) => match self.reasons.get(because) {
                Some(known) => *known,
                None => {
                    let next = u32::try_from(self.reasons.len()).unwrap_or(u32::MAX).saturating_add(1);
                    self.reasons.insert(because.to_owned(), next);
                    next
                }
            },
        };
        let day = |is_asked: bool, day: i32| if is_asked { i64::from(day).cast_unsigned() } else { u64::MAX };
        // Who has not ended did so on no day and for no reason.
        let has_ended = u64::from(ends.ended != super::days::NONE);
        let start = day(who.by_start || self.asking.is_dated, ends.started);
        let key =
            (which as u64, profile.into(), (start, day(who.by_end, ends.ended)), u64::from(reason) << 1 | has_ended);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let enrolment = Brief { started, ended: told(ends.ended).and_then(Day::date), because: ends.because };
        let facts = self.told(profile);
        let left = match left_out_by(self.asking.catalogue, who.rule, enrolment, &facts, self.asking.facts_on) {
            LeftOut::No => Left::No,
            LeftOut::By(_) => Left::Out,
            LeftOut::Perhaps(_) => Left::Perhaps,
        };
        self.known.insert(key, left);
        left
    }

    /// What is told of the people of a profile.
    fn told(&self, profile: u32) -> crate::value::Plain {
        let asking = self.asking;
        let reading = self.reading.get_or_init(|| asking.facts.reading());
        reading.row(asking.profiles.row(profile), |name| asking.wanted.contains(&name))
    }
}
