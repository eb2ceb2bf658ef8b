//! Case files: a person's events as a set that devices build apart and merge.

use doorstep::{Event, Override};
use wasm_bindgen::prelude::*;

use crate::{Catalogue, errors, read, write};

/// A person's events as a set, which devices build apart and merge in any order.
///
/// Everything that a case file says is a function of the set alone. What cannot count is kept, and listed in `problems`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct CaseFile(pub(crate) doorstep::CaseFile);

#[wasm_bindgen]
impl CaseFile {
    /// Makes a case file of events. Throws an `EventError` with every event that has no readable id, person, kind or day.
    #[wasm_bindgen(constructor)]
    pub fn new(
        catalogue: &Catalogue,
        #[wasm_bindgen(unchecked_param_type = "readonly PersonEvent[]")] events: &JsValue,
    ) -> Result<Self, JsValue> {
        made(doorstep::CaseFile::new(&catalogue.0, &read::given_events(events)?))
    }

    /// Reads JSON lines, one event each, with the checksums that `toJsonl` writes or without.
    ///
    /// A line that cannot be read, that breaks off or whose checksum does not match is kept aside in `rejected`, and all
    /// others count.
    #[wasm_bindgen(js_name = fromJsonl)]
    pub fn from_jsonl(
        catalogue: &Catalogue,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<Self, JsValue> {
        Ok(Self(doorstep::CaseFile::from_jsonl(
            &catalogue.0,
            read::lines("text", text, "give the text of a case file")?,
        )))
    }

    /// The whole set as JSON lines, each with a checksum: erasures, the events in their order, and what could not be read,
    /// as it came. One set has one text.
    #[wasm_bindgen(js_name = toJsonl)]
    #[must_use]
    pub fn to_jsonl(&self) -> String {
        self.0.to_jsonl()
    }

    /// What this set has beyond another one, as JSON lines to append to that one's file; empty if there is nothing.
    ///
    /// What was erased stays in a file that is only appended to: write that one again whole.
    #[wasm_bindgen(js_name = toAppend)]
    #[must_use]
    pub fn to_append(&self, written: &Self) -> String {
        self.0.to_append(&written.0)
    }

    /// The union of two sets, whatever the order.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        Self(self.0.merge(&other.0))
    }

    /// The file with one more event, if nothing speaks against it.
    ///
    /// What only the plan, the journey or the calendar speaks against may be overridden, with a reason; the event then
    /// carries the override. Throws an `EventError` with every reason against it.
    pub fn propose(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PersonEvent")] event: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "string | Override | null")] r#override: &JsValue,
    ) -> Result<Self, JsValue> {
        let (event, overriding) = (read::given_events(event)?, read::events(r#override)?);
        let overriding = overriding.as_ref().map(Override::read).transpose().map_err(|error| errors::events(&error))?;
        made(self.0.propose(&event, overriding.as_ref()))
    }

    /// Where the person stands in a programme on a day; with `knownAt`, as it was known on another. Null if there is no
    /// such programme.
    #[wasm_bindgen(unchecked_return_type = "JourneyState | null")]
    pub fn state(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] programme: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(js_name = knownAt, unchecked_optional_param_type = "string | null")] known_at: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (programme, as_at) = (read::programme(programme)?, read::day(as_at)?);
        let known_at = read::perhaps_day("knownAt", known_at)?;
        write::value(&self.0.state(&programme, as_at, known_at))
    }

    /// Erases a person, by any of their ids, as on a day: all their events, and those that any device gives for them
    /// later. What is left is a tombstone with their ids and the day.
    ///
    /// A file that was written before still holds what was erased: write it again whole.
    pub fn erase(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | number | bigint")] person: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] on: &JsValue,
    ) -> Result<Self, JsValue> {
        Ok(Self(self.0.erase(&read::id("person", person)?, read::other_day("on", on)?)))
    }

    /// Every event that was given and could be read, whatever became of it, in order: as they can be given again.
    #[wasm_bindgen(getter, unchecked_return_type = "PersonEvent[]")]
    pub fn events(&self) -> Result<JsValue, JsValue> {
        let events: Vec<String> = self.0.events().iter().map(|event| Event::to_json(event)).collect();
        write::json(&format!("[{}]", events.join(",")))
    }

    /// Everything that counts for nothing or less than it seems to, and why; by event.
    #[wasm_bindgen(getter, unchecked_return_type = "EventProblem[]")]
    pub fn problems(&self) -> Result<JsValue, JsValue> {
        write::value(&self.0.problems())
    }

    /// The lines that could not be read, as they came.
    #[wasm_bindgen(getter, unchecked_return_type = "RejectedLine[]")]
    pub fn rejected(&self) -> Result<JsValue, JsValue> {
        write::value(&self.0.rejected())
    }

    /// What is left of people who were erased.
    #[wasm_bindgen(getter, unchecked_return_type = "Tombstone[]")]
    pub fn tombstones(&self) -> Result<JsValue, JsValue> {
        write::value(&self.0.tombstones())
    }
}

#[wasm_bindgen]
impl Catalogue {
    /// What there is to see to on a day, of one worker's people or of everybody's: the longest ago first, then what has no
    /// day. `events` are those of however many people: JSON lines, a case file, or a list of case files or of events.
    ///
    /// A worker's people are those who are assigned to that worker in a programme and whose enrolment in it has not ended.
    /// Throws an `EventError` with every event of a list that has no readable id, person, kind or day.
    #[wasm_bindgen(unchecked_return_type = "CaseloadItem[]")]
    pub fn caseload(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | CaseFile | readonly (CaseFile | PersonEvent)[]")]
        events: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CaseloadOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let as_at = read::day(as_at)?;
        let [worker, known_at] = &read::options(options, ["worker", "knownAt"])?;
        let worker = if read::is_nothing(worker) { None } else { Some(read::id("worker", worker)?) };
        let known_at = read::perhaps_day("knownAt", known_at)?;
        let files = read::case_files(&self.0, events)?;
        write::value(&self.0.caseload(&files, as_at, worker.as_deref(), known_at))
    }
}

fn made(made: Result<doorstep::CaseFile, doorstep::EventError>) -> Result<CaseFile, JsValue> {
    made.map(CaseFile).map_err(|error| errors::events(&error))
}
