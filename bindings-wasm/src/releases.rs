//! Releases: what may be given of a return to its funder, and what may be published of it.

use std::cell::OnceCell;

use wasm_bindgen::prelude::*;

use crate::{errors, read, write};

/// What may be given of a return, without any person's id.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Release {
    core: doorstep::Release,
    /// The cells as they are read: once made, they are the same each time.
    cells: OnceCell<JsValue>,
}

#[wasm_bindgen]
impl Release {
    /// Reads a release that `JSON.stringify` wrote, or what that parses to. Throws a `ReturnError` if it is none, or one of
    /// a newer format.
    #[wasm_bindgen(js_name = fromJson)]
    pub fn from_json(
        #[wasm_bindgen(unchecked_param_type = "string | object")] release: &JsValue,
    ) -> Result<Self, JsValue> {
        read::release("release", release).map(Self::of)
    }

    /// The return's id.
    #[wasm_bindgen(getter, js_name = returnId)]
    #[must_use]
    pub fn return_id(&self) -> String {
        self.core.return_id.clone()
    }

    /// For whom it is.
    #[wasm_bindgen(getter, unchecked_return_type = "Audience")]
    #[must_use]
    pub fn audience(&self) -> String {
        self.core.audience.as_str().to_owned()
    }

    /// The day judged.
    #[wasm_bindgen(getter, js_name = asAt)]
    #[must_use]
    pub fn as_at(&self) -> String {
        self.core.as_at.to_string()
    }

    /// The day as on which the events were known; null is everything.
    #[wasm_bindgen(getter, js_name = knownAt, unchecked_return_type = "string | null")]
    pub fn known_at(&self) -> Result<JsValue, JsValue> {
        write::value(&self.core.known_at)
    }

    /// The rule that it is protected by; of a release to the funder the one that a publication would be.
    #[wasm_bindgen(getter, unchecked_return_type = "ReleaseRule | null")]
    pub fn disclosure(&self) -> Result<JsValue, JsValue> {
        write::value(&self.core.disclosure)
    }

    /// The catalogue's fingerprint.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn catalogue(&self) -> String {
        self.core.catalogue.clone()
    }

    /// The library's version.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn library(&self) -> String {
        self.core.library.clone()
    }

    /// Its cells, in the report's order. A suppressed one has no numbers.
    #[wasm_bindgen(getter, unchecked_return_type = "Cell[]")]
    pub fn cells(&self) -> Result<JsValue, JsValue> {
        if let Some(cells) = self.cells.get() {
            return Ok(cells.clone());
        }
        let cells = write::value(&self.core.cells)?;
        Ok(self.cells.get_or_init(|| cells).clone())
    }

    /// Protects a release to a funder for the public, beside what was published before. Throws what `release` throws.
    pub fn publish(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "readonly (Release | object | string)[] | null")]
        earlier: &JsValue,
    ) -> Result<Self, JsValue> {
        let earlier = read::releases(earlier)?;
        let earlier: Vec<&doorstep::Release> = earlier.iter().collect();
        self.core.publish(&earlier).map(Self::of).map_err(|error| errors::returns(&error))
    }

    /// Tries to undo it, beside earlier ones, as somebody would who knows the rule, and lists every number that it recovers.
    #[wasm_bindgen(unchecked_return_type = "Audit")]
    pub fn audit(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "readonly (Release | object | string)[] | null")]
        earlier: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let earlier = read::releases(earlier)?;
        write::value(&self.core.audit(&earlier.iter().collect::<Vec<_>>()))
    }

    /// All of it as it is kept, which `JSON.stringify` writes and `Release.fromJson` reads in any language: its names are
    /// the format's own.
    #[wasm_bindgen(js_name = toJSON, unchecked_return_type = "object")]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        write::json(&self.core.to_json().map_err(|error| errors::returns(&error))?)
    }
}

impl Release {
    pub(crate) fn of(core: doorstep::Release) -> Self {
        Self { core, cells: OnceCell::new() }
    }
}
