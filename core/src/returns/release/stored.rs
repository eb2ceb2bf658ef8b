//! Releases as JSON, so that later ones can be made beside them.

use serde::{Deserialize, Deserializer, Serialize};

use super::{Audience, Cell, IndicatorKind, Release, ReleaseError, ReleaseRule};
use crate::value::{Date, Number};

/// The format that is written.
const FORMAT: u64 = 1;

#[derive(Serialize, Deserialize)]
struct Stored {
    release: u64,
    r#return: String,
    audience: Audience,
    as_at: Date,
    known_at: Option<Date>,
    disclosure: Option<ReleaseRule>,
    catalogue: String,
    library: String,
    indicators: Vec<IndicatorKind>,
    cells: Vec<StoredCell>,
}

#[derive(Serialize, Deserialize)]
struct StoredCell {
    #[serde(flatten)]
    cell: Cell,
    /// What the cell rests on, which only a release to the funder says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    units: Option<u64>,
}

/// Reads a number from its text.
pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Number>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

impl Release {
    /// The release as JSON, in its format's version, which it says in `release`.
    ///
    /// # Errors
    /// [`ReleaseError::Unreadable`] if a value cannot be written.
    pub fn to_json(&self) -> Result<String, ReleaseError> {
        let is_exact = self.audience == Audience::Funder;
        let cell = |cell: &Cell| StoredCell { cell: cell.clone(), units: Some(cell.units).filter(|_| is_exact) };
        let stored = Stored {
            release: FORMAT,
            r#return: self.return_id.clone(),
            audience: self.audience,
            as_at: self.as_at,
            known_at: self.known_at,
            disclosure: self.disclosure,
            catalogue: self.catalogue.clone(),
            library: self.library.clone(),
            indicators: self.indicators.clone(),
            cells: self.cells.iter().map(cell).collect(),
        };
        serde_json::to_string(&stored).map_err(|error| ReleaseError::Unreadable { problem: error.to_string() })
    }

    /// Reads a release that [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// [`ReleaseError`] if the text is no release, is of a newer format, or is a publication without its rule.
    pub fn from_json(text: &str) -> Result<Self, ReleaseError> {
        let unreadable = |error: serde_json::Error| ReleaseError::Unreadable { problem: error.to_string() };
        #[derive(Deserialize)]
        struct Format {
            release: u64,
        }
        let Format { release: format } = serde_json::from_str(text).map_err(unreadable)?;
        if format != FORMAT {
            return Err(ReleaseError::NewerFormat { format });
        }
        let stored: Stored = serde_json::from_str(text).map_err(unreadable)?;
        let rule = stored.disclosure.filter(|_| stored.audience == Audience::Public);
        if stored.audience == Audience::Public && rule.is_none() {
            let problem = "it is public and has no `disclosure`, the rule that it was protected by".to_owned();
            return Err(ReleaseError::Unreadable { problem });
        }
        let is_exact = stored.audience == Audience::Funder;
        let cell = |StoredCell { cell, units }: StoredCell| {
            // A publication does not say.
            let known = cell.numerator.max(cell.denominator).filter(|_| is_exact).unwrap_or(0).unsigned_abs();
            Cell { units: units.unwrap_or(known), ..cell }
        };
        Ok(Self {
            return_id: stored.r#return,
            audience: stored.audience,
            as_at: stored.as_at,
            known_at: stored.known_at,
            disclosure: stored.disclosure,
            catalogue: stored.catalogue,
            library: stored.library,
            indicators: stored.indicators,
            cells: stored.cells.into_iter().map(cell).collect(),
            rule,
        })
    }
}
