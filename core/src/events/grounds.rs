//! What an event rests on: what shows it, and why it was recorded although the plan does not allow it.

use super::event::{Evidence, Override};
#[cfg(feature = "case-files")]
use super::problem::EventError;
use super::problem::EventProblem;
use super::read::{Parts, Reader};
use crate::diagnostic::{Code, help_for_name};
#[cfg(feature = "case-files")]
use crate::value::Plain;
use crate::value::PlainRef;

impl Reader<'_> {
    /// A type of evidence alone, or with the day it was seen and by whom.
    pub(super) fn evidence(&mut self, given: PlainRef<'_>) -> Option<Evidence> {
        let known = &self.catalogue.lexicon().evidence;
        let parts = Parts::of(given);
        let of = match given {
            PlainRef::Text(of) => Some(of),
            _ => match parts.get("type") {
                Some(PlainRef::Text(of)) => Some(of),
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
        Some(Evidence { r#type: of.to_owned(), on, by })
    }
}

#[cfg(feature = "case-files")]
impl Override {
    /// Reads an override as events give it: `{reason, by, authority}`, or the reason alone.
    ///
    /// # Errors
    /// [`EventError`] if there is no reason, or something that is no part of an override.
    ///
    /// ```
    /// use doorstep::{Override, Plain};
    /// assert_eq!(Override::read(&"Brought one along".into())?, Override::new("Brought one along"));
    /// assert!(Override::read(&" ".into()).is_err());
    /// # Ok::<(), doorstep::EventError>(())
    /// ```
    pub fn read(given: &Plain) -> Result<Self, EventError> {
        overridden("", "the event", given.into()).map_err(|problems| EventError { problems })
    }
}

/// Why the plan was overridden: a reason alone, or with who decided it and on whose authority.
pub(super) fn overridden(event: &str, which: &str, given: PlainRef<'_>) -> Result<Override, Vec<EventProblem>> {
    let problem = |code, message: String, help: &str| EventProblem::new(event, code, message, help);
    let mut problems = Vec::new();
    let mut text = |key: &str, given: PlainRef<'_>| match given {
        PlainRef::Text(text) => Some(text.to_owned()).filter(|text| !text.trim().is_empty()),
        PlainRef::Number(text) => Some(text.to_owned()),
        other => {
            let message = format!("`override.{key}` of {which} is text, and is given {}", other.noun());
            problems.push(problem(Code::EventMalformed, message, "give words"));
            None
        }
    };
    let parts = Parts::of(given);
    let reason = match given {
        PlainRef::Map(_) => parts.get("reason"),
        reason => Some(reason),
    };
    let reason = reason.and_then(|reason| text("reason", reason));
    let by = parts.get("by").and_then(|by| text("by", by));
    let authority = parts.get("authority").and_then(|authority| text("authority", authority));
    if reason.is_none() && problems.is_empty() {
        let message = format!("{which} overrides the plan and gives no reason");
        problems.push(problem(Code::EventMalformed, message, "give `override: {reason: …, by: …, authority: …}`"));
    }
    for (key, _) in parts.told().filter(|(key, _)| !matches!(*key, "reason" | "by" | "authority")) {
        let message = format!("the override of {which} has no key `{key}`");
        problems.push(problem(Code::EventUnknownKey, message, "its keys are `reason`, `by` and `authority`"));
    }
    match reason {
        Some(reason) if problems.is_empty() => Ok(Override { reason, by, authority }),
        _ => Err(problems),
    }
}
