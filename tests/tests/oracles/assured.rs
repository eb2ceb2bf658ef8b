//! `assured`: whether what is evidenced well enough decides a criterion alone.

use std::cell::Cell;
use std::collections::BTreeSet;

use doorstep_tests::oracle::value::{Happening, What};
use doorstep_tests::oracle::{Fact, Recipe, Value, each};

use crate::case::{Case, expect};

/// The place of a fact's grade of evidence; what is not shown is the person's word.
fn grade(case: &Case, fact: Fact) -> usize {
    match case.person.value(fact) {
        // Where nothing happened there is nothing to show.
        Some(Value::Events(events)) if happened(events).all(|event| event.on > case.day) => usize::MAX,
        _ => case.person.evidence[fact as usize].unwrap_or(0),
    }
}

/// The events that count: not an end of what has not started, nor a start of what has not ended.
fn happened(events: &[Happening]) -> impl Iterator<Item = &Happening> {
    let mut ordered: Vec<&Happening> = events.iter().collect();
    ordered.sort_by_key(|event| (event.on, matches!(event.what, What::Ended(_))));
    let mut on = BTreeSet::new();
    ordered.into_iter().filter(move |event| match event.what {
        What::Started(programme) => on.insert(programme),
        What::Ended(programme) => on.remove(&programme),
        What::Grant(_) => true,
    })
}

#[test]
fn a_criterion_is_assured_if_what_is_evidenced_decides_it_alone() {
    let (assured, decided) = (Cell::new(0), Cell::new(0));
    each(2_000, |choices| {
        let case = Case::new(&Recipe::default(), choices);
        let screening = case.screen();
        for number in case.in_force() {
            let Some(decision) = screening.decision(&format!("p{number}")) else { continue };
            let Some(version) = case.judge().version(number) else { continue };
            for (criterion, found) in version.criteria.iter().zip(decision.criteria()) {
                let asked = criterion.evidence.unwrap_or(0);
                let shown = case.person.with_only(|fact| grade(&case, fact) >= asked);
                let truth = case.judge().truth(&criterion.when);
                let naive = truth.is_some() && case.judge().of(&shown).truth(&criterion.when) == truth;
                let say = || format!("p{number} {}: {}, and naively {naive}", found.id, found.assured);
                expect(found.assured == naive, &case, say)?;
                decided.set(decided.get() + u32::from(truth.is_some() && asked > 0));
                assured.set(assured.get() + u32::from(naive && asked > 0));
            }
        }
        Ok(())
    });
    println!("assured: {assured:?} of {decided:?} decided that ask for evidence");
}
