//! Scores on the vocabulary's scales, then and now.

use super::state::{Scored, Scores};
use crate::case_file::Detail;
use crate::catalogue::Catalogue;
use crate::document::{Combine, MissingItems, Scale};
use crate::events::Event;
use crate::value::Number;

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
    if event.kind.as_deref() != Some(id) {
        return None;
    }
    let Some(Detail::Score { score, items }) = event.detail() else { return None };
    let raw = score.or_else(|| combined(scale, &items?));
    let metric = raw.and_then(|raw| scale.metric.get(&raw.to_string()).copied());
    Some(Scored { on: event.on?, raw, metric, event: event.id.clone() })
}

/// The raw score that the answers to items come to; none if too few were answered.
fn combined(scale: &Scale, items: &[Option<Number>]) -> Option<Number> {
    let is_whole = scale.items.is_none_or(|wanted| u32::try_from(items.len()) == Ok(wanted));
    let answered = items.iter().flatten().count();
    let is_enough = match (scale.combine, scale.missing) {
        (Combine::Mean, Some(MissingItems::MostAnswered)) => answered.saturating_mul(2) > items.len(),
        _ => answered == items.len(),
    };
    if !is_whole || !is_enough || answered == 0 {
        return None;
    }
    let ends = match scale.item_range.as_deref() {
        Some([least, greatest]) => Number::from(i64::from(*least)).checked_add(Number::from(i64::from(*greatest))),
        _ => None,
    };
    // An item that counts the other way round: the ends together, less the answer.
    let turned = |(place, item): (u32, &Option<Number>)| {
        let item = (*item)?;
        Some(if scale.reversed.contains(&place) { ends.and_then(|ends| ends.checked_sub(item)) } else { Some(item) })
    };
    let sum =
        (1_u32..=u32::MAX).zip(items).filter_map(turned).try_fold(Number::ZERO, |sum, item| sum.checked_add(item?))?;
    match scale.combine {
        Combine::Sum => Some(sum),
        Combine::Mean => sum.checked_div(Number::from(i64::try_from(answered).ok()?)),
    }
}
