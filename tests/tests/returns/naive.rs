//! Counting by hand, of people of whom everything is told.

use std::collections::{BTreeMap, BTreeSet};

use doorstep::{Date, Duration, add};

use crate::caseload::Person;

/// In which cell something counts: the indicator, the programme (none is both), the year in which its period begins, and
/// whether by group (the place of the tenure).
pub type Cell = (&'static str, Option<usize>, i32, Option<Option<&'static str>>);

/// How many achieved, of how many, and how many are pending.
pub type Counts = (i64, i64, i64);

struct Enrolment {
    programme: usize,
    started: Date,
    next: Option<Date>,
    achieved: Option<Date>,
}

/// The financial year of a day, by the calendar year in which it begins.
pub fn year(day: Date) -> i32 {
    let text = day.to_string();
    let (year, rest) = text.split_at(4);
    let year: i32 = year.parse().unwrap();
    if rest < "-04-01" { year - 1 } else { year }
}

fn enrolments(person: &Person, programme: usize, policy: &str, as_at: Date) -> Vec<Enrolment> {
    let days: Vec<Date> = person.stints[programme].iter().copied().filter(|day| *day <= as_at).collect();
    let mut starts: Vec<Date> = Vec::new();
    for pair in days.chunks(2).enumerate().map(|(at, pair)| (at, pair[0])) {
        let (at, start) = pair;
        let ended = at.checked_sub(1).map(|before| days[before * 2 + 1]);
        let is_new = match (policy, ended) {
            (_, None) | ("new", _) => true,
            ("within", Some(ended)) => add(ended, Duration::Days(90)).unwrap() < start,
            _ => false,
        };
        starts.extend(is_new.then_some(start));
    }
    let nexts = starts.iter().skip(1).map(|next| Some(*next)).chain([None]);
    let of = |(started, next): (&Date, Option<Date>)| {
        let own = person.work.iter().filter(|work| work.programme.is_none_or(|own| own == programme));
        let achieved = own
            .filter(|work| work.hours.unwrap() >= 7 && work.on >= *started && work.on <= as_at)
            .map(|work| work.on)
            .filter(|on| next.is_none_or(|next| *on < next))
            .min();
        Enrolment { programme, started: *started, next, achieved }
    };
    starts.iter().zip(nexts).map(of).collect()
}

/// What a person whose every fact is told comes to, by cell.
pub fn counted(person: &Person, policy: &str, as_at: Date) -> BTreeMap<Cell, Counts> {
    let mut cells: BTreeMap<Cell, Counts> = BTreeMap::new();
    let all: [Vec<Enrolment>; 2] = [0, 1].map(|programme| enrolments(person, programme, policy, as_at));
    let moved = person.moved.unwrap();
    for scope in [Some(0), Some(1), None] {
        let own: Vec<&Enrolment> =
            all.iter().flatten().filter(|own| scope.is_none_or(|only| only == own.programme)).collect();
        let mut put = |indicator: &'static str, year: i32, group: Option<&'static str>, counts: Counts| {
            for by in [None, Some(group)] {
                let cell = cells.entry((indicator, scope, year, by)).or_default();
                *cell = (cell.0 + counts.0, cell.1 + counts.1, cell.2 + counts.2);
            }
        };
        let first = own.iter().map(|own| own.started).min();
        if let Some(first) = first {
            put("ups", year(first), person.tenure, (1, 0, 0));
        }
        for own in own.iter().filter(|_| !moved) {
            put("stints", year(own.started), person.tenure, (1, 0, 0));
        }
        let achieved: BTreeSet<Date> = own.iter().filter_map(|own| own.achieved).collect();
        if let Some(first) = achieved.first() {
            put("jobs", year(*first), person.tenure, (1, 0, 0));
        }
        for year in achieved.iter().map(|on| year(*on)).collect::<BTreeSet<i32>>() {
            put("jobs_yearly", year, person.tenure, (1, 0, 0));
        }
        if let Some(first) = first.filter(|_| !moved) {
            let has = achieved.iter().any(|on| year(*on) <= year(first));
            put("rate", year(first), person.tenure, (i64::from(has), 1, 0));
        }
        for own in &own {
            let due = add(own.started, Duration::Months(6)).unwrap();
            let has = own.achieved.is_some_and(|on| on < due);
            let counts = match (as_at < due, has, moved) {
                (true, ..) => (0, 0, 1),
                (_, true, _) => (1, 1, 0),
                (_, _, true) => continue,
                _ => (0, 1, 0),
            };
            put("due", year(own.started), person.tenure, counts);
        }
        let mut helped = BTreeSet::new();
        for work in person.work.iter().filter(|work| work.on <= as_at && work.hours.unwrap() >= 7) {
            // What names no programme is that of each that was started by then.
            let started = |programme: &usize| all[*programme].first().is_some_and(|first| first.started <= work.on);
            let mut programmes: Vec<usize> = work.programme.into_iter().collect();
            programmes.extend([0, 1].into_iter().filter(|programme| work.programme.is_none() && started(programme)));
            programmes.retain(|own| scope.is_none_or(|only| only == *own));
            let Some(programme) = programmes.first() else { continue };
            // Without an enrolment nobody asked for the tenure.
            let group = person.tenure.filter(|_| !all[*programme].is_empty());
            put("work", year(work.on), group, (1, 0, 0));
            if helped.insert(year(work.on)) {
                put("helped", year(work.on), group, (1, 0, 0));
            }
        }
    }
    let _ = all.iter().flatten().filter(|own| own.next.is_some()).count();
    cells
}
