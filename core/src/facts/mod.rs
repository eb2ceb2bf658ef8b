//! What is told about a person, read against a catalogue's vocabulary.

mod read;
mod resolve;
mod telling;
mod typed;

#[cfg(feature = "columns")]
pub(crate) use read::codes_told;
pub(crate) use read::{Told, suggested};
pub(crate) use resolve::{resolve, resolve_members, settle, settle_all, was_refused};
pub use telling::Telling;
pub(crate) use telling::read;
#[cfg(any(feature = "returns", all(feature = "columns", feature = "case-files")))]
pub(crate) use telling::usable;
pub(crate) use typed::{Unfit, typed};

/// The name of the fact that tells when somebody was born.
#[cfg(any(feature = "columns", feature = "case-files"))]
pub(crate) const BIRTH: &str = "date_of_birth";
