//! What has not been told: what can still matter, and what would settle it.

use indexmap::IndexMap;

use super::deciding::Decided;
use super::screening::Inner;
use crate::analysis::{Analysis, Compiled, Input, Mattering, Scene};
use crate::condition::{CriterionIndex, ProgrammeIndex};
use crate::document::{EVENTS, HOUSEHOLD};

/// The undetermined programmes of a screening as functions of what has not been told.
pub(super) struct Untold {
    pub(super) analysis: Analysis,
    pub(super) programmes: IndexMap<ProgrammeIndex, Compiled>,
}

impl Untold {
    pub(super) fn of(inner: &Inner) -> Self {
        let decided = inner.decided();
        let scene = inner.scene(&decided);
        let rules = inner.catalogue.rules();
        let in_force =
            (0..rules.programmes.len()).filter_map(|programme| Some((programme, scene.criteria_of(programme)?)));
        let undetermined: Vec<_> = in_force.filter(|(_, criteria)| decided.all(criteria).is_none()).collect();
        let lens = scene.untold();
        let roots = undetermined.iter().flat_map(|(_, criteria)| criteria.iter().copied());
        let mut analysis = Analysis::new(scene, &lens, roots, &[]);
        let programmes =
            undetermined.into_iter().map(|(programme, criteria)| (programme, analysis.all(criteria))).collect();
        Self { analysis, programmes }
    }

    /// What can settle a programme; nothing if it is decided.
    pub(super) fn programme(&self, programme: ProgrammeIndex) -> Mattering {
        let compiled = self.programmes.get(&programme);
        compiled.map_or_else(Mattering::settled, |compiled| self.analysis.mattering(compiled))
    }

    /// What can settle each of some criteria; nothing if it is decided.
    pub(super) fn of_criteria(inner: &Inner, criteria: &[CriterionIndex]) -> Vec<Vec<Input>> {
        let decided = inner.decided();
        let mattering = |analysis: &Analysis, index: &CriterionIndex| {
            let compiled = analysis.criterion(*index);
            compiled.map(|compiled| analysis.mattering(compiled).inputs).unwrap_or_default()
        };
        match decided.all(criteria) {
            Some(true) => vec![Vec::new(); criteria.len()],
            None => criteria.iter().map(|index| mattering(&inner.untold().analysis, index)).collect(),
            // A programme that is decided is not among those analysed; its open criteria still lack something.
            Some(false) => {
                let scene = inner.scene(&decided);
                let lens = scene.untold();
                let analysis = Analysis::new(scene, &lens, criteria.iter().copied(), &[]);
                criteria.iter().map(|index| mattering(&analysis, index)).collect()
            }
        }
    }

    /// A smallest set of what is not told for which some answers settle a programme.
    pub(super) fn settling(&self, programme: ProgrammeIndex) -> Vec<Input> {
        let compiled = self.programmes.get(&programme);
        compiled.and_then(|compiled| self.analysis.settling(compiled)).unwrap_or_default()
    }
}

impl Inner {
    /// The facts as an analysis looks at them.
    pub(super) fn scene<'a>(&'a self, decided: &'a Decided<'a>) -> Scene<'a> {
        Scene {
            lexicon: self.catalogue.lexicon(),
            rules: self.catalogue.rules(),
            facts: &self.facts.values,
            given: &self.facts.given,
            own: &self.facts.own,
            as_at: Some(self.as_at),
            versions_on: self.as_at,
            verdicts: decided,
        }
    }

    /// What an input is called: a fact's name, `household` or `events`.
    pub(super) fn name(&self, input: Input) -> &str {
        match input {
            Input::Fact(fact) => {
                self.catalogue.names().facts.get_index(fact).map_or(HOUSEHOLD, |(name, _)| name.as_str())
            }
            Input::Day => "as_at",
            Input::Events => EVENTS,
        }
    }

    pub(super) fn input_names(&self, inputs: impl IntoIterator<Item = Input>) -> Vec<String> {
        inputs.into_iter().map(|input| self.name(input).to_owned()).collect()
    }
}
