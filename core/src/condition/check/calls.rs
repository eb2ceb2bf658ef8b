//! The arguments and results of functions.

use std::sync::Arc;

use super::money::as_money;
use super::{Checker, WRONG};
use crate::condition::expression::Expression;
use crate::condition::functions::Function;
use crate::condition::syntax::{Form, Syntax};
use crate::condition::types::Type;
use crate::condition::value::Value;
use crate::diagnostic::{Code, help_for_name};
use crate::tree::Span;
use crate::value::{Duration, Money, Number};

impl Checker<'_> {
    /// A call whose number of arguments is right.
    pub(super) fn call_of(&mut self, function: Function, span: Span, arguments: &[Syntax]) -> (Expression, Type) {
        match (function, arguments) {
            (Function::Not, [argument]) => {
                let argument = self.boolean(argument, "`not` turns a condition round");
                (Expression::Call(function, vec![argument]), Type::Boolean)
            }
            (Function::Date, [argument]) => self.read_date(argument),
            (Function::Duration, [argument]) => self.read_duration(argument),
            (Function::ListContains, [list, item]) => self.list_contains(list, item),
            (Function::IsDefined, [argument]) => self.is_defined(argument, span),
            (Function::Eligible, [programme]) => self.eligible(programme, span),
            (Function::Criterion, [programme, criterion]) => self.criterion(programme, criterion, span),
            (Function::Enrolled, [programme]) => self.enrolled(programme, span),
            (Function::Parameter, [name]) => self.parameter(name),
            (Function::Any | Function::All, arguments) => self.any_or_all(function, arguments),
            (Function::Sum | Function::Min | Function::Max | Function::Mean, arguments) => {
                self.aggregate(function, arguments)
            }
            (Function::Count, [list]) => {
                let (expression, found) = self.check(list);
                self.item_of(&found, list.span);
                (Expression::Call(function, vec![expression]), Type::Number)
            }
            (Function::Date, arguments) => {
                let arguments = arguments.iter().map(|part| self.typed(part, &Type::Number)).collect();
                (Expression::Call(function, arguments), Type::Date)
            }
            (_, arguments) => {
                let arguments = arguments.iter().map(|day| self.typed(day, &Type::Date)).collect();
                let found = if function == Function::YearsAndMonthsDuration { Type::Months } else { Type::Number };
                (Expression::Call(function, arguments), found)
            }
        }
    }

    fn typed(&mut self, syntax: &Syntax, wanted: &Type) -> Expression {
        let (expression, found) = self.check(syntax);
        if !found.fits(wanted) {
            let help = match (&syntax.form, wanted) {
                (Form::Text(text), Type::Date) => format!("write date(\"{text}\")"),
                _ => format!("give it {wanted}"),
            };
            let message = format!("{wanted} belongs here, and this is {found}");
            self.report(Code::TypeMismatch, syntax.span, message, help);
        }
        expression
    }

    fn read_date(&mut self, argument: &Syntax) -> (Expression, Type) {
        if let Form::Text(text) = &argument.form {
            return self.literal_date(text, argument.span);
        }
        let (expression, found) = self.check(argument);
        if !matches!(found, Type::Any | Type::Text | Type::Date) {
            let message = format!("`date` reads a text, and this is {found}");
            self.report(Code::TypeMismatch, argument.span, message, "write the day as date(\"2022-04-01\")");
        }
        (Expression::Call(Function::Date, vec![expression]), Type::Date)
    }

    fn read_duration(&mut self, argument: &Syntax) -> (Expression, Type) {
        if let Form::Text(text) = &argument.form {
            return self.literal_duration(text, argument.span);
        }
        let expression = self.typed(argument, &Type::Text);
        (Expression::Call(Function::Duration, vec![expression]), Type::Any)
    }

    fn list_contains(&mut self, list: &Syntax, item: &Syntax) -> (Expression, Type) {
        let (list_expression, list_type) = self.check(list);
        let (item_expression, item_type) = self.check(item);
        let (item_expression, item_type) = as_money(item_expression, item_type, &list_type);
        let (list_expression, list_type) = as_money(list_expression, list_type, &item_type);
        let wanted = self.item_of(&list_type, list.span);
        if !wanted.fits(&item_type) {
            let message = format!("this looks for {item_type} in a list that holds {wanted}");
            self.report(Code::TypeMismatch, item.span, message, "look for what the list holds");
        }
        self.codes(&list_type, item);
        self.codes(&item_type, list);
        (Expression::Call(Function::ListContains, vec![list_expression, item_expression]), Type::Boolean)
    }

    fn any_or_all(&mut self, function: Function, arguments: &[Syntax]) -> (Expression, Type) {
        let mut expressions = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let (expression, found) = self.check(argument);
            if !matches!(found.innermost(), Type::Any | Type::Boolean) {
                let message = format!("`{}` asks for conditions, and this is {found}", function.name());
                self.report(Code::TypeMismatch, argument.span, message, "give it a list of conditions");
            }
            expressions.push(expression);
        }
        (Expression::Call(function, expressions), Type::Boolean)
    }

    fn aggregate(&mut self, function: Function, arguments: &[Syntax]) -> (Expression, Type) {
        let (mut expressions, types): (Vec<_>, Vec<_>) = arguments.iter().map(|argument| self.check(argument)).unzip();
        // Lists are looked into, however deep.
        let items: Vec<Type> = types.iter().map(Type::innermost).collect();
        let item = Type::common(items.iter().cloned());
        if item == Type::Any
            && !items.contains(&Type::Any)
            && items.len() > 1
            && let Some(first) = arguments.first()
        {
            let message = format!("`{}` is given values of different types", function.name());
            self.report(Code::TypeMismatch, first.span, message, "give it values of one type");
        }
        // The sum of nothing is nothing of its own type.
        let zero = match (function, &item) {
            (Function::Sum, Type::Money) => Some(Value::Money(Money(Number::ZERO))),
            (Function::Sum, Type::Days) => Some(Value::Duration(Duration::Days(0))),
            (Function::Sum, Type::Months) => Some(Value::Duration(Duration::Months(0))),
            _ => None,
        };
        expressions.extend(zero.map(Expression::Constant));
        let fits = match function {
            Function::Min | Function::Max => item.is_ordered(),
            _ => matches!(item, Type::Any | Type::Number | Type::Money | Type::Days | Type::Months),
        };
        if !fits && let Some(first) = arguments.first() {
            let message = format!("`{}` cannot take {item}", function.name());
            let help = match &item {
                Type::Record(_) => "give it one of their parts: `grant.amount`",
                _ => "give it numbers, or one list of numbers",
            };
            self.report(Code::TypeMismatch, first.span, message, help);
            return WRONG;
        }
        (Expression::Call(function, expressions), item)
    }

    fn is_defined(&mut self, argument: &Syntax, span: Span) -> (Expression, Type) {
        if !self.scope().place.allows_is_defined() {
            let message = "`is defined` may not stand here";
            let help = "a decided status must not change because a question was answered; ask for the fact itself";
            self.report(Code::NotAllowedHere, span, message, help);
        }
        let (expression, _) = self.check(argument);
        (Expression::Call(Function::IsDefined, vec![expression]), Type::Boolean)
    }

    /// The programme of an id; `None`, reported, if there is none.
    fn programme(&mut self, syntax: &Syntax, span: Span) -> Option<(usize, String)> {
        if !self.scope().place.allows_programmes() {
            let message = "programmes cannot be asked about here";
            self.report(Code::NotAllowedHere, span, message, "ask in a criterion of a programme");
            return None;
        }
        let id = self.literal(syntax, "a programme's id")?.to_owned();
        let names = self.scope().names;
        if let Some(index) = names.programmes.get_index_of(&id) {
            return Some((index, id));
        }
        if !names.programmes_incomplete {
            let help = help_for_name(&id, names.programmes.keys().map(String::as_str), "programmes");
            self.report(Code::UnknownProgramme, syntax.span, format!("there is no programme `{id}`"), help);
        }
        None
    }

    fn eligible(&mut self, programme: &Syntax, span: Span) -> (Expression, Type) {
        let expression = match self.programme(programme, span) {
            Some((index, _)) => Expression::Eligible(index),
            None => Expression::Constant(Value::UNDECIDED),
        };
        (expression, Type::Boolean)
    }

    fn criterion(&mut self, programme: &Syntax, criterion: &Syntax, span: Span) -> (Expression, Type) {
        let wrong = (Expression::Constant(Value::UNDECIDED), Type::Boolean);
        let Some((index, id)) = self.programme(programme, span) else { return wrong };
        let Some(criterion_id) = self.literal(criterion, "a criterion's id").map(str::to_owned) else { return wrong };
        let Some(known) = self.scope().names.programmes.get(&id) else { return wrong };
        let names = self.scope().names;
        if !known.contains(&criterion_id) && !names.programmes_incomplete && !names.broken.contains(&criterion_id) {
            let help = help_for_name(&criterion_id, known.iter().map(String::as_str), "criteria");
            let message = format!("the programme `{id}` has no criterion `{criterion_id}`");
            self.report(Code::UnknownCriterion, criterion.span, message, help);
        }
        (Expression::Criterion(index, criterion_id), Type::Boolean)
    }

    fn enrolled(&mut self, programme: &Syntax, span: Span) -> (Expression, Type) {
        let expression = match self.programme(programme, span) {
            Some((index, _)) => Expression::Enrolled(index),
            None => Expression::Constant(Value::UNDECIDED),
        };
        (expression, Type::Boolean)
    }

    /// A parameter; where its values go by age, for the age that the fact `age` tells.
    fn parameter(&mut self, name: &Syntax) -> (Expression, Type) {
        let Some(id) = self.literal(name, "a parameter's name") else { return WRONG };
        let names = self.scope().names;
        let Some(parameter) = names.parameters.get(id) else {
            if !names.parameters_incomplete {
                let help = help_for_name(id, names.parameters.keys().map(String::as_str), "parameters");
                self.report(Code::UnknownName, name.span, format!("there is no parameter `{id}`"), help);
            }
            return WRONG;
        };
        let age = match names.facts.get_full(AGE) {
            _ if !parameter.goes_by_age() => None,
            Some((index, _, Type::Number)) => Some(Box::new(Expression::Fact(index))),
            _ => {
                if !names.facts_incomplete && !names.broken.contains(AGE) {
                    let message = format!("`{id}` goes by age, and no vocabulary declares a number fact `{AGE}`");
                    let help = format!("declare the fact `{AGE}`, which may be derived from a date of birth");
                    self.report(Code::UnknownName, name.span, message, help);
                }
                None
            }
        };
        (Expression::Parameter { parameter: Arc::clone(parameter), age }, parameter.of.clone())
    }
}

/// The fact by which parameters go, where they go by age.
const AGE: &str = "age";
