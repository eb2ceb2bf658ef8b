//! Random catalogues as data, and the documents they are written as.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::day::Day;
use super::fact::{FACTS, Fact};
use super::person::GRADES;
use super::rule::Rule;
use super::value::Value;

/// A catalogue.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// What its vocabulary says of each fact.
    pub settings: [Setting; FACTS],
    /// The rows of the parameter `floor`, none for the same days and ages.
    pub floor: Vec<Row>,
    /// The programmes `p0`, `p1`…; each asks about those before it alone.
    pub programmes: Vec<Programme>,
}

/// What a vocabulary says of a fact besides its type.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// Who can tell; nobody is the person.
    pub asked_of: Vec<&'static str>,
    /// Of a boolean, how common true is, in tenths; of a code, how common each is.
    pub share: Vec<Option<u64>>,
    /// The change that is suggested.
    pub advise: Option<Value>,
}

/// A value of the parameter.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "they are the keys of the document")]
pub struct Row {
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub min_age: Option<i64>,
    pub max_age: Option<i64>,
    pub value: f64,
}

/// A programme, version by version.
#[derive(Clone, Debug)]
pub struct Programme {
    /// In the order of their days, with as many criteria each.
    pub versions: Vec<Version>,
}

/// A version of a programme.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its first day.
    pub from: Option<Day>,
    /// Its last day.
    pub to: Option<Day>,
    /// How it takes referrals.
    pub referrals: Referrals,
    /// The criteria `c0`, `c1`…
    pub criteria: Vec<Criterion>,
    /// The continuing criteria `k0`, `k1`…
    pub continuing: Vec<Criterion>,
}

/// A criterion.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its condition.
    pub when: Rule,
    /// The grade of evidence it asks for, by its place among [`GRADES`].
    pub evidence: Option<usize>,
}

/// How a programme takes referrals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are their names")]
pub enum Referrals {
    NotSaid,
    Open,
    Closed,
    Full,
    Waiting,
    Unknown,
}

impl Referrals {
    /// Whether people can, or may, get in.
    #[must_use]
    pub fn take_people(self) -> bool {
        !matches!(self, Self::Closed | Self::Full)
    }

    fn json(self) -> Option<Json> {
        Some(match self {
            Self::NotSaid => return None,
            Self::Open => json!({"open": [{"from": "2000-01-01"}]}),
            Self::Closed => json!({"open": []}),
            Self::Full => json!({"status": "full"}),
            Self::Waiting => json!({"status": "waiting"}),
            Self::Unknown => json!({"status": "unknown"}),
        })
    }
}

impl Version {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn is_in_force(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Programme {
    /// The version in force on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&Version> {
        self.versions.iter().find(|version| version.is_in_force(day))
    }

    /// The version whose criteria count for other programmes: the one in force, else the last that was, else the next.
    #[must_use]
    pub fn published_on(&self, day: Day) -> Option<&Version> {
        let was = || self.versions.iter().rfind(|version| version.from.is_none_or(|from| from <= day));
        self.on(day).or_else(was).or(self.versions.first())
    }
}

impl Catalogue {
    /// Its documents by name.
    #[must_use]
    pub fn documents(&self) -> BTreeMap<String, Json> {
        let mut documents = BTreeMap::from([("v".to_owned(), self.vocabulary())]);
        if !self.floor.is_empty() {
            let rows: Vec<Json> = self.floor.iter().map(Row::json).collect();
            let floor = json!({"parameter": "floor", "type": "number", "values": rows, "source": "made up"});
            documents.insert("floor".to_owned(), floor);
        }
        for (number, programme) in self.programmes.iter().enumerate() {
            for (at, version) in programme.versions.iter().enumerate() {
                documents.insert(format!("p{number}_{at}"), version.json(number));
            }
        }
        documents
    }

    /// The catalogue as the library loads it.
    ///
    /// # Panics
    /// If the library refuses it.
    #[must_use]
    pub fn load(&self) -> doorstep::Catalogue {
        let documents = self.documents();
        let texts = documents.iter().map(|(name, document)| (format!("{name}.json"), document.to_string()));
        match doorstep::Catalogue::parse(texts) {
            Ok(catalogue) => catalogue,
            Err(error) => panic!("{:#?}\n{}", error.diagnostics, json!(documents)),
        }
    }

    fn vocabulary(&self) -> Json {
        let facts = Fact::ALL.into_iter().filter(|fact| !fact.kind().is_empty());
        let facts = facts.map(|fact| (fact.name().to_owned(), self.settings[fact as usize].json(fact)));
        let evidence = GRADES.iter().map(|(grade, shown)| ((*shown).to_owned(), json!(grade)));
        json!({
            "vocabulary": "v",
            "facts": facts.collect::<Map<_, _>>(),
            "records": {"grant": {"attributes": {"amount": "money"}}},
            "evidence": evidence.collect::<Map<_, _>>(),
        })
    }
}

impl Setting {
    fn json(&self, fact: Fact) -> Json {
        let mut parts = Map::from_iter([("type".to_owned(), json!(fact.kind()))]);
        let mut insert = |key: &str, value: Json| parts.insert(key.to_owned(), value);
        if let Some(derivation) = fact.derivation() {
            insert("derive", json!(derivation));
        }
        if fact == Fact::S {
            insert("open", json!(true));
        }
        if !fact.codes().is_empty() {
            let code = |(at, code): (usize, &&str)| match self.share.get(at).copied().flatten() {
                Some(tenths) => ((*code).to_owned(), json!({"text": code, "share": share(tenths)})),
                None => ((*code).to_owned(), json!(code)),
            };
            insert("values", Json::Object(fact.codes().iter().enumerate().map(code).collect()));
        } else if let Some(Some(tenths)) = self.share.first() {
            insert("share", share(*tenths));
        }
        if !self.asked_of.is_empty() {
            insert("asked_of", json!(self.asked_of));
        }
        if let Some(to) = &self.advise {
            let to = match to {
                // A suggestion is a value, not what may be told in part.
                Value::Codes(..) => to.json(fact)["value"].clone(),
                to => to.json(fact),
            };
            insert("advise", json!({"to": to, "text": "Change it"}));
        }
        Json::Object(parts)
    }
}

fn share(tenths: u64) -> Json {
    json!(tenths as f64 / 10.0)
}

impl Row {
    fn json(&self) -> Json {
        let parts = [
            ("from", self.from.map(|day| json!(day.to_string()))),
            ("to", self.to.map(|day| json!(day.to_string()))),
            ("min_age", self.min_age.map(|age| json!(age))),
            ("max_age", self.max_age.map(|age| json!(age))),
            ("value", Some(json!(self.value))),
        ];
        Json::Object(parts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
    }
}

impl Version {
    fn json(&self, number: usize) -> Json {
        let criteria = |of: &[Criterion], letter: char| -> Vec<Json> {
            of.iter().enumerate().map(|(at, criterion)| criterion.json(&format!("{letter}{at}"))).collect()
        };
        let day = |day: Option<Day>| day.map(|day| json!(day.to_string()));
        let period = [("from", day(self.from)), ("to", day(self.to))];
        let period: Map<_, _> = period.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
        let mut document = json!({
            "programme": format!("p{number}"),
            "name": "P",
            "in_force": period,
            "eligibility": criteria(&self.criteria, 'c'),
            "continuing": criteria(&self.continuing, 'k'),
        });
        if let Some(referrals) = self.referrals.json() {
            document["referrals"] = referrals;
        }
        document
    }
}

impl Criterion {
    fn json(&self, id: &str) -> Json {
        let mut criterion = json!({"id": id, "text": "C", "when": self.when.to_string()});
        if let Some(grade) = self.evidence {
            criterion["evidence"] = json!(GRADES[grade].0);
        }
        criterion
    }
}
