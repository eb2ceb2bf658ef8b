//! Whether what decides a criterion is evidenced well enough, and who decided it.

use super::reasons::{Masked, mentioned};
use super::screening::Inner;
use crate::analysis::Input;
use crate::condition::CriterionIndex;
use crate::document::Grade;

/// What decisions are made by where no worker overrode them.
pub(super) const RULES: &str = "rules";

/// Whether facts told on evidence of the grade asked for would alone decide a criterion as it is decided.
pub(super) fn is_assured(inner: &Inner, criterion: CriterionIndex, asked: Option<Grade>, truth: Option<bool>) -> bool {
    let Some(truth) = truth else { return false };
    let Some(asked) = asked.filter(|asked| *asked > Grade::SelfDeclared) else { return true };
    let rule = inner.catalogue.rules().criteria.get(criterion);
    let conditions: Vec<_> = rule.into_iter().map(|rule| &rule.when).collect();
    let mut masked = Masked::new(inner, &[criterion]);
    for input in mentioned(inner, &conditions) {
        let grade = match input {
            Input::Fact(fact) => inner.facts.grade(fact),
            Input::Day => Grade::Official,
            Input::Events => inner.least_evidence(),
        };
        if grade < asked {
            masked.hide(input);
        }
    }
    masked.truth() == Some(truth)
}

/// The id of the event by which a worker decided a criterion, else `rules`.
pub(super) fn decided_by(inner: &Inner, programme: &str, criterion: &str) -> String {
    inner.overridden_by(programme, criterion).unwrap_or(RULES).to_owned()
}
