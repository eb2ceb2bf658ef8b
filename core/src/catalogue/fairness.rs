//! Criteria that rest on protected characteristics must say what allows it.

use std::collections::BTreeSet;

use super::lexicon::Lexicon;
use super::mentions::Mentions;
use super::rules::Rules;
use crate::condition::Expression;
use crate::diagnostic::{Code, Diagnostics};
use crate::document::Protected;

/// Warns of criteria on a protected characteristic (Equality Act 2010, section 4) without a basis and a source.
pub(super) fn report_missing_basis(rules: &Rules, lexicon: &Lexicon, diagnostics: &mut Diagnostics) {
    for version in rules.programmes.values().flatten() {
        let eligibility = version.document.eligibility.iter().flatten();
        let deciding = eligibility.zip(version.criteria.iter().filter_map(|index| rules.criteria.get(*index)));
        let deciding = deciding.map(|(criterion, rule)| (criterion, &rule.when));
        for (criterion, when) in deciding.chain(version.document.continuing.iter().zip(&version.continuing)) {
            if criterion.basis.is_some() && criterion.source.is_some() {
                continue;
            }
            let rests_on = protected(when, rules, lexicon);
            if !rests_on.is_empty() {
                let names: Vec<&str> = rests_on.into_iter().map(Protected::as_str).collect();
                let lacks = match (&criterion.basis, &criterion.source) {
                    (None, None) => "a `basis` and a `source`",
                    (None, _) => "a `basis`",
                    _ => "a `source`",
                };
                let id = &criterion.id;
                let message = format!("the criterion `{id}` rests on {} without {lacks}", names.join(" and "));
                let help = "say what allows it (`basis:`) and quote the words it stands for (`source:`)";
                diagnostics.report(Code::NoBasis, version.source(), id.span, message, help);
            }
        }
    }
}

/// The protected characteristics that the facts of an expression are, or are derived from, in other criteria too.
fn protected(when: &Expression, rules: &Rules, lexicon: &Lexicon) -> BTreeSet<Protected> {
    Mentions::of([when], rules, lexicon, None).protected(lexicon)
}
