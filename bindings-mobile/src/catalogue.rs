//! The catalogue and what it is asked.

use std::collections::HashMap;

use doorstep::{DEFAULT_LANGUAGE, Date, FactError, Plain, Value, parse_date};

use crate::decision::Screening;
use crate::document::{Programme, Question};
use crate::error::{Diagnostic, DoorstepError, bad_json, bad_values};
use crate::value::{FactValue, plain};

/// An immutable set of documents that fit together. Threads can share it.
#[derive(Clone, Debug, uniffi::Object)]
pub struct Catalogue(doorstep::Catalogue);

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
    /// A fact that is not given was not asked. A decision is advice on published rules; the provider decides.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, by name.
    #[uniffi::method(default(language = None))]
    pub fn screen(
        &self,
        facts: HashMap<String, FactValue>,
        as_at: String,
        language: Option<String>,
    ) -> Result<Screening, DoorstepError> {
        let facts = plain(facts).map_err(|problems| FactError { problems })?;
        Ok(Screening::new(&self.screened(&facts, &as_at, language)?, &self.0))
    }

    /// The same with the facts as a JSON object, giving the screening as JSON: `{as_at, catalogue, library,
    /// decisions}`, where decisions are by programme. Decimals are text; a key that stands twice is an error.
    ///
    /// # Errors
    /// [`DoorstepError::Fact`] with every fact that cannot be used, in the order given.
    #[uniffi::method(default(language = None))]
    pub fn screen_json(&self, facts: String, as_at: String, language: Option<String>) -> Result<String, DoorstepError> {
        let facts = Plain::from_json(&facts).map_err(bad_json)?;
        Ok(serde_json::json!(self.screened(&facts, &as_at, language)?).to_string())
    }
}

impl Catalogue {
    fn screened(
        &self,
        facts: &Plain,
        as_at: &str,
        language: Option<String>,
    ) -> Result<doorstep::Screening, DoorstepError> {
        let screening = self.0.screen(facts, day(as_at)?)?;
        Ok(screening.in_language(language.as_deref().unwrap_or(DEFAULT_LANGUAGE)))
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

fn day(text: &str) -> Result<Date, DoorstepError> {
    parse_date(text).ok_or_else(|| FactError::bad_as_at("text that is no day").into())
}
