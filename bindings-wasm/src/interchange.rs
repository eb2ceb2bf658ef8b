//! Services of Open Referral directories, in and out.

use doorstep::{Area, Code, ExportOptions, FreeText, ImportOptions, Plain};
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

fn import_options(given: &JsValue) -> Result<ImportOptions, JsValue> {
    let [areas, declared, description] = read::options(given, ["areas", "declared", "eligibilityDescription"])?;
    let mut options = ImportOptions::default();
    options.areas = read_areas(&areas)?;
    options.declared = read_names(&declared)?;
    options.eligibility_description = match read::plain(&description)? {
        Plain::Null => FreeText::default(),
        Plain::Text(text) if text == "asked" => FreeText::Asked,
        Plain::Text(text) if text == "noted" => FreeText::Noted,
        _ => return Err(refused("`eligibilityDescription` is \"asked\" or \"noted\"")),
    };
    Ok(options)
}

fn export_options(given: &JsValue) -> Result<ExportOptions, JsValue> {
    let [areas, area_facts] = read::options(given, ["areas", "areaFacts"])?;
    let mut options = ExportOptions::default();
    options.areas = read_areas(&areas)?;
    options.area_facts = read_names(&area_facts)?;
    Ok(options)
}

fn read_areas(given: &JsValue) -> Result<Vec<Area>, JsValue> {
    const EACH: &str = "`areas` is a list of areas, each `{when, name}`, and `uri` if it has one: all of them text";
    let areas = match read::plain(given)? {
        Plain::Null => Vec::new(),
        Plain::List(areas) => areas,
        _ => return Err(refused(EACH)),
    };
    let area = |area: Plain| {
        let Plain::Map(parts) = area else { return Err(refused(EACH)) };
        let (mut when, mut name, mut uri) = (None, None, None);
        for (part, value) in parts {
            let slot = match part.as_str() {
                "when" => &mut when,
                "name" => &mut name,
                "uri" => &mut uri,
                _ => return Err(refused(EACH)),
            };
            match value {
                Plain::Text(text) => *slot = Some(text),
                Plain::Null => {}
                _ => return Err(refused(EACH)),
            }
        }
        let (Some(when), Some(name)) = (when, name) else { return Err(refused(EACH)) };
        Ok(Area { when, name, uri })
    };
    areas.into_iter().map(area).collect()
}

fn read_names(given: &JsValue) -> Result<Vec<String>, JsValue> {
    const NAMES: &str = "`declared` and `areaFacts` are lists of names of facts";
    let names = match read::plain(given)? {
        Plain::Null => Vec::new(),
        Plain::List(names) => names,
        _ => return Err(refused(NAMES)),
    };
    let name = |name| if let Plain::Text(name) = name { Ok(name) } else { Err(refused(NAMES)) };
    names.into_iter().map(name).collect()
}

fn refused(message: &str) -> JsValue {
    errors::document(Code::WrongType, "options", message.to_owned(), "give the options that the types have")
}

/// Imports one service of an Open Referral directory (HSDS 3, or its UK profile): its JSON, or what that parses to.
///
/// What the documents do not say of it is in `notCovered`. Throws a `DocumentError` with every problem of the service.
#[wasm_bindgen(js_name = importService, unchecked_return_type = "ImportedService")]
pub fn import_service(
    #[wasm_bindgen(unchecked_param_type = "string | object")] service: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ImportOptions | null")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (service, options) = (read::json("service", service, &["Object"])?, import_options(options)?);
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
    let (services, options) = (read::json("services", services, &["Object", "Array"])?, import_options(options)?);
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
        let exported = self.0.export_service(&programme, as_at, &export_options(options)?);
        write::value(&exported.map_err(|error| errors::documents(&error))?)
    }
}
