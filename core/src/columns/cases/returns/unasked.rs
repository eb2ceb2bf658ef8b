//! Events that a return does not ask for: what cannot be used of them is counted as rejected and listed all the same.

use arrow_array::{Array, ArrayRef, RecordBatch};

use crate::catalogue::Catalogue;
use crate::columns::cases::attributes::Attribute;
use crate::columns::cases::by_columns::pieces;
use crate::columns::cases::chosen::Chosen;
use crate::columns::cases::codes::{Codes, NONE, Numbers, OTHER};
use crate::columns::cases::columns::Columns;
use crate::columns::cases::days;
use crate::columns::cases::people::People;
use crate::columns::cases::rules::{IDLE, Rules};
use crate::columns::turns::take_turns;
use crate::events::needs_programme;

/// Adds to those who are read whole everybody with an event that nobody asks for and that may be one that cannot be used.
pub(super) fn add_unsound(
    catalogue: &Catalogue,
    rules: &Rules<'_>,
    columns: &Columns,
    people: &People,
    events: &[RecordBatch],
    threads: usize,
    odd: &mut Chosen,
) {
    let mut idle: Vec<&str> =
        rules.kinds.iter().filter(|(_, of)| **of == IDLE).map(|(kind, _)| kind.as_str()).collect();
    crate::sort::by(&mut idle, Ord::cmp);
    let numbers: Numbers = idle.iter().map(|kind| (*kind).to_owned()).zip(0_u16..).collect();
    let header = columns.header;
    let found = take_turns(threads, pieces(events).into_iter(), |turns| {
        let (mut kinds, mut unsound) = (Vec::new(), Vec::new());
        for (number, rows) in turns {
            let Some(batch) = events.get(number) else { continue };
            let column = |at: usize| batch.column(at);
            kinds.clear();
            Codes::new(Some(column(header.kind)), &numbers).of_rows(rows.clone(), &mut kinds);
            let mut by_kind: Vec<Vec<usize>> = Vec::new();
            by_kind.resize_with(idle.len(), Vec::new);
            for (row, kind) in rows.zip(&kinds) {
                if let Some(own) = by_kind.get_mut(usize::from(*kind)) {
                    own.push(row);
                }
            }
            let about = people.bind(column(header.person));
            for (kind, rows) in idle.iter().zip(&by_kind).filter(|(_, rows)| !rows.is_empty()) {
                let declared = catalogue.lexicon().records.get(*kind);
                let of = |name: &String| declared.and_then(|declared| declared.attributes.get(name));
                // What the kind does not have, or may not be what it tells.
                let foreign = columns.attributes.iter().filter(|(name, _)| of(name).is_none()).map(|(_, at)| at);
                let foreign = foreign.chain(&columns.others).chain(&columns.evidence_parts);
                let foreign = foreign.chain(&columns.because).chain(&columns.score).map(|at| column(*at));
                let foreign: Vec<&ArrayRef> =
                    foreign.filter(|column| column.logical_null_count() < column.len()).collect();
                let (mut first, mut end, mut programmes, mut evidence) =
                    (Vec::new(), Vec::new(), Vec::new(), Vec::new());
                days::of_rows(Some(column(header.start)), rows.iter().copied(), &mut first);
                days::of_rows(header.end.map(column), rows.iter().copied(), &mut end);
                Codes::new(header.programme.map(column), &rules.programmes)
                    .of_rows(rows.iter().copied(), &mut programmes);
                Codes::new(columns.evidence.map(column), &rules.evidence).of_rows(rows.iter().copied(), &mut evidence);
                let needs = needs_programme(kind);
                let own = first.iter().zip(&end).zip(programmes.iter().zip(&evidence));
                for (row, ((first, end), (programme, evidence))) in rows.iter().zip(own) {
                    let is_backwards = *end != days::NONE && end < first;
                    let is_nowhere = needs && matches!(*programme, OTHER | NONE);
                    if *first == days::NONE
                        || is_backwards
                        || is_nowhere
                        || *evidence == OTHER
                        || foreign.iter().any(|column| column.is_valid(*row))
                    {
                        unsound.extend(about.of_row(*row));
                    }
                }
                for (name, at) in &columns.attributes {
                    let Some(of) = of(name) else { continue };
                    let see = |at: usize| unsound.extend(rows.get(at).and_then(|row| about.of_row(*row)));
                    Attribute::new(name, *of, column(*at)).unsound(rows.iter().copied(), false, see);
                }
            }
        }
        unsound
    });
    found.iter().flatten().for_each(|person| odd.add(*person));
}
