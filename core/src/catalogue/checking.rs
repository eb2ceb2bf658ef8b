//! Checks of one programme document: its conditions, and the names its parts call each other by.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Lexicon;
use super::order::in_order;
use super::report_all;
use super::rules::Meeting;
use crate::condition::{self, Expression, Names, Place, Scope, Type};
use crate::diagnostic::{Code, Diagnostics, help_for_name, quoted};
use crate::document::{Formula, Id, Programme};
use crate::tree::Source;

/// Checks one document's own parts.
pub(super) struct Checking<'a> {
    pub(super) source: &'a Source,
    pub(super) names: &'a Names,
    pub(super) lexicon: &'a Lexicon,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Checking<'_> {
    pub(super) fn condition(&mut self, formula: &Formula, place: Place) -> Expression {
        let scope = Scope { names: self.names, place, own: None };
        match condition::condition(&formula.syntax, &scope) {
            Ok(expression) => expression,
            Err(problems) => {
                report_all(problems, formula, self.diagnostics);
                Expression::Constant(crate::condition::Value::UNDECIDED)
            }
        }
    }

    pub(super) fn document(&mut self, document: &Programme) {
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
        let fundings: Vec<&str> = document.funding.iter().map(|funding| funding.id.as_str()).collect();
        for funding in &document.funding {
            self.among(funding.matches.as_ref(), &fundings, "funding");
        }
        self.name(document);
    }

    pub(super) fn unique<'i>(&mut self, what: &str, ids: impl Iterator<Item = &'i Id>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.as_str()) {
                let message = format!("there are two items with the id `{id}`");
                let help = format!("give each {what} an id of its own");
                self.diagnostics.report(Code::DuplicateId, self.source, id.span, message, help);
            }
        }
    }

    /// Checks a plan; gives what meets each of its actions.
    pub(super) fn plan(&mut self, document: &Programme) -> Vec<Meeting> {
        let Some(plan) = &document.plan else { return Vec::new() };
        self.unique("action", plan.actions.iter().map(|action| &action.id));
        let actions: Vec<&str> = plan.actions.iter().map(|action| action.id.as_str()).collect();
        self.report_waiting_circles(plan);
        let mut meetings = Vec::with_capacity(plan.actions.len());
        for action in &plan.actions {
            for earlier in &action.after {
                self.among(Some(earlier), &actions, "action");
            }
            let mut meeting = Meeting::default();
            if let Some(met_by) = &action.met_by {
                let own = self.record(Some(&met_by.record));
                if let Some(counts) = met_by.r#where.as_ref().filter(|_| own.is_some()) {
                    meeting.counts = self.condition_about(counts, own.as_ref(), Place::Record);
                }
                if let Some(at_least) = met_by.at_least.as_ref().filter(|_| own.is_some()) {
                    meeting.at_least = self.about_record(at_least, own.as_ref(), Place::Record);
                }
            }
            meetings.push(meeting);
        }
        meetings
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

    /// An id that must be one of the document's own.
    pub(super) fn among(&mut self, id: Option<&Id>, known: &[&str], what: &str) {
        let Some(id) = id.filter(|id| !known.contains(&id.as_str())) else { return };
        if self.names.broken.contains(id.as_str()) {
            return;
        }
        let message = format!("the document has no {what} `{id}`");
        let help = help_for_name(id.as_str(), known.iter().copied(), &format!("{what}s"));
        self.diagnostics.report(Code::NotInDocument, self.source, id.span, message, help);
    }

    pub(super) fn known<'k>(&mut self, id: Option<&Id>, known: impl Iterator<Item = &'k String> + Clone, what: &str) {
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
    pub(super) fn record(&mut self, kind: Option<&Id>) -> Option<BTreeMap<String, Type>> {
        let kind = kind?;
        let records = self.lexicon.records.keys();
        self.known(Some(kind), records, "record kind");
        self.names.records.get(kind.as_str()).map(|attributes| (**attributes).clone())
    }

    /// A condition about a record or an enrolment.
    pub(super) fn condition_about(
        &mut self,
        formula: &Formula,
        own: Option<&BTreeMap<String, Type>>,
        place: Place,
    ) -> Option<Expression> {
        let scope = Scope { names: self.names, place, own };
        condition::condition(&formula.syntax, &scope)
            .map_err(|problems| report_all(problems, formula, self.diagnostics))
            .ok()
    }

    /// An expression about a record or an enrolment; any type will do.
    fn about_record(
        &mut self,
        formula: &Formula,
        own: Option<&BTreeMap<String, Type>>,
        place: Place,
    ) -> Option<Expression> {
        self.typed_about(formula, own, place).map(|(expression, _)| expression)
    }

    /// An expression about a record or an enrolment, and its type.
    pub(super) fn typed_about(
        &mut self,
        formula: &Formula,
        own: Option<&BTreeMap<String, Type>>,
        place: Place,
    ) -> Option<(Expression, Type)> {
        let scope = Scope { names: self.names, place, own };
        condition::expression(&formula.syntax, &scope)
            .map_err(|problems| report_all(problems, formula, self.diagnostics))
            .ok()
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
