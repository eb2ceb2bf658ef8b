//! Releases of a report: what may be given of it.

use super::cell::Measure;
use super::error::ReturnError;
use super::release::{Audience, IndicatorKind, Made, Release, ReleaseError};
use super::report::Report;
use crate::catalogue::IndicatorForm;

impl Report {
    /// What may be given of this report to its funder, or published, beside what was published before.
    ///
    /// # Errors
    /// [`ReleaseError`] if nothing says how to protect it, or if what is to be hidden follows from earlier releases.
    pub fn release(&self, audience: Audience, earlier: &[&Release]) -> Result<Release, ReleaseError> {
        let unreadable = |error: ReturnError| ReleaseError::Unreadable { problem: error.to_string() };
        let rule = self.rule().map_err(unreadable)?;
        let id = |place: usize| rule.document.indicators.get(place).map(|own| own.id.as_str().to_owned());
        let kind = |(own, checked): (&crate::document::Indicator, &crate::catalogue::IndicatorRule)| {
            let (measure, made_of) = match &checked.form {
                IndicatorForm::Count(_) | IndicatorForm::Records(_) | IndicatorForm::Broken => (Measure::Count, None),
                IndicatorForm::Rate { .. } | IndicatorForm::Share { .. } => (Measure::Rate, None),
                IndicatorForm::Sum(_) => (Measure::Sum, None),
                IndicatorForm::Average { .. } => (Measure::Average, None),
                IndicatorForm::Ratio { of, to } => (Measure::Ratio, id(*of).zip(id(*to))),
            };
            let by = checked.by.iter().filter_map(|(place, _)| rule.breakdowns.get(*place));
            let by = by.map(|breakdown| breakdown.name.clone()).collect();
            IndicatorKind { made_of, ..IndicatorKind::new(own.id.as_str(), measure, &own.unit, by) }
        };
        let made = Made {
            return_id: &self.id,
            as_at: self.as_at,
            known_at: self.options.known_at,
            catalogue: self.catalogue.fingerprint(),
            disclosure: rule.document.disclosure.as_ref(),
            indicators: rule.document.indicators.iter().zip(&rule.indicators).map(kind).collect(),
            cells: self.cells.to_vec(),
        };
        Release::of(made, audience, earlier)
    }
}
