//! An erasure is final, wherever an event comes from and whenever.

use doorstep::{CaseFile, parse_date};
use proptest::prelude::*;

use super::laws::outcome;
use super::random::{SECRET, event, nonsense, written};
use super::{catalogue, file, problems};

fn day() -> doorstep::Date {
    parse_date("2022-07-01").unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn an_erased_person_does_not_come_back(
        sets in prop::collection::vec(prop::collection::vec(event(40), 0..40), 3),
        nonsense in prop::collection::vec(nonsense(), 0..3),
        order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
        person in prop::sample::select(vec!["mo", "mo2", "jo", "al"]),
    ) {
        let catalogue = catalogue();
        let read = |events: &Vec<serde_json::Value>| {
            let lines = events.iter().map(|event| written(event, 0)).chain(nonsense.iter().cloned());
            CaseFile::from_jsonl(&catalogue, lines.collect::<Vec<_>>().join("\n"))
        };
        let phones: Vec<CaseFile> = sets.iter().map(read).collect();
        let all = phones.iter().fold(read(&vec![]), |all, phone| all.merge(phone));
        let office = all.erase(person, day());
        let mut files = phones.clone();
        files.push(office.clone());
        let merged = order.iter().fold(read(&vec![]), |all, at| all.merge(&files[*at]));
        prop_assert_eq!(outcome(&merged), outcome(&office));
        let erased = &office.tombstones()[0].erased;
        prop_assert!(erased.iter().any(|id| id == person));
        for text in [merged.to_jsonl(), outcome(&CaseFile::from_jsonl(&catalogue, merged.to_jsonl()))] {
            for id in erased {
                let secret = format!("{SECRET}{id}\"");
                prop_assert!(!text.contains(&secret), "{} holds {}", text, secret);
            }
        }
        // Lines that do not say whose they are go too.
        for line in merged.rejected() {
            let line: serde_json::Value = serde_json::from_str(line.text()).unwrap();
            let stays = line.get("erased").is_some() || !erased.iter().any(|id| line["person"] == id.as_str());
            prop_assert!(stays && line.get("crc32").is_none(), "{}", line);
        }
        // Unless it is told that somebody else may be the same person, there is nothing more to erase.
        if merged.problems().iter().all(|problem| problem.code.as_str() != "D674") {
            prop_assert_eq!(outcome(&merged.erase(person, day())), outcome(&merged));
        }
    }
}

#[test]
fn all_ids_of_the_person_are_erased_and_those_that_were_joined_by_mistake_are_not() {
    let grant = |id: &str, person: &str| {
        format!(r#"{{"id": "{id}", "person": "{person}", "kind": "grant", "on": "2022-06-01"}}"#)
    };
    let joins = r#"{"id": "j", "person": "a", "kind": "same_person", "on": "2022-06-01", "data": {"person": "b"}}"#;
    let mistake = r#"{"id": "k", "person": "a", "kind": "same_person", "on": "2022-06-01", "data": {"person": "c"}}"#;
    let undone = r#"{"id": "v", "person": "a", "voids": "k"}"#;
    let events = [grant("1", "a"), grant("2", "b"), grant("3", "c")];
    let all = file(&[&events[0], &events[1], &events[2], joins, mistake, undone]);
    let left = all.erase("b", day());
    assert_eq!(left.tombstones()[0].erased, ["a", "b"]);
    assert_eq!(left.events().iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["3"]);
    assert_eq!(left.to_jsonl().lines().next().unwrap(), r#"{"erased":["a","b"],"on":"2022-07-01","crc32":"61475ba5"}"#);
}

#[test]
fn somebody_who_is_joined_to_an_erased_person_later_is_told_of() {
    let office = file(&[]).erase("a", day());
    let joins = r#"{"id": "j", "person": "d", "kind": "same_person", "on": "2022-06-01", "data": {"person": "a"}}"#;
    let merged = file(&[joins]).merge(&office);
    assert_eq!(problems(&merged), [("D674", "j")]);
    assert!(merged.erase("d", day()).events().is_empty());
}

#[test]
fn an_erasure_that_cannot_be_read_is_reported_and_stays() {
    let damaged = file(&[r#"{"erased":["a"],"on":"2022-07-01","crc32":"00000000"}"#]);
    assert_eq!(problems(&damaged), [("D673", "")]);
    let merged = damaged.merge(&file(&[]).erase("b", day()));
    assert_eq!(merged.rejected().len(), 1);
}
