//! What follow-ups confirm: the event that counts under the id they give, wherever it was amended to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Detail;
use crate::diagnostic::Code;
use crate::events::{Event, EventProblem, Fate};
use crate::sort;

/// The event that counts under an id. `find` gives an event of an id and its fate, which all contents of an id share.
pub(super) fn stands_for<'e>(id: &str, find: impl Fn(&str) -> Option<(&'e Event, &'e Fate)>) -> Option<&'e Event> {
    let (event, fate) = match find(id)? {
        (_, Fate::Amended { by }) => find(by)?,
        other => other,
    };
    (*fate == Fate::Counts).then_some(event)
}

/// Follow-ups that confirm nothing: what they name is not there, was taken back, or counts for nothing itself.
pub(super) fn of_nothing(given: &[Arc<Event>], fates: &[Fate], counting: &[Arc<Event>]) -> Vec<EventProblem> {
    let follow_ups = counting.iter().filter_map(|event| match event.detail() {
        Some(Detail::FollowedUp { confirms: Some(confirms), .. }) => Some((event, confirms)),
        _ => None,
    });
    let mut follow_ups = follow_ups.peekable();
    if follow_ups.peek().is_none() {
        return Vec::new();
    }
    let found = given.iter().zip(fates).map(|(event, fate)| (event.id.as_str(), (&**event, fate)));
    let by_id: BTreeMap<&str, (&Event, &Fate)> = sort::gather(found);
    let of_nothing = follow_ups.filter(|(_, confirms)| stands_for(confirms, |id| by_id.get(id).copied()).is_none());
    let problem = |(event, confirms): (&Arc<Event>, &str)| {
        let message = format!("the event `{}` confirms `{confirms}`, which is no event that counts", event.id);
        let help = "it counts as a follow-up and confirms nothing until there is one; look at the id it gives";
        EventProblem::new(&event.id, Code::EventConfirmsNothing, message, help)
    };
    of_nothing.map(problem).collect()
}
