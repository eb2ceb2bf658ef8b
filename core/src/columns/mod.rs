//! Whole tables of people, column by column, as Arrow record batches.

mod bind;
#[cfg(all(feature = "case-files", not(target_family = "wasm")))]
mod cases;
mod cells;
mod compile;
mod found;
mod header;
mod ids;
mod layout;
mod lists;
mod plan;
mod problem;
mod provision;
mod reading;
mod said;
mod screener;
mod table;
mod threshold;
mod truth;
#[cfg(all(feature = "case-files", not(target_family = "wasm")))]
mod turns;
mod worker;

#[cfg(feature = "case-files")]
pub(crate) use bind::is_utc;
#[cfg(all(feature = "case-files", not(target_family = "wasm")))]
pub use cases::{OutcomeTable, OutcomeTableOptions, PersonProblem, RowProblem};
#[cfg(all(feature = "returns", not(target_family = "wasm")))]
pub use cases::{PartialTable, ReturnTable, ReturnTableError, ReturnTableOptions};
#[cfg(feature = "case-files")]
pub(crate) use ids::can_be as can_be_id;
#[cfg(feature = "case-files")]
pub(crate) use lists::items_of;
pub use problem::{TableError, TableProblem};
pub use provision::{
    AreaProvision, Contained, HeadCount, LeftOut, NotMet, Overlap, Provision, ProvisionOptions, ProvisionSurvey, Reach,
    SetAside,
};
#[cfg(feature = "case-files")]
pub(crate) use reading::same_columns;
pub use screener::{TableOptions, TableScreener};
#[cfg(feature = "case-files")]
pub(crate) use threshold::Numeric;
