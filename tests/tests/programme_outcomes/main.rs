//! The outcomes of every programme: each rests on its source, and says of histories what was worked out by hand.

use std::collections::BTreeSet;
use std::fs;

use doorstep::{
    CaseFile, Catalogue, Code, Date, Duration, OutcomeOptions, OutcomeState, Outcomes, Plain, Programme, add,
    parse_date,
};
use doorstep_tests::repository;
use serde_json::{Value as Json, json};

/// The programmes, with wage floors of this test's own in the place of those that no source of ours gives.
fn catalogue() -> Catalogue {
    let mut documents: Vec<(String, String)> = Vec::new();
    for entry in fs::read_dir(repository().join("programmes")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".yaml") {
            documents.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    let floors =
        |id: &str, values: &str| format!("parameter: {id}\ntype: money\nvalues: [{values}]\nsource: \"a test\"\n");
    for (name, text) in &mut documents {
        match name.as_str() {
            "national_living_wage.yaml" => *text = floors("national_living_wage", "{from: 2010-01-01, value: 9}"),
            "minimum_wage.yaml" => {
                *text = floors("minimum_wage", "{min_age: 25, value: 9}, {max_age: 24, value: 7}");
            }
            _ => {}
        }
    }
    Catalogue::parse(documents).unwrap()
}

fn none() -> Plain {
    Plain::Map(Vec::new())
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// The day so many days after a start: `+21`, `-3`.
fn counted(start: Date, text: &str) -> Date {
    add(start, Duration::Days(text.parse().unwrap())).unwrap()
}

/// The version that an enrolment which starts on a day keeps: that in force, else the nearest.
fn version<'c>(catalogue: &'c Catalogue, programme: &str, start: Date) -> &'c Programme {
    let mut versions = catalogue.programmes().remove(programme).unwrap_or_else(|| panic!("there is no {programme}"));
    let in_force = versions.iter().position(|version| {
        version.in_force.from.is_none_or(|from| from <= start) && version.in_force.to.is_none_or(|to| start <= to)
    });
    versions.remove(in_force.unwrap_or_else(|| panic!("no version of {programme} is in force on {start}")))
}

/// One event as a line of the histories tells it: its days, its kind, its data.
fn event(id: usize, programme: &str, start: Date, text: &str) -> Json {
    let mut words = text.trim().splitn(3, ' ');
    let (days, kind, data) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
    let data: Json = serde_json::from_str(data).unwrap();
    let mut event = json!({"id": format!("e{id}"), "person": "p", "kind": kind, "data": data});
    match days.split_once("..") {
        None => event["on"] = json!(counted(start, days)),
        Some((first, last)) => {
            event["start"] = json!(counted(start, first));
            if !last.is_empty() {
                event["end"] = json!(counted(start, last));
            }
        }
    }
    if kind != "told" {
        event["programme"] = json!(programme);
    }
    event
}

/// What is said of a history, eight hundred days after its start.
fn judged(catalogue: &Catalogue, programme: &str, start: Date, history: &str) -> Outcomes {
    let parts = history.split(';').map(str::trim).filter(|part| !part.is_empty());
    let (flags, events): (Vec<&str>, Vec<&str>) = parts.partition(|part| *part == "not started");
    let events = events.into_iter().enumerate().map(|(id, text)| event(id, programme, start, text));
    let started = json!({"id": "start", "person": "p", "kind": "started", "on": start, "programme": programme});
    let events = events.chain(flags.is_empty().then_some(started));
    let lines: Vec<String> = events.map(|event| event.to_string()).collect();
    let file = CaseFile::from_jsonl(catalogue, lines.join("\n"));
    // A stage that a journey asks for first is none of an outcome's business.
    let faults = file.problems().iter().map(|problem| problem.code).filter(|code| *code != Code::EventNotAllowed);
    // Each questionnaire with an item that was not answered is told of, and nothing else.
    let unanswered = history.split(';').filter(|part| part.contains("null")).map(|_| Code::EventNotScored);
    assert!(faults.eq(unanswered), "{programme}: {history}: {:#?}", file.problems());
    let as_at = counted(start, "800");
    catalogue.outcomes(programme, &none(), &file, as_at, OutcomeOptions::default()).unwrap().unwrap()
}

/// What a history is held to say of an outcome: its state, and the day it was achieved.
struct Told<'t> {
    programme: &'t str,
    starts: Vec<Date>,
    outcome: &'t str,
    state: &'t str,
    on: Option<&'t str>,
    history: &'t str,
}

/// The histories of a file.
fn told(text: &str) -> Vec<Told<'_>> {
    let (mut programme, mut starts, mut outcome) = ("", Vec::new(), "");
    let mut all = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(told) = line.strip_prefix("  ") {
            let (said, history) = told.split_once(':').unwrap();
            let (state, on) = said.split_once(' ').map_or((said, None), |(state, on)| (state, Some(on)));
            all.push(Told { programme, starts: starts.clone(), outcome, state, on, history });
        } else if let Some((id, days)) = line.split_once(' ') {
            (programme, starts) = (id, days.split(' ').map(day).collect());
        } else {
            outcome = line.trim();
        }
    }
    all
}

const HISTORIES: [&str; 3] = [include_str!("landlords.txt"), include_str!("syha.txt"), include_str!("funders.txt")];

#[test]
fn each_outcome_says_of_histories_what_its_words_say() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for told in HISTORIES.into_iter().flat_map(told) {
        for start in &told.starts {
            let outcomes = judged(&catalogue, told.programme, *start, told.history);
            let named = format!("{} from {start}, {}:{}", told.programme, told.outcome, told.history);
            let result = outcomes.get(told.outcome).unwrap_or_else(|| panic!("there is no {named}"));
            let on = told.on.map(|on| counted(*start, on));
            if (result.state.as_str(), result.on) != (told.state, on) {
                wrong.push(format!(
                    "{named}: {} {:?}, and not {} {on:?}",
                    result.state.as_str(),
                    result.on,
                    told.state
                ));
            }
            assert_eq!(
                result.state == OutcomeState::Unknown,
                !result.missing.is_empty(),
                "{named}: {:?}",
                result.missing
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_barrier_that_is_overcome_is_told_from_the_others() {
    let catalogue = catalogue();
    let (_, fact) = catalogue.facts().find(|(name, _)| *name == "barriers").unwrap();
    let codes: Vec<&str> = fact.values.keys().map(String::as_str).filter(|code| *code != "confidence").collect();
    assert!(codes.len() > 10);
    let barriers = |codes: &[&str]| json!({"barriers": {"value": codes, "complete": true}});
    for code in &codes {
        let left: Vec<&str> = codes.iter().filter(|other| *other != code).copied().collect();
        let history = format!("+0 told {}; +60 told {}", barriers(&codes), barriers(&left));
        let start = day("2021-05-04");
        let outcomes = judged(&catalogue, "stockport_employment", start, &history);
        for other in &codes {
            let result = outcomes.get(&format!("overcame_{other}")).unwrap();
            let on = (other == code).then(|| counted(start, "60"));
            assert_eq!(result.on, on, "{other}, where {code} was overcome");
        }
    }
}

#[test]
fn every_outcome_of_every_version_has_a_history_that_achieves_it_and_one_that_does_not() {
    let catalogue = catalogue();
    let (mut achieved, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for told in HISTORIES.into_iter().flat_map(told) {
        let set = if told.state == "achieved" { &mut achieved } else { &mut missed };
        let versions = told.starts.iter().map(|start| version(&catalogue, told.programme, *start).in_force.from);
        set.extend(versions.map(|version| (told.programme, version, told.outcome)));
    }
    let mut untried = Vec::new();
    let mut count = 0;
    for (programme, versions) in catalogue.programmes() {
        for version in versions {
            for outcome in &version.outcomes {
                count += 1;
                let name = outcome.id.as_str();
                let key = (programme, version.in_force.from, name);
                // Barriers by their codes are tried by themselves.
                let is_tried = achieved.contains(&key) && missed.contains(&key) || name.starts_with("overcame_");
                if !is_tried {
                    untried.push(key);
                }
            }
        }
    }
    assert!(untried.is_empty(), "{untried:#?}");
    assert!(count > 150, "{count}");
}

#[test]
fn every_outcome_quotes_its_source_and_says_what_it_is() {
    let mut silent = Vec::new();
    for (programme, versions) in catalogue().programmes() {
        for outcome in versions.iter().flat_map(|version| &version.outcomes) {
            if outcome.source.is_none() || outcome.text.is_none() {
                silent.push(format!("{programme}: {}", outcome.id));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

/// What the case file of somebody says on a day: the outcomes that are not merely not achieved.
fn lived(catalogue: &Catalogue, file: &str, programme: &str, as_at: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join(format!("programmes/case_files/{file}.jsonl"))).unwrap();
    let file = CaseFile::from_jsonl(catalogue, text);
    let outcomes = catalogue.outcomes(programme, &none(), &file, day(as_at), OutcomeOptions::default());
    let outcomes = outcomes.unwrap().unwrap().outcomes;
    let said = outcomes.iter().filter(|result| result.state != OutcomeState::NotAchieved);
    let on = |on: Option<Date>| on.map_or_else(String::new, |on| format!(" {on}"));
    said.map(|result| format!("{} {}{}", result.id, result.state.as_str(), on(result.on.or(result.due_on)))).collect()
}

#[test]
fn case_files_say_what_their_people_achieved() {
    let catalogue = catalogue();
    let said = |file: &str, programme: &str, as_at: &str| lived(&catalogue, file, programme, as_at);
    // David trained, volunteered and got a job, in that order. His health was told as a barrier, and nothing told later says
    // otherwise; whether other things were barriers, and still are, nobody told.
    let text = fs::read_to_string(repository().join("programmes/case_files/david.jsonl")).unwrap();
    let first = |kind: &str| {
        let events = text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
        let first = events.into_iter().find(|event| event["kind"] == kind).unwrap();
        first["on"].as_str().or(first["start"].as_str()).unwrap().to_owned()
    };
    let (course, volunteering, job) = (first("training"), first("volunteering"), first("employment"));
    assert!(course < volunteering && volunteering < job);
    let barriers = [
        "addiction",
        "domestic_abuse",
        "debt",
        "homelessness",
        "language",
        "childcare",
        "travel",
        "digital",
        "skills",
        "offending",
    ];
    let mut expected = vec![
        format!("into_work achieved {job}"),
        format!("course achieved {course}"),
        format!("volunteering achieved {volunteering}"),
        "surer_of_myself unknown".to_owned(),
    ];
    expected.extend(barriers.map(|barrier| format!("overcame_{barrier} unknown")));
    expected.push("barrier_overcome unknown".to_owned());
    assert_eq!(said("david", "stockport_employment", "2022-04-30"), expected);
    // Dan got a job in the first weeks.
    assert_eq!(said("dan", "tyne_move_on", "2020-02-05"), ["into_work achieved 2019-12-04"]);
    // A job from 8 March, confirmed on 14 June: 92 days on 7 June, three months on the 7th, and four on 7 July, of which
    // nothing is told. Wellbeing rose from 18 to 23 points, and the surety of looking for a job from 2.2 to 3.1.
    assert_eq!(
        said("working_win", "working_win", "2021-06-20"),
        [
            "into_work achieved 2021-03-08",
            "stayed_in_work excluded",
            "found_or_stayed achieved 2021-03-08",
            "sustained_13_weeks achieved 2021-06-07",
            "sustained_3_months achieved 2021-06-07",
            "sustained_4_months not_yet_due 2021-07-07",
            "wellbeing achieved 2021-06-14",
            "job_search_confidence achieved 2021-06-14"
        ]
    );
    assert_eq!(said("jets_scotland", "jets_scotland", "2021-09-30"), ["earnings achieved 2021-07-30"]);
    assert_eq!(
        said("whg_employment_skills", "whg_employment_skills", "2022-03-31"),
        [
            "employability achieved 2021-11-22",
            "into_work achieved 2021-12-06",
            "money_advice achieved 2021-09-27",
            "benefits_gained achieved 2021-10-18"
        ]
    );
    // Twelve sessions of 4.25 hours, the last of which ends the course.
    assert_eq!(
        said("hackney_gsb", "hackney_gsb", "2018-06-30"),
        [
            "completed achieved 2018-02-22",
            "fifty_hours achieved 2018-02-22",
            "award achieved 2018-03-02",
            "readier achieved 2018-02-23",
            "education achieved 2018-04-16",
            "progressed achieved 2018-04-16"
        ]
    );
}

#[test]
fn without_a_wage_floor_it_is_said_that_one_would_tell() {
    let catalogue = Catalogue::load(repository().join("programmes")).unwrap();
    let outcomes = judged(&catalogue, "restart", day("2021-09-06"), "+50 pay {\"amount\": 9000}");
    let earnings = outcomes.get("earnings").unwrap();
    assert_eq!(
        (earnings.state.as_str(), earnings.missing.as_slice()),
        ("unknown", &["national_living_wage".to_owned()][..])
    );
}

#[test]
fn a_new_job_is_no_job_kept() {
    let catalogue = catalogue();
    let facts = Plain::from_json(r#"{"in_work": true}"#).unwrap();
    let stayed = |programme: &str, start: &str| {
        let file = CaseFile::from_jsonl(
            &catalogue,
            [
                json!({"id": "a", "person": 7, "kind": "started", "programme": programme, "on": "2020-12-01"}).to_string(),
                json!({"id": "b", "person": 7, "kind": "employment", "start": start, "end": "2021-12-31", "data": {"hours_per_week": 20}})
                    .to_string(),
            ]
            .join("\n"),
        );
        let as_at = day("2022-01-31");
        let outcomes = catalogue.outcomes(programme, &facts, &file, as_at, OutcomeOptions::default()).unwrap().unwrap();
        let stayed = outcomes.get("stayed_in_work").unwrap();
        (stayed.state, stayed.on)
    };
    for programme in ["working_win", "ips_bbo", "ips_nottinghamshire", "ips_secondary_care"] {
        let kept = stayed(programme, "2020-03-01");
        assert_eq!(kept, (OutcomeState::Achieved, Some(day("2020-12-01"))), "{programme}");
        assert_eq!(stayed(programme, "2020-12-02").0, OutcomeState::NotAchieved, "{programme}");
    }
}
