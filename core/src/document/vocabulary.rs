//! The vocabulary: the facts, record kinds, evidence and scales that conditions may use.

use indexmap::IndexMap;

use super::decode::{Decode, Decoder, Fields, shape, words};
use super::formula::Formula;
use super::scale::Scale;
use super::words::{Grade, Id, Protected, Sensitivity, Text, check_share};
use crate::condition::KEYWORDS;
use crate::diagnostic::{Code, help_for_name};
use crate::facts::{Unfit, typed};
use crate::tree::{Entry, Kind, Node, Span};
use crate::value::{Number, Plain};

/// The name under which the other members of a household are given.
pub(crate) const HOUSEHOLD: &str = "household";

/// What a person's events are called among what is not told.
pub(crate) const EVENTS: &str = "events";

shape! {
    /// What conditions may talk about.
    "a vocabulary" Vocabulary {
        /// The format's version.
        doorstep: u32 = 1,
        /// The vocabulary's id.
        vocabulary: Id,
        /// What may be told about a person, in the order a form would ask.
        facts: IndexMap<String, Fact> = IndexMap::new(),
        /// The kinds of record.
        records: IndexMap<String, RecordKind> = IndexMap::new(),
        /// The types of evidence and the grade of each.
        evidence: IndexMap<String, Grade> = IndexMap::new(),
        /// Scales that people are scored on.
        scales: IndexMap<String, Scale> = IndexMap::new(),
        /// Where it comes from.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Vocabulary::check
}

impl Vocabulary {
    /// A fact's name must be one that conditions can write, and mean one thing.
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        let Kind::Map(parts) = &node.kind else { return };
        for part in parts {
            let Kind::Map(entries) = &part.value.kind else { continue };
            for entry in entries {
                decoder.declared.push((entry.key.clone(), entry.key_span));
                match part.key.as_str() {
                    "facts" => self.check_fact_name(&entry.key, entry.key_span, decoder),
                    "records" => check_record_names(entry, decoder),
                    _ => {}
                }
            }
        }
    }

    fn check_fact_name(&self, name: &str, span: Span, decoder: &mut Decoder<'_>) {
        if !check_name("a fact", name, span, decoder) {
            return;
        }
        if self.records.contains_key(name) {
            let message = format!("`{name}` is both a fact and a record kind");
            decoder.report(Code::NameClash, span, message, "rename one of the two");
        }
    }
}

/// The names of a kind of record and of its attributes, which conditions write too.
fn check_record_names(kind: &Entry, decoder: &mut Decoder<'_>) {
    check_name("a record kind", &kind.key, kind.key_span, decoder);
    let Kind::Map(parts) = &kind.value.kind else { return };
    for part in parts.iter().filter(|part| part.key == "attributes") {
        let Kind::Map(attributes) = &part.value.kind else { continue };
        for attribute in attributes {
            check_name("an attribute", &attribute.key, attribute.key_span, decoder);
        }
    }
}

/// Whether conditions can write a name; if not, that is reported.
fn check_name(what: &str, name: &str, span: Span, decoder: &mut Decoder<'_>) -> bool {
    let mut chars = name.chars();
    let is_name = chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_');
    if !is_name {
        let message = format!("conditions cannot write `{name}`, so it cannot name {what}");
        let help = "a name is letters, digits and `_`, and begins with a letter";
        decoder.report(Code::BadId, span, message, help);
    } else if KEYWORDS.contains(&name) || matches!(name, HOUSEHOLD | "item") {
        let message = format!("`{name}` is a word of conditions, and cannot name {what}");
        decoder.report(Code::NameClash, span, message, "choose another name");
    } else {
        return true;
    }
    false
}

words! {
    /// The type of a fact or of a record's attribute.
    FactType {
        /// True or false.
        Boolean = "boolean",
        /// An exact decimal.
        Number = "number",
        /// An amount in pounds.
        Money = "money",
        /// A civil date.
        Date = "date",
        /// One of several codes.
        Code = "code",
        /// Any number of codes.
        Codes = "codes",
        /// Free text.
        Text = "text",
    }
}

impl FactType {
    /// Whether a fact of it has values that can all be listed.
    pub(crate) fn is_finite(self) -> bool {
        matches!(self, Self::Boolean | Self::Code | Self::Codes)
    }
}

shape! {
    /// Something that may be told about a person.
    "a fact" Fact {
        /// Its type.
        r#type: FactType,
        /// The codes of a `code` or `codes` fact, and what each is called.
        values: IndexMap<String, CodeValue> = IndexMap::new(),
        /// For `codes`: whether a code that is not told is unknown, not absent.
        open: bool = false,
        /// For `number` and `money`: whether it can be below 0, as a balance or a profit can. Outcomes take what cannot
        /// be as not told.
        below_zero: bool = false,
        /// How it follows from other facts and `as_at`, where it does.
        derive: Option<Formula>,
        /// How it is asked.
        question: Option<Text>,
        /// Who can tell it.
        asked_of: Vec<Id> = vec![],
        /// Why it must be guarded.
        sensitivity: Option<Sensitivity>,
        /// The protected characteristic it is.
        protected: Option<Protected>,
        /// For `boolean`: how common true is, from 0 to 1.
        share: Option<Number>,
        /// A change the author is willing to suggest.
        advise: Option<Suggestion>,
        /// Where its meaning comes from.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Fact::check
}

/// Who is asked where a fact does not say.
pub const DEFAULT_ASKED_OF: &str = "person";

impl Fact {
    /// Who can tell this fact: `person` unless the vocabulary says otherwise.
    pub fn asked_of(&self) -> impl Iterator<Item = &str> {
        let default = self.asked_of.is_empty().then_some(DEFAULT_ASKED_OF);
        self.asked_of.iter().map(Id::as_str).chain(default)
    }

    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        check_share(self.share, node, decoder);
        let coded = matches!(self.r#type, FactType::Code | FactType::Codes);
        let start = Span { start: node.span.start, end: node.span.start };
        let given = matches!(&node.kind, Kind::Map(entries) if entries.iter().any(|entry| entry.key == "values"));
        if coded && !given {
            let message = format!("a fact of type `{}` needs the key `values`", self.r#type.as_str());
            decoder.report(Code::MissingKey, start, message, "list its codes: `values: {yes: \"Yes\", no: \"No\"}`");
        }
        if !coded && !self.values.is_empty() {
            let message = format!("a fact of type `{}` has no `values`", self.r#type.as_str());
            decoder.report(Code::UnknownKey, start, message, "remove `values`, or make its type `code`");
        }
        if self.open && self.r#type != FactType::Codes {
            decoder.report(Code::UnknownKey, start, "only a fact of type `codes` can be `open`", "remove `open`");
        }
        if let (Some(advise), Some(to)) = (&self.advise, node.at("advise").and_then(|advise| advise.at("to"))) {
            self.check_suggested(&advise.to, to, decoder);
        }
    }

    /// A value that is suggested must be one that the fact can have.
    fn check_suggested(&self, value: &Plain, node: &Node, decoder: &mut Decoder<'_>) {
        match typed(self.r#type, value.into()) {
            Ok(_) => {}
            Err(Unfit::Type) => {
                let message = format!("{} belongs here, and this is {}", self.r#type.wanted(), node.noun());
                decoder.report(Code::WrongType, node.span, message, "suggest a value that the fact can have");
            }
            Err(Unfit::Day) => {
                let help = "write the day as YYYY-MM-DD, such as 1990-05-17";
                decoder.report(Code::BadDate, node.span, "this is not a day in the calendar", help);
            }
            Err(Unfit::Number(error)) => {
                let help = "write a finite number of up to 28 digits";
                decoder.report(Code::BadNumber, node.span, format!("this number {error}"), help);
            }
        }
        if !matches!(self.r#type, FactType::Code | FactType::Codes) || self.values.is_empty() {
            return;
        }
        let items = match &node.kind {
            Kind::List(items) if self.r#type == FactType::Codes => items.iter().collect(),
            _ => vec![node],
        };
        for item in items {
            if let Kind::Text(code) = &item.kind
                && !self.values.contains_key(code)
            {
                let help = help_for_name(code, self.values.keys().map(String::as_str), "codes");
                decoder.report(Code::NotOneOf, item.span, format!("the fact has no code `{code}`"), help);
            }
        }
    }
}

/// What a code is called, and what guards it.
///
/// Documents write the text alone, or `{text: …, sensitivity: …, share: …}`.
#[derive(Clone, Debug, serde::Serialize)]
#[non_exhaustive]
pub struct CodeValue {
    /// What it is called.
    pub text: Text,
    /// Why this code must be guarded, where the fact itself need not be.
    pub sensitivity: Option<Sensitivity>,
    /// How common it is, from 0 to 1.
    pub share: Option<Number>,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CodeValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CodeValue".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let text = generator.subschema_for::<Text>();
        let sensitivity = generator.subschema_for::<Sensitivity>();
        schemars::json_schema!({
            "description": "What a code is called: words, or {text: …, sensitivity: …, share: …}.",
            "anyOf": [
                text,
                {
                    "type": "object",
                    "properties": {"text": text, "sensitivity": sensitivity, "share": {"type": "number"}},
                    "required": ["text"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

impl Decode for CodeValue {
    fn stand_in() -> Option<Self> {
        Some(Self { text: Text::stand_in()?, sensitivity: None, share: None })
    }

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let is_mapping = matches!(&node.kind, Kind::Map(entries) if entries.iter().any(|entry| entry.key == "text"));
        if !is_mapping {
            return Some(Self { text: Text::decode(node, decoder)?, sensitivity: None, share: None });
        }
        let mut fields = Fields::of(node, "a code", &["text", "sensitivity", "share"], decoder)?;
        let text = fields.take("text", None, decoder);
        let sensitivity = fields.take("sensitivity", None, decoder);
        let share = fields.take("share", None, decoder);
        fields.finish(decoder);
        let share = share?;
        check_share(share, node, decoder);
        Some(Self { text: text?, sensitivity: sensitivity?, share })
    }
}

shape! {
    /// A change that an author is willing to suggest.
    "a suggestion" Suggestion {
        /// The value the fact would have.
        to: Plain,
        /// What to say.
        text: Text,
    }
}

shape! {
    /// A kind of record: something that happens on a day, or lasts.
    "a record kind" RecordKind {
        /// Whether it has a start and an end.
        spell: bool = false,
        /// What is told of it.
        attributes: IndexMap<String, FactType> = IndexMap::new(),
        /// Where its meaning comes from.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    }
}
