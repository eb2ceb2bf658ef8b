//! Interchange with service directories: the executable part of a service of Open Referral's Human Services Data
//! Specification (HSDS 3) and its UK profile, in and out. What the other side cannot say is listed, never dropped.

mod ages;
mod areas;
mod criteria;
mod export;
mod fields;
mod ids;
mod import;
mod ledger;
mod reader;
mod service;
mod writing;

use serde::Serialize;

pub use areas::Area;
pub use export::{ExportOptions, Exported};
pub use import::{FreeText, ImportOptions, Imported, ImportedServices, Rejected, import_service, import_services};

/// Something that the other side cannot say, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NotCovered {
    /// Where it stands: `service_areas[0].extent`. What stands below it is not covered either.
    pub path: String,
    /// Why it is not covered, and what became of it.
    pub why: String,
}
