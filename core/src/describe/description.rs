//! What a description holds.

use serde::Serialize;

use crate::document::{FactType, Grade, ParameterType, Protected, ReferralStatus, Sensitivity, Words};
use crate::value::{Date, Plain};

/// What a programme's rules say, in plain words and as data. No person's data is in it.
///
/// Displays as plain text with headings and lists, to be read or printed. Words of documents are in the language asked
/// for where they have it, and say which language they are in.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Description {
    /// The programme's id.
    pub programme: String,
    /// What it is called, in the latest of the versions described.
    pub name: Words,
    /// The language that was asked for.
    pub asked_for: String,
    /// The language of the fixed words around what documents say.
    pub language: &'static str,
    /// The day asked about; `None` describes every version.
    pub as_at: Option<Date>,
    /// The versions: the one in force on the day, or all from the earliest. Empty if none is in force on the day.
    pub versions: Vec<VersionDescription>,
    /// The facts that the rules use, in the vocabulary's order: their own, those of other programmes' criteria that they
    /// ask about, and those that derived facts follow from.
    pub facts: Vec<FactDescription>,
    /// The figures that the rules use, by id.
    pub parameters: Vec<ParameterDescription>,
    /// Whether the other members of the household are asked about.
    pub household: bool,
    /// The kinds of records that the rules use.
    pub records: Vec<String>,
    /// What the rules ask about other programmes.
    pub other_programmes: Vec<OtherProgramme>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: &'static str,
}

/// One version of the rules.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct VersionDescription {
    /// The first day of the rules, which names the version; `None` if there is none.
    pub from: Option<Date>,
    /// The last day; `None` if there is none.
    pub to: Option<Date>,
    /// Where the days are said.
    pub in_force_source: Option<Words>,
    /// What an author wants readers to know of the days.
    pub in_force_note: Option<Words>,
    /// What it is called.
    pub name: Words,
    /// Who runs it.
    pub provider: Option<Words>,
    /// Whether the document says who can join; if it does not, everyone can.
    pub says_who: bool,
    /// What must hold, all of it.
    pub criteria: Vec<CriterionDescription>,
    /// What is asked again while a person is enrolled.
    pub continuing: Vec<CriterionDescription>,
    /// Whom it is aimed at; they decide nothing.
    pub target_groups: Vec<GroupDescription>,
    /// What is said to some people; it decides nothing.
    pub advice: Vec<AdviceDescription>,
    /// How and when people can be referred.
    pub referrals: ReferralsDescription,
    /// The words the version rests on.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// A criterion.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CriterionDescription {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub text: Words,
    /// The condition, in canonical text.
    pub when: String,
    /// What allows it to rest on a protected characteristic.
    pub basis: Option<Words>,
    /// The grade of evidence it asks for.
    pub evidence: Option<Grade>,
    /// The types of evidence that are of that grade, or of a better one.
    pub evidence_types: Vec<String>,
    /// The facts it uses, in the vocabulary's order.
    pub facts: Vec<String>,
    /// The words it stands for.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// A group that a programme is aimed at.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct GroupDescription {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub text: Words,
    /// Who belongs to it, in canonical text.
    pub when: String,
    /// The words it stands for.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// Advice.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct AdviceDescription {
    /// What is said.
    pub text: Words,
    /// Whom it is for, in canonical text.
    pub when: String,
    /// The words it stands for.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// How and when people can be referred.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ReferralsDescription {
    /// The periods it takes people in; `None` is always, none is never.
    pub open: Option<Vec<PeriodDescription>>,
    /// What its provider says of its places.
    pub status: Option<ReferralStatus>,
    /// Whether it takes people on the day asked about: `open`, `closed`, `opens_on`, `full`, `waiting` or `unknown`.
    pub availability: Option<&'static str>,
    /// The day it opens, if on the day asked about it is yet to.
    pub opens_on: Option<Date>,
    /// Who may refer.
    pub routes: Vec<String>,
    /// How many places there are.
    pub capacity: Option<u32>,
    /// How to get in touch.
    pub contact: Option<Words>,
    /// Where this is said.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// A period in which people are taken.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct PeriodDescription {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// Where this is said.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// A fact that the rules use.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FactDescription {
    /// Its name.
    pub name: String,
    /// How it is asked.
    pub question: Option<Words>,
    /// Its type.
    pub r#type: FactType,
    /// Its codes, if it has any.
    pub values: Vec<CodeDescription>,
    /// Whether a code that is not told is unknown, not absent.
    pub open: bool,
    /// What uses it: `eligibility`, `continuing`, `target_groups`, `advice`.
    pub used_by: Vec<&'static str>,
    /// The facts that it follows from.
    pub derived_from: Vec<String>,
    /// How it follows from them, in canonical text.
    pub derivation: Option<String>,
    /// Who can tell it.
    pub asked_of: Vec<String>,
    /// Why it must be guarded.
    pub sensitivity: Option<Sensitivity>,
    /// The protected characteristics it is, or follows from.
    pub protected: Vec<Protected>,
    /// Where its meaning comes from.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// A code of a fact.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct CodeDescription {
    /// The code.
    pub code: String,
    /// What it is called.
    pub text: Words,
    /// Why it must be guarded, where the fact itself need not be.
    pub sensitivity: Option<Sensitivity>,
}

/// A figure that the rules use.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ParameterDescription {
    /// Its id.
    pub parameter: String,
    /// Its type.
    pub r#type: ParameterType,
    /// Its values, in the document's order.
    pub values: Vec<ValueDescription>,
    /// Where all its values come from.
    pub source: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// A figure's value for some days and ages.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ValueDescription {
    /// The value.
    pub value: Plain,
    /// The first day it holds; without it, it has always held.
    pub from: Option<Date>,
    /// The last day it holds; without it, it holds until a later value for the same ages begins.
    pub to: Option<Date>,
    /// The least age it holds for.
    pub min_age: Option<u32>,
    /// The greatest age it holds for.
    pub max_age: Option<u32>,
    /// Where it comes from.
    pub reference: Option<Words>,
    /// What an author wants readers to know.
    pub note: Option<Words>,
}

/// What the rules ask about another programme.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct OtherProgramme {
    /// Its id.
    pub programme: String,
    /// The first day of the version asked about; `None` if it has no first day, or if an enrolment is asked about.
    pub version: Option<Date>,
    /// What it is called.
    pub name: Words,
    /// The criterion asked about; `None` if it is asked whether the person is on it.
    pub criterion: Option<String>,
    /// What the criterion asks.
    pub text: Option<Words>,
}
