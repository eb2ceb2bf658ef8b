//! Outcomes that records achieve: which count, and how many, how much or how long.

use std::collections::BTreeMap;

use super::super::checking::Checking;
use super::super::lexicon::report;
use super::rule::{Amount, RecordForm};
use crate::condition::{Evaluator, Expression, NoVerdicts, Place, Type};
use crate::diagnostic::{Code, quoted};
use crate::document::{Formula, Outcome, Together};
use crate::value::Number;

/// The attribute of a session that tells whether it was attended.
pub(crate) const ATTENDED: &str = "attended";

impl Checking<'_> {
    pub(super) fn record_form(&mut self, outcome: &Outcome) -> Option<RecordForm> {
        let own = self.record(outcome.record.as_ref());
        let kind = outcome.record.as_ref()?.as_str();
        // Of a record kind that is not declared nothing is known, and that has been reported.
        let declared = self.lexicon.records.get(kind)?;
        let counts =
            outcome.r#where.as_ref().and_then(|counts| self.condition_about(counts, own.as_ref(), Place::Record));
        let numbers = |of: &Type| matches!(of, Type::Number);
        let counts = counts.map_or_else(Vec::new, |counts| joined(counts, |name| own.as_ref()?.get(name).map(numbers)));
        let told = [
            (outcome.lasting.is_some(), "lasting"),
            (outcome.count.is_some(), "count"),
            (outcome.sum.is_some(), "sum"),
            (outcome.attended.is_some(), "attended"),
        ];
        let told: Vec<&str> = told.into_iter().filter(|(told, _)| *told).map(|(_, key)| key).collect();
        if told.len() > 1 {
            let message = format!("the outcome `{}` counts its records in several ways: {}", outcome.id, quoted(told));
            self.outcome_form(outcome, message, "make an outcome of each, and join them with `all_of`");
            return None;
        }
        if outcome.together != Together::Each && (outcome.sum.is_some() || outcome.count.is_some()) {
            let message = format!("the outcome `{}` takes overlapping spells together and counts each", outcome.id);
            self.outcome_form(outcome, message, "remove `together`, or ask how long they last (`lasting`)");
            return None;
        }
        let wanted = [outcome.at_least.as_ref(), outcome.more_than.as_ref()];
        if wanted.iter().flatten().count() != usize::from(outcome.sum.is_some()) {
            let message =
                format!("the outcome `{}` does not say what is added up and what it must come to", outcome.id);
            self.outcome_form(outcome, message, "write `sum: hours`, and either `at_least: 12` or `more_than: 12`");
            return None;
        }
        let lasts = outcome.lasting.is_some() || outcome.held_at.is_some() || outcome.together != Together::Each;
        if lasts && !declared.spell {
            let message =
                format!("the outcome `{}` asks how long a `{kind}` lasts, which happens on a day", outcome.id);
            let help = format!("declare `{kind}` with `spell: true`, or count its records: `count: 3`");
            self.diagnostics.report(Code::NotASpell, self.source, outcome.id.span, message, help);
            return None;
        }
        if outcome.count == Some(0) {
            let message = format!("the outcome `{}` asks for no records at all", outcome.id);
            self.asks_nothing(outcome, &message, "give how many it takes: `count: 3`");
        }
        let amount = if let (Some(of), Some(least)) = (&outcome.sum, wanted.into_iter().flatten().next()) {
            let of = self.amount(of, own.as_ref());
            let least = self.amount(least, own.as_ref());
            let exceeds = outcome.more_than.is_some();
            let given = least.as_ref().and_then(constant);
            if given.is_some_and(|least| least < Number::ZERO || (least == Number::ZERO && !exceeds)) {
                let message = format!("the outcome `{}` asks for an amount that nothing comes to", outcome.id);
                self.asks_nothing(outcome, &message, "give an amount above 0, or `more_than: 0` for any at all");
            }
            Amount::Total { of: of?, least: least?, exceeds }
        } else if let Some(attended) = &outcome.attended {
            let known = own.as_ref().and_then(|own| own.get(ATTENDED));
            if !matches!(known, Some(Type::Boolean)) {
                let message = format!("a `{kind}` does not tell whether it was attended");
                let help = format!("declare its attribute `{ATTENDED}: boolean`");
                self.diagnostics.report(Code::NotInVocabulary, self.source, outcome.id.span, message, help);
                return None;
            }
            Amount::Attended(attended.at_least.0)
        } else if let Some(lasting) = &outcome.lasting {
            Amount::Run(self.run(outcome, lasting)?)
        } else {
            Amount::Count(outcome.count.unwrap_or(1).max(1))
        };
        Some(RecordForm { record: kind.to_owned(), is_spell: declared.spell, counts, amount })
    }

    /// An amount of a record: a number or money.
    fn amount(&mut self, formula: &Formula, own: Option<&BTreeMap<String, Type>>) -> Option<Expression> {
        let (expression, of) = self.typed_about(formula, own, Place::Record)?;
        if matches!(of, Type::Number | Type::Money | Type::Any) {
            return Some(expression);
        }
        let message = format!("an amount is a number or money, and this is {of}");
        report(Code::TypeMismatch, formula, message, "name an attribute such as `hours`", self.diagnostics);
        None
    }
}

/// The number or amount of money that an expression is where it names nothing.
pub(crate) fn constant(expression: &Expression) -> Option<Number> {
    Evaluator::new(&[], None, &NoVerdicts).value(expression).amount()
}

/// The parts that `and` joins, each with whether it names a number of the record's.
fn joined(counts: Expression, is_number: impl Fn(&str) -> Option<bool>) -> Vec<(Expression, bool)> {
    let parts = match counts {
        Expression::And(parts) => parts,
        one => vec![one],
    };
    let names_a_number =
        |part: &Expression| part.any(|part| matches!(part, Expression::Own(name) if is_number(name) == Some(true)));
    parts
        .into_iter()
        .map(|part| {
            let shared = names_a_number(&part);
            (part, shared)
        })
        .collect()
}
