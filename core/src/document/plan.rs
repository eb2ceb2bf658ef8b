//! Journeys and action plans, as documents give them.

use super::decode::{shape, words};
use super::formula::Formula;
use super::words::{Id, Text};
use crate::value::Duration;

words! {
    /// A stage of an enrolment.
    StageName {
        /// Somebody asked for a place.
        Referred = "referred",
        /// The person's situation was talked through.
        Assessed = "assessed",
        /// The person and the provider agreed on what each will do.
        Agreed = "agreed",
        /// The programme began for this person.
        Started = "started",
        /// It ended.
        Ended = "ended",
    }
}

/// A stage of a journey, and whether it may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Stage {
    /// The stage.
    pub stage: StageName,
    /// Whether an enrolment must pass through it.
    pub required: bool,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Stage {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Stage".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let stage = generator.subschema_for::<StageName>();
        schemars::json_schema!({
            "description": "A stage: its name, or {stage: …, required: true}.",
            "anyOf": [
                stage,
                {
                    "type": "object",
                    "properties": {"stage": stage, "required": {"type": "boolean"}},
                    "required": ["stage"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

/// The journey of a programme that gives none: referred, started, ended.
pub(super) fn default_journey() -> Vec<Stage> {
    [StageName::Referred, StageName::Started, StageName::Ended].map(|stage| Stage { stage, required: false }).into()
}

shape! {
    /// What keeps an enrolment active.
    "active" Active {
        /// How long may pass between contacts.
        contact_within: Option<Duration>,
    }
}

shape! {
    /// The template of an action plan.
    "a plan" Plan {
        /// How often it is reviewed.
        review_every: Option<Duration>,
        /// Its actions, in order.
        actions: Vec<Action> = vec![],
        /// The words it stands for.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// Something to be done.
    "an action" Action {
        /// Its id.
        id: Id,
        /// What is to be done.
        text: Text,
        /// Who does it.
        owner: Option<Id>,
        /// The actions that come before it.
        after: Vec<Id> = vec![],
        /// How long after it is ready it is due.
        due: Option<Duration>,
        /// The records that do it.
        met_by: Option<MetBy>,
        /// The words it stands for.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}

shape! {
    /// Records that do an action: their number, or the sum of an attribute.
    "what meets an action" MetBy {
        /// The kind of record.
        record: Id,
        /// Which of them count.
        r#where: Option<Formula>,
        /// The attribute to add up; without it records are counted.
        sum: Option<Id>,
        /// How much or how many.
        at_least: Option<Formula>,
    }
}
