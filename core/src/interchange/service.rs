//! One service of a directory as a programme.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::ages::{self, End};
use super::areas::{Area, Table};
use super::import::{FreeText, ImportOptions, Imported};
use super::ledger::Path;
use super::reader::Reader;
use super::writing::{BRING, EMAIL, PHONE, STATUS, STATUSES, WEBSITE, list, object, text};
use super::{NotCovered, fields, ids};
use crate::condition;
use crate::diagnostic::{Code, Diagnostic, quoted};
use crate::document::{FORMAT_VERSION, Id};
use crate::tree::{DOCUMENT_LIMIT, Kind, Node, Source};
use crate::value::Number;

/// What is known when a service is read.
pub(super) struct Known<'a> {
    pub(super) source: &'a Source,
    pub(super) table: &'a Table,
    pub(super) options: &'a ImportOptions,
    /// Whether it is one of a list, which HSDS gives without the services' areas and documents.
    pub(super) is_listed: bool,
}

/// A vocabulary of some facts.
pub(super) fn vocabulary(facts: Map<String, Value>) -> Value {
    json!({"doorstep": FORMAT_VERSION, "vocabulary": "open_referral", "facts": facts})
}

impl Known<'_> {
    /// Reads a service.
    ///
    /// # Errors
    /// Every problem of it, each with its path.
    pub(super) fn read(&self, node: &Node, path: &Path) -> Result<Imported, Vec<Diagnostic>> {
        let mut reading = Reading {
            known: self,
            reader: Reader::new(self.source),
            node,
            path,
            facts: Map::new(),
            criteria: Vec::new(),
            areas: Vec::new(),
        };
        if !matches!(node.kind, Kind::Map(_)) {
            let message = format!("a service belongs here, and this is {}", node.noun());
            reading.reader.report(Code::NotAService, node.span, path, &message, "write `{\"id\": …, \"name\": …}`");
        }
        let programme = reading.programme();
        let Reading { reader, mut facts, areas, .. } = reading;
        let ledger = reader.finish()?;
        facts.retain(|name, _| !self.options.declared.contains(name));
        let mut not_covered =
            ledger.rest(node, path, &|place| fields::of_service(&without_positions(place, path)).to_owned());
        if self.is_listed && reading_lacks(node) {
            not_covered.push(NotCovered {
                path: path.key("service_areas").to_string(),
                why: "a list gives services without their areas and required documents: import what \
                      `GET /services/{id}` gives for those"
                    .to_owned(),
            });
        }
        Ok(Imported { programme, vocabulary: vocabulary(facts), areas, not_covered })
    }
}

/// Whether a service has neither areas nor documents, not even an empty list of them.
fn reading_lacks(node: &Node) -> bool {
    let Kind::Map(entries) = &node.kind else { return false };
    !entries.iter().any(|entry| matches!(entry.key.as_str(), "service_areas" | "required_documents"))
}

/// `phones.number` for the path `contents[2].phones[0].number` of the service at `contents[2]`.
pub(super) fn without_positions(path: &Path, of: &Path) -> String {
    let within = path.as_str().strip_prefix(of.as_str()).unwrap_or_default();
    let mut kept = String::with_capacity(within.len());
    let mut skipping = false;
    for c in within.chars() {
        match c {
            '[' => skipping = true,
            ']' => skipping = false,
            _ if !skipping => kept.push(c),
            _ => {}
        }
    }
    kept.trim_start_matches('.').to_owned()
}

/// A service while it is read.
struct Reading<'r> {
    known: &'r Known<'r>,
    reader: Reader<'r>,
    node: &'r Node,
    path: &'r Path,
    facts: Map<String, Value>,
    criteria: Vec<Value>,
    areas: Vec<Area>,
}

impl Reading<'_> {
    fn take(&mut self, key: &str) -> Option<String> {
        self.reader.take(self.node, self.path, key)
    }

    fn programme(&mut self) -> Value {
        let id: Option<Id> = self.reader.need(self.node, self.path, "id");
        let id = id.map(|id| id.as_str().to_owned()).unwrap_or_default();
        let name: Option<String> = self.reader.need(self.node, self.path, "name");
        let provider = self.provider();
        let funding = self.funding();
        let referrals = self.referrals();
        self.ages();
        self.areas();
        let described = self.described(&id);
        let advice = self.documents();
        let programme = object([
            ("doorstep", Some(Value::from(FORMAT_VERSION))),
            ("programme", Some(Value::from(id))),
            ("name", name.map(Value::from)),
            ("provider", provider.map(Value::from)),
            ("funding", list(funding)),
            ("in_force", Some(object([]))),
            ("referrals", referrals),
            ("eligibility", Some(Value::Array(std::mem::take(&mut self.criteria)))),
            ("advice", list(advice)),
            ("source", described.map(Value::from)),
            ("note", self.take("description").map(Value::from)),
        ]);
        if programme.to_string().len() > DOCUMENT_LIMIT {
            let message = "the service makes a document larger than 1 MiB";
            self.reader.report(Code::TooLarge, self.node.span, self.path, message, "shorten its texts");
        }
        programme
    }

    fn provider(&mut self) -> Option<String> {
        let (path, organization) = self.reader.part(self.node, self.path, "organization")?;
        self.reader.take(organization, &path, "name")
    }

    /// Fundings whose source is written as an id; others are free text, which names no funder.
    fn funding(&mut self) -> Vec<Value> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for (at, (path, funding)) in self.reader.items(self.node, self.path, "funding").into_iter().enumerate() {
            let Some((_, source)) = self.reader.field(funding, &path, "source") else { continue };
            let is_id = |text: &str| {
                text.len() <= 128 && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
            };
            if matches!(&source.kind, Kind::Text(text) if !is_id(text)) {
                continue;
            }
            let funder: Option<Id> = self.reader.take(funding, &path, "source");
            let id = self.reader.take::<Id>(funding, &path, "id").map(|id| id.to_string());
            let id = id.filter(|id| seen.insert(id.clone()));
            let id = id.unwrap_or_else(|| format!("funding_{}", at.saturating_add(1)));
            found.extend(funder.map(|funder| json!({"id": id, "funder": funder.as_str()})));
        }
        found
    }

    /// How to get in touch, and whether the service runs.
    fn referrals(&mut self) -> Option<Value> {
        let status = self.status();
        let mut lines = Vec::new();
        for (label, key) in [(WEBSITE, "url"), (EMAIL, "email")] {
            lines.extend(self.take(key).map(|value| format!("{label}{value}")));
        }
        for (path, phone) in self.reader.items(self.node, self.path, "phones") {
            let number: Option<String> = self.reader.take(phone, &path, "number");
            lines.extend(number.map(|number| format!("{PHONE}{number}")));
        }
        lines.extend(self.take("application_process"));
        let closed = status.filter(|status| status != "active");
        let contact = text(lines.join("\n"));
        (closed.is_some() || contact.is_some()).then(|| {
            object([
                ("open", closed.as_ref().map(|_| Value::Array(Vec::new()))),
                ("contact", contact),
                ("source", closed.map(|status| Value::from(format!("{STATUS}{status}")))),
            ])
        })
    }

    fn status(&mut self) -> Option<String> {
        let status: String = self.reader.need(self.node, self.path, "status")?;
        if !STATUSES.contains(&status.as_str()) {
            let message = format!("`{status}` is not one of those allowed here");
            let help = format!("write one of {}", quoted(STATUSES));
            let (path, node) = self.reader.field(self.node, self.path, "status")?;
            self.reader.report(Code::NotOneOf, node.span, &path, &message, &help);
        }
        Some(status)
    }

    fn ages(&mut self) {
        let youngest = self.age("minimum_age", End::Youngest);
        let oldest = self.age("maximum_age", End::Oldest);
        if let (Some((first, path)), Some((last, _))) = (&youngest, &oldest)
            && first > last
        {
            let message = "the minimum age is above the maximum";
            self.reader.report(Code::BadNumber, self.node.span, path, message, "swap the two, or leave one out");
        }
        let [youngest, oldest] = [youngest, oldest].map(|end| end.map(|(months, _)| months));
        // Nobody is younger than nothing: asking would tell nothing.
        if let Some(months) = youngest.filter(|months| *months > 0) {
            let words = format!("You are {} or over", ages::words(months, End::Youngest));
            self.age_criterion("minimum_age", &words, &ages::at_least(months));
        }
        if let Some(months) = oldest {
            let words = format!("You are {} or under", ages::words(months, End::Oldest));
            self.age_criterion("maximum_age", &words, &ages::at_most(months));
        }
    }

    /// An end of the service's ages in completed months.
    fn age(&mut self, key: &str, end: End) -> Option<(i64, Path)> {
        let (path, node) = self.reader.field(self.node, self.path, key)?;
        let years: Number = self.reader.take(self.node, self.path, key)?;
        let Some((months, is_exact)) = ages::months_of(years, end) else {
            let message = "an age is a number of years, from 0 to 10,000";
            self.reader.report(Code::BadNumber, node.span, &path, message, "write 16, or 0.5 for six months");
            return None;
        };
        if !is_exact {
            let read = ages::words(months, end);
            let why = format!("{years} years is no whole number of months; it is read as {read}");
            self.reader.ledger.not_covered(&path, why);
        } else if months == 0 && end == End::Youngest {
            self.reader.ledger.not_covered(&path, "a minimum of 0 leaves nobody out, so nothing is asked");
        }
        Some((months, path))
    }

    fn age_criterion(&mut self, key: &str, words: &str, when: &str) {
        let given = match self.reader.field(self.node, self.path, key) {
            Some((_, Node { kind: Kind::Number(number), .. })) => number.as_str(),
            _ => "",
        };
        self.criteria.push(json!({
            "id": key, "text": words, "when": when, "basis": "published_age_rule", "source": format!("{key}: {given}")
        }));
        let declared = [
            ("date_of_birth", json!({"type": "date", "protected": "age", "question": "What is your date of birth?"})),
            (
                ages::AGE,
                json!({
                    "type": "number",
                    "derive": "years between(date_of_birth, as_at)",
                    "question": "How old are you?"
                }),
            ),
            (
                ages::AGE_IN_MONTHS,
                json!({
                    "type": "number",
                    "derive": "months between(date_of_birth, as_at)",
                    "question": "How old are you, in months?"
                }),
            ),
        ];
        let used = declared.into_iter().filter(|(name, _)| *name != ages::AGE_IN_MONTHS || when.contains(name));
        self.facts.extend(used.map(|(name, fact)| (name.to_owned(), fact)));
    }

    /// Where people must live: in any one of the service's areas.
    fn areas(&mut self) {
        let mut names: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        for (path, node) in self.reader.items(self.node, self.path, "service_areas") {
            let uri: Option<String> = self.reader.take(node, &path, "uri");
            let keys = ["name", "service_area", "description"];
            // The UK profile has the words in `service_area` as well; a shape alone has none.
            let named = keys.iter().find_map(|key| self.reader.take::<String>(node, &path, key));
            let name = named.or_else(|| uri.clone()).unwrap_or_else(|| {
                let id: Option<Id> = self.reader.take(node, &path, "id");
                id.map_or_else(|| "the area of this service".to_owned(), |id| format!("area {id}"))
            });
            if let Some((also, value)) = self.reader.field(node, &path, "service_area")
                && matches!(&value.kind, Kind::Text(text) if *text == name)
            {
                self.reader.ledger.used(&also);
            }
            let area = match self.known.table.of(&name, uri.as_deref()) {
                Some(known) => Area { when: known.when.clone(), name: name.clone(), uri },
                None => {
                    let area = Area::unknown(&name, uri.as_deref());
                    self.facts.insert(area.when.clone(), area.fact());
                    area
                }
            };
            names.push(name);
            if seen.insert(area.when.clone()) {
                self.areas.push(area);
            }
        }
        if names.is_empty() {
            return;
        }
        let conditions: Vec<&str> = self.areas.iter().map(|area| area.when.as_str()).collect();
        let when = match conditions.as_slice() {
            [one] => (*one).to_owned(),
            several => several.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" or "),
        };
        match condition::parse(&when) {
            // As a document writes it: without the parentheses that are not needed.
            Ok(syntax) => self.criteria.push(json!({
                "id": "service_areas",
                "text": match names.as_slice() {
                    [one] => format!("You live in this area: {one}"),
                    several => format!("You live in one of these areas: {}", several.join("; ")),
                },
                "when": syntax.to_string(),
                "source": format!("service_areas: {}", names.join("; ")),
            })),
            Err(problem) => {
                let path = self.path.key("service_areas");
                let help = "give a table of `areas` that says them in fewer conditions";
                self.reader.report(problem.code, self.node.span, &path, &problem.message, help);
            }
        }
    }

    /// The service's own words on who it is for: a question for somebody to judge, or a note.
    fn described(&mut self, id: &str) -> Option<String> {
        let key = "eligibility_description";
        let words = self.take(key)?;
        let path = self.path.key(key);
        if self.known.options.eligibility_description == FreeText::Noted {
            let why = "free text, which is not executable: its words are the programme's `source`, and decide nothing";
            self.reader.ledger.not_covered(&path, why);
            return Some(words);
        }
        let fact = ids::name("fits_", id, &[id]);
        let why = format!("free text, which is not executable: somebody must judge it, as the fact `{fact}`");
        self.reader.ledger.not_covered(&path, why);
        self.criteria.push(json!({"id": key, "text": words, "when": fact, "source": format!("{key}: {words}")}));
        // What the words speak of is not known, so the answer is guarded as if it were the most private.
        let declared = json!({
            "type": "boolean",
            "question": format!("Is this about you? {words}"),
            "asked_of": ["person", "key_worker"],
            "sensitivity": "special_category",
        });
        self.facts.insert(fact, declared);
        None
    }

    /// Documents to bring: advice for everyone. Being without one is a thing to do, not a rule that leaves people out.
    fn documents(&mut self) -> Vec<Value> {
        let mut advice = Vec::new();
        for (path, node) in self.reader.items(self.node, self.path, "required_documents") {
            let document: Option<String> = self.reader.take(node, &path, "document");
            let uri: Option<String> = self.reader.take(node, &path, "uri");
            let words = document.or_else(|| uri.clone());
            advice.extend(words.map(|words| {
                object([
                    ("when", Some(Value::from("true"))),
                    ("text", Some(Value::from(format!("{BRING}{words}")))),
                    ("source", uri.map(Value::from)),
                ])
            }));
        }
        advice
    }
}
