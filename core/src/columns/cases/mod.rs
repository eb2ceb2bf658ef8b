//! Outcomes of a whole table of events, enrolment by enrolment.
//!
//! Rows are looked at once and parted by whom they are about ([`scan`]), into groups of people small enough to stay near the
//! processor ([`group`]); each enrolment's outcomes are then worked out on days alone ([`judge`]), by what judges one person's. Conditions are worked out by the one evaluator, once for what tells
//! rows apart ([`attributes`]). Whoever columns alone cannot judge is read whole, and judged as one person is ([`whole`]).

mod accounted;
mod attributes;
mod births;
mod by_columns;
mod chosen;
mod codes;
mod columns;
mod days;
mod enrolments;
mod facts;
mod group;
mod judge;
mod keyed;
mod lots;
mod made;
mod out;
mod people;
mod records;
#[cfg(feature = "returns")]
mod returns;
mod rules;
mod scan;
mod scanned;
mod selected;
mod streams;
mod table;
mod telling;
mod watch;
mod who;
mod whole;
mod whose;

pub use accounted::{PersonProblem, RowProblem};
#[cfg(feature = "returns")]
pub use returns::{PartialTable, ReturnTable, ReturnTableError, ReturnTableOptions};
pub use table::{OutcomeTable, OutcomeTableOptions};
