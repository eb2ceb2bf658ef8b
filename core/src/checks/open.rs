//! Conditions that stay unknown where every answer agrees.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::findings::{Condition, Findings};
use super::parts::asks_is_defined;
use crate::analysis::{Analysis, Compiled, Diagram, Input, Lens, Scene, TooLarge};
use crate::catalogue::Lexicon;
use crate::condition::{Codes, Expression, FactIndex, Value};
use crate::diagnostic::Code;
use crate::document::FactType;

/// More ways than this to tell a part of a condition's codes are not tried.
const PARTLY_TOLD_LIMIT: usize = 81;

/// What is looked at for openness besides a version's own analysis.
pub(super) struct Openness<'a> {
    scene: Scene<'a>,
    limit: usize,
    spent: usize,
}

impl<'a> Openness<'a> {
    pub(super) fn new(scene: Scene<'a>, limit: usize) -> Self {
        Self { scene, limit, spent: 0 }
    }

    pub(super) fn spent(&self) -> usize {
        self.spent
    }

    /// Whether a condition stays unknown through a lens, with some facts told.
    fn shows(&mut self, facts: &[Value], lens: &Lens, condition: &Expression) -> Result<bool, TooLarge> {
        let scene = Scene { facts, ..self.scene };
        let mut analysis = Analysis::within(self.left()?, scene, lens, [], &[condition]);
        let compiled = analysis.conditions.first().cloned().ok_or(TooLarge)?;
        let shows = stays_open(&mut analysis, self.scene.lexicon, &compiled);
        self.count(&analysis);
        shows
    }

    /// Whether `or` or `and` over some operands is settled by one of them, for codes partly told, where the others are
    /// not enough.
    pub(super) fn loses(&mut self, any: bool, one: &Expression, others: &[&Expression]) -> Result<bool, TooLarge> {
        let lists = self.lists(others.iter().copied().chain([one]));
        for facts in self.partly_told(&lists) {
            let scene = Scene { facts: &facts, ..self.scene };
            let lens = scene.untold();
            let operands: Vec<&Expression> = [one].into_iter().chain(others.iter().copied()).collect();
            let mut analysis = Analysis::within(self.left()?, scene, &lens, [], &operands);
            let own: Result<Vec<Diagram>, TooLarge> =
                analysis.conditions.iter().map(|compiled| compiled.diagram).collect();
            let own = own?;
            analysis.make_room();
            let mut without = if any { Diagram::FALSE } else { Diagram::TRUE };
            for other in own.iter().skip(1) {
                without = analysis.diagrams.joined(any, without, *other)?;
            }
            let with = analysis.diagrams.joined(any, without, own.first().copied().ok_or(TooLarge)?)?;
            let loses = analysis.diagrams.agreed(with, without)? != with;
            self.count(&analysis);
            if loses {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn left(&self) -> Result<usize, TooLarge> {
        self.limit.checked_sub(self.spent).filter(|left| *left > 0).ok_or(TooLarge)
    }

    fn count(&mut self, analysis: &Analysis) {
        self.spent = self.spent.saturating_add(analysis.diagrams.spent());
    }

    fn whatever_is_derived(&mut self, condition: &Expression) -> Result<bool, TooLarge> {
        let lens = self.scene.as_named();
        self.shows(self.scene.facts, &lens, condition)
    }

    /// The facts among those of conditions that are told code by code.
    fn lists<'e>(&self, conditions: impl IntoIterator<Item = &'e Expression>) -> BTreeSet<FactIndex> {
        let facts = conditions.into_iter().flat_map(facts_of);
        facts.filter(|fact| is_codes(self.scene.lexicon, *fact)).collect()
    }

    /// Facts with some codes of some of them told and others not, in every way; none if there are too many.
    fn partly_told(&self, lists: &BTreeSet<FactIndex>) -> Vec<Vec<Value>> {
        if lists.is_empty() {
            return Vec::new();
        }
        let lexicon = self.scene.lexicon;
        let mut told = vec![self.scene.facts.to_vec()];
        for &fact in lists {
            let Some((_, declared)) = lexicon.facts.get_index(fact) else { continue };
            let codes: Vec<Arc<str>> = declared.values.keys().map(|code| Arc::from(code.as_str())).collect();
            let ways = 3_usize.saturating_pow(u32::try_from(codes.len()).unwrap_or(u32::MAX));
            if ways.saturating_mul(told.len()) > PARTLY_TOLD_LIMIT {
                return Vec::new();
            }
            let more = told.iter().flat_map(|facts| {
                let ways = partly(&codes).into_iter().filter_map(|codes| {
                    let mut facts = facts.clone();
                    *facts.get_mut(fact)? = Value::Codes(Arc::new(codes));
                    Some(facts)
                });
                ways.collect::<Vec<_>>()
            });
            let more: Vec<_> = more.collect();
            told.extend(more);
        }
        told.into_iter().skip(1).collect()
    }
}

/// Every way to tell some codes, be it as had or as not had, and leave at least one open.
fn partly(codes: &[Arc<str>]) -> Vec<Codes> {
    let mut ways = vec![Codes { told: Vec::new(), possible: Vec::new() }];
    for code in codes {
        let with = |codes: &[Arc<str>]| codes.iter().chain([code]).cloned().collect::<Vec<_>>();
        let next = ways.iter().flat_map(|way| {
            [
                Codes { told: way.told.clone(), possible: way.possible.clone() },
                Codes { told: with(&way.told), possible: way.possible.clone() },
                Codes { told: way.told.clone(), possible: with(&way.possible) },
            ]
        });
        ways = next.collect();
    }
    let is_partly = |way: &Codes| !way.possible.is_empty() && way.possible.len() < codes.len();
    ways.retain(is_partly);
    ways
}

impl Findings {
    /// Warns of a condition that some partial answers leave unknown though every complete one gives the same, whatever
    /// the facts that it names are derived from. Of one that never holds that is said, and no more.
    pub(super) fn open(&mut self, at: usize, condition: &Condition<'_>, openness: &mut Openness<'_>) {
        let holds = self.complete(condition.expression).is_ok_and(|whole| self.can_be_true(whole));
        if !holds || asks_is_defined(condition.expression) {
            return;
        }
        // Where it is too much to work out, nothing is said.
        if let Ok(true) = self.is_open(condition.expression, openness) {
            let message = "this can stay unknown though every answer would give the same".to_owned();
            let help =
                "add the case in which it makes no difference: `x or not(x)`, and any `if x`, is unknown where x is";
            self.add(at, condition.formula.whole(), Code::KleeneIncomplete, message, help);
        }
    }

    fn is_open(&mut self, condition: &Expression, openness: &mut Openness<'_>) -> Result<bool, TooLarge> {
        let lexicon = openness.scene.lexicon;
        let compiled = self.compiled(condition).cloned().ok_or(TooLarge)?;
        if stays_open(&mut self.analysis, lexicon, &compiled)? {
            let derives = facts_of(condition).into_iter().any(|fact| lexicon.derivation(fact).is_some());
            return if derives { openness.whatever_is_derived(condition) } else { Ok(true) };
        }
        let lists = openness.lists([condition]);
        for facts in openness.partly_told(&lists) {
            let lens = Scene { facts: &facts, ..openness.scene }.untold();
            if openness.shows(&facts, &lens, condition)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether a condition surely can be unknown where every answer gives the same.
fn stays_open(analysis: &mut Analysis, lexicon: &Lexicon, compiled: &Compiled) -> Result<bool, TooLarge> {
    let whole = compiled.diagram?;
    analysis.make_room();
    if whole.is_settled() || analysis.diagrams.closure(whole)? == whole {
        return Ok(false);
    }
    let asks = analysis.diagrams.variables(whole);
    let settled = asks.iter().all(|asked| analysis.variables.get(*asked).is_some_and(|variable| variable.total));
    let mattering = analysis.mattering(compiled);
    Ok(settled && mattering.exact && are_apart(lexicon, mattering.inputs))
}

/// Whether inputs can be told without telling of each other: a derived fact follows from what it rests on.
fn are_apart(lexicon: &Lexicon, inputs: impl IntoIterator<Item = Input>) -> bool {
    let mut seen = BTreeSet::new();
    inputs.into_iter().all(|input| {
        let Input::Fact(fact) = input else { return false };
        let mut own = BTreeSet::new();
        let mut waiting = vec![fact];
        while let Some(fact) = waiting.pop() {
            if own.insert(fact) {
                waiting.extend(lexicon.derivation(fact).into_iter().flat_map(|derived| &derived.sources));
            }
        }
        let apart = seen.is_disjoint(&own);
        seen.extend(own);
        apart
    })
}

fn facts_of(condition: &Expression) -> BTreeSet<FactIndex> {
    let mut facts = BTreeSet::new();
    condition.walk(&mut |part| {
        if let Expression::Fact(fact) = part {
            facts.insert(*fact);
        }
    });
    facts
}

fn is_codes(lexicon: &Lexicon, fact: FactIndex) -> bool {
    lexicon.facts.get_index(fact).is_some_and(|(_, fact)| fact.r#type == FactType::Codes)
        && lexicon.derivation(fact).is_none()
}
