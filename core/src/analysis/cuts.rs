//! Where conditions change: the values of what varies at which a comparison turns.
//!
//! Every shape that is not understood makes what it rests on *rough*: nothing is claimed of it there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::quick::{OrderedSet, QuickMap};
use super::scene::{Input, Lens, Scene, Trial};
use crate::condition::{Comparison, Expression, FactIndex, Function, Operator, Test, Value, arithmetic};
use crate::document::FactType;
use crate::sort;
use crate::value::{Date, Money, Number};

/// Between two values: below `at` and from it on, or up to `at` and above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cut {
    pub(crate) at: Number,
    /// Whether `at` itself lies below the cut.
    pub(crate) after: bool,
}

/// What conditions ask of one input.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) cuts: BTreeSet<Cut>,
    /// Texts and codes it is compared with.
    pub(crate) texts: BTreeSet<Arc<str>>,
    /// Every code counts, not only those named.
    pub(crate) whole: bool,
}

/// What conditions ask of each input that varies.
pub(crate) struct Cuts<'a> {
    scene: Scene<'a>,
    lens: &'a Lens,
    pub(crate) asked: QuickMap<Input, Asked>,
    /// The inputs of which something is asked that cuts cannot say, and those of parts that were dealt with.
    rough: OrderedSet<Input>,
    taken: OrderedSet<Input>,
    /// The comparisons whose days have been found.
    searched: Vec<(*const Expression, Input, Comparison, Value)>,
    /// The parts that members of lists have, where the lists are known: a record's days, say.
    parts: Option<BTreeMap<String, Vec<Value>>>,
    /// How many derivations deep this is.
    depth: usize,
}

/// How an expression depends on days.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// It does not vary.
    Fixed,
    /// It only rises, or only falls, with one day.
    Of(Input),
    /// Something else.
    Other,
}

/// How many derivations, one from another, are looked through.
const DERIVATIONS_LIMIT: usize = 32;

/// The years in which thresholds of days are looked for.
const YEARS: [i32; 2] = [1600, 2400];

/// A day as a number.
pub(crate) fn of_day(day: Date) -> Number {
    Number::from(i64::from(day.num_days_from_ce()))
}

/// A number as a day.
pub(crate) fn to_day(number: Number) -> Option<Date> {
    let day = NaiveDate::from_num_days_from_ce_opt(i32::try_from(number.to_i64()?).ok()?)?;
    (1..=9999).contains(&day.year()).then_some(day)
}

impl<'a> Cuts<'a> {
    pub(crate) fn new(scene: Scene<'a>, lens: &'a Lens) -> Self {
        Self {
            scene,
            lens,
            asked: QuickMap::default(),
            rough: OrderedSet::default(),
            taken: OrderedSet::default(),
            searched: Vec::new(),
            parts: None,
            depth: 0,
        }
    }

    /// Members of lists have these parts, and no others.
    pub(crate) fn with_parts(self, parts: BTreeMap<String, Vec<Value>>) -> Self {
        Self { parts: Some(parts), ..self }
    }

    fn input(&mut self, input: Input) -> &mut Asked {
        self.asked.entry(input).or_default()
    }

    fn add_rough(&mut self, input: Input) {
        self.rough.insert(input);
    }

    /// Whether something is asked of an input that cuts cannot say, but for what was taken.
    pub(crate) fn is_rough(&self, input: Input) -> bool {
        self.rough.contains(&input)
    }

    /// The same, by anything that was read.
    pub(crate) fn is_rough_anywhere(&self, input: Input) -> bool {
        self.is_rough(input) || self.taken.contains(&input)
    }

    /// Whether what was read since the last time asks something that cuts cannot say. What one part asks roughly,
    /// another may ask exactly.
    pub(crate) fn take_rough(&mut self) -> bool {
        let any = !self.rough.is_empty();
        self.taken.extend(std::mem::take(&mut self.rough));
        any
    }

    /// Reads what a condition asks.
    pub(crate) fn read(&mut self, condition: &Expression) {
        self.texts(condition);
        self.walk(condition);
    }

    /// Reads where `expression comparison bound` turns.
    pub(crate) fn read_comparison(&mut self, expression: &Expression, comparison: Comparison, bound: &Value) {
        self.solve(expression, comparison, bound);
    }

    /// Notes the texts a condition names, for the codes it may compare them with.
    fn texts(&mut self, condition: &Expression) {
        let (mut texts, mut codes, mut whole) = (Vec::new(), Vec::new(), false);
        let mut expressions = vec![condition];
        for fact in self.scene.derived_in(self.lens, condition) {
            expressions.extend(self.scene.lexicon.derivation(fact).map(|derived| &derived.expression));
        }
        for expression in expressions {
            expression.walk(&mut |part| match part {
                Expression::Constant(value) => all_texts(value, &mut texts),
                Expression::Fact(fact) => match self.fact_type(*fact) {
                    Some(FactType::Codes) => codes.push(*fact),
                    Some(FactType::Code | FactType::Text) => whole = true,
                    _ => {}
                },
                Expression::Index(..) | Expression::Call(Function::Min | Function::Max, _) => whole = true,
                _ => {}
            });
        }
        // Two lists of codes in one condition may be compared with each other.
        whole |= sort::gather::<BTreeSet<FactIndex>, _>(&codes).len() > 1;
        for fact in codes {
            let asked = self.input(Input::Fact(fact));
            asked.texts.extend(texts.iter().cloned());
            asked.whole |= whole;
        }
    }

    fn fact_type(&self, fact: FactIndex) -> Option<FactType> {
        self.scene.lexicon.facts.get_index(fact).map(|(_, fact)| fact.r#type)
    }

    fn walk(&mut self, expression: &Expression) {
        if !self.lens.varies(expression) {
            return;
        }
        match expression {
            Expression::Compare(comparison, left, right) => self.compared(*comparison, left, right),
            Expression::In(value, tests) => {
                for test in tests {
                    match test {
                        Test::Compare(comparison, bound) => self.compared(*comparison, value, bound),
                        Test::Value(test) => self.tested(value, test),
                    }
                }
            }
            Expression::Fact(fact) => self.bare(*fact),
            Expression::AsAt => self.add_rough(Input::Day),
            Expression::Parameter { .. } => self.parameter(expression),
            Expression::Records(_) | Expression::Enrolled(_) => self.add_rough(Input::Events),
            other => other.parts().into_iter().for_each(|part| self.walk(part)),
        }
    }

    /// A fact that stands where nothing compares it.
    fn bare(&mut self, fact: FactIndex) {
        if self.lens.itself(fact) && !self.fact_type(fact).is_some_and(FactType::is_finite) {
            self.add_rough(Input::Fact(fact));
        }
        self.through_derivation(fact, |cuts, derivation| cuts.walk(derivation));
    }

    /// What a derived fact follows from, where that varies.
    fn through_derivation(&mut self, fact: FactIndex, mut see: impl FnMut(&mut Self, &'a Expression)) {
        if self.lens.through
            && self.lens.fact(fact)
            && let Some(derived) = self.scene.lexicon.derivation(fact)
            && !(derived.of_the_day && self.scene.as_at.is_none())
        {
            if self.depth >= DERIVATIONS_LIMIT {
                return self.rough(&derived.expression);
            }
            self.depth = self.depth.saturating_add(1);
            see(self, &derived.expression);
            self.depth = self.depth.saturating_sub(1);
        }
    }

    fn compared(&mut self, comparison: Comparison, left: &Expression, right: &Expression) {
        if let Some(bounds) = self.constants(right) {
            bounds.iter().for_each(|bound| self.solve(left, comparison, bound));
        } else if let Some(bounds) = self.constants(left) {
            bounds.iter().for_each(|bound| self.solve(right, comparison.flipped(), bound));
        } else {
            self.walk(left);
            self.walk(right);
        }
    }

    /// `value in test`, for a test that is a value, a list or a range.
    fn tested(&mut self, value: &Expression, test: &Expression) {
        match test {
            Expression::Range(range) => {
                let (low, high) = crate::condition::range_comparisons(range.low_closed, range.high_closed);
                self.compared(low, value, &range.low);
                self.compared(high, value, &range.high);
            }
            Expression::List(items) => items.iter().for_each(|item| self.tested(value, item)),
            test => match self.constants(test) {
                Some(constants) => constants.iter().for_each(|constant| self.tested_constant(value, constant)),
                None => {
                    self.walk(value);
                    self.walk(test);
                }
            },
        }
    }

    fn tested_constant(&mut self, value: &Expression, constant: &Value) {
        match constant {
            Value::List(items) => items.iter().for_each(|item| self.tested_constant(value, item)),
            Value::Range(range) => {
                let (low, high) = crate::condition::range_comparisons(range.low_closed, range.high_closed);
                self.solve(value, low, &range.low);
                self.solve(value, high, &range.high);
            }
            constant => self.solve(value, Comparison::Equal, constant),
        }
    }

    /// The values an expression can have, if they are few and known.
    fn constants(&mut self, expression: &Expression) -> Option<Vec<Value>> {
        if !self.lens.varies(expression) {
            let value = self.scene.evaluator(self.scene.facts, self.scene.as_at).value(expression);
            return Some(if value.is_settled() { vec![value] } else { Vec::new() });
        }
        match expression {
            Expression::If(parts) => {
                let [condition, yes, no] = &**parts;
                let mut values = self.constants(yes)?;
                values.extend(self.constants(no)?);
                self.walk(condition);
                Some(values)
            }
            Expression::Parameter { parameter, .. } => {
                self.parameter(expression);
                Some(parameter.values())
            }
            Expression::Path(of, name) if matches!(**of, Expression::Local(_)) => {
                self.parts.as_ref().map(|parts| parts.get(name).cloned().unwrap_or_default())
            }
            _ => None,
        }
    }

    /// A parameter has another value from certain days and ages on.
    fn parameter(&mut self, expression: &Expression) {
        let Expression::Parameter { parameter, age } = expression else { return };
        if self.scene.as_at.is_none() {
            self.add_rough(Input::Day);
        }
        if self.lens.day {
            let days = parameter.days().map(|day| Cut { at: of_day(day), after: false });
            self.input(Input::Day).cuts.extend(days);
        }
        if let Some(age) = age {
            for from in parameter.ages() {
                self.solve(age, Comparison::GreaterOrEqual, &Value::Number(*from));
            }
        }
    }

    /// Finds where `expression comparison bound` turns.
    fn solve(&mut self, expression: &Expression, comparison: Comparison, bound: &Value) {
        if !self.lens.varies(expression) {
            return;
        }
        match expression {
            Expression::Fact(fact) => {
                if self.lens.itself(*fact) {
                    self.note(*fact, comparison, bound);
                }
                self.through_derivation(*fact, |cuts, derivation| cuts.solve(derivation, comparison, bound));
            }
            Expression::AsAt => match bound {
                Value::Date(day) => cut(self.input(Input::Day), comparison, of_day(*day), true),
                _ => self.add_rough(Input::Day),
            },
            Expression::Negate(inner) => match negated(bound) {
                Some(bound) => self.solve(inner, comparison.flipped(), &bound),
                None => self.rough(expression),
            },
            Expression::If(parts) => {
                let [condition, yes, no] = &**parts;
                self.walk(condition);
                self.solve(yes, comparison, bound);
                self.solve(no, comparison, bound);
            }
            Expression::Parameter { .. } => self.parameter(expression),
            // A comparison of comparisons turns where they do.
            Expression::Compare(..) | Expression::In(..) | Expression::And(_) | Expression::Or(_) => {
                self.walk(expression);
            }
            Expression::Call(Function::Count | Function::Not | Function::ListContains, parts) => {
                parts.iter().for_each(|part| self.walk(part));
            }
            other => match self.step(other, self.depth) {
                Step::Of(input) => self.search(other, input, comparison, bound),
                _ => self.solve_chain(other, comparison, bound),
            },
        }
    }

    /// `a + b - c` or `a * b / c` of which one part varies: the rest moves to the other side.
    fn solve_chain(&mut self, expression: &Expression, comparison: Comparison, bound: &Value) {
        let Expression::Chain(first, rest) = expression else { return self.rough(expression) };
        let varying = std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part));
        if varying.filter(|part| self.lens.varies(part)).count() != 1 {
            return self.rough(expression);
        }
        let evaluate = |part: &Expression| self.scene.evaluator(self.scene.facts, self.scene.as_at).value(part);
        let product = rest.iter().any(|(operator, _)| matches!(operator, Operator::Multiply | Operator::Divide));
        let (mut bound, mut comparison) = (bound.clone(), comparison);
        let mut inner = &**first;
        let mut flip = false;
        if !self.lens.varies(first) {
            let moved = evaluate(first);
            bound = arithmetic(if product { Operator::Divide } else { Operator::Subtract }, &bound, &moved);
            flip ^= product && is_negative(&moved);
        }
        for (operator, part) in rest {
            if self.lens.varies(part) {
                inner = part;
                match operator {
                    Operator::Add | Operator::Multiply => {}
                    // `k - x < b` is `x > k - b`: what has been moved so far changes its sign.
                    Operator::Subtract => flip = true,
                    Operator::Divide => return self.rough(expression),
                }
                continue;
            }
            let moved = evaluate(part);
            let inverse = match operator {
                Operator::Add => Operator::Subtract,
                Operator::Subtract => Operator::Add,
                Operator::Multiply => Operator::Divide,
                Operator::Divide => Operator::Multiply,
            };
            bound = arithmetic(inverse, &bound, &moved);
            flip ^= product && is_negative(&moved);
        }
        if flip {
            comparison = comparison.flipped();
            if !product {
                match negated(&bound) {
                    Some(negated) => bound = negated,
                    None => return self.rough(expression),
                }
            }
        }
        // A third of something may not be exact: then nothing is claimed.
        if bound.is_settled() && (!product || is_short(&bound)) {
            self.solve(inner, comparison, &bound);
        } else {
            self.rough(expression);
        }
    }

    /// Whether an expression only ever rises, or only ever falls, with the days.
    pub(crate) fn rises_or_falls(&self, expression: &Expression) -> bool {
        matches!(self.step(expression, 0), Step::Fixed | Step::Of(Input::Day))
    }

    /// How an expression depends on days.
    fn step(&self, expression: &Expression, depth: usize) -> Step {
        if !self.lens.varies(expression) {
            return Step::Fixed;
        }
        let one = |parts: &[&Expression]| {
            let steps: Vec<Step> = parts.iter().map(|part| self.step(part, depth)).collect();
            let mut varying = steps.iter().filter(|step| **step != Step::Fixed);
            match (varying.next(), varying.next()) {
                (Some(step), None) => *step,
                (None, _) => Step::Fixed,
                _ => Step::Other,
            }
        };
        match expression {
            Expression::AsAt => Step::Of(Input::Day),
            Expression::Fact(fact) => match self.scene.lexicon.derivation(*fact) {
                Some(derived) if self.lens.through && !self.lens.itself(*fact) && depth < DERIVATIONS_LIMIT => {
                    self.step(&derived.expression, depth.saturating_add(1))
                }
                Some(_) => Step::Other,
                None if self.fact_type(*fact) == Some(FactType::Date) => Step::Of(Input::Fact(*fact)),
                None => Step::Other,
            },
            Expression::Chain(first, rest)
                if rest.iter().all(|(operator, _)| matches!(operator, Operator::Add | Operator::Subtract)) =>
            {
                let parts: Vec<&Expression> =
                    std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part)).collect();
                one(&parts)
            }
            Expression::Call(
                Function::YearsBetween
                | Function::MonthsBetween
                | Function::WeeksBetween
                | Function::DaysBetween
                | Function::YearsAndMonthsDuration
                | Function::Date,
                parts,
            ) => one(&parts.iter().collect::<Vec<_>>()),
            Expression::Path(of, name) if name == "year" => self.step(of, depth),
            Expression::Negate(inner) => self.step(inner, depth),
            _ => Step::Other,
        }
    }

    /// Finds the day at which a comparison of something that only rises or only falls turns.
    fn search(&mut self, expression: &Expression, input: Input, comparison: Comparison, bound: &Value) {
        let sides = match comparison {
            Comparison::Equal | Comparison::NotEqual => vec![Comparison::GreaterOrEqual, Comparison::Greater],
            order => vec![order],
        };
        // Many conditions ask the same of one derived fact.
        let place = std::ptr::from_ref(expression);
        let searched = (place, input, comparison, bound.clone());
        if self.searched.contains(&searched) {
            return;
        }
        self.searched.push(searched);
        let derived = self.scene.derived_in(self.lens, expression);
        let mut trial = Trial::new(self.scene);
        for side in sides {
            let mut holds = |day: i32| {
                let day = NaiveDate::from_num_days_from_ce_opt(day)?;
                trial.set(input, &Value::Date(day));
                trial.derive(self.lens, &derived);
                crate::condition::compare(side, &trial.value(expression), bound)
            };
            let ends = YEARS.map(|year| NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, |day| day.num_days_from_ce()));
            let [mut low, mut high] = ends;
            let (at_low, at_high) = (holds(low), holds(high));
            if at_low == at_high {
                continue;
            }
            while high.saturating_sub(low) > 1 {
                let middle = low.saturating_add(high.saturating_sub(low) / 2);
                if holds(middle) == at_low { low = middle } else { high = middle }
            }
            let at = Number::from(i64::from(high));
            self.input(input).cuts.insert(Cut { at, after: false });
        }
    }

    /// Notes a comparison of a fact with a value.
    fn note(&mut self, fact: FactIndex, comparison: Comparison, bound: &Value) {
        let fact_type = self.fact_type(fact);
        let asked = self.input(Input::Fact(fact));
        match (fact_type, bound) {
            (Some(FactType::Number), Value::Number(number)) | (Some(FactType::Money), Value::Money(Money(number))) => {
                cut(asked, comparison, *number, false);
            }
            (Some(FactType::Date), Value::Date(day)) => cut(asked, comparison, of_day(*day), true),
            (Some(FactType::Text), Value::Text(text)) if !comparison.needs_order() => {
                asked.texts.insert(Arc::clone(text));
            }
            (Some(of), _) if of.is_finite() => {}
            _ => self.add_rough(Input::Fact(fact)),
        }
    }

    /// Nothing is claimed of what an expression rests on.
    fn rough(&mut self, expression: &Expression) {
        for input in self.scene.inputs(self.lens, expression) {
            let few = match input {
                Input::Fact(fact) => self.fact_type(fact).is_some_and(FactType::is_finite),
                _ => false,
            };
            if !few {
                self.add_rough(input);
            }
        }
    }
}

/// Cuts where a comparison with a value turns; between whole days there is nothing.
fn cut(asked: &mut Asked, comparison: Comparison, at: Number, whole: bool) {
    let mut insert = |after: bool| {
        let next = if after && whole { at.checked_add(Number::from(1_i64)) } else { None };
        asked.cuts.insert(next.map_or(Cut { at, after }, |at| Cut { at, after: false }));
    };
    match comparison {
        Comparison::Less | Comparison::GreaterOrEqual => insert(false),
        Comparison::LessOrEqual | Comparison::Greater => insert(true),
        Comparison::Equal | Comparison::NotEqual => {
            insert(false);
            insert(true);
        }
    }
}

fn negated(value: &Value) -> Option<Value> {
    Some(match value {
        Value::Number(number) => Value::Number(number.negated()),
        Value::Money(money) => Value::Money(Money(money.0.negated())),
        Value::Duration(duration) => Value::Duration(duration.negated()),
        _ => return None,
    })
}

/// Whether a quotient was surely not rounded.
fn is_short(value: &Value) -> bool {
    matches!(value, Value::Number(number) | Value::Money(Money(number)) if number.to_string().len() < 20)
}

fn is_negative(value: &Value) -> bool {
    matches!(value, Value::Number(number) | Value::Money(Money(number)) if *number < Number::ZERO)
}

fn all_texts(value: &Value, found: &mut Vec<Arc<str>>) {
    match value {
        Value::Text(text) => found.push(Arc::clone(text)),
        Value::List(items) => items.iter().for_each(|item| all_texts(item, found)),
        _ => {}
    }
}
