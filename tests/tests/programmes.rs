//! The project's own documents: they load without a warning, and their examples hold.

use doorstep::{Catalogue, Plain};
use doorstep_tests::{NOTICE_EVERYTHING, remaining, repository};

fn examples_hold(folder: &str) {
    let catalogue = Catalogue::load(repository().join(folder)).unwrap();
    assert_eq!(catalogue.check(), []);
    for (id, versions) in catalogue.programmes() {
        assert!(versions.iter().all(|version| !version.examples.is_empty()), "{id} has a version with no example");
    }
    let report = catalogue.test();
    assert!(report.passed(), "{report}");
    assert!(report.untried.is_empty(), "{report}");
}

#[test]
fn the_seeds_programmes_say_what_their_examples_say() {
    examples_hold("programmes");
}

#[test]
fn the_first_programme_says_what_its_examples_say() {
    examples_hold("examples/first_programme");
}

#[test]
fn examples_notice_what_they_should() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let remaining = remaining(&catalogue.test());
    remaining.iter().for_each(|(programme, changes)| println!("{programme}:\n  {}", changes.join("\n  ")));
    for programme in NOTICE_EVERYTHING {
        assert!(catalogue.programmes().contains_key(programme), "there is no programme `{programme}`");
        assert_eq!(remaining.get(*programme), None, "give `{programme}` an example for each of these");
    }
}

#[test]
fn every_criterion_quotes_its_source() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    for (id, versions) in catalogue.programmes() {
        for version in versions {
            assert!(version.source.is_some(), "{id}");
            for criterion in version.eligibility.iter().flatten() {
                assert!(criterion.source.is_some(), "{id}.{}", criterion.id);
            }
        }
    }
}

#[test]
fn documents_in_json_are_the_documents_in_yaml() {
    let yaml = Catalogue::load(repository().join("programmes")).unwrap();
    let path = repository().join("tests/documents/programmes.json");
    let documents: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let json = Catalogue::parse(documents.into_iter().map(|(name, document)| (name, document.to_string()))).unwrap();
    assert_eq!(json.fingerprint(), yaml.fingerprint());
    let folder = Catalogue::load(repository().join("programmes/none"));
    assert_eq!(folder.unwrap_err().diagnostics[0].code.as_str(), "D011");
    assert!(yaml.screen(&Plain::Map(Vec::new()), doorstep::parse_date("2022-03-31").unwrap()).is_ok());
}
