//! From plain values to facts, reporting every one that cannot be used.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::typed::{Unfit, typed};
use crate::catalogue::{Catalogue, SharedCodes};
use crate::condition::{Codes, FactIndex, Unknown, Value};
use crate::diagnostic::{Code, nearest, quoted};
use crate::document::{Fact, FactType, Grade, HOUSEHOLD};
use crate::problems::{FactError, FactProblem};
use crate::sort;
use crate::tree::LIST_LIMIT;
use crate::value::{Plain, PlainRef, parse_date};

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
    /// A person of whom nothing is told.
    pub(crate) fn nothing(catalogue: &Catalogue) -> Self {
        let places = catalogue.lexicon().facts.len().saturating_add(1);
        Self {
            values: (0..places).map(|_| Value::Unknown(Unknown::NotAsked)).collect(),
            given: vec![false; places],
            own: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// The grade of the evidence a fact was told on; without any, it is the person's word.
    pub(crate) fn grade(&self, fact: FactIndex) -> Grade {
        let given = self.evidence.iter().find(|(given, _)| *given == fact);
        given.map_or(Grade::SelfDeclared, |(_, grade)| *grade)
    }
}

/// A value that an author suggests for a fact, if it is one of the fact's.
pub(crate) fn suggested(catalogue: &Catalogue, name: &str, to: &Plain) -> Option<Value> {
    let (_, fact, codes) = catalogue.lexicon().fact(name)?;
    Reader::new(catalogue).value(name, Declared { fact, codes }, to.into(), &[], true)
}

/// Reads facts one by one.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    catalogue: &'a Catalogue,
    problems: Vec<FactProblem>,
    /// Said before a fact's name: " of a member of the household".
    within: &'static str,
    /// The grade of the evidence of the fact just read.
    grade: Option<Grade>,
}

/// A fact as the vocabulary declares it.
#[derive(Clone, Copy)]
struct Declared<'a> {
    fact: &'a Fact,
    codes: &'a SharedCodes,
}

/// The parts of a fact given as a mapping.
const PARTS: [&str; 5] = ["value", "not", "complete", "evidence", "on"];

impl<'a> Reader<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, problems: Vec::new(), within: "", grade: None }
    }

    /// What was told, if all of it can be used.
    pub(crate) fn finish(self, told: Told) -> Result<Told, FactError> {
        if self.problems.is_empty() { Ok(told) } else { Err(FactError { problems: self.problems }) }
    }

    fn problem(&mut self, code: Code, fact: &str, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.problems.push(FactProblem { code, fact: fact.to_owned(), message, help });
    }

    /// What is given instead of facts.
    pub(crate) fn no_mapping(&mut self, given: PlainRef<'_>) {
        let message = format!("facts are names and values, and this is {}", given.noun());
        self.problem(Code::FactMalformed, "", message, "give a mapping: `{\"age\": 30}`");
    }

    fn entries(&mut self, told: &mut Told, entries: &[(String, Plain)]) {
        entries.iter().for_each(|(name, given)| self.entry(told, name, given.into()));
    }

    /// Reads one fact into its place.
    pub(crate) fn entry(&mut self, told: &mut Told, name: &str, given: PlainRef<'_>) {
        let lexicon = self.catalogue.lexicon();
        let household = lexicon.facts.len();
        let (place, keep, value) = match lexicon.fact(name) {
            Some((place, fact, codes)) => {
                (place, fact.derive.is_some(), self.fact(name, Declared { fact, codes }, given))
            }
            None if name == HOUSEHOLD && self.within.is_empty() => (household, true, self.household(given)),
            None => return self.unknown_fact(name),
        };
        let (Some(slot), Some(given), Some(value)) = (told.values.get_mut(place), told.given.get_mut(place), value)
        else {
            return;
        };
        told.evidence.extend(self.grade.take().map(|grade| (place, grade)));
        if keep {
            told.own.push((place, value.clone()));
        }
        *slot = value;
        *given = true;
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
    fn household(&mut self, given: PlainRef<'_>) -> Option<Value> {
        if let PlainRef::Map([(key, why)]) = given
            && key == "absent"
        {
            return self.absent(HOUSEHOLD, why, 1);
        }
        let Some((count, members)) = given.items() else {
            let message = format!("`{HOUSEHOLD}` is a list of the other members' facts, and this is {}", given.noun());
            self.problem(
                Code::FactWrongType,
                HOUSEHOLD,
                message,
                "give a list of mappings; `[]` if there is nobody else",
            );
            return None;
        };
        if count > LIST_LIMIT {
            self.problem(Code::FactTooLong, HOUSEHOLD, "`household` has more than 10,000 members", "give fewer");
            return None;
        }
        self.within = " of a member of the household";
        // A household is known as well as what is known least of its members.
        let mut grades = Vec::new();
        let members: Vec<Value> = members.map(|member| self.member(member, &mut grades)).collect();
        self.within = "";
        self.grade = grades.into_iter().min();
        Some(Value::List(members.into()))
    }

    fn member(&mut self, member: PlainRef<'_>, grades: &mut Vec<Grade>) -> Value {
        let PlainRef::Map(entries) = member else {
            let message = format!("a member of the household is a mapping of facts, and this is {}", member.noun());
            self.problem(Code::FactWrongType, HOUSEHOLD, message, "give names and values: `{\"age\": 12}`");
            return Value::UNDECIDED;
        };
        let mut told = Told::nothing(self.catalogue);
        self.entries(&mut told, entries);
        let given = told.given.iter().enumerate().filter(|(_, given)| **given);
        grades.extend(given.map(|(fact, _)| told.grade(fact)));
        Value::Record(Arc::new(member_fields(self.catalogue, told.values)))
    }

    /// A fact as a value, as `{value, …}` or as `{absent: …}`.
    fn fact(&mut self, name: &str, declared: Declared<'_>, given: PlainRef<'_>) -> Option<Value> {
        let fact = declared.fact;
        let PlainRef::Map(parts) = given else { return self.value(name, declared, given, &[], !fact.open) };
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
        let value = match (value, not) {
            (Some(value), _) => value.into(),
            (None, Some(_)) => PlainRef::List(&[]),
            (None, None) => {
                let message = format!("`{name}`{} is given as a mapping without `value`", self.within);
                self.problem(Code::FactMalformed, name, message, "give `{value: …}` or `{absent: not_known}`");
                return None;
            }
        };
        // What is only ruled out leaves the rest unknown; what is given is complete, unless the fact is open.
        let by_default = part("value").is_some() && !fact.open;
        let complete = self.complete(name, fact, part("complete"), by_default)?;
        let not = self.not(name, declared, not)?;
        self.evidence(name, part("evidence"), part("on"))?;
        self.value(name, declared, value, &not, complete)
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
    fn not(&mut self, name: &str, declared: Declared<'_>, not: Option<&Plain>) -> Option<Vec<usize>> {
        match not {
            None => Some(Vec::new()),
            Some(list @ Plain::List(_)) if declared.fact.r#type == FactType::Codes => {
                self.codes(name, declared, list.into())
            }
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

    /// `not` and `complete` are about codes, which are given by their places.
    fn value(
        &mut self,
        name: &str,
        declared: Declared<'_>,
        given: PlainRef<'_>,
        not: &[usize],
        complete: bool,
    ) -> Option<Value> {
        let told = match (declared.fact.r#type, given) {
            (FactType::Code, PlainRef::Text(code)) => {
                let place = self.code(name, declared, code)?;
                return declared.codes.get_index(place).cloned().map(Value::Text);
            }
            (FactType::Code, _) => {
                self.wrong_type(name, declared.fact, given);
                return None;
            }
            (FactType::Codes, _) => self.codes(name, declared, given)?,
            (of, given) => {
                return typed(of, given).map_err(|unfit| self.unfit(name, declared.fact, given, unfit)).ok();
            }
        };
        if told.iter().any(|code| not.contains(code)) {
            let message = format!("`{name}`{} has a code that is both given and ruled out", self.within);
            self.problem(Code::FactMalformed, name, message, "give each code in `value` or in `not`");
            return None;
        }
        Some(Value::Codes(Arc::new(codes_told(declared.codes, &told, not, complete))))
    }

    fn unfit(&mut self, name: &str, fact: &Fact, given: PlainRef<'_>, unfit: Unfit) {
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

    fn wrong_type(&mut self, name: &str, fact: &Fact, given: PlainRef<'_>) {
        let wants = fact.r#type.wanted();
        let help = match (fact.r#type, given) {
            (_, PlainRef::Null) => {
                "leave it out if it was not asked, or give `{absent: not_known}` or `{absent: declined}`".to_owned()
            }
            (FactType::Number | FactType::Money, PlainRef::Text(_)) => "give the number without quotes".to_owned(),
            (FactType::Date, _) => "give the day as \"YYYY-MM-DD\"".to_owned(),
            (FactType::Code | FactType::Codes, _) => self.codes_of(fact),
            _ => format!("give {wants}"),
        };
        let message = format!("`{name}`{} is {wants}, and is given {}", self.within, given.noun());
        self.problem(Code::FactWrongType, name, message, help);
    }

    /// The place of a code among its fact's.
    fn code(&mut self, name: &str, declared: Declared<'_>, code: &str) -> Option<usize> {
        let place = declared.codes.get_index_of(code);
        if place.is_none() {
            let help = self.codes_of(declared.fact);
            let message = format!("`{name}`{} is given a code that it does not have", self.within);
            self.problem(Code::FactUnknownCode, name, message, help);
        }
        place
    }

    fn codes_of(&self, fact: &Fact) -> String {
        format!("its codes are {}", quoted(fact.values.keys().map(String::as_str)))
    }

    /// The places of a list's codes.
    fn codes(&mut self, name: &str, declared: Declared<'_>, given: PlainRef<'_>) -> Option<Vec<usize>> {
        let Some((count, items)) = given.items() else {
            self.wrong_type(name, declared.fact, given);
            return None;
        };
        if count > LIST_LIMIT {
            let message = format!("`{name}`{} has more than 10,000 entries", self.within);
            self.problem(Code::FactTooLong, name, message, "give each code once");
            return None;
        }
        let mut places = Vec::with_capacity(count);
        for item in items {
            if let PlainRef::Text(code) = item {
                places.extend(self.code(name, declared, code));
            } else {
                let message = format!("`{name}`{} is a list of codes, and {} is among them", self.within, item.noun());
                let help = self.codes_of(declared.fact);
                self.problem(Code::FactWrongType, name, message, help);
            }
        }
        (places.len() == count).then_some(places)
    }
}

/// What is known of a member of the household, by name.
pub(super) fn member_fields(catalogue: &Catalogue, values: Vec<Value>) -> BTreeMap<String, Value> {
    let names = catalogue.lexicon().facts.keys();
    sort::gather(names.cloned().zip(values).filter(|(_, value)| value.is_known()))
}

/// Codes in the vocabulary's order, each once; unless they are complete, those not told may yet be.
pub(crate) fn codes_told(shared: &SharedCodes, told: &[usize], not: &[usize], complete: bool) -> Codes {
    let declared = || shared.iter().enumerate();
    let possible = declared().filter(|(place, _)| !complete && !told.contains(place) && !not.contains(place));
    let possible = possible.map(|(_, code)| Arc::clone(code)).collect();
    let told = declared().filter(|(place, _)| told.contains(place)).map(|(_, code)| Arc::clone(code));
    Codes { told: told.collect(), possible }
}
