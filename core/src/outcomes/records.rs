//! Records that achieve an outcome: a first one, so many, so much, a share of sessions.

use super::case::{Case, Judged, Verdict};
use super::conditions::{Own, add};
use super::cover::{Day, Span};
use super::spells;
use crate::catalogue::{ATTENDED, Amount, RecordForm};
use crate::condition::{Expression, Value, every};
use crate::diagnostic::Code;
use crate::document::{Anchor, OpenSpells, Outcome, Together};
use crate::events::{Event, EventProblem};
use crate::value::{Date, Number};

/// A record that counts or may count.
pub(super) struct Counted<'a> {
    pub(super) event: &'a Event,
    pub(super) own: Own,
    /// The day whose facts its conditions see.
    pub(super) day: Date,
    /// Whether it is known to count; else it may.
    pub(super) is_sure: bool,
    /// The days it covers for certain.
    pub(super) sure: Option<Span>,
    /// The days it may cover.
    pub(super) may: Span,
}

impl Counted<'_> {
    /// The day on which it happened or began, or the anchor, if it was open then.
    fn on(&self) -> Day {
        self.may.first
    }
}

/// Judges records.
pub(super) fn judge<'a>(case: &Case<'a>, outcome: &Outcome, form: &RecordForm) -> Judged<'a> {
    match outcome.anchor {
        // Who has not started has achieved nothing; who has not ended may yet.
        Anchor::Started if case.enrolment.started_on.is_none() => return Verdict::NotAchieved.into(),
        Anchor::Ended if case.enrolment.ended_on.is_none() => return Verdict::NotYetDue(None).into(),
        _ => {}
    }
    let counted = counted(case, outcome, form);
    match &form.amount {
        Amount::Count(_) if outcome.together != Together::Each => spells::first(case, outcome, form, &counted),
        Amount::Count(count) => of_a_number(case, outcome, form, &counted, *count),
        Amount::Total { of, least } => total(case, outcome, form, &counted, of, least),
        Amount::Attended(least) => attended(case, outcome, form, &counted, *least),
        Amount::Run(run) => spells::lasting(case, outcome, form, &counted, run),
    }
}

/// The records that count or may count, in the order of events, as far as they lie behind the anchor.
fn counted<'a>(case: &Case<'a>, outcome: &Outcome, form: &RecordForm) -> Vec<Counted<'a>> {
    let anchor = case.anchor(outcome.anchor).map(Day::of);
    let is_record = |event: &&&Event| {
        event.kind.as_deref() == Some(form.record.as_str()) && event.subject.is_none() && event.is_sound()
    };
    let records = case.events.iter().filter(is_record).filter_map(|event| {
        let on = event.on?;
        let (sure, may) = covered(case, form.is_spell, outcome.open_spells, event)?;
        let clipped = |span: Span| match anchor {
            Some(anchor) if span.first < anchor && outcome.held_at.is_some() => Span::new(anchor, span.last),
            Some(anchor) if span.first < anchor => None,
            _ => Some(span),
        };
        let (sure, may) = (sure.and_then(clipped), clipped(may)?);
        let (own, day) = (event.parts(), case.conditions.day(outcome.facts, on));
        // What overlapping spells share is judged on all of them.
        let parts = form.counts.iter().filter(|(_, shared)| !shared || outcome.together == Together::Each);
        let truth = every(parts.map(|(part, _)| case.conditions.truth(part, day, &own)));
        let is_sure = truth == Some(true) && sure.is_some_and(|sure| sure.first == may.first);
        (truth != Some(false)).then_some(Counted { event, own, day, is_sure, sure, may })
    });
    records.collect()
}

/// The days that a record covers for certain, and those it may cover.
///
/// Silence is not a job kept: a spell whose end is not told is known up to the latest that confirms it.
pub(super) fn covered(
    case: &Case<'_>,
    is_spell: bool,
    open_spells: OpenSpells,
    event: &Event,
) -> Option<(Option<Span>, Span)> {
    let on = event.on?;
    let (first, as_at) = (Day::of(on), Day::of(case.as_at));
    if !is_spell {
        let day = Span::new(first, first)?;
        return Some((Some(day), day));
    }
    let (sure, may) = match event.end {
        Some(end) => (end, end),
        None if open_spells == OpenSpells::Continue => (case.as_at, case.as_at),
        None => {
            let told = match event.attributes.get("confirmed_until") {
                Some(Value::Date(until)) => Some(*until),
                _ => None,
            };
            let recorded = event.recorded_at.as_ref().map(|recorded| recorded.day());
            let confirmed = case.confirmed.get(event.id.as_str()).copied();
            let until = [told, recorded, confirmed].into_iter().flatten().max();
            (until.unwrap_or(on).max(on), case.as_at)
        }
    };
    let span = |last: Date| Span::new(first, Day::of(last).min(as_at));
    Some((span(sure), span(may)?))
}

/// A number of records: the day of the last that it takes.
fn of_a_number<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    counted: &[Counted<'a>],
    count: u32,
) -> Judged<'a> {
    let limit = case.last(outcome).map_or(Day::NEVER, Day::of);
    let in_time = || counted.iter().filter(|record| record.on() <= limit);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let sure: Vec<&Counted<'_>> = in_time().filter(|record| record.is_sure).take(count).collect();
    if sure.len() == count
        && let Some(on) = sure.iter().map(|record| record.on()).max().and_then(Day::date)
    {
        return Verdict::Achieved(on, sure.iter().map(|record| record.event).collect()).into();
    }
    if in_time().count() < count {
        return Verdict::NotAchieved.into();
    }
    let undecided: Vec<&Counted<'_>> = in_time().filter(|record| !record.is_sure).collect();
    unknown(case, form, &undecided)
}

/// What is said where records may count.
pub(super) fn unknown<'a>(case: &Case<'a>, form: &RecordForm, undecided: &[&Counted<'a>]) -> Judged<'a> {
    let mut judged = Judged::from(Verdict::Unknown);
    for record in undecided {
        untold(case, form, record, &mut judged.missing);
        judged.undecided.push(record.event);
    }
    judged
}

/// What would tell whether a record counts.
fn untold(case: &Case<'_>, form: &RecordForm, record: &Counted<'_>, missing: &mut Vec<String>) {
    for (part, _) in &form.counts {
        if case.conditions.truth(part, record.day, &record.own).is_none() {
            case.conditions.untold(part, record.day, &record.own, &form.record, missing);
        }
    }
    if record.sure != Some(record.may) {
        add(missing, format!("{}.end", form.record));
    }
}

/// The day on which a total is enough.
fn total<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    counted: &[Counted<'a>],
    of: &Expression,
    least: &Expression,
) -> Judged<'a> {
    let limit = case.last(outcome).map_or(Day::NEVER, Day::of);
    let mut judged = Judged::from(Verdict::NotAchieved);
    let (mut sum, mut rests_on, mut achieved) = (Number::ZERO, Vec::new(), None);
    let mut missing = Vec::new();
    let mut wanted = None;
    for record in counted.iter().filter(|record| record.on() <= limit) {
        let amount = amount(&case.conditions.value(of, record.day, &record.own));
        if amount.is_some_and(|amount| amount < Number::ZERO) {
            judged.set_aside.push(below_zero(record.event));
            continue;
        }
        let more = amount.filter(|_| record.is_sure).and_then(|amount| sum.checked_add(amount));
        match more {
            Some(more) => {
                sum = more;
                rests_on.push(record.event);
            }
            None => {
                untold(case, form, record, &mut missing);
                case.conditions.untold(of, record.day, &record.own, &form.record, &mut missing);
                judged.undecided.push(record.event);
            }
        }
        wanted = amount_wanted(case, least, record);
        match wanted {
            Some(wanted) if sum >= wanted && achieved.is_none() && more.is_some() => {
                achieved = record.on().date().map(|on| (on, rests_on.clone()));
            }
            None => case.conditions.untold(least, record.day, &record.own, &form.record, &mut missing),
            _ => {}
        }
    }
    if let Some((on, records)) = achieved {
        judged.verdict = Verdict::Achieved(on, records);
        judged.undecided.clear();
    } else if !judged.undecided.is_empty() || (wanted.is_none() && sum > Number::ZERO) {
        judged.verdict = Verdict::Unknown;
        judged.missing = missing;
    }
    judged
}

/// How much it takes by the day of a record.
fn amount_wanted(case: &Case<'_>, least: &Expression, record: &Counted<'_>) -> Option<Number> {
    amount(&case.conditions.value(least, record.day, &record.own))
}

/// A number, or an amount of money in pounds.
fn amount(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Money(money) => Some(money.0),
        _ => None,
    }
}

fn below_zero(event: &Event) -> EventProblem {
    let message = format!("the event `{}` tells an amount below 0, which adds nothing up", event.id);
    EventProblem::new(&event.id, Code::EventBelowZero, message, "amend it; to take something back, void what told it")
}

/// The share of sessions attended, once there will be no more.
fn attended<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    counted: &[Counted<'a>],
    least: Number,
) -> Judged<'a> {
    let limit = case.last(outcome);
    let over = limit.filter(|limit| *limit < case.as_at).or(case.enrolment.ended_on);
    if over.is_none() {
        return Verdict::NotYetDue(limit.and_then(|limit| limit.succ_opt())).into();
    }
    let last = Day::of(limit.unwrap_or(case.as_at));
    let sessions: Vec<&Counted<'_>> = counted.iter().filter(|session| session.on() <= last).collect();
    let was_there = |session: &&&Counted<'a>| match session.own.get(ATTENDED) {
        Some(Value::Boolean(there)) if session.is_sure || !there => Some(*there),
        _ => None,
    };
    let there: Vec<&Counted<'_>> =
        sessions.iter().filter(|session| was_there(session) == Some(true)).copied().collect();
    let unclear: Vec<&Counted<'_>> = sessions.iter().filter(|session| was_there(session).is_none()).copied().collect();
    let count = |number: usize| i64::try_from(number).ok().map(Number::from);
    let share = |number: usize| count(number)?.checked_div(count(sessions.len())?);
    let is_enough = |number: usize| share(number).is_some_and(|share| share >= least);
    if is_enough(there.len())
        && let Some(on) = there.last().and_then(|session| session.on().date())
    {
        return Verdict::Achieved(on, there.iter().map(|session| session.event).collect()).into();
    }
    if !is_enough(there.len().saturating_add(unclear.len())) {
        return Verdict::NotAchieved.into();
    }
    let mut judged = unknown(case, form, &unclear);
    add(&mut judged.missing, format!("{}.{ATTENDED}", form.record));
    judged
}
