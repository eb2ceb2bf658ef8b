//! Decisions against brute force: random catalogues and people, judged by the library and by a naive second
//! implementation that tries everything there is to try. `cargo test --test oracles -- --nocapture` prints counts.

mod assured;
mod case;
mod changes;
mod columns;
mod cost;
mod missing;
mod nearest;
mod provision;
mod questions;
mod reasons;
mod review;
mod status;
