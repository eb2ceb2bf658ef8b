//! `missing`: every unknown fact that can matter, and where it is exact no other.

use std::cell::Cell;

use doorstep_tests::oracle::catalogue::{Criterion, Programme, Referrals, Setting, Version};
use doorstep_tests::oracle::day::day;
use doorstep_tests::oracle::judge::and;
use doorstep_tests::oracle::reach::{atoms, may_be_inexact};
use doorstep_tests::oracle::rule::{MemberTest, Quantifier, Rule};
use doorstep_tests::oracle::{Catalogue, Fact, Person, Recipe, Space, Table, Value, each};

use crate::case::{Case, expect, facts};

/// How many decisions were exact.
#[derive(Default)]
struct Counts {
    undetermined: Cell<u32>,
    exact: Cell<u32>,
    just_right: Cell<u32>,
}

fn count(one: &Cell<u32>, more: bool) {
    one.set(one.get() + u32::from(more));
}

fn check(case: &Case, number: usize, is_plain: bool, counts: &Counts) -> Result<(), String> {
    let screening = case.screen();
    let Some(decision) = screening.decision(&format!("p{number}")) else { return Ok(()) };
    let rules = case.rules(number);
    let judge = case.judge();
    let table = Table::of(&judge, Space::of(&judge, &rules), |judge| {
        let mut truths: Vec<Option<bool>> = rules.iter().map(|rule| judge.truth(rule)).collect();
        truths.push(and(truths.clone()));
        truths
    });
    let missing = sorted(facts(&decision.missing()));
    let truth = judge.status(number).flatten();
    if truth.is_some() {
        expect(missing.is_empty() && decision.exact(), case, || {
            format!("p{number} is decided, and lacks {missing:?}")
        })?;
    } else {
        let naive = sorted(table.mattering(rules.len()));
        let say = || format!("p{number} lacks {missing:?}, exact: {}, and {naive:?}", decision.exact());
        let holds = if decision.exact() { missing == naive } else { naive.iter().all(|fact| missing.contains(fact)) };
        expect(holds, case, say)?;
        count(&counts.undetermined, true);
        count(&counts.exact, decision.exact());
        count(&counts.just_right, missing == naive);
        let plain = is_plain && !atoms(&judge, &rules).iter().any(|atom| may_be_inexact(&judge, atom));
        expect(!plain || decision.exact() || is_tied(case), case, || format!("p{number} is not exact"))?;
    }
    for (at, criterion) in decision.criteria().iter().enumerate() {
        let missing = sorted(facts(&criterion.missing));
        let naive = sorted(table.mattering(at));
        let say =
            || format!("p{number} {} lacks {missing:?}, exact: {}, and {naive:?}", criterion.id, decision.exact());
        let holds = if truth == Some(true) || judge.truth(rules[at]).is_some() {
            missing.is_empty()
        } else if is_plain && truth.is_none() && decision.exact() && !is_tied(case) {
            missing == naive
        } else {
            naive.iter().all(|fact| missing.contains(fact))
        };
        expect(holds, case, say)?;
    }
    Ok(())
}

/// Whether facts must fit a derived fact together, which was given, or can be asked for itself.
pub fn is_tied(case: &Case) -> bool {
    let is_given = |fact: Fact| {
        case.person.was_asked(fact) || fact.sources().iter().any(|source| case.person.was_refused(*source))
    };
    // A person's age and their date of birth are two sources of whether they are young.
    is_given(Fact::Status) || is_given(Fact::M) || is_given(Fact::Age) && case.person.was_asked(Fact::Young)
}

pub fn sorted(mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_unstable();
    facts
}

#[test]
fn what_is_missing_is_what_can_matter() {
    let counts = Counts::default();
    each(1_500, |choices| {
        let mut case = Case::new(&Recipe::plain(), choices);
        let number = choices.below(case.catalogue.programmes.len());
        case.tell_until_it_can_be_tried(number, 1_500, choices);
        check(&case, number, true, &counts)
    });
    let Counts { undetermined, exact, just_right } = counts;
    println!("missing, plain: {undetermined:?} undetermined, {exact:?} exact, {just_right:?} just right");
}

#[test]
fn what_is_missing_is_never_too_little() {
    let counts = Counts::default();
    each(1_500, |choices| {
        let mut case = Case::new(&Recipe::default(), choices);
        let number = choices.below(case.catalogue.programmes.len());
        case.tell_until_it_can_be_tried(number, 1_500, choices);
        check(&case, number, false, &counts)
    });
    let Counts { undetermined, exact, just_right } = counts;
    println!("missing, all: {undetermined:?} undetermined, {exact:?} exact, {just_right:?} just right");
}

/// What a programme lacks that the household can only decide against: telling `b`, however it is, does that too.
fn lacks_household(tests: &[MemberTest], told: &[(Fact, Value)], counts: &Counts) {
    let fact = |fact| Rule::Fact(fact);
    let household = Rule::Members(Quantifier::Every, tests.to_vec());
    let neither_way = Rule::If(Box::new([fact(Fact::B), fact(Fact::D), fact(Fact::D)]));
    let criterion = Criterion { when: Rule::And(vec![household, neither_way]), evidence: None };
    let version =
        Version { from: None, to: None, referrals: Referrals::NotSaid, criteria: vec![criterion], continuing: vec![] };
    let catalogue = Catalogue {
        settings: std::array::from_fn(|_| Setting::default()),
        floor: Vec::new(),
        programmes: vec![Programme { versions: vec![version] }],
    };
    let told = told.iter().fold(Person::default(), |person, (fact, value)| person.telling(*fact, value.clone()));
    let person = told.telling(Fact::D, Value::Boolean(false));
    let case = Case { loaded: catalogue.load(), catalogue, person, day: day(2023, 2, 28) };
    check(&case, 0, false, counts).unwrap_or_else(|why| panic!("{why}"));
    let screening = case.screen();
    let missing = facts(&screening.decision("p0").expect("in force").missing());
    assert!(missing.contains(&Fact::Household), "{missing:?}{}", case.show());
}

#[test]
fn a_member_may_have_no_more_than_the_persons_own() {
    let counts = Counts::default();
    let more = MemberTest::MoreThanOwn;
    let own = [-20.0, 0.75, 1.0, 1.5, 2.0, 20.0];
    for own in own {
        lacks_household(&[more], &[(Fact::N, Value::Number(own))], &counts);
        lacks_household(&[more, MemberTest::N(true)], &[(Fact::N, Value::Number(own))], &counts);
        lacks_household(&[more, MemberTest::N(false)], &[(Fact::N, Value::Number(own))], &counts);
        // What follows from one's own is given, and one's own follows from that.
        let given = [(Fact::M, Value::Number(own)), (Fact::C, Value::Boolean(true))];
        lacks_household(&[more], &given, &counts);
    }
    lacks_household(&[more], &[], &counts);
    assert_eq!(counts.just_right, counts.undetermined, "what is tried of a household is too little");
    assert!(counts.exact.get() > 0);
}
