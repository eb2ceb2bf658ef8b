//! A report's release: what may be given of it to whom.

use sha2::{Digest, Sha256};

use super::cell::Measure;
use super::release::{Adding, Audience, IndicatorKind, Release, ReleaseError};
use super::report::Report;
use crate::catalogue::{Asked, Catalogue, Form, IndicatorForm, IndicatorRule, Key, Query, ReturnRule, canonical};
use crate::document::{Indicator, OncePer, Outcome};

impl Report {
    /// What may be given of it: to its funder every number as it is, to the public what its `disclosure` rule lets be
    /// shown. No release names anybody. `earlier` are past releases, from which nothing that is hidden must follow.
    ///
    /// # Errors
    /// [`ReleaseError`] if there is no rule to protect it by, or earlier releases give away what is to be hidden.
    ///
    /// ```
    /// # use doorstep::{Audience, CaseFile, Catalogue, CellState, OutcomeOptions, Plain, parse_date};
    /// # let catalogue = Catalogue::parse([
    /// #     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {}}"#),
    /// #     ("r.json", r#"{"return": "yearly", "funder": "council", "programmes": ["p"], "calendar": "financial_year",
    /// #         "indicators": [{"id": "sign_ups", "unit": "person", "count": "started"}],
    /// #         "disclosure": {"minimum": 10, "round_to": 5}}"#),
    /// # ])?;
    /// let file = CaseFile::from_jsonl(&catalogue, r#"
    ///     {"id": "a", "person": 7, "kind": "started", "programme": "p", "on": "2021-05-01"}"#);
    /// let as_at = parse_date("2022-03-31").unwrap();
    /// let report = catalogue.compute("yearly", &Plain::Null, &file, as_at, OutcomeOptions::default())?;
    /// let release = report.release(Audience::Public, &[])?;
    /// assert_eq!(release.cells[0].state, CellState::Suppressed);
    /// assert!(release.audit(&[]).recovered.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn release(&self, audience: Audience, earlier: &[&Release]) -> Result<Release, ReleaseError> {
        let rule = self.catalogue.return_rule(&self.id);
        let indicators = rule.map_or_else(Vec::new, |rule| kinds(&self.catalogue, rule));
        let made = super::release::Made {
            return_id: &self.id,
            as_at: self.as_at,
            known_at: self.options.known_at,
            catalogue: self.catalogue.fingerprint(),
            disclosure: rule.and_then(|rule| rule.document.disclosure.as_ref()),
            indicators,
            cells: self.cells.to_vec(),
        };
        Release::of(made, audience, earlier)
    }
}

/// What a release says of each indicator.
fn kinds(catalogue: &Catalogue, rule: &ReturnRule) -> Vec<IndicatorKind> {
    let indicators = rule.document.indicators.iter().zip(&rule.indicators);
    indicators.map(|(indicator, own)| kind(catalogue, rule, indicator, own)).collect()
}

fn kind(catalogue: &Catalogue, rule: &ReturnRule, indicator: &Indicator, own: &IndicatorRule) -> IndicatorKind {
    let measure = match &own.form {
        IndicatorForm::Rate { .. } | IndicatorForm::Share { .. } => Measure::Rate,
        IndicatorForm::Sum(_) => Measure::Sum,
        IndicatorForm::Average { .. } => Measure::Average,
        IndicatorForm::Ratio { .. } => Measure::Ratio,
        IndicatorForm::Count(_) | IndicatorForm::Records(_) | IndicatorForm::Broken => Measure::Count,
    };
    let by = own.by.iter().filter_map(|(place, _)| rule.breakdowns.get(*place)).map(|of| of.name.clone()).collect();
    let mut kind = IndicatorKind::new(indicator.id.as_str(), measure, &indicator.unit, by);
    let defined = defined(catalogue, rule, indicator);
    kind.counts = format!("{} {defined}", indicator.id);
    kind.of = format!("{} of {defined}", indicator.id);
    match &own.form {
        IndicatorForm::Count(asked) if is_plain(indicator, own) && indicator.once_per.is_none() => {
            kind.counts = of_days(catalogue, rule, indicator, *asked);
        }
        // Whoever is left out, or not due yet, is not among those it is a share of.
        IndicatorForm::Rate { cohort, achieved }
            if is_plain(indicator, own)
                && indicator.due.is_none()
                && own.except.is_none()
                && leaves_nobody_out(catalogue, rule, *achieved) =>
        {
            kind.of = of_days(catalogue, rule, indicator, *cohort);
        }
        IndicatorForm::Share { .. } => {
            (kind.adds_up.groups, kind.adds_up.programmes, kind.adds_up.periods) =
                (Adding::Not, Adding::Not, Adding::Not);
        }
        IndicatorForm::Records(query) | IndicatorForm::Sum(query) => {
            // What belongs to no programme counts for each.
            kind.adds_up.programmes = if measure == Measure::Sum { Adding::Not } else { Adding::Overlapping };
            if matches!(rule.queries.get(*query), Some(Query::Records { key, .. }) if *key != Key::None) {
                (kind.adds_up.groups, kind.adds_up.periods) = (Adding::Overlapping, Adding::Overlapping);
            }
        }
        IndicatorForm::Ratio { of, to } => {
            let id = |place: usize| rule.document.indicators.get(place).map(|own| own.id.as_str().to_owned());
            kind.made_of = id(*of).zip(id(*to));
        }
        _ => {}
    }
    if indicator.once_per == Some(OncePer::Period) {
        kind.adds_up.periods = Adding::Overlapping;
    }
    kind
}

/// Whether an indicator counts all that have a day.
fn is_plain(indicator: &Indicator, own: &IndicatorRule) -> bool {
    own.exclude.is_none() && indicator.funding.is_none() && own.key.is_none()
}

/// Whether an outcome leaves nobody out, in any version of the return's programmes.
fn leaves_nobody_out(catalogue: &Catalogue, rule: &ReturnRule, asked: usize) -> bool {
    let Some(Asked::Outcome(id, _)) = rule.asked.get(asked) else { return true };
    let is_open = |outcome: &Outcome, form: &Form| {
        let is_made = matches!(form, Form::AnyOf(_) | Form::AllOf(_));
        outcome.id.as_str() != id || (!is_made && outcome.from.is_none() && outcome.exclude.is_none())
    };
    rule.programmes.iter().all(|programme| match &programme.own {
        Some(own) => own.iter().all(|own| {
            own.document.outcomes.iter().zip(&own.outcomes).all(|(outcome, rule)| is_open(outcome, &rule.form))
        }),
        None => catalogue.rules().versions(programme.index).iter().all(|version| {
            let outcomes = version.document.outcomes.iter().zip(&version.outcomes);
            outcomes.into_iter().all(|(outcome, rule)| is_open(outcome, &rule.form))
        }),
    })
}

/// What counts units by a day: the same text for the same number, in any indicator of any release.
fn of_days(catalogue: &Catalogue, rule: &ReturnRule, indicator: &Indicator, asked: usize) -> String {
    let day = match rule.asked.get(asked) {
        Some(Asked::Stage(stage)) => stage.as_str().to_owned(),
        Some(Asked::Outcome(id, at)) => format!("{id} {} {}", at.as_str(), outcomes(catalogue, rule)),
        None => String::new(),
    };
    let of = (&rule.document.programmes, rule.document.re_entry, rule.document.calendar);
    format!("{} {day} {}", indicator.unit.as_str(), hash(&canonical(&of)))
}

/// Everything that defines what an indicator counts.
fn defined(catalogue: &Catalogue, rule: &ReturnRule, indicator: &Indicator) -> String {
    let alone = Indicator { target: None, source: None, note: None, text: None, ..indicator.clone() };
    let asks = rule.asked.iter().any(|asked| matches!(asked, Asked::Outcome(..)));
    let outcomes = if asks { outcomes(catalogue, rule) } else { String::new() };
    let document = &rule.document;
    let of = (&alone, &document.programmes, document.re_entry, document.calendar, &document.evidence, &document.bases);
    hash(&format!("{}{}", canonical(&of), outcomes))
}

/// The definitions of all outcomes of a return's programmes, as some are made of others.
fn outcomes(catalogue: &Catalogue, rule: &ReturnRule) -> String {
    let versions = rule.programmes.iter().flat_map(|programme| catalogue.rules().versions(programme.index));
    let own = rule.document.outcomes.iter();
    let all: Vec<&Outcome> = own.chain(versions.flat_map(|version| &version.document.outcomes)).collect();
    hash(&canonical(&all))
}

/// A short text that tells definitions apart.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
