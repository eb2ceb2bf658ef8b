//! The programmes of a catalogue, their conditions checked and put in order.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use indexmap::IndexMap;

use super::checking::Checking;
use super::epochs::{Epoch, Epochs};
use super::lexicon::{Fast, Lexicon, report};
use super::order::in_order;
use super::outcomes::OutcomeRule;
use crate::analysis::Shape;
use crate::condition::{CriterionIndex, Expression, Names, Place, ProgrammeIndex};
use crate::diagnostic::{Code, Diagnostics, quoted};
use crate::document::{Formula, Period, Programme};
use crate::sort;
use crate::tree::Source;
use crate::value::Date;

/// All programmes by id, and all their criteria.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    pub(crate) programmes: IndexMap<String, Vec<Version>, Fast>,
    pub(crate) criteria: Vec<Rule>,
    /// Criteria, each after those it asks about.
    pub(crate) order: Vec<CriterionIndex>,
    /// For each programme, the criteria of an id, by the place of their version.
    by_id: Vec<HashMap<String, Vec<(usize, CriterionIndex)>>>,
    epochs: Epochs,
}

/// One version of a programme.
#[derive(Debug)]
pub(crate) struct Version {
    pub(crate) document: Programme,
    source: Source,
    /// Its criteria, in the document's order.
    pub(crate) criteria: Vec<CriterionIndex>,
    pub(crate) continuing: Vec<Expression>,
    pub(crate) target_groups: Vec<Expression>,
    pub(crate) advice: Vec<Expression>,
    /// What meets each action of its plan, in the plan's order.
    #[cfg_attr(not(feature = "case-files"), expect(dead_code, reason = "plans are followed in case files"))]
    pub(crate) meetings: Vec<Meeting>,
    /// Its outcomes, in the document's order.
    #[cfg_attr(not(feature = "case-files"), expect(dead_code, reason = "outcomes are judged on case files"))]
    pub(crate) outcomes: Vec<OutcomeRule>,
    /// An order of them in which each comes after those it is made of.
    #[cfg_attr(not(feature = "case-files"), expect(dead_code, reason = "outcomes are judged on case files"))]
    pub(crate) outcome_order: Vec<usize>,
    /// How its criteria are made, if they ask each fact once; worked out when that is first asked.
    pub(crate) shapes: OnceLock<Option<Vec<Shape>>>,
}

/// What meets an action, as it is evaluated.
#[derive(Debug, Default)]
pub(crate) struct Meeting {
    /// Which records count; without it all do.
    pub(crate) counts: Option<Expression>,
    /// How much or how many it takes.
    pub(crate) at_least: Option<Expression>,
}

/// A criterion that can be evaluated.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) programme: ProgrammeIndex,
    pub(crate) id: String,
    pub(crate) when: Expression,
}

impl Rules {
    pub(crate) fn versions(&self, programme: ProgrammeIndex) -> &[Version] {
        self.programmes.get_index(programme).map_or(&[], |(_, versions)| versions)
    }

    /// The version in force on a day.
    pub(crate) fn in_force(&self, programme: ProgrammeIndex, day: Date) -> Option<&Version> {
        self.versions(programme).iter().find(|version| version.document.in_force.contains(day))
    }

    /// The version in force on a day, else the one whose time is nearest to it; of two as near, the earlier.
    #[cfg(feature = "case-files")]
    pub(crate) fn nearest(&self, programme: ProgrammeIndex, day: Date) -> Option<&Version> {
        self.versions(programme).get(self.nearest_place(programme, day)?)
    }

    /// The same, by its place among the programme's versions.
    #[cfg(feature = "case-files")]
    pub(crate) fn nearest_place(&self, programme: ProgrammeIndex, day: Date) -> Option<usize> {
        let days_off = |(_, version): &(usize, &Version)| {
            let Period { from, to, .. } = &version.document.in_force;
            let before = from.map_or(0, |from| crate::value::days_between(day, from));
            let after = to.map_or(0, |to| crate::value::days_between(to, day));
            before.max(after).max(0)
        };
        self.versions(programme).iter().enumerate().min_by_key(days_off).map(|(place, _)| place)
    }

    /// The epoch that a day is in; `None` while the rules are being put together.
    pub(crate) fn epoch(&self, day: Date) -> Option<&Epoch> {
        self.epochs.on(day, self)
    }

    /// The criteria that an expression asks about on a day.
    pub(crate) fn asked_about(&self, when: &Expression, day: Date) -> Vec<CriterionIndex> {
        let mut asked = Vec::new();
        when.walk(&mut |part| match part {
            Expression::Criterion(programme, id) => asked.extend(self.published(*programme, id, day)),
            Expression::Eligible(programme) => {
                asked.extend(self.in_force(*programme, day).into_iter().flat_map(|version| &version.criteria));
            }
            _ => {}
        });
        asked
    }

    /// The criteria of an id in all versions of a programme, with the places of the versions.
    fn having(&self, programme: ProgrammeIndex, id: &str) -> &[(usize, CriterionIndex)] {
        self.by_id.get(programme).and_then(|ids| ids.get(id)).map_or(&[], Vec::as_slice)
    }

    /// The criterion of an id as it was published on a day: of the version in force, else of the last that was, else
    /// of the next.
    pub(crate) fn published(&self, programme: ProgrammeIndex, id: &str, day: Date) -> Option<CriterionIndex> {
        let having = self.having(programme, id);
        let versions = self.versions(programme);
        let period = |place: usize| versions.get(place).map(|version| &version.document.in_force);
        let on = |test: &dyn Fn(&Period) -> bool| {
            having.iter().rev().find(|(place, _)| period(*place).is_some_and(test)).map(|(_, index)| *index)
        };
        on(&|period| period.contains(day))
            .or_else(|| on(&|period| period.from.is_none_or(|from| from <= day)))
            .or_else(|| having.first().map(|(_, index)| *index))
    }
}

impl Rules {
    /// The criteria of an id, or all, in any version of a programme.
    pub(crate) fn in_any_version(&self, programme: ProgrammeIndex, id: Option<&str>) -> Vec<CriterionIndex> {
        let criteria = self.versions(programme).iter().flat_map(|version| version.criteria.iter().copied());
        let of_id = |index: &CriterionIndex| {
            id.is_none_or(|id| self.criteria.get(*index).is_some_and(|criterion| criterion.id == id))
        };
        criteria.filter(of_id).collect()
    }
}

/// Checks programmes against the lexicon's names and each other.
pub(super) fn build(
    documents: Vec<(Source, Programme)>,
    lexicon: &Lexicon,
    names: &mut Names,
    diagnostics: &mut Diagnostics,
) -> Rules {
    let mut by_id: BTreeMap<String, Vec<(Source, Programme)>> = BTreeMap::new();
    for (source, document) in documents {
        by_id.entry(document.programme.as_str().to_owned()).or_default().push((source, document));
    }
    for (id, versions) in &mut by_id {
        sort::by_key(versions, |(_, document)| document.in_force.from);
        let ids = versions.iter().flat_map(|(_, document)| document.eligibility.iter().flatten());
        names.programmes.insert(id.clone(), sort::gather(ids.map(|criterion| criterion.id.as_str().to_owned())));
        report_overlaps(versions, diagnostics);
    }
    let mut rules = Rules::default();
    for (programme, (id, versions)) in by_id.into_iter().enumerate() {
        let mut built = Vec::with_capacity(versions.len());
        let mut by_id: HashMap<String, Vec<(usize, CriterionIndex)>> = HashMap::new();
        for (source, document) in versions {
            let mut checking = Checking { source: &source, names, lexicon, diagnostics };
            checking.document(&document);
            let meetings = checking.plan(&document);
            let (outcomes, outcome_order) = checking.outcomes(&document);
            let mut criteria = Vec::new();
            for criterion in document.eligibility.iter().flatten() {
                let when = checking.condition(&criterion.when, Place::Eligibility);
                let index = rules.criteria.len();
                let id = criterion.id.as_str().to_owned();
                by_id.entry(id.clone()).or_default().push((built.len(), index));
                criteria.push(index);
                rules.criteria.push(Rule { programme, id, when });
            }
            let continuing =
                document.continuing.iter().map(|again| checking.condition(&again.when, Place::Eligibility)).collect();
            let target_groups = document
                .target_groups
                .iter()
                .map(|group| checking.condition(&group.when, Place::TargetGroup))
                .collect();
            let advice =
                document.advice.iter().map(|advice| checking.condition(&advice.when, Place::Eligibility)).collect();
            built.push(Version {
                document,
                source,
                criteria,
                continuing,
                target_groups,
                advice,
                meetings,
                outcomes,
                outcome_order,
                shapes: OnceLock::new(),
            });
        }
        rules.programmes.insert(id, built);
        rules.by_id.push(by_id);
    }
    put_in_order(&mut rules, diagnostics);
    rules.epochs = Epochs::new(&rules);
    report_dates_that_never_meet(&rules, diagnostics);
    super::fairness::report_missing_basis(&rules, lexicon, diagnostics);
    rules
}

fn report_overlaps(versions: &[(Source, Programme)], diagnostics: &mut Diagnostics) {
    for (at, (source, document)) in versions.iter().enumerate() {
        for (other_source, other) in versions.iter().take(at) {
            if document.in_force.meets(&other.in_force) {
                let id = &document.programme;
                let message = format!(
                    "this version of `{id}` is in force at the same time as the one in {}",
                    other_source.name()
                );
                let help = "end one with `in_force: {to: …}` on the day before the other begins";
                diagnostics.report(Code::OverlappingVersions, source, id.span, message, help);
            }
        }
    }
}

/// What a condition asks about other programmes: all of one, or one of its criteria.
pub(crate) fn asked_about(when: &Expression) -> Vec<(ProgrammeIndex, Option<String>)> {
    let mut asked = Vec::new();
    when.walk(&mut |part| match part {
        Expression::Criterion(programme, id) => asked.push((*programme, Some(id.clone()))),
        Expression::Eligible(programme) => asked.push((*programme, None)),
        _ => {}
    });
    asked
}

/// Orders criteria so that each comes after those it asks about; circles are reported.
fn put_in_order(rules: &mut Rules, diagnostics: &mut Diagnostics) {
    let criteria = rules.criteria.len();
    // Programmes stand behind the criteria, so that `eligible` is one dependency, not one a criterion.
    let mut dependencies: Vec<Vec<usize>> = Vec::with_capacity(criteria.saturating_add(rules.programmes.len()));
    for rule in &rules.criteria {
        let mut needs = Vec::new();
        for (programme, id) in asked_about(&rule.when) {
            match id {
                None => needs.push(criteria.saturating_add(programme)),
                Some(id) => needs.extend(rules.having(programme, &id).iter().map(|(_, index)| *index)),
            }
        }
        dependencies.push(needs);
    }
    for versions in rules.programmes.values() {
        dependencies.push(versions.iter().flat_map(|version| version.criteria.iter().copied()).collect());
    }
    match in_order(&dependencies) {
        Ok(order) => rules.order = order.into_iter().filter(|at| *at < criteria).collect(),
        Err(circles) => {
            for circle in circles {
                report_circle(rules, &circle, diagnostics);
            }
        }
    }
}

fn report_circle(rules: &Rules, circle: &[usize], diagnostics: &mut Diagnostics) {
    let members: Vec<&Rule> = circle.iter().filter_map(|at| rules.criteria.get(*at)).collect();
    let Some(first) = members.first() else { return };
    let named: Vec<String> = members
        .iter()
        .filter_map(|rule| rules.programmes.get_index(rule.programme).map(|(id, _)| format!("{id}.{}", rule.id)))
        .collect();
    let version = rules.versions(first.programme).iter();
    let criterion = version
        .flat_map(|version| version.document.eligibility.iter().flatten())
        .find(|criterion| criterion.id.as_str() == first.id);
    if let Some(criterion) = criterion {
        let names = quoted(named.iter().map(String::as_str));
        let message = match members.len() {
            1 => format!("{names} asks about itself"),
            _ => format!("{names} ask about each other in a circle"),
        };
        report(Code::DependencyCycle, &criterion.when, message, "let one of them state its own condition", diagnostics);
    }
}

fn report_dates_that_never_meet(rules: &Rules, diagnostics: &mut Diagnostics) {
    for version in rules.programmes.values().flatten() {
        let own: &Period = &version.document.in_force;
        for (formula, expression) in version.conditions(rules) {
            for (programme, _) in asked_about(expression) {
                let others = rules.versions(programme);
                if !others.is_empty() && !others.iter().any(|other| other.document.in_force.meets(own)) {
                    let id = rules.programmes.get_index(programme).map_or("", |(id, _)| id.as_str());
                    let message = format!("`{id}` is never in force while these rules are");
                    let help =
                        "check the dates of both; `eligible` is false there, and `criterion` asks the nearest version";
                    report(Code::DatesNeverMeet, formula, message, help, diagnostics);
                }
            }
        }
    }
}

impl Version {
    /// The document's text and name, for diagnostics.
    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// Its conditions as written and as checked: criteria, what is asked again, target groups and advice, in this order.
    pub(crate) fn conditions<'a>(&'a self, rules: &'a Rules) -> impl Iterator<Item = (&'a Formula, &'a Expression)> {
        let document = &self.document;
        let criteria = self.criteria.iter().filter_map(|index| rules.criteria.get(*index)).map(|rule| &rule.when);
        let criteria = document.eligibility.iter().flatten().map(|criterion| &criterion.when).zip(criteria);
        let continuing = document.continuing.iter().map(|criterion| &criterion.when).zip(&self.continuing);
        let groups = document.target_groups.iter().map(|group| &group.when).zip(&self.target_groups);
        let advice = document.advice.iter().map(|advice| &advice.when).zip(&self.advice);
        criteria.chain(continuing).chain(groups).chain(advice)
    }
}
