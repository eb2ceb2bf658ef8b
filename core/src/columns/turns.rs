//! Work that threads take turns at.

use std::sync::{Mutex, PoisonError};

use super::reading::run_all;

/// Threads that take pieces of the same work one after another, whoever is free; what each made of its pieces.
pub(super) fn take_turns<I: ExactSizeIterator + Send, R: Send>(
    threads: usize,
    work: I,
    run: impl Fn(Turns<'_, I>) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(work.len()).max(1);
    let work = Mutex::new(work);
    run_all((0..threads).collect(), |_| run(Turns(&work)))
}

/// The pieces of work that are left.
pub(super) struct Turns<'a, I>(&'a Mutex<I>);

impl<I: Iterator> Iterator for Turns<'_, I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next()
    }
}
