//! What the plan and the journey of a programme allow.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::diagnostic::{Code, help_for_name, quoted};
use crate::document::{Action, StageName};
use crate::events::{ENDED, Event, EventProblem, is_stage};
use crate::journey::Course;
use crate::value::Date;

/// Events that the plan or the journey of their programme does not allow, among those that count. What is overridden
/// is allowed. The same answer refuses an event that is proposed and lists one that was merged.
///
/// Only days count here, not the order within a day: two phones may record an action and what it waits for on one day.
pub(super) fn not_allowed(catalogue: &Catalogue, counting: &[Arc<Event>]) -> Vec<EventProblem> {
    let taken = Taken::of(catalogue, counting);
    let asked = counting.iter().filter(|event| event.overridden.is_none());
    asked.filter_map(|event| taken.stage(event).or_else(|| taken.action(event))).collect()
}

/// A programme and one of its actions or stages.
type Step<'e> = (&'e str, &'e str);

/// The first day on which each step of any programme was taken.
struct Taken<'e> {
    catalogue: &'e Catalogue,
    stages: BTreeMap<Step<'e>, Date>,
    added: BTreeMap<Step<'e>, Date>,
    /// Of each programme that there is and some stage or action is of.
    courses: BTreeMap<&'e str, Course<'e>>,
}

impl<'e> Taken<'e> {
    fn of(catalogue: &'e Catalogue, counting: &'e [Arc<Event>]) -> Self {
        let mut taken = Self { catalogue, stages: BTreeMap::new(), added: BTreeMap::new(), courses: BTreeMap::new() };
        for event in counting {
            let (Some(kind), Some(programme), Some(on)) = (event.kind.as_deref(), event.programme.as_deref(), event.on)
            else {
                continue;
            };
            // Events come in the order of their days, so the first one stays.
            match event.action() {
                Some(action) if kind == "action_added" => _ = taken.added.entry((programme, action)).or_insert(on),
                Some(_) => {}
                None if is_stage(kind) => _ = taken.stages.entry((programme, kind)).or_insert(on),
                None => continue,
            }
            if !taken.courses.contains_key(programme) {
                taken.courses.extend(Course::of(catalogue, programme, counting).map(|course| (programme, course)));
            }
        }
        taken
    }

    /// A stage must not come before those that the journey requires before it. An end may come at any time.
    fn stage(&self, event: &Event) -> Option<EventProblem> {
        let kind = event.kind.as_deref().filter(|kind| is_stage(kind) && *kind != ENDED)?;
        let (programme, on) = (event.programme.as_deref()?, event.on?);
        let journey = &self.courses.get(programme)?.version.document.journey;
        let at = journey.iter().position(|stage| stage.stage.as_str() == kind)?;
        let required = journey.iter().take(at).filter(|stage| stage.required).map(|stage| stage.stage);
        let is_missing =
            |stage: &StageName| self.stages.get(&(programme, stage.as_str())).is_none_or(|reached| *reached > on);
        let missing: Vec<&str> = required.filter(is_missing).map(StageName::as_str).collect();
        if missing.is_empty() {
            return None;
        }
        let what = format!(
            "is `{kind}`, and the journey of `{programme}` requires {} before it",
            quoted(missing.iter().copied())
        );
        Some(refused(event, &what, format!("record {} first", quoted(missing))))
    }

    /// An action must be one of the plan's or one that was added, and be done after those that it comes after.
    fn action(&self, event: &Event) -> Option<EventProblem> {
        let (kind, action, on) = (event.kind.as_deref()?, event.action()?, event.on?);
        if kind == "action_added" {
            return None;
        }
        let Some(programme) = event.programme.as_deref() else {
            let what = format!("is about the action `{action}` and does not say of which programme");
            return Some(refused(event, &what, "give its `programme`"));
        };
        let Some(course) = self.courses.get(programme) else {
            let what = format!("is about the action `{action}` of a programme that there is not: `{programme}`");
            let known = self.catalogue.rules().programmes.keys().map(String::as_str);
            return Some(refused(event, &what, help_for_name(programme, known, "programmes")));
        };
        let planned: &[Action] = course.version.document.plan.as_ref().map_or(&[], |plan| &plan.actions);
        let added = self.added.iter().filter(|((of, _), day)| *of == programme && **day <= on).map(|((_, id), _)| *id);
        let is_planned = planned.iter().any(|planned| planned.id.as_str() == action);
        if !is_planned && !added.clone().any(|added| added == action) {
            let what = format!("is about the action `{action}`, which is not in the plan of `{programme}`");
            let known = planned.iter().map(|planned| planned.id.as_str());
            let help = match planned.len() {
                0 if added.clone().next().is_none() => "add it first, with an `action_added` event".to_owned(),
                _ => {
                    let help = help_for_name(action, known.chain(added), "actions");
                    let or = if help.ends_with('?') { " If not," } else { "; or" };
                    format!("{help}{or} add it first, with an `action_added` event")
                }
            };
            return Some(refused(event, &what, help));
        }
        if kind != "action_done" {
            return None;
        }
        let open = course.passes_over(event, action);
        if open.is_empty() {
            return None;
        }
        let what = format!(
            "does `{action}` before {}, which the plan of `{programme}` puts first",
            quoted(open.iter().copied())
        );
        Some(refused(event, &what, format!("do or drop {} first", quoted(open))))
    }
}

impl Event {
    /// The action that an event is about.
    fn action(&self) -> Option<&str> {
        self.data.get("action").filter(|_| self.is_of_action())?.as_id()
    }

    /// Whether an event may be about an action: most are not.
    pub(crate) fn is_of_action(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.starts_with("action_"))
    }
}

fn refused(event: &Event, what: &str, help: impl Into<String>) -> EventProblem {
    EventProblem::new(&event.id, Code::EventNotAllowed, format!("the event `{}` {what}", event.id), help)
}
