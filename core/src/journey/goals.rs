//! Goals that a person has set, in FHIR's terms (Goal.lifecycleStatus and Goal.achievementStatus of HL7 FHIR R5).

use super::enrolment::Enrolment;
use super::state::Goal;
use crate::case_file::Detail;
use crate::events::Event;

/// Every goal, in the order in which they were set.
pub(super) fn all(enrolment: &Enrolment, events: &[&Event]) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for event in events {
        let Some(Detail::Goal { goal, text, reached }) = event.detail() else { continue };
        let place = goals.iter().position(|known| known.id == goal).unwrap_or_else(|| {
            goals.push(Goal {
                id: goal.to_owned(),
                text: None,
                lifecycle_status: "active",
                achievement_status: "in-progress",
                set_on: None,
                reached_on: None,
                event: String::new(),
            });
            goals.len().saturating_sub(1)
        });
        let Some(own) = goals.get_mut(place) else { continue };
        own.event.clone_from(&event.id);
        own.text = text.map(str::to_owned).or_else(|| own.text.take());
        if reached {
            own.reached_on = event.on;
        } else {
            // Set again, it is to be reached again.
            own.set_on = own.set_on.or(event.on);
            own.reached_on = None;
        }
    }
    for goal in &mut goals {
        let is_ended = enrolment.ended_on.is_some();
        (goal.lifecycle_status, goal.achievement_status) = match goal.reached_on {
            Some(_) => ("completed", "achieved"),
            None if is_ended => ("active", "not-achieved"),
            None if enrolment.paused_since.is_some() => ("on-hold", "in-progress"),
            None => ("active", "in-progress"),
        };
    }
    goals
}
