//! Whole tables of people, column by column, as Arrow record batches.

mod bind;
mod cells;
mod compile;
mod found;
mod header;
mod ids;
mod layout;
mod plan;
mod problem;
mod reading;
mod said;
mod screener;
mod table;
mod threshold;
mod truth;
mod worker;

pub use problem::{TableError, TableProblem};
pub use screener::{TableOptions, TableScreener};
