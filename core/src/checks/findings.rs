//! What is odd about the rules of one version.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{asks_is_defined, groups};
use super::periods;
use crate::analysis::{Analysis, Diagram, Diagrams, Scene, TooLarge};
use crate::catalogue::{Catalogue, Version};
use crate::condition::{Expression, Unknown, Value};
use crate::diagnostic::{Code, Diagnostics, quoted};
use crate::document::{Criterion, Formula};
use crate::eligibility::{Decided, Truths};
use crate::tree::Span;
use crate::value::Date;

/// More criteria than this are not held against each other.
const CRITERIA_LIMIT: usize = 100;

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

/// Reports what is odd on every day on which a version is in force.
pub(super) fn report(catalogue: &Catalogue, version: &Version, diagnostics: &mut Diagnostics) {
    let formulas: Vec<&Formula> = formulas(version).into_iter().map(|(formula, _)| formula).collect();
    let mut always: Option<BTreeSet<Finding>> = None;
    for day in periods::days(catalogue.rules(), version) {
        let found = find(catalogue, version, day);
        always = Some(match always {
            Some(before) => before.intersection(&found).cloned().collect(),
            None => found,
        });
    }
    for finding in always.into_iter().flatten() {
        let Some(formula) = formulas.get(finding.condition) else { continue };
        let (source, span) = formula.locate(finding.span);
        diagnostics.report(finding.code, source, span, finding.message, finding.help);
    }
}

/// A version's conditions, as written and as checked: criteria first, then the rest.
fn formulas(version: &Version) -> Vec<(&Formula, Option<&Expression>)> {
    let document = &version.document;
    let criteria = document.eligibility.iter().flatten().map(|criterion| (&criterion.when, None));
    let continuing = document.continuing.iter().map(|criterion| &criterion.when).zip(&version.continuing);
    let groups = document.target_groups.iter().map(|group| &group.when).zip(&version.target_groups);
    let advice = document.advice.iter().map(|advice| &advice.when).zip(&version.advice);
    let rest = continuing.chain(groups).chain(advice).map(|(formula, expression)| (formula, Some(expression)));
    criteria.chain(rest).collect()
}

fn find(catalogue: &Catalogue, version: &Version, day: Date) -> BTreeSet<Finding> {
    let (lexicon, rules) = (catalogue.lexicon(), catalogue.rules());
    let places = lexicon.facts.len().saturating_add(1);
    let facts = vec![Value::Unknown(Unknown::NotAsked); places];
    let given = vec![false; places];
    let truths: Truths = vec![None; rules.criteria.len()];
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
    let conditions: Vec<(&Formula, &Expression)> = formulas(version)
        .into_iter()
        .enumerate()
        .filter_map(|(at, (formula, expression))| {
            let criterion = || rules.criteria.get(*version.criteria.get(at)?).map(|rule| &rule.when);
            Some((formula, expression.or_else(criterion)?))
        })
        .collect();
    let mut roots: Vec<&Expression> = Vec::new();
    for (formula, expression) in &conditions {
        roots.push(expression);
        for (_, parts) in groups(&formula.syntax, expression) {
            roots.extend(parts.iter().map(|part| part.expression));
        }
    }
    roots.retain(|root| !asks_is_defined(root));
    let analysis = Analysis::new(scene, &lens, version.criteria.iter().copied(), &roots);
    let by_place: BTreeMap<*const Expression, usize> =
        roots.iter().enumerate().map(|(at, root)| (std::ptr::from_ref(*root), at)).collect();
    let mut finding = Findings { analysis, by_place, found: BTreeSet::new() };
    finding.criteria(version, &conditions);
    finding.others(version, &conditions);
    for (at, (formula, expression)) in conditions.iter().enumerate() {
        finding.parts(at, formula, expression);
    }
    finding.askable(catalogue, version, &conditions);
    finding.open(scene, &conditions);
    finding.found
}

struct Findings {
    analysis: Analysis,
    by_place: BTreeMap<*const Expression, usize>,
    found: BTreeSet<Finding>,
}

impl Findings {
    fn add(&mut self, condition: usize, span: Span, code: Code, message: String, help: &'static str) {
        self.found.insert(Finding { condition, span, code, message, help });
    }

    fn diagram(&self, expression: &Expression) -> Option<Diagram> {
        let at = self.by_place.get(&std::ptr::from_ref(expression))?;
        self.analysis.conditions.get(*at)?.diagram.ok()
    }

    fn diagrams(&mut self) -> &mut Diagrams {
        self.analysis.make_room();
        &mut self.analysis.diagrams
    }

    fn can_be(&self, diagram: Diagram, end: Diagram) -> bool {
        self.analysis.diagrams.ends(diagram).contains(&end)
    }

    fn is_always(&self, diagram: Diagram, end: Diagram) -> bool {
        self.analysis.diagrams.ends(diagram) == BTreeSet::from([end])
    }

    /// Whether whoever makes one true makes the other true.
    fn implies(&mut self, a: Diagram, b: Diagram) -> Result<bool, TooLarge> {
        let not_b = self.diagrams().not(b)?;
        let apart = self.diagrams().and(a, not_b)?;
        Ok(!self.can_be(apart, Diagram::TRUE) && !self.can_be(apart, Diagram::UNKNOWN))
    }

    /// What is odd about criteria, alone and together.
    fn criteria(&mut self, version: &Version, conditions: &[(&Formula, &Expression)]) {
        let criteria: Vec<&Criterion> = version.document.eligibility.iter().flatten().collect();
        let mut sound: Vec<(usize, Diagram)> = Vec::new();
        for (at, (criterion, (formula, expression))) in criteria.iter().zip(conditions).enumerate() {
            let Some(diagram) = self.diagram(expression) else { continue };
            let id = &criterion.id;
            if !self.can_be(diagram, Diagram::TRUE) && !self.can_be(diagram, Diagram::UNKNOWN) {
                let help = "change the condition; as it is, nobody can join";
                self.add(
                    at,
                    formula.whole(),
                    Code::NeverTrue,
                    format!("no answers can meet the criterion `{id}`"),
                    help,
                );
            } else if self.is_always(diagram, Diagram::TRUE) {
                let help = "change the condition, or remove the criterion: it keeps nobody out";
                self.add(
                    at,
                    formula.whole(),
                    Code::AlwaysTrue,
                    format!("every answer meets the criterion `{id}`"),
                    help,
                );
            } else {
                sound.push((at, diagram));
            }
        }
        // Where it is too much to work out, nothing more is said.
        let _ = self.together(&criteria, conditions, &sound);
    }

    fn together(
        &mut self,
        criteria: &[&Criterion],
        conditions: &[(&Formula, &Expression)],
        sound: &[(usize, Diagram)],
    ) -> Result<(), TooLarge> {
        let name = |at: usize| criteria.get(at).map_or("", |criterion| criterion.id.as_str());
        let whole = |at: usize| conditions.get(at).map_or(Span::START, |(formula, _)| formula.whole());
        if sound.len() > CRITERIA_LIMIT {
            return Ok(());
        }
        let mut pairs_contradict = false;
        for (place, (b, later)) in sound.iter().enumerate() {
            for (a, earlier) in sound.iter().take(place) {
                let (forth, back) = (self.implies(*earlier, *later)?, self.implies(*later, *earlier)?);
                let both = self.diagrams().and(*earlier, *later)?;
                if forth && back {
                    let message = format!("the criterion `{}` asks the same as `{}`", name(*b), name(*a));
                    self.add(*b, whole(*b), Code::SameCriterion, message, "remove one of the two");
                } else if forth || back {
                    let (idle, enough) = if forth { (*b, *a) } else { (*a, *b) };
                    let message = format!("whoever meets `{}` also meets `{}`", name(enough), name(idle));
                    let help = "remove it, or check both: it keeps out nobody whom the other does not";
                    self.add(idle, whole(idle), Code::Subsumed, message, help);
                } else if !self.can_be(both, Diagram::TRUE) && !self.can_be(both, Diagram::UNKNOWN) {
                    pairs_contradict = true;
                    let message = format!("nobody can meet both `{}` and `{}`", name(*a), name(*b));
                    self.add(*b, whole(*b), Code::Contradictory, message, "change one of the two");
                }
            }
        }
        let mut all = Diagram::TRUE;
        for (_, diagram) in sound {
            all = self.diagrams().and(all, *diagram)?;
        }
        if !pairs_contradict
            && sound.len() > 2
            && !self.can_be(all, Diagram::TRUE)
            && !self.can_be(all, Diagram::UNKNOWN)
        {
            let message = format!("nobody can meet all of {}", quoted(sound.iter().map(|(at, _)| name(*at))));
            if let Some((last, _)) = sound.last() {
                self.add(*last, whole(*last), Code::Contradictory, message, "change one of them");
            }
        }
        Ok(())
    }

    /// Target groups and advice for which nobody who can join is meant.
    fn others(&mut self, version: &Version, conditions: &[(&Formula, &Expression)]) {
        let joins = self.analysis.all(&version.criteria).diagram;
        let Ok(joins) = joins else { return };
        if !self.can_be(joins, Diagram::TRUE) {
            return;
        }
        let first = version.criteria.len().saturating_add(version.continuing.len());
        let groups = version.document.target_groups.iter().map(|group| group.id.as_str());
        for (at, id) in groups.enumerate() {
            let at = at.saturating_add(first);
            let Some((formula, expression)) = conditions.get(at) else { continue };
            let Some(group) = self.diagram(expression) else { continue };
            let Ok(both) = self.diagrams().and(joins, group) else { continue };
            if !self.can_be(both, Diagram::TRUE) && !self.can_be(both, Diagram::UNKNOWN) {
                let message = format!("nobody who can join belongs to the target group `{id}`");
                let help = "check it against the criteria; or remove it";
                self.add(at, formula.whole(), Code::Unreachable, message, help);
            }
        }
    }

    /// Parts of a condition that make no difference, and conditions that stay unknown where every answer agrees.
    fn parts(&mut self, at: usize, formula: &Formula, expression: &Expression) {
        let whole = self.diagram(expression);
        if whole.is_some_and(|whole| self.is_always(whole, Diagram::TRUE) || self.is_always(whole, Diagram::FALSE)) {
            return;
        }
        for (group, parts) in groups(&formula.syntax, expression) {
            let diagrams: Option<Vec<Diagram>> = parts.iter().map(|part| self.diagram(part.expression)).collect();
            let Some(diagrams) = diagrams else { continue };
            let spans: Vec<Span> = parts.iter().map(|part| part.syntax.span).collect();
            let found = match group {
                Expression::If(_) => Ok(self.branches(&diagrams, &spans)),
                _ => self.operands(matches!(group, Expression::Or(_)), &diagrams, &spans),
            };
            for (span, message) in found.unwrap_or_default() {
                let help = "remove it, or change it: the condition is the same without it";
                self.add(at, span, Code::Unreachable, message.to_owned(), help);
            }
        }
    }

    /// Conditions that stay unknown where every answer agrees, whatever the facts they name are derived from.
    fn open(&mut self, scene: Scene<'_>, conditions: &[(&Formula, &Expression)]) {
        let lens = scene.as_named();
        for (at, (formula, expression)) in conditions.iter().enumerate() {
            let settled = self.diagram(expression).is_none_or(|whole| whole.is_settled());
            if settled || asks_is_defined(expression) {
                continue;
            }
            let mut analysis = Analysis::new(scene, &lens, [], &[expression]);
            let Some(compiled) = analysis.conditions.first().cloned() else { continue };
            let Ok(whole) = compiled.diagram else { continue };
            if analysis.mattering(&compiled).exact
                && analysis.diagrams.closure(whole).is_ok_and(|closed| closed != whole)
            {
                let message = "this can stay unknown though every answer would give the same".to_owned();
                let help = "say it without the fact that makes no difference: `x or not(x)` is unknown where x is";
                self.add(at, formula.whole(), Code::KleeneIncomplete, message, help);
            }
        }
    }

    fn branches(&self, diagrams: &[Diagram], spans: &[Span]) -> Vec<(Span, &'static str)> {
        let ([condition, ..], [_, yes, no]) = (diagrams, spans) else { return Vec::new() };
        if self.is_always(*condition, Diagram::FALSE) {
            vec![(*yes, "this is never reached: the `if` is never true")]
        } else if self.is_always(*condition, Diagram::TRUE) {
            vec![(*no, "this is never reached: the `if` is always true")]
        } else {
            Vec::new()
        }
    }

    /// Operands that the others make idle.
    fn operands(
        &mut self,
        any: bool,
        diagrams: &[Diagram],
        spans: &[Span],
    ) -> Result<Vec<(Span, &'static str)>, TooLarge> {
        let mut idle: Vec<usize> = Vec::new();
        // The later of two that say the same is the one that is idle.
        for (at, own) in diagrams.iter().enumerate().rev() {
            let mut others = if any { Diagram::FALSE } else { Diagram::TRUE };
            let rest = diagrams.iter().enumerate().filter(|(other, _)| *other != at && !idle.contains(other));
            for (_, other) in rest {
                others = if any { self.diagrams().or(others, *other)? } else { self.diagrams().and(others, *other)? };
            }
            let makes_none = if any { self.implies(*own, others)? } else { self.implies(others, *own)? };
            if makes_none {
                idle.push(at);
            }
        }
        let message = if any {
            "this makes no difference: whenever it is true, another part is"
        } else {
            "this makes no difference: whenever the other parts are true, it is"
        };
        Ok(idle.into_iter().filter_map(|at| spans.get(at)).map(|span| (*span, message)).collect())
    }

    /// Facts that criteria need and that nobody can be asked.
    fn askable(&mut self, catalogue: &Catalogue, version: &Version, conditions: &[(&Formula, &Expression)]) {
        let lexicon = catalogue.lexicon();
        // A vocabulary without questions is not for asking.
        if lexicon.facts.values().all(|fact| fact.question.is_none()) {
            return;
        }
        let asked = |fact: usize| lexicon.facts.get_index(fact).is_some_and(|(_, fact)| fact.question.is_some());
        for (at, (formula, expression)) in conditions.iter().enumerate().take(version.criteria.len()) {
            let mut silent = BTreeSet::new();
            expression.walk(&mut |part| {
                let Expression::Fact(fact) = part else { return };
                let mut sources = vec![*fact];
                let mut seen = BTreeSet::new();
                while let Some(fact) = sources.pop() {
                    if fact >= lexicon.facts.len() || !seen.insert(fact) {
                        continue;
                    }
                    match lexicon.derivation(fact) {
                        Some(derived) => sources.extend(&derived.sources),
                        None if asked(fact) => {}
                        None => silent.extend(lexicon.facts.get_index(fact).map(|(name, _)| name.clone())),
                    }
                }
            });
            for name in silent {
                let message = format!("this rests on `{name}`, which nobody can be asked");
                self.add(
                    at,
                    formula.whole(),
                    Code::NeverAskable,
                    message,
                    "give the fact a `question` in the vocabulary",
                );
            }
        }
    }
}
