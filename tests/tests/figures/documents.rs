//! Documents of figures as part of a catalogue.

use doorstep::{Catalogue, Comparator, FigureUnit};

const YAML: &str = "
figures: centre
source: Annual report
items:
  - id: into_work
    text: Into work
    value: 58
    unit: percent
    numerator: {value: 387, text: into work}
    denominator: {value: 663, text: sign-ups}
    period: {from: 2021-04-01, to: 2022-03-31}
    quote: 58% (387) of new sign-ups
";

fn parsed(text: &str) -> Catalogue {
    Catalogue::parse([("figures.yaml", text)]).unwrap()
}

#[test]
fn what_is_left_out_has_its_default() {
    let catalogue = parsed(YAML);
    let [document] = catalogue.figures() else { panic!("one document") };
    let [item] = document.items.as_slice() else { panic!("one figure") };
    assert_eq!((item.unit, item.comparator), (FigureUnit::Percent, Comparator::Exact));
    assert!(item.candidates.is_empty() && item.readings.is_empty() && item.population.is_none());
    assert_eq!(item.denominator.as_ref().unwrap().value.unwrap().to_string(), "663");
}

#[test]
fn the_fingerprint_is_of_figures_too_and_of_what_they_say() {
    let fingerprint = |text: &str| parsed(text).fingerprint().to_owned();
    let first = fingerprint(YAML);
    assert_ne!(fingerprint(&YAML.replace("663", "664")), first);
    assert_ne!(fingerprint(&YAML.replace("58% (387)", "58.0% (387)")), first);
    let respelt = YAML.replace("into work}", "into work, comparator: exact}").replace("items", "# a note\nitems");
    assert_eq!(fingerprint(&respelt), first);
    let json = doorstep::to_json("figures.yaml", YAML).unwrap();
    let from_json = Catalogue::parse([("figures.json", json)]).unwrap();
    assert_eq!(from_json.fingerprint(), first);
    assert_eq!(from_json.check_figures("en"), parsed(YAML).check_figures("en"));
}

#[test]
fn a_catalogue_without_figures_keeps_its_fingerprint() {
    let documents = [("v.yaml", "{vocabulary: v, facts: {age: {type: number}}}")];
    let catalogue = Catalogue::parse(documents).unwrap();
    let fingerprint = "7e766856609841c975c4aecbdeda8f275c23d11da551c03116e144e489e091f4";
    assert_eq!(catalogue.fingerprint(), fingerprint);
    assert!(catalogue.check_figures("en").is_empty());
}

#[test]
fn a_problem_stands_where_it_is_written() {
    let text = YAML.replace("value: 663", "value: 0");
    let error = Catalogue::parse([("figures.yaml", text)]).unwrap_err();
    let [found] = error.diagnostics.as_slice() else { panic!("{error}") };
    assert_eq!((found.code.as_str(), found.line, found.column), ("D441", 10, 18));
    let misspelt = YAML.replace("figures:", "figure:");
    let error = Catalogue::parse([("centre.yaml", misspelt)]).unwrap_err();
    let codes: Vec<&str> = error.diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["D101"], "{error}");
}
