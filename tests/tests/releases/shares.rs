//! Shares as bands: wide enough to hide few, narrow enough to be of use.

use doorstep::{CellState, Release};
use proptest::prelude::*;

use super::everything::{Bound, Tables};
use super::packs::{At, Pack, YEAR};

const AT: At<'_> = At { programme: None, period: Some(YEAR), by: None };

/// Publishes every share of so many, each an indicator of its own.
fn every_share(from: i64, to: i64, minimum: i64, round_to: i64) -> (Release, Vec<(i64, i64)>) {
    let mut pack = Pack::new(minimum, round_to);
    let mut shares = Vec::new();
    for denominator in from..=to {
        for numerator in 0..=denominator {
            let id = format!("{numerator}_of_{denominator}");
            pack.indicator(&id, "rate", "exactly");
            pack.rate(&id, AT, numerator, denominator, 0);
            shares.push((numerator, denominator));
        }
    }
    (pack.public(&[]), shares)
}

#[test]
fn the_middle_of_a_band_is_nearer_than_a_share_of_rounded_parts() {
    for (from, to, cost) in [(10, 20, 16.6), (20, 40, 6.5), (40, 80, 2.8)] {
        for (minimum, round_to) in [(8, 5), (10, 5), (10, 1)] {
            let (release, shares) = every_share(from, to, minimum, round_to);
            let errors = release.cells.iter().zip(&shares).map(|(cell, (numerator, denominator))| {
                let middle = (cell.low.expect("a band") + cell.high.expect("a band")) / 2.0;
                100.0 * (middle - *numerator as f64 / *denominator as f64).abs()
            });
            let mean = errors.sum::<f64>() / shares.len() as f64;
            assert!(mean < cost, "{mean} points at {from} to {to}, minimum {minimum}, rounded to {round_to}");
        }
    }
}

#[test]
fn every_share_lies_in_its_band_and_few_are_not_told_apart() {
    for (minimum, round_to) in [(8, 5), (10, 5), (10, 1)] {
        let (release, shares) = every_share(10, 60, minimum, round_to);
        for (cell, (numerator, denominator)) in release.cells.iter().zip(shares) {
            let (low, high) = (cell.low.expect("a band"), cell.high.expect("a band"));
            let share = numerator as f64 / denominator as f64;
            assert!(low <= share && share <= high, "{numerator} of {denominator}: {low} to {high}");
            assert_eq!((cell.interval_low, cell.interval_high), (None, None));
            if numerator == 0 {
                assert_eq!((cell.state, cell.value, cell.numerator), (CellState::Exact, Some(0.0), Some(0)));
                continue;
            }
            assert_eq!((cell.state, cell.value), (CellState::Bounded, None));
            let rest = denominator - numerator;
            let is_few = |count: i64| (1..minimum).contains(&count);
            assert_eq!(cell.numerator.is_none(), is_few(numerator) || is_few(rest), "{numerator} of {denominator}");
            // Of few no more is told than that they are few, or less than half.
            if is_few(numerator) && denominator >= 2 * minimum {
                assert!(low == 0.0 && high * denominator as f64 >= (minimum - 1) as f64);
            }
        }
    }
}

/// Rates of groups and their total, tried against every table.
fn rates(groups: &[(i64, i64)], rule: (i64, i64)) -> (Pack, Vec<Bound>) {
    let mut pack = Pack::new(rule.0, rule.1);
    pack.indicator("into_work", "rate", "exactly");
    let sum = |part: fn(&(i64, i64)) -> i64| groups.iter().map(part).sum::<i64>();
    pack.rate("into_work", AT, sum(|group| group.0), sum(|group| group.1), 0);
    for (name, (numerator, denominator)) in ["social", "private", "other"].into_iter().zip(groups) {
        pack.rate("into_work", At { by: Some(("tenure", name)), ..AT }, *numerator, *denominator, 0);
    }
    let places = |part: usize| (1..=groups.len()).map(|cell| cell * 2 + part).collect::<Vec<_>>();
    (pack, vec![Bound::Sum(places(0), 0), Bound::Sum(places(1), 1)])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_hidden_of_rates_could_be_something_else(
        groups in prop::collection::vec((0..30_i64, 0..31_i64), 2..=3),
        rule in prop_oneof![Just((5_i64, 1_i64)), Just((8, 5)), Just((3, 1))],
    ) {
        let groups: Vec<(i64, i64)> = groups.into_iter().map(|(part, of)| (part % (of + 1), of)).collect();
        let (pack, mut bounds) = rates(&groups, rule);
        let release = pack.public(&[]);
        prop_assert!(release.audit(&[]).recovered.is_empty());
        let (minimum, round_to) = rule;
        let half_up = |count: i64| (count + round_to / 2) / round_to * round_to;
        let shown = |value: i64| (0..=99).filter(|count| (*count == 0 || *count >= minimum) && half_up(*count) == value).collect::<Vec<i64>>();
        let mut may_be = Vec::new();
        for (place, cell) in release.cells.iter().enumerate() {
            let is_suppressed = cell.state == CellState::Suppressed;
            let lowest = i64::from(!is_suppressed);
            may_be.push(cell.numerator.map_or_else(|| (lowest..=99).collect(), shown));
            may_be.push(cell.denominator.map_or_else(|| (1..=99).collect(), shown));
            let points = |value: Option<f64>| (value.unwrap_or(0.0) * 100.0).round() as i64;
            let is_band = matches!(cell.state, CellState::Exact | CellState::Bounded);
            let (low, high) = if is_band { (points(cell.low), points(cell.high)) } else { (0, 100) };
            bounds.push(Bound::Share(place * 2, place * 2 + 1, low, high));
        }
        let tables = Tables { may_be, bounds };
        for (place, cell) in release.cells.iter().enumerate() {
            for (number, part, shown) in [(place * 2, "numerator", cell.numerator), (place * 2 + 1, "denominator", cell.denominator)] {
                let own = pack.cells[place][part].as_i64().expect("a count");
                prop_assert!(tables.any_with(number, |value| value == own), "{} {:?}", part, cell);
                // A numerator of 0 is shown where its cell is.
                if shown.is_none() && own != 0 {
                    prop_assert!(tables.any_with(number, |value| value != own), "{} is {}: {:#?}", part, own, release.cells);
                }
            }
        }
    }
}

#[test]
fn a_rate_that_is_bounded_itself_stays_so_and_shows_no_parts() {
    let mut pack = Pack::new(10, 5);
    pack.indicator("into_work", "rate", "exactly");
    pack.rate("into_work", AT, 103, 181, 0);
    pack.cells[0]["state"] = "bounded".into();
    pack.cells[0]["value"] = serde_json::Value::Null;
    pack.cells[0]["high"] = (126.0 / 181.0).into();
    let cell = pack.public(&[]).cells.remove(0);
    assert_eq!((cell.state, cell.low, cell.high), (CellState::Bounded, Some(0.55), Some(0.71)));
    assert_eq!((cell.numerator, cell.denominator), (None, None));
}

#[test]
fn the_few_who_are_not_due_are_hidden_and_the_rate_stays() {
    let mut pack = Pack::new(10, 5);
    pack.indicator("into_work", "rate", "exactly");
    pack.rate("into_work", AT, 30, 60, 13);
    pack.rate("into_work", At { by: Some(("tenure", "social")), ..AT }, 18, 35, 4);
    pack.rate("into_work", At { by: Some(("tenure", "private")), ..AT }, 12, 25, 9);
    let release = pack.public(&[]);
    let pending: Vec<_> = release.cells.iter().map(|cell| cell.pending).collect();
    assert_eq!(pending, [Some(15), None, None]);
    assert!(release.cells.iter().all(|cell| cell.state == CellState::Bounded && cell.numerator.is_some()));
}
