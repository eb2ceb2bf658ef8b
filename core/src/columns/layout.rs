//! How the columns of a table fall into cells, by what conditions ask of their facts.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::bind::{Column, Kind};
use super::cells::Named;
use super::truth;
use crate::analysis::{Asked, Cut, Cuts, Input, Lens, Scene, standing};
use crate::condition::{Expression, FactIndex, Function, Value};
use crate::document::FactType;
use crate::facts::BIRTH;

/// The most cells a column may have.
const CELLS_LIMIT: usize = 250;

/// A fact that a column of the table tells.
pub(super) struct Telling {
    pub(super) fact: FactIndex,
    pub(super) at: usize,
}

/// How each column falls into cells, by what conditions ask of its fact.
pub(super) fn columns<'a>(
    scene: Scene<'a>,
    lens: &'a Lens,
    telling: Vec<Telling>,
    conditions: impl Iterator<Item = &'a Expression> + Clone,
) -> Vec<Column> {
    let mut cuts = Cuts::new(scene, lens);
    let mut named: BTreeSet<Arc<str>> = BTreeSet::new();
    let derived = scene.lexicon.derived.values().map(|derived| &derived.expression);
    conditions.clone().chain(derived).for_each(|condition| all_texts(condition, &mut named));
    conditions.for_each(|condition| cuts.read(condition));
    let nothing = Asked::default();
    let as_column = |telling: Telling| {
        let (_, fact) = scene.lexicon.facts.get_index(telling.fact)?;
        let asked = cuts.asked.get(&Input::Fact(telling.fact)).unwrap_or(&nothing);
        let mut column =
            Column { fact: telling.fact, at: telling.at, kind: Kind::Boolean, cells: Vec::new(), is_grouped: false };
        match fact.r#type {
            FactType::Boolean => {
                column.cells =
                    [(truth::FALSE, false), (truth::TRUE, true)].map(|(cell, b)| (cell, Value::Boolean(b))).into();
            }
            FactType::Code => {
                let codes = || fact.values.keys().map(|code| Arc::<str>::from(code.as_str()));
                column.is_grouped = fact.values.len() > CELLS_LIMIT;
                column.kind = Kind::Named(if column.is_grouped {
                    grouped(codes(), &named, &mut column.cells)
                } else {
                    column.cells = (1..).zip(codes().map(Value::Text)).collect();
                    Named { cells: codes().map(|code| code.to_string()).zip(1..).collect(), other: None }
                });
            }
            FactType::Text => {
                let texts: Vec<Arc<str>> = asked.texts.iter().take(CELLS_LIMIT).cloned().collect();
                if texts.len() == asked.texts.len() {
                    column.cells = (1..).zip(texts.iter().cloned().map(Value::Text)).collect();
                    column.cells.push((OTHER, Value::Text(unlike(&texts))));
                }
                let cells = texts.iter().map(ToString::to_string).zip(1..).collect();
                column.kind = Kind::Named(Named { cells, other: Some(OTHER) });
            }
            of => {
                let cuts: Vec<Cut> = asked.cuts.iter().copied().take(CELLS_LIMIT).collect();
                // Where there are too many, no cell stands for what is in it.
                if asked.cuts.len() < CELLS_LIMIT
                    && let Some(values) = standing(of, &asked.cuts)
                {
                    column.cells = (1..).zip(values).collect();
                }
                column.kind = match of {
                    FactType::Date => {
                        Kind::Date { cuts, latest: scene.as_at.filter(|_| is_birth(scene, telling.fact)) }
                    }
                    FactType::Codes => Kind::Sets(fact.values.keys().cloned().zip(0..).collect()),
                    of => Kind::Number { cuts, money: of == FactType::Money },
                };
            }
        }
        Some(column)
    };
    telling.into_iter().filter_map(as_column).collect()
}

/// The cell of texts that no condition names.
pub(super) const OTHER: u8 = u8::MAX;

/// Codes too many for a cell each: those that conditions name, and one cell for the rest.
fn grouped(codes: impl Iterator<Item = Arc<str>>, named: &BTreeSet<Arc<str>>, cells: &mut Vec<(u8, Value)>) -> Named {
    let mut known = HashMap::new();
    let is_named = |code: &Arc<str>| named.contains(code);
    let (own, rest): (Vec<_>, Vec<_>) = codes.partition(is_named);
    if own.len() < CELLS_LIMIT {
        *cells = (1..).zip(own.iter().cloned().map(Value::Text)).collect();
        cells.extend(rest.first().map(|one| (OTHER, Value::Text(Arc::clone(one)))));
    }
    known.extend(own.iter().take(CELLS_LIMIT).map(ToString::to_string).zip(1..));
    let others = own.iter().skip(CELLS_LIMIT).chain(&rest);
    known.extend(others.map(|code| (code.to_string(), OTHER)));
    Named { cells: known, other: None }
}

/// A text that is none of some.
fn unlike(texts: &[Arc<str>]) -> Arc<str> {
    let mut other = "other".to_owned();
    while texts.iter().any(|text| **text == *other) {
        other.push('_');
    }
    other.into()
}

/// The texts a condition names.
fn all_texts(condition: &Expression, named: &mut BTreeSet<Arc<str>>) {
    fn within(value: &Value, named: &mut BTreeSet<Arc<str>>) {
        match value {
            Value::Text(text) => {
                named.insert(Arc::clone(text));
            }
            Value::List(items) => items.iter().for_each(|item| within(item, named)),
            _ => {}
        }
    }
    condition.walk(&mut |part| match part {
        Expression::Constant(value) => within(value, named),
        Expression::Parameter { parameter, .. } => parameter.values().iter().for_each(|value| within(value, named)),
        _ => {}
    });
}

/// Whether a fact is a day of birth, by its name or because years are counted from it up to the day judged: nobody is born
/// after that.
fn is_birth(scene: Scene<'_>, fact: FactIndex) -> bool {
    let is_named = scene.lexicon.facts.get_index(fact).is_some_and(|(name, _)| name == BIRTH);
    is_named
        || scene.lexicon.derived.values().any(|derived| match &derived.expression {
            Expression::Call(Function::YearsBetween, parts) => {
                matches!(parts.as_slice(), [Expression::Fact(from), Expression::AsAt] if *from == fact)
            }
            _ => false,
        })
}
