//! Checks of one return: its programmes, its own outcomes, and what its cells are broken down by.

use std::collections::BTreeMap;

use super::super::checking::Checking;
use super::super::rules::Rules;
use super::rule::{GroupsOf, OwnVersion, ReturnProgramme, ReturnRule};
use crate::diagnostic::{Code, Diagnostics, help_for_name};
use crate::document::{Breakdown, FactType, Id, Programme, Return};
use crate::sort;
use crate::value::Number;

impl Checking<'_> {
    /// Checks a return.
    pub(super) fn r#return(&mut self, document: Return, rules: &Rules) -> ReturnRule {
        let programmes = self.programmes(&document, rules);
        self.unique("indicator", document.indicators.iter().map(|indicator| &indicator.id));
        self.unique("outcome", document.outcomes.iter().map(|outcome| &outcome.id));
        self.unique("base", document.bases.iter().map(|base| &base.id));
        let types = document.evidence.iter().map(|evidence| &evidence.r#type);
        self.unique("type of evidence", types.clone());
        types.for_each(|of| self.known(Some(of), self.lexicon.evidence.keys(), "type of evidence"));
        let grades = document.evidence.iter().map(|evidence| (evidence.r#type.as_str().to_owned(), evidence.grade));
        let mut rule = ReturnRule {
            grades: sort::gather(grades),
            shares: programmes.iter().map(|programme| shares(rules, programme)).collect(),
            programmes,
            asked: Vec::new(),
            queries: Vec::new(),
            measures: Vec::new(),
            breakdowns: Vec::new(),
            indicators: Vec::new(),
            document,
        };
        let shared = std::mem::take(&mut rule.document.by);
        let indicators = std::mem::take(&mut rule.document.indicators);
        for indicator in &indicators {
            let checked = self.indicator(indicator, &indicators, &shared, &mut rule, rules);
            rule.indicators.push(checked);
        }
        rule.document.by = shared;
        rule.document.indicators = indicators;
        rule
    }

    fn programmes(&mut self, document: &Return, rules: &Rules) -> Vec<ReturnProgramme> {
        let mut programmes: Vec<ReturnProgramme> = Vec::new();
        for id in &document.programmes {
            if programmes.iter().any(|known| known.id == id.as_str()) {
                let message = format!("the programme `{id}` is named twice");
                self.diagnostics.report(Code::DuplicateId, self.source, id.span, message, "name it once");
                continue;
            }
            let Some((index, _, versions)) = rules.programmes.get_full(id.as_str()) else {
                if !self.names.programmes_incomplete {
                    let message = format!("the catalogue has no programme `{id}`");
                    let known = rules.programmes.keys().map(String::as_str);
                    let help = help_for_name(id.as_str(), known, "programmes");
                    self.diagnostics.report(Code::UnknownProgramme, self.source, id.span, message, help);
                }
                continue;
            };
            let own = (!document.outcomes.is_empty()).then(|| {
                let versions = versions.iter().enumerate();
                // The same outcomes stand before those of each version: what is wrong with them is said once.
                let is_first = programmes.is_empty();
                versions.map(|(at, version)| self.own(document, &version.document, is_first && at == 0)).collect()
            });
            programmes.push(ReturnProgramme { id: id.as_str().to_owned(), index, own });
        }
        programmes
    }

    /// A version with a return's outcomes before its own, of which those of the same id do not stand.
    fn own(&mut self, document: &Return, version: &Programme, is_first: bool) -> OwnVersion {
        let mut merged = version.clone();
        let is_shadowed = |id: &Id| document.outcomes.iter().any(|own| own.id == *id);
        merged.outcomes.retain(|outcome| !is_shadowed(&outcome.id));
        let alone = Programme { outcomes: document.outcomes.clone(), ..version.clone() };
        merged.outcomes = document.outcomes.iter().cloned().chain(merged.outcomes).collect();
        // What is wrong with the programme's has been said where it stands.
        let mut scratch = Diagnostics::default();
        let (source, names, lexicon) = (self.source, self.names, self.lexicon);
        let mut quietly = Checking { source, names, lexicon, diagnostics: &mut scratch };
        let (outcomes, order) = quietly.outcomes(&merged);
        if is_first {
            let is_whole = |id: &Id| merged.outcomes.iter().any(|outcome| outcome.id == *id);
            let names_others = |outcome: &crate::document::Outcome| {
                let mut parts = outcome.any_of.iter().chain(&outcome.all_of);
                parts.any(|part| is_whole(part) && !document.outcomes.iter().any(|own| own.id == *part))
            };
            let checked = if document.outcomes.iter().any(names_others) { &merged } else { &alone };
            self.outcomes(checked);
        }
        OwnVersion { document: merged, outcomes, order }
    }

    /// The place of a breakdown among a return's.
    pub(super) fn breakdown(&mut self, breakdown: &Breakdown, rule: &mut ReturnRule) -> Option<usize> {
        let name = breakdown.fact.as_str();
        if let Some(known) = rule.breakdowns.iter().position(|known| known.name == name) {
            return Some(known);
        }
        self.known(Some(&breakdown.fact), self.lexicon.facts.keys(), "fact");
        let (fact, declared, codes) = self.lexicon.fact(name)?;
        let is_boolean = declared.r#type == FactType::Boolean;
        if !is_boolean && declared.r#type != FactType::Code {
            let message = format!("`{name}` does not part people into groups that are declared");
            let help = "break down by a fact of type `code` or `boolean`; derive one, as with bands of age";
            self.diagnostics.report(Code::BreakdownGroups, self.source, breakdown.fact.span, message, help);
            return None;
        }
        let codes = codes.iter().map(ToString::to_string);
        let groups = if is_boolean { vec!["true".to_owned(), "false".to_owned()] } else { codes.collect() };
        rule.breakdowns.push(GroupsOf { fact, name: name.to_owned(), groups, is_boolean });
        Some(rule.breakdowns.len().saturating_sub(1))
    }
}

/// The share that each funding of a programme pays, in the last of its versions that has it.
fn shares(rules: &Rules, programme: &ReturnProgramme) -> BTreeMap<String, Option<Number>> {
    let fundings = rules.versions(programme.index).iter().flat_map(|version| &version.document.funding);
    sort::gather(fundings.map(|funding| (funding.id.as_str().to_owned(), funding.share)))
}
