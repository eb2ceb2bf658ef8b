//! Published figures: verdicts, and documents of them that are wrong.

mod documents;
mod published;
mod returned;
mod verdicts;
