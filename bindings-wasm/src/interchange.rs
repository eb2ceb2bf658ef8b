//! Services of Open Referral directories, in and out.

use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

use crate::{Catalogue, errors, read, write};

/// What was imported, and its documents as a catalogue takes them.
#[derive(Serialize)]
struct WithDocuments<T> {
    #[serde(flatten)]
    imported: T,
    documents: Map<String, Value>,
}

fn with_documents(imported: impl Serialize, documents: Vec<(String, String)>) -> Result<JsValue, JsValue> {
    let documents = documents.into_iter().map(|(name, text)| (name, text.into())).collect();
    write::value(&WithDocuments { imported, documents })
}

/// Imports one service of an Open Referral directory (HSDS 3, or its UK profile): its JSON, or what that parses to.
///
/// What the documents do not say of it is in `notCovered`. Throws a `DocumentError` with every problem of the service.
#[wasm_bindgen(js_name = importService, unchecked_return_type = "ImportedService")]
pub fn import_service(
    #[wasm_bindgen(unchecked_param_type = "string | object")] service: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ImportOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (service, options) = (read::json("service", service, &["Object"])?, read::core_options(options)?);
    let imported = doorstep::import_service(&service, &options).map_err(|error| errors::documents(&error))?;
    let documents = imported.documents();
    with_documents(imported, documents)
}

/// Imports the services of an Open Referral directory: a page of them (`{contents: […]}`), a list, or
/// one.
///
/// A service that is not well made is in `rejected`; the others are imported all the same. Throws a `DocumentError` if
/// there are no services.
#[wasm_bindgen(js_name = importServices, unchecked_return_type = "ImportedServices")]
pub fn import_services(
    #[wasm_bindgen(unchecked_param_type = "string | object")] services: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ImportOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (services, options) = (read::json("services", services, &["Object", "Array"])?, read::core_options(options)?);
    let imported = doorstep::import_services(&services, &options).map_err(|error| errors::documents(&error))?;
    let documents = imported.documents();
    with_documents(imported, documents)
}

#[wasm_bindgen]
impl Catalogue {
    /// Exports a programme as a service of an Open Referral directory (HSDS 3): the version in force on the day, else
    /// the last that was, else the next.
    ///
    /// What the service does not say of it is in `notCovered`. Throws a `DocumentError` if there is no such programme.
    #[wasm_bindgen(js_name = exportService, unchecked_return_type = "ExportedService")]
    pub fn export_service(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] programme: &JsValue,
        #[wasm_bindgen(js_name = asAt, unchecked_param_type = "string")] as_at: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExportOptions | null")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (programme, as_at) = (read::programme(programme)?, read::day(as_at)?);
        let exported = self.0.export_service(&programme, as_at, &read::core_options(options)?);
        write::value(&exported.map_err(|error| errors::documents(&error))?)
    }
}
