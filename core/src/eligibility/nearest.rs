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
use crate::sort;

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
    let kept = fewest(&mut Masked::new(inner, &version.criteria), &suggested);
    by_criterion(inner, &decided, version, &kept)
}

/// A suggested change: the fact, the value it would have, and the author's words.
type Change<'a> = (FactIndex, Value, &'a Suggestion);

/// Of this many suggestions every set is tried: one that helps may be undone by another.
const SUGGESTIONS_LIMIT: usize = 10;

/// The fewest changes that help, those mentioned first; none if none do. Of very many, some from which none can be left
/// out.
fn fewest<'a>(changed: &mut Masked<'_>, suggested: &[Change<'a>]) -> Vec<Change<'a>> {
    if suggested.len() > SUGGESTIONS_LIMIT {
        return without_needless(changed, suggested);
    }
    let mut sets = vec![Vec::new()];
    for change in suggested {
        let with: Vec<Vec<&Change<'a>>> = sets.iter().map(|set| [set.as_slice(), &[change]].concat()).collect();
        sets.extend(with);
    }
    sort::by_key(&mut sets, Vec::len);
    let helps = |set: &Vec<&Change<'a>>| {
        set.iter().for_each(|(fact, value, _)| changed.put(Input::Fact(*fact), value));
        let helps = changed.truth() != Some(false);
        set.iter().for_each(|(fact, ..)| changed.show(Input::Fact(*fact)));
        helps
    };
    sets.into_iter().find(helps).into_iter().flatten().cloned().collect()
}

/// All changes, without those that can be left out.
fn without_needless<'a>(changed: &mut Masked<'_>, suggested: &[Change<'a>]) -> Vec<Change<'a>> {
    for (fact, value, _) in suggested {
        changed.put(Input::Fact(*fact), value);
    }
    if changed.truth() == Some(false) {
        return Vec::new();
    }
    let mut kept = suggested.to_vec();
    for (at, (fact, value, _)) in suggested.iter().enumerate().rev() {
        changed.show(Input::Fact(*fact));
        if changed.truth() == Some(false) {
            changed.put(Input::Fact(*fact), value);
        } else {
            kept.remove(at);
        }
    }
    kept
}

/// The suggestions for facts that criteria mention, with the values suggested.
fn suggestions<'a>(inner: &'a Inner, criteria: &[CriterionIndex]) -> Vec<Change<'a>> {
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
fn by_criterion(inner: &Inner, decided: &Decided<'_>, version: &Version, changes: &[Change<'_>]) -> Vec<Nearest> {
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
