//! Facts that criteria need and that nobody can be asked.

use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, Lexicon, Version};
use crate::condition::Expression;
use crate::diagnostic::{Code, Diagnostics};

/// Reports each criterion that rests on a fact without a question, where other facts have one.
pub(super) fn report(catalogue: &Catalogue, version: &Version, diagnostics: &mut Diagnostics) {
    let lexicon = catalogue.lexicon();
    // A vocabulary without questions is not for asking.
    if lexicon.facts.values().all(|fact| fact.question.is_none()) {
        return;
    }
    let criteria = version.document.eligibility.iter().flatten();
    let rules = version.criteria.iter().filter_map(|index| catalogue.rules().criteria.get(*index));
    let criteria = criteria.zip(rules.map(|rule| &rule.when));
    for (criterion, when) in criteria.chain(version.document.continuing.iter().zip(&version.continuing)) {
        for name in silent(lexicon, when) {
            let (source, span) = criterion.when.locate(criterion.when.whole());
            let message = format!("this rests on `{name}`, which nobody can be asked");
            let help = "give the fact a `question` in the vocabulary";
            diagnostics.report(Code::NeverAskable, source, span, message, help);
        }
    }
}

/// The facts that a condition rests on, or that those are derived from, and that have no question.
fn silent<'a>(lexicon: &'a Lexicon, condition: &Expression) -> BTreeSet<&'a str> {
    let mut waiting = Vec::new();
    condition.walk(&mut |part| {
        if let Expression::Fact(fact) = part {
            waiting.push(*fact);
        }
    });
    let (mut seen, mut silent) = (BTreeSet::new(), BTreeSet::new());
    while let Some(fact) = waiting.pop() {
        let Some((name, declared)) = lexicon.facts.get_index(fact) else { continue };
        if !seen.insert(fact) {
            continue;
        }
        match lexicon.derivation(fact) {
            Some(derived) => waiting.extend(&derived.sources),
            None if declared.question.is_some() => {}
            None => {
                silent.insert(name.as_str());
            }
        }
    }
    silent
}
