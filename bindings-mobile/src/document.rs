//! What an application may show of a catalogue's documents.

use crate::words::{FactType, Protected, Sensitivity, Words};

/// One version of one programme.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Programme {
    /// The programme's id, the same in all its versions.
    pub id: String,
    /// The first day its rules hold, which names the version; absent if it has none.
    pub from: Option<String>,
    /// The last day its rules hold.
    pub to: Option<String>,
    /// What it is called.
    pub name: String,
    /// The language that is in.
    pub language: String,
    /// What the person sees; several programmes may share one.
    pub brand: Option<String>,
    /// A name for papers that travel, where the real one would disclose.
    pub neutral_name: Option<Words>,
    /// What the programme's very name discloses.
    pub reveals: Option<Sensitivity>,
    /// Who runs it.
    pub provider: Option<Words>,
    /// Who may refer: `self`, `key_worker`, `jobcentre`…
    pub routes: Vec<String>,
    /// How to get in touch.
    pub contact: Option<Words>,
    /// The words the programme rests on.
    pub source: Option<Words>,
}

/// A fact of the vocabulary, as a form would ask it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Question {
    /// The fact's name.
    pub fact: String,
    /// How it is asked, if the vocabulary says.
    pub text: Option<Words>,
    /// Its type.
    pub r#type: FactType,
    /// The codes to choose from.
    pub values: Vec<Choice>,
    /// For codes: whether one that is not told is unknown, not absent. Forms that ask them all send `complete`.
    pub open: bool,
    /// Whether it follows from other facts: ask for those.
    pub derived: bool,
    /// Who can tell it: `person` unless the vocabulary says otherwise.
    pub asked_of: Vec<String>,
    /// Why it must be guarded.
    pub sensitivity: Option<Sensitivity>,
    /// The protected characteristic it is.
    pub protected: Option<Protected>,
}

/// A code to choose.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Choice {
    /// The code.
    pub code: String,
    /// What it is called.
    pub text: String,
    /// The language that is in.
    pub language: String,
    /// Why this code must be guarded, where the fact itself need not be.
    pub sensitivity: Option<Sensitivity>,
}

impl Programme {
    pub(crate) fn new(core: &doorstep::Programme, language: &str) -> Self {
        let words = |text: &doorstep::Text| Words::from(text.in_language(language));
        let doorstep::Words { text: name, language } = core.name.in_language(language);
        let referrals = core.referrals.as_ref();
        Self {
            id: core.programme.to_string(),
            from: core.in_force.from.map(|day| day.to_string()),
            to: core.in_force.to.map(|day| day.to_string()),
            name,
            language,
            brand: core.brand.as_ref().map(ToString::to_string),
            neutral_name: core.neutral_name.as_ref().map(words),
            reveals: core.reveals.map(Sensitivity::from),
            provider: core.provider.as_ref().map(words),
            routes: referrals.iter().flat_map(|referrals| &referrals.routes).map(ToString::to_string).collect(),
            contact: referrals.and_then(|referrals| referrals.contact.as_ref()).map(words),
            source: core.source.as_ref().map(words),
        }
    }
}

impl Question {
    pub(crate) fn new(name: &str, core: &doorstep::Fact, language: &str) -> Self {
        Self {
            fact: name.to_owned(),
            text: core.question.as_ref().map(|text| text.in_language(language).into()),
            r#type: core.r#type.into(),
            values: core.values.iter().map(|(code, value)| Choice::new(code, value, language)).collect(),
            open: core.open,
            derived: core.derive.is_some(),
            asked_of: core.asked_of().map(str::to_owned).collect(),
            sensitivity: core.sensitivity.map(Sensitivity::from),
            protected: core.protected.map(Protected::from),
        }
    }
}

impl Choice {
    fn new(code: &str, core: &doorstep::CodeValue, language: &str) -> Self {
        let doorstep::Words { text, language } = core.text.in_language(language);
        Self { code: code.to_owned(), text, language, sensitivity: core.sensitivity.map(Sensitivity::from) }
    }
}
