//! The values facts and conditions have: exact numbers, money, civil dates, durations, codes.

mod date;
mod duration;
mod money;
mod number;
mod plain;
mod plain_ref;

pub(crate) use date::in_words;
pub use date::{Date, add, days_between, months_between, parse_date, years_between};
pub use duration::{Duration, DurationError};
pub use money::Money;
pub use number::{Number, NumberError, SIGNIFICANT_DIGITS};
pub use plain::Plain;
pub use plain_ref::PlainRef;
