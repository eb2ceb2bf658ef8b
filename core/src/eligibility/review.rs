//! Criteria that are asked again while a person is enrolled.

use super::assurance::{RULES, is_assured};
use super::deciding::{Decided, asked_about, decide_criteria};
use super::decision::{CriterionResult, CriterionStatus, known};
use super::reasons::{mentioned, reached};
use crate::analysis::Analysis;
use crate::catalogue::Catalogue;
use crate::condition::Expression;
use crate::problems::FactError;
use crate::value::{Date, Plain};

impl Catalogue {
    /// A programme's continuing criteria for one person, as at one day: asked again while they are enrolled.
    ///
    /// One that is not met asks for a review, and nothing more. `None` if the programme is not in force on the day.
    ///
    /// # Errors
    /// [`FactError`] with every fact that cannot be used.
    pub fn review(
        &self,
        programme: &str,
        facts: &Plain,
        as_at: Date,
    ) -> Result<Option<Vec<CriterionResult>>, FactError> {
        let screening = self.screen(facts, as_at)?;
        let inner = &*screening.0;
        let Some(index) = self.rules().programmes.get_index_of(programme) else { return Ok(None) };
        let Some(version) = self.rules().in_force(index, as_at) else { return Ok(None) };
        let rules = self.rules();
        let asked = version.continuing.iter().flat_map(|when| asked_about(rules, when, as_at));
        let asked = reached(rules, as_at, asked);
        let truths = decide_criteria(rules, &inner.facts.values, None, as_at, |index| asked.contains(&index));
        let decided = Decided { rules, truths: &truths, records: None, as_at };
        let scene = inner.scene(&decided);
        let lens = scene.untold();
        let conditions: Vec<&Expression> = version.continuing.iter().collect();
        let analysis = Analysis::new(scene, &lens, [], &conditions);
        let reviewed =
            version.document.continuing.iter().zip(&conditions).enumerate().map(|(at, (criterion, when))| {
                let words = criterion.text.in_language(&inner.language);
                let truth = scene.truth(when);
                let missing = match (truth, analysis.conditions.get(at)) {
                    (None, Some(compiled)) => inner.owned_names(analysis.mattering(compiled).inputs),
                    _ => Vec::new(),
                };
                CriterionResult {
                    id: criterion.id.as_str().to_owned(),
                    text: words.text,
                    language: words.language,
                    status: CriterionStatus::of(truth),
                    because: known(inner, &mentioned(inner, &[when])),
                    missing,
                    assured: is_assured(inner, when, criterion.evidence, truth),
                    decided_by: RULES.to_owned(),
                }
            });
        Ok(Some(reviewed.collect()))
    }
}
