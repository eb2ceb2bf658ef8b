//! Groups of people by the cells their facts are in, and whether every programme leaves out all of a group.

use std::collections::{BTreeMap, BTreeSet};

use crate::columns::plan::{Plan, Register, Step};
use crate::columns::truth;
use crate::columns::worker::Worker;

/// A person as far as programmes see them: a cell for each column that counts, then for each criterion that cells cannot
/// tell whether it is not met.
pub(super) type Signature = Box<[u8]>;

/// The most combinations of cells for which a part of several columns is looked up.
const COMBINATIONS_LIMIT: usize = 4_096;

/// Some cells of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct CellSet([u64; 4]);

impl CellSet {
    pub(super) fn of(cell: u8) -> Self {
        Self::default().with(cell)
    }

    pub(super) fn with(mut self, cell: u8) -> Self {
        if let Some(word) = self.0.get_mut(usize::from(cell >> 6)) {
            *word |= 1 << (cell & 63);
        }
        self
    }

    pub(super) fn has(&self, cell: u8) -> bool {
        self.0.get(usize::from(cell >> 6)).is_some_and(|word| word >> (cell & 63) & 1 == 1)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
}

/// A group of people: those whose cells are in these sets and who do not meet these criteria.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Group {
    /// By place in [`Views::columns`]; where there is no set, anything goes, and nothing need be told.
    pub(super) cells: Vec<Option<CellSet>>,
    /// By place in [`Views::by_person`], whether not meeting it is what they have in common.
    pub(super) not_met: Vec<bool>,
}

impl Group {
    pub(super) fn fits(&self, signature: &[u8]) -> bool {
        let cells = self.cells.iter().zip(signature).all(|(set, cell)| set.is_none_or(|set| set.has(*cell)));
        let rest = signature.get(self.cells.len()..).unwrap_or(&[]);
        cells && self.not_met.iter().zip(rest).all(|(wanted, is_so)| !*wanted || *is_so == 1)
    }
}

/// What of a plan some programmes look at.
pub(super) struct Views {
    /// The programmes' truths.
    pub(super) programmes: Vec<Register>,
    /// The steps they rest on, in order.
    steps: Vec<Register>,
    /// The columns whose cells they look at.
    pub(super) columns: Vec<usize>,
    /// The criteria that rest on more than cells can tell, by their truths: they are judged person by person.
    pub(super) by_person: Vec<Register>,
    /// Each of them by its programme's place in the plan, and its own among the programme's criteria.
    pub(super) named: Vec<(usize, usize)>,
}

impl Views {
    /// What some programmes look at, by their places in the plan.
    pub(super) fn new(plan: &Plan, programmes: &[usize]) -> Self {
        let of = programmes.iter().filter_map(|at| plan.programmes.get(*at));
        let mut by_person: BTreeMap<Register, (usize, usize)> = BTreeMap::new();
        for (programme, decided) in programmes.iter().zip(of.clone()) {
            for (place, (_, register)) in decided.criteria.iter().enumerate() {
                let mut steps = below(plan, [*register]).into_iter().filter_map(|step| plan.steps.get(step));
                if steps.any(|step| is_by_person(plan, step)) {
                    by_person.entry(*register).or_insert((*programme, place));
                }
            }
        }
        let programmes: Vec<Register> = of.map(|programme| programme.truth).collect();
        let steps: Vec<Register> = below(plan, programmes.iter().copied()).into_iter().collect();
        let columns: BTreeSet<usize> =
            steps.iter().filter_map(|step| plan.steps.get(*step)).flat_map(columns_of).collect();
        Self {
            programmes,
            steps,
            columns: columns.into_iter().filter(|column| tells(plan, *column)).collect(),
            by_person: by_person.keys().copied().collect(),
            named: by_person.into_values().collect(),
        }
    }

    /// A person, by a row that was just decided.
    pub(super) fn signature(&self, worker: &Worker, row: usize) -> Signature {
        let cells = self.columns.iter().map(|column| worker.cells(*column).get(row).copied().unwrap_or_default());
        let not_met =
            self.by_person.iter().map(|criterion| u8::from(worker.truths(*criterion).get(row) == Some(&truth::FALSE)));
        cells.chain(not_met).collect()
    }

    /// The group of one person alone.
    pub(super) fn group_of(&self, plan: &Plan, signature: &[u8]) -> Group {
        let told = |(column, cell): (&usize, &u8)| {
            let column = plan.columns.get(*column)?;
            column.cells.iter().any(|(own, _)| own == cell).then(|| CellSet::of(*cell))
        };
        let cells = self.columns.iter().zip(signature).map(told).collect();
        let rest = signature.get(self.columns.len()..).unwrap_or(&[]);
        Group { cells, not_met: rest.iter().map(|is_so| *is_so == 1).collect() }
    }

    /// Whether every programme leaves out everybody in a group, whatever else is told of them. If not, some of them may
    /// still be left out.
    pub(super) fn leave_out(&self, plan: &Plan, group: &Group) -> bool {
        let mut truths = vec![truth::UNKNOWN; plan.steps.len()];
        for register in &self.steps {
            let Some(step) = plan.steps.get(*register) else { continue };
            let is_not_met = self.by_person.iter().zip(&group.not_met).any(|(own, not)| own == register && *not);
            let truth = if is_not_met { truth::FALSE } else { self.truth(plan, step, &truths, group) };
            if let Some(slot) = truths.get_mut(*register) {
                *slot = truth;
            }
        }
        self.programmes.iter().all(|programme| truths.get(*programme) == Some(&truth::FALSE))
    }

    /// The cells of a column that a group's people have, or that of nothing told where anything goes.
    fn cells(&self, plan: &Plan, group: &Group, column: usize) -> Vec<u8> {
        let of = plan.columns.get(column);
        let place = self.columns.iter().position(|own| *own == column);
        match place.and_then(|place| group.cells.get(place).copied().flatten()) {
            Some(set) => {
                of.into_iter().flat_map(|of| &of.cells).map(|(cell, _)| *cell).filter(|cell| set.has(*cell)).collect()
            }
            None => of.map(|of| of.untold()).into_iter().collect(),
        }
    }

    fn truth(&self, plan: &Plan, step: &Step, truths: &[u8], group: &Group) -> u8 {
        let of = |register: &Register| [truths.get(*register).copied().unwrap_or(truth::UNKNOWN)];
        let mut out = [truth::UNKNOWN];
        match step {
            Step::Constant(truth) => out = [*truth],
            Step::Column(column) => out = [common(self.cells(plan, group, *column))],
            Step::ByCell { column, table } => {
                out = [common(self.cells(plan, group, *column).into_iter().map(|cell| table.truth(cell)))];
            }
            Step::ByCells { columns, table } => {
                let mut places = vec![0_usize];
                for (column, apart) in columns {
                    let cells = self.cells(plan, group, *column);
                    if places.len().saturating_mul(cells.len()) > COMBINATIONS_LIMIT {
                        return truth::UNKNOWN;
                    }
                    let next = |place: usize| {
                        let place = move |cell: &u8| place.saturating_add(apart.saturating_mul(usize::from(*cell)));
                        cells.iter().map(place).collect::<Vec<_>>()
                    };
                    places = places.into_iter().flat_map(next).collect();
                }
                out = [common(places.into_iter().map(|place| table.get(place).copied().unwrap_or(truth::UNKNOWN)))];
            }
            Step::BySet { .. } | Step::ByRow(_) => {}
            Step::All(operands) => {
                out = [truth::TRUE];
                operands.iter().for_each(|operand| truth::and(&mut out, &of(operand)));
            }
            Step::Any(operands) => {
                out = [truth::FALSE];
                operands.iter().for_each(|operand| truth::or(&mut out, &of(operand)));
            }
            Step::Not(operand) => {
                out = of(operand);
                truth::not(&mut out);
            }
            Step::If([asked, yes, no]) => {
                out = of(asked);
                truth::choose(&mut out, &of(yes), &of(no));
            }
            Step::Same { left, right, not } => {
                out = of(left);
                truth::same(&mut out, &of(right));
                if *not {
                    truth::not(&mut out);
                }
            }
        }
        let [truth] = out;
        truth
    }
}

/// What truths have in common.
fn common(truths: impl IntoIterator<Item = u8>) -> u8 {
    let mut truths = truths.into_iter();
    let first = truths.next().unwrap_or(truth::UNKNOWN);
    if truths.all(|truth| truth == first) { first } else { truth::UNKNOWN }
}

/// Whether a step is decided by more than the cells of single facts. A fact that is told itself for some and follows from
/// others for the rest is not one fact.
fn is_by_person(plan: &Plan, step: &Step) -> bool {
    matches!(step, Step::BySet { .. } | Step::ByRow(_)) || columns_of(step).iter().any(|column| !tells(plan, *column))
}

/// Whether a group can be told apart by a column's cells: each stands for something, and the fact is not told otherwise.
fn tells(plan: &Plan, column: usize) -> bool {
    let follows = plan.agreeing.iter().any(|agreeing| agreeing.columns.first() == Some(&column));
    !follows && plan.columns.get(column).is_some_and(|column| !column.cells.is_empty())
}

/// The columns that a step itself looks at.
fn columns_of(step: &Step) -> Vec<usize> {
    match step {
        Step::Column(column) | Step::ByCell { column, .. } => vec![*column],
        Step::ByCells { columns, .. } => columns.iter().map(|(column, _)| *column).collect(),
        _ => Vec::new(),
    }
}

/// Some steps and all that they rest on.
fn below(plan: &Plan, steps: impl IntoIterator<Item = Register>) -> BTreeSet<Register> {
    let mut all = BTreeSet::new();
    let mut waiting: Vec<Register> = steps.into_iter().collect();
    while let Some(step) = waiting.pop() {
        if !all.insert(step) {
            continue;
        }
        match plan.steps.get(step) {
            Some(Step::All(operands) | Step::Any(operands)) => waiting.extend(operands),
            Some(Step::Not(operand)) => waiting.push(*operand),
            Some(Step::If(operands)) => waiting.extend(operands),
            Some(Step::Same { left, right, .. }) => waiting.extend([left, right]),
            _ => {}
        }
    }
    all
}
