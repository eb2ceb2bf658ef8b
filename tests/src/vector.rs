//! What a vector file holds.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use doorstep::{Catalogue, DocumentError};
use serde::Deserialize;
use serde_json::{Map, Value};

/// A file of cases over one set of documents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// The documents; none where cases have a condition.
    #[serde(default)]
    pub documents: Option<Documents>,
    /// The cases.
    pub cases: Vec<Case>,
    /// The documents as a catalogue, or why they make none, or cannot be found; read when a case first asks.
    #[serde(skip)]
    pub(crate) catalogue: OnceLock<Result<Result<Catalogue, DocumentError>, String>>,
}

/// Documents, or where to find them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Documents {
    /// `"programmes"`: the project's own.
    Named(String),
    /// Each a JSON object, or the text of a JSON document.
    Given(Map<String, Value>),
}

/// One case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The facts, as JSON.
    #[serde(default)]
    pub facts: Option<Value>,
    /// The person's events, as JSON; absent is not given, `[]` is none.
    #[serde(default)]
    pub events: Option<Value>,
    /// The files of one person's events, each a list of lines: events as objects, or texts as they are.
    #[serde(default)]
    pub case_files: Option<Vec<Vec<Value>>>,
    /// The programme whose state, outcomes and claims the case files come to.
    #[serde(default)]
    pub programme: Option<String>,
    /// The day as on which the case files were known.
    #[serde(default)]
    pub known_at: Option<String>,
    /// The day of which facts without a day are, for outcomes.
    #[serde(default)]
    pub facts_on: Option<String>,
    /// The caseload of the people of the merged files.
    #[serde(default)]
    pub caseload: Option<CaseloadAsked>,
    /// An event that is proposed to the merged files.
    #[serde(default)]
    pub propose: Option<Proposal>,
    /// A person who is erased from the merged files.
    #[serde(default)]
    pub erase: Option<Erasure>,
    /// The day judged.
    #[serde(default)]
    pub as_at: Option<String>,
    /// An expression to evaluate instead of a screening.
    #[serde(default)]
    pub condition: Option<String>,
    /// The language of descriptions.
    #[serde(default)]
    pub language: Option<String>,
    /// A service of a directory to import, instead of a screening.
    #[serde(default)]
    pub service: Option<Value>,
    /// A programme to export as a service on `as_at`, instead of a screening.
    #[serde(default)]
    pub export: Option<String>,
    /// How to import or export.
    #[serde(default)]
    pub options: Option<Value>,
    /// Who is asked next; the person if it is left out.
    #[serde(default)]
    pub asked_of: Option<String>,
    /// The id of a return to compute, instead of a screening.
    #[serde(default)]
    pub r#return: Option<String>,
    /// The people of a return, with what is told of them beside their events.
    #[serde(default)]
    pub people: Option<Value>,
    /// Documents for this case alone, beside the file's or in their place.
    #[serde(default)]
    pub also: Option<Map<String, Value>>,
    /// What an earlier report is computed of, where it is not what this one is.
    #[serde(default)]
    pub earlier: Option<Value>,
    /// What must come out.
    pub expected: Expected,
}

/// An event that is proposed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The event.
    pub event: Value,
    /// Why it is recorded all the same: a reason, or one with who decided it and on whose authority.
    #[serde(default)]
    pub r#override: Option<Value>,
}

/// Whose list it is, on which day, and as on which day it was known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseloadAsked {
    /// The day.
    pub as_at: String,
    /// The worker; everybody's if it is left out.
    #[serde(default)]
    pub worker: Option<String>,
    /// The day as on which it was known.
    #[serde(default)]
    pub known_at: Option<String>,
}

/// A person who is erased.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// One of their ids.
    pub person: String,
    /// The day.
    pub on: String,
}

/// What must come out; each key is checked if it is there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The ids of the decisions.
    pub programmes: Option<Value>,
    /// A part of the decisions.
    pub decisions: Option<Value>,
    /// The facts that cannot be used.
    pub fact_errors: Option<Value>,
    /// The events that cannot be read.
    pub event_errors: Option<Value>,
    /// The events that count for nothing.
    pub event_problems: Option<Value>,
    /// The diagnostics.
    pub diagnostics: Option<Value>,
    /// The value of the condition; `null` is unknown, so that it must be told from absent.
    #[serde(default, deserialize_with = "present")]
    pub value: Option<Value>,
    /// A part of what the examples tell.
    pub test: Option<Value>,
    /// Parts of the verdicts on published figures, all of them in order.
    pub figures: Option<Value>,
    /// Parts of programmes' descriptions, by programme.
    pub describe: Option<Map<String, Value>>,
    /// The catalogue's fingerprint.
    pub fingerprint: Option<Value>,
    /// Decisions in plain words, by programme.
    pub in_words: Option<Value>,
    /// A part of the next question; `null` is none, so that it must be told from absent.
    #[serde(default, deserialize_with = "present")]
    pub next_question: Option<Value>,
    /// A part of the review of each programme.
    pub review: Option<Value>,
    /// A part of the state that case files come to; `null` is of a programme that there is not.
    #[serde(default, deserialize_with = "present")]
    pub state: Option<Value>,
    /// Parts of outcomes' results, by outcome.
    pub outcomes: Option<Map<String, Value>>,
    /// A part of what is said of all outcomes; `null` is of a programme that there is not.
    #[serde(default, deserialize_with = "present")]
    pub outcomes_of: Option<Value>,
    /// A part of the claims, and of what speaks against them.
    pub claims: Option<Value>,
    /// Parts of the problems of case files.
    pub problems: Option<Value>,
    /// Parts of the lines that cannot be read.
    pub rejected: Option<Value>,
    /// What is left of those who were erased.
    pub tombstones: Option<Value>,
    /// The ids of the events of case files, in order.
    pub events: Option<Value>,
    /// Parts of the items of the caseload.
    pub caseload: Option<Value>,
    /// The lines of the file that case files come to.
    pub lines: Option<Value>,
    /// Parts of cells of a return.
    pub cells: Option<Value>,
    /// The key columns of all cells of a return, or of some indicators.
    pub keys: Option<Value>,
    /// The people that cells of a return open to.
    pub people: Option<Value>,
    /// Parts of how people count in cells of a return.
    pub why: Option<Value>,
    /// Parts of how people flow through indicators.
    pub flow: Option<Map<String, Value>>,
    /// A part of what became of everything a return was given.
    pub accounts: Option<Value>,
    /// What a return assumes.
    pub assumptions: Option<Value>,
    /// A part of what changed since the earlier report.
    pub compared: Option<Value>,
    /// The message with which a return is refused.
    pub return_error: Option<Value>,
    /// A part of what a service is imported as.
    pub imported: Option<Value>,
    /// A part of what a programme is exported as.
    pub exported: Option<Value>,
}

impl Expected {
    /// Whether case files are asked for outcomes and claims.
    pub(crate) fn asks_for_outcomes(&self) -> bool {
        self.outcomes.is_some() || self.outcomes_of.is_some() || self.claims.is_some() || self.fact_errors.is_some()
    }
}

/// A key that is there, even as `null`.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Every vector file below a folder, by path.
///
/// # Errors
/// A file that cannot be read, or that has a key which vectors do not have.
pub fn read_all(folder: &Path) -> Result<Vec<(PathBuf, Vector)>, String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        let entries = fs::read_dir(&next).map_err(|error| format!("{}: {error}", next.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let say = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
                let text = fs::read_to_string(&path).map_err(|error| say(&error))?;
                let vector = serde_json::from_str(&text).map_err(|error| say(&error))?;
                found.push((path, vector));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found)
}
