//! Outcomes against a naive second implementation that goes through every day and every completion of what is not told,
//! and boundaries, laws and claims written out by hand.

mod agrees;
mod boundaries;
mod claims;
mod completions;
mod definition;
mod generate;
mod history;
mod laws;
mod naive;
mod runs;
mod tables;
mod tables_account;
mod tables_of_vectors;
