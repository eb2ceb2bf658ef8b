//! Programmes as services of a directory.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ages::{self, End};
use super::areas::{Area, Table};
use super::ledger::{Ledger, Path};
use super::service::without_positions;
use super::writing::{BRING, EMAIL, PHONE, STATUS, STATUSES, WEBSITE, list, object, text};
use super::{NotCovered, fields, ids};
use crate::catalogue::{Catalogue, Version};
use crate::condition::Form;
use crate::diagnostic::{Code, Diagnostics, help_for_name};
use crate::document::{DEFAULT_LANGUAGE, FactType, Programme, Text};
use crate::eligibility::Availability;
use crate::problems::DocumentError;
use crate::tree::{self, Kind, Node, Source, Span};
use crate::value::Date;

/// How a programme is exported.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ExportOptions {
    /// The areas that conditions may ask about, and what a directory calls them.
    pub areas: Vec<Area>,
    /// Facts of type `code` all of whose codes are areas, called as the vocabulary calls them: `local_authority`, say.
    pub area_facts: Vec<String>,
}

/// A programme as a service of a directory, and what of it the service does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Exported {
    /// The programme's id.
    pub programme: String,
    /// The first day of the version that was exported; `None` if it has no first day.
    pub version: Option<Date>,
    /// The day for which the service's status holds.
    pub as_at: Date,
    /// The service, as the JSON of HSDS 3.
    pub service: Value,
    /// What the programme says and the service does not, in the document's order.
    pub not_covered: Vec<NotCovered>,
}

impl Catalogue {
    /// Exports a programme as a service of an Open Referral directory (HSDS 3).
    ///
    /// The version is the one in force on `as_at`, else the last that was, else the next. Ages and areas that are said
    /// exactly become fields; the plain words of every other criterion go into `eligibility_description`, and all that
    /// the service does not say is in [`Exported::not_covered`].
    ///
    /// ```
    /// # use doorstep::{Catalogue, ExportOptions};
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "facts": {
    ///         "date_of_birth": {"type": "date"},
    ///         "age": {"type": "number", "derive": "years between(date_of_birth, as_at)"},
    ///         "care_leaver": {"type": "boolean"}}}"#),
    ///     ("first_steps.json", r#"{"programme": "first_steps", "name": "First Steps", "in_force": {}, "eligibility": [
    ///         {"id": "age", "text": "You are 16 to 24", "when": "age >= 16 and age < 25"},
    ///         {"id": "care", "text": "You were in care", "when": "care_leaver"}]}"#),
    /// ])?;
    /// let as_at = doorstep::parse_date("2022-04-01").unwrap();
    /// let exported = catalogue.export_service("first_steps", as_at, &ExportOptions::default())?;
    /// assert_eq!(exported.service["maximum_age"], 24);
    /// assert_eq!(exported.service["eligibility_description"], "You were in care");
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    ///
    /// # Errors
    /// [`DocumentError`] if there is no such programme, or the options name something that there is not.
    pub fn export_service(
        &self,
        programme: &str,
        as_at: Date,
        options: &ExportOptions,
    ) -> Result<Exported, DocumentError> {
        let mut areas = Table::new(&options.areas)?;
        for name in &options.area_facts {
            match self.lexicon().facts.get(name) {
                Some(fact) if fact.r#type == FactType::Code => areas.add_codes(name, fact, DEFAULT_LANGUAGE),
                Some(_) => {
                    let message = format!("the fact `{name}` is not of type `code`, so its codes cannot be areas");
                    return Err(problem(Code::WrongType, &message, "give its areas as a table, in `areas`"));
                }
                None => {
                    let message = format!("no vocabulary declares the fact `{name}`");
                    let help = help_for_name(name, self.lexicon().facts.keys().map(String::as_str), "facts");
                    return Err(problem(Code::NotInVocabulary, &message, &help));
                }
            }
        }
        let Some(version) = self.version_on(programme, as_at) else {
            let message = format!("there is no programme `{programme}`");
            let known = self.rules().programmes.keys().map(String::as_str);
            return Err(problem(Code::NoSuchProgramme, &message, &help_for_name(programme, known, "programmes")));
        };
        let document = &version.document;
        // As its author wrote it, so that nothing is told which was not said.
        let node = tree::read(version.source(), &mut Diagnostics::default());
        let mut versions = self.rules().programmes.get(programme).into_iter().flatten();
        let begins_again = versions.any(|version| version.document.in_force.from.is_some_and(|from| from > as_at));
        let mut writing = Writing { catalogue: self, document, as_at, begins_again, areas, ledger: Ledger::default() };
        let service = writing.service(node.as_ref());
        let top = Path::default();
        let why = |path: &Path| fields::of_programme(&without_positions(path, &top)).to_owned();
        let not_covered = node.map(|node| writing.ledger.rest(&node, &top, &why)).unwrap_or_default();
        Ok(Exported {
            programme: document.programme.as_str().to_owned(),
            version: document.in_force.from,
            as_at,
            service,
            not_covered,
        })
    }

    /// The version in force on a day, else the last that was, else the next.
    fn version_on(&self, programme: &str, day: Date) -> Option<&Version> {
        let versions = self.rules().programmes.get(programme)?;
        let period = |version: &&Version| version.document.in_force.clone();
        let in_force = versions.iter().find(|version| period(version).contains(day));
        let begun = || versions.iter().rev().find(|version| period(version).from.is_none_or(|from| from <= day));
        in_force.or_else(begun).or_else(|| versions.first())
    }
}

fn problem(code: Code, message: &str, help: &str) -> DocumentError {
    let mut diagnostics = Diagnostics::default();
    diagnostics.report(code, &Source::new("", ""), Span::START, message, help);
    DocumentError { diagnostics: diagnostics.into_sorted() }
}

/// A programme while its service is made.
pub(super) struct Writing<'w> {
    pub(super) catalogue: &'w Catalogue,
    pub(super) document: &'w Programme,
    as_at: Date,
    /// Whether a later version is yet to begin.
    begins_again: bool,
    pub(super) areas: Table,
    pub(super) ledger: Ledger,
}

impl Writing<'_> {
    fn service(&mut self, node: Option<&Node>) -> Value {
        let id = self.document.programme.as_str();
        let uuid = ids::uuid(id, &["service", id]);
        let top = Path::default();
        self.ledger.used(&top.key("doorstep"));
        if ids::is_uuid(id) {
            self.ledger.used(&top.key("programme"));
        } else {
            let why = format!("a service's id is a UUID: `{uuid}` is made from the programme's id");
            self.ledger.not_covered(&top.key("programme"), why);
        }
        let name = self.words(&self.document.name, node, &top.key("name"));
        let organization = self.document.provider.as_ref().map(|provider| {
            let words = self.words(provider, node, &top.key("provider"));
            // HSDS requires a description, and nothing more is known.
            json!({"id": ids::uuid("", &["organization", &words]), "name": words, "description": words})
        });
        let note = self.document.note.as_ref();
        let note = note.map(|note| self.words(note, node, &top.key("note")));
        let status = self.status();
        let contact = self.contact(node);
        let said = self.criteria();
        let described = text(said.words.join("\n"));
        let description: Vec<String> = note.into_iter().chain(said.notes).collect();
        let child = |kind: &str, of: &str| Value::from(ids::uuid("", &["part", &uuid, kind, of]));
        let phones = contact.phones.iter().map(|number| json!({"id": child("phone", number), "number": number}));
        let areas = said.areas.iter().map(|area| {
            object([
                ("id", Some(child("area", &area.when))),
                ("name", text(area.name.as_str())),
                ("uri", area.uri.as_deref().and_then(text)),
            ])
        });
        let funding = self.funding(&uuid);
        let documents = self.documents(&uuid);
        let age = |months: Option<i64>, end| ages::decimal(months?, end)?.parse::<serde_json::Number>().ok();
        object([
            ("id", Some(Value::from(uuid.as_str()))),
            ("name", Some(Value::from(name))),
            ("description", text(description.join("\n"))),
            ("url", contact.url.map(Value::from)),
            ("email", contact.email.map(Value::from)),
            ("status", Some(Value::from(status))),
            ("application_process", text(contact.words.join("\n"))),
            ("eligibility_description", described),
            ("minimum_age", age(said.youngest, End::Youngest).map(Value::Number)),
            ("maximum_age", age(said.oldest, End::Oldest).map(Value::Number)),
            ("phones", list(phones.collect())),
            ("service_areas", list(areas.collect())),
            ("organization", organization),
            ("funding", list(funding)),
            ("required_documents", list(documents)),
        ])
    }

    /// A text in English, else in the language there is. Its other languages are not used.
    fn words(&mut self, text: &Text, document: Option<&Node>, path: &Path) -> String {
        let words = text.in_language(DEFAULT_LANGUAGE);
        let is_mapping = at(document, path).is_some_and(|node| matches!(node.kind, Kind::Map(_)));
        let used = if is_mapping { path.key(&words.language) } else { path.clone() };
        self.ledger.used(&used);
        words.text
    }

    /// Whether the programme runs on the day. HSDS requires one of four words, and has none for what is not known.
    fn status(&mut self) -> &'static str {
        let top = Path::default();
        let [active, inactive, defunct, temporarily_closed] = STATUSES;
        if !self.document.in_force.contains(self.as_at) {
            let is_over = self.document.in_force.is_past(self.as_at) && !self.begins_again;
            return if is_over { defunct } else { inactive };
        }
        let status = top.key("referrals").key("status");
        let referrals = self.document.referrals.as_ref();
        match Availability::of(self.document, self.as_at) {
            Availability::Closed => {
                let source = referrals.and_then(|referrals| referrals.source.as_ref());
                let words = source.map(|source| source.in_language(DEFAULT_LANGUAGE).text);
                let said = STATUSES.into_iter().find(|status| {
                    words.as_deref().and_then(|words| words.strip_prefix(STATUS)).is_some_and(|said| said == *status)
                });
                if said.is_some() {
                    let path = top.key("referrals");
                    self.ledger.used(&path.key("source"));
                    self.ledger.used(&path.key("open"));
                }
                said.unwrap_or(inactive)
            }
            Availability::OpensOn(_) => temporarily_closed,
            Availability::Open => active,
            Availability::Full | Availability::Waiting => {
                let why = "a service's `status` has no word for a service without free places: it is `active`";
                self.ledger.not_covered(&status, why);
                active
            }
            Availability::Unknown => {
                let why = "whether it takes referrals is not known; HSDS requires a `status` and has no word for \
                    that, so it is `active`, which says no more than that the rules are in force on the day";
                self.ledger.not_covered(&status, why);
                active
            }
        }
    }

    /// How to get in touch: what is labelled, or is plainly a link or an address, has a field of its own.
    fn contact(&mut self, node: Option<&Node>) -> Contact {
        let mut contact = Contact::default();
        let Some(text) = self.document.referrals.as_ref().and_then(|referrals| referrals.contact.as_ref()) else {
            return contact;
        };
        let words = self.words(text, node, &Path::default().key("referrals").key("contact"));
        for line in words.lines() {
            let one_word = !line.trim().contains(char::is_whitespace);
            let url = line.strip_prefix(WEBSITE).or_else(|| {
                let is_link = ["http://", "https://"].iter().any(|scheme| line.trim().starts_with(scheme));
                (one_word && is_link).then(|| line.trim())
            });
            let email = line.strip_prefix(EMAIL).or_else(|| (one_word && line.contains('@')).then(|| line.trim()));
            match (url, email, line.strip_prefix(PHONE)) {
                (Some(url), ..) if contact.url.is_none() => contact.url = Some(url.to_owned()),
                (None, Some(email), _) if contact.email.is_none() => contact.email = Some(email.to_owned()),
                (None, None, Some(number)) => contact.phones.push(number.to_owned()),
                _ => contact.words.push(line.to_owned()),
            }
        }
        contact
    }

    fn funding(&mut self, service: &str) -> Vec<Value> {
        let top = Path::default().key("funding");
        let mut found = Vec::with_capacity(self.document.funding.len());
        for (at, funding) in self.document.funding.iter().enumerate() {
            let (id, funder) = (funding.id.as_str(), funding.funder.as_str());
            for key in ["id", "funder"] {
                self.ledger.used(&top.item(at).key(key));
            }
            found.push(json!({"id": ids::uuid(id, &["part", service, "funding", id]), "source": funder}));
        }
        found
    }

    /// Advice for everyone that names something to bring.
    fn documents(&mut self, service: &str) -> Vec<Value> {
        let top = Path::default().key("advice");
        let mut found = Vec::new();
        for (at, advice) in self.document.advice.iter().enumerate() {
            let words = advice.text.in_language(DEFAULT_LANGUAGE).text;
            let Some(document) = words.strip_prefix(BRING) else { continue };
            if !matches!(advice.when.syntax.form, Form::Boolean(true)) {
                continue;
            }
            let source = advice.source.as_ref().map(|source| source.in_language(DEFAULT_LANGUAGE).text);
            // A link alone; other words are where the author found it.
            let uri = source.filter(|source| source.contains(':') && !source.contains(char::is_whitespace));
            let path = top.item(at);
            self.ledger.used(&path.key("when"));
            self.ledger.used(&path.key("text"));
            if uri.is_some() {
                self.ledger.used(&path.key("source"));
            }
            found.push(object([
                ("id", Some(Value::from(ids::uuid("", &["part", service, "document", &words])))),
                ("document", text(document)),
                ("uri", uri.map(Value::from)),
            ]));
        }
        found
    }
}

/// How to get in touch, by the fields that a service has for it.
#[derive(Default)]
struct Contact {
    url: Option<String>,
    email: Option<String>,
    phones: Vec<String>,
    words: Vec<String>,
}

/// What stands at a path of keys.
fn at<'n>(document: Option<&'n Node>, path: &Path) -> Option<&'n Node> {
    path.as_str().split('.').try_fold(document?, |node, key| match &node.kind {
        Kind::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
        _ => None,
    })
}
