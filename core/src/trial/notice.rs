//! Which changes to criteria the examples notice.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, LEFT_OUT, changes};
use super::judge::{Judged, Reached};
use super::report::{Unnoticed, Untried};
use super::work::{Weight, Work};
use crate::catalogue::{Catalogue, Rule, Rules, Version};
use crate::condition::syntax::{Form, Syntax};
use crate::condition::{self, CriterionIndex, Evaluator, Expression, Place, Scope, Value};
use crate::document::Criterion;
use crate::eligibility::{Decided, Known};
use crate::sort;
use crate::tree::Span;

/// Every change that no example notices, and the criteria for which there was not enough work left.
pub(super) fn unnoticed(catalogue: &Catalogue, judged: Vec<Judged>, work: Work) -> (Vec<Unnoticed>, Vec<Untried>) {
    let rules = catalogue.rules();
    let mut trial = Trial { catalogue, rules, judged, reaching: BTreeMap::new(), work };
    trial.find_reaching();
    let (mut unnoticed, mut untried) = (Vec::new(), Vec::new());
    for version in rules.programmes.values().flatten() {
        for (criterion, index) in version.document.eligibility.iter().flatten().zip(&version.criteria) {
            let Some(rule) = rules.criteria.get(*index) else { continue };
            let tried = trial.criterion(criterion, *index, rule);
            let programme = version.document.programme.as_str();
            let of = Of { programme, version, criterion };
            unnoticed.extend(tried.unnoticed.into_iter().map(|found| of.unnoticed(found)));
            if tried.left > 0 {
                untried.push(Untried {
                    programme: programme.to_owned(),
                    version: version.document.in_force.from,
                    criterion: criterion.id.as_str().to_owned(),
                    changes: tried.left,
                });
            }
        }
    }
    (unnoticed, untried)
}

/// What became of one criterion's changes.
#[derive(Default)]
struct Tried {
    unnoticed: Vec<Found>,
    left: usize,
}

/// A change that no example notices.
struct Found {
    clause: String,
    words: String,
    span: Span,
}

/// The criterion that a change is of.
struct Of<'a> {
    programme: &'a str,
    version: &'a Version,
    criterion: &'a Criterion,
}

impl Of<'_> {
    fn unnoticed(&self, found: Found) -> Unnoticed {
        let (source, span) = self.criterion.when.locate(found.span);
        let place = source.position(span.start);
        Unnoticed {
            programme: self.programme.to_owned(),
            version: self.version.document.in_force.from,
            criterion: self.criterion.id.as_str().to_owned(),
            clause: found.clause,
            change: found.words,
            file: source.name().to_owned(),
            line: place.line,
            column: place.column,
        }
    }
}

struct Trial<'a> {
    catalogue: &'a Catalogue,
    rules: &'a Rules,
    judged: Vec<Judged>,
    /// The examples that reach a criterion, those of its own version first.
    reaching: BTreeMap<CriterionIndex, Vec<usize>>,
    work: Work,
}

/// What an example's eligibility becomes with one criterion true, false or unknown; `None` if not yet worked out.
type Outcomes = [Option<Option<bool>>; 3];

impl Trial<'_> {
    fn find_reaching(&mut self) {
        for (at, judged) in self.judged.iter().enumerate() {
            for criterion in judged.truths.criteria() {
                self.reaching.entry(criterion).or_default().push(at);
            }
        }
        for (criterion, examples) in &mut self.reaching {
            sort::by_key(examples, |at| !self.judged.get(*at).is_some_and(|judged| judged.own.contains(criterion)));
        }
    }

    /// Tries every change to one criterion.
    fn criterion(&mut self, criterion: &Criterion, index: CriterionIndex, rule: &Rule) -> Tried {
        let syntax = &criterion.when.syntax;
        let mut tried = Tried::default();
        if !matches!(syntax.form, Form::Boolean(true)) {
            let whole = Found { clause: syntax.to_string(), words: LEFT_OUT.to_owned(), span: syntax.span };
            match self.notices(index, &Expression::Constant(Value::Boolean(true)), &mut BTreeMap::new()) {
                Some(true) => {}
                Some(false) => tried.unnoticed.push(whole),
                None => tried.left = 1,
            }
        }
        // Of a criterion that no example reaches, that says it all.
        if self.reaching.contains_key(&index) {
            self.parts(syntax, index, rule, &mut tried);
        }
        tried
    }

    fn parts(&mut self, syntax: &Syntax, index: CriterionIndex, rule: &Rule, tried: &mut Tried) {
        let size = Weight::of(&rule.when).parts;
        let mut known = BTreeMap::new();
        let mut seen = BTreeSet::from([syntax.to_string()]);
        let changes = changes(syntax, self.catalogue.lexicon());
        for (at, change) in changes.iter().enumerate() {
            let noticed = self.work.spend(size).and_then(|()| {
                match self.checked(change, syntax, &mut seen) {
                    // What cannot be written, or is the same as another change, is no mistake to notice.
                    None => Some(true),
                    Some(changed) => self.notices(index, &changed, &mut known),
                }
            });
            match noticed {
                Some(true) => {}
                Some(false) => {
                    let (clause, words) = (change.clause_text(syntax), change.words.clone());
                    tried.unnoticed.push(Found { clause, words, span: change.span });
                }
                None => {
                    tried.left = tried.left.saturating_add(changes.len().saturating_sub(at));
                    return;
                }
            }
        }
    }

    /// The changed condition, if it is one and is not yet seen.
    fn checked(&self, change: &Change, syntax: &Syntax, seen: &mut BTreeSet<String>) -> Option<Expression> {
        let changed = change.made(syntax)?;
        let scope = Scope { names: self.catalogue.names(), place: Place::Eligibility, own: None };
        let expression = condition::condition(&changed, &scope).ok()?;
        seen.insert(changed.to_string()).then_some(expression)
    }

    /// Whether any example has another status with a criterion's condition changed; `None` if there is not enough work
    /// left to tell.
    fn notices(
        &mut self,
        index: CriterionIndex,
        changed: &Expression,
        known: &mut BTreeMap<usize, Outcomes>,
    ) -> Option<bool> {
        let (rules, weight) = (self.rules, Weight::of(changed));
        self.work.spend(1)?;
        for at in self.reaching.get(&index).into_iter().flatten() {
            let Some(judged) = self.judged.get(*at) else { continue };
            self.work.spend(weight.over(judged.longest))?;
            let decided =
                Decided { rules, truths: &judged.truths, records: judged.records.as_ref(), as_at: judged.as_at };
            let truth = Evaluator::new(&judged.facts, Some(judged.as_at), &decided).truth(changed);
            if truth == judged.truths.truth(index) {
                continue;
            }
            let outcomes = known.entry(*at).or_default();
            let place = match truth {
                Some(true) => 0,
                Some(false) => 1,
                None => 2,
            };
            let known = outcomes.get(place).copied().flatten();
            let eligible = match known {
                Some(eligible) => eligible,
                None => {
                    let eligible = with_truth(rules, judged, index, truth, &mut self.work)?;
                    if let Some(slot) = outcomes.get_mut(place) {
                        *slot = Some(eligible);
                    }
                    eligible
                }
            };
            if eligible != judged.eligible {
                return Some(true);
            }
        }
        Some(false)
    }
}

/// What an example reaches, with some of it otherwise.
struct Otherwise<'a> {
    truths: &'a Reached,
    changed: BTreeMap<CriterionIndex, Option<bool>>,
}

impl Known for Otherwise<'_> {
    fn truth(&self, index: CriterionIndex) -> Option<bool> {
        self.changed.get(&index).copied().unwrap_or_else(|| self.truths.truth(index))
    }
}

/// An example's eligibility if one criterion had another truth: those that ask about it are decided anew.
fn with_truth(
    rules: &Rules,
    judged: &Judged,
    index: CriterionIndex,
    truth: Option<bool>,
    work: &mut Work,
) -> Option<Option<bool>> {
    let mut truths = Otherwise { truths: &judged.truths, changed: BTreeMap::from([(index, truth)]) };
    for (asking, asked) in &judged.asking {
        work.spend(asked.len())?;
        // The changed criterion itself stays as it is made.
        if *asking == index || !asked.iter().any(|asked| truths.changed.contains_key(asked)) {
            continue;
        }
        let Some(rule) = rules.criteria.get(*asking) else { continue };
        work.spend(Weight::of(&rule.when).over(judged.longest))?;
        let decided = Decided { rules, truths: &truths, records: judged.records.as_ref(), as_at: judged.as_at };
        let anew = Evaluator::new(&judged.facts, Some(judged.as_at), &decided).truth(&rule.when);
        if anew != judged.truths.truth(*asking) {
            truths.changed.insert(*asking, anew);
        }
    }
    Some(Decided { rules, truths: &truths, records: judged.records.as_ref(), as_at: judged.as_at }.all(&judged.own))
}
