//! How long each step of a conversation takes.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use doorstep::{Catalogue, Date, Plain};

use crate::conversation::answered;

/// How often a step is timed; the best counts, so that a slow spell of the machine does not.
pub const REPEATS: usize = 7;

/// The time of every step of some conversations, in µs, shortest first.
pub struct Times(Vec<f64>);

impl Times {
    /// Talks with each person, from nothing told until there is no question left.
    pub fn of(catalogue: &Catalogue, people: &[Plain], as_at: Date) -> Result<Self, Box<dyn Error>> {
        let mut times = Vec::new();
        for person in people {
            let mut told = Vec::new();
            loop {
                let facts = Plain::Map(told.clone());
                let mut best = f64::INFINITY;
                let mut question = None;
                for _ in 0..REPEATS {
                    let start = Instant::now();
                    question = black_box(catalogue.screen(black_box(&facts), as_at)?.next_question());
                    best = best.min(start.elapsed().as_secs_f64() * 1e6);
                }
                times.push(best);
                let Some(question) = question else { break };
                told.push((question.fact.clone(), answered(person, &question.fact)));
            }
        }
        times.sort_by(f64::total_cmp);
        Ok(Self(times))
    }

    pub fn heading() {
        println!("{:<34}{:>8}{:>10}{:>10}{:>10}", "", "steps", "median", "mean", "worst");
    }

    pub fn print(&self, name: &str) {
        let Self(times) = self;
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
        println!("{name:<34}{:>8}{median:>10.1}{mean:>10.1}{worst:>10.1}", times.len());
    }
}
