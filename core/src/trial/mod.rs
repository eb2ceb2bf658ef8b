//! Trying a catalogue's examples: whether each still comes out as its author says, and what none of them would notice.
//!
//! Every criterion is changed in small ways, one at a time ([`change`]); a change that leaves every example as it was is
//! one that a mistake could make unseen ([`notice`]).

mod change;
mod judge;
mod notice;
mod report;
mod steps;
mod work;

pub use report::{ExampleResult, TestReport, Unnoticed, Untried};

use self::work::Work;
use crate::catalogue::Catalogue;

/// The most work that looking for unnoticed changes does, in parts of conditions looked at: seconds, on any device.
///
/// A thousand criteria of two clauses each in programmes with three examples each take less than a fiftieth of it. What
/// is left when it is spent is listed, not guessed.
const WORK_LIMIT: u64 = 100_000_000;

impl Catalogue {
    /// Runs the examples that travel with the documents, and reports each clause that no example would notice if it
    /// were changed.
    ///
    /// Each example is judged on its own day. Every part of every criterion is left out, moved by one or turned round,
    /// one change at a time; examples of other programmes count where they ask about it.
    ///
    /// An example says what `eligibility` gives, so only those criteria are tried: no example could notice a change to
    /// continuing criteria, target groups, advice or outcomes.
    ///
    /// ```
    /// # use doorstep::Catalogue;
    /// let catalogue = Catalogue::parse([
    ///     ("v.json", r#"{"vocabulary": "v", "facts": {"children": {"type": "codes", "values": {"a": "A", "b": "B"}}}}"#),
    ///     ("p.json", r#"{"programme": "p", "name": "P", "in_force": {},
    ///         "eligibility": [{"id": "parent", "text": "You have a child", "when": "count(children) > 0"}],
    ///         "examples": [
    ///             {"facts": {"children": []}, "as_at": "2022-06-01", "expect": "not_eligible"},
    ///             {"facts": {"children": ["a", "b"]}, "as_at": "2022-06-01", "expect": "eligible"}
    ///         ]}"#),
    /// ])?;
    /// let report = catalogue.test();
    /// assert!(report.passed());
    /// // Nobody with one child stands among the examples.
    /// let unnoticed: Vec<_> = report.unnoticed.iter().map(|one| (one.clause.as_str(), one.change.as_str())).collect();
    /// assert_eq!(unnoticed, [("count(children) > 0", "0 made 1")]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn test(&self) -> TestReport {
        self.test_within(WORK_LIMIT)
    }

    /// As [`Self::test`], with another limit on the work.
    fn test_within(&self, limit: u64) -> TestReport {
        let mut work = Work::of(limit);
        let (examples, judged) = judge::examples(self, &mut work);
        let (unnoticed, untried) = notice::unnoticed(self, judged, work);
        TestReport { examples, unnoticed, untried }
    }
}

#[cfg(test)]
mod tests;
