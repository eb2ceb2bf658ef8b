//! Returns: what is reported to each funder, from whom each number is made, and what changed since last time.

mod audit;
mod cell;
mod release;

pub use audit::{Audit, Recovered, ReleasedPart};
pub use cell::{Cell, CellKey, CellState, Measure};
pub use release::{Adding, AddsUp, Audience, IndicatorKind, Release, ReleaseError, ReleaseRule};
