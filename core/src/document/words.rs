//! Ids, texts in languages, periods: the small parts that documents are made of.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::decode::{Decode, Decoder, shape, words};
use crate::diagnostic::Code;
use crate::tree::{Kind, Node, Span};
use crate::value::{Date, Number};

/// An id that a document declares or names: letters, digits, `_`, `-` and `.`.
#[derive(Clone, Debug)]
pub struct Id {
    name: String,
    pub(crate) span: Span,
}

impl Id {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

impl PartialEq for Id {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        // Schemas' regular expressions have no portable "letter", so this is a little wider than what is read.
        schemars::json_schema!({"type": ["string", "integer"], "pattern": "^\\S+$", "maxLength": 128})
    }
}

impl Decode for Id {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let (Kind::Text(text) | Kind::Number(text)) = &node.kind else {
            return decoder.expected(node, "an id", "write one word, such as `into_work`");
        };
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if text.is_empty() || text.chars().count() > 128 || !text.chars().all(fits) {
            let message = format!("`{text}` cannot be an id");
            let help = "an id is 1 to 128 letters, digits, `_`, `-` or `.`, with no spaces";
            // It stands for itself, so that the rest is still checked.
            decoder.report(Code::BadId, node.span, message, help);
        }
        Some(Self { name: text.clone(), span: node.span })
    }
}

/// Words for people, in one language or several.
///
/// Documents write a string, or a mapping of languages: `{en: …, cy: …}`. A string alone is English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(BTreeMap<String, String>);

/// Words in the language they are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// The language they are in: the one asked for, or the one that was there.
    pub language: String,
}

/// The language of a text that does not say.
pub const DEFAULT_LANGUAGE: &str = "en";

impl Text {
    /// The words in a language, falling back to English, else to the first language by its tag.
    ///
    /// [`Words::language`] says which it is.
    #[must_use]
    pub fn in_language(&self, language: &str) -> Words {
        let entry = [language, DEFAULT_LANGUAGE]
            .iter()
            .find_map(|wanted| self.0.get_key_value(*wanted))
            .or_else(|| self.0.first_key_value());
        let (language, text) = entry.map_or(("", ""), |(language, text)| (language.as_str(), text.as_str()));
        Words { text: text.to_owned(), language: language.to_owned() }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Words for people: a string, or a mapping of languages such as {en: …, cy: …}.",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
                    "additionalProperties": {"type": "string", "minLength": 1}
                }
            ]
        })
    }
}

impl Decode for Text {
    fn stand_in() -> Option<Self> {
        Some(Self(BTreeMap::new()))
    }

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else {
            let text = String::decode(node, decoder)?;
            return Some(Self(BTreeMap::from([(DEFAULT_LANGUAGE.to_owned(), text)])));
        };
        if entries.is_empty() {
            let help = "write the words, or a mapping such as `{en: …, cy: …}`";
            decoder.report(Code::EmptyText, node.span, "this text has no language", help);
            return None;
        }
        let mut texts = BTreeMap::new();
        for entry in entries {
            if !is_language(&entry.key) {
                let message = format!("`{}` is not a language", entry.key);
                let help = "languages are written as tags such as `en` or `cy`";
                decoder.report(Code::UnknownKey, entry.key_span, message, help);
            }
            texts.insert(entry.key.clone(), String::decode(&entry.value, decoder)?);
        }
        Some(Self(texts))
    }
}

/// Reports a share that is none.
pub(super) fn check_share(share: Option<Number>, node: &Node, decoder: &mut Decoder<'_>) {
    if share.is_some_and(|share| share < Number::ZERO || share > Number::from(1_u32)) {
        let place = match &node.kind {
            Kind::Map(entries) => entries.iter().find(|entry| entry.key == "share").map(|entry| entry.value.span),
            _ => None,
        };
        let span = place.unwrap_or(node.span);
        decoder.report(Code::BadNumber, span, "a share is a number from 0 to 1", "write 0.4 for 40%");
    }
}

/// Whether a key looks like a language tag of BCP 47.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

shape! {
    /// Days from one to another, both inclusive; either may be open.
    "a period" Period {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
        /// Where this is said.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Period::check, stand_in Period { from: None, to: None, source: None, note: None }
}

impl Period {
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        if self.from.zip(self.to).is_some_and(|(from, to)| to < from) {
            let help = "both days are inclusive; swap them, or leave out the one that is not known";
            decoder.report(Code::BadPeriod, node.span, "this period ends before it begins", help);
        }
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether its last day is past on a day: what it names is historical.
    #[must_use]
    pub fn is_past(&self, as_at: Date) -> bool {
        self.to.is_some_and(|to| to < as_at)
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let begins_before_end = |a: &Self, b: &Self| match (a.from, b.to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

words! {
    /// What makes a fact one that must be guarded (UK GDPR articles 9 and 10; `high_risk` is the landlord's own).
    Sensitivity {
        /// Health, ethnicity, belief and the like: UK GDPR article 9.
        SpecialCategory = "special_category",
        /// Convictions and allegations: UK GDPR article 10.
        CriminalOffence = "criminal_offence",
        /// Whatever could put a person at risk: an abuser's knowledge of an address, say.
        HighRisk = "high_risk",
    }
}

words! {
    /// The protected characteristics of the Equality Act 2010, section 4.
    Protected {
        /// Age.
        Age = "age",
        /// Disability.
        Disability = "disability",
        /// Gender reassignment.
        GenderReassignment = "gender_reassignment",
        /// Marriage and civil partnership.
        Marriage = "marriage_and_civil_partnership",
        /// Pregnancy and maternity.
        Pregnancy = "pregnancy_and_maternity",
        /// Race.
        Race = "race",
        /// Religion or belief.
        Religion = "religion_or_belief",
        /// Sex.
        Sex = "sex",
        /// Sexual orientation.
        SexualOrientation = "sexual_orientation",
    }
}

words! {
    /// How good evidence is, from a person's own word to an official record.
    Grade {
        /// The person says so.
        SelfDeclared = "self_declared",
        /// A worker says so.
        AdviserVouched = "adviser_vouched",
        /// A worker has seen it.
        AdviserSeen = "adviser_seen",
        /// There is a document.
        Document = "document",
        /// An official record says so.
        Official = "official",
    }
}
