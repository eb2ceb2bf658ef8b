//! The project's own documents: they load without a warning, and their examples hold.

use std::collections::BTreeSet;

use doorstep::{Catalogue, Plain, Status, days_between};
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
            let plan = version.plan.iter().map(|plan| ("plan", &plan.source));
            let actions = version.plan.iter().flat_map(|plan| &plan.actions);
            let plan = plan.chain(actions.map(|action| (action.id.as_str(), &action.source)));
            let named = document.chain(criteria).chain(groups).chain(fundings).chain(advice).chain(plan);
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
        ("kickstart", "2020-09-30", false),
        ("kickstart", "2020-10-01", true),
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
fn funders_rules_are_in_force_on_their_days_alone() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let nothing = Plain::Map(Vec::new());
    for (id, day, in_force) in [
        ("adult_education_budget", "2018-07-31", false),
        ("adult_education_budget", "2018-08-01", true),
        ("adult_education_budget", "2020-07-31", true),
        ("adult_education_budget", "2020-08-01", false),
        ("ips_primary_care", "2023-03-31", false),
        ("ips_primary_care", "2023-04-01", true),
        ("jets", "2020-10-04", false),
        ("jets", "2020-10-05", true),
        ("jets", "2022-09-30", true),
        ("jets", "2022-10-01", false),
        ("jets_scotland", "2020-12-31", false),
        ("jets_scotland", "2022-10-01", false),
        ("restart", "2021-06-27", false),
        ("restart", "2021-06-28", true),
        ("restart", "2024-06-30", true),
        ("restart", "2024-07-01", false),
        ("swap", "2011-07-31", false),
        ("swap", "2011-08-01", true),
        ("tyne_move_on", "2019-09-30", false),
        ("tyne_move_on", "2019-10-01", true),
        ("tyne_move_on", "2019-12-31", true),
        ("tyne_move_on", "2020-01-01", false),
        ("west_london_employment_support", "2021-12-31", false),
        ("west_london_employment_support", "2022-01-01", true),
        ("work_and_health_programme", "2017-10-31", false),
        ("work_and_health_programme", "2017-11-01", true),
        ("work_and_health_programme", "2024-09-30", true),
        ("work_and_health_programme", "2024-10-01", false),
        ("working_win", "2018-02-28", false),
        ("working_win", "2018-03-01", true),
    ] {
        let screening = catalogue.screen(&nothing, doorstep::parse_date(day).unwrap()).unwrap();
        assert_eq!(screening.decision(id).is_some(), in_force, "{id} on {day}");
    }
}

#[test]
fn funders_rules_that_changed_leave_no_day_without_rules() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let programmes = catalogue.programmes();
    for (id, number) in [
        ("adult_education_budget", 2),
        ("restart", 4),
        ("swap", 2),
        ("work_and_health_programme", 5),
        ("working_win", 2),
    ] {
        let versions = &programmes[id];
        assert_eq!(versions.len(), number, "{id}");
        for (version, next) in versions.iter().zip(versions.iter().skip(1)) {
            let (to, from) = (version.in_force.to.unwrap(), next.in_force.from.unwrap());
            assert_eq!(days_between(to, from), 1, "{id}");
        }
    }
}

#[test]
fn nobody_is_sent_to_a_service_that_may_not_take_them() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let programmes = catalogue.programmes();
    let days: BTreeSet<_> = programmes.values().flatten().filter_map(|version| version.in_force.from).collect();
    assert!(days.len() > 20);
    let facts = Plain::from_json(r#"{"age": 12, "local_authority": "kent", "barnet_homes_tenant": false}"#).unwrap();
    let mut refused = 0;
    for day in days {
        let screening = catalogue.screen(&facts, day).unwrap();
        for decision in screening.decisions().filter(|decision| decision.status() == Status::NotEligible) {
            // No document tells of a service that is open to everyone, wherever they live.
            let step = decision.next_step();
            assert_eq!(step.programme, None, "{} on {day}: {}", decision.programme(), step.text);
            refused += 1;
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn who_lives_elsewhere_is_told_to_ask_at_a_local_service() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let facts = Plain::from_json(r#"{"local_authority": "kent", "tenure": "supported"}"#).unwrap();
    let local = ["whg_employment_skills", "peoples_fund", "project_uplift", "ouseburn_farm", "stockport_t_levels"];
    for (day, ids) in [("2019-11-01", &["tyne_move_on"][..]), ("2022-03-31", &local)] {
        let screening = catalogue.screen(&facts, doorstep::parse_date(day).unwrap()).unwrap();
        for id in ids {
            let advice = screening.decision(id).unwrap().advice();
            assert!(advice.iter().any(|advice| advice.text.contains("where you live")), "{id}: {advice:?}");
        }
    }
}

#[test]
fn names_that_disclose_have_another_for_papers_that_travel() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    for (id, versions) in catalogue.programmes() {
        for version in versions {
            assert_eq!(version.reveals.is_some(), version.neutral_name.is_some(), "{id}");
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
