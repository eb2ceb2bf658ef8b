//! Returns: what is reported to each funder, from whom each number is made, and what changed since last time.
//!
//! What a return asks of a person is worked out from their events ([`asking`]); how they count by it ([`count`]) goes into a
//! tally whose slots a layout gives ([`layout`], [`tally`]), and of that cells are made ([`cells`]).

mod asking;
mod audit;
mod calendar;
mod cell;
mod cells;
mod comparing;
mod count;
#[cfg(all(feature = "columns", not(target_family = "wasm")))]
mod counted;
mod error;
mod flow;
mod interval;
mod layout;
mod life;
mod opening;
mod partial;
mod release;
mod releasing;
mod report;
mod sink;
mod source;
mod tally;

pub use audit::{Audit, Recovered, ReleasedPart};
pub use cell::{Cell, CellKey, CellState, Measure};
pub use comparing::{Cause, CellChange, Comparison, Move};
pub use error::ReturnError;
pub use flow::Flow;
pub use opening::{CellPart, Why, WhyEnrolment};
pub use partial::{Partial, PartialError};
pub use release::{Adding, AddsUp, Audience, IndicatorKind, Release, ReleaseError, ReleaseRule};
pub use report::Report;
pub use source::{Accounts, Rejection};

#[cfg(all(feature = "columns", not(target_family = "wasm")))]
pub(crate) use self::{
    asking::Asking,
    cells::Slot,
    count::{
        Counting,
        many::{DayOf, Many, Side},
    },
    counted::Counted,
    layout::Layout as SourceLayout,
    life::{Answer, Reached},
    opening::Finding,
    report::tally_watched,
    sink::Tallying,
    source::{Caseload, Someone, Source},
    tally::Tally,
};
