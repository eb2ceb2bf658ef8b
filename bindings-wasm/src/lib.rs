//! Doorstep in the browser and in Node.
//!
//! The core decides; this crate converts. Values of JavaScript come in by way of [`read`], results go out as JSON, and
//! errors as the classes of `js/errors.js`. What TypeScript sees is written in `js/types`.

#[cfg(feature = "case-files")]
mod case_file;
mod errors;
#[cfg(feature = "interchange")]
mod interchange;
#[cfg(feature = "case-files")]
mod outcomes;
mod read;
#[cfg(feature = "returns")]
mod releases;
#[cfg(feature = "returns")]
mod returns;
mod told;
mod write;

use wasm_bindgen::prelude::*;

#[cfg(feature = "case-files")]
pub use case_file::CaseFile;
#[cfg(feature = "interchange")]
pub use interchange::{import_service, import_services};
#[cfg(feature = "returns")]
pub use releases::Release;
#[cfg(feature = "returns")]
pub use returns::{Partial, Report};

use read::Refused;
use told::Told;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = concat!(
    include_str!("../js/types/facts.d.ts"),
    "\n",
    include_str!("../js/types/problems.d.ts"),
    "\n",
    include_str!("../js/types/events.d.ts"),
    "\n",
    include_str!("../js/types/decisions.d.ts"),
    "\n",
    include_str!("../js/types/documents.d.ts"),
    "\n",
    include_str!("../js/types/checks.d.ts"),
    "\n",
    include_str!("../js/types/descriptions.d.ts"),
    "\n",
    include_str!("../js/types/interchange.d.ts"),
    "\n",
    include_str!("../js/types/case_files.d.ts"),
    "\n",
    include_str!("../js/types/outcomes.d.ts"),
    "\n",
    include_str!("../js/types/returns.d.ts"),
    "\n",
    include_str!("../js/types/figures.d.ts"),
);

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
        write::by_id(self.0.programmes())
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
    /// A fact that is left out, or undefined, was not asked. Without `events` the person's records and enrolments are
    /// unknown; `[]` says that there are none. A decision is advice on published rules; the provider decides.
    ///
    /// Throws a `FactError` with every fact that cannot be used, and an `EventError` with every event that cannot be
    /// read.
    #[wasm_bindgen(unchecked_return_type = "Screening")]
    pub fn screen(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Facts")] facts: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ScreenOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let [events, language] = &read::options(options, ["events", "language"])?;
        let (facts, events) = (&read::kept(facts)?, &read::kept(events)?);
        let told = Told { facts, as_at, events, language };
        write::screening(&told.screened(self)?, Self(self.0.clone()), &told)
    }

    /// The whole of a screening's decisions, for those who read more than statuses.
    #[wasm_bindgen(js_name = __explain, skip_typescript)]
    pub fn explain(
        &self,
        facts: &JsValue,
        as_at: &JsValue,
        events: &JsValue,
        language: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let screening = Told { facts, as_at, events, language }.screened(self)?;
        write::by_id(screening.decisions().map(|decision| (decision.programme().to_owned(), decision)))
    }

    /// A screening's decision in plain words.
    #[wasm_bindgen(js_name = __inWords, skip_typescript)]
    pub fn in_words(
        &self,
        facts: &JsValue,
        as_at: &JsValue,
        events: &JsValue,
        language: &JsValue,
        programme: &JsValue,
    ) -> Result<Option<String>, JsValue> {
        let screening = Told { facts, as_at, events, language }.screened(self)?;
        Ok(screening.decision(&read::programme(programme)?).map(|decision| decision.in_words()))
    }

    /// What a screening would ask somebody next.
    #[wasm_bindgen(js_name = __ask, skip_typescript)]
    pub fn ask(
        &self,
        facts: &JsValue,
        as_at: &JsValue,
        events: &JsValue,
        language: &JsValue,
        asked_of: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let asked_of = read::asked_of(asked_of)?;
        let screening = Told { facts, as_at, events, language }.screened(self)?;
        write::value(&screening.ask(&asked_of))
    }

    /// A programme's continuing criteria for one person on a day: what is asked again while they are enrolled.
    ///
    /// One that is not met asks for a review, and nothing more. Null if the programme is not in force on the day. Throws
    /// a `FactError` with every fact that cannot be used.
    #[wasm_bindgen(unchecked_return_type = "CriterionResult[] | null")]
    pub fn review(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] programme: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Facts")] facts: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (programme, as_at, facts) = (read::programme(programme)?, read::day(as_at)?, read::facts(facts)?);
        write::value(&self.0.review(&programme, &facts, as_at).map_err(|error| errors::facts(&error))?)
    }

    /// What a programme's rules say, to be read and checked: who can join, what is asked, of whom, and where it is said.
    ///
    /// With `asAt` it is the version in force on that day; without, every version. Null if there is no such programme.
    /// `String(description)` is the same as plain text.
    #[wasm_bindgen(unchecked_return_type = "Description | null")]
    pub fn describe(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] programme: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "DescribeOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let [as_at, language] = &read::options(options, ["asAt", "language"])?;
        let as_at = if read::is_nothing(as_at) { None } else { Some(read::day(as_at)?) };
        let described = self.0.describe(&read::programme(programme)?, &read::language(language)?, as_at);
        described.map_or(Ok(JsValue::NULL), |description| write::report(&description))
    }

    /// Runs the examples that travel with the documents, and tells which changes to a criterion none of them would
    /// notice. `String(report)` is the same as plain text.
    #[wasm_bindgen(unchecked_return_type = "TestReport")]
    pub fn test(&self) -> Result<JsValue, JsValue> {
        write::report(&self.0.test())
    }

    /// A verdict on every published figure: whether it can be reproduced from what was published with it, at the
    /// precision it was printed to, and which denominators were tried. By document, then in its order. `language` is that
    /// of the documents' words.
    #[wasm_bindgen(js_name = checkFigures, unchecked_return_type = "Verdict[]")]
    pub fn check_figures(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] language: &JsValue,
    ) -> Result<JsValue, JsValue> {
        write::value(&self.0.check_figures(&read::language(language)?))
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
    let facts = read::values(facts).map_err(|refused| match refused {
        Refused::Thrown(thrown) => thrown,
        Refused::TooMuch(code, name, what) => {
            errors::no_condition(code, format!("`{name}` is {what}"), "give each name a value or a list of values")
        }
    })?;
    let as_at = if read::is_nothing(as_at) { None } else { Some(read::day(as_at)?) };
    match doorstep::evaluate(&condition, &facts, as_at) {
        // Known only to a range: not known.
        Ok(doorstep::Value::Between(..)) => Ok(JsValue::NULL),
        Ok(value) => write::as_named(&value),
        Err(error) => Err(errors::condition(&error)),
    }
}
