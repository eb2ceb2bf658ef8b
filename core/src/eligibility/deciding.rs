//! Working out the criteria that a day's programmes need, each once.

use crate::catalogue::{Catalogue, Rules};
use crate::condition::{CriterionIndex, Evaluator, Expression, ProgrammeIndex, Records, Value, Verdicts, every};
use crate::value::Date;

/// The truth of each criterion; `None` for those nobody needed.
pub(crate) type Truths = Vec<Option<Option<bool>>>;

/// Decides every criterion of the programmes in force on a day, and of those they ask about.
pub(super) fn decide(catalogue: &Catalogue, facts: &[Value], records: Option<&Records>, as_at: Date) -> Truths {
    let rules = catalogue.rules();
    let needed = needed(rules, as_at);
    decide_criteria(rules, facts, records, as_at, |index| needed.get(index) == Some(&true))
}

/// Decides some criteria, among which are all that they ask about.
pub(super) fn decide_criteria(
    rules: &Rules,
    facts: &[Value],
    records: Option<&Records>,
    as_at: Date,
    needed: impl Fn(CriterionIndex) -> bool,
) -> Truths {
    let mut truths: Truths = vec![None; rules.criteria.len()];
    for index in rules.order.iter().copied().filter(|index| needed(*index)) {
        let Some(rule) = rules.criteria.get(index) else { continue };
        let decided = Decided { rules, truths: &truths, records, as_at };
        let truth = Evaluator::new(facts, Some(as_at), &decided).truth(&rule.when);
        if let Some(slot) = truths.get_mut(index) {
            *slot = Some(truth);
        }
    }
    truths
}

/// Which criteria are needed: those in force, and those that they ask about.
fn needed(rules: &Rules, as_at: Date) -> Vec<bool> {
    let mut needed = vec![false; rules.criteria.len()];
    for programme in 0..rules.programmes.len() {
        let Some(version) = rules.in_force(programme, as_at) else { continue };
        version.criteria.iter().for_each(|index| mark(&mut needed, *index));
        for when in version.target_groups.iter().chain(&version.advice) {
            asked_about(rules, when, as_at).into_iter().for_each(|index| mark(&mut needed, index));
        }
    }
    for index in rules.order.iter().rev() {
        if needed.get(*index) == Some(&true)
            && let Some(rule) = rules.criteria.get(*index)
        {
            for asked in asked_about(rules, &rule.when, as_at) {
                mark(&mut needed, asked);
            }
        }
    }
    needed
}

fn mark(needed: &mut [bool], index: CriterionIndex) {
    if let Some(slot) = needed.get_mut(index) {
        *slot = true;
    }
}

/// The criteria that an expression asks about on a day.
pub(crate) fn asked_about(rules: &Rules, when: &Expression, as_at: Date) -> Vec<CriterionIndex> {
    let mut asked = Vec::new();
    when.walk(&mut |part| match part {
        Expression::Criterion(programme, id) => asked.extend(rules.published(*programme, id, as_at)),
        Expression::Eligible(programme) => {
            asked.extend(
                rules.in_force(*programme, as_at).into_iter().flat_map(|version| version.criteria.iter().copied()),
            );
        }
        _ => {}
    });
    asked
}

/// Where the truth of criteria can be looked up.
pub(crate) trait Known {
    /// The truth of a criterion; one that was not needed cannot have been asked about.
    fn truth(&self, index: CriterionIndex) -> Option<bool>;
}

impl Known for Truths {
    fn truth(&self, index: CriterionIndex) -> Option<bool> {
        self.get(index).copied().flatten().flatten()
    }
}

/// What has been decided so far.
pub(crate) struct Decided<'a, T = Truths> {
    pub(crate) rules: &'a Rules,
    pub(crate) truths: &'a T,
    /// The records by that day; `None` where no events were given.
    pub(crate) records: Option<&'a Records>,
    pub(crate) as_at: Date,
}

impl<T: Known> Decided<'_, T> {
    /// The truth of a criterion.
    pub(super) fn truth(&self, index: CriterionIndex) -> Option<bool> {
        self.truths.truth(index)
    }

    /// Kleene's truth of a programme; `None` where no version of it is in force.
    pub(super) fn status(&self, programme: ProgrammeIndex) -> Option<Option<bool>> {
        self.rules.in_force(programme, self.as_at).map(|version| self.all(&version.criteria))
    }

    /// Kleene's `and` over criteria.
    pub(crate) fn all(&self, criteria: &[CriterionIndex]) -> Option<bool> {
        every(criteria.iter().map(|index| self.truth(*index)))
    }
}

impl<T: Known> Verdicts for Decided<'_, T> {
    fn criterion(&self, programme: ProgrammeIndex, id: &str) -> Option<bool> {
        self.rules.published(programme, id, self.as_at).and_then(|index| self.truth(index))
    }

    fn eligible(&self, programme: ProgrammeIndex) -> Option<bool> {
        // A programme that is not in force takes nobody.
        self.status(programme).unwrap_or(Some(false))
    }

    fn records(&self) -> Option<&Records> {
        self.records
    }
}
