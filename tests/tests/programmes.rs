//! The project's own documents: they load without a warning, and their examples hold.

use doorstep::{Catalogue, Plain};
use doorstep_tests::{MAY_MISS, remaining, repository};

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
    let missing: Vec<&str> = remaining.keys().map(String::as_str).collect();
    let mut may_miss = MAY_MISS.to_vec();
    may_miss.sort_unstable();
    assert_eq!(missing, may_miss, "give each an example for what is printed above, or take it off the list");
}

#[test]
fn every_rule_quotes_its_source() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let mut silent = Vec::new();
    for (id, versions) in catalogue.programmes() {
        for version in versions {
            let criteria =
                version.eligibility.iter().flatten().map(|criterion| (criterion.id.as_str(), &criterion.source));
            let groups = version.target_groups.iter().map(|group| (group.id.as_str(), &group.source));
            let fundings = version.funding.iter().map(|funding| (funding.id.as_str(), &funding.source));
            let advice = version.advice.iter().map(|advice| ("advice", &advice.source));
            let document = std::iter::once(("document", &version.source));
            let named = document.chain(criteria).chain(groups).chain(fundings).chain(advice);
            silent.extend(named.filter(|(_, source)| source.is_none()).map(|(item, _)| format!("{id}: {item}")));
            // What the sources do not tell of referrals or days is said in a note.
            let referrals = version.referrals.iter().map(|told| ("referrals", &told.source, &told.note));
            let day = version.in_force.from.or(version.in_force.to);
            let days = day.map(|_| ("in_force", &version.in_force.source, &version.in_force.note));
            let unsaid = referrals.chain(days).filter(|(_, source, note)| source.is_none() && note.is_none());
            silent.extend(unsaid.map(|(item, ..)| format!("{id}: {item}")));
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_fact_can_be_asked() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let silent: Vec<&str> =
        catalogue.facts().filter(|(_, fact)| fact.question.is_none()).map(|(name, _)| name).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn programmes_are_in_force_on_their_days_alone() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let nothing = Plain::Map(Vec::new());
    for (id, day, in_force) in [
        ("foundations_4_work", "2017-12-31", false),
        ("foundations_4_work", "2018-01-01", true),
        ("hackney_gsb", "2014-01-01", true),
        ("hecs", "2009-01-31", false),
        ("hecs", "2009-02-01", true),
        ("hecs", "2022-03-31", true),
        ("increase_vs", "2017-12-31", false),
        ("increase_vs", "2018-01-01", true),
        ("increase_vs", "2023-03-31", true),
        ("increase_vs", "2023-04-01", false),
        ("kickstart", "2022-03-31", true),
        ("kickstart", "2022-04-01", false),
        ("love_london_working", "2015-12-31", false),
        ("love_london_working", "2023-12-31", true),
        ("love_london_working", "2024-01-01", false),
        ("motiv8", "2015-12-31", false),
        ("motiv8", "2016-01-01", true),
        ("steps_to_work", "2022-03-31", false),
        ("steps_to_work", "2022-04-01", true),
    ] {
        let screening = catalogue.screen(&nothing, doorstep::parse_date(day).unwrap()).unwrap();
        assert_eq!(screening.decision(id).is_some(), in_force, "{id} on {day}");
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
