//! How long a run of spells must last.

use super::super::checking::Checking;
use super::super::lexicon::report;
use super::enrolment_parts;
use super::rule::Run;
use crate::condition::{Expression, Place, Type};
use crate::diagnostic::Code;
use crate::document::{Formula, Lasting, Outcome};
use crate::value::Duration;

impl Checking<'_> {
    pub(super) fn run(&mut self, outcome: &Outcome, lasting: &Lasting) -> Option<Run> {
        let forms = [
            (lasting.continuous.is_some(), "continuous"),
            (lasting.days.is_some(), "days"),
            (lasting.weeks.is_some(), "weeks"),
            (lasting.months.is_some(), "months"),
            (lasting.total.is_some(), "total"),
            (lasting.at.is_some(), "at"),
            (lasting.r#in.is_some(), "in"),
        ];
        let forms: Vec<&str> = forms.into_iter().filter(|(told, _)| *told).map(|(_, key)| key).collect();
        let [form] = forms.as_slice() else {
            // A length that cannot be read has been reported, and may be the one.
            if forms.is_empty() && self.diagnostics.has_error_in(self.source, lasting.span) {
                return None;
            }
            let message = format!("`lasting` of the outcome `{}` does not say one thing that must last", outcome.id);
            let help = "give one of `continuous`, `days`, `weeks`, `months`, `total`, `at` and `in`";
            self.outcome_form(outcome, message, help);
            return None;
        };
        let (form, mut is_sound) = (*form, true);
        let keys = [
            (lasting.gap.is_some(), "gap", form == "continuous"),
            (lasting.of.is_some(), "of", matches!(form, "days" | "weeks" | "months")),
            (lasting.touched, "touched", matches!(form, "weeks" | "months")),
            (lasting.from.is_some(), "from", matches!(form, "weeks" | "months")),
            (lasting.after.is_some(), "after", form == "at"),
            (lasting.over, "over", matches!(form, "continuous" | "days" | "total")),
        ];
        for (_, key, _) in keys.into_iter().filter(|(told, _, fits)| *told && !fits) {
            let message = format!("`{key}` is no part of `{form}`, by which the outcome `{}` lasts", outcome.id);
            self.outcome_form(outcome, message, &format!("remove `{key}`"));
            is_sound = false;
        }
        let least = lasting.days.or(lasting.weeks).or(lasting.months);
        if let Some(least) = least
            && !lasting.of.is_some_and(|of| of >= least && least > 0)
        {
            let id = &outcome.id;
            let (message, help) = match least {
                0 => (format!("`{form}` of the outcome `{id}` is no length of time"), format!("give {form} from 1 on")),
                _ => (
                    format!("`lasting` of the outcome `{id}` has no window that holds {least} {form}"),
                    format!("give the window's length in {form}: `of: {}`", least.saturating_add(3)),
                ),
            };
            self.outcome_form(outcome, message, &help);
            is_sound = false;
        }
        if lasting.r#in.as_ref().is_some_and(|within| within.quarter == 0) {
            let message = format!("the outcome `{}` asks for the quarter that it counts from", outcome.id);
            self.asks_nothing(outcome, &message, "count from the quarter after: `quarter: 1`");
        }
        for (length, key) in [(lasting.continuous, "continuous"), (lasting.total, "total"), (lasting.gap, "gap")] {
            let shortest = i64::from(key != "gap");
            let Some(Duration::Days(count) | Duration::Months(count)) =
                length.filter(|length| !fits(*length, shortest, key))
            else {
                continue;
            };
            let (message, help) = if count < shortest {
                (format!("`{key}` of the outcome `{}` is no length of time", outcome.id), "give one such as `P13W`")
            } else {
                (
                    format!(
                        "`{key}` of the outcome `{}` is counted in days, and a month has no fixed number",
                        outcome.id
                    ),
                    "give days or weeks, such as `P26W`",
                )
            };
            self.outcome_form(outcome, message, help);
            is_sound = false;
        }
        let from = lasting.from.as_ref().and_then(|from| self.day(from));
        if !is_sound {
            return None;
        }
        let one_more = i64::from(lasting.over);
        let of = lasting.of.unwrap_or_default();
        let parts = |least, each| Run::PartsOf { least, of, each, touched: lasting.touched, from };
        Some(if let Some(length) = lasting.continuous {
            Run::Continuous { length, gap: lasting.gap.unwrap_or(Duration::Days(0)), over: lasting.over }
        } else if let Some(days) = lasting.days {
            Run::DaysOf { days: i64::from(days).saturating_add(one_more), of: i64::from(of) }
        } else if let Some(weeks) = lasting.weeks {
            parts(weeks, Duration::Days(7))
        } else if let Some(months) = lasting.months {
            parts(months, Duration::Months(1))
        } else if let Some(Duration::Days(days)) = lasting.total {
            Run::Total { days: days.saturating_add(one_more) }
        } else if let Some(length) = lasting.at {
            Run::At { length, after: lasting.after.unwrap_or(outcome.anchor) }
        } else {
            let within = lasting.r#in.as_ref()?;
            Run::Quarter { quarter: within.quarter, after: within.after }
        })
    }

    /// A day that follows from an enrolment's days and the facts at its start.
    fn day(&mut self, formula: &Formula) -> Option<Expression> {
        let (expression, of) = self.typed_about(formula, Some(&enrolment_parts()), Place::Exclude)?;
        if matches!(of, Type::Date | Type::Any) {
            return Some(expression);
        }
        let message = format!("the first day of a window is a date, and this is {of}");
        report(Code::TypeMismatch, formula, message, "write it as in `date(2022, 10, 1)`", self.diagnostics);
        None
    }
}

/// Whether a length of time can stand where it does.
fn fits(length: Duration, shortest: i64, key: &str) -> bool {
    match length {
        Duration::Days(days) => days >= shortest,
        Duration::Months(months) => months >= shortest && key == "continuous",
    }
}
