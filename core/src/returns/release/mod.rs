//! Releases: what may be given of a return to its funder, and what may be published of it.

mod decimal;
mod indicator;
mod protect;
mod published;
mod rule;
mod stored;
mod witness;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub(crate) use decimal::{hundredths, of_hundredths};
pub use indicator::{Adding, AddsUp, IndicatorKind};
pub use rule::ReleaseRule;
pub(crate) use stored::number;

use super::cell::{Cell, CellKey};
use crate::document::Disclosure;
use crate::value::Date;

/// For whom a release is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The funder, for a claim: every number as it is.
    Funder,
    /// Anybody: small counts are hidden, and whatever would give them away.
    Public,
}

impl Audience {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Funder => "funder",
            Self::Public => "public",
        }
    }
}

impl std::str::FromStr for Audience {
    type Err = ReleaseError;

    /// # Errors
    /// [`ReleaseError::UnknownAudience`] for any other word than `funder` and `public`.
    fn from_str(word: &str) -> Result<Self, ReleaseError> {
        match word {
            "funder" => Ok(Self::Funder),
            "public" => Ok(Self::Public),
            _ => Err(ReleaseError::UnknownAudience { word: word.to_owned() }),
        }
    }
}

/// Why there is no release.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// A release is for the funder or the public.
    #[error("`{word}` is no audience: write `funder` or `public`")]
    UnknownAudience {
        /// What is written.
        word: String,
    },
    /// There is no rule to protect it by.
    #[error(
        "the return `{return_id}` has no `disclosure` rule, so nothing of it may be published: give it one, such as `disclosure: {{minimum: 10, round_to: 5}}`"
    )]
    NoRule {
        /// The return.
        return_id: String,
    },
    /// Only what is exact can be published: what was published already is rounded.
    #[error("the release of `{return_id}` is public already: publish the one for its funder")]
    AlreadyPublic {
        /// The return.
        return_id: String,
    },
    /// Cells of an indicator that is not described.
    #[error("the cells of `{indicator}` cannot be released, as nothing says what it counts: list it in `indicators`")]
    UnknownIndicator {
        /// The indicator.
        indicator: String,
    },
    /// The parts of a total are not the total, so that nothing can be said of what they give away.
    #[error("{} does not add up: the {part} of a total is not the sum of its parts'", shown(.key))]
    DoesNotAddUp {
        /// One of its parts.
        key: Box<CellKey>,
        /// Which number.
        part: &'static str,
    },
    /// What is to be hidden follows from what was published before.
    #[error("the {part} of {} in the release of {as_at} follows from what was published before, and no suppression helps: leave this indicator or this breakdown out", shown(.key))]
    GivenAway {
        /// The cell.
        key: Box<CellKey>,
        /// Which number.
        part: &'static str,
        /// The day of the release that hides it.
        as_at: Date,
    },
    /// A text is no release.
    #[error("this is no release: {problem}")]
    Unreadable {
        /// What is wrong with it.
        problem: String,
    },
    /// A release in a format that this version does not know.
    #[error("this release is in format {format}, and this version reads format 1: use a newer version")]
    NewerFormat {
        /// Its format.
        format: u64,
    },
}

fn shown(key: &CellKey) -> String {
    let parts = [&key.programme, &key.period, &key.by, &key.group];
    let parts = parts.into_iter().flatten().map(String::as_str);
    std::iter::once(key.indicator.as_str()).chain(parts).map(|part| format!("`{part}`")).collect::<Vec<_>>().join(" ")
}

/// What may be given of a return, without any person's id.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Release {
    /// The return's id.
    pub return_id: String,
    /// For whom it is.
    pub audience: Audience,
    /// The day judged.
    pub as_at: Date,
    /// By which day what it rests on was known; `None` is all of it.
    pub known_at: Option<Date>,
    /// The rule that it is protected by; of a release to the funder the one that a publication would be.
    pub disclosure: Option<ReleaseRule>,
    /// The catalogue's fingerprint.
    pub catalogue: String,
    /// The library's version.
    pub library: String,
    /// What its indicators are, and which of their numbers add up.
    pub indicators: Vec<IndicatorKind>,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The rule by which its cells were protected.
    pub(crate) rule: Option<ReleaseRule>,
}

/// What a release is made of.
#[derive(Clone, Debug)]
pub(crate) struct Made<'a> {
    /// The return's id.
    pub(crate) return_id: &'a str,
    /// The day judged.
    pub(crate) as_at: Date,
    /// By which day what it rests on was known.
    pub(crate) known_at: Option<Date>,
    /// The catalogue's fingerprint.
    pub(crate) catalogue: &'a str,
    /// The return's rule of disclosure.
    pub(crate) disclosure: Option<&'a Disclosure>,
    /// Its indicators.
    pub(crate) indicators: Vec<IndicatorKind>,
    /// Its exact cells.
    pub(crate) cells: Vec<Cell>,
}

impl Release {
    /// The release of a return's exact cells for an audience, beside what was published before.
    ///
    /// # Errors
    /// [`ReleaseError`] as of [`publish`](Self::publish).
    pub(crate) fn of(made: Made<'_>, audience: Audience, earlier: &[&Self]) -> Result<Self, ReleaseError> {
        let exact = Self {
            return_id: made.return_id.to_owned(),
            audience: Audience::Funder,
            as_at: made.as_at,
            known_at: made.known_at,
            disclosure: made.disclosure.map(ReleaseRule::of),
            catalogue: made.catalogue.to_owned(),
            library: crate::VERSION.to_owned(),
            indicators: made.indicators,
            cells: made.cells,
            rule: None,
        };
        match audience {
            Audience::Funder => Ok(exact),
            Audience::Public => exact.publish(earlier),
        }
    }

    /// Protects this release to a funder for the public, beside what was published before.
    ///
    /// Counts below the minimum are hidden; so is the next smallest of a set (groups and their total, programmes, periods)
    /// in which only one number would be; and more, until for each hidden number another table is found that would be
    /// published in the very same way. What is shown is rounded by itself; shares are given as bands.
    ///
    /// # Errors
    /// [`ReleaseError`] if there is no rule, if parts do not add up to their totals, or if earlier releases give away what
    /// is to be hidden.
    pub fn publish(&self, earlier: &[&Self]) -> Result<Self, ReleaseError> {
        if self.audience == Audience::Public {
            return Err(ReleaseError::AlreadyPublic { return_id: self.return_id.clone() });
        }
        let Some(rule) = self.disclosure else {
            return Err(ReleaseError::NoRule { return_id: self.return_id.clone() });
        };
        let earlier: Vec<&Self> = earlier.iter().copied().filter(|earlier| earlier.rule.is_some()).collect();
        protect::protect(self, rule, &earlier)
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell::{CellState, Measure};
    use super::*;
    use crate::document::{Unit, Zeros};

    fn count(group: Option<&str>, count: u32) -> Cell {
        let value = Some(f64::from(count));
        Cell {
            key: CellKey {
                indicator: "starts".into(),
                programme: None,
                period: Some("2021/22".into()),
                by: group.map(|_| "tenure".into()),
                group: group.map(Into::into),
            },
            period_start: Date::from_ymd_opt(2021, 4, 1),
            period_end: Date::from_ymd_opt(2022, 3, 31),
            state: CellState::Exact,
            value,
            low: value,
            high: value,
            numerator: Some(count.into()),
            denominator: None,
            pending: Some(0),
            target: None,
            interval_low: None,
            interval_high: None,
            units: count.into(),
        }
    }

    #[test]
    fn the_funder_has_every_number_and_the_public_what_the_document_allows() {
        let rule = Disclosure { minimum: 10, round_to: 1, zeros: Zeros::Show, source: None, note: None };
        let made = |disclosure| Made {
            return_id: "r",
            as_at: Date::default(),
            known_at: None,
            catalogue: "c",
            disclosure,
            indicators: vec![IndicatorKind::new("starts", Measure::Count, &Unit::Person, vec!["tenure".into()])],
            cells: vec![
                count(None, 68),
                count(Some("social"), 40),
                count(Some("private"), 3),
                count(Some("other"), 25),
            ],
        };
        let numbers = |release: &Release| release.cells.iter().map(|cell| cell.numerator).collect::<Vec<_>>();
        let funder = Release::of(made(None), Audience::Funder, &[]).unwrap();
        assert_eq!(numbers(&funder), [Some(68), Some(40), Some(3), Some(25)]);
        let public = Release::of(made(Some(&rule)), Audience::Public, &[]).unwrap();
        assert_eq!(numbers(&public), [Some(68), Some(40), None, None]);
        assert_eq!(Release::from_json(&public.to_json().unwrap()).unwrap(), public);
        let none = Release::of(made(None), Audience::Public, &[]);
        assert_eq!(none, Err(ReleaseError::NoRule { return_id: "r".into() }));
    }
}
