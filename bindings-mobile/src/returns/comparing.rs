//! What changed between two reports.

use super::cell::CellKey;
use crate::words::{Cause, CellPart};

/// What changed between two reports of one return.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Comparison {
    /// The cells whose values differ.
    pub cells: Vec<CellChange>,
    /// Who moved, by cell and person.
    pub moves: Vec<CellMove>,
}

/// A cell whose value differs.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct CellChange {
    /// The cell.
    pub cell: CellKey,
    /// What it could be before; nothing if there was no such cell, or nobody in it.
    pub before: Option<Spread>,
    /// The same now.
    pub now: Option<Spread>,
}

/// The least and the most that a cell can be.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Spread {
    /// The least.
    pub low: f64,
    /// The most; nothing where nothing bounds it.
    pub high: Option<f64>,
}

/// Somebody who counts otherwise in a cell than before.
#[derive(Clone, Debug, PartialEq, Eq, Hash, uniffi::Record)]
pub struct CellMove {
    /// The cell.
    pub cell: CellKey,
    /// The person's id.
    pub person: String,
    /// As what they counted; nothing if they were not in it.
    pub from: Option<CellPart>,
    /// As what they count now; nothing if they are not in it any more.
    pub to: Option<CellPart>,
    /// By what: what alone makes a difference, else all that changed.
    pub by: Vec<Cause>,
}

impl From<doorstep::Comparison> for Comparison {
    fn from(core: doorstep::Comparison) -> Self {
        Self {
            cells: core.cells.into_iter().map(CellChange::from).collect(),
            moves: core.moves.into_iter().map(CellMove::from).collect(),
        }
    }
}

impl From<doorstep::CellChange> for CellChange {
    fn from(core: doorstep::CellChange) -> Self {
        let spread = |(low, high)| Spread { low, high };
        Self { cell: core.cell.into(), before: core.before.map(spread), now: core.now.map(spread) }
    }
}

impl From<doorstep::Move> for CellMove {
    fn from(core: doorstep::Move) -> Self {
        // The core says them by the words of parts.
        let part =
            |word: &str| doorstep::CellPart::ALL.into_iter().find(|part| part.as_str() == word).map(CellPart::from);
        Self {
            cell: core.cell.into(),
            person: core.person,
            from: core.from.and_then(part),
            to: core.to.and_then(part),
            by: core.by.into_iter().map(Cause::from).collect(),
        }
    }
}
