//! Documents: what authors write, as a model.
//!
//! A document is read through a tree whose values know where they stand, so that a bad one reports all its problems.

mod convert;
pub(crate) mod decode;
mod figures;
mod formula;
mod outcome;
mod parameter;
mod plan;
mod programme;
mod returns;
mod scale;
mod vocabulary;
mod words;

#[cfg(feature = "schema")]
mod schema;

pub use convert::to_json;
pub use figures::{Comparator, Figure, FigurePart, FigureUnit, Figures};
pub use formula::Formula;
pub use outcome::{
    Anchor, Attended, ChangeBy, Claim, FactsOf, HeldAt, KnownBy, Lasting, OncePer, OpenSpells, Outcome, Score, Share,
    ToScore, Together, Within,
};
pub use parameter::{Given, Parameter, ParameterType, ParameterValue};
pub use plan::{Action, Active, MetBy, Plan, Stage, StageName};
pub use programme::{Advice, Criterion, Example, Funding, Programme, ReferralStatus, Referrals, Status, TargetGroup};
pub use returns::{
    At, Base, Breakdown, Calendar, Disclosure, EvidenceGrade, Indicator, Measured, Over, Ratio, ReEntry, Return,
    Summed, Target, TargetOf, TargetPer, Unit, Until, Zeros,
};
pub use scale::{Combine, MissingItems, Scale, Threshold};
#[cfg(feature = "schema")]
pub use schema::schemas;
pub use vocabulary::{CodeValue, DEFAULT_ASKED_OF, Fact, FactType, RecordKind, Suggestion, Vocabulary};
pub(crate) use vocabulary::{EVENTS, HOUSEHOLD};
pub use words::{DEFAULT_LANGUAGE, Grade, Id, Period, Protected, Sensitivity, Text, Words};

use decode::{Decode, Decoder};

use crate::diagnostic::{Code, Diagnostics};
use crate::tree::{self, Node, Source, Span};

/// The newest version of the format that this library reads.
pub const FORMAT_VERSION: u32 = 1;

/// A document of any kind.
#[derive(Clone, Debug)]
pub(crate) enum Document {
    Vocabulary(Box<Vocabulary>),
    Programme(Box<Programme>),
    Parameter(Box<Parameter>),
    Return(Box<Return>),
    Figures(Box<Figures>),
}

/// A document as it was read: what could be made of it, and what could not.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) document: Option<Document>,
    /// Names whose declarations could not be read.
    pub(crate) broken: Vec<String>,
    /// What a vocabulary declares, and where.
    pub(crate) declared: Vec<(String, Span)>,
    /// If there is no document: the kind it seems to have been, if that can be told.
    pub(crate) lost: Option<Kind>,
}

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Vocabulary,
    Programme,
    Parameter,
    Return,
    Figures,
    Unknown,
}

impl Kind {
    /// The key that says so, and others that only such documents have.
    const KEYS: [(Self, &'static str, &'static [&'static str]); 5] = [
        (Self::Vocabulary, "vocabulary", &["facts", "records", "scales"]),
        (Self::Programme, "programme", &["in_force", "eligibility", "referrals", "outcomes"]),
        (Self::Parameter, "parameter", &["values"]),
        (Self::Return, "return", &["indicators", "calendar"]),
        (Self::Figures, "figures", &["items"]),
    ];

    /// The kind of a document that could not be read as a tree, by how one of its lines begins.
    fn of_text(text: &str) -> Self {
        let begins = |key: &str| {
            let bare = |line: &str| line.trim_start_matches(['{', '"', ' ', '\u{feff}']).to_owned();
            text.lines().any(|line| bare(line).strip_prefix(key).is_some_and(|rest| rest.starts_with([':', '"'])))
        };
        Self::KEYS.iter().find(|(_, key, _)| begins(key)).map_or(Self::Unknown, |(kind, ..)| *kind)
    }
}

/// Reads a document of any kind, reporting every problem.
pub(crate) fn read(source: &Source, diagnostics: &mut Diagnostics) -> Reading {
    let lost = |kind| Reading { document: None, broken: Vec::new(), declared: Vec::new(), lost: Some(kind) };
    let Some(node) = tree::read(source, diagnostics) else { return lost(Kind::of_text(source.text())) };
    let mut decoder = Decoder { source, diagnostics, broken: Vec::new(), declared: Vec::new() };
    let kind = kind(&node, &mut decoder);
    if !format_is_read(&node, &mut decoder) {
        return lost(kind);
    }
    let document = match kind {
        Kind::Vocabulary => Vocabulary::decode(&node, &mut decoder).map(|read| Document::Vocabulary(Box::new(read))),
        Kind::Programme => Programme::decode(&node, &mut decoder).map(|read| Document::Programme(Box::new(read))),
        Kind::Parameter => Parameter::decode(&node, &mut decoder).map(|read| Document::Parameter(Box::new(read))),
        Kind::Return => Return::decode(&node, &mut decoder).map(|read| Document::Return(Box::new(read))),
        Kind::Figures => Figures::decode(&node, &mut decoder).map(|read| Document::Figures(Box::new(read))),
        Kind::Unknown => None,
    };
    let lost = document.is_none().then_some(kind);
    Reading { document, broken: decoder.broken, declared: decoder.declared, lost }
}

/// What kind of document this is: by its key, by a key that is nearly it, or by keys that only such documents have.
fn kind(node: &Node, decoder: &mut Decoder<'_>) -> Kind {
    let tree::Kind::Map(entries) = &node.kind else {
        decoder.expected::<()>(node, "a document, a mapping of keys to values,", "begin with `programme: …`");
        return Kind::Unknown;
    };
    let has = |wanted: &str| entries.iter().any(|entry| entry.key == wanted);
    let nearly = |wanted| entries.iter().any(|entry| crate::diagnostic::nearest(&entry.key, [wanted]).is_some());
    let by_key = Kind::KEYS.iter().find(|(_, key, _)| has(key));
    let by_near_key = || Kind::KEYS.iter().find(|(_, key, _)| nearly(*key));
    let by_others = || Kind::KEYS.iter().find(|(.., others)| others.iter().any(|other| has(other)));
    if let Some((kind, ..)) = by_key.or_else(by_near_key).or_else(by_others) {
        return *kind;
    }
    let start = Span { start: node.span.start, end: node.span.start };
    let help = "a document has the key `vocabulary`, `programme`, `parameter`, `return` or `figures`";
    decoder.report(Code::UnknownDocument, start, "this document does not say what it is", help);
    Kind::Unknown
}

/// Whether this library reads the document's version of the format.
fn format_is_read(node: &Node, decoder: &mut Decoder<'_>) -> bool {
    let tree::Kind::Map(entries) = &node.kind else { return true };
    let Some(entry) = entries.iter().find(|entry| entry.key == "doorstep") else { return true };
    let tree::Kind::Number(version) = &entry.value.kind else { return true };
    if version.parse().is_ok_and(|version: u32| version <= FORMAT_VERSION) {
        return true;
    }
    let message =
        format!("the document is written for format {version}, and this library reads format {FORMAT_VERSION}");
    let help = "use a newer release of Doorstep for this document";
    decoder.report(Code::NewerFormat, entry.value.span, message, help);
    false
}
