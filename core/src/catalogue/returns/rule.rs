//! A return as it is computed: what is asked of each enrolment, and how each indicator counts it.

#![cfg_attr(not(feature = "returns"), expect(dead_code, reason = "returns are checked and not computed"))]

use std::collections::BTreeMap;

use super::super::outcomes::OutcomeRule;
use crate::condition::{Expression, FactIndex, ProgrammeIndex};
use crate::document::{At, Grade, Over, Programme, Return, Score, StageName};
use crate::value::Number;

/// A return whose parts fit together and fit the catalogue.
#[derive(Debug)]
pub(crate) struct ReturnRule {
    pub(crate) document: Return,
    /// Its programmes, in the document's order.
    pub(crate) programmes: Vec<ReturnProgramme>,
    /// What is asked of each enrolment: days that indicators count by.
    pub(crate) asked: Vec<Asked>,
    /// What is asked of records.
    pub(crate) queries: Vec<Query>,
    /// What is measured of each enrolment.
    pub(crate) measures: Vec<Measure>,
    /// What cells are broken down by, each once.
    pub(crate) breakdowns: Vec<GroupsOf>,
    pub(crate) indicators: Vec<IndicatorRule>,
    /// The grades that the funder gives to types of evidence.
    pub(crate) grades: BTreeMap<String, Grade>,
    /// For each programme the share that each of its fundings pays, where it says so.
    pub(crate) shares: Vec<BTreeMap<String, Option<Number>>>,
}

/// A programme as a return sees it.
#[derive(Debug)]
pub(crate) struct ReturnProgramme {
    pub(crate) id: String,
    pub(crate) index: ProgrammeIndex,
    /// For each version, its document and outcomes where the return brings its own, which stand before the programme's.
    pub(crate) own: Option<Vec<OwnVersion>>,
}

/// A version of a programme with a return's own outcomes.
#[derive(Debug)]
pub(crate) struct OwnVersion {
    pub(crate) document: Programme,
    pub(crate) outcomes: Vec<OutcomeRule>,
    pub(crate) order: Vec<usize>,
}

/// A day of an enrolment that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The day it reached a stage.
    Stage(StageName),
    /// One of the days of an outcome.
    Outcome(String, At),
}

/// Records that are counted, added up, or measured.
#[derive(Debug)]
pub(crate) enum Query {
    /// Records of a kind for which a condition holds, and what each comes to.
    Records {
        kind: String,
        counts: Option<Expression>,
        of: Option<Expression>,
        key: Key,
        /// Whether records that are about somebody or something else count too.
        has_others: bool,
    },
    /// What was claimed (or paid) for an outcome.
    Claims { outcome: String, paid: bool },
}

/// What tells counted records apart where each different value counts once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// Nothing: each record counts.
    None,
    /// Whom or what they are about.
    Subject,
    /// One of their attributes.
    Attribute(String),
}

/// What is measured of an enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// By how much a score changed.
    Change { scale: String, score: Score },
    /// Days from the start to a day that is asked for, by its place.
    DaysTo(usize),
}

/// Groups of people by a fact at their start.
#[derive(Debug)]
pub(crate) struct GroupsOf {
    pub(crate) fact: FactIndex,
    pub(crate) name: String,
    /// Its values in the vocabulary's order; those it is not told of come after.
    pub(crate) groups: Vec<String>,
    pub(crate) is_boolean: bool,
}

/// What an indicator counts, its parts by their places in the return.
#[derive(Debug)]
pub(crate) struct IndicatorRule {
    pub(crate) form: IndicatorForm,
    pub(crate) exclude: Option<Expression>,
    pub(crate) except: Option<Expression>,
    /// Breakdowns by their places, each over which time.
    pub(crate) by: Vec<(usize, Over)>,
    /// Of `distinct` values of a fact: the fact.
    pub(crate) key: Option<FactIndex>,
}

/// How an indicator counts.
#[derive(Debug)]
pub(crate) enum IndicatorForm {
    /// Whoever has a day, in the period of that day.
    Count(usize),
    /// Records, in the period of their day.
    Records(usize),
    /// Of those who have a day, those who have another.
    Rate { cohort: usize, achieved: usize },
    /// What records come to.
    Sum(usize),
    /// The mean or median of what is measured: of those who have a day, or of records.
    Average { of: Averaged, is_median: bool },
    /// One indicator for each of another.
    Ratio { of: usize, to: usize },
    /// Of a table of people those for whom a condition holds.
    Share { base: Expression, when: Expression, weight: Option<FactIndex> },
    /// None that could be understood, which has been reported.
    Broken,
}

/// Of what an average is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Averaged {
    /// Enrolments: of which cohort, and which measure.
    Enrolments { cohort: usize, measure: usize },
    /// Records.
    Records(usize),
}

/// The share that a funding pays, whole where it does not say.
pub(crate) fn share(number: Option<Number>) -> Number {
    number.unwrap_or(Number::from(1_i64))
}
