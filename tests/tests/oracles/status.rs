//! Statuses, of programmes and of criteria.

use doorstep::{CriterionStatus, Status};
use doorstep_tests::oracle::{Recipe, Space, Table, each};

use crate::case::{Case, expect};

pub fn status(truth: Option<bool>) -> Status {
    match truth {
        Some(true) => Status::Eligible,
        Some(false) => Status::NotEligible,
        None => Status::Undetermined,
    }
}

pub fn criterion(truth: Option<bool>) -> CriterionStatus {
    match truth {
        Some(true) => CriterionStatus::Met,
        Some(false) => CriterionStatus::NotMet,
        None => CriterionStatus::Unknown,
    }
}

#[test]
fn every_status_is_the_naive_one() {
    each(2_000, |choices| {
        let case = Case::new(&Recipe::default(), choices);
        let screening = case.screen();
        for number in 0..case.catalogue.programmes.len() {
            let decision = screening.decision(&format!("p{number}"));
            let naive = case.judge().status(number);
            let found = decision.as_ref().map(doorstep::Decision::status);
            expect(found == naive.map(status), &case, || format!("p{number}: {found:?}, and {naive:?}"))?;
            let criteria = decision.map(|decision| decision.criteria()).unwrap_or_default();
            for (rule, found) in case.rules(number).into_iter().zip(criteria) {
                let naive = criterion(case.judge().truth(rule));
                let say = || format!("p{number} {}: {:?}, and {naive:?}", found.id, found.status);
                expect(found.status == naive, &case, say)?;
            }
        }
        Ok(())
    });
}

#[test]
fn telling_more_never_turns_a_decision_round() {
    each(300, |choices| {
        let mut case = Case::new(&Recipe::default(), choices);
        case.tell_until_it_can_be_tried(0, 800, choices);
        let rules = case.rules(0);
        let space = Space::of(&case.judge(), &rules);
        let table = Table::of(&case.judge(), space, |judge| rules.iter().map(|rule| judge.truth(rule)).collect());
        expect(table.is_monotonic(), &case, || "telling more turns it round".to_owned())
    });
}
