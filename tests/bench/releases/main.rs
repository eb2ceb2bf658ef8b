//! What publishing shares costs: how far the middle of what is published is from the share itself, over every share of
//! every denominator, beside suppressing up to 7 and rounding to 5; and how long a large pack takes to publish and to audit.
//!
//! `releases [CELLS]`: so many cells, made up, the same every time.

use std::error::Error;
use std::time::Instant;

use doorstep::{Cell, Release};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let cells: usize = arguments.next().map_or(Ok(20_000), |cells| cells.parse())?;
    println!("mean absolute error of a share, in points");
    println!(
        "denominator   suppress 7, round to 5   minimum 8, round to 5   minimum 10, round to 5   minimum 10, exact"
    );
    for (from, to) in [(10, 20), (20, 40), (40, 80), (80, 160)] {
        let ours = |minimum, round_to| error(from, to, minimum, round_to);
        println!(
            "{from:>5} to {to:<5} {:>20.1} {:>23.1} {:>24.1} {:>19.1}",
            rounded_parts(from, to),
            ours(8, 5)?,
            ours(10, 5)?,
            ours(10, 1)?,
        );
    }
    for round_to in [1, 5] {
        let (rows, hidden, publishing, auditing) = large(cells, round_to)?;
        println!(
            "{rows} cells, rounded to {round_to}: {hidden} suppressed, published in {publishing:.2} s, audited in {auditing:.2} s"
        );
    }
    Ok(())
}

fn release(minimum: i64, round_to: i64, indicators: &[Value], cells: &[Value]) -> Result<Release, Box<dyn Error>> {
    let pack = json!({
        "release": 1, "return": "r", "audience": "funder", "as_at": "2022-04-30", "known_at": null, "catalogue": "c",
        "library": "0", "disclosure": {"minimum": minimum, "round_to": round_to, "zeros_shown": true},
        "indicators": indicators, "cells": cells,
    });
    Ok(Release::from_json(&pack.to_string())?)
}

fn indicator(id: &str, measure: &str) -> Value {
    json!({
        "id": id, "measure": measure, "unit": "enrolment", "counts": id, "of": format!("{id} of"), "settles": true,
        "adds_up": {"groups": "exactly", "programmes": "exactly", "periods": "exactly"}, "by": ["tenure", "sex"], "made_of": null,
    })
}

/// The mean distance, in points, from each share to the middle of what is published of it.
fn error(from: i64, to: i64, minimum: i64, round_to: i64) -> Result<f64, Box<dyn Error>> {
    let (mut indicators, mut cells, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for denominator in from..=to {
        for numerator in 0..=denominator {
            let id = format!("{numerator}_of_{denominator}");
            let share = numerator as f64 / denominator as f64;
            indicators.push(indicator(&id, "rate"));
            cells.push(json!({
                "indicator": id, "period": "p", "state": "exact", "value": share, "low": share, "high": share,
                "numerator": numerator, "denominator": denominator, "pending": 0, "units": denominator,
            }));
            shares.push(share);
        }
    }
    let published = release(minimum, round_to, &indicators, &cells)?.publish(&[])?;
    let middle = |cell: &Cell| cell.low.zip(cell.high).map(|(low, high)| (low + high) / 2.0);
    let errors: Option<Vec<f64>> =
        published.cells.iter().zip(&shares).map(|(cell, share)| Some((middle(cell)? - share).abs())).collect();
    let errors = errors.ok_or("a share is not published at all")?;
    Ok(100.0 * errors.iter().sum::<f64>() / errors.len() as f64)
}

/// The same of shares made of parts that were suppressed up to 7 and rounded to 5.
fn rounded_parts(from: i64, to: i64) -> f64 {
    let rounded = |count: i64| if count <= 7 { 0 } else { (count + 2) / 5 * 5 };
    let (mut sum, mut shares) = (0.0, 0);
    for denominator in from..=to {
        for numerator in 0..=denominator {
            let made = rounded(numerator) as f64 / rounded(denominator) as f64;
            sum += (made - numerator as f64 / denominator as f64).abs();
            shares += 1;
        }
    }
    100.0 * sum / f64::from(shares)
}

/// How many cells a pack of about so many has, how many are suppressed, and how long publishing and auditing takes.
fn large(wanted: usize, round_to: i64) -> Result<(usize, usize, f64, f64), Box<dyn Error>> {
    const PROGRAMMES: usize = 6;
    const GROUPS: [(&str, usize); 2] = [("tenure", 6), ("sex", 3)];
    let periods = 40;
    let per_indicator = (PROGRAMMES + 1) * periods * 10;
    let mut seed = 2015_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut indicators, mut cells) = (Vec::new(), Vec::new());
    for indicator_place in 0..wanted.div_ceil(per_indicator) {
        let id = format!("i{indicator_place}");
        indicators.push(indicator(&id, "count"));
        for period in 0..periods {
            let mut totals = vec![vec![0; 10]; 1];
            for programme in 0..=PROGRAMMES {
                let counts = if programme < PROGRAMMES {
                    let tenures: Vec<u64> =
                        (0..GROUPS[0].1).map(|_| [0, 3, 12, 30, 60][random(5) as usize] + random(9)).collect();
                    let total: u64 = tenures.iter().sum();
                    let women = random(total + 1);
                    let untold = random(total - women + 1);
                    let counts: Vec<u64> =
                        std::iter::once(total).chain(tenures).chain([women, total - women - untold, untold]).collect();
                    totals[0].iter_mut().zip(&counts).for_each(|(sum, count)| *sum += count);
                    counts
                } else {
                    totals[0].clone()
                };
                let groups = GROUPS
                    .iter()
                    .flat_map(|(by, groups)| (0..*groups).map(move |group| (Some(*by), Some(format!("g{group}")))));
                for ((by, group), count) in std::iter::once((None, None)).chain(groups).zip(counts) {
                    let value = count as f64;
                    cells.push(json!({
                        "indicator": id, "programme": (programme < PROGRAMMES).then(|| format!("p{programme}")),
                        "period": format!("t{period}"), "by": by, "group": group, "state": "exact", "value": value,
                        "low": value, "high": value, "numerator": count, "pending": 0, "units": count,
                    }));
                }
            }
        }
    }
    let funder = release(10, round_to, &indicators, &cells)?;
    let start = Instant::now();
    let public = funder.publish(&[])?;
    let publishing = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let audit = public.audit(&[]);
    let auditing = start.elapsed().as_secs_f64();
    if !audit.recovered.is_empty() {
        return Err(format!("{} cells are recovered", audit.recovered.len()).into());
    }
    Ok((cells.len(), audit.hidden, publishing, auditing))
}
