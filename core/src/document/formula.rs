//! Conditions and other expressions, as documents hold them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::decode::{Decode, Decoder};
use crate::condition::{self, Syntax};
use crate::tree::{Kind, Node, Source, Span};

/// An expression of a document: its text, its parsed form and where it stands.
///
/// Its canonical text does not depend on spelling: `a>=1` and `(a >= 1)` are one.
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
    pub(crate) syntax: Syntax,
    source: Source,
    span: Span,
}

impl Formula {
    /// The expression as its author wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// All of it, as a part of itself.
    pub(crate) fn whole(&self) -> Span {
        Span { start: 0, end: self.text.len() }
    }

    /// The document it stands in, and where a part of it stands there.
    pub(crate) fn locate(&self, part: Span) -> (&Source, Span) {
        (&self.source, self.source.locate(self.span, &self.text, part))
    }
}

/// The canonical text.
impl fmt::Display for Formula {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.syntax.fmt(formatter)
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.syntax)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Formula {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Condition".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "number"], "minLength": 1, "maxLength": condition::LENGTH_LIMIT})
    }
}

impl Decode for Formula {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let (Kind::Text(text) | Kind::Number(text)) = &node.kind else {
            return decoder.expected(node, "a condition", "write it as text, such as `age >= 25`");
        };
        match condition::parse(text) {
            Ok(syntax) => {
                let source = decoder.source.clone();
                Some(Self { text: text.clone(), syntax, source, span: node.span })
            }
            Err(problem) => {
                let span = decoder.source.locate(node.span, text, problem.span);
                decoder.report(problem.code, span, problem.message, problem.help);
                None
            }
        }
    }
}
