//! Timing, and the table of it.

use std::hint::black_box;
use std::time::Instant;

use crate::engine::{Engine, Rules};

/// How often everything is timed; the best counts, so that a slow spell of the machine does not.
pub const REPEATS: usize = 25;

/// The best time of a piece of work, in seconds.
pub fn best(mut work: impl FnMut()) -> f64 {
    (0..REPEATS).map(|_| seconds(&mut work)).fold(f64::INFINITY, f64::min)
}

fn seconds(mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// The best times of each engine: each rule alone, then all rules of a person together.
pub struct Table {
    rules: Vec<String>,
    people: usize,
    engines: Vec<(&'static str, Vec<f64>)>,
}

impl Table {
    pub fn new(rules: &Rules, people: usize) -> Self {
        Self { rules: rules.ids().map(str::to_owned).collect(), people, engines: Vec::new() }
    }

    /// Times an engine once more.
    pub fn time<E: Engine>(&mut self, engine: &mut E) {
        let mut now = Vec::new();
        for rule in 0..self.rules.len() {
            now.push(seconds(|| {
                black_box((0..self.people).filter(|person| engine.decide(*person, black_box(rule))).count());
            }));
        }
        let all = seconds(|| {
            black_box((0..self.people).map(|person| engine.decide_all(person)).sum::<usize>());
        });
        now.push(all / self.rules.len() as f64);
        match self.engines.iter_mut().find(|(name, _)| *name == E::NAME) {
            Some((_, best)) => best.iter_mut().zip(now).for_each(|(best, now)| *best = best.min(now)),
            None => self.engines.push((E::NAME, now)),
        }
    }

    /// Prints ns a rule for each engine, and how many times the first engine's that is.
    pub fn print(&self) {
        let Some((_, ours)) = self.engines.first() else { return };
        println!("{} people, all told; every answer agrees; best of {REPEATS}; ns a rule\n", self.people);
        print!("{:<8}", "rule");
        self.engines.iter().for_each(|(name, _)| print!("{name:>24}"));
        println!();
        for (row, rule) in self.rules.iter().map(String::as_str).chain(["all"]).enumerate() {
            print!("{rule:<8}");
            for (_, best) in &self.engines {
                let each = best[row] * 1e9 / self.people as f64;
                print!("{each:>14.1} ({:6.2}x)", best[row] / ours[row]);
            }
            println!();
        }
    }
}
