//! The parts of conditions that are tried as a whole, and the variables they rest on.

use std::collections::{BTreeSet, HashMap};

use indexmap::{IndexMap, IndexSet};

use super::Variable;
use super::cells::{Cell, cells};
use super::cuts::{Asked, Cuts};
use super::diagram::VariableIndex;
use super::division::Division;
use super::scene::{Input, Lens, Scene, Trial};
use super::total::is_total;
use super::witness::Witness;
use crate::condition::{Comparison, Expression, FactIndex, Value, disagree};
use crate::document::FactType;
use crate::sort;

/// A part of a condition that is not divided.
pub(super) struct Leaf<'a> {
    pub(super) condition: &'a Expression,
    /// What it rests on.
    pub(super) inputs: IndexSet<Input>,
    /// The derived facts between its inputs and it.
    pub(super) derived: Vec<FactIndex>,
    /// How many parts an evaluation of it and of those goes through.
    pub(super) size: usize,
    /// The inputs of which it asks something that cells cannot say.
    rough: BTreeSet<Input>,
    /// The variables whose cells decide it, in order.
    pub(super) variables: Vec<VariableIndex>,
    /// Its own truth as a variable, where cells cannot decide it.
    pub(super) truth: Option<VariableIndex>,
}

/// All parts of some conditions.
pub(super) struct Leaves<'a> {
    pub(super) lens: &'a Lens,
    /// By where each stands.
    leaves: IndexMap<*const Expression, Leaf<'a>>,
    pub(super) variables: Vec<Variable>,
    pub(super) tied: BTreeSet<Input>,
    /// The inputs of which some part asks something that cells cannot say.
    rough: BTreeSet<Input>,
}

/// The most combinations that are tried for one part.
const COMBINATIONS_LIMIT: usize = 4_096;

/// Of a part with more inputs than this, rules that are looked at for every day claim nothing.
const WITNESSED_LIMIT: usize = 4;

impl<'a> Leaves<'a> {
    pub(super) fn of(scene: Scene<'a>, lens: &'a Lens, conditions: impl Iterator<Item = &'a Expression>) -> Self {
        let mut leaves = IndexMap::new();
        for condition in conditions {
            collect(&scene, lens, condition, &mut leaves);
        }
        let mut cuts = Cuts::new(scene, lens);
        let mut rough = BTreeSet::new();
        for leaf in leaves.values_mut() {
            cuts.read(leaf.condition);
            leaf.rough = cuts.take_rough();
            rough.extend(leaf.rough.iter().copied());
        }
        let mut made = Self { lens, leaves, variables: Vec::new(), tied: BTreeSet::new(), rough };
        made.declare(scene, cuts);
        made
    }

    /// The part that stands at a place.
    pub(super) fn of_condition(&self, condition: &Expression) -> Option<&Leaf<'a>> {
        self.leaves.get(&std::ptr::from_ref(condition))
    }

    /// What a condition's own undecided parts rest on, in order.
    pub(super) fn inputs(&self, condition: &Expression) -> IndexSet<Input> {
        let mut inputs = IndexSet::new();
        condition.walk(&mut |part| inputs.extend(self.of_condition(part).iter().flat_map(|leaf| &leaf.inputs)));
        inputs
    }

    /// Declares a variable for each input, in the order they are first used.
    fn declare(&mut self, scene: Scene<'a>, mut cuts: Cuts<'a>) {
        let used: IndexSet<Input> = self.leaves.values().flat_map(|leaf| leaf.inputs.iter().copied()).collect();
        self.fit_to_what_was_given(scene, &used, &mut cuts);
        self.tie_to_sources(scene, &used);
        let mut by_input: HashMap<Input, VariableIndex> = HashMap::new();
        let mut by_text: HashMap<String, VariableIndex> = HashMap::new();
        let mut leaves = std::mem::take(&mut self.leaves);
        for leaf in leaves.values_mut() {
            for input in &leaf.inputs {
                if !by_input.contains_key(input)
                    && let Some(cells) = self.cells_of(scene, *input, &cuts.asked)
                {
                    by_input.insert(*input, self.variables.len());
                    self.variables.push(Variable {
                        inputs: vec![*input],
                        cells,
                        is_truth: false,
                        sound: true,
                        total: true,
                        settled_by: [None, None],
                    });
                }
            }
            let variables: Option<Vec<VariableIndex>> =
                leaf.inputs.iter().map(|input| by_input.get(input).copied()).collect();
            let combinations = variables
                .iter()
                .flatten()
                .filter_map(|variable| self.variables.get(*variable))
                .fold(1_usize, |combinations, variable| {
                    combinations.saturating_mul(variable.cells.len().saturating_add(1))
                });
            match variables {
                Some(mut variables)
                    if combinations <= COMBINATIONS_LIMIT
                        && leaf.rough.is_empty()
                        && !asks_programmes(leaf.condition) =>
                {
                    sort::by(&mut variables, Ord::cmp);
                    leaf.variables = variables;
                }
                _ => leaf.truth = Some(self.truth_of(scene, leaf, &by_input, &cuts, &mut by_text)),
            }
        }
        self.leaves = leaves;
    }

    /// The variable that a part's own truth is; the same words are the same variable.
    fn truth_of(
        &mut self,
        scene: Scene<'a>,
        leaf: &Leaf<'a>,
        by_input: &HashMap<Input, VariableIndex>,
        cuts: &Cuts<'a>,
        by_text: &mut HashMap<String, VariableIndex>,
    ) -> VariableIndex {
        let text = format!("{:?}", leaf.condition);
        if let Some(known) = by_text.get(&text) {
            return *known;
        }
        let index = self.variables.len();
        let told = |input: &Input| {
            let variable = by_input
                .get(input)
                .filter(|_| !leaf.rough.contains(input))
                .and_then(|variable| self.variables.get(*variable))?;
            Some(variable.cells.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>())
        };
        let total = is_total(scene.lexicon, leaf.condition);
        // Rules that are looked at for every day claim nothing of what may stay unknown for good.
        let claimed = scene.as_at.is_some() || total && leaf.inputs.len() <= WITNESSED_LIMIT;
        let witness = if claimed && !asks_programmes(leaf.condition) {
            Witness::of(scene, self.lens, leaf, &told, cuts)
        } else {
            Witness::default()
        };
        self.variables.push(Variable {
            inputs: leaf.inputs.iter().copied().collect(),
            cells: [false, true].map(|truth| Cell { value: Value::Boolean(truth), weight: 1 }).into(),
            is_truth: true,
            sound: witness.is_sound,
            total,
            settled_by: witness.settled_by,
        });
        by_text.insert(text, index);
        index
    }

    /// A derived fact that is asked for itself must follow from its sources: of one that is not told its cells see to
    /// that.
    fn tie_to_sources(&mut self, scene: Scene<'a>, used: &IndexSet<Input>) {
        for (fact, derived) in &scene.lexicon.derived {
            let own = Input::Fact(*fact);
            let mut sources = scene.inputs(self.lens, &derived.expression);
            sources.shift_remove(&own);
            let is_codes = scene.lexicon.facts.get_index(*fact).is_some_and(|(_, fact)| fact.r#type == FactType::Codes);
            if self.lens.itself(*fact) && used.contains(&own) && (sources.len() > 1 || is_codes) {
                self.tied.extend(sources.into_iter().chain([own]));
            }
        }
    }

    /// A derived fact that was given itself must follow from whatever its sources turn out to be.
    fn fit_to_what_was_given(&mut self, scene: Scene<'a>, used: &IndexSet<Input>, cuts: &mut Cuts<'a>) {
        for (fact, value) in scene.own.iter().filter(|(_, value)| value.is_settled()) {
            let Some(derived) = scene.lexicon.derivation(*fact) else { continue };
            let sources = scene.inputs(self.lens, &derived.expression);
            if sources.len() > 1 {
                self.tied.extend(sources);
            } else if sources.iter().any(|source| used.contains(source)) {
                cuts.read_comparison(&derived.expression, Comparison::Equal, value);
            }
        }
    }

    /// The cells of an input; `None` if they cannot be listed.
    fn cells_of(&self, scene: Scene<'_>, input: Input, asked: &HashMap<Input, Asked>) -> Option<Vec<Cell>> {
        let Input::Fact(index) = input else { return None };
        let (_, fact) = scene.lexicon.facts.get_index(index)?;
        let nothing = Asked::default();
        let own = asked.get(&input).unwrap_or(&nothing);
        let mut cells = cells(fact, scene.facts.get(index)?, own)?;
        if let Some(following) = self.following(scene, index, asked) {
            cells.retain(|cell| following.iter().any(|value| own.is_same(fact, &cell.value, value)));
        }
        for (derived, value) in scene.own.iter().filter(|(_, value)| value.is_settled()) {
            let Some(derivation) = scene.lexicon.derivation(*derived) else { continue };
            if scene.inputs(self.lens, &derivation.expression).contains(&input) {
                let between = scene.derived_in(self.lens, &derivation.expression);
                let mut trial = Trial::new(scene);
                cells.retain(|cell| {
                    trial.set(input, &cell.value);
                    trial.derive(self.lens, &between);
                    !disagree(value, &trial.value(&derivation.expression))
                });
            }
        }
        (!cells.is_empty()).then_some(cells)
    }

    /// What can follow for a derived fact that is asked for itself beside the one source that is not told.
    fn following(&self, scene: Scene<'_>, fact: FactIndex, asked: &HashMap<Input, Asked>) -> Option<Vec<Value>> {
        let derivation =
            scene.lexicon.derivation(fact).filter(|derived| !derived.of_the_day || scene.as_at.is_some())?;
        let inputs = scene.inputs(self.lens, &derivation.expression);
        let [source] = inputs.iter().collect::<Vec<_>>()[..] else { return None };
        let between = scene.derived_in(self.lens, &derivation.expression);
        let mut trial = Trial::new(scene);
        let cells = self.cells_of(scene, *source, asked).filter(|_| !self.rough.contains(source))?;
        let values = cells.into_iter().map(|cell| {
            trial.set(*source, &cell.value);
            trial.derive(self.lens, &between);
            trial.value(&derivation.expression)
        });
        let values: Vec<Value> = values.collect();
        values.iter().all(Value::is_settled).then_some(values)
    }
}

/// Finds the undecided parts of a condition.
fn collect<'a>(
    scene: &Scene<'a>,
    lens: &Lens,
    condition: &'a Expression,
    leaves: &mut IndexMap<*const Expression, Leaf<'a>>,
) {
    if scene.truth(condition).is_some() {
        return;
    }
    if let Some(division) = Division::of(scene, condition) {
        division.parts().into_iter().for_each(|part| collect(scene, lens, part, leaves));
        return;
    }
    match condition {
        Expression::Criterion(..) | Expression::Eligible(_) => {}
        leaf => {
            let derived = scene.derived_in(lens, leaf);
            let derivations = derived.iter().filter_map(|fact| scene.lexicon.derivation(*fact));
            let parts = derivations.map(|derived| parts_of(&derived.expression));
            let made = Leaf {
                condition: leaf,
                inputs: scene.inputs(lens, leaf),
                size: parts.fold(parts_of(leaf), usize::saturating_add),
                derived,
                rough: BTreeSet::new(),
                variables: Vec::new(),
                truth: None,
            };
            leaves.insert(std::ptr::from_ref(leaf), made);
        }
    }
}

/// How many parts an expression has.
fn parts_of(expression: &Expression) -> usize {
    let mut parts = 0_usize;
    expression.walk(&mut |_| parts = parts.saturating_add(1));
    parts
}

/// Whether a condition asks about programmes, whose decisions are not tried again.
fn asks_programmes(condition: &Expression) -> bool {
    let mut asks = false;
    condition.walk(&mut |part| asks |= matches!(part, Expression::Criterion(..) | Expression::Eligible(_)));
    asks
}
