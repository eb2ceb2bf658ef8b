//! At which value of what varies a comparison turns: solved for sums and products, searched for among days.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{Asked, Cut, Cuts, DERIVATIONS_LIMIT, of_day};
use crate::analysis::scene::{Input, Trial};
use crate::condition::{Comparison, Expression, FactIndex, Function, Operator, Value, arithmetic};
use crate::document::FactType;
use crate::value::{Money, Number};

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

/// The years in which thresholds of days are looked for.
const YEARS: [i32; 2] = [1600, 2400];

impl Cuts<'_> {
    /// Finds where `expression comparison bound` turns.
    pub(super) fn solve(&mut self, expression: &Expression, comparison: Comparison, bound: &Value) {
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
