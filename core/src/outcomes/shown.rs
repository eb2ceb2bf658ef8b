//! What shows an outcome, and whether it was claimed and paid: four days that are told apart.

use super::case::Case;
use super::result::OutcomeResult;
use crate::case_file::Detail;
use crate::document::{Grade, Outcome};
use crate::events::{Event, Evidence};
use crate::value::{Date, add};

/// Fills in what shows an outcome that was achieved on a day by some events, and what was claimed of it.
pub(super) fn show(
    case: &Case<'_>,
    outcome: &Outcome,
    achieved: Option<(Date, &[&Event])>,
    result: &mut OutcomeResult,
) {
    if let Some((on, records)) = achieved {
        let shown = records.iter().map(|record| grade(case, record));
        result.evidence = Some(shown.min().unwrap_or(Grade::SelfDeclared));
        result.evidenced = evidenced(case, outcome.evidence.unwrap_or(Grade::SelfDeclared), on, records);
        result.claim_by = outcome.claim.as_ref().and_then(|claim| add(on, claim.within?));
    }
    for event in case.events {
        let (day, id) = match event.detail() {
            // What was claimed before it was achieved must be claimed anew.
            Some(Detail::Claimed { .. }) if achieved.zip(event.on).is_none_or(|((on, _), claimed)| claimed < on) => {
                continue;
            }
            Some(Detail::Claimed { outcome, .. }) => (&mut result.claimed, outcome),
            Some(Detail::Paid { outcome, .. }) => (&mut result.paid, outcome),
            _ => continue,
        };
        let is_own = event.programme.as_deref() == Some(case.document.programme.as_str());
        if id == outcome.id.as_str() && is_own {
            *day = day.or(event.on);
        }
    }
    let claimed_by = result.claimed.unwrap_or(case.as_at);
    result.too_late = result.claim_by.is_some_and(|last| claimed_by > last);
}

/// The first day on which each record was shown by evidence of a grade or better, and the outcome achieved.
fn evidenced(case: &Case<'_>, asked: Grade, on: Date, records: &[&Event]) -> Option<Date> {
    if asked == Grade::SelfDeclared {
        return Some(on);
    }
    let first = |record: &&Event| {
        let enough = evidence(case, record).filter(|(grade, _)| *grade >= asked);
        enough.map(|(_, seen)| seen).min()
    };
    let shown: Option<Vec<Date>> = records.iter().map(first).collect();
    shown?.into_iter().max().map(|shown| shown.max(on))
}

/// The best evidence there is of a record; without any, it is the person's word.
fn grade(case: &Case<'_>, record: &Event) -> Grade {
    evidence(case, record).map(|(grade, _)| grade).max().unwrap_or(Grade::SelfDeclared)
}

/// The grade of all evidence of a record by the day judged, and the day it was seen: its own, and that of follow-ups that
/// confirm it.
fn evidence<'c>(case: &'c Case<'_>, record: &'c Event) -> impl Iterator<Item = (Grade, Date)> + 'c {
    let grades = &case.conditions.catalogue.lexicon().evidence;
    let seen = |event: &Event, evidence: &Evidence| {
        let recorded = event.recorded_at.as_ref().map(|recorded| recorded.day());
        evidence.on.or(recorded).or(event.on)
    };
    let events = std::iter::once(record).chain(case.confirming(record));
    let shown = events.filter_map(move |event| {
        let evidence = event.evidence.as_ref()?;
        let own = case.grades.and_then(|grades| grades.get(&evidence.r#type));
        let grade = own.or_else(|| grades.get(&evidence.r#type)).copied().unwrap_or(Grade::SelfDeclared);
        Some((grade, seen(event, evidence)?))
    });
    shown.filter(|(_, seen)| *seen <= case.as_at)
}
