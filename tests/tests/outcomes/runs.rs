//! How long spells last: one day after the other.

use doorstep::Duration;

use super::definition::Run;
use super::history::Day;
use super::naive::{Case, FIRST, Stands};

/// Which days are covered, up to the day judged; later ones nobody knows.
pub struct Covered(Vec<bool>);

impl Covered {
    pub fn of(days: Vec<bool>) -> Self {
        Self(days)
    }

    fn on(&self, day: Day) -> bool {
        day >= FIRST && self.0.get(usize::try_from(day - FIRST).unwrap()).copied().unwrap_or(false)
    }
}

/// As it stands on the day judged, or would if all days after it were covered.
struct Days<'d> {
    covered: &'d Covered,
    as_at: Day,
    goes_on: bool,
}

impl Days<'_> {
    fn on(&self, day: Day) -> bool {
        if day <= self.as_at { self.covered.on(day) } else { self.goes_on }
    }

    /// With every day from a first on, and no other.
    fn only_from(first: Day) -> Days<'static> {
        const NONE: &Covered = &Covered(Vec::new());
        Days { covered: NONE, as_at: first - 1, goes_on: true }
    }

    fn begins(&self, day: Day) -> bool {
        self.on(day) && !self.on(day - 1)
    }
}

pub fn stands(run: &Run, covered: &Covered, case: &Case<'_>, anchor: Option<Day>, last: Option<Day>) -> Stands {
    let calendar = case.history.calendar;
    let as_at = case.as_at;
    let told = Days { covered, as_at, goes_on: false };
    let then = Days { covered, as_at, goes_on: true };
    let in_time = |on: &Day| last.is_none_or(|last| *on <= last);
    let not_yet = |due: Day| Stands::NotYetDue(Some(due));
    // The first day it could have come, had its record begun at the anchor.
    let at_first = |length: Duration, over: bool| {
        anchor.map(|anchor| calendar.after(anchor, length) - 1 + Day::from(over)).filter(|first| as_at < *first)
    };
    let days = |days: Day| Duration::Days(days);
    let (achieved, open, first) = match run {
        Run::Continuous { length, gap, over } => {
            let mut achieved = None;
            let (mut begun, mut latest) = (None, None);
            for day in FIRST..=as_at {
                if !told.on(day) {
                    continue;
                }
                if latest.is_none_or(|latest| day - latest - 1 > *gap) {
                    begun = Some(day);
                }
                latest = Some(day);
                let reaches = begun.map(|begun| calendar.after(begun, *length) - 1 + Day::from(*over));
                achieved = achieved.or(reaches.filter(|reaches| *reaches <= day).filter(in_time));
            }
            let goes_on = latest.is_some_and(|latest| as_at - latest <= *gap);
            let reaches = begun.filter(|_| goes_on).map(|begun| calendar.after(begun, *length) - 1 + Day::from(*over));
            let open = reaches.filter(in_time).map(|reaches| reaches.max(as_at + 1));
            (achieved, open, at_first(*length, *over))
        }
        Run::DaysOf { days: least, of, over } => {
            let least = least + Day::from(*over);
            let enough =
                |days: &Days<'_>, day: Day| (day - of + 1..=day).filter(|day| days.on(*day)).count() as Day >= least;
            let achieved = (FIRST..=as_at).find(|day| enough(&told, *day)).filter(in_time);
            // What is covered so far helps only if it comes sooner than from days after it alone.
            let open = (as_at + 1..as_at + least).find(|day| enough(&then, *day)).filter(in_time);
            (achieved, open, at_first(days(least), false))
        }
        Run::PartsOf { least, of, months, touched, from } => {
            let part = |begins: Day, number: i64| {
                if *months { calendar.after(begins, Duration::Months(number)) } else { begins + 7 * number }
            };
            let covered = |days: &Days<'_>, begins: Day, number: i64| {
                let mut part = part(begins, number)..part(begins, number + 1);
                if *touched { part.any(|day| days.on(day)) } else { part.all(|day| days.on(day)) }
            };
            let nth = |days: &Days<'_>, begins: Day| {
                let parts = (0..*of as i64).filter(|number| covered(days, begins, *number));
                parts.map(|number| part(begins, number + 1) - 1).nth(least - 1)
            };
            let windows: Vec<Day> = match from {
                Some(from) => vec![*from],
                None => (FIRST..=as_at).filter(|day| told.begins(*day)).collect(),
            };
            let begun = || windows.iter().copied().filter(|begins| *begins <= as_at);
            let achieved =
                begun().filter_map(|begins| nth(&told, begins)).filter(|on| *on <= as_at).filter(in_time).min();
            let open = begun().filter_map(|begins| nth(&then, begins)).filter(|on| *on > as_at).filter(in_time).min();
            // Had its record begun at the anchor: every day from there on, in a window that begins there or is given.
            let ideal = Days::only_from(anchor.unwrap_or(FIRST));
            let first = from.or(anchor).and_then(|begins| nth(&ideal, begins)).filter(|first| as_at < *first);
            (achieved, open, first)
        }
        Run::Total { days: least, over } => {
            let least = least + Day::from(*over);
            let covered: Vec<Day> = (FIRST..=as_at).filter(|day| told.on(*day)).collect();
            let achieved = covered.get(least as usize - 1).copied().filter(in_time);
            let missing = least - covered.len() as Day;
            let open = Some(as_at + missing).filter(|_| told.on(as_at)).filter(in_time);
            (achieved, open, at_first(days(least), false))
        }
        Run::At { length, after_end } => {
            let Some(of) = (if *after_end { case.history.ended() } else { case.history.started() }) else {
                return Stands::NotYetDue(None);
            };
            let day = calendar.after(of, *length);
            (
                Some(day).filter(|day| *day <= as_at && told.on(*day)).filter(in_time),
                None,
                Some(day).filter(|day| as_at < *day),
            )
        }
        Run::Quarter { quarter, after_end } => {
            let Some(of) = (if *after_end { case.history.ended() } else { case.history.started() }) else {
                return Stands::NotYetDue(None);
            };
            // The first day of the quarter that the day is in, then so many times three months.
            let date = calendar.date(of).to_string();
            let (year, month): (&str, u32) = (&date[..4], date[5..7].parse().unwrap());
            let begins = doorstep::parse_date(&format!("{year}-{:02}-01", (month - 1) / 3 * 3 + 1)).unwrap();
            let of = |number: i64| calendar.after(calendar.day(begins), Duration::Months(3 * number));
            let (begins, ends) = (of(*quarter as i64), of(*quarter as i64 + 1) - 1);
            let achieved = (begins..=ends.min(as_at)).find(|day| told.on(*day)).filter(in_time);
            (achieved, None, Some(begins).filter(|begins| as_at < *begins))
        }
    };
    // What could come at the first too late can never come.
    match (achieved, open, first.filter(in_time)) {
        (Some(on), ..) => Stands::Achieved(on),
        (None, Some(due), _) | (None, None, Some(due)) => not_yet(due),
        (None, None, None) => Stands::NotAchieved,
    }
}
