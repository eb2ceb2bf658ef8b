//! What a person achieved, and what was claimed of it.

use doorstep::{Date, OutcomeOptions, Plain};
use wasm_bindgen::prelude::*;

use crate::{CaseFile, Catalogue, errors, read, write};

#[wasm_bindgen]
impl Catalogue {
    /// Every outcome of a programme for one person, as at a day: what was achieved, when, on which records and what
    /// evidence, what is not due yet, and what would tell the rest. Null if there is no such programme.
    ///
    /// `facts` are told beside the file: those without a day are those at the start, or of the day `factsOn`. Throws a
    /// `FactError` with every fact that cannot be used.
    #[wasm_bindgen(unchecked_return_type = "Outcomes | null")]
    pub fn outcomes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] programme: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Facts")] facts: &JsValue,
        file: &CaseFile,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OutcomeOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let programme = read::programme(programme)?;
        let (facts, as_at, options) = asked(facts, as_at, options)?;
        let outcomes = self.0.outcomes(&programme, &facts, &file.0, as_at, options);
        write::value(&outcomes.map_err(|error| errors::facts(&error))?)
    }

    /// What was claimed of a person's outcomes by a day, over all programmes, and what speaks against it. It decides
    /// nothing. Throws a `FactError` with every fact that cannot be used.
    #[wasm_bindgen(unchecked_return_type = "Claims")]
    pub fn claims(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Facts")] facts: &JsValue,
        file: &CaseFile,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OutcomeOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (facts, as_at, options) = asked(facts, as_at, options)?;
        write::value(&self.0.claims(&facts, &file.0, as_at, options).map_err(|error| errors::facts(&error))?)
    }
}

fn asked(facts: &JsValue, as_at: &JsValue, given: &JsValue) -> Result<(Plain, Date, OutcomeOptions), JsValue> {
    let options = options(given)?;
    Ok((read::facts(facts)?, read::day(as_at)?, options))
}

/// As known when, and facts of which day.
pub(crate) fn options(given: &JsValue) -> Result<OutcomeOptions, JsValue> {
    let [known_at, facts_on] = &read::options(given, ["knownAt", "factsOn"])?;
    let options = OutcomeOptions::default()
        .known_at(read::perhaps_day("knownAt", known_at)?)
        .facts_on(read::perhaps_day("factsOn", facts_on)?);
    Ok(options)
}
