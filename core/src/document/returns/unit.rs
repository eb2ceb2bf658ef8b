//! What is counted: people, enrolments, records, or different values of something.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::super::decode::{Decode, Decoder, Fields};
use super::super::words::Id;
use crate::diagnostic::{Code, help_for_name};
use crate::tree::{Kind, Node};
use crate::value::Duration;

/// What is counted. Units are never mixed in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Unit {
    /// Each person once.
    Person,
    /// Each enrolment.
    Enrolment,
    /// Each record.
    Record,
    /// Each opportunity that records are about (their `subject`).
    Opportunity,
    /// Each household that events are about (their `subject`).
    Household,
    /// Each place that events are about (their `subject`).
    Place,
    /// Each different value of a fact (`household_id`) or of a record's attribute (`employment.employer`).
    Distinct(Id),
}

impl Unit {
    const WORDS: [(&'static str, Self); 6] = [
        ("person", Self::Person),
        ("enrolment", Self::Enrolment),
        ("record", Self::Record),
        ("opportunity", Self::Opportunity),
        ("household", Self::Household),
        ("place", Self::Place),
    ];

    /// The word for it; of different values `distinct`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        Self::WORDS.iter().find(|(_, unit)| unit == self).map_or("distinct", |(word, _)| word)
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self::Distinct(of) = self else { return serializer.serialize_str(self.as_str()) };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("distinct", of)?;
        map.end()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Unit {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Unit".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let words: Vec<&str> = Self::WORDS.iter().map(|(word, _)| *word).collect();
        let id = generator.subschema_for::<Id>();
        schemars::json_schema!({"anyOf": [
            {"enum": words},
            {"type": "object", "properties": {"distinct": id}, "required": ["distinct"], "additionalProperties": false}
        ]})
    }
}

impl Decode for Unit {
    fn stand_in() -> Option<Self> {
        Some(Self::Person)
    }

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let Kind::Map(_) = node.kind {
            let mut fields = Fields::of(node, "a unit", &["distinct"], decoder)?;
            let distinct = fields.take("distinct", None, decoder);
            fields.finish(decoder);
            return distinct.map(Self::Distinct);
        }
        let words = Self::WORDS.iter().map(|(word, _)| *word);
        let Kind::Text(text) = &node.kind else {
            return decoder.expected(node, "a unit of count", "write `person`, `enrolment` or `record`");
        };
        let unit = Self::WORDS.into_iter().find(|(word, _)| word == text).map(|(_, unit)| unit);
        if unit.is_none() {
            let message = format!("`{text}` is no unit of count");
            decoder.report(Code::NotOneOf, node.span, message, help_for_name(text, words, "units"));
        }
        unit
    }
}

/// What somebody is who starts a programme again after they ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReEntry {
    /// The same enrolment: from the first start to the last end.
    Merge,
    /// The same, if the new start is no later than so long after the end.
    MergeWithin(Duration),
    /// A new enrolment.
    New,
}

impl Serialize for ReEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Merge => serializer.serialize_str("merge"),
            Self::New => serializer.serialize_str("new"),
            Self::MergeWithin(within) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("merge_within", within)?;
                map.end()
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ReEntry {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ReEntry".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let within = generator.subschema_for::<Duration>();
        schemars::json_schema!({"anyOf": [
            {"enum": ["merge", "new"]},
            {"type": "object", "properties": {"merge_within": within}, "required": ["merge_within"],
             "additionalProperties": false}
        ]})
    }
}

impl Decode for ReEntry {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Text(word) if word == "merge" => Some(Self::Merge),
            Kind::Text(word) if word == "new" => Some(Self::New),
            Kind::Map(_) => {
                let mut fields = Fields::of(node, "a policy of re-entry", &["merge_within"], decoder)?;
                let within = fields.take("merge_within", None, decoder);
                fields.finish(decoder);
                within.map(Self::MergeWithin)
            }
            _ => decoder.expected(node, "a policy of re-entry", "write `merge`, `new` or `{merge_within: P90D}`"),
        }
    }
}
