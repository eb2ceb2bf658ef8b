//! Documents: what authors write, as a model.
//!
//! A document is read through a tree whose values know where they stand, so that a bad one reports all its problems.

mod convert;
mod decode;
mod formula;
mod outcome;
mod plan;
mod programme;
mod vocabulary;
mod words;

#[cfg(feature = "schema")]
mod schema;

pub use convert::to_json;
pub use formula::Formula;
pub use outcome::{
    Anchor, Attended, Claim, FactsOf, HeldAt, KnownBy, Lasting, OncePer, OpenSpells, Outcome, Score, Together, Within,
};
pub use plan::{Action, Active, MetBy, Plan, Stage, StageName};
pub use programme::{Advice, Criterion, Example, Funding, Programme, ReferralStatus, Referrals, Status, TargetGroup};
#[cfg(feature = "schema")]
pub use schema::schemas;
pub(crate) use vocabulary::HOUSEHOLD;
pub use vocabulary::{
    CodeValue, DEFAULT_ASKED_OF, Fact, FactType, MissingItems, RecordKind, Scale, Suggestion, Vocabulary,
};
pub use words::{DEFAULT_LANGUAGE, Grade, Id, Period, Protected, Sensitivity, Text, Words};

use decode::{Decode, Decoder};

use crate::diagnostic::{Code, Diagnostics, help_for_name};
use crate::tree::{self, Kind, Node, Source, Span};

/// The newest version of the format that this library reads.
pub const FORMAT_VERSION: u32 = 1;

/// A document of any kind.
#[derive(Clone, Debug)]
pub(crate) enum Document {
    Vocabulary(Box<Vocabulary>),
    Programme(Box<Programme>),
}

/// A document as it was read: what could be made of it, and the names in it that could not be read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) document: Option<Document>,
    pub(crate) broken: Vec<String>,
    /// What a vocabulary declares, and where.
    pub(crate) declared: Vec<(String, Span)>,
    /// The document was so broken that its kind, or what it declares, is not known.
    pub(crate) opaque: bool,
}

/// Reads a document of any kind, reporting every problem.
pub(crate) fn read(source: &Source, diagnostics: &mut Diagnostics) -> Reading {
    let opaque = Reading { document: None, broken: Vec::new(), declared: Vec::new(), opaque: true };
    let Some(node) = tree::read(source, diagnostics) else { return opaque };
    let mut decoder = Decoder { source, diagnostics, broken: Vec::new(), declared: Vec::new() };
    if !format_is_read(&node, &mut decoder) {
        return opaque;
    }
    let Some(kind) = kind(&node, &mut decoder) else { return opaque };
    let document = match kind {
        "vocabulary" => Vocabulary::decode(&node, &mut decoder).map(|read| Document::Vocabulary(Box::new(read))),
        _ => Programme::decode(&node, &mut decoder).map(|read| Document::Programme(Box::new(read))),
    };
    let opaque = document.is_none();
    Reading { document, broken: decoder.broken, declared: decoder.declared, opaque }
}

/// The key that says what kind of document this is.
const KINDS: [&str; 2] = ["vocabulary", "programme"];

fn kind(node: &Node, decoder: &mut Decoder<'_>) -> Option<&'static str> {
    let Kind::Map(entries) = &node.kind else {
        return decoder.expected(node, "a document, a mapping of keys to values,", "begin with `programme: …`");
    };
    let found = KINDS.into_iter().find(|kind| entries.iter().any(|entry| entry.key == *kind));
    if found.is_none() {
        let near = entries.iter().find(|entry| crate::diagnostic::nearest(&entry.key, KINDS).is_some());
        let span = near.map_or(Span { start: node.span.start, end: node.span.start }, |entry| entry.key_span);
        let message = "this document does not say what it is";
        let help = match near {
            Some(entry) => help_for_name(&entry.key, KINDS, "keys"),
            None => "a document has the key `vocabulary` or `programme`".to_owned(),
        };
        decoder.report(Code::UnknownDocument, span, message, help);
    }
    found
}

/// Whether this library reads the document's version of the format.
fn format_is_read(node: &Node, decoder: &mut Decoder<'_>) -> bool {
    let Kind::Map(entries) = &node.kind else { return true };
    let Some(entry) = entries.iter().find(|entry| entry.key == "doorstep") else { return true };
    match &entry.value.kind {
        Kind::Number(version) if version.parse() == Ok(FORMAT_VERSION) => true,
        Kind::Number(version) => {
            let message = format!("the document is written for format {version}, and this library reads format 1");
            let help = "use a newer release of Doorstep for this document";
            decoder.report(Code::NewerFormat, entry.value.span, message, help);
            false
        }
        _ => {
            decoder.expected::<()>(&entry.value, "the format's version, a number,", "write `doorstep: 1`");
            false
        }
    }
}
