//! The programmes of a catalogue, their conditions checked and put in order.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use indexmap::IndexMap;

use super::epochs::{Epoch, Epochs};
use super::lexicon::{Fast, Lexicon, report};
use super::order::in_order;
use super::report_all;
use crate::condition::{self, CriterionIndex, Expression, Names, Place, ProgrammeIndex, Scope, Type};
use crate::diagnostic::{Code, Diagnostics, help_for_name, quoted};
use crate::document::{Formula, Id, Period, Programme};
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
    /// Whether its criteria, together, ask each fact once; worked out when it is first needed.
    pub(crate) asks_once: OnceLock<bool>,
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
                asks_once: OnceLock::new(),
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

/// Checks one document's own parts.
struct Checking<'a> {
    source: &'a Source,
    names: &'a Names,
    lexicon: &'a Lexicon,
    diagnostics: &'a mut Diagnostics,
}

impl Checking<'_> {
    fn condition(&mut self, formula: &Formula, place: Place) -> Expression {
        let scope = Scope { names: self.names, place, own: None };
        match condition::condition(&formula.syntax, &scope) {
            Ok(expression) => expression,
            Err(problems) => {
                report_all(problems, formula, self.diagnostics);
                Expression::Constant(crate::condition::Value::UNDECIDED)
            }
        }
    }

    fn document(&mut self, document: &Programme) {
        if document.eligibility.is_none() {
            let message = format!("`{}` does not say who is eligible, so everyone is", document.programme);
            let help = "write `eligibility: []` if that is meant";
            self.diagnostics.report(Code::NoEligibility, self.source, document.programme.span, message, help);
        }
        self.unique("criterion", document.eligibility.iter().flatten().map(|criterion| &criterion.id));
        self.unique("criterion", document.continuing.iter().map(|criterion| &criterion.id));
        self.unique("target group", document.target_groups.iter().map(|group| &group.id));
        self.unique("outcome", document.outcomes.iter().map(|outcome| &outcome.id));
        self.unique("funding", document.funding.iter().map(|funding| &funding.id));
        self.plan(document);
        for outcome in &document.outcomes {
            self.outcome(outcome);
            self.outcome_names(outcome, document);
        }
        let fundings: Vec<&str> = document.funding.iter().map(|funding| funding.id.as_str()).collect();
        for funding in &document.funding {
            self.among(funding.matches.as_ref(), &fundings, "funding");
        }
        self.name(document);
    }

    fn unique<'i>(&mut self, what: &str, ids: impl Iterator<Item = &'i Id>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.as_str()) {
                let message = format!("there are two items with the id `{id}`");
                let help = format!("give each {what} an id of its own");
                self.diagnostics.report(Code::DuplicateId, self.source, id.span, message, help);
            }
        }
    }

    fn plan(&mut self, document: &Programme) {
        let Some(plan) = &document.plan else { return };
        self.unique("action", plan.actions.iter().map(|action| &action.id));
        let actions: Vec<&str> = plan.actions.iter().map(|action| action.id.as_str()).collect();
        self.report_waiting_circles(plan);
        for action in &plan.actions {
            for earlier in &action.after {
                self.among(Some(earlier), &actions, "action");
            }
            if let Some(met_by) = &action.met_by {
                let own = self.record(Some(&met_by.record));
                if let Some(counts) = met_by.r#where.as_ref().filter(|_| own.is_some()) {
                    self.condition_about(counts, own.as_ref(), Place::Record);
                }
                if let Some(at_least) = met_by.at_least.as_ref().filter(|_| own.is_some()) {
                    self.about_record(at_least, own.as_ref(), Place::Record);
                }
            }
        }
    }

    /// Actions that wait for each other would never be ready.
    fn report_waiting_circles(&mut self, plan: &crate::document::Plan) {
        let place = |id: &Id| plan.actions.iter().position(|action| action.id == *id);
        let after = plan.actions.iter().map(|action| action.after.iter().filter_map(place).collect());
        let dependencies: Vec<Vec<usize>> = after.collect();
        for circle in in_order(&dependencies).err().into_iter().flatten() {
            let members: Vec<_> = circle.iter().filter_map(|at| plan.actions.get(*at)).collect();
            if let Some(first) = members.first() {
                let names = quoted(members.iter().map(|action| action.id.as_str()));
                let message = format!("{names} come after each other in a circle");
                let help = "let one of them come first";
                self.diagnostics.report(Code::DependencyCycle, self.source, first.id.span, message, help);
            }
        }
    }

    /// What an outcome names of its own document.
    fn outcome_names(&mut self, outcome: &crate::document::Outcome, document: &Programme) {
        let fundings: Vec<&str> = document.funding.iter().map(|funding| funding.id.as_str()).collect();
        let outcomes: Vec<&str> = document.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        let actions = document.plan.iter().flat_map(|plan| &plan.actions);
        let actions: Vec<&str> = actions.map(|action| action.id.as_str()).collect();
        self.among(outcome.claim.as_ref().map(|claim| &claim.funding), &fundings, "funding");
        self.among(outcome.action.as_ref(), &actions, "action");
        for other in outcome.any_of.iter().chain(&outcome.all_of) {
            self.among(Some(other), &outcomes, "outcome");
        }
        let records = self.lexicon.records.keys();
        self.known(outcome.known_by.as_ref().map(|known_by| &known_by.record), records.clone(), "record kind");
        let during = outcome.lasting.as_ref().and_then(|lasting| lasting.r#while.as_ref());
        self.known(during, records, "record kind");
    }

    /// An id that must be one of the document's own.
    fn among(&mut self, id: Option<&Id>, known: &[&str], what: &str) {
        let Some(id) = id.filter(|id| !known.contains(&id.as_str())) else { return };
        if self.names.broken.contains(id.as_str()) {
            return;
        }
        let message = format!("the document has no {what} `{id}`");
        let help = help_for_name(id.as_str(), known.iter().copied(), &format!("{what}s"));
        self.diagnostics.report(Code::NotInDocument, self.source, id.span, message, help);
    }

    fn outcome(&mut self, outcome: &crate::document::Outcome) {
        let own = self.record(outcome.record.as_ref());
        // Of a record kind that is not declared nothing is known, and that has been reported.
        let is_known = outcome.record.is_none() || own.is_some();
        if let Some(counts) = outcome.r#where.as_ref().filter(|_| is_known) {
            self.condition_about(counts, own.as_ref(), Place::Record);
        }
        for formula in [&outcome.sum, &outcome.at_least].into_iter().flatten().filter(|_| is_known) {
            self.about_record(formula, own.as_ref(), Place::Record);
        }
        if let Some(from) = &outcome.from {
            self.condition(from, Place::Eligibility);
        }
        if let Some(exclude) = &outcome.exclude {
            let own = [("started_on", Type::Date), ("ended_on", Type::Date), ("ended_because", Type::Text)];
            let own = sort::gather(own.into_iter().map(|(name, of)| (name.to_owned(), of)));
            self.condition_about(exclude, Some(&own), Place::Exclude);
        }
        let facts = self.lexicon.facts.keys();
        self.known(outcome.fact.as_ref(), facts, "fact");
        let scales = self.lexicon.scales.keys();
        self.known(outcome.scale.as_ref(), scales, "scale");
    }

    fn known<'k>(&mut self, id: Option<&Id>, known: impl Iterator<Item = &'k String> + Clone, what: &str) {
        let Some(id) = id else { return };
        let known: Vec<&str> = known.map(String::as_str).collect();
        if self.names.facts_incomplete || self.names.broken.contains(id.as_str()) || known.contains(&id.as_str()) {
            return;
        }
        let message = format!("no vocabulary declares the {what} `{id}`");
        let help = help_for_name(id.as_str(), known, &format!("{what}s"));
        self.diagnostics.report(Code::NotInVocabulary, self.source, id.span, message, help);
    }

    /// The attributes of a record kind; a kind that is not declared is reported.
    fn record(&mut self, kind: Option<&Id>) -> Option<BTreeMap<String, Type>> {
        let kind = kind?;
        let records = self.lexicon.records.keys();
        self.known(Some(kind), records, "record kind");
        self.names.records.get(kind.as_str()).map(|attributes| (**attributes).clone())
    }

    /// A condition about a record or an enrolment.
    fn condition_about(&mut self, formula: &Formula, own: Option<&BTreeMap<String, Type>>, place: Place) {
        let scope = Scope { names: self.names, place, own };
        if let Err(problems) = condition::condition(&formula.syntax, &scope) {
            report_all(problems, formula, self.diagnostics);
        }
    }

    /// An expression about a record; any type will do, since sums are numbers.
    fn about_record(&mut self, formula: &Formula, own: Option<&BTreeMap<String, Type>>, place: Place) {
        let scope = Scope { names: self.names, place, own };
        if let Err(problems) = condition::expression(&formula.syntax, &scope) {
            report_all(problems, formula, self.diagnostics);
        }
    }

    /// A document is best named after its programme: `kickstart.yaml`, or `kickstart_2020.yaml` for a version.
    fn name(&mut self, document: &Programme) {
        let name = self.source.name();
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = file.split('.').next().unwrap_or(file);
        let id = document.programme.as_str();
        let fits = stem.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-']));
        if !fits {
            let message = format!("the document `{file}` declares the programme `{id}`");
            let help = format!("name it `{id}`, or `{id}_2022` for one of several versions, so that it is found");
            self.diagnostics.report(Code::NameIsNotId, self.source, document.programme.span, message, help);
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
