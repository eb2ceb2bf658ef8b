//! Derived facts: what follows from what was told, as at a day.

use super::read::Told;
use crate::catalogue::Catalogue;
use crate::condition::{Evaluator, NoVerdicts, Value, disagree};
use crate::diagnostic::{Code, quoted};
use crate::problems::{FactError, FactProblem};
use crate::value::Date;

/// The facts with the derived ones filled in.
///
/// A derived fact may also be given; it stands where its sources do not tell, and must agree where they do.
pub(crate) fn resolve(catalogue: &Catalogue, mut told: Told, as_at: Date) -> Result<Told, FactError> {
    let lexicon = catalogue.lexicon();
    let mut problems = Vec::new();
    for (&fact, derived) in &lexicon.derived {
        let value = Evaluator::new(&told.values, Some(as_at), &NoVerdicts).value(&derived.expression);
        let Some(slot) = told.values.get_mut(fact) else { continue };
        if disagree(slot, &value)
            && let Some((name, _)) = lexicon.facts.get_index(fact)
        {
            let sources = derived.sources.iter().filter_map(|source| lexicon.facts.get_index(*source));
            let sources = quoted(sources.map(|(name, _)| name.as_str()));
            problems.push(FactProblem {
                code: Code::FactDisagrees,
                fact: name.clone(),
                message: format!("`{name}` is given, and differs from what {sources} make it on the day judged"),
                help: format!("give {sources} alone, or correct one of them"),
            });
        } else if value.is_known() || !slot.is_known() && !told.given.get(fact).copied().unwrap_or(false) {
            *slot = value;
        }
    }
    if problems.is_empty() { Ok(told) } else { Err(FactError { problems }) }
}

/// Whether a fact is asked of somebody who was asked, and could not or would not tell.
pub(crate) fn was_refused(value: &Value) -> bool {
    use crate::condition::Unknown;
    matches!(value, Value::Unknown(Unknown::NotKnown | Unknown::Declined))
}
