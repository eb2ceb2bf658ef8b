//! What a service becomes, and what is told of the rest.

use doorstep::{Catalogue, FreeText, ImportOptions, Plain, import_service, import_services};
use serde_json::{Value, json};

use super::{file, leaves, paths, status};

const AS_AT: &str = "2022-04-01";

fn options() -> ImportOptions {
    ImportOptions::default()
}

fn facts(json: Value) -> Plain {
    Plain::from_json(&json.to_string()).unwrap()
}

/// A service with some fields.
fn service(fields: Value) -> String {
    let mut service = json!({"id": "s", "name": "S", "status": "active"});
    service.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    service.to_string()
}

#[test]
fn every_value_of_a_service_is_in_its_documents_or_listed() {
    let text = file("first_steps.json");
    let imported = import_service(&text, &options()).unwrap();
    let mut told = Vec::new();
    leaves(&imported.programme, "", &mut told);
    leaves(&imported.vocabulary, "", &mut told);
    let told = told.into_iter().map(|(_, value)| match value {
        Value::String(text) => text,
        other => other.to_string(),
    });
    let told = told.collect::<Vec<_>>().join("\n");
    let listed = paths(&imported.not_covered);
    let mut values = Vec::new();
    leaves(&serde_json::from_str(&text).unwrap(), "", &mut values);
    assert!(values.len() > 100);
    for (path, value) in values {
        let is_listed = listed.iter().any(|listed| {
            path.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        });
        let words = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let is_told = told.contains(&words) || path == "status";
        assert!(is_listed || is_told, "`{path}` is neither in the documents nor listed");
        // The words of free text are kept as well as listed.
        assert!(!(is_listed && is_told && path == "name"), "`{path}`");
    }
    assert!(listed.contains(&"phones[0].extension"));
    assert!(!listed.contains(&"phones[0].number"));
    assert!(listed.contains(&"x_provider_notes"));
    assert!(told.contains("For young people who are not in work, education or training."));
}

#[test]
fn its_documents_are_a_catalogue_without_warnings() {
    let imported = import_service(&file("first_steps.json"), &options()).unwrap();
    let catalogue = Catalogue::parse(imported.documents()).unwrap();
    assert_eq!(catalogue.check(), []);
    assert_eq!(imported.id(), "5c2f0a3e-6f0e-4a9d-8a43-0d7a1f6f2b11");
    let again = import_service(&file("first_steps.json"), &options()).unwrap();
    assert_eq!(imported, again);

    let lives_in = &imported.areas[0].when;
    let described = imported.programme["eligibility"][3]["when"].as_str().unwrap();
    let person = |born: &str| json!({"date_of_birth": born, lives_in: true});
    // Nobody is eligible on a part of the rules: somebody must judge the words.
    assert_eq!(status(&catalogue, &facts(person("2000-04-01")), AS_AT), "undetermined");
    assert_eq!(status(&catalogue, &facts(person("1990-04-01")), AS_AT), "not_eligible");
    let mut judged = person("2000-04-01");
    judged[described] = json!(true);
    assert_eq!(status(&catalogue, &facts(judged), AS_AT), "eligible");
    let screening = catalogue.screen(&facts(json!({})), doorstep::parse_date(AS_AT).unwrap()).unwrap();
    let advice = screening.decisions().next().unwrap().advice();
    assert_eq!(advice[0].text, "Bring: Something that shows your date of birth");
}

#[test]
fn free_text_may_be_a_note() {
    let mut noted = options();
    noted.eligibility_description = FreeText::Noted;
    let imported = import_service(&service(json!({"eligibility_description": "For carers"})), &noted).unwrap();
    assert_eq!(imported.programme["source"], "For carers");
    assert_eq!(paths(&imported.not_covered), ["eligibility_description"]);
    let catalogue = Catalogue::parse(imported.documents()).unwrap();
    assert_eq!(status(&catalogue, &facts(json!({})), AS_AT), "eligible");
}

#[test]
fn an_oldest_age_lasts_until_the_next_birthday() {
    let imported = import_service(&service(json!({"maximum_age": 24})), &options()).unwrap();
    let catalogue = Catalogue::parse(imported.documents()).unwrap();
    let born = |day: &str| facts(json!({"date_of_birth": day}));
    assert_eq!(status(&catalogue, &born("1997-04-02"), AS_AT), "eligible");
    assert_eq!(status(&catalogue, &born("1997-04-01"), AS_AT), "not_eligible");
    // Born on 29 February: 25 on 1 March in common years.
    assert_eq!(status(&catalogue, &born("1996-02-29"), "2021-02-28"), "eligible");
    assert_eq!(status(&catalogue, &born("1996-02-29"), "2021-03-01"), "not_eligible");
    assert_eq!(status(&catalogue, &facts(json!({"age": 24})), AS_AT), "eligible");
}

#[test]
fn part_years_are_counted_in_completed_months() {
    let imported = import_service(&service(json!({"minimum_age": 0.5, "maximum_age": 1.5})), &options()).unwrap();
    let catalogue = Catalogue::parse(imported.documents()).unwrap();
    let born = |day: &str| status(&catalogue, &facts(json!({"date_of_birth": day})), AS_AT);
    assert_eq!(born("2021-10-01"), "eligible");
    assert_eq!(born("2021-10-02"), "not_eligible");
    assert_eq!(born("2020-09-02"), "eligible");
    assert_eq!(born("2020-09-01"), "not_eligible");
    // An age in years decides where it can, and is not taken for more than it says.
    let aged = |age: i64| status(&catalogue, &facts(json!({"age": age})), AS_AT);
    assert_eq!([aged(0), aged(1), aged(2)], ["undetermined", "undetermined", "not_eligible"]);
}

#[test]
fn an_area_is_not_asked_of_the_name_but_of_the_place() {
    let areas = json!({"service_areas": [
        {"id": "1", "name": "Newcastle", "uri": "http://a.example/1"},
        {"id": "2", "name": "Newcastle", "uri": "http://a.example/2"},
        {"id": "3", "extent": "…", "extent_type": "kml"}
    ]});
    let imported = import_service(&service(areas), &options()).unwrap();
    assert_eq!(imported.areas.len(), 3);
    assert_eq!(
        paths(&imported.not_covered),
        ["service_areas[0].id", "service_areas[1].id", "service_areas[2].extent", "service_areas[2].extent_type"]
    );
    let catalogue = Catalogue::parse(imported.documents()).unwrap();
    let lives_in = |at: usize, value: bool| facts(json!({imported.areas[at].when.as_str(): value}));
    assert_eq!(status(&catalogue, &lives_in(2, true), AS_AT), "eligible");
    assert_eq!(status(&catalogue, &lives_in(0, false), AS_AT), "undetermined");
}

#[test]
fn the_facts_of_another_vocabulary_are_used() {
    let vocabulary = r#"{"vocabulary": "own", "facts": {
        "date_of_birth": {"type": "date", "question": "When were you born?"},
        "age": {"type": "number", "derive": "years between(date_of_birth, as_at)"},
        "council": {"type": "code", "values": {"hackney": "Hackney", "other": "Somewhere else"}}}}"#;
    let mut own = options();
    own.declared = ["date_of_birth", "age", "council"].map(str::to_owned).into();
    own.areas = serde_json::from_value(json!([{"when": "council = \"hackney\"", "name": "Hackney"}])).unwrap();
    let fields = json!({"minimum_age": 18, "service_areas": [{"id": "1", "name": "Hackney"}]});
    let imported = import_service(&service(fields), &own).unwrap();
    let documents = imported.documents().into_iter().chain([("own.json".to_owned(), vocabulary.to_owned())]);
    let catalogue = Catalogue::parse(documents).unwrap();
    let person = facts(json!({"date_of_birth": "2000-01-01", "council": "hackney"}));
    assert_eq!(status(&catalogue, &person, AS_AT), "eligible");
}

#[test]
fn a_page_gives_its_services_and_tells_which_cannot_be_used() {
    let page = json!({
        "total_items": 5, "page_number": 1, "last_page": false,
        "contents": [
            {"id": "a", "name": "A", "status": "active", "minimum_age": 18},
            {"id": "b", "name": "B", "status": "active", "minimum_age": 30, "maximum_age": 20},
            {"id": "a", "name": "A again", "status": "active"},
            7,
            {"id": "c", "name": "C", "status": "inactive", "service_areas": [{"id": "x", "name": "Leeds"}], "fees": "5"}
        ]
    });
    let imported = import_services(&page.to_string(), &options()).unwrap();
    assert_eq!(paths(&imported.not_covered), ["total_items", "page_number", "last_page"]);
    let rejected: Vec<_> =
        imported.rejected.iter().map(|one| (one.path.as_str(), one.diagnostics[0].code.as_str())).collect();
    assert_eq!(rejected, [("contents[1]", "D106"), ("contents[2]", "D113"), ("contents[3]", "D901")]);
    assert!(imported.rejected[0].diagnostics[0].message.starts_with("`contents[1].minimum_age`: "));
    // A list leaves out a service's areas: that is told, not taken for "anywhere".
    assert_eq!(paths(&imported.services[0].not_covered), ["contents[0].service_areas"]);
    assert_eq!(paths(&imported.services[1].not_covered), ["contents[4].service_areas[0].id", "contents[4].fees"]);
    let catalogue = Catalogue::parse(imported.documents()).unwrap();
    assert_eq!(catalogue.programmes().into_keys().collect::<Vec<_>>(), ["a", "c"]);
    let decision = catalogue.screen(&facts(json!({})), doorstep::parse_date(AS_AT).unwrap()).unwrap();
    assert_eq!(decision.decision("c").unwrap().availability().as_str(), "closed");
}

#[test]
fn what_holds_no_service_or_several_is_refused() {
    let code = |json: &str| import_service(json, &options()).unwrap_err().diagnostics[0].code.as_str();
    assert_eq!(code("[]"), "D901");
    assert_eq!(code("7"), "D901");
    assert_eq!(code(r#"{"contents": 7}"#), "D901");
    assert_eq!(code(r#"{"contents": []}"#), "D901");
    assert_eq!(code("{"), "D003");
    assert_eq!(code(r#"{"id": 1, "id": 2}"#), "D007");
    let two = r#"[{"id": "a", "name": "A", "status": "active"}, {"id": "b", "name": "B", "status": "active"}]"#;
    assert_eq!(code(two), "D901");
    assert_eq!(import_services(two, &options()).unwrap().services.len(), 2);
    assert!(import_services("[]", &options()).unwrap().services.is_empty());
    let mut bad = options();
    bad.areas = serde_json::from_value(json!([{"when": "council =", "name": "Hackney"}])).unwrap();
    let problem = import_service(&service(json!({})), &bad).unwrap_err();
    assert_eq!(problem.diagnostics[0].file, "areas[0].when");
}

#[test]
fn fields_that_say_nothing_are_as_if_absent() {
    let empty = json!({
        "description": "", "url": null, "minimum_age": null, "phones": [], "service_areas": [{}], "organization": {},
        "required_documents": [{"id": null}], "eligibility_description": "  "
    });
    let bare = import_service(&service(json!({})), &options()).unwrap();
    assert_eq!(import_service(&service(empty), &options()).unwrap(), bare);
}

#[test]
fn a_service_of_very_many_parts_is_read_or_refused_at_once() {
    let many = |part: &dyn Fn(usize) -> Value| Value::from_iter((0..10_000).map(part));
    let parts = json!({
        "phones": many(&|at| json!({"id": at.to_string(), "number": at.to_string(), "type": "voice"})),
        "required_documents": many(&|at| json!({"id": at.to_string(), "document": at.to_string()})),
        "funding": many(&|at| json!({"id": at.to_string(), "source": at.to_string()})),
    });
    let imported = import_service(&service(parts), &options()).unwrap();
    assert_eq!(imported.not_covered.len(), 30_000);
    let areas = json!({"service_areas": many(&|at| json!({"id": at.to_string(), "name": at.to_string()}))});
    let problem = &import_service(&service(areas), &options()).unwrap_err().diagnostics[0];
    assert_eq!(problem.code.as_str(), "D201");
    assert!(problem.message.starts_with("`service_areas`: "), "{}", problem.message);
}

#[test]
fn services_imported_apart_stand_together() {
    let fields = |id: &str| {
        let areas = json!([{"id": "1", "name": "Leeds"}]);
        service(json!({"id": id, "minimum_age": 18, "service_areas": areas, "eligibility_description": "For carers"}))
    };
    let documents = ["a", "b"].map(|id| import_service(&fields(id), &options()).unwrap().documents());
    let catalogue = Catalogue::parse(documents.into_iter().flatten()).unwrap();
    // One area is one question; what fits one service need not fit the other.
    let names: Vec<&str> = catalogue.facts().map(|(name, _)| name).collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("lives_in_leeds")).count(), 1);
    assert_eq!(names.iter().filter(|name| name.starts_with("fits_")).count(), 2);
}
