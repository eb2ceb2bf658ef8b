//! Judging each example on its own day, in the version it stands in.

use std::collections::BTreeSet;

use super::report::ExampleResult;
use super::work::Work;
use crate::catalogue::{Catalogue, Rules, Version};
use crate::condition::{CriterionIndex, Evaluator, Records, Value};
use crate::document::{DEFAULT_LANGUAGE, Example, Status};
use crate::eligibility::{Decided, Known, asked_about};
use crate::events::Events;
use crate::facts::{read, resolve};
use crate::sort;
use crate::value::{Date, Plain};

/// An example that could be judged, ready to be judged again.
pub(super) struct Judged {
    /// What it tells, with what follows from it.
    pub(super) facts: Vec<Value>,
    /// What its events tell by that day; `None` where it gives none.
    pub(super) records: Option<Records>,
    pub(super) as_at: Date,
    /// The criteria of its own version, which make its status.
    pub(super) own: Vec<CriterionIndex>,
    /// Every criterion it reaches.
    pub(super) truths: Reached,
    /// Those of them that ask about others, each after those, and what they ask about.
    pub(super) asking: Vec<(CriterionIndex, Vec<CriterionIndex>)>,
    /// The truth of its own criteria together.
    pub(super) eligible: Option<bool>,
    /// The members of the longest list that it tells.
    pub(super) longest: usize,
}

impl Judged {
    /// What keeping it takes: an example that reaches a thousand programmes is a large one.
    fn weight(&self) -> usize {
        self.facts.len().saturating_add(self.truths.0.len().saturating_mul(10))
    }
}

/// The truth of the criteria that one example reaches, by index.
#[derive(Default)]
pub(super) struct Reached(Vec<(CriterionIndex, Option<bool>)>);

impl Reached {
    pub(super) fn criteria(&self) -> impl Iterator<Item = CriterionIndex> + '_ {
        self.0.iter().map(|(index, _)| *index)
    }

    fn set(&mut self, index: CriterionIndex, truth: Option<bool>) {
        if let Ok(at) = self.0.binary_search_by_key(&index, |(index, _)| *index)
            && let Some((_, slot)) = self.0.get_mut(at)
        {
            *slot = truth;
        }
    }
}

impl Known for Reached {
    fn truth(&self, index: CriterionIndex) -> Option<bool> {
        let at = self.0.binary_search_by_key(&index, |(index, _)| *index).ok()?;
        self.0.get(at).and_then(|(_, truth)| *truth)
    }
}

/// Every example, and those that could be judged; keeping these is work too.
pub(super) fn examples(catalogue: &Catalogue, work: &mut Work) -> (Vec<ExampleResult>, Vec<Judged>) {
    let rules = catalogue.rules();
    let ranks = ranks(rules);
    let (mut results, mut judged) = (Vec::new(), Vec::new());
    for version in rules.programmes.values().flatten() {
        for (at, example) in version.document.examples.iter().enumerate() {
            let outcome = judge(catalogue, &ranks, version, example);
            results.push(result(version, at, example, &outcome));
            judged.extend(outcome.ok().filter(|judged| work.spend(judged.weight()).is_some()));
        }
    }
    (results, judged)
}

fn result(version: &Version, at: usize, example: &Example, outcome: &Result<Judged, String>) -> ExampleResult {
    let document = &version.document;
    let place = version.source().position(example.span.start);
    let status = outcome.as_ref().ok().map(|judged| Status::of(judged.eligible));
    ExampleResult {
        programme: document.programme.as_str().to_owned(),
        version: document.in_force.from,
        index: at.saturating_add(1),
        name: example.name.as_ref().map(|name| name.in_language(DEFAULT_LANGUAGE).text),
        expect: example.expect,
        status,
        passed: status == Some(example.expect),
        problem: outcome.as_ref().err().cloned(),
        file: version.source().name().to_owned(),
        line: place.line,
        column: place.column,
    }
}

/// The place of each criterion in an order in which each comes after those it asks about.
fn ranks(rules: &Rules) -> Vec<usize> {
    let mut ranks = vec![0; rules.criteria.len()];
    for (rank, index) in rules.order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(*index) {
            *slot = rank;
        }
    }
    ranks
}

fn judge(catalogue: &Catalogue, ranks: &[usize], version: &Version, example: &Example) -> Result<Judged, String> {
    let as_at = example.as_at;
    let told = read(catalogue, &example.facts).and_then(|told| resolve(catalogue, told, as_at));
    let facts = told.map_err(|error| error.to_string())?.values;
    let events = example.events.as_ref().map(|events| read_events(catalogue, events)).transpose()?;
    if !version.document.in_force.contains(as_at) {
        let message = "these rules are not in force on the example's day\n  help: change its `as_at`, or move it to the \
                       version of that day";
        return Err(message.to_owned());
    }
    let records = events.as_ref().map(|events| events.by(catalogue, as_at));
    let rules = catalogue.rules();
    let own = version.criteria.clone();
    let (mut seen, mut waiting, mut asking) = (BTreeSet::new(), own.clone(), Vec::new());
    while let Some(index) = waiting.pop() {
        if !seen.insert(index) {
            continue;
        }
        let Some(rule) = rules.criteria.get(index) else { continue };
        let asked = asked_about(rules, &rule.when, as_at);
        waiting.extend(&asked);
        if !asked.is_empty() {
            asking.push((index, asked));
        }
    }
    let rank = |index: &CriterionIndex| ranks.get(*index).copied();
    sort::by_key(&mut asking, |(index, _)| rank(index));
    let mut order: Vec<CriterionIndex> = seen.iter().copied().collect();
    sort::by_key(&mut order, rank);
    let mut truths = Reached(seen.into_iter().map(|index| (index, None)).collect());
    for index in order {
        let Some(rule) = rules.criteria.get(index) else { continue };
        let decided = Decided { rules, truths: &truths, records: records.as_ref(), as_at };
        let truth = Evaluator::new(&facts, Some(as_at), &decided).truth(&rule.when);
        truths.set(index, truth);
    }
    let eligible = Decided { rules, truths: &truths, records: records.as_ref(), as_at }.all(&own);
    let longest = longest(&facts).max(events.map_or(0, |events| events.events().len()));
    Ok(Judged { facts, records, as_at, own, truths, asking, eligible, longest })
}

/// An example's events. One that counts for nothing is a mistake in an example.
fn read_events(catalogue: &Catalogue, events: &Plain) -> Result<Events, String> {
    let events = Events::read(catalogue, events).map_err(|error| error.to_string())?;
    let problems: Vec<String> = events.problems().iter().map(ToString::to_string).collect();
    if problems.is_empty() { Ok(events) } else { Err(problems.join("\n")) }
}

/// The members of the longest list among some facts.
fn longest(facts: &[Value]) -> usize {
    let lengths = facts.iter().map(|value| match value {
        Value::List(items) => items.len(),
        Value::Codes(codes) => codes.told.len().saturating_add(codes.possible.len()),
        _ => 0,
    });
    lengths.max().unwrap_or(0)
}
