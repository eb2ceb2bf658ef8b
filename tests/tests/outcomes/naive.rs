//! What a history that is told in full comes to, day by day and in the words of the definitions.

use super::definition::{Anchor, FLOOR, Form, Outcome, Run, Together, Where};
use super::history::{Day, Fact, History, Record, What};
use super::runs::{self, Covered};

/// Before anything happens.
pub const FIRST: Day = -60;

/// How an outcome stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    Achieved(Day),
    /// Until a day, or for something else to happen.
    NotYetDue(Option<Day>),
    NotAchieved,
    Unknown,
    Excluded,
}

/// A history told in full, an outcome, and the day judged.
pub struct Case<'c> {
    pub history: &'c History,
    pub outcome: &'c Outcome,
    pub as_at: Day,
    /// The day that facts without a day are of.
    pub facts_on: Option<Day>,
}

impl History {
    /// The first day of the enrolment.
    pub fn started(&self) -> Option<Day> {
        self.happenings.iter().filter(|event| event.kind == "started").map(|event| event.on).min()
    }

    /// Its last day, unless it began again after it.
    pub fn ended(&self) -> Option<Day> {
        let last = |kind: &str| self.happenings.iter().filter(|event| event.kind == kind).map(|event| event.on).max();
        last("ended").filter(|ended| last("started").is_some_and(|started| started <= *ended))
    }

    /// What a fact was on a day: what was told last. A number below 0 is not told, and of what events of one day tell that
    /// which was recorded last; if that differs, nothing is told from that day on.
    pub fn fact(&self, name: &str, day: Day, facts_on: Option<Day>) -> Option<Fact> {
        let mut told: Vec<(Day, u8, Option<Fact>)> = Vec::new();
        for on in self.happenings.iter().map(|happening| happening.on).filter(|on| *on <= day) {
            let of_day: Vec<(Option<Day>, &Fact)> = self.told_on(name, on);
            let latest = of_day.iter().map(|(recorded, _)| *recorded).max();
            let mut latest = of_day.iter().filter(|(recorded, _)| Some(*recorded) == latest).map(|(_, value)| *value);
            if let Some(first) = latest.next() {
                match latest.all(|value| value == first) {
                    true if first.is_below_zero() => {
                        // What was recorded before it that day is what holds.
                        let others = of_day.iter().filter(|(_, value)| !value.is_below_zero());
                        let other = others.max_by_key(|(recorded, _)| *recorded);
                        told.extend(other.map(|(_, value)| (on, 0, Some((*value).clone()))));
                    }
                    true => told.push((on, 0, Some(first.clone()))),
                    false => told.push((on, 0, None)),
                }
            }
        }
        for (fact, value, on) in &self.facts {
            if *fact != name || value.is_below_zero() {
                continue;
            }
            let start = self.started();
            match (on, facts_on.or(start)) {
                (Some(on), _) => told.push((*on, 1, Some(value.clone()))),
                (None, None) => told.push((Day::MIN, 1, Some(value.clone()))),
                (None, Some(of)) => {
                    told.push((of, 1, Some(value.clone())));
                    if facts_on.is_none() || start.is_none_or(|start| of <= start) {
                        told.push((Day::MIN, 1, Some(value.clone())));
                    }
                }
            }
        }
        told.retain(|(on, ..)| *on <= day);
        told.sort_by_key(|(on, rank, _)| (*on, *rank));
        told.pop().and_then(|(.., value)| value)
    }

    /// What events of a day tell of a fact, with when each was recorded.
    fn told_on(&self, name: &str, on: Day) -> Vec<(Option<Day>, &Fact)> {
        let told = self.happenings.iter().filter(|happening| happening.on == on);
        let told = told.filter_map(|happening| match &happening.what {
            What::Told(fact, value) if *fact == name => Some((happening.recorded, value)),
            _ => None,
        });
        told.collect()
    }

    /// The days on which events contradict each other of a fact.
    pub fn contradicted(&self, name: &str) -> Vec<Day> {
        let days = self.happenings.iter().map(|happening| happening.on);
        let mut days: Vec<Day> = days
            .filter(|on| {
                let told = self.told_on(name, *on);
                let latest = told.iter().map(|(recorded, _)| *recorded).max();
                let latest: Vec<&Fact> =
                    told.iter().filter(|(recorded, _)| Some(*recorded) == latest).map(|(_, value)| *value).collect();
                latest.iter().any(|value| *value != latest[0])
            })
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

impl Case<'_> {
    /// The day of which facts leave somebody out. Of who has not started, what is so on the day judged is what is so at
    /// the start.
    fn start(&self) -> Day {
        self.history.started().unwrap_or(self.as_at)
    }

    /// Whether a fact that is not told would leave the person out.
    pub fn may_be_left_out(&self) -> bool {
        (self.outcome.exclude || self.outcome.from) && self.fact("status", self.start()).is_none()
    }

    /// How it stands; `parts` are the programme's outcomes before it, each with whether it may leave the person out.
    pub fn stands(&self, parts: &[(Stands, bool)]) -> Stands {
        let (started, start) = (self.history.started(), self.start());
        if self.outcome.exclude && self.fact("status", start) == Some(Fact::Code("moved")) {
            return Stands::Excluded;
        }
        if self.outcome.from && self.fact("status", start) != Some(Fact::Code("out")) {
            return Stands::Excluded;
        }
        let waits_for_a_start = match &self.outcome.form {
            Form::Run(Run::At { .. } | Run::Quarter { .. }) | Form::Becomes(_) | Form::Gains(_) | Form::Loses(_) => {
                true
            }
            Form::Rises | Form::Change { exit: true, .. } => true,
            Form::AnyOf(_) | Form::AllOf(_) => false,
            _ => self.outcome.anchor != Anchor::Nothing,
        };
        if started.is_none() && waits_for_a_start {
            return Stands::NotAchieved;
        }
        let anchor = match self.outcome.anchor {
            Anchor::Started => started,
            Anchor::Nothing => None,
            Anchor::Ended => match self.history.ended() {
                Some(end) => Some(end),
                None => return Stands::NotYetDue(None),
            },
        };
        let last = self.outcome.within.zip(anchor).map(|(days, anchor)| anchor + days);
        let stands = match &self.outcome.form {
            Form::Count(count) => self.count(*count, anchor, last),
            Form::Sum(least) => self.sum(*least, anchor, last),
            Form::Attended(share) => self.attended(*share, anchor, last),
            Form::Run(run) => {
                let records = self.records(anchor);
                let covered = Covered::of((FIRST..=self.as_at).map(|day| self.covers(day, &records)).collect());
                runs::stands(run, &covered, self, anchor, last)
            }
            Form::Becomes(value) => {
                self.changes("status", start, last, |before, now| before != now && *now == Fact::Code(value))
            }
            Form::Gains(code) => {
                self.changes("skills", start, last, |before, now| !has(before, code) && has(now, code))
            }
            Form::Loses(code) => {
                self.changes("skills", start, last, |before, now| has(before, code) && !has(now, code))
            }
            Form::Rises => self.changes("pay", start, last, |before, now| now > before),
            Form::Change { by, metric, exit } => self.score(*by, *metric, *exit, anchor, last),
            // What has not started cannot end.
            Form::Stage("ended") => match started {
                None => Stands::NotAchieved,
                Some(start) => self.reached("ended", Some(anchor.map_or(start, |anchor| anchor.max(start))), last),
            },
            Form::Stage(stage) => self.reached(stage, anchor, last),
            Form::Action => self.reached("action_done", anchor, last),
            Form::Goal => self.reached("goal_reached", anchor, last),
            Form::AnyOf(of) => any_of(of.iter().map(|part| self.by_then(parts[*part], last))),
            Form::AllOf(of) => all_of(of.iter().map(|part| self.by_then(parts[*part], last))),
        };
        // Without a follow-up nobody knows, and before the day it is for nobody can.
        match (stands, self.outcome.known_by, anchor.or(started)) {
            (Stands::NotAchieved, Some(at), Some(anchor)) => {
                let due = anchor + at.unwrap_or(0);
                match self.as_at < due {
                    true => Stands::NotYetDue(Some(due)),
                    false if self.is_followed_up(due) => Stands::NotAchieved,
                    false => Stands::Unknown,
                }
            }
            (stands, ..) => stands,
        }
    }

    /// How another outcome stands by a last day: what comes after it has not come.
    fn by_then(&self, (stands, perhaps): (Stands, bool), last: Option<Day>) -> (Stands, bool) {
        let is_late = |day: Day| last.is_some_and(|last| day > last);
        match stands {
            Stands::Achieved(day) | Stands::NotYetDue(Some(day)) if is_late(day) => (Stands::NotAchieved, perhaps),
            Stands::NotYetDue(None) if is_late(self.as_at + 1) => (Stands::NotAchieved, perhaps),
            _ => (stands, perhaps),
        }
    }

    fn fact(&self, name: &str, day: Day) -> Option<Fact> {
        self.history.fact(name, day, self.facts_on)
    }

    /// Whether somebody was reached, late enough to know.
    fn is_followed_up(&self, from: Day) -> bool {
        let reached = |what: &What| matches!(what, What::FollowedUp("reached", _));
        self.history.happenings.iter().any(|event| reached(&event.what) && event.on >= from)
    }

    /// The records of the outcome's kind in this enrolment, with the day each counts from.
    pub fn records(&self, anchor: Option<Day>) -> Vec<(Day, &Record)> {
        let mut records: Vec<(Day, &Record)> = Vec::new();
        for record in &self.history.records {
            let is_own = record.programme.is_none_or(|programme| programme == "p") && !record.subject;
            let is_possible =
                record.end.is_none_or(|end| end >= record.on) && record.hours.is_none_or(|hours| hours >= 0);
            if record.kind != self.outcome.record || !is_own || !is_possible {
                continue;
            }
            match anchor {
                Some(anchor) if record.on < anchor => {
                    if self.outcome.held && record.end.is_some_and(|end| end >= anchor) {
                        records.push((anchor, record));
                    }
                }
                _ => records.push((record.on, record)),
            }
        }
        records.sort_by_key(|(on, record)| (*on, record.on, record.recorded, record.id.clone()));
        records
    }

    /// Whether a record counts, leaving its hours aside.
    fn counts_but_for_hours(&self, record: &Record) -> bool {
        let on = if self.outcome.at_event { record.on } else { self.history.started().unwrap_or(record.on) };
        match self.outcome.counts {
            Where::Unsubsidised | Where::Both(_) => record.subsidised == Some(false),
            Where::WhileOut(_) => self.fact("status", on) == Some(Fact::Code("out")),
            Where::All | Where::AtLeast(_) | Where::Under(_) | Where::Floor => true,
        }
    }

    /// Whether so many hours are enough for a record of a day, or few enough.
    fn hours_count(&self, hours: Option<i64>, on: Day) -> bool {
        match self.outcome.counts {
            Where::AtLeast(least) | Where::Both(least) | Where::WhileOut(least) => hours.unwrap() >= least,
            Where::Under(limit) => hours.unwrap() < limit,
            Where::Floor => hours.unwrap() >= if on < FLOOR.0 { FLOOR.1 } else { FLOOR.2 },
            Where::All | Where::Unsubsidised => true,
        }
    }

    /// Whether spells that count cover a day.
    fn covers(&self, day: Day, records: &[(Day, &Record)]) -> bool {
        let on_day = records.iter().filter(|(from, record)| *from <= day && day <= record.end.unwrap_or(record.on));
        let on_day: Vec<&Record> =
            on_day.map(|(_, record)| *record).filter(|record| self.counts_but_for_hours(record)).collect();
        let covers = match self.outcome.together {
            Together::Each => on_day.iter().any(|record| self.hours_count(record.hours, record.on)),
            Together::Sum => {
                let sum = on_day.iter().map(|record| record.hours.unwrap_or(0)).sum();
                on_day.iter().any(|record| self.hours_count(Some(sum), record.on))
            }
            Together::Max => {
                let most = on_day.iter().map(|record| record.hours).max().flatten();
                on_day.iter().any(|record| self.hours_count(most, record.on))
            }
        };
        covers && (!self.outcome.during || self.is_housed(day))
    }

    fn is_housed(&self, day: Day) -> bool {
        self.history.records.iter().any(|record| {
            record.kind == "tenancy"
                && record.programme.is_none_or(|programme| programme == "p")
                && !record.subject
                && record.on <= day
                && record.end.is_some_and(|end| day <= end)
        })
    }

    fn count(&self, count: u32, anchor: Option<Day>, last: Option<Day>) -> Stands {
        if self.outcome.together != Together::Each {
            let records = self.records(anchor);
            return by((FIRST..=self.as_at).find(|day| self.covers(*day, &records)), last);
        }
        let mut days: Vec<Day> = Vec::new();
        for (on, record) in self.records(anchor) {
            if self.counts_but_for_hours(record) && self.hours_count(record.hours, record.on) {
                days.push(on);
            }
        }
        by(days.get(count as usize - 1).copied(), last)
    }

    fn sum(&self, least: i64, anchor: Option<Day>, last: Option<Day>) -> Stands {
        let mut sum = 0;
        for (on, record) in self.records(anchor) {
            if self.counts_but_for_hours(record) && self.hours_count(record.hours, record.on) {
                sum += record.hours.unwrap();
                if sum >= least {
                    return by(Some(on), last);
                }
            }
        }
        Stands::NotAchieved
    }

    fn attended(&self, share: i64, anchor: Option<Day>, last: Option<Day>) -> Stands {
        // There may be more sessions until the enrolment has ended, or the time for them is over.
        if self.history.ended().is_none() && last.is_none_or(|last| self.as_at <= last) {
            return Stands::NotYetDue(last.map(|last| last + 1));
        }
        let (mut all, mut attended, mut latest) = (0, 0, None);
        for (on, record) in self.records(anchor) {
            let counts = self.counts_but_for_hours(record) && self.hours_count(record.hours, record.on);
            if counts && last.is_none_or(|last| on <= last) {
                all += 1;
                if record.attended == Some(true) {
                    attended += 1;
                    latest = Some(on);
                }
            }
        }
        match latest {
            Some(on) if attended * 100 >= share * all => Stands::Achieved(on),
            _ => Stands::NotAchieved,
        }
    }

    fn changes(&self, fact: &str, start: Day, last: Option<Day>, changes: impl Fn(&Fact, &Fact) -> bool) -> Stands {
        let Some(before) = self.fact(fact, start) else { return Stands::NotAchieved };
        let mut days = start + 1..=self.as_at;
        by(days.find(|day| self.fact(fact, *day).is_some_and(|now| changes(&before, &now))), last)
    }

    fn score(&self, change: i64, metric: bool, exit: bool, anchor: Option<Day>, last: Option<Day>) -> Stands {
        let until = match (exit, self.history.ended()) {
            (true, None) => return Stands::NotYetDue(None),
            (true, Some(end)) => end,
            (false, _) => self.as_at,
        };
        let mut scores: Vec<(Day, &str, i64)> = Vec::new();
        for event in &self.history.happenings {
            if let What::Score(score) = event.what
                && event.on <= last.map_or(until, |last| last.min(until))
            {
                // The conversion table, in halves of a point.
                scores.push((
                    event.on,
                    &event.id,
                    if metric { [2, 3, 8, 10, 18][score as usize - 1] } else { score * 2 },
                ));
            }
        }
        scores.sort_unstable();
        // The last score by the start is what it was then; without one, the first after it.
        while scores.len() > 1 && anchor.is_some_and(|anchor| scores[1].0 <= anchor) {
            scores.remove(0);
        }
        let [(_, _, first), .., (on, _, then)] = scores.as_slice() else { return Stands::Unknown };
        let (changed, wanted) = (then - first, change * 2);
        let is_enough = if change > 0 { changed >= wanted } else { changed <= wanted };
        by(is_enough.then_some(*on), last)
    }

    fn reached(&self, kind: &str, anchor: Option<Day>, last: Option<Day>) -> Stands {
        let days = self.history.happenings.iter().filter(|event| event.kind == kind).map(|event| event.on);
        by(days.filter(|on| anchor.is_none_or(|anchor| anchor <= *on)).min(), last)
    }
}

fn has(fact: &Fact, code: &str) -> bool {
    matches!(fact, Fact::Codes(codes) if codes.contains(&code))
}

/// Achieved on a day, if there is one and it is not too late.
fn by(on: Option<Day>, last: Option<Day>) -> Stands {
    match on.filter(|on| last.is_none_or(|last| *on <= last)) {
        Some(on) => Stands::Achieved(on),
        None => Stands::NotAchieved,
    }
}

/// The first of them; without one, what may still come of those that leave nobody out.
pub fn any_of(parts: impl Iterator<Item = (Stands, bool)>) -> Stands {
    let others = parts.map(|(stands, _)| stands).filter(|stands| *stands != Stands::Excluded);
    let others: Vec<Stands> = others.collect();
    let days = others.iter().filter_map(|part| if let Stands::Achieved(day) = part { Some(*day) } else { None });
    let due = others.iter().filter_map(|part| if let Stands::NotYetDue(due) = part { Some(*due) } else { None });
    let due: Vec<Option<Day>> = due.collect();
    match days.min() {
        Some(day) => Stands::Achieved(day),
        None if others.is_empty() => Stands::Excluded,
        None if others.contains(&Stands::Unknown) => Stands::Unknown,
        None if !due.is_empty() => Stands::NotYetDue(due.iter().flatten().min().copied()),
        None => Stands::NotAchieved,
    }
}

/// The last of them, once all are achieved; whoever one of them leaves out can never achieve all.
pub fn all_of(parts: impl Iterator<Item = (Stands, bool)>) -> Stands {
    let (parts, perhaps): (Vec<Stands>, Vec<bool>) = parts.unzip();
    let days = parts.iter().filter_map(|part| if let Stands::Achieved(day) = part { Some(*day) } else { None });
    let due = parts.iter().filter_map(|part| if let Stands::NotYetDue(due) = part { Some(*due) } else { None });
    let due: Vec<Option<Day>> = due.collect();
    if parts.contains(&Stands::Excluded) {
        Stands::Excluded
    } else if perhaps.contains(&true) {
        Stands::Unknown
    } else if parts.contains(&Stands::NotAchieved) {
        Stands::NotAchieved
    } else if parts.contains(&Stands::Unknown) {
        Stands::Unknown
    } else if due.is_empty() {
        days.max().map_or(Stands::NotAchieved, Stands::Achieved)
    } else {
        // All of them are waited for; of one that waits for something else nobody knows until when.
        Stands::NotYetDue(due.into_iter().collect::<Option<Vec<Day>>>().and_then(|due| due.into_iter().max()))
    }
}
