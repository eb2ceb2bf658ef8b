//! The names under which events tell things in their data, and how a column holds each.

use arrow_schema::DataType;
use indexmap::IndexMap;

use crate::catalogue::Catalogue;
use crate::document::FactType;
use crate::events::fixed_data;

/// How many digits a column of decimals has.
pub(super) const DIGITS: u8 = 38;

/// How many digits stand behind the point in a column of decimals.
pub(super) const PLACES: i8 = 10;

/// How a column holds values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Text,
    Texts,
    Decimal,
    Decimals,
    Boolean,
    Day,
}

impl Held {
    fn of(r#type: FactType) -> Self {
        match r#type {
            FactType::Boolean => Self::Boolean,
            FactType::Number | FactType::Money => Self::Decimal,
            FactType::Date => Self::Day,
            FactType::Codes => Self::Texts,
            FactType::Code | FactType::Text => Self::Text,
        }
    }

    /// The type of such a column.
    pub(super) fn data_type(self) -> DataType {
        let decimal = || DataType::Decimal128(DIGITS, PLACES);
        match self {
            Self::Text => DataType::Utf8,
            Self::Texts => DataType::new_list(DataType::Utf8, true),
            Self::Decimal => decimal(),
            Self::Decimals => DataType::new_list(decimal(), true),
            Self::Boolean => DataType::Boolean,
            Self::Day => DataType::Date32,
        }
    }
}

/// Every name that the data of events may have by a catalogue: of the kinds that there always are, of scales, of records,
/// of facts. What is named twice is held as the first is.
pub(super) fn known(catalogue: &Catalogue) -> IndexMap<&str, Held> {
    let lexicon = catalogue.lexicon();
    let mut known = IndexMap::new();
    let mut add = |name, held| _ = known.entry(name).or_insert(held);
    fixed_data().for_each(|(name, of)| add(name, Held::of(of)));
    add("score", Held::Decimal);
    add("items", Held::Decimals);
    for (name, of) in lexicon.records.values().flat_map(|record| &record.attributes) {
        add(name, Held::of(*of));
    }
    for (name, fact) in &lexicon.facts {
        add(name, Held::of(fact.r#type));
    }
    known
}
