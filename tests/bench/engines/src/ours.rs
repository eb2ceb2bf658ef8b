//! Doorstep: the reference rules as a catalogue, and people as it reads them.

use std::error::Error;
use std::hint::black_box;

use doorstep::{Catalogue, Date, Plain, Screening, Status, parse_date};
use serde_json::Value;

use crate::engine::{Engine, Rules};
use crate::report::best;

/// The day judged; the rules are in force on every day.
fn as_at() -> Date {
    parse_date("2023-03-31").expect("this day is in the calendar")
}

/// Every person, read against the rules; nothing is decided before it is asked for.
pub struct Doorstep {
    people: Vec<Screening>,
}

impl Doorstep {
    pub fn new(rules: &Rules, people: &[Value]) -> Result<Self, Box<dyn Error>> {
        let people: Vec<Plain> = people.iter().map(plain).collect::<Result<_, _>>()?;
        Ok(Self { people: screened(&catalogue(rules)?, &people)? })
    }

    /// Whether each person meets each rule.
    pub fn answers(&self) -> Vec<Vec<bool>> {
        self.people.iter().map(|person| statuses(person).map(|status| status == Status::Eligible).collect()).collect()
    }
}

impl Engine for Doorstep {
    const NAME: &'static str = "doorstep";

    fn decide(&mut self, person: usize, rule: usize) -> bool {
        self.people[person].statuses().nth(rule).is_some_and(|(_, status)| status == Status::Eligible)
    }

    fn decide_all(&mut self, person: usize) -> usize {
        statuses(&self.people[person]).filter(|status| *status == Status::Eligible).count()
    }
}

fn statuses(screening: &Screening) -> impl Iterator<Item = Status> {
    screening.statuses().map(|(_, status)| status)
}

/// What Doorstep does beside deciding: reading the facts, and saying why.
pub fn print_parts(rules: &Rules, which: &str, people: &[Value]) -> Result<(), Box<dyn Error>> {
    let catalogue = catalogue(rules)?;
    let people: Vec<Plain> = people.iter().map(plain).collect::<Result<_, _>>()?;
    let screened = screened(&catalogue, &people)?;
    let decisions = (people.len() * rules.len()) as f64;
    let read = best(|| {
        for person in &people {
            let _ = black_box(catalogue.screen(person, as_at()));
        }
    });
    let decide = best(|| {
        for person in &screened {
            black_box(statuses(person).filter(|status| *status == Status::Eligible).count());
        }
    });
    // Of people just read, of whom nothing has been worked out yet.
    let reasons = best(|| {
        for person in &people {
            let Ok(screening) = catalogue.screen(person, as_at()) else { continue };
            for decision in screening.decisions() {
                black_box((decision.status(), decision.reasons(), decision.missing()));
            }
        }
    }) - read;
    println!("\n{which}, ns a rule:");
    println!("  reading the facts {:8.1}", read * 1e9 / decisions);
    println!("  deciding          {:8.1}", decide * 1e9 / decisions);
    println!("  with reasons      {:8.1}   {:.2} times deciding", reasons * 1e9 / decisions, reasons / decide);
    Ok(())
}

fn screened(catalogue: &Catalogue, people: &[Plain]) -> Result<Vec<Screening>, Box<dyn Error>> {
    Ok(people.iter().map(|person| catalogue.screen(person, as_at())).collect::<Result<_, _>>()?)
}

fn catalogue(rules: &Rules) -> Result<Catalogue, Box<dyn Error>> {
    let documents = rules.ids().chain(["vocabulary"]).map(|name| rules.document(name));
    Ok(Catalogue::parse(documents.collect::<Result<Vec<_>, _>>()?)?)
}

fn plain(person: &Value) -> Result<Plain, doorstep::DocumentError> {
    Plain::from_json(&person.to_string())
}
