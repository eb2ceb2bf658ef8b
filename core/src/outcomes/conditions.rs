//! Conditions of outcomes: which day's facts they see, and what would tell where they are unknown.

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::condition::{Evaluator, Expression, FactIndex, NoVerdicts, Value};
use crate::document::FactsOf;
use crate::eligibility::with_all_decided;
use crate::events::Events;
use crate::journey::Facts;
use crate::value::Date;

/// What conditions of one person's outcomes can see.
pub(super) struct Conditions<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) events: &'a Events,
    pub(super) facts: &'a Facts<'a>,
    /// The enrolment's first day.
    pub(super) started: Option<Date>,
}

/// A record's parts, or an enrolment's.
pub(super) type Own = BTreeMap<String, Value>;

impl Conditions<'_> {
    /// The day whose facts a condition about a record sees.
    pub(super) fn day(&self, facts: FactsOf, on: Date) -> Date {
        match facts {
            FactsOf::AtStart => self.started.unwrap_or(on),
            FactsOf::AtEvent => on,
        }
    }

    pub(super) fn truth(&self, condition: &Expression, day: Date, own: &Own) -> Option<bool> {
        self.look(condition, day, own, |evaluator| evaluator.truth(condition))
    }

    pub(super) fn value(&self, expression: &Expression, day: Date, own: &Own) -> Value {
        self.look(expression, day, own, |evaluator| evaluator.value(expression))
    }

    fn look<R>(&self, at: &Expression, day: Date, own: &Own, look: impl FnOnce(&mut Evaluator<'_>) -> R) -> R {
        let facts = self.facts.on(day);
        let asks = at.any_part(|part| {
            matches!(
                part,
                Expression::Criterion(..) | Expression::Eligible(_) | Expression::Records(_) | Expression::Enrolled(_)
            )
        });
        if !asks {
            return look(&mut Evaluator::new(&facts, Some(day), &NoVerdicts).about(own));
        }
        let records = self.events.by(self.catalogue, day);
        with_all_decided(self.catalogue, &facts, &records, day, |verdicts| {
            look(&mut Evaluator::new(&facts, Some(day), verdicts).about(own))
        })
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

    /// What is not told of what an expression names: facts, and parts of its own as `kind.part`.
    pub(super) fn untold(&self, expression: &Expression, day: Date, own: &Own, kind: &str, untold: &mut Vec<String>) {
        let facts = self.facts.on(day);
        for fact in self.names(expression, day) {
            if !facts.get(fact).is_some_and(Value::is_settled) {
                self.sources(fact, &facts, untold);
            }
        }
        expression.walk(&mut |part| {
            if let Expression::Own(name) = part
                && !own.get(name).is_some_and(Value::is_known)
            {
                add(untold, if kind.is_empty() { name.clone() } else { format!("{kind}.{name}") });
            }
        });
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
