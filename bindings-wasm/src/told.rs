//! What a screening is made from, as callers gave it.

use doorstep::{Events, Screening};
use wasm_bindgen::prelude::*;

use crate::{Catalogue, errors, read};

/// One person's facts and events, the day to judge and the language of the words.
///
/// A screening keeps these and is made again from them when more of it is read: a form that reads statuses does not pay
/// for reasons, and nothing is held in WebAssembly's memory for as long as a caller keeps a result.
pub(crate) struct Told<'a> {
    pub(crate) facts: &'a JsValue,
    pub(crate) as_at: &'a JsValue,
    pub(crate) events: &'a JsValue,
    pub(crate) language: &'a JsValue,
}

impl Told<'_> {
    /// In the order of the arguments that are asked for them again.
    pub(crate) fn to_array(&self) -> js_sys::Array {
        [self.facts, self.as_at, self.events, self.language].into_iter().collect()
    }

    /// Screens.
    pub(crate) fn screened(&self, catalogue: &Catalogue) -> Result<Screening, JsValue> {
        let (as_at, language) = (read::day(self.as_at)?, read::language(self.language)?);
        let facts = read::facts(self.facts)?;
        let screening = match read::events(self.events)? {
            None => catalogue.0.screen(&facts, as_at),
            Some(events) => {
                let events = Events::read(&catalogue.0, &events).map_err(|error| errors::events(&error))?;
                catalogue.0.screen_with(&facts, &events, as_at)
            }
        };
        Ok(screening.map_err(|error| errors::facts(&error))?.in_language(&language))
    }
}
