//! Tables of events, as Arrow record batches: case files out of them and into them.
//!
//! A row is read as a line of a file is: what a column tells goes under its key, and [`crate::events`] alone says what
//! makes an event.

mod cell;
mod header;
mod known;
mod reader;
mod row;
mod writing;

pub(crate) use cell::{Cell, cell};
pub(crate) use header::{BESIDE, Layout};
pub use reader::{CaseFileReader, CaseFileTable};
