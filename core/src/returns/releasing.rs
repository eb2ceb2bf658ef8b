//! What of a report may be given to its funder, or published.

use super::cell::Measure;
use super::release::{Adding, Audience, IndicatorKind, Made, Release, ReleaseError};
use super::report::Report;
use crate::catalogue::{IndicatorForm, IndicatorRule, ReturnRule};
use crate::document::{Indicator, OncePer};

impl Report {
    /// What of the report may be given to an audience, without any person's id: to its funder every number, for a claim; to
    /// the public what the return's `disclosure` leaves, beside what was published `earlier`.
    ///
    /// # Errors
    /// [`ReleaseError`] if the return has no rule of disclosure, if its parts do not add up to their totals, or if earlier
    /// releases give away what is to be hidden.
    ///
    /// ```
    /// # use doorstep::{Audience, CaseFile, Catalogue, OutcomeOptions, Plain, parse_date};
    /// # let catalogue = Catalogue::parse([
    /// #     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#),
    /// #     ("r.json", r#"{"return": "yearly", "funder": "council", "programmes": ["p"], "calendar": "financial_year",
    /// #         "indicators": [{"id": "sign_ups", "unit": "person", "count": "started"}], "disclosure": {"minimum": 10}}"#),
    /// # ])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2021-05-01"}"#);
    /// let as_at = parse_date("2022-03-31").unwrap();
    /// let report = catalogue.compute("yearly", &Plain::Null, &file, as_at, OutcomeOptions::default())?;
    /// assert_eq!(report.release(Audience::Funder, &[])?.cells[0].value, Some(1.0));
    /// assert_eq!(report.release(Audience::Public, &[])?.cells[0].state.as_str(), "suppressed");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn release(&self, audience: Audience, earlier: &[&Release]) -> Result<Release, ReleaseError> {
        let rule = self.catalogue.return_rule(&self.id);
        let document = rule.map(|rule| &rule.document);
        let made = Made {
            return_id: &self.id,
            as_at: self.as_at,
            known_at: self.options.known_at,
            catalogue: self.catalogue.fingerprint(),
            disclosure: document.and_then(|document| document.disclosure.as_ref()),
            indicators: rule.map(kinds).unwrap_or_default(),
            cells: self.cells.to_vec(),
        };
        Release::of(made, audience, earlier)
    }
}

fn kinds(rule: &ReturnRule) -> Vec<IndicatorKind> {
    let indicators = rule.document.indicators.iter().zip(&rule.indicators);
    indicators.map(|(indicator, own)| kind(rule, indicator, own)).collect()
}

fn kind(rule: &ReturnRule, indicator: &Indicator, own: &IndicatorRule) -> IndicatorKind {
    let measure = match own.form {
        IndicatorForm::Count(_) | IndicatorForm::Records(_) | IndicatorForm::Broken => Measure::Count,
        IndicatorForm::Rate { .. } | IndicatorForm::Share { .. } => Measure::Rate,
        IndicatorForm::Sum(_) => Measure::Sum,
        IndicatorForm::Average { .. } => Measure::Average,
        IndicatorForm::Ratio { .. } => Measure::Ratio,
    };
    let by = indicator.by.as_ref().unwrap_or(&rule.document.by);
    let by = by.iter().map(|by| by.fact.as_str().to_owned()).collect();
    let mut kind = IndicatorKind::new(indicator.id.as_str(), measure, &indicator.unit, by);
    if indicator.once_per == Some(OncePer::Period) && kind.adds_up.periods == Adding::Exactly {
        kind.adds_up.periods = Adding::Overlapping;
    }
    if matches!(own.form, IndicatorForm::Share { weight: Some(_), .. }) {
        // Parts are rounded down by themselves.
        kind.adds_up.groups = Adding::Not;
    }
    // Everybody who started: a rate is over those whom a count counts.
    let is_of_all = own.exclude.is_none()
        && own.except.is_none()
        && indicator.due.is_none()
        && indicator.funding.is_none()
        && indicator.once_per.is_none()
        && indicator.collected_from.is_none();
    let everybody = |id: &Option<crate::document::Id>| {
        let id = id.as_ref().filter(|id| is_of_all && id.as_str() == crate::events::STARTED)?;
        Some(format!("every {} {}", indicator.unit.as_str(), id.as_str()))
    };
    if let IndicatorForm::Count(_) = own.form
        && let Some(counts) = everybody(&indicator.count)
    {
        kind.counts = counts;
    }
    if let IndicatorForm::Rate { .. } = own.form
        && let Some(of) = everybody(&indicator.cohort)
    {
        kind.of = of;
    }
    if let IndicatorForm::Ratio { of, to } = own.form {
        let id = |place: usize| rule.document.indicators.get(place).map(|own| own.id.as_str().to_owned());
        kind.made_of = id(of).zip(id(to));
    }
    kind
}
