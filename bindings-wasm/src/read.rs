//! What callers give, as the core takes it.
//!
//! Values are looked at one by one, not by way of `JSON.stringify`, which would make NaN null, a `Map` an empty object
//! and a `Date` a moment in time. Whatever is given ends as a value or an error: depth, number and length are counted
//! here, before memory is taken for them.

use doorstep::{Code, DOCUMENT_LIMIT, Date, FactError, FactProblem, LIST_LIMIT, NESTING_LIMIT, Plain, parse_date};
use js_sys::{Array, JsString};
use wasm_bindgen::JsCast;
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
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = String)]
    fn shortest_text(number: &JsValue) -> Result<String, JsValue>;
}

/// The most values one person's facts may hold.
const VALUE_LIMIT: usize = 100_000;

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
        let text = match kind(&document)?.as_str() {
            "string" => text(&document),
            "Object" => match js_sys::JSON::stringify(&document) {
                Ok(json) => text(&json),
                Err(_) => {
                    let message = "this object cannot be written as JSON: it holds itself, or a bigint".to_owned();
                    return Err(errors::document(Code::NotJson, &name, message, "give what JSON can say"));
                }
            },
            other => {
                let message = format!("a document is text or an object, and this is {}", noun(other));
                return Err(errors::document(Code::WrongType, &name, message, "give its JSON, or what that parses to"));
            }
        };
        documents.push((name, text));
    }
    Ok(documents)
}

/// Why facts are not read.
pub(crate) enum Refused {
    /// What a getter or a proxy of the caller threw.
    Thrown(JsValue),
    /// More, or deeper, than facts may be.
    TooMuch(FactProblem),
}

impl From<JsValue> for Refused {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

/// A person's facts, or the named values of a condition.
pub(crate) fn facts(given: &JsValue) -> Result<Plain, Refused> {
    Reader { fact: String::new(), values: VALUE_LIMIT, characters: DOCUMENT_LIMIT }.value(given, 0)
}

/// A day, written YYYY-MM-DD.
pub(crate) fn day(given: &JsValue) -> Result<Date, JsValue> {
    let what = kind(given)?;
    if what != "string" {
        return Err(errors::facts(&FactError::bad_as_at(&noun(&what))));
    }
    parse_date(&text(given)).ok_or_else(|| errors::facts(&FactError::bad_as_at("text that is no day")))
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
    match kind(given)?.as_str() {
        "string" => Ok(text(given)),
        other => {
            let message = format!("`language` is text, and is given {}", noun(other));
            Err(errors::fact(Code::FactWrongType, "language", message, "give a tag such as \"en\" or \"cy\""))
        }
    }
}

/// Reads facts, counting what it reads.
struct Reader {
    /// The fact being read, for errors.
    fact: String,
    /// How many more values may come.
    values: usize,
    /// How many more characters of text may come.
    characters: usize,
}

impl Reader {
    fn value(&mut self, given: &JsValue, depth: usize) -> Result<Plain, Refused> {
        let Some(values) = self.values.checked_sub(1) else {
            return Err(self.too_much(Code::FactTooLong, "more than the 100,000th value"));
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
            "Array" => {
                // One more than is allowed, for the core to refuse.
                let limit = u32::try_from(LIST_LIMIT).unwrap_or(u32::MAX).saturating_add(1);
                Plain::List(
                    items(given, limit)?.iter().map(|item| self.value(&item, deeper)).collect::<Result<_, _>>()?,
                )
            }
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

    fn text(&mut self, given: &JsValue) -> Result<String, Refused> {
        let length = given.unchecked_ref::<JsString>().length() as usize;
        match self.characters.checked_sub(length) {
            Some(characters) => self.characters = characters,
            None => return Err(self.too_much(Code::FactTooLong, "beyond 1 MiB of text")),
        }
        Ok(text(given))
    }

    fn too_much(&self, code: Code, what: &str) -> Refused {
        let message = format!("`{}` is {what}", self.fact);
        let help = "give one person's facts, each a value or a list of values".to_owned();
        Refused::TooMuch(FactProblem { code, fact: self.fact.clone(), message, help })
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
