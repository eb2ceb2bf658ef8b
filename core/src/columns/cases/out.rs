//! What is told how enrolments stand.

use super::enrolments::{Enrolled, Part, Said};
use super::who::Left;
use crate::outcomes::{Day, Stand};

/// What is told how enrolments stand.
pub(super) trait Out {
    /// Whether what cannot be used of what is told of people is listed also of those who have started nothing.
    const LISTS_ALL: bool = false;

    /// Another enrolment; of its outcomes nothing is said yet.
    fn put(&mut self, enrolled: Enrolled);

    /// How an outcome of the enrolment put last stands.
    fn say(&mut self, outcome: usize, said: Said);

    /// The first and the last day on which it may have been achieved, where that is not certain.
    fn between(&mut self, _: usize, _: (Day, Day)) {}

    /// The same of whoever may be left out of it: neither among those who achieved it nor among those who did not.
    fn perhaps(&mut self, outcome: usize, _: Stand) {
        self.say(outcome, Said::UNKNOWN);
    }

    /// Whether whoever is left out by one of [`asks`](Self::asks) is.
    fn left_out(&mut self, _: usize, _: Left) {}

    /// Who else is asked to be left out, by their places among the rules'.
    fn asks(&self) -> &[usize] {
        &[]
    }

    /// The first and the last score on a scale, by its place among those asked for.
    fn scores(&mut self, _: usize, _: i32, _: i32) {}

    /// All is said of a person, who counts unless they turned out to be odd.
    fn over(&mut self, _: u32, _: bool) {}

    /// All is said of a group of people.
    fn group_over(&mut self) {}
}

impl Out for Part<'_> {
    fn put(&mut self, enrolled: Enrolled) {
        Part::put(self, enrolled);
    }

    fn say(&mut self, outcome: usize, said: Said) {
        Part::say(self, outcome, said);
    }
}
