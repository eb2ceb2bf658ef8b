//! How long one decision takes, beside peers in the same run.
//!
//! `doorstep-bench BENCH ALL_TOLD SOME_TOLD`: the folder of the rules, and two files of people, one JSON object a line.

mod engine;
mod ours;
mod peers;
mod report;

use std::error::Error;
use std::fs;
use std::path::Path;

use engine::Rules;
use report::{REPEATS, Table};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bench, all_told, some_told] = arguments.as_slice() else {
        return Err("give the folder of the rules, and two files of people".into());
    };
    let rules = Rules::load(Path::new(bench))?;
    let (all_told, some_told) = (people(all_told)?, people(some_told)?);

    let mut ours = ours::Doorstep::new(&rules, &all_told)?;
    let mut zen = peers::Zen::new(&rules, &all_told)?;
    let mut cel = peers::Cel::new(&rules, &all_told)?;
    let mut datalogic = peers::Datalogic::new(&rules, &all_told)?;
    let answers = ours.answers();
    engine::agree(&mut ours, &rules, &answers)?;
    engine::agree(&mut zen, &rules, &answers)?;
    engine::agree(&mut cel, &rules, &answers)?;
    engine::agree(&mut datalogic, &rules, &answers)?;

    let mut table = Table::new(&rules, all_told.len());
    // In turn, so that a slow spell of the machine touches all alike.
    for _ in 0..REPEATS {
        table.time(&mut ours);
        table.time(&mut zen);
        table.time(&mut cel);
        table.time(&mut datalogic);
    }
    table.print();
    ours::print_parts(&rules, "everything told", &all_told)?;
    ours::print_parts(&rules, "some facts not told", &some_told)
}

/// People from a file of one JSON object a line.
fn people(file: &str) -> Result<Vec<serde_json::Value>, Box<dyn Error>> {
    fs::read_to_string(file)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}
