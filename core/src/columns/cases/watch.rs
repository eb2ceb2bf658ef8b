//! Long work that is watched, and can be stopped.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::ThreadId;

use crate::columns::problem::TableError;

/// What is told how much is done, of how much, and says whether to go on.
pub(super) type Tell<'a> = &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync);

/// How far work is that several threads do; told on the thread that began it alone.
pub(super) struct Watch<'a> {
    tell: Tell<'a>,
    own: ThreadId,
    done: AtomicU64,
    /// How much there is to do, and of how many that is told.
    total: u64,
    told_of: u64,
    is_stopped: AtomicBool,
}

/// Why work ended before its time.
pub(super) enum Ended {
    Stopped,
    Unusable(TableError),
}

impl From<TableError> for Ended {
    fn from(error: TableError) -> Self {
        Self::Unusable(error)
    }
}

impl<'a> Watch<'a> {
    pub(super) fn new(tell: Tell<'a>, total: u64, told_of: u64) -> Self {
        let (done, is_stopped) = (AtomicU64::new(0), AtomicBool::new(false));
        Self { tell, own: std::thread::current().id(), done, total, told_of, is_stopped }
    }

    /// So much more is done.
    pub(super) fn step(&self, more: usize) -> Result<(), Ended> {
        let more = more as u64;
        let done = self.done.fetch_add(more, Ordering::Relaxed).saturating_add(more).min(self.total);
        if std::thread::current().id() == self.own {
            // Of both there are at most 2³² each, so that this cannot be too much.
            let told = done.saturating_mul(self.told_of).checked_div(self.total).unwrap_or(0);
            self.tell(told);
        }
        self.go_on()
    }

    /// All is done.
    pub(super) fn finish(&self) -> Result<(), Ended> {
        self.tell(self.told_of);
        self.go_on()
    }

    fn tell(&self, done: u64) {
        if (self.tell)(done, self.told_of).is_break() {
            self.is_stopped.store(true, Ordering::Relaxed);
        }
    }

    fn go_on(&self) -> Result<(), Ended> {
        if self.is_stopped.load(Ordering::Relaxed) { Err(Ended::Stopped) } else { Ok(()) }
    }
}
