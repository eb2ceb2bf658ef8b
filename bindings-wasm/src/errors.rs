//! The core's errors as the package's error classes.

use doorstep::{Code, Diagnostic, EventProblem, FactProblem, Severity};
use wasm_bindgen::prelude::*;

use crate::write;

#[wasm_bindgen(module = "/js/errors.js")]
extern "C" {
    type DocumentError;
    #[wasm_bindgen(constructor)]
    fn new(message: &str, diagnostics: JsValue) -> DocumentError;

    type FactError;
    #[wasm_bindgen(constructor)]
    fn new(message: &str, problems: JsValue) -> FactError;

    type EventError;
    #[wasm_bindgen(constructor)]
    fn new(message: &str, problems: JsValue) -> EventError;

    type ConditionError;
    #[wasm_bindgen(constructor)]
    fn new(message: &str, diagnostics: JsValue) -> ConditionError;

    #[cfg(feature = "returns")]
    type ReturnError;
    #[cfg(feature = "returns")]
    #[wasm_bindgen(constructor)]
    fn new(message: &str) -> ReturnError;
}

/// The classes once more, for callers: the package exports them. They are declared as functions because only a function
/// can be exported again without wasm-bindgen writing a type of its own for it, and `js/types` has the types.
#[allow(dead_code, reason = "they are exported, never called")]
mod exported {
    use super::wasm_bindgen;

    #[wasm_bindgen(module = "/js/errors.js")]
    extern "C" {
        #[wasm_bindgen(js_name = DocumentError, reexport, skip_typescript)]
        fn document_error();
        #[wasm_bindgen(js_name = FactError, reexport, skip_typescript)]
        fn fact_error();
        #[wasm_bindgen(js_name = EventError, reexport, skip_typescript)]
        fn event_error();
        #[wasm_bindgen(js_name = ConditionError, reexport, skip_typescript)]
        fn condition_error();
        #[wasm_bindgen(js_name = ReturnError, reexport, skip_typescript)]
        fn return_error();
    }
}

/// A `DocumentError` to throw.
pub(crate) fn documents(error: &doorstep::DocumentError) -> JsValue {
    match write::value(&error.diagnostics) {
        Ok(diagnostics) => DocumentError::new(&error.to_string(), diagnostics).into(),
        Err(thrown) => thrown,
    }
}

/// A `FactError` to throw.
pub(crate) fn facts(error: &doorstep::FactError) -> JsValue {
    match write::value(&error.problems) {
        Ok(problems) => FactError::new(&error.to_string(), problems).into(),
        Err(thrown) => thrown,
    }
}

/// An `EventError` to throw.
pub(crate) fn events(error: &doorstep::EventError) -> JsValue {
    match write::value(&error.problems) {
        Ok(problems) => EventError::new(&error.to_string(), problems).into(),
        Err(thrown) => thrown,
    }
}

/// A `ConditionError` to throw.
pub(crate) fn condition(error: &doorstep::ConditionError) -> JsValue {
    match write::value(&error.diagnostics) {
        Ok(diagnostics) => ConditionError::new(&error.to_string(), diagnostics).into(),
        Err(thrown) => thrown,
    }
}

/// A `ReturnError` to throw.
#[cfg(feature = "returns")]
pub(crate) fn returns(error: &impl ToString) -> JsValue {
    ReturnError::new(&error.to_string()).into()
}

/// A `FactError` with one problem.
pub(crate) fn fact(code: Code, fact: &str, message: impl Into<String>, help: &str) -> JsValue {
    let problem = FactProblem { code, fact: fact.to_owned(), message: message.into(), help: help.to_owned() };
    facts(&doorstep::FactError { problems: vec![problem] })
}

/// An `EventError` for events that are too much to read.
pub(crate) fn too_many_events(message: String) -> JsValue {
    let help = "a person may have 10,000 events at most, and keep long texts elsewhere".to_owned();
    let problem = EventProblem { event: String::new(), code: Code::EventTooLarge, message, help };
    events(&doorstep::EventError { problems: vec![problem] })
}

/// A `DocumentError` for a document, by its name, that is no text at all.
pub(crate) fn document(code: Code, file: &str, message: String, help: &str) -> JsValue {
    documents(&doorstep::DocumentError { diagnostics: vec![at_start(code, file, message, help)] })
}

/// A `ConditionError` for a condition that is no text at all, or for values that are too much.
pub(crate) fn no_condition(code: Code, message: String, help: &str) -> JsValue {
    condition(&doorstep::ConditionError { diagnostics: vec![at_start(code, "", message, help)] })
}

fn at_start(code: Code, file: &str, message: String, help: &str) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Error,
        message,
        help: help.to_owned(),
        file: file.to_owned(),
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
    }
}
