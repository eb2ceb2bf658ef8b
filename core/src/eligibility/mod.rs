//! Eligibility: which programmes might take this person, why, and what is still missing.

mod availability;
mod deciding;
mod decision;
mod reasons;
mod screening;

pub use availability::Availability;
pub(crate) use deciding::{Decided, Known, asked_about};
pub use decision::{CriterionResult, CriterionStatus, Decision, GroupResult};
pub use screening::Screening;
