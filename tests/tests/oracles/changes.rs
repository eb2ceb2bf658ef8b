//! `changes_on`: against every day of ten years.

use std::cell::Cell;
use std::rc::Rc;

use doorstep::Change;
use doorstep_tests::oracle::value::Member;
use doorstep_tests::oracle::{Day, Fact, Family, Judge, Person, Recipe, Told, Value, each};

use crate::case::{Case, expect};

const YEARS: i64 = 10;

/// What is true of somebody and not told: when they, and members of their household, were born.
struct World {
    born: Option<Day>,
    members: Vec<Option<Day>>,
}

impl World {
    /// What is told of the person on a day: ages pass, and days of birth stay untold.
    fn told_on(&self, person: &Person, day: Day) -> Person {
        let mut told = person.clone();
        let age = self.born.map(|born| born.years_until(day) as f64);
        if let Some(age) = age.filter(|_| person.value(Fact::Age).is_some()) {
            told.tell(Fact::Age, Told::Value(Value::Number(age)));
        }
        if let Some(age) = age.filter(|_| person.value(Fact::Young).is_some()) {
            told.tell(Fact::Young, Told::Value(Value::Boolean(age < 25.0)));
        }
        if let Some(Value::Household(members)) = person.value(Fact::Household) {
            let passing = |(member, born): (&Member, &Option<Day>)| {
                let age = born.map(|born| born.years_until(day) as f64).or(member.age);
                Member { age, ..*member }
            };
            let members: Vec<Member> = members.iter().zip(&self.members).map(passing).collect();
            told.tell(Fact::Household, Told::Value(Value::Household(Rc::from(members))));
        }
        told
    }
}

/// Some of the worlds that what is told leaves open; one if no age is told alone.
fn worlds(case: &Case) -> Vec<World> {
    let (person, day) = (&case.person, case.day);
    let is_born = |age: f64, more: i64| {
        let (first, last) = (day.plus_months(-12 * (age as i64 + 1)), day.plus_months(-12 * age as i64));
        let born = first.plus_days(1 + more * first.days_until(last) / 365).min(last);
        (born.years_until(day) == age as i64).then_some(born)
    };
    let born_untold = person.value(Fact::Born).is_none();
    let ages: Vec<f64> = match (person.value(Fact::Age), person.value(Fact::Young)) {
        _ if !born_untold => Vec::new(),
        (Some(Value::Number(age)), _) => vec![*age],
        (_, Some(Value::Boolean(true))) => vec![0.0, 15.0, 17.0, 24.0],
        (_, Some(Value::Boolean(false))) => vec![25.0, 59.0],
        _ => Vec::new(),
    };
    let members: Vec<Member> = match person.value(Fact::Household) {
        Some(Value::Household(members)) => members.to_vec(),
        _ => Vec::new(),
    };
    let ages: Vec<Option<f64>> = if ages.is_empty() { vec![None] } else { ages.into_iter().map(Some).collect() };
    let is_passing = ages != [None] || members.iter().any(|member| member.born.is_none() && member.age.is_some());
    let mut worlds = Vec::new();
    for age in ages {
        for (own, theirs) in [(0, 0), (364, 364), (200, 0), (363, 200)] {
            let born_members = members.iter().map(|member| match (member.born, member.age) {
                (None, Some(age)) => is_born(age, theirs),
                _ => None,
            });
            worlds.push(World { born: age.and_then(|age| is_born(age, own)), members: born_members.collect() });
            if !is_passing {
                return worlds;
            }
        }
    }
    worlds
}

/// The first day of ten years on which the status is another.
fn first_change(case: &Case, number: usize, world: &World) -> Option<Day> {
    let now = case.judge().status(number);
    let last = case.day.plus_months(12 * YEARS);
    let changes = world.born.is_some() || world.members.iter().any(Option::is_some);
    let mut day = case.day.next();
    while day <= last {
        let told = if changes { Some(world.told_on(&case.person, day)) } else { None };
        let person = told.as_ref().unwrap_or(&case.person);
        if (Judge { catalogue: &case.catalogue, person, day }).status(number) != now {
            return Some(day);
        }
        day = day.next();
    }
    None
}

fn check(case: &Case, number: usize, counts: &[Cell<u32>; 4]) -> Result<(), String> {
    let screening = case.screen();
    let Some(decision) = screening.decision(&format!("p{number}")) else { return Ok(()) };
    let found = decision.changes_on();
    let worlds = worlds(case);
    let firsts: Vec<Option<Day>> = worlds.iter().map(|world| first_change(case, number, world)).collect();
    let say = || format!("p{number} changes {found:?}, and naively {firsts:?}");
    let alike = firsts.iter().all(|first| first == &firsts[0]);
    let first = firsts[0];
    let last = case.day.plus_months(12 * YEARS);
    let up = |at: usize| counts[at].set(counts[at].get() + 1);
    match found {
        Some(Change::Uncertain) => {
            up(2);
            if alike {
                up(3);
            }
            expect(worlds.len() > 1, case, say)
        }
        Some(Change::On(day)) if day > last.date() => expect(alike && first.is_none(), case, say),
        Some(Change::On(day)) => {
            up(1);
            expect(alike && first.map(Day::date) == Some(day), case, say)
        }
        None => {
            up(0);
            expect(alike && first.is_none(), case, say)
        }
        Some(_) => Err(say()),
    }
}

#[test]
fn a_decision_changes_on_the_first_day_on_which_it_is_another() {
    let counts = [const { Cell::new(0) }; 4];
    let families = vec![
        Family::Ages,
        Family::Dates,
        Family::Parameter,
        Family::Household,
        Family::Events,
        Family::Against,
        Family::Booleans,
    ];
    let recipe = Recipe { families, at_once: 2, programmes: 2, criteria: 2, depth: 1, ..Recipe::default() };
    each(1_000, |choices| {
        let case = Case::new(&recipe, choices);
        let number = choices.below(case.catalogue.programmes.len());
        check(&case, number, &counts)
    });
    let [never, on, uncertain, needless] = counts;
    println!("changes: {never:?} never, {on:?} on a day, {uncertain:?} uncertain, {needless:?} of them needlessly");
}
