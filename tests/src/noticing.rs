//! Which changes to the project's own programmes their examples would not notice.

use std::collections::BTreeMap;

use doorstep::TestReport;

/// The programmes whose examples may still miss a change. One whose examples notice everything leaves this list.
pub const MAY_MISS: &[&str] = &[];

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
