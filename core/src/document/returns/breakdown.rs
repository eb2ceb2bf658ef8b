//! What cells are broken down by.

use super::super::decode::{Decode, Decoder, Fields, words};
use super::super::words::Id;
use crate::tree::{Kind, Node};

words! {
    /// The time over which groups are counted.
    Over {
        /// Each period.
        Period = "period",
        /// The whole time alone.
        All = "all",
    }
}

/// A fact whose values part people into groups, as it was at their start: those the vocabulary declares, in its order, then
/// whoever it is not told of.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Breakdown {
    /// The fact.
    pub fact: Id,
    /// Over which time.
    pub over: Over,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Breakdown {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Breakdown".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (fact, over) = (generator.subschema_for::<Id>(), generator.subschema_for::<Over>());
        schemars::json_schema!({"anyOf": [
            fact,
            {"type": "object", "properties": {"fact": fact, "over": over}, "required": ["fact"],
             "additionalProperties": false}
        ]})
    }
}

impl Decode for Breakdown {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            return Some(Self { fact: Decode::decode(node, decoder)?, over: Over::Period });
        }
        let mut fields = Fields::of(node, "a breakdown", &["fact", "over"], decoder)?;
        let fact = fields.take("fact", None, decoder);
        let over = fields.take("over", Some(Over::Period), decoder);
        fields.finish(decoder);
        Some(Self { fact: fact?, over: over? })
    }
}
