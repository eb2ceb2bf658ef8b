//! Random catalogues and people.

use std::rc::Rc;

use super::brute::{DAYS, candidates};
use super::catalogue::{Catalogue, Criterion, Programme, Referrals, Row, Setting, Version};
use super::choices::Choices;
use super::conditions::{Family, rule};
use super::day::{Day, day};
use super::fact::Fact;
use super::judge::Judge;
use super::person::{GRADES, Person, Told};
use super::value::{Happening, Member, Value, What};

/// What random catalogues are made of.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// What conditions may be about.
    pub families: Vec<Family>,
    /// How many of those one catalogue may be about.
    pub at_once: usize,
    /// The most programmes.
    pub programmes: usize,
    /// The most criteria of one.
    pub criteria: usize,
    /// How deep conditions nest.
    pub depth: usize,
    /// Whether programmes have versions with days, and ask about each other.
    pub versions: bool,
    /// Whether programmes ask about each other.
    pub references: bool,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            families: Family::ALL.into(),
            at_once: 3,
            programmes: 3,
            criteria: 3,
            depth: 2,
            versions: true,
            references: true,
        }
    }
}

impl Recipe {
    /// Without what the library may say too much of: households, events and the order of texts.
    #[must_use]
    pub fn plain() -> Self {
        let odd = [Family::Household, Family::Events, Family::Against, Family::TextOrder];
        let families = Family::ALL.into_iter().filter(|family| !odd.contains(family)).collect();
        Self { families, ..Self::default() }
    }

    /// Only facts whose every value can be tried: booleans and codes.
    #[must_use]
    pub fn finite() -> Self {
        let families = vec![Family::Booleans, Family::Code, Family::Status];
        Self { families, at_once: 3, versions: false, ..Self::default() }
    }
}

/// The days that people are judged on.
const JUDGED: [Day; 6] =
    [day(2022, 4, 1), day(2024, 2, 29), day(2023, 2, 28), day(2023, 3, 1), day(2024, 2, 28), day(2021, 6, 15)];

/// The days on which versions begin.
const EDGES: [Day; 5] = [day(2022, 4, 1), day(2024, 2, 29), day(2023, 3, 1), day(2025, 1, 31), day(2021, 12, 31)];

/// A day to judge on.
pub fn judged_on(choices: &mut Choices) -> Day {
    choices.pick(&JUDGED)
}

/// A catalogue.
pub fn catalogue(recipe: &Recipe, choices: &mut Choices) -> Catalogue {
    let at_once = 1 + choices.below(recipe.at_once);
    let families: Vec<Family> = (0..at_once).map(|_| choices.pick(&recipe.families)).collect();
    let floor = if families.contains(&Family::Parameter) { floor(choices) } else { Vec::new() };
    let settings = std::array::from_fn(|at| setting(Fact::ALL[at], choices));
    let mut programmes: Vec<Programme> = Vec::new();
    for _ in 0..=choices.below(recipe.programmes) {
        let before: Vec<usize> = programmes.iter().map(|programme| programme.versions[0].criteria.len()).collect();
        let count = 1 + choices.below(recipe.criteria);
        let before = if recipe.references { before } else { Vec::new() };
        let versions = periods(recipe.versions, choices);
        let versions = versions.into_iter().map(|(from, to)| {
            let criteria = (0..count).map(|_| criterion(&families, recipe.depth, &before, choices)).collect();
            let referrals = [
                Referrals::NotSaid,
                Referrals::Open,
                Referrals::Waiting,
                Referrals::Unknown,
                Referrals::Closed,
                Referrals::Full,
            ];
            let referrals = referrals[choices.weighted(&[10, 2, 1, 1, 1, 1])];
            Version { from, to, referrals, criteria, continuing: Vec::new() }
        });
        programmes.push(Programme { versions: versions.collect() });
    }
    Catalogue { settings, floor, programmes }
}

fn criterion(families: &[Family], depth: usize, before: &[usize], choices: &mut Choices) -> Criterion {
    let when = rule(families, depth, before, choices);
    let evidence = if choices.chance(50) { Some(choices.below(GRADES.len())) } else { None };
    Criterion { when, evidence }
}

/// The days of a programme's versions.
fn periods(versions: bool, choices: &mut Choices) -> Vec<(Option<Day>, Option<Day>)> {
    if !versions || choices.chance(40) {
        return vec![(None, None)];
    }
    let mut edges = EDGES;
    edges.sort_unstable();
    let first = choices.below(edges.len() - 1);
    let (from, turn) = (edges[first], edges[first + 1]);
    let from = if choices.chance(50) { Some(from) } else { None };
    let to = if choices.chance(50) { edges.get(first + 2).copied() } else { None };
    match choices.below(4) {
        0 => vec![(None, Some(turn.before())), (Some(turn), to)],
        1 => vec![(from, Some(turn)), (Some(turn.plus_days(40)), to)],
        2 => vec![(from, Some(turn))],
        _ => vec![(from, None)],
    }
}

/// The rows of the parameter: by day, and maybe by age.
fn floor(choices: &mut Choices) -> Vec<Row> {
    let row = |from, to, min_age, max_age, value| Row { from, to, min_age, max_age, value };
    let value = |choices: &mut Choices| choices.below(4) as f64;
    let turn = choices.pick(&EDGES);
    let first = if choices.chance(70) { None } else { Some(day(2020, 1, 1)) };
    let mut rows = vec![row(first, None, None, None, value(choices))];
    if choices.chance(50) {
        rows = vec![row(first, None, None, Some(24), value(choices)), row(first, None, Some(25), None, value(choices))];
    }
    if choices.chance(60) {
        let ages = rows.iter().map(|row| (row.min_age, row.max_age)).collect::<Vec<_>>();
        let to = if choices.chance(20) { Some(turn.plus_days(100)) } else { None };
        let more = ages.into_iter().filter(|_| choices.chance(80)).collect::<Vec<_>>();
        for (min_age, max_age) in more {
            rows.push(row(Some(turn), to, min_age, max_age, value(choices)));
        }
    }
    rows
}

fn setting(fact: Fact, choices: &mut Choices) -> Setting {
    let asked_of: &[&[&'static str]] = &[&[], &["person"], &["key_worker"], &["key_worker", "person"]];
    let asked_of = asked_of[choices.weighted(&[6, 1, 2, 1])].to_vec();
    let share = match fact.kind() {
        "boolean" if choices.chance(25) => vec![Some(choices.below(11) as u64)],
        "code" if choices.chance(25) => {
            // They may leave something for the others, and never make more than 1.
            let codes = fact.codes().iter();
            codes.map(|_| if choices.chance(50) { Some(choices.below(4) as u64) } else { None }).collect()
        }
        _ => Vec::new(),
    };
    let advise = if choices.chance(40) { suggestion(fact, choices) } else { None };
    Setting { asked_of, share, advise }
}

fn suggestion(fact: Fact, choices: &mut Choices) -> Option<Value> {
    Some(match fact {
        Fact::A | Fact::B | Fact::C | Fact::D => Value::Boolean(!choices.chance(30)),
        Fact::N | Fact::K => Value::Number(choices.below(5) as f64),
        Fact::W => Value::Number(choices.pick(&[0.0, 100.0, 300.0])),
        Fact::T => Value::Text(choices.pick(fact.codes())),
        Fact::S | Fact::U => {
            let all = (1 << fact.codes().len()) - 1;
            let told = choices.below(usize::from(all) + 1) as u8;
            Value::Codes(told, all & !told)
        }
        _ => return None,
    })
}

/// A person, of whom about one fact in two is told; never one that a library would refuse.
pub fn person(catalogue: &Catalogue, day: Day, choices: &mut Choices) -> Person {
    let mut person = Person::default();
    for fact in Fact::ALL {
        let is_derived = !fact.sources().is_empty();
        let weights = if is_derived { [80, 5, 5, 10] } else { [46, 5, 5, 44] };
        let told = match choices.weighted(&weights) {
            0 => Told::NotAsked,
            1 => Told::NotKnown,
            2 => Told::Declined,
            // Whether anything happened is told or not; it is not refused.
            _ => Told::Value(value(&Judge { catalogue, person: &person, day }, fact, choices)),
        };
        let told = if fact == Fact::Events && !matches!(told, Told::Value(_)) { Told::NotAsked } else { told };
        person.tell(fact, told);
        if fact != Fact::Household && fact != Fact::Events && choices.chance(40) && person.value(fact).is_some() {
            person.evidence[fact as usize] = Some(choices.below(GRADES.len()));
        }
        if !(Judge { catalogue, person: &person, day }).can_be() {
            person.tell(fact, Told::NotAsked);
        }
    }
    person
}

/// A value for a fact, in part where facts can be told in part.
fn value(judge: &Judge<'_>, fact: Fact, choices: &mut Choices) -> Value {
    if let Some(derived) = judge.derived(fact) {
        return derived;
    }
    match fact {
        Fact::S | Fact::U => {
            let all = (1_u8 << fact.codes().len()) - 1;
            let told = choices.below(usize::from(all) + 1) as u8;
            let not = if choices.chance(50) { all } else { choices.below(usize::from(all) + 1) as u8 };
            Value::Codes(told, not & !told)
        }
        Fact::Household => {
            let members = (0..choices.below(3)).map(|_| member(judge.day, choices));
            Value::Household(Rc::from(members.collect::<Vec<_>>()))
        }
        Fact::Events => {
            let events = (0..choices.below(4)).map(|_| happening(judge, choices));
            Value::Events(Rc::from(events.collect::<Vec<_>>()))
        }
        fact => choices.pick(&candidates(judge, fact, &[])),
    }
}

fn member(day: Day, choices: &mut Choices) -> Member {
    let mut member = Member::default();
    if choices.chance(60) {
        member.a = Some(choices.chance(50));
    }
    if choices.chance(60) {
        member.n = Some(choices.below(4) as f64);
    }
    match choices.below(4) {
        0 => {}
        1 => member.age = Some(choices.pick(&[10.0, 17.0, 18.0, 40.0])),
        _ => {
            let years = choices.pick(&[10, 17, 18, 40]);
            let days = choices.below(400) as i64;
            member.born = Some(day.plus_months(-12 * years).plus_days(-days));
        }
    }
    member
}

fn happening(judge: &Judge<'_>, choices: &mut Choices) -> Happening {
    let programme = choices.below(judge.catalogue.programmes.len());
    let what = match choices.below(4) {
        0 => What::Grant(100.0),
        1 => What::Grant(choices.pick(&[200.0, 300.0])),
        2 => What::Started(programme),
        _ => What::Ended(programme),
    };
    let on = if choices.chance(70) {
        judge.day.plus_days(choices.below(800) as i64 - 400)
    } else {
        choices.pick(&[judge.day, judge.day.next(), DAYS[1]])
    };
    Happening { what, on }
}
