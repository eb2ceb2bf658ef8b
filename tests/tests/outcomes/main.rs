//! Outcomes against a naive second implementation that goes through every day and every completion of what is not told,
//! and boundaries, laws and claims written out by hand.

mod agrees;
mod boundaries;
mod claims;
mod completions;
mod definition;
mod generate;
mod history;
mod laws;
mod naive;
mod runs;
mod tables;
mod tables_account;
mod tables_of_vectors;

use doorstep_tests::oracle::Choices;
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

/// Runs a test of random choices; what it returns as an error fails it, with the smallest case that does.
pub fn each(cases: u32, test: impl Fn(&mut Choices) -> Result<(), String>) {
    let config =
        ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4_000, ..ProptestConfig::default() };
    let numbers = prop::collection::vec(any::<u32>(), 400);
    let run =
        TestRunner::new(config).run(&numbers, |numbers| test(&mut Choices::new(numbers)).map_err(TestCaseError::fail));
    match run {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(other) => panic!("{other}"),
    }
}
