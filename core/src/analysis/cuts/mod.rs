//! Where conditions change: the values of what varies at which a comparison turns.
//!
//! Every shape that is not understood makes what it rests on *rough*: nothing is claimed of it there.

mod turning;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::quick::{OrderedSet, QuickMap};
use super::scene::{Input, Lens, Scene};
use crate::condition::{Comparison, Expression, FactIndex, Function, Test, Value};
use crate::document::FactType;
use crate::sort;
use crate::value::{Date, Number};

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

/// How many derivations, one from another, are looked through.
const DERIVATIONS_LIMIT: usize = 32;

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
        self.texts(condition, Vec::new());
        self.walk(condition);
    }

    /// Reads where an expression comes to a value.
    pub(crate) fn read_equal(&mut self, expression: &Expression, value: &Value) {
        let mut texts = Vec::new();
        all_texts(value, &mut texts);
        self.texts(expression, texts);
        self.solve(expression, Comparison::Equal, value);
    }

    /// Notes the texts a condition names, beside others, for the codes it may compare them with.
    fn texts(&mut self, condition: &Expression, mut texts: Vec<Arc<str>>) {
        let (mut codes, mut whole) = (Vec::new(), false);
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

fn all_texts(value: &Value, found: &mut Vec<Arc<str>>) {
    match value {
        Value::Text(text) => found.push(Arc::clone(text)),
        Value::Codes(codes) => found.extend(codes.told.iter().cloned()),
        Value::List(items) => items.iter().for_each(|item| all_texts(item, found)),
        _ => {}
    }
}
