//! Small changes to a condition: the mistakes its examples should notice.

use super::steps::{comes_in_ones, duration_unit, literal_date, literal_duration};
use crate::catalogue::Lexicon;
use crate::condition::syntax::{Comparison, Form, Syntax, Test};
use crate::tree::Span;
use crate::value::{Date, Duration, Number, add};

/// A change to one place of a condition.
#[derive(Debug)]
pub(super) struct Change {
    /// The way to the part that is changed.
    path: Vec<usize>,
    /// The way to the clause it stands in: the condition that holds or does not.
    clause: Vec<usize>,
    act: Act,
    /// What is changed, in plain words.
    pub(super) words: String,
    /// Where it stands in the condition's text.
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
enum Act {
    /// Leave out an operand, an item, a test or an argument.
    LeaveOut(usize),
    /// Leave out the one test after `in`, so that nothing is in it.
    LeaveOutAll,
    /// `not(a)` to `a`.
    DropNot,
    /// Another comparison.
    Compare(Comparison),
    /// Another comparison, as a test after `in`.
    CompareTest(usize, Comparison),
    /// Another literal.
    Literal(Form),
    /// A range's low end, or its high end, in it or not.
    Close { low: bool },
    /// An end of `between` that no longer belongs to it.
    Open { low: bool },
    /// `then` for `else`.
    Swap,
    /// `some` for `every`.
    Quantify,
}

/// What is said of a clause, or of a whole criterion, that is not there.
pub(super) const LEFT_OUT: &str = "left out";

/// Every change to a condition, in the order of its text.
///
/// A change that could not make a difference to anything is left out where that is easy to tell: where a value comes in
/// whole steps, `> 1` is `>= 2`.
pub(super) fn changes(condition: &Syntax, lexicon: &Lexicon) -> Vec<Change> {
    let mut finding = Finding { lexicon, path: Vec::new(), clause: Vec::new(), found: Vec::new() };
    finding.clause(condition);
    finding.found
}

impl Change {
    /// The condition with the change made.
    pub(super) fn made(&self, condition: &Syntax) -> Option<Syntax> {
        let mut changed = condition.clone();
        let mut at = &mut changed;
        for step in &self.path {
            at = at.part_mut(*step)?;
        }
        self.act.change(at);
        Some(changed)
    }

    /// The canonical text of the clause it changes.
    pub(super) fn clause_text(&self, condition: &Syntax) -> String {
        let mut at = condition;
        for step in &self.clause {
            let Some(part) = at.parts().get(*step).copied() else { break };
            at = part;
        }
        at.to_string()
    }
}

impl Act {
    fn change(&self, syntax: &mut Syntax) {
        let Syntax { form, .. } = syntax;
        match (self, &mut *form) {
            (Self::LeaveOut(at), Form::And(parts) | Form::Or(parts)) => {
                remove(parts, *at);
                if parts.len() == 1
                    && let Some(only) = parts.pop()
                {
                    *form = only.form;
                }
            }
            (Self::LeaveOut(at), Form::List(parts) | Form::Call { arguments: parts, .. }) => remove(parts, *at),
            (Self::LeaveOut(at), Form::In(_, tests)) => remove(tests, *at),
            (Self::LeaveOutAll, Form::In(_, tests)) => {
                *tests = vec![Test::Value(Syntax { form: Form::List(Vec::new()), span: Span::START })];
            }
            (Self::DropNot, Form::Call { arguments, .. }) => {
                if let Some(inner) = arguments.pop() {
                    *form = inner.form;
                }
            }
            (Self::Compare(to), Form::Compare(comparison, ..)) => *comparison = *to,
            (Self::CompareTest(at, to), Form::In(_, tests)) => {
                if let Some(Test::Compare(comparison, _)) = tests.get_mut(*at) {
                    *comparison = *to;
                }
            }
            (Self::Literal(to), _) => *form = to.clone(),
            (Self::Close { low: true }, Form::Range { low_closed: closed, .. })
            | (Self::Close { low: false }, Form::Range { high_closed: closed, .. }) => *closed = !*closed,
            (Self::Open { low: open_low }, Form::Between(parts)) => {
                let [value, low, high] = (**parts).clone();
                let (low, high) = (Box::new(low), Box::new(high));
                let range = Form::Range { low, high, low_closed: !open_low, high_closed: *open_low };
                let range = Syntax { form: range, span: Span::START };
                *form = Form::In(Box::new(value), vec![Test::Value(range)]);
            }
            (Self::Swap, Form::If(parts)) => {
                let [_, yes, no] = &mut **parts;
                std::mem::swap(yes, no);
            }
            (Self::Quantify, Form::Quantified { every, .. }) => *every = !*every,
            _ => {}
        }
    }
}

fn remove<T>(items: &mut Vec<T>, at: usize) {
    if at < items.len() {
        items.remove(at);
    }
}

struct Finding<'a> {
    lexicon: &'a Lexicon,
    path: Vec<usize>,
    clause: Vec<usize>,
    found: Vec<Change>,
}

impl Finding<'_> {
    fn add(&mut self, act: Act, span: Span, words: String) {
        self.found.push(Change { path: self.path.clone(), clause: self.clause.clone(), act, words, span });
    }

    /// Changes to a part that is a condition of its own.
    fn clause(&mut self, syntax: &Syntax) {
        let outer = std::mem::replace(&mut self.clause, self.path.clone());
        self.part(syntax, false);
        self.clause = outer;
    }

    fn at<T>(&mut self, step: usize, see: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let seen = see(self);
        self.path.pop();
        seen
    }

    /// Changes to every part, each a value of no known steps.
    fn parts(&mut self, syntax: &Syntax) {
        for (step, part) in syntax.parts().into_iter().enumerate() {
            self.at(step, |finding| finding.part(part, false));
        }
    }

    /// Changes to a part. `ones`: it is held against a value that comes in whole steps.
    fn part(&mut self, syntax: &Syntax, ones: bool) {
        match &syntax.form {
            Form::And(operands) | Form::Or(operands) => {
                for (step, operand) in operands.iter().enumerate() {
                    let clause = self.path.iter().copied().chain([step]).collect();
                    let (path, act, words) = (self.path.clone(), Act::LeaveOut(step), LEFT_OUT.to_owned());
                    self.found.push(Change { path, clause, act, words, span: operand.span });
                    self.at(step, |finding| finding.clause(operand));
                }
            }
            Form::Number(number) => self.number(*number, syntax.span, ones),
            Form::Compare(comparison, left, right) => self.comparison(*comparison, [left, right], syntax.span),
            Form::In(value, tests) => self.within(value, tests),
            Form::Between(parts) => {
                let [value, low, high] = &**parts;
                let ones = comes_in_ones(value, self.lexicon);
                self.at(0, |finding| finding.part(value, false));
                for (step, end, is_low) in [(1, low, true), (2, high, false)] {
                    if !steps_meet(end, ones) {
                        self.add(Act::Open { low: is_low }, end.span, format!("{end} itself left out"));
                    }
                    self.at(step, |finding| finding.part(end, ones));
                }
            }
            Form::Range { low, high, low_closed, high_closed } => {
                let ends = [(low, *low_closed, true), (high, *high_closed, false)];
                for (step, (end, closed, is_low)) in ends.into_iter().enumerate() {
                    if !steps_meet(end, ones) {
                        let words = if closed { "itself left out" } else { "itself let in" };
                        self.add(Act::Close { low: is_low }, end.span, format!("{end} {words}"));
                    }
                    self.at(step, |finding| finding.part(end, ones));
                }
            }
            Form::If(parts) => {
                let [condition, yes, no] = &**parts;
                self.add(Act::Swap, syntax.span, "`then` and `else` swapped".to_owned());
                self.at(0, |finding| finding.clause(condition));
                self.at(1, |finding| finding.part(yes, ones));
                self.at(2, |finding| finding.part(no, ones));
            }
            Form::Quantified { every, list, body, .. } => {
                let words = if *every { "`every` made `some`" } else { "`some` made `every`" };
                self.add(Act::Quantify, syntax.span, words.to_owned());
                self.at(0, |finding| finding.part(list, false));
                self.at(1, |finding| finding.clause(body));
            }
            Form::Filter(list, filter) => {
                self.at(0, |finding| finding.part(list, false));
                self.at(1, |finding| match filter.form {
                    Form::Number(_) => finding.part(filter, false),
                    _ => finding.clause(filter),
                });
            }
            Form::List(items) => self.list(items, ones),
            Form::Call { function, arguments, .. } => self.call(syntax, function, arguments),
            _ => self.parts(syntax),
        }
    }

    fn comparison(&mut self, comparison: Comparison, sides: [&Syntax; 2], span: Span) {
        let [left, right] = sides;
        let (left_ones, right_ones) = (comes_in_ones(left, self.lexicon), comes_in_ones(right, self.lexicon));
        if let Some(other) = other_strictness(comparison)
            && !steps_meet(left, right_ones)
            && !steps_meet(right, left_ones)
        {
            self.add(Act::Compare(other), span, made(comparison, other));
        }
        self.at(0, |finding| finding.part(left, right_ones));
        self.at(1, |finding| finding.part(right, left_ones));
    }

    fn within(&mut self, value: &Syntax, tests: &[Test]) {
        let ones = comes_in_ones(value, self.lexicon);
        self.at(0, |finding| finding.part(value, false));
        for (at, test) in tests.iter().enumerate() {
            let (Test::Value(operand) | Test::Compare(_, operand)) = test;
            let shown = match test {
                Test::Value(operand) => operand.to_string(),
                Test::Compare(comparison, operand) => format!("{} {operand}", comparison.symbol()),
            };
            let is_literal = matches!(operand.form, Form::Text(_) | Form::Number(_));
            if tests.len() > 1 {
                self.add(Act::LeaveOut(at), operand.span, taken_out(&shown));
            } else if is_literal {
                self.add(Act::LeaveOutAll, operand.span, taken_out(&shown));
            }
            if let Test::Compare(comparison, bound) = test
                && let Some(other) = other_strictness(*comparison)
                && !steps_meet(bound, ones)
            {
                self.add(Act::CompareTest(at, other), operand.span, made(*comparison, other));
            }
            self.at(at.saturating_add(1), |finding| finding.part(operand, ones));
        }
    }

    fn list(&mut self, items: &[Syntax], ones: bool) {
        for (step, item) in items.iter().enumerate() {
            self.add(Act::LeaveOut(step), item.span, taken_out(&item.to_string()));
            self.at(step, |finding| finding.part(item, ones));
        }
    }

    fn call(&mut self, syntax: &Syntax, function: &str, arguments: &[Syntax]) {
        if let Some(day) = literal_date(syntax) {
            for moved in [Duration::Days(-1), Duration::Days(1)] {
                if let Some(to) = add(day, moved) {
                    self.at(0, |finding| finding.literal_day(day, to, syntax.span));
                }
            }
        } else if let Some((text, duration)) = literal_duration(syntax) {
            self.at(0, |finding| finding.literal_duration(text, duration, syntax.span));
        } else if let ("not", [inner]) = (function, arguments) {
            self.add(Act::DropNot, syntax.span, "`not` left out".to_owned());
            self.at(0, |finding| finding.clause(inner));
        } else {
            let joins = matches!(function, "any" | "all" | "sum" | "min" | "max" | "mean") && arguments.len() > 1;
            for (step, argument) in arguments.iter().enumerate() {
                if joins {
                    self.add(Act::LeaveOut(step), argument.span, format!("`{argument}` left out"));
                }
                self.at(step, |finding| finding.part(argument, false));
            }
        }
    }

    fn number(&mut self, number: Number, span: Span, ones: bool) {
        // Between two whole numbers there is nothing to move a literal past.
        let unit = if ones { Number::from(1_u32) } else { number.last_place() };
        for to in [number.checked_sub(unit), number.checked_add(unit)].into_iter().flatten() {
            self.add(Act::Literal(Form::Number(to)), span, format!("{number} made {to}"));
        }
    }

    fn literal_day(&mut self, day: Date, to: Date, span: Span) {
        self.add(Act::Literal(Form::Text(to.to_string())), span, format!("{day} made {to}"));
    }

    fn literal_duration(&mut self, text: &str, duration: Duration, span: Span) {
        let (Duration::Days(amount) | Duration::Months(amount)) = duration;
        let unit = duration_unit(text);
        for amount in [amount.saturating_sub(unit), amount.saturating_add(unit)] {
            let to = match duration {
                Duration::Days(_) => Duration::Days(amount),
                Duration::Months(_) => Duration::Months(amount),
            };
            // In the author's own unit.
            let to = match amount.checked_div(7) {
                Some(weeks) if text.ends_with('W') && amount > 0 && weeks.saturating_mul(7) == amount => {
                    format!("P{weeks}W")
                }
                _ => to.to_string(),
            };
            self.add(Act::Literal(Form::Text(to.clone())), span, format!("{text} made {to}"));
        }
    }
}

/// Whether moving a literal by one unit is all that making its comparison strict, or not strict, could do.
fn steps_meet(literal: &Syntax, other_in_ones: bool) -> bool {
    match &literal.form {
        Form::Number(_) => other_in_ones,
        _ => {
            literal_date(literal).is_some()
                || literal_duration(literal).is_some_and(|(text, _)| duration_unit(text) == 1)
        }
    }
}

fn other_strictness(comparison: Comparison) -> Option<Comparison> {
    Some(match comparison {
        Comparison::Less => Comparison::LessOrEqual,
        Comparison::LessOrEqual => Comparison::Less,
        Comparison::Greater => Comparison::GreaterOrEqual,
        Comparison::GreaterOrEqual => Comparison::Greater,
        Comparison::Equal | Comparison::NotEqual => return None,
    })
}

fn made(from: Comparison, to: Comparison) -> String {
    format!("`{}` made `{}`", from.symbol(), to.symbol())
}

fn taken_out(item: &str) -> String {
    format!("`{item}` taken out of the list")
}
