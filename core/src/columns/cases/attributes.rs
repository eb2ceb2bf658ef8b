//! What records tell, and what conditions say of it: each answer worked out once, by the one evaluator there is.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal32Type, Decimal64Type, Decimal128Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

use super::codes::text;
use super::days;
use crate::analysis::QuickMap;
use crate::columns::threshold::Numeric;
use crate::condition::{Evaluator, Expression, NoVerdicts, Value, every};
use crate::document::FactType;
use crate::value::{Money, Number};

/// An attribute's column.
pub(super) struct Attribute<'a> {
    name: &'a str,
    of: FactType,
    column: &'a ArrayRef,
    /// Of a dictionary, its keys.
    keys: Vec<usize>,
}

/// What a row tells of an attribute.
enum Told {
    Nothing,
    Value(Value),
    /// Something that is no value of its type.
    Bad,
}

impl<'a> Attribute<'a> {
    pub(super) fn new(name: &'a str, of: FactType, column: &'a ArrayRef) -> Self {
        let keys = column.as_any_dictionary_opt().filter(|dictionary| !dictionary.values().is_empty());
        Self { name, of, column, keys: keys.map_or_else(Vec::new, |dictionary| dictionary.normalized_keys()) }
    }

    /// Shows which of some rows tell something that is no value of its type, by their places among these.
    pub(super) fn unsound(&self, rows: impl Iterator<Item = usize>, mut see: impl FnMut(usize)) {
        match self.column.data_type() {
            // Whole numbers, and what is true or false, are always values.
            of if of.is_integer() || *of == DataType::Boolean => {}
            DataType::Float64 => {
                let values = self.column.as_primitive::<Float64Type>().values();
                // Of this size a float's shortest text has no more digits than a number can hold.
                let is_plain = |value: &f64| *value == 0.0 || (1e-9..1e15).contains(&value.abs());
                let doubtful = rows.enumerate().filter(|(_, row)| !values.get(*row).is_some_and(is_plain));
                doubtful.filter(|(_, row)| matches!(self.told(*row), Told::Bad)).for_each(|(at, _)| see(at));
            }
            _ => rows.enumerate().filter(|(_, row)| matches!(self.told(*row), Told::Bad)).for_each(|(at, _)| see(at)),
        }
    }

    /// What tells rows of the same value apart; `None` where only the value itself does.
    fn key(&self, row: usize) -> Option<u64> {
        macro_rules! number {
            ($type:ty, $value:ident => $key:expr) => {{
                let $value = *self.column.as_primitive::<$type>().values().get(row)?;
                Some($key)
            }};
        }
        match self.column.data_type() {
            DataType::Boolean => Some(u64::from(self.column.as_boolean().value(row))),
            DataType::Int8 => number!(Int8Type, value => i64::from(value).cast_unsigned()),
            DataType::Int16 => number!(Int16Type, value => i64::from(value).cast_unsigned()),
            DataType::Int32 => number!(Int32Type, value => i64::from(value).cast_unsigned()),
            DataType::Int64 => number!(Int64Type, value => value.cast_unsigned()),
            DataType::UInt8 => number!(UInt8Type, value => u64::from(value)),
            DataType::UInt16 => number!(UInt16Type, value => u64::from(value)),
            DataType::UInt32 => number!(UInt32Type, value => u64::from(value)),
            DataType::UInt64 => number!(UInt64Type, value => value),
            DataType::Float16 => number!(Float16Type, value => u64::from(value.to_bits())),
            DataType::Float32 => number!(Float32Type, value => u64::from(value.to_bits())),
            DataType::Float64 => number!(Float64Type, value => value.to_bits()),
            DataType::Decimal32(..) => number!(Decimal32Type, value => i64::from(value).cast_unsigned()),
            DataType::Decimal64(..) => number!(Decimal64Type, value => value.cast_unsigned()),
            DataType::Dictionary(..) => self.keys.get(row).map(|key| *key as u64),
            _ => None,
        }
    }

    pub(super) fn is_told(&self, row: usize) -> bool {
        self.column.data_type() != &DataType::Null && row < self.column.len() && self.column.is_valid(row)
    }

    fn told(&self, row: usize) -> Told {
        if !self.is_told(row) {
            return Told::Nothing;
        }
        self.value(row).map_or(Told::Bad, Told::Value)
    }

    fn value(&self, row: usize) -> Option<Value> {
        match self.of {
            FactType::Boolean => self.column.as_boolean_opt().map(|column| Value::Boolean(column.value(row))),
            FactType::Number => self.number(row).map(Value::Number),
            FactType::Money => self.number(row).map(|number| Value::Money(Money(number))),
            FactType::Date => days::told(days::of_row(Some(self.column), row))?.date().map(Value::Date),
            FactType::Text | FactType::Code => {
                let text = match self.column.as_any_dictionary_opt() {
                    Some(dictionary) => text(dictionary.values(), *self.keys.get(row)?),
                    None => text(self.column, row),
                };
                text.map(|text| Value::Text(text.into()))
            }
            FactType::Codes => None,
        }
    }

    fn number(&self, row: usize) -> Option<Number> {
        macro_rules! by_type {
            ($($kind:pat => $type:ty, $scale:expr;)*) => {
                match *self.column.data_type() {
                    $($kind => <$type>::number(*self.column.as_primitive::<$type>().values().get(row)?, $scale),)*
                    _ => None,
                }
            };
        }
        by_type! {
            DataType::Int8 => Int8Type, 0;
            DataType::Int16 => Int16Type, 0;
            DataType::Int32 => Int32Type, 0;
            DataType::Int64 => Int64Type, 0;
            DataType::UInt8 => UInt8Type, 0;
            DataType::UInt16 => UInt16Type, 0;
            DataType::UInt32 => UInt32Type, 0;
            DataType::UInt64 => UInt64Type, 0;
            DataType::Float16 => Float16Type, 0;
            DataType::Float32 => Float32Type, 0;
            DataType::Float64 => Float64Type, 0;
            DataType::Decimal32(_, scale) => Decimal32Type, scale;
            DataType::Decimal64(_, scale) => Decimal64Type, scale;
            DataType::Decimal128(_, scale) => Decimal128Type, scale;
        }
    }
}

/// Of a record: false, unknown or true; or something it tells cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    Known(Option<bool>),
    Bad,
}

/// What works an expression out.
type Work<'a, T> = Box<dyn Fn(&BTreeMap<String, Value>) -> T + 'a>;

/// An expression over the attributes of a record, and what it came to for those met so far.
pub(super) struct Looked<'a, T> {
    attributes: Vec<&'a Attribute<'a>>,
    work: Work<'a, T>,
    bad: T,
    /// Whether amounts below 0 cannot be used.
    wants_amounts: bool,
    met: QuickMap<Key, T>,
    /// Some of these, each in a place of its own: most columns have few values, and looking there is quicker.
    near: [Option<(Key, T)>; NEAR],
}

/// How many answers are kept.
const KEPT: usize = 65_536;

/// How many of them are kept near.
const NEAR: usize = 64;

/// What tells rows apart: of each attribute whether it is told, and a number for its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Key {
    told: u64,
    values: [u64; 4],
}

impl Key {
    /// Its place among those that are near.
    fn near(&self) -> usize {
        // An odd number without a pattern in its bits moves what tells values apart to the top, wherever it was.
        let mix =
            |mixed: u64, value: &u64| mixed.wrapping_add(*value).wrapping_mul(0xF135_7AEA_2E62_A9C5).rotate_left(26);
        let mixed = self.values.iter().fold(self.told, mix);
        mixed as usize % NEAR
    }
}

impl<'a, T: Copy + 'a> Looked<'a, T> {
    fn new(
        expressions: &[&Expression],
        attributes: &'a [Attribute<'a>],
        bad: T,
        work: impl Fn(&BTreeMap<String, Value>) -> T + 'a,
    ) -> Self {
        let named = |attribute: &&Attribute<'_>| {
            let is_it = |part: &Expression| matches!(part, Expression::Own(name) if name == attribute.name);
            expressions.iter().any(|expression| expression.any(is_it))
        };
        let attributes = attributes.iter().filter(named).collect();
        Self {
            attributes,
            work: Box::new(work),
            bad,
            wants_amounts: false,
            met: QuickMap::default(),
            near: [None; NEAR],
        }
    }

    /// What it comes to in a row.
    pub(super) fn at(&mut self, row: usize) -> T {
        let Some(key) = self.key(row) else { return self.work_out(row) };
        let place = key.near();
        if let Some(Some((known, answer))) = self.near.get(place)
            && *known == key
        {
            return *answer;
        }
        let answer = match self.met.get(&key) {
            Some(answer) => *answer,
            None => {
                let answer = self.work_out(row);
                if self.met.len() >= KEPT {
                    self.met.clear();
                }
                self.met.insert(key, answer);
                answer
            }
        };
        if let Some(slot) = self.near.get_mut(place) {
            *slot = Some((key, answer));
        }
        answer
    }

    /// What tells this row from others; of many attributes nothing is kept.
    fn key(&self, row: usize) -> Option<Key> {
        let mut key = Key::default();
        if self.attributes.len() > key.values.len() {
            return None;
        }
        for ((bit, value), attribute) in (0_u32..).zip(&mut key.values).zip(&self.attributes) {
            if attribute.is_told(row) {
                key.told |= 1_u64.wrapping_shl(bit);
                *value = attribute.key(row)?;
            }
        }
        Some(key)
    }

    fn work_out(&self, row: usize) -> T {
        let mut own = BTreeMap::new();
        for attribute in &self.attributes {
            match attribute.told(row) {
                Told::Nothing => {}
                // Nobody works for less than no hours: that is set aside, and listed.
                Told::Value(value) if self.wants_amounts && is_below_zero(&value) => return self.bad,
                Told::Value(value) => _ = own.insert(attribute.name.to_owned(), value),
                Told::Bad => return self.bad,
            }
        }
        (self.work)(&own)
    }
}

/// Whether a record counts: all parts of a condition.
pub(super) fn test<'a>(parts: &'a [(Expression, bool)], attributes: &'a [Attribute<'a>]) -> Looked<'a, Truth> {
    let expressions: Vec<&Expression> = parts.iter().map(|(part, _)| part).collect();
    let looked = Looked::new(&expressions, attributes, Truth::Bad, move |own| {
        let truth = |part: &Expression| Evaluator::new(&[], None, &NoVerdicts).about(own).truth(part);
        Truth::Known(every(parts.iter().map(|(part, _)| truth(part))))
    });
    Looked { wants_amounts: true, ..looked }
}

/// An amount that a record tells.
pub(super) fn amount<'a>(of: &'a Expression, attributes: &'a [Attribute<'a>]) -> Looked<'a, Option<Number>> {
    Looked::new(&[of], attributes, None, move |own| match Evaluator::new(&[], None, &NoVerdicts).about(own).value(of) {
        Value::Number(number) => Some(number),
        Value::Money(money) => Some(money.0),
        _ => None,
    })
}

fn is_below_zero(value: &Value) -> bool {
    match value {
        Value::Number(number) | Value::Money(Money(number)) => *number < Number::ZERO,
        _ => false,
    }
}
