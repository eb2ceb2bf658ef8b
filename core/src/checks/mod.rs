//! Checks of a catalogue as a whole: rules that cannot be met, that say nothing, or that say the same twice.
//!
//! They rest on the same analysis as decisions do. What it cannot work out is not warned of: a check is silent rather
//! than wrong. `docs/checks.md` says what each means.

mod askable;
mod findings;
mod lists;
mod open;
mod operands;
mod parts;
mod periods;
mod versions;

use crate::catalogue::Catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The most work that the checks of each version surely may take, that which all may take beyond it, and the most of that
/// for one version on one day. Work is counted, so that it is the same on every device; of what is beyond it nothing is
/// said.
const OWN_WORK: usize = 5_000;
const SHARED_WORK: usize = 4_000_000;
const VERSION_WORK: usize = 1_000_000;

impl Catalogue {
    /// What an author would want to know of documents that do load: warnings, by file and place.
    ///
    /// Among them are criteria that nobody can meet or everybody does, that contradict, repeat or imply one another,
    /// parts of conditions that make no difference, facts that nobody can be asked, and gaps between versions. Worked
    /// out at each call.
    ///
    /// ```
    /// # use doorstep::Catalogue;
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "facts": {"age": {"type": "number"}}}"#),
    ///     ("example.json", r#"{"programme": "example", "name": "Example", "in_force": {}, "eligibility": [
    ///         {"id": "age", "text": "You are over 24 and under 18", "when": "age > 24 and age < 18"}]}"#),
    /// ])?;
    /// let [warning] = &catalogue.check()[..] else { panic!() };
    /// assert_eq!(warning.message, "no answers can meet the criterion `age`");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut diagnostics = Diagnostics::default();
        let mut shared = SHARED_WORK;
        for versions in self.rules().programmes.values() {
            versions::report_gaps(versions, &mut diagnostics);
            for version in versions {
                askable::report(self, version, &mut diagnostics);
                findings::report(self, version, &mut shared, &mut diagnostics);
            }
        }
        diagnostics.sorted_with(self.warnings())
    }
}
