//! Criteria that rest on protected characteristics must say what allows it.

use std::collections::{BTreeSet, HashMap};

use super::lexicon::Lexicon;
use super::mentions::Mentions;
use super::rules::{Rules, asked_about};
use crate::condition::{CriterionIndex, Expression};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::Protected;

/// Warns of criteria on a protected characteristic (Equality Act 2010, section 4) without a basis and a source.
pub(super) fn report_missing_basis(rules: &Rules, lexicon: &Lexicon, diagnostics: &mut Diagnostics) {
    let rests_on = Protections::of(rules, lexicon);
    for version in rules.programmes.values().flatten() {
        let eligibility = version.document.eligibility.iter().flatten();
        let deciding = eligibility.zip(version.criteria.iter().filter_map(|index| rules.criteria.get(*index)));
        let deciding = deciding.map(|(criterion, rule)| (criterion, &rule.when));
        for (criterion, when) in deciding.chain(version.document.continuing.iter().zip(&version.continuing)) {
            if criterion.basis.is_some() && criterion.source.is_some() {
                continue;
            }
            let protected = rests_on.in_condition(when);
            if !protected.is_empty() {
                let names: Vec<&str> = protected.into_iter().map(Protected::as_str).collect();
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

/// The protected characteristics that each criterion rests on.
struct Protections<'a> {
    rules: &'a Rules,
    lexicon: &'a Lexicon,
    of_criteria: HashMap<CriterionIndex, BTreeSet<Protected>>,
}

impl<'a> Protections<'a> {
    /// Each criterion after those it asks about, so that none is gone through twice.
    fn of(rules: &'a Rules, lexicon: &'a Lexicon) -> Self {
        let mut protections = Self { rules, lexicon, of_criteria: HashMap::new() };
        for index in &rules.order {
            if let Some(rule) = rules.criteria.get(*index) {
                let own = protections.in_condition(&rule.when);
                protections.of_criteria.insert(*index, own);
            }
        }
        protections
    }

    /// The protected characteristics that the facts of a condition are, or are derived from, in other criteria too.
    fn in_condition(&self, when: &Expression) -> BTreeSet<Protected> {
        let mut found = Mentions::of_its_own(when, self.lexicon).protected(self.lexicon);
        for (programme, id) in asked_about(when) {
            let criteria = self.rules.in_any_version(programme, id.as_deref());
            found.extend(criteria.iter().filter_map(|index| self.of_criteria.get(index)).flatten());
        }
        found
    }
}
