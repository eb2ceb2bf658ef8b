//! `reasons`: enough to decide, and nothing that could be left out.

use std::cell::Cell;

use doorstep_tests::oracle::{Fact, Recipe, Space, Table, each};

use crate::case::{Case, expect, facts};

#[test]
fn a_decision_rests_on_its_reasons_and_on_each_of_them() {
    let decided = Cell::new(0);
    each(2_000, |choices| {
        let case = Case::new(&Recipe::default(), choices);
        for number in case.in_force() {
            let Some(Some(truth)) = case.judge().status(number) else { continue };
            decided.set(decided.get() + 1);
            let screening = case.screen();
            let reasons = screening.decision(&format!("p{number}")).map(|decision| facts(&decision.reasons()));
            let reasons = reasons.unwrap_or_default();
            let given = |fact: &Fact| case.person.value(*fact).is_some();
            expect(reasons.iter().all(given), &case, || format!("p{number}: {reasons:?} were not all told"))?;
            let with = |kept: &[Fact]| {
                let person = case.person.with_only(|fact| kept.contains(&fact));
                case.judge().of(&person).status(number).flatten()
            };
            expect(with(&reasons) == Some(truth), &case, || format!("p{number}: {reasons:?} do not decide"))?;
            for left_out in &reasons {
                let others: Vec<Fact> = reasons.iter().copied().filter(|fact| fact != left_out).collect();
                let say = || format!("p{number}: {reasons:?} need not hold {left_out:?}");
                expect(with(&others) != Some(truth), &case, say)?;
            }
        }
        Ok(())
    });
    println!("reasons: {decided:?} decided");
}

#[test]
fn a_smallest_set_of_facts_could_settle_what_is_undetermined() {
    let (exact, undetermined, loose) = (Cell::new(0), Cell::new(0), Cell::new(0));
    each(1_500, |choices| {
        let mut case = Case::new(&Recipe::default(), choices);
        let number = choices.below(case.catalogue.programmes.len());
        case.tell_until_it_can_be_tried(number, 1_500, choices);
        let judge = case.judge();
        if judge.status(number) != Some(None) {
            return Ok(());
        }
        let screening = case.screen();
        let Some(decision) = screening.decision(&format!("p{number}")) else { return Ok(()) };
        let reasons = facts(&decision.reasons());
        let rules = case.rules(number);
        let table = Table::of(&judge, Space::of(&judge, &rules), |judge| vec![judge.status(number).flatten()]);
        undetermined.set(undetermined.get() + 1);
        if !decision.exact() {
            let settles = table.can_settle(0, &reasons);
            let needs = |left_out: &Fact| {
                let others: Vec<Fact> = reasons.iter().copied().filter(|fact| fact != left_out).collect();
                !table.can_settle(0, &others)
            };
            loose.set(loose.get() + u32::from(!settles || !reasons.iter().all(needs)));
            return Ok(());
        }
        exact.set(exact.get() + 1);
        if reasons.is_empty() {
            return expect(!table.can_settle(0, &Fact::ALL), &case, || format!("p{number} could be settled"));
        }
        expect(table.can_settle(0, &reasons), &case, || format!("p{number}: {reasons:?} do not settle it"))?;
        for left_out in &reasons {
            let others: Vec<Fact> = reasons.iter().copied().filter(|fact| fact != left_out).collect();
            let say = || format!("p{number}: {reasons:?} need not hold {left_out:?}");
            expect(!table.can_settle(0, &others), &case, say)?;
        }
        Ok(())
    });
    println!("reasons: {undetermined:?} undetermined, {exact:?} exact, {loose:?} of the others too many or too few");
}
