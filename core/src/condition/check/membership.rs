//! What `in`, `between` and ranges may hold a value against.
//!
//! Every part is checked once: conditions nest, and checking one twice at each level would double with each.

use super::help::help_to_compare;
use super::money::{as_money, holds_money};
use super::{Checker, WRONG};
use crate::condition::expression::{Expression, RangeOf, Test};
use crate::condition::functions::Function;
use crate::condition::syntax::{self, Form, Syntax};
use crate::condition::types::Type;
use crate::condition::value::Value;
use crate::diagnostic::Code;

/// An expression that has been checked.
type Checked = (Expression, Type);

impl Checker<'_> {
    pub(super) fn between(&mut self, parts: &[Syntax; 3]) -> Checked {
        let [value, low, high] = parts;
        let (expression, value_type) = self.check(value);
        let (low_checked, high_checked) = (self.check(low), self.check(high));
        let low = self.bound(low, low_checked, &value_type, value);
        let high = self.bound(high, high_checked, &value_type, value);
        let range = Expression::Range(Box::new(RangeOf { low, high, low_closed: true, high_closed: true }));
        (Expression::In(Box::new(expression), vec![Test::Value(range)]), Type::Boolean)
    }

    pub(super) fn range(&mut self, low: &Syntax, high: &Syntax, low_closed: bool, high_closed: bool) -> Checked {
        let ((low_expression, low_type), high_checked) = (self.check(low), self.check(high));
        let (low_expression, low_type) = as_money(low_expression, low_type, &high_checked.1);
        let high = self.bound(high, high_checked, &low_type, low);
        let range = RangeOf { low: low_expression, high, low_closed, high_closed };
        (Expression::Range(Box::new(range)), Type::Range(Box::new(low_type)))
    }

    pub(super) fn within(&mut self, value: &Syntax, tests: &[syntax::Test]) -> Checked {
        let (mut expression, mut value_type) = self.check(value);
        let checked: Vec<Checked> = tests
            .iter()
            .map(|test| {
                let (syntax::Test::Value(test) | syntax::Test::Compare(_, test)) = test;
                if is_negation(test) && !matches!(value_type, Type::Boolean | Type::Any) {
                    let message = "`not` turns a condition round, and `in` looks among values";
                    let help = format!("write `not({value} in (…))`");
                    self.report(Code::TypeMismatch, test.span, message, help);
                    return WRONG;
                }
                self.check(test)
            })
            .collect();
        // `100 in [pay]`: a literal that is looked for may be money for the tests' sake.
        if matches!(expression, Expression::Constant(Value::Number(_)))
            && checked.iter().any(|(_, found)| holds_money(found))
        {
            (expression, value_type) = as_money(expression, value_type, &Type::Money);
        }
        let tests = tests.iter().zip(checked).map(|(test, checked)| self.test(test, checked, value, &value_type));
        let tests = tests.collect();
        (Expression::In(Box::new(expression), tests), Type::Boolean)
    }

    fn test(&mut self, test: &syntax::Test, checked: Checked, value: &Syntax, value_type: &Type) -> Test {
        match test {
            syntax::Test::Compare(comparison, bound) if comparison.needs_order() => {
                Test::Compare(*comparison, self.bound(bound, checked, value_type, value))
            }
            syntax::Test::Compare(comparison, operand) => {
                let (expression, found) = as_money(checked.0, checked.1, value_type);
                if !found.fits(value_type) {
                    self.mismatch("compares", operand, &found, value_type, value);
                }
                self.codes(value_type, operand);
                Test::Compare(*comparison, expression)
            }
            syntax::Test::Value(test) => Test::Value(self.equal_or_in(test, checked, value_type, value)),
        }
    }

    /// What a value may be equal to, or in if it is a list or a range.
    fn equal_or_in(&mut self, test: &Syntax, checked: Checked, value_type: &Type, value: &Syntax) -> Expression {
        let (expression, found) = as_money(checked.0, checked.1, value_type);
        let in_list = found.item().is_some_and(|item| item.fits(value_type) || holds(&item, value_type));
        if matches!(value_type, Type::Codes(_)) && matches!(found.item(), Some(Type::Text)) {
            let help =
                format!("write `list contains({value}, \"…\")` for each, or `some c in {value} satisfies c in …`");
            let message = "this looks for a whole list of codes among codes";
            self.report(Code::TypeMismatch, test.span, message, help);
        } else if !found.fits(value_type) && !in_list && !holds(&found, value_type) {
            self.mismatch("looks for", test, &found, value_type, value);
        } else if matches!(found, Type::Range(_)) && !value_type.is_ordered() {
            let message = format!("a range needs an order, and {value_type} has none");
            self.report(Code::TypeMismatch, test.span, message, "list the values: `in (\"a\", \"b\")`");
        } else if let Form::List(items) = &test.form
            && !matches!(value_type, Type::List(_) | Type::Codes(_))
        {
            items.iter().for_each(|item| self.literal_fits(item, value_type, value));
        }
        self.codes(value_type, test);
        self.codes(&found, value);
        expression
    }

    /// A literal in a list that a value is looked for in: one that can never be found is a mistake.
    fn literal_fits(&mut self, item: &Syntax, value_type: &Type, value: &Syntax) {
        let found = match &item.form {
            Form::Text(_) => Type::Text,
            Form::Number(_) if *value_type == Type::Money => Type::Money,
            Form::Number(_) => Type::Number,
            Form::Boolean(_) => Type::Boolean,
            _ => return,
        };
        if !found.fits(value_type) {
            self.mismatch("looks for", item, &found, value_type, value);
        }
    }

    /// An end of a range that a value is held against.
    fn bound(&mut self, bound: &Syntax, checked: Checked, value_type: &Type, value: &Syntax) -> Expression {
        let (expression, found) = as_money(checked.0, checked.1, value_type);
        if !found.fits(value_type) {
            self.mismatch("compares", bound, &found, value_type, value);
        } else if let Some(unordered) = [&found, value_type].into_iter().find(|found| !found.is_ordered()) {
            let message = format!("a range needs an order, and {unordered} has none");
            self.report(Code::TypeMismatch, bound.span, message, "list the values: `in (\"a\", \"b\")`");
        }
        expression
    }

    fn mismatch(&mut self, verb: &str, operand: &Syntax, found: &Type, value_type: &Type, value: &Syntax) {
        let between = if verb == "compares" { "with" } else { "among" };
        let message = format!("this {verb} {value_type} {between} {found}");
        self.report(Code::TypeMismatch, operand.span, message, help_to_compare((value, value_type), (operand, found)));
    }
}

fn is_negation(test: &Syntax) -> bool {
    matches!(&test.form, Form::Call { function, .. } if Function::named(function) == Some(Function::Not))
}

/// Whether a range (or a list's item that is one) can hold a value of a type.
fn holds(found: &Type, value: &Type) -> bool {
    matches!(found, Type::Range(of) if of.fits(value))
}
