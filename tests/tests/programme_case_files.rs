//! The case files beside the programmes: each is read without a problem, names what its programme has, and lives its plan.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use doorstep::{Catalogue, Events, MetBy, Plain, Programme, Status, Value, evaluate, parse_date};
use doorstep_tests::repository;
use serde_json::{Map, Value as Json, json};

/// Events by the file they are in, without its ending.
fn case_files() -> BTreeMap<String, Vec<Json>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(repository().join("programmes/case_files")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let text = fs::read_to_string(&path).unwrap();
            let events = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            files.insert(path.file_stem().unwrap().to_str().unwrap().to_owned(), events);
        }
    }
    files
}

fn catalogue() -> Catalogue {
    Catalogue::load(repository().join("programmes")).unwrap()
}

fn plain(value: &Json) -> Plain {
    Plain::from_json(&value.to_string()).unwrap()
}

fn read(catalogue: &Catalogue, events: &[Json]) -> Events {
    Events::read(catalogue, &plain(&json!(events))).unwrap()
}

fn text<'j>(event: &'j Json, key: &str) -> Option<&'j str> {
    event[key].as_str()
}

fn day(event: &Json) -> &str {
    text(event, "on").or(text(event, "start")).unwrap_or_default()
}

/// What one event says of another, or of an action or a goal.
fn said<'j>(event: &'j Json, key: &str) -> Option<&'j str> {
    event["data"][key].as_str()
}

fn is_of(event: &Json, kind: &str) -> bool {
    text(event, "kind") == Some(kind)
}

/// The version of a programme that was in force on a day.
fn version<'c>(catalogue: &'c Catalogue, programme: &str, on: &str) -> Option<&'c Programme> {
    let on = parse_date(on)?;
    let versions = catalogue.programmes().remove(programme)?;
    versions.into_iter().find(|version| {
        version.in_force.from.is_none_or(|from| from <= on) && version.in_force.to.is_none_or(|to| on <= to)
    })
}

/// The ids of events that stand: not amended, not voided, and no void.
fn standing(events: &[Json]) -> BTreeSet<&str> {
    let gone: BTreeSet<&str> =
        events.iter().flat_map(|event| [text(event, "amends"), text(event, "voids")]).flatten().collect();
    let stand = events.iter().filter(|event| text(event, "voids").is_none());
    stand.filter_map(|event| text(event, "id")).filter(|id| !gone.contains(id)).collect()
}

#[test]
fn every_case_file_is_read_without_a_problem() {
    let catalogue = catalogue();
    let (mut ids, mut people) = (BTreeSet::new(), BTreeSet::new());
    for (file, events) in case_files() {
        let read = read(&catalogue, &events);
        assert_eq!(read.problems(), [], "{file}");
        let found: BTreeSet<&str> = read.events().iter().map(|event| event.id.as_str()).collect();
        assert_eq!(found, standing(&events), "{file}");
        assert_eq!(read.events().len(), found.len(), "{file}");
        let own: BTreeSet<String> =
            events.iter().filter_map(|event| text(event, "person")).map(str::to_owned).collect();
        assert!(own.iter().all(|person| people.insert(person.clone())), "{file} is about somebody else's person");
        for event in &events {
            let id = text(event, "id").unwrap();
            assert!(ids.insert(id.to_owned()), "{file}: {id} is another event's");
        }
    }
    assert!(people.len() > 20, "{people:?}");
}

#[test]
fn what_case_files_name_is_there() {
    let catalogue = catalogue();
    let programmes = catalogue.programmes();
    let stages = ["referred", "assessed", "agreed", "started", "ended"];
    let mut missing = Vec::new();
    for (file, events) in case_files() {
        let standing = standing(&events);
        for event in &events {
            let id = text(event, "id").unwrap();
            let mut lacks = |what: &str, name: &str| missing.push(format!("{file}: {id} names the {what} {name}"));
            let Some(programme) = text(event, "programme") else { continue };
            if !programmes.contains_key(programme) {
                lacks("programme", programme);
                continue;
            }
            // An enrolment keeps the version it started on.
            let start =
                events.iter().filter(|event| is_of(event, "started") && text(event, "programme") == Some(programme));
            let start = start.map(day).min().unwrap_or_else(|| day(event));
            let Some(version) = version(&catalogue, programme, start) else {
                lacks("version of the day", programme);
                continue;
            };
            let kind = text(event, "kind").unwrap();
            if stages.contains(&kind) && !version.journey.iter().any(|stage| stage.stage.as_str() == kind) {
                lacks("stage", kind);
            }
            let earlier = |kind: &str, key: &str, name: &str| {
                let earlier = events.iter().filter(|other| is_of(other, kind) && day(other) <= day(event));
                earlier.into_iter().any(|other| said(other, key) == Some(name))
            };
            if let Some(action) = said(event, "action").filter(|_| kind != "action_added") {
                let mut actions = version.plan.iter().flat_map(|plan| &plan.actions);
                if !actions.any(|known| known.id.as_str() == action) && !earlier("action_added", "action", action) {
                    lacks("action", action);
                }
            }
            if let Some(goal) =
                said(event, "goal").filter(|goal| kind == "goal_reached" && !earlier("goal_set", "goal", goal))
            {
                lacks("goal", goal);
            }
            if let Some(confirms) = said(event, "confirms").filter(|confirms| !standing.contains(confirms)) {
                lacks("event", confirms);
            }
            let criteria = event["data"]["criteria"].as_array().into_iter().flatten().filter_map(Json::as_str);
            for criterion in criteria {
                if !version.eligibility.iter().flatten().any(|known| known.id.as_str() == criterion) {
                    lacks("criterion", criterion);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn who_starts_may_join_or_a_worker_said_so() {
    let catalogue = catalogue();
    let mut undetermined = Vec::new();
    for (file, events) in case_files() {
        let read = read(&catalogue, &events);
        for start in events.iter().filter(|event| is_of(event, "started")) {
            let mut facts: BTreeMap<String, Plain> = BTreeMap::new();
            // In the order of their days; the later tells.
            for event in read.events().iter().filter(|event| event.kind.as_deref() == Some("told")) {
                if event.on <= parse_date(day(start)) {
                    facts.extend(event.data.clone());
                }
            }
            let (on, programme) = (parse_date(day(start)).unwrap(), text(start, "programme").unwrap());
            let screening = catalogue.screen_with(&Plain::Map(facts.into_iter().collect()), &read, on).unwrap();
            let decision = screening.decision(programme).unwrap();
            match decision.status() {
                Status::Eligible => {}
                Status::Undetermined => undetermined.push(file.clone()),
                Status::NotEligible => {
                    for criterion in decision.criteria() {
                        let is_met = criterion.status.as_str() == "met" || criterion.decided_by != "rules";
                        assert!(is_met, "{file}: {} is not met on {on}", criterion.id);
                    }
                }
            }
        }
    }
    // The report does not say where David lives, nor whose his home is.
    assert_eq!(undetermined, ["david"]);
}

/// Whether records meet an action, by the evaluator of conditions alone.
fn is_met(met_by: &MetBy, attributes: &Json, records: &[&Json]) -> bool {
    let is_true =
        |condition: &str, names: Json| evaluate(condition, &plain(&names), None).unwrap() == Value::Boolean(true);
    let counts = |record: &&&Json| {
        let mut names: Map<String, Json> =
            attributes.as_object().unwrap().keys().map(|name| (name.clone(), Json::Null)).collect();
        names.extend(record["data"].as_object().cloned().unwrap_or_default());
        met_by.r#where.as_ref().is_none_or(|counts| is_true(counts.as_str(), Json::Object(names)))
    };
    let counted: Vec<&&Json> = records.iter().filter(counts).collect();
    let at_least = met_by.at_least.as_ref().map_or("1", |at_least| at_least.as_str());
    match &met_by.sum {
        None => is_true(&format!("count(them) >= {at_least}"), json!({"them": vec![1; counted.len()]})),
        Some(attribute) => {
            let amounts: Vec<&Json> = counted.iter().map(|record| &record["data"][attribute.as_str()]).collect();
            is_true(&format!("sum(them) >= {at_least}"), json!({"them": amounts}))
        }
    }
}

#[test]
fn every_plan_with_actions_has_a_case_file_that_goes_all_the_way_through_it() {
    let catalogue = catalogue();
    let documents = fs::read_to_string(repository().join("tests/documents/programmes.json")).unwrap();
    let documents: Json = serde_json::from_str(&documents).unwrap();
    let files = case_files();
    let mut open = BTreeSet::new();
    let mut plans = 0;
    for (programme, versions) in catalogue.programmes() {
        for version in versions {
            let Some(plan) = version.plan.as_ref().filter(|plan| !plan.actions.is_empty()) else { continue };
            plans += 1;
            // The grants of the People's Fund are in the file of the service that gives them.
            let name = if programme == "peoples_fund" { "whg_employment_skills" } else { programme };
            let lived = files.iter().filter(|(file, events)| {
                let in_version = |on: &str| {
                    self::version(&catalogue, programme, on).is_some_and(|of| of.in_force.from == version.in_force.from)
                };
                let start =
                    events.iter().find(|event| is_of(event, "started") && text(event, "programme") == Some(programme));
                file.starts_with(name) && start.is_some_and(|start| in_version(day(start)))
            });
            let (_, events) = lived.into_iter().next().unwrap_or_else(|| panic!("{programme} has no case file"));
            let own: Vec<&Json> = events.iter().filter(|event| text(event, "programme") == Some(programme)).collect();
            for action in &plan.actions {
                let id = action.id.as_str();
                let is_settled = own.iter().any(|event| {
                    (is_of(event, "action_done") || is_of(event, "action_dropped")) && said(event, "action") == Some(id)
                });
                let is_met = action.met_by.as_ref().is_some_and(|met_by| {
                    let kind = met_by.record.as_str();
                    let attributes = &documents["vocabulary.json"]["records"][kind]["attributes"];
                    let records: Vec<&Json> =
                        own.iter().copied().filter(|event| is_of(event, kind) && event["subject"].is_null()).collect();
                    is_met(met_by, attributes, &records)
                });
                assert!(!(is_met && is_settled), "{programme}: {id} is met by records, so nobody needs to say so");
                if !is_met && !is_settled {
                    open.insert(format!("{programme}: {id}"));
                }
            }
        }
    }
    assert_eq!(open, BTreeSet::new());
    assert!(plans >= 20, "{plans}");
}

#[test]
fn case_files_use_every_kind_of_event() {
    // Without `claimed` and `paid`: no source tells what is claimed of whom for these programmes.
    let fixed = [
        "same_person",
        "consent",
        "told",
        "referred",
        "decided",
        "assessed",
        "agreed",
        "started",
        "assigned",
        "goal_set",
        "goal_reached",
        "action_added",
        "action_started",
        "action_done",
        "action_dropped",
        "contact",
        "followed_up",
        "referred_on",
        "review",
        "paused",
        "resumed",
        "ended",
    ];
    let documents = fs::read_to_string(repository().join("tests/documents/programmes.json")).unwrap();
    let documents: Json = serde_json::from_str(&documents).unwrap();
    let declared = ["records", "scales"].map(|part| documents["vocabulary.json"][part].as_object().unwrap().keys());
    let files = case_files();
    let used: BTreeSet<&str> = files.values().flatten().filter_map(|event| text(event, "kind")).collect();
    let kinds = fixed.into_iter().chain(declared.into_iter().flatten().map(String::as_str));
    let unused: Vec<&str> = kinds.filter(|kind| !used.contains(kind)).collect();
    assert_eq!(unused, Vec::<&str>::new());
    for key in ["amends", "voids", "recorded_at", "recorded_by", "evidence", "subject", "end"] {
        assert!(files.values().flatten().any(|event| !event[key].is_null()), "no event has `{key}`");
    }
    for (key, values) in [
        ("decision", vec!["accepted", "waiting", "declined", "signposted"]),
        ("result", vec!["reached", "not_reached", "refused"]),
    ] {
        let given: BTreeSet<&str> = files.values().flatten().filter_map(|event| said(event, key)).collect();
        assert_eq!(given, values.into_iter().collect(), "{key}");
    }
}

#[test]
fn each_event_of_the_journeys_told_in_the_report_is_accounted_for() {
    let readme = fs::read_to_string(repository().join("programmes/case_files/README.md")).unwrap();
    let files = case_files();
    for (file, count) in [("david", 26), ("dan", 20)] {
        let events = &files[file];
        assert_eq!(events.len(), count, "{file}");
        // Rows give one event, two, or the first and last of several; together they give all, in order.
        let mut next = 1;
        for row in readme.lines().filter(|line| line.starts_with(&format!("| `{file}-"))) {
            let cell = row.trim_start_matches("| ").split(" |").next().unwrap();
            let ids: Vec<usize> =
                cell.split('`').filter_map(|part| part.strip_prefix(&format!("{file}-"))?.parse().ok()).collect();
            assert_eq!(ids.first(), Some(&next), "{row}");
            let last = ids.last().unwrap();
            assert!(ids.len() == 1 || cell.contains(" to ") || last - next == 1, "{row}");
            next = last + 1;
        }
        assert_eq!(next, count + 1, "{file}");
        // The report gives no days, so nobody recorded any.
        assert!(events.iter().all(|event| event["recorded_at"].is_null()), "{file}");
    }
}
