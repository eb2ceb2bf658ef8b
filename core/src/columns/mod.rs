//! Whole tables of people, column by column, as Arrow record batches.

mod bind;
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
mod worker;

pub use problem::{TableError, TableProblem};
pub use provision::{
    AreaProvision, Contained, HeadCount, LeftOut, NotMet, Overlap, Provision, ProvisionOptions, ProvisionSurvey, Reach,
    SetAside,
};
pub use screener::{TableOptions, TableScreener};
