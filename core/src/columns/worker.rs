//! A plan carried out over the rows of a batch, some thousands at a time.

use super::bind::Bound;
use super::cells::Span;
use super::compile::value_of_set;
use super::found::{Found, Trouble};
use super::lists::UNTOLD_SET;
use super::plan::{Part, Plan, Register, Step};
use super::truth;
use crate::analysis::{Input, QuickMap, Trial};
use crate::condition::{CriterionIndex, ProgrammeIndex, Records, Value, Verdicts, disagree, every};

/// How many rows are decided at a time: what they need stays near the processor.
pub(super) const ROWS: usize = 4_096;

/// Memory for some rows.
pub(super) struct Worker {
    registers: Vec<Vec<u8>>,
    cells: Vec<Vec<u8>>,
    sets: Vec<Vec<u64>>,
    /// What parts of many codes say of each set that has been met.
    met: Vec<QuickMap<u64, u8>>,
}

impl Worker {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            registers: vec![vec![0; ROWS]; plan.steps.len()],
            cells: vec![vec![0; ROWS]; plan.columns.len()],
            sets: vec![Vec::new(); plan.columns.len()],
            met: plan.steps.iter().map(|_| QuickMap::default()).collect(),
        }
    }

    /// Decides some rows of a batch, whose first row has a number in the whole table, and shows them lot by lot.
    pub(super) fn run<T: Default>(
        &mut self,
        plan: &Plan,
        bound: &[Bound<'_>],
        rows: std::ops::Range<usize>,
        first: u64,
        see: &impl Fn(&Self, &Plan, Span, &mut T),
    ) -> (T, Found) {
        let (mut seen, mut found) = (T::default(), Found::default());
        let mut from = rows.start;
        while from < rows.end {
            let len = rows.end.saturating_sub(from).min(ROWS);
            let span = Span { from, len, first: first.saturating_add(from as u64) };
            self.fill(bound, span, &mut found);
            self.agree(plan, bound, span, &mut found);
            for step in 0..plan.steps.len() {
                self.step(plan, bound, step, span);
            }
            see(self, plan, span, &mut seen);
            from = from.saturating_add(len);
        }
        (seen, found)
    }

    /// The truths of a step for the rows just decided.
    pub(super) fn truths(&self, register: Register) -> &[u8] {
        self.registers.get(register).map_or(&[], Vec::as_slice)
    }

    /// The cells of a column in the rows just decided.
    pub(super) fn cells(&self, column: usize) -> &[u8] {
        self.cells.get(column).map_or(&[], Vec::as_slice)
    }

    fn fill(&mut self, bound: &[Bound<'_>], span: Span, found: &mut Found) {
        for ((bound, cells), sets) in bound.iter().zip(&mut self.cells).zip(&mut self.sets) {
            cells.resize(span.len, 0);
            match bound {
                Bound::Cells(column) => column.fill(span, cells, found),
                Bound::Sets(column) => {
                    sets.resize(span.len, 0);
                    column.fill(span, sets, found);
                }
            }
        }
    }

    /// What is told in a row of a column.
    fn value(&self, plan: &Plan, bound: &[Bound<'_>], column: usize, row: usize, span: Span) -> Option<Value> {
        let of = plan.columns.get(column)?;
        match bound.get(column)? {
            Bound::Cells(cells) => {
                let cell = self.cells.get(column)?.get(row)?;
                (*cell != of.untold()).then(|| cells.value(span.from.saturating_add(row))).flatten()
            }
            Bound::Sets(_) => {
                let set = self.sets.get(column)?.get(row).copied().filter(|set| *set != UNTOLD_SET)?;
                value_of_set(plan.scene(), of.fact, set)
            }
        }
    }

    fn put_untold(&mut self, plan: &Plan, column: usize, row: usize) {
        if let (Some(of), Some(cell)) =
            (plan.columns.get(column), self.cells.get_mut(column).and_then(|cells| cells.get_mut(row)))
        {
            *cell = of.untold();
        }
        if let Some(set) = self.sets.get_mut(column).and_then(|sets| sets.get_mut(row)) {
            *set = UNTOLD_SET;
        }
    }

    /// A derived fact that differs from what follows from its sources is not used, nor are they.
    fn agree(&mut self, plan: &Plan, bound: &[Bound<'_>], span: Span, found: &mut Found) {
        for agreeing in &plan.agreeing {
            let Some(derivation) = plan.catalogue.lexicon().derivation(agreeing.fact) else { continue };
            let Some((own, sources)) = agreeing.columns.split_first() else { continue };
            let mut trial = Trial::new(plan.scene());
            let between = plan.scene().derived_in(&plan.lens, &derivation.expression);
            for row in 0..span.len {
                let Some(told) = self.value(plan, bound, *own, row, span) else { continue };
                for source in sources {
                    let Some(column) = plan.columns.get(*source) else { continue };
                    let input = Input::Fact(column.fact);
                    trial.reset(input);
                    if let Some(value) = self.value(plan, bound, *source, row, span) {
                        trial.set(input, &value);
                    }
                }
                trial.derive(&plan.lens, &between);
                if disagree(&told, &trial.value(&derivation.expression)) {
                    let at = plan.columns.get(*own).map_or(0, |column| column.at);
                    found.add(at, Trouble::Disagrees, span.first.saturating_add(row as u64));
                    agreeing.columns.iter().for_each(|column| self.put_untold(plan, *column, row));
                }
            }
        }
    }

    fn step(&mut self, plan: &Plan, bound: &[Bound<'_>], at: usize, span: Span) {
        let (Some(step), Some(register)) = (plan.steps.get(at), self.registers.get_mut(at)) else { return };
        let mut out = std::mem::take(register);
        out.resize(span.len, 0);
        let of = |register: &Register| self.truths(*register);
        let cells = |column: &usize| self.cells(*column);
        match step {
            Step::Constant(truth) => out.fill(*truth),
            Step::Column(column) => copy(cells(column), &mut out),
            Step::ByCell { column, table } => {
                table.look_up(cells(column), &mut out);
            }
            Step::ByCells { columns, table } => {
                let mut places = vec![0_usize; span.len];
                for (column, apart) in columns {
                    for (place, cell) in places.iter_mut().zip(cells(column)) {
                        *place = place.saturating_add(apart.saturating_mul(usize::from(*cell)));
                    }
                }
                for (out, place) in out.iter_mut().zip(places) {
                    *out = table.get(place).copied().unwrap_or(truth::UNKNOWN);
                }
            }
            Step::BySet { column, table } => {
                let untold = table.last().copied().unwrap_or(truth::UNKNOWN);
                let sets = self.sets.get(*column).map_or(&[][..], Vec::as_slice);
                for (out, set) in out.iter_mut().zip(sets) {
                    let place = usize::try_from(*set).unwrap_or(usize::MAX);
                    *out = table.get(place).copied().unwrap_or(untold);
                }
            }
            Step::ByRow(part) => self.by_row(plan, bound, at, part, span, &mut out),
            Step::All(operands) => {
                out.fill(truth::TRUE);
                operands.iter().for_each(|operand| truth::and(&mut out, of(operand)));
            }
            Step::Any(operands) => {
                out.fill(truth::FALSE);
                operands.iter().for_each(|operand| truth::or(&mut out, of(operand)));
            }
            Step::Not(operand) => {
                copy(of(operand), &mut out);
                truth::not(&mut out);
            }
            Step::If([asked, yes, no]) => {
                copy(of(asked), &mut out);
                truth::choose(&mut out, of(yes), of(no));
            }
            Step::Same { left, right, not } => {
                copy(of(left), &mut out);
                truth::same(&mut out, of(right));
                if *not {
                    truth::not(&mut out);
                }
            }
        }
        if let Some(register) = self.registers.get_mut(at) {
            *register = out;
        }
    }

    fn by_row(&mut self, plan: &Plan, bound: &[Bound<'_>], at: usize, part: &Part, span: Span, out: &mut [u8]) {
        let mut trial = Trial::new(plan.scene());
        let only_set = match part.columns.as_slice() {
            [one] if matches!(bound.get(*one), Some(Bound::Sets(_))) && !part.asks => Some(*one),
            _ => None,
        };
        for (row, out) in out.iter_mut().enumerate() {
            let set = only_set.and_then(|column| self.sets.get(column)?.get(row).copied());
            if let Some(known) = set.and_then(|set| self.met.get(at)?.get(&set)) {
                *out = *known;
                continue;
            }
            for column in &part.columns {
                let Some(of) = plan.columns.get(*column) else { continue };
                let input = Input::Fact(of.fact);
                trial.reset(input);
                if let Some(value) = self.value(plan, bound, *column, row, span) {
                    trial.set(input, &value);
                }
            }
            trial.derive(&plan.lens, &part.derived);
            let verdicts = RowVerdicts { plan, registers: &self.registers, row };
            *out = truth::of(trial.truth_beside(&part.condition, &verdicts));
            if let (Some(set), Some(met)) = (set, self.met.get_mut(at)) {
                met.insert(set, *out);
            }
        }
    }
}

fn copy(from: &[u8], to: &mut [u8]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

/// What has been decided about one row.
struct RowVerdicts<'a> {
    plan: &'a Plan,
    registers: &'a [Vec<u8>],
    row: usize,
}

impl RowVerdicts<'_> {
    fn truth(&self, index: CriterionIndex) -> Option<bool> {
        let register = self.plan.criteria.get(&index)?;
        truth::to_option(*self.registers.get(*register)?.get(self.row)?)
    }
}

impl Verdicts for RowVerdicts<'_> {
    fn criterion(&self, programme: ProgrammeIndex, id: &str) -> Option<bool> {
        let index = self.plan.catalogue.rules().published(programme, id, self.plan.as_at)?;
        self.truth(index)
    }

    fn eligible(&self, programme: ProgrammeIndex) -> Option<bool> {
        match self.plan.scene().criteria_of(programme) {
            Some(criteria) => every(criteria.iter().map(|index| self.truth(*index))),
            // A programme that is not in force takes nobody.
            None => Some(false),
        }
    }

    fn records(&self) -> Option<&Records> {
        None
    }
}
