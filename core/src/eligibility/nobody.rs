//! What a day's rules say of somebody of whom nothing is told: where reasons are counted from.

use std::sync::Arc;

use super::deciding::{Truths, decide};
use super::reasons::mentions;
use super::screening::Inner;
use crate::analysis::Input;
use crate::catalogue::Catalogue;
use crate::condition::{CriterionIndex, Value, every};
use crate::facts::{Told, settle_all};
use crate::value::Date;

/// A person of whom nothing is told, as at a day.
#[derive(Debug)]
pub(crate) struct Nobody {
    as_at: Date,
    /// Derived facts may follow from the day alone.
    pub(super) values: Vec<Value>,
    truths: Truths,
}

/// What each criterion in force mentions, and whether it asks about others.
#[derive(Debug)]
pub(crate) struct Mentions {
    inputs: Vec<Vec<Input>>,
    asking: Vec<bool>,
}

impl Nobody {
    fn on(catalogue: &Catalogue, as_at: Date) -> Self {
        let mut told = Told::nothing(catalogue);
        settle_all(catalogue, &mut told, as_at);
        let truths = decide(catalogue, &told.values, None, as_at);
        Self { as_at, values: told.values, truths }
    }

    pub(super) fn truth(&self, index: CriterionIndex) -> Option<bool> {
        self.truths.get(index).copied().flatten().flatten()
    }

    /// Kleene's `and` over criteria.
    pub(super) fn all(&self, criteria: &[CriterionIndex]) -> Option<bool> {
        every(criteria.iter().map(|index| self.truth(*index)))
    }

    /// Worked out once a day, since one day's people come together.
    pub(super) fn of(inner: &Inner) -> Arc<Self> {
        let kept = inner.epoch().map(|epoch| &epoch.nobody);
        if let Some(kept) = kept
            && let Ok(kept) = kept.read()
            && let Some(nobody) = kept.as_ref().filter(|nobody| nobody.as_at == inner.as_at)
        {
            return Arc::clone(nobody);
        }
        let nobody = Arc::new(Self::on(&inner.catalogue, inner.as_at));
        if let Some(kept) = kept
            && let Ok(mut kept) = kept.write()
        {
            *kept = Some(Arc::clone(&nobody));
        }
        nobody
    }
}

impl Mentions {
    /// What the criteria of an epoch mention.
    pub(super) fn of(inner: &Inner) -> Option<&Self> {
        let (epoch, rules) = (inner.epoch()?, inner.catalogue.rules());
        Some(epoch.mentions.get_or_init(|| {
            let mut found =
                Self { inputs: vec![Vec::new(); rules.criteria.len()], asking: vec![false; rules.criteria.len()] };
            for index in epoch.in_force.iter().flat_map(|of| &of.criteria) {
                if let (Some(rule), Some(inputs), Some(asking)) =
                    (rules.criteria.get(*index), found.inputs.get_mut(*index), found.asking.get_mut(*index))
                {
                    inputs.extend(mentions(&inner.catalogue, inner.as_at, &[&rule.when]));
                    *asking = !rules.asked_about(&rule.when, inner.as_at).is_empty();
                }
            }
            found
        }))
    }

    /// What a criterion mentions, in the order it does, with the sources of derived facts.
    pub(super) fn inputs(&self, index: CriterionIndex) -> &[Input] {
        self.inputs.get(index).map_or(&[], Vec::as_slice)
    }

    /// Whether a criterion asks about others.
    pub(super) fn is_asking(&self, index: CriterionIndex) -> bool {
        self.asking.get(index) == Some(&true)
    }
}
