//! How long the next question takes to find, and how many questions are asked until nothing more can be settled.
//!
//! `questions BENCH PROGRAMMES RESIDENTS`: this folder's parent, the project's own programmes, and a file of residents
//! with all that is true of them, one JSON object a line.

mod catalogue;
mod conversation;
mod people;
mod timing;

use std::error::Error;
use std::path::Path;

use conversation::{Asking, Conversation};
use doorstep::{Catalogue, Date, Plain, parse_date};
use timing::Times;

/// How many people talk while the clock runs.
const TIMED: usize = 200;

/// How many residents are asked in each way, and compared.
const COMPARED: usize = 1_000;

/// The day judged.
fn as_at() -> Date {
    parse_date("2022-03-31").expect("this day is in the calendar")
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [bench, programmes, residents] = arguments.as_slice() else {
        return Err("give the folder of the benchmarks, that of the programmes, and a file of residents".into());
    };
    let made = catalogue::thirty_programmes(&Path::new(bench).join("questions/catalogue.json"))?;
    let ours = Catalogue::load(programmes)?;
    let residents = people::read(Path::new(residents))?;

    println!("screen and next_question, at each step of {TIMED} conversations, best of {}; µs:\n", timing::REPEATS);
    Times::heading();
    Times::of(&made, &people::made_up(&made, TIMED), as_at())?.print("30 programmes, 40 facts");
    Times::of(&ours, residents.get(..TIMED).ok_or("there are too few residents")?, as_at())?.print("programmes/");
    compare(&ours, residents.get(..COMPARED).ok_or("there are too few residents")?)
}

/// Asks residents in each way, and prints how many questions each needs.
fn compare(catalogue: &Catalogue, residents: &[Plain]) -> Result<(), Box<dyn Error>> {
    let ways =
        [Asking::next(), Asking::in_order_of_vocabulary(catalogue), Asking::in_order_of_mention(catalogue, as_at())?];
    let ways = ways.into_iter().flat_map(|way| match way.only_missing() {
        Some(skipping) => vec![way, skipping],
        None => vec![way],
    });
    println!(
        "\nquestions asked of {} residents until nothing they can tell settles more, programmes/:\n",
        residents.len()
    );
    println!("{:<58}{:>8}{:>8}{:>8}", "", "average", "median", "most");
    let mut settled: Option<Vec<Vec<String>>> = None;
    for way in ways {
        let mut asked = Vec::with_capacity(residents.len());
        let mut ends = Vec::with_capacity(residents.len());
        for resident in residents {
            let conversation = Conversation::held(catalogue, resident, &way, as_at())?;
            asked.push(conversation.questions);
            ends.push(conversation.statuses);
        }
        asked.sort_unstable();
        let average = asked.iter().sum::<usize>() as f64 / asked.len() as f64;
        let (median, most) = (asked[asked.len() / 2], asked[asked.len() - 1]);
        println!("{:<58}{average:>8.2}{median:>8}{most:>8}", way.name());
        match &settled {
            Some(settled) if *settled != ends => {
                return Err(format!("{}: the decisions differ from those of the first way", way.name()).into());
            }
            Some(_) => {}
            None => settled = Some(ends),
        }
    }
    println!("\nEvery way ends with the same decisions of the programmes that take people.");
    Ok(())
}
