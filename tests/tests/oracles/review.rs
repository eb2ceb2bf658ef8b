//! `review`: continuing criteria say what the same conditions say as criteria.

use doorstep_tests::oracle::{Fact, Recipe, Told, each};
use serde_json::json;

use crate::case::{Case, expect};

#[test]
fn a_review_says_what_criteria_say() {
    each(1_000, |choices| {
        let mut case = Case::new(&Recipe::default(), choices);
        for version in case.catalogue.programmes.iter_mut().flat_map(|programme| &mut programme.versions) {
            version.continuing = version.criteria.clone();
        }
        case.loaded = case.catalogue.load();
        // A review is of facts alone.
        case.person.tell(Fact::Events, Told::NotAsked);
        let screening = case.screen();
        for number in 0..case.catalogue.programmes.len() {
            let id = format!("p{number}");
            let reviewed = case.loaded.review(&id, &case.person.plain(), case.day.date());
            let reviewed = reviewed.map_err(|error| format!("{:?}", error.problems))?;
            let criteria = screening.decision(&id).map(|decision| decision.criteria());
            let strip = |results: Option<Vec<doorstep::CriterionResult>>, open: bool| {
                let results = results.into_iter().flatten().map(|result| {
                    let missing = if open { Some(result.missing) } else { None };
                    json!([&result.id[1..], result.status, result.because, missing, result.assured])
                });
                results.collect::<Vec<_>>()
            };
            expect(reviewed.is_some() == criteria.is_some(), &case, || format!("{id} is in force for one alone"))?;
            let (reviewed, criteria) = (strip(reviewed, true), strip(criteria, true));
            expect(reviewed == criteria, &case, || format!("{id}: {}, and {}", json!(reviewed), json!(criteria)))?;
        }
        Ok(())
    });
}
