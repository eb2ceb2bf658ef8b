//! Whether what decides a criterion is evidenced well enough, and who decided it.

use super::deciding::asked_about;
use super::reasons::{Masked, mentioned};
use super::screening::Inner;
use crate::analysis::Input;
use crate::condition::Expression;
use crate::document::Grade;

/// What decisions are made by where no worker overrode them.
pub(super) const RULES: &str = "rules";

/// Whether facts told on evidence of the grade asked for would alone decide a condition as it is decided.
pub(super) fn is_assured(inner: &Inner, when: &Expression, asked: Option<Grade>, truth: Option<bool>) -> bool {
    let Some(truth) = truth else { return false };
    let Some(asked) = asked.filter(|asked| *asked > Grade::SelfDeclared) else { return true };
    let criteria = asked_about(inner.catalogue.rules(), when, inner.as_at);
    let mut masked = Masked::new(inner, &criteria);
    for input in mentioned(inner, &[when]) {
        let grade = match input {
            Input::Fact(fact) => inner.facts.grade(fact),
            Input::Day => Grade::Official,
            Input::Events => inner.least_evidence(),
        };
        if grade < asked {
            masked.hide(input);
        }
    }
    masked.truth_of(when) == Some(truth)
}

/// The id of the event by which a worker decided a criterion, else `rules`.
pub(super) fn decided_by(inner: &Inner, programme: &str, criterion: &str) -> String {
    inner.overridden_by(programme, criterion).unwrap_or(RULES).to_owned()
}
