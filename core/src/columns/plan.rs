//! What is done with each batch: conditions as steps over truths, and their smallest parts as tables over cells.
//!
//! A part that asks one column is tried once for every cell, with the one evaluator there is; a row then looks its truth
//! up. So nothing here knows what an operation means.

use std::collections::BTreeMap;

use super::bind::Column;
use super::compile::Compiling;
use super::layout::{Telling, columns};
use super::table::Table;
use crate::analysis::{Lens, OrderedSet, Scene};
use crate::catalogue::Catalogue;
use crate::condition::{CriterionIndex, Expression, FactIndex, NoVerdicts};
use crate::facts::Told;
use crate::value::Date;

/// The place of a condition's truths.
pub(super) type Register = usize;

/// What is done with a batch, step by step; each step fills the register of its number.
pub(super) struct Plan {
    pub(super) catalogue: Catalogue,
    pub(super) as_at: Date,
    /// A person of whom nothing is told.
    pub(super) nobody: Told,
    pub(super) lens: Lens,
    pub(super) columns: Vec<Column>,
    pub(super) steps: Vec<Step>,
    pub(super) programmes: Vec<Decided>,
    /// Derived facts that are told themselves beside their sources.
    pub(super) agreeing: Vec<Agreeing>,
    pub(super) criteria: BTreeMap<CriterionIndex, Register>,
}

/// A programme's truths.
pub(super) struct Decided {
    pub(super) id: String,
    pub(super) truth: Register,
    /// Each criterion's id and truths.
    pub(super) criteria: Vec<(String, Register)>,
}

/// A column of a derived fact, and those that it must agree with.
pub(super) struct Agreeing {
    pub(super) fact: FactIndex,
    pub(super) columns: Vec<usize>,
}

/// One step.
pub(super) enum Step {
    Constant(u8),
    /// The truths of a boolean column.
    Column(usize),
    /// A part of one column, by its cells.
    ByCell {
        column: usize,
        table: Table,
    },
    /// A part of several columns, by all their cells: each column with how far apart its cells stand in the table.
    ByCells {
        columns: Vec<(usize, usize)>,
        table: Vec<u8>,
    },
    /// A part of one column of codes, by the set; the last place is of what is not told.
    BySet {
        column: usize,
        table: Vec<u8>,
    },
    /// A part that is evaluated row by row.
    ByRow(Part),
    All(Vec<Register>),
    Any(Vec<Register>),
    Not(Register),
    If([Register; 3]),
    Same {
        left: Register,
        right: Register,
        not: bool,
    },
}

/// A part of a condition that is evaluated row by row.
pub(super) struct Part {
    pub(super) condition: Expression,
    pub(super) columns: Vec<usize>,
    pub(super) derived: Vec<FactIndex>,
    /// Whether it asks about other criteria.
    pub(super) asks: bool,
}

impl Plan {
    /// The plan for a table with columns that tell some facts.
    pub(super) fn new(catalogue: &Catalogue, as_at: Date, telling: Vec<Telling>) -> Self {
        let nobody = Told::nothing(catalogue);
        let rules = catalogue.rules();
        let scene = Scene {
            lexicon: catalogue.lexicon(),
            rules,
            facts: &nobody.values,
            given: &nobody.given,
            own: &[],
            as_at: Some(as_at),
            versions_on: as_at,
            verdicts: &NoVerdicts,
        };
        let facts: Vec<FactIndex> = telling.iter().map(|telling| telling.fact).collect();
        let lens = scene.of_columns(&facts);
        let in_force = rules.epoch(as_at).map_or(&[][..], |epoch| &epoch.in_force);
        let needed = rules.epoch(as_at).map_or(&[][..], |epoch| &epoch.needed);
        let conditions = || needed.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when);
        let columns = columns(scene, &lens, telling, conditions());
        let mut compiling = Compiling::new(scene, &lens, &columns);
        for index in needed {
            compiling.criterion(*index);
        }
        let mut programmes = Vec::new();
        for of in in_force {
            let criteria: Vec<Register> = of.criteria.iter().map(|index| compiling.criterion(*index)).collect();
            let truth = compiling.step(Step::All(criteria.clone()));
            let Some((id, _)) = rules.programmes.get_index(of.programme) else { continue };
            let ids = of
                .criteria
                .iter()
                .map(|index| rules.criteria.get(*index).map_or(String::new(), |rule| rule.id.clone()));
            programmes.push(Decided { id: id.clone(), truth, criteria: ids.zip(criteria).collect() });
        }
        let (steps, criteria) = (compiling.steps, compiling.criteria);
        let agreeing = agreeing(scene, &columns);
        Self {
            catalogue: catalogue.clone(),
            as_at,
            nobody: nobody.clone(),
            lens,
            columns,
            steps,
            programmes,
            agreeing,
            criteria,
        }
    }

    pub(super) fn scene(&self) -> Scene<'_> {
        Scene {
            lexicon: self.catalogue.lexicon(),
            rules: self.catalogue.rules(),
            facts: &self.nobody.values,
            given: &self.nobody.given,
            own: &[],
            as_at: Some(self.as_at),
            versions_on: self.as_at,
            verdicts: &NoVerdicts,
        }
    }
}

/// Derived facts with columns of their own, whose sources have columns too.
fn agreeing(scene: Scene<'_>, columns: &[Column]) -> Vec<Agreeing> {
    let place = |fact: FactIndex| columns.iter().position(|column| column.fact == fact);
    let mut agreeing = Vec::new();
    for fact in scene.lexicon.derived.keys() {
        let Some(own) = place(*fact) else { continue };
        let mut sources = OrderedSet::default();
        let mut waiting = vec![*fact];
        while let Some(fact) = waiting.pop() {
            let Some(derivation) = scene.lexicon.derivation(fact) else { continue };
            for source in &derivation.sources {
                if sources.insert(*source) {
                    waiting.push(*source);
                }
            }
        }
        let told: Vec<usize> = sources.iter().filter_map(|source| place(*source)).collect();
        if !told.is_empty() {
            agreeing.push(Agreeing { fact: *fact, columns: std::iter::once(own).chain(told).collect() });
        }
    }
    agreeing
}
