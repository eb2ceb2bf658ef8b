//! What is told about a person, read against a catalogue's vocabulary.

mod read;
mod resolve;
mod typed;

pub(crate) use read::{Told, read, suggested};
pub(crate) use resolve::{resolve, resolve_members, settle, settle_all, was_refused};
pub(crate) use typed::{Unfit, typed};
