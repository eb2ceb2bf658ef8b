//! Published figures, and the verdict on each.

use pyo3::prelude::*;

use crate::shown::{Decimal, shown};

shown! {
    /// What is said of one published figure. As text it says so, with why and what was tried.
    ///
    /// >>> [verdict] = ds.Catalogue.parse({"figures.yaml": """
    /// ... figures: centre
    /// ... source: Annual report
    /// ... items:
    /// ...   - id: residents
    /// ...     text: Residents among those into work
    /// ...     value: 28
    /// ...     unit: percent
    /// ...     numerator: {value: 190, text: residents}
    /// ...     candidates: [{value: 663, text: sign-ups}]
    /// ...     quote: 28% (190) of which were residents
    /// ... """}).check_figures()
    /// >>> verdict
    /// Verdict(figure='centre.residents', verdict='under_specified')
    /// >>> verdict.because[1]
    /// '190 is 28% of 667 to 690'
    printed class Verdict(doorstep::FigureVerdict) as "figure", "verdict" {
        /// The figure: its document's id, a full stop and its own.
        figure: String,
        /// What the figure says, in the document's words.
        text: String,
        /// The language of those words.
        language: String,
        /// The figure as it was printed.
        printed: String,
        /// `consistent`, `inconsistent` or `under_specified`.
        verdict: &'static str,
        /// Why, in plain English: what speaks against it, then what it leaves open, then what holds.
        because: Vec<String>,
        /// The denominators that were tried: the stated one, then the candidates.
        tried: Vec<TriedDenominator>,
    }
}

shown! {
    /// A denominator that was tried for a published figure. As text it says what came of it.
    ///
    /// >>> [tried] = verdict.tried
    /// >>> tried
    /// TriedDenominator(denominator=Decimal('663'), gives=Decimal('28.7'), fit='does_not_fit')
    /// >>> print(tried)
    /// sign-ups: 190 of 663 is 28.7%, not 28%
    printed class TriedDenominator(doorstep::TriedDenominator) as "denominator", "gives", "fit" {
        /// What it is, in the document's words.
        text: String,
        /// The language of those words.
        language: String,
        /// How many; None if that was not published.
        denominator: Option<Decimal<'py>>,
        /// What it gives, to one digit more than was printed; None unless it is one value.
        gives: Option<Decimal<'py>>,
        /// The least it can give, to the same digit; None if there is none.
        low: Option<Decimal<'py>>,
        /// The most it can give, to the same digit; None if there is none.
        high: Option<Decimal<'py>>,
        /// `fits`, `may_fit`, `does_not_fit`, `impossible` or `not_stated`.
        fit: &'static str,
        /// Why, in plain English.
        because: String,
    }
}
