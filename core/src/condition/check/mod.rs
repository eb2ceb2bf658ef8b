//! Names and types: from a condition as written to one that can be evaluated.

mod arithmetic;
mod calls;
mod help;
mod membership;
mod money;
mod names;

use self::arithmetic::arithmetic;
use self::help::help_to_compare;
use self::money::as_money;
use crate::condition::expression::Expression;
use crate::condition::functions::Function;
use crate::condition::problem::Problem;
use crate::condition::scope::Scope;
use crate::condition::syntax::{Comparison, Form, Operator, Syntax};
use crate::condition::types::{CodeSet, Type};
use crate::condition::value::{Unknown, Value};
use crate::diagnostic::{Code, help_for_name};
use crate::tree::Span;
use crate::value::{Duration, parse_date};

/// Checks a condition that must be true or false.
pub(crate) fn condition(syntax: &Syntax, scope: &Scope<'_>) -> Result<Expression, Vec<Problem>> {
    let (expression, found) = expression(syntax, scope)?;
    if matches!(found, Type::Boolean | Type::Any) {
        return Ok(expression);
    }
    let message = format!("a condition is true or false, and this is {found}");
    Err(vec![Problem::new(Code::NotACondition, syntax.span, message, "compare it with something, as in `age >= 25`")])
}

/// Checks an expression of any type.
pub(crate) fn expression(syntax: &Syntax, scope: &Scope<'_>) -> Result<(Expression, Type), Vec<Problem>> {
    let mut checker = Checker { scope, locals: Vec::new(), problems: Vec::new() };
    let checked = checker.check(syntax);
    if checker.problems.is_empty() { Ok(checked) } else { Err(checker.problems) }
}

/// What a filter calls each member of its list.
const ITEM: &str = "item";

/// How many misspelt names of a catalogue are compared with those there are.
const SUGGESTIONS_LIMIT: u32 = 1_000;

/// Checks how a fact of a type is derived.
pub(crate) fn derivation(
    syntax: &Syntax,
    scope: &Scope<'_>,
    wanted: &Type,
) -> Result<(Expression, Type), Vec<Problem>> {
    let mut checker = Checker { scope, locals: Vec::new(), problems: Vec::new() };
    let (expression, found) = checker.check(syntax);
    let (expression, found) = as_money(expression, found, wanted);
    checker.codes(wanted, syntax);
    if !found.fits(wanted) {
        let message = format!("the fact is {wanted}, and this gives {found}");
        checker.report(Code::TypeMismatch, syntax.span, message, "change its type, or what it is derived from");
    }
    if checker.problems.is_empty() { Ok((expression, found)) } else { Err(checker.problems) }
}

pub(super) struct Checker<'a> {
    scope: &'a Scope<'a>,
    /// Quantifiers' and filters' names and types, outermost first.
    locals: Vec<(String, Type)>,
    pub(super) problems: Vec<Problem>,
}

/// What stands in for an expression that is wrong, so that the rest is still checked.
const WRONG: (Expression, Type) = (Expression::Constant(Value::Unknown(Unknown::Undecided)), Type::Any);

impl<'a> Checker<'a> {
    pub(super) fn report(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(code, span, message, help));
    }

    pub(super) fn check(&mut self, syntax: &Syntax) -> (Expression, Type) {
        match &syntax.form {
            Form::Null => (Expression::Constant(Value::Unknown(Unknown::NotKnown)), Type::Any),
            Form::Boolean(value) => (Expression::Constant(Value::Boolean(*value)), Type::Boolean),
            Form::Number(number) => (Expression::Constant(Value::Number(*number)), Type::Number),
            Form::Text(text) => (Expression::Constant(Value::Text(self.scope.names.text(text))), Type::Text),
            Form::Name(name) => self.name(name, syntax.span),
            Form::Negate(inner) => self.negate(inner),
            Form::Or(operands) => (Expression::Or(self.booleans(operands, "or")), Type::Boolean),
            Form::And(operands) => (Expression::And(self.booleans(operands, "and")), Type::Boolean),
            Form::Compare(comparison, left, right) => self.compare(*comparison, left, right, syntax.span),
            Form::Chain(first, rest) => self.chain(first, rest),
            Form::Between(parts) => self.between(parts),
            Form::In(value, tests) => self.within(value, tests),
            Form::If(parts) => self.conditional(parts),
            Form::Quantified { every, name, list, body } => self.quantified(*every, name, list, body),
            Form::List(items) => self.list(items),
            Form::Range { low, high, low_closed, high_closed } => self.range(low, high, *low_closed, *high_closed),
            Form::Path(of, name) => self.path(of, name, syntax.span),
            Form::Filter(of, filter) => self.filter(of, filter),
            Form::Call { function, function_span, arguments } => self.call(function, *function_span, arguments),
        }
    }

    fn negate(&mut self, inner: &Syntax) -> (Expression, Type) {
        let (expression, found) = self.check(inner);
        if !matches!(found, Type::Any | Type::Number | Type::Money | Type::Days | Type::Months) {
            let message = format!("`-` turns the sign of a number, and this is {found}");
            self.report(Code::TypeMismatch, inner.span, message, "remove the `-`");
        }
        (Expression::Negate(Box::new(expression)), found)
    }

    /// Operands that must be true or false.
    fn booleans(&mut self, operands: &[Syntax], word: &str) -> Vec<Expression> {
        operands.iter().map(|operand| self.boolean(operand, &format!("`{word}` joins conditions"))).collect()
    }

    pub(super) fn boolean(&mut self, syntax: &Syntax, why: &str) -> Expression {
        let (expression, found) = self.check(syntax);
        if !matches!(found, Type::Any | Type::Boolean) {
            let help = match (&found, &syntax.form) {
                (Type::Text, Form::Text(text)) => format!("repeat what it is compared with: `… = \"{text}\"`"),
                _ => "compare it with something, as in `age >= 25`".to_owned(),
            };
            self.report(Code::TypeMismatch, syntax.span, format!("{why}, and this is {found}"), help);
        }
        expression
    }

    fn compare(&mut self, comparison: Comparison, left: &Syntax, right: &Syntax, span: Span) -> (Expression, Type) {
        let (left, right) = self.comparable(comparison, left, right, span);
        (Expression::Compare(comparison, Box::new(left), Box::new(right)), Type::Boolean)
    }

    /// Two sides that can be compared; number literals take the other side's money.
    fn comparable(
        &mut self,
        comparison: Comparison,
        left: &Syntax,
        right: &Syntax,
        span: Span,
    ) -> (Expression, Expression) {
        let (left_expression, left_type) = self.check(left);
        let (right_expression, right_type) = self.check(right);
        let (right_expression, right_type) = as_money(right_expression, right_type, &left_type);
        let (left_expression, left_type) = as_money(left_expression, left_type, &right_type);
        if !left_type.fits(&right_type) {
            let message = format!("this compares {left_type} with {right_type}");
            let help = help_to_compare((left, &left_type), (right, &right_type));
            self.report(Code::TypeMismatch, span, message, help);
        } else if comparison.needs_order() {
            let unordered =
                [(left, &left_type), (right, &right_type)].into_iter().find(|(_, found)| !found.is_ordered());
            if let Some((side, found)) = unordered {
                let message = format!("`{}` needs an order, and {found} has none", comparison.symbol());
                self.report(Code::TypeMismatch, side.span, message, "compare it with `=` or `in`");
            }
        }
        self.codes(&left_type, right);
        self.codes(&right_type, left);
        (left_expression, right_expression)
    }

    /// Reports literals that are no codes of the fact they are compared with.
    pub(super) fn codes(&mut self, fact: &Type, literal: &Syntax) {
        let (Type::Code(set) | Type::Codes(set)) = (match fact {
            Type::List(item) => &**item,
            other => other,
        }) else {
            return;
        };
        match &literal.form {
            Form::Text(text) => self.code(set, text, literal.span),
            Form::List(items) => items.iter().for_each(|item| self.codes(fact, item)),
            Form::If(parts) => parts.iter().skip(1).for_each(|branch| self.codes(fact, branch)),
            Form::Call { function, arguments, .. } if Function::named(function) == Some(Function::Parameter) => {
                let name = arguments.first().map(|argument| &argument.form);
                let Some(Form::Text(name)) = name else { return };
                let parameters = &self.scope.names.parameters;
                for text in parameters.get(name).iter().flat_map(|parameter| parameter.texts()) {
                    self.code(set, text, literal.span);
                }
            }
            _ => {}
        }
    }

    fn code(&mut self, set: &CodeSet, text: &str, span: Span) {
        // A fact without codes has been reported where it is declared.
        if !set.codes.is_empty() && !set.codes.contains(text) {
            let message = format!("`{}` has no code `{text}`", set.fact);
            let help = help_for_name(text, set.codes.iter().map(|code| &**code), "codes");
            self.report(Code::UnknownCode, span, message, help);
        }
    }

    fn conditional(&mut self, parts: &[Syntax; 3]) -> (Expression, Type) {
        let [condition, yes, no] = parts;
        let condition = self.boolean(condition, "`if` asks for a condition");
        let (yes_expression, yes_type) = self.check(yes);
        let (no_expression, no_type) = self.check(no);
        let (no_expression, no_type) = as_money(no_expression, no_type, &yes_type);
        let (yes_expression, yes_type) = as_money(yes_expression, yes_type, &no_type);
        if !yes_type.fits(&no_type) {
            let message = format!("`then` gives {yes_type} and `else` gives {no_type}");
            self.report(Code::TypeMismatch, no.span, message, "give the same type in both");
        }
        let found = Type::common([yes_type, no_type]);
        (Expression::If(Box::new([condition, yes_expression, no_expression])), found)
    }

    fn quantified(&mut self, every: bool, name: &str, list: &Syntax, body: &Syntax) -> (Expression, Type) {
        let (list_expression, list_type) = self.check(list);
        let item = self.item_of(&list_type, list.span);
        if self.scope.names.facts.contains_key(name) {
            let message = format!("`{name}` is a fact, and cannot also name a member of the list");
            self.report(Code::NameClash, list.span, message, "choose another name after `some` or `every`");
        } else if self.scope.own.is_some_and(|own| own.contains_key(name)) {
            let message = format!("`{name}` is an attribute of this record, and cannot also name a member of the list");
            self.report(Code::NameClash, list.span, message, "choose another name after `some` or `every`");
        }
        self.locals.push((name.to_owned(), item));
        let body = self.boolean(body, "`satisfies` asks for a condition");
        self.locals.pop();
        (Expression::Quantified { every, list: Box::new(list_expression), body: Box::new(body) }, Type::Boolean)
    }

    pub(super) fn item_of(&mut self, list: &Type, span: Span) -> Type {
        list.item().unwrap_or_else(|| {
            self.report(
                Code::TypeMismatch,
                span,
                format!("a list belongs here, and this is {list}"),
                "write a list: `[a, b]`",
            );
            Type::Any
        })
    }

    fn list(&mut self, items: &[Syntax]) -> (Expression, Type) {
        let (expressions, types): (Vec<_>, Vec<_>) = items.iter().map(|item| self.check(item)).unzip();
        (Expression::List(expressions), Type::list(Type::common(types)))
    }

    fn path(&mut self, of: &Syntax, name: &str, span: Span) -> (Expression, Type) {
        let (expression, of_type) = self.check(of);
        let found = match &of_type {
            Type::Any => Some(Type::Any),
            Type::Record(fields) => fields.get(name).cloned(),
            Type::List(item) => match &**item {
                Type::Record(fields) => fields.get(name).cloned().map(Type::list),
                Type::Any => Some(Type::Any),
                _ => None,
            },
            Type::Date => matches!(name, "year" | "month" | "day" | "weekday").then_some(Type::Number),
            Type::Days => (name == "days").then_some(Type::Number),
            Type::Months => matches!(name, "years" | "months").then_some(Type::Number),
            _ => None,
        };
        let Some(found) = found else {
            let known: Vec<&str> = match &of_type {
                Type::Record(fields) => fields.keys().map(String::as_str).collect(),
                Type::List(item) => match &**item {
                    Type::Record(fields) => fields.keys().map(String::as_str).collect(),
                    _ => Vec::new(),
                },
                Type::Date => vec!["year", "month", "day", "weekday"],
                Type::Days => vec!["days"],
                Type::Months => vec!["years", "months"],
                _ => Vec::new(),
            };
            let help = help_for_name(name, known, "parts");
            self.report(Code::UnknownName, span, format!("{of_type} has no part `{name}`"), help);
            return WRONG;
        };
        (Expression::Path(Box::new(expression), name.to_owned()), found)
    }

    fn filter(&mut self, of: &Syntax, filter: &Syntax) -> (Expression, Type) {
        let (list, list_type) = self.check(of);
        let item = self.item_of(&list_type, of.span);
        self.locals.push((ITEM.to_owned(), item.clone()));
        let (expression, found) = self.check(filter);
        self.locals.pop();
        match found {
            Type::Number => (Expression::Index(Box::new(list), Box::new(expression)), item),
            Type::Boolean | Type::Any => (Expression::Filter(Box::new(list), Box::new(expression)), Type::list(item)),
            other => {
                let message = format!("a filter is a condition or a position, and this is {other}");
                self.report(Code::TypeMismatch, filter.span, message, "write `list[item > 5]` or `list[1]`");
                WRONG
            }
        }
    }

    fn chain(&mut self, first: &Syntax, rest: &[(Operator, Syntax)]) -> (Expression, Type) {
        let (first_expression, mut so_far) = self.check(first);
        let mut operands = Vec::with_capacity(rest.len());
        for (operator, operand) in rest {
            let (expression, found) = self.check(operand);
            let result = arithmetic(*operator, &so_far, &found).unwrap_or_else(|| {
                let message = format!("`{}` cannot take {so_far} and {found}", operator.symbol());
                let help = match (&so_far, &found) {
                    (Type::Date, Type::Number) => "add a duration: `date + duration(\"P7D\")`",
                    (Type::Money, Type::Number) | (Type::Number, Type::Money) => {
                        "add money to money; multiply money by a number"
                    }
                    _ => "make both sides numbers",
                };
                self.report(Code::TypeMismatch, operand.span, message, help);
                Type::Any
            });
            operands.push((*operator, expression));
            so_far = result;
        }
        (Expression::Chain(Box::new(first_expression), operands), so_far)
    }

    fn call(&mut self, name: &str, span: Span, arguments: &[Syntax]) -> (Expression, Type) {
        let Some(function) = Function::named(name) else {
            let help = help_for_name(name, Function::NAMES.iter().copied(), "functions");
            self.report(Code::UnknownFunction, span, format!("there is no function `{name}`"), help);
            for argument in arguments {
                self.check(argument);
            }
            return WRONG;
        };
        let (least, most) = function.arity();
        if arguments.len() < least || arguments.len() > most || (function == Function::Date && arguments.len() == 2) {
            let wanted = match (function, least, most) {
                (Function::Date, ..) => "a text, or a year, a month and a day".to_owned(),
                (_, 1, 1) => "one argument".to_owned(),
                (_, least, most) if least == most => format!("{least} arguments"),
                (_, least, _) => format!("at least {least}"),
            };
            let message = format!("`{name}` takes {wanted}, and this gives {}", arguments.len());
            self.report(Code::WrongArguments, span, message, "give it the arguments it takes");
            return WRONG;
        }
        self.call_of(function, span, arguments)
    }

    pub(super) fn scope(&self) -> &'a Scope<'a> {
        self.scope
    }

    /// A literal text where nothing else can stand.
    pub(super) fn literal<'s>(&mut self, syntax: &'s Syntax, what: &str) -> Option<&'s str> {
        match &syntax.form {
            Form::Text(text) => Some(text),
            _ => {
                let message = format!("{what} belongs here, in quotes");
                self.report(Code::WrongArguments, syntax.span, message, "write it as \"text\"");
                None
            }
        }
    }

    /// `date("…")` and `duration("…")` of a literal are read at once.
    pub(super) fn literal_date(&mut self, text: &str, span: Span) -> (Expression, Type) {
        match parse_date(text) {
            Some(day) => (Expression::Constant(Value::Date(day)), Type::Date),
            None => {
                let message = format!("`{text}` is not a day in the calendar");
                self.report(Code::BadLiteral, span, message, "write the day as date(\"2022-04-01\")");
                WRONG
            }
        }
    }

    pub(super) fn literal_duration(&mut self, text: &str, span: Span) -> (Expression, Type) {
        match text.parse::<Duration>() {
            Ok(duration) => {
                let found = if matches!(duration, Duration::Days(_)) { Type::Days } else { Type::Months };
                (Expression::Constant(Value::Duration(duration)), found)
            }
            Err(error) => {
                let help = "write days or weeks (P7D, P13W), or months or years (P6M, P1Y)";
                self.report(Code::BadLiteral, span, format!("`{text}` {error}"), help);
                WRONG
            }
        }
    }
}
