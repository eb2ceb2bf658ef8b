//! A number opened to its people, and how people flow to it.

use doorstep::Date;

use super::cell::CellKey;
use crate::outcomes::OutcomeResult;
use crate::words::{CellPart, printed};

/// How a person counts in a cell, and by what.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct Why {
    /// The person's id.
    pub person: String,
    /// The cell.
    pub cell: CellKey,
    /// The parts of it they are among; none if they are not in it.
    pub parts: Vec<CellPart>,
    /// Their enrolments in what the cell is about, in the order in which they began.
    pub enrolments: Vec<WhyEnrolment>,
    /// The ids of their records that the indicator counts, or may.
    pub records: Vec<String>,
}

/// One enrolment, as a cell sees it.
#[derive(Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display)]
pub struct WhyEnrolment {
    /// The programme.
    pub programme: String,
    /// Its first day.
    pub started_on: Option<String>,
    /// Its last day.
    pub ended_on: Option<String>,
    /// Why it ended.
    pub ended_because: Option<String>,
    /// Whether the indicator leaves it out; nothing if what would tell is not told.
    pub excluded: Option<bool>,
    /// The outcomes that the indicator asks for.
    pub outcomes: Vec<OutcomeResult>,
}

/// How many people came to each step of an indicator, over the whole time, and where the others left. It adds up:
///
/// - `referred` = `eligible` + `not_eligible` + `eligibility_unknown` = `started` + `not_started`
/// - `started` = `excluded` + `pending` + `due` + `not_counted`
/// - `due` = `known` + `undetermined`, and `known` = `achieved` + `not_achieved`
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
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

printed! {
    Why as person, cell, parts, records;
    WhyEnrolment as programme, started_on, ended_on, outcomes;
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

impl From<doorstep::Why> for Why {
    fn from(core: doorstep::Why) -> Self {
        Self {
            person: core.person,
            cell: core.cell.into(),
            parts: core.parts.into_iter().map(CellPart::from).collect(),
            enrolments: core.enrolments.into_iter().map(WhyEnrolment::from).collect(),
            records: core.records,
        }
    }
}

impl From<doorstep::WhyEnrolment> for WhyEnrolment {
    fn from(core: doorstep::WhyEnrolment) -> Self {
        Self {
            programme: core.programme,
            started_on: text(core.started_on),
            ended_on: text(core.ended_on),
            ended_because: core.ended_because,
            excluded: core.excluded,
            outcomes: core.outcomes.into_iter().map(OutcomeResult::from).collect(),
        }
    }
}

impl From<doorstep::Flow> for Flow {
    fn from(core: doorstep::Flow) -> Self {
        Self {
            indicator: core.indicator,
            referred: core.referred,
            eligible: core.eligible,
            not_eligible: core.not_eligible,
            eligibility_unknown: core.eligibility_unknown,
            overridden: core.overridden,
            not_started: core.not_started,
            started: core.started,
            excluded: core.excluded,
            pending: core.pending,
            not_counted: core.not_counted,
            due: core.due,
            undetermined: core.undetermined,
            known: core.known,
            achieved: core.achieved,
            not_achieved: core.not_achieved,
            erased: core.erased,
        }
    }
}
