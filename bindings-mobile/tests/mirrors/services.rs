//! Services of directories.

use std::collections::HashMap;

use doorstep_mobile::{
    Area, DoorstepError, ExportOptions, ExportedService, FreeText, ImportOptions, ImportedService, NotCovered,
    import_service, import_services,
};
use serde_json::{Value, json};

use crate::told::*;

fn listed_json(listed: Vec<NotCovered>) -> Value {
    listed.into_iter().map(|NotCovered { path, why }| json!({"path": path, "why": why})).collect()
}

fn imported_json(imported: ImportedService) -> Value {
    let ImportedService { id: _, programme, vocabulary, documents: _, areas, not_covered } = imported;
    let document = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let area = |Area { when, name, uri }| json!({"when": when, "name": name, "uri": uri});
    json!({
        "programme": document(&programme),
        "vocabulary": document(&vocabulary),
        "areas": areas.into_iter().map(area).collect::<Value>(),
        "not_covered": listed_json(not_covered),
    })
}

#[test]
fn services_say_what_the_cores_json_says() {
    let service = r#"{"id": "s", "name": "S", "status": "active", "minimum_age": 0.5, "fees": "None",
        "service_areas": [{"name": "Hackney", "uri": "http://a.example"}, {"name": "Leeds"}],
        "eligibility_description": "For carers"}"#;
    let leeds = Area { when: "in_leeds".to_owned(), name: "Leeds".to_owned(), uri: None };
    let words = Some(FreeText::Noted);
    let options =
        ImportOptions { areas: vec![leeds.clone()], declared: vec!["age".to_owned()], eligibility_description: words };
    let mut given = doorstep::ImportOptions::default();
    given.areas = vec![leeds.clone().into()];
    given.declared = vec!["age".to_owned()];
    given.eligibility_description = doorstep::FreeText::Noted;
    let core = doorstep::import_service(service, &given).unwrap();
    let imported = import_service(service, Some(options.clone())).unwrap();
    assert_eq!(imported.id, "s");
    assert_eq!(imported.documents, HashMap::from_iter(core.documents()));
    assert_eq!(imported_json(imported).to_string(), json!(core).to_string());
    let asked = doorstep::import_service(service, &doorstep::ImportOptions::default()).unwrap();
    assert_eq!(imported_json(import_service(service, None).unwrap()).to_string(), json!(asked).to_string());

    let page = format!(r#"{{"page_number": 1, "contents": [{service}, 7]}}"#);
    let core = doorstep::import_services(&page, &given).unwrap();
    let several = import_services(&page, Some(options)).unwrap();
    assert_eq!(several.documents, HashMap::from_iter(core.documents()));
    let rejected = several.rejected.into_iter().map(|found| (found.path, found.diagnostics[0].to_string()));
    let expected = core.rejected.iter().map(|found| (found.path.clone(), found.diagnostics[0].to_string()));
    assert!(rejected.eq(expected) && core.rejected.len() == 1);
    assert_eq!(listed_json(several.not_covered).to_string(), json!(core.not_covered).to_string());
    let services: Value = several.services.into_iter().map(imported_json).collect();
    assert_eq!(services.to_string(), json!(core.services).to_string());

    let here = Area { when: "tenure = \"social\"".to_owned(), name: "Here".to_owned(), uri: None };
    let mut given = doorstep::ExportOptions::default();
    given.areas = vec![here.clone().into()];
    given.area_facts = vec!["tenure".to_owned()];
    let options = ExportOptions { areas: vec![here], area_facts: vec!["tenure".to_owned()] };
    let ExportedService { programme, version, as_at, service, not_covered } =
        catalogue().export_service("example", "2022-06-01", Some(options)).unwrap();
    let service: Value = serde_json::from_str(&service).unwrap();
    let exported = json!({
        "programme": programme, "version": version, "as_at": as_at, "service": service,
        "not_covered": listed_json(not_covered),
    });
    let documents = [("v.json", VOCABULARY), ("example.json", PROGRAMME), ("always.json", OTHER)];
    let core = doorstep::Catalogue::parse(documents).unwrap();
    let day = doorstep::parse_date("2022-06-01").unwrap();
    let core = core.export_service("example", day, &given).unwrap();
    assert_eq!(exported.to_string(), json!(core).to_string());
    assert!(matches!(import_service("[]", None), Err(DoorstepError::Document { .. })));
    assert!(matches!(catalogue().export_service("example", "soon", None), Err(DoorstepError::Fact { .. })));
}
