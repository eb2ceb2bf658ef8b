//! Plans followed day by day: a naive second hand walks through every day of an enrolment and must come to the same.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use doorstep::{ActionState, ActionStatus, CaseFile, Catalogue, Date, parse_date};
use proptest::prelude::*;
use serde_json::json;

const PLAN: &str = r#"{"programme": "p", "name": "P", "in_force": {"from": "2024-01-25", "to": "2024-03-20"}, "source": "made up", "eligibility": [],
    "journey": ["referred", "assessed", "agreed", "started", "ended"],
    "active": {"contact_within": "P9D"},
    "plan": {"review_every": "P10D", "actions": [
        {"id": "a", "text": "A", "due": "P5D"},
        {"id": "b", "text": "B", "after": ["a"], "due": "P3D"},
        {"id": "c", "text": "C", "after": ["a", "b"], "due": "P1M"},
        {"id": "hours", "text": "Hours", "due": "P20D",
         "met_by": {"record": "support", "where": "paid = false", "sum": "hours", "at_least": 6}},
        {"id": "d", "text": "D", "after": ["hours"], "due": "P2D"}]}}"#;

/// The days on which the plan is in force, by their numbers.
const IN_FORCE: std::ops::RangeInclusive<usize> = 5..=60;

fn catalogue() -> Catalogue {
    let vocabulary =
        r#"{"vocabulary": "v", "records": {"support": {"attributes": {"hours": "number", "paid": "boolean"}}}}"#;
    Catalogue::parse([("v.json", vocabulary), ("p.json", PLAN)]).unwrap()
}

/// The day of a number: 0 is 20 January 2024, so that months of 31 and of 29 days end in between.
fn day(number: usize) -> Date {
    let first = parse_date("2024-01-20").unwrap();
    (0..number).fold(first, |day, _| day.succ_opt().unwrap())
}

/// One event: its day, its kind, and what it is about.
#[derive(Clone, Debug)]
struct Happening {
    on: usize,
    kind: &'static str,
    action: &'static str,
    /// Of one that is added: what comes before it.
    after: Option<Vec<&'static str>>,
    hours: Option<i64>,
    paid: Option<bool>,
}

/// The kinds in the order in which those of one day count; those in one row count by their ids.
const ROWS: [&[&str]; 11] = [
    &["referred"],
    &["assessed"],
    &["agreed"],
    &["started"],
    &["action_added", "action_started", "action_done", "action_dropped"],
    &["support"],
    &["contact"],
    &["review"],
    &["paused"],
    &["resumed"],
    &["ended"],
];

prop_compose! {
    fn happening()(
        on in 0..70_usize,
        kind in prop_oneof![
            6 => prop::sample::select(ROWS.concat()),
            4 => Just("action_done"), 2 => Just("started"), 2 => Just("support"), 1 => Just("paused"), 1 => Just("resumed"),
        ],
        action in prop::sample::select(vec!["a", "b", "c", "hours", "d", "own"]),
        after in prop::option::weighted(0.3, prop::sample::subsequence(vec!["a", "b", "hours", "own"], 0..3)),
        hours in prop::option::weighted(0.9, 1..4_i64),
        paid in prop::option::weighted(0.9, prop::bool::weighted(0.2)),
    ) -> Happening {
        Happening { on, kind, action, after, hours, paid }
    }
}

/// The events in the order in which they count, each with its id.
fn in_order(happenings: &[Happening]) -> Vec<(String, &Happening)> {
    let row = |kind: &str| ROWS.iter().position(|row| row.contains(&kind)).unwrap();
    let mut all: Vec<_> = happenings.iter().enumerate().map(|(at, one)| (format!("e{at:03}"), one)).collect();
    all.sort_by_key(|(id, one)| (one.on, row(one.kind), id.clone()));
    all
}

fn lines(happenings: &[Happening]) -> String {
    let line = |(at, one): (usize, &Happening)| {
        let data = match one.kind {
            "support" => json!({"hours": one.hours, "paid": one.paid}),
            "action_added" => json!({"action": one.action, "after": one.after}),
            kind if kind.starts_with("action") => json!({"action": one.action}),
            _ => json!({}),
        };
        let event = json!({"id": format!("e{at:03}"), "person": "mo", "kind": one.kind, "programme": "p",
                           "on": day(one.on).to_string(), "data": data});
        event.to_string()
    };
    happenings.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// A month later, by hand: the same day of the next month, or its last.
fn a_month_after(from: Date) -> Date {
    let text = from.to_string();
    let (year, month, of) = (&text[..4], text[5..7].parse::<u32>().unwrap(), text[8..].parse::<u32>().unwrap());
    let (year, month) =
        if month == 12 { (year.parse::<u32>().unwrap() + 1, 1) } else { (year.parse().unwrap(), month + 1) };
    (1..=of).rev().find_map(|of| parse_date(&format!("{year}-{month:02}-{of:02}"))).unwrap()
}

fn number(of: Date) -> usize {
    (0..).find(|at| day(*at) == of).unwrap()
}

/// What the naive hand finds of an action.
#[derive(Debug, PartialEq)]
struct Found {
    status: ActionStatus,
    since: Option<usize>,
    event: Option<String>,
    ready_on: Option<usize>,
    due_on: Option<usize>,
    overdue_days: u64,
    out_of_order: bool,
}

impl Found {
    fn of(action: &ActionState) -> Self {
        Self {
            status: action.status,
            since: action.since.map(number),
            // Which of several events made it ready is looked at elsewhere.
            event: action.event.clone().filter(|_| action.status != ActionStatus::Ready),
            ready_on: action.ready_on.map(number),
            due_on: action.due_on.map(number),
            overdue_days: action.overdue_days,
            out_of_order: action.out_of_order,
        }
    }
}

/// A day of an enrolment, in the evening.
#[derive(Clone, Copy, Debug, Default)]
struct Evening {
    started: bool,
    open: bool,
    paused: bool,
    /// Nothing was to be done on this day.
    still: bool,
}

/// The enrolment as it stands on each evening up to a day.
fn evenings(happenings: &[Happening], as_at: usize) -> Vec<Evening> {
    let mut now = Evening::default();
    let mut evenings = Vec::new();
    for today in 0..=as_at {
        let was_over = now.started && !now.open;
        let mut opened = false;
        for (_, one) in in_order(happenings).iter().filter(|(_, one)| one.on == today) {
            match one.kind {
                "started" if !now.open => (now.started, now.open, opened) = (true, true, true),
                "ended" if now.open => (now.open, now.paused) = (false, false),
                "paused" if now.open => now.paused = true,
                "resumed" => now.paused = false,
                _ => {}
            }
        }
        now.still = now.paused || (was_over && !opened);
        evenings.push(now);
    }
    evenings
}

/// The actions by hand. Those of the plan come first, then what was added or begun, in order.
fn by_hand(happenings: &[Happening], as_at: usize) -> Vec<(String, Found)> {
    let evenings = evenings(happenings, as_at);
    let ordered = in_order(happenings);
    let until_today: Vec<_> = ordered.into_iter().filter(|(_, one)| one.on <= as_at).collect();
    let start = (0..=as_at).find(|at| evenings[*at].started);
    // An enrolment that is over stands still where it ended.
    let is_over = evenings[as_at].started && !evenings[as_at].open;
    let end = is_over.then(|| {
        (0..=as_at).rev().find(|at| evenings[*at].open || *at == 0 || ended_on(happenings, *at, &evenings)).unwrap()
    });
    let last_day = end.unwrap_or(as_at);
    let mut actions = vec![
        ("a", vec![], Some(5)),
        ("b", vec!["a"], Some(3)),
        ("c", vec!["a", "b"], None),
        ("hours", vec![], Some(20)),
        ("d", vec!["hours"], Some(2)),
    ];
    if until_today.iter().any(|(_, one)| one.kind.starts_with("action") && one.action == "own") {
        actions.push(("own", vec![], None));
    }
    // What was told last by the end of a day of what comes before an action.
    let order = |action: &str, template: &[&'static str], by: usize| {
        let told =
            until_today.iter().filter(|(_, one)| one.on <= by && one.kind == "action_added" && one.action == action);
        told.filter_map(|(_, one)| one.after.clone()).next_back().unwrap_or(template.to_vec())
    };
    let about = |action: &str, kind: &str| {
        let own = until_today.iter().filter(move |(_, one)| one.kind == kind && one.action == action);
        own.map(|(id, one)| (one.on, id.clone())).collect::<Vec<_>>()
    };
    let done = |action: &str| {
        let mut done = about(action, "action_done").first().cloned();
        if action == "hours" {
            let mut sum = 0;
            for (id, one) in
                until_today.iter().filter(|(_, one)| one.kind == "support" && start.is_some_and(|s| one.on >= s))
            {
                if let (Some(hours), Some(false)) = (one.hours, one.paid) {
                    sum += hours;
                    if sum >= 6 {
                        if done.as_ref().is_none_or(|(on, _)| one.on < *on) {
                            done = Some((one.on, id.clone()));
                        }
                        break;
                    }
                }
            }
        }
        done
    };
    let dropped = |action: &str| {
        let mut dropped = None;
        for (id, one) in until_today.iter().filter(|(_, one)| one.action == action) {
            match one.kind {
                "action_dropped" if dropped.is_none() => dropped = Some((one.on, id.clone())),
                "action_added" => dropped = None,
                _ => {}
            }
        }
        dropped
    };
    // Whether an action was done by the end of a day, or out of the plan in its morning or at any time of it.
    let was_closed = |action: &str, day: usize| {
        let about = until_today.iter().filter(|(_, one)| one.action == action);
        let mut before = about.clone().filter(|(_, one)| one.on < day);
        let last = before.rfind(|(_, one)| one.kind == "action_dropped" || one.kind == "action_added");
        done(action).is_some_and(|(on, _)| on <= day)
            || last.is_some_and(|(_, one)| one.kind == "action_dropped")
            || about.clone().any(|(_, one)| one.on == day && one.kind == "action_dropped")
    };
    let closed = |action: &str| done(action).or_else(|| dropped(action)).map(|(on, _)| on);
    let mut found = Vec::new();
    for (action, template, due) in actions {
        let after = order(action, &template, as_at);
        let first = if action == "own" {
            until_today
                .iter()
                .find(|(_, one)| one.kind.starts_with("action") && one.action == "own")
                .map(|(_, one)| one.on)
        } else {
            None
        };
        let mut ready = start.map(|start| start.max(first.unwrap_or(0)));
        for earlier in &after {
            ready = ready.zip(closed(earlier)).map(|(ready, closed)| ready.max(closed));
        }
        let until = closed(action).unwrap_or(last_day).min(last_day);
        let due_on = ready.filter(|_| action != "own").map(|ready| {
            let planned = match due {
                Some(days) => ready + days,
                None => number(a_month_after(day(ready))),
            };
            planned + still(&evenings, ready, until)
        });
        let begun = about(action, "action_started").first().cloned();
        let (status, since, event) = match (done(action), dropped(action), begun, ready) {
            (Some((on, id)), ..) => (ActionStatus::Done, Some(on), Some(id)),
            (_, Some((on, id)), ..) => (ActionStatus::Dropped, Some(on), Some(id)),
            (_, _, Some((on, id)), _) => (ActionStatus::Started, Some(on), Some(id)),
            (_, _, _, Some(ready)) => (ActionStatus::Ready, Some(ready), None),
            _ => (ActionStatus::Waiting, None, None),
        };
        let is_open = !matches!(status, ActionStatus::Done | ActionStatus::Dropped);
        let overdue_days = due_on.filter(|_| is_open).map_or(0, |due| last_day.saturating_sub(due) as u64);
        let out_of_order = done(action)
            .is_some_and(|(on, _)| order(action, &template, on).iter().any(|earlier| !was_closed(earlier, on)));
        let own = Found { status, since, event, ready_on: ready, due_on, overdue_days, out_of_order };
        found.push((action.to_owned(), own));
    }
    found
}

/// On how many days, from one to the eve of another, nothing was to be done.
fn still(evenings: &[Evening], from: usize, to: usize) -> usize {
    (from..to).filter(|at| evenings.get(*at).is_some_and(|evening| evening.still)).count()
}

/// Whether an enrolment that was open before ended on this day.
fn ended_on(happenings: &[Happening], at: usize, evenings: &[Evening]) -> bool {
    !evenings[at].open && happenings.iter().any(|one| one.on == at && one.kind == "ended") && {
        let before = at.checked_sub(1).is_some_and(|before| evenings[before].open);
        before || happenings.iter().any(|one| one.on == at && one.kind == "started")
    }
}

fn file(happenings: &[Happening]) -> CaseFile {
    CaseFile::from_jsonl(&catalogue(), lines(happenings))
}

/// What is listed agrees with what is found by hand on the last day: a start outside the plan's time, and what an event
/// did out of order. What records did out of order is no event's fault.
fn what_is_listed_agrees(happenings: &[Happening]) -> Result<(), TestCaseError> {
    let file = file(happenings);
    let listed = |code: &str, words: &str| {
        let own =
            file.problems().iter().filter(|problem| problem.code.as_str() == code && problem.message.contains(words));
        own.map(|problem| problem.event.clone()).collect::<BTreeSet<String>>()
    };
    let is_told = |id: &String| in_order(happenings).iter().any(|(own, one)| own == id && one.kind == "action_done");
    let hand = by_hand(happenings, 80).into_iter().filter(|(_, own)| own.out_of_order);
    prop_assert_eq!(listed("D659", "puts first"), hand.filter_map(|(_, own)| own.event).filter(is_told).collect());
    let first = in_order(happenings).into_iter().find(|(_, one)| one.kind == "started");
    let outside = first.filter(|(_, one)| !IN_FORCE.contains(&one.on)).map(|(id, _)| id);
    prop_assert_eq!(listed("D663", ""), outside.into_iter().collect());
    Ok(())
}

fn agrees(happenings: &[Happening], as_at: usize) -> Result<(), TestCaseError> {
    let state = file(happenings).state("p", day(as_at), None).unwrap();
    let evening = evenings(happenings, as_at)[as_at];
    prop_assert_eq!(state.started_on.is_some(), evening.started);
    prop_assert_eq!(state.started_on.is_some() && state.ended_on.is_none(), evening.open);
    prop_assert_eq!(state.paused_since.is_some(), evening.paused);
    let own: Vec<(String, Found)> = state.actions.iter().map(|action| (action.id.clone(), Found::of(action))).collect();
    let hand = by_hand(happenings, as_at);
    prop_assert_eq!(&own, &hand, "{:#?}", happenings);
    // Whoever is in touch, reviewed or neither, day by day.
    let counts = |kinds: &[&str]| {
        let of = happenings.iter().filter(|one| kinds.contains(&one.kind) && one.on <= as_at);
        of.map(|one| one.on).max()
    };
    let review = state.review.as_ref().unwrap();
    prop_assert_eq!(review.last.map(number), counts(&["review"]));
    let evenings = evenings(happenings, as_at);
    let start = evenings.iter().position(|evening| evening.started).filter(|_| evening.open);
    let since = start.map(|start| counts(&["review"]).map_or(start, |last| last.max(start)));
    let due = since.map(|since| since + 10 + still(&evenings, since, as_at));
    prop_assert_eq!(review.due_on.map(number), due);
    // Day by day later in a pause, what was not overdue does not become so, and what was stays as it was.
    prop_assert_eq!(review.overdue_days, due.map_or(0, |due| as_at.saturating_sub(due) as u64));
    if let (Some(quiet), true) = (state.quiet_since, evening.open && !evening.paused) {
        prop_assert!(as_at - number(quiet) > 9, "quiet for nine days at most");
    }
    let progress = state.progress;
    prop_assert_eq!(progress.actions, own.len() as u64);
    prop_assert_eq!(progress.done + progress.dropped + progress.open, progress.actions);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]
    #[test]
    fn another_hand_comes_to_the_same(happenings in prop::collection::vec(happening(), 0..40), as_at in 0..75_usize) {
        agrees(&happenings, as_at)?;
        what_is_listed_agrees(&happenings)?;
    }

    #[test]
    fn with_an_early_start(mut happenings in prop::collection::vec(happening(), 0..30), on in 0..20_usize, as_at in 20..75_usize) {
        happenings.push(Happening { on, kind: "started", action: "a", after: None, hours: None, paid: None });
        agrees(&happenings, as_at)?;
        what_is_listed_agrees(&happenings)?;
    }
}

#[test]
fn a_long_way_of_ones_own_is_seen_through_soon() {
    const LONG: usize = 3_000;
    let started = json!({"id": "s", "person": 7, "kind": "started", "programme": "p", "on": day(6).to_string()});
    // Each after the one before it, told in no order of theirs; one further waits for what there is not, one for itself.
    let chain = (0..LONG).map(|at| at * 1_999 % LONG).map(|at| (at, (at > 0).then(|| format!("x{}", at - 1))));
    let last = format!("x{}", LONG - 1);
    let never = [(LONG, "nothing".to_owned()), (LONG + 1, format!("x{}", LONG + 1)), (LONG + 2, format!("x{LONG}"))];
    let added = chain.chain(never.into_iter().map(|(at, after)| (at, Some(after)))).enumerate();
    let added = added.map(|(id, (at, after))| {
        let after: Vec<String> = after.into_iter().collect();
        let data = json!({"action": format!("x{at}"), "text": "T", "after": after});
        json!({"id": format!("e{id:05}"), "person": 7, "kind": "action_added", "programme": "p", "on": day(7).to_string(), "data": data})
    });
    let lines: Vec<String> = std::iter::once(started).chain(added).map(|event| event.to_string()).collect();
    let file = CaseFile::from_jsonl(&catalogue(), lines.join("\n"));
    let begun = Instant::now();
    let state = file.state("p", day(8), None).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    let never: BTreeSet<&str> =
        state.actions.iter().filter(|action| action.never_ready).map(|action| action.id.as_str()).collect();
    assert_eq!(never, ["x3000", "x3001", "x3002"].into());
    let end = state.actions.iter().find(|action| action.id == last).unwrap();
    assert_eq!((end.status, end.waits_for.len()), (ActionStatus::Waiting, 1));
}
