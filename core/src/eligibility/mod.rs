//! Eligibility: which programmes might take this person, why, and what is still missing.

mod assurance;
mod availability;
mod changes;
mod deciding;
mod decision;
mod nearest;
mod next_step;
mod nobody;
mod once;
mod question;
mod reasons;
mod review;
mod screening;
mod untold;
mod words;

pub use availability::Availability;
pub use changes::Change;
#[cfg(feature = "case-files")]
pub(crate) use deciding::with_all_decided;
pub(crate) use deciding::{Decided, Known, Truths, asked_about};
pub use decision::{CriterionResult, CriterionStatus, Decision, GroupResult};
pub use nearest::Nearest;
pub use next_step::NextStep;
pub(crate) use nobody::{Mentions, Nobody};
pub use question::Question;
pub use screening::{Screening, Statuses};
