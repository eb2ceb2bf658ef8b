//! Values, as plainly as can be.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use super::day::Day;
use super::fact::Fact;

/// A fact's value. Numbers are halves and quarters, which floats hold exactly.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// True or false.
    Boolean(bool),
    /// A number, or an amount of money.
    Number(f64),
    /// A day.
    Day(Day),
    /// Text, or a code.
    Text(&'static str),
    /// Which codes apply, and which do not, by their places as bits; the others are not told.
    Codes(u8, u8),
    /// The other members of a household.
    Household(Rc<[Member]>),
    /// What happened.
    Events(Rc<[Happening]>),
}

/// A member of a household, as far as it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Member {
    /// The fact `a` of the member.
    pub a: Option<bool>,
    /// The fact `n`.
    pub n: Option<f64>,
    /// The date of birth.
    pub born: Option<Day>,
    /// The age, if that is told itself.
    pub age: Option<f64>,
}

/// Something that happened on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Happening {
    /// What.
    pub what: What,
    /// When.
    pub on: Day,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A grant of an amount.
    Grant(f64),
    /// The programme of a number began.
    Started(usize),
    /// It ended.
    Ended(usize),
}

impl Value {
    /// Whether there is nothing more to tell.
    #[must_use]
    pub fn is_complete(&self, fact: Fact) -> bool {
        match self {
            Self::Codes(told, not) => (told | not).count_ones() as usize == fact.codes().len(),
            Self::Household(members) => members.iter().all(|member| {
                member.a.is_some() && member.n.is_some() && (member.born.is_some() || member.age.is_some())
            }),
            _ => true,
        }
    }

    /// As facts are given; for a household, the list of its members.
    #[must_use]
    pub fn json(&self, fact: Fact) -> Json {
        match self {
            Self::Boolean(value) => json!(value),
            Self::Number(number) => number_json(*number),
            Self::Day(day) => json!(day.to_string()),
            Self::Text(text) => json!(text),
            Self::Codes(told, not) => {
                let codes = |bits: u8| {
                    let codes = fact.codes().iter().enumerate();
                    codes.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, code)| *code).collect::<Vec<_>>()
                };
                match (self.is_complete(fact), told, not) {
                    // Either way of saying it all.
                    (true, ..) if told % 2 == 0 => json!({"value": codes(*told), "complete": true}),
                    (_, 0, not) if *not > 0 => json!({"not": codes(*not)}),
                    _ => json!({"value": codes(*told), "not": codes(*not), "complete": false}),
                }
            }
            Self::Household(members) => members.iter().map(Member::json).collect(),
            Self::Events(events) => {
                let events = events.iter().enumerate().map(|(id, event)| event.json(id));
                events.collect()
            }
        }
    }
}

fn number_json(number: f64) -> Json {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

impl Member {
    fn json(&self) -> Json {
        let parts = [
            ("a", self.a.map(|a| json!(a))),
            ("n", self.n.map(number_json)),
            ("date_of_birth", self.born.map(|born| json!(born.to_string()))),
            ("age", self.age.map(number_json)),
        ];
        let told = parts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Json::Object(told.collect::<Map<_, _>>())
    }
}

impl Happening {
    fn json(&self, id: usize) -> Json {
        let (on, person) = (self.on.to_string(), 1);
        match self.what {
            What::Grant(amount) => {
                let data = json!({"amount": number_json(amount)});
                json!({"id": id, "person": person, "kind": "grant", "on": on, "data": data})
            }
            What::Started(programme) => {
                let programme = format!("p{programme}");
                json!({"id": id, "person": person, "kind": "started", "on": on, "programme": programme})
            }
            What::Ended(programme) => {
                let programme = format!("p{programme}");
                json!({"id": id, "person": person, "kind": "ended", "on": on, "programme": programme})
            }
        }
    }
}
