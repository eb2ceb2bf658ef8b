//! How people flow through an indicator: from referral to achievement, and where they leave.

use serde::Serialize;

use super::count::Counting;
use super::error::ReturnError;
use super::layout::Layout;
use super::report::Report;
use super::sink::{Extra, Place, Sink};
use super::tally::Part;
use crate::catalogue::IndicatorForm;
use crate::document::Status;
use crate::journey::by;

/// How many people came to each step of an indicator, over the whole time, and where the others left. It adds up:
///
/// - `referred` = `eligible` + `not_eligible` + `eligibility_unknown` = `started` + `not_started`
/// - `started` = `excluded` + `pending` + `due` + `not_counted`
/// - `due` = `known` + `undetermined`, and `known` = `achieved` + `not_achieved`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Flow {
    /// The indicator's id.
    pub indicator: String,
    /// Who was referred, or is enrolled.
    pub referred: u64,
    /// Who the rules cover, by what is told as it was on the first day.
    pub eligible: u64,
    /// Who they do not cover.
    pub not_eligible: u64,
    /// Of whom that is not known.
    pub eligibility_unknown: u64,
    /// Who was accepted although the rules do not cover them, or it is not known: a worker decided.
    pub overridden: u64,
    /// Who has not started.
    pub not_started: u64,
    /// Who started.
    pub started: u64,
    /// Who the indicator leaves out.
    pub excluded: u64,
    /// Who is not due yet.
    pub pending: u64,
    /// Who started and is not of its cohort.
    pub not_counted: u64,
    /// Who is due.
    pub due: u64,
    /// Of whom it is not told whether they achieved.
    pub undetermined: u64,
    /// Of whom it is told.
    pub known: u64,
    /// Who achieved it.
    pub achieved: u64,
    /// Who did not.
    pub not_achieved: u64,
    /// Who was erased: they are in none of these.
    pub erased: u64,
}

/// The marks of one person for one indicator, over all programmes.
struct Marks {
    indicator: usize,
    scope: usize,
    found: Vec<Part>,
}

impl Sink for Marks {
    fn mark(&mut self, at: &Place<'_>, part: Part, _: Extra<'_>) {
        if at.indicator == self.indicator && at.scope == self.scope {
            self.found.push(part);
        }
    }

    fn seen(&mut self, _: i32) {}
}

impl Report {
    /// How people flow through an indicator that counts people by stages or outcomes, over all its programmes.
    ///
    /// # Errors
    /// [`ReturnError`] if there is no such indicator, or the report was put together from partial states.
    pub fn flow(&self, indicator: &str) -> Result<Flow, ReturnError> {
        let rule = self.rule()?;
        let ids = || rule.document.indicators.iter().map(|own| own.id.as_str());
        let place = ids().position(|id| id == indicator);
        let place = place.ok_or_else(|| ReturnError::unknown_indicator(indicator, ids()))?;
        let is_count = !matches!(rule.indicators.get(place).map(|own| &own.form), Some(IndicatorForm::Rate { .. }));
        let asking = self.asking(rule);
        let layout = Layout::of(&self.catalogue, rule, self.as_at);
        let counting = Counting { rule, layout: &layout };
        let scope = layout.total().unwrap_or(0);
        let mut flow = Flow { indicator: indicator.to_owned(), erased: self.accounts.erased, ..Flow::default() };
        for someone in self.source()?.all() {
            let life = asking.life(&someone.file, &someone.facts);
            let Some(first) = life.stays.first() else { continue };
            let standing = someone.file.standing(self.options.known_at);
            let programme = rule.programmes.get(first.programme).map_or("", |programme| programme.id.as_str());
            let screened = self.catalogue.screen_with(&someone.facts, standing.events(), first.began).ok();
            let decision = screened.as_ref().and_then(|screening| screening.decision(programme));
            let events = by(&standing, programme, self.as_at);
            let add = |count: &mut u64| *count = count.saturating_add(1);
            add(&mut flow.referred);
            let status = decision.map(|decision| decision.status());
            match status {
                Some(Status::Eligible) => add(&mut flow.eligible),
                Some(Status::NotEligible) => add(&mut flow.not_eligible),
                _ => add(&mut flow.eligibility_unknown),
            }
            let has_started = life.stays.iter().any(|stay| stay.has_started);
            let is_accepted = crate::journey::decided(&events).iter().any(|decided| decided.decision == "accepted");
            if status != Some(Status::Eligible) && is_accepted {
                add(&mut flow.overridden);
            }
            if !has_started {
                add(&mut flow.not_started);
                continue;
            }
            add(&mut flow.started);
            let mut marks = Marks { indicator: place, scope, found: Vec::new() };
            counting.person(&life, &mut marks);
            let has = |part: Part| marks.found.contains(&part);
            let may = [Part::Maybe, Part::MayYes, Part::MayNo, Part::MayMaybe].into_iter().any(has);
            if has(Part::Yes) {
                add(&mut flow.due);
                add(&mut flow.known);
                add(&mut flow.achieved);
            } else if may {
                add(&mut flow.due);
                add(&mut flow.undetermined);
            } else if has(Part::No) {
                add(&mut flow.due);
                add(&mut flow.known);
                add(&mut flow.not_achieved);
            } else if has(Part::Pending) {
                add(&mut flow.pending);
            } else if has(Part::Excluded) {
                add(&mut flow.excluded);
            } else if is_count {
                // Who does not count has not achieved what is counted.
                add(&mut flow.due);
                add(&mut flow.known);
                add(&mut flow.not_achieved);
            } else {
                add(&mut flow.not_counted);
            }
        }
        Ok(flow)
    }
}
