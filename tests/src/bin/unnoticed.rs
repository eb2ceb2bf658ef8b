//! Says which changes to the project's programmes, or to those of a folder, no example would notice.
//!
//! `cargo run -p doorstep-tests --bin unnoticed [FOLDER]`

use std::error::Error;
use std::path::PathBuf;

use doorstep::Catalogue;
use doorstep_tests::repository;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).map_or_else(|| repository().join("programmes"), PathBuf::from);
    println!("{}", Catalogue::load(folder)?.test());
    Ok(())
}
