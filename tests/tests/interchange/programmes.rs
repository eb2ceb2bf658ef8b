//! The project's own programmes, out and in again.

use doorstep::{
    Catalogue, Date, ExportOptions, Exported, Fact, FactType, ImportOptions, Imported, Programme, import_service,
    to_json,
};
use doorstep_tests::repository;
use serde_json::{Map, Value, json};

use super::{area, judged, paths, plain, status};

/// How many people each version decides.
const PEOPLE: u64 = 40;

/// The project's programmes, and what sends them there and back.
struct Project {
    catalogue: Catalogue,
    vocabularies: Vec<(String, String)>,
    out: ExportOptions,
    back: ImportOptions,
}

impl Project {
    fn new() -> Self {
        let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
        let mut out = ExportOptions::default();
        out.area_facts = vec!["local_authority".to_owned()];
        let mut back = ImportOptions::default();
        back.declared = catalogue.facts().map(|(name, _)| name.to_owned()).collect();
        let codes = &catalogue.facts().find(|(name, _)| *name == "local_authority").unwrap().1.values;
        let code = |(code, value): (&String, &doorstep::CodeValue)| {
            area(&format!("local_authority = {code:?}"), &value.text.in_language("en").text, None)
        };
        back.areas = codes.iter().map(code).collect();
        Self { catalogue, vocabularies: vocabularies(), out, back }
    }

    fn there_and_back(&self, id: &str, day: Date) -> (Exported, Imported, Catalogue) {
        let exported = self.catalogue.export_service(id, day, &self.out).unwrap();
        let imported = import_service(&exported.service.to_string(), &self.back).unwrap();
        let documents = imported.documents().into_iter().chain(self.vocabularies.clone());
        let after = Catalogue::parse(documents).unwrap();
        (exported, imported, after)
    }
}

/// The project's vocabularies.
fn vocabularies() -> Vec<(String, String)> {
    let files = std::fs::read_dir(repository().join("programmes")).unwrap().map(|entry| entry.unwrap().path());
    let named = files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path));
    named
        .filter(|(name, _)| name.starts_with("vocabulary"))
        .map(|(name, path)| (name.clone(), to_json(&name, &std::fs::read_to_string(path).unwrap()).unwrap()))
        .map(|(name, json)| (name.replace(".yaml", ".json"), json))
        .collect()
}

/// The words of a service's question are those of the criteria that are listed, and of nothing else; what else has
/// words is a note.
fn said_and_listed(version: &Programme, exported: &Exported) {
    let listed = paths(&exported.not_covered);
    let is_listed = |key: &str, at: usize| listed.contains(&format!("{key}[{at}]").as_str());
    let criteria = version.eligibility.iter().flatten().enumerate().filter(|(at, _)| is_listed("eligibility", *at));
    let words: Vec<String> = criteria.map(|(_, criterion)| criterion.text.in_language("en").text).collect();
    let described = exported.service["eligibility_description"].as_str().unwrap_or_default();
    assert_eq!(described, words.join("\n"), "{}", exported.programme);
    let note = exported.service["description"].as_str().unwrap_or_default();
    for (at, group) in version.target_groups.iter().enumerate() {
        assert!(is_listed("target_groups", at) && note.contains(&group.text.in_language("en").text), "{note}");
    }
    for (at, criterion) in version.continuing.iter().enumerate() {
        assert!(is_listed("continuing", at) && note.contains(&criterion.text.in_language("en").text), "{note}");
    }
}

/// On the days of their examples.
#[test]
fn what_comes_back_decides_no_example_otherwise() {
    let project = Project::new();
    let (mut decided, mut tried) = (0, 0);
    for (id, versions) in project.catalogue.programmes() {
        for version in versions {
            for example in &version.examples {
                let (exported, _, after) = project.there_and_back(id, example.as_at);
                if exported.version != version.in_force.from {
                    continue;
                }
                let is = status(&after, &example.facts, &example.as_at.to_string());
                assert!(is == example.expect.as_str() || is == "undetermined", "{id}: {is} for {example:?}");
                tried += 1;
                decided += usize::from(is != "undetermined");
            }
        }
    }
    // Where a place's service may take others too, that does not travel: it is undetermined at the other end.
    assert!(tried > 100 && decided > 15, "{decided} of {tried}");
}

/// Every version, for many people: before somebody has judged the words of a service, and after they have.
#[test]
fn what_comes_back_decides_nobody_otherwise() {
    let project = Project::new();
    let facts: Vec<(&str, &Fact)> = project.catalogue.facts().filter(|(_, fact)| fact.derive.is_none()).collect();
    let mut seen = [0; 3];
    for (id, versions) in project.catalogue.programmes() {
        for version in versions {
            let day = version.in_force.from.or(version.in_force.to);
            let day = day.or(version.examples.first().map(|example| example.as_at));
            let day = day.unwrap_or_else(|| super::day("2022-06-01"));
            let (exported, imported, after) = project.there_and_back(id, day);
            assert_eq!(exported.version, version.in_force.from);
            said_and_listed(version, &exported);
            for seed in 0..PEOPLE {
                let mut told = person(&facts, seed);
                let screening = project.catalogue.screen(&plain(&told), day).unwrap();
                let decision = screening.decision(id).unwrap();
                let was = decision.status().as_str();
                for judge in [false, true] {
                    if judge {
                        told.extend(judged(&decision, &exported, &imported));
                    }
                    let is = status(&after, &plain(&told), &day.to_string());
                    assert!(was == is || is == "undetermined", "{id} on {day} was {was} and is {is} for {told:?}");
                    let at = ["eligible", "not_eligible", "undetermined"].iter().position(|one| *one == is);
                    seen[at.unwrap()] += 1;
                }
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
}

/// Somebody who tells most facts, always the same for a seed.
fn person(facts: &[(&str, &Fact)], seed: u64) -> Map<String, Value> {
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = |below: u64| {
        // xorshift64*
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % below
    };
    let mut told = Map::new();
    for (name, fact) in facts {
        if next(8) == 0 {
            continue;
        }
        let codes: Vec<&String> = fact.values.keys().collect();
        let value = match fact.r#type {
            FactType::Boolean => json!(next(2) == 0),
            FactType::Number | FactType::Money => json!([0, 1, 2, 12, 16, 20, 30, 52, 300, 20_000][next(10) as usize]),
            // Births of every year from 1940, and other days.
            FactType::Date => json!(format!("{}-{:02}-{:02}", 1940 + next(83), 1 + next(12), 1 + next(28))),
            FactType::Code if codes.is_empty() => continue,
            FactType::Code => json!(codes[next(codes.len() as u64) as usize]),
            FactType::Codes => Value::from_iter(codes.into_iter().filter(|_| next(3) == 0).cloned()),
            FactType::Text => continue,
        };
        told.insert((*name).to_owned(), value);
    }
    told
}
