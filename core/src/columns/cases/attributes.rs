//! What records tell, and what conditions say of it: each answer worked out once, by the one evaluator there is.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal32Type, Decimal64Type, Decimal128Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;

use super::days;
use super::keyed::Keyed;
use super::rules::PLACES;
use crate::analysis::QuickMap;
use crate::columns::threshold::Numeric;
use crate::condition::{Evaluator, Expression, NoVerdicts, Value, every};
use crate::document::FactType;
use crate::value::{Money, Number};

/// An attribute's column.
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    of: FactType,
    rows: Keyed<'a>,
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
        Self { name, of, rows: Keyed::new(column) }
    }

    /// Shows which of some rows tell something that is no value of its type, by their places among these; of what is added
    /// up, also which tell less than nothing.
    pub(super) fn unsound(&self, rows: impl Iterator<Item = usize>, is_amount: bool, mut see: impl FnMut(usize)) {
        let is_bad = |row: usize| match self.told(row) {
            Told::Bad => true,
            Told::Value(value) => is_amount && is_below_zero(&value),
            Told::Nothing => false,
        };
        match self.rows.column.data_type() {
            of if of.is_unsigned_integer() => {}
            // Whole numbers, and what is true or false, are always values.
            of if (of.is_integer() && !is_amount) || *of == DataType::Boolean => {}
            DataType::Float64 => {
                let values = self.rows.column.as_primitive::<Float64Type>().values();
                // Of this size a float's shortest text has no more digits than a number can hold.
                let is_plain = |value: &f64| {
                    *value == 0.0 || (1e-9..1e15).contains(value) || (!is_amount && (1e-9..1e15).contains(&-value))
                };
                let doubtful = rows.enumerate().filter(|(_, row)| !values.get(*row).is_some_and(is_plain));
                doubtful.filter(|(_, row)| is_bad(*row)).for_each(|(at, _)| see(at));
            }
            _ => rows.enumerate().filter(|(_, row)| is_bad(*row)).for_each(|(at, _)| see(at)),
        }
    }

    /// A whole number that a row tells.
    pub(super) fn whole(&self, row: usize) -> Option<i64> {
        // Most scores are whole numbers, however they are held.
        if *self.rows.column.data_type() == DataType::Float64 && self.rows.is_told(row) {
            let value = *self.rows.column.as_primitive::<Float64Type>().values().get(row)?;
            #[expect(clippy::cast_possible_truncation, reason = "it is whole, and in range")]
            return (value.fract() == 0.0 && value.abs() < 1e9).then_some(value as i64);
        }
        match self.told(row) {
            Told::Value(Value::Number(number)) => number.to_i64(),
            _ => None,
        }
    }

    fn told(&self, row: usize) -> Told {
        if !self.rows.is_told(row) {
            return Told::Nothing;
        }
        self.value(row).map_or(Told::Bad, Told::Value)
    }

    fn value(&self, row: usize) -> Option<Value> {
        match self.of {
            FactType::Boolean => self.rows.column.as_boolean_opt().map(|column| Value::Boolean(column.value(row))),
            FactType::Number => self.number(row).map(Value::Number),
            FactType::Money => self.number(row).map(|number| Value::Money(Money(number))),
            FactType::Date => days::told(days::of_row(Some(self.rows.column), row))?.date().map(Value::Date),
            FactType::Text | FactType::Code => self.rows.text(row).map(|text| Value::Text(text.into())),
            FactType::Codes => None,
        }
    }

    fn number(&self, row: usize) -> Option<Number> {
        macro_rules! by_type {
            ($($kind:pat => $type:ty, $scale:expr;)*) => {
                match *self.rows.column.data_type() {
                    $($kind => <$type>::number(*self.rows.column.as_primitive::<$type>().values().get(row)?, $scale),)*
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
    /// Of a single attribute some of these, each in a place of its own: most columns have few values, and looking there
    /// is quicker.
    near: [Option<(u64, T)>; NEAR],
}

/// How many answers are kept.
const KEPT: usize = 65_536;

/// How many of them are kept near: a power of two.
const NEAR: usize = 64;

/// The place near by of what tells values apart.
fn near(key: u64) -> usize {
    // An odd number without a pattern in its bits moves what tells them apart to the top, wherever it was.
    let mixed = key.wrapping_mul(0xF135_7AEA_2E62_A9C5);
    mixed.wrapping_shr(u64::BITS.saturating_sub(NEAR.ilog2())) as usize
}

/// What tells rows apart: of each attribute whether it is told, and a number for its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Key {
    told: u64,
    values: [u64; 4],
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
        let single = match self.attributes.as_slice() {
            [attribute] if attribute.rows.is_told(row) => attribute.rows.key(row),
            _ => None,
        };
        let Some(key) = single else { return self.met(row) };
        let place = near(key);
        match self.near.get(place) {
            Some(Some((known, answer))) if *known == key => *answer,
            _ => {
                let answer = self.met(row);
                if let Some(slot) = self.near.get_mut(place) {
                    *slot = Some((key, answer));
                }
                answer
            }
        }
    }

    /// The same, looked up among all that are kept.
    fn met(&mut self, row: usize) -> T {
        let Some(key) = self.key(row) else { return self.work_out(row) };
        if let Some(answer) = self.met.get(&key) {
            return *answer;
        }
        let answer = self.work_out(row);
        if self.met.len() >= KEPT {
            self.met.clear();
        }
        self.met.insert(key, answer);
        answer
    }

    /// What tells this row from others; of many attributes nothing is kept.
    fn key(&self, row: usize) -> Option<Key> {
        let mut key = Key::default();
        if self.attributes.len() > key.values.len() {
            return None;
        }
        for ((bit, value), attribute) in (0_u32..).zip(&mut key.values).zip(&self.attributes) {
            if attribute.rows.is_told(row) {
                key.told |= 1_u64.wrapping_shl(bit);
                *value = attribute.rows.key(row)?;
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
    Looked::new(&[of], attributes, None, move |own| {
        Evaluator::new(&[], None, &NoVerdicts).about(own).value(of).amount()
    })
}

/// The same in whole units of 10 to the power of minus [`PLACES`], where it is so many and not below 0.
pub(super) fn units<'a>(of: &'a Expression, attributes: &'a [Attribute<'a>]) -> Looked<'a, Option<i32>> {
    Looked::new(&[of], attributes, None, move |own| {
        let amount = Evaluator::new(&[], None, &NoVerdicts).about(own).value(of).amount()?;
        in_units(amount).and_then(|units| i32::try_from(units).ok())
    })
}

/// An amount in such units, if it is so many and not below 0.
pub(super) fn in_units(amount: Number) -> Option<i64> {
    let units = amount.floor_in(PLACES);
    let is_whole = units == amount.ceiling_in(PLACES) && units >= 0;
    i64::try_from(units).ok().filter(|_| is_whole)
}

/// The amount of so many units.
pub(super) fn of_units(units: i32) -> Number {
    Number::in_units(i128::from(units), PLACES).unwrap_or(Number::ZERO)
}

fn is_below_zero(value: &Value) -> bool {
    value.amount().is_some_and(|amount| amount < Number::ZERO)
}
