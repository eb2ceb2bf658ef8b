//! How long it takes from case files as JSON lines to the state of each person, beside parsing the same lines.
//!
//! `caseload [FILES] [THREADS] [FOLDER]`: so many case files of fifty events, made up, the same every time. With a folder,
//! the lines are written there as `caseload.jsonl`, and as `caseload.overdue` how many actions are overdue of each person:
//! `caseload.py` asks DuckDB the same.

mod files;

use std::error::Error;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use doorstep::{CaseFile, Catalogue, parse_date};

/// How often each is timed; the best counts, so that a slow spell of the machine does not.
const REPEATS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let count: usize = arguments.next().map_or(Ok(100_000), |count| count.parse())?;
    let threads: usize = arguments.next().map_or(Ok(1), |threads| threads.parse())?;
    let catalogue = files::catalogue()?;
    let as_at = parse_date("2022-05-31").ok_or("this day is in the calendar")?;
    let texts: Vec<String> = (0..count).map(files::case_file).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{count} case files, {} events, {:.1} MB, {threads} threads", count * files::EVENTS, bytes as f64 / 1e6);

    if let Some(folder) = arguments.next() {
        let folder = Path::new(&folder);
        let mut lines = BufWriter::new(File::create(folder.join("caseload.jsonl"))?);
        texts.iter().try_for_each(|text| lines.write_all(text.as_bytes()))?;
        lines.flush()?;
        let counts = texts.iter().map(|text| format!("{}\n", overdue(&catalogue, text, as_at)));
        fs::write(folder.join("caseload.overdue"), counts.collect::<String>())?;
    }
    let states = |texts: &[String]| texts.iter().map(|text| overdue(&catalogue, text, as_at)).sum();
    let (mut parsing, mut deciding) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..REPEATS {
        parsing = parsing.min(timed(|| in_parts(&texts, threads, |texts| texts.iter().map(|text| parsed(text)).sum())));
        deciding = deciding.min(timed(|| in_parts(&texts, threads, states)));
    }
    println!("serde_json, lines to values   {parsing:8.3} s");
    println!("Doorstep, lines to states     {deciding:8.3} s   {:.2} x", deciding / parsing);
    Ok(())
}

/// How many fields the lines of a file have, parsed.
fn parsed(text: &str) -> u64 {
    let values = text.lines().map(|line| black_box(serde_json::from_str::<serde_json::Value>(line)));
    values.map(|value| value.map_or(0, |value| value.as_object().map_or(0, serde_json::Map::len) as u64)).sum()
}

/// How many actions of a person are overdue.
fn overdue(catalogue: &Catalogue, text: &str, as_at: doorstep::Date) -> u64 {
    let file = CaseFile::from_jsonl(catalogue, text);
    black_box(file.state(files::PROGRAMME, as_at, None)).map_or(0, |state| state.progress.overdue)
}

fn in_parts(texts: &[String], threads: usize, work: impl Fn(&[String]) -> u64 + Sync) -> u64 {
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            texts.chunks(texts.len().div_ceil(threads).max(1)).map(|part| scope.spawn(|| work(part))).collect();
        parts.into_iter().map(|part| part.join().expect("no part panics")).sum()
    })
}

fn timed(work: impl FnOnce() -> u64) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}
