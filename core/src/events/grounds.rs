//! What an event rests on: what shows it, and why it was recorded although the plan does not allow it.

use super::event::{Evidence, Override};
use super::read::{Parts, Reader};
use crate::diagnostic::{Code, help_for_name};
use crate::value::Plain;

impl Reader<'_> {
    /// A type of evidence alone, or with the day it was seen and by whom.
    pub(super) fn evidence(&mut self, given: &Plain) -> Option<Evidence> {
        let known = &self.catalogue.lexicon().evidence;
        let parts = match given {
            Plain::Map(parts) => Parts(parts),
            _ => Parts(&[]),
        };
        let of = match given {
            Plain::Text(of) => Some(of),
            _ => match parts.get("type") {
                Some(Plain::Text(of)) => Some(of),
                _ => None,
            },
        };
        let Some(of) = of else {
            let message = format!("the evidence of {} has no type", self.which());
            self.problem(Code::EventMalformed, message, "give `{type: …, on: …, by: …}`, or the type alone");
            return None;
        };
        if !known.contains_key(of) {
            let message = format!("the evidence of {} is of a type that no vocabulary declares", self.which());
            let help = help_for_name(of, known.keys().map(String::as_str), "types");
            self.fault(Code::EventUnknownEvidence, message, help);
        }
        for (key, _) in parts.told().filter(|(key, _)| !matches!(*key, "type" | "on" | "by")) {
            let message = format!("the evidence of {} has no key `{key}`", self.which());
            self.problem(Code::EventUnknownKey, message, "its keys are `type`, `on` and `by`");
        }
        let on = parts.get("on").and_then(|day| self.day("evidence.on", day));
        let by = self.id("evidence.by", parts.get("by"), false);
        Some(Evidence { r#type: of.clone(), on, by })
    }

    /// Why the plan was overridden.
    pub(super) fn overridden(&mut self, given: &Plain) -> Option<Override> {
        let parts = match given {
            Plain::Map(parts) => Parts(parts),
            _ => Parts(&[]),
        };
        for (key, _) in parts.told().filter(|(key, _)| !matches!(*key, "reason" | "by" | "authority")) {
            let message = format!("the override of {} has no key `{key}`", self.which());
            self.problem(Code::EventUnknownKey, message, "its keys are `reason`, `by` and `authority`");
        }
        let before = self.problems.len();
        let mut text = |key: &str| match parts.get(key)? {
            Plain::Text(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            Plain::Number(text) => Some(text.clone()),
            other => {
                let message = format!("`override.{key}` of {} is text, and is given {}", self.which(), other.noun());
                self.problem(Code::EventMalformed, message, "give words");
                None
            }
        };
        let (reason, by, authority) = (text("reason"), text("by"), text("authority"));
        if reason.is_none() && self.problems.len() == before {
            let message = format!("{} overrides the plan and gives no reason", self.which());
            self.problem(Code::EventMalformed, message, "give `override: {reason: …, by: …, authority: …}`");
        }
        Some(Override { reason: reason?, by, authority })
    }
}
