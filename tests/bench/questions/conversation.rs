//! A conversation with one person: from nothing told until nothing they can tell settles more.

use std::collections::BTreeSet;
use std::error::Error;

use doorstep::{Catalogue, Date, Plain, Screening, Status};

/// How the next fact to ask for is chosen.
pub enum Asking {
    /// As `next_question` says.
    Next,
    /// In a fixed order.
    InOrder {
        /// Whose order.
        order: &'static str,
        facts: Vec<String>,
        /// Whether facts that are not missing for any programme are left out.
        only_missing: bool,
    },
}

/// How a conversation went.
pub struct Conversation {
    pub questions: usize,
    /// The programmes that take people, each with its status.
    pub statuses: Vec<String>,
}

impl Asking {
    /// As `next_question` says.
    pub fn next() -> Self {
        Self::Next
    }

    /// As the vocabulary declares its facts.
    pub fn in_order_of_vocabulary(catalogue: &Catalogue) -> Self {
        let facts = askable(catalogue).map(str::to_owned).collect();
        Self::InOrder { order: "the vocabulary's order", facts, only_missing: false }
    }

    /// As the programmes, by id, first mention them; what is only asked where another fact is refused comes last.
    pub fn in_order_of_mention(catalogue: &Catalogue, as_at: Date) -> Result<Self, Box<dyn Error>> {
        let mut facts = missing(&catalogue.screen(&Plain::Map(Vec::new()), as_at)?);
        facts.retain(|name| askable(catalogue).any(|fact| fact == name));
        let rest: Vec<&str> = askable(catalogue).filter(|name| !facts.iter().any(|fact| fact == name)).collect();
        facts.extend(rest.into_iter().map(str::to_owned));
        Ok(Self::InOrder { order: "the order of first mention", facts, only_missing: false })
    }

    /// The same order, without what cannot matter any more; `None` where there is no order.
    pub fn only_missing(&self) -> Option<Self> {
        match self {
            Self::Next => None,
            Self::InOrder { order, facts, .. } => {
                Some(Self::InOrder { order, facts: facts.clone(), only_missing: true })
            }
        }
    }

    pub fn name(&self) -> String {
        match self {
            Self::Next => "next_question".to_owned(),
            Self::InOrder { order, only_missing: false, .. } => format!("{order}, until nothing is undetermined"),
            Self::InOrder { order, .. } => format!("{order}, leaving out what is not missing"),
        }
    }

    /// The fact to ask for next; `None` at the end. `form` is what a form for these programmes asks.
    fn fact(&self, screening: &Screening, told: &[(String, Plain)], form: &BTreeSet<String>) -> Option<String> {
        match self {
            Self::Next => screening.next_question().map(|question| question.fact),
            Self::InOrder { facts, only_missing, .. } => {
                if open(screening).all(|decision| decision.status() != Status::Undetermined) {
                    return None;
                }
                let missing = missing(screening);
                let is_asked = |name: &&String| {
                    let is_told = told.iter().any(|(told, _)| told == *name);
                    !is_told && (missing.contains(*name) || !only_missing && form.contains(*name))
                };
                facts.iter().find(is_asked).cloned()
            }
        }
    }
}

impl Conversation {
    /// Asks a person until there is nothing more to ask.
    pub fn held(catalogue: &Catalogue, person: &Plain, asking: &Asking, as_at: Date) -> Result<Self, Box<dyn Error>> {
        let form = missing(&catalogue.screen(&Plain::Map(Vec::new()), as_at)?).into_iter().collect();
        let mut told = Vec::new();
        loop {
            let screening = catalogue.screen(&Plain::Map(told.clone()), as_at)?;
            let Some(fact) = asking.fact(&screening, &told, &form) else {
                let status =
                    |decision: doorstep::Decision| format!("{} {}", decision.programme(), decision.status().as_str());
                return Ok(Self { questions: told.len(), statuses: open(&screening).map(status).collect() });
            };
            let answer = answered(person, &fact);
            told.push((fact, answer));
        }
    }
}

/// What a person answers; a fact that they do not have is not known.
pub fn answered(person: &Plain, fact: &str) -> Plain {
    let Plain::Map(facts) = person else { return Plain::Null };
    let told = facts.iter().find(|(name, _)| name == fact).map(|(_, value)| value.clone());
    told.unwrap_or_else(|| Plain::from_iter([("absent", "not_known")]))
}

/// What the person can be asked for, as the vocabulary declares it.
fn askable(catalogue: &Catalogue) -> impl Iterator<Item = &str> {
    let of_the_person = catalogue.facts().filter(|(_, fact)| fact.asked_of().any(|who| who == "person"));
    of_the_person.map(|(name, _)| name).chain(["household"])
}

/// The decisions of the programmes that take people.
fn open(screening: &Screening) -> impl Iterator<Item = doorstep::Decision> + '_ {
    screening.decisions().filter(|decision| decision.availability().takes_people())
}

/// What is missing for any of them, in the order of first mention.
fn missing(screening: &Screening) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for decision in open(screening) {
        for name in decision.missing() {
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
    }
    found
}
