//! Outcomes that a change achieves: of a fact, or of a score.

use super::super::checking::Checking;
use super::rule::{FactChange, Form};
use crate::condition::Value;
use crate::diagnostic::{Code, help_for_name, quoted};
use crate::document::{ChangeBy, FactType, Id, Outcome, Score};
use crate::facts::typed;
use crate::value::Number;

impl Checking<'_> {
    pub(super) fn fact_form(&mut self, outcome: &Outcome, fact: &Id) -> Option<Form> {
        let (index, declared, codes) = self.lexicon.fact(fact.as_str())?;
        let changes =
            [outcome.becomes.is_some(), outcome.gains.is_some(), outcome.loses.is_some(), outcome.rises.is_some()];
        if changes.into_iter().filter(|told| *told).count() != 1 {
            let message = format!("the outcome `{}` does not say one change of `{fact}`", outcome.id);
            self.outcome_form(outcome, message, "give one of `becomes`, `gains`, `loses` and `rises: true`");
            return None;
        }
        let code = |checking: &mut Self, code: &Id| {
            let Some(known) = codes.get(code.as_str()).filter(|_| declared.r#type == FactType::Codes) else {
                let message = match declared.r#type {
                    FactType::Codes => format!("`{fact}` has no code `{code}`"),
                    _ => format!("`{fact}` is no list of codes, and can neither gain nor lose one"),
                };
                let help = match declared.r#type {
                    FactType::Codes => help_for_name(code.as_str(), codes.iter().map(AsRef::as_ref), "codes"),
                    _ => "say what it becomes: `becomes: …`".to_owned(),
                };
                checking.diagnostics.report(Code::NotInVocabulary, checking.source, code.span, message, help);
                return None;
            };
            Some(Value::Text(known.clone()))
        };
        let change = if let Some(gained) = &outcome.gains {
            FactChange::Gains(code(self, gained)?)
        } else if let Some(lost) = &outcome.loses {
            FactChange::Loses(code(self, lost)?)
        } else if let Some(becomes) = &outcome.becomes {
            let value = typed(declared.r#type, becomes.into()).ok();
            // A code shares its text with the fact's.
            let value = match (value, declared.r#type) {
                (Some(Value::Text(text)), FactType::Code) => codes.get(&*text).map(|code| Value::Text(code.clone())),
                (value, FactType::Codes) => value.and(None),
                (value, _) => value,
            };
            let Some(value) = value else {
                let message = format!("the outcome `{}` wants `{fact}` to become what it cannot be", outcome.id);
                let help = match declared.r#type {
                    FactType::Codes => "write `gains: code` or `loses: code`".to_owned(),
                    FactType::Code => format!("give one of {}", quoted(codes.iter().map(AsRef::as_ref))),
                    of => format!("give {}", of.wanted()),
                };
                self.outcome_form(outcome, message, &help);
                return None;
            };
            FactChange::Becomes(value)
        } else {
            let can_rise = matches!(declared.r#type, FactType::Number | FactType::Money | FactType::Date);
            if outcome.rises != Some(true) || !can_rise {
                let message = format!("the outcome `{}` asks of `{fact}` what it cannot do", outcome.id);
                self.outcome_form(outcome, message, "a number or an amount of money can rise: write `rises: true`");
                return None;
            }
            FactChange::Rises
        };
        Some(Form::Fact { fact: index, change })
    }

    pub(super) fn scale_form(&mut self, outcome: &Outcome, scale: &Id) -> Option<Form> {
        let declared = self.lexicon.scales.get(scale.as_str())?;
        let (change, score) = match &outcome.change {
            None => {
                let message = format!("the outcome `{}` does not say by how much `{scale}` must change", outcome.id);
                self.outcome_form(outcome, message, "write `change: 2`, or below 0 if a lower score is better");
                return None;
            }
            Some(ChangeBy::Points(change)) => (*change, outcome.score.unwrap_or(Score::Raw)),
            Some(ChangeBy::Threshold(name)) => {
                let Some(threshold) = declared.thresholds.get(name.as_str()) else {
                    let message = format!("the scale `{scale}` names no threshold `{name}`");
                    let known = declared.thresholds.keys().map(String::as_str);
                    let help = help_for_name(name.as_str(), known, "thresholds");
                    self.diagnostics.report(Code::NotInVocabulary, self.source, name.span, message, help);
                    return None;
                };
                if outcome.score.is_some_and(|score| score != threshold.score) {
                    let message = format!("the threshold `{name}` is one of {} scores", threshold.score.as_str());
                    self.outcome_form(outcome, message, "remove `score`: raw and metric scores do not mix");
                    return None;
                }
                (threshold.change, threshold.score)
            }
        };
        if score == Score::Metric && declared.metric.is_empty() {
            let message = format!("the scale `{scale}` has no metric scores");
            self.outcome_form(outcome, message, "declare its conversion table (`metric`), or ask for `score: raw`");
            return None;
        }
        if change == Number::ZERO {
            let message = format!("the outcome `{}` asks for a change of nothing", outcome.id);
            self.outcome_form(outcome, message, "give by how much the score must rise, or below 0 fall");
            return None;
        }
        let range = match score {
            Score::Raw => declared.scores(),
            Score::Metric => {
                let metric = || declared.metric.values().copied();
                metric().min().zip(metric().max())
            }
        };
        let most = range.and_then(|(least, greatest)| greatest.checked_sub(least));
        let points = if change < Number::ZERO { change.negated() } else { change };
        if let Some(most) = most.filter(|most| points > *most) {
            let message = format!("the outcome `{}` asks for more than a score of `{scale}` can change", outcome.id);
            let help = format!("give a change of at most {most}");
            self.diagnostics.report(Code::OutcomeNever, self.source, outcome.id.span, message, help);
        }
        Some(Form::Scale { scale: scale.as_str().to_owned(), change, score })
    }
}
