//! What is told of one person.

use doorstep::{Catalogue, Events, Plain};
use serde_json::{Map, Value as Json, json};

use super::fact::{FACTS, Fact};
use super::value::Value;

/// What is told of one fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// Nobody asked.
    NotAsked,
    /// Asked, and not known.
    NotKnown,
    /// Asked, and not said.
    Declined,
    /// Told, maybe in part.
    Value(Value),
}

/// The grades of evidence, weakest first, and the types that the vocabulary has for them.
pub const GRADES: [(&str, &str); 3] =
    [("self_declared", "self_declaration"), ("adviser_vouched", "worker_statement"), ("document", "payslip")];

/// One person.
#[derive(Clone, Debug)]
pub struct Person {
    told: [Told; FACTS],
    /// The place of the grade that each fact's evidence has among [`GRADES`]; none is shown for the person's word.
    pub evidence: [Option<usize>; FACTS],
}

impl Default for Person {
    fn default() -> Self {
        Self { told: [const { Told::NotAsked }; FACTS], evidence: [None; FACTS] }
    }
}

impl Person {
    /// What is told of a fact.
    #[must_use]
    pub fn told(&self, fact: Fact) -> &Told {
        &self.told[fact as usize]
    }

    /// What is told of a fact, if anything is.
    #[must_use]
    pub fn value(&self, fact: Fact) -> Option<&Value> {
        match self.told(fact) {
            Told::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether a fact was asked for, even in vain.
    #[must_use]
    pub fn was_asked(&self, fact: Fact) -> bool {
        *self.told(fact) != Told::NotAsked
    }

    /// Whether a fact was asked for in vain.
    #[must_use]
    pub fn was_refused(&self, fact: Fact) -> bool {
        matches!(self.told(fact), Told::NotKnown | Told::Declined)
    }

    /// Tells a fact.
    pub fn tell(&mut self, fact: Fact, told: Told) {
        self.told[fact as usize] = told;
    }

    /// The same person, and one more thing told.
    #[must_use]
    pub fn telling(&self, fact: Fact, value: Value) -> Self {
        let mut person = self.clone();
        person.tell(fact, Told::Value(value));
        person
    }

    /// The same person with nothing told but some facts.
    #[must_use]
    pub fn with_only(&self, kept: impl Fn(Fact) -> bool) -> Self {
        let mut person = self.clone();
        Fact::ALL.into_iter().filter(|fact| !kept(*fact)).for_each(|fact| person.tell(fact, Told::NotAsked));
        person
    }

    /// The facts as they are given.
    #[must_use]
    pub fn json(&self) -> Json {
        let mut facts = Map::new();
        for fact in Fact::ALL.into_iter().filter(|fact| *fact != Fact::Events) {
            let given = match self.told(fact) {
                Told::NotAsked => continue,
                Told::NotKnown => json!({"absent": "not_known"}),
                Told::Declined => json!({"absent": "declined"}),
                Told::Value(value) => {
                    let value = value.json(fact);
                    match (self.evidence[fact as usize], value) {
                        (Some(grade), Json::Object(mut parts)) => {
                            parts.insert("evidence".into(), json!(GRADES[grade].1));
                            Json::Object(parts)
                        }
                        (Some(grade), value) => json!({"value": value, "evidence": GRADES[grade].1}),
                        (None, value) => value,
                    }
                }
            };
            facts.insert(fact.name().to_owned(), given);
        }
        Json::Object(facts)
    }

    /// The facts as the library takes them.
    ///
    /// # Panics
    /// If the library does not read JSON.
    #[must_use]
    pub fn plain(&self) -> Plain {
        Plain::from_json(&self.json().to_string()).expect("facts are JSON")
    }

    /// The events as the library takes them, if any are given.
    ///
    /// # Panics
    /// If the library refuses them.
    #[must_use]
    pub fn events(&self, catalogue: &Catalogue) -> Option<Events> {
        let events = self.value(Fact::Events)?.json(Fact::Events).to_string();
        let events = Plain::from_json(&events).expect("events are JSON");
        Some(Events::read(catalogue, &events).expect("events that can be read"))
    }
}
