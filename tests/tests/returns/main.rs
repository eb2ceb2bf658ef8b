//! Returns against a naive second implementation: random caseloads are counted by the library, and by hand for every
//! completion of what is not told.

mod caseload;
mod completions;
mod laws;
mod naive;
