//! `nearest`: changes that authors suggest, enough of them and none too many.

use std::cell::Cell;

use doorstep_tests::oracle::reach::mentioned;
use doorstep_tests::oracle::{Fact, Family, Person, Recipe, each};

use crate::case::{Case, expect};
use crate::missing::sorted;

#[test]
fn suggested_changes_lift_what_stands_against_somebody() {
    let (failing, some) = (Cell::new(0), Cell::new(0));
    let families = vec![
        Family::Booleans,
        Family::Code,
        Family::Codes,
        Family::Numbers,
        Family::Money,
        Family::Status,
        Family::Derived,
        Family::Against,
    ];
    let recipe = Recipe { families, ..Recipe::default() };
    each(2_000, |choices| {
        let case = Case::new(&recipe, choices);
        let screening = case.screen();
        for number in case.in_force() {
            let Some(decision) = screening.decision(&format!("p{number}")) else { continue };
            let nearest = decision.nearest();
            let mut facts: Vec<Fact> = nearest.iter().filter_map(|change| Fact::named(&change.fact)).collect();
            facts = sorted(facts);
            facts.dedup();
            let against = |changed: &[Fact]| {
                let with = |person: Person, fact: &Fact| match &case.catalogue.settings[*fact as usize].advise {
                    Some(to) => person.telling(*fact, to.clone()),
                    None => person,
                };
                let person = changed.iter().fold(case.person.clone(), with);
                case.judge().of(&person).status(number) == Some(Some(false))
            };
            let is_advised = |fact: &Fact| case.catalogue.settings[*fact as usize].advise.is_some();
            expect(facts.iter().all(is_advised), &case, || format!("p{number}: {facts:?} are not all suggested"))?;
            if !against(&[]) {
                expect(facts.is_empty(), &case, || format!("p{number} needs no {facts:?}"))?;
                continue;
            }
            failing.set(failing.get() + 1);
            let failing = case.rules(number).into_iter().filter(|rule| case.judge().truth(rule) == Some(false));
            let mut able: Vec<Fact> =
                failing.flat_map(|rule| mentioned(&case.judge(), rule)).filter(is_advised).collect();
            able = sorted(able);
            able.dedup();
            let ways = (0..1_u32 << able.len()).map(|way| {
                let chosen = able.iter().enumerate().filter(|(at, _)| way >> at & 1 == 1);
                chosen.map(|(_, fact)| *fact).collect::<Vec<_>>()
            });
            let fewest = ways.filter(|way| !against(way)).map(|way| way.len()).min();
            if facts.is_empty() {
                expect(fewest.is_none(), &case, || format!("p{number}: {fewest:?} of {able:?} would help"))?;
                continue;
            }
            some.set(some.get() + 1);
            expect(!against(&facts), &case, || format!("p{number}: {facts:?} do not help"))?;
            for left_out in &facts {
                let others: Vec<Fact> = facts.iter().copied().filter(|fact| fact != left_out).collect();
                expect(against(&others), &case, || format!("p{number}: {facts:?} need not hold {left_out:?}"))?;
            }
            expect(fewest == Some(facts.len()), &case, || format!("p{number}: {fewest:?} would do for {facts:?}"))?;
            for change in &nearest {
                let rules = case.rules(number);
                let at = change.criterion.trim_start_matches('c').parse::<usize>().unwrap_or(usize::MAX);
                let rule = rules.get(at).filter(|rule| case.judge().truth(rule) == Some(false));
                let is_for = rule.is_some_and(|rule| {
                    Fact::named(&change.fact).is_some_and(|fact| mentioned(&case.judge(), rule).contains(&fact))
                });
                let say = || format!("p{number}: {} is not for {}", change.fact, change.criterion);
                expect(is_for, &case, say)?;
            }
        }
        Ok(())
    });
    println!("nearest: {failing:?} against, {some:?} can change");
}
