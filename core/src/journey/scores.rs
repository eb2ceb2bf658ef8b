//! Scores on the vocabulary's scales, then and now.

use super::state::{Scored, Scores};
use crate::case_file::Detail;
use crate::catalogue::Catalogue;
use crate::document::Scale;
use crate::events::Event;
use crate::value::Number;

/// The first and the latest score on each scale that has one, in the vocabulary's order.
pub(super) fn all(catalogue: &Catalogue, events: &[&Event]) -> Vec<Scores> {
    let of = |(id, scale): (&String, &Scale)| {
        let mut scores = events.iter().filter(|event| event.kind.as_deref() == Some(id)).filter_map(|event| {
            let Some(Detail::Score { score, items }) = event.detail() else { return None };
            let raw = score.or_else(|| sum(scale, &items?));
            let metric = raw.and_then(|raw| scale.metric.get(&raw.to_string()).copied());
            Some(Scored { on: event.on?, raw, metric, event: event.id.clone() })
        });
        let first = scores.next()?;
        let later = scores.next_back();
        let change = later.as_ref().and_then(|later| later.raw?.checked_sub(first.raw?));
        let latest = later.unwrap_or_else(|| first.clone());
        Some(Scores { scale: id.clone(), first, latest, change })
    };
    catalogue.lexicon().scales.iter().filter_map(of).collect()
}

/// The raw score of all items; none if one is missing.
fn sum(scale: &Scale, items: &[Option<Number>]) -> Option<Number> {
    let is_whole = scale.items.is_none_or(|wanted| u32::try_from(items.len()) == Ok(wanted));
    if !is_whole {
        return None;
    }
    let ends = match scale.item_range.as_deref() {
        Some([least, greatest]) => Number::from(i64::from(*least)).checked_add(Number::from(i64::from(*greatest))),
        _ => None,
    };
    let turned = |(place, item): (u32, &Option<Number>)| {
        // An item that counts the other way round: the ends together, less the answer.
        if scale.reversed.contains(&place) { ends?.checked_sub((*item)?) } else { *item }
    };
    (1_u32..=u32::MAX).zip(items).map(turned).try_fold(Number::ZERO, |sum, item| sum.checked_add(item?))
}
