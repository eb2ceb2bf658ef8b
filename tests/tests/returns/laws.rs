//! What holds of the report of any caseload.

use std::collections::{BTreeMap, BTreeSet};

use doorstep::{CellPart, CellState, OutcomeOptions, Partial};
use doorstep_tests::oracle::{Choices, each};
use serde_json::{Value, json};

use crate::caseload::{Caseload, catalogue, day, file, plain};

/// A caseload on which something else happened, recorded on a later day.
fn recorded_later(events: &[Value], later: &[Value]) -> Vec<Value> {
    let recorded = |event: &Value| {
        let mut event = event.clone();
        event["id"] = json!(format!("later-{}", event["id"].as_str().unwrap_or_default()));
        event["recorded_at"] = json!("2023-06-01T10:00:00Z");
        event
    };
    events.iter().cloned().chain(later.iter().map(recorded)).collect()
}

#[test]
fn groups_and_totals_add_up() {
    let catalogue = catalogue();
    each(150, |choices| {
        let report = Caseload::random(choices).report(&catalogue);
        let mut totals = BTreeMap::new();
        let mut groups: BTreeMap<_, (i64, i64, i64)> = BTreeMap::new();
        let mut undetermined = BTreeSet::new();
        for cell in report.cells() {
            let counts = (cell.numerator.unwrap_or(0), cell.denominator.unwrap_or(0), cell.pending.unwrap_or(0));
            let key = (cell.key.indicator.clone(), cell.key.programme.clone(), cell.key.period.clone());
            // Somebody who counts for certain may not do so in a certain group, and a share may be certain although who it
            // is of is not.
            if !report.people(&cell.key, CellPart::Undetermined).unwrap().is_empty() {
                undetermined.insert(key.clone());
            }
            if cell.key.by.is_none() {
                totals.insert(key, counts);
            } else {
                let sum = groups.entry(key).or_default();
                *sum = (sum.0 + counts.0, sum.1 + counts.1, sum.2 + counts.2);
            }
        }
        totals.retain(|key, _| !undetermined.contains(key));
        let wrong = totals.iter().find(|(key, counts)| groups.get(key) != Some(counts));
        wrong.map_or(Ok(()), |(key, total)| Err(format!("{key:?} is {total:?}, and its groups {:?}", groups.get(key))))
    });
}

#[test]
fn parts_of_the_people_merge_to_the_whole() {
    let catalogue = catalogue();
    each(100, |choices| {
        let caseload = Caseload::random(choices);
        let whole = serde_json::to_string(&caseload.report(&catalogue)).unwrap();
        let parts = 1 + choices.below(4);
        let dealt: Vec<usize> = caseload.people.iter().map(|_| choices.below(parts)).collect();
        let is_in = |part: usize, id: &Value| id.as_u64().is_some_and(|id| dealt[id as usize] == part);
        let state = |part: usize| {
            let rows: Vec<Value> = caseload.rows().into_iter().filter(|row| is_in(part, &row["person_id"])).collect();
            let events: Vec<Value> =
                caseload.events().into_iter().filter(|event| is_in(part, &event["person"])).collect();
            let file = file(&catalogue, &events);
            let options = OutcomeOptions::default();
            catalogue.partial(caseload.policy, &plain(&rows), &file, caseload.as_at, options).unwrap()
        };
        let mut states: Vec<Partial> = (0..parts).map(state).collect();
        let mut bytes = None;
        for _ in 0..2 {
            let merged = states.iter().skip(1).fold(states[0].clone(), |merged, state| {
                let read = Partial::from_bytes(&state.to_bytes()).unwrap();
                Partial::from_bytes(&merged.merge(&read).unwrap().to_bytes()).unwrap()
            });
            if serde_json::to_string(&merged.report(&catalogue).unwrap()).unwrap() != whole {
                return Err(format!("{parts} parts are not the whole of {caseload:#?}"));
            }
            if bytes.replace(merged.to_bytes()).is_some_and(|bytes| bytes != merged.to_bytes()) {
                return Err(format!("another order gives other bytes of {caseload:#?}"));
            }
            states.reverse();
        }
        Ok(())
    });
}

#[test]
fn numbers_open_to_as_many_people_as_they_say() {
    let catalogue = catalogue();
    each(60, |choices| {
        let caseload = Caseload::random(choices);
        let report = caseload.report(&catalogue);
        for cell in report.cells() {
            if ["stints", "due", "work"].contains(&cell.key.indicator.as_str()) {
                continue;
            }
            let people = |part| report.people(&cell.key, part).unwrap().len() as i64;
            let is_wrong = match cell.denominator {
                Some(of) if cell.state == CellState::Exact || cell.state == CellState::Undefined => {
                    people(CellPart::Denominator) != of && people(CellPart::Undetermined) == 0
                }
                _ => cell.denominator.is_none() && cell.numerator != Some(people(CellPart::Numerator)),
            };
            if is_wrong || cell.pending != Some(people(CellPart::Pending)) {
                return Err(format!("{cell:?} opens to others in {caseload:#?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn flows_add_up() {
    let catalogue = catalogue();
    each(60, |choices| {
        let caseload = Caseload::random(choices);
        let report = caseload.report(&catalogue);
        for indicator in ["ups", "jobs", "rate", "due"] {
            let flow = report.flow(indicator).unwrap();
            let adds_up = flow.referred == flow.eligible + flow.not_eligible + flow.eligibility_unknown
                && flow.referred == flow.started + flow.not_started
                && flow.started == flow.excluded + flow.pending + flow.due + flow.not_counted
                && flow.due == flow.known + flow.undetermined
                && flow.known == flow.achieved + flow.not_achieved;
            if !adds_up {
                return Err(format!("{flow:?} of {caseload:#?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn a_report_as_it_was_known_is_the_old_one() {
    let catalogue = catalogue();
    each(60, |choices: &mut Choices| {
        let caseload = Caseload::random(choices);
        let more = Caseload { people: Caseload::random(choices).people, ..caseload.clone() };
        let before = caseload.report(&catalogue);
        let events = recorded_later(&caseload.events(), &more.events());
        let known = OutcomeOptions::default().known_at(Some(day("2023-05-31")));
        let again = caseload.report_of(&catalogue, &caseload.rows(), &events, known);
        if again.cells() != before.cells() {
            return Err(format!("later events changed what was known of {caseload:#?}"));
        }
        let same = before.compare(&caseload.report(&catalogue)).unwrap();
        if !same.cells.is_empty() || !same.moves.is_empty() {
            return Err(format!("a report differs from itself: {same:?}"));
        }
        let now = caseload.report_of(&catalogue, &caseload.rows(), &events, OutcomeOptions::default());
        let moves = now.compare(&again).unwrap().moves;
        let wrong =
            moves.iter().find(|moved| moved.by.iter().any(|by| !["late", "people_changed"].contains(&by.as_str())));
        wrong.map_or(Ok(()), |wrong| Err(format!("{wrong:?} by events that came late in {caseload:#?}")))
    });
}
