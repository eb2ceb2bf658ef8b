//! What could yet be told, and what it would settle.
//!
//! Conditions are turned into decision diagrams ([`diagram`]) over the facts that are not known ([`scene`]). A fact's
//! answers fall into cells that no condition can tell apart ([`cells`]), found from the thresholds that conditions
//! name ([`cuts`]); every cell is then tried with the one evaluator there is, so that nothing here knows what an
//! operation means. What has no such cells (a household, a fact compared with another) becomes a variable of its own,
//! true or false: then too much may be said to matter, never too little.

mod cells;
mod cuts;
mod diagram;
mod division;
mod leaves;
mod once;
mod quick;
mod scene;
mod total;
mod witness;

use std::collections::BTreeSet;

pub(crate) use cells::Cell;
#[cfg(feature = "columns")]
pub(crate) use cells::standing;
#[cfg(feature = "columns")]
pub(crate) use cuts::{Asked, Cut, of_day};
pub(crate) use cuts::{Cuts, to_day};
pub(crate) use diagram::{Diagram, Diagrams, TooLarge, VariableIndex};
pub(crate) use once::{Joint, Shape, ask_once, joined};
pub(crate) use quick::{OrderedSet, QuickMap};
pub(crate) use scene::{Input, Lens, Scene, Trial};

#[cfg(feature = "columns")]
pub(crate) use division::Division;
#[cfg(not(feature = "columns"))]
use division::Division;
use leaves::{Leaf, Leaves};

use crate::condition::{CriterionIndex, Expression};

/// The most work that one criterion or programme may take, and all together: branches of diagrams made and joined, and
/// parts of conditions tried.
const WORK_LIMIT: usize = 1_000_000;
const ALL_WORK_LIMIT: usize = 10_000_000;

/// How many parts are tried in the time that one branch takes, and how many branches a criterion takes to set up.
const PARTS_IN_ONE: usize = 8;
const CRITERION_WORK: usize = 16;

/// What telling one more costs, beside what is told being used later.
const ONE_MORE: u64 = 1 << 32;

/// The most variables; diagrams are as deep as there are variables.
const VARIABLES_LIMIT: usize = 1_000;

/// Something a diagram can ask.
#[derive(Debug)]
pub(crate) struct Variable {
    /// What is told by the answer: one input; or several, where only the truth of what they make up is asked.
    pub(crate) inputs: Vec<Input>,
    pub(crate) cells: Vec<Cell>,
    /// Whether it is the truth of a part of a condition, not what a fact is.
    pub(crate) is_truth: bool,
    /// Whether each of its cells can surely come to be.
    pub(crate) sound: bool,
    /// Whether it is settled once everything is told; else it may stay unknown for good, as a division by zero does.
    pub(crate) total: bool,
    /// Of a truth: the fewest inputs by which it is found to come out false, and true, where those are not all.
    settled_by: [Option<Vec<Input>>; 2],
}

impl Variable {
    /// The inputs to tell for a cell to be.
    fn telling(&self, cell: usize) -> &[Input] {
        let few = if self.is_truth { self.settled_by.get(cell) } else { None };
        few.and_then(Option::as_ref).unwrap_or(&self.inputs)
    }
}

/// A condition as a function of what is not known.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) diagram: Result<Diagram, TooLarge>,
    /// What it rests on and may vary, in the order of first use, whether it can matter or not.
    rests_on: OrderedSet<Input>,
}

impl Compiled {
    fn too_large() -> Self {
        Self { diagram: Err(TooLarge), rests_on: OrderedSet::default() }
    }
}

/// Conditions as functions of what is not known.
pub(crate) struct Analysis {
    pub(crate) diagrams: Diagrams,
    pub(crate) variables: Vec<Variable>,
    criteria: QuickMap<CriterionIndex, Compiled>,
    /// The conditions that are no criteria, in the order given.
    pub(crate) conditions: Vec<Compiled>,
    /// Facts that must fit something told, or each other: not every combination of theirs can come to be.
    tied: BTreeSet<Input>,
    /// Derived facts that are asked for themselves and must fit their sources: the same of conditions that ask for them.
    beside: BTreeSet<Input>,
    /// The most work in all.
    limit: usize,
}

/// What can matter.
#[derive(Clone, Debug)]
pub(crate) struct Mattering {
    /// In the order of first use.
    pub(crate) inputs: Vec<Input>,
    /// Whether each of them surely can.
    pub(crate) exact: bool,
}

impl Mattering {
    /// Nothing: what is decided stays decided.
    pub(crate) fn settled() -> Self {
        Self { inputs: Vec::new(), exact: true }
    }
}

impl Analysis {
    /// Analyses criteria and other conditions, and the criteria they ask about, as far as they are not decided.
    pub(crate) fn new<'a>(
        scene: Scene<'a>,
        lens: &'a Lens,
        criteria: impl IntoIterator<Item = CriterionIndex>,
        conditions: &[&'a Expression],
    ) -> Self {
        let reached = reached_from(&scene, criteria, conditions, usize::MAX).unwrap_or_default();
        Self::of(ALL_WORK_LIMIT, scene, lens, &reached, conditions)
    }

    /// The same, where setting up counts as work and there is a limit of one's own to all of it. Where that is not
    /// enough to begin, every condition is too large.
    pub(crate) fn within<'a>(
        limit: usize,
        scene: Scene<'a>,
        lens: &'a Lens,
        criteria: impl IntoIterator<Item = CriterionIndex>,
        conditions: &[&'a Expression],
    ) -> Self {
        let mut begin = scene.facts.len() / PARTS_IN_ONE;
        for condition in conditions {
            if begin > limit {
                break;
            }
            begin = begin.saturating_add(scene.work_of(condition));
        }
        let most = limit.saturating_sub(begin) / CRITERION_WORK;
        let mut analysis = match (begin <= limit).then(|| reached_from(&scene, criteria, conditions, most)).flatten() {
            Some(reached) => Self::of(limit, scene, lens, &reached, conditions),
            None => Self { conditions: vec![Compiled::too_large(); conditions.len()], ..Self::empty(limit) },
        };
        let cells = analysis.variables.iter().map(|variable| variable.cells.len()).sum::<usize>();
        let criteria = analysis.criteria.len().saturating_mul(CRITERION_WORK);
        analysis.diagrams.charge(begin.saturating_add(criteria).saturating_add(cells));
        analysis
    }

    fn empty(limit: usize) -> Self {
        Self {
            diagrams: Diagrams::new(limit),
            variables: Vec::new(),
            criteria: QuickMap::default(),
            conditions: Vec::new(),
            tied: BTreeSet::new(),
            beside: BTreeSet::new(),
            limit,
        }
    }

    fn of<'a>(
        limit: usize,
        scene: Scene<'a>,
        lens: &'a Lens,
        reached: &OrderedSet<CriterionIndex>,
        conditions: &[&'a Expression],
    ) -> Self {
        let rules = reached.iter().filter_map(|index| scene.rules.criteria.get(*index)).map(|rule| &rule.when);
        let mut leaves = Leaves::of(scene, lens, rules.chain(conditions.iter().copied()), limit);
        let (tied, beside) = (std::mem::take(&mut leaves.tied), std::mem::take(&mut leaves.beside));
        let mut analysis = Self { tied, beside, ..Self::empty(limit) };
        let mut tables = Tables { trial: Trial::new(scene), made: QuickMap::default() };
        // Each after those it asks about.
        let order = if reached.is_empty() { &[] } else { scene.rules.order.as_slice() };
        for index in order.iter().filter(|index| reached.contains(*index)) {
            if let Some(rule) = scene.rules.criteria.get(*index) {
                let compiled = analysis.compile(scene, &leaves, &mut tables, &rule.when);
                analysis.criteria.insert(*index, compiled);
            }
        }
        for condition in conditions {
            let compiled = analysis.compile(scene, &leaves, &mut tables, condition);
            analysis.conditions.push(compiled);
        }
        analysis.variables = leaves.variables;
        analysis
    }

    fn compile<'s>(
        &mut self,
        scene: Scene<'s>,
        leaves: &Leaves<'s>,
        tables: &mut Tables<'s>,
        condition: &Expression,
    ) -> Compiled {
        let mut rests_on = leaves.inputs(condition);
        for index in asked_by(&scene, condition) {
            rests_on.extend(self.criteria.get(&index).into_iter().flat_map(|asked| &asked.rests_on));
        }
        self.make_room();
        let diagram = if leaves.variables.len() > VARIABLES_LIMIT {
            Err(TooLarge)
        } else {
            Compiling { scene, leaves, tables, analysis: self }.compile(condition)
        };
        Compiled { diagram, rests_on }
    }

    /// Lets the next condition or question do its share of work.
    pub(crate) fn make_room(&mut self) {
        self.diagrams.allow(WORK_LIMIT, self.limit);
    }

    /// A criterion, unless it is decided.
    pub(crate) fn criterion(&self, index: CriterionIndex) -> Option<&Compiled> {
        self.criteria.get(&index)
    }

    /// A condition as it is where everything is told; what may stay unknown for good stays so.
    pub(crate) fn complete(
        &mut self,
        diagram: Diagram,
        known: &mut QuickMap<Diagram, Diagram>,
    ) -> Result<Diagram, TooLarge> {
        self.make_room();
        let variables = &self.variables;
        let stays_open = |variable| variables.get(variable).is_none_or(|variable: &Variable| !variable.total);
        self.diagrams.complete(diagram, &stays_open, known)
    }

    /// Kleene's `and` over criteria of which none is decided against.
    pub(crate) fn all(&mut self, criteria: &[CriterionIndex]) -> Compiled {
        self.make_room();
        let mut all = Ok(Diagram::TRUE);
        for index in criteria.iter().rev() {
            let criterion = self.criterion_diagram(*index);
            all = all.and_then(|all| self.diagrams.and(criterion?, all));
        }
        let compiled = criteria.iter().filter_map(|index| self.criteria.get(index));
        Compiled { diagram: all, rests_on: compiled.flat_map(|criterion| &criterion.rests_on).copied().collect() }
    }

    fn criterion_diagram(&self, index: CriterionIndex) -> Result<Diagram, TooLarge> {
        self.criteria.get(&index).map_or(Ok(Diagram::TRUE), |criterion| criterion.diagram)
    }

    /// What can settle a condition; if it could not be worked out, everything it rests on.
    pub(crate) fn mattering(&self, compiled: &Compiled) -> Mattering {
        let Ok(diagram) = compiled.diagram else {
            return Mattering { inputs: compiled.rests_on.iter().copied().collect(), exact: false };
        };
        let asked = self.diagrams.variables(diagram);
        let variables: Vec<&Variable> = asked.iter().filter_map(|variable| self.variables.get(*variable)).collect();
        let matters = |input: &Input| variables.iter().any(|variable| variable.inputs.contains(input));
        let inputs: Vec<Input> = compiled.rests_on.iter().copied().filter(matters).collect();
        let alone = |variable: &Variable| {
            let others = variables.iter().filter(|other| !std::ptr::eq(**other, variable));
            !others.flat_map(|other| &other.inputs).any(|input| variable.inputs.contains(input))
        };
        let exact = variables.iter().all(|variable| variable.sound && (!variable.is_truth || alone(variable)))
            && !inputs.iter().any(|input| self.tied.contains(input) || self.beside.contains(input));
        Mattering { inputs, exact }
    }

    /// A smallest set of what is not told for which some answers settle a condition, in the order of first use; of sets
    /// as small, one of what is used first.
    pub(crate) fn settling(&self, compiled: &Compiled) -> Option<Vec<Input>> {
        let telling = |variable: VariableIndex, cell: usize| {
            self.variables.get(variable).map_or(&[][..], |variable| variable.telling(cell))
        };
        let rank = |input: &Input| compiled.rests_on.get_index_of(input).and_then(|rank| u64::try_from(rank).ok());
        let cost = |variable: VariableIndex, cell: usize| {
            let ranks = telling(variable, cell).iter().map(|input| rank(input).unwrap_or(0));
            ranks.fold(0_u64, |cost, rank| cost.saturating_add(ONE_MORE).saturating_add(rank))
        };
        let asked = self.diagrams.cheapest(compiled.diagram.ok()?, cost)?;
        let settles = |input: &Input| asked.iter().any(|(variable, cell)| telling(*variable, *cell).contains(input));
        Some(compiled.rests_on.iter().copied().filter(settles).collect())
    }
}

/// The criteria of a set and of what conditions ask, and those they ask about, as far as they are undecided; `None` if they
/// are more than `most`.
fn reached_from(
    scene: &Scene<'_>,
    criteria: impl IntoIterator<Item = CriterionIndex>,
    conditions: &[&Expression],
    most: usize,
) -> Option<OrderedSet<CriterionIndex>> {
    let mut reached = OrderedSet::default();
    let undecided =
        |index: &CriterionIndex| scene.rules.criteria.get(*index).is_some_and(|rule| scene.truth(&rule.when).is_none());
    let asked = conditions.iter().flat_map(|condition| asked_by(scene, condition));
    let mut waiting: Vec<CriterionIndex> = criteria.into_iter().chain(asked).collect();
    waiting.reverse();
    while let Some(index) = waiting.pop() {
        if reached.contains(&index) || !undecided(&index) {
            continue;
        }
        reached.insert(index);
        if reached.len() > most {
            return None;
        }
        if let Some(rule) = scene.rules.criteria.get(index) {
            waiting.extend(asked_by(scene, &rule.when).into_iter().rev());
        }
    }
    Some(reached)
}

fn asked_by(scene: &Scene<'_>, condition: &Expression) -> Vec<CriterionIndex> {
    let mut asked = Vec::new();
    condition.walk(&mut |part| asked.extend(scene.asked_about(part)));
    asked
}

/// Conditions into diagrams.
struct Compiling<'a, 's> {
    scene: Scene<'s>,
    leaves: &'a Leaves<'s>,
    tables: &'a mut Tables<'s>,
    analysis: &'a mut Analysis,
}

/// What was made of the parts of conditions so far, by where each stands.
struct Tables<'s> {
    trial: Trial<'s>,
    made: QuickMap<*const Expression, Diagram>,
}

impl Compiling<'_, '_> {
    fn compile(&mut self, condition: &Expression) -> Result<Diagram, TooLarge> {
        let place = std::ptr::from_ref(condition);
        if let Some(made) = self.tables.made.get(&place) {
            return Ok(*made);
        }
        let diagram = self.make(condition)?;
        self.tables.made.insert(place, diagram);
        Ok(diagram)
    }

    fn make(&mut self, condition: &Expression) -> Result<Diagram, TooLarge> {
        if let Some(leaf) = self.leaves.of_condition(condition) {
            return self.leaf(leaf);
        }
        if let Some(truth) = self.scene.truth(condition) {
            return Ok(Diagram::of_truth(Some(truth)));
        }
        if let Some(division) = Division::of(&self.scene, condition) {
            return self.divided(&division);
        }
        match condition {
            Expression::Criterion(..) => match self.scene.asked_about(condition).first() {
                Some(index) => self.analysis.criterion_diagram(*index),
                None => Ok(Diagram::UNKNOWN),
            },
            Expression::Eligible(programme) => match self.scene.criteria_of(*programme) {
                Some(criteria) => self.analysis.all(criteria).diagram,
                None => Ok(Diagram::FALSE),
            },
            _ => Ok(Diagram::UNKNOWN),
        }
    }

    fn divided(&mut self, division: &Division<'_>) -> Result<Diagram, TooLarge> {
        match *division {
            Division::All(operands) => {
                let mut all = Diagram::TRUE;
                for operand in operands.iter().rev() {
                    let operand = self.compile(operand)?;
                    all = self.analysis.diagrams.and(operand, all)?;
                }
                Ok(all)
            }
            Division::Any(operands) => {
                let mut any = Diagram::FALSE;
                for operand in operands.iter().rev() {
                    let operand = self.compile(operand)?;
                    any = self.analysis.diagrams.or(operand, any)?;
                }
                Ok(any)
            }
            Division::Not(operand) => {
                let operand = self.compile(operand)?;
                self.analysis.diagrams.not(operand)
            }
            Division::If([asked, yes, no]) => {
                let (asked, yes, no) = (self.compile(asked)?, self.compile(yes)?, self.compile(no)?);
                self.analysis.diagrams.choose(asked, yes, no)
            }
            Division::Same(left, right) | Division::Different(left, right) => {
                let (left, right) = (self.compile(left)?, self.compile(right)?);
                let other = self.analysis.diagrams.not(right)?;
                match division {
                    Division::Same(..) => self.analysis.diagrams.choose(left, right, other),
                    _ => self.analysis.diagrams.choose(left, other, right),
                }
            }
        }
    }

    /// A part that is not divided: every combination of its inputs' cells is tried.
    fn leaf(&mut self, leaf: &Leaf<'_>) -> Result<Diagram, TooLarge> {
        match leaf.truth {
            Some(variable) => {
                self.analysis.diagrams.ask(variable, vec![Diagram::UNKNOWN, Diagram::FALSE, Diagram::TRUE])
            }
            None => self.table(leaf, &leaf.variables),
        }
    }

    fn table(&mut self, leaf: &Leaf<'_>, variables: &[VariableIndex]) -> Result<Diagram, TooLarge> {
        let leaves = self.leaves;
        let Some((first, rest)) = variables.split_first() else {
            let trial = &mut self.tables.trial;
            trial.derive(leaves.lens, &leaf.derived);
            let (truth, members) = trial.truth_and_members(leaf.condition);
            let parts = leaf.size.saturating_mul(members.saturating_add(1));
            self.analysis.diagrams.spend((parts / PARTS_IN_ONE).saturating_add(1))?;
            return Ok(Diagram::of_truth(truth));
        };
        let Some(variable) = leaves.variables.get(*first) else { return Ok(Diagram::UNKNOWN) };
        let Some(input) = variable.inputs.first() else { return Ok(Diagram::UNKNOWN) };
        self.tables.trial.reset(*input);
        let mut branches = vec![self.table(leaf, rest)?];
        for cell in &variable.cells {
            self.tables.trial.set(*input, &cell.value);
            let branch = self.table(leaf, rest);
            if branch.is_err() {
                self.tables.trial.reset(*input);
            }
            branches.push(branch?);
        }
        self.tables.trial.reset(*input);
        self.analysis.diagrams.ask(*first, branches)
    }
}
