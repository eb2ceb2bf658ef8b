//! Reports, and the partial states that they are put together from.

use std::sync::Arc;

use serde_json::json;

use super::cell::{Accounts, Cell, CellKey, Rejection};
use super::comparing::Comparison;
use super::opening::{Flow, Why};
use super::release::{Release, cores};
use crate::catalogue::Catalogue;
use crate::error::DoorstepError;
use crate::words::{Audience, CellPart};

/// A return as computed: exact numbers, for those who may see them. Threads can share it.
///
/// It keeps the people it was computed from, so that its numbers open to them; printed, it shows nobody.
#[derive(Clone, Debug, uniffi::Object)]
pub struct Report(pub(super) doorstep::Report);

#[uniffi::export]
impl Report {
    /// The return's id.
    #[must_use]
    pub fn return_id(&self) -> String {
        self.0.id().to_owned()
    }

    /// The day judged.
    #[must_use]
    pub fn as_at(&self) -> String {
        self.0.as_at().to_string()
    }

    /// The day as on which the events were known; nothing is everything.
    #[must_use]
    pub fn known_at(&self) -> Option<String> {
        self.0.known_at().map(|day| day.to_string())
    }

    /// Every cell: by indicator, programme (all of them last), period and group.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        self.0.cells().iter().cloned().map(Cell::from).collect()
    }

    /// What became of everything that came in.
    #[must_use]
    pub fn accounts(&self) -> Accounts {
        self.0.accounts().into()
    }

    /// What cannot be used, and why; by person and event.
    #[must_use]
    pub fn rejected(&self) -> Vec<Rejection> {
        self.0.rejected().iter().cloned().map(Rejection::from).collect()
    }

    /// What was assumed, in words.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        self.0.assumptions().to_vec()
    }

    /// The fingerprint of the catalogue that it was computed by.
    #[must_use]
    pub fn catalogue(&self) -> String {
        self.0.catalogue().to_owned()
    }

    /// The library's version.
    #[must_use]
    pub fn library(&self) -> String {
        doorstep::VERSION.to_owned()
    }

    /// The ids of the people that a part of a cell is made of, each once.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if there is no such cell, or the report was put together from partial states.
    pub fn people(&self, cell: CellKey, part: CellPart) -> Result<Vec<String>, DoorstepError> {
        Ok(self.0.people(&cell.into(), part.into())?)
    }

    /// How a person counts in a cell, and by what. Nothing if they are not among the people given.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if there is no such cell, or the report was put together from partial states.
    pub fn why(&self, person: &str, cell: CellKey) -> Result<Option<Why>, DoorstepError> {
        Ok(self.0.why(person, &cell.into())?.map(Why::from))
    }

    /// The same as JSON.
    ///
    /// # Errors
    /// As of `why`.
    pub fn why_json(&self, person: &str, cell: CellKey) -> Result<Option<String>, DoorstepError> {
        Ok(self.0.why(person, &cell.into())?.map(|why| json!(why).to_string()))
    }

    /// How people flow through an indicator that counts people by stages or outcomes, over all its programmes.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if there is no such indicator, or the report was put together from partial states.
    pub fn flow(&self, indicator: &str) -> Result<Flow, DoorstepError> {
        Ok(self.0.flow(indicator)?.into())
    }

    /// The same as JSON.
    ///
    /// # Errors
    /// As of `flow`.
    pub fn flow_json(&self, indicator: &str) -> Result<String, DoorstepError> {
        Ok(json!(self.0.flow(indicator)?).to_string())
    }

    /// What changed since an earlier report of the same return: the cells that differ, and who moved in or out of them by
    /// what.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if the two are not of one return, or one was put together from partial states.
    pub fn compare(&self, earlier: &Self) -> Result<Comparison, DoorstepError> {
        Ok(self.0.compare(&earlier.0)?.into())
    }

    /// The same as JSON.
    ///
    /// # Errors
    /// As of `compare`.
    pub fn compare_json(&self, earlier: &Self) -> Result<String, DoorstepError> {
        Ok(json!(self.0.compare(&earlier.0)?).to_string())
    }

    /// What may be given of it: to its funder every number as it is, to the public small counts hidden, and whatever would
    /// give them away, beside what was published before. It has nobody's id.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if the return has no rule to protect it by, or if what is to be hidden follows from
    /// `earlier`.
    #[uniffi::method(default(earlier = []))]
    pub fn release(&self, audience: Audience, earlier: Vec<Arc<Release>>) -> Result<Release, DoorstepError> {
        Ok(Release(self.0.release(audience.into(), &cores(&earlier))?))
    }

    /// All of it as JSON: `{return, as_at, known_at, cells, accounts, rejected, assumptions, catalogue, library}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        json!(self.0).to_string()
    }
}

/// What some of a return's people come to: numbers, and nobody's id beside what is rejected.
#[derive(Clone, Debug, uniffi::Object)]
pub struct Partial(pub(super) doorstep::Partial);

#[uniffi::export]
impl Partial {
    /// Reads what `to_bytes` wrote, in any language.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if the bytes hold no state, or one of a newer version.
    #[uniffi::constructor]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, DoorstepError> {
        Ok(Self(doorstep::Partial::from_bytes(&bytes)?))
    }

    /// Both together, whatever the order. Who is in both is counted twice.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if the two are not of one computation.
    pub fn merge(&self, other: &Self) -> Result<Self, DoorstepError> {
        Ok(Self(self.0.merge(&other.0)?))
    }

    /// The state as bytes, with its version.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// The report of all that was merged. Its numbers do not open: states name nobody.
    ///
    /// # Errors
    /// [`DoorstepError::Return`] if the catalogue is not the one that it was computed by.
    pub fn report(&self, catalogue: &Catalogue) -> Result<Report, DoorstepError> {
        Ok(Report(self.0.report(&catalogue.0)?))
    }
}
