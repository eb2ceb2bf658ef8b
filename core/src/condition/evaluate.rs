//! The value of an expression. It never fails: it gives a value, or unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::arithmetic::{arithmetic, negate};
use super::compare::{compare, contains, equal, every, in_range, in_value, some};
use super::compute::{aggregate, between, count, made, path, truths};
use super::expression::{Expression, FactIndex, ProgrammeIndex, Test};
use super::functions::Function;
use super::records::Records;
use super::value::{Range, Unknown, Value};
use crate::value::{Date, Number};

/// What is known besides a person's facts: what has been decided about programmes (`None` is undetermined), and what the
/// person's events tell.
pub(crate) trait Verdicts {
    /// `criterion("p", "c")`.
    fn criterion(&self, programme: ProgrammeIndex, criterion: &str) -> Option<bool>;
    /// `eligible("p")`.
    fn eligible(&self, programme: ProgrammeIndex) -> Option<bool>;
    /// The records and enrolments by the day judged; `None` where no events were given.
    fn records(&self) -> Option<&Records>;
}

/// Where there are neither programmes nor events.
#[derive(Debug)]
pub(crate) struct NoVerdicts;

impl Verdicts for NoVerdicts {
    fn criterion(&self, _: ProgrammeIndex, _: &str) -> Option<bool> {
        None
    }

    fn eligible(&self, _: ProgrammeIndex) -> Option<bool> {
        None
    }

    fn records(&self) -> Option<&Records> {
        None
    }
}

/// Evaluates expressions over one person's facts, as at one day.
pub(crate) struct Evaluator<'a> {
    pub(crate) facts: &'a [Value],
    pub(crate) as_at: Option<Date>,
    pub(crate) verdicts: &'a dyn Verdicts,
    /// The parts of the record, or of the enrolment, that the condition is about.
    own: Option<&'a BTreeMap<String, Value>>,
    /// The day whose parameters it sees.
    parameters_on: Option<Date>,
    /// The age that parameters go by where the person's is not known.
    supposed_age: Option<Number>,
    /// Quantifiers' and filters' values, outermost first.
    locals: Vec<Value>,
    /// How many members of lists have been looked at.
    members: u32,
    /// The same, over everything it has evaluated.
    all_members: usize,
}

/// The most members of lists that one evaluation looks at: quantifiers within quantifiers multiply, and beyond this the
/// answer is unknown, on every device alike.
pub(crate) const MEMBERS_LIMIT: u32 = 100_000;

impl<'a> Evaluator<'a> {
    pub(crate) fn new(facts: &'a [Value], as_at: Option<Date>, verdicts: &'a dyn Verdicts) -> Self {
        Self {
            facts,
            as_at,
            verdicts,
            own: None,
            parameters_on: as_at,
            supposed_age: None,
            locals: Vec::new(),
            members: 0,
            all_members: 0,
        }
    }

    /// How many members of lists it has looked at.
    pub(crate) fn members(&self) -> usize {
        self.all_members
    }

    /// The same, about a record or an enrolment.
    #[cfg_attr(not(any(test, feature = "case-files")), expect(dead_code, reason = "plans are followed in case files"))]
    pub(crate) fn about(mut self, own: &'a BTreeMap<String, Value>) -> Self {
        self.own = Some(own);
        self
    }

    /// The same, with the parameters of another day.
    #[cfg_attr(not(feature = "case-files"), expect(dead_code, reason = "outcomes are judged of case files"))]
    pub(crate) fn with_parameters_on(mut self, day: Date) -> Self {
        self.parameters_on = Some(day);
        self
    }

    /// The same, where parameters go by an age if the person's is not known.
    #[cfg_attr(not(feature = "case-files"), expect(dead_code, reason = "outcomes are judged of case files"))]
    pub(crate) fn supposing_age(mut self, age: Option<Number>) -> Self {
        self.supposed_age = age;
        self
    }

    /// The truth of a condition; `None` is unknown.
    pub(crate) fn truth(&mut self, expression: &Expression) -> Option<bool> {
        match expression {
            Expression::And(operands) => every(operands.iter().map(|operand| self.truth(operand))),
            Expression::Or(operands) => some(operands.iter().map(|operand| self.truth(operand))),
            Expression::Call(Function::Not, arguments) => {
                arguments.first().and_then(|argument| self.truth(argument)).map(|truth| !truth)
            }
            Expression::Compare(comparison, left, right) => {
                self.look(left, |this, left| this.look(right, |_, right| compare(*comparison, left, right)))
            }
            Expression::In(value, tests) => {
                self.look(value, |this, value| some(tests.iter().map(|test| this.test(value, test))))
            }
            Expression::Fact(index) => self.fact(*index).truth(),
            Expression::Quantified { every, list, body } => self.quantified(*every, list, body),
            Expression::Criterion(programme, criterion) => self.verdicts.criterion(*programme, criterion),
            Expression::Eligible(programme) => self.verdicts.eligible(*programme),
            other => self.value(other).truth(),
        }
    }

    fn fact(&self, index: FactIndex) -> &'a Value {
        self.facts.get(index).unwrap_or(&NOT_ASKED)
    }

    /// What `value in test` means for one test. A range is not made for it, unless ranges are compared.
    fn test(&mut self, value: &Value, test: &Test) -> Option<bool> {
        match test {
            Test::Value(Expression::Range(range)) if !matches!(value, Value::Range(_)) => {
                let high = |this: &mut Self, low: &Value| {
                    this.look(&range.high, |_, high| in_range(value, range.with(low, high)))
                };
                self.look(&range.low, high)
            }
            Test::Value(test) => self.look(test, |_, test| in_value(value, test)),
            Test::Compare(comparison, bound) => self.look(bound, |_, bound| compare(*comparison, value, bound)),
        }
    }

    /// `some` and `every`.
    fn quantified(&mut self, all: bool, list: &Expression, body: &Expression) -> Option<bool> {
        self.begin_list();
        let list = self.value(list);
        let Some(items) = items(&list) else {
            return self.quantified_over_open(all, &list, body);
        };
        let truths: Vec<_> = items.into_iter().map(|item| self.truth_with(item, body)).collect();
        if all { every(truths) } else { some(truths) }
    }

    /// `some` and `every` over codes of which some may not be told: those told decide if they can.
    fn quantified_over_open(&mut self, all: bool, list: &Value, body: &Expression) -> Option<bool> {
        let Value::Codes(codes) = list else { return None };
        let told: Vec<_> = codes.told.iter().map(|code| self.truth_with(Value::Text(Arc::clone(code)), body)).collect();
        let possible: Vec<_> =
            codes.possible.iter().map(|code| self.truth_with(Value::Text(Arc::clone(code)), body)).collect();
        // A possible code that cannot change the answer does not leave it open.
        let idle = Some(all);
        let open = possible.into_iter().map(|truth| if truth == idle { idle } else { None });
        if all { every(told.into_iter().chain(open)) } else { some(told.into_iter().chain(open)) }
    }

    fn truth_with(&mut self, local: Value, body: &Expression) -> Option<bool> {
        self.members = self.members.saturating_add(1);
        self.all_members = self.all_members.saturating_add(1);
        if self.members > MEMBERS_LIMIT {
            return None;
        }
        self.locals.push(local);
        let truth = self.truth(body);
        self.locals.pop();
        truth
    }

    /// Looks at the value of an expression: a constant or a fact where it stands, another made for the look.
    fn look<T>(&mut self, at: &Expression, look: impl FnOnce(&mut Self, &Value) -> T) -> T {
        match at {
            Expression::Constant(value) => look(self, value),
            Expression::Fact(index) => look(self, self.fact(*index)),
            other => {
                let made = self.value(other);
                look(self, &made)
            }
        }
    }

    /// The value of an expression.
    pub(crate) fn value(&mut self, expression: &Expression) -> Value {
        match expression {
            Expression::Constant(value) => value.clone(),
            Expression::Fact(index) => self.fact(*index).clone(),
            Expression::AsAt => self.as_at.map_or(Value::UNDECIDED, Value::Date),
            Expression::Local(at) => self.locals.get(*at).cloned().unwrap_or(Value::UNDECIDED),
            Expression::Negate(inner) => negate(self.value(inner)),
            Expression::Chain(first, rest) => {
                let mut value = self.value(first);
                for (operator, operand) in rest {
                    value = arithmetic(*operator, &value, &self.value(operand));
                }
                value
            }
            Expression::If(parts) => {
                let [condition, yes, no] = &**parts;
                match self.truth(condition) {
                    Some(true) => self.value(yes),
                    Some(false) => self.value(no),
                    None => Value::UNDECIDED,
                }
            }
            Expression::List(items) => Value::List(items.iter().map(|item| self.value(item)).collect()),
            Expression::Range(range) => Value::Range(Arc::new(Range {
                low: self.value(&range.low),
                high: self.value(&range.high),
                low_closed: range.low_closed,
                high_closed: range.high_closed,
            })),
            Expression::Path(of, name) => path(&self.value(of), name),
            Expression::Filter(list, filter) => self.filter(list, filter),
            Expression::Index(list, position) => self.index(list, position),
            Expression::Call(function, arguments) if *function != Function::Not => self.call(*function, arguments),
            Expression::Parameter { parameter, age } => {
                let supposed = self.supposed_age.map(Value::Number);
                let age = age.as_ref().map(|age| self.value(age));
                let age = age.map(|age| supposed.filter(|_| !age.is_known()).unwrap_or(age));
                self.parameters_on.map_or(Value::UNDECIDED, |day| parameter.value(day, age.as_ref()))
            }
            // Without events nothing is known of records and enrolments; with them all is.
            Expression::Records(kind) => {
                self.verdicts.records().map_or(Value::Unknown(Unknown::NotAsked), |records| records.of(kind))
            }
            Expression::Enrolled(programme) => match self.verdicts.records() {
                Some(records) => Value::Boolean(records.is_enrolled(*programme)),
                None => Value::Unknown(Unknown::NotAsked),
            },
            Expression::Own(name) => {
                let own = self.own.and_then(|own| own.get(name).cloned());
                own.unwrap_or(Value::Unknown(Unknown::NotAsked))
            }
            condition => Value::from_truth(self.truth_of_condition(condition)),
        }
    }

    /// The truth of the forms that are conditions by their shape; [`Self::value`] has dealt with all others.
    fn truth_of_condition(&mut self, condition: &Expression) -> Option<bool> {
        match condition {
            Expression::And(_)
            | Expression::Or(_)
            | Expression::Call(..)
            | Expression::Compare(..)
            | Expression::In(..)
            | Expression::Quantified { .. }
            | Expression::Criterion(..)
            | Expression::Eligible(_) => self.truth(condition),
            _ => None,
        }
    }

    /// The count of members begins anew with each list that is not inside another, so that `a or b` is `b or a`.
    fn begin_list(&mut self) {
        if self.locals.is_empty() {
            self.members = 0;
        }
    }

    fn filter(&mut self, list: &Expression, filter: &Expression) -> Value {
        self.begin_list();
        let Some(items) = items(&self.value(list)) else { return Value::UNDECIDED };
        let mut kept = Vec::new();
        for item in items {
            match self.truth_with(item.clone(), filter) {
                Some(true) => kept.push(item),
                Some(false) => {}
                None => return Value::UNDECIDED,
            }
        }
        Value::List(kept.into())
    }

    /// The item at a position from 1, or from the end if it is negative.
    fn index(&mut self, list: &Expression, position: &Expression) -> Value {
        let (list, position) = (self.value(list), self.value(position));
        let (Some(items), Value::Number(position)) = (items(&list), position) else { return Value::UNDECIDED };
        let at = match position.to_i64() {
            Some(position) if position > 0 => usize::try_from(position).ok().and_then(|at| at.checked_sub(1)),
            Some(position) => {
                usize::try_from(position.unsigned_abs()).ok().and_then(|back| items.len().checked_sub(back))
            }
            None => None,
        };
        at.and_then(|at| items.get(at).cloned()).unwrap_or(Value::UNDECIDED)
    }

    fn call(&mut self, function: Function, arguments: &[Expression]) -> Value {
        match (function, arguments) {
            (Function::Count, [list]) => self.look(list, |_, list| count(list)),
            (Function::Sum | Function::Min | Function::Max | Function::Mean, all) => {
                aggregate(function, &self.all(all))
            }
            (Function::Any, all) => Value::from_truth(some(truths(&self.all(all)))),
            (Function::All, all) => Value::from_truth(every(truths(&self.all(all)))),
            (Function::ListContains, [list, item]) => Value::from_truth(contains(&self.value(list), &self.value(item))),
            (Function::IsDefined, [value]) => Value::Boolean(self.value(value).is_known()),
            (function, [from, to]) => self.look(from, |this, from| {
                this.look(to, |_, to| match (from, to) {
                    (Value::Date(from), Value::Date(to)) => between(function, *from, *to),
                    _ => Value::UNDECIDED,
                })
            }),
            (function, all) => made(function, &self.all(all)),
        }
    }

    fn all(&mut self, expressions: &[Expression]) -> Vec<Value> {
        expressions.iter().map(|expression| self.value(expression)).collect()
    }
}

const NOT_ASKED: Value = Value::Unknown(Unknown::NotAsked);

/// The items of a list whose items are all there; `None` for an unknown list and for codes not all told.
fn items(list: &Value) -> Option<Vec<Value>> {
    match list {
        Value::List(items) => Some(items.to_vec()),
        Value::Codes(codes) if codes.possible.is_empty() => {
            Some(codes.told.iter().map(|code| Value::Text(Arc::clone(code))).collect())
        }
        _ => None,
    }
}

/// Whether two values say the same; used where a derived fact is also given.
pub(crate) fn disagree(given: &Value, derived: &Value) -> bool {
    equal(given, derived) == Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Number;
    use crate::condition::{Names, Place, Scope, Type, condition, parse};

    #[test]
    fn a_condition_about_a_record_sees_its_attributes_and_facts() {
        let mut names = Names::default();
        names.facts.insert("age".to_owned(), Type::Number);
        let own = BTreeMap::from([("hours".to_owned(), Type::Number), ("paid".to_owned(), Type::Boolean)]);
        let scope = Scope { names: &names, place: Place::Record, own: Some(&own) };
        let when = condition(&parse("hours >= 16 and age > 20 and paid").unwrap(), &scope).unwrap();
        let number = |whole: u32| Value::Number(Number::from(whole));
        let truth = |hours: u32, paid: Option<bool>| {
            let mut record = BTreeMap::from([("hours".to_owned(), number(hours))]);
            record.extend(paid.map(|paid| ("paid".to_owned(), Value::Boolean(paid))));
            Evaluator::new(&[number(30)], None, &NoVerdicts).about(&record).truth(&when)
        };
        assert_eq!(truth(16, Some(true)), Some(true));
        assert_eq!(truth(15, None), Some(false));
        assert_eq!(truth(16, None), None);
        assert_eq!(Evaluator::new(&[number(30)], None, &NoVerdicts).truth(&when), None);
    }
}
