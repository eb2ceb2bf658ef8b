//! What is told of a person's facts, as outcomes take it: what cannot be is set aside, and counts as not told.

use crate::catalogue::Catalogue;
use crate::condition::Value;
use crate::diagnostic::Code;
use crate::document::FactType;
use crate::events::{Event, EventProblem, TOLD};
use crate::facts::BIRTH;
use crate::journey::Facts;
use crate::value::{Date, Number, Plain};

/// What an author can do where a fact below 0 is right.
const WHERE_IT_CAN_BE: &str = "if the fact can be below 0, its vocabulary says `below_zero: true`";

/// What is told of a person's facts over time.
pub(super) struct Told<'e> {
    pub(super) facts: Facts<'e>,
    /// The day of birth, as far as it is told by a day.
    pub(super) birth: Option<Date>,
    /// What was told and counts as not told.
    pub(super) aside: Vec<Aside>,
}

/// A fact that was told by an event, or beside all of them, and counts as not told.
pub(super) struct Aside {
    pub(super) fact: String,
    /// Why. Of what is told beside events its event is empty.
    pub(super) problem: EventProblem,
}

impl<'e> Told<'e> {
    /// What some events tell and what is given beside them, of the enrolment's start or of another day.
    pub(super) fn of(
        catalogue: &'e Catalogue,
        events: &[&'e Event],
        given: &'e Plain,
        (started_on, facts_on): (Option<Date>, Option<Date>),
        as_at: Date,
    ) -> Self {
        let facts = told_by(catalogue, events, given, started_on, facts_on);
        let birth = birth(catalogue, &facts, as_at);
        let mut aside: Vec<Aside> = Vec::new();
        for event in events.iter().filter(|event| event.kind.as_deref() == Some(TOLD)) {
            let early = birth.filter(|_| event.overridden.is_none());
            let early = early.and_then(|birth| crate::case_file::before_birth(event, birth));
            aside.extend(event.data.iter().filter_map(|(fact, told)| {
                let problem = early.clone().or_else(|| event_below_zero(catalogue, event, fact, told))?;
                Some(Aside { fact: fact.clone(), problem })
            }));
        }
        aside.extend(below_zero(catalogue, given).map(|(fact, problem)| Aside { fact: fact.to_owned(), problem }));
        if aside.is_empty() {
            return Self { facts, birth, aside };
        }
        let facts = facts.only(|event, fact, is_contradicted| {
            let aside = aside.iter().find(|aside| aside.is(event, fact));
            // Of two amounts that contradict each other neither holds, whatever they are.
            aside.is_none_or(|aside| is_contradicted && aside.problem.code == Code::FactBelowZero)
        });
        Self { facts, birth, aside }
    }
}

impl Aside {
    /// Whether it is what an event tells of a fact, or what is told of it beside events.
    pub(super) fn is(&self, event: Option<&Event>, fact: &str) -> bool {
        self.fact == fact && self.problem.event == event.map_or("", |event| event.id.as_str())
    }
}

/// The facts that events tell, and those given beside them: of a day, or else those at the start.
pub(super) fn told_by<'e>(
    catalogue: &'e Catalogue,
    events: &[&'e Event],
    facts: &'e Plain,
    started_on: Option<Date>,
    facts_on: Option<Date>,
) -> Facts<'e> {
    let is_baseline = facts_on.is_none_or(|on| started_on.is_none_or(|start| on <= start));
    Facts::of(catalogue, events).with(facts, facts_on.or(started_on), is_baseline)
}

/// The day of birth, by a person's events and what is given beside them.
#[cfg(feature = "returns")]
pub(crate) fn born(catalogue: &Catalogue, events: &[&Event], given: &Plain, as_at: Date) -> Option<Date> {
    birth(catalogue, &told_by(catalogue, events, given, None, None), as_at)
}

/// The day of birth, as far as it is told by a day.
fn birth(catalogue: &Catalogue, facts: &Facts<'_>, as_at: Date) -> Option<Date> {
    let (fact, _, _) = catalogue.lexicon().fact(BIRTH)?;
    match facts.on(as_at).get(fact)? {
        Value::Date(day) => Some(*day),
        _ => None,
    }
}

/// The facts that are given as less than nothing, and what is to be said of each.
pub(crate) fn below_zero<'g>(
    catalogue: &'g Catalogue,
    given: &'g Plain,
) -> impl Iterator<Item = (&'g str, EventProblem)> {
    let given = if let Plain::Map(given) = given { given.as_slice() } else { &[] };
    given.iter().filter(|(fact, told)| is_below_zero(catalogue, fact, told)).map(|(fact, _)| {
        let message = format!("`{fact}` is given below 0, and counts as not told");
        let help = format!("give the right amount, or leave it out if it is not known; {WHERE_IT_CAN_BE}");
        (fact.as_str(), EventProblem::new("", Code::FactBelowZero, message, help))
    })
}

fn event_below_zero(catalogue: &Catalogue, event: &Event, fact: &str, told: &Plain) -> Option<EventProblem> {
    is_below_zero(catalogue, fact, told).then(|| {
        let message = format!("the event `{}` tells `{fact}` below 0, which counts as not told", event.id);
        EventProblem::new(
            &event.id,
            Code::FactBelowZero,
            message,
            format!("amend it with the right amount, or void it; {WHERE_IT_CAN_BE}"),
        )
    })
}

/// Whether a number or an amount of money is told below 0 that cannot be: nobody works for less than no hours.
fn is_below_zero(catalogue: &Catalogue, fact: &str, told: &Plain) -> bool {
    let declared = catalogue.lexicon().fact(fact).map(|(_, declared, _)| declared);
    let of = declared.filter(|declared| !declared.below_zero).map(|declared| declared.r#type);
    let told = match told {
        Plain::Map(parts) => parts.iter().find(|(part, _)| part == "value").map(|(_, value)| value),
        told => Some(told),
    };
    matches!(of, Some(FactType::Number | FactType::Money))
        && told.and_then(Plain::as_number).is_some_and(|amount| amount < Number::ZERO)
}
