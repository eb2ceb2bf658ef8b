//! Derived facts: what follows from what was told, as at a day.

use std::sync::Arc;

use super::read::{Told, member_fields};
use crate::catalogue::Catalogue;
use crate::condition::{Evaluator, NoVerdicts, Unknown, Value, disagree};
use crate::diagnostic::{Code, quoted};
use crate::problems::{FactError, FactProblem};
use crate::value::Date;

/// The facts with the derived ones filled in, the other members' first.
///
/// A derived fact may also be given; it stands where its sources do not tell, and must agree where they do.
pub(crate) fn resolve(catalogue: &Catalogue, mut told: Told, as_at: Date) -> Result<Told, FactError> {
    let mut problems = Vec::new();
    if !catalogue.lexicon().derived.is_empty() {
        if let Some(household) = told.values.last_mut()
            && let Value::List(members) = household
        {
            *household = resolve_household(catalogue, members, as_at, &mut problems);
        }
        derive(catalogue, &mut told, as_at, "", &mut problems);
    }
    if problems.is_empty() { Ok(told) } else { Err(FactError { problems }) }
}

impl Told {
    /// What was told, as it was given: without what follows from it.
    pub(crate) fn as_given(&self, catalogue: &Catalogue) -> Self {
        let mut told = self.clone();
        for fact in catalogue.lexicon().derived.keys() {
            if let Some(slot) = told.values.get_mut(*fact) {
                *slot = Value::Unknown(Unknown::NotAsked);
            }
        }
        for (fact, value) in &self.own {
            if let Some(slot) = told.values.get_mut(*fact) {
                slot.clone_from(value);
            }
        }
        told
    }
}

/// Fills in the derived facts of what was given; where a derived fact was given too, its sources count.
pub(crate) fn settle_all(catalogue: &Catalogue, told: &mut Told, as_at: Date) {
    let mut disagreements = Vec::new();
    if let Some(Value::List(members)) = told.values.last() {
        let members = resolve_members(catalogue, members, as_at);
        if let Some(household) = told.values.last_mut() {
            *household = members;
        }
    }
    derive(catalogue, told, as_at, "", &mut disagreements);
}

/// The members of a household with their derived facts, whatever they disagree on.
pub(crate) fn resolve_members(catalogue: &Catalogue, members: &[Value], as_at: Date) -> Value {
    resolve_household(catalogue, members, as_at, &mut Vec::new())
}

/// The household with its members' derived facts.
fn resolve_household(catalogue: &Catalogue, members: &[Value], as_at: Date, problems: &mut Vec<FactProblem>) -> Value {
    let facts = &catalogue.lexicon().facts;
    let resolved = members.iter().map(|member| {
        let Value::Record(fields) = member else { return member.clone() };
        let values = facts.keys().map(|name| fields.get(name).cloned());
        let mut values: Vec<Value> = values.map(|value| value.unwrap_or(Value::Unknown(Unknown::NotAsked))).collect();
        let given = values.iter().map(Value::is_known).collect();
        // A member has no household of their own.
        values.push(Value::Unknown(Unknown::NotAsked));
        let mut told = Told { values, given, own: Vec::new(), evidence: Vec::new() };
        derive(catalogue, &mut told, as_at, " of a member of the household", problems);
        Value::Record(Arc::new(member_fields(catalogue, told.values)))
    });
    Value::List(resolved.collect())
}

/// Fills in one person's derived facts.
fn derive(catalogue: &Catalogue, told: &mut Told, as_at: Date, within: &str, problems: &mut Vec<FactProblem>) {
    let lexicon = catalogue.lexicon();
    for (&fact, derived) in &lexicon.derived {
        let value = Evaluator::new(&told.values, Some(as_at), &NoVerdicts).value(&derived.expression);
        let Some(slot) = told.values.get_mut(fact) else { continue };
        if disagree(slot, &value)
            && let Some((name, _)) = lexicon.facts.get_index(fact)
        {
            let sources = derived.sources.iter().filter_map(|source| catalogue.names().facts.get_index(*source));
            let sources = quoted(sources.map(|(name, _)| name.as_str()));
            problems.push(FactProblem {
                code: Code::FactDisagrees,
                fact: name.clone(),
                message: format!(
                    "`{name}`{within} is given, and differs from what follows from {sources} on the day judged"
                ),
                help: format!("give {sources} alone, or correct one of them"),
            });
            *slot = value;
        } else {
            settle(slot, told.given.get(fact).copied().unwrap_or(false), value);
        }
    }
}

/// Puts what follows from its sources in the place of a derived fact. What is told of it stands where they tell less.
pub(crate) fn settle(told: &mut Value, given: bool, derived: Value) {
    if derived.is_settled() || !told.is_known() && (derived.is_known() || !given) {
        *told = derived;
    }
}

/// Whether a fact is asked of somebody who was asked, and could not or would not tell.
pub(crate) fn was_refused(value: &Value) -> bool {
    matches!(value, Value::Unknown(Unknown::NotKnown | Unknown::Declined))
}
