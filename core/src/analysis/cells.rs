//! The cells of what may be told: groups of answers that conditions cannot tell apart, each with one that stands for it.

use std::sync::Arc;

use super::cuts::{Asked, Cut, of_day, to_day};
use super::scene::text;
use crate::condition::{Codes, Value};
use crate::document::{Fact, FactType};
use crate::sort;
use crate::value::{Money, Number};

/// One cell.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The answer that stands for it.
    pub(crate) value: Value,
    /// How likely it is, beside the other cells of its fact.
    pub(crate) weight: u64,
}

/// The most cells one fact may have.
const CELLS_LIMIT: usize = 4_096;

/// What a share of 1 weighs.
const WHOLE: u64 = 1_000_000;

/// The cells of a fact, as it is told so far; `None` if they cannot be listed, or are more than `most`.
pub(super) fn cells(fact: &Fact, told: &Value, asked: &Asked, most: usize) -> Option<Vec<Cell>> {
    let most = most.min(CELLS_LIMIT);
    let cells = match fact.r#type {
        FactType::Boolean => {
            let share = fact.share.map_or(WHOLE / 2, weight);
            vec![
                Cell { value: Value::Boolean(false), weight: WHOLE.saturating_sub(share) },
                Cell { value: Value::Boolean(true), weight: share },
            ]
        }
        FactType::Code => codes_alone(fact),
        FactType::Codes => subsets(fact, told, asked, most)?,
        FactType::Number => intervals(&asked.cuts, |number| Some(Value::Number(number)), false),
        FactType::Money => intervals(&asked.cuts, |number| Some(Value::Money(Money(number))), false),
        FactType::Date => intervals(&asked.cuts, |number| to_day(number).map(Value::Date), true),
        FactType::Text => texts(asked),
    };
    (!cells.is_empty() && cells.len() <= most).then_some(cells)
}

impl Asked {
    /// Whether nothing that is asked of a fact tells two of its values apart.
    pub(super) fn is_same(&self, fact: &Fact, a: &Value, b: &Value) -> bool {
        let place = |number: Number| {
            let is_below = |cut: &&Cut| cut.at < number || cut.at == number && !cut.after;
            self.cuts.iter().filter(is_below).count()
        };
        match (fact.r#type, a, b) {
            // Codes are told apart in ways that two sets of them do not show.
            (FactType::Codes, ..) => true,
            (_, Value::Number(a), Value::Number(b)) | (_, Value::Money(Money(a)), Value::Money(Money(b))) => {
                place(*a) == place(*b)
            }
            (_, Value::Date(a), Value::Date(b)) => place(of_day(*a)) == place(of_day(*b)),
            (FactType::Text, Value::Text(a), Value::Text(b)) => {
                a == b || !self.texts.contains(a) && !self.texts.contains(b)
            }
            (_, a, b) => a == b,
        }
    }
}

/// A share of 0 to 1 as a weight.
fn weight(share: Number) -> u64 {
    let scaled = share.checked_mul(Number::from(i64::try_from(WHOLE).unwrap_or(i64::MAX)));
    let floor = scaled.and_then(|scaled| scaled.to_string().split('.').next().and_then(|whole| whole.parse().ok()));
    floor.unwrap_or(WHOLE / 2)
}

/// Each code; those without a share divide what the others leave.
fn codes_alone(fact: &Fact) -> Vec<Cell> {
    let shares: Vec<Option<u64>> = fact.values.values().map(|code| code.share.map(weight)).collect();
    let taken = shares.iter().flatten().fold(0_u64, |sum, share| sum.saturating_add(*share));
    let rest = u64::try_from(shares.iter().filter(|share| share.is_none()).count()).unwrap_or(u64::MAX);
    let each = WHOLE.saturating_sub(taken).checked_div(rest).unwrap_or(0);
    let codes = fact.values.keys().zip(shares);
    codes.map(|(code, share)| Cell { value: text(code), weight: share.unwrap_or(each) }).collect()
}

/// The sets of codes that conditions can tell apart: which of those they name, and how many of the rest.
fn subsets(fact: &Fact, told: &Value, asked: &Asked, most: usize) -> Option<Vec<Cell>> {
    let all: Vec<Arc<str>> = fact.values.keys().map(|code| Arc::from(code.as_str())).collect();
    let (told, possible) = match told {
        Value::Codes(codes) => (codes.told.clone(), codes.possible.clone()),
        _ => (Vec::new(), all.clone()),
    };
    let (named, rest): (Vec<_>, Vec<_>) =
        possible.into_iter().partition(|code| asked.whole || asked.texts.contains(code));
    let named_count = u32::try_from(named.len()).ok()?;
    let sets = 1_usize.checked_shl(named_count).filter(|sets| *sets <= most)?;
    if sets.saturating_mul(rest.len().saturating_add(1)) > most {
        return None;
    }
    let shares: Vec<u64> = named
        .iter()
        .map(|code| fact.values.get(&**code).and_then(|code| code.share).map_or(WHOLE / 2, weight))
        .collect();
    // In the vocabulary's order, as they would be told.
    let declared = |code: &Arc<str>| fact.values.get_index_of(&**code);
    let in_order = |codes: &[Arc<str>]| codes.iter().map(|code| (declared(code), Arc::clone(code))).collect::<Vec<_>>();
    let (told, named, rest) = (in_order(&told), in_order(&named), in_order(&rest));
    let mut cells = Vec::with_capacity(sets.saturating_mul(rest.len().saturating_add(1)));
    for set in 0..sets {
        let has = |at: usize| set >> at & 1 == 1;
        let likely = shares.iter().enumerate().fold(WHOLE, |so_far, (at, share)| {
            let factor = if has(at) { *share } else { WHOLE.saturating_sub(*share) };
            so_far.saturating_mul(factor) / WHOLE
        });
        for more in 0..=rest.len() {
            let chosen = named.iter().enumerate().filter(|(at, _)| has(*at)).map(|(_, code)| code);
            let mut codes: Vec<_> = told.iter().chain(chosen).chain(rest.iter().take(more)).collect();
            sort::by_key(&mut codes, |(declared, _)| *declared);
            let codes = codes.into_iter().map(|(_, code)| Arc::clone(code)).collect();
            let value = Value::Codes(Arc::new(Codes { told: codes, possible: Vec::new() }));
            cells.push(Cell { value, weight: likely.saturating_mul(ways(rest.len(), more)).max(1) });
        }
    }
    Some(cells)
}

/// How many ways there are to choose `k` of `n`.
fn ways(n: usize, k: usize) -> u64 {
    let mut ways = 1_u64;
    for at in 0..k.min(n.saturating_sub(k)) {
        let (more, fewer) = (n.saturating_sub(at) as u64, at.saturating_add(1) as u64);
        ways = ways.saturating_mul(more).checked_div(fewer).unwrap_or(ways);
    }
    // Weights are compared, so that more than this tells nothing.
    ways.min(WHOLE)
}

/// The texts conditions name, and one that is none of them.
fn texts(asked: &Asked) -> Vec<Cell> {
    let mut other = "other".to_owned();
    while asked.texts.contains(other.as_str()) {
        other.push('_');
    }
    let named = asked.texts.iter().map(|named| text(named));
    named.chain([text(&other)]).map(|value| Cell { value, weight: 1 }).collect()
}

/// A value for each interval between cuts, in order; `None` if one has none that can be held, or there are no intervals.
#[cfg(feature = "columns")]
pub(crate) fn standing(of: FactType, cuts: &std::collections::BTreeSet<Cut>) -> Option<Vec<Value>> {
    let cells = match of {
        FactType::Number => intervals(cuts, |number| Some(Value::Number(number)), false),
        FactType::Money => intervals(cuts, |number| Some(Value::Money(Money(number))), false),
        FactType::Date => intervals(cuts, |number| to_day(number).map(Value::Date), true),
        _ => return None,
    };
    (cells.len() == cuts.len().saturating_add(1)).then(|| cells.into_iter().map(|cell| cell.value).collect())
}

/// The intervals between cuts.
fn intervals(
    cuts: &std::collections::BTreeSet<Cut>,
    value: impl Fn(Number) -> Option<Value>,
    whole: bool,
) -> Vec<Cell> {
    let one = Number::from(1_i64);
    let half = |a: Number, b: Number| a.checked_add(b)?.checked_div(Number::from(2_i64));
    let cuts: Vec<Cut> = cuts.iter().copied().collect();
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else {
        let any = if whole { Number::from(730_000_i64) } else { Number::ZERO };
        return value(any).map(|value| Cell { value, weight: 1 }).into_iter().collect();
    };
    let below = if first.after { Some(first.at) } else { first.at.checked_sub(one) };
    let between = cuts.iter().zip(cuts.iter().skip(1)).map(|(low, high)| {
        if !low.after {
            Some(low.at)
        } else if high.after {
            Some(high.at)
        } else {
            half(low.at, high.at)
        }
    });
    let above = if last.after { last.at.checked_add(one) } else { Some(last.at) };
    let standing = std::iter::once(below).chain(between).chain([above]).flatten();
    standing.filter_map(value).map(|value| Cell { value, weight: 1 }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn standing(cuts: &[(i64, bool)]) -> Vec<String> {
        let cuts: BTreeSet<Cut> = cuts.iter().map(|(at, after)| Cut { at: Number::from(*at), after: *after }).collect();
        intervals(&cuts, |number| Some(Value::Number(number)), false)
            .iter()
            .map(|cell| cell.value.to_string())
            .collect()
    }

    #[test]
    fn each_interval_has_a_value_that_stands_for_it() {
        assert_eq!(standing(&[]), ["0"]);
        assert_eq!(standing(&[(25, false)]), ["24", "25"]);
        assert_eq!(standing(&[(16, false), (24, true)]), ["15", "16", "25"]);
        assert_eq!(standing(&[(3, false), (3, true)]), ["2", "3", "4"]);
        assert_eq!(standing(&[(3, true), (4, false)]), ["3", "3.5", "4"]);
    }

    #[test]
    fn ways_to_choose() {
        assert_eq!([ways(4, 0), ways(4, 1), ways(4, 2), ways(4, 4), ways(0, 0)], [1, 4, 6, 1, 1]);
    }
}
