//! From conditions to the steps of a plan: what divides is joined again, and the rest is tried for every cell.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::bind::{Column, Kind};
use super::plan::{Part, Register, Step};
use super::table::Table;
use super::truth;
use crate::analysis::{Cuts, Division, Input, Lens, Scene, Trial};
use crate::condition::{CriterionIndex, Expression, FactIndex, Test, Value};
use crate::facts::codes_told;

/// The most combinations of cells that a part of several columns is tried for.
const COMBINATIONS_LIMIT: usize = 65_536;

/// The most codes of which every set is tried beforehand.
const SETS_TRIED: usize = 12;

/// Conditions into steps.
pub(super) struct Compiling<'a> {
    scene: Scene<'a>,
    lens: &'a Lens,
    columns: &'a [Column],
    trial: Trial<'a>,
    pub(super) steps: Vec<Step>,
    /// By how they are written.
    known: HashMap<String, Register>,
    pub(super) criteria: BTreeMap<CriterionIndex, Register>,
}

impl<'a> Compiling<'a> {
    pub(super) fn new(scene: Scene<'a>, lens: &'a Lens, columns: &'a [Column]) -> Self {
        Self {
            scene,
            lens,
            columns,
            trial: Trial::new(scene),
            steps: Vec::new(),
            known: HashMap::new(),
            criteria: BTreeMap::new(),
        }
    }

    pub(super) fn step(&mut self, step: Step) -> Register {
        let register = self.steps.len();
        self.steps.push(step);
        register
    }

    pub(super) fn criterion(&mut self, index: CriterionIndex) -> Register {
        if let Some(known) = self.criteria.get(&index) {
            return *known;
        }
        let register = match self.scene.rules.criteria.get(index) {
            Some(rule) => self.condition(&rule.when),
            None => self.step(Step::Constant(truth::UNKNOWN)),
        };
        self.criteria.insert(index, register);
        register
    }

    fn condition(&mut self, condition: &Expression) -> Register {
        let text = format!("{condition:?}");
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        let register = self.make(condition);
        self.known.insert(text, register);
        register
    }

    fn all<'e>(&mut self, conditions: impl IntoIterator<Item = &'e Expression>) -> Vec<Register> {
        conditions.into_iter().map(|condition| self.condition(condition)).collect()
    }

    fn make(&mut self, condition: &Expression) -> Register {
        if let Some(division) = Division::of(&self.scene, condition) {
            let step = match division {
                Division::All(operands) => Step::All(self.all(operands)),
                Division::Any(operands) => Step::Any(self.all(operands)),
                Division::Not(operand) => Step::Not(self.condition(operand)),
                Division::If([asked, yes, no]) => {
                    Step::If([self.condition(asked), self.condition(yes), self.condition(no)])
                }
                Division::Same(left, right) => {
                    Step::Same { left: self.condition(left), right: self.condition(right), not: false }
                }
                Division::Different(left, right) => {
                    Step::Same { left: self.condition(left), right: self.condition(right), not: true }
                }
            };
            return self.step(step);
        }
        let asked = self.scene.asked_about(condition);
        match condition {
            Expression::Criterion(..) => match asked.first() {
                Some(index) => self.criterion(*index),
                None => self.step(Step::Constant(truth::UNKNOWN)),
            },
            Expression::Eligible(programme) => match self.scene.criteria_of(*programme) {
                Some(criteria) => {
                    let criteria = criteria.iter().map(|index| self.criterion(*index)).collect();
                    self.step(Step::All(criteria))
                }
                // A programme that is not in force takes nobody.
                None => self.step(Step::Constant(truth::FALSE)),
            },
            part => self.part(part),
        }
    }

    /// A part that is not divided.
    fn part(&mut self, part: &Expression) -> Register {
        let mut asked = Vec::new();
        part.walk(&mut |inner| asked.extend(self.scene.asked_about(inner)));
        let asks = asks_programmes(part);
        asked.into_iter().for_each(|index| {
            self.criterion(index);
        });
        let place = |input: &Input| match input {
            Input::Fact(fact) => self.columns.iter().position(|column| column.fact == *fact),
            _ => None,
        };
        let mut columns: Vec<usize> = self.scene.inputs(self.lens, part).iter().filter_map(place).collect();
        columns.sort_unstable();
        let derived = self.scene.derived_in(self.lens, part);
        let step = match columns.as_slice() {
            _ if asks => None,
            [] => Some(Step::Constant(truth::of(self.scene.truth(part)))),
            [one] => self.of_one(part, *one, &derived),
            several => self.of_several(part, several, &derived),
        };
        let by_row = || Step::ByRow(Part { condition: part.clone(), columns, derived, asks });
        let step = step.unwrap_or_else(by_row);
        self.step(step)
    }

    /// Whether what a part asks of its columns their cells can tell.
    fn is_told_by_cells(&self, part: &Expression, columns: &[usize]) -> bool {
        let mut cuts = Cuts::new(self.scene, self.lens);
        cuts.read(part);
        let columns = columns.iter().filter_map(|column| self.columns.get(*column));
        let mut fit = columns.map(|column| !column.cells.is_empty() && (!column.is_grouped || is_by_name(part)));
        !cuts.take_rough() && fit.all(|fits| fits)
    }

    fn try_part(&mut self, part: &Expression, derived: &[FactIndex]) -> u8 {
        self.trial.derive(self.lens, derived);
        truth::of(self.trial.truth(part))
    }

    fn of_one(&mut self, part: &Expression, column: usize, derived: &[FactIndex]) -> Option<Step> {
        let of = self.columns.get(column)?;
        let input = Input::Fact(of.fact);
        if let (Expression::Fact(fact), Kind::Boolean) = (part, &of.kind)
            && *fact == of.fact
        {
            return Some(Step::Column(column));
        }
        if let Kind::Sets(places) = &of.kind {
            if places.len() > SETS_TRIED {
                return None;
            }
            let sets = 0..1_u64.checked_shl(u32::try_from(places.len()).ok()?)?;
            let mut table: Vec<u8> = Vec::new();
            for set in sets {
                let value = self.set(of, set)?;
                self.trial.set(input, &value);
                table.push(self.try_part(part, derived));
            }
            self.trial.reset(input);
            table.push(self.try_part(part, derived));
            return Some(Step::BySet { column, table });
        }
        if !self.is_told_by_cells(part, &[column]) {
            return None;
        }
        self.trial.reset(input);
        let untold = self.try_part(part, derived);
        let mut table = BTreeMap::from([(of.untold(), untold)]);
        for (cell, value) in &of.cells {
            self.trial.set(input, value);
            table.insert(*cell, self.try_part(part, derived));
        }
        self.trial.reset(input);
        Some(Step::ByCell { column, table: Table::of(&table) })
    }

    fn set(&self, column: &Column, set: u64) -> Option<Value> {
        value_of_set(self.scene, column.fact, set)
    }

    fn of_several(&mut self, part: &Expression, columns: &[usize], derived: &[FactIndex]) -> Option<Step> {
        let mut step = 1_usize;
        let mut apart = Vec::new();
        for column in columns {
            apart.push((*column, step));
            // A place for every cell, told or not, named or other.
            step = step.checked_mul(self.columns.get(*column)?.places()).filter(|size| *size <= COMBINATIONS_LIMIT)?;
        }
        if !self.is_told_by_cells(part, columns) {
            return None;
        }
        let mut table = Vec::with_capacity(step);
        for at in 0..step {
            for (column, apart) in &apart {
                let of = self.columns.get(*column)?;
                let cell = at.checked_div(*apart)?.checked_rem(of.places())?;
                let value = of.cells.iter().find(|(own, _)| usize::from(*own) == cell);
                self.trial.reset(Input::Fact(of.fact));
                if let Some((_, value)) = value {
                    self.trial.set(Input::Fact(of.fact), value);
                }
            }
            table.push(self.try_part(part, derived));
        }
        for column in columns {
            self.trial.reset(Input::Fact(self.columns.get(*column)?.fact));
        }
        Some(Step::ByCells { columns: apart, table })
    }
}

/// The value that a set of codes stands for.
pub(super) fn value_of_set(scene: Scene<'_>, fact: FactIndex, set: u64) -> Option<Value> {
    let (name, _) = scene.lexicon.facts.get_index(fact)?;
    let (_, fact, codes) = scene.lexicon.fact(name)?;
    let told: Vec<usize> =
        (0..codes.len()).filter(|place| set.checked_shr(*place as u32).unwrap_or(0) & 1 == 1).collect();
    Some(Value::Codes(Arc::new(codes_told(codes, &told, &[], !fact.open))))
}

/// Whether a part only asks whether a fact is one of some values that it names.
fn is_by_name(part: &Expression) -> bool {
    let is_constant = |of: &Expression| matches!(of, Expression::Constant(_));
    match part {
        Expression::Compare(comparison, left, right) => {
            let sides = [(left, right), (right, left)];
            let named =
                |(fact, value): (&Expression, &Expression)| matches!(fact, Expression::Fact(_)) && is_constant(value);
            !comparison.needs_order() && sides.into_iter().any(|(fact, value)| named((fact, value)))
        }
        Expression::In(value, tests) => {
            let named = |test: &Test| match test {
                Test::Value(value) => {
                    is_constant(value) || matches!(value, Expression::List(items) if items.iter().all(is_constant))
                }
                Test::Compare(comparison, value) => !comparison.needs_order() && is_constant(value),
            };
            matches!(**value, Expression::Fact(_)) && tests.iter().all(named)
        }
        _ => false,
    }
}

/// Whether a condition asks about programmes, whose decisions are other registers.
fn asks_programmes(condition: &Expression) -> bool {
    let mut asks = false;
    condition.walk(&mut |part| asks |= matches!(part, Expression::Criterion(..) | Expression::Eligible(_)));
    asks
}
