//! Returns: what is reported to each funder, and what its numbers open to.

mod accounts;
mod audit;
mod cell;
mod cells;
mod comparison;
mod compute;
mod flow;
mod key;
mod partial;
mod rejection;
mod release;
mod report;
mod why;

pub(crate) use accounts::Accounts;
pub(crate) use audit::{Audit, Recovered};
pub(crate) use cell::Cell;
pub(crate) use cells::Cells;
pub(crate) use comparison::{CellChange, Comparison, Move};
pub(crate) use compute::{Asked, compute, partial};
pub(crate) use flow::Flow;
pub(crate) use partial::Partial;
pub(crate) use rejection::Rejection;
pub(crate) use release::{Release, releases};
pub(crate) use report::Report;
pub(crate) use why::{Why, WhyEnrolment};
