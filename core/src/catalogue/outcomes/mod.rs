//! Outcomes that can be judged: each definition in the one form it is told in, its expressions checked.

mod changes;
mod lasting;
mod records;
mod rule;

use std::collections::BTreeMap;

#[cfg(feature = "case-files")]
pub(crate) use self::records::ATTENDED;
#[cfg(all(feature = "columns", feature = "case-files"))]
pub(crate) use self::records::constant;
#[cfg(feature = "case-files")]
pub(crate) use self::rule::{Amount, FactChange, RecordForm, Run};
pub(crate) use self::rule::{Form, OutcomeRule};
use super::checking::Checking;
use super::order::in_order;
use crate::condition::{Place, Type};
use crate::diagnostic::{Code, quoted};
use crate::document::{Anchor, HeldAt, Id, OpenSpells, Outcome, Programme, StageName, Together};
use crate::sort;
use crate::value::Number;

impl Checking<'_> {
    /// Checks a programme's outcomes. Gives them, and an order in which each comes after those it is made of.
    pub(in crate::catalogue) fn outcomes(&mut self, document: &Programme) -> (Vec<OutcomeRule>, Vec<usize>) {
        let rules: Vec<OutcomeRule> = document.outcomes.iter().map(|outcome| self.outcome(outcome, document)).collect();
        let parts = rules.iter().map(|rule| match &rule.form {
            Form::AnyOf(parts) | Form::AllOf(parts) => parts.clone(),
            _ => Vec::new(),
        });
        let parts: Vec<Vec<usize>> = parts.collect();
        let order = in_order(&parts).unwrap_or_else(|circles| {
            for circle in circles {
                let members: Vec<&Id> =
                    circle.iter().filter_map(|at| document.outcomes.get(*at)).map(|outcome| &outcome.id).collect();
                if let Some(first) = members.first() {
                    let names = quoted(members.iter().map(|id| id.as_str()));
                    let message = match members.as_slice() {
                        [_] => format!("{names} is made of itself"),
                        _ => format!("{names} are made of each other in a circle"),
                    };
                    let help = "let one of them say what achieves it";
                    self.diagnostics.report(Code::DependencyCycle, self.source, first.span, message, help);
                }
            }
            Vec::new()
        });
        (rules, order)
    }

    fn outcome(&mut self, outcome: &Outcome, document: &Programme) -> OutcomeRule {
        self.outcome_names(outcome, document);
        self.parts_of_other_forms(outcome);
        if outcome.anchor == Anchor::None && outcome.within.is_some() {
            let message = format!("the outcome `{}` has `within` and nothing that it counts from", outcome.id);
            self.outcome_form(outcome, message, "remove `anchor: none`, or `within`");
        }
        let amount = outcome.claim.as_ref().and_then(|claim| claim.amount);
        if amount.is_some_and(|amount| amount.0 < Number::ZERO) {
            let message = format!("the claim for the outcome `{}` has an amount below 0", outcome.id);
            let help = "give what is paid for it, in pounds";
            self.diagnostics.report(Code::ClaimBelowZero, self.source, outcome.id.span, message, help);
        }
        let from = outcome.from.as_ref().map(|from| self.condition(from, Place::Eligibility));
        let enrolment = enrolment_parts();
        let exclude = outcome.exclude.as_ref();
        let exclude = exclude.and_then(|exclude| self.condition_about(exclude, Some(&enrolment), Place::Exclude));
        OutcomeRule { form: self.form(outcome, document).unwrap_or(Form::Broken), from, exclude }
    }

    /// What an outcome names of its own document and of vocabularies.
    fn outcome_names(&mut self, outcome: &Outcome, document: &Programme) {
        let fundings: Vec<&str> = document.funding.iter().map(|funding| funding.id.as_str()).collect();
        let outcomes: Vec<&str> = document.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        let actions = document.plan.iter().flat_map(|plan| &plan.actions);
        let actions: Vec<&str> = actions.map(|action| action.id.as_str()).collect();
        self.among(outcome.claim.as_ref().map(|claim| &claim.funding), &fundings, "funding");
        self.among(outcome.action.as_ref(), &actions, "action");
        for other in outcome.any_of.iter().chain(&outcome.all_of) {
            self.among(Some(other), &outcomes, "outcome");
        }
        self.known(outcome.fact.as_ref(), self.lexicon.facts.keys(), "fact");
        self.known(outcome.scale.as_ref(), self.lexicon.scales.keys(), "scale");
        let records = self.lexicon.records.keys();
        let follow_up = outcome.known_by.as_ref().map(|known_by| &known_by.record);
        self.known(follow_up.filter(|record| !FOLLOW_UPS.contains(&record.as_str())), records.clone(), "record kind");
        let Some(during) = outcome.lasting.as_ref().and_then(|lasting| lasting.r#while.as_ref()) else { return };
        self.known(Some(during), records, "record kind");
        if self.lexicon.records.get(during.as_str()).is_some_and(|kind| !kind.spell) {
            let message = format!("a `{during}` happens on a day, and nothing goes on while it does");
            let help = format!("declare `{during}` with `spell: true`");
            self.diagnostics.report(Code::NotASpell, self.source, during.span, message, &help);
        }
    }

    /// An outcome is told in one form, and by the keys that belong to it.
    fn parts_of_other_forms(&mut self, outcome: &Outcome) {
        let forms = forms(outcome);
        let help = "give one of `record`, `fact`, `scale`, `stage`, `action`, `goal`, `any_of` and `all_of`";
        match forms.as_slice() {
            [] => {
                let message = format!("the outcome `{}` does not say what achieves it", outcome.id);
                self.outcome_form(outcome, message, help);
            }
            [form] => {
                for (key, _) in keys_of_forms(outcome).into_iter().filter(|(_, of)| of != form) {
                    let message =
                        format!("the outcome `{}` is told by `{form}`, and `{key}` is no part of that", outcome.id);
                    self.outcome_form(outcome, message, &format!("remove `{key}`, or make a second outcome of it"));
                }
            }
            several => {
                let names = quoted(several.iter().copied());
                let message = format!("the outcome `{}` is told in several forms: {names}", outcome.id);
                self.outcome_form(outcome, message, "make an outcome of each, and join them with `any_of` or `all_of`");
            }
        }
    }

    pub(super) fn outcome_form(&mut self, outcome: &Outcome, message: String, help: &str) {
        self.diagnostics.report(Code::OutcomeForm, self.source, outcome.id.span, message, help);
    }

    /// An outcome that everybody achieves, or that counts what is over before it begins.
    pub(super) fn asks_nothing(&mut self, outcome: &Outcome, message: &str, help: &str) {
        self.diagnostics.report(Code::OutcomeAsksNothing, self.source, outcome.id.span, message, help);
    }

    /// A stage that comes before the start is reached before anything counts.
    fn stage_form(&mut self, outcome: &Outcome, stage: StageName, document: &Programme) -> Form {
        let place = |stage: StageName| document.journey.iter().position(|part| part.stage == stage);
        let is_before = match (place(stage), place(StageName::Started)) {
            (Some(own), Some(started)) => own < started,
            _ => !matches!(stage, StageName::Started | StageName::Ended),
        };
        if is_before && outcome.anchor != Anchor::None {
            let (id, stage) = (&outcome.id, stage.as_str());
            let from = if outcome.anchor == Anchor::Ended { "end" } else { "start" };
            let message = format!("the outcome `{id}` counts from the {from}, and the stage `{stage}` comes before it");
            let help = "write `anchor: none`, which counts whenever the stage is reached";
            self.diagnostics.report(Code::OutcomeBeforeStart, self.source, outcome.id.span, message, help);
        }
        Form::Stage(stage)
    }

    fn form(&mut self, outcome: &Outcome, document: &Programme) -> Option<Form> {
        if outcome.record.is_some() {
            return self.record_form(outcome).map(Form::Records);
        }
        if let Some(fact) = &outcome.fact {
            return self.fact_form(outcome, fact);
        }
        if let Some(scale) = &outcome.scale {
            return self.scale_form(outcome, scale);
        }
        if let Some(stage) = outcome.stage {
            return Some(self.stage_form(outcome, stage, document));
        }
        if let Some(action) = &outcome.action {
            return Some(Form::Action(action.as_str().to_owned()));
        }
        if let Some(goal) = &outcome.goal {
            return Some(Form::Goal(goal.as_str().to_owned()));
        }
        let places = |ids: &[Id]| {
            let place = |id: &Id| document.outcomes.iter().position(|other| other.id == *id);
            ids.iter().filter_map(place).collect()
        };
        match (outcome.any_of.as_slice(), outcome.all_of.as_slice()) {
            ([], []) => None,
            (any_of, []) => Some(Form::AnyOf(places(any_of))),
            (_, all_of) => Some(Form::AllOf(places(all_of))),
        }
    }
}

/// The kinds of event that follow people up, which no vocabulary declares.
const FOLLOW_UPS: [&str; 3] = ["followed_up", "contact", "review"];

/// What conditions about an enrolment may name.
pub(in crate::catalogue) fn enrolment_parts() -> BTreeMap<String, Type> {
    let own = [("started_on", Type::Date), ("ended_on", Type::Date), ("ended_because", Type::Text)];
    sort::gather(own.into_iter().map(|(name, of)| (name.to_owned(), of)))
}

/// The forms an outcome is told in.
fn forms(outcome: &Outcome) -> Vec<&'static str> {
    let forms = [
        (outcome.record.is_some(), "record"),
        (outcome.fact.is_some(), "fact"),
        (outcome.scale.is_some(), "scale"),
        (outcome.stage.is_some(), "stage"),
        (outcome.action.is_some(), "action"),
        (outcome.goal.is_some(), "goal"),
        (!outcome.any_of.is_empty(), "any_of"),
        (!outcome.all_of.is_empty(), "all_of"),
    ];
    forms.into_iter().filter(|(told, _)| *told).map(|(_, form)| form).collect()
}

/// The keys an outcome has that belong to one form alone, with the form.
fn keys_of_forms(outcome: &Outcome) -> Vec<(&'static str, &'static str)> {
    let keys = [
        (outcome.r#where.is_some(), "where", "record"),
        (outcome.lasting.is_some(), "lasting", "record"),
        (outcome.count.is_some(), "count", "record"),
        (outcome.sum.is_some(), "sum", "record"),
        (outcome.at_least.is_some(), "at_least", "record"),
        (outcome.more_than.is_some(), "more_than", "record"),
        (outcome.attended.is_some(), "attended", "record"),
        (outcome.held_at == Some(HeldAt::Start), "held_at", "record"),
        (outcome.open_spells != OpenSpells::Confirmed, "open_spells", "record"),
        (outcome.together != Together::Each, "together", "record"),
        (outcome.becomes.is_some(), "becomes", "fact"),
        (outcome.gains.is_some(), "gains", "fact"),
        (outcome.loses.is_some(), "loses", "fact"),
        (outcome.rises.is_some(), "rises", "fact"),
        (outcome.change.is_some(), "change", "scale"),
        (outcome.score.is_some(), "score", "scale"),
        (outcome.to.is_some(), "to", "scale"),
    ];
    keys.into_iter().filter(|(told, ..)| *told).map(|(_, key, form)| (key, form)).collect()
}
