//! Scores on the vocabulary's scales, then and now.

use super::state::{Scored, Scores};
use crate::case_file::Detail;
use crate::catalogue::Catalogue;
use crate::document::Scale;
use crate::events::Event;

/// The first and the latest score on each scale that has one, in the vocabulary's order.
pub(super) fn all(catalogue: &Catalogue, events: &[&Event]) -> Vec<Scores> {
    let of = |(id, scale): (&String, &Scale)| {
        let mut scores = events.iter().filter_map(|event| scored(id, scale, event));
        let first = scores.next()?;
        let later = scores.next_back();
        let change = later.as_ref().and_then(|later| later.raw?.checked_sub(first.raw?));
        let latest = later.unwrap_or_else(|| first.clone());
        Some(Scores { scale: id.clone(), first, latest, change })
    };
    catalogue.lexicon().scales.iter().filter_map(of).collect()
}

/// The score that an event tells, if it tells one on a scale.
pub(crate) fn scored(id: &str, scale: &Scale, event: &Event) -> Option<Scored> {
    // A score with a subject is somebody else's.
    if event.kind.as_deref() != Some(id) || event.subject.is_some() {
        return None;
    }
    let Some(Detail::Score { score, items }) = event.detail() else { return None };
    let raw = score.or_else(|| scale.combined(&items?));
    let metric = raw.and_then(|raw| scale.metric.get(&raw.to_string()).copied());
    Some(Scored { on: event.on?, raw, metric, event: event.id.clone() })
}
