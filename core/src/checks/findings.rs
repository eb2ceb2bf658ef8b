//! What is odd about the rules of one version.

use std::collections::{BTreeSet, HashMap};

use super::open::Openness;
use super::parts::{asks_is_defined, groups};
use super::periods;
use super::{OWN_WORK, VERSION_WORK};
use crate::analysis::{Analysis, Compiled, Diagram, Diagrams, QuickMap, Scene, TooLarge};
use crate::catalogue::{Catalogue, Version};
use crate::condition::{Expression, Unknown, Value};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::Formula;
use crate::eligibility::{Decided, Truths};
use crate::sort;
use crate::tree::Span;
use crate::value::Date;

/// Something odd, at a place of the version's conditions. Ordered by place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    /// The condition it is about, and the part of it.
    condition: usize,
    span: Span,
    code: Code,
    message: String,
    help: &'static str,
}

/// A condition of a version: as written, and as checked.
#[derive(Clone, Copy)]
pub(super) struct Condition<'a> {
    pub(super) formula: &'a Formula,
    pub(super) expression: &'a Expression,
}

/// Reports what is odd on every day on which a version is in force, as far as the work allowed goes: its own, and what is
/// left of that which all versions share.
pub(super) fn report(catalogue: &Catalogue, version: &Version, shared: &mut usize, diagnostics: &mut Diagnostics) {
    let conditions = version.conditions(catalogue.rules());
    let conditions: Vec<_> = conditions.map(|(formula, expression)| Condition { formula, expression }).collect();
    let mut own = OWN_WORK;
    let mut always: Option<BTreeSet<Finding>> = None;
    for day in periods::days(catalogue.rules(), version) {
        let limit = own.saturating_add(VERSION_WORK.min(*shared));
        let (found, spent) = find(catalogue, version, &conditions, day, limit);
        *shared = shared.saturating_sub(spent.saturating_sub(own));
        own = own.saturating_sub(spent);
        always = Some(match always {
            Some(before) => sort::gather(before.intersection(&found).cloned()),
            None => found,
        });
        if always.as_ref().is_some_and(BTreeSet::is_empty) {
            return;
        }
    }
    for finding in always.into_iter().flatten() {
        let Some(condition) = conditions.get(finding.condition) else { continue };
        let (source, span) = condition.formula.locate(finding.span);
        diagnostics.report(finding.code, source, span, finding.message, finding.help);
    }
}

/// What is odd on a day, and the work it took to find out.
fn find(
    catalogue: &Catalogue,
    version: &Version,
    conditions: &[Condition<'_>],
    day: Date,
    limit: usize,
) -> (BTreeSet<Finding>, usize) {
    let (lexicon, rules) = (catalogue.lexicon(), catalogue.rules());
    let places = lexicon.facts.len().saturating_add(1);
    let facts = vec![Value::Unknown(Unknown::NotAsked); places];
    let given = vec![false; places];
    let truths = Truths::new();
    let verdicts = Decided { rules, truths: &truths, records: None, as_at: day };
    let scene = Scene {
        lexicon,
        rules,
        facts: &facts,
        given: &given,
        own: &[],
        as_at: None,
        versions_on: day,
        verdicts: &verdicts,
    };
    let lens = scene.untold();
    let mut roots: Vec<&Expression> = Vec::new();
    for condition in conditions {
        roots.push(condition.expression);
        for group in groups(&condition.formula.syntax, condition.expression) {
            roots.extend(group.parts.iter().map(|part| part.expression));
        }
    }
    roots.retain(|root| !asks_is_defined(root));
    let analysis = Analysis::within(limit, scene, &lens, version.criteria.iter().copied(), &roots);
    let by_place = roots.iter().enumerate().map(|(at, root)| (std::ptr::from_ref(*root), at)).collect();
    let mut findings = Findings { analysis, by_place, complete: QuickMap::default(), found: BTreeSet::new() };
    findings.lists(version, conditions);
    findings.others(version, conditions);
    let mut openness = Openness::new(scene, limit);
    for (at, condition) in conditions.iter().enumerate() {
        findings.operands(at, condition, &mut openness);
        findings.open(at, condition, &mut openness);
    }
    let spent = findings.analysis.diagrams.spent().saturating_add(openness.spent());
    (findings.found, spent)
}

/// What has been found, and what it is found with.
pub(super) struct Findings {
    pub(super) analysis: Analysis,
    by_place: HashMap<*const Expression, usize>,
    /// Diagrams where everything is told.
    complete: QuickMap<Diagram, Diagram>,
    found: BTreeSet<Finding>,
}

impl Findings {
    pub(super) fn add(&mut self, condition: usize, span: Span, code: Code, message: String, help: &'static str) {
        self.found.insert(Finding { condition, span, code, message, help });
    }

    /// A condition or a part of one, as a function of what is not told.
    pub(super) fn compiled(&self, expression: &Expression) -> Option<&Compiled> {
        self.analysis.conditions.get(*self.by_place.get(&std::ptr::from_ref(expression))?)
    }

    /// The same, where everything is told.
    pub(super) fn complete(&mut self, expression: &Expression) -> Result<Diagram, TooLarge> {
        let diagram = self.compiled(expression).map_or(Err(TooLarge), |compiled| compiled.diagram)?;
        self.completed(diagram)
    }

    pub(super) fn completed(&mut self, diagram: Diagram) -> Result<Diagram, TooLarge> {
        self.analysis.complete(diagram, &mut self.complete)
    }

    /// The diagrams, with room for one more question.
    pub(super) fn diagrams(&mut self) -> &mut Diagrams {
        self.analysis.make_room();
        &mut self.analysis.diagrams
    }

    /// Whether some answers make a complete diagram true.
    pub(super) fn can_be_true(&self, diagram: Diagram) -> bool {
        self.analysis.diagrams.comes_to(diagram, true)
    }
}
