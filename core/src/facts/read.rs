//! From plain values to facts, reporting every one that cannot be used.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::typed::{Unfit, typed};
use crate::catalogue::Catalogue;
use crate::condition::{Codes, FactIndex, Unknown, Value};
use crate::diagnostic::{Code, nearest, quoted};
use crate::document::{Fact, FactType, Grade, HOUSEHOLD};
use crate::problems::{FactError, FactProblem};
use crate::sort;
use crate::tree::LIST_LIMIT;
use crate::value::{Plain, parse_date};

/// What was told of each fact of the lexicon, by its index. The last place is the household's.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) values: Vec<Value>,
    /// Whether the fact was given at all, even as absent.
    pub(crate) given: Vec<bool>,
    /// The derived facts that were given, and the household, as they were given.
    pub(crate) own: Vec<(FactIndex, Value)>,
    /// The facts that were given with evidence, and its grade.
    pub(crate) evidence: Vec<(FactIndex, Grade)>,
}

impl Told {
    /// The grade of the evidence a fact was told on; without any, it is the person's word.
    pub(crate) fn grade(&self, fact: FactIndex) -> Grade {
        let given = self.evidence.iter().find(|(given, _)| *given == fact);
        given.map_or(Grade::SelfDeclared, |(_, grade)| *grade)
    }
}

/// A value that an author suggests for a fact, if it is one of the fact's.
pub(crate) fn suggested(catalogue: &Catalogue, name: &str, fact: &Fact, to: &Plain) -> Option<Value> {
    let mut reader = Reader { catalogue, problems: Vec::new(), within: "", grade: None };
    reader.value(name, fact, to, &[], true)
}

/// Reads facts given as names and plain values.
pub(crate) fn read(catalogue: &Catalogue, facts: &Plain) -> Result<Told, FactError> {
    let mut reader = Reader { catalogue, problems: Vec::new(), within: "", grade: None };
    let told = match facts {
        Plain::Map(entries) => reader.entries(entries),
        other => {
            reader.problem(
                Code::FactMalformed,
                "",
                format!("facts are names and values, and this is {}", other.noun()),
                "give a mapping: `{\"age\": 30}`",
            );
            reader.entries(&[])
        }
    };
    if reader.problems.is_empty() { Ok(told) } else { Err(FactError { problems: reader.problems }) }
}

struct Reader<'a> {
    catalogue: &'a Catalogue,
    problems: Vec<FactProblem>,
    /// Said before a fact's name: " of a member of the household".
    within: &'static str,
    /// The grade of the evidence of the fact just read.
    grade: Option<Grade>,
}

/// The parts of a fact given as a mapping.
const PARTS: [&str; 5] = ["value", "not", "complete", "evidence", "on"];

impl Reader<'_> {
    fn problem(&mut self, code: Code, fact: &str, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.problems.push(FactProblem { code, fact: fact.to_owned(), message, help });
    }

    fn entries(&mut self, entries: &[(String, Plain)]) -> Told {
        let facts = &self.catalogue.lexicon().facts;
        let places = facts.len().saturating_add(1);
        let mut told = Told {
            values: vec![Value::Unknown(Unknown::NotAsked); places],
            given: vec![false; places],
            own: Vec::new(),
            evidence: Vec::new(),
        };
        for (name, given) in entries {
            let (place, value) = match facts.get_full(name) {
                Some((place, _, fact)) => (place, self.fact(name, fact, given)),
                None if name == HOUSEHOLD && self.within.is_empty() => (facts.len(), self.household(given)),
                None => {
                    self.unknown_fact(name);
                    continue;
                }
            };
            if let (Some(slot), Some(given), Some(value)) =
                (told.values.get_mut(place), told.given.get_mut(place), value)
            {
                told.evidence.extend(self.grade.take().map(|grade| (place, grade)));
                if place == facts.len() || self.catalogue.lexicon().derivation(place).is_some() {
                    told.own.push((place, value.clone()));
                }
                *slot = value;
                *given = true;
            }
        }
        told
    }

    fn unknown_fact(&mut self, name: &str) {
        let household = self.within.is_empty().then_some(HOUSEHOLD);
        let known = self.catalogue.facts().map(|(known, _)| known).chain(household);
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "give the facts that the catalogue's vocabulary declares".to_owned(),
        };
        self.problem(Code::UnknownFact, name, format!("the vocabulary has no fact `{name}`"), help);
    }

    /// The other members of the household, each a mapping of facts.
    fn household(&mut self, given: &Plain) -> Option<Value> {
        if let Plain::Map(parts) = given
            && let [(key, why)] = parts.as_slice()
            && key == "absent"
        {
            return self.absent(HOUSEHOLD, why, 1);
        }
        let Plain::List(members) = given else {
            let message = format!("`{HOUSEHOLD}` is a list of the other members' facts, and this is {}", given.noun());
            self.problem(
                Code::FactWrongType,
                HOUSEHOLD,
                message,
                "give a list of mappings; `[]` if there is nobody else",
            );
            return None;
        };
        if members.len() > LIST_LIMIT {
            self.problem(Code::FactTooLong, HOUSEHOLD, "`household` has more than 10,000 members", "give fewer");
            return None;
        }
        self.within = " of a member of the household";
        let members: Vec<Value> = members.iter().map(|member| self.member(member)).collect();
        self.within = "";
        Some(Value::List(members.into()))
    }

    fn member(&mut self, member: &Plain) -> Value {
        let Plain::Map(entries) = member else {
            let message = format!("a member of the household is a mapping of facts, and this is {}", member.noun());
            self.problem(Code::FactWrongType, HOUSEHOLD, message, "give names and values: `{\"age\": 12}`");
            return Value::UNDECIDED;
        };
        let told = self.entries(entries);
        Value::Record(Arc::new(member_fields(self.catalogue, told.values)))
    }

    /// A fact as a value, as `{value, …}` or as `{absent: …}`.
    fn fact(&mut self, name: &str, fact: &Fact, given: &Plain) -> Option<Value> {
        let Plain::Map(parts) = given else { return self.value(name, fact, given, &[], !fact.open) };
        let part = |wanted: &str| parts.iter().find(|(part, _)| part == wanted).map(|(_, value)| value);
        if let Some(absent) = part("absent") {
            return self.absent(name, absent, parts.len());
        }
        for (key, _) in parts {
            if !PARTS.contains(&key.as_str()) {
                let message = format!("`{name}`{} is given with `{key}`, which no fact has", self.within);
                let help = match nearest(key, PARTS.into_iter().chain(["absent"])) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "give `{value: …}`, with `evidence` and `on` where they are known, or `{absent: …}`".to_owned()
                    }
                };
                self.problem(Code::FactMalformed, name, message, help);
                return None;
            }
        }
        let (value, not) = (part("value"), part("not"));
        let empty = Plain::List(Vec::new());
        let value = match (value, not) {
            (Some(value), _) => value,
            (None, Some(_)) => &empty,
            (None, None) => {
                let message = format!("`{name}`{} is given as a mapping without `value`", self.within);
                self.problem(Code::FactMalformed, name, message, "give `{value: …}` or `{absent: not_known}`");
                return None;
            }
        };
        // What is only ruled out leaves the rest unknown; what is given is complete, unless the fact is open.
        let by_default = part("value").is_some() && !fact.open;
        let complete = self.complete(name, fact, part("complete"), by_default)?;
        let not = self.not(name, fact, not)?;
        self.evidence(name, part("evidence"), part("on"))?;
        self.value(name, fact, value, &not, complete)
    }

    fn absent(&mut self, name: &str, absent: &Plain, parts: usize) -> Option<Value> {
        let unknown = match absent {
            Plain::Text(why) if why == "not_known" => Unknown::NotKnown,
            Plain::Text(why) if why == "declined" => Unknown::Declined,
            _ => {
                let message = format!("`{name}`{} is absent for a reason that is not read", self.within);
                self.problem(Code::FactMalformed, name, message, "write `{absent: not_known}` or `{absent: declined}`");
                return None;
            }
        };
        if parts > 1 {
            let message = format!("`{name}`{} is both absent and given", self.within);
            self.problem(Code::FactMalformed, name, message, "give `{absent: …}` alone");
            return None;
        }
        Some(Value::Unknown(unknown))
    }

    fn complete(&mut self, name: &str, fact: &Fact, complete: Option<&Plain>, by_default: bool) -> Option<bool> {
        match complete {
            None => Some(by_default),
            Some(Plain::Boolean(complete)) if fact.r#type == FactType::Codes => Some(*complete),
            Some(_) => {
                let message = format!("`complete` of `{name}`{} is not read", self.within);
                self.problem(Code::FactMalformed, name, message, "write `complete: true`, for a fact of type `codes`");
                None
            }
        }
    }

    /// The codes that do not apply.
    fn not(&mut self, name: &str, fact: &Fact, not: Option<&Plain>) -> Option<Vec<Arc<str>>> {
        match not {
            None => Some(Vec::new()),
            Some(Plain::List(items)) if fact.r#type == FactType::Codes => self.codes(name, fact, items),
            Some(_) => {
                let message = format!("`not` of `{name}`{} is not read", self.within);
                self.problem(Code::FactMalformed, name, message, "write a list of codes, for a fact of type `codes`");
                None
            }
        }
    }

    /// Evidence never changes a decision; it must still be a type that is declared, and a day that exists.
    fn evidence(&mut self, name: &str, evidence: Option<&Plain>, on: Option<&Plain>) -> Option<()> {
        let known = &self.catalogue.lexicon().evidence;
        match evidence {
            None => {}
            Some(Plain::Text(kind)) if known.contains_key(kind) => self.grade = known.get(kind).copied(),
            Some(_) => {
                let message =
                    format!("the evidence of `{name}`{} is of a type that no vocabulary declares", self.within);
                let help = match known.len() {
                    0 => "no vocabulary declares evidence; leave it out, or declare it".to_owned(),
                    _ => format!("the types are {}", quoted(known.keys().map(String::as_str))),
                };
                self.problem(Code::FactMalformed, name, message, help);
                return None;
            }
        }
        match on {
            None | Some(Plain::Date(_)) => Some(()),
            Some(Plain::Text(day)) if parse_date(day).is_some() => Some(()),
            Some(_) => {
                let message = format!("`on` of `{name}`{} is not a day in the calendar", self.within);
                self.problem(Code::FactNoSuchDay, name, message, "write the day as YYYY-MM-DD");
                None
            }
        }
    }

    fn value(&mut self, name: &str, fact: &Fact, given: &Plain, not: &[Arc<str>], complete: bool) -> Option<Value> {
        match (fact.r#type, given) {
            (FactType::Code, Plain::Text(code)) => {
                let code = self.code(name, fact, code);
                code.map(Value::Text)
            }
            (FactType::Codes, Plain::List(items)) => {
                let told = self.codes(name, fact, items)?;
                if told.iter().any(|code| not.contains(code)) {
                    let message = format!("`{name}`{} has a code that is both given and ruled out", self.within);
                    self.problem(Code::FactMalformed, name, message, "give each code in `value` or in `not`");
                    return None;
                }
                Some(Value::Codes(Arc::new(codes(fact, told, not, complete))))
            }
            (FactType::Code | FactType::Codes, _) => {
                self.wrong_type(name, fact, given);
                None
            }
            (of, given) => match typed(of, given) {
                Ok(value) => Some(value),
                Err(unfit) => {
                    self.unfit(name, fact, given, unfit);
                    None
                }
            },
        }
    }

    fn unfit(&mut self, name: &str, fact: &Fact, given: &Plain, unfit: Unfit) {
        match unfit {
            Unfit::Type => self.wrong_type(name, fact, given),
            Unfit::Day => {
                let message = format!("`{name}`{} is not a day in the calendar", self.within);
                self.problem(Code::FactNoSuchDay, name, message, "write the day as YYYY-MM-DD, such as 1990-05-17");
            }
            Unfit::Number(error) => {
                let message = format!("the number given for `{name}`{} {error}", self.within);
                self.problem(Code::FactBadNumber, name, message, "give a finite number of up to 28 digits");
            }
        }
    }

    fn wrong_type(&mut self, name: &str, fact: &Fact, given: &Plain) {
        let wants = fact.r#type.wanted();
        let help = match (fact.r#type, given) {
            (_, Plain::Null) => {
                "leave it out if it was not asked, or give `{absent: not_known}` or `{absent: declined}`".to_owned()
            }
            (FactType::Number | FactType::Money, Plain::Text(_)) => "give the number without quotes".to_owned(),
            (FactType::Date, _) => "give the day as \"YYYY-MM-DD\"".to_owned(),
            (FactType::Code | FactType::Codes, _) => self.codes_of(fact),
            _ => format!("give {wants}"),
        };
        let message = format!("`{name}`{} is {wants}, and is given {}", self.within, given.noun());
        self.problem(Code::FactWrongType, name, message, help);
    }

    fn code(&mut self, name: &str, fact: &Fact, code: &str) -> Option<Arc<str>> {
        if let Some((declared, _)) = fact.values.get_key_value(code) {
            return Some(self.catalogue.names().text(declared));
        }
        let help = self.codes_of(fact);
        let message = format!("`{name}`{} is given a code that it does not have", self.within);
        self.problem(Code::FactUnknownCode, name, message, help);
        None
    }

    fn codes_of(&self, fact: &Fact) -> String {
        format!("its codes are {}", quoted(fact.values.keys().map(String::as_str)))
    }

    fn codes(&mut self, name: &str, fact: &Fact, items: &[Plain]) -> Option<Vec<Arc<str>>> {
        if items.len() > LIST_LIMIT {
            let message = format!("`{name}`{} has more than 10,000 entries", self.within);
            self.problem(Code::FactTooLong, name, message, "give each code once");
            return None;
        }
        let read: Vec<Option<Arc<str>>> = items
            .iter()
            .map(|item| match item {
                Plain::Text(code) => self.code(name, fact, code),
                other => {
                    let message =
                        format!("`{name}`{} is a list of codes, and {} is among them", self.within, other.noun());
                    let help = self.codes_of(fact);
                    self.problem(Code::FactWrongType, name, message, help);
                    None
                }
            })
            .collect();
        read.into_iter().collect()
    }
}

/// What is known of a member of the household, by name.
pub(super) fn member_fields(catalogue: &Catalogue, values: Vec<Value>) -> BTreeMap<String, Value> {
    let names = catalogue.lexicon().facts.keys();
    sort::gather(names.cloned().zip(values).filter(|(_, value)| value.is_known()))
}

/// Codes in the vocabulary's order, each once; unless they are complete, those not told may yet be.
fn codes(fact: &Fact, told: Vec<Arc<str>>, not: &[Arc<str>], complete: bool) -> Codes {
    let declared = || fact.values.keys().map(|code| Arc::<str>::from(code.as_str()));
    let possible = if !complete {
        declared().filter(|code| !told.contains(code) && !not.contains(code)).collect()
    } else {
        Vec::new()
    };
    Codes { told: declared().filter(|code| told.contains(code)).collect(), possible }
}
