//! Criteria that rest on protected characteristics must say what allows it.

use std::collections::BTreeSet;

use super::lexicon::Lexicon;
use super::rules::Rules;
use crate::condition::{Expression, FactIndex};
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
    let mut found = BTreeSet::new();
    let mut facts: Vec<FactIndex> = Vec::new();
    let mut asked = BTreeSet::new();
    let mut conditions = vec![when];
    while let Some(condition) = conditions.pop() {
        condition.walk(&mut |part| match part {
            Expression::Fact(fact) => facts.push(*fact),
            // A member's fact, by its name.
            Expression::Path(_, name) => facts.extend(lexicon.facts.get_index_of(name)),
            _ => {}
        });
        for (programme, id) in super::rules::asked_about(condition) {
            let of_id = rules
                .criteria
                .iter()
                .filter(|rule| rule.programme == programme && id.as_ref().is_none_or(|id| *id == rule.id));
            if asked.insert((programme, id.clone())) {
                conditions.extend(of_id.map(|rule| &rule.when));
            }
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(fact) = facts.pop() {
        if seen.insert(fact) {
            found.extend(lexicon.facts.get_index(fact).and_then(|(_, fact)| fact.protected));
            facts.extend(lexicon.derivation(fact).into_iter().flat_map(|derived| derived.sources.iter().copied()));
        }
    }
    found
}
