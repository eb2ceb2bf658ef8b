//! Whole tables of people, column by column, as Arrow record batches.

mod bind;
mod cells;
mod found;
mod ids;
mod plan;
mod problem;
mod screener;
mod table;
mod threshold;
mod truth;
mod worker;

pub use problem::{TableError, TableProblem};
pub use screener::{TableOptions, TableScreener};
