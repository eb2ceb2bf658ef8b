//! Working out the criteria that a day's programmes need, each once.

use crate::catalogue::{Catalogue, Rules};
use crate::condition::{CriterionIndex, Evaluator, Expression, ProgrammeIndex, Records, Value, Verdicts, every};
use crate::value::Date;

/// The truth of each criterion; `None` for those nobody needed.
pub(crate) type Truths = Vec<Option<Option<bool>>>;

/// Decides every criterion of the programmes in force on a day, and of those they ask about.
pub(super) fn decide(catalogue: &Catalogue, facts: &[Value], records: Option<&Records>, as_at: Date) -> Truths {
    let rules = catalogue.rules();
    let needed = rules.epoch(as_at).map_or(&[][..], |epoch| &epoch.needed);
    decide_in_order(rules, facts, records, as_at, needed.iter().copied())
}

/// Decides those that something asks about, which is all that other conditions need.
pub(super) fn decide_asked(catalogue: &Catalogue, facts: &[Value], records: Option<&Records>, as_at: Date) -> Truths {
    let rules = catalogue.rules();
    match rules.epoch(as_at) {
        Some(epoch) if !epoch.asked.is_empty() => {
            decide_in_order(rules, facts, records, as_at, epoch.asked.iter().copied())
        }
        _ => Truths::new(),
    }
}

/// Decides some criteria, among which are all that they ask about.
pub(super) fn decide_criteria(
    rules: &Rules,
    facts: &[Value],
    records: Option<&Records>,
    as_at: Date,
    needed: impl Fn(CriterionIndex) -> bool,
) -> Truths {
    let criteria = rules.order.iter().copied().filter(|index| needed(*index));
    decide_in_order(rules, facts, records, as_at, criteria)
}

/// Decides criteria, each of which comes after those it asks about.
fn decide_in_order(
    rules: &Rules,
    facts: &[Value],
    records: Option<&Records>,
    as_at: Date,
    criteria: impl Iterator<Item = CriterionIndex>,
) -> Truths {
    let mut truths: Truths = vec![None; rules.criteria.len()];
    for index in criteria {
        let truth = Decided { rules, truths: &truths, records, as_at }.all_now(facts, &[index]);
        if let Some(slot) = truths.get_mut(index) {
            *slot = Some(truth);
        }
    }
    truths
}

/// Looks with everything decided that a condition may ask about on a day: criteria, programmes, records by that day.
#[cfg(feature = "case-files")]
pub(crate) fn with_all_decided<R>(
    catalogue: &Catalogue,
    facts: &[Value],
    records: &Records,
    as_at: Date,
    look: impl FnOnce(&dyn Verdicts) -> R,
) -> R {
    let rules = catalogue.rules();
    let truths = decide_criteria(rules, facts, Some(records), as_at, |_| true);
    look(&Decided { rules, truths: &truths, records: Some(records), as_at })
}

/// The criteria that an expression asks about on a day.
pub(crate) fn asked_about(rules: &Rules, when: &Expression, as_at: Date) -> Vec<CriterionIndex> {
    rules.asked_about(when, as_at)
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

    /// Kleene's `and` over criteria worked out now, the first that is not met being the last; what they ask about has
    /// been decided.
    pub(super) fn all_now(&self, facts: &[Value], criteria: &[CriterionIndex]) -> Option<bool> {
        let mut evaluator = Evaluator::new(facts, Some(self.as_at), self);
        let rules = criteria.iter().map(|index| self.rules.criteria.get(*index));
        every(rules.map(|rule| evaluator.truth(&rule?.when)))
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
