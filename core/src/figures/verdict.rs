//! What is said of a published figure.

use std::fmt;

use serde::Serialize;

use crate::value::Number;

/// Whether a published figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Consistency {
    /// What it gives comes to what it says.
    Consistent,
    /// What it gives does not come to what it says.
    Inconsistent,
    /// It does not give enough to tell.
    UnderSpecified,
}

impl Consistency {
    /// `consistent`, `inconsistent` or `under_specified`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
            Self::UnderSpecified => "under_specified",
        }
    }
}

impl fmt::Display for Consistency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What became of a denominator that was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It gives what was printed.
    Fits,
    /// It may: the parts are rounded or bounded, or a part is not told.
    MayFit,
    /// It gives something else.
    DoesNotFit,
    /// The figure cannot be a part of it.
    Impossible,
    /// How many it is was not published.
    NotStated,
}

impl Fit {
    /// `fits`, `may_fit`, `does_not_fit`, `impossible` or `not_stated`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::MayFit => "may_fit",
            Self::DoesNotFit => "does_not_fit",
            Self::Impossible => "impossible",
            Self::NotStated => "not_stated",
        }
    }
}

/// A denominator that was tried for a published figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TriedDenominator {
    /// What it is, in the document's words.
    pub text: String,
    /// The language of those words.
    pub language: String,
    /// How many; absent if that was not published.
    pub denominator: Option<Number>,
    /// What it gives, to one digit more than was printed; absent unless it is one value.
    pub gives: Option<Number>,
    /// The least it can give, to the same digit; absent if there is none.
    pub low: Option<Number>,
    /// The most it can give, to the same digit; absent if there is none.
    pub high: Option<Number>,
    /// What became of it.
    pub fit: Fit,
    /// Why, in plain English.
    pub because: String,
}

impl fmt::Display for TriedDenominator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.text, self.because)
    }
}

/// What is said of one published figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureVerdict {
    /// The figure: its document's id, a full stop and its own, as `boost.residents`.
    pub figure: String,
    /// What the figure says, in the document's words.
    pub text: String,
    /// The language of those words.
    pub language: String,
    /// The figure as it was printed.
    pub printed: String,
    /// Whether it stands.
    pub verdict: Consistency,
    /// Why, in plain English: what speaks against it first, then what it leaves open, then what holds.
    pub because: Vec<String>,
    /// The denominators that were tried: the stated one, then the candidates.
    pub tried: Vec<TriedDenominator>,
}

impl fmt::Display for FigureVerdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}: {}", self.figure, self.verdict, self.printed)?;
        self.because.iter().try_for_each(|reason| write!(formatter, "\n  {reason}"))?;
        // What a reason says already is not said again.
        let other = self.tried.iter().filter(|tried| !self.because.contains(&tried.to_string()));
        other.into_iter().try_for_each(|tried| write!(formatter, "\n  tried {tried}"))
    }
}
