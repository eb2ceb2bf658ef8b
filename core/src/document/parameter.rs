//! Parameters: figures that change with the day, and with a person's age, such as a wage floor.

use serde::{Serialize, Serializer};

use super::decode::{Decode, Decoder, shape, words};
use super::vocabulary::FactType;
use super::words::{Id, Text};
use crate::condition::Value;
use crate::diagnostic::Code;
use crate::facts::{Unfit, typed};
use crate::tree::{Node, Span};
use crate::value::{Date, Plain};

words! {
    /// The type of a parameter's values.
    ParameterType {
        /// True or false.
        Boolean = "boolean",
        /// An exact decimal.
        Number = "number",
        /// An amount in pounds.
        Money = "money",
        /// A civil date.
        Date = "date",
        /// Text; codes are text too.
        Text = "text",
    }
}

impl ParameterType {
    pub(crate) fn fact_type(self) -> FactType {
        match self {
            Self::Boolean => FactType::Boolean,
            Self::Number => FactType::Number,
            Self::Money => FactType::Money,
            Self::Date => FactType::Date,
            Self::Text => FactType::Text,
        }
    }
}

shape! {
    /// A figure that conditions ask for by name, with its value for each day and age.
    "a parameter" Parameter {
        /// The format's version.
        doorstep: u32 = 1,
        /// The parameter's id, which conditions give in quotes.
        parameter: Id,
        /// Its type.
        r#type: ParameterType,
        /// Its values.
        values: Vec<ParameterValue>,
        /// Where all its values come from.
        source: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check Parameter::check
}

shape! {
    /// A parameter's value for some days and ages.
    "a parameter's value" ParameterValue {
        /// The first day it holds; without it, it has always held.
        from: Option<Date>,
        /// The last day it holds; without it, it holds until a later value for the same ages begins.
        to: Option<Date>,
        /// The least age it holds for, in completed years.
        min_age: Option<u32>,
        /// The greatest age it holds for, in completed years.
        max_age: Option<u32>,
        /// The value.
        value: Given,
        /// Where it comes from.
        reference: Option<Text>,
        /// What an author wants readers to know.
        note: Option<Text>,
    } check ParameterValue::check
}

/// A value as a document gives it, and where it stands there.
#[derive(Clone, Debug)]
pub struct Given {
    value: Plain,
    pub(crate) span: Span,
}

impl Given {
    /// The value.
    #[must_use]
    pub fn value(&self) -> &Plain {
        &self.value
    }
}

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Given {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Given".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["boolean", "number", "string"]})
    }
}

impl Decode for Given {
    fn decode(node: &Node, _: &mut Decoder<'_>) -> Option<Self> {
        Some(Self { value: Plain::from(node), span: node.span })
    }
}

impl Parameter {
    /// A value as conditions have it.
    pub(crate) fn typed(&self, given: &Given) -> Result<Value, Unfit> {
        typed(self.r#type.fact_type(), (&given.value).into())
    }

    fn check(&self, _: &Node, decoder: &mut Decoder<'_>) {
        for row in &self.values {
            let Err(unfit) = self.typed(&row.value) else { continue };
            let wanted = self.r#type.fact_type().wanted();
            let (code, message) = match unfit {
                Unfit::Type => {
                    let found = row.value.value.noun();
                    (Code::WrongType, format!("{wanted} belongs here, and this is {found}"))
                }
                Unfit::Day => (Code::BadDate, "this is not a day in the calendar".to_owned()),
                Unfit::Number(error) => (Code::BadNumber, format!("this number {error}")),
            };
            let help = match self.r#type {
                ParameterType::Date => "write the day as YYYY-MM-DD, such as 2022-04-01".to_owned(),
                ParameterType::Number | ParameterType::Money => "write digits, without quotes".to_owned(),
                _ => format!("write {wanted}, or change the parameter's `type`"),
            };
            decoder.report(code, row.value.span, message, help);
        }
        let unsourced = self.values.iter().filter(|row| row.reference.is_none());
        if self.source.is_none()
            && let Some(first) = unsourced.clone().next()
        {
            let message = format!("{} of `{}` say nothing of where they come from", unsourced.count(), self.parameter);
            let help = "give each its `reference`, or all of them a `source`";
            decoder.report(Code::NoReference, first.value.span, message, help);
        }
    }
}

impl ParameterValue {
    fn check(&self, node: &Node, decoder: &mut Decoder<'_>) {
        if self.from.zip(self.to).is_some_and(|(from, to)| to < from) {
            let help = "both days are inclusive; swap them, or leave out the one that is not known";
            decoder.report(Code::BadPeriod, node.span, "this value ends before it begins", help);
        }
        if self.min_age.zip(self.max_age).is_some_and(|(min, max)| max < min) {
            let help = "both ages are inclusive; swap them, or leave out the one that there is not";
            decoder.report(Code::BadAges, node.span, "this value's `max_age` is below its `min_age`", help);
        }
    }
}
