//! What callers give, as the core takes it.
//!
//! Values are looked at one by one, not by way of `JSON.stringify`, which would make NaN null, a `Map` an empty object
//! and a `Date` a moment in time. Whatever is given ends as a value or an error: depth, number and length are counted
//! here, before memory is taken for them.

#[cfg(feature = "returns")]
use doorstep::{CellKey, CellPart};
use doorstep::{Code, DOCUMENT_LIMIT, Date, FactError, LIST_LIMIT, NESTING_LIMIT, Plain, parse_date};
use js_sys::{Array, JsString};
use wasm_bindgen::JsCast;
#[cfg(feature = "case-files")]
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;

use crate::errors;

#[wasm_bindgen(module = "/js/values.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn kind(value: &JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(catch)]
    fn items(list: &JsValue, limit: u32) -> Result<Array, JsValue>;
    #[wasm_bindgen(catch)]
    fn entries(mapping: &JsValue) -> Result<Array, JsValue>;
    #[cfg(feature = "case-files")]
    #[wasm_bindgen(catch)]
    fn held(value: &JsValue) -> Result<JsValue, JsValue>;
    #[cfg(feature = "case-files")]
    #[wasm_bindgen(catch)]
    fn written(value: &JsValue) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch)]
    fn copy(value: &JsValue, values: u32, length: u32) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = String)]
    fn shortest_text(number: &JsValue) -> Result<String, JsValue>;
}

/// The most values one person's facts may hold.
const VALUE_LIMIT: u32 = 100_000;

/// The most values one person's events may hold.
const EVENT_VALUE_LIMIT: u32 = 1_000_000;

/// The most characters one person's events may hold.
const EVENT_TEXT_LIMIT: usize = 16 * DOCUMENT_LIMIT;

/// How much of a list is read: one more than is allowed, for the core to refuse.
const LIST_READ: u32 = LIST_LIMIT as u32 + 1;

/// Whether an argument was left out.
pub(crate) fn is_nothing(argument: &JsValue) -> bool {
    argument.is_undefined() || argument.is_null()
}

/// Documents by name, as texts.
pub(crate) fn documents(given: &JsValue) -> Result<Vec<(String, String)>, JsValue> {
    let what = kind(given)?;
    if what != "Object" {
        let message = format!("documents are names and documents, and this is {}", noun(&what));
        return Err(errors::document(Code::WrongType, "", message, "give an object: `{\"kickstart.json\": text}`"));
    }
    let mut documents = Vec::new();
    for (name, document) in pairs(given)? {
        let name = text(&name);
        let text = json(&name, &document, &["Object"])?;
        documents.push((name, text));
    }
    Ok(documents)
}

/// A document, by its name, as text: it is JSON, or what that parses to, of some kinds.
pub(crate) fn json(name: &str, document: &JsValue, kinds: &[&str]) -> Result<String, JsValue> {
    match kind(document)?.as_str() {
        "string" => Ok(text(document)),
        kind if kinds.contains(&kind) => js_sys::JSON::stringify(document).map(|json| text(&json)).map_err(|_| {
            let message = "this object cannot be written as JSON: it holds itself, or a bigint".to_owned();
            errors::document(Code::NotJson, name, message, "give what JSON can say")
        }),
        other => {
            let message = format!("a document is text or an object, and this is {}", noun(other));
            Err(errors::document(Code::WrongType, name, message, "give its JSON, or what that parses to"))
        }
    }
}

/// Plain values of options: lists, texts and mappings of them.
#[cfg(feature = "interchange")]
pub(crate) fn plain(given: &JsValue) -> Result<Plain, JsValue> {
    values(given).map_err(|refused| match refused {
        Refused::Thrown(thrown) => thrown,
        Refused::TooMuch(code, name, what) => {
            errors::document(code, "options", format!("`{name}` is {what}"), "give the options that the types have")
        }
    })
}

/// Why facts or events are not read.
pub(crate) enum Refused {
    /// What a getter or a proxy of the caller threw.
    Thrown(JsValue),
    /// More, or deeper, than they may be: the fact, and in what way.
    TooMuch(Code, String, &'static str),
}

impl From<JsValue> for Refused {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

/// What a screening keeps of facts or events: a copy, so that it goes on saying what it was asked.
pub(crate) fn kept(given: &JsValue) -> Result<JsValue, JsValue> {
    copy(given, EVENT_VALUE_LIMIT, LIST_READ)
}

/// A person's facts.
pub(crate) fn facts(given: &JsValue) -> Result<Plain, JsValue> {
    values(given).map_err(|refused| match refused {
        Refused::Thrown(thrown) => thrown,
        Refused::TooMuch(code, fact, what) => errors::fact(
            code,
            &fact,
            format!("`{fact}` is {what}"),
            "give one person's facts, each a value or a list of values",
        ),
    })
}

/// People, each with their facts; `Null` if none were given. What is no list stays as it is, for the core to refuse.
#[cfg(feature = "returns")]
pub(crate) fn people(given: &JsValue) -> Result<Plain, JsValue> {
    if kind(given)? != "Array" {
        return facts(given);
    }
    let people: Vec<Plain> =
        items(given, EVENT_VALUE_LIMIT)?.iter().map(|person| facts(&person)).collect::<Result<_, _>>()?;
    Ok(Plain::List(people))
}

/// A cell of a report: the number of its row, or its key columns, which all of its columns may be given with.
#[cfg(feature = "returns")]
pub(crate) fn cell(given: &JsValue, report: &doorstep::Report) -> Result<CellKey, JsValue> {
    const KEY: [&str; 5] = ["indicator", "programme", "period", "by", "group"];
    const OTHERS: [&str; 12] = [
        "periodStart",
        "periodEnd",
        "state",
        "value",
        "low",
        "high",
        "numerator",
        "denominator",
        "pending",
        "target",
        "intervalLow",
        "intervalHigh",
    ];
    let wrong = |message: String| {
        let help = "give the number of its row, or its `indicator`, `programme`, `period`, `by` and `group`";
        errors::fact(Code::FactWrongType, "cell", message, help)
    };
    match kind(given)?.as_str() {
        "number" | "bigint" => {
            let row = shortest_text(given)?;
            let cells = report.cells();
            let cell = row.parse().ok().and_then(|row: usize| cells.get(row));
            let problem = || format!("there is no row {row}; there are {}, from 0", cells.len());
            return cell
                .map(|cell| cell.key.clone())
                .ok_or_else(|| errors::returns(&doorstep::ReturnError::NoSuchCell { problem: problem() }));
        }
        "Object" => {}
        other => return Err(wrong(format!("a cell is a row or its key columns, and this is {}", noun(other)))),
    }
    let mut columns = [const { None }; KEY.len()];
    for (name, value) in pairs(given)? {
        let name = text(&name);
        match KEY.iter().position(|known| *known == name).and_then(|at| columns.get_mut(at)) {
            Some(_) if is_nothing(&value) => {}
            Some(column) => *column = Some(word(&value, &name, "give the text that the cell has")?),
            None if OTHERS.contains(&name.as_str()) => {}
            None => return Err(wrong(format!("cells have no column `{name}`"))),
        }
    }
    let [Some(indicator), programme, period, by, group] = columns else {
        return Err(wrong("the cell given has no `indicator`".to_owned()));
    };
    let mut key = CellKey::new(indicator);
    (key.programme, key.period, key.by, key.group) = (programme, period, by, group);
    Ok(key)
}

/// A part of a cell: who achieved, if it is left out.
#[cfg(feature = "returns")]
pub(crate) fn part(given: &JsValue) -> Result<CellPart, JsValue> {
    if is_nothing(given) {
        return Ok(CellPart::Numerator);
    }
    let parts = CellPart::ALL.map(CellPart::as_str).join(", ");
    let help = format!("give one of {parts}");
    let part = word(given, "part", &help)?;
    CellPart::ALL
        .into_iter()
        .find(|known| known.as_str() == part)
        .ok_or_else(|| errors::fact(Code::FactUnknownCode, "part", format!("cells have no part `{part}`"), &help))
}

/// For whom a release is.
#[cfg(feature = "returns")]
pub(crate) fn audience(given: &JsValue) -> Result<doorstep::Audience, JsValue> {
    let audience = word(given, "audience", "give \"funder\" or \"public\"")?;
    audience.parse().map_err(|error: doorstep::ReleaseError| errors::returns(&error))
}

/// A release: as an object, or as it is written.
#[cfg(feature = "returns")]
pub(crate) fn release(argument: &str, given: &JsValue) -> Result<doorstep::Release, JsValue> {
    let written: String = match kind(given)?.as_str() {
        "string" => given.unchecked_ref::<JsString>().into(),
        "Object" => js_sys::JSON::stringify(given)?.into(),
        other => {
            let message = format!("a release is an object or its JSON, and this is {}", noun(other));
            return Err(errors::fact(
                Code::FactWrongType,
                argument,
                message,
                "give a `Release`, or what it is as JSON",
            ));
        }
    };
    doorstep::Release::from_json(&written).map_err(|error| errors::returns(&error))
}

/// Earlier releases; none if they are left out.
#[cfg(feature = "returns")]
pub(crate) fn releases(given: &JsValue) -> Result<Vec<doorstep::Release>, JsValue> {
    match kind(given)?.as_str() {
        "undefined" | "null" => Ok(Vec::new()),
        "Array" => items(given, LIST_READ)?.iter().map(|item| release("earlier", &item)).collect(),
        other => {
            let message = format!("`earlier` is a list of releases, and is given {}", noun(other));
            Err(errors::fact(Code::FactWrongType, "earlier", message, "give a list, if only of one"))
        }
    }
}

/// Bytes, which are copied.
#[cfg(feature = "returns")]
pub(crate) fn bytes(argument: &str, given: &JsValue) -> Result<Vec<u8>, JsValue> {
    match kind(given)?.as_str() {
        "Uint8Array" => Ok(js_sys::Uint8Array::new(given).to_vec()),
        other => {
            let message = format!("`{argument}` is a Uint8Array, and is given {}", noun(other));
            Err(errors::fact(Code::FactWrongType, argument, message, "give what `toBytes()` gave"))
        }
    }
}

/// The named values of a condition, or a person's facts.
pub(crate) fn values(given: &JsValue) -> Result<Plain, Refused> {
    Reader { fact: String::new(), values: VALUE_LIMIT, characters: DOCUMENT_LIMIT }.value(given, 0)
}

/// A person's events; `None` if none were given.
pub(crate) fn events(given: &JsValue) -> Result<Option<Plain>, JsValue> {
    if is_nothing(given) { Ok(None) } else { given_events(given).map(Some) }
}

/// A person's events, or one of them.
pub(crate) fn given_events(given: &JsValue) -> Result<Plain, JsValue> {
    let mut reader = Reader { fact: String::new(), values: EVENT_VALUE_LIMIT, characters: EVENT_TEXT_LIMIT };
    // Depth is an event's own.
    let read = if kind(given)? == "Array" { reader.list(given, 0) } else { reader.value(given, 0) };
    read.map_err(|refused| match refused {
        Refused::Thrown(thrown) => thrown,
        Refused::TooMuch(_, _, what) => errors::too_many_events(format!("the events are {what}")),
    })
}

/// Many people's events: JSON lines, a case file, or a list of case files and events.
#[cfg(feature = "case-files")]
pub(crate) fn case_files(catalogue: &doorstep::Catalogue, given: &JsValue) -> Result<Vec<doorstep::CaseFile>, JsValue> {
    if kind(given)? != "Array" {
        return match case_file(catalogue, given)? {
            Some(file) => Ok(vec![file]),
            None => {
                let help = "give JSON lines, a case file, or a list of case files or events";
                lines("events", given, help).map(|text| vec![doorstep::CaseFile::from_jsonl(catalogue, text)])
            }
        };
    }
    let (mut files, mut events) = (Vec::new(), Vec::new());
    for item in items(given, EVENT_VALUE_LIMIT)?.iter() {
        match case_file(catalogue, &item)? {
            Some(file) => files.push(file),
            None => events.push(given_events(&item)?),
        }
    }
    let told = doorstep::CaseFile::of_people(catalogue, &events).map_err(|error| errors::events(&error))?;
    files.push(told);
    Ok(files)
}

/// A case file as it is given, or `None` if it is none; of another copy of this package, as that writes it.
#[cfg(feature = "case-files")]
fn case_file(catalogue: &doorstep::Catalogue, given: &JsValue) -> Result<Option<doorstep::CaseFile>, JsValue> {
    let held = held(given)?;
    if held.is_undefined() {
        return Ok(None);
    }
    match crate::case_file::CaseFile::try_from_js_value(held) {
        Ok(own) => Ok(Some(own.0)),
        Err(_) => Ok(written(given)?.map(|text| doorstep::CaseFile::from_jsonl(catalogue, text))),
    }
}

/// What may be given by name with a call, each undefined if it was left out.
pub(crate) fn options<const N: usize>(given: &JsValue, names: [&str; N]) -> Result<[JsValue; N], JsValue> {
    let mut options = [const { JsValue::UNDEFINED }; N];
    if is_nothing(given) {
        return Ok(options);
    }
    let help = || format!("give an object with {}, or none of them", names.join(" or "));
    let what = kind(given)?;
    if what != "Object" {
        let message = format!("options are named, and this is {}", noun(&what));
        return Err(errors::fact(Code::FactWrongType, "options", message, &help()));
    }
    for (name, value) in pairs(given)? {
        let name = text(&name);
        match names.iter().position(|known| *known == name).and_then(|at| options.get_mut(at)) {
            Some(option) => *option = value,
            None => {
                let message = format!("there is no option `{name}`");
                return Err(errors::fact(Code::FactWrongType, &name, message, &help()));
            }
        }
    }
    Ok(options)
}

/// The day judged, written YYYY-MM-DD.
pub(crate) fn day(given: &JsValue) -> Result<Date, JsValue> {
    read_day(given)?.map_err(|what| errors::facts(&FactError::bad_as_at(&what)))
}

/// Another day, by its argument.
#[cfg(feature = "case-files")]
pub(crate) fn other_day(argument: &str, given: &JsValue) -> Result<Date, JsValue> {
    read_day(given)?.map_err(|what| errors::facts(&FactError::bad_day(argument, &what)))
}

/// The same, which may be left out.
#[cfg(feature = "case-files")]
pub(crate) fn perhaps_day(argument: &str, given: &JsValue) -> Result<Option<Date>, JsValue> {
    if is_nothing(given) { Ok(None) } else { other_day(argument, given).map(Some) }
}

/// A day, or what is given instead.
fn read_day(given: &JsValue) -> Result<Result<Date, String>, JsValue> {
    let what = kind(given)?;
    if what != "string" {
        return Ok(Err(noun(&what)));
    }
    Ok(parse_date(&text(given)).ok_or_else(|| "text that is no day".to_owned()))
}

/// The text of a case file.
#[cfg(feature = "case-files")]
pub(crate) fn lines(argument: &str, given: &JsValue, help: &str) -> Result<String, JsValue> {
    match kind(given)?.as_str() {
        "string" => Ok(given.unchecked_ref::<JsString>().into()),
        _ => word(given, argument, help),
    }
}

/// An id, by its argument.
#[cfg(feature = "case-files")]
pub(crate) fn id(argument: &str, given: &JsValue) -> Result<String, JsValue> {
    match kind(given)?.as_str() {
        "number" | "bigint" => shortest_text(given),
        _ => word(given, argument, "give the id, as it is in the events"),
    }
}

/// A condition's text.
pub(crate) fn condition(given: &JsValue) -> Result<String, JsValue> {
    match kind(given)?.as_str() {
        "string" => Ok(text(given)),
        other => {
            let message = format!("a condition is text, and this is {}", noun(other));
            Err(errors::no_condition(Code::WrongType, message, "write it as text, such as \"age >= 25\""))
        }
    }
}

/// A language's tag; English if it is left out.
pub(crate) fn language(given: &JsValue) -> Result<String, JsValue> {
    if is_nothing(given) {
        return Ok(doorstep::DEFAULT_LANGUAGE.to_owned());
    }
    word(given, "language", "give a tag such as \"en\" or \"cy\"")
}

/// A programme's id.
pub(crate) fn programme(given: &JsValue) -> Result<String, JsValue> {
    word(given, "programme", "give a programme's id")
}

/// A return's id.
#[cfg(feature = "returns")]
pub(crate) fn return_id(given: &JsValue) -> Result<String, JsValue> {
    word(given, "returnId", "give a return's id")
}

/// An indicator's id.
#[cfg(feature = "returns")]
pub(crate) fn indicator(given: &JsValue) -> Result<String, JsValue> {
    word(given, "indicator", "give the id of one of the return's indicators")
}

/// Who is asked: `person`, `key_worker`…
pub(crate) fn asked_of(given: &JsValue) -> Result<String, JsValue> {
    word(given, "askedOf", "say who is asked: \"person\", \"key_worker\"")
}

fn word(given: &JsValue, argument: &str, help: &str) -> Result<String, JsValue> {
    match kind(given)?.as_str() {
        "string" => Ok(text(given)),
        other => {
            let message = format!("`{argument}` is text, and is given {}", noun(other));
            Err(errors::fact(Code::FactWrongType, argument, message, help))
        }
    }
}

/// Reads facts, counting what it reads.
struct Reader {
    /// The fact being read, for errors.
    fact: String,
    /// How many more values may come.
    values: u32,
    /// How many more characters of text may come.
    characters: usize,
}

impl Reader {
    fn value(&mut self, given: &JsValue, depth: usize) -> Result<Plain, Refused> {
        let Some(values) = self.values.checked_sub(1) else {
            return Err(self.too_much(Code::FactTooLong, "more values than there may be"));
        };
        self.values = values;
        if depth > NESTING_LIMIT {
            return Err(self.too_much(Code::TooDeep, "nested more than 64 deep"));
        }
        let deeper = depth.saturating_add(1);
        Ok(match kind(given)?.as_str() {
            "undefined" | "null" => Plain::Null,
            "boolean" => Plain::Boolean(given.is_truthy()),
            "number" | "bigint" => Plain::Number(shortest_text(given)?),
            "string" => Plain::Text(self.text(given)?),
            "Array" => self.list(given, deeper)?,
            "Object" => {
                let mut named = Vec::new();
                for (name, value) in pairs(given)? {
                    let name = self.text(&name)?;
                    if depth == 0 {
                        self.fact.clone_from(&name);
                    }
                    named.push((name, self.value(&value, deeper)?));
                }
                Plain::Map(named)
            }
            other => Plain::Other(other.to_owned()),
        })
    }

    /// A list whose items are of a depth.
    fn list(&mut self, given: &JsValue, depth: usize) -> Result<Plain, Refused> {
        Ok(Plain::List(items(given, LIST_READ)?.iter().map(|item| self.value(&item, depth)).collect::<Result<_, _>>()?))
    }

    fn text(&mut self, given: &JsValue) -> Result<String, Refused> {
        let length = given.unchecked_ref::<JsString>().length() as usize;
        match self.characters.checked_sub(length) {
            Some(characters) => self.characters = characters,
            None => return Err(self.too_much(Code::FactTooLong, "beyond the text there may be")),
        }
        Ok(text(given))
    }

    fn too_much(&self, code: Code, what: &'static str) -> Refused {
        Refused::TooMuch(code, self.fact.clone(), what)
    }
}

/// The names and values of a mapping.
fn pairs(mapping: &JsValue) -> Result<impl Iterator<Item = (JsValue, JsValue)>, JsValue> {
    let flat = entries(mapping)?;
    let count = flat.length();
    Ok((0..count).step_by(2).map(move |name| (flat.get(name), flat.get(name.saturating_add(1)))))
}

/// The text that a string holds, up to the point where everything refuses it for its length.
fn text(string: &JsValue) -> String {
    let string = string.unchecked_ref::<JsString>();
    let limit = u32::try_from(DOCUMENT_LIMIT).unwrap_or(u32::MAX).saturating_add(1);
    if string.length() > limit { string.slice(0, limit).into() } else { string.into() }
}

/// A kind of value in plain words, as the core says them.
fn noun(kind: &str) -> String {
    match kind {
        "undefined" | "null" => Plain::Null.noun(),
        "boolean" => Plain::Boolean(false).noun(),
        "number" | "bigint" => Plain::Number(String::new()).noun(),
        "string" => Plain::Text(String::new()).noun(),
        "Array" => Plain::List(Vec::new()).noun(),
        "Object" => Plain::Map(Vec::new()).noun(),
        other => Plain::Other(other.to_owned()).noun(),
    }
}
