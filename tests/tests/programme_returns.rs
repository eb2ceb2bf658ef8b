//! The returns of the seeds: each says what it rests on, and asks for what its source asks for and no more.

use std::collections::{BTreeMap, BTreeSet};

use doorstep::{
    CaseFile, Catalogue, Cell, Indicator, Number, OutcomeOptions, Plain, Return, TargetOf, TargetPer, Unit, parse_date,
};
use doorstep_tests::repository;
use serde_json::{Value as Json, json};

fn catalogue() -> Catalogue {
    Catalogue::load(repository().join("programmes")).unwrap()
}

/// An indicator: its id, its unit, and what it counts.
type Counts = (&'static str, &'static str, &'static str);

/// Each return's calendar, and its indicators.
const RETURNS: &[(&str, &str, &[Counts])] = &[
    (
        "boost_since_launch",
        "since_launch",
        &[("people_into_work", "person", "into_work"), ("jobs", "record", "employment")],
    ),
    (
        "boost_year",
        "financial_year",
        &[
            ("sign_ups", "person", "started"),
            ("into_work", "person", "into_work of started"),
            ("interventions", "record", "support"),
            ("employment_interventions", "record", "support"),
            ("wellbeing_and_translation", "record", "support"),
            ("trained", "person", "training"),
            ("worked_with", "person", "support"),
            ("employers", "employment.employer", "employment"),
        ],
    ),
    (
        "foundations_4_work",
        "calendar_year",
        &[
            ("referred", "person", "referred"),
            ("moved_through", "person", "moved_through of referred"),
            ("entered", "person", "started"),
        ],
    ),
    (
        "gsb",
        "since_launch",
        &[
            ("took_part", "person", "started"),
            ("completed", "person", "completed of started"),
            ("reported", "person", "reported"),
            ("readier", "person", "readier of reported"),
        ],
    ),
    (
        "hackney_gsb",
        "since_launch",
        &[
            ("began", "person", "started"),
            ("completed", "person", "completed"),
            ("award", "person", "award of completed"),
            ("progressed", "person", "progressed of completed"),
            ("education", "person", "education"),
            ("training", "person", "training_after"),
            ("into_work", "person", "into_work"),
        ],
    ),
    (
        "hecs",
        "since_launch",
        &[
            ("jobs_advertised", "opportunity", "opportunity"),
            ("homeseekers", "person", "enquiry"),
            ("enquiries", "record", "enquiry"),
        ],
    ),
    (
        "hidden_talent",
        "since_launch",
        &[
            ("signed_up", "person", "started"),
            ("into_work", "person", "into_work of started"),
            ("education", "person", "education of started"),
            ("job_search_skills", "person", "job_search_skills of started"),
            ("life_skills", "person", "life_skills of started"),
            ("any_of_three", "person", "any_of_three of started"),
            ("work_and_job_search_skills", "person", "work_and_job_search_skills"),
            ("education_and_job_search_skills", "person", "education_and_job_search_skills"),
            ("work_and_education", "person", "work_and_education"),
        ],
    ),
    (
        "increase_vs",
        "since_launch",
        &[
            ("engaged", "person", "started"),
            ("twelve_hours", "person", "twelve_hours"),
            ("moved_on", "person", "moved_on"),
            ("business", "person", "business"),
            ("into_work", "person", "into_work"),
            ("education", "person", "education"),
            ("twelve_hours_and_moved_on", "person", "twelve_hours_and_moved_on"),
        ],
    ),
    (
        "labour_market",
        "quarter",
        &[
            ("employed", "person", "share of population"),
            ("employment_rate", "person", "share of population_16_64"),
            ("unemployed", "person", "share of population"),
            ("unemployed_16_64", "person", "share of population_16_64"),
            ("unemployment_rate", "person", "share of labour_force"),
            ("inactivity_rate", "person", "share of population_16_64"),
        ],
    ),
    (
        "motiv8",
        "since_launch",
        &[
            ("participants", "person", "started"),
            ("into_work", "person", "into_work of started"),
            ("training", "person", "training of started"),
            ("inactive", "person", "inactive_at_start"),
            ("job_search", "person", "job_search of inactive_at_start"),
        ],
    ),
    ("motiv8_year", "financial_year", &[("referrals", "enrolment", "referred"), ("into_work", "person", "into_work")]),
    (
        "optivo_target",
        "financial_year",
        &[
            ("job_or_training", "person", "job_or_training"),
            ("job", "person", "into_work"),
            ("training", "person", "trained"),
            ("job_and_training", "person", "job_and_training"),
            ("took_part", "person", "took_part"),
        ],
    ),
    (
        "steps_to_work",
        "since_launch",
        &[
            ("engaged", "person", "started"),
            ("into_work", "person", "into_work of started"),
            ("organisations", "opportunity.employer", "opportunity"),
        ],
    ),
    (
        "stockport_year",
        "financial_year",
        &[
            ("referrals", "enrolment", "referred"),
            ("into_work", "person", "into_work"),
            ("attendances", "record", "sum of training"),
            ("film_views", "record", "film_view"),
            ("apprenticeships", "opportunity", "opportunity"),
            ("kickstart_jobs", "opportunity", "opportunity"),
            ("t_level_placements", "opportunity", "opportunity"),
            ("work_placements", "opportunity", "opportunity"),
        ],
    ),
    (
        "syha",
        "since_launch",
        &[
            ("service_users", "person", "started"),
            ("found", "person", "found_work of out_of_work_at_start"),
            ("stayed", "person", "stayed_in_work of in_work_at_start"),
            ("found_sustained_13_weeks", "person", "found_and_sustained_13_weeks of found_work"),
            ("stayed_sustained_13_weeks", "person", "stayed_and_sustained_13_weeks of in_work_at_start"),
            ("found_sustained_3_months", "person", "found_and_sustained_3_months of found_work"),
            ("found_sustained_4_months", "person", "found_and_sustained_4_months of found_work"),
            ("wellbeing_raw", "person", "median swemwbs raw"),
            ("wellbeing_metric", "person", "median swemwbs metric"),
            ("job_search_behaviour", "person", "median job_search_self_efficacy_behaviour"),
            ("job_search_outcomes", "person", "median job_search_self_efficacy_outcomes"),
        ],
    ),
    (
        "tyne_move_on",
        "since_launch",
        &[
            ("residents", "person", "started"),
            ("into_work", "person", "into_work of started"),
            ("work_or_volunteering", "person", "work_or_volunteering of started"),
            ("volunteering", "person", "volunteering of started"),
            ("work_and_volunteering", "person", "work_and_volunteering"),
            ("moved_out", "person", "moved_out"),
        ],
    ),
    (
        "whg_plan",
        "calendar_year",
        &[
            ("new_opportunity", "person", "new_opportunity"),
            ("improved_prospects", "person", "employability"),
            ("into_work", "person", "into_work of employability"),
        ],
    ),
    (
        "whg_year",
        "financial_year",
        &[
            ("employability", "person", "self_report"),
            ("into_work", "person", "into_work"),
            ("money_advice", "person", "support"),
            ("benefits_gained", "record", "sum of income_gained"),
            ("bills_lowered", "record", "sum of income_gained"),
            ("digital", "person", "digital"),
            ("wellbeing", "person", "support"),
        ],
    ),
    ("work4health", "calendar_year", &[("into_work", "person", "into_work")]),
    (
        "working_win",
        "since_launch",
        &[
            ("signed_up_to_trial", "person", "started"),
            ("referred_to_extension", "person", "referred"),
            ("found", "person", "found_work of out_of_work_at_start"),
            ("stayed", "person", "stayed_in_work of in_work_at_start"),
            ("found_in_extension", "person", "found_work of out_of_work_at_start"),
            ("stayed_in_extension", "person", "stayed_in_work of in_work_at_start"),
            ("wellbeing", "person", "median swemwbs raw"),
        ],
    ),
];

fn unit(unit: &Unit) -> &str {
    if let Unit::Distinct(of) = unit { of.as_str() } else { unit.as_str() }
}

/// What an indicator counts, in the words of `RETURNS`.
fn counted(indicator: &Indicator) -> String {
    if let Some(count) = &indicator.count {
        return count.as_str().to_owned();
    }
    if let (Some(achieved), Some(cohort)) = (&indicator.achieved, &indicator.cohort) {
        return format!("{} of {}", achieved.as_str(), cohort.as_str());
    }
    if let Some(kind) = indicator.sum.as_ref().and_then(|sum| sum.record.as_ref()) {
        return format!("sum of {}", kind.as_str());
    }
    if let Some(base) = &indicator.base {
        return format!("share of {}", base.as_str());
    }
    let median = indicator.median.as_ref().unwrap();
    let scale = median.change.as_ref().unwrap().as_str();
    median.score.map_or_else(|| format!("median {scale}"), |score| format!("median {scale} {}", score.as_str()))
}

#[test]
fn the_returns_count_what_their_sources_count() {
    let catalogue = catalogue();
    assert_eq!(catalogue.check(), []);
    let returns = catalogue.returns();
    let listed: Vec<&str> = RETURNS.iter().map(|(id, ..)| *id).collect();
    assert_eq!(returns.keys().copied().collect::<Vec<_>>(), listed);
    for (id, calendar, indicators) in RETURNS {
        let own = returns[id];
        assert_eq!(own.calendar.as_str(), *calendar, "{id}");
        let counted: Vec<(&str, &str, String)> =
            own.indicators.iter().map(|own| (own.id.as_str(), unit(&own.unit), counted(own))).collect();
        let expected: Vec<(&str, &str, String)> =
            indicators.iter().map(|(id, unit, counted)| (*id, *unit, (*counted).to_owned())).collect();
        assert_eq!(counted, expected, "{id}");
    }
}

#[test]
fn the_targets_are_those_that_the_sources_state() {
    let catalogue = catalogue();
    let mut targets = Vec::new();
    for (id, own) in catalogue.returns() {
        for indicator in &own.indicators {
            let Some(target) = &indicator.target else { continue };
            assert!(target.source.is_some(), "{id}: {}", indicator.id.as_str());
            targets.push((id, indicator.id.as_str(), target.value, target.of, target.per));
        }
    }
    let number = |text: &str| text.parse::<Number>().unwrap();
    assert_eq!(
        targets,
        [
            ("boost_year", "into_work", number("300"), TargetOf::Numerator, TargetPer::Period),
            ("optivo_target", "job_or_training", number("1000"), TargetOf::Value, TargetPer::Period),
            ("whg_plan", "new_opportunity", number("10000"), TargetOf::Value, TargetPer::All),
            ("whg_plan", "improved_prospects", number("1500"), TargetOf::Value, TargetPer::All),
            ("whg_plan", "into_work", number("0.2"), TargetOf::Value, TargetPer::All),
        ]
    );
}

#[test]
fn only_the_banks_rate_hangs_on_a_target() {
    let catalogue = catalogue();
    let consequences: Vec<(&str, String)> = catalogue
        .returns()
        .into_iter()
        .flat_map(|(id, own)| own.indicators.iter().map(move |indicator| (id, indicator)))
        .filter_map(|(id, own)| {
            Some((id, own.target.as_ref()?.consequence.as_ref()?.in_language("en").text.to_owned()))
        })
        .collect();
    let expected = "If the target is met, Optivo gets a preferential rate from its bank, and the bank contributes to the \
                    employment service.";
    assert_eq!(consequences, [("optivo_target", expected.to_owned())]);
}

#[test]
fn everything_rests_on_words_or_says_that_it_does_not() {
    let catalogue = catalogue();
    let mut silent = Vec::new();
    for (id, own) in catalogue.returns() {
        let indicators = own.indicators.iter().map(|own| (own.id.as_str(), own.source.is_some() || own.note.is_some()));
        let targets =
            own.indicators.iter().filter_map(|own| Some((own.id.as_str(), own.target.as_ref()?.source.is_some())));
        let texts = own.indicators.iter().map(|own| (own.id.as_str(), own.text.is_some()));
        let outcomes = own.outcomes.iter().map(|own| (own.id.as_str(), own.source.is_some()));
        let bases = own.bases.iter().map(|base| (base.id.as_str(), base.source.is_some()));
        let disclosure = own.disclosure.iter().map(|rule| ("disclosure", rule.source.is_some()));
        let document = [("document", own.source.is_some()), ("name", own.name.is_some()), ("note", own.note.is_some())];
        let all = indicators.chain(targets).chain(texts).chain(outcomes).chain(bases).chain(disclosure).chain(document);
        silent.extend(all.filter(|(_, says)| !says).map(|(item, _)| format!("{id}: {item}")));
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

/// The parts of an outcome by a return's own definitions, else by its programmes'.
fn parts(catalogue: &Catalogue, own: &Return, id: &str, all: bool) -> BTreeSet<String> {
    let programmes = catalogue.programmes();
    let versions = own.programmes.iter().flat_map(|programme| &programmes[programme.as_str()]);
    let outcomes = own.outcomes.iter().chain(versions.flat_map(|version| &version.outcomes));
    let outcome = outcomes.into_iter().find(|outcome| outcome.id.as_str() == id).unwrap();
    let parts = if all { &outcome.all_of } else { &outcome.any_of };
    parts.iter().map(|part| part.as_str().to_owned()).collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(ToString::to_string).collect()
}

#[test]
fn composites_show_their_parts_and_their_overlap() {
    let catalogue = catalogue();
    let returns = catalogue.returns();
    let counted_in = |id: &str| -> BTreeMap<String, String> {
        let of = |own: &Indicator| own.count.as_ref().or(own.achieved.as_ref()).map(|id| id.as_str().to_owned());
        returns[id].indicators.iter().filter_map(|own| Some((of(own)?, own.id.as_str().to_owned()))).collect()
    };
    for (id, whole, overlaps) in [
        ("optivo_target", "job_or_training", &["job_and_training"][..]),
        ("tyne_move_on", "work_or_volunteering", &["work_and_volunteering"]),
        (
            "hidden_talent",
            "any_of_three",
            &["work_and_job_search_skills", "education_and_job_search_skills", "work_and_education"],
        ),
    ] {
        let counted = counted_in(id);
        let own = returns[id];
        assert!(counted.contains_key(whole), "{id}");
        for overlap in overlaps {
            assert!(counted.contains_key(*overlap), "{id}: {overlap}");
            let of = parts(&catalogue, own, overlap, true);
            assert_eq!(of.len(), 2, "{id}: {overlap}");
            assert!(of.iter().all(|part| counted.contains_key(part)), "{id}: {of:?}");
        }
    }
    // Optivo's own programme counts a course and a qualification apart; the return's two parts are the same whole.
    let optivo = returns["optivo_target"];
    let mut flat = parts(&catalogue, optivo, "trained", false);
    flat.insert("into_work".to_owned());
    assert_eq!(flat, parts(&catalogue, optivo, "job_or_training", false));
    assert_eq!(parts(&catalogue, optivo, "job_and_training", true), set(&["into_work", "trained"]));
    let three = set(&["into_work", "education", "job_search_skills"]);
    assert_eq!(parts(&catalogue, returns["hidden_talent"], "any_of_three", false), three);
}

#[test]
fn nothing_is_a_rate_whose_denominator_no_source_can_have() {
    let catalogue = catalogue();
    for id in ["work4health", "hecs", "increase_vs", "whg_year", "motiv8_year", "optivo_target"] {
        for own in &catalogue.returns()[id].indicators {
            let is_count = own.cohort.is_none() && own.ratio.is_none() && own.base.is_none() && own.mean.is_none();
            assert!(is_count && own.target.as_ref().is_none_or(|target| target.of == TargetOf::Value), "{id}");
        }
    }
}

#[test]
fn work_found_and_work_kept_stand_apart() {
    let catalogue = catalogue();
    for id in ["syha", "working_win"] {
        let own = catalogue.returns()[id];
        let from = |outcome: &str| {
            let outcome = own.outcomes.iter().find(|own| own.id.as_str() == outcome).unwrap();
            outcome.from.as_ref().unwrap().as_str().to_owned()
        };
        assert_eq!((from("out_of_work_at_start"), from("in_work_at_start")), ("not(in_work)".into(), "in_work".into()));
        assert_eq!(from("found_work"), "not(in_work)");
        let together = |indicator: &&Indicator| counted(indicator).contains("found_or_stayed");
        assert!(!own.indicators.iter().any(|indicator| together(&indicator)), "{id}");
    }
}

/// Computes a return over events, and gives its cells.
fn cells(id: &str, people: &Json, events: &[Json], as_at: &str) -> Vec<Cell> {
    let catalogue = catalogue();
    let lines: Vec<String> = events.iter().map(ToString::to_string).collect();
    let file = CaseFile::from_jsonl(&catalogue, lines.join("\n"));
    let people = Plain::from_json(&people.to_string()).unwrap();
    let report = catalogue.compute(id, &people, &file, parse_date(as_at).unwrap(), OutcomeOptions::default()).unwrap();
    assert_eq!(report.rejected(), [], "{id}");
    report.cells().to_vec()
}

/// What a total says: its value, numerator and denominator.
fn total(cells: &[Cell], indicator: &str, period: &str) -> (Option<f64>, Option<i64>, Option<i64>) {
    let is_it = |cell: &&Cell| {
        cell.key.indicator == indicator && cell.key.period.as_deref() == Some(period) && cell.key.by.is_none()
    };
    let cell = cells.iter().rfind(is_it).unwrap_or_else(|| panic!("no cell of {indicator} in {period}"));
    (cell.value, cell.numerator, cell.denominator)
}

fn event(id: &mut usize, person: usize, kind: &str, programme: &str, on: &str, data: Json) -> Json {
    *id += 1;
    let mut event = json!({"id": *id, "person": person, "kind": kind, "programme": programme, "on": on});
    if !data.is_null() {
        event["data"] = data;
    }
    event
}

#[test]
fn twenty_nine_of_thirty_eight_have_moved_through() {
    let (mut id, mut events) = (0, Vec::new());
    let programme = "foundations_4_work";
    for person in 1..=38 {
        events.push(event(&mut id, person, "referred", programme, "2018-03-01", Json::Null));
        events.push(event(&mut id, person, "started", programme, "2018-03-08", Json::Null));
        if person <= 29 {
            events.push(event(&mut id, person, "training", programme, "2018-06-01", json!({"topic": "retail"})));
        }
        if person <= 33 && person != 30 {
            events.push(event(&mut id, person, "placement", programme, "2018-09-01", Json::Null));
        }
    }
    for person in 39..=43 {
        events.push(event(&mut id, person, "referred", programme, "2019-02-01", Json::Null));
        events.push(event(&mut id, person, "started", programme, "2019-02-08", Json::Null));
    }
    let cells = cells(programme, &json!([]), &events, "2019-06-30");
    assert_eq!(total(&cells, "referred", "2018"), (Some(38.0), Some(38), None));
    assert_eq!(total(&cells, "moved_through", "2018"), (Some(29.0 / 38.0), Some(29), Some(38)));
    assert_eq!(total(&cells, "entered", "2019"), (Some(5.0), Some(5), None));
}

#[test]
fn sixteen_people_have_seventeen_outcomes_of_three() {
    let (mut id, mut events) = (0, Vec::new());
    let programme = "hidden_talent";
    for person in 1..=16 {
        events.push(event(&mut id, person, "started", programme, "2022-02-01", Json::Null));
        let life_skills = json!({"topic": "life skills", "improved": true});
        events.push(event(&mut id, person, "self_report", programme, "2022-05-01", life_skills));
        if person <= 3 {
            events.push(event(&mut id, person, "employment", programme, "2022-06-01", Json::Null));
        }
        if (4..=5).contains(&person) {
            events.push(event(&mut id, person, "education", programme, "2022-06-01", Json::Null));
        }
        if person >= 5 {
            events.push(event(&mut id, person, "support", programme, "2022-04-01", json!({"topic": "job search"})));
        }
    }
    let cells = cells(programme, &json!([]), &events, "2022-10-31");
    let of = |indicator| total(&cells, indicator, "since 2022-01-01");
    assert_eq!(of("signed_up").0, Some(16.0));
    for (indicator, people) in [("into_work", 3), ("education", 2), ("job_search_skills", 12), ("life_skills", 16)] {
        assert_eq!((of(indicator).1, of(indicator).2), (Some(people), Some(16)), "{indicator}");
    }
    assert_eq!(of("any_of_three").1, Some(16));
    assert_eq!(of("education_and_job_search_skills").0, Some(1.0));
    assert_eq!(of("work_and_job_search_skills").0, Some(0.0));
}

#[test]
fn a_further_fifth_is_what_the_second_rate_has_more() {
    let (mut id, mut events) = (0, Vec::new());
    let programme = "tyne_move_on";
    for person in 1..=10 {
        events.push(event(&mut id, person, "started", programme, "2019-11-01", Json::Null));
        if person <= 6 {
            events.push(event(&mut id, person, "employment", programme, "2020-03-01", Json::Null));
        }
        if (5..=8).contains(&person) {
            events.push(event(&mut id, person, "volunteering", programme, "2020-05-01", Json::Null));
        }
    }
    let cells = cells(programme, &json!([]), &events, "2021-12-31");
    let of = |indicator| total(&cells, indicator, "since 2019-10-01");
    assert_eq!(of("into_work"), (Some(0.6), Some(6), Some(10)));
    assert_eq!(of("work_or_volunteering"), (Some(0.8), Some(8), Some(10)));
    assert_eq!((of("volunteering").1, of("work_and_volunteering").0), (Some(4), Some(2.0)));
}

#[test]
fn the_parts_less_their_overlap_are_the_thousand() {
    let (mut id, mut events) = (0, Vec::new());
    let programme = "optivo_employment";
    for person in 1..=20 {
        events.push(event(&mut id, person, "started", programme, "2020-04-06", Json::Null));
        if person <= 9 {
            events.push(event(&mut id, person, "employment", programme, "2020-07-01", Json::Null));
        }
        if (7..=12).contains(&person) {
            let course = json!({"accredited": true, "completed": true});
            events.push(event(&mut id, person, "training", programme, "2020-09-01", course));
        }
        if person == 13 {
            events.push(event(&mut id, person, "qualification", programme, "2020-10-01", json!({"level": 1})));
        }
    }
    let cells = cells("optivo_target", &json!([]), &events, "2021-03-31");
    let of = |indicator| total(&cells, indicator, "2020/21").0.unwrap();
    assert_eq!((of("job"), of("training"), of("job_and_training")), (9.0, 7.0, 3.0));
    assert!((of("job") + of("training") - of("job_and_training") - of("job_or_training")).abs() < 1e-9);
    let target = cells.iter().find(|cell| cell.key.indicator == "job_or_training" && cell.key.by.is_none()).unwrap();
    assert_eq!(target.target, Some("1000".parse().unwrap()));
}

#[test]
fn a_base_is_a_part_of_a_rate() {
    let (mut people, statuses) = (Vec::new(), ["employed", "unemployed", "economically_inactive"]);
    // Of those aged 16 to 64: 530, 70 and 400 people. Of those over 64: 10 in work and 190 not looking.
    for (age, status, weight) in [(30, 0, 530), (40, 1, 70), (50, 2, 400), (70, 0, 10), (80, 2, 190)] {
        let id = people.len() + 1;
        people.push(json!({"person_id": id, "age": age, "economic_status": statuses[status], "survey_weight": weight,
                           "tenure": "social"}));
    }
    let cells = cells("labour_market", &json!(people), &[], "2022-06-30");
    let of = |indicator| total(&cells, indicator, "2022 Q2").0.unwrap();
    for (indicator, rate) in [
        ("employed", 540.0 / 1200.0),
        ("employment_rate", 0.53),
        ("unemployed", 70.0 / 1200.0),
        ("unemployed_16_64", 0.07),
        ("unemployment_rate", 70.0 / 610.0),
        ("inactivity_rate", 0.4),
    ] {
        assert!((of(indicator) - rate).abs() < 1e-12, "{indicator}: {}", of(indicator));
    }
}
