//! What parts of the people come to: states that merge in any order to the report of all.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::asking::Asking;
use super::error::ReturnError;
use super::layout::Layout;
use super::report::{Report, tally};
use super::source::{Accounts, Caseload, Rejection, Source};
use super::tally::Tally;
use crate::case_file::CaseFile;
use crate::catalogue::Catalogue;
use crate::outcomes::OutcomeOptions;
use crate::value::{Date, Plain};

/// The version of what [`Partial::to_bytes`] writes.
const FORMAT: u32 = 1;

/// What some of a return's people come to. States of any parts of the people, each person's events in one of them, merge in
/// any order to the report of all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    doorstep_partial: u32,
    r#return: String,
    as_at: Date,
    known_at: Option<Date>,
    facts_on: Option<Date>,
    /// The fingerprint of the catalogue.
    catalogue: String,
    library: String,
    accounts: Accounts,
    rejected: Vec<Rejection>,
    tally: Tally,
}

/// Why partial states cannot be merged, read or made a report of.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PartialError {
    /// They are not of one computation.
    #[error("the two states differ in their {what}: `{this}` and `{other}`; compute both alike")]
    Differ {
        /// In what.
        what: &'static str,
        /// This state's.
        this: String,
        /// The other's.
        other: String,
    },
    /// The bytes hold no state.
    #[error("this is no state of a return: {problem}")]
    NotAState {
        /// What is wrong.
        problem: String,
    },
    /// They were written by a newer library.
    #[error(
        "the state has version {version}, and this library reads version {FORMAT}: use a newer release of Doorstep"
    )]
    Newer {
        /// The version.
        version: u32,
    },
    /// The catalogue is another one.
    #[error("the state was computed by another catalogue: {state}, and this one is {catalogue}")]
    OtherCatalogue {
        /// The state's catalogue's fingerprint.
        state: String,
        /// This catalogue's.
        catalogue: String,
    },
    /// The catalogue has no such return.
    #[error(transparent)]
    Return(#[from] ReturnError),
}

impl Catalogue {
    /// What some of a return's people come to, as [`compute`](Self::compute) does all of them.
    ///
    /// # Errors
    /// [`ReturnError`], as of [`compute`](Self::compute).
    ///
    /// ```
    /// # use doorstep::{CaseFile, Catalogue, OutcomeOptions, Partial, Plain, parse_date};
    /// # let catalogue = Catalogue::parse([
    /// #     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#),
    /// #     ("r.json", r#"{"return": "yearly", "funder": "council", "programmes": ["p"], "calendar": "financial_year",
    /// #         "indicators": [{"id": "sign_ups", "unit": "person", "count": "started"}]}"#),
    /// # ])?;
    /// let part = |event: &str| {
    ///     let file = CaseFile::from_jsonl(&catalogue, event);
    ///     catalogue.partial("yearly", &Plain::Null, &file, parse_date("2022-03-31").unwrap(), OutcomeOptions::default())
    /// };
    /// let one = part(r#"{"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2021-05-01"}"#)?;
    /// let two = part(r#"{"id": "b", "person": 8, "kind": "started", "programme": "p", "on": "2021-06-01"}"#)?;
    /// let merged = Partial::from_bytes(&one.to_bytes())?.merge(&two)?;
    /// assert_eq!(merged, two.merge(&one)?);
    /// assert_eq!(merged.report(&catalogue)?.cells().last().unwrap().value, Some(2.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn partial(
        &self,
        id: &str,
        people: &Plain,
        file: &CaseFile,
        as_at: Date,
        options: OutcomeOptions,
    ) -> Result<Partial, ReturnError> {
        let rule = self.known_return(id)?;
        let caseload = Caseload::of(self, people, file)?;
        let asking = Asking { catalogue: self, rule, as_at, options };
        let layout = Layout::of(self, rule, as_at);
        let tally = tally(&caseload, &asking, &layout);
        Ok(Partial::of(&asking, tally, caseload.accounts(&asking)))
    }
}

impl Partial {
    pub(crate) fn of(asking: &Asking<'_>, tally: Tally, (accounts, rejected): (Accounts, Vec<Rejection>)) -> Self {
        Self {
            doorstep_partial: FORMAT,
            r#return: asking.rule.document.r#return.as_str().to_owned(),
            as_at: asking.as_at,
            known_at: asking.options.known_at,
            facts_on: asking.options.facts_on,
            catalogue: asking.catalogue.fingerprint().to_owned(),
            library: crate::VERSION.to_owned(),
            accounts,
            rejected,
            tally,
        }
    }

    /// The return's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.r#return
    }

    /// Both together. Each person must be in one of them only: one who is in both is counted twice.
    ///
    /// # Errors
    /// [`PartialError::Differ`] if the two are not of one computation.
    pub fn merge(&self, other: &Self) -> Result<Self, PartialError> {
        let day = |day: Option<Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
        let parts = [
            ("return", self.r#return.clone(), other.r#return.clone()),
            ("day judged", self.as_at.to_string(), other.as_at.to_string()),
            ("day of knowledge", day(self.known_at), day(other.known_at)),
            ("day of facts", day(self.facts_on), day(other.facts_on)),
            ("catalogue", self.catalogue.clone(), other.catalogue.clone()),
            ("library", self.library.clone(), other.library.clone()),
        ];
        for (what, this, other) in parts {
            if this != other {
                return Err(PartialError::Differ { what, this, other });
            }
        }
        let mut merged = self.clone();
        merged.tally.merge(&other.tally);
        merged.accounts.merge(&other.accounts);
        merged.rejected.extend(other.rejected.iter().cloned());
        crate::sort::by(&mut merged.rejected, Ord::cmp);
        Ok(merged)
    }

    /// Writes it down, with its version.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Serialising it cannot fail: its keys are text and it holds no floats.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`PartialError`] if the bytes hold no state, or one of a newer version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PartialError> {
        #[derive(Deserialize)]
        struct Version {
            doorstep_partial: u32,
        }
        let not_a_state = |error: serde_json::Error| {
            let mut problem = "it cannot be read".to_owned();
            // The message of a parser may quote what is there, which may be about people.
            let _ = write!(problem, " at byte {}", error.column());
            PartialError::NotAState { problem }
        };
        let Version { doorstep_partial: version } = serde_json::from_slice(bytes).map_err(not_a_state)?;
        if version > FORMAT {
            return Err(PartialError::Newer { version });
        }
        serde_json::from_slice(bytes).map_err(not_a_state)
    }

    /// The report of all that was merged. Its numbers do not open: states name nobody.
    ///
    /// # Errors
    /// [`PartialError`] if the catalogue is not the one that it was computed by.
    pub fn report(&self, catalogue: &Catalogue) -> Result<Report, PartialError> {
        self.report_opening(catalogue, None)
    }

    /// The same, with where its numbers open to.
    pub(crate) fn report_opening(
        &self,
        catalogue: &Catalogue,
        source: Option<Arc<dyn Source>>,
    ) -> Result<Report, PartialError> {
        if self.catalogue != catalogue.fingerprint() {
            let (state, catalogue) = (self.catalogue.clone(), catalogue.fingerprint().to_owned());
            return Err(PartialError::OtherCatalogue { state, catalogue });
        }
        let rule = catalogue.known_return(&self.r#return)?;
        let options = OutcomeOptions::default().known_at(self.known_at).facts_on(self.facts_on);
        let asking = Asking { catalogue, rule, as_at: self.as_at, options };
        let layout = Layout::of(catalogue, rule, self.as_at);
        Ok(Report::of(&asking, &layout, &self.tally, (self.accounts, self.rejected.clone()), source))
    }
}
