//! The mirrors say all that the core says: written out again as JSON, they are the core's own JSON.
//!
//! Each is taken apart without `..`, so that a field cannot be forgotten.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

mod case_files;
mod figures;
mod guidance;
mod outcomes;
mod returns;
mod screenings;
mod services;
mod told;
