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

/// Every person read against all rules, and against each rule alone.
pub struct Doorstep {
    all: Vec<Screening>,
    each: Vec<Vec<Screening>>,
}

impl Doorstep {
    pub fn new(rules: &Rules, people: &[Value]) -> Result<Self, Box<dyn Error>> {
        let people: Vec<Plain> = people.iter().map(plain).collect::<Result<_, _>>()?;
        let all = screened(&catalogue(rules, rules.ids())?, &people)?;
        let each = rules.ids().map(|id| screened(&catalogue(rules, [id].into_iter())?, &people));
        Ok(Self { all, each: each.collect::<Result<_, _>>()? })
    }

    /// Whether each person meets each rule.
    pub fn answers(&self) -> Vec<Vec<bool>> {
        self.all.iter().map(|person| statuses(person).map(|status| status == Status::Eligible).collect()).collect()
    }
}

impl Engine for Doorstep {
    const NAME: &'static str = "doorstep";

    fn decide(&mut self, person: usize, rule: usize) -> bool {
        statuses(&self.each[rule][person]).all(|status| status == Status::Eligible)
    }

    fn decide_all(&mut self, person: usize) -> usize {
        statuses(&self.all[person]).filter(|status| *status == Status::Eligible).count()
    }
}

fn statuses(screening: &Screening) -> impl Iterator<Item = Status> {
    screening.statuses().map(|(_, status)| status)
}

/// What Doorstep does beside deciding: reading the facts, and saying why.
pub fn print_parts(rules: &Rules, which: &str, people: &[Value]) -> Result<(), Box<dyn Error>> {
    let catalogue = catalogue(rules, rules.ids())?;
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
    let reasons = best(|| {
        for decision in screened.iter().flat_map(Screening::decisions) {
            black_box((decision.status(), decision.criteria(), decision.missing()));
        }
    });
    println!("\n{which}, ns a rule:");
    println!("  reading the facts {:8.1}", read * 1e9 / decisions);
    println!("  deciding          {:8.1}", decide * 1e9 / decisions);
    println!("  and all reasons   {:8.1}   {:.2} times deciding", reasons * 1e9 / decisions, reasons / decide);
    Ok(())
}

fn screened(catalogue: &Catalogue, people: &[Plain]) -> Result<Vec<Screening>, Box<dyn Error>> {
    Ok(people.iter().map(|person| catalogue.screen(person, as_at())).collect::<Result<_, _>>()?)
}

fn catalogue<'r>(rules: &Rules, ids: impl Iterator<Item = &'r str>) -> Result<Catalogue, Box<dyn Error>> {
    let documents = ids.chain(["vocabulary"]).map(|name| rules.document(name));
    Ok(Catalogue::parse(documents.collect::<Result<Vec<_>, _>>()?)?)
}

fn plain(person: &Value) -> Result<Plain, doorstep::DocumentError> {
    Plain::from_json(&person.to_string())
}
