//! Releases: what publications hide against everything that could stand in its place, tried one by one, and rules and
//! boundaries written out by hand.

mod by_hand;
mod differences;
mod everything;
mod hidden;
mod packs;
mod shares;
mod sparing;
mod stored;
