//! Being in touch: reviews, and people who have gone quiet.

use super::enrolment::Enrolment;
use super::state::Review;
use crate::case_file::{Detail, FollowUp};
use crate::catalogue::Version;
use crate::document::StageName;
use crate::events::{Event, Shape};
use crate::value::{Date, add};

/// Kinds that are the worker's or the office's own, and show nobody in touch with the person. A pause is among them, since
/// people are paused who cannot be found; coming back is not.
const OWN: [&str; 10] = [
    "same_person",
    "consent",
    "decided",
    "assigned",
    "action_added",
    "action_dropped",
    "referred_on",
    "claimed",
    "paid",
    "paused",
];

/// The last day on which the person and the programme were in touch, and the same if that is too long ago.
pub(super) fn contact(version: &Version, enrolment: &Enrolment, events: &[&Event]) -> (Option<Date>, Option<Date>) {
    let last = events.iter().filter(|event| is_contact(event)).filter_map(|event| event.on).max();
    let within = version.document.active.as_ref().and_then(|active| active.contact_within);
    let quiet = last.zip(within).filter(|_| enrolment.is_open() && enrolment.paused_since.is_none());
    let is_quiet = |(last, within): (Date, crate::value::Duration)| {
        let due = enrolment.put_off(add(last, within)?, last, enrolment.until)?;
        (enrolment.until > due).then_some(last)
    };
    (last, quiet.and_then(is_quiet))
}

/// The last day on which somebody was in touch who was referred and has not started, if that is longer ago than the
/// programme allows.
pub(super) fn waits_since(version: &Version, enrolment: &Enrolment, as_at: Date, last: Option<Date>) -> Option<Date> {
    let (stage, _) = enrolment.stage?;
    let due = add(last?, version.document.active.as_ref()?.contact_within?)?;
    let waits = stage != StageName::Ended && !enrolment.is_open() && as_at > due;
    last.filter(|_| waits)
}

/// Whether an event shows the person and the programme in touch: a meeting, an answer, something done or attended.
fn is_contact(event: &Event) -> bool {
    let kind = event.kind.as_deref().unwrap_or_default();
    match event.detail() {
        Some(Detail::FollowedUp { result, .. }) => result != FollowUp::NotReached,
        Some(_) => event.shape() != Shape::Unknown && event.subject.is_none() && !OWN.contains(&kind),
        None => false,
    }
}

/// When the plan is to be reviewed.
pub(super) fn review(version: &Version, enrolment: &Enrolment, events: &[&Event]) -> Option<Review> {
    let every = version.document.plan.as_ref()?.review_every?;
    let reviews = events.iter().filter(|event| event.kind.as_deref() == Some("review"));
    let last = reviews.filter_map(|event| event.on).max();
    // A review before the start is of another plan.
    let since = enrolment.started_on.map(|started| last.map_or(started, |last| last.max(started)));
    let due = |since: Date| enrolment.put_off(add(since, every)?, since, enrolment.until);
    let due_on = since.filter(|_| enrolment.is_open()).and_then(due);
    let overdue_days = due_on.map_or(0, |due| enrolment.overdue(due));
    Some(Review { every, last, due_on, overdue_days })
}
