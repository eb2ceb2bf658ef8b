//! What has not been told: what can still matter, and what would settle it.

use indexmap::IndexMap;

use super::deciding::Decided;
use super::once::Once;
use super::screening::Inner;
use crate::analysis::{Analysis, Compiled, Diagram, Input, Lens, Mattering, Scene, VariableIndex};
use crate::catalogue::Version;
use crate::condition::{CriterionIndex, ProgrammeIndex};
use crate::document::{EVENTS, HOUSEHOLD};

/// The undetermined programmes of a screening as functions of what has not been told.
pub(super) struct Untold {
    pub(super) analysis: Analysis,
    programmes: IndexMap<ProgrammeIndex, Undetermined>,
}

/// An undetermined programme.
enum Undetermined {
    /// Its criteria ask each fact once: what can settle it, and the criteria that are undetermined.
    Once {
        inputs: Vec<Input>,
        criteria: Vec<CriterionIndex>,
    },
    Joined(Compiled),
}

impl Untold {
    pub(super) fn of(inner: &Inner) -> Self {
        Self::through(inner, |scene| scene.untold(), true)
    }

    /// The same, where what was asked for in vain will not be told.
    pub(super) fn askable(inner: &Inner) -> Self {
        Self::through(inner, |scene| scene.askable(), false)
    }

    /// What varies is seen through a lens; `by_shape` if that is everything not told.
    fn through(inner: &Inner, lens: impl Fn(&Scene<'_>) -> Lens, by_shape: bool) -> Self {
        let decided = inner.decided();
        let scene = inner.scene(&decided);
        let rules = inner.catalogue.rules();
        let in_force =
            (0..rules.programmes.len()).filter_map(|programme| Some((programme, scene.criteria_of(programme)?)));
        let undetermined: Vec<_> = in_force.filter(|(_, criteria)| decided.all(criteria).is_none()).collect();
        let lens = lens(&scene);
        let roots = undetermined.iter().flat_map(|(_, criteria)| criteria.iter().copied());
        let mut analysis = Analysis::new(scene, &lens, roots, &[]);
        let programmes = undetermined.into_iter().map(|(programme, criteria)| {
            let version = rules.in_force(programme, inner.as_at).filter(|_| by_shape);
            let once = version.and_then(|version| Once::of(inner, version)?.missing());
            let undetermined = match once {
                Some(inputs) => {
                    let open = criteria.iter().copied().filter(|index| decided.truth(*index).is_none());
                    Undetermined::Once { inputs, criteria: open.collect() }
                }
                None => Undetermined::Joined(analysis.all(criteria)),
            };
            (programme, undetermined)
        });
        let programmes = programmes.collect();
        Self { analysis, programmes }
    }

    /// The undetermined programmes.
    pub(super) fn programmes(&self) -> impl Iterator<Item = ProgrammeIndex> {
        self.programmes.keys().copied()
    }

    /// What can settle a programme; nothing if it is decided.
    pub(super) fn programme(&self, programme: ProgrammeIndex) -> Mattering {
        match self.programmes.get(&programme) {
            None => Mattering::settled(),
            Some(Undetermined::Once { inputs, .. }) => Mattering { inputs: inputs.clone(), exact: true },
            Some(Undetermined::Joined(compiled)) => self.analysis.mattering(compiled),
        }
    }

    /// Whether each cell of a variable settles a programme, if nothing else is told; nothing if none can.
    pub(super) fn settled_by(&self, programme: ProgrammeIndex, variable: VariableIndex) -> Vec<bool> {
        let told = |diagram: Diagram| self.analysis.diagrams.told(diagram, variable);
        match self.programmes.get(&programme) {
            None => Vec::new(),
            Some(Undetermined::Joined(compiled)) => {
                compiled.diagram.into_iter().flat_map(told).map(Diagram::is_settled).collect()
            }
            Some(Undetermined::Once { criteria, .. }) => {
                // One criterion asks it. That settles all if it is not met, or if it is the last.
                let diagrams = criteria.iter().filter_map(|index| self.analysis.criterion(*index)?.diagram.ok());
                let settles = |end| end == Diagram::FALSE || end == Diagram::TRUE && criteria.len() == 1;
                diagrams.flat_map(told).map(settles).collect()
            }
        }
    }

    /// What can settle each of some criteria; nothing if it is decided.
    pub(super) fn of_criteria(inner: &Inner, version: &Version) -> Vec<Vec<Input>> {
        if let Some(each) = Once::of(inner, version).and_then(|mut once| once.missing_each()) {
            return each;
        }
        let (decided, criteria) = (inner.decided(), version.criteria.as_slice());
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

    /// A smallest set of what is not told for which some answers settle a programme of which the shape does not tell.
    pub(super) fn settling(&self, programme: ProgrammeIndex) -> Vec<Input> {
        match self.programmes.get(&programme) {
            Some(Undetermined::Joined(compiled)) => self.analysis.settling(compiled).unwrap_or_default(),
            Some(Undetermined::Once { .. }) | None => Vec::new(),
        }
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

    pub(super) fn input_names(&self, inputs: impl IntoIterator<Item = Input>) -> Vec<&str> {
        inputs.into_iter().map(|input| self.name(input)).collect()
    }

    pub(super) fn owned_names(&self, inputs: impl IntoIterator<Item = Input>) -> Vec<String> {
        inputs.into_iter().map(|input| self.name(input).to_owned()).collect()
    }
}
