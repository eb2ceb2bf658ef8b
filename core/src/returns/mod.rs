//! Returns: what is reported to each funder, from whom each number is made, and what changed since last time.

mod cell;

pub use cell::{Cell, CellKey, CellState, Measure};
