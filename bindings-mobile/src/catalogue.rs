//! The catalogue and what it is asked.

use std::collections::HashMap;

use doorstep::{DEFAULT_LANGUAGE, Date, Events, FactError, Plain, Value, parse_date};

use crate::decision::{Criterion, Screening};
use crate::document::{Programme, Question};
use crate::error::{Diagnostic, DoorstepError, bad_event_json, bad_json, bad_values};
use crate::event::{self, Event};
use crate::report::TestReport;
use crate::value::{FactValue, plain};

/// An immutable set of documents that fit together. Threads can share it.
#[derive(Clone, Debug, uniffi::Object)]
pub struct Catalogue(pub(crate) doorstep::Catalogue);

#[uniffi::export]
impl Catalogue {
    /// Makes a catalogue of JSON documents, given as names and texts.
    ///
    /// The names serve diagnostics; the order of the documents does not count.
    ///
    /// # Errors
    /// [`DoorstepError::Document`] with every problem of every document.
    #[uniffi::constructor]
    pub fn parse(documents: HashMap<String, String>) -> Result<Self, DoorstepError> {
        Ok(Self(doorstep::Catalogue::parse(documents)?))
    }

    /// The SHA-256 of the documents' canonical JSON: the same for the same rules, whatever their spelling and order.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_owned()
    }

    /// The programmes by id, each with its versions from the earliest.
    #[must_use]
    #[uniffi::method(default(language = None))]
    pub fn programmes(&self, language: Option<String>) -> Vec<Programme> {
        let language = language.as_deref().unwrap_or(DEFAULT_LANGUAGE);
        let programmes = self.0.programmes();
        programmes.values().flatten().map(|version| Programme::new(version, language)).collect()
    }

    /// What an author would want to know of documents that do load: warnings, by file and place.
    #[must_use]
    pub fn check(&self) -> Vec<Diagnostic> {
        self.0.check().iter().map(Diagnostic::from).collect()
    }

    /// The facts of the vocabularies, in the order a form would ask them.
    #[must_use]
    #[uniffi::method(default(language = None))]
    pub fn questions(&self, language: Option<String>) -> Vec<Question> {
        let language = language.as_deref().unwrap_or(DEFAULT_LANGUAGE);
        self.0.facts().map(|(name, fact)| Question::new(name, fact, language)).collect()
    }

    /// Screens one person: a decision for every programme in force on `as_at`, a day as `YYYY-MM-DD`.
    ///
    /// A fact that is not given was not asked. Without `events` the person's records and enrolments are unknown; an empty
    /// list says that there are none. A decision is advice on published rules; the provider decides.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, by name; [`DoorstepError::Event`] with every event
    /// that cannot be read.
    #[uniffi::method(default(events = None, language = None))]
    pub fn screen(
        &self,
        facts: HashMap<String, FactValue>,
        as_at: String,
        events: Option<Vec<Event>>,
        language: Option<String>,
    ) -> Result<Screening, DoorstepError> {
        let facts = plain(facts).map_err(|problems| FactError { problems })?;
        let events = events.map(event::plain).transpose()?;
        Ok(Screening::new(self.screened(&facts, &as_at, events.as_ref(), language)?, self.0.clone()))
    }

    /// The same with the facts as a JSON object, and the events as a JSON list.
    ///
    /// A key that stands twice is an error.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] and [`DoorstepError::Event`], with what is wrong in the order given.
    #[uniffi::method(default(events = None, language = None))]
    pub fn screen_of_json(
        &self,
        facts: String,
        as_at: String,
        events: Option<String>,
        language: Option<String>,
    ) -> Result<Screening, DoorstepError> {
        let facts = Plain::from_json(&facts).map_err(bad_json)?;
        let events = events.map(|events| Plain::from_json(&events)).transpose().map_err(bad_event_json)?;
        Ok(Screening::new(self.screened(&facts, &as_at, events.as_ref(), language)?, self.0.clone()))
    }

    /// The same, giving the screening as JSON: `{as_at, catalogue, library, decisions}`, where decisions are by
    /// programme. Decimals are text.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] and [`DoorstepError::Event`], with what is wrong in the order given.
    #[uniffi::method(default(events = None, language = None))]
    pub fn screen_json(
        &self,
        facts: String,
        as_at: String,
        events: Option<String>,
        language: Option<String>,
    ) -> Result<String, DoorstepError> {
        Ok(self.screen_of_json(facts, as_at, events, language)?.to_json())
    }

    /// A programme's continuing criteria for one person on a day: what is asked again while they are enrolled.
    ///
    /// One that is not met asks for a review, and nothing more. Nothing if the programme is not in force on the day.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, by name.
    pub fn review(
        &self,
        programme: &str,
        facts: HashMap<String, FactValue>,
        as_at: &str,
    ) -> Result<Option<Vec<Criterion>>, DoorstepError> {
        let facts = plain(facts).map_err(|problems| FactError { problems })?;
        let review = self.0.review(programme, &facts, day(as_at)?)?;
        Ok(review.map(|criteria| criteria.into_iter().map(Criterion::from).collect()))
    }

    /// Runs the examples that travel with the documents, and tells which changes to a criterion none would notice.
    #[must_use]
    pub fn test(&self) -> TestReport {
        self.0.test().into()
    }

    /// A programme's rules as plain text, to be read and checked: the version in force on a day, or every version.
    /// Nothing if there is no such programme.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] if `as_at` is no day.
    #[uniffi::method(default(as_at = None, language = None))]
    pub fn describe(
        &self,
        programme: &str,
        as_at: Option<String>,
        language: Option<String>,
    ) -> Result<Option<String>, DoorstepError> {
        Ok(self.described(programme, as_at, language)?.map(|description| description.to_string()))
    }

    /// The same as JSON: the versions, their criteria, and the facts that they use.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] if `as_at` is no day.
    #[uniffi::method(default(as_at = None, language = None))]
    pub fn describe_json(
        &self,
        programme: &str,
        as_at: Option<String>,
        language: Option<String>,
    ) -> Result<Option<String>, DoorstepError> {
        let description = self.described(programme, as_at, language)?;
        Ok(description.map(|description| serde_json::json!(description).to_string()))
    }
}

impl Catalogue {
    fn screened(
        &self,
        facts: &Plain,
        as_at: &str,
        events: Option<&Plain>,
        language: Option<String>,
    ) -> Result<doorstep::Screening, DoorstepError> {
        let as_at = day(as_at)?;
        let screening = match events {
            None => self.0.screen(facts, as_at),
            Some(events) => self.0.screen_with(facts, &Events::read(&self.0, events)?, as_at),
        };
        Ok(screening?.in_language(language.as_deref().unwrap_or(DEFAULT_LANGUAGE)))
    }

    fn described(
        &self,
        programme: &str,
        as_at: Option<String>,
        language: Option<String>,
    ) -> Result<Option<doorstep::Description>, DoorstepError> {
        let as_at = as_at.as_deref().map(day).transpose()?;
        Ok(self.0.describe(programme, language.as_deref().unwrap_or(DEFAULT_LANGUAGE), as_at))
    }
}

/// The value of a condition, or of any expression, over named values; nothing if it is unknown.
///
/// The names are typed by their values; `Nothing` is unknown, of any type. Without `as_at`, `as_at` is unknown.
///
/// # Errors
/// [`DoorstepError::Condition`] with every problem of the condition, or of a value that cannot be used;
/// [`DoorstepError::Fact`] if `as_at` is no day.
#[uniffi::export(default(as_at = None))]
pub fn evaluate(
    condition: String,
    facts: HashMap<String, FactValue>,
    as_at: Option<String>,
) -> Result<Option<FactValue>, DoorstepError> {
    let as_at = as_at.as_deref().map(day).transpose()?;
    let facts = plain(facts).map_err(bad_values)?;
    Ok(match doorstep::evaluate(&condition, &facts, as_at)? {
        // Known only to a range: not known.
        Value::Unknown(_) | Value::Between(..) => None,
        value => Some(FactValue::from(&value)),
    })
}

/// The library's version, which every decision stores beside it.
#[uniffi::export]
#[must_use]
pub fn library_version() -> String {
    doorstep::VERSION.to_owned()
}

/// A day of the calendar.
pub(crate) fn day(text: &str) -> Result<Date, DoorstepError> {
    parse_date(text).ok_or_else(|| FactError::bad_as_at("text that is no day").into())
}
