//! Provision: every number is that of the people screened one by one, and every group is left out by every programme.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use arrow_array::RecordBatch;
use doorstep::{Availability, Catalogue, HeadCount, Plain, Provision, ProvisionOptions, Status};
use doorstep_tests::oracle::{Catalogue as Made, Recipe, each, generate};
use serde_json::{Map, Value as Json, json};

use crate::columns::{table, told};

type Person = Map<String, Json>;

/// The catalogue with one more programme, for those whom a condition fits.
fn with_condition(catalogue: &Made, condition: &str) -> Catalogue {
    let mut documents = catalogue.documents();
    let when = json!([{"id": "fits", "text": "It fits you", "when": condition}]);
    documents.insert(
        "fits".to_owned(),
        json!({"programme": "fits", "name": "Fits", "source": "made up", "in_force": {}, "eligibility": when}),
    );
    Catalogue::parse(documents.iter().map(|(name, document)| (format!("{name}.json"), document.to_string()))).unwrap()
}

fn screen(catalogue: &Catalogue, facts: &Person, day: doorstep::Date) -> Option<doorstep::Screening> {
    catalogue.screen(&Plain::from_json(&json!(facts).to_string()).unwrap(), day).ok()
}

/// The statuses of a person for the programmes that were looked at.
fn statuses(catalogue: &Catalogue, facts: &Person, day: doorstep::Date, provision: &Provision) -> Option<Vec<Status>> {
    let screening = screen(catalogue, facts, day)?;
    let of = |reach: &doorstep::Reach| screening.decision(&reach.programme).unwrap().status();
    Some(provision.programmes.iter().map(of).collect())
}

fn is_count(found: HeadCount, low: usize, high: usize) -> bool {
    (found.low, found.high) == (low as u64, high as u64)
}

/// How many people all statuses are surely, and possibly, like what is asked.
fn between(people: &[Vec<Status>], wanted: impl Fn(usize) -> bool) -> (usize, usize) {
    let counts = people.iter().map(|statuses| {
        let count = |of| statuses.iter().filter(|status| **status == of).count();
        let (sure, open) = (count(Status::Eligible), count(Status::Undetermined));
        (sure..=sure + open).map(&wanted).collect::<Vec<_>>()
    });
    let counts: Vec<Vec<bool>> = counts.collect();
    let all = counts.iter().filter(|possible| possible.iter().all(|fits| *fits)).count();
    (all, counts.iter().filter(|possible| possible.iter().any(|fits| *fits)).count())
}

fn numbers_are_right(people: &[Vec<Status>], found: &Provision) -> Result<(), String> {
    for (places, count) in [found.nowhere, found.one, found.several].into_iter().enumerate() {
        let (low, high) = between(people, |open| open.min(2) == places);
        if !is_count(count, low, high) {
            return Err(format!("{places} places: {count:?}, not {low} to {high}"));
        }
    }
    let at = |id: &str| found.programmes.iter().position(|reach| reach.programme == id).unwrap();
    let possible = |status: Status| status != Status::NotEligible;
    for reach in &found.programmes {
        let own = || people.iter().map(|statuses| statuses[at(&reach.programme)]);
        let (low, high) =
            (own().filter(|own| *own == Status::Eligible).count(), own().filter(|own| possible(*own)).count());
        if !is_count(reach.people, low, high) {
            return Err(format!("{reach:?}, not {low} to {high}"));
        }
    }
    let order = |status: Status| match status {
        Status::NotEligible => 0,
        Status::Undetermined => 1,
        Status::Eligible => 2,
    };
    let mut contained = BTreeSet::new();
    for overlap in &found.overlaps {
        let [one, other] = overlap.programmes.each_ref().map(|id| at(id));
        let both = || people.iter().map(|statuses| order(statuses[one]).min(order(statuses[other])));
        let (low, high) = (both().filter(|both| *both == 2).count(), both().filter(|both| *both > 0).count());
        if !is_count(overlap.people, low, high) {
            return Err(format!("{overlap:?}, not {low} to {high}"));
        }
        for (one, other, names) in [(one, other, [0, 1]), (other, one, [1, 0])] {
            if low > 0 && people.iter().all(|statuses| order(statuses[one]) <= order(statuses[other])) {
                contained.insert(names.map(|name| overlap.programmes[name].clone()));
            }
        }
    }
    let named: BTreeSet<[String; 2]> =
        found.contained.iter().map(|contained| [contained.programme.clone(), contained.within.clone()]).collect();
    if named != contained {
        return Err(format!("{named:?} are contained, and should be {contained:?}"));
    }
    Ok(())
}

/// How large the largest group is of which a few facts alone show that every programme leaves it out.
fn largest(catalogue: &Catalogue, people: &[Person], day: doorstep::Date, found: &Provision) -> u64 {
    let mut best = 0;
    for person in people {
        let names: Vec<&String> = person.keys().collect();
        for chosen in 0..1_u32 << names.len().min(7) {
            let own: Person = names
                .iter()
                .enumerate()
                .filter(|(at, _)| chosen >> at & 1 == 1)
                .map(|(_, name)| ((*name).clone(), person[*name].clone()))
                .collect();
            let fits = people.iter().filter(|facts| own.iter().all(|(name, value)| facts.get(name) == Some(value)));
            let fits = fits.count() as u64;
            let left_out = || statuses(catalogue, &own, day, found);
            if fits > best && left_out().is_some_and(|all| all.iter().all(|status| *status == Status::NotEligible)) {
                best = fits;
            }
        }
    }
    best
}

#[test]
fn provision_is_what_screening_says_one_by_one() {
    let (groups, nowhere, by_hand, found_largest) = (Cell::new(0), Cell::new(0), Cell::new(0), Cell::new(0));
    let smaller = Cell::new(0);
    each(250, |choices| {
        let day = generate::judged_on(choices);
        let catalogue = generate::catalogue(&Recipe::default(), choices);
        let loaded = catalogue.load();
        let people: Vec<Person> = (0..8 + choices.below(25))
            .filter_map(|_| match generate::person(&catalogue, day, choices).json() {
                // Those whose facts disagree, or are impossible, are listed, which other tests look at.
                Json::Object(facts) => Some(told(facts)),
                _ => None,
            })
            .collect();
        let listed = |table: &RecordBatch| {
            let (_, problems) = loaded.screen_table(table, day.date(), doorstep::TableOptions::default()).unwrap();
            problems.iter().flat_map(|problem| problem.first.clone()).collect::<BTreeSet<u64>>()
        };
        let odd = listed(&table(&people, choices));
        let people: Vec<Person> =
            (0..).zip(people).filter(|(row, _)| !odd.contains(row)).map(|(_, facts)| facts).collect();
        let table = table(&people, choices);
        let options = ProvisionOptions { threads: Some(1 + choices.below(2)), ..ProvisionOptions::default() };
        let mut survey =
            loaded.provision_survey(table.schema_ref(), day.date(), options).map_err(|error| error.to_string())?;
        let cut = choices.below(people.len() + 1);
        survey.add(&table.slice(0, cut)).unwrap();
        survey.add(&table.slice(cut, people.len() - cut)).unwrap();
        let found = survey.finish();
        let context = |what: String| format!("{what}\n{}\n{}", json!(people), json!(catalogue.documents()));
        for aside in &found.set_aside {
            if aside.availability == Availability::Open && !aside.open_to_all {
                return Err(context(format!("{aside:?} is open and has rules")));
            }
        }
        let judged: Vec<Vec<Status>> =
            people.iter().filter_map(|facts| statuses(&loaded, facts, day.date(), &found)).collect();
        if judged.len() != people.len() || found.people != people.len() as u64 {
            return Err(context("somebody is missing".to_owned()));
        }
        numbers_are_right(&judged, &found).map_err(context)?;
        nowhere.set(nowhere.get() + found.nowhere.low);
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for group in &found.left_out {
            let with = with_condition(&catalogue, &group.condition);
            let fits = |facts: &Person| screen(&with, facts, day.date()).unwrap().decision("fits").unwrap().status();
            let fitting: BTreeSet<usize> =
                (0..people.len()).filter(|row| fits(&people[*row]) == Status::Eligible).collect();
            let left_out = |row: &usize| judged[*row].iter().all(|status| *status == Status::NotEligible);
            if !fitting.iter().all(left_out) {
                return Err(context(format!("not all are left out of whom {} holds", group.condition)));
            }
            let more = fitting.difference(&seen).count() as u64;
            if (group.people, group.more) != (fitting.len() as u64, more) || more == 0 {
                let wanted = fitting.len();
                return Err(context(format!("{group:?}: {wanted}, {more} more")));
            }
            seen.extend(fitting);
        }
        if found.not_described != found.nowhere.low - seen.len() as u64 {
            return Err(context(format!("{} are not described, of {:?}", found.not_described, found.nowhere)));
        }
        groups.set(groups.get() + found.left_out.len());
        let best = largest(&loaded, &people, day.date(), &found);
        let own = found.left_out.iter().map(|group| group.people).max().unwrap_or(0);
        by_hand.set(by_hand.get() + best);
        found_largest.set(found_largest.get() + own);
        smaller.set(smaller.get() + u32::from(own < best));
        Ok(())
    });
    println!(
        "provision: {nowhere:?} people can go nowhere, in {groups:?} groups; the largest hold {found_largest:?}, by single values \
         {by_hand:?}; {smaller:?} smaller"
    );
    // Groups of whole ranges hold more people than those of single values do.
    assert!(found_largest.get() >= by_hand.get());
}

#[test]
fn areas_add_up() {
    let documents = BTreeMap::from([
        ("v.json", json!({"vocabulary": "v", "facts": {"age": {"type": "number"}}})),
        (
            "p.json",
            json!({"programme": "p", "name": "P", "in_force": {}, "source": "made up",
                   "eligibility": [{"id": "age", "text": "You are 25 or over", "when": "age >= 25"}]}),
        ),
    ]);
    let catalogue = Catalogue::parse(documents.iter().map(|(name, json)| (*name, json.to_string()))).unwrap();
    let ages: Vec<Option<i64>> = (0..90).map(|row| (row % 9 != 0).then_some(row % 50)).collect();
    let areas: Vec<Option<&str>> = (0..90).map(|row| ["north", "south", "east"].get(row % 4).copied()).collect();
    let people = RecordBatch::try_from_iter([
        ("person_id", std::sync::Arc::new((0..90).collect::<arrow_array::Int32Array>()) as arrow_array::ArrayRef),
        ("age", std::sync::Arc::new(ages.into_iter().collect::<arrow_array::Int64Array>())),
        ("patch", std::sync::Arc::new(areas.into_iter().collect::<arrow_array::StringArray>())),
    ])
    .unwrap();
    let options = ProvisionOptions { area: Some("patch".to_owned()), ..ProvisionOptions::default() };
    let day = doorstep::parse_date("2022-06-01").unwrap();
    let found = catalogue.provision(&people, day, options).unwrap();
    let names: Vec<Option<&str>> = found.areas.iter().map(|area| area.area.as_deref()).collect();
    assert_eq!(names, [Some("east"), Some("north"), Some("south"), None]);
    let sum = |of: &dyn Fn(&doorstep::AreaProvision) -> u64| found.areas.iter().map(of).sum::<u64>();
    assert_eq!(sum(&|area| area.people), 90);
    for (all, of) in [(found.nowhere, 0), (found.one, 1), (found.several, 2)] {
        let of = |area: &doorstep::AreaProvision| [area.nowhere, area.one, area.several][of];
        assert_eq!((sum(&|area| of(area).low), sum(&|area| of(area).high)), (all.low, all.high));
    }
    assert!(found.problems.is_empty(), "an area need be no fact: {:?}", found.problems);
    assert!(found.areas.iter().all(|area| area.nowhere.small == (1..10).contains(&area.nowhere.low)
        || area.nowhere.small == (1..10).contains(&area.nowhere.high)));
}
