//! Conditions of outcomes: which day's facts they see, and what would tell where they are unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::condition::{Evaluator, Expression, FactIndex, NoVerdicts, Value, Verdicts};
use crate::document::FactsOf;
use crate::eligibility::with_all_decided;
use crate::events::Events;
use crate::journey::Facts;
use crate::value::{Date, Number};

/// What conditions of one person's outcomes can see.
pub(super) struct Conditions<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) events: &'a Events,
    pub(super) facts: &'a Facts<'a>,
    /// The enrolment's first day.
    pub(super) started: Option<Date>,
}

/// The days by which a condition is judged.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    /// That whose facts it sees.
    facts: Date,
    /// That whose parameters it sees.
    parameters: Date,
}

impl When {
    /// The same for what many records come to together: it goes by the facts' day alone.
    pub(super) fn of_all(self) -> Self {
        self.facts.into()
    }
}

impl From<Date> for When {
    fn from(day: Date) -> Self {
        Self { facts: day, parameters: day }
    }
}

/// A record's parts, or an enrolment's.
pub(super) type Own = BTreeMap<String, Value>;

impl Conditions<'_> {
    /// The days by which a condition about a record of a day is judged.
    pub(super) fn when(&self, facts: FactsOf, on: Date) -> When {
        let facts = match facts {
            FactsOf::AtStart => self.started.unwrap_or(on),
            FactsOf::AtEvent => on,
        };
        When { facts, parameters: on }
    }

    pub(super) fn truth(&self, condition: &Expression, when: impl Into<When>, own: &Own) -> Option<bool> {
        let when = when.into();
        let truth = self.look(condition, when, own, None, |evaluator| evaluator.truth(condition));
        if truth.is_some() {
            return truth;
        }
        // What is so at every age is so whatever the age is.
        let mut ages = Vec::new();
        condition.walk(&mut |part| {
            if let Expression::Parameter { parameter, age: Some(_) } = part {
                ages.extend_from_slice(parameter.ages());
            }
        });
        let at = |age| self.look(condition, when, own, Some(age), |evaluator| evaluator.truth(condition));
        let (first, others) = ages.split_first()?;
        let first = at(*first)?;
        others.iter().all(|age| at(*age) == Some(first)).then_some(first)
    }

    pub(super) fn value(&self, expression: &Expression, when: impl Into<When>, own: &Own) -> Value {
        self.look(expression, when.into(), own, None, |evaluator| evaluator.value(expression))
    }

    fn look<R>(
        &self,
        at: &Expression,
        when: When,
        own: &Own,
        age: Option<Number>,
        look: impl FnOnce(&mut Evaluator<'_>) -> R,
    ) -> R {
        let When { facts: day, parameters } = when;
        let facts = self.facts.on(day);
        let look = |verdicts: &dyn Verdicts| {
            look(
                &mut Evaluator::new(&facts, Some(day), verdicts)
                    .with_parameters_on(parameters)
                    .supposing_age(age)
                    .about(own),
            )
        };
        let asks = at.any(|part| {
            matches!(
                part,
                Expression::Criterion(..) | Expression::Eligible(_) | Expression::Records(_) | Expression::Enrolled(_)
            )
        });
        if !asks {
            return look(&NoVerdicts);
        }
        let records = self.events.by(self.catalogue, day);
        with_all_decided(self.catalogue, &facts, &records, day, |verdicts| look(verdicts))
    }

    /// The facts that an expression names, by itself or by the criteria it asks about.
    pub(super) fn names(&self, expression: &Expression, day: Date) -> Vec<FactIndex> {
        let rules = self.catalogue.rules();
        let mut names = Vec::new();
        let mut seen = Vec::new();
        let mut left = vec![expression];
        while let Some(next) = left.pop() {
            next.walk(&mut |part| match part {
                Expression::Fact(fact) if !names.contains(fact) => names.push(*fact),
                _ => {}
            });
            for index in rules.asked_about(next, day) {
                if !seen.contains(&index) {
                    seen.push(index);
                    left.extend(rules.criteria.get(index).map(|rule| &rule.when));
                }
            }
        }
        names
    }

    /// The names of facts and of all that they follow from.
    pub(super) fn follows_from(&self, facts: impl IntoIterator<Item = FactIndex>) -> Vec<String> {
        let lexicon = self.catalogue.lexicon();
        let mut names = Vec::new();
        let mut left: Vec<FactIndex> = facts.into_iter().collect();
        while let Some(fact) = left.pop() {
            names.extend(self.name(fact));
            left.extend(lexicon.derivation(fact).into_iter().flat_map(|derived| &derived.sources));
        }
        names
    }

    /// What is not told of what an expression that is unknown names: facts, parts of its own as `kind.part`, and
    /// parameters. All of them where each is told, and what they come to cannot be worked out.
    pub(super) fn untold(
        &self,
        expression: &Expression,
        when: impl Into<When>,
        own: &Own,
        kind: &str,
        untold: &mut Vec<String>,
    ) {
        let when = when.into();
        let facts = self.facts.on(when.facts);
        let names = self.names(expression, when.facts);
        let mut all_told = true;
        for fact in &names {
            if !facts.get(*fact).is_some_and(Value::is_settled) {
                self.sources(*fact, &facts, untold);
                all_told = false;
            }
        }
        let mut parts = Vec::new();
        expression.walk(&mut |part| {
            if let Expression::Own(name) = part {
                parts.push(name.clone());
            }
            if let Expression::Parameter { parameter, age } = part
                && !self.value(part, when, own).is_known()
                && age.as_ref().is_none_or(|age| self.value(age, when, own).is_known())
            {
                let named = self.catalogue.names().parameters.iter().find(|(_, known)| Arc::ptr_eq(known, parameter));
                untold.extend(named.map(|(name, _)| name.clone()).filter(|name| !untold.contains(name)));
                all_told = false;
            }
        });
        let called = |part: &String| if kind.is_empty() { part.clone() } else { format!("{kind}.{part}") };
        for part in parts.iter().filter(|part| !own.get(*part).is_some_and(Value::is_known)) {
            add(untold, called(part));
            all_told = false;
        }
        if all_told {
            names.into_iter().filter_map(|fact| self.name(fact)).for_each(|name| add(untold, name));
            parts.iter().for_each(|part| add(untold, called(part)));
        }
    }

    /// A fact that is not told, or those it follows from.
    fn sources(&self, fact: FactIndex, facts: &[Value], untold: &mut Vec<String>) {
        let lexicon = self.catalogue.lexicon();
        let mut left = vec![fact];
        while let Some(fact) = left.pop() {
            if facts.get(fact).is_some_and(Value::is_settled) {
                continue;
            }
            match lexicon.derivation(fact) {
                Some(derived) if !derived.sources.is_empty() => left.extend(derived.sources.iter().rev()),
                _ => untold.extend(self.name(fact).filter(|name| !untold.contains(name))),
            }
        }
    }

    /// A fact's name.
    pub(super) fn name(&self, fact: FactIndex) -> Option<String> {
        self.catalogue.names().facts.get_index(fact).map(|(name, _)| name.clone())
    }
}

/// Adds a name that is not there yet.
pub(super) fn add(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}
