//! Which changes to the project's own programmes their examples would not notice.

use std::collections::BTreeMap;

use doorstep::TestReport;

/// The programmes whose examples notice every change. A programme that is on this list stays on it.
pub const NOTICE_EVERYTHING: &[&str] = &["boost", "love_london_working", "work_smart", "works_plus"];

/// The changes that no example notices, as lines, by programme.
#[must_use]
pub fn remaining(report: &TestReport) -> BTreeMap<String, Vec<String>> {
    let mut remaining: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for unnoticed in &report.unnoticed {
        let line = format!("{}: `{}` with {}", unnoticed.criterion, unnoticed.clause, unnoticed.change);
        remaining.entry(unnoticed.programme.clone()).or_default().push(line);
    }
    remaining
}
