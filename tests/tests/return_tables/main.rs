//! A return of tables is the return of the same caseload.

#[path = "../outcomes/definition.rs"]
#[allow(dead_code, reason = "shared with the tests of outcomes, which ask more of it")]
mod definition;
#[path = "../outcomes/generate.rs"]
#[allow(dead_code, reason = "shared with the tests of outcomes, which ask more of it")]
mod generate;
#[path = "../outcomes/history.rs"]
#[allow(dead_code, reason = "shared with the tests of outcomes, which ask more of it")]
mod history;

mod agrees;
mod asked;
mod caseload;
mod documents;
mod people;
mod repeated;
