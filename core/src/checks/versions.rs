//! Days between the versions of a programme on which none is in force.

use crate::catalogue::Version;
use crate::diagnostic::{Code, Diagnostics};

/// Reports each gap, at the version after it.
pub(super) fn report_gaps(versions: &[Version], diagnostics: &mut Diagnostics) {
    for (earlier, later) in versions.iter().zip(versions.iter().skip(1)) {
        let (Some(to), Some(from)) = (earlier.document.in_force.to, later.document.in_force.from) else { continue };
        let (Some(first), Some(last)) = (to.succ_opt(), from.pred_opt()) else { continue };
        if first > last {
            continue;
        }
        let id = &later.document.programme;
        let days = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
        let message = format!("no version of `{id}` is in force {days}");
        let help =
            "let the version before end on the day before this one begins; or leave it, if the programme stopped";
        diagnostics.report(Code::GapInVersions, later.source(), id.span, message, help);
    }
}
