//! What is done with each batch: conditions as steps over truths, and their smallest parts as tables over cells.
//!
//! A part that asks one column is tried once for every cell, with the one evaluator there is; a row then looks its truth
//! up. So nothing here knows what an operation means.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::bind::{Column, Kind};
use super::cells::Named;
use super::table::Table;
use super::truth;
use crate::analysis::{Asked, Cut, Cuts, Division, Input, Lens, OrderedSet, Scene, Trial, standing};
use crate::catalogue::Catalogue;
use crate::condition::{CriterionIndex, Expression, FactIndex, Function, NoVerdicts, Test, Value};
use crate::document::FactType;
use crate::facts::{Told, codes_told};
use crate::value::Date;

/// The place of a condition's truths.
pub(super) type Register = usize;

/// The most cells a column may have.
const CELLS_LIMIT: usize = 250;

/// The most combinations of cells that a part of several columns is tried for.
const COMBINATIONS_LIMIT: usize = 65_536;

/// The most codes of which every set is tried beforehand.
const SETS_TRIED: usize = 12;

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

/// A fact that a column of the table tells.
pub(super) struct Telling {
    pub(super) fact: FactIndex,
    pub(super) at: usize,
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
        let mut compiling = Compiling {
            scene,
            lens: &lens,
            columns: &columns,
            trial: Trial::new(scene),
            steps: Vec::new(),
            known: HashMap::new(),
            criteria: BTreeMap::new(),
        };
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

/// How each column falls into cells, by what conditions ask of its fact.
fn columns<'a>(
    scene: Scene<'a>,
    lens: &'a Lens,
    telling: Vec<Telling>,
    conditions: impl Iterator<Item = &'a Expression> + Clone,
) -> Vec<Column> {
    let mut cuts = Cuts::new(scene, lens);
    let mut named: BTreeSet<Arc<str>> = BTreeSet::new();
    let derived = scene.lexicon.derived.values().map(|derived| &derived.expression);
    conditions.clone().chain(derived).for_each(|condition| all_texts(condition, &mut named));
    conditions.for_each(|condition| cuts.read(condition));
    let nothing = Asked::default();
    let as_column = |telling: Telling| {
        let (_, fact) = scene.lexicon.facts.get_index(telling.fact)?;
        let asked = cuts.asked.get(&Input::Fact(telling.fact)).unwrap_or(&nothing);
        let mut column =
            Column { fact: telling.fact, at: telling.at, kind: Kind::Boolean, cells: Vec::new(), is_grouped: false };
        match fact.r#type {
            FactType::Boolean => {
                column.cells =
                    [(truth::FALSE, false), (truth::TRUE, true)].map(|(cell, b)| (cell, Value::Boolean(b))).into();
            }
            FactType::Code => {
                let codes = || fact.values.keys().map(|code| Arc::<str>::from(code.as_str()));
                column.is_grouped = fact.values.len() > CELLS_LIMIT;
                column.kind = Kind::Named(if column.is_grouped {
                    grouped(codes(), &named, &mut column.cells)
                } else {
                    column.cells = (1..).zip(codes().map(Value::Text)).collect();
                    Named { cells: codes().map(|code| code.to_string()).zip(1..).collect(), other: None }
                });
            }
            FactType::Text => {
                let texts: Vec<Arc<str>> = asked.texts.iter().take(CELLS_LIMIT).cloned().collect();
                if texts.len() == asked.texts.len() {
                    column.cells = (1..).zip(texts.iter().cloned().map(Value::Text)).collect();
                    column.cells.push((OTHER, Value::Text(unlike(&texts))));
                }
                let cells = texts.iter().map(ToString::to_string).zip(1..).collect();
                column.kind = Kind::Named(Named { cells, other: Some(OTHER) });
            }
            of => {
                let cuts: Vec<Cut> = asked.cuts.iter().copied().take(CELLS_LIMIT).collect();
                // Where there are too many, no cell stands for what is in it.
                if asked.cuts.len() < CELLS_LIMIT
                    && let Some(values) = standing(of, &asked.cuts)
                {
                    column.cells = (1..).zip(values).collect();
                }
                column.kind = match of {
                    FactType::Date => {
                        Kind::Date { cuts, latest: scene.as_at.filter(|_| is_birth(scene, telling.fact)) }
                    }
                    FactType::Codes => Kind::Sets(fact.values.keys().cloned().zip(0..).collect()),
                    of => Kind::Number { cuts, money: of == FactType::Money },
                };
            }
        }
        Some(column)
    };
    telling.into_iter().filter_map(as_column).collect()
}

/// The cell of texts that no condition names.
const OTHER: u8 = u8::MAX;

/// Codes too many for a cell each: those that conditions name, and one cell for the rest.
fn grouped(codes: impl Iterator<Item = Arc<str>>, named: &BTreeSet<Arc<str>>, cells: &mut Vec<(u8, Value)>) -> Named {
    let mut known = HashMap::new();
    let is_named = |code: &Arc<str>| named.contains(code);
    let (own, rest): (Vec<_>, Vec<_>) = codes.partition(is_named);
    if own.len() < CELLS_LIMIT {
        *cells = (1..).zip(own.iter().cloned().map(Value::Text)).collect();
        cells.extend(rest.first().map(|one| (OTHER, Value::Text(Arc::clone(one)))));
    }
    known.extend(own.iter().take(CELLS_LIMIT).map(ToString::to_string).zip(1..));
    let others = own.iter().skip(CELLS_LIMIT).chain(&rest);
    known.extend(others.map(|code| (code.to_string(), OTHER)));
    Named { cells: known, other: None }
}

/// A text that is none of some.
fn unlike(texts: &[Arc<str>]) -> Arc<str> {
    let mut other = "other".to_owned();
    while texts.iter().any(|text| **text == *other) {
        other.push('_');
    }
    other.into()
}

/// The texts a condition names.
fn all_texts(condition: &Expression, named: &mut BTreeSet<Arc<str>>) {
    fn within(value: &Value, named: &mut BTreeSet<Arc<str>>) {
        match value {
            Value::Text(text) => {
                named.insert(Arc::clone(text));
            }
            Value::List(items) => items.iter().for_each(|item| within(item, named)),
            _ => {}
        }
    }
    condition.walk(&mut |part| match part {
        Expression::Constant(value) => within(value, named),
        Expression::Parameter { parameter, .. } => parameter.values().iter().for_each(|value| within(value, named)),
        _ => {}
    });
}

/// Whether a fact is a day from which years up to the day judged are counted: nobody is born after it.
fn is_birth(scene: Scene<'_>, fact: FactIndex) -> bool {
    scene.lexicon.derived.values().any(|derived| match &derived.expression {
        Expression::Call(Function::YearsBetween, parts) => {
            matches!(parts.as_slice(), [Expression::Fact(from), Expression::AsAt] if *from == fact)
        }
        _ => false,
    })
}

/// Conditions into steps.
struct Compiling<'a> {
    scene: Scene<'a>,
    lens: &'a Lens,
    columns: &'a [Column],
    trial: Trial<'a>,
    steps: Vec<Step>,
    /// By how they are written.
    known: HashMap<String, Register>,
    criteria: BTreeMap<CriterionIndex, Register>,
}

impl Compiling<'_> {
    fn step(&mut self, step: Step) -> Register {
        let register = self.steps.len();
        self.steps.push(step);
        register
    }

    fn criterion(&mut self, index: CriterionIndex) -> Register {
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
