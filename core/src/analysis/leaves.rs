//! The parts of conditions that are tried as a whole, and the variables they rest on.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::Variable;
use super::cells::{Cell, cells};
use super::cuts::{Asked, Cuts};
use super::diagram::VariableIndex;
use super::scene::{Input, Lens, Scene, Trial};
use super::total::is_total;
use super::witness::is_witnessed;
use crate::condition::{Comparison, Expression, FactIndex, Function, Value, disagree};

/// A part of a condition that no `and`, `or`, `not` or `if` divides.
pub(super) struct Leaf<'a> {
    pub(super) condition: &'a Expression,
    /// What it rests on.
    pub(super) inputs: IndexSet<Input>,
    /// The derived facts between its inputs and it.
    pub(super) derived: Vec<FactIndex>,
    /// How many parts an evaluation of it and of those goes through.
    pub(super) size: usize,
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
    /// How many more cells may be listed.
    cells_left: usize,
}

/// The most combinations that are tried for one part.
const COMBINATIONS_LIMIT: usize = 4_096;

/// Of a part with more inputs than this, rules that are looked at for every day claim nothing.
const WITNESSED_LIMIT: usize = 4;

impl<'a> Leaves<'a> {
    /// The parts of conditions, for which so many cells may be listed. What has no cells is taken as a whole.
    pub(super) fn of(
        scene: Scene<'a>,
        lens: &'a Lens,
        conditions: impl Iterator<Item = &'a Expression>,
        cells_left: usize,
    ) -> Self {
        let (mut leaves, mut seen) = (IndexMap::new(), HashSet::new());
        for condition in conditions {
            collect(&scene, lens, condition, &mut seen, &mut leaves);
        }
        let mut cuts = Cuts::new(scene, lens);
        for leaf in leaves.values() {
            cuts.read(leaf.condition);
        }
        let mut made = Self { lens, leaves, variables: Vec::new(), tied: BTreeSet::new(), cells_left };
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
        let mut by_input: HashMap<Input, VariableIndex> = HashMap::new();
        let mut by_text: HashMap<String, VariableIndex> = HashMap::new();
        let mut leaves = std::mem::take(&mut self.leaves);
        for leaf in leaves.values_mut() {
            for input in &leaf.inputs {
                if !by_input.contains_key(input)
                    && let Some(cells) = cells_of(scene, self.lens, *input, cuts.asked.get(input), self.cells_left)
                {
                    self.cells_left = self.cells_left.saturating_sub(cells.len());
                    by_input.insert(*input, self.variables.len());
                    self.variables.push(Variable {
                        inputs: vec![*input],
                        cells,
                        is_truth: false,
                        sound: true,
                        total: true,
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
                Some(mut variables) if combinations <= COMBINATIONS_LIMIT && !asks_programmes(leaf.condition) => {
                    variables.sort_unstable();
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
            let variable = by_input.get(input).and_then(|variable| self.variables.get(*variable))?;
            Some(variable.cells.iter().map(|cell| cell.value.clone()).collect::<Vec<_>>())
        };
        let total = is_total(scene.lexicon, leaf.condition);
        // Rules that are looked at for every day claim nothing of what may stay unknown for good.
        let claimed = scene.as_at.is_some() || total && leaf.inputs.len() <= WITNESSED_LIMIT;
        let sound = claimed && !asks_programmes(leaf.condition) && is_witnessed(scene, self.lens, leaf, &told, cuts);
        let cells = [false, true].map(|truth| Cell { value: Value::Boolean(truth), weight: 1 }).into();
        let inputs = leaf.inputs.iter().copied().collect();
        self.variables.push(Variable { inputs, cells, is_truth: true, sound, total });
        by_text.insert(text, index);
        index
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
}

/// The cells of an input; `None` if they cannot be listed.
fn cells_of(scene: Scene<'_>, lens: &Lens, input: Input, asked: Option<&Asked>, most: usize) -> Option<Vec<Cell>> {
    let Input::Fact(index) = input else { return None };
    let (_, fact) = scene.lexicon.facts.get_index(index)?;
    let nothing = Asked::default();
    let mut cells = cells(fact, scene.facts.get(index)?, asked.unwrap_or(&nothing), most)?;
    for (derived, value) in scene.own.iter().filter(|(_, value)| value.is_settled()) {
        let Some(derivation) = scene.lexicon.derivation(*derived) else { continue };
        if scene.inputs(lens, &derivation.expression).contains(&input) {
            let between = scene.derived_in(lens, &derivation.expression);
            let mut trial = Trial::new(scene);
            cells.retain(|cell| {
                trial.set(input, &cell.value);
                trial.derive(lens, &between);
                !disagree(value, &trial.value(&derivation.expression))
            });
        }
    }
    (!cells.is_empty()).then_some(cells)
}

/// Finds the undecided parts of a condition.
fn collect<'a>(
    scene: &Scene<'a>,
    lens: &Lens,
    condition: &'a Expression,
    seen: &mut HashSet<*const Expression>,
    leaves: &mut IndexMap<*const Expression, Leaf<'a>>,
) {
    if !seen.insert(std::ptr::from_ref(condition)) || scene.truth(condition).is_some() {
        return;
    }
    match condition {
        Expression::And(operands) | Expression::Or(operands) | Expression::Call(Function::Not, operands) => {
            operands.iter().for_each(|operand| collect(scene, lens, operand, seen, leaves));
        }
        Expression::If(parts) => parts.iter().for_each(|part| collect(scene, lens, part, seen, leaves)),
        Expression::Criterion(..) | Expression::Eligible(_) => {}
        leaf => {
            let derived = scene.derived_in(lens, leaf);
            let derivations = derived.iter().filter_map(|fact| scene.lexicon.derivation(*fact));
            let parts = derivations.map(|derived| derived.expression.size());
            let made = Leaf {
                condition: leaf,
                inputs: scene.inputs(lens, leaf),
                size: parts.fold(leaf.size(), usize::saturating_add),
                derived,
                variables: Vec::new(),
                truth: None,
            };
            leaves.insert(std::ptr::from_ref(leaf), made);
        }
    }
}

/// Whether a condition asks about programmes, whose decisions are not tried again.
fn asks_programmes(condition: &Expression) -> bool {
    let mut asks = false;
    condition.walk(&mut |part| asks |= matches!(part, Expression::Criterion(..) | Expression::Eligible(_)));
    asks
}
