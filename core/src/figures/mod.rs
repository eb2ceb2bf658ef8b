//! Published figures: whether what a report printed can be what it says it is.

mod judge;
mod printed;
mod range;
mod share;
mod tried;
mod verdict;

pub use verdict::{Consistency, FigureVerdict, Fit, TriedDenominator};

use crate::catalogue::Catalogue;

impl Catalogue {
    /// A verdict on every published figure: whether it can be reproduced from what was published with it, at the
    /// precision it was printed to, and which denominators were tried. By document, then in its order; `language` is
    /// that of the documents' words.
    ///
    /// ```
    /// use doorstep::{Catalogue, Consistency};
    /// let catalogue = Catalogue::parse([("figures.json", r#"{
    ///     "figures": "centre", "source": "Annual report",
    ///     "items": [{
    ///         "id": "residents", "text": "Residents among those into work", "value": 28, "unit": "percent",
    ///         "numerator": {"value": 190, "text": "residents"},
    ///         "candidates": [{"value": 663, "text": "sign-ups"}, {"value": 387, "text": "people into work"}],
    ///         "quote": "28% (190) of which were residents"
    ///     }]
    /// }"#)])?;
    /// let [verdict] = catalogue.check_figures("en").try_into().unwrap();
    /// assert_eq!(verdict.verdict, Consistency::UnderSpecified);
    /// let gives: Vec<String> = verdict.tried.iter().filter_map(|tried| Some(tried.gives?.to_string())).collect();
    /// assert_eq!(gives, ["28.7", "49.1"]);
    /// # Ok::<(), doorstep::DocumentError>(())
    /// ```
    #[must_use]
    pub fn check_figures(&self, language: &str) -> Vec<FigureVerdict> {
        let all = self.figures().iter().flat_map(|document| document.items.iter().map(move |item| (document, item)));
        all.map(|(document, item)| judge::verdict(document, item, language)).collect()
    }
}
