//! What would have to change: only what authors are willing to suggest.

use indexmap::IndexSet;
use serde::Serialize;

use super::deciding::Decided;
use super::reasons::{Masked, mentioned};
use super::screening::Inner;
use crate::analysis::Input;
use crate::catalogue::Version;
use crate::condition::{CriterionIndex, FactIndex, Value};
use crate::document::Suggestion;
use crate::facts::suggested;

/// A change that an author suggests, for a criterion that is not met.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Nearest {
    /// The criterion it would change.
    pub criterion: String,
    /// The fact that would change.
    pub fact: String,
    /// The value it would have.
    pub to: Value,
    /// What to say.
    pub text: String,
    /// The language that is in.
    pub language: String,
}

/// The smallest set of suggested changes after which no criterion would stand against a person; none if there is no
/// such set, since a change that helps nobody in is no help.
pub(super) fn nearest(inner: &Inner, version: &Version) -> Vec<Nearest> {
    let decided = inner.decided();
    let failing: Vec<CriterionIndex> =
        version.criteria.iter().copied().filter(|index| decided.truth(*index) == Some(false)).collect();
    if failing.is_empty() {
        return Vec::new();
    }
    let suggested = suggestions(inner, &failing);
    let mut changed: Masked<'_> = Masked::new(inner, &version.criteria);
    for (fact, value, _) in &suggested {
        changed.put(Input::Fact(*fact), value);
    }
    if changed.truth() == Some(false) {
        return Vec::new();
    }
    let mut kept = suggested.clone();
    for (at, (fact, value, _)) in suggested.iter().enumerate().rev() {
        changed.show(Input::Fact(*fact));
        if changed.truth() == Some(false) {
            changed.put(Input::Fact(*fact), value);
        } else {
            kept.remove(at);
        }
    }
    by_criterion(inner, &decided, version, &kept)
}

/// The suggestions for facts that criteria mention, with the values suggested.
fn suggestions<'a>(inner: &'a Inner, criteria: &[CriterionIndex]) -> Vec<(FactIndex, Value, &'a Suggestion)> {
    let facts: IndexSet<FactIndex> = criteria.iter().flat_map(|index| facts_of(inner, *index)).collect();
    let suggestion = |fact: FactIndex| {
        let (name, declared) = inner.catalogue.lexicon().facts.get_index(fact)?;
        let suggestion = declared.advise.as_ref()?;
        Some((fact, suggested(&inner.catalogue, name, &suggestion.to)?, suggestion))
    };
    facts.into_iter().filter_map(suggestion).collect()
}

fn facts_of(inner: &Inner, criterion: CriterionIndex) -> Vec<FactIndex> {
    let rule = inner.catalogue.rules().criteria.get(criterion);
    let conditions: Vec<_> = rule.into_iter().map(|rule| &rule.when).collect();
    let fact = |input| match input {
        Input::Fact(fact) => Some(fact),
        _ => None,
    };
    mentioned(inner, &conditions).into_iter().filter_map(fact).collect()
}

/// The changes, by the criteria they are for.
fn by_criterion(
    inner: &Inner,
    decided: &Decided<'_>,
    version: &Version,
    changes: &[(FactIndex, Value, &Suggestion)],
) -> Vec<Nearest> {
    let criteria = version.document.eligibility.iter().flatten().zip(&version.criteria);
    let mut nearest = Vec::new();
    for (criterion, index) in criteria.filter(|(_, index)| decided.truth(**index) == Some(false)) {
        let facts = facts_of(inner, *index);
        for (fact, value, suggestion) in changes.iter().filter(|(fact, ..)| facts.contains(fact)) {
            let words = suggestion.text.in_language(&inner.language);
            nearest.push(Nearest {
                criterion: criterion.id.as_str().to_owned(),
                fact: inner.name(Input::Fact(*fact)).to_owned(),
                to: value.clone(),
                text: words.text,
                language: words.language,
            });
        }
    }
    nearest
}
