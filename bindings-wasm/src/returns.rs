//! Returns: cells for funders, and the people that each number opens to.

use std::cell::OnceCell;

use doorstep::{Date, OutcomeOptions, Plain};
use wasm_bindgen::prelude::*;

use crate::outcomes::options;
use crate::releases::Release;
use crate::{Catalogue, errors, read, write};

#[wasm_bindgen]
impl Catalogue {
    /// The ids of the returns.
    #[must_use]
    pub fn returns(&self) -> Vec<String> {
        self.0.returns().into_keys().map(str::to_owned).collect()
    }

    /// Computes a return for a caseload as at a day: its cells, with from whom each is made.
    ///
    /// `people` is a list of objects, each with a `person_id` and that person's facts; `events` are those of all of them:
    /// JSON lines, a case file, or a list of case files or of events. What cannot be used of either is in the report's
    /// `rejected`. Facts without a day are those at each start, or of the day `factsOn`.
    ///
    /// Throws a `ReturnError` if there is no such return, or the people are no list of people, and an `EventError` with
    /// every event of a list that has no readable id, person, kind or day.
    pub fn compute(
        &self,
        #[wasm_bindgen(js_name = returnId, unchecked_param_type = "string")] return_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "readonly ReturnPerson[] | null")] people: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string | CaseFile | readonly (CaseFile | PersonEvent)[]")]
        events: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OutcomeOptions | null")] options: &JsValue,
    ) -> Result<Report, JsValue> {
        let asked = Asked::of(self, return_id, people, events, as_at, options)?;
        let report = self.0.compute(&asked.id, &asked.people, &asked.file, asked.as_at, asked.options);
        Ok(Report::of(report.map_err(|error| errors::returns(&error))?))
    }

    /// What some of a return's people come to, as `compute` does all of them. States of any parts of the people, each
    /// person's events in one of them, merge in any order to the report of all.
    ///
    /// Throws what `compute` throws.
    pub fn partial(
        &self,
        #[wasm_bindgen(js_name = returnId, unchecked_param_type = "string")] return_id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "readonly ReturnPerson[] | null")] people: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string | CaseFile | readonly (CaseFile | PersonEvent)[]")]
        events: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "OutcomeOptions | null")] options: &JsValue,
    ) -> Result<Partial, JsValue> {
        let asked = Asked::of(self, return_id, people, events, as_at, options)?;
        let partial = self.0.partial(&asked.id, &asked.people, &asked.file, asked.as_at, asked.options);
        partial.map(Partial).map_err(|error| errors::returns(&error))
    }
}

/// What a return is computed of.
struct Asked {
    id: String,
    people: Plain,
    file: doorstep::CaseFile,
    as_at: Date,
    options: OutcomeOptions,
}

impl Asked {
    fn of(
        catalogue: &Catalogue,
        return_id: &JsValue,
        people: &JsValue,
        events: &JsValue,
        as_at: &JsValue,
        given: &JsValue,
    ) -> Result<Self, JsValue> {
        let (id, as_at, options) = (read::return_id(return_id)?, read::day(as_at)?, options(given)?);
        let people = read::people(people)?;
        let files = read::case_files(&catalogue.0, events)?;
        Ok(Self { id, people, file: doorstep::CaseFile::union(&catalogue.0, &files), as_at, options })
    }
}

/// A return as computed: exact numbers, for those who may see them.
///
/// It keeps the people it was computed from, so that its numbers open to them.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Report {
    core: doorstep::Report,
    /// The cells as they are read: once made, they are the same each time.
    cells: OnceCell<JsValue>,
}

#[wasm_bindgen]
impl Report {
    /// The return's id.
    #[wasm_bindgen(getter, js_name = returnId)]
    #[must_use]
    pub fn return_id(&self) -> String {
        self.core.id().to_owned()
    }

    /// The day judged.
    #[wasm_bindgen(getter, js_name = asAt)]
    #[must_use]
    pub fn as_at(&self) -> String {
        self.core.as_at().to_string()
    }

    /// The day as on which the events were known; null is everything.
    #[wasm_bindgen(getter, js_name = knownAt, unchecked_return_type = "string | null")]
    pub fn known_at(&self) -> Result<JsValue, JsValue> {
        write::value(&self.core.known_at())
    }

    /// Every cell: by indicator, programme (all of them last), period and group.
    #[wasm_bindgen(getter, unchecked_return_type = "Cell[]")]
    pub fn cells(&self) -> Result<JsValue, JsValue> {
        if let Some(cells) = self.cells.get() {
            return Ok(cells.clone());
        }
        let cells = write::value(&self.core.cells())?;
        Ok(self.cells.get_or_init(|| cells).clone())
    }

    /// What became of everything that came in: `used`, `later` and `rejected` events add up to those given.
    #[wasm_bindgen(getter, unchecked_return_type = "Accounts")]
    pub fn accounts(&self) -> Result<JsValue, JsValue> {
        write::value(&self.core.accounts())
    }

    /// What cannot be used, and why; by person and event.
    #[wasm_bindgen(getter, unchecked_return_type = "Rejection[]")]
    pub fn rejected(&self) -> Result<JsValue, JsValue> {
        write::value(&self.core.rejected())
    }

    /// What was assumed, in words.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        self.core.assumptions().to_vec()
    }

    /// The fingerprint of the catalogue that it was computed by.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn catalogue(&self) -> String {
        self.core.catalogue().to_owned()
    }

    /// The library's version.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn library(&self) -> String {
        doorstep::VERSION.to_owned()
    }

    /// The ids of the people that a part of a cell is made of, each once; who achieved, if no part is given. A cell is the
    /// number of its row, or its key columns.
    ///
    /// Throws a `ReturnError` if there is no such cell, or the report was put together from partial states.
    pub fn people(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number | CellColumns")] cell: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CellPart | null")] part: &JsValue,
    ) -> Result<Vec<String>, JsValue> {
        let (cell, part) = (read::cell(cell, &self.core)?, read::part(part)?);
        self.core.people(&cell, part).map_err(|error| errors::returns(&error))
    }

    /// How a person counts in a cell, and by what. Null if they are not among the people given.
    ///
    /// Throws a `ReturnError` if there is no such cell, or the report was put together from partial states.
    #[wasm_bindgen(unchecked_return_type = "Why | null")]
    pub fn why(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | number | bigint")] person: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number | CellColumns")] cell: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (person, cell) = (read::id("person", person)?, read::cell(cell, &self.core)?);
        write::value(&self.core.why(&person, &cell).map_err(|error| errors::returns(&error))?)
    }

    /// How people flow through an indicator that counts people by stages or outcomes, over all its programmes.
    ///
    /// Throws a `ReturnError` if there is no such indicator, or the report was put together from partial states.
    #[wasm_bindgen(unchecked_return_type = "Flow")]
    pub fn flow(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] indicator: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let indicator = read::indicator(indicator)?;
        write::value(&self.core.flow(&indicator).map_err(|error| errors::returns(&error))?)
    }

    /// What changed since an earlier report of the same return: the cells that differ, and who moved in or out of them by
    /// what.
    ///
    /// Throws a `ReturnError` if the two are not of one return, or one was put together from partial states.
    #[wasm_bindgen(unchecked_return_type = "Comparison")]
    pub fn compare(&self, earlier: &Self) -> Result<JsValue, JsValue> {
        write::value(&self.core.compare(&earlier.core).map_err(|error| errors::returns(&error))?)
    }

    /// What may be given of it: to its funder every number as it is, to the public small counts hidden, and whatever would
    /// give them away, beside what was published before. It has nobody's id.
    ///
    /// Throws a `ReturnError` if the return has no rule to protect it by, or if what is to be hidden follows from `earlier`.
    pub fn release(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Audience")] audience: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "readonly (Release | object | string)[] | null")]
        earlier: &JsValue,
    ) -> Result<Release, JsValue> {
        let (audience, earlier) = (read::audience(audience)?, read::releases(earlier)?);
        let earlier: Vec<&doorstep::Release> = earlier.iter().collect();
        self.core.release(audience, &earlier).map(Release::of).map_err(|error| errors::returns(&error))
    }

    /// All of it as plain data, which `JSON.stringify` writes.
    #[wasm_bindgen(js_name = toJSON, unchecked_return_type = "ReportData")]
    pub fn to_json(&self) -> Result<JsValue, JsValue> {
        write::value(&self.core)
    }
}

impl Report {
    fn of(core: doorstep::Report) -> Self {
        Self { core, cells: OnceCell::new() }
    }
}

/// What some of a return's people come to: numbers, and nobody's id beside what is in `rejected`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Partial(doorstep::Partial);

#[wasm_bindgen]
impl Partial {
    /// Both together, whatever the order. Who is in both is counted twice.
    ///
    /// Throws a `ReturnError` if the two are not of one computation.
    pub fn merge(&self, other: &Self) -> Result<Self, JsValue> {
        self.0.merge(&other.0).map(Self).map_err(|error| errors::returns(&error))
    }

    /// The state as bytes, with its version.
    #[wasm_bindgen(js_name = toBytes)]
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// Reads what `toBytes` wrote, in any language. Throws a `ReturnError` if it is no state, or one of a newer version.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(#[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: &JsValue) -> Result<Self, JsValue> {
        doorstep::Partial::from_bytes(&read::bytes("bytes", bytes)?).map(Self).map_err(|error| errors::returns(&error))
    }

    /// The report of all that was merged. Its numbers do not open: states name nobody.
    ///
    /// Throws a `ReturnError` if the catalogue is not the one that it was computed by.
    pub fn report(&self, catalogue: &Catalogue) -> Result<Report, JsValue> {
        self.0.report(&catalogue.0).map(Report::of).map_err(|error| errors::returns(&error))
    }
}
