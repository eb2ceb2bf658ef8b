//! Many random cases of one test.

use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

use super::Choices;

/// Numbers a case chooses by; when they are used up, every choice is the first.
const NUMBERS: usize = 600;

/// Runs a test of random choices; what it returns as an error fails it, with the smallest case that does.
///
/// `PROPTEST_RNG_SEED` says which cases (others each time where it is not set, as in `cargo test`; `make test` sets it),
/// `TIMES` how many times as many.
///
/// # Panics
/// If a case fails.
pub fn each(cases: u32, test: impl Fn(&mut Choices) -> Result<(), String>) {
    each_of(cases, NUMBERS, test);
}

/// The same, of cases that choose by so many numbers.
///
/// # Panics
/// If a case fails.
pub fn each_of(cases: u32, numbers: usize, test: impl Fn(&mut Choices) -> Result<(), String>) {
    let times = std::env::var("TIMES").map_or(1, |times| times.parse().expect("TIMES is a whole number"));
    let config = ProptestConfig {
        cases: cases * times,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        // Large cases are slow to make smaller; what is found by then tells enough.
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    };
    let numbers = prop::collection::vec(any::<u32>(), numbers);
    let run =
        TestRunner::new(config).run(&numbers, |numbers| test(&mut Choices::new(numbers)).map_err(TestCaseError::fail));
    match run {
        Ok(()) => {}
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(other) => panic!("{other}"),
    }
}
