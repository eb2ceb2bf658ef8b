//! Checks of one indicator: the one form it is told in, and what it names.

use super::super::checking::Checking;
use super::super::lexicon::report;
use super::super::outcomes::enrolment_parts;
use super::super::rules::Rules;
use super::rule::{Asked, Averaged, IndicatorForm, IndicatorRule, Key, Measure, Query, ReturnRule};
use crate::condition::{FactIndex, Place, Type};
use crate::diagnostic::{Code, help_for_name, quoted};
use crate::document::{
    At, Breakdown, FactType, Formula, Id, Indicator, Measured, Over, Score, StageName, Summed, Unit,
};

const STAGES: [StageName; 5] =
    [StageName::Referred, StageName::Assessed, StageName::Agreed, StageName::Started, StageName::Ended];

impl Checking<'_> {
    pub(super) fn indicator(
        &mut self,
        indicator: &Indicator,
        all: &[Indicator],
        shared: &[Breakdown],
        rule: &mut ReturnRule,
        rules: &Rules,
    ) -> IndicatorRule {
        let form = self.indicator_form(indicator, all, rule, rules).unwrap_or(IndicatorForm::Broken);
        self.unit(indicator, &form);
        let key = self.distinct_fact(indicator, &form);
        let own = enrolment_parts();
        let condition = |checking: &mut Self, formula: Option<&Formula>| {
            formula.and_then(|formula| checking.condition_about(formula, Some(&own), Place::Exclude))
        };
        let exclude = condition(self, indicator.exclude.as_ref());
        let except = condition(self, indicator.except.as_ref());
        let by = indicator.by.as_deref().unwrap_or(shared);
        let is_ratio = matches!(form, IndicatorForm::Ratio { .. });
        let by: Vec<(usize, Over)> = by
            .iter()
            .filter(|_| !is_ratio || indicator.by.is_some())
            .filter_map(|breakdown| Some((self.breakdown(breakdown, rule)?, breakdown.over)))
            .collect();
        self.funding(indicator, rule, rules);
        self.interval(indicator);
        IndicatorRule { form, exclude, except, by, key }
    }

    fn indicator_form(
        &mut self,
        indicator: &Indicator,
        all: &[Indicator],
        rule: &mut ReturnRule,
        rules: &Rules,
    ) -> Option<IndicatorForm> {
        let forms = [
            (indicator.count.is_some(), "count"),
            (indicator.achieved.is_some(), "achieved"),
            (indicator.sum.is_some(), "sum"),
            (indicator.median.is_some(), "median"),
            (indicator.mean.is_some(), "mean"),
            (indicator.ratio.is_some(), "ratio"),
            (indicator.base.is_some(), "base"),
        ];
        let told: Vec<&str> = forms.into_iter().filter(|(told, _)| *told).map(|(_, form)| form).collect();
        let [form] = told.as_slice() else {
            let message = match told.as_slice() {
                [] => format!("the indicator `{}` does not say what it counts", indicator.id),
                several => {
                    let names = quoted(several.iter().copied());
                    format!("the indicator `{}` counts in several ways: {names}", indicator.id)
                }
            };
            let help = "give one of `count`, `cohort` with `achieved`, `sum`, `median`, `mean`, `ratio` and `base`";
            return self.wrong_form(indicator, message, help);
        };
        self.keys_of_other_forms(indicator, form)?;
        if let Some(count) = &indicator.count {
            return self.count(indicator, count, rule, rules);
        }
        if let Some(achieved) = &indicator.achieved {
            let Some(cohort) = &indicator.cohort else {
                let message = format!("the indicator `{}` does not say of whom it is the share", indicator.id);
                return self.wrong_form(indicator, message, "add `cohort: started`");
            };
            let cohort = self.asked(cohort, At::Achieved, rule, rules)?;
            let achieved = self.asked(achieved, indicator.at, rule, rules)?;
            return Some(IndicatorForm::Rate { cohort, achieved });
        }
        if let Some(sum) = &indicator.sum {
            return self.sum(indicator, sum, rule, rules).map(IndicatorForm::Sum);
        }
        if let Some(measured) = indicator.median.as_ref().or(indicator.mean.as_ref()) {
            let of = self.average(indicator, measured, rule, rules)?;
            return Some(IndicatorForm::Average { of, is_median: indicator.median.is_some() });
        }
        if let Some(ratio) = &indicator.ratio {
            let place = |checking: &mut Self, id: &Id| {
                let ids: Vec<&str> = all.iter().map(|other| other.id.as_str()).collect();
                checking.among(Some(id), &ids, "indicator");
                let place = all.iter().position(|other| other.id == *id)?;
                let other = all.get(place)?;
                if other.ratio.is_some() || other.id == indicator.id {
                    let message = format!("the indicator `{}` is a ratio of a ratio", indicator.id);
                    return checking.wrong_form(indicator, message, "name indicators that count or add up");
                }
                Some(place)
            };
            let (of, to) = (place(self, &ratio.of), place(self, &ratio.to));
            return Some(IndicatorForm::Ratio { of: of?, to: to? });
        }
        let base = indicator.base.as_ref()?;
        let bases: Vec<&str> = rule.document.bases.iter().map(|base| base.id.as_str()).collect();
        self.among(Some(base), &bases, "base");
        let base = rule.document.bases.iter().find(|known| known.id == *base)?.when.clone();
        let Some(when) = &indicator.when else {
            let message = format!("the indicator `{}` does not say who of its base is counted", indicator.id);
            return self.wrong_form(indicator, message, "add `when`, a condition on facts");
        };
        let base = self.condition(&base, Place::Eligibility);
        let when = self.condition(when, Place::Eligibility);
        let weight = indicator.weight.as_ref().and_then(|weight| self.number_fact(weight));
        Some(IndicatorForm::Share { base, when, weight })
    }

    fn wrong_form<T>(&mut self, indicator: &Indicator, message: String, help: &str) -> Option<T> {
        self.diagnostics.report(Code::IndicatorForm, self.source, indicator.id.span, message, help);
        None
    }

    /// Keys of other forms say something that would not be heard.
    fn keys_of_other_forms(&mut self, indicator: &Indicator, form: &str) -> Option<()> {
        let keys: [(bool, &str, &[&str]); 11] = [
            (indicator.cohort.is_some(), "cohort", &["achieved", "median", "mean"]),
            (indicator.r#where.is_some(), "where", &["count", "sum", "median", "mean"]),
            (indicator.until.is_some(), "until", &["achieved"]),
            (indicator.due.is_some(), "due", &["achieved"]),
            (indicator.except.is_some(), "except", &["achieved"]),
            (indicator.exclude.is_some(), "exclude", &["count", "achieved", "median", "mean"]),
            (indicator.when.is_some(), "when", &["base"]),
            (indicator.weight.is_some(), "weight", &["base"]),
            (indicator.at != At::Achieved, "at", &["count", "achieved"]),
            (indicator.interval.is_some(), "interval", &["achieved", "base"]),
            (indicator.once_per.is_some(), "once_per", &["count"]),
        ];
        let wrong: Vec<&str> = keys
            .into_iter()
            .filter(|(told, _, forms)| *told && !forms.contains(&form))
            .map(|(_, key, _)| key)
            .collect();
        for key in &wrong {
            let message =
                format!("the indicator `{}` is told by `{form}`, and `{key}` is no part of that", indicator.id);
            let help = format!("remove `{key}`, or make a second indicator of it");
            self.diagnostics.report(Code::IndicatorForm, self.source, indicator.id.span, message, &help);
        }
        wrong.is_empty().then_some(())
    }

    /// The place of a day that is asked for: of a stage, or of an outcome that one of the programmes has.
    fn asked(&mut self, id: &Id, at: At, rule: &mut ReturnRule, rules: &Rules) -> Option<usize> {
        let stage = STAGES.into_iter().find(|stage| stage.as_str() == id.as_str());
        let asked = match stage {
            Some(stage) => Asked::Stage(stage),
            None => {
                let outcomes = outcomes(rule, rules);
                if !outcomes.iter().any(|known| known == id.as_str()) {
                    if !self.names.programmes_incomplete && !rule.programmes.is_empty() {
                        let message = format!("none of the return's programmes has the outcome `{id}`");
                        let known = outcomes.iter().map(String::as_str).chain(STAGES.map(StageName::as_str));
                        let help = help_for_name(id.as_str(), known, "outcomes and stages");
                        self.diagnostics.report(Code::UnknownOutcome, self.source, id.span, message, help);
                    }
                    return None;
                }
                Asked::Outcome(id.as_str().to_owned(), at)
            }
        };
        let known = rule.asked.iter().position(|known| *known == asked);
        Some(known.unwrap_or_else(|| {
            rule.asked.push(asked);
            rule.asked.len().saturating_sub(1)
        }))
    }

    fn count(
        &mut self,
        indicator: &Indicator,
        count: &Id,
        rule: &mut ReturnRule,
        rules: &Rules,
    ) -> Option<IndicatorForm> {
        let is_outcome = outcomes(rule, rules).iter().any(|known| known == count.as_str());
        let is_kind = self.lexicon.records.contains_key(count.as_str());
        if !is_outcome && is_kind {
            let key = self.key(indicator, count);
            let has_others = indicator.unit != Unit::Person;
            let query = self.records(count, indicator.r#where.as_ref(), None, (key, has_others), rule)?;
            return Some(IndicatorForm::Records(query));
        }
        if indicator.r#where.is_some() {
            let message = format!("the indicator `{}` has `where` and counts no records", indicator.id);
            return self.wrong_form(indicator, message, "count a kind of record, or remove `where`");
        }
        self.asked(count, indicator.at, rule, rules).map(IndicatorForm::Count)
    }

    /// What tells records apart, by an indicator's unit.
    fn key(&mut self, indicator: &Indicator, kind: &Id) -> Key {
        match &indicator.unit {
            Unit::Opportunity | Unit::Household | Unit::Place => Key::Subject,
            Unit::Distinct(of) => {
                let attribute = of.as_str().strip_prefix(kind.as_str()).and_then(|rest| rest.strip_prefix('.'));
                let Some(attribute) = attribute else { return Key::None };
                let declared = self.names.records.get(kind.as_str());
                if declared.is_some_and(|attributes| !attributes.contains_key(attribute)) {
                    let message = format!("a `{kind}` has no attribute `{attribute}`");
                    let known = declared.into_iter().flat_map(|attributes| attributes.keys().map(String::as_str));
                    let help = help_for_name(attribute, known, "attributes");
                    self.diagnostics.report(Code::NotInVocabulary, self.source, of.span, message, help);
                }
                Key::Attribute(attribute.to_owned())
            }
            _ => Key::None,
        }
    }

    fn records(
        &mut self,
        kind: &Id,
        counts: Option<&Formula>,
        of: Option<&Formula>,
        (key, has_others): (Key, bool),
        rule: &mut ReturnRule,
    ) -> Option<usize> {
        let own = self.record(Some(kind))?;
        let counts = counts.and_then(|counts| self.condition_about(counts, Some(&own), Place::Record));
        let of = match of {
            Some(of) => {
                let (expression, found) = self.typed_about(of, Some(&own), Place::Record)?;
                if !matches!(found, Type::Number | Type::Money | Type::Any) {
                    let message = format!("an amount is a number or money, and this is {found}");
                    report(Code::TypeMismatch, of, message, "name an attribute such as `hours`", self.diagnostics);
                }
                Some(expression)
            }
            None => None,
        };
        rule.queries.push(Query::Records { kind: kind.as_str().to_owned(), counts, of, key, has_others });
        Some(rule.queries.len().saturating_sub(1))
    }

    fn sum(&mut self, indicator: &Indicator, sum: &Summed, rule: &mut ReturnRule, rules: &Rules) -> Option<usize> {
        match (&sum.record, &sum.of, &sum.claimed, &sum.paid) {
            (Some(kind), Some(of), None, None) => {
                self.records(kind, indicator.r#where.as_ref(), Some(of), (Key::None, true), rule)
            }
            (None, None, Some(outcome), None) | (None, None, None, Some(outcome)) => {
                self.asked(outcome, At::Achieved, rule, rules)?;
                let outcome = outcome.as_str().to_owned();
                rule.queries.push(Query::Claims { outcome, paid: sum.paid.is_some() });
                Some(rule.queries.len().saturating_sub(1))
            }
            _ => {
                let message = format!("the indicator `{}` does not say what is added up", indicator.id);
                let help = "write `sum: {record: support, of: hours}`, `sum: {claimed: into_work}` or `sum: {paid: …}`";
                self.wrong_form(indicator, message, help)
            }
        }
    }

    fn average(
        &mut self,
        indicator: &Indicator,
        measured: &Measured,
        rule: &mut ReturnRule,
        rules: &Rules,
    ) -> Option<Averaged> {
        let told = [measured.change.is_some(), measured.record.is_some(), measured.days_to.is_some()];
        let is_one = told.into_iter().filter(|told| *told).count() == 1;
        if !is_one || (measured.score.is_some() && measured.change.is_none()) {
            let message = format!("the indicator `{}` does not say what is measured", indicator.id);
            let help = "write `{change: swemwbs}`, `{record: employment, of: pay_per_hour}` or `{days_to: into_work}`";
            return self.wrong_form(indicator, message, help);
        }
        if let Some(kind) = &measured.record {
            if measured.of.is_none() || indicator.cohort.is_some() {
                let message = format!("the indicator `{}` does not say what of each record is measured", indicator.id);
                return self.wrong_form(indicator, message, "write `of` with an attribute, and no `cohort`");
            }
            let counts = indicator.r#where.as_ref();
            return self.records(kind, counts, measured.of.as_ref(), (Key::None, true), rule).map(Averaged::Records);
        }
        let Some(cohort) = &indicator.cohort else {
            let message = format!("the indicator `{}` does not say of whom it is measured", indicator.id);
            return self.wrong_form(indicator, message, "add `cohort: started`");
        };
        let cohort = self.asked(cohort, At::Achieved, rule, rules)?;
        let measure = match (&measured.change, &measured.days_to) {
            (Some(scale), _) => {
                self.known(Some(scale), self.lexicon.scales.keys(), "scale");
                let score = measured.score.unwrap_or(Score::Raw);
                let declared = self.lexicon.scales.get(scale.as_str())?;
                if score == Score::Metric && declared.metric.is_empty() {
                    let message = format!("the scale `{scale}` has no metric scores");
                    let help = "measure its raw scores, or give its conversion table in the vocabulary";
                    self.diagnostics.report(Code::NotInVocabulary, self.source, scale.span, message, help);
                }
                Measure::Change { scale: scale.as_str().to_owned(), score }
            }
            (None, Some(outcome)) => Measure::DaysTo(self.asked(outcome, At::Achieved, rule, rules)?),
            (None, None) => return None,
        };
        let known = rule.measures.iter().position(|known| *known == measure);
        let measure = known.unwrap_or_else(|| {
            rule.measures.push(measure);
            rule.measures.len().saturating_sub(1)
        });
        Some(Averaged::Enrolments { cohort, measure })
    }

    /// What is counted must be what its form counts.
    fn unit(&mut self, indicator: &Indicator, form: &IndicatorForm) {
        let unit = &indicator.unit;
        let fits = match form {
            IndicatorForm::Broken | IndicatorForm::Ratio { .. } => true,
            IndicatorForm::Rate { .. } => matches!(unit, Unit::Person | Unit::Enrolment),
            IndicatorForm::Count(_) => match unit {
                Unit::Person | Unit::Enrolment => true,
                Unit::Distinct(of) => !of.as_str().contains('.'),
                _ => false,
            },
            IndicatorForm::Records(_) => match unit {
                Unit::Enrolment => false,
                Unit::Distinct(of) => indicator.count.as_ref().is_some_and(|kind| {
                    let rest = of.as_str().strip_prefix(kind.as_str());
                    rest.is_some_and(|rest| rest.starts_with('.')) || !of.as_str().contains('.')
                }),
                _ => true,
            },
            IndicatorForm::Sum(_) | IndicatorForm::Average { of: Averaged::Records(_), .. } => *unit == Unit::Record,
            IndicatorForm::Average { .. } => matches!(unit, Unit::Person | Unit::Enrolment),
            IndicatorForm::Share { .. } => *unit == Unit::Person,
        };
        if !fits {
            let message = format!("the indicator `{}` does not count units of `{}`", indicator.id, unit.as_str());
            let help = "stages and outcomes are of a `person` or an `enrolment`, sums of a `record`; records can be \
                        counted by `record`, `person`, `opportunity`, `household`, `place` or `{distinct: kind.attribute}`";
            self.diagnostics.report(Code::IndicatorUnit, self.source, indicator.id.span, message, help);
        }
    }

    /// The fact of which an indicator counts different values.
    fn distinct_fact(&mut self, indicator: &Indicator, form: &IndicatorForm) -> Option<FactIndex> {
        let Unit::Distinct(of) = &indicator.unit else { return None };
        let is_of_people = matches!(form, IndicatorForm::Count(_) | IndicatorForm::Records(_));
        if !is_of_people || of.as_str().contains('.') {
            return None;
        }
        self.known(Some(of), self.lexicon.facts.keys(), "fact");
        self.lexicon.fact(of.as_str()).map(|(fact, ..)| fact)
    }

    fn number_fact(&mut self, id: &Id) -> Option<FactIndex> {
        self.known(Some(id), self.lexicon.facts.keys(), "fact");
        let (fact, declared, _) = self.lexicon.fact(id.as_str())?;
        if declared.r#type != FactType::Number {
            let message = format!("`{id}` is no number, and cannot say how many people somebody stands for");
            self.diagnostics.report(Code::IndicatorForm, self.source, id.span, message, "name a fact of type `number`");
        }
        Some(fact)
    }

    /// A funding must be one of a programme of the return.
    fn funding(&mut self, indicator: &Indicator, rule: &ReturnRule, rules: &Rules) {
        let Some(funding) = &indicator.funding else { return };
        let programmes = rule.programmes.iter().flat_map(|programme| rules.versions(programme.index));
        let fundings = programmes.flat_map(|version| &version.document.funding);
        let known: Vec<&str> = fundings.map(|funding| funding.id.as_str()).collect();
        if !rule.programmes.is_empty() {
            self.among(Some(funding), &known, "programme's funding");
        }
    }

    fn interval(&mut self, indicator: &Indicator) {
        let Some(interval) = indicator.interval else { return };
        let is_share = interval > crate::value::Number::ZERO && interval < crate::value::Number::from(1_i64);
        if !is_share {
            let message = format!("the interval of the indicator `{}` has no confidence between 0 and 1", indicator.id);
            self.diagnostics.report(Code::BadNumber, self.source, indicator.id.span, message, "write `interval: 0.95`");
        }
    }
}

/// The ids of every outcome that a return can ask for.
fn outcomes(rule: &ReturnRule, rules: &Rules) -> Vec<String> {
    let own = rule.document.outcomes.iter();
    let versions = rule.programmes.iter().flat_map(|programme| rules.versions(programme.index));
    let all = own.chain(versions.flat_map(|version| &version.document.outcomes));
    all.map(|outcome| outcome.id.as_str().to_owned()).collect()
}
