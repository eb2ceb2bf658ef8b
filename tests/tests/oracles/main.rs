//! Decisions against brute force: random catalogues and people, judged by the library and by a naive second
//! implementation that tries everything there is to try. `cargo test --test oracles -- --nocapture` prints counts.

mod case;
mod missing;
mod reasons;
mod status;
