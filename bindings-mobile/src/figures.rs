//! Published figures, and the verdict on each.

use doorstep::{DEFAULT_LANGUAGE, Number};

use crate::catalogue::Catalogue;
use crate::words::{Consistency, Fit};

/// What is said of one published figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Verdict {
    /// The figure: its document's id, a full stop and its own.
    pub figure: String,
    /// What the figure says, in the document's words.
    pub text: String,
    /// The language of those words.
    pub language: String,
    /// The figure as it was printed.
    pub printed: String,
    /// Whether it stands.
    pub verdict: Consistency,
    /// Why, in plain English: what speaks against it, then what it leaves open, then what holds.
    pub because: Vec<String>,
    /// The denominators that were tried: the stated one, then the candidates.
    pub tried: Vec<TriedDenominator>,
}

/// A denominator that was tried for a published figure. Numbers are decimals as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct TriedDenominator {
    /// What it is, in the document's words.
    pub text: String,
    /// The language of those words.
    pub language: String,
    /// How many; absent if that was not published.
    pub denominator: Option<String>,
    /// What it gives, to one digit more than was printed; absent unless it is one value.
    pub gives: Option<String>,
    /// The least it can give; absent if there is none.
    pub low: Option<String>,
    /// The most it can give; absent if there is none.
    pub high: Option<String>,
    /// What became of it.
    pub fit: Fit,
    /// Why, in plain English.
    pub because: String,
}

#[uniffi::export]
impl Catalogue {
    /// A verdict on every published figure: whether it can be reproduced from what was published with it, at the
    /// precision it was printed to, and which denominators were tried. By document, then in its order.
    #[must_use]
    #[uniffi::method(default(language = None))]
    pub fn check_figures(&self, language: Option<String>) -> Vec<Verdict> {
        let verdicts = self.0.check_figures(language.as_deref().unwrap_or(DEFAULT_LANGUAGE));
        verdicts.into_iter().map(Verdict::from).collect()
    }
}

impl From<doorstep::FigureVerdict> for Verdict {
    fn from(core: doorstep::FigureVerdict) -> Self {
        let doorstep::FigureVerdict { figure, text, language, printed, verdict, because, tried } = core;
        let tried = tried.into_iter().map(TriedDenominator::from).collect();
        Self { figure, text, language, printed, verdict: verdict.into(), because, tried }
    }
}

impl From<doorstep::TriedDenominator> for TriedDenominator {
    fn from(core: doorstep::TriedDenominator) -> Self {
        let doorstep::TriedDenominator { text, language, denominator, gives, low, high, fit, because } = core;
        let decimal = |number: Option<Number>| number.map(|number| number.to_string());
        Self {
            text,
            language,
            denominator: decimal(denominator),
            gives: decimal(gives),
            low: decimal(low),
            high: decimal(high),
            fit: fit.into(),
            because,
        }
    }
}
