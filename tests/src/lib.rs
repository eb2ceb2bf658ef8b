//! The vectors that every language runs: how they are read, run and matched. `vectors/README.md` says how to add one.

mod case_file;
mod hundreds;
pub mod into_work;
mod matching;
mod noticing;
pub mod oracle;
mod outcomes;
mod reading;
mod returns;
mod run;
mod vector;

pub use hundreds::hundreds;
pub use matching::{Mismatch, matches};
pub use noticing::{MAY_MISS, remaining};
pub use reading::grade;
pub use run::run;
pub use vector::{Case, Documents, Erasure, Expected, Proposal, Vector, read_all};

use std::path::{Path, PathBuf};

/// The repository's folder.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The page on interchange: its Rust runs.
#[cfg(doctest)]
#[doc = include_str!("../../docs/interchange.md")]
struct Interchange;

/// The README's Rust compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
