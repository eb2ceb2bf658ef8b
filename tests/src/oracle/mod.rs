//! A naive second implementation of decisions, with random catalogues and people to hold the library against it.
//!
//! It is written from what the documents and decisions are defined to mean, not from how the library works: conditions
//! are trees that are judged directly, days come from a calendar of its own, and what may yet be told is tried in full.

pub mod brute;
pub mod catalogue;
pub mod choices;
pub mod conditions;
pub mod day;
pub mod fact;
pub mod generate;
pub mod judge;
pub mod many;
pub mod person;
pub mod reach;
pub mod rule;
pub mod value;

pub use brute::{Space, Table};
pub use catalogue::Catalogue;
pub use choices::Choices;
pub use conditions::Family;
pub use day::Day;
pub use fact::Fact;
pub use generate::Recipe;
pub use judge::Judge;
pub use many::{each, each_of};
pub use person::{Person, Told};
pub use rule::Rule;
pub use value::Value;
