//! What a return asks of one person, worked out from their events and what is told beside them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::life::{Answer, Hit, Life, Reached, Share, Stay};
use crate::case_file::{CaseFile, Detail, Standing, before_birth};
use crate::catalogue::{
    Asked, Catalogue, Form, GroupsOf, IndicatorForm, Key, Measure, OutcomeRule, Query, ReturnProgramme, ReturnRule,
};
use crate::condition::{Evaluator, NoVerdicts, Value};
use crate::document::{At, Programme, ReEntry, Score, StageName};
use crate::events::{ENDED, Event, EventProblem, STARTED, is_stage};
use crate::journey::{Enrolment, Facts, by, scored};
use crate::outcomes::{JudgedBy, Lived, OutcomeOptions, OutcomeResult, OutcomeState, Person, UnlessLeftOut};
use crate::value::{Date, Number, Plain, add};

/// What a return asks, and as at which day.
pub(crate) struct Asking<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) rule: &'a ReturnRule,
    pub(crate) as_at: Date,
    pub(crate) options: OutcomeOptions,
}

/// The events of one enrolment, and the days whose records are its own.
pub(super) struct Segment<'e> {
    pub(super) events: Vec<&'e Event>,
    from: Option<Date>,
    until: Option<Date>,
}

impl<'a> Asking<'a> {
    /// What is asked of a person.
    pub(crate) fn life(&self, file: &CaseFile, facts: &Plain) -> Life {
        let standing = file.standing(self.options.known_at);
        let unborn = self.unborn(&standing, facts);
        let mut life = Life { shares: self.shares(facts), ..Life::default() };
        for (place, programme) in self.rule.programmes.iter().enumerate() {
            let mut events = by(&standing, &programme.id, self.as_at);
            events.retain(|event| !unborn.iter().any(|problem| problem.event == event.id));
            if !events.iter().any(|event| event.programme.is_some()) {
                continue;
            }
            let person = Person {
                catalogue: self.catalogue,
                file,
                standing: &standing,
                facts,
                as_at: self.as_at,
                options: self.options,
            };
            for segment in segments(&events, self.rule.document.re_entry) {
                self.live(&person, programme, &segment, |document, lived| {
                    self.enrolment(place, programme, document, &segment, lived, &standing, &mut life);
                });
            }
        }
        crate::sort::by_key(&mut life.stays, |stay| (stay.began, stay.programme));
        // In the order of events, whichever programme they count for.
        crate::sort::by_key(&mut life.hits, |hit| (hit.event, hit.programme));
        // Records know their enrolment by its place, which sorting may have changed.
        for hit in &mut life.hits {
            let belongs = |stay: &Stay| stay.programme == hit.programme && stay.began <= hit.on;
            let last = life.stays.iter().rposition(belongs);
            hit.stay = last.or_else(|| life.stays.iter().position(|stay| stay.programme == hit.programme));
        }
        life
    }

    /// Events that are dated before the person was born: nobody does anything then, and they count for nothing.
    pub(crate) fn unborn(&self, standing: &Standing, facts: &Plain) -> Vec<EventProblem> {
        let events: Vec<&Event> = standing.events().events().iter().map(|event| &**event).collect();
        let birth = crate::outcomes::born(self.catalogue, &events, facts, self.as_at);
        let Some(birth) = birth else { return Vec::new() };
        let own = events.iter().filter(|event| event.overridden.is_none());
        own.filter_map(|event| before_birth(event, birth)).collect()
    }

    /// Looks at an enrolment by the version that it follows, and the outcomes of that or the return's own.
    pub(super) fn live<R>(
        &self,
        person: &Person<'_>,
        programme: &'a ReturnProgramme,
        segment: &Segment<'_>,
        look: impl FnOnce(&Programme, &Lived<'_, '_>) -> R,
    ) -> Option<R> {
        let own = || segment.events.iter().filter(|event| event.programme.as_deref() == Some(programme.id.as_str()));
        let started = own().find(|event| event.kind.as_deref() == Some(STARTED));
        let day = started.or_else(|| own().next()).and_then(|event| event.on)?;
        let rules = self.catalogue.rules();
        let at = rules.nearest_place(programme.index, day)?;
        let version = rules.versions(programme.index).get(at)?;
        let by = match programme.own.as_ref().and_then(|own| own.get(at)) {
            Some(own) => JudgedBy {
                document: &own.document,
                outcomes: &own.outcomes,
                order: &own.order,
                grades: Some(&self.rule.grades),
            },
            None => JudgedBy { grades: Some(&self.rule.grades), ..JudgedBy::version(version) },
        };
        let document = by.document;
        Some(person.live(&by, &segment.events, |lived| look(document, lived)))
    }

    #[expect(clippy::too_many_arguments, reason = "one enrolment, all that it is made of")]
    fn enrolment(
        &self,
        place: usize,
        programme: &ReturnProgramme,
        document: &Programme,
        segment: &Segment<'_>,
        lived: &Lived<'_, '_>,
        standing: &Standing,
        life: &mut Life,
    ) {
        let enrolment = lived.enrolment();
        let reached = enrolment.stages.iter().map(|stage| stage.on).min();
        let began = enrolment.started_on.or(reached);
        if let Some(began) = began {
            let wanted = self.wanted(document, lived);
            let results = lived.outcomes(|outcome| wanted.contains(&outcome));
            life.stays.push(self.stay(place, document, began, lived, &results, segment));
        }
        for (query, asked) in self.rule.queries.iter().enumerate() {
            let mut claimed: Vec<(&str, Option<&str>)> = Vec::new();
            for event in &segment.events {
                let Some(on) = event.on.filter(|on| segment.has(*on)) else { continue };
                // What belongs to no programme is this one's from its start on.
                let is_own = event.programme.as_deref() == Some(programme.id.as_str());
                if !is_own && enrolment.started_on.is_none_or(|started| on < started) {
                    continue;
                }
                let Some(found) = record(asked, event, document, lived, &mut claimed) else { continue };
                let at = standing.events().events().iter().position(|own| std::ptr::eq(&raw const **own, *event));
                let (is_sure, amount, key, funding) = found;
                let (stay, event) = (None, at.unwrap_or(usize::MAX));
                life.hits.push(Hit { query, programme: place, stay, event, on, is_sure, amount, key, funding });
            }
        }
    }

    fn stay(
        &self,
        programme: usize,
        document: &Programme,
        began: Date,
        lived: &Lived<'_, '_>,
        results: &[OutcomeResult],
        segment: &Segment<'_>,
    ) -> Stay {
        let facts = lived.facts();
        let enrolment = lived.enrolment();
        let answers = self.rule.asked.iter().map(|asked| match asked {
            Asked::Stage(stage) => of_stage(enrolment, *stage),
            Asked::Outcome(id, at) => {
                // Who has not started has achieved nothing that a return could count.
                let result = results.iter().find(|result| result.id == *id).filter(|_| enrolment.started_on.is_some());
                result.map_or(Answer::NEVER, |result| of_outcome(result, *at))
            }
        });
        let answers = answers.collect();
        let between = self.rule.asked.iter().enumerate().filter_map(|(place, asked)| match asked {
            Asked::Outcome(id, At::Achieved) if enrolment.started_on.is_some() => {
                let (from, to) = results.iter().find(|result| result.id == *id)?.between?;
                Some((place, from, to))
            }
            _ => None,
        });
        let between = between.collect();
        let indicators = || self.rule.document.indicators.iter().zip(&self.rule.indicators);
        let leaves_out = |condition: Option<&crate::condition::Expression>| {
            condition.map_or(Some(false), |condition| lived.leaves_out(condition))
        };
        let pays = |funding: &str| {
            document.funding.iter().any(|own| {
                let is_open = own.from.is_none_or(|from| from <= began) && own.to.is_none_or(|to| began <= to);
                own.id.as_str() == funding && is_open
            })
        };
        Stay {
            programme,
            began,
            has_started: enrolment.started_on.is_some(),
            answers,
            between,
            groups: self.rule.breakdowns.iter().map(|of| group(of, &facts)).collect(),
            excluded: indicators().map(|(_, own)| leaves_out(own.exclude.as_ref())).collect(),
            excepted: indicators().map(|(_, own)| leaves_out(own.except.as_ref())).collect(),
            funded: indicators()
                .map(|(indicator, _)| indicator.funding.as_ref().is_none_or(|funding| pays(funding.as_str())))
                .collect(),
            measures: self.rule.measures.iter().map(|measure| self.measured(measure, segment)).collect(),
            keys: indicators().map(|(_, own)| own.key.and_then(|fact| facts.get(fact)).and_then(text)).collect(),
        }
    }

    /// The outcome whose day is asked for at a place.
    pub(super) fn outcome(&self, asked: usize) -> Option<&str> {
        match self.rule.asked.get(asked)? {
            Asked::Outcome(id, _) => Some(id),
            Asked::Stage(_) => None,
        }
    }

    /// The outcomes that are asked for and those they are made of, by their places.
    pub(super) fn wanted(&self, document: &Programme, lived: &Lived<'_, '_>) -> BTreeSet<usize> {
        let asked = self.rule.asked.iter().filter_map(|asked| match asked {
            Asked::Outcome(id, _) => document.outcomes.iter().position(|outcome| outcome.id.as_str() == id),
            Asked::Stage(_) => None,
        });
        let (mut wanted, mut left): (BTreeSet<usize>, Vec<usize>) = (BTreeSet::new(), asked.collect());
        while let Some(place) = left.pop() {
            if wanted.insert(place)
                && let Some(OutcomeRule { form: Form::AnyOf(parts) | Form::AllOf(parts), .. }) = lived.rule(place)
            {
                left.extend(parts);
            }
        }
        wanted
    }

    /// By how much a score changed from the first to the last of an enrolment; `None` without two scores.
    fn measured(&self, measure: &Measure, segment: &Segment<'_>) -> Option<Number> {
        let Measure::Change { scale, score } = measure else { return None };
        let declared = self.catalogue.lexicon().scales.get(scale.as_str())?;
        let own = segment.events.iter().filter(|event| event.on.is_some_and(|on| segment.has(on)));
        let mut scores = own.filter_map(|event| scored(scale, declared, event)).filter_map(|scored| match score {
            Score::Raw => scored.raw,
            Score::Metric => scored.metric,
        });
        let first = scores.next()?;
        scores.next_back()?.checked_sub(first)
    }

    /// What somebody is in shares of a table of people, by the facts of the day judged.
    fn shares(&self, facts: &Plain) -> Vec<Share> {
        let is_share = |form: &IndicatorForm| matches!(form, IndicatorForm::Share { .. });
        if !self.rule.indicators.iter().any(|own| is_share(&own.form)) {
            return Vec::new();
        }
        let told = Facts::of(self.catalogue, &[]).with(facts, Some(self.as_at), true);
        let facts = told.on(self.as_at);
        let groups: Vec<u16> = self.rule.breakdowns.iter().map(|of| group(of, &facts)).collect();
        let shares = self.rule.indicators.iter().filter_map(|own| match &own.form {
            IndicatorForm::Share { base, when, weight } => {
                let mut evaluator = Evaluator::new(&facts, Some(self.as_at), &NoVerdicts);
                let weight = match weight {
                    None => Some(Number::from(1_i64)),
                    Some(weight) => facts.get(*weight).and_then(Value::amount).filter(|own| *own >= Number::ZERO),
                };
                let (base, counted) = (evaluator.truth(base), evaluator.truth(when));
                Some(Share { base, counted, weight, groups: groups.clone() })
            }
            _ => None,
        });
        shares.collect()
    }
}

impl Segment<'_> {
    /// Whether a day's records are its own.
    fn has(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// The enrolments that events tell of, by what a funder makes of those who come back.
pub(super) fn segments<'e>(events: &[&'e Event], re_entry: ReEntry) -> Vec<Segment<'e>> {
    let mut starts: Vec<Date> = Vec::new();
    let mut ended: Option<Date> = None;
    for event in events {
        let Some(on) = event.on else { continue };
        match event.kind.as_deref() {
            Some(ENDED) => ended = Some(on),
            Some(STARTED) => {
                let is_new = match (re_entry, ended) {
                    (ReEntry::Merge, _) | (_, None) => false,
                    (ReEntry::New, Some(_)) => true,
                    (ReEntry::MergeWithin(within), Some(ended)) => add(ended, within).is_some_and(|last| last < on),
                };
                if is_new || starts.is_empty() {
                    starts.push(on);
                }
                ended = None;
            }
            _ => {}
        }
    }
    let (first, later) = starts.split_first().map_or((None, &[][..]), |(first, later)| (Some(first), later));
    if first.is_none() || later.is_empty() {
        return vec![Segment { events: events.to_vec(), from: None, until: None }];
    }
    let bounds = |at: usize| {
        let from = at.checked_sub(1).and_then(|at| later.get(at)).copied();
        (from, later.get(at).copied())
    };
    let segment = |at: usize| {
        let (from, until) = bounds(at);
        // What was reached in an earlier enrolment was not reached in this one; what goes on, goes on in it.
        let is_passed = |event: &Event| {
            let is_early = event.on.zip(from).is_some_and(|(on, from)| on < from);
            is_early && event.kind.as_deref().is_some_and(is_stage)
        };
        let is_later = |event: &Event| event.on.zip(until).is_some_and(|(on, until)| on >= until);
        let own = events.iter().copied().filter(|event| !is_passed(event) && !is_later(event));
        Segment { events: own.collect(), from, until }
    };
    (0..starts.len()).map(segment).collect()
}

fn of_stage(enrolment: &Enrolment, stage: StageName) -> Answer {
    let day = match stage {
        StageName::Started => enrolment.started_on,
        StageName::Ended => enrolment.ended_on,
        _ => enrolment.stages.iter().filter(|reached| reached.stage == stage).map(|reached| reached.on).min(),
    };
    day.map_or(Answer::NEVER, Answer::on)
}

fn of_outcome(result: &OutcomeResult, at: At) -> Answer {
    let left_out = match (result.state, result.may_be_left_out) {
        (OutcomeState::Excluded, _) => Some(true),
        (_, true) => None,
        (_, false) => Some(false),
    };
    let on = |day: Option<Date>| day.map_or(Reached::Never, Reached::On);
    let day = match (result.state, at) {
        (OutcomeState::Achieved, At::Achieved) => on(result.on),
        (OutcomeState::Achieved, At::Evidenced) => on(result.evidenced),
        (OutcomeState::Achieved, At::Claimed) => on(result.claimed),
        (OutcomeState::Achieved, At::Paid) => on(result.paid),
        (OutcomeState::Unknown, at) => match (result.unless_left_out, at) {
            (UnlessLeftOut::Achieved(on), At::Achieved) => Reached::On(on),
            // Whoever did not achieve it does not count, left out or not.
            (UnlessLeftOut::NotAchieved, _) => Reached::Never,
            _ => Reached::Perhaps,
        },
        _ => Reached::Never,
    };
    Answer { day, left_out }
}

/// What is found of a record that counts or may: whether it is sure, what it comes to, what tells it apart, and a funding.
type Found = (bool, Option<Number>, Option<String>, Option<String>);

fn record<'e>(
    query: &Query,
    event: &'e Event,
    document: &Programme,
    lived: &Lived<'_, '_>,
    claimed: &mut Vec<(&'e str, Option<&'e str>)>,
) -> Option<Found> {
    match query {
        Query::Records { kind, counts, of, key, has_others } => {
            if !has_others && event.subject.is_some() {
                return None;
            }
            if event.kind.as_deref() != Some(kind.as_str()) || !event.is_sound() || lived.before_birth(event).is_some()
            {
                return None;
            }
            let truth = counts.as_ref().map_or(Some(true), |counts| lived.counts(counts, event));
            if truth == Some(false) {
                return None;
            }
            let amount = of.as_ref().and_then(|of| lived.comes_to(of, event).amount());
            let key = match key {
                Key::None => None,
                Key::Subject => event.subject.clone(),
                Key::Attribute(name) => event.attributes.get(name).and_then(text),
            };
            Some((truth == Some(true), amount, key, None))
        }
        Query::Claims { outcome, paid } => {
            let (id, funding, amount) = match (event.detail()?, paid) {
                (Detail::Claimed { outcome, funding, amount }, false)
                | (Detail::Paid { outcome, funding, amount }, true) => (outcome, funding, amount),
                _ => return None,
            };
            // Each is claimed once, however often that is told.
            if id != outcome || (!paid && claimed.contains(&(id, funding))) {
                return None;
            }
            claimed.push((id, funding));
            let declared = document.outcomes.iter().find(|own| own.id.as_str() == id);
            let claim = declared.and_then(|own| own.claim.as_ref());
            let own = claim.and_then(|claim| claim.amount).map(|amount| amount.0).filter(|_| !paid);
            let funding = funding.map(str::to_owned).or_else(|| claim.map(|claim| claim.funding.as_str().to_owned()));
            let amount = amount.or(own).filter(|amount| *amount >= Number::ZERO);
            Some((true, amount, None, funding))
        }
    }
}

/// The group that facts put somebody into; past the last one where it is not told.
fn group(of: &GroupsOf, facts: &Arc<Vec<Value>>) -> u16 {
    let place = match facts.get(of.fact) {
        Some(Value::Boolean(is)) if of.is_boolean => Some(usize::from(!is)),
        Some(Value::Text(code)) => of.groups.iter().position(|group| **group == **code),
        _ => None,
    };
    u16::try_from(place.unwrap_or(of.groups.len())).unwrap_or(u16::MAX)
}

/// A value as a key.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::Boolean(is) => Some(is.to_string()),
        _ => None,
    }
}
