//! What happened to a person.

use std::collections::HashMap;

use doorstep::{Code, EventError, EventProblem, Plain};

use crate::value::{Fact, FactValue};

/// Something that happened to a person on a day, or from one day to another. Days are text as `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// The person's id.
    pub person: String,
    /// What it is: a stage (`started`), a kind of record of the vocabulary (`employment`), `decided`…; absent only where
    /// it does no more than void another.
    #[uniffi(default = None)]
    pub kind: Option<String>,
    /// The day it happened or began.
    #[uniffi(default = None)]
    pub on: Option<String>,
    /// Its last day, where it lasts and that is known.
    #[uniffi(default = None)]
    pub end: Option<String>,
    /// The programme it belongs to.
    #[uniffi(default = None)]
    pub programme: Option<String>,
    /// What else is told of it: a record's attributes.
    #[uniffi(default)]
    pub data: HashMap<String, FactValue>,
    /// What shows it.
    #[uniffi(default = None)]
    pub evidence: Option<Evidence>,
    /// When it was recorded: RFC 3339, or a day.
    #[uniffi(default = None)]
    pub recorded_at: Option<String>,
    /// Who recorded it.
    #[uniffi(default = None)]
    pub recorded_by: Option<String>,
    /// Whom or what it is about, where that is not the person.
    #[uniffi(default = None)]
    pub subject: Option<String>,
    /// The id of the event that it replaces.
    #[uniffi(default = None)]
    pub amends: Option<String>,
    /// The id of the event that it takes back.
    #[uniffi(default = None)]
    pub voids: Option<String>,
    /// Why it was recorded although the plan does not allow it.
    #[uniffi(default = None)]
    pub overridden: Option<Override>,
}

/// Why a worker records what the plan does not allow.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Override {
    /// The reason.
    pub reason: String,
    /// Who decided it.
    #[uniffi(default = None)]
    pub by: Option<String>,
    /// On whose authority.
    #[uniffi(default = None)]
    pub authority: Option<String>,
}

impl From<Override> for doorstep::Override {
    fn from(given: Override) -> Self {
        let Override { reason, by, authority } = given;
        let mut overriding = Self::new(reason);
        (overriding.by, overriding.authority) = (by, authority);
        overriding
    }
}

/// What shows that something happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Evidence {
    /// A type of evidence of the vocabulary.
    pub r#type: String,
    /// The day it was seen.
    #[uniffi(default = None)]
    pub on: Option<String>,
    /// Who saw it.
    #[uniffi(default = None)]
    pub by: Option<String>,
}

/// Events as the core reads them.
///
/// # Errors
/// The events that are nested too deep.
pub(crate) fn plain(events: Vec<Event>) -> Result<Plain, EventError> {
    let deep = events.iter().filter(|event| event.data.values().any(FactValue::is_too_deep));
    let problems: Vec<EventProblem> = deep.map(|event| too_deep(&event.id)).collect();
    if !problems.is_empty() {
        return Err(EventError { problems });
    }
    Ok(Plain::List(events.into_iter().map(Plain::from).collect()))
}

/// One event as the core reads it.
///
/// # Errors
/// The event, if it is nested too deep.
pub(crate) fn plain_one(event: Event) -> Result<Plain, EventError> {
    if event.data.values().any(FactValue::is_too_deep) {
        return Err(EventError { problems: vec![too_deep(&event.id)] });
    }
    Ok(event.into())
}

fn too_deep(event: &str) -> EventProblem {
    EventProblem {
        event: event.to_owned(),
        code: Code::EventTooLarge,
        message: format!("the event `{event}` is nested more than 64 deep"),
        help: "keep long texts elsewhere".to_owned(),
    }
}

impl From<Event> for Plain {
    fn from(event: Event) -> Self {
        let Event {
            id,
            person,
            kind,
            on,
            end,
            programme,
            data,
            evidence,
            recorded_at,
            recorded_by,
            subject,
            amends,
            voids,
            overridden,
        } = event;
        // In the order of their names: a foreign map's own order does not cross.
        let mut data: Vec<Fact> = data.into_iter().map(|(name, value)| Fact { name, value }).collect();
        data.sort_by(|a, b| a.name.cmp(&b.name));
        let data = (!data.is_empty()).then(|| Self::from(FactValue::Record { entries: data }));
        let evidence =
            evidence.map(|Evidence { r#type, on, by }| told([("type", Some(r#type)), ("on", on), ("by", by)]));
        let texts = [
            ("id", Some(id)),
            ("person", Some(person)),
            ("kind", kind),
            ("on", on),
            ("end", end),
            ("programme", programme),
            ("recorded_at", recorded_at),
            ("recorded_by", recorded_by),
            ("subject", subject),
            ("amends", amends),
            ("voids", voids),
        ];
        let Self::Map(mut parts) = told(texts) else { return Self::Null };
        let overridden = overridden.map(|Override { reason, by, authority }| {
            told([("reason", Some(reason)), ("by", by), ("authority", authority)])
        });
        let others = [("data", data), ("evidence", evidence), ("override", overridden)];
        parts.extend(others.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        Self::Map(parts)
    }
}

/// A mapping of what is told.
fn told<const N: usize>(texts: [(&str, Option<String>); N]) -> Plain {
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Plain::Text(text?))));
    Plain::Map(texts.collect())
}

impl From<&doorstep::Event> for Event {
    fn from(core: &doorstep::Event) -> Self {
        let day = |day: Option<doorstep::Date>| day.map(|day| day.to_string());
        let evidence = core.evidence.as_ref().map(|evidence| Evidence {
            r#type: evidence.r#type.clone(),
            on: day(evidence.on),
            by: evidence.by.clone(),
        });
        let overridden = core.overridden.as_ref().map(|overridden| Override {
            reason: overridden.reason.clone(),
            by: overridden.by.clone(),
            authority: overridden.authority.clone(),
        });
        Self {
            id: core.id.clone(),
            person: core.person.clone(),
            kind: core.kind.clone(),
            on: day(core.on),
            end: day(core.end),
            programme: core.programme.clone(),
            data: core.data.iter().map(|(name, value)| (name.clone(), FactValue::from(value))).collect(),
            evidence,
            recorded_at: core.recorded_at.as_ref().map(|at| at.as_str().to_owned()),
            recorded_by: core.recorded_by.clone(),
            subject: core.subject.clone(),
            amends: core.amends.clone(),
            voids: core.voids.clone(),
            overridden,
        }
    }
}
