//! `next_question`: what is worth asking of whom, the question that settles most, and an end.

use std::cell::Cell;

use doorstep::Screening;
use doorstep_tests::oracle::brute::candidates;
use doorstep_tests::oracle::judge::and;
use doorstep_tests::oracle::reach::{atoms, may_be_inexact, unknown};
use doorstep_tests::oracle::{Choices, Fact, Person, Recipe, Space, Table, Told, Value, each};

use crate::case::{Case, expect, facts, screen};
use crate::missing::is_tied;

/// The undetermined programmes that take people.
fn open(case: &Case, person: &Person) -> Vec<usize> {
    let judge = case.judge();
    let judge = judge.of(person);
    let takes_people = |number: &usize| {
        judge.version(*number).is_some_and(|version| version.referrals.take_people())
            && judge.status(*number) == Some(None)
    };
    (0..case.catalogue.programmes.len()).filter(takes_people).collect()
}

/// Whether somebody who was not asked for a fact can tell it.
fn can_tell(case: &Case, person: &Person, fact: Fact, asked: &str) -> bool {
    let who = &case.catalogue.settings[fact as usize].asked_of;
    let can = if who.is_empty() || fact == Fact::Household { asked == "person" } else { who.contains(&asked) };
    can && !person.was_asked(fact) && fact != Fact::Events
}

/// What can be asked of somebody, and which programmes each fact can matter for.
fn askable(case: &Case, person: &Person, screening: &Screening, asked: &str) -> Vec<(Fact, Vec<String>)> {
    let mut askable: Vec<(Fact, Vec<String>)> = Vec::new();
    for number in open(case, person) {
        let id = format!("p{number}");
        let missing = screening.decision(&id).map(|decision| facts(&decision.missing())).unwrap_or_default();
        for fact in missing.into_iter().filter(|fact| can_tell(case, person, *fact, asked)) {
            match askable.iter_mut().find(|(known, _)| *known == fact) {
                Some((_, programmes)) => programmes.push(id.clone()),
                None => askable.push((fact, vec![id.clone()])),
            }
        }
    }
    askable
}

/// The facts that can settle a programme if what was asked in vain is never told; `None` if they are too many to try.
fn worth(case: &Case, person: &Person, number: usize) -> Option<Vec<Fact>> {
    let rules = case.rules(number);
    let judge = case.judge();
    let judge = judge.of(person);
    let mut space = Space::of(&judge, &rules);
    let may_be_told = |at: &usize| !person.was_asked(space.facts[*at]);
    let kept: Vec<usize> = (0..space.facts.len()).filter(may_be_told).collect();
    space = Space {
        facts: kept.iter().map(|at| space.facts[*at]).collect(),
        answers: kept.iter().map(|at| space.answers[*at].clone()).collect(),
    };
    if space.size() > 1_500 {
        return None;
    }
    let table = Table::of(&judge, space, |judge| vec![and(rules.iter().map(|rule| judge.truth(rule)))]);
    Some(table.mattering(0))
}

#[test]
fn what_was_asked_in_vain_will_not_be_told() {
    let (cases, idle) = (Cell::new(0), Cell::new(0));
    each(2_000, |choices| {
        let mut case = Case::new(&Recipe::plain(), choices);
        let number = choices.below(case.catalogue.programmes.len());
        case.tell_until_it_can_be_tried(number, 1_500, choices);
        let (judge, open) = (case.judge(), open(&case, &case.person));
        let (false, true) = (is_tied(&case), open.contains(&number)) else { return Ok(()) };
        let rules = case.rules(number);
        let plain = !atoms(&judge, &rules).iter().any(|atom| may_be_inexact(&judge, atom));
        let Some(worth) = worth(&case, &case.person, number) else { return Ok(()) };
        let askable = |fact: &&Fact| can_tell(&case, &case.person, **fact, "person");
        let id = format!("p{number}");
        let screening = case.screen();
        let question = screening.next_question();
        let say = || format!("{id} is worth {worth:?}, and {question:?} is asked");
        cases.set(cases.get() + 1);
        idle.set(idle.get() + u32::from(worth.is_empty()));
        match &question {
            None => expect(!worth.iter().any(|fact| askable(&fact)), &case, say),
            Some(asked) if plain => {
                let can_settle = worth.iter().any(|fact| fact.name() == asked.fact);
                expect(asked.programmes.contains(&id) == can_settle, &case, say)
            }
            Some(_) => Ok(()),
        }
    });
    println!("questions: {cases:?} open programmes, {idle:?} that nothing more can settle");
}

/// An answer to a fact that fits what was told.
fn answer(case: &Case, person: &Person, fact: Fact, choices: &mut Choices) -> Told {
    match choices.below(8) {
        0 => return Told::NotKnown,
        1 => return Told::Declined,
        _ => {}
    }
    let judge = case.judge();
    let judge = judge.of(person);
    let answers = candidates(&judge, fact, &[]);
    let first = choices.below(answers.len().max(1));
    let told = (0..answers.len()).map(|at| answers[(first + at) % answers.len()].clone());
    let fitting = told.into_iter().find(|value| judge.of(&person.telling(fact, value.clone())).can_be());
    fitting.map_or(Told::NotKnown, Told::Value)
}

#[test]
fn what_is_asked_can_matter_and_is_not_asked_twice() {
    let (cases, questions) = (Cell::new(0), Cell::new(0));
    each(1_000, |choices| {
        let case = Case::new(&Recipe::default(), choices);
        let asked = choices.pick(&["person", "person", "key_worker"]);
        let mut person = case.person.clone();
        cases.set(cases.get() + 1);
        for count in 0_usize.. {
            let screening = screen(&case.loaded, &person, case.day);
            let question = screening.ask(asked);
            let askable = askable(&case, &person, &screening, asked);
            let say = || format!("{question:?} of {askable:?}, told {}", person.json());
            let Some(found) = &question else {
                // What is open may be left open by what was asked in vain.
                let in_vain = Fact::ALL.into_iter().any(|fact| person.was_asked(fact));
                expect(askable.is_empty() || in_vain, &case, say)?;
                break;
            };
            questions.set(questions.get() + 1);
            let fact = Fact::named(&found.fact);
            let worth = askable.iter().find(|(fact, _)| fact.name() == found.fact);
            let is_among = |(_, known): &(Fact, Vec<String>)| found.programmes.iter().all(|id| known.contains(id));
            expect(worth.is_some_and(is_among) && !found.programmes.is_empty(), &case, say)?;
            expect(count < Fact::ALL.len(), &case, || "there is no end of questions".to_owned())?;
            if let Some(fact) = fact {
                let told = answer(&case, &person, fact, choices);
                person.tell(fact, told);
            }
        }
        Ok(())
    });
    println!("questions: {questions:?} of {cases:?} people");
}

/// How likely each answer to a boolean or a code is.
fn likely(case: &Case, fact: Fact, answers: &[Value]) -> Vec<f64> {
    let share = &case.catalogue.settings[fact as usize].share;
    let tenths = |at: usize| share.get(at).copied().flatten().map(|tenths| tenths as f64 / 10.0);
    let codes = fact.codes();
    let taken: f64 = (0..codes.len()).filter_map(tenths).sum();
    let rest = (0..codes.len()).filter(|at| tenths(*at).is_none()).count();
    let weight = |value: &Value| match value {
        Value::Boolean(true) => tenths(0).unwrap_or(0.5),
        Value::Boolean(false) => 1.0 - tenths(0).unwrap_or(0.5),
        Value::Text(text) => {
            let at = codes.iter().position(|code| code == text).unwrap_or(0);
            tenths(at).unwrap_or((1.0 - taken) / rest as f64)
        }
        _ => 0.0,
    };
    let weights: Vec<f64> = answers.iter().map(weight).collect();
    let of: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| if of > 0.0 { weight / of } else { 0.0 }).collect()
}

#[test]
fn the_question_settles_most_programmes_in_expectation() {
    let (asked, tied) = (Cell::new(0), Cell::new(0));
    each(5_000, |choices| {
        let case = Case::new(&Recipe::finite(), choices);
        let judge = case.judge();
        let screening = case.screen();
        let Some(question) = screening.next_question().filter(|_| !is_tied(&case)) else { return Ok(()) };
        if Fact::ALL.into_iter().any(|fact| case.person.was_refused(fact)) {
            return Ok(());
        }
        let open = open(&case, &case.person);
        let askable = askable(&case, &case.person, &screening, "person");
        // In the order of first mention where it matters, of programmes by id.
        let mut ordered: Vec<Fact> = Vec::new();
        for number in &open {
            let id = format!("p{number}");
            let matters = |fact: &Fact| askable.iter().any(|(known, of)| known == fact && of.contains(&id));
            for fact in case.rules(*number).into_iter().flat_map(|rule| unknown(&judge, &[rule])).filter(matters) {
                if !ordered.contains(&fact) {
                    ordered.push(fact);
                }
            }
        }
        let settles = |fact: &Fact| {
            let fits = |value: &Value| judge.of(&case.person.telling(*fact, value.clone())).can_be();
            let answers: Vec<Value> = candidates(&judge, *fact, &[]).into_iter().filter(fits).collect();
            let settled = |value: &Value| {
                let person = case.person.telling(*fact, value.clone());
                open.iter().filter(|number| judge.of(&person).status(**number) != Some(None)).count() as f64
            };
            answers.iter().zip(likely(&case, *fact, &answers)).map(|(value, likely)| likely * settled(value)).sum()
        };
        let scores: Vec<f64> = ordered.iter().map(settles).collect();
        let most = scores.iter().copied().fold(0.0, f64::max);
        let best: Vec<Fact> =
            ordered.iter().zip(&scores).filter(|(_, score)| **score > most - 1e-6).map(|(fact, _)| *fact).collect();
        asked.set(asked.get() + 1);
        tied.set(tied.get() + u32::from(best.len() > 1));
        let say = || format!("{} is asked, of {ordered:?} that settle {scores:?}", question.fact);
        expect(best.first().map(|fact| fact.name()) == Some(&question.fact), &case, say)
    });
    println!("questions: {asked:?}, {tied:?} of them settle as much as others");
}
