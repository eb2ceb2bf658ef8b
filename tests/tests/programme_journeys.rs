//! The case files beside the programmes come to what their events and the programmes' plans say, worked out by hand.

use std::path::PathBuf;

use doorstep::{ActionStatus, CaseFile, Catalogue, JourneyState, parse_date};

fn programmes() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../programmes")
}

fn file(catalogue: &Catalogue, name: &str) -> CaseFile {
    let text = std::fs::read(programmes().join("case_files").join(format!("{name}.jsonl"))).unwrap();
    CaseFile::from_jsonl(catalogue, text)
}

fn state(catalogue: &Catalogue, name: &str, programme: &str, as_at: &str) -> JourneyState {
    file(catalogue, name).state(programme, parse_date(as_at).unwrap(), None).unwrap()
}

/// The actions that stand so.
fn those(state: &JourneyState, status: ActionStatus) -> Vec<&str> {
    state.actions.iter().filter(|action| action.status == status).map(|action| action.id.as_str()).collect()
}

/// A case file, its programme, and on the day of its last event: the stage and since when, the days of its start and its
/// end, how many actions are done and dropped, and what comes next.
type Row = (&'static str, &'static str, &'static str, [&'static str; 4], [u64; 2], &'static [&'static str]);

const ENDS: [Row; 25] = [
    ("boost", "boost", "2021-12-13", ["started", "2021-05-17", "2021-05-17", ""], [5, 0], &[]),
    ("boost_2", "boost", "2022-02-07", ["started", "2021-10-18", "2021-03-08", ""], [1, 1], &["preparation"]),
    (
        "community_health_champions",
        "community_health_champions",
        "2022-04-04",
        ["ended", "2022-04-04", "2022-02-01", "2022-04-04"],
        [3, 0],
        &[],
    ),
    ("dan", "tyne_move_on", "2020-02-05", ["started", "2019-11-04", "2019-11-04", ""], [0, 0], &[]),
    ("david", "stockport_employment", "2022-04-04", ["started", "2021-04-12", "2021-04-12", ""], [4, 0], &["pathway"]),
    (
        "foundations_4_work",
        "foundations_4_work",
        "2018-10-15",
        ["ended", "2018-10-15", "2018-03-12", "2018-10-15"],
        [5, 0],
        &[],
    ),
    ("hackney_gsb", "hackney_gsb", "2018-05-01", ["ended", "2018-03-02", "2018-01-16", "2018-03-02"], [9, 0], &[]),
    (
        "hackney_gsb_to_september_2017",
        "hackney_gsb",
        "2016-06-13",
        ["ended", "2016-04-12", "2016-02-02", "2016-04-12"],
        [1, 0],
        &[],
    ),
    ("increase_vs", "increase_vs", "2020-06-08", ["started", "2019-02-11", "2019-02-11", ""], [9, 0], &[]),
    ("jets_scotland", "jets_scotland", "2021-09-06", ["ended", "2021-08-29", "2021-03-01", "2021-08-29"], [0, 0], &[]),
    ("kickstart", "kickstart", "2021-12-13", ["ended", "2021-12-06", "2021-06-07", "2021-12-06"], [4, 0], &[]),
    ("motiv8", "motiv8", "2021-12-13", ["ended", "2021-07-30", "2020-10-12", "2021-07-30"], [4, 0], &[]),
    ("project_uplift", "project_uplift", "2022-05-09", ["started", "2021-10-11", "2021-10-11", ""], [4, 0], &[]),
    ("steps_to_work", "steps_to_work", "2023-01-06", ["ended", "2023-01-06", "2022-05-03", "2023-01-06"], [6, 0], &[]),
    (
        "stockport_employment",
        "stockport_employment",
        "2022-03-07",
        ["started", "2019-05-13", "2019-05-13", ""],
        [3, 1],
        &[],
    ),
    (
        "stockport_swap",
        "stockport_swap",
        "2022-03-21",
        ["ended", "2022-03-21", "2022-02-07", "2022-03-21"],
        [5, 0],
        &[],
    ),
    (
        "stockport_swap_2",
        "stockport_swap",
        "2022-02-09",
        ["ended", "2022-02-09", "2022-02-07", "2022-02-09"],
        [2, 3],
        &[],
    ),
    ("tracks", "tracks", "2022-10-03", ["started", "2022-07-07", "2022-07-07", ""], [4, 0], &[]),
    (
        "tyne_employability_coach",
        "tyne_employability_coach",
        "2022-06-14",
        ["started", "2022-03-08", "2022-03-08", ""],
        [4, 0],
        &[],
    ),
    ("tyne_studio", "tyne_studio", "2022-03-07", ["ended", "2022-03-07", "2022-01-17", "2022-03-07"], [2, 0], &[]),
    (
        "whg_employment_skills",
        "whg_employment_skills",
        "2021-12-06",
        ["started", "2021-09-13", "2021-09-13", ""],
        [5, 0],
        &[],
    ),
    (
        "whg_employment_skills",
        "peoples_fund",
        "2021-12-06",
        ["ended", "2021-11-03", "2021-10-04", "2021-11-03"],
        [1, 0],
        &[],
    ),
    ("work4health", "work4health", "2021-07-19", ["ended", "2021-07-19", "2021-01-18", "2021-07-19"], [8, 0], &[]),
    ("working_win", "working_win", "2021-06-14", ["ended", "2021-06-14", "2020-11-23", "2021-06-14"], [4, 0], &[]),
    ("works_plus", "works_plus", "2022-05-23", ["ended", "2022-05-23", "2021-11-22", "2022-05-23"], [3, 0], &[]),
];

#[test]
fn every_journey_comes_to_what_is_told_of_it() {
    let catalogue = Catalogue::load(programmes()).unwrap();
    for (name, programme, as_at, [stage, since, started, ended], [done, dropped], next) in ENDS {
        let state = state(&catalogue, name, programme, as_at);
        let day = |day: Option<doorstep::Date>| day.map_or(String::new(), |day| day.to_string());
        let found = [
            state.stage.map_or("", |stage| stage.as_str()).to_owned(),
            day(state.since),
            day(state.started_on),
            day(state.ended_on),
        ];
        assert_eq!(found, [stage, since, started, ended], "{name}");
        assert_eq!([state.progress.done, state.progress.dropped], [done, dropped], "{name}");
        assert_eq!(state.next_actions, next, "{name}");
        assert!(state.problems.is_empty(), "{name}: {:?}", state.problems);
    }
    let mut files: Vec<String> = std::fs::read_dir(programmes().join("case_files"))
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".jsonl").map(str::to_owned))
        .collect();
    files.sort();
    let mut told: Vec<&str> = ENDS.iter().map(|row| row.0).collect();
    told.dedup();
    assert_eq!(files, told, "every case file is here");
}

#[test]
fn half_way_through() {
    let catalogue = Catalogue::load(programmes()).unwrap();
    // Twelve weeks after the job began on 26 April the follow-up is due.
    let health = state(&catalogue, "work4health", "work4health", "2021-05-03");
    assert_eq!(health.next_actions, ["follow_up"]);
    let follow_up = health.actions.iter().find(|action| action.id == "follow_up").unwrap();
    assert_eq!((follow_up.ready_on, follow_up.due_on), (parse_date("2021-04-26"), parse_date("2021-07-19")));
    // Six months from a job on 7 June; nothing is overdue in November.
    let kickstart = state(&catalogue, "kickstart", "kickstart", "2021-11-01");
    let six_months = kickstart.actions.iter().find(|action| action.id == "six_months").unwrap();
    assert_eq!((six_months.status, six_months.due_on), (ActionStatus::Ready, parse_date("2021-12-07")));
    assert_eq!(kickstart.progress.overdue, 0);
    // Ten weeks from 2 February are over on 12 April, and a pause of a week puts that off.
    let course = state(&catalogue, "hackney_gsb_to_september_2017", "hackney_gsb", "2016-03-20");
    assert_eq!(course.actions[0].due_on, parse_date("2016-04-19"));
    // David goes from the walking group to volunteering, which he began on 11 October.
    let david = state(&catalogue, "david", "stockport_employment", "2021-10-11");
    assert_eq!(those(&david, ActionStatus::Done), ["walking_group", "mindfulness", "ten_sessions", "volunteering"]);
    assert_eq!(david.goals[0].achievement_status, "in-progress");
    // Whoever comes and goes for years is not gone.
    let years = state(&catalogue, "stockport_employment", "stockport_employment", "2021-01-01");
    assert!(years.ended_on.is_none() && years.started_on == parse_date("2019-05-13"));
}
