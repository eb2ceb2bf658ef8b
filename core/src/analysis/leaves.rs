//! The parts of conditions that are tried as a whole, and the variables they rest on.

use std::collections::BTreeSet;

use super::Variable;
use super::cells::{Cell, cells};
use super::cuts::{Asked, Cuts};
use super::diagram::VariableIndex;
use super::division::Division;
use super::quick::{OrderedMap, OrderedSet, QuickMap, QuickSet};
use super::scene::{Input, Lens, Scene, Trial};
use super::total::is_total;
use super::witness::Witness;
use crate::condition::{Expression, FactIndex, Value, disagree};
use crate::document::FactType;
use crate::sort;

/// A part of a condition that is not divided.
pub(super) struct Leaf<'a> {
    pub(super) condition: &'a Expression,
    /// What it rests on.
    pub(super) inputs: OrderedSet<Input>,
    /// The derived facts between its inputs and it.
    pub(super) derived: Vec<FactIndex>,
    /// How many parts an evaluation of it and of those goes through.
    pub(super) size: usize,
    /// Whether it asks something of its inputs that cells cannot tell apart.
    rough: bool,
    /// The variables whose cells decide it, in order.
    pub(super) variables: Vec<VariableIndex>,
    /// Its own truth as a variable, where cells cannot decide it.
    pub(super) truth: Option<VariableIndex>,
}

/// All parts of some conditions.
pub(super) struct Leaves<'a> {
    pub(super) lens: &'a Lens,
    /// By where each stands.
    leaves: OrderedMap<*const Expression, Leaf<'a>>,
    pub(super) variables: Vec<Variable>,
    pub(super) tied: BTreeSet<Input>,
    /// Derived facts that are asked for themselves beside several sources, or beside codes.
    pub(super) beside: BTreeSet<Input>,
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
        let (mut leaves, mut seen) = (OrderedMap::default(), QuickSet::default());
        for condition in conditions {
            collect(&scene, lens, condition, &mut seen, &mut leaves);
        }
        let mut cuts = Cuts::new(scene, lens);
        // What one part asks roughly, another may ask exactly.
        for leaf in leaves.values_mut() {
            cuts.read(leaf.condition);
            leaf.rough = cuts.take_rough();
        }
        let mut made =
            Self { lens, leaves, variables: Vec::new(), tied: BTreeSet::new(), beside: BTreeSet::new(), cells_left };
        made.declare(scene, cuts);
        made
    }

    /// The part that stands at a place.
    pub(super) fn of_condition(&self, condition: &Expression) -> Option<&Leaf<'a>> {
        self.leaves.get(&std::ptr::from_ref(condition))
    }

    /// What a condition's own undecided parts rest on, in order.
    pub(super) fn inputs(&self, condition: &Expression) -> OrderedSet<Input> {
        let mut inputs = OrderedSet::default();
        condition.walk(&mut |part| inputs.extend(self.of_condition(part).iter().flat_map(|leaf| &leaf.inputs)));
        inputs
    }

    /// Declares a variable for each input, in the order they are first used.
    fn declare(&mut self, scene: Scene<'a>, mut cuts: Cuts<'a>) {
        let used: OrderedSet<Input> = self.leaves.values().flat_map(|leaf| leaf.inputs.iter().copied()).collect();
        self.fit_to_what_was_given(scene, &used, &mut cuts);
        self.tie_to_sources(scene, &used);
        let mut by_input: QuickMap<Input, VariableIndex> = QuickMap::default();
        let mut by_text: QuickMap<String, VariableIndex> = QuickMap::default();
        let mut leaves = std::mem::take(&mut self.leaves);
        for leaf in leaves.values_mut() {
            for input in &leaf.inputs {
                if !leaf.rough
                    && !by_input.contains_key(input)
                    && let Some(cells) = cells_of(scene, self.lens, *input, &cuts, self.cells_left)
                {
                    self.cells_left = self.cells_left.saturating_sub(cells.len());
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
                leaf.inputs.iter().map(|input| by_input.get(input).copied().filter(|_| !leaf.rough)).collect();
            let combinations = variables
                .iter()
                .flatten()
                .filter_map(|variable| self.variables.get(*variable))
                .fold(1_usize, |combinations, variable| {
                    combinations.saturating_mul(variable.cells.len().saturating_add(1))
                });
            match variables {
                Some(mut variables) if combinations <= COMBINATIONS_LIMIT && !asks_programmes(leaf.condition) => {
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
        by_input: &QuickMap<Input, VariableIndex>,
        cuts: &Cuts<'a>,
        by_text: &mut QuickMap<String, VariableIndex>,
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
    /// that. It matters to conditions that ask for it.
    fn tie_to_sources(&mut self, scene: Scene<'a>, used: &OrderedSet<Input>) {
        for (fact, derived) in &scene.lexicon.derived {
            let own = Input::Fact(*fact);
            let mut sources = scene.inputs(self.lens, &derived.expression);
            sources.shift_remove(&own);
            let is_codes = scene.lexicon.facts.get_index(*fact).is_some_and(|(_, fact)| fact.r#type == FactType::Codes);
            if self.lens.itself(*fact) && used.contains(&own) && (sources.len() > 1 || is_codes) {
                self.beside.insert(own);
            }
        }
    }

    /// A derived fact that was given itself must follow from whatever its sources turn out to be.
    fn fit_to_what_was_given(&mut self, scene: Scene<'a>, used: &OrderedSet<Input>, cuts: &mut Cuts<'a>) {
        for (fact, value) in scene.own.iter().filter(|(_, value)| value.is_settled()) {
            let Some(derived) = scene.lexicon.derivation(*fact) else { continue };
            let sources = scene.inputs(self.lens, &derived.expression);
            // No cell may hold answers that fit beside answers that do not.
            if sources.iter().any(|source| used.contains(source)) {
                cuts.read_equal(&derived.expression, value);
            }
            if sources.len() > 1 {
                self.tied.extend(sources);
            }
        }
    }
}

/// The cells of an input; `None` if they cannot be listed.
fn cells_of(scene: Scene<'_>, lens: &Lens, input: Input, cuts: &Cuts<'_>, most: usize) -> Option<Vec<Cell>> {
    let Input::Fact(index) = input else { return None };
    if cuts.is_rough(input) {
        return None;
    }
    let (_, fact) = scene.lexicon.facts.get_index(index)?;
    let nothing = Asked::default();
    let own = cuts.asked.get(&input).unwrap_or(&nothing);
    let mut cells = cells(fact, scene.facts.get(index)?, own, most)?;
    if let Some(following) = following(scene, lens, index, cuts, most) {
        cells.retain(|cell| following.iter().any(|value| own.is_same(fact, &cell.value, value)));
    }
    retain_fitting(scene, lens, input, &mut cells, |cell| &cell.value);
    (!cells.is_empty()).then_some(cells)
}

/// Retains those answers to an input that agree with the derived facts that were given themselves.
pub(super) fn retain_fitting<T>(
    scene: Scene<'_>,
    lens: &Lens,
    input: Input,
    answers: &mut Vec<T>,
    value_of: impl Fn(&T) -> &Value,
) {
    for (derived, given) in scene.own.iter().filter(|(_, value)| value.is_settled()) {
        let Some(derivation) = scene.lexicon.derivation(*derived) else { continue };
        if scene.inputs(lens, &derivation.expression).contains(&input) {
            let between = scene.derived_in(lens, &derivation.expression);
            let mut trial = Trial::new(scene);
            answers.retain(|answer| {
                trial.set(input, value_of(answer));
                trial.derive(lens, &between);
                !disagree(given, &trial.value(&derivation.expression))
            });
        }
    }
}

/// What can follow for a derived fact that is asked for itself beside the one source that is not told.
fn following(scene: Scene<'_>, lens: &Lens, fact: FactIndex, cuts: &Cuts<'_>, most: usize) -> Option<Vec<Value>> {
    let derivation = scene.lexicon.derivation(fact).filter(|derived| !derived.of_the_day || scene.as_at.is_some())?;
    let inputs = scene.inputs(lens, &derivation.expression);
    let [source] = inputs.iter().collect::<Vec<_>>()[..] else { return None };
    let between = scene.derived_in(lens, &derivation.expression);
    let mut trial = Trial::new(scene);
    if cuts.is_rough_anywhere(*source) {
        return None;
    }
    let values = cells_of(scene, lens, *source, cuts, most)?.into_iter().map(|cell| {
        trial.set(*source, &cell.value);
        trial.derive(lens, &between);
        trial.value(&derivation.expression)
    });
    let values: Vec<Value> = values.collect();
    values.iter().all(Value::is_settled).then_some(values)
}

/// Finds the undecided parts of a condition.
fn collect<'a>(
    scene: &Scene<'a>,
    lens: &Lens,
    condition: &'a Expression,
    seen: &mut QuickSet<*const Expression>,
    leaves: &mut OrderedMap<*const Expression, Leaf<'a>>,
) {
    if !seen.insert(std::ptr::from_ref(condition)) || scene.truth(condition).is_some() {
        return;
    }
    if let Some(division) = Division::of(scene, condition) {
        division.parts().into_iter().for_each(|part| collect(scene, lens, part, seen, leaves));
        return;
    }
    match condition {
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
                rough: false,
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
