//! Doorstep in the browser and in Node.
//!
//! The core decides; this crate converts. Values of JavaScript come in by way of [`read`], results go out as JSON, and
//! errors as the classes of `js/errors.js`. What TypeScript sees is written in `js/types.d.ts`.

mod errors;
mod read;
mod write;

use doorstep::{FactError, FactProblem};
use wasm_bindgen::prelude::*;

use read::Refused;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../js/types.d.ts");

/// An immutable set of documents that fit together.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Catalogue(doorstep::Catalogue);

#[wasm_bindgen]
impl Catalogue {
    /// Makes a catalogue of documents by name, each the text of a JSON document or the same as an object.
    ///
    /// Names serve diagnostics only. Throws a `DocumentError` with every problem of every document.
    pub fn parse(
        #[wasm_bindgen(unchecked_param_type = "Readonly<Record<string, string | object>>")] documents: &JsValue,
    ) -> Result<Self, JsValue> {
        doorstep::Catalogue::parse(read::documents(documents)?).map(Self).map_err(|error| errors::documents(&error))
    }

    /// The SHA-256 of what the documents say, in hexadecimal: the same for the same rules, however they are written.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_owned()
    }

    /// The programmes by id, each with its versions from the earliest.
    #[wasm_bindgen(unchecked_return_type = "Record<string, Programme[]>")]
    pub fn programmes(&self) -> Result<JsValue, JsValue> {
        write::by_id(&self.0.programmes())
    }

    /// What an author would want to know of documents that do load: warnings, by document and place.
    #[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
    pub fn check(&self) -> Result<JsValue, JsValue> {
        write::value(&self.0.check())
    }

    /// The question for each fact that has one, by the fact's name, in the order a form would ask them.
    #[wasm_bindgen(unchecked_return_type = "Record<string, string>")]
    pub fn questions(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] language: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let language = read::language(language)?;
        let questions = self.0.facts().filter_map(|(name, fact)| {
            let question = fact.question.as_ref()?.in_language(&language).text;
            Some((name.to_owned(), question.into()))
        });
        write::named(questions.collect())
    }

    /// Screens one person: a decision for every programme in force on a day, written YYYY-MM-DD.
    ///
    /// A fact that is left out, or undefined, was not asked. A decision is advice on published rules; the provider
    /// decides. Throws a `FactError` with every fact that cannot be used.
    #[wasm_bindgen(unchecked_return_type = "Screening")]
    pub fn screen(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Facts")] facts: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] language: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let facts = read::facts(facts).map_err(|refused| match refused {
            Refused::Thrown(thrown) => thrown,
            Refused::TooMuch(problem) => errors::facts(&FactError { problems: vec![problem] }),
        })?;
        let (as_at, language) = (read::day(as_at)?, read::language(language)?);
        let screening = self.0.screen(&facts, as_at).map_err(|error| errors::facts(&error))?;
        write::value(&screening.in_language(&language))
    }
}

/// The value of a condition, or of any expression, over values that are given with it.
///
/// Decimals, dates and durations come as text, and unknown as null. Null is a way to give unknown; what is left out has
/// no name in the condition. Throws a `ConditionError` with every problem of the condition or of a value, and a
/// `FactError` if `asAt` is no day.
#[wasm_bindgen(unchecked_return_type = "Value")]
pub fn evaluate(
    #[wasm_bindgen(unchecked_param_type = "string")] condition: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Facts | null")] facts: &JsValue,
    #[wasm_bindgen(js_name = asAt, unchecked_optional_param_type = "string | null")] as_at: &JsValue,
) -> Result<JsValue, JsValue> {
    let condition = read::condition(condition)?;
    let facts = read::facts(facts).map_err(|refused| match refused {
        Refused::Thrown(thrown) => thrown,
        Refused::TooMuch(FactProblem { code, message, help, .. }) => errors::no_condition(code, message, &help),
    })?;
    let as_at = if read::is_nothing(as_at) { None } else { Some(read::day(as_at)?) };
    match doorstep::evaluate(&condition, &facts, as_at) {
        // Known only to a range: not known.
        Ok(doorstep::Value::Between(..)) => Ok(JsValue::NULL),
        Ok(value) => write::as_named(&value),
        Err(error) => Err(errors::condition(&error)),
    }
}
