//! Which returns columns alone can compute for most people, and what they ask of each row.

use crate::catalogue::{Asked, Averaged, Catalogue, Form, IndicatorForm, Measure, OutcomeRule, ReturnRule};
use crate::columns::cases::codes::OTHER;
use crate::columns::cases::rules::Rules;
use crate::document::{At, Score, StageName, Until};
use crate::returns::{DayOf, Side};
use crate::value::Date;

/// What an indicator's conditions leave out, as rules that are judged as outcomes' are.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    /// For each indicator, what excludes and what excepts.
    rules: Vec<[Option<OutcomeRule>; 2]>,
}

impl Conditions {
    pub(super) fn of(rule: &ReturnRule) -> Self {
        let by = |exclude: Option<&crate::condition::Expression>| {
            exclude.map(|exclude| OutcomeRule { form: Form::Broken, from: None, exclude: Some(exclude.clone()) })
        };
        let rules = rule.indicators.iter().map(|own| [by(own.exclude.as_ref()), by(own.except.as_ref())]);
        Self { rules: rules.collect() }
    }
}

/// What a return asks, as far as columns alone can judge it.
pub(super) struct FastRules<'c> {
    pub(super) rules: Rules<'c>,
    /// The outcomes that are asked for, each once.
    pub(super) outcomes: Vec<String>,
    /// For each day that is asked for, where it stands.
    pub(super) days: Vec<DayOf>,
    /// For each measure, its place among the scales that are asked for.
    pub(super) measures: Vec<Option<usize>>,
    /// Who is left out, by places among the rules', and of which indicator and how each is.
    pub(super) asks: Vec<usize>,
    pub(super) left_out: Vec<(usize, Side)>,
    /// For each programme of the catalogue its place in the return.
    pub(super) places: Vec<Option<usize>>,
    /// For each indicator that asks for a funding, of each programme the days on which that pays.
    pub(super) fundings: Vec<Option<Vec<Vec<Paying>>>>,
}

/// The first and last day on which a funding pays, in a version of a programme.
pub(super) type Paying = Option<(Option<Date>, Option<Date>)>;

impl<'c> FastRules<'c> {
    /// What is asked; `None` if it is more than columns alone can judge of anybody.
    pub(super) fn of(catalogue: &'c Catalogue, rule: &'c ReturnRule, conditions: &'c Conditions) -> Option<Self> {
        let mut outcomes: Vec<String> = Vec::new();
        let days = rule.asked.iter().map(|asked| match asked {
            Asked::Stage(StageName::Started) => Some(DayOf::Started),
            Asked::Stage(StageName::Ended) => Some(DayOf::Ended),
            Asked::Outcome(id, At::Achieved) => Some(DayOf::Outcome({
                let known = outcomes.iter().position(|known| known == id);
                known.unwrap_or_else(|| {
                    outcomes.push(id.clone());
                    outcomes.len().saturating_sub(1)
                })
            })),
            _ => None,
        });
        let days = days.collect::<Option<Vec<_>>>()?;
        let is_fast = |form: &IndicatorForm| {
            !matches!(
                form,
                IndicatorForm::Records(_)
                    | IndicatorForm::Sum(_)
                    | IndicatorForm::Share { .. }
                    | IndicatorForm::Average { of: Averaged::Records(_), .. }
            )
        };
        if !rule.indicators.iter().all(|own| is_fast(&own.form) && own.key.is_none()) {
            return None;
        }
        let programmes = &catalogue.rules().programmes;
        let places = (0..programmes.len()).map(|index| rule.programmes.iter().position(|own| own.index == index));
        let places: Vec<Option<usize>> = places.collect();
        let (mut measures, mut asks, mut left_out, mut is_beyond) = (Vec::new(), Vec::new(), Vec::new(), false);
        let mut rules = Rules::of(catalogue, |rules| {
            for ((number, (id, versions)), place) in (0..OTHER).zip(programmes).zip(&places) {
                let programme = place.and_then(|place| rule.programmes.get(place));
                match programme.map(|programme| programme.own.as_ref()) {
                    // Of other programmes nothing is asked.
                    None => {
                        let versions = versions.iter().map(|version| (&version.document, &[][..]));
                        rules.programme(catalogue, (id, number), versions, &[]);
                    }
                    Some(Some(own)) => {
                        let versions = own.iter().map(|own| (&own.document, own.outcomes.as_slice()));
                        rules.programme(catalogue, (id, number), versions, &outcomes);
                    }
                    Some(None) => {
                        let versions = versions.iter().map(|version| (&version.document, version.outcomes.as_slice()));
                        rules.programme(catalogue, (id, number), versions, &outcomes);
                    }
                }
            }
            for measure in &rule.measures {
                measures.push(match measure {
                    Measure::DaysTo(_) => None,
                    Measure::Change { scale, score: Score::Raw } if rules.scale(catalogue, scale).is_some() => {
                        rules.scales.len().checked_sub(1)
                    }
                    Measure::Change { .. } => {
                        is_beyond = true;
                        None
                    }
                });
            }
            for (indicator, sides) in conditions.rules.iter().enumerate() {
                for (side, condition) in [Side::Excluded, Side::Excepted].into_iter().zip(sides) {
                    let Some(condition) = condition else { continue };
                    match rules.leaves_out(catalogue, condition) {
                        Some(who) => {
                            asks.push(who);
                            left_out.push((indicator, side));
                        }
                        None => is_beyond = true,
                    }
                }
            }
            if !rule.breakdowns.is_empty() {
                rules.without_told();
            }
        });
        rules.look_at_all(catalogue);
        rules.only_whether = only_whether(rule, &days, outcomes.len());
        let fundings = rule.document.indicators.iter().map(|indicator| {
            let funding = indicator.funding.as_ref()?;
            let paying = rule.programmes.iter().map(|programme| {
                let versions = catalogue.rules().versions(programme.index).iter();
                versions
                    .map(|version| {
                        let own = version.document.funding.iter().find(|own| own.id == *funding);
                        own.map(|own| (own.from, own.to))
                    })
                    .collect()
            });
            Some(paying.collect())
        });
        let fundings = fundings.collect();
        let own = Self { rules, outcomes, days, measures, asks, left_out, places, fundings };
        (!is_beyond).then_some(own)
    }
}

/// Of which outcomes a return asks whether they were achieved by the day judged, and not when.
fn only_whether(rule: &ReturnRule, days: &[DayOf], outcomes: usize) -> Vec<bool> {
    let mut only = vec![true; outcomes];
    let mut asks_when = |asked: usize| {
        if let Some(DayOf::Outcome(outcome)) = days.get(asked) {
            only.get_mut(*outcome).into_iter().for_each(|only| *only = false);
        }
    };
    for (indicator, own) in rule.document.indicators.iter().zip(&rule.indicators) {
        match &own.form {
            IndicatorForm::Count(asked) => asks_when(*asked),
            IndicatorForm::Rate { cohort, achieved } => {
                asks_when(*cohort);
                if indicator.due.is_some() || indicator.until == Some(Until::PeriodEnd) {
                    asks_when(*achieved);
                }
            }
            IndicatorForm::Average { of: Averaged::Enrolments { cohort, .. }, .. } => asks_when(*cohort),
            _ => {}
        }
    }
    for measure in &rule.measures {
        if let Measure::DaysTo(asked) = measure {
            asks_when(*asked);
        }
    }
    only
}
