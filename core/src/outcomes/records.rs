//! Records that achieve an outcome: a first one, so many, so much, a share of sessions.

use super::case::{Case, Judged, Verdict};
use super::conditions::{Own, When, add};
use super::cover::Day;
use super::days::{Adds, Days, Stand, Total, number};
use super::{near, spells};
use crate::catalogue::{ATTENDED, Amount, RecordForm};
use crate::condition::{Expression, Value, every};
use crate::diagnostic::Code;
use crate::document::{Anchor, OpenSpells, Outcome, Together};
use crate::events::{CONFIRMED_UNTIL, Event, EventProblem, Recorded};
use crate::value::Number;

/// A record that counts or may count.
pub(super) struct Counted<'a> {
    pub(super) event: &'a Event,
    pub(super) own: Own,
    /// The days by which its conditions are judged.
    pub(super) when: When,
    pub(super) days: Days,
}

/// Judges records.
pub(super) fn judge<'a>(case: &Case<'a>, outcome: &Outcome, form: &RecordForm) -> Judged<'a> {
    // Who has not started has achieved nothing; who has not ended may yet.
    let has_started = case.enrolment.started_on.is_some();
    match outcome.anchor {
        Anchor::Started | Anchor::Ended if !has_started => return Verdict::NotAchieved.into(),
        Anchor::Ended if case.enrolment.ended_on.is_none() => return Verdict::NotYetDue(None).into(),
        _ => {}
    }
    let mut set_aside = Vec::new();
    let counted = counted(case, outcome, form, &mut set_aside);
    let mut judged = match &form.amount {
        Amount::Count(_) if outcome.together != Together::Each => spells::first(case, outcome, form, &counted),
        Amount::Count(count) => of_a_number(case, outcome, form, &counted, *count),
        Amount::Total { of, least, exceeds } => total(case, outcome, form, &counted, (of, least, *exceeds)),
        Amount::Attended(least) => attended(case, outcome, form, &counted, *least),
        Amount::Run(run) => spells::lasting(case, outcome, form, &counted, run),
    };
    if matches!(judged.verdict, Verdict::NotAchieved) {
        judged.near.extend(near::left_aside(case, outcome, form, &counted));
    }
    judged.set_aside.extend(set_aside);
    crate::sort::by(&mut judged.set_aside, Ord::cmp);
    judged
}

/// The records that count or may count, in the order of events, as far as they lie behind the anchor. Those that cannot be
/// are set aside.
fn counted<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    set_aside: &mut Vec<EventProblem>,
) -> Vec<Counted<'a>> {
    let anchor = case.anchor(outcome.anchor).map(Day::of);
    let records = records_of(case, form).filter_map(|event| {
        let on = event.on?;
        let (own, when) = (event.parts(), case.conditions.when(outcome.facts, on));
        let is_below_zero = || match &form.amount {
            Amount::Total { of, .. } => {
                case.conditions.value(of, when, &own).amount().is_some_and(|amount| amount < Number::ZERO)
            }
            _ => false,
        };
        // It is said whether or not the outcome would look at its day.
        let problem = impossible(case, form, event).or_else(|| is_below_zero().then(|| below_zero(event)));
        if let Some(problem) = problem {
            set_aside.push(problem);
            return None;
        }
        let days = covered(case, form.is_spell, outcome.open_spells, event)?;
        let days = days.behind(anchor, outcome.held_at.is_some())?;
        // What overlapping spells share is judged on all of them.
        let parts = form.counts.iter().filter(|(_, shared)| !shared || outcome.together == Together::Each);
        let truth = every(parts.map(|(part, _)| case.conditions.truth(part, when, &own)));
        Some(Counted { event, own, when, days: days.if_true(truth)? })
    });
    records.collect()
}

/// The records of a form's kind that can be read and are the person's own, in the order of events.
pub(super) fn records_of<'c, 'a>(case: &'c Case<'a>, form: &'c RecordForm) -> impl Iterator<Item = &'a Event> + 'c {
    let is_record = |event: &&Event| {
        event.kind.as_deref() == Some(form.record.as_str()) && event.subject.is_none() && event.is_sound()
    };
    case.events.iter().copied().filter(is_record)
}

/// Why a record that can be read still achieves nothing: nobody works before they are born, or for less than no hours.
pub(super) fn impossible(case: &Case<'_>, form: &RecordForm, event: &Event) -> Option<EventProblem> {
    if let Some(problem) = case.before_birth(event) {
        return Some(problem);
    }
    let is_below_zero = |part: &Expression| match part {
        Expression::Own(name) => {
            event.attributes.get(name).and_then(Value::amount).is_some_and(|amount| amount < Number::ZERO)
        }
        _ => false,
    };
    form.counts.iter().any(|(part, _)| part.any(is_below_zero)).then(|| below_zero(event))
}

/// The days that a record covers.
pub(super) fn covered(case: &Case<'_>, is_spell: bool, open_spells: OpenSpells, event: &Event) -> Option<Days> {
    let on = Day::of(event.on?);
    if !is_spell {
        return Some(Days::of_a_day(on));
    }
    let confirmed = || {
        let told = match event.attributes.get(CONFIRMED_UNTIL) {
            Some(Value::Date(until)) => Some(*until),
            _ => None,
        };
        let recorded = event.recorded_at.as_ref().map(Recorded::day);
        let followed_up = case.confirmed(event);
        [told, recorded, followed_up].into_iter().flatten().max().map(Day::of)
    };
    Days::of_a_spell(on, event.end.map(Day::of), open_spells, confirmed, Day::of(case.as_at))
}

/// A number of records: the day of the last that it takes.
fn of_a_number<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    counted: &[Counted<'a>],
    count: u32,
) -> Judged<'a> {
    let limit = case.limit(outcome);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    match number(counted.iter().map(|record| &record.days), count, limit) {
        stand @ Stand::Achieved { on, .. } => {
            let sure = counted.iter().filter(|record| record.days.is_sure && record.days.on() <= on);
            Judged::achieved(on, sure.take(count).map(|record| record.event).collect()).between(stand)
        }
        stand @ Stand::Unknown { .. } => {
            let in_time = counted.iter().filter(|record| record.days.on() <= limit);
            let undecided: Vec<&Counted<'_>> = in_time.filter(|record| !record.days.is_sure).collect();
            unknown(case, form, &undecided, End::AtTheAnchor).between(stand)
        }
        // One that there is not needs no number.
        _ if count == 1 => Verdict::NotAchieved.into(),
        _ => {
            let sure = counted.iter().filter(|record| record.days.is_sure && record.days.on() <= limit).count();
            let number = |count: usize| near::number(i64::try_from(count).unwrap_or(i64::MAX));
            Judged::not_achieved(near::came_to(&form.record, number(sure), number(count)))
        }
    }
}

/// What the end of a spell decides, where it is not told.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// Whether it was open at the anchor.
    AtTheAnchor,
    /// On which days it was.
    OnEachDay,
}

/// What is said where records may count.
pub(super) fn unknown<'a>(case: &Case<'a>, form: &RecordForm, undecided: &[&Counted<'a>], end: End) -> Judged<'a> {
    let mut judged = Judged::from(Verdict::Unknown);
    for record in undecided {
        untold(case, form, record, end, &mut judged.missing);
        judged.undecided.push(record.event);
    }
    judged
}

/// What would tell whether a record counts.
fn untold(case: &Case<'_>, form: &RecordForm, record: &Counted<'_>, end: End, missing: &mut Vec<String>) {
    for (part, _) in &form.counts {
        if case.conditions.truth(part, record.when, &record.own).is_none() {
            case.conditions.untold(part, record.when, &record.own, &form.record, missing);
        }
    }
    let Days { sure, may, .. } = record.days;
    let is_end_told = match end {
        End::AtTheAnchor => sure.is_some_and(|sure| sure.first == may.first),
        End::OnEachDay => sure == Some(may),
    };
    if !is_end_told {
        add(missing, format!("{}.end", form.record));
    }
}

/// The day on which a total is enough.
fn total<'a>(
    case: &Case<'a>,
    outcome: &Outcome,
    form: &RecordForm,
    counted: &[Counted<'a>],
    (of, least, exceeds): (&Expression, &Expression, bool),
) -> Judged<'a> {
    let limit = case.limit(outcome);
    let mut judged = Judged::from(Verdict::NotAchieved);
    let (mut total, mut rests_on, mut missing) = (Total::nothing(exceeds), Vec::new(), Vec::new());
    let mut asked = None;
    for record in counted.iter().filter(|record| record.days.on() <= limit) {
        let value = |expression: &Expression, when: When| case.conditions.value(expression, when, &record.own).amount();
        let (told, wanted) = (value(of, record.when), value(least, record.when.of_all()));
        let was_achieved = total.is_achieved();
        asked = wanted.or(asked);
        match total.add(&record.days, told, || wanted) {
            // Those are set aside before.
            Adds::BelowZero => {}
            Adds::Amount if !was_achieved => rests_on.push(record.event),
            Adds::Amount => {}
            Adds::Perhaps => {
                untold(case, form, record, End::AtTheAnchor, &mut missing);
                if told.is_none() {
                    case.conditions.untold(of, record.when, &record.own, &form.record, &mut missing);
                }
                judged.undecided.push(record.event);
            }
        }
        if wanted.is_none() {
            case.conditions.untold(least, record.when.of_all(), &record.own, &form.record, &mut missing);
        }
    }
    match total.stand() {
        stand @ Stand::Achieved { on, .. } => {
            return Judged::achieved(on, rests_on).between(stand);
        }
        stand @ Stand::Unknown { .. } => {
            judged = judged.between(stand);
            judged.verdict = Verdict::Unknown;
            judged.missing = missing;
        }
        _ => {
            judged.undecided.clear();
            let today = case.conditions.when(outcome.facts, case.as_at).of_all();
            let asked = asked.or_else(|| case.conditions.value(least, today, &Own::new()).amount());
            judged.near = near::came_to(&form.record, Value::Number(total.sum()), asked.map(Value::Number));
        }
    }
    judged
}

fn below_zero(event: &Event) -> EventProblem {
    let message = format!("the event `{}` tells an amount below 0, and achieves nothing", event.id);
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
    let sessions: Vec<&Counted<'_>> = counted.iter().filter(|session| session.days.on() <= last).collect();
    let was_there = |session: &Counted<'_>| match session.own.get(ATTENDED) {
        Some(Value::Boolean(there)) => Some(*there),
        _ => None,
    };
    // At worst a session counts only if it lowers the share, and at best only if it raises it.
    let share = |is_there: &dyn Fn(&Counted<'_>) -> bool, counts: bool| {
        let (all, there) = sessions.iter().fold((0_i64, 0_i64), |(all, attended), session| {
            let there = is_there(session);
            match session.days.is_sure || there == counts {
                true => (all.saturating_add(1), attended.saturating_add(i64::from(there))),
                false => (all, attended),
            }
        });
        Number::from(there).checked_div(Number::from(all))
    };
    let is_enough = |share: Option<Number>| share.is_some_and(|share| share >= least);
    let best = share(&|session| was_there(session) != Some(false), true);
    if !is_enough(best) {
        // Of no sessions none was attended.
        let best = best.unwrap_or(Number::ZERO);
        return Judged::not_achieved(near::came_to(&form.record, Value::Number(best), Value::Number(least)));
    }
    let there = sessions.iter().filter(|session| session.days.is_sure && was_there(session) == Some(true));
    let there: Vec<&&Counted<'_>> = there.collect();
    if is_enough(share(&|session| was_there(session) == Some(true), false))
        && let Some(on) = there.last().map(|session| session.days.on())
    {
        return Judged::achieved(on, there.iter().map(|session| session.event).collect());
    }
    let unclear = |session: &&&Counted<'a>| !session.days.is_sure || was_there(session).is_none();
    let unclear: Vec<&Counted<'_>> = sessions.iter().filter(unclear).copied().collect();
    let mut judged = unknown(case, form, &unclear, End::AtTheAnchor);
    if unclear.iter().any(|session| was_there(session).is_none()) {
        add(&mut judged.missing, format!("{}.{ATTENDED}", form.record));
    }
    judged
}
